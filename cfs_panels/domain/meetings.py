"""Panel meetings: who sits, what is heard, which papers went when, and what was said."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from cfs_panels.domain.quorum import Quorum
    from cfs_panels.domain.vocabulary import PanelOutcome, Service


class MeetingState(StrEnum):
    """How far a meeting is."""

    PLANNED = "planned"
    PAPERS_SENT = "papers_sent"
    IN_SESSION = "in_session"
    HELD = "held"
    DRAFTED = "drafted"
    APPROVED = "approved"
    SENT = "sent"


class ItemKind(StrEnum):
    """What stands on a line of the agenda."""

    CASE = "case"
    BUSINESS = "business"
    BREAK = "break"


class ItemState(StrEnum):
    """How far an item is."""

    BOOKED = "booked"
    OPEN = "open"
    FINISHED = "finished"


class Reply(StrEnum):
    """What a member said to the invitation."""

    INVITED = "invited"
    COMING = "coming"
    APOLOGIES = "apologies"


class Presence(StrEnum):
    """Whether a member is there."""

    ABSENT = "absent"
    HERE = "here"
    VIDEO = "video"


class ConflictKind(StrEnum):
    """What kind of interest a member has in an item."""

    PERSONAL = "personal"
    PROFESSIONAL = "professional"


class Ruling(StrEnum):
    """What the chair ruled on a declared interest; a personal one always leaves."""

    NONE = "none"
    LEAVE = "leave"
    STAY = "stay"


# Commands: the meeting


@dataclass(frozen=True, slots=True)
class PlanMeeting:
    """A meeting of a panel is planned, with the members of the central list who are due."""

    service: Service
    held_on: date
    starts_at: time
    place: str
    member_ids: tuple[str, ...] = ()
    kind: str = "Main panel"
    is_joint: bool = False
    limit_minutes: int = 360
    minute_taker_id: str = ""


@dataclass(frozen=True, slots=True)
class EditMeeting:
    """The meeting's day, time or place changes."""

    meeting_id: str
    held_on: date
    starts_at: time
    place: str
    limit_minutes: int
    minute_taker_id: str
    version: int


@dataclass(frozen=True, slots=True)
class InviteMember:
    """A member of the central list is added to a meeting, with the role they sit in."""

    meeting_id: str
    member_id: str
    sits_as: str = ""  # chair, vice_chair, member; empty: the role on the central list


@dataclass(frozen=True, slots=True)
class StandDownMember:
    """A member is taken off a meeting."""

    meeting_id: str
    member_id: str


@dataclass(frozen=True, slots=True)
class RecordReply:
    """A member says whether they come, and from when to when."""

    meeting_id: str
    member_id: str
    reply: Reply
    arrives_at: time | None = None
    leaves_at: time | None = None


# Commands: the agenda


@dataclass(frozen=True, slots=True)
class AddAgendaItem:
    """A case, a piece of business or a break is put on the agenda (last, or at a position)."""

    meeting_id: str
    kind: ItemKind = ItemKind.CASE
    case_id: str = ""
    title: str = ""
    minutes: int = 0
    position: int | None = None


@dataclass(frozen=True, slots=True)
class MoveAgendaItem:
    """An item goes to another position (0 is first)."""

    item_id: str
    position: int


@dataclass(frozen=True, slots=True)
class RemoveAgendaItem:
    """An item is taken off the agenda; its case waits for a slot again."""

    item_id: str


@dataclass(frozen=True, slots=True)
class EditAgendaItem:
    """How long an item takes and who presents it."""

    item_id: str
    minutes: int
    presenters: str
    attendees: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class AdvisePanel:
    """The panel adviser's note on an item."""

    item_id: str
    words: str
    finished: bool
    version: int


@dataclass(frozen=True, slots=True)
class SendPapers:
    """The papers go to the members; fewer than five working days ahead needs a reason.

    ``gaps_reason`` is why papers go although something of a minimum standard is missing.
    """

    meeting_id: str
    sent_on: date
    late_reason: str = ""
    gaps_reason: str = ""


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
class SaveItemMinutes:
    """The minutes of an item as typed so far."""

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


@dataclass(frozen=True, slots=True)
class MemberViewGiven:
    """What one member thought of the recommendation."""

    member_id: str
    agrees: bool
    reason: str = ""


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
    """The person who chaired approves the minutes as accurate."""

    meeting_id: str
    approved_on: date


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


# What is read


