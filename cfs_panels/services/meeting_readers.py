"""What one person sees of a meeting: which items, which papers, how much of the minutes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cfs_panels.domain.access import Relation
from cfs_panels.domain.attendance import keeps_out
from cfs_panels.domain.meeting_rules import BEFORE, MINUTED, MINUTING
from cfs_panels.domain.meetings import ItemKind, MeetingState
from cfs_panels.domain.words import long_date
from cfs_panels.services.meeting_access import relations_to_meeting
from cfs_panels.services.minutes_approval import who_approves

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office
    from db.models import AgendaItem

CLOSED_WORDS = "Access to this case is restricted. You may not open this item."


class Sight(StrEnum):
    """How much of an item a person sees."""

    OPEN = "open"
    CONFLICT = "conflict"  # its number, and why there is no more
    CLOSED = "closed"  # its number and time, for whoever builds the agenda
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class MeetingReader:
    """A person before a meeting; ``declared`` are the items they may not see, and since when."""

    office: Office
    actor: Actor
    rows: MeetingRows
    visible: frozenset[str]
    declared: Mapping[str, date]
    relations: frozenset[Relation]

    def allows(self, action: str) -> bool:
        """Return whether role and relation to the meeting allow an action."""
        return self.office.matrix.allows(self.actor, action, self.relations)

    def sight(self, item: AgendaItem) -> Sight:
        """Return how much the person sees of an item."""
        if item.id in self.declared:
            return Sight.CONFLICT
        if item.kind is not ItemKind.CASE or item.case_id in self.visible:
            return Sight.OPEN
        if self.allows("build_agenda") or self.allows("take_minutes"):
            return Sight.CLOSED
        return Sight.LEFT_OUT

    def hidden_words(self, item: AgendaItem) -> str:
        """Return the sentence that stands in place of an item."""
        if item.id in self.declared:
            return (
                f"You declared a conflict on {long_date(self.declared[item.id])}. You cannot open, "
                "search, print or count this item. Speak to the panel adviser."
            )
        return CLOSED_WORDS if self.sight(item) is Sight.CLOSED else ""

    @property
    def open_items(self) -> list[AgendaItem]:
        """Return the lines that the person sees whole."""
        return [item for item in self.rows.items if self.sight(item) is Sight.OPEN]

    @property
    def sees_whole(self) -> bool:
        """Return whether the person may open every item that is heard."""
        return {item.id for item in self.open_items} >= self.rows.numbers.keys()

    @property
    def is_of_panel(self) -> bool:
        """Return whether conflicts and attendance are this person's concern."""
        return self.allows("read_draft_minutes")

    @property
    def sees_minutes(self) -> bool:
        """Return whether the person reads what is minuted: draft or final."""
        state = self.rows.meeting.state
        if state in MINUTED or self.allows("take_minutes"):
            return True
        with_chair = {MeetingState.DRAFTED, MeetingState.APPROVED}
        return state in with_chair and self.allows("read_draft_minutes")

    @property
    def sees_outcome(self) -> bool:
        """Return whether the person reads what panel recommended: once the meeting is over."""
        state = self.rows.meeting.state
        return self.sees_minutes or state not in BEFORE | {MeetingState.IN_SESSION}

    def may(self) -> frozenset[str]:
        """Return what the person may do with the meeting as it stands now."""
        meeting = self.rows.meeting
        state = meeting.state
        before, minuting = state in BEFORE, state in MINUTING
        sits = state is MeetingState.IN_SESSION
        on_its_day = before and self.office.today >= meeting.held_on
        with_chair = state is MeetingState.DRAFTED and self._approves()
        now = {
            "plan_meeting": before,
            "invite_member": before or sits,
            "build_agenda": before,
            "advise_panel": before,
            "send_papers": before and bool(self.rows.case_items),
            "declare_conflict": before or minuting,
            "rule_on_conflict": before or minuting,
            "open_meeting": on_its_day,
            "take_minutes": minuting,
            "close_meeting": sits,
            "draft_minutes": state is MeetingState.HELD,
            "approve_minutes": with_chair,
            "send_back_minutes": with_chair,
            "send_minutes": state is MeetingState.APPROVED,
            "make_meeting_documents": state not in {MeetingState.CANCELLED, MeetingState.RECORDED},
            "cancel_meeting": before,
        }
        return frozenset(
            act for act, can in now.items() if can and self.allows(_ACTION.get(act, act))
        )

    def _approves(self) -> bool:
        approver = who_approves(self.rows)
        is_minute_taker = self.actor.user_id == self.rows.meeting.minute_taker_id
        return approver is not None and approver.id == self.actor.member_id and not is_minute_taker


_ACTION = {
    "invite_member": "plan_meeting",
    "cancel_meeting": "plan_meeting",
    "open_meeting": "take_minutes",
    "close_meeting": "take_minutes",
    "draft_minutes": "take_minutes",
    "send_back_minutes": "approve_minutes",
}


def reader_of(
    office: Office, actor: Actor, rows: MeetingRows, visible: frozenset[str]
) -> MeetingReader:
    """Return a person as they stand to a meeting; ``visible`` are the cases they may open."""
    relations = relations_to_meeting(rows, actor)
    if relations:
        relations |= {Relation.SELF}
    declared = {}
    for item in rows.items:
        for conflict in rows.interests(item):
            if conflict.member_id == actor.member_id and keeps_out(conflict.kind, conflict.ruling):
                declared[item.id] = conflict.declared_on
    return MeetingReader(office, actor, rows, visible, declared, relations)
