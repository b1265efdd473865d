"""Cases: what people do with them, and what they read of them.

Where a case stands is worked out from its events: ``histories``, ``projections``, ``moves``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.case_lines import ActionLine as ActionLine
from cfs_panels.domain.case_lines import CaseDetails as CaseDetails
from cfs_panels.domain.case_lines import CaseRow as CaseRow
from cfs_panels.domain.case_lines import ChildLine as ChildLine
from cfs_panels.domain.case_lines import ClockLine as ClockLine
from cfs_panels.domain.case_lines import Colleague as Colleague
from cfs_panels.domain.case_lines import EventLine as EventLine
from cfs_panels.domain.case_lines import HouseholdLine as HouseholdLine
from cfs_panels.domain.case_lines import NeedLine as NeedLine
from cfs_panels.domain.case_lines import PersonLine as PersonLine
from cfs_panels.domain.histories import CaseEvent as CaseEvent
from cfs_panels.domain.histories import History as History
from cfs_panels.domain.projections import StageState as StageState
from cfs_panels.domain.projections import project as project

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, time

    from cfs_panels.domain.vocabulary import EventType

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
