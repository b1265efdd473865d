"""Periods: how far so many days, weeks or months lead, and what a hold takes out of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cfs_panels.domain.working_days import WorkingCalendar


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    WEEK = "week"
    MONTH = "month"
    OPEN = "open"

    @property
    def is_day(self) -> bool:
        """Return whether the limit is a number of days, working or not."""
        return self in {Unit.WORKING_DAY, Unit.CALENDAR_DAY}


class Counting(StrEnum):
    """How the day that starts a period counts."""

    AFTER = "after"  # it is day 0
    FIRST_COUNTED = "first_counted"  # it is day 1
    BACK = "back"  # it is the end: the period lies before it


@dataclass(frozen=True, slots=True)
class Pause:
    """A hold of a case, up to the day it is resumed; ``until_on`` is None while it lasts.

    ``cause`` is whose wish it was, or what called for it: not every clock waits for every hold.
    """

    from_on: date
    until_on: date | None = None
    reason: str = ""
    cause: str = ""

    def holds_on(self, day: date) -> bool:
        """Return whether the case is on hold on a day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


def add_months(day: date, months: int) -> date:
    """Return the same day number so many months on, or the last day of that month."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(years + month // 11, (month + 1) % 12 + 1, 1)
    return date(years, month + 1, min(day.day, (following - timedelta(days=1)).day))


def end_of(
    start: date, limit: int, unit: Unit, counting: Counting, calendar: WorkingCalendar
) -> date:
    """Return the day that a period of so many units leads to.

    Months, weeks and calendar days may end on any day; working days end on a working day.
    """
    if unit is Unit.WORKING_DAY:
        if counting is Counting.BACK:
            return calendar.back(start, limit)
        if counting is Counting.FIRST_COUNTED:
            return calendar.nth_from(start, limit)
        return calendar.add(start, limit)
    if counting is Counting.FIRST_COUNTED:
        start -= timedelta(days=1)
    sign = -1 if counting is Counting.BACK else 1
    if unit is Unit.MONTH:
        return add_months(start, sign * limit)
    return start + timedelta(days=sign * limit * (7 if unit is Unit.WEEK else 1))


def days_between(after: date, until: date, unit: Unit, calendar: WorkingCalendar) -> int:
    """Return the days after one day and up to another: working days where the unit is that."""
    if unit is Unit.WORKING_DAY:
        return calendar.count_between(after, until)
    return (until - after).days


def holds_between(start: date, end: date, pauses: Iterable[Pause]) -> list[tuple[date, date]]:
    """Return the holds from one day to another, in order, cut to those days, none twice."""
    found: list[tuple[date, date]] = []
    for pause in sorted(pauses, key=lambda p: p.from_on):
        first = max(pause.from_on, start)
        last = end if pause.until_on is None else min(pause.until_on, end)
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        elif first < last:
            found.append((first, last))
    return found
