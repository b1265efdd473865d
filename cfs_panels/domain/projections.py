"""Where a case stands on any date: its stage, status and next step, worked out from its events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cfs_panels.domain.matters import matter_of, of_matter, within_matter
from cfs_panels.domain.pathways import PanelNeed
from cfs_panels.domain.standings import has_facts, why_not
from cfs_panels.domain.vocabulary import CaseStatus, EventType
from cfs_panels.domain.words import short_date

if TYPE_CHECKING:
    from collections.abc import Collection

    from cfs_panels.domain.histories import CaseEvent, History
    from cfs_panels.domain.pathways import NextStep, Pathway, Stage

PANEL_STAGE = "panel"
WORKED_ON = frozenset({CaseStatus.OPEN, CaseStatus.PAUSED, CaseStatus.WITH_DECISION_MAKER})
"""The statuses in which a case taken from a workbook is gone on with."""


@dataclass(frozen=True, slots=True)
class StageState:
    """A stage as the stepper shows it on a date."""

    key: str
    name: str
    state: str  # done, now, booked, to_come
    entered_on: date | None
    ended_on: date | None
    below: str


@dataclass(frozen=True, slots=True)
class CaseState:
    """Where a case stands: a projection of its events, rebuildable at any time."""

    stage: str
    status: CaseStatus
    stage_since: date | None
    opened_on: date | None
    last_event_on: date | None
    next_step: NextStep | None

    @property
    def is_open(self) -> bool:
        """Return whether work goes on: after a decision, while a step is still to be taken.

        A fostering approval waits for the foster care agreement (Fostering Services (England)
        Regulations 2011, regulation 27(5) and Schedule 5), a refusal for its notices.
        """
        return self.status.is_open or self.next_step is not None


def project(
    pathway: Pathway,
    history: History,
    *,
    panel_needed: bool = True,
    over: Collection[str] = (),
) -> CaseState:
    """Return where a case of this kind stands after these events.

    The stage is the furthest one that any event entered; the status is that of the newest event
    that sets one; what stands aside from the pathway changes neither. ``panel_needed`` says
    whether the matter in hand goes to panel; ``over`` are the clocks that have run out.
    """
    history = history.own
    stage, since = _furthest_stage(pathway, history)
    events = history.events
    return CaseState(
        stage=stage.key,
        status=status_of(pathway, history),
        stage_since=since,
        opened_on=events[0].on if events else None,
        last_event_on=events[-1].on if events else None,
        next_step=next_step(pathway, history, panel_needed=panel_needed, over=over),
    )


def _furthest_stage(pathway: Pathway, history: History) -> tuple[Stage, date | None]:
    found, since = pathway.stages[0], history.events[0].on if history.events else None
    for stage in pathway.stages:
        entered = _entered(stage, history)
        if entered is not None:
            found, since = stage, entered.on
    return found, since


def _entered(stage: Stage, history: History) -> CaseEvent | None:
    """Return the event by which a stage was entered, since it was last left."""
    counted = _counted(stage, history)
    if not stage.entered_where:
        return counted.first(*stage.entered_by)
    found = (e for e in counted.all(*stage.entered_by) if has_facts(e, stage.entered_where))
    return next(found, None)


def _counted(stage: Stage, history: History) -> History:
    """Return the part of a history that counts for a stage."""
    left = history.latest(*stage.left_by) if stage.left_by else None
    counted = history.since(left) if left is not None else history
    later = counted.first(*stage.before) if stage.before else None
    return counted.until(later) if later is not None else counted


def status_of(pathway: Pathway, history: History) -> CaseStatus:
    """Return the status after these events; an open one is that of the matter in hand.

    A case of which nothing of its own pathway is told, as an import has of the household of
    another agency, asks for nothing here.
    """
    if not history.own.events:
        return CaseStatus.CLOSED
    event = status_event(pathway, history)
    status = dict(pathway.status_after)[event.type] if event else CaseStatus.OPEN
    return matter_of(pathway, history).status if status is CaseStatus.OPEN else status


def status_event(pathway: Pathway, history: History) -> CaseEvent | None:
    """Return the event that gave a case its status, or None where it is open from the start.

    A workbook gives days and no times: of what it tells of one day, the end comes last. Minutes
    that reached the decision maker after the decision on their item call for no other.
    """
    status_after = dict(pathway.status_after)
    newest = history.own.latest(*status_after)
    if newest is None or not newest.imported:
        return newest
    if newest.type is EventType.FINAL_MINUTES_SENT and _decided_before(history.own, newest):
        return status_event(pathway, history.without(newest.id))
    of_day = [e for e in history.own.all(*status_after) if e.on == newest.on and e.imported]
    return next((e for e in reversed(of_day) if status_after[e.type].is_over), newest)


def _decided_before(history: History, minutes: CaseEvent) -> bool:
    """Return whether the item of these minutes was decided on before they came."""
    heard = history.until(minutes).latest(EventType.RECOMMENDATION_RECORDED)
    decided = history.until(minutes).latest(EventType.DECISION_MADE)
    return heard is not None and decided is not None and decided.on >= heard.on


def ending_of(pathway: Pathway, history: History) -> CaseEvent | None:
    """Return the event that ended a case for good, or None while something is expected of it."""
    return status_event(pathway, history) if status_of(pathway, history).is_over else None


def next_step(
    pathway: Pathway,
    history: History,
    *,
    panel_needed: bool = True,
    over: Collection[str] = (),
) -> NextStep | None:
    """Return the first step of the pathway that is due and not done, or None when all is done.

    A step may come round again: it counts as done only by an event that is not older than the
    newest event that called for it. What an imported event called for is passed where the
    workbook told of something further on, or of the end of the pathway.
    """
    history = history.own
    status = status_of(pathway, history)
    is_over, is_held = status.is_over, status is CaseStatus.PAUSED
    not_now = PanelNeed.NOT_NEEDED if panel_needed else PanelNeed.NEEDED
    passed = _passed_by_import(pathway, history)
    within = within_matter(pathway, history)
    steps = of_matter(pathway.next_steps, matter_of(pathway, history))
    of_hold = [step for step in steps if step.on_hold]
    for step in of_hold if is_held and of_hold else steps:
        counted = within if step.in_matter else history
        if step.on_hold and not is_held:
            continue
        is_ours = step.panel is not not_now and (step.after_end or not is_over)
        has_begun = all(counted.has(*group) for group in step.after)
        if not is_ours or not has_begun or _step_done(step, counted):
            continue
        if step.once_over and step.once_over not in over:
            continue
        if why_not(pathway, history, [(key,) for key in step.needs]):
            continue
        if not passed or any(counted.latest(*group) not in passed for group in step.after):
            return step
    return None


def _passed_by_import(pathway: Pathway, history: History) -> list[CaseEvent]:
    """Return the imported events that call for nothing any more."""
    imported = [event for event in history.events if event.imported]
    if not imported:
        return []
    status = status_event(pathway, history)
    if (
        status is not None
        and status.imported
        and dict(pathway.status_after)[status.type] not in WORKED_ON
    ):
        return imported
    for stage in reversed(pathway.stages):
        bounds = {*stage.entered_by, *stage.ended_by}
        furthest = next((e for e in reversed(imported) if e.type in bounds), None)
        if furthest is not None:
            return imported[: imported.index(furthest)]
    return []


def _step_done(step: NextStep, history: History) -> bool:
    done = history.latest(*step.until)
    if done is None or step.any_time:
        return done is not None
    called = [c for group in step.after if (c := history.latest(*group)) is not None]
    return not any(history.is_newer(c, done) for c in called)


def stage_states(
    pathway: Pathway, history: History, today: date, booked_on: date | None
) -> tuple[StageState, ...]:
    """Return every stage for the stepper: done with its date, now, booked, or to come.

    ``booked_on`` is the day of the meeting that is to hear the case, if one is booked.
    """
    history = history.own
    current = project(pathway, history).stage
    index = [s.key for s in pathway.stages].index(current)
    closing = ending_of(pathway, history)
    states = []
    for number, stage in enumerate(pathway.stages):
        booked = booked_on if stage.key == PANEL_STAGE and closing is None else None
        if number < index:
            states.append(_done(stage, history))
        elif number == index:
            states.append(_current(stage, history, today, booked, closing))
        else:
            states.append(_to_come(stage, booked, is_over=closing is not None))
    return tuple(states)


def _days(stage: Stage, history: History) -> tuple[date | None, date | None]:
    entered = _entered(stage, history)
    ended = _counted(stage, history).latest(*stage.ended_by) if stage.ended_by else None
    return entered.on if entered else None, ended.on if ended else None


def _dated(stage: Stage, history: History, entered_on: date | None) -> str:
    """Return the day of what a stage is named after: the panel held, the decision signed.

    Until that has happened it is the day from which the stage counts.
    """
    counted = _counted(stage, history)
    events = (found for kind in stage.dated_by if (found := counted.first(kind)) is not None)
    event = next(events, None)
    if event is not None:
        return short_date(event.on)
    if entered_on is None:
        return ""
    return f"From {short_date(entered_on)}" if stage.dated_by else short_date(entered_on)


def _done(stage: Stage, history: History) -> StageState:
    entered_on, ended_on = _days(stage, history)
    if ended_on and stage.shows_days:
        below = f"Ended {short_date(ended_on)}"
    else:
        below = _dated(stage, history, entered_on) or "Not needed"
    return StageState(stage.key, stage.name, "done", entered_on, ended_on, below)


def _current(
    stage: Stage,
    history: History,
    today: date,
    booked_on: date | None,
    closing: CaseEvent | None,
) -> StageState:
    entered_on, ended_on = _days(stage, history)
    if closing is not None:
        finished = "done" if ended_on else "now"
        below = short_date(ended_on) if ended_on else f"Closed {short_date(closing.on)}"
        return StageState(stage.key, stage.name, finished, entered_on, ended_on, below)
    if booked_on:
        below = f"Booked {short_date(booked_on)}"
    elif entered_on and stage.shows_days:
        below = f"Day {(today - entered_on).days}"
    else:
        below = _dated(stage, history, entered_on)
    return StageState(stage.key, stage.name, "now", entered_on, ended_on, below)


def _to_come(stage: Stage, booked_on: date | None, *, is_over: bool) -> StageState:
    if booked_on:
        below = f"Booked {short_date(booked_on)}"
        return StageState(stage.key, stage.name, "booked", None, None, below)
    return StageState(
        stage.key, stage.name, "to_come", None, None, "Not reached" if is_over else stage.to_come
    )
