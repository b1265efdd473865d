"""Panel meetings: what is planned, who is due, what stands on the agenda, which papers went when.

What happens while a meeting sits, and to its minutes, is in ``sittings``; what is read of a
meeting in ``meeting_details``. Both can be had from here as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cfs_panels.domain.meeting_details import ConflictLine as ConflictLine
from cfs_panels.domain.meeting_details import GapLine as GapLine
from cfs_panels.domain.meeting_details import ItemDetails as ItemDetails
from cfs_panels.domain.meeting_details import ItemMember as ItemMember
from cfs_panels.domain.meeting_details import MeetingDetails as MeetingDetails
from cfs_panels.domain.meeting_details import MeetingSummary as MeetingSummary
from cfs_panels.domain.meeting_details import MemberLine as MemberLine
from cfs_panels.domain.meeting_details import PaperMark as PaperMark
from cfs_panels.domain.meeting_details import QuorumCure as QuorumCure
from cfs_panels.domain.meeting_details import RecommendationDetails as RecommendationDetails
from cfs_panels.domain.meeting_details import TakenOff as TakenOff
from cfs_panels.domain.meeting_details import WaitingLine as WaitingLine
from cfs_panels.domain.sittings import ApproveMinutes as ApproveMinutes
from cfs_panels.domain.sittings import CloseMeeting as CloseMeeting
from cfs_panels.domain.sittings import DeclareConflict as DeclareConflict
from cfs_panels.domain.sittings import DraftMinutes as DraftMinutes
from cfs_panels.domain.sittings import FinishItem as FinishItem
from cfs_panels.domain.sittings import MemberViewGiven as MemberViewGiven
from cfs_panels.domain.sittings import NoteMoment as NoteMoment
from cfs_panels.domain.sittings import OpenItem as OpenItem
from cfs_panels.domain.sittings import OpenMeeting as OpenMeeting
from cfs_panels.domain.sittings import QuestionAsked as QuestionAsked
from cfs_panels.domain.sittings import RecommendationDraft as RecommendationDraft
from cfs_panels.domain.sittings import RecordPresence as RecordPresence
from cfs_panels.domain.sittings import RecordRecommendation as RecordRecommendation
from cfs_panels.domain.sittings import RuleOnConflict as RuleOnConflict
from cfs_panels.domain.sittings import SaveItemMinutes as SaveItemMinutes
from cfs_panels.domain.sittings import SendBackMinutes as SendBackMinutes
from cfs_panels.domain.sittings import SendMinutes as SendMinutes
from cfs_panels.domain.sittings import WithdrawConflict as WithdrawConflict

if TYPE_CHECKING:
    from datetime import date, time

    from cfs_panels.domain.vocabulary import Service


class MeetingState(StrEnum):
    """How far a meeting is."""

    PLANNED = "planned"
    PAPERS_SENT = "papers_sent"
    IN_SESSION = "in_session"
    HELD = "held"
    DRAFTED = "drafted"
    APPROVED = "approved"
    SENT = "sent"
    CANCELLED = "cancelled"
    RECORDED = "recorded"  # held before it was taken from a workbook: nothing is left to do


class ItemKind(StrEnum):
    """What stands on a line of the agenda."""

    CASE = "case"
    BUSINESS = "business"
    BREAK = "break"
    OPENING = "opening"  # conflicts, the last minutes: before the first item, without a number


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
class CancelMeeting:
    """A meeting that was planned is not held; its cases wait for another slot."""

    meeting_id: str
    reason: str


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
class SwapAgendaItems:
    """Two items change places."""

    first_id: str
    second_id: str


@dataclass(frozen=True, slots=True)
class RemoveAgendaItem:
    """An item is taken off the agenda; its case waits for a slot again."""

    item_id: str


@dataclass(frozen=True, slots=True)
class PutBackAgendaItem:
    """An item that was taken off the agenda comes back to a position."""

    item_id: str
    position: int


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
    """The papers go to the members; later than the standard says needs a reason.

    ``gaps_reason`` is why papers go although something of a minimum standard is missing, and
    ``held_back`` names items whose papers do not go yet.
    """

    meeting_id: str
    sent_on: date
    late_reason: str = ""
    gaps_reason: str = ""
    held_back: tuple[str, ...] = ()