@dataclass(frozen=True, slots=True)
class MeetingSummary:
    """A meeting in a list."""

    id: str
    service: Service
    kind: str
    held_on: date
    starts_at: time
    ends_at: time
    place: str
    state: MeetingState
    state_words: str
    items: int
    used_minutes: int
    limit_minutes: int
    papers_in: int
    papers_needed: int
    papers_due_on: date
    papers_sent_on: date | None
    quorate_items: int
    items_to_hear: int
    lost_words: str


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member at a meeting."""

    member_id: str
    name: str
    initials: str
    sits_as: str
    words: str  # "Chair, independent", "Social worker, 11 years"
    reply: Reply
    presence: Presence
    arrives_at: time | None
    leaves_at: time | None
    social_work_years: int | None
    independent: bool
    user_id: str


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A declared interest."""

    id: str
    item_id: str
    item_number: int
    member_id: str
    member: str
    kind: ConflictKind
    nature: str
    declared_on: date
    ruling: Ruling
    words: str


@dataclass(frozen=True, slots=True)
class PaperMark:
    """One cell of the papers matrix."""

    column: str  # report, checks, medical, signed, views, note
    state: str  # in, asked, late, blocked, missing, not_needed
    words: str


@dataclass(frozen=True, slots=True)
class ItemMember:
    """A member for one item: there, away, or out with a conflict."""

    member_id: str
    name: str
    initials: str
    words: str
    presence: Presence
    conflicted: bool
    note: str


@dataclass(frozen=True, slots=True)
class RecommendationDetails:
    """What panel recommended on an item."""

    outcome: PanelOutcome
    words: str
    sentence: str
    reasons: tuple[str, ...]
    terms: tuple[str, ...]
    places: int | None
    ages: str
    unanimous: bool
    views: tuple[MemberViewGiven, ...]
    deferral_reason: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ItemDetails:
    """An item of the agenda, or of the minutes."""

    id: str
    meeting_id: str
    number: int  # 0 for breaks
    position: int
    kind: ItemKind
    state: ItemState
    case_id: str
    reference: str
    service: Service | None
    title: str
    item_name: str
    minutes: int
    starts_at: time
    started_at: time | None
    finished_at: time | None
    presenters: str
    attendees: str
    papers: tuple[PaperMark, ...]
    quorum: Quorum | None
    members: tuple[ItemMember, ...]
    conflicts: tuple[ConflictLine, ...]
    hidden: str  # the sentence shown instead of the papers to a member with a conflict
    minutes_version: int
    heard: str = ""
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
    adviser_note: str = ""
    adviser_note_finished: bool = False
    adviser_note_version: int = 0
    recommendation: RecommendationDetails | None = None
    still_needed: tuple[str, ...] = ()  # what finishing the item waits for
    forecast_words: str = ""


@dataclass(frozen=True, slots=True)
class GapLine:
    """Something that stands between a meeting and its papers going out."""

    item_id: str
    case_id: str
    state: str  # late, blocked, asked, todo
    words: str
    below: str
    action: str
    stops: bool  # a regulation: the papers of the item cannot go


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A case that waits for a slot."""

    case_id: str
    household: str
    reference: str
    service: Service
    item_name: str
    minutes: int
    panel_by: date | None


@dataclass(frozen=True, slots=True)
class QuorumCure:
    """The smallest change that keeps an item quorate: commands to run, and how they read."""

    words: str
    commands: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class MeetingDetails:
    """A meeting as its page shows it."""

    id: str
    service: Service
    title: str
    kind: str
    held_on: date
    starts_at: time
    ends_at: time
    place: str
    state: MeetingState
    state_words: str
    is_joint: bool
    chair: str
    chair_id: str
    minute_taker: str
    minute_taker_id: str
    limit_minutes: int
    used_minutes: int
    papers_in: int
    papers_needed: int
    papers_due_on: date
    papers_sent_on: date | None
    late_reason: str
    reading_pages: int
    items: tuple[ItemDetails, ...]
    members: tuple[MemberLine, ...]
    conflicts: tuple[ConflictLine, ...]
    gaps: tuple[GapLine, ...]
    cures: tuple[QuorumCure, ...]
    waiting: tuple[WaitingLine, ...]
    running_note: tuple[tuple[time, str], ...]
    minutes_drafted_on: date | None
    minutes_approved_on: date | None
    minutes_approved_by: str
    minutes_sent_back: str
    minutes_sent_on: date | None
    version: int
    may: frozenset[str] = field(default_factory=frozenset)  # actions the reader may take
