"""Dialogs, only for what cannot be undone: they say what happens and whose clock starts.

Each is opened with ``open()`` and freed when it closes. The default button is *Go back*.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from ui.widgets.buttons import danger, primary, secondary
from ui.widgets.check_box import CheckBox
from ui.widgets.dress import dress
from ui.widgets.field import Field
from ui.widgets.labels import Label
from ui.widgets.mark import Mark
from ui.widgets.message_bar import MessageBar
from ui.widgets.password_field import PasswordField


class KitDialog(QDialog):
    """The frame of every dialog: icon and title, what it is about, body, buttons."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        *,
        icon: str = "",
        lead: str = "",
        words: str = "",
        note: str = "",
    ) -> None:
        super().__init__(parent)
        dress(self, "dialog")
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(480)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(20, 18, 20, 18)
        stack.setSpacing(12)
        stack.addLayout(self._head(title, icon))
        self.message = MessageBar()
        stack.addWidget(self.message)
        about = QVBoxLayout()
        about.setSpacing(2)
        if lead:
            about.addWidget(Label(lead, strong=True, wrap=True))
        if words:
            about.addWidget(Label(words, wrap=True))
        if about.count():
            stack.addLayout(about)
        if note:
            stack.addLayout(self._note(note))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        stack.addLayout(self.body)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        stack.addLayout(self._buttons)

    @staticmethod
    def _head(title: str, icon: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(9)
        if icon:
            line.addWidget(Mark(icon, color="accent", side=22))
        line.addWidget(Label(title, "section"), 1)
        return line

    @staticmethod
    def _note(words: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(9)
        line.addWidget(Mark("info", color="textMuted", side=17), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Label(words, "meta", muted=True, wrap=True), 1)
        return line

    def add_go_back(self, words: str = "Go back") -> QPushButton:
        """Put in the button that leaves everything as it is; it is the default."""
        button = secondary(words, clicked=self.reject)
        self._buttons.addWidget(button)
        button.setDefault(True)
        button.setFocus()
        return button

    def add_button(self, button: QPushButton) -> QPushButton:
        """Put in another button."""
        self._buttons.addWidget(button)
        return button

    def show_trouble(self, error: Exception, again: Callable[[], object] | None = None) -> bool:
        """Say a refusal inside the dialog; return whether it was ours to say."""
        if not isinstance(error, RuleBroken | OutsideTrouble):
            return False
        outside = isinstance(error, OutsideTrouble)
        self.message.show_message(
            "warning" if outside else "danger",
            error.message,
            action="Try again" if outside and again else "",
            on_action=again,
        )
        return True


class ConfirmDialog(KitDialog):
    """Asks before what cannot be undone.

    Signals: confirmed.
    """

    confirmed = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        *,
        verb: str,
        icon: str = "",
        lead: str = "",
        words: str = "",
        note: str = "",
        grave: bool = False,
    ) -> None:
        super().__init__(parent, title, icon=icon, lead=lead, words=words, note=note)
        self.add_go_back()
        make = danger if grave else primary
        self.verb_button = self.add_button(make(verb, icon, clicked=self._confirm))

    def _confirm(self) -> None:
        self.confirmed.emit()
        self.accept()


class SignDialog(KitDialog):
    """Takes a tick and a password for a signature; stays open until the caller accepts it.

    Signals: signed (the password).
    """

    signed = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        *,
        verb: str = "Sign",
        lead: str = "",
        words: str = "",
        note: str = "",
        tick: str = "",
    ) -> None:
        super().__init__(parent, title, icon="sign", lead=lead, words=words, note=note)
        self.tick = CheckBox(tick)
        if not tick:
            self.tick.hide()
        self.body.addWidget(self.tick)
        self.password = PasswordField()
        self.password_field = Field("Your password", self.password)
        self.body.addWidget(self.password_field)
        self.add_go_back()
        self.verb_button = self.add_button(primary(verb, "sign", clicked=self._sign))
        self.tick.edited.connect(self._weigh)
        self.password.edited.connect(self._weigh)
        self._weigh()
        (self.tick if tick else self.password).setFocus()

    def show_refusal(self, words: str) -> None:
        """Say beside the password why it was not taken."""
        self.verb_button.setEnabled(True)
        self.password_field.show_error(words)
        self.password.selectAll()
        self.password.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Sign by Enter in the password, where Enter would otherwise press *Go back*."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.focusWidget() is self.password:
            self._sign()
        else:
            super().keyPressEvent(event)

    def _may_sign(self) -> bool:
        ticked = self.tick.isHidden() or self.tick.isChecked()
        return ticked and bool(self.password.value())

    def _weigh(self) -> None:
        self.verb_button.setEnabled(self._may_sign())

    def _sign(self) -> None:
        if self._may_sign():
            self.verb_button.setEnabled(False)
            self.password_field.clear_error()
            self.signed.emit(self.password.value())
