"""Asks for a requirement: what, by whom, by when, and who is told besides the household."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from cfs_panels.domain.decisions import SetRequirement
from ui.decisions.desk_dialog import DeskDialog
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.layouts import row, stretch
from ui.widgets.text_area import TextArea
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from ui.decisions.decision_desk import DecisionDesk

NOTE = (
    "It is tracked until somebody shows that it is met, and goes to the first review. A decision "
    "is never conditional: requirements stand beside it."
)


class RequirementDialog(DeskDialog):
    """The form of a requirement."""

    def __init__(self, desk: DecisionDesk, decision_id: str, owners: tuple[str, ...]) -> None:
        super().__init__(desk, "Add a requirement", verb="Add requirement", icon="requirement",
                         note=NOTE)  # fmt: skip
        self._decision_id = decision_id
        self.words = TextArea("Second visit to the applicant’s sister", lines=2)
        self.owner = TextField("Name", width=210)
        self.owner.setCompleter(_completer(owners, self.owner))
        self.due = DateField(today=desk.today, width=184)
        self.recipient = TextField("Name, if not the household")
        text = self.ask(
            "text",
            Field("What is required", self.words, mnemonic="q"),
            needed="Enter what is required.",
        )
        owner = self.ask(
            "owner",
            Field("Who does it", self.owner, mnemonic="w"),
            needed="Choose who does it. A requirement without an owner is not met.",
        )
        due = self.ask(
            "due_on", Field("By when", self.due, mnemonic="b"), needed="Enter the day it is due."
        )
        recipient = self.ask("recipient", Field("Who is told of it", self.recipient, mnemonic="t"))
        recipient.set_hint("Left empty, the household is: their letter holds it.")
        self.body.addWidget(text)
        self.body.addLayout(row(owner, due, stretch(), spacing=14))
        self.body.addWidget(recipient)

    def command(self) -> SetRequirement:
        due_on = self.due.value() or self._desk.today
        return SetRequirement(
            decision_id=self._decision_id,
            text=self.words.value(),
            owner=self.owner.value(),
            due_on=due_on,
            recipient=self.recipient.value(),
        )


def _completer(names: tuple[str, ...], parent: TextField) -> QCompleter:
    completer = QCompleter(list(names), parent)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return completer
