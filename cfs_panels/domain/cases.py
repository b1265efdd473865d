"""Cases: dated events, and where a case stands on any date, worked out from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import CaseStatus, EventType, Service
from cfs_panels.domain.words import long_date

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.pathways import Move, NextStep, Pathway, Stage


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """Something that happened in a case on a date, as it was recorded.

    ``at`` is the time of day where a clock of two or five working days counts from it. A
    correction names the event it ``supersedes``; both are kept.
    """

    id: str
    type: EventType
    on: date
    at: time | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    recorded_at: datetime | None = None
    recorded_by: str = ""
    supersedes: str | None = None
    withdrawn: bool = False


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


class History:
    """The events of a case that count as of a date, in the order they happened."""

    def __init__(self, events: Iterable[CaseEvent], as_of: date | None = None) -> None:
        known = list(events)
        replaced = {e.supersedes for e in known if e.supersedes}
        counting = [
            e
            for e in known
            if e.id not in replaced and not e.withdrawn and (as_of is None or e.on <= as_of)
        ]
        self.events: tuple[CaseEvent, ...] = tuple(
            sorted(counting, key=lambda e: (e.on, e.at or time.min, _recorded(e), e.id))
        )

    def all(self, *types: EventType) -> list[CaseEvent]:
        """Return the events of these types, oldest first."""
        return [e for e in self.events if e.type in types]

    def first(self, *types: EventType) -> CaseEvent | None:
        """Return the oldest event of these types."""
        return next((e for e in self.events if e.type in types), None)

    def latest(self, *types: EventType) -> CaseEvent | None:
        """Return the newest event of these types."""
        return next((e for e in reversed(self.events) if e.type in types), None)

    def has(self, *types: EventType) -> bool:
        """Return whether any of these has happened."""
        return self.first(*types) is not None

    def on(self, *types: EventType) -> date | None:
        """Return the date of the newest event of these types."""
        event = self.latest(*types)
        return event.on if event else None


def _recorded(event: CaseEvent) -> float:
    return event.recorded_at.timestamp() if event.recorded_at else 0.0


def project(pathway: Pathway, history: History) -> CaseState:
    """Return where a case of this kind stands after these events.

    The stage is the furthest one that any event entered; the status is that of the newest event
    that sets one.
    """
    stage, since = _furthest_stage(pathway, history)
    events = history.events
    return CaseState(
        stage=stage.key,
        status=_status(pathway, history),
        stage_since=since,
        opened_on=events[0].on if events else None,
        last_event_on=events[-1].on if events else None,
        next_step=next_step(pathway, history),
    )


def _furthest_stage(pathway: Pathway, history: History) -> tuple[Stage, date | None]:
    found, since = pathway.stages[0], history.events[0].on if history.events else None
    for stage in pathway.stages:
        entered = history.first(*stage.entered_by)
        if entered is not None:
            found, since = stage, entered.on
    return found, since


def _status(pathway: Pathway, history: History) -> CaseStatus:
    after = dict(pathway.status_after)
    status = CaseStatus.OPEN
    for event in history.events:
        status = after.get(event.type, status)
    return status


def next_step(pathway: Pathway, history: History) -> NextStep | None:
    """Return the first step of the pathway that is due and not done, or None when all is done.

    A step may come round again: it counts as done only by an event that is not older than the
    newest event that called for it.
    """
    if _status(pathway, history).is_over:
        return None
    for step in pathway.next_steps:
        if all(history.has(e) for e in step.after) and not _step_done(step, history):
            return step
    return None


def _step_done(step: NextStep, history: History) -> bool:
    done = history.latest(*step.until)
    if done is None or step.any_time:
        return done is not None
    order = {e.id: n for n, e in enumerate(history.events)}
    called = [history.latest(e) for e in step.after]
    return all(c is None or order[c.id] <= order[done.id] for c in called)


def stage_states(
    pathway: Pathway, history: History, today: date, booked_on: date | None
) -> tuple[StageState, ...]:
    """Return every stage for the stepper: done with its date, now, booked, or to come."""
    current = project(pathway, history).stage
    index = [s.key for s in pathway.stages].index(current)
    over = not _status(pathway, history).is_open
    states = []
    for number, stage in enumerate(pathway.stages):
        entered = history.first(*(stage.dated_by or stage.entered_by))
        ended = history.latest(*stage.ended_by) if stage.ended_by else None
        states.append(
            _stage_state(stage, number - index, entered, ended, today, booked_on, over=over)
        )
    return tuple(states)


def _stage_state(
    stage: Stage,
    distance: int,
    entered: CaseEvent | None,
    ended: CaseEvent | None,
    today: date,
    booked_on: date | None,
    *,
    over: bool,
) -> StageState:
    from cfs_panels.domain.words import short_date

    entered_on = entered.on if entered else None
    ended_on = ended.on if ended else None
    if distance < 0 or (distance == 0 and over and ended):
        if ended_on and stage.shows_days:
            below = f"Ended {short_date(ended_on)}"
        else:
            below = short_date(entered_on) if entered_on else "Not needed"
        state = "done"
    elif distance == 0:
        state = "now"
        days = (today - entered_on).days if entered_on else 0
        below = f"Day {days}" if entered_on and stage.shows_days else ""
        below = below or (short_date(entered_on) if entered_on else "")
        if stage.key == "panel" and booked_on:
            below = f"Booked {short_date(booked_on)}"
    else:
        booked = stage.key == "panel" and booked_on is not None
        state = "booked" if booked else "to_come"
        below = f"Booked {short_date(booked_on)}" if booked and booked_on else stage.to_come
    return StageState(stage.key, stage.name, state, entered_on, ended_on, below)


def check_move(
    pathway: Pathway, history: History, event: EventType, on: date, actor: Actor, today: date
) -> None:
    """Refuse an event that this kind of case, its history, the date or the person rules out.

    Raises:
        RuleBroken: with a sentence, and the field ``on`` where the date is at fault.
    """
    move = pathway.move(event)
    if move is None:
        raise RuleBroken(f"This is no part of {pathway.long_name}.")
    if not actor.has(*move.roles):
        raise RuleBroken(f"Your role does not let you record this: {move.words.lower()}.")
    _check_order(move, history)
    if on > today:
        raise RuleBroken(
            f"{long_date(on)} is in the future. Enter the day it happened.", field="on"
        )
    _check_dates(move, history, on)


def _check_order(move: Move, history: History) -> None:
    for group in move.after:
        if not history.has(*group):
            raise RuleBroken(move.refusal)
    blocking = history.latest(*move.never_after) if move.never_after else None
    if blocking is not None:
        raise RuleBroken(
            f"{move.words} cannot be recorded: the case has moved on since {long_date(blocking.on)}."
        )
    earlier = history.latest(move.event)
    if move.alternates_with is not None:
        last = history.latest(move.event, move.alternates_with)
        if last is not None and last.type == move.event:
            raise RuleBroken(f"{move.words} is already recorded, on {long_date(last.on)}.")
    elif earlier is not None and not move.repeats:
        raise RuleBroken(f"{move.words} is already recorded, on {long_date(earlier.on)}.")


def _check_dates(move: Move, history: History, on: date) -> None:
    for group in move.after:
        before = history.latest(*group)
        if before is not None and on < before.on:
            raise RuleBroken(
                f"{move.words} cannot be dated {long_date(on)}: what comes before it happened "
                f"on {long_date(before.on)}.",
                field="on",
            )


# Commands


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person as first recorded; ``role`` is applicant, adult or child of the household."""

    first_name: str
    last_name: str
    role: str = "applicant"
    born_on: date | None = None
    relationship: str = ""
    at_home: bool = True
    phone: str = ""
    email: str = ""
    title: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordEnquiry:
    """Someone asks about fostering or adopting: opens a household and its case."""

    pathway: str
    people: tuple[NewPerson, ...]
    received_on: date
    address: tuple[str, ...] = ()
    postcode: str = ""
    channel: str = ""
    heard_of_us: str = ""
    worker_id: str = ""
    manager_id: str = ""
    team: str = ""
    note: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class RecordEvent:
    """Something happened in a case; the pathway says whether it may be recorded now.

    For every plain step of a pathway: a visit offered, an application received or accepted, a
    notice to proceed, stage 2 started, the report given, a hold, a withdrawal and the like.
    """

    case_id: str
    type: EventType
    on: date
    at: time | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CorrectEvent:
    """The date or facts of a recorded event were wrong; the old one is kept."""

    event_id: str
    on: date
    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WithdrawEvent:
    """An event was recorded by mistake: it stops counting and stays in the history."""

    event_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecideStageOne:
    """Stage 1 is decided on its information: passed, or refused with full reasons."""

    case_id: str
    decided_on: date
    passed: bool
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class DeclareCompliance:
    """A manager who is not the author declares that report and checks meet the regulations."""

    case_id: str
    declared_on: date
    statement: str


