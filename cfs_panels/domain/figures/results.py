"""What a measure is and what it gives: a figure, with every case behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.figures.listed import Sheet
from cfs_panels.domain.vocabulary import Service
from cfs_panels.domain.words import long_date


class MeasureKind(StrEnum):
    """What the number of a measure is."""

    COUNT = "count"  # what happened in the period
    STOCK = "stock"  # what stands on its last day
    MEAN = "mean"  # days on average, with the median and the number of cases


@dataclass(frozen=True, slots=True)
class Measure:
    """One named figure of a report, as a manager reads it."""

    id: str
    service: Service
    words: str
    how: str  # how it is counted, in a plain sentence
    kind: MeasureKind
    part_of: str = ""  # the measure whose cases these are some of


@dataclass(frozen=True, slots=True)
class ReportingPeriod:
    """The days that figures are counted over, the first and the last included."""

    first_on: date
    last_on: date

    def __post_init__(self) -> None:
        if self.last_on < self.first_on:
            raise RuleBroken(
                f"The period ends on {long_date(self.last_on)}, before it begins on "
                f"{long_date(self.first_on)}."
            )

    def has(self, day: date | None) -> bool:
        """Return whether a day is in the period; a day that is not known is not."""
        return day is not None and self.first_on <= day <= self.last_on


@dataclass(frozen=True, slots=True)
class CountedCase:
    """One case behind a figure: the row that counts, the day it counts by, and what it says.

    In a mean, its days are those from ``since`` to ``on``.
    """

    sheet: Sheet
    on: date
    ref: str = ""
    child_refs: tuple[str, ...] = ()
    name: str = ""  # of a panel or a sibling group
    facts: tuple[str, ...] = ()  # the values of the row that say what it is
    since: date | None = None  # of a decision, when it was received
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """What a measure comes to, with the list of cases behind it.

    A count is the length of its list; a mean is taken over the days of its list, and is None, like
    its median, where the list is empty.
    """

    id: str
    value: int | None
    cases: tuple[CountedCase, ...]
    is_mean: bool = False
    median: int | None = None

    @property
    def n(self) -> int:
        """Return how many cases are behind it."""
        return len(self.cases)

    def plain(self) -> int | dict[str, int | None]:
        """Return the figure as other programs read it: a number, or a mean with its company."""
        if self.is_mean or self.value is None:
            return {"mean": self.value, "median": self.median, "n": self.n}
        return self.value


def counted(measure_id: str, cases: list[CountedCase]) -> Figure:
    """Return the figure that is the number of its cases."""
    return Figure(measure_id, len(cases), _in_order(cases))


def averaged(measure_id: str, cases: list[CountedCase]) -> Figure:
    """Return the figure that is the mean of its cases' days, rounded half up to whole days."""
    days = sorted(case.days for case in cases if case.days is not None)
    if not days:
        return Figure(measure_id, None, (), is_mean=True)
    middle = days[(len(days) - 1) // 2] + days[len(days) // 2]
    return Figure(
        measure_id,
        _half_up(sum(days), len(days)),
        _in_order(cases),
        is_mean=True,
        median=_half_up(middle, 2),
    )


def _half_up(total: int, parts: int) -> int:
    return (2 * total + parts) // (2 * parts)


def _in_order(cases: list[CountedCase]) -> tuple[CountedCase, ...]:
    """Return cases by day, so that the order of the rows they come from is not seen."""
    return tuple(sorted(cases, key=lambda c: (c.on, c.ref, c.child_refs, c.name, c.facts)))
