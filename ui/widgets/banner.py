"""Banners: what must be seen before anything else on a page, or what just happened."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from ui import theme
from ui.widgets.buttons import link
from ui.widgets.dress import dress
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.mark import Mark

_LOOKS = {
    "safety": ("dueSoon", "safety"),
    "secret": ("overdue", "restricted"),
    "info": ("info", "info"),
    "success": ("onTrack", "onTrack"),
    "slate": ("paused", "restricted"),
    "warning": ("dueSoon", "dueSoon"),
    "danger": ("overdue", "overdue"),
}


class Banner(QFrame):
    """A line in a tint with a bar at its left: bold first words, the rest, and what can be done.

    Kinds: safety, secret, info, success, slate, warning, danger. ``stacked`` puts the first
    words above and the buttons below.

    Signals: acted.
    """

    acted = Signal()

    def __init__(
        self,
        kind: str,
        lead: str,
        text: str = "",
        *,
        action: str = "",
        icon: str = "",
        fill: bool = False,
        stacked: bool = False,
    ) -> None:
        super().__init__()
        self._state, own_icon = _LOOKS[kind]
        dress(self, "banner")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._words = Label("", "meta", tone=self._state, wrap=True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        mark = Mark(icon or own_icon, color=f"state.{self._state}.text", fill=fill)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._flow = FlowLayout(spacing=8)
        self._lead = Label("", tone=self._state, strong=True, wrap=True) if stacked else None
        if self._lead is not None:
            self._lay_upright(mark, self._lead)
        else:
            line = QHBoxLayout(self)
            line.setContentsMargins(18, 6, 12, 6)
            line.setSpacing(10)
            line.addWidget(mark)
            line.addWidget(self._words, 1)
            line.addLayout(self._buttons)
        self.set_words(lead, text)
        if action:
            self._add_action(action)

    def _lay_upright(self, mark: Mark, lead: Label) -> None:
        """Put mark and first words above, the rest and the buttons below across all of it."""
        stack = QVBoxLayout(self)
        stack.setContentsMargins(16, 10, 14, 12)
        stack.setSpacing(6)
        first = QHBoxLayout()
        first.setSpacing(9)
        first.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(lead, 1)
        stack.addLayout(first)
        stack.addWidget(self._words)
        stack.addLayout(self._flow)
        stack.addStretch(1)

    def set_words(self, lead: str, text: str = "") -> None:
        """Say something else."""
        if self._lead is not None:
            self._lead.setText(lead)
            self._words.setText(_literal(text))
        else:
            first = f'<span style="font-weight:600">{_literal(lead)}</span>' if lead else ""
            self._words.setText(first + ("&nbsp; " if lead and text else "") + _literal(text))
        self.setAccessibleName(f"{lead} {text}".strip())

    def words(self) -> str:
        """Return all it says."""
        return self.accessibleName()

    def add_button(self, button: QPushButton) -> None:
        """Add something that can be done about it."""
        (self._buttons if self._lead is None else self._flow).addWidget(button)

    def _add_action(self, words: str) -> None:
        button = link(words, clicked=self.acted.emit)
        dress(button, "bannerLink", tone=self._state)
        self.add_button(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        tint = theme.state(self._state)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outlined = theme.is_high_contrast()
        painter.setPen(QPen(tint.solid, 1) if outlined else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(tint.background)
        inset = 0.5 if outlined else 0.0
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawPath(_squared_left(frame, theme.radius("control")))
        painter.fillRect(QRectF(0, 0, 4, self.height()), tint.solid)
        painter.end()


def _literal(words: str) -> str:
    """Return words so that rich text shows them as they are."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _squared_left(frame: QRectF, radius: float) -> QPainterPath:
    """Return a frame that is rounded on its right side only."""
    rounded, left = QPainterPath(), QPainterPath()
    rounded.addRoundedRect(frame, radius, radius)
    left.addRect(QRectF(frame.left(), frame.top(), frame.width() / 2, frame.height()))
    return rounded.united(left)
