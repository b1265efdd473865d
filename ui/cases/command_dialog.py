"""The dialog of a step: asks for what a command needs, sends it, says what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from cfs_panels.domain.form_problems import missing_message
from ui.widgets.buttons import primary, secondary
from ui.widgets.date_field import DateField
from ui.widgets.dialogs import KitDialog
from ui.widgets.field import Field
from ui.widgets.form_editors import make_editor

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.forms import FieldDefinition
    from ui.cases.case_desk import CaseDesk

Editor = TypeVar("Editor", bound=QWidget)


class Takes(Protocol):
    """An editor of the kit."""

    def value(self) -> Any:  # noqa: ANN401 - each editor has its own kind of answer
        """Return the answer."""

    def set_value(self, value: Any) -> None:  # noqa: ANN401 - the same
        """Show an answer."""


class CommandDialog(KitDialog):
    """Asks, sends, and stays open with the sentence where it is refused.

    Esc and *Go back* close it without sending; what was typed is there again the next time.

    Signals:
        sent: The command was carried out; holds its `Changes`.
    """

    sent = Signal(object)

    def __init__(
        self,
        desk: CaseDesk,
        title: str,
        *,
        verb: str,
        make: Callable[[], object],
        kept: str = "",
        icon: str = "",
        lead: str = "",
        words: str = "",
        note: str = "",
    ) -> None:
        super().__init__(desk.window(), title, icon=icon, lead=lead, words=words, note=note)
        self._desk, self._make, self._kept = desk, make, kept
        self._letters: set[str] = set()
        self._needed: dict[str, str] = {}
        self._ways: dict[str, tuple[Callable[[], Any], Callable[[Any], object]]] = {}
        self.fields: dict[str, Field] = {}
        self.add_button(secondary("Go back", clicked=self.reject))
        self.verb_button = self.add_button(primary(verb, clicked=self.send))
        self.verb_button.setDefault(True)
        self.rejected.connect(self._keep)

    def ask(
        self,
        key: str,
        label: str,
        editor: Editor,
        *,
        hint: str = "",
        needed: str = "",
        line: QBoxLayout | None = None,
        stretch: bool = True,
    ) -> Editor:
        """Put in a question; ``needed`` is the sentence where it is left without an answer."""
        field = Field(label, editor, hint=hint, mnemonic=self._letter(label), stretch=stretch)
        self.fields[key] = field
        field.edited.connect(field.clear_error)
        if hasattr(editor, "value"):
            self._ways[key] = (cast("Takes", editor).value, cast("Takes", editor).set_value)
        if needed:
            self._needed[key] = needed
        (line or self.body).addWidget(field, 0, Qt.AlignmentFlag.AlignTop if line else _NOWHERE)
        return editor

    def ask_as_form(self, asked: FieldDefinition) -> None:
        """Put in a question as a form file asks it."""
        editor = make_editor(asked, self._desk.today, {})
        needed = missing_message(asked) if asked.needed_to_pass else ""
        self.ask(
            asked.key,
            asked.label,
            editor.widget,
            hint=asked.hint,
            needed=needed,
            stretch=editor.stretch,
        )
        self._ways[asked.key] = (editor.answer, editor.show)

    def ask_day(
        self,
        key: str,
        label: str,
        day: date | None = None,
        *,
        hint: str = "",
        needed: str = "",
        line: QBoxLayout | None = None,
    ) -> DateField:
        """Put in a question for a day, typed any British way."""
        editor = DateField(today=self._desk.today, width=220)
        editor.set_value(day)
        return self.ask(key, label, editor, hint=hint, needed=needed, line=line, stretch=False)

    def line(self) -> QHBoxLayout:
        """Return a row for questions side by side."""
        row = QHBoxLayout()
        row.setSpacing(16)
        self.body.addLayout(row)
        return row

    def value(self, key: str) -> object:
        """Return the answer to a question."""
        return self._ways[key][0]()

    def begin(self) -> CommandDialog:
        """Show the dialog, with what was typed in it before, and return it."""
        for key, value in self._desk.kept(self._kept).items():
            if key in self.fields:
                self._ways[key][1](value)
        first = next(iter(self.fields.values()), None)
        self.open()
        (first or self.verb_button).setFocus(Qt.FocusReason.OtherFocusReason)
        return self

    def send(self) -> None:
        """Send the command, unless something asked for is still open."""
        if not self._is_sound():
            return
        self.message.clear()
        self.verb_button.setEnabled(False)
        self._desk.do(self._make(), then=self._finish, on_error=self._refuse, owner=self)

    def _is_sound(self) -> bool:
        wrong: list[Field] = []
        for key, field in self.fields.items():
            field.clear_error()
            if field.isHidden():
                continue
            problem = getattr(field.editor, "problem", lambda: "")()
            if not problem and self.value(key) in (None, "", (), []):
                problem = self._needed.get(key, "")
            if problem:
                field.show_error(problem)
                wrong.append(field)
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def _finish(self, changes: Changes) -> None:
        self._desk.forget(self._kept)
        self.accept()
        self.sent.emit(changes)

    def _refuse(self, error: Exception) -> bool:
        self.verb_button.setEnabled(True)
        field = self.fields.get(getattr(error, "field", None) or "")
        if isinstance(error, RuleBroken) and field is not None and not field.isHidden():
            field.show_error(error.message)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        again = self.send if isinstance(error, OutsideTrouble) else None
        return self.show_trouble(error, again)

    def _keep(self) -> None:
        if self._kept:
            self._desk.keep(self._kept, {key: self.value(key) for key in self.fields})

    def _letter(self, label: str) -> str:
        free = (c for c in label.casefold() if c.isalpha() and c not in self._letters)
        letter = next(free, "")
        self._letters.add(letter)
        return letter

    def sizeHint(self) -> QSize:
        """Return a size that the screen has room for."""
        room = QGuiApplication.primaryScreen().availableSize()
        return super().sizeHint().boundedTo(room)


_NOWHERE = Qt.AlignmentFlag(0)
