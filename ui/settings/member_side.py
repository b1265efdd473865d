"""A member of the central list, beside the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from cfs_panels.domain.words import long_date, plural
from ui.widgets.buttons import primary, secondary
from ui.widgets.card import FactList, divider
from ui.widgets.labels import Label
from ui.widgets.layouts import add, column, empty, row, stretch
from ui.widgets.mark import Mark
from ui.widgets.pill import Pill, ServiceChip
from ui.widgets.side_pane import SidePane

if TYPE_CHECKING:
    from cfs_panels.domain.central_list import CentralListLine, MemberDuty, MemberStanding
    from ui.widgets.card import Fact
    from ui.widgets.layouts import Part

ROLE_WORDS = {"chair": "Chair", "vice_chair": "Vice chair", "member": "Member"}


class MemberSide(SidePane):
    """Who a member is, what they hold and what they must do by when.

    Signals:
        edit_asked: What is kept of the member is to change.
        leave_asked: The member left, or is back.
    """

    edit_asked = Signal()
    leave_asked = Signal()

    def __init__(self, *, may_edit: bool) -> None:
        super().__init__(name="The member marked in the list")
        self._may_edit = may_edit
        self.open_button.hide()
        self.show_member(None)

    def show_member(self, member: MemberStanding | None) -> None:
        """Show a member, or that none is marked."""
        empty(self.marks)
        empty(self.body)
        if member is None:
            words = "Mark a member to look at them here."
            self.body.addWidget(Label(words, "meta", muted=True, wrap=True))
            self.body.addStretch(1)
            return
        line = member.line
        for service in sorted(line.services, reverse=True):
            self.marks.addWidget(ServiceChip(service))
        name = Label(line.name, "section", wrap=True)
        self.body.addLayout(column(name, Label(line.words, "meta", muted=True), spacing=1))
        if line.left_on is not None:
            self.body.addWidget(Pill("paused", f"Left on {long_date(line.left_on)}"))
        if self._may_edit:
            self._add_buttons(line)
        self._add_head("What they must do")
        duties = [_duty(duty) for duty in member.dues] if line.left_on is None else []
        self.body.addLayout(column(*duties, spacing=6))
        self._add_head("What is known")
        self.body.addWidget(FactList(_facts(line), label_width=96))
        self.body.addStretch(1)

    def _add_buttons(self, line: CentralListLine) -> None:
        parts: list[Part] = [primary("Change", clicked=self.edit_asked.emit)]
        words = "Record leaving" if line.left_on is None else "Put back on the list"
        parts += [secondary(words, clicked=self.leave_asked.emit), stretch()]
        add(self.body, row(*parts))

    def _add_head(self, words: str) -> None:
        self.body.addWidget(divider())
        self.body.addWidget(Label(words, "meta", strong=True))


def _duty(duty: MemberDuty) -> QHBoxLayout:
    """Return a duty with its state, when it was last done and when it is next due."""
    last = f"Last on {long_date(duty.done_on)}" if duty.done_on else "Not yet"
    if duty.due_on is None:
        sentence = f"Done on {long_date(duty.done_on)}" if duty.done_on else ""
    else:
        by = "was due by" if duty.state == "overdue" else "due by"
        sentence = f"{last}, {by} {long_date(duty.due_on)}"
    tone = duty.state if duty.presses else ""
    words = column(
        row(
            Label(duty.name, medium=True),
            stretch(),
            Label(duty.words, "meta", tone=tone, muted=not tone),
        ),
        Label(sentence, "meta", muted=True, wrap=True),
        Label(duty.source, "caption", muted=True, wrap=True),
        spacing=1,
    )
    line = QHBoxLayout()
    line.setSpacing(9)
    mark = Mark(duty.state, side=17, fill=duty.presses)
    line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    return line


def _facts(line: CentralListLine) -> list[Fact]:
    years = line.social_work_years
    facts = (
        ("Role", ROLE_WORDS[line.role]),
        ("Background", line.background),
        ("Social work", plural(years, "year") if years is not None else ""),
        ("Independent", "Yes" if line.independent else "No"),
        ("DBS issued", long_date(line.dbs_on) if line.dbs_on else "Not recorded"),
        ("Joined", long_date(line.joined_on)),
        ("Left", long_date(line.left_on) if line.left_on else ""),
        ("Email", line.email),
        ("Account", "Yes" if line.user_id else "No"),
    )
    return [(name, value) for name, value in facts if value]
