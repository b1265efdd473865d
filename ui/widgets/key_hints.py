"""Keys as caps, and the line at the foot that says what they do."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.widgets.labels import Label


class KeyCap(QWidget):
    """One key or chord as it looks on a keyboard."""

    def __init__(self, keys: str) -> None:
        super().__init__()
        self._keys = keys
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(keys)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font("caption")).horizontalAdvance(self._keys)
        return QSize(width + theme.px(16), theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_key_cap(painter, QRectF(self.rect()), self._keys)
        painter.end()


def paint_key_cap(painter: QPainter, place: QRectF, keys: str) -> None:
    """Draw a key cap."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("borderMid"), 1))
    painter.setBrush(theme.color("surface"))
    frame = place.adjusted(0.5, 0.5, -0.5, -1.0)
    painter.drawRoundedRect(frame, 4, 4)
    low = frame.bottom()
    painter.setPen(QPen(theme.color("borderMid"), 1.6))
    painter.drawLine(round(frame.left() + 3), round(low), round(frame.right() - 3), round(low))
    painter.setFont(theme.font("caption"))
    painter.setPen(theme.color("textMuted"))
    painter.drawText(place.adjusted(0, -1, 0, -1), Qt.AlignmentFlag.AlignCenter, keys)
    painter.restore()


class KeyHints(QWidget):
    """Keys with what they do, in one line; those that do not fit are left out from the end."""

    def __init__(self, hints: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for place, (keys, words) in enumerate(hints):
            if place:
                line.addSpacing(10)
            for key in keys.split("  "):
                line.addWidget(KeyCap(key))
            line.addWidget(Label(words, "caption", muted=True))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
