"""Signing in: who, with which password, to which agency."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cfs_panels import __version__
from ui import theme
from ui.logo import Logo, pale_accent
from ui.widgets.buttons import link, primary
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.dress import dress
from ui.widgets.field import Field
from ui.widgets.labels import ElideLabel, Label
from ui.widgets.layouts import held, scroll_body
from ui.widgets.mark import Mark
from ui.widgets.message_bar import MessageBar
from ui.widgets.password_field import PasswordField
from ui.widgets.text_field import TextField

_FORM_WIDTH = 404
_NOTE = (
    "These records are about children and families. Open only what your work needs. What you "
    "open, print and export is recorded."
)
_FORGOTTEN = (
    "Ask whoever looks after your agency’s accounts: they can give you a new password in Settings."
)
_NOBODY_LEFT = (
    "If nobody can sign in any more, the recovery key that was printed when the agency was made "
    "opens its records. It is kept where your agency keeps its most important papers."
)
Agency = tuple[str, str]  # where it is, what it is called


class SignIn(QWidget):
    """The page before any other.

    Signals:
        signed_in: User name and password were given.
        agency_chosen: Another of the agencies opened lately was chosen; holds where it is.
        other_asked: An agency that is not in the list is wanted.
        text_size_asked: The next text size is wanted.
        theme_asked: The theme that is wanted.
    """

    signed_in = Signal(str, str)
    agency_chosen = Signal(str)
    other_asked = Signal()
    text_size_asked = Signal(str)
    theme_asked = Signal(str)

    def __init__(
        self, agencies: Sequence[Agency], *, user: str = "", backup: str = "", others: bool = False
    ) -> None:
        super().__init__()
        dress(self, "signIn")
        self.setWindowTitle("Sign in - CFS Panels")
        self._busy = False
        self._agencies = list(agencies)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.picture = _Picture()
        line.addWidget(self.picture, 47)
        line.addWidget(self._right(agencies, user, backup, others), 53)
        theme.watcher().changed.connect(self._name_theme)

    def _right(self, agencies: Sequence[Agency], user: str, backup: str, others: bool) -> QWidget:
        right = QFrame()
        dress(right, "plainSurface")
        area, body = scroll_body((24, 16, 24, 16), 0)
        form = QVBoxLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(14)
        form.addLayout(self._names(agencies))
        form.addSpacing(10)
        form.addWidget(Label("Sign in", "section"))
        self.message = MessageBar()
        form.addWidget(self.message)
        self._fill_form(form, agencies, user, others)
        form.addLayout(self._note())
        middle = held(form)
        middle.setMaximumWidth(theme.px(_FORM_WIDTH))
        body.addStretch(1)
        body.addWidget(middle)
        body.addStretch(1)
        foot = held(self._foot(backup))
        foot.setMaximumWidth(theme.px(_FORM_WIDTH))
        body.addWidget(foot)
        for part in (middle, foot):
            body.setAlignment(part, Qt.AlignmentFlag(0))
        stack = QHBoxLayout(right)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addStretch(1)
        area.setMaximumWidth(theme.px(_FORM_WIDTH) + 62)
        area.setMinimumWidth(min(360, theme.px(_FORM_WIDTH)))
        stack.addWidget(area, 100)
        stack.addStretch(1)
        return right

    def _names(self, agencies: Sequence[Agency]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(13)
        line.addWidget(Logo(44))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Label("CFS Panels", "title", medium=True))
        self.agency_label = ElideLabel(agencies[0][1] if agencies else "", muted=True)
        names.addWidget(self.agency_label)
        line.addLayout(names, 1)
        return line

    def _fill_form(
        self, form: QVBoxLayout, agencies: Sequence[Agency], user: str, others: bool
    ) -> None:
        self.agency_box = ChoiceBox(agencies, typing=False)
        self.agency_box.set_value(agencies[0][0] if agencies else "")
        self.agency_box.edited.connect(self._choose_agency)
        self.agency_field = Field("Agency", self.agency_box, mnemonic="A")
        if others:
            other = link("Open another", clicked=self.other_asked.emit)
            self.agency_field.head.addWidget(other)
        elif len(agencies) < 2:
            self.agency_field.hide()
        form.addWidget(self.agency_field)
        self.user_edit = TextField()
        self.user_edit.set_value(user)
        self.user_field = Field("User name", self.user_edit, mnemonic="U")
        form.addWidget(self.user_field)
        self.password_edit = PasswordField()
        self.password_field = Field("Password", self.password_edit, mnemonic="P")
        self.password_field.head.addWidget(link("Forgotten password", clicked=self._explain))
        form.addWidget(self.password_field)
        self.caps_row = self._caps()
        form.addWidget(self.caps_row)
        self.sign_in_button = primary("Sign in", clicked=self.try_sign_in)
        form.addSpacing(4)
        form.addWidget(self.sign_in_button)
        form.addSpacing(8)
        self.password_edit.caps_lock_changed.connect(self.caps_row.setVisible)
        self.user_edit.returnPressed.connect(self.try_sign_in)
        self.password_edit.returnPressed.connect(self.try_sign_in)

    @staticmethod
    def _caps() -> QWidget:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(7)
        line.addWidget(Mark("ph.arrow-fat-lines-up", color="state.dueSoon.solid", side=16))
        line.addWidget(Label("Caps Lock is on", tone="dueSoon"), 1)
        row = held(line)
        row.hide()
        return row

    @staticmethod
    def _note() -> QHBoxLayout:
        inset = QFrame()
        dress(inset, "inset")
        line = QHBoxLayout(inset)
        line.setContentsMargins(15, 12, 15, 12)
        line.setSpacing(10)
        line.addWidget(Mark("restricted", color="textMuted", side=18), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Label(_NOTE, "meta", muted=True, wrap=True), 1)
        outer = QHBoxLayout()
        outer.addWidget(inset)
        return outer

    def _foot(self, backup: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(14)
        words = f"Version {__version__}." + (f" {backup}" if backup else "")
        line.addWidget(ElideLabel(words, "caption", muted=True), 1)
        line.addWidget(link("Text size", clicked=self._ask_text_size))
        self.theme_button = link("Dark", clicked=self._ask_theme)
        line.addWidget(self.theme_button)
        self._name_theme()
        return line

    def agency(self) -> str:
        """Return where the agency is that is to be opened."""
        return self.agency_box.value()

    def add_agency(self, place: str, name: str) -> None:
        """Offer another agency, and choose it."""
        others = [agency for agency in self._agencies if agency[0] != place]
        self._agencies = [(place, name), *others]
        self.agency_box.set_choices(self._agencies)
        self.agency_box.set_value(place)
        self.agency_field.show()
        self._choose_agency()

    def try_sign_in(self) -> None:
        """Give user name and password on, once both are there."""
        if self._busy:
            return
        self.user_field.clear_error()
        self.password_field.clear_error()
        self.message.clear()
        if not self.user_edit.value():
            self.user_field.show_error("Enter your user name")
            self.user_edit.setFocus()
        elif not self.password_edit.value():
            if self.password_edit.hasFocus():
                self.password_field.show_error("Enter your password")
            self.password_edit.setFocus()
        else:
            self.set_busy(True)
            self.signed_in.emit(self.user_edit.value(), self.password_edit.value())

    def set_busy(self, busy: bool) -> None:
        """Show that the agency is being opened, or that it can be tried again."""
        self._busy = busy
        self.sign_in_button.setEnabled(not busy)
        self.sign_in_button.setText("Opening the agency…" if busy else "Sign in")

    def show_refusal(self, words: str) -> None:
        """Say that user name and password do not open the agency."""
        self.set_busy(False)
        self.password_field.show_error(words)
        self.password_edit.selectAll()
        self.password_edit.setFocus()

    def show_outside_trouble(self, words: str) -> None:
        """Say that the agency cannot be opened just now."""
        self.set_busy(False)
        self.message.show_message("warning", words, action="Try again", on_action=self.try_sign_in)

    def _choose_agency(self) -> None:
        self.agency_label.setText(self.agency_box.currentText())
        self.agency_chosen.emit(self.agency())

    def _explain(self) -> None:
        from ui.widgets.dialogs import KitDialog  # not before it is wanted

        dialog = KitDialog(
            self, "Forgotten password", icon="ph.key", words=_FORGOTTEN, note=_NOBODY_LEFT
        )
        dialog.add_go_back()
        dialog.open()

    def _name_theme(self) -> None:
        self.theme_button.setText("Light" if theme.name() == theme.DARK else "Dark")

    def _ask_theme(self) -> None:
        self.theme_asked.emit(theme.LIGHT if theme.name() == theme.DARK else theme.DARK)

    def _ask_text_size(self) -> None:
        sizes = ("standard", "larger", "largest")
        self.text_size_asked.emit(sizes[(sizes.index(theme.text_size()) + 1) % len(sizes)])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.password_edit if self.user_edit.value() else self.user_edit).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.picture.setVisible(self.width() >= 860)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.try_sign_in()
        else:
            super().keyPressEvent(event)


class _Picture(QWidget):
    """Five round a table and the child it is about, with what the program is for."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Every child’s decision, made well and made on time.")

    def sizeHint(self) -> QSize:
        return QSize(600, 600)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 300)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        room = self._words_top()
        unit = min(self.width() / 680, room / 690)
        centre = QPointF(self.width() / 2, room * 0.783)
        white = _on_picture()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ring in range(2, 12):
            painter.setPen(QPen(_veiled(white, 44 - 3 * ring), 1))
            reach = (24 + 62 * ring) * unit
            painter.drawEllipse(centre, reach, reach)
        self._paint_shade(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        for x, y in ((-259, -84), (-160, -220), (0, -272), (160, -220), (259, -84)):
            seat = centre + QPointF(x * unit, y * unit)
            painter.setBrush(_veiled(white, 38))
            painter.drawEllipse(seat, 41 * unit, 41 * unit)
            painter.setBrush(_veiled(white, 230))
            painter.drawEllipse(seat, 25 * unit, 25 * unit)
        painter.setBrush(_veiled(white, 38))
        painter.drawEllipse(centre, 92 * unit, 92 * unit)
        painter.setBrush(pale_accent())
        painter.drawEllipse(centre, 58 * unit, 58 * unit)
        self._paint_words(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        colors = theme.tokens()["themes"]["highContrast" if theme.is_high_contrast() else "light"]
        if theme.is_high_contrast():
            painter.fillRect(self.rect(), QColor(str(colors["background"])))
            return
        ground = QLinearGradient(0, 0, self.width() * 0.45, self.height())
        ground.setColorAt(0, QColor(str(colors["accentFill"])))
        ground.setColorAt(1, QColor(str(colors["accentFillPressed"])))
        painter.fillRect(self.rect(), ground)

    def _paint_shade(self, painter: QPainter) -> None:
        """Darken the foot, so that the words stand clear of the rings."""
        if theme.is_high_contrast():
            return
        dark = QColor(str(theme.tokens()["themes"]["light"]["accentFillPressed"]))
        shade = QLinearGradient(0, self.height() * 0.6, 0, self.height() * 0.78)
        shade.setColorAt(0, _veiled(dark, 0))
        shade.setColorAt(1, _veiled(dark, 235))
        painter.fillRect(self.rect(), shade)

    def _words_bottom(self) -> int:
        return self.height() - max(28, round(self.height() * 0.105))

    def _words_top(self) -> int:
        return self._words_bottom() - theme.px(116)

    def _paint_words(self, painter: QPainter) -> None:
        white = _on_picture()
        large = QFont(theme.font("figure", "semibold"))
        large.setPixelSize(theme.px(theme.font_size("figure") + 2))
        left = max(24, round(self.width() * 0.094))
        room = self.width() - left - 12
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        low = self._words_bottom()
        painter.setFont(theme.font("lead" if room > theme.px(470) else "meta"))
        painter.setPen(_veiled(white, 215))
        below = "Fostering and adoption, from first visit to panel and decision."
        painter.drawText(QRectF(left, low - 24, room, 24), flags, below)
        painter.setFont(large)
        painter.setPen(white)
        words = "Every child’s decision,\nmade well and made on time."
        painter.drawText(QRectF(left, low - 240, room, 240 - theme.px(36)), flags, words)


def _on_picture() -> QColor:
    theme_name = "highContrast" if theme.is_high_contrast() else "light"
    token = "text" if theme.is_high_contrast() else "onAccent"
    return QColor(str(theme.tokens()["themes"][theme_name][token]))


def _veiled(color: QColor, alpha: int) -> QColor:
    veiled = QColor(color)
    veiled.setAlpha(max(0, alpha))
    return veiled
