"""How long each stage of a case took: days, working days and holds, against the clocks of it.

A case stands in one stage on any day (the furthest that it entered, as ``projections`` has it),
so the stages follow one another without gap or overlap. What lies between the end of one and the
beginning of the next is told as a row of its own: the case waited.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cfs_panels.domain.clock_rules import ClockKind
from cfs_panels.domain.clock_runs import pauses_of
from cfs_panels.domain.clocks import ClockState, StatutoryClock
from cfs_panels.domain.periods import holds_between
from cfs_panels.domain.projections import ending_of, project
from cfs_panels.domain.words import uncapitalised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cfs_panels.domain.case_lines import ChildLine
    from cfs_panels.domain.delay_causes import DelayCauses, FoundCause
    from cfs_panels.domain.histories import CaseEvent, History
    from cfs_panels.domain.pathways import Pathway, Stage
    from cfs_panels.domain.presentations import MatterPresentations
    from cfs_panels.domain.working_days import WorkingCalendar

_TIMED = frozenset({ClockKind.DEADLINE, ClockKind.TARGET})
_LATE = frozenset({ClockState.OVERDUE, ClockState.MET_LATE})


@dataclass(frozen=True, slots=True)
class Span:
    """A stage from its first day to the day on which it ended, or the wait after it.

    ``to_on`` is None while it lasts; ``until`` is then the day asked for.
    """

    stage: str
    name: str
    from_on: date
    to_on: date | None
    until: date
    is_wait: bool = False

    @property
    def days(self) -> int:
        """Return the days from its first day to its last."""
        return (self.until - self.from_on).days


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A clock as it measures a stage: how far over its end it ran, and why."""

    clock: StatutoryClock
    days_over: int
    working_days_over: int
    cause: FoundCause

    @property
    def is_late(self) -> bool:
        """Return whether it ran over its end."""
        return self.days_over > 0

    @property
    def lacks_cause(self) -> bool:
        """Return whether it ran late and nobody recorded why."""
        return self.is_late and not self.cause.is_recorded


@dataclass(frozen=True, slots=True)
class StageTime:
    """A stage with its time; ``working_days`` is None for days too far back to be counted.

    ``child_days`` are those of the time of the child that the case is about.
    """

    span: Span
    working_days: int | None
    held_days: int
    clocks: tuple[ClockTime, ...]
    child_days: int | None = None

    @property
    def measure(self) -> ClockTime | None:
        """Return the clock that tells how the stage stands: the first that ran over, else any."""
        late = [clock for clock in self.clocks if clock.is_late]
        return next(iter((*late, *self.clocks)), None)


@dataclass(frozen=True, slots=True)
class TimeMark:
    """Something that happened on a day, as a mark on the timeline."""

    on: date
    kind: str  # heard, deferred, decided, sent, delay
    words: str


@dataclass(frozen=True, slots=True)
class CaseTimes:
    """The whole time of a case, as known on a day."""

    on: date
    stages: tuple[StageTime, ...]
    beside: tuple[ClockTime, ...]
    presentations: tuple[MatterPresentations, ...]
    marks: tuple[TimeMark, ...]
    holds: tuple[tuple[date, date], ...]
    child: ChildLine | None = None

    @property
    def days(self) -> int:
        """Return the days of the whole case."""
        return sum(stage.span.days for stage in self.stages)

    @property
    def late(self) -> tuple[ClockTime, ...]:
        """Return every clock of the case that ran late."""
        every = (*(c for stage in self.stages for c in stage.clocks), *self.beside)
        return tuple(c for c in every if c.is_late)


def spans_of(pathway: Pathway, history: History, day: date) -> tuple[Span, ...]:
    """Return the stages in which a case stood up to a day, in order, with the waits between."""
    history = history.own
    if not history.events:
        return ()
    end = _end(pathway, history)
    stood = [(s, on) for s, on in _stood(pathway, history) if end is None or on <= end]
    found: list[Span] = []
    for number, (stage, from_on) in enumerate(stood):
        following = stood[number + 1][1] if number + 1 < len(stood) else end
        found += _parts(stage, from_on, following, history, day)
    return tuple(found)


