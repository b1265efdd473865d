"""Two texts of one form: both shown, question by question, so that neither is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cfs_panels.domain.form_words import answer_words
from ui.widgets.buttons import primary
from ui.widgets.card import FactList, divider
from ui.widgets.dialogs import KitDialog
from ui.widgets.labels import Label
from ui.widgets.layouts import row, scroll_body, stretch
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from cfs_panels.domain.forms import JSON, Answers, FieldDefinition, FormDefinition

CHOICES = [("mine", "Keep mine"), ("theirs", "Take theirs")]


class ClashDialog(KitDialog):
    """For each question that differs, both answers and the choice between them.

    Signals:
        settled: The answers as they are to be saved.
    """

    settled = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        words: str,
        definition: FormDefinition,
        theirs: Answers,
        mine: Answers,
    ) -> None:
        super().__init__(parent, "Two people wrote this form", icon="people", words=words)
        self._theirs, self._mine = dict(theirs), dict(mine)
        self.choices: dict[str, Segmented] = {}
        self.setMinimumWidth(640)
        area, body = scroll_body((0, 0, 10, 0), 10)
        area.setMinimumHeight(220)
        for field in definition.fields():
            if theirs.get(field.key) != mine.get(field.key):
                self._add(body, field)
        body.addStretch(1)
        self.body.addWidget(area)
        self.add_go_back("Decide later")
        self.add_button(primary("Save", clicked=self._settle)).setDefault(True)

    def _add(self, body: QVBoxLayout, field: FieldDefinition) -> None:
        choice = self.choices[field.key] = Segmented(CHOICES, name=field.label)
        choice.set_value("mine")
        body.addLayout(row(Label(field.label, strong=True), stretch(), choice))
        facts = [
            ("Yours", answer_words(field, self._mine.get(field.key)) or "Not answered"),
            ("Theirs", answer_words(field, self._theirs.get(field.key)) or "Not answered"),
        ]
        body.addWidget(FactList(facts, label_width=60))
        body.addWidget(divider())

    def _settle(self) -> None:
        answers: dict[str, JSON] = {**self._theirs, **self._mine}
        for key, choice in self.choices.items():
            chosen = self._theirs if choice.value() == "theirs" else self._mine
            answers.pop(key, None)
            if key in chosen:
                answers[key] = chosen[key]
        self.accept()
        self.settled.emit(answers)
