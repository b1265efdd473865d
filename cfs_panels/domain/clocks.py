"""Clocks: a rule running on a case, and how it stands on a day."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from cfs_panels.domain.clock_rules import NO_FACTS, ClockKind, ClockRule
from cfs_panels.domain.periods import Counting, Pause, Unit, days_between, holds_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cfs_panels.domain.panel_rules import Relaxation
    from cfs_panels.domain.vocabulary import EventType
    from cfs_panels.domain.working_days import WorkingCalendar


class ClockState(StrEnum):
    """Where a clock stands."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    PAUSED = "paused"
    MET = "met"
    MET_LATE = "met_late"
    ENDED = "ended"  # a window that has closed, an earliest day that has come
    TOO_EARLY = "too_early"  # done before the earliest day
    STOPPED = "stopped"  # its subject ended first: neither met nor missed
    HISTORY = "history"  # it had run out before the agency kept its records here: nobody's work

    @property
    def is_active(self) -> bool:
        """Return whether someone still has to act."""
        return self in _ACTIVE


_ACTIVE = frozenset(
    {ClockState.RUNNING, ClockState.DUE_SOON, ClockState.OVERDUE, ClockState.PAUSED}
)


class StatutoryClock(NamedTuple):
    """A rule running on a case, as it stands on a day (``on``).

    A tuple with names, since lists make tens of thousands of them and a frozen dataclass costs
    three times as much to make.

    ``working_days_left`` and ``days_left`` are None once the clock has stopped and where it has
    no limit, and negative when it is late. ``elapsed`` are the days since the start, working days
    where the rule counts in them, without those on hold. ``relaxed`` is the period in which its
    limit did not bind and to whose end it therefore runs.
    """

    rule: ClockRule
    on: date
    state: ClockState
    started_on: date | None = None
    due_on: date | None = None
    stopped_on: date | None = None
    paused_on: date | None = None
    pause_reason: str = ""
    working_days_left: int | None = None
    days_left: int | None = None
    elapsed: int = 0
    limit: int = 0
    limit_words: str = ""
    fraction: float = 0.0
    relaxed: Relaxation | None = None
    of: str = ""  # the id of whom it is about, where each person has a run of their own
    of_name: str = ""
    started_by: EventType | None = None

    @property
    def name(self) -> str:
        """Return the rule's name, with whose clock it is: ``Medical comment, Marcus``."""
        return f"{self.rule.name}, {self.of_name}" if self.of_name else self.rule.name

    @property
    def source(self) -> str:
        """Return where the rule stands, in words that can be cited."""
        return self.rule.source

    @property
    def days_late(self) -> int:
        """Return the calendar days past the end, on the day it stopped or on the day asked for."""
        if self.due_on is None:
            return 0
        return max(((self.stopped_on or self.on) - self.due_on).days, 0)


def clock_on(
    rule: ClockRule,
    started_on: date | None,
    today: date,
    calendar: WorkingCalendar,
    *,
    stopped_on: date | None = None,
    voided_on: date | None = None,
    facts: Mapping[str, Any] = NO_FACTS,
    pauses: Sequence[Pause] = (),
    started_by: EventType | None = None,
    of: tuple[str, str] = ("", ""),
) -> StatutoryClock:
    """Return a rule's clock as it stands on a day.

    ``voided_on`` is the day its subject ended, so that it is neither met nor missed. ``of`` is the
    id and name of whom it is about, where each person has a run of their own.
    """
    if started_on is None:
        return StatutoryClock(rule, today, ClockState.NOT_STARTED)
    ended_on = stopped_on or voided_on
    may_wait = bool(pauses) and rule.pausable
    holds = holds_between(started_on, ended_on or today, pauses) if may_wait else []
    due_on = None if rule.unit is Unit.OPEN else rule.due(started_on, facts, calendar, holds)
    relaxed = None
    if rule.relaxations and due_on:
        relaxed = next((r for r in rule.relaxations if r.covers(due_on)), None)
        due_on = relaxed.effective_to if relaxed else due_on
    gone, whole = _progress(rule, started_on, due_on, ended_on or today, holds, facts, calendar)
    days_left = working_left = None
    if due_on and not ended_on:
        days_left, working_left = (due_on - today).days, calendar.count_between(today, due_on)
    held = next((p for p in pauses if p.holds_on(today)), None) if may_wait else None
    if ended_on:
        state = _state_at_end(rule, due_on, stopped_on)
    else:
        state = _state_running(rule, days_left, working_left, held)
    paused = held if state is ClockState.PAUSED else None
    return StatutoryClock(
        rule=rule,
        on=today,
        state=state,
        started_on=started_on,
        due_on=due_on,
        stopped_on=ended_on,
        paused_on=max(paused.from_on, started_on) if paused else None,
        pause_reason=paused.reason if paused else "",
        working_days_left=working_left,
        days_left=days_left,
        elapsed=max(gone, 0),
        limit=rule.limit_for(facts),
        limit_words=rule.limit_words(facts),
        fraction=min(max(gone / whole, 0.0), 1.0) if whole > 0 else 0.0,
        relaxed=relaxed,
        of=of[0],
        of_name=of[1],
        started_by=started_by,
    )