def _end(pathway: Pathway, history: History) -> date | None:
    """Return the day on which a case was over, or None while anything of it goes on."""
    ending = ending_of(pathway, history)
    if ending is None or project(pathway, history).is_open:
        return None
    bounds = {e for s in pathway.stages for e in (*s.entered_by, *s.ended_by)}
    return max([ending.on, *(e.on for e in history.events if e.type in bounds)])


def _stood(pathway: Pathway, history: History) -> list[tuple[Stage, date]]:
    """Return the stages in which the case stood, with the first day of each."""
    entered = [
        (stage, event.on)
        for stage in pathway.stages
        if (event := history.first(*stage.entered_by)) is not None
    ]
    stood = [
        (stage, on)
        for number, (stage, on) in enumerate(entered)
        if all(on <= later for _, later in entered[number + 1 :])
    ]
    first_on, first = history.events[0].on, pathway.stages[0]
    if not stood or stood[0][1] > first_on:
        stood = [(first, first_on), *(pair for pair in stood if pair[0] is not first)]
    return stood


def _parts(
    stage: Stage, from_on: date, following: date | None, history: History, day: date
) -> Iterator[Span]:
    """Yield a stage, and the wait after it where it ended before the next began."""
    until = following or day
    ended = next((e for e in history.all(*stage.ended_by) if e.on >= from_on), None)
    if ended is None or ended.on >= until:
        yield Span(stage.key, stage.name, from_on, following, until)
        return
    yield Span(stage.key, stage.name, from_on, ended.on, ended.on)
    yield Span(
        stage.key, f"After {uncapitalised(stage.name)}", ended.on, following, until, is_wait=True
    )


def clock_time(
    clock: StatutoryClock,
    events: Sequence[CaseEvent],
    calendar: WorkingCalendar,
    causes: DelayCauses,
) -> ClockTime:
    """Return a clock with the days that it ran over its end, and why.

    A window that closes by itself, a date before which nothing may be done, and a clock whose
    subject ended first are never late; nor is one that had run out before its case came here.
    """
    over = clock.days_late if clock.rule.kind in _TIMED and clock.state in _LATE else 0
    due = clock.due_on
    if not over or due is None:
        return ClockTime(clock, 0, 0, causes.none)
    working = calendar.count_between(due, clock.stopped_on or clock.on)
    return ClockTime(clock, over, working, causes.of_clock(clock, events))


def stage_times(
    pathway: Pathway,
    history: History,
    day: date,
    calendar: WorkingCalendar,
    clocks: Sequence[ClockTime],
    child: ChildLine | None = None,
) -> tuple[StageTime, ...]:
    """Return every stage of a case up to a day with its time; the clocks are those of that day."""
    pauses = pauses_of(history.own.events)
    found = []
    for span in spans_of(pathway, history, day):
        rules = () if span.is_wait else pathway.stage(span.stage).clocks
        held = holds_between(span.from_on, span.until, pauses)
        found.append(
            StageTime(
                span=span,
                working_days=working_days(calendar, span.from_on, span.until),
                held_days=sum((last - first).days for first, last in held),
                clocks=tuple(
                    c for rule in rules for c in clocks if c.clock.rule.id == rule and _ran(c)
                ),
                child_days=child_days(child, span.from_on, span.until),
            )
        )
    return tuple(found)


def beside_stages(
    stages: Sequence[StageTime], clocks: Sequence[ClockTime]
) -> tuple[ClockTime, ...]:
    """Return the clocks that measure none of these stages."""
    own = {id(c) for stage in stages for c in stage.clocks}
    return tuple(c for c in clocks if id(c) not in own and _ran(c))


def working_days(calendar: WorkingCalendar, after: date, until: date) -> int | None:
    """Return the working days after one day and up to another, where they are known."""
    known = calendar.knows(after) and calendar.knows(until)
    return calendar.count_between(after, until) if known else None


def child_days(child: ChildLine | None, from_on: date, until: date) -> int | None:
    """Return how many days of a child's time lie between two days, or None without a child."""
    if child is None:
        return None
    first = max(from_on, child.born_on) if child.born_on else from_on
    return max((until - first).days, 0)


def _ran(time: ClockTime) -> bool:
    return time.clock.started_on is not None
