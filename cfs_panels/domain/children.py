"""Children with a plan for adoption: what people do for them, and what they read of them.

What is dated stands in the events of the child's own case, a pathway as any other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.cases import age_on
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import plural

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cfs_panels.domain.case_lines import Colleague
    from cfs_panels.domain.histories import History
    from cfs_panels.domain.vocabulary import CaseStatus

YOUNG = 2
"""The age in years below which months are said."""

ADOPTION, OTHER = "Adoption", "Other"
PLANS: dict[str, str] = {
    "long_term_fostering": "Long-term fostering",
    "special_guardianship": "SGO",
    "connected_person": "Connected",
    "other": OTHER,
}
"""The plan as a child's record and the tracking workbook have it, by the choice of the step."""


def adopters_named(history: History) -> str:
    """Return the adopters of the match proposed last, as they were entered with it."""
    proposed = history.latest(EventType.MATCH_PROPOSED)
    return str(proposed.facts.get("household") or "") if proposed is not None else ""


class MatchSource(StrEnum):
    """Whose the adopters are."""

    OWN = "Own"
    REGIONAL = "Regional"
    INTER_AGENCY = "Inter-agency"


class ChildView(StrEnum):
    """The views of the list of children."""

    ALL = "all"
    MINE = "mine"
    WAITING_FOR_DECISION = "waiting_for_decision"
    WAITING_FOR_ORDER = "waiting_for_order"
    ORDER_NOT_MATCHED = "order_not_matched"
    MATCHED_NOT_PLACED = "matched_not_placed"
    PLACED = "placed"
    PLAN_CHANGED = "plan_changed"
    CLOSED = "closed"


VIEW_WORDS = {
    ChildView.ALL: "All open",
    ChildView.MINE: "Mine",
    ChildView.WAITING_FOR_DECISION: "Waiting for decision",
    ChildView.WAITING_FOR_ORDER: "Waiting for order",
    ChildView.ORDER_NOT_MATCHED: "To match",
    ChildView.MATCHED_NOT_PLACED: "To place",
    ChildView.PLACED: "Placed",
    ChildView.PLAN_CHANGED: "Plan changed",
    ChildView.CLOSED: "Closed",
}


# Commands


@dataclass(frozen=True, slots=True)
class RecordChild:
    """A child's case is opened; an empty reference is the next free one, as ``C-2025-0001``."""

    first_name: str
    last_name: str
    born_on: date | None
    care_entered_on: date
    sex: str = ""
    ethnicity: str = ""
    plan: str = ADOPTION
    sibling_group: str = ""
    disability: bool | None = None
    relinquished: bool | None = None
    early_permanence: bool | None = None
    worker_id: str = ""
    manager_id: str = ""
    team: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class EditChild:
    """What is known of a child without a date changes."""

    case_id: str
    first_name: str
    last_name: str
    born_on: date | None
    sex: str
    ethnicity: str
    sibling_group: str
    disability: bool | None
    early_permanence: bool | None
    version: int


@dataclass(frozen=True, slots=True)
class ProposeMatch:
    """A match is proposed for a child, or in one step for several of a group of siblings.

    The adopters are those of a case here, or somebody else's in words with the day on which their
    agency approved them.
    """

    case_ids: tuple[str, ...]
    proposed_on: date
    source: str
    adopters_case_id: str = ""
    adopters_words: str = ""
    approved_elsewhere_on: date | None = None


@dataclass(frozen=True, slots=True)
class RecordForChildren:
    """The same plain step is recorded for several children in one act."""

    case_ids: tuple[str, ...]
    type: EventType
    on: date
    facts: Mapping[str, Any] = field(default_factory=dict)


# What is read


@dataclass(frozen=True, slots=True)
class ChildQuery:
    """What the list of children shows."""

    view: ChildView = ChildView.ALL
    text: str = ""
    team: str = ""
    worker: str = ""
    limit: int = 0


@dataclass(frozen=True, slots=True)
class ChildRow:
    """A child as listed: by first name and reference.

    ``match`` is empty where the person may not see the adopters too.
    """

    id: str  # of the case
    child_id: str
    reference: str
    first_name: str
    born_on: date | None
    age: int | None
    age_words: str  # "8 months", "4 years"
    care_entered_on: date | None
    days_waiting: int | None
    waiting_words: str  # "412 days"
    plan: str
    stage: str
    stage_name: str
    status: CaseStatus
    order_words: str  # "Placement order", "Consent", "Applied for", or nothing
    match: str
    match_case_id: str
    sibling_group: str
    worker: str
    team: str
    next_step: str
    next_owner: str
    clock_name: str
    clock_state: str
    clock_words: str
    clock_due_on: date | None
    clock_fraction: float


@dataclass(frozen=True, slots=True)
class ChildList:
    """The children of a query, with the count of every view."""

    rows: tuple[ChildRow, ...]
    counts: tuple[tuple[ChildView, int], ...]
    teams: tuple[str, ...]
    workers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiblingLine:
    """A brother or sister whose case the person may see."""

    case_id: str
    reference: str
    first_name: str
    age_words: str
    stage_name: str


@dataclass(frozen=True, slots=True)
class StandingLine:
    """Something that holds for a child: a decision, an order, a match, a placement."""

    key: str
    words: str
    since: date
    event_id: str


@dataclass(frozen=True, slots=True)
class MatchLine:
    """The match proposed or made; household and case only where the person may see both."""

    household: str
    case_id: str
    source: str
    is_proposed: bool  # and not decided yet
    since: date


@dataclass(frozen=True, slots=True)
class ChildDetails:
    """What the page of a child shows besides what every case's page does."""

    case_id: str
    child_id: str
    reference: str
    first_name: str
    last_name: str
    born_on: date | None
    age_words: str
    sex: str
    ethnicity: str
    plan: str
    disability: bool | None
    relinquished: bool | None
    early_permanence: bool | None
    sibling_group: str
    together: bool | None
    together_reason: str
    siblings: tuple[SiblingLine, ...]
    care_entered_on: date | None
    days_waiting: int | None
    waiting_words: str
    standings: tuple[StandingLine, ...]
    match: MatchLine | None
    route_words: str
    panel_words: str  # the rule on whether the matter in hand goes to panel
    version: int


@dataclass(frozen=True, slots=True)
class AdopterChoice:
    """Adopters of a case here with whom a child may be matched."""

    case_id: str
    words: str


@dataclass(frozen=True, slots=True)
class ChildChoices:
    """What a child's record is made of: words usually taken, known groups, and whose it may be."""

    sexes: tuple[str, ...]
    ethnicities: tuple[str, ...]
    sibling_groups: tuple[str, ...]
    workers: tuple[Colleague, ...] = ()
    managers: tuple[Colleague, ...] = ()
    teams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchedChild:
    """A child as the page of its adopters shows it; only where the person may see both."""

    case_id: str
    reference: str
    first_name: str
    age_words: str
    words: str  # "Match proposed", "Placed"


def listed_name(first_name: str, reference: str) -> str:
    """Return a child as lists of other records name one: ``Amara (C-2025-0003)``."""
    return f"{first_name} ({reference})"


def age_words(born_on: date | None, day: date) -> str:
    """Return the age of a child as people say it: ``5 weeks``, ``8 months``, ``4 years``."""
    years = age_on(born_on, day)
    if born_on is None or years is None or years < 0:
        return ""
    if years >= YOUNG:
        return plural(years, "year")
    months = (day.year - born_on.year) * 12 + day.month - born_on.month - (day.day < born_on.day)
    return plural(months, "month") if months > 1 else plural((day - born_on).days // 7, "week")