def with_history(
    clocks: Iterable[StatutoryClock], history_until: date | None
) -> list[StatutoryClock]:
    """Return clocks, those that had run out unstopped before a day as history.

    ``history_until`` is the day on which a case was taken from a workbook.
    """
    if history_until is None:
        return list(clocks)
    return [
        c._replace(state=ClockState.HISTORY, days_left=None, working_days_left=None)
        if c.state is ClockState.OVERDUE and c.due_on is not None and c.due_on < history_until
        else c
        for c in clocks
    ]


def _progress(
    rule: ClockRule,
    started_on: date,
    due_on: date | None,
    end: date,
    holds: Sequence[tuple[date, date]],
    facts: Mapping[str, Any],
    calendar: WorkingCalendar,
) -> tuple[int, int]:
    """Return the days gone by and the days in all, in the rule's own days and without holds."""
    if due_on is None:
        return (end - started_on).days, 0
    if rule.counting is Counting.BACK:
        whole = rule.bar_days or rule.limit_for(facts)
        return whole - days_between(end, due_on, rule.unit, calendar), whole
    first = 1 if rule.counting is Counting.FIRST_COUNTED else 0
    if holds:
        first -= sum(days_between(a, b, rule.unit, calendar) for a, b in holds)
    gone = days_between(started_on, end, rule.unit, calendar)
    return gone + first, days_between(started_on, due_on, rule.unit, calendar) + first


def _state_at_end(rule: ClockRule, due_on: date | None, stopped_on: date | None) -> ClockState:
    if stopped_on is None:
        return ClockState.STOPPED
    if due_on is None:
        return ClockState.MET
    if rule.kind is ClockKind.EARLIEST:
        return ClockState.TOO_EARLY if stopped_on < due_on else ClockState.MET
    return ClockState.MET_LATE if stopped_on > due_on else ClockState.MET


def _state_running(
    rule: ClockRule, days_left: int | None, working_left: int | None, held: Pause | None
) -> ClockState:
    if days_left is None or working_left is None:
        return ClockState.RUNNING
    if rule.kind is ClockKind.EARLIEST:
        return ClockState.ENDED if days_left <= 0 else ClockState.RUNNING
    if days_left < 0:
        return ClockState.ENDED if rule.kind is ClockKind.WINDOW else ClockState.OVERDUE
    if held is not None:
        return ClockState.PAUSED
    left = working_left if rule.unit is Unit.WORKING_DAY else days_left
    return ClockState.DUE_SOON if left <= rule.due_soon else ClockState.RUNNING


def in_order(clocks: Iterable[StatutoryClock]) -> list[StatutoryClock]:
    """Return the clocks that someone must act on, the one that ends first in front.

    A target that has passed comes after all others: it is shown, and leads no list.
    """
    active = [c for c in clocks if c.state.is_active and c.due_on is not None]
    return sorted(active, key=lambda c: (_is_passed_target(c), c.due_on, c.rule.id))


def first_to_end(clocks: Iterable[StatutoryClock]) -> StatutoryClock | None:
    """Return the clock of a case that ends first, without holds and passed targets."""
    running = (c for c in clocks if c.state is not ClockState.PAUSED)
    return next((c for c in in_order(running) if not _is_passed_target(c)), None)


def run_out(clocks: Iterable[StatutoryClock]) -> frozenset[str]:
    """Return the rules of the windows that have closed and the earliest days that have come."""
    return frozenset(c.rule.id for c in clocks if c.state is ClockState.ENDED)


def worst_state(clocks: Iterable[StatutoryClock]) -> ClockState:
    """Return what colours a case: the worst state of its regulation and standard clocks.

    A local standard or good practice colours its own card only.
    """
    states = {c.state for c in clocks if c.rule.weight.blocks or c.rule.weight.warns}
    return next(
        (s for s in (ClockState.OVERDUE, ClockState.DUE_SOON) if s in states), ClockState.RUNNING
    )


def _is_passed_target(clock: StatutoryClock) -> bool:
    return clock.rule.kind is ClockKind.TARGET and clock.state is ClockState.OVERDUE


def clock_as_stored(
    rule: ClockRule, started_on: date, due_on: date, today: date, calendar: WorkingCalendar
) -> StatutoryClock:
    """Return a running clock from the dates a list keeps of it, as it stands on a day.

    What holds took out of it is in ``due_on`` already.
    """
    gone, whole = _progress(rule, started_on, due_on, today, (), NO_FACTS, calendar)
    days_left, working_left = (due_on - today).days, calendar.count_between(today, due_on)
    return StatutoryClock(
        rule=rule,
        on=today,
        state=_state_running(rule, days_left, working_left, None),
        started_on=started_on,
        due_on=due_on,
        working_days_left=working_left,
        days_left=days_left,
        elapsed=max(gone, 0),
        limit=rule.limit,
        limit_words=rule.limit_words(NO_FACTS),
        fraction=min(max(gone / whole, 0.0), 1.0) if whole > 0 else 0.0,
    )
