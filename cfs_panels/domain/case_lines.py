"""What people read of a case: its page, its row in a list, its clocks, needs and history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.delay_causes import DelayCause
    from cfs_panels.domain.forms import FieldDefinition
    from cfs_panels.domain.projections import StageState
    from cfs_panels.domain.vocabulary import CaseStatus, EventType, Service


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
    why: str = ""  # "Assessment to panel, 16 weeks. Local standard, so it warns ..."
    span: str = ""  # "12 May 2025 to 1 September 2025"
    cause: str = ""
    cause_key: str = ""
    cause_words: str = ""  # "Checks and references"
    cause_by: str = ""  # "Recorded by Hannah Whitlock, 2 September 2025"
    start: str = ""  # "Report given to applicants, 10 October 2025."


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
    settled: str = ""  # why it cannot be corrected or taken back by itself
    imported: bool = False  # taken from a workbook


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
    of ``asks``; without one ``key`` names the command that records it. ``short`` is what its button
    says where the next step beside it says the rest. ``starts`` are the clocks that it starts, each
    with its limit, ``day_words`` what its day is called; one that ``ends_case`` ends it.
    """

    key: str
    words: str
    event: EventType | None = None
    blocked: str = ""
    asks_reason: bool = False
    asks: tuple[FieldDefinition, ...] = ()
    short: str = ""
    starts: tuple[str, ...] = ()
    day_words: str = ""
    ends_case: bool = False


NO_HOME = HouseholdLine("", (), "", "", "", "", "", None, False, "", 0)
"""The household's facts of a case that is about a child alone."""


@dataclass(frozen=True, slots=True)
class ChildLine:
    """The child that a case is about, or that a connected person applies for."""

    id: str
    reference: str
    first_name: str
    born_on: date | None
    age: int | None
    sex: str
    ethnicity: str
    sibling_group: str
    plan: str
    disability: bool | None
    relinquished: bool | None
    early_permanence: bool | None
    match_source: str
    case_id: str = ""  # the child's own case, where the person may see it too


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
    from_workbook: bool = False  # whether an import told anything of it
    child: ChildLine | None = None
    causes: tuple[DelayCause, ...] = ()  # what can have held things up
    as_of: date | None = None  # the day on which it stood so, None for today
    open_requirements: int = 0
    late_requirements: int = 0

    @property
    def is_of_child(self) -> bool:
        """Return whether the case is a child's own, without a household."""
        return self.child is not None and not self.home.id


@dataclass(frozen=True, slots=True)
class Colleague:
    """Someone who can be chosen as worker or manager."""

    id: str
    name: str
    team: str
    words: str  # "Team manager, North fostering team"
