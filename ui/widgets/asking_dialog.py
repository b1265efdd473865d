"""The dialog of a step: asks for what a command needs, sends it, says what is refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from cfs_panels.domain.errors import Clash, OutsideTrouble, RuleBroken
from cfs_panels.domain.merging import merged
from cfs_panels.domain.words import long_date
from ui.widgets.buttons import primary, secondary
from ui.widgets.date_field import DateField
from ui.widgets.dialogs import KitDialog
from ui.widgets.field import Field
from ui.widgets.text_area import TextArea
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.forms import FieldDefinition
    from ui.widgets.desk import Desk

Editor = TypeVar("Editor", bound=QWidget)
_NOWHERE = Qt.AlignmentFlag(0)
YOURS_REPLACES_IT = "Yours replaces it when you save."


class Stored(Protocol):
    """A record that somebody may change meanwhile."""

    @property
    def version(self) -> int:
        """Return how often it was saved."""


class Takes(Protocol):
    """An editor of the kit."""

    def value(self) -> Any:  # noqa: ANN401 - each editor has its own kind of answer
        """Return the answer."""

    def set_value(self, value: Any) -> None:  # noqa: ANN401 - the same
        """Show an answer."""


class AskingDialog(KitDialog):
    """Asks, sends, and stays open with the sentence where it is refused.

    The command is what ``make`` gives, or what a dialog of its own returns from `command`. Esc and
    *Go back* close it without sending; with ``kept``, what was changed is there again next time.

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
        self._shown: Mapping[str, Callable[[Any], object]] | None = None
        self._began: Any = None
        self._first: dict[str, object] = {}
        self.version = 0
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

    def edits(
        self, record: Stored, shown: Mapping[str, Callable[[Any], object]] | None = None
    ) -> None:
        """Show what is stored beside the question of the same name, as ``shown`` turns it.

        The command takes its `version` from here. Where somebody else saves meanwhile, what each of
        the two changed is kept, and both are told where they changed the same.
        """
        self._shown, self.version = shown or {}, record.version
        self._kept = f"{self._kept} {record.version}" if self._kept else ""
        self._put_in(record)

    def begin(self) -> Self:
        """Show the dialog, with what was changed in it before, and return it."""
        if self._shown is not None:
            self._began = self.command()
        self._first = {key: get() for key, (get, _) in self._ways.items()}
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
        if isinstance(error, Clash) and type(error.theirs) is type(self._began):
            self._meet(error.theirs, error.mine)
            return self.show_trouble(error)
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
        """Keep what was changed; what came with the dialog is told anew the next time."""
        if self._kept:
            asked = {key: self.value(key) for key in self._ways if key not in self._secret}
            changed = {k: value for k, value in asked.items() if value != self._first.get(k)}
            self.desk.typed.keep(self._kept, changed)

    def _put_in(self, record: object) -> None:
        for key, (_, put) in self._ways.items():
            if hasattr(record, key):
                value = getattr(record, key)
                turn = (self._shown or {}).get(key)
                put(turn(value) if turn is not None else value)

    def _meet(self, theirs: Any, mine: Any) -> None:  # noqa: ANN401 - both are commands
        """Put in what somebody else saved meanwhile, except where it was changed here too."""
        together, both = merged(self._began, theirs, mine)
        self._put_in(together)
        self._began, self.version = theirs, theirs.version
        for key in both:
            field = self.fields[key]
            field.show_error(f"{_saved(getattr(theirs, key), field.editor)} {YOURS_REPLACES_IT}")

    def _letter(self, label: str) -> str:
        free = (c for c in label.casefold() if c.isalpha() and c not in self._letters)
        letter = next(free, "")
        self._letters.add(letter)
        return letter


def _saved(value: object, editor: QWidget) -> str:
    """Return what somebody else saved, where it is in words and not one of a list."""
    if isinstance(value, date):
        return f"Saved meanwhile: {long_date(value)}."
    words = ", ".join(value) if isinstance(value, tuple) else str(value)
    is_typed = isinstance(editor, TextField | TextArea)
    return f"Saved meanwhile: {words}." if is_typed and words else "Changed meanwhile."
