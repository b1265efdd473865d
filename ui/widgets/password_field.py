"""A line for a password: hidden, shown on request, with a word when Caps Lock is on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton

from ui.widgets.buttons import link
from ui.widgets.text_field import LineEditor


def caps_lock_seen(event: QKeyEvent) -> bool | None:
    """Return whether a letter that was typed shows Caps Lock to be on; nothing for other keys."""
    typed = event.text()
    if len(typed) != 1 or not typed.isalpha() or typed.upper() == typed.lower():
        return None
    shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return typed.isupper() != shifted


class PasswordField(LineEditor):
    """Takes a password; what is typed is never trimmed.

    Signals: caps_lock_changed (whether it is on).
    """

    caps_lock_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._caps_lock = False
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._show = link("Show", clicked=self._turn)
        self._show.setParent(self)
        self._show.setAccessibleName("Show password")
        self.setTextMargins(0, 0, 46, 0)

    def value(self) -> str:
        """Return what is typed."""
        return self.text()

    def set_value(self, value: str) -> None:
        """Show a password, or none."""
        self.setText(value)

    def show_button(self) -> QPushButton:
        """Return what shows and hides the password."""
        return self._show

    def _turn(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        modes = QLineEdit.EchoMode
        self.setEchoMode(modes.Normal if hidden else modes.Password)
        self._show.setText("Hide" if hidden else "Show")
        self._show.setAccessibleName("Hide password" if hidden else "Show password")
        self._place()

    def _place(self) -> None:
        size = self._show.sizeHint()
        self._show.setGeometry(
            self.width() - size.width() - 12,
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        seen = caps_lock_seen(event)
        if event.key() == Qt.Key.Key_CapsLock:
            seen = not self._caps_lock
        if seen is not None and seen != self._caps_lock:
            self._caps_lock = seen
            self.caps_lock_changed.emit(seen)
        super().keyPressEvent(event)
