"""Up to five choices side by side; the arrow keys move between them."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from ui import theme


class _Segment(QRadioButton):
    """One choice, drawn as a part of the whole frame."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.first = self.last = False
        self.after: _Segment | None = None
        self.upright = False
        self.wrong = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font("body", "medium")).horizontalAdvance(self._words())
        return QSize(width + 30, theme.size("control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def _words(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def _shape(self, inset: float) -> QPainterPath:
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        radius = theme.radius("control")
        path = QPainterPath()
        path.addRoundedRect(frame, radius, radius)
        squares = []
        if not self.first:
            squares.append("top" if self.upright else "left")
        if not self.last:
            squares.append("bottom" if self.upright else "right")
        for side in squares:
            part = QRectF(frame)
            if side in ("left", "right"):
                part.setWidth(frame.width() / 2)
                if side == "right":
                    part.moveRight(frame.right())
            else:
                part.setHeight(frame.height() / 2)
                if side == "bottom":
                    part.moveBottom(frame.bottom())
            square = QPainterPath()
            square.addRect(part)
            path = path.united(square)
        return path.simplified()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, able = self.isChecked(), self.isEnabled()
        edge = theme.color("danger" if self.wrong else "borderStrong" if able else "borderMid")
        ground = theme.color("field" if able else "fieldReadOnly")
        words = theme.color("text" if able else "textDisabled")
        if chosen:
            edge = theme.color("accent" if able else "textDisabled")
            ground = theme.color("accentSoft")
            words = theme.color("accent" if able else "textDisabled")
        elif self.underMouse() and able:
            ground = theme.color("surfaceHover")
        painter.setPen(QPen(edge, 2 if chosen or self.wrong else 1))
        painter.setBrush(ground)
        painter.drawPath(self._shape(1.0 if chosen or self.wrong else 0.5))
        if not chosen:
            self._join_neighbours(painter, ground)
        painter.setPen(words)
        painter.setFont(theme.font("body", "medium"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words())
        painter.end()

    def _join_neighbours(self, painter: QPainter, ground: QColor) -> None:
        """Leave one line between neighbours, that of the one before or of the chosen one."""
        thick = 2 if self.wrong else 1
        inner = self.rect().adjusted(thick, thick, -thick, -thick)
        if not self.first:
            low, right = (thick, inner.width()) if self.upright else (inner.height(), thick)
            left, top = (inner.left(), 0) if self.upright else (0, inner.top())
            painter.fillRect(left, top, right, low, ground)
        if self.after is not None and self.after.isChecked():
            if self.upright:
                painter.fillRect(inner.left(), self.height() - thick, inner.width(), thick, ground)
            else:
                painter.fillRect(self.width() - thick, inner.top(), thick, inner.height(), ground)


class Segmented(QWidget):
    """A group of choices in one frame; stands upright where there is no room across.

    Signals: edited.
    """

    edited = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]] = (), *, name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for key, words in choices:
            self._add(key, words)
        self._round_ends()
        self._group.buttonClicked.connect(lambda _button: self.edited.emit())
        self._lead_focus()

    def _add(self, key: str, words: str) -> None:
        segment = self._segments[key] = _Segment(words)
        self._group.addButton(segment)
        self._line.addWidget(segment)

    def _round_ends(self) -> None:
        segments = list(self._segments.values())
        for segment, after in zip(segments, [*segments[1:], None], strict=False):
            segment.first, segment.last = segment is segments[0], after is None
            segment.after = after
            segment.toggled.connect(self.update)
        self._line.addStretch(1)

    def value(self) -> str:
        """Return the key of the choice, nothing if none is made."""
        return next((key for key, part in self._segments.items() if part.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Show a choice, or none, without saying that somebody made it."""
        self._group.setExclusive(False)
        for key, segment in self._segments.items():
            segment.setChecked(key == value)
        self._group.setExclusive(True)
        self._lead_focus()

    def _lead_focus(self) -> None:
        chosen = self._segments.get(self.value()) or next(iter(self._segments.values()), None)
        if chosen is not None:
            self.setFocusProxy(chosen)

    def choose(self, value: str) -> None:
        """Make a choice as if somebody had clicked it."""
        segment = self._segments.get(value)
        if segment is not None and segment.isEnabled():
            segment.click()

    def choose_number(self, number: int) -> None:
        """Make the first, second... choice."""
        keys = list(self._segments)
        if 1 <= number <= len(keys):
            self.choose(keys[number - 1])

    def segment(self, key: str) -> QRadioButton:
        """Return one of the choices, as to say why it cannot be made."""
        return self._segments[key]

    def set_read_only(self, read_only: bool) -> None:
        """Let it be changed or not."""
        for segment in self._segments.values():
            segment.setEnabled(not read_only)

    def set_wrong(self, wrong: bool) -> None:
        """Show a red frame or the usual one."""
        for segment in self._segments.values():
            segment.wrong = wrong
            segment.update()

    def sizeHint(self) -> QSize:
        width = sum(segment.sizeHint().width() for segment in self._segments.values())
        high = theme.size("control")
        return QSize(width, high * (len(self._segments) if self._is_upright() else 1))

    def minimumSizeHint(self) -> QSize:
        widest = max((s.sizeHint().width() for s in self._segments.values()), default=40)
        return QSize(widest, self.sizeHint().height())

    def _is_upright(self) -> bool:
        return self._line.direction() == QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = sum(segment.sizeHint().width() for segment in self._segments.values())
        upright = event.size().width() < wanted
        if upright != self._is_upright():
            directions = QBoxLayout.Direction
            self._line.setDirection(directions.TopToBottom if upright else directions.LeftToRight)
            policy = QSizePolicy.Policy
            for segment in self._segments.values():
                segment.upright = upright
                segment.setSizePolicy(policy.Expanding if upright else policy.Maximum, policy.Fixed)
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdigit() and not event.modifiers():
            self.choose_number(int(event.text()))
        else:
            super().keyPressEvent(event)
