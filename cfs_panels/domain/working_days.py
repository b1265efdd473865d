"""Working days in England and Wales: counted from two dense tables, with the holidays given."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.words import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable


class WorkingCalendar:
    """The working days of a span of years: not Saturday, Sunday or one of the holidays.

    The first table gives, for each day of the span, how many working days there are up to it;
    the second gives each working day in turn. Every question is then two look-ups. (Both sets of
    regulations define a working day alike, in regulation 2.)
    """

    __slots__ = ("_days", "_first", "_upto", "first_on", "holidays", "last_on")

    def __init__(self, holidays: Iterable[date], first_on: date, last_on: date) -> None:
        self.holidays = frozenset(holidays)
        self.first_on = first_on
        self.last_on = last_on
        self._first = first_on.toordinal()
        self._days: list[date] = []
        self._upto: list[int] = []
        for ordinal in range(self._first, last_on.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if day.weekday() < 5 and day not in self.holidays:
                self._days.append(day)
            self._upto.append(len(self._days))

    def knows(self, day: date) -> bool:
        """Return whether working days can be counted from a day."""
        return self.first_on <= day <= self.last_on

    def is_working_day(self, day: date) -> bool:
        """Return whether the day is a working day."""
        index = self._index(day)
        return self._upto[index] > (self._upto[index - 1] if index else 0)

    def add(self, start: date, days: int) -> date:
        """Return the nth working day after a day, which itself is day 0."""
        if days <= 0:
            return self.back(start, -days) if days else start
        offset = start.toordinal() - self._first
        if offset >= 0:
            try:
                return self._days[self._upto[offset] + days - 1]
            except IndexError:
                pass
        raise self._outside(start)

    def back(self, start: date, days: int) -> date:
        """Return the nth working day before a day, which itself is day 0."""
        if days <= 0:
            return self.add(start, -days) if days else start
        return self._nth(self._before(start) - days, start)

    def next_working_day(self, day: date) -> date:
        """Return the day itself where it is a working day, else the next one that is."""
        return self._nth(self._before(day), day)

    def nth_from(self, start: date, days: int) -> date:
        """Return the nth working day counted from a day that is day 1.

        Where the day is no working day, the next working day is day 1.
        """
        return self._nth(self._before(start) + days - 1, start)

    def count_between(self, after: date, until: date) -> int:
        """Return the working days after one day and up to another; negative when it is earlier."""
        first, last = after.toordinal() - self._first, until.toordinal() - self._first
        if first >= 0 <= last:
            try:
                return self._upto[last] - self._upto[first]
            except IndexError:
                pass
        return self._upto[self._index(until)] - self._upto[self._index(after)]

    def count_from(self, start: date, until: date) -> int:
        """Return the working days from one day to another, both counted."""
        return self._upto[self._index(until)] - self._before(start)

    def _before(self, day: date) -> int:
        """Return how many working days of the span lie before a day."""
        index = self._index(day)
        return self._upto[index - 1] if index else 0

    def _index(self, day: date) -> int:
        index = day.toordinal() - self._first
        if 0 <= index < len(self._upto):
            return index
        raise self._outside(day)

    def _nth(self, index: int, start: date) -> date:
        if 0 <= index < len(self._days):
            return self._days[index]
        raise self._outside(start)

    def _outside(self, day: date) -> RuleBroken:
        return RuleBroken(
            f"Working days are known from {long_date(self.first_on)} to "
            f"{long_date(self.last_on)}. Counting from {long_date(day)} leads outside them."
        )
