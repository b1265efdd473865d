"""The entries of a calendar as rows of a list, each day with its heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.calendars import CalendarKind, by_day
from cfs_panels.domain.words import plural, weekday_date
from ui.widgets.record_cells import Cell, Column, Heading

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cfs_panels.domain.calendars import CalendarEntry

KIND_WORDS = {
    CalendarKind.MEETING: "Meetings",
    CalendarKind.DEADLINE: "Deadlines",
    CalendarKind.REVIEW: "Reviews",
    CalendarKind.REQUIREMENT: "Requirements",
    CalendarKind.MEMBER: "Members' duties",
}
_ICONS = {
    CalendarKind.MEETING: "panels",
    CalendarKind.DEADLINE: "timer",
    CalendarKind.REVIEW: "history",
    CalendarKind.REQUIREMENT: "requirement",
    CalendarKind.MEMBER: "centralList",
}


def entry_cell(entry: CalendarEntry) -> Cell:
    """Return what stands in the calendar, and who it is about."""
    below = " · ".join(part for part in (entry.subject, entry.name, entry.place) if part)
    return Cell(
        entry.title,
        below,
        stripe=entry.service.value if entry.service else "",
        medium=True,
    )


def stands_cell(entry: CalendarEntry) -> Cell:
    """Return when a meeting sits, or how a deadline stands."""
    if entry.starts_at is not None:
        end = f" to {entry.ends_at:%H:%M}" if entry.ends_at else ""
        return Cell(f"{entry.starts_at:%H:%M}{end}", entry.below, icon=_ICONS[entry.kind])
    first, _, rest = entry.below.partition(". ")
    return Cell(first, rest, icon=entry.state, fill=True,
                tone="" if entry.state == "onTrack" else entry.state)  # fmt: skip


DAY_COLUMNS = (Column("what", "What", lambda entry: day_cell(entry), least=120),)
LIST_COLUMNS = (
    Column("what", "What", entry_cell, stretch=4, least=220, sortable=False),
    Column("stands", "When and how it stands", stands_cell, stretch=3, least=180, sortable=False),
)


def day_cell(entry: CalendarEntry) -> Cell:
    """Return an entry in the narrow list of one day."""
    when = f"{entry.starts_at:%H:%M}, {entry.below}" if entry.starts_at else entry.name
    return Cell(
        f"{entry.subject} {entry.title}".strip(),
        when or entry.below,
        icon=_ICONS[entry.kind] if entry.starts_at else entry.state,
        tone="overdue" if entry.state == "overdue" else "",
        spoken=f"{entry.words}, {entry.name}, {entry.below}",
    )


def listed(entries: Iterable[CalendarEntry], today: date) -> list[CalendarEntry | Heading]:
    """Return entries with a heading for each day."""
    rows: list[CalendarEntry | Heading] = []
    for day, found in by_day(entries).items():
        words = weekday_date(day) + (", today" if day == today else "")
        rows.append(Heading(words, plural(len(found), "entry", "entries")))
        rows += found
    return rows
