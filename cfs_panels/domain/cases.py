"""Cases: what people do with them, and what they read of them.

Where a case stands is worked out from its events: ``histories``, ``projections``, ``moves``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.histories import CaseEvent as CaseEvent
from cfs_panels.domain.histories import History as History
from cfs_panels.domain.projections import StageState as StageState
from cfs_panels.domain.projections import project as project
from cfs_panels.domain.vocabulary import CaseStatus, EventType, Service

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cfs_panels.domain.forms import FieldDefinition

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
    reason: str = ""  # why they want to, in their words


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
class RemoveHouseholdMember:
    """Someone leaves the household of a case; what is known of them is kept."""

    case_id: str
    person_id: str
    left_on: date


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
    """Something that panel needs, and how it stands.

    ``words`` are those of its pill. What was asked for and is not in reads "Missing", as what was
    not asked for does; ``state`` tells the two apart. ``check_id`` is empty where nobody has begun
    the check of a person who turned 18 or joined since.
    """

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
    below: str = ""  # in a narrow list: "Blocked: waits for the observations"
    due_on: date | None = None
    person_id: str = ""


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
    """Something the person may do next in the case; blocked with its reason, or allowed.

    With an ``event`` it is recorded by ``RecordEvent``, asking also for a reason and for the facts
    of ``asks``; without one ``key`` names the command that records it.
    """

    key: str
    words: str
    event: EventType | None = None
    blocked: str = ""
    asks_reason: bool = False
    asks: tuple[FieldDefinition, ...] = ()


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
    status_words: str = ""
    stage_words: str = ""  # "Stage 2, day 86. Booked for panel on 4 November 2025."
    next_sentence: str = ""  # "Write the adviser's note. Item 1 at 09:45 on Tuesday ..."
    next_role: str = ""  # "Panel adviser"
    worst_words: str = ""  # "Due soon"
    papers_count: int = 0
    restricted_reason: str = ""
    allowed: frozenset[str] = frozenset()  # keys of permissions.toml that this person holds here


@dataclass(frozen=True, slots=True)
class Colleague:
    """Someone who can be chosen as worker or manager."""

    id: str
    name: str
    team: str
    words: str  # "Team manager, North fostering team"


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
