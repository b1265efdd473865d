"""The signature: what is decided, a tick, a password; a refusal stands beside the password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cfs_panels.domain.decisions import SignDecision
from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from cfs_panels.domain.words import plural
from ui.decisions.decision_words import note_words, terms_sentence
from ui.widgets.dialogs import SignDialog

if TYPE_CHECKING:
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.decisions import DecisionDetails
    from ui.widgets.desk import PageDesk


class SignFlow(QObject):
    """Asks for the signature and sends it.

    Signals: signed (the record is signed).
    """

    signed = Signal()

    def __init__(self, desk: PageDesk, details: DecisionDetails) -> None:
        super().__init__(desk.page)
        self._desk, self._details = desk, details
        self.dialog = SignDialog(
            desk.page,
            "Sign this decision",
            lead=details.decision_words,
            words=terms_sentence(details, desk.today),
            note=note_words(details),
            tick=f"I have read all {plural(details.pack_pages, 'page')} and the panel’s reasons",
            verb="Sign decision",
        )
        self.dialog.signed.connect(self._send)
        self.dialog.finished.connect(self.deleteLater)
        self.dialog.open()

    def _send(self, password: str) -> None:
        command = SignDecision(
            self._details.id, password, self.dialog.tick.value(), self._details.version
        )
        self._desk.do(command, then=self._done, on_error=self._refuse, owner=self.dialog)

    def _done(self, _changes: Changes) -> None:
        self.dialog.accept()
        self.signed.emit()

    def _refuse(self, error: Exception) -> bool:
        if isinstance(error, RuleBroken) and error.field == "password":
            self.dialog.show_refusal(error.message)
            return True
        self.dialog.verb_button.setEnabled(True)
        again = self.dialog.verb_button.click if isinstance(error, OutsideTrouble) else None
        return self.dialog.show_trouble(error, again)