@dataclass(frozen=True, slots=True)
class RecordObservations:
    """The applicants' observations on the report came in, or they said they have none."""

    case_id: str
    received_on: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class AddHouseholdMember:
    """Someone joins the household of a case."""

    case_id: str
    person: NewPerson
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class EditPerson:
    """What is known of a person changes."""

    case_id: str
    person_id: str
    first_name: str
    last_name: str
    born_on: date | None
    relationship: str
    at_home: bool
    phone: str
    email: str
    version: int


@dataclass(frozen=True, slots=True)
class EditHousehold:
    """The address, the safety note or what must be kept secret changes."""

    case_id: str
    address: tuple[str, ...]
    postcode: str
    phone: str
    email: str
    safety_note: str
    address_is_secret: bool
    access_needs: str
    version: int


@dataclass(frozen=True, slots=True)
class AllocateCase:
    """A case gets its worker, manager and team."""

    case_id: str
    worker_id: str
    manager_id: str
    team: str


@dataclass(frozen=True, slots=True)
class RestrictCase:
    """Only the people named may see the case (and those who hold every case by law)."""

    case_id: str
    user_ids: tuple[str, ...]
    reason: str


# What is read


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A clock as shown on a card or in a list."""

    rule_id: str
    name: str
    state: str  # onTrack, dueSoon, overdue, paused, done (the keys of the theme's states)
    figure: str  # "Today", "80"
    unit: str  # "last day of 10", "days left"
    pill: str  # "Due soon"
    line: str  # "Report given 10 October. No reply."
    source: str
    started_on: date
    due_on: date
    stopped_on: date | None
    fraction: float
    weight: str
    confirmed: bool
    words: str  # the one-line form of a list: "1 working day left"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list."""

    id: str
    reference: str
    household: str
    service: Service
    kind: str
    stage: str
    stage_name: str
    stage_number: int
    stage_count: int
    status: CaseStatus
    next_step: str
    next_owner: str
    worker: str
    team: str
    clock_name: str
    clock_state: str
    clock_words: str
    clock_due_on: date | None
    clock_fraction: float


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person of the household."""

    id: str
    name: str
    first_name: str
    last_name: str
    initials: str
    age: int | None
    born_on: date | None
    role: str
    words: str  # "Applicant", "Son, at home"
    relationship: str
    at_home: bool
    phone: str
    email: str
    version: int


@dataclass(frozen=True, slots=True)
class NeedLine:
    """Something that panel needs, and how it stands."""

    key: str
    name: str
    person: str
    evidence: str
    state: str  # in, asked, late, blocked, missing, todo, not_needed, ends_today
    words: str
    is_in: bool
    check_id: str = ""
    paper_id: str = ""
    weight: str = ""
    source: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class EventLine:
    """A line of the history: something recorded in the case, or a view, print or export of it."""

    id: str
    on: date
    at: str
    words: str
    who: str
    kind: str  # event, view, edit, document
    detail: str = ""
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """The household's own facts."""

    id: str
    address: tuple[str, ...]
    postcode: str
    phone: str
    email: str
    safety_note: str
    safety_by: str
    safety_on: date | None
    address_is_secret: bool
    access_needs: str
    version: int


