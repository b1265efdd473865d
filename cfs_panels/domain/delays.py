"""Delay across cases: what is asked for, and the three lists that come back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.delay_causes import DelayCause, FoundCause
    from cfs_panels.domain.presentations import Presentation
    from cfs_panels.domain.stage_times import ClockTime
    from cfs_panels.domain.vocabulary import Service


@dataclass(frozen=True, slots=True)
class DelayQuery:
    """Which delay is listed; an empty part leaves nothing out.

    Without a period it is what is late now; with one (either end may be open) all that was late
    on any day of it. ``cause`` is the key of one, or ``NO_CAUSE``.
    """

    from_on: date | None = None
    to_on: date | None = None
    service: Service | None = None
    team: str = ""
    cause: str = ""

    @property
    def is_now(self) -> bool:
        """Return whether it asks for today alone."""
        return self.from_on is None and self.to_on is None


NO_CAUSE = "not_recorded"
"""Stands among the causes for none."""


@dataclass(frozen=True, slots=True)
class DelayedCase:
    """The case that a line of delay is about; ``child`` is the child that waits, if one does."""

    id: str
    reference: str
    household: str
    service: Service
    kind: str
    worker: str
    team: str
    child: str = ""
    may_explain: bool = False  # whether this person may record why it is late


@dataclass(frozen=True, slots=True)
class LateStage:
    """A clock of a stage that ran over its end."""

    case: DelayedCase
    stage: str
    time: ClockTime
    child_days: int | None

    @property
    def reference(self) -> str:
        """Return the reference of the case."""
        return self.case.reference

    @property
    def key(self) -> str:
        """Return what tells the line from all others."""
        clock = self.time.clock
        return f"{self.case.id} {clock.rule.id} {clock.of} {clock.started_on}"


@dataclass(frozen=True, slots=True)
class PresentedAgain:
    """A matter that was before panel more than once."""

    case: DelayedCase
    matter: str
    times: tuple[Presentation, ...]

    @property
    def reference(self) -> str:
        """Return the reference of the case."""
        return self.case.reference

    @property
    def key(self) -> str:
        """Return what tells the line from all others."""
        return f"{self.case.id} {self.times[0].on} {self.times[0].meeting_id}"

    @property
    def last_on(self) -> date:
        """Return the day on which panel had it last."""
        return self.times[-1].on


@dataclass(frozen=True, slots=True)
class NotReturned:
    """A case that panel deferred and that has not come back."""

    case: DelayedCase
    matter: str
    deferred_on: date
    days: int
    working_days: int | None
    cause: FoundCause
    deferral: str  # what a cause that is recorded of it names
    booked_for: date | None
    next_step: str
    who: str
    child_days: int | None

    @property
    def reference(self) -> str:
        """Return the reference of the case."""
        return self.case.reference

    @property
    def key(self) -> str:
        """Return what tells the line from all others."""
        return self.case.id


DelayLine = LateStage | PresentedAgain | NotReturned


class DelaySegment(StrEnum):
    """The three lists of delay."""

    LATE = "late"
    AGAIN = "again"
    NOT_RETURNED = "not_returned"


@dataclass(frozen=True, slots=True)
class DelayPage:
    """What is late, most days over first; what came to panel again; what has not come back."""

    on: date
    late: tuple[LateStage, ...]
    again: tuple[PresentedAgain, ...]
    not_returned: tuple[NotReturned, ...]
    teams: tuple[str, ...]
    causes: tuple[DelayCause, ...]

    def of(self, segment: DelaySegment) -> tuple[DelayLine, ...]:
        """Return one of the three lists."""
        if segment is DelaySegment.LATE:
            return self.late
        return self.again if segment is DelaySegment.AGAIN else self.not_returned

    def by_cause(self) -> tuple[tuple[str, int, int], ...]:
        """Return each cause of what is late, how often it is and its days over, most days first."""
        counts: Counter[str] = Counter()
        days: Counter[str] = Counter()
        for line in self.late:
            counts[line.time.cause.words] += 1
            days[line.time.cause.words] += line.time.days_over
        return tuple((words, counts[words], over) for words, over in days.most_common())


def causes_of_line(line: DelayLine) -> frozenset[str]:
    """Return the causes under which a line of delay is found."""
    if isinstance(line, LateStage):
        found = [line.time.cause]
    elif isinstance(line, PresentedAgain):
        found = [time.cause for time in line.times if time.is_deferral]
    else:
        found = [line.cause]
    return frozenset(cause.key or NO_CAUSE for cause in found)
