"""How a letter of the agency begins, as its name, address and logo make it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

_ABOVE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class Letterhead(QWidget):
    """The top of a sheet of paper: logo, name, address, contact, and the first lines below."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._contact = "", ""
        self._address: tuple[str, ...] = ()
        self._logo = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("How letters begin")

    def sizeHint(self) -> QSize:
        return QSize(320, theme.px(230))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, theme.px(230))

    def show_agency(self, name: str, address: Sequence[str], contact: str, logo: bytes) -> None:
        """Show how an agency's letters begin."""
        self._name, self._address, self._contact = name, tuple(address), contact
        self._logo = QPixmap()
        if logo:
            self._logo.loadFromData(logo)
        self.setAccessibleDescription(", ".join(part for part in (name, *address, contact) if part))
        self.update()

    def has_logo(self) -> bool:
        """Return whether a picture stands on the sheet."""
        return not self._logo.isNull()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("borderMid"), 1))
        painter.setBrush(theme.color("paper"))
        painter.drawRoundedRect(sheet, 4, 4)
        inside = sheet.adjusted(20, 18, -20, -14)
        left = inside.left() + self._paint_logo(painter, inside)
        words = QRectF(left, inside.top(), inside.right() - left, inside.height())
        painter.setPen(theme.color("textOnPaper"))
        top = self._line(painter, words, self._name, theme.font("section", "semibold"))
        for part in (*self._address, self._contact):
            top = self._line(
                painter, words.adjusted(0, top, 0, 0), part, theme.font("caption"), top
            )
        self._paint_lines(painter, inside)
        painter.end()

    def _paint_logo(self, painter: QPainter, inside: QRectF) -> float:
        """Draw the logo and return how much room it takes."""
        if self._logo.isNull():
            return 0
        high = theme.px(64)
        size = self._logo.size().scaled(
            QSize(theme.px(120), high), Qt.AspectRatioMode.KeepAspectRatio
        )
        place = QRectF(inside.left(), inside.top(), size.width(), size.height())
        painter.drawPixmap(place, self._logo, QRectF(self._logo.rect()))
        return size.width() + 16.0

    @staticmethod
    def _line(
        painter: QPainter, place: QRectF, words: str, font: QFont, above: float = 0.0
    ) -> float:
        if not words or place.height() <= 0:
            return above
        painter.setFont(font)
        used = painter.boundingRect(place, _ABOVE, words)
        painter.drawText(place, _ABOVE, words)
        return above + used.height() + 1

    @staticmethod
    def _paint_lines(painter: QPainter, inside: QRectF) -> None:
        """Draw where the words of a letter would stand."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.tokens()["themes"]["light"]["track"])
        bottom = inside.bottom()
        for number, share in enumerate((0.55, 1.0, 0.92)):
            place = QRectF(inside.left(), bottom - (3 - number) * 14, inside.width() * share, 6)
            painter.drawRoundedRect(place, 3, 3)