@dataclass(frozen=True, slots=True)
class ActionLine:
    """Something the person may do next in the case; blocked with its reason, or allowed."""

    key: str
    words: str
    event: EventType | None = None
    blocked: str = ""


@dataclass(frozen=True, slots=True)
class CaseDetails:
    """A case as its page shows it."""

    id: str
    reference: str
    household: str
    service: Service
    kind: str
    pathway: str
    status: CaseStatus
    stage: str
    worker: str
    worker_id: str
    manager: str
    manager_id: str
    team: str
    opened_on: date | None
    home: HouseholdLine
    people: tuple[PersonLine, ...]
    stages: tuple[StageState, ...]
    clocks: tuple[ClockLine, ...]
    needs: tuple[NeedLine, ...]
    next_step: str
    next_step_key: str
    next_owner: str
    worst_clock: str
    meeting_id: str
    meeting_on: date | None
    item_id: str
    latest: tuple[EventLine, ...]
    actions: tuple[ActionLine, ...]
    is_restricted: bool
    version: int


def household_name(applicants: Sequence[tuple[str, str]]) -> str:
    """Return applicants as one household: ``Marcus and Leanne Thwaite``, or with both surnames."""
    if not applicants:
        return "Unnamed household"
    surnames = {last for _, last in applicants}
    if len(applicants) == 2 and len(surnames) == 1:
        return f"{applicants[0][0]} and {applicants[1][0]} {applicants[0][1]}"
    return " and ".join(f"{first} {last}" for first, last in applicants)


def age_on(born_on: date | None, day: date) -> int | None:
    """Return a person's age in whole years on a day."""
    if born_on is None:
        return None
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
