"""The calendar: meetings, deadlines, reviews, requirements and members' duties by their days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfs_panels.domain.vocabulary import Service

REVIEWS = frozenset(
    {
        EventType.FIRST_REVIEW_DONE,
        EventType.ANNUAL_REVIEW_DONE,
        EventType.CONCERNS_REVIEW_DONE,
        EventType.PLACEMENT_REVIEWED,
    }
)
"""What stops a clock by which a review is due."""
LONGEST = 5 * 366
WEEK = 7


class CalendarKind(StrEnum):
    """What stands in the calendar."""

    MEETING = "meeting"
    DEADLINE = "deadline"
    REVIEW = "review"
    REQUIREMENT = "requirement"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class CalendarQuery:
    """What is asked of the calendar; an empty part leaves nothing out.

    Team and worker are those of a case; meetings and members have none and stay.
    """

    kinds: frozenset[CalendarKind] = frozenset(CalendarKind)
    service: Service | None = None
    team: str = ""
    worker: str = ""


class CalendarEntry(NamedTuple):
    """Something on a day; ``name`` is who it is about, and stands in no file unless asked for.

    ``key`` stays the same whatever changes, ``sequence`` grows when the entry is changed, and
    ``since`` is the day from which there has been something to enter.
    """

    key: str
    kind: CalendarKind
    on: date
    title: str
    subject: str  # the reference of a case, or which panel
    name: str
    below: str
    state: str
    page: tuple[str, ...]
    service: Service | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    since: date | None = None
    sequence: int = 0

    @property
    def words(self) -> str:
        """Return the entry as a calendar file says it: ``A-2025-0031: Decision due``."""
        return f"{self.subject}: {self.title}" if self.subject else self.title


def entry_order(entry: CalendarEntry) -> tuple[date, bool, time, str, str]:
    """Return what puts entries in order: by day, those with a time first."""
    at = entry.starts_at
    return (entry.on, at is None, at or time.min, entry.words, entry.key)


def check_span(first: date, last: date) -> None:
    """Refuse a span of days that ends before it begins, or is longer than five years.

    Raises:
        RuleBroken: with the sentence.
    """
    if last < first:
        raise RuleBroken("The last day is before the first one.", field="last")
    if (last - first).days > LONGEST:
        raise RuleBroken("Ask for five years at the most.", field="last")


def weeks_of(month: date) -> list[list[date]]:
    """Return the weeks that a month touches, each from its Monday."""
    first = month.replace(day=1)
    day = first - timedelta(days=first.weekday())
    weeks = []
    while day < next_month(first):
        weeks.append([day + timedelta(days=n) for n in range(WEEK)])
        day += timedelta(days=WEEK)
    return weeks


def next_month(day: date, by: int = 1) -> date:
    """Return the first day of the month that lies so many months ahead, or back."""
    years, month = divmod(day.year * 12 + day.month - 1 + by, 12)
    return date(years, month + 1, 1)


def by_day(entries: Iterable[CalendarEntry]) -> dict[date, list[CalendarEntry]]:
    """Return entries by their day, each day in order."""
    found: dict[date, list[CalendarEntry]] = {}
    for entry in sorted(entries, key=entry_order):
        found.setdefault(entry.on, []).append(entry)
    return found


def fits(entry: CalendarEntry, kinds: Sequence[CalendarKind]) -> bool:
    """Return whether an entry is of one of these kinds; all are, where none is named."""
    return not kinds or entry.kind in kinds
