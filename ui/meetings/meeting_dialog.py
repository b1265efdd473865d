"""The dialog of a step of a meeting: asks, sends, and says a refusal beside its field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QWidget

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from ui.widgets.buttons import primary, secondary
from ui.widgets.dialogs import KitDialog
from ui.widgets.field import Field

if TYPE_CHECKING:
    from cfs_panels.domain.changes import Changes
    from ui.meetings.meeting_desk import MeetingDesk

Editor = TypeVar("Editor", bound=QWidget)


class Takes(Protocol):
    """An editor of the kit."""

    def value(self) -> Any:  # noqa: ANN401 - each editor has its own kind of answer
        """Return the answer."""


class MeetingDialog(KitDialog):
    """Asks, sends, and stays open with the sentence where it is refused.

    Esc and *Go back* close it without sending.

    Signals:
        carried_out: The command was carried out; holds its `Changes`.
    """

    carried_out = Signal(object)

    def __init__(
        self,
        desk: MeetingDesk,
        title: str,
        *,
        verb: str,
        icon: str = "",
        lead: str = "",
        words: str = "",
        note: str = "",
        grave: bool = False,
    ) -> None:
        super().__init__(desk.window(), title, icon=icon, lead=lead, words=words, note=note)
        self.desk = desk
        self._letters: set[str] = set()
        self._needed: dict[str, str] = {}
        self.fields: dict[str, Field] = {}
        if grave:
            self.add_go_back()
        else:
            self.add_button(secondary("Go back", clicked=self.reject))
        self.verb_button = self.add_button(primary(verb, clicked=self.send))
        if not grave:
            self.verb_button.setDefault(True)

    def command(self) -> object:
        """Return the command as asked; each dialog makes its own."""
        return None

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
        if needed:
            self._needed[key] = needed
        if line is None:
            self.body.addWidget(field)
        else:
            line.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        return editor

    def line(self) -> QHBoxLayout:
        """Return a row for questions side by side."""
        row = QHBoxLayout()
        row.setSpacing(16)
        self.body.addLayout(row)
        return row

    def begin(self) -> None:
        """Show the dialog with the keyboard in its first question."""
        self._fit()
        self.open()
        first = next((f for f in self.fields.values() if not f.isHidden()), None)
        (first or self.verb_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Take just the height that the words need at the dialog's width."""
        layout = self.layout()
        for part in self.findChildren(QWidget):
            part.ensurePolished()
        if layout is not None:
            layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        width = max(self.sizeHint().width(), self.minimumWidth())
        self.resize(width, self._height_for(width))

    def _height_for(self, width: int) -> int:
        layout = self.layout()
        wanted = layout.totalHeightForWidth(width) if layout is not None else 0
        room = QGuiApplication.primaryScreen().availableSize().height()
        return min(wanted if wanted > 0 else self.sizeHint().height(), room)

    def event(self, event: QEvent) -> bool:
        """Grow with what comes in: a sentence beside a field, another question."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            wanted = self._height_for(self.width())
            if wanted > self.height():
                self.resize(self.width(), wanted)
        return handled

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
            editor = cast("Takes", field.editor)
            problem = getattr(editor, "problem", lambda: "")()
            if not problem and editor.value() in (None, "", ()):
                problem = self._needed.get(key, "")
            if problem:
                field.show_error(problem)
                wrong.append(field)
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def refuse(self, error: Exception) -> bool:
        """Say a refusal beside its field or on top; return whether it was ours to say."""
        self.verb_button.setEnabled(True)
        field = self.fields.get(getattr(error, "field", None) or "")
        if isinstance(error, RuleBroken) and field is not None and not field.isHidden():
            field.show_error(error.message)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return self.show_trouble(error, self.send if isinstance(error, OutsideTrouble) else None)

    def _finish(self, changes: Changes) -> None:
        self.accept()
        self.carried_out.emit(changes)

    def _letter(self, label: str) -> str:
        free = (c for c in label.casefold() if c.isalpha() and c not in self._letters)
        letter = next(free, "")
        self._letters.add(letter)
        return letter

    def sizeHint(self) -> QSize:
        """Return a size that the screen has room for."""
        room = QGuiApplication.primaryScreen().availableSize()
        return super().sizeHint().boundedTo(room)
