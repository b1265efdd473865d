"""Entries of the navigation: icon, word, how many; the present one on white."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui import theme
from ui.icons import paint_icon


class NavButton(QPushButton):
    """One page of the navigation; narrow it is only its icon."""

    def __init__(self, label: str, icon: str) -> None:
        super().__init__(label)
        self._icon = icon
        self._count: int | None = None
        self._narrow = False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(label)

    def set_count(self, count: int | None) -> None:
        """Show how many records wait there."""
        self._count = count
        self.setAccessibleName(self.text() if count is None else f"{self.text()}, {count}")
        self.update()

    def count(self) -> int | None:
        """Return how many records it says wait there."""
        return self._count

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone, with the word as its tooltip, or both."""
        self._narrow = narrow
        self.setToolTip(self.text() if narrow else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(56 if self._narrow else 200, max(34, theme.px(34)))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if chosen:
            painter.setPen(QPen(theme.color("border"), 1))
            painter.setBrush(theme.color("navSelected"))
            painter.drawRoundedRect(frame, 6, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            high = 17.0
            painter.drawRoundedRect(QRectF(0, (self.height() - high) / 2, 3, high), 1, 1)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("navHover"))
            painter.drawRoundedRect(frame, 6, 6)
        self._paint_icon(painter, chosen)
        if not self._narrow:
            self._paint_words(painter, chosen)
        painter.end()

    def _paint_icon(self, painter: QPainter, chosen: bool) -> None:
        side = 20
        left = (self.width() - side) // 2 if self._narrow else 10
        place = QRect(left, (self.height() - side) // 2, side, side)
        token = "accent" if chosen else "textMuted"
        paint_icon(painter, place, self._icon, theme.color(token), fill=chosen)

    def _paint_words(self, painter: QPainter, chosen: bool) -> None:
        room = self.width() - 40 - 8
        if self._count is not None:
            room -= self._paint_count(painter) + 6
        font = theme.font("body", "semibold" if chosen else "medium")
        painter.setFont(font)
        painter.setPen(theme.color("accent" if chosen else "text"))
        words = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(40, 0, room, self.height()), flags, words)

    def _paint_count(self, painter: QPainter) -> int:
        words = f"{self._count:,}"
        font = theme.font("caption", "semibold", tabular=True)
        width = QFontMetrics(font).horizontalAdvance(words) + 20
        high = 20
        place = QRectF(self.width() - width - 8, (self.height() - high) / 2, width, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("navHover"))
        painter.drawRoundedRect(place, high / 2, high / 2)
        painter.setFont(font)
        painter.setPen(theme.color("textMuted"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        return width
