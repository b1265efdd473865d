"""Members of a meeting: invited, their replies, their interests and the chair's ruling on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.meetings import (
    ConflictKind,
    ConflictLine,
    DeclareConflict,
    InviteMember,
    ItemDetails,
    MeetingDetails,
    MemberLine,
    RecordReply,
    Reply,
    RuleOnConflict,
    Ruling,
    WithdrawConflict,
)
from cfs_panels.domain.quorum import SittingRole
from cfs_panels.domain.words import long_date
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.segmented import Segmented
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from cfs_panels.domain.central_list import CentralListLine
    from ui.meetings.meeting_desk import MeetingDesk

ROLES = (
    (SittingRole.MEMBER.value, "Member"),
    (SittingRole.VICE_CHAIR.value, "Vice chair"),
    (SittingRole.CHAIR.value, "Chair"),
)
REPLIES = (
    (Reply.INVITED.value, "No reply yet"),
    (Reply.COMING.value, "Coming"),
    (Reply.APOLOGIES.value, "Apologies"),
)
KINDS = (
    (ConflictKind.PERSONAL.value, "Personal"),
    (ConflictKind.PROFESSIONAL.value, "Professional"),
)
KINDS_HINT = (
    "Personal: they know the household or have a stake, and always leave. Professional: they "
    "worked with somebody in it, and the chair rules."
)
HIDES = "The papers of the item are hidden from the member at once."
HIDES_OWN = (
    "The papers of the item are hidden from you at once. You cannot take this back: the panel "
    "adviser can."
)


def item_words(item: ItemDetails) -> str:
    """Return an item as a list to choose from has it."""
    return f"Item {item.number}. {item.title}" if item.title else f"Item {item.number}"


class InviteDialog(AskingDialog):
    """Puts somebody of the central list on the meeting."""

    def __init__(self, desk: MeetingDesk, details: MeetingDetails) -> None:
        super().__init__(
            desk, "Invite a member", verb="Invite", icon="people", lead=details.title,
            words="Only members of the central list for this panel sit on it.",
        )  # fmt: skip
        self._desk, self._details = desk, details
        self._list: dict[str, CentralListLine] = {}
        self.member = self.ask(
            "member_id", "Who", ChoiceBox(placeholder="Type a name or choose"),
            needed="Choose a member.",
        )  # fmt: skip
        self.role = self.ask("sits_as", "Sits as", Segmented(ROLES), stretch=False)
        self.role.set_value(SittingRole.MEMBER.value)
        self.member.edited.connect(self._show_role)

    def load(self) -> None:
        """Read who may be invited, then show the dialog."""
        desk, service = self._desk, self._details.service
        desk.read(
            self, lambda: desk.workspace.central_list.members(desk.actor, service), self._show
        )

    def _show(self, members: tuple[CentralListLine, ...]) -> None:
        due = {member.member_id for member in self._details.members}
        self._list = {m.id: m for m in members if m.id not in due}
        self.member.set_choices([(m.id, f"{m.name}, {m.words}") for m in self._list.values()])
        self.verb_button.setEnabled(bool(self._list))
        if not self._list:
            self.fields["member_id"].set_hint(
                "Everybody on the central list for this panel is due already."
            )
        self.begin()

    def _show_role(self) -> None:
        chosen = self._list.get(self.member.value())
        if chosen is None:
            return
        has_chair = any(m.sits_as == SittingRole.CHAIR for m in self._details.members)
        role = SittingRole(chosen.role)
        if role is SittingRole.CHAIR and has_chair:
            role = SittingRole.VICE_CHAIR
        self.role.set_value(role.value)

    def command(self) -> InviteMember:
        """Return the invitation."""
        return InviteMember(self._details.id, self.member.value(), self.role.value())


class ReplyDialog(AskingDialog):
    """Records whether a member comes, and from when to when."""

    def __init__(self, desk: MeetingDesk, details: MeetingDetails, member: MemberLine) -> None:
        super().__init__(
            desk, "Record a reply", verb="Save", icon="people", lead=member.name, words=member.words
        )
        self._meeting_id, self._member_id = details.id, member.member_id
        self.reply = self.ask("reply", "Reply", Segmented(REPLIES), stretch=False)
        self.reply.set_value(member.reply.value)
        line = self.line()
        hint = "Empty where they stay for all of it"
        self.arrives = self.ask(
            "arrives_at", "Arrives at", TimeField(), hint=hint, line=line, stretch=False
        )
        self.leaves = self.ask(
            "leaves_at", "Leaves at", TimeField(), hint=hint, line=line, stretch=False
        )
        line.addStretch(1)
        self.arrives.set_value(member.arrives_at)
        self.leaves.set_value(member.leaves_at)
        self.reply.edited.connect(self._show_times)
        self._show_times()

    def _show_times(self) -> None:
        away = self.reply.value() == Reply.APOLOGIES
        self.fields["arrives_at"].setVisible(not away)
        self.fields["leaves_at"].setVisible(not away)

    def command(self) -> RecordReply:
        """Return the reply."""
        reply = Reply(self.reply.value())
        away = reply is Reply.APOLOGIES
        return RecordReply(
            self._meeting_id,
            self._member_id,
            reply,
            None if away else self.arrives.value(),
            None if away else self.leaves.value(),
        )


class DeclareDialog(AskingDialog):
    """Declares a member's interest in an item: item, kind, and what it is."""

    def __init__(
        self,
        desk: MeetingDesk,
        details: MeetingDetails,
        *,
        member_id: str = "",
        item_id: str = "",
    ) -> None:
        own = member_id != "" and member_id == desk.actor.member_id
        super().__init__(
            desk,
            "Declare a conflict of interest",
            verb="Declare",
            icon="conflict",
            note=HIDES_OWN if own else HIDES,
        )
        items = [(i.id, item_words(i)) for i in details.items if i.number and not i.hidden]
        members = [(m.member_id, m.name) for m in details.members]
        self.member = self.ask(
            "member_id", "Member", ChoiceBox(members, placeholder="Choose who"),
            needed="Choose the member.",
        )  # fmt: skip
        self.member.set_value(member_id)
        self.fields["member_id"].setVisible(not own)
        self.item = self.ask(
            "item_id", "Item", ChoiceBox(items, placeholder="Choose the item"),
            needed="Choose the item.",
        )  # fmt: skip
        self.item.set_value(item_id)
        self.kind = self.ask("kind", "Kind", Segmented(KINDS), hint=KINDS_HINT, stretch=False,
                             needed="Choose personal or professional.")  # fmt: skip
        self.nature = self.ask(
            "nature", "What the interest is", TextArea(lines=2), needed="Say what the interest is."
        )
        self.day = self._ask_day(desk)
        self.fields["declared_on"].setVisible(not own)

    def _ask_day(self, desk: MeetingDesk) -> DateField:
        day = self.ask(
            "declared_on", "Declared on", DateField(today=desk.today), stretch=False,
            needed="Enter the day.",
        )  # fmt: skip
        day.set_value(desk.today)
        return day

    def command(self) -> DeclareConflict:
        """Return the declaration."""
        return DeclareConflict(
            self.item.value(),
            self.member.value(),
            ConflictKind(self.kind.value()),
            self.nature.value(),
            self.day.value() or self.desk.today,
        )


