"""The dialog of a step: asks for what a command needs, sends it, says what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from ui.widgets.buttons import primary, secondary
from ui.widgets.date_field import DateField
from ui.widgets.dialogs import KitDialog
from ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.forms import FieldDefinition
    from ui.widgets.desk import Desk

Editor = TypeVar("Editor", bound=QWidget)
_NOWHERE = Qt.AlignmentFlag(0)


class Takes(Protocol):
    """An editor of the kit."""

    def value(self) -> Any:  # noqa: ANN401 - each editor has its own kind of answer
        """Return the answer."""

    def set_value(self, value: Any) -> None:  # noqa: ANN401 - the same
        """Show an answer."""


class AskingDialog(KitDialog):
    """Asks, sends, and stays open with the sentence where it is refused.

    The command is what ``make`` gives, or what a dialog of its own returns from `command`. Esc and
    *Go back* close it without sending; with ``kept``, what was typed is there again the next time.

    Signals:
        sent: The command was carried out; holds its `Changes`.
    """

    sent = Signal(object)

    def __init__(
        self,
        desk: Desk,
        title: str,
        *,
        verb: str,
        make: Callable[[], object] | None = None,
        kept: str = "",
        icon: str = "",
        lead: str = "",
        words: str = "",
        note: str = "",
        grave: bool = False,
    ) -> None:
        super().__init__(desk.window(), title, icon=icon, lead=lead, words=words, note=note)
        self.desk, self._make, self._kept = desk, make, kept
        self._letters: set[str] = set()
        self._needed: dict[str, str] = {}
        self._secret: set[str] = set()
        self._ways: dict[str, tuple[Callable[[], Any], Callable[[Any], object]]] = {}
        self.fields: dict[str, Field] = {}
        self.questions: QBoxLayout = self.body
        if grave:
            self.add_go_back()
        else:
            self.add_button(secondary("Go back", clicked=self.reject))
        self.verb_button = self.add_button(primary(verb, clicked=self.send))
        self.verb_button.setDefault(not grave)
        self.rejected.connect(self._keep)

    # What is asked.

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
        secret: bool = False,
    ) -> Editor:
        """Put in a question; ``needed`` is the sentence where it is left without an answer.

        What is typed in a ``secret`` one is not kept.
        """
        field = Field(label, editor, hint=hint, mnemonic=self._letter(label), stretch=stretch)
        self.fields[key] = field
        field.edited.connect(field.clear_error)
        if hasattr(editor, "value"):
            self._ways[key] = (cast("Takes", editor).value, cast("Takes", editor).set_value)
        if needed:
            self._needed[key] = needed
        if secret:
            self._secret.add(key)
        (line or self.questions).addWidget(
            field, 0, Qt.AlignmentFlag.AlignTop if line else _NOWHERE
        )
        return editor

    def ask_as_form(self, asked: FieldDefinition) -> None:
        """Put in a question as a form file asks it."""
        from cfs_panels.domain.form_problems import missing_message
        from ui.widgets.form_editors import make_editor

        editor = make_editor(asked, self.desk.today, {})
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
        editor = DateField(today=self.desk.today, width=220)
        editor.set_value(day)
        return self.ask(key, label, editor, hint=hint, needed=needed, line=line, stretch=False)

    def line(self) -> QHBoxLayout:
        """Return a row for questions side by side."""
        row = QHBoxLayout()
        row.setSpacing(16)
        self.body.addLayout(row)
        return row

    def value(self, key: str) -> Any:  # noqa: ANN401 - each editor has its own kind of answer
        """Return the answer to a question."""
        return self._ways[key][0]()

    def begin(self) -> Self:
        """Show the dialog, with what was typed in it before, and return it."""
        for key, value in self.desk.typed.kept(self._kept).items():
            if key in self._ways:
                self._ways[key][1](value)
        self.open()
        first = next((f for f in self.fields.values() if not f.isHidden()), None)
        (first or self.verb_button).setFocus(Qt.FocusReason.OtherFocusReason)
        return self

    # What is sent.

    def command(self) -> object:
        """Return the command that the answers make."""
        return self._make() if self._make is not None else None

    def send(self) -> None:
        """Send the command, unless something asked for is still open."""
        if not self.is_sound():
            return
        self.message.clear()
        self.verb_button.setEnabled(False)
        self.desk.do(self.command(), then=self._finish, on_error=self.refuse, owner=self)

    def is_sound(self) -> bool:
        """Return whether all that is asked for is answered; say beside each field what is not."""
        wrong: list[Field] = []
        for key, field in self.fields.items():
            field.clear_error()
            if field.isHidden():
                continue
            problem = getattr(field.editor, "problem", lambda: "")()
            if not problem and key in self._needed and self.value(key) in (None, "", (), []):
                problem = self._needed[key]
            if problem:
                field.show_error(problem)
                wrong.append(field)
        if wrong:
            self.go_to(wrong[0])
        return not wrong

    def refuse(self, error: Exception) -> bool:
        """Say a refusal beside its field or on top; return whether it was ours to say."""
        self.verb_button.setEnabled(True)
        field = self.fields.get(getattr(error, "field", None) or "")
        if isinstance(error, RuleBroken) and field is not None and not field.isHidden():
            field.show_error(error.message)
            self.go_to(field)
            return True
        return self.show_trouble(error, self.send if isinstance(error, OutsideTrouble) else None)

    def go_to(self, field: Field) -> None:
        """Give the keyboard to a question, and bring it into sight."""
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_into_sight(field)

    def _finish(self, changes: Changes) -> None:
        self.desk.typed.forget(self._kept)
        self.accept()
        self.sent.emit(changes)

    def _keep(self) -> None:
        if self._kept:
            asked = (key for key in self._ways if key not in self._secret)
            self.desk.typed.keep(self._kept, {key: self.value(key) for key in asked})

    def _letter(self, label: str) -> str:
        free = (c for c in label.casefold() if c.isalpha() and c not in self._letters)
        letter = next(free, "")
        self._letters.add(letter)
        return letter
