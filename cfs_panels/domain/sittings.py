"""A meeting as it sits: interests declared, who is there, what is said, recommended and minuted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, time

    from cfs_panels.domain.meetings import ConflictKind, Presence, Ruling
    from cfs_panels.domain.vocabulary import PanelOutcome

# Interests


@dataclass(frozen=True, slots=True)
class DeclareConflict:
    """A member has an interest in an item."""

    item_id: str
    member_id: str
    kind: ConflictKind
    nature: str
    declared_on: date


@dataclass(frozen=True, slots=True)
class RuleOnConflict:
    """The chair rules whether a member with a professional interest stays for the item."""

    conflict_id: str
    ruling: Ruling
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawConflict:
    """An interest was recorded by mistake: for the wrong member, or in the wrong item."""

    conflict_id: str
    reason: str


# Commands: the meeting in session


@dataclass(frozen=True, slots=True)
class OpenMeeting:
    """The meeting begins."""

    meeting_id: str
    at: time


@dataclass(frozen=True, slots=True)
class RecordPresence:
    """A member is there, joins or leaves; for the whole meeting, or for one item of it.

    Whoever is absent for any part of an item is absent for it.
    """

    meeting_id: str
    member_id: str
    presence: Presence
    at: time | None = None
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class NoteMoment:
    """A line of the running note, such as when the applicants joined."""

    meeting_id: str
    words: str
    at: time | None = None
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An item begins to be heard."""

    item_id: str
    at: time


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """A question panel asked, and its answer."""

    question: str
    answer: str
    asked_by: str = ""


@dataclass(frozen=True, slots=True)
class MemberViewGiven:
    """What one member thought of the recommendation."""

    member_id: str
    agrees: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RecommendationDraft:
    """A recommendation as it is being written down; none of it stands before it is recorded."""

    outcome: str = ""
    reasons: str = ""
    terms: tuple[str, ...] = ()
    places: int | None = None
    ages: str = ""
    views: tuple[MemberViewGiven, ...] = ()
    deferral_reason: str = ""


@dataclass(frozen=True, slots=True)
class SaveItemMinutes:
    """The minutes of an item as typed so far; without a ``draft`` the kept one stays."""

    item_id: str
    version: int
    heard: str = ""  # heard, chose_not_to_attend, not_attending
    supporter: str = ""
    key_issues: str = ""
    strengths: str = ""
    vulnerabilities: str = ""
    questions: tuple[QuestionAsked, ...] = ()
    views: str = ""
    medical_advice: str = ""
    legal_advice: str = ""
    advice: str = ""
    report_quality: str = ""
    quality_comment: str = ""
    draft: RecommendationDraft | None = None


@dataclass(frozen=True, slots=True)
class RecordRecommendation:
    """Panel recommends, with reasons, terms and each member's view; or defers, with a reason."""

    item_id: str
    outcome: PanelOutcome
    reasons: tuple[str, ...]
    terms: tuple[str, ...] = ()
    places: int | None = None
    ages: str = ""
    views: tuple[MemberViewGiven, ...] = ()
    deferral_reason: str = ""


@dataclass(frozen=True, slots=True)
class FinishItem:
    """An item is done: recommendation or deferral recorded, report graded."""

    item_id: str
    at: time


@dataclass(frozen=True, slots=True)
class CloseMeeting:
    """The meeting ends; no case item may be left without recommendation or deferral."""

    meeting_id: str
    at: time


@dataclass(frozen=True, slots=True)
class DraftMinutes:
    """The minutes are ready for the chair."""

    meeting_id: str
    drafted_on: date


@dataclass(frozen=True, slots=True)
class ApproveMinutes:
    """The person who chaired approves the minutes as accurate.

    ``digest`` is that of the text that was read, so that nothing else is approved.
    """

    meeting_id: str
    approved_on: date
    digest: str = ""


@dataclass(frozen=True, slots=True)
class SendBackMinutes:
    """The chair asks for a change before approving."""

    meeting_id: str
    words: str


@dataclass(frozen=True, slots=True)
class SendMinutes:
    """The final minutes go to the decision maker: the seven working days start."""

    meeting_id: str
    sent_on: date
