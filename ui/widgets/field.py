"""A question with its editor: label above, hint and error between, a red bar when wrong."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.announcing import announce
from ui.widgets.buttons import link
from ui.widgets.dress import dress
from ui.widgets.key_hints import KeyCap
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.mark import Mark


class Field(QWidget):
    """Wraps any editor. Alt and the mnemonic reach it.

    Signals: edited (passed on from the editor).
    """

    edited = Signal()

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        hint: str = "",
        mnemonic: str = "",
        key_cap: bool = False,
        stretch: bool = True,
    ) -> None:
        super().__init__()
        self.editor, self.stretch = editor, stretch
        self.label = Label(label, "meta", strong=True)
        self.label.setBuddy(editor)
        if mnemonic:
            self._reach_by(mnemonic)
        self._name, self._hint_words = label, hint
        self._wrong = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(4)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self.label)
        self.head.addStretch(1)
        if key_cap and mnemonic:
            self.head.addWidget(KeyCap(f"Alt+{mnemonic.upper()}"))
        self._stack.addLayout(self.head)
        self._hint = Label(hint, "meta", muted=True, wrap=True)
        if not hint:
            self._hint.hide()
        self._stack.addWidget(self._hint)
        self._error = Label("", "meta", strong=True, tone="danger", wrap=True)
        self._error_row = _error_row(self._error)
        self._stack.addWidget(self._error_row)
        if stretch:
            self._stack.addWidget(editor)
        else:
            self._stack.addWidget(editor, 0, Qt.AlignmentFlag.AlignLeft)
        self._name_editor("")
        self.setFocusProxy(editor)
        if hasattr(editor, "edited"):
            cast("Any", editor).edited.connect(self._pass_on)

    def _reach_by(self, letter: str) -> None:
        """Let Alt and a letter give the editor the keyboard while the field is shown."""
        shortcut = QShortcut(QKeySequence(f"Alt+{letter.upper()}"), self)
        shortcut.activated.connect(lambda: self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason))

    def _name_editor(self, error: str) -> None:
        self.editor.setAccessibleName(self._name)
        said = (f"Error: {error}" if error else "", self._hint_words)
        self.editor.setAccessibleDescription(" ".join(part for part in said if part))

    def _pass_on(self) -> None:
        self.edited.emit()

    def set_label(self, label: str) -> None:
        """Ask something else."""
        self._name = label
        self.label.setText(label)
        self._name_editor(self.error())

    def set_hint(self, words: str) -> None:
        """Show another hint, or none."""
        self._hint_words = words
        self._hint.setText(words)
        self._hint.setVisible(bool(words))
        self._name_editor(self.error())

    def show_error(self, message: str) -> None:
        """Say beside the field what is wrong with it."""
        self._wrong = True
        self._error.setText(message)
        self._error_row.show()
        self._dress_editor()
        self._name_editor(message)
        announce(self.editor, message)

    def clear_error(self) -> None:
        """Take the sentence away."""
        if self._wrong:
            self._wrong = False
            self._error_row.hide()
            self._error.setText("")
            self._dress_editor()
            self._name_editor("")

    def error(self) -> str:
        """Return the sentence shown, nothing while the field is sound."""
        return self._error.text() if self._wrong else ""

    def is_wrong(self) -> bool:
        """Return whether a sentence stands beside it."""
        return self._wrong

    def _dress_editor(self) -> None:
        set_wrong = getattr(self.editor, "set_wrong", None)
        if set_wrong is not None:
            set_wrong(self._wrong)
        self._stack.setContentsMargins(18 if self._wrong else 0, 0, 0, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._wrong:
            painter = QPainter(self)
            painter.fillRect(0, 0, 4, self.height(), theme.color("danger"))
            painter.end()


class ErrorSummary(QFrame):
    """All that is to be put right, on top of the form; each line leads to its field."""

    def __init__(self) -> None:
        super().__init__()
        dress(self, "banner")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(20, 12, 16, 12)
        self._stack.setSpacing(2)
        self.hide()

    def show_problems(self, problems: Sequence[tuple[str, QWidget | Callable[[], None]]]) -> None:
        """Show problems with the fields they belong to, or the way there; take the keyboard."""
        empty(self._stack)
        if not problems:
            self.hide()
            return
        count = len(problems)
        title = (
            "There is 1 thing to put right"
            if count == 1
            else (f"There are {count} things to put right")
        )
        self._stack.addWidget(Label(title, "lead", strong=True, tone="overdue"))
        for words, goal in problems:
            way = partial(_go_to, goal) if isinstance(goal, QWidget) else goal
            button = link(words, clicked=way)
            dress(button, "errorLink")
            self._stack.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(title)
        self.show()
        self.setFocus()
        announce(self, title)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tint = theme.state("overdue")
        painter.fillRect(self.rect(), tint.background)
        if theme.is_high_contrast():
            painter.setPen(tint.solid)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.fillRect(0, 0, 4, self.height(), tint.solid)
        painter.end()


def _error_row(words: Label) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(5)
    line.addWidget(Mark("overdue", color="danger", side=15), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(words, 1)
    row.hide()
    return row


def _go_to(field: QWidget) -> None:
    """Give a field the keyboard and scroll it into sight."""
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    above = field.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(field, 0, 60)
        above = above.parentWidget()
