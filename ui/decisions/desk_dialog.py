"""A small form in a dialog: it sends one command and stays open where that is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast

from PySide6.QtCore import Qt, Signal

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from ui.widgets.buttons import primary, secondary
from ui.widgets.dialogs import KitDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.changes import Changes
    from ui.decisions.decision_desk import DecisionDesk
    from ui.widgets.field import Field


class Takes(Protocol):
    """An editor of the kit."""

    def value(self) -> Any:  # noqa: ANN401 - each editor has its own kind of answer
        """Return the answer."""


class DeskDialog(KitDialog):
    """Asks, sends, and says a refusal beside the field it is about.

    Esc and *Go back* close it; what was typed is there again when it is opened again.

    Signals: carried_out (holds the command's `Changes`).
    """

    carried_out = Signal(object)

    def __init__(
        self,
        desk: DecisionDesk,
        title: str,
        *,
        verb: str,
        icon: str = "",
        lead: str = "",
        words: str = "",
        note: str = "",
    ) -> None:
        super().__init__(desk.page, title, icon=icon, lead=lead, words=words, note=note)
        self._desk = desk
        self._needed: dict[str, str] = {}
        self.fields: dict[str, Field] = {}
        self.add_button(secondary("Go back", clicked=self.reject))
        self.verb_button = self.add_button(primary(verb, clicked=self.send))
        self.verb_button.setDefault(True)

    def ask(self, key: str, field: Field, *, needed: str = "") -> Field:
        """Put in a question; ``needed`` is the sentence where it is left without an answer."""
        self.fields[key] = field
        if needed:
            self._needed[key] = needed
        return field

    def command(self) -> object:
        """Return the command that the answers make."""
        raise RuleBroken("There is nothing to send.")

    def begin(self) -> None:
        """Show the dialog with the keyboard in its first field."""
        self.open()
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def send(self) -> None:
        """Send the command, unless something asked for is still open."""
        if self._is_sound():
            self.message.clear()
            self.verb_button.setEnabled(False)
            self._desk.do(self.command(), then=self._finish, on_error=self._refuse, owner=self)

    def _is_sound(self) -> bool:
        wrong: list[Field] = []
        for key, field in self.fields.items():
            field.clear_error()
            problem = _problem(field.editor)
            if not problem and cast("Takes", field.editor).value() in (None, ""):
                problem = self._needed.get(key, "")
            if problem:
                field.show_error(problem)
                wrong.append(field)
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def _finish(self, changes: Changes) -> None:
        self.accept()
        self.carried_out.emit(changes)

    def _refuse(self, error: Exception) -> bool:
        self.verb_button.setEnabled(True)
        field = self.fields.get(getattr(error, "field", None) or "")
        if isinstance(error, RuleBroken) and field is not None:
            field.show_error(error.message)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return self.show_trouble(error, self.send if isinstance(error, OutsideTrouble) else None)


def _problem(editor: QWidget) -> str:
    found = getattr(editor, "problem", None)
    return str(found()) if found is not None else ""
