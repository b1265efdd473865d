"""Two people wrote in the same record: both texts side by side, and neither is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from cfs_panels.domain.words import joined, long_date
from ui.widgets.buttons import primary, secondary
from ui.widgets.dialogs import KitDialog
from ui.widgets.labels import Label
from ui.widgets.layouts import scroll_body

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.decisions import DecisionAnswers

NAMES = {
    "arguments_for": "Arguments for",
    "arguments_against": "Arguments against",
    "process_fair": "Panel’s process",
    "process_comment": "Panel’s process, in words",
    "new_information": "New information",
    "new_information_words": "New information, in words",
    "adopted_reasons": "Panel’s reasons adopted",
    "reasons_considered": "Panel’s reasons considered",
    "own_reasons": "Your own reasons",
    "outcome": "Decision",
    "terms": "Terms",
    "places": "Places",
    "ages": "Ages",
    "effective_on": "Takes effect on",
    "discussed_with": "Discussed with",
    "discussed_outcome": "What came of it",
    "late_reason": "Why it is late",
    "late_ground": "On what ground it is late",
    "no_requirements": "No requirements",
    "form_answers": "Welfare checklist and plan",
}


class ClashDialog(KitDialog):
    """Shows where two versions of the answers differ; one of them is taken.

    Signals:
        theirs_taken: The other person's answers stand.
        mine_taken: One's own answers are saved over them.
    """

    theirs_taken = Signal()
    mine_taken = Signal()

    def __init__(
        self, parent: QWidget, message: str, theirs: DecisionAnswers, mine: DecisionAnswers
    ) -> None:
        super().__init__(parent, "Two people changed this record", icon="edit", words=message)
        self.setMinimumWidth(640)
        area, inside = scroll_body()
        area.setMinimumHeight(220)
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(8)
        for column, words in enumerate(("", "Theirs", "Yours")):
            grid.addWidget(Label(words, "meta", strong=True), 0, column)
        for line, (name, their, own) in enumerate(differences(theirs, mine), 1):
            grid.addWidget(Label(name, "meta", muted=True, wrap=True), line, 0)
            grid.addWidget(Label(their, wrap=True), line, 1)
            grid.addWidget(Label(own, wrap=True), line, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        inside.addLayout(grid)
        inside.addStretch(1)
        self.body.addWidget(area)
        self.add_go_back("Not now")
        self.theirs_button = self.add_button(secondary("Take theirs", clicked=self._take_theirs))
        self.mine_button = self.add_button(primary("Save mine", clicked=self._take_mine))

    def _take_theirs(self) -> None:
        self.theirs_taken.emit()
        self.accept()

    def _take_mine(self) -> None:
        self.mine_taken.emit()
        self.accept()


def differences(theirs: DecisionAnswers, mine: DecisionAnswers) -> list[tuple[str, str, str]]:
    """Return where two versions differ: the name of the answer, theirs and mine."""
    found = []
    for each in fields(theirs):
        their, own = getattr(theirs, each.name), getattr(mine, each.name)
        if their != own and each.name in NAMES:
            found.append((NAMES[each.name], _words(their), _words(own)))
    return found


def _words(value: object) -> str:
    if isinstance(value, Mapping):
        return "\n".join(str(part).replace("_", " ") for part in value.values()) or "Nothing"
    if isinstance(value, tuple):
        return joined([str(part) for part in value]) or "Nothing"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return long_date(value)
    return str(value).replace("_", " ") if value else "Nothing"
