"""What stands between a meeting and its papers going out: the late first, then what stops them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.domain.agenda_times import items_words
from cfs_panels.domain.meeting_details import GapLine
from cfs_panels.domain.pathways import PaperColumn
from cfs_panels.domain.words import near_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from cfs_panels.domain.paper_marks import Mark

_NAMES = {
    PaperColumn.REPORT: "report",
    PaperColumn.CHECKS: "checks",
    PaperColumn.MEDICAL: "medical comment",
    PaperColumn.SIGNED: "declaration",
    PaperColumn.VIEWS: "views",
    PaperColumn.NOTE: "your notes",
}
_OWN_NOTE = {1: "your note"}
_ADVISERS_NOTES = "panel adviser’s notes"


@dataclass(frozen=True, slots=True)
class ItemPapers:
    """An item with its marks; ``stopped_by`` are the columns without which its papers stay."""

    item_id: str
    case_id: str
    number: int
    marks: tuple[Mark, ...]
    stopped_by: frozenset[PaperColumn] = frozenset()

    def mark(self, column: PaperColumn) -> Mark:
        """Return the mark of a column."""
        return next(mark for mark in self.marks if mark.column is column)

    @property
    def is_complete(self) -> bool:
        """Return whether nothing is awaited for the item."""
        return all(mark.is_in for mark in self.marks)


def gaps(
    items: Sequence[ItemPapers], today: date, *, is_adviser: bool = True
) -> tuple[GapLine, ...]:
    """Return the gaps of all items, those that are alike in one line."""
    return (
        *_late(items, today),
        *_stopping(items, today),
        *_notes(items, today, is_adviser=is_adviser),
        *_views(items, today),
        *_others(items),
    )


def _late(items: Iterable[ItemPapers], today: date) -> Iterator[GapLine]:
    for item in items:
        for mark in item.marks:
            if mark.state != "late" or _is_awaited(item, mark):
                continue
            if mark.column is PaperColumn.VIEWS:
                below, action = _ended(mark, today), "Open"
            else:
                below = f"Late since {near_date(mark.day, today)}" if mark.day else "Late"
                action = "Chase"
            yield _line([item], "late", _NAMES[mark.column], below, action, column=mark.column)


def _is_awaited(item: ItemPapers, mark: Mark) -> bool:
    """Return whether the declaration waits for the applicants' views, told in its own line."""
    return mark.column is PaperColumn.VIEWS and bool(item.stopped_by)


def _stopping(items: Iterable[ItemPapers], today: date) -> Iterator[GapLine]:
    told_apart = {PaperColumn.VIEWS, PaperColumn.NOTE}
    for item in items:
        if not item.stopped_by:
            continue
        others = [
            mark.column
            for mark in item.marks
            if not mark.is_in
            and mark.state != "late"
            and mark.column not in item.stopped_by | told_apart
        ]
        columns = [c for c in PaperColumn if c in item.stopped_by] + others
        names = ", ".join(_NAMES[column] for column in columns)
        yield _line([item], "blocked", names, _waits(item, today), "Open", stops=True)


def _waits(item: ItemPapers, today: date) -> str:
    views = item.mark(PaperColumn.VIEWS)
    if views.is_in:
        return "Wait for the manager"
    if views.state == "late":
        return _ended(views, today)
    if views.day is None:
        return views.words.partition(": ")[2].capitalize()
    return f"Wait for observations, {_day(views.day, today)}"


def _notes(items: Iterable[ItemPapers], today: date, *, is_adviser: bool) -> Iterator[GapLine]:
    open_ones = [item for item in items if not item.mark(PaperColumn.NOTE).is_in]
    if not open_ones:
        return
    due_on = open_ones[0].mark(PaperColumn.NOTE).day
    below = f"Write by {_day(due_on, today)}" if due_on else "To write"
    name = _OWN_NOTE.get(len(open_ones), _NAMES[PaperColumn.NOTE])
    if not is_adviser:
        name = _ADVISERS_NOTES
    yield _line(open_ones, "asked", name, below, "Write" if is_adviser else "Open")


def _views(items: Iterable[ItemPapers], today: date) -> Iterator[GapLine]:
    by_day: dict[str, list[ItemPapers]] = {}
    for item in items:
        mark = item.mark(PaperColumn.VIEWS)
        if mark.is_in or mark.state == "late" or item.stopped_by:
            continue
        below = f"Observations end {_day(mark.day, today)}" if mark.day else "Not asked for yet"
        by_day.setdefault(below, []).append(item)
    for below, found in by_day.items():
        yield _line(found, "asked", _NAMES[PaperColumn.VIEWS], below, "Open")


def _others(items: Iterable[ItemPapers]) -> Iterator[GapLine]:
    groups: dict[tuple[PaperColumn, str], list[ItemPapers]] = {}
    for item in items:
        for mark in item.marks:
            if item.stopped_by or mark.column in {PaperColumn.VIEWS, PaperColumn.NOTE}:
                continue
            if mark.state in {"asked", "missing", "blocked"}:
                groups.setdefault((mark.column, mark.state), []).append(item)
    for (column, state), found in groups.items():
        asked = state == "asked"
        below = "Asked for, not in" if asked else "Not in yet"
        yield _line(
            found,
            "asked" if asked else "todo",
            _NAMES[column],
            below,
            "Chase" if asked else "Open",
            column=column,
        )


def _ended(mark: Mark, today: date) -> str:
    return f"Observations ended {near_date(mark.day, today)}" if mark.day else "Observations ended"


def _day(day: date, today: date) -> str:
    return "today" if day == today else near_date(day, today)


def _line(
    items: Sequence[ItemPapers],
    state: str,
    names: str,
    below: str,
    action: str,
    *,
    stops: bool = False,
    column: PaperColumn | None = None,
) -> GapLine:
    return GapLine(
        item_id=items[0].item_id,
        case_id=items[0].case_id,
        state=state,
        words=f"{items_words([item.number for item in items])}: {names}",
        below=below,
        action=action,
        stops=stops,
        column=column.value if column else "",
        case_ids=tuple(item.case_id for item in items),
    )
