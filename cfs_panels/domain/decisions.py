"""The decision maker's record, its notices, requirements and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.vocabulary import DecisionOutcome

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, time

    from cfs_panels.domain.cases import ClockLine
    from cfs_panels.domain.forms import FormDefinition
    from cfs_panels.domain.meetings import RecommendationDetails
    from cfs_panels.domain.vocabulary import Service


@dataclass(frozen=True, slots=True)
class DecisionAnswers:
    """The nine answers of the record as typed so far (rulebook section 5).

    ``adopted_reasons`` are the numbers of panel's reasons as panel numbered them, 1 for the first.
    ``form_answers`` are those of the form that the matter adds, in the version it was begun in.
    """

    arguments_for: tuple[str, ...] = ()
    arguments_against: tuple[str, ...] = ()
    process_fair: str = ""  # fair, not_fair (then process_comment says why)
    process_comment: str = ""
    new_information: str = ""  # none, some
    new_information_words: str = ""
    adopted_reasons: tuple[int, ...] = ()
    reasons_considered: bool = False
    own_reasons: str = ""
    outcome: DecisionOutcome | None = None
    terms: tuple[str, ...] = ()
    places: int | None = None
    ages: str = ""
    effective_on: date | None = None
    discussed_with: str = ""
    discussed_outcome: str = ""
    late_reason: str = ""
    late_ground: str = ""  # why a time that may be passed on some grounds alone has passed
    information_asked: str = ""
    no_requirements: bool = False
    form_version: int = 0
    form_answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """The decision maker opens the record of an item whose final minutes are in."""

    case_id: str


@dataclass(frozen=True, slots=True)
class SaveDecision:
    """The answers as they stand are kept."""

    decision_id: str
    answers: DecisionAnswers
    version: int


@dataclass(frozen=True, slots=True)
class MarkRead:
    """A paper of the pack was read, to its last page or ticked as read."""

    decision_id: str
    paper_id: str
    read: bool = True


@dataclass(frozen=True, slots=True)
class SetRequirement:
    """The decision maker requires something, by someone, by a day; it goes to the next review.

    ``recipient`` is who is told of it: empty for the household, whose letter then holds it.
    """

    decision_id: str
    text: str
    owner: str
    due_on: date
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class DropRequirement:
    """A requirement of an unsigned record is taken out."""

    requirement_id: str


@dataclass(frozen=True, slots=True)
class KeepRequirement:
    """A requirement that was taken out is put back."""

    requirement_id: str


@dataclass(frozen=True, slots=True)
class MeetRequirement:
    """A requirement is met, with what shows it."""

    requirement_id: str
    met_on: date
    evidence: str


@dataclass(frozen=True, slots=True)
class SignDecision:
    """The decision maker signs with her password; from then on the record never changes."""

    decision_id: str
    password: str
    has_read: bool
    version: int
    decided_on: date | None = None

    def __repr__(self) -> str:
        """Return the command without its password, so that no log can hold one."""
        return f"SignDecision(decision_id={self.decision_id!r})"


@dataclass(frozen=True, slots=True)
class AskForInformation:
    """The decision maker needs something more; the seven working days go on."""

    decision_id: str
    words: str
    asked_on: date


@dataclass(frozen=True, slots=True)
class GiveOralNotice:
    """The applicants were told of the decision."""

    decision_id: str
    given_on: date
    given_at: time
    told: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class SendWrittenNotice:
    """The decision letter was sent; a qualifying determination's window counts from this day."""

    decision_id: str
    sent_on: date
    to: str


@dataclass(frozen=True, slots=True)
class SignAgreement:
    """The foster care agreement was signed by carers and agency."""

    case_id: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class PackLine:
    """A paper of the pack the decision maker reads."""

    paper_id: str
    title: str
    below: str
    pages: int
    first_page: int
    is_read: bool
    media_type: str


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """A requirement, wherever it is shown."""

    id: str
    case_id: str
    reference: str
    household: str
    text: str
    owner: str
    due_on: date
    recipient: str
    met_on: date | None
    evidence: str
    state: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A case with the decision maker, or decided."""

    case_id: str
    decision_id: str
    reference: str
    household: str
    service: Service
    item_name: str
    panel_on: date | None
    panel_words: str
    minutes_received_on: date
    due_on: date
    day_words: str  # "Day 6 of 7"
    state: str
    state_words: str
    outcome_words: str
    signed_on: date | None
    notices_due: str


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice of the decision: due, given or sent."""

    kind: str  # oral, written
    words: str
    due_on: date | None
    given_on: date | None
    given_at: time | None
    by: str
    to: str
    state: str


@dataclass(frozen=True, slots=True)
class DecisionDetails:
    """The decision page: the pack, what panel said, the record."""

    id: str
    case_id: str
    meeting_id: str
    item_id: str
    reference: str
    household: str
    service: Service
    item_name: str
    panel_on: date | None
    item_number: int
    minutes_received_on: date
    due_on: date
    clock: ClockLine | None
    day_words: str
    pack: tuple[PackLine, ...]
    recommendation: RecommendationDetails | None  # None where it went without panel
    panel_summary: str
    dissent_summary: str
    choices: tuple[tuple[DecisionOutcome, str], ...]
    term_choices: tuple[tuple[str, str], ...]
    answers: DecisionAnswers
    answered: tuple[bool, ...]  # nine
    requirements: tuple[RequirementLine, ...]
    notices: tuple[NoticeLine, ...]
    not_ready: tuple[str, ...]
    state: str  # draft, signed
    signed_by: str
    signed_at: datetime | None
    digest: str
    decision_words: str
    window_words: str
    letters: tuple[tuple[str, str], ...]  # (document kind, words)
    version: int
    may: frozenset[str] = field(default_factory=frozenset)
    pack_pages: int = 0
    decided_on: date | None = None
    information_asked: tuple[tuple[date, str], ...] = ()  # what was asked for since panel, when
    information_received: tuple[tuple[date, str], ...] = ()
    differs: bool = False
    late: bool = False
    late_words: str = ""  # the dates missed
    late_grounds: tuple[tuple[str, str], ...] = ()  # to choose of, where the record says which
    form: FormDefinition | None = None  # what the record holds besides its nine answers
    form_done: bool = True
    of_child: bool = False  # whom the decision is about is not whom it is told
    with_terms: frozenset[DecisionOutcome] = frozenset({DecisionOutcome.APPROVE})


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """An approval on the register."""

    id: str
    case_id: str
    reference: str
    household: str
    service: Service
    people: tuple[str, ...]
    approved_on: date
    terms: str
    review_due_on: date | None
    ended_on: date | None
    open_requirements: int
    register: str = "foster_carers"  # or adopters, supported_lodgings
    late_requirements: int = 0  # of those still open
    was_due_before: bool = False  # the review was due before the agency's records begin here
