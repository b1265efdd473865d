"""Dialogs, only for what cannot be undone: they say what happens and whose clock starts.

Each is opened with ``open()`` and freed when it closes. The default button is *Go back*. None is
taller than its window: what has no room scrolls between the title and the buttons.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from ui.widgets.buttons import danger, primary, secondary
from ui.widgets.check_box import CheckBox
from ui.widgets.dress import dress
from ui.widgets.field import Field
from ui.widgets.labels import Label
from ui.widgets.layouts import scroll_body
from ui.widgets.mark import Mark
from ui.widgets.message_bar import MessageBar
from ui.widgets.password_field import PasswordField

LEAST_ROOM = 400  # a dialog may be as tall as this in however low a window
TITLE_BAR = 40  # what the system puts around a window


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
        self._area, inside = scroll_body(spacing=12)
        stack.addWidget(self._area, 1)
        about = QVBoxLayout()
        about.setSpacing(2)
        if lead:
            about.addWidget(Label(lead, strong=True, wrap=True))
        if words:
            about.addWidget(Label(words, wrap=True))
        if about.count():
            inside.addLayout(about)
        if note:
            inside.addLayout(self._note(note))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        inside.addLayout(self.body)
        self._inside = inside
        if (held := self._area.widget()) is not None:
            held.installEventFilter(self)
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

    # Its size.

    def setVisible(self, visible: bool) -> None:
        """Take just the size that the words need before it is seen."""
        if visible and not self.isVisible():
            self.fit()
        super().setVisible(visible)

    def fit(self) -> None:
        """Take just the height that the words need at the dialog's width, as far as it goes."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()
        layout = _layout_of(self)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        width = max(layout.totalSizeHint().width(), self._width_inside(), self.minimumWidth())
        if self._wanted(width) > self._room():
            width += self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        self.resize(width, min(self._wanted(width), self._room()))

    def sizeHint(self) -> QSize:
        """Return a size that the window has room for."""
        hint = super().sizeHint()
        return QSize(hint.width(), min(self._wanted(hint.width()), self._room()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with what comes in: a sentence beside a field, another question."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._area.widget():
            self._grow()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Grow with what comes in above and below."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        return handled

    def bring_into_sight(self, part: QWidget) -> None:
        """Scroll to a part of the body."""
        self._area.ensureWidgetVisible(part)

    def _grow(self) -> None:
        wanted = min(self._wanted(self.width()), self._room())
        if self.isVisible() and wanted > self.height():
            self.resize(self.width(), wanted)

    def _wanted(self, width: int) -> int:
        """Return the height that shows everything at a width."""
        layout = _layout_of(self)
        margins = layout.contentsMargins()
        inside = _height_for(self._inside, width - margins.left() - margins.right())
        return _height_for(layout, width) - self._area.sizeHint().height() + inside

    def _width_inside(self) -> int:
        margins = _layout_of(self).contentsMargins()
        return self._inside.totalSizeHint().width() + margins.left() + margins.right()

    def _room(self) -> int:
        """Return the most height that there is."""
        parent = self.parentWidget()
        window = parent.window().height() if parent is not None else 0
        return min(max(window, LEAST_ROOM), self.screen().availableSize().height() - TITLE_BAR)


def _layout_of(widget: QWidget) -> QLayout:
    layout = widget.layout()
    if layout is None:
        raise RuntimeError("a dialog and its body have a layout from the first")
    return layout


def _height_for(layout: QLayout, width: int) -> int:
    wanted = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else -1
    return wanted if wanted >= 0 else layout.totalSizeHint().height()


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
