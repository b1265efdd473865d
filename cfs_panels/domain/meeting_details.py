"""What is read of panel meetings: lists, and a meeting with everything on its page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from typing import TYPE_CHECKING

from cfs_panels.domain.words import clock_time

if TYPE_CHECKING:
    from datetime import date, datetime

    from cfs_panels.domain.meetings import (
        ConflictKind,
        ItemKind,
        ItemState,
        MeetingState,
        Presence,
        Reply,
        Ruling,
    )
    from cfs_panels.domain.pathways import PanelChoice, TermChoice
    from cfs_panels.domain.quorum import Quorum
    from cfs_panels.domain.sittings import MemberViewGiven, QuestionAsked, RecommendationDraft
    from cfs_panels.domain.vocabulary import PanelOutcome, Service


TIME_NOT_KNOWN = time(0, 0)
"""When a meeting begins of which a workbook told the day alone."""


def hours_words(starts_at: time, ends_at: time) -> str:
    """Return the hours of a meeting: ``09:30 to 15:45``."""
    if starts_at == TIME_NOT_KNOWN:
        return "Time not known"
    return f"{clock_time(starts_at)} to {clock_time(ends_at)}"


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
    minute_taker_id: str = ""
    approved_by: str = ""  # the member who is to approve the minutes, once it has begun
    is_whole: bool = True  # whether the reader may open every item: else the counts are of part
    taken_off: tuple[TakenOff, ...] = ()
    cancelled_words: str = ""


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
    ruled_by: str = ""
    ruling_reason: str = ""


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
    forecast_words: str = ""  # why the item is not quorate, or would not be
    planned_at: time | None = None  # by the agenda; starts_at is what is expected while it sits
    ends_at: time | None = None
    papers_sent_on: date | None = None
    choices: tuple[PanelChoice, ...] = ()  # what panel may do with it, by its kind of case
    term_choices: tuple[TermChoice, ...] = ()
    draft: RecommendationDraft | None = None  # for the minute taker, until it is recorded


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
    column: str = ""  # of the papers matrix
    case_ids: tuple[str, ...] = ()  # of all items that the line is about


@dataclass(frozen=True, slots=True)
class TakenOff:
    """A case that an agenda lost because it ended; without a title for who may not open it."""

    title: str
    words: str


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
    """A meeting as its page shows it.

    ``items`` are those of the agenda, breaks among them and the opening not. ``limit_minutes``
    is for items, without opening and breaks, as ``used_minutes`` is.
    """

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
    opening: ItemDetails | None = None
    is_whole: bool = True  # whether the reader may open every item
    reading_minutes: int = 0
    behind_minutes: int = 0
    minutes_digest: str = ""
    gaps_reason: str = ""
    opened_at: time | None = None
    closed_at: time | None = None
    taken_off: tuple[TakenOff, ...] = ()
    cancelled_words: str = ""
    approver_words: str = ""  # where somebody else than the chair approves the minutes

    @property
    def is_time_known(self) -> bool:
        """Return whether it is known when the meeting begins."""
        return self.starts_at != TIME_NOT_KNOWN
