"""A running clock as a card: what is left, of what, until when, and by which rule."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.dress import dress
from ui.widgets.labels import ElideLabel
from ui.widgets.mark import Mark
from ui.widgets.pill import Pill
from ui.widgets.progress_line import ProgressLine

_COLOURED = ("dueSoon", "overdue", "paused")


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """What a clock card says. ``share`` is how much of the time has gone, from 0 to 1."""

    title: str
    kind: str
    figure: str
    unit: str
    share: float
    line: str = ""
    source: str = ""
    pill: str = ""


class _Figure(QWidget):
    """A large number and its unit on one baseline."""

    def __init__(self) -> None:
        super().__init__()
        self.figure = self.unit = self.kind = ""
        self.compact = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, theme.px(22 if self.compact else 30))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        large = theme.font("lead" if self.compact else "title", "semibold")
        if self.compact:
            large.setPixelSize(theme.px(18))
        base = self.height() - theme.px(5 if self.compact else 6)
        painter.setFont(large)
        painter.setPen(theme.tone(self.kind if self.kind in _COLOURED else ""))
        painter.drawText(0, base, self.figure)
        left = QFontMetrics(large).horizontalAdvance(self.figure) + 7
        small = theme.font("meta")
        painter.setFont(small)
        painter.setPen(theme.color("textMuted"))
        room = self.width() - left
        words = QFontMetrics(small).elidedText(self.unit, Qt.TextElideMode.ElideRight, room)
        painter.drawText(left, base, words)
        painter.end()


class ClockCard(QFrame):
    """Shows one clock; Enter, Space or a click opens its rule, dates and reasons.

    Signals: opened.
    """

    opened = Signal()

    def __init__(self, facts: ClockFacts, *, compact: bool = False) -> None:
        super().__init__()
        dress(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = ElideLabel("", "meta", strong=True)
        self._pill = Pill("onTrack")
        self._figure = _Figure()
        self._mark = Mark("onTrack", fill=True, side=17)
        self._bar = ProgressLine()
        self._line = ElideLabel("", "meta", muted=True)
        self._source = ElideLabel("", "caption", muted=True)
        top, middle = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._pill)
        middle.addWidget(self._figure, 1)
        middle.addWidget(self._mark)
        self._stack = QVBoxLayout(self)
        self._stack.setSpacing(3)
        self._stack.addLayout(top)
        self._stack.addLayout(middle)
        for part in (self._bar, self._line, self._source):
            self._stack.addWidget(part)
        self._stack.insertSpacing(2, 2)
        self.set_facts(facts)
        self.set_compact(compact)

    def set_facts(self, facts: ClockFacts) -> None:
        """Show another clock, or the same on another day."""
        word = facts.pill or theme.state_words()[facts.kind]
        self._title.setText(facts.title)
        self._pill.set_state(facts.kind, word)
        self._mark.set_mark(facts.kind, fill=True)
        self._figure.figure, self._figure.unit = facts.figure, facts.unit
        self._figure.kind = facts.kind
        self._bar.set_share(facts.share, facts.kind)
        self._line.setText(facts.line)
        self._source.setText(facts.source)
        said = (facts.title, word, f"{facts.figure} {facts.unit}", facts.line, facts.source)
        self.setAccessibleName(". ".join(part.rstrip(".") for part in said if part))
        self._figure.update()

    def set_compact(self, compact: bool) -> None:
        """Show only title, figure, mark and bar, or everything."""
        self._figure.compact = compact
        self._pill.setVisible(not compact)
        self._mark.setVisible(compact)
        self._line.setVisible(not compact)
        self._source.setVisible(not compact)
        side = 12 if compact else 14
        self._stack.setContentsMargins(side, 8, side, 10)
        self._figure.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit()