class RulingDialog(AskingDialog):
    """Records the chair's ruling on a professional interest."""

    def __init__(self, desk: MeetingDesk, conflict: ConflictLine) -> None:
        super().__init__(
            desk,
            "Rule on a conflict of interest",
            verb="Record ruling",
            icon="conflict",
            lead=f"Item {conflict.item_number}. {conflict.member}",
            words=f"{conflict.kind.value.capitalize()}, declared on "
            f"{long_date(conflict.declared_on)}. {conflict.nature}",
        )
        self._id = conflict.id
        choices = [(Ruling.LEAVE.value, "Leaves for the item")]
        if conflict.kind is ConflictKind.PROFESSIONAL:
            choices.append((Ruling.STAY.value, "Stays and takes part"))
        self.ruling = self.ask("ruling", "Ruling", Segmented(choices), stretch=False,
                               needed="Choose whether the member leaves or stays.")  # fmt: skip
        if conflict.ruling is not Ruling.NONE:
            self.ruling.set_value(conflict.ruling.value)
        self.reason = self.ask(
            "reason", "Reason", TextArea(lines=2), needed="Give the reason for the ruling."
        )

    def command(self) -> RuleOnConflict:
        """Return the ruling."""
        return RuleOnConflict(self._id, Ruling(self.ruling.value()), self.reason.value())


class WithdrawDialog(AskingDialog):
    """Takes back an interest that was recorded by mistake."""

    def __init__(self, desk: MeetingDesk, conflict: ConflictLine) -> None:
        super().__init__(
            desk,
            "Take back a conflict of interest",
            verb="Take back",
            icon="undo",
            lead=f"Item {conflict.item_number}. {conflict.member}",
            words="The papers of the item are open to the member again.",
        )
        self._id = conflict.id
        self.reason = self.ask(
            "reason",
            "Why it is taken back",
            TextArea(lines=2),
            needed="Say why this is taken back.",
        )

    def command(self) -> WithdrawConflict:
        """Return the withdrawal."""
        return WithdrawConflict(self._id, self.reason.value())
