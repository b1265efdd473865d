"""Asks for a requirement: what, by whom, by when, and who is told besides the household."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from cfs_panels.domain.decisions import SetRequirement
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.date_field import DateField
from ui.widgets.text_area import TextArea
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from ui.widgets.desk import PageDesk

NOTE = (
    "It is tracked until somebody shows that it is met, and goes to the first review. A decision "
    "is never conditional: requirements stand beside it."
)


class RequirementDialog(AskingDialog):
    """The form of a requirement."""

    def __init__(self, desk: PageDesk, decision_id: str, owners: tuple[str, ...]) -> None:
        super().__init__(desk, "Add a requirement", verb="Add requirement", icon="requirement",
                         note=NOTE, kept=f"{decision_id} requirement")  # fmt: skip
        self._decision_id = decision_id
        self.words = TextArea("Second visit to the applicant’s sister", lines=2)
        self.owner = TextField("Name", width=210)
        self.owner.setCompleter(_completer(owners, self.owner))
        self.due = DateField(today=desk.today, width=184)
        self.recipient = TextField("Name, if not the household")
        self.ask("text", "What is required", self.words, needed="Enter what is required.")
        line = self.line()
        self.ask(
            "owner",
            "Who does it",
            self.owner,
            needed="Choose who does it. A requirement without an owner is not met.",
            line=line,
        )
        self.ask("due_on", "By when", self.due, needed="Enter the day it is due.", line=line)
        line.addStretch(1)
        self.ask(
            "recipient",
            "Who is told of it",
            self.recipient,
            hint="Left empty, the household is: their letter holds it.",
        )

    def command(self) -> SetRequirement:
        due_on = self.due.value() or self.desk.today
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
