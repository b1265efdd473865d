"""The dialog for a record of the settings: asks, sends, stays open where it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from ui import theme
from ui.widgets.buttons import primary, secondary
from ui.widgets.date_field import DateField
from ui.widgets.dialogs import KitDialog
from ui.widgets.field import Field
from ui.widgets.layouts import scroll_body

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cfs_panels.domain.changes import Changes
    from ui.settings.settings_desk import SettingsDesk

Editor = TypeVar("Editor", bound=QWidget)
AROUND = 180  # the height of title, buttons and margins of a dialog, and of the window's frame


class Takes(Protocol):
    """An editor of the kit."""

    def value(self) -> Any:  # noqa: ANN401 - each editor has its own kind of answer
        """Return the answer."""

    def set_value(self, value: Any) -> None:  # noqa: ANN401 - the same
        """Show an answer."""


class RecordDialog(KitDialog):
    """Questions in one column or two, a verb, and *Go back*.

    Esc and *Go back* close it without sending; what was typed is there again the next time, but
    for passwords.

    Signals:
        sent: The command was carried out; holds its `Changes`.
    """

    sent = Signal(object)

    def __init__(
        self,
        desk: SettingsDesk,
        title: str,
        *,
        verb: str,
        make: Callable[[], object],
        kept: str = "",
        icon: str = "",
        lead: str = "",
        words: str = "",
        note: str = "",
        columns: int = 1,
    ) -> None:
        super().__init__(desk.page, title, icon=icon, lead=lead, words=words, note=note)
        self.desk, self._make, self._kept = desk, make, kept
        self.fields: dict[str, Field] = {}
        self._secret: set[str] = set()
        self._needed: dict[str, str] = {}
        self._letters: set[str] = set()
        self._columns = self._lay_out(columns)
        self.add_button(secondary("Go back", clicked=self.reject))
        self.verb_button = self.add_button(primary(verb, clicked=self.send))
        self.verb_button.setDefault(True)
        self.rejected.connect(self._keep)

    def _lay_out(self, columns: int) -> list[QVBoxLayout]:
        self._area, inner = scroll_body((0, 0, 6, 0), spacing=0)
        self.body.addWidget(self._area)
        line = QHBoxLayout()
        line.setSpacing(24)
        made = []
        for _ in range(columns):
            stack = QVBoxLayout()
            stack.setSpacing(12)
            line.addLayout(stack, 1)
            made.append(stack)
        inner.addLayout(line)
        inner.addStretch(1)
        self.setMinimumWidth(theme.px(480 if columns == 1 else 720))
        return made

    def ask(
        self,
        key: str,
        label: str,
        editor: Editor,
        *,
        hint: str = "",
        needed: str = "",
        column: int = 0,
        stretch: bool = True,
        secret: bool = False,
    ) -> Editor:
        """Put in a question; ``needed`` is the sentence where it is left without an answer."""
        field = Field(label, editor, hint=hint, mnemonic=self._letter(label), stretch=stretch)
        self.fields[key] = field
        if needed:
            self._needed[key] = needed
        if secret:
            self._secret.add(key)
        self._columns[column].addWidget(field)
        return editor

    def ask_day(
        self,
        key: str,
        label: str,
        day: date | None = None,
        *,
        hint: str = "",
        needed: str = "",
        column: int = 0,
    ) -> DateField:
        """Put in a question for a day, typed any British way."""
        editor = DateField(today=self.desk.today, width=220)
        editor.set_value(day)
        return self.ask(key, label, editor, hint=hint, needed=needed, column=column, stretch=False)

    def value(self, key: str) -> Any:  # noqa: ANN401 - each editor has its own kind of answer
        """Return the answer to a question."""
        return cast("Takes", self.fields[key].editor).value()

    def begin(self) -> None:
        """Show the dialog, with what was typed in it before."""
        for key, value in self.desk.kept(self._kept).items():
            if key in self.fields:
                cast("Takes", self.fields[key].editor).set_value(value)
        for stack in self._columns:
            stack.addStretch(1)
        self._fit()
        self.open()
        first = next(iter(self.fields.values()), None)
        (first or self.verb_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Make room for all questions, as far as the window has it; the rest scrolls."""
        inside = self._area.widget()
        wanted = 0
        if inside is not None:
            wanted = max(inside.sizeHint().height(), inside.minimumSizeHint().height())
        room = max(240, self.desk.page.window().height() - AROUND)
        self._area.setMinimumHeight(min(wanted, room))

    def send(self) -> None:
        """Send the command, unless something asked for is still open."""
        if not self._is_sound():
            return
        self.message.clear()
        self.verb_button.setEnabled(False)
        self.desk.do(self, self._make(), then=self._finish, on_error=self._refuse)

    def _is_sound(self) -> bool:
        wrong: list[Field] = []
        for key, field in self.fields.items():
            field.clear_error()
            problem = getattr(field.editor, "problem", lambda: "")()
            if not problem and self.value(key) in (None, "", (), []):
                problem = self._needed.get(key, "")
            if problem:
                field.show_error(problem)
                wrong.append(field)
        if wrong:
            self._go_to(wrong[0])
        return not wrong

    def _go_to(self, field: Field) -> None:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(field)

    def _finish(self, changes: Changes) -> None:
        self.desk.forget(self._kept)
        self.accept()
        self.sent.emit(changes)

    def _refuse(self, error: Exception) -> bool:
        self.verb_button.setEnabled(True)
        field = self.fields.get(getattr(error, "field", None) or "")
        if isinstance(error, RuleBroken) and field is not None:
            field.show_error(error.message)
            self._go_to(field)
            return True
        return self.show_trouble(error, self.send if isinstance(error, OutsideTrouble) else None)

    def _keep(self) -> None:
        if self._kept:
            asked = (key for key in self.fields if key not in self._secret)
            self.desk.keep(self._kept, {key: self.value(key) for key in asked})

    def _letter(self, label: str) -> str:
        free = (c for c in label.casefold() if c.isalpha() and c not in self._letters)
        letter = next(free, "")
        self._letters.add(letter)
        return letter
