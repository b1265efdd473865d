"""What the three lists of delay say of their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.delays import DelaySegment, NotReturned
from cfs_panels.domain.words import long_date, plural, short_date
from ui.widgets.record_cells import Cell, Column

if TYPE_CHECKING:
    from cfs_panels.domain.delay_causes import FoundCause
    from cfs_panels.domain.delays import DelayLine, LateStage, PresentedAgain

TITLES = {
    DelaySegment.LATE: "Late stages",
    DelaySegment.AGAIN: "Presented again",
    DelaySegment.NOT_RETURNED: "Deferred and not returned",
}


def household_cell(line: DelayLine) -> Cell:
    """Return whose case it is, and the child that waits."""
    case = line.case
    child = f"for {case.child}" if case.child else ""
    below = " · ".join(part for part in (case.reference, child, case.kind) if part)
    return Cell(case.household, below, stripe=case.service.value, medium=True)


def worker_cell(line: DelayLine) -> Cell:
    """Return who has the case."""
    return Cell(line.case.worker or "Nobody", line.case.team, muted=True)


def cause_cell(cause: FoundCause, *, link: str = "") -> Cell:
    """Return why, as far as it was recorded."""
    if not cause.is_recorded:
        return Cell(cause.words, cause.detail, icon="missing", muted=True, link=link)
    return Cell(cause.words, cause.detail)


def child_words(days: int | None) -> str:
    """Return the days of a child's time, nothing where no child waits."""
    return "" if days is None else f"{plural(days, 'day')} of the child"


def _clock(line: LateStage) -> Cell:
    ended = line.time.clock.stopped_on
    done = f", done {short_date(ended)}" if ended else ""
    return Cell(line.stage, f"{line.time.clock.name}{done}")


def _over(line: LateStage) -> Cell:
    time, ended = line.time, line.time.clock.stopped_on
    below = plural(time.working_days_over, "working day")
    icon = "late" if ended else "overdue"
    tone = "" if ended else "overdue"
    return Cell(plural(time.days_over, "day"), below, icon=icon, fill=not ended, tone=tone)


def _due(line: LateStage) -> Cell:
    due = line.time.clock.due_on
    return Cell(short_date(due) if due else "", child_words(line.child_days), muted=True)


def _late_cause(line: LateStage) -> Cell:
    return cause_cell(line.time.cause)


def _deed(line: LateStage | NotReturned) -> Cell:
    if not line.case.may_explain:
        return Cell()
    cause = line.cause if isinstance(line, NotReturned) else line.time.cause
    return Cell(link="Change the cause" if cause.is_recorded else "Record the cause")


def _matter(line: PresentedAgain | NotReturned) -> Cell:
    return Cell(line.matter)


def _times(line: PresentedAgain) -> Cell:
    return Cell(plural(len(line.times), "time"), f"last on {short_date(line.last_on)}", strong=True)


def _outcomes(line: PresentedAgain) -> Cell:
    told = [f"{short_date(time.on)}: {time.words}" for time in line.times]
    return Cell(told[-1], "; ".join(told[:-1]))


def _reasons(line: PresentedAgain) -> Cell:
    away = [time.cause for time in line.times if time.is_deferral]
    words = dict.fromkeys(cause.words for cause in away)
    return Cell("; ".join(words), "; ".join(c.detail for c in away if c.detail))


def _deferred(line: NotReturned) -> Cell:
    return Cell(long_date(line.deferred_on), line.matter)


def _waiting(line: NotReturned) -> Cell:
    working = "" if line.working_days is None else plural(line.working_days, "working day")
    below = ", ".join(part for part in (working, child_words(line.child_days)) if part)
    return Cell(plural(line.days, "day"), below, strong=True)


def _why(line: NotReturned) -> Cell:
    return cause_cell(line.cause)


def _booked(line: NotReturned) -> Cell:
    if line.booked_for is None:
        return Cell("Not booked", icon="missing", muted=True)
    return Cell(short_date(line.booked_for), icon="calendar")


def _next(line: NotReturned) -> Cell:
    return Cell(line.who or "Nobody", line.next_step)


_HOUSEHOLD = Column("household", "Household", household_cell, stretch=6, least=190)
_WORKER = Column("worker", "Worker", worker_cell, stretch=3, least=120, hide_compact=True)

COLUMNS: dict[DelaySegment, tuple[Column, ...]] = {
    DelaySegment.LATE: (
        _HOUSEHOLD,
        Column("clock", "Stage and clock", _clock, stretch=4, least=150),
        Column("due", "Was due", _due, width=138, sort=lambda line: line.time.clock.due_on),
        Column("over", "Over", _over, width=156, sort=lambda line: -line.time.days_over),
        Column("cause", "Cause", _late_cause, stretch=5, least=184),
        _WORKER,
        Column("deed", "", _deed, width=142, sortable=False),
    ),
    DelaySegment.AGAIN: (
        _HOUSEHOLD,
        Column("matter", "Matter", _matter, stretch=3, least=120),
        Column("times", "Before panel", _times, width=150, sort=lambda line: -len(line.times)),
        Column("outcomes", "What came of it", _outcomes, stretch=5, least=170),
        Column("reasons", "Why deferred", _reasons, stretch=5, least=150),
        _WORKER,
    ),
    DelaySegment.NOT_RETURNED: (
        _HOUSEHOLD,
        Column("deferred", "Deferred", _deferred, width=156, sort=lambda line: line.deferred_on),
        Column("waiting", "Has waited", _waiting, width=170, sort=lambda line: -line.days),
        Column("why", "Why", _why, stretch=5, least=150),
        Column("booked", "Booked for", _booked, width=130),
        Column("next", "Who has it", _next, stretch=4, least=130, hide_compact=True),
        Column("deed", "", _deed, width=142, sortable=False),
    ),
}
