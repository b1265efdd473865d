"""The members of a meeting: who is due and comes, and their interests in its items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from cfs_panels.domain.meeting_rules import BEFORE
from cfs_panels.domain.meetings import (
    ConflictKind,
    ConflictLine,
    InviteMember,
    MeetingDetails,
    MemberLine,
    Reply,
    Ruling,
    StandDownMember,
)
from cfs_panels.domain.quorum import SittingRole
from cfs_panels.domain.words import clock_time, joined, plural
from ui import theme
from ui.meetings.meeting_panes import MeetingPane
from ui.meetings.member_dialogs import (
    DeclareDialog,
    InviteDialog,
    ReplyDialog,
    RulingDialog,
    WithdrawDialog,
)
from ui.meetings.row_menu import pop_up
from ui.widgets.buttons import secondary
from ui.widgets.card import ActionRow, Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_hints import KeyHints
from ui.widgets.labels import Label
from ui.widgets.layouts import row, scroll_body, stretch
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint

    from cfs_panels.domain.meetings import QuorumCure
    from ui.meetings.meeting_desk import MeetingDesk

SIDE_WIDTH = 372
ROLE_WORDS = {
    SittingRole.CHAIR: "Chair",
    SittingRole.VICE_CHAIR: "Vice chair",
    SittingRole.MEMBER: "Member",
}
_REPLIES = {
    Reply.COMING: ("Coming", "onTrack"),
    Reply.APOLOGIES: ("Apologies", "paused"),
    Reply.INVITED: ("No reply yet", "missing"),
}


def times_words(member: MemberLine) -> str:
    """Return from when to when a member is there."""
    parts = []
    if member.arrives_at is not None:
        parts.append(f"arrives at {clock_time(member.arrives_at)}")
    if member.leaves_at is not None:
        parts.append(f"leaves at {clock_time(member.leaves_at)}")
    words = joined(parts)
    return f"{words[:1].upper()}{words[1:]}" or "All of it"


def reply_cell(member: MemberLine) -> Cell:
    """Return what a member replied."""
    words, kind = _REPLIES[member.reply]
    return Cell(pill=words, pill_kind=kind, icon=kind)


NONE_DECLARED = "None has been declared. Members declare theirs when they read the papers."
NONE_OF_THESE = "None that you may know of. Those of items you cannot open are not shown."


class MembersPane(MeetingPane):
    """The third tab of a meeting."""

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__()
        self._desk = desk
        self._details: MeetingDetails | None = None
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(12)
        self.table = RecordTable(
            self._table_columns(), key=lambda m: m.member_id, rows="two_line", name="Members",
            rounded=True,
        )  # fmt: skip
        self.table.opened.connect(self._reply)
        self.table.removed.connect(self._stand_down)
        self.table.menu_asked.connect(self._show_menu)
        self.table.set_empty(
            EmptyState("people", "Nobody is due yet", "Members of the central list are invited.")
        )
        self.card = TableCard(
            self.table, footer=" ", keys=[("Enter", "reply"), ("Delete", "stand down")]
        )
        self._keys = self.card.findChild(KeyHints) or self.card
        self.invite_button = secondary("Invite a member", "add", clicked=self._invite)
        left = QVBoxLayout()
        left.setSpacing(10)
        self._tools = QWidget()
        self._tools.setLayout(row(self.invite_button, stretch()))
        left.addWidget(self._tools)
        left.addWidget(self.card, 1)
        self._columns.addLayout(left, 1)
        self._area, self._side = scroll_body(spacing=12)
        self.conflicts = Card("Conflicts of interest")
        self.cures = Card("Who would make it quorate")
        self._side.addWidget(self.cures)
        self._side.addWidget(self.conflicts)
        self._side.addStretch(1)
        self._area.setFixedWidth(theme.px(SIDE_WIDTH))
        self._columns.addWidget(self._area)

    def _table_columns(self) -> list[Column]:
        return [
            Column("name", "Member", lambda m: Cell(m.name, m.words, medium=True), stretch=2,
                   least=170, sortable=False),
            Column("role", "Sits as", lambda m: ROLE_WORDS[SittingRole(m.sits_as)], width=110,
                   sortable=False, hide_compact=True),
            Column("reply", "Reply", reply_cell, width=136, sortable=False),
            Column("times", "There for", times_words, stretch=1, least=130, sortable=False),
            Column("conflicts", "Conflicts", self._conflict_cell, width=140, sortable=False),
        ]  # fmt: skip

    def _conflict_cell(self, member: MemberLine) -> Cell:
        found = self._details.conflicts if self._details else ()
        numbers = sorted({c.item_number for c in found if c.member_id == member.member_id})
        if not numbers:
            return self._no_conflict_cell(member)
        word = "Item" if len(numbers) == 1 else "Items"
        return Cell(f"{word} {joined([str(n) for n in numbers])}", icon="conflict")

    def _no_conflict_cell(self, member: MemberLine) -> Cell:
        """Return that there is none, or of another's that it is not this person's to know."""
        knows_all = self._details is None or self._details.is_whole
        if knows_all or member.member_id == self._desk.actor.member_id:
            return Cell("None", muted=True)
        return Cell("–", muted=True, spoken="Not shown to you")

    # What is shown.

    def show_details(self, details: MeetingDetails) -> None:
        """Show the members of a meeting."""
        self._details = details
        self.table.show_rows(details.members)
        if not self.table.current_key():
            self.table.mark_first()
        self._tools.setVisible("invite_member" in details.may)
        self._keys.setVisible("invite_member" in details.may)
        coming = sum(1 for m in details.members if m.reply is Reply.COMING)
        self.card.set_footer(f"{plural(len(details.members), 'member')}, {coming} coming")
        self._show_conflicts(details)
        self._show_cures(details)

    def _show_conflicts(self, details: MeetingDetails) -> None:
        self.conflicts.clear()
        for conflict in sorted(details.conflicts, key=lambda c: (c.item_number, c.member)):
            self.conflicts.body.addWidget(self._conflict_row(details, conflict))
        if not details.conflicts:
            words = NONE_DECLARED if details.is_whole else NONE_OF_THESE
            self.conflicts.body.addWidget(Label(words, "meta", muted=True, wrap=True))
        if "declare_conflict" in details.may and "invite_member" in details.may:
            button = secondary("Record a conflict", "conflict", small=True, clicked=self._declare)
            self.conflicts.body.addLayout(row(button, stretch()))

    def _conflict_row(self, details: MeetingDetails, conflict: ConflictLine) -> ActionRow:
        own = conflict.member_id == self._desk.actor.member_id
        waits = conflict.kind is ConflictKind.PROFESSIONAL and conflict.ruling is Ruling.NONE
        action = ""
        deed: type[RulingDialog | WithdrawDialog] = RulingDialog
        if "rule_on_conflict" in details.may and not own and waits:
            action = "Rule"
        elif "build_agenda" in details.may and not own:
            action, deed = "Take back", WithdrawDialog
        line = ActionRow(
            "dueSoon" if waits else "conflict",
            f"Item {conflict.item_number}: {conflict.member}",
            conflict.words,
            action=action,
        )
        line.acted.connect(lambda: deed(self._desk, conflict).begin())
        return line

    def _show_cures(self, details: MeetingDetails) -> None:
        self.cures.clear()
        found = [c for c in details.cures if all(isinstance(x, InviteMember) for x in c.commands)]
        can_invite = "invite_member" in details.may and details.state in BEFORE
        self.cures.setVisible(bool(found) and can_invite)
        for cure in found:
            line = ActionRow("person", cure.words.removeprefix("Invite "), action="Invite")
            line.acted.connect(lambda c=cure: self._use(c))
            self.cures.body.addWidget(line)

    def set_compact(self, compact: bool) -> None:
        """Stand the cards beside the table, or keep them narrow."""
        self._area.setFixedWidth(theme.px(300 if compact else SIDE_WIDTH))

    def primary_focus(self) -> QWidget:
        return self.table

    # What is done.

    def _member(self, member_id: str) -> MemberLine | None:
        members = self._details.members if self._details else ()
        return next((m for m in members if m.member_id == member_id), None)

    def _may_invite(self) -> bool:
        return self._details is not None and "invite_member" in self._details.may

    def _invite(self) -> None:
        if self._details is not None:
            InviteDialog(self._desk, self._details).load()

    def _use(self, cure: QuorumCure) -> None:
        self._desk.do_all(cure.commands)

    def _reply(self, member_id: str) -> None:
        member = self._member(member_id)
        if member is not None and self._details is not None and self._may_invite():
            ReplyDialog(self._desk, self._details, member).begin()

    def _stand_down(self, member_id: str) -> None:
        if self._details is not None and self._may_invite():
            self._desk.do(StandDownMember(self._details.id, member_id))

    def _declare(self) -> None:
        if self._details is not None:
            member_id = self.table.current_key()
            DeclareDialog(self._desk, self._details, member_id=member_id).begin()

    def _show_menu(self, member_id: str, at: QPoint) -> None:
        if not self._may_invite():
            return
        self.table.mark(member_id)
        deeds: list[tuple[str, Callable[[], object]]] = [
            ("Record a reply", lambda: self._reply(member_id)),
            ("Record a conflict", self._declare),
            ("Stand down", lambda: self._stand_down(member_id)),
        ]
        pop_up(self, deeds, at)
