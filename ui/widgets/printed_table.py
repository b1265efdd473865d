"""A table on paper: heads on every page, no row split, the foot with what, by whom, which page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtPrintSupport import QPrinter

INK: Final = QColor("#000000")
PALE: Final = QColor("#444444")
HAIR: Final = QColor("#999999")
_WORDS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_LEAST, _MOST = 7, 34  # letters that a column counts for at least and at most
BODY, SMALL, TITLE = 12, 10.5, 17


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What one page has room for, in the printer's dots."""

    dot: float  # dots of a point
    width: float
    height: float

    @property
    def foot(self) -> float:
        """Return the height kept for the foot."""
        return 22 * self.dot

    @property
    def room(self) -> float:
        """Return the height above the foot."""
        return self.height - self.foot


class PrintedTable:
    """Rows of words in columns; a second line of a cell stands below it, smaller."""

    def __init__(
        self, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], foot: str
    ) -> None:
        self._title, self._columns, self._foot = title, tuple(columns), foot
        self._rows = [tuple(cell.split("\n", 1) for cell in row) for row in rows]

    def paint(self, printer: QPrinter) -> None:
        """Paint the pages that the person asked for on a printer."""
        painter = QPainter(printer)
        area = painter.viewport()
        sheet = _Sheet(printer.resolution() / 72, float(area.width()), float(area.height()))
        widths = self._widths(sheet)
        pages = self._pages(painter, sheet, widths)
        first = max(1, printer.fromPage())
        last = min(printer.toPage() or len(pages), len(pages))
        for number in range(first, last + 1):
            if number > first:
                printer.newPage()
            self._paint_page(painter, sheet, widths, pages[number - 1], number)
            _paint_foot(painter, sheet, self._foot, number, len(pages))
        painter.end()

    def _widths(self, sheet: _Sheet) -> list[float]:
        """Share the page's width by how much the columns say."""
        shares = []
        for place, head in enumerate(self._columns):
            said = [max(map(len, row[place])) for row in self._rows] or [0]
            parts = (part for row in self._rows for line in row[place] for part in line.split())
            longest = max(map(len, (*parts, *head.split())), default=0)
            usual = min(_MOST, sum(said) / len(said) * 1.3)
            shares.append(max(_LEAST, longest * 1.3, usual))
        whole = sum(shares) or 1
        return [sheet.width * share / whole for share in shares]

    def _pages(
        self, painter: QPainter, sheet: _Sheet, widths: Sequence[float]
    ) -> list[list[tuple[int, float]]]:
        """Return which rows stand on which page, each with its height."""
        pages: list[list[tuple[int, float]]] = [[]]
        used = self._title_height(sheet) + self._head_height(sheet)
        for place in range(len(self._rows)):
            high = self._row_height(painter, sheet, widths, place)
            if pages[-1] and used + high > sheet.room:
                pages.append([])
                used = self._head_height(sheet)
            pages[-1].append((place, high))
            used += high
        return pages

    @staticmethod
    def _title_height(sheet: _Sheet) -> float:
        return 30 * sheet.dot

    @staticmethod
    def _head_height(sheet: _Sheet) -> float:
        return 24 * sheet.dot

    def _row_height(
        self, painter: QPainter, sheet: _Sheet, widths: Sequence[float], place: int
    ) -> float:
        cells = zip(self._rows[place], widths, strict=True)
        return (
            max(
                sum(
                    _height(painter, line, _look(column, number), width - 10 * sheet.dot)
                    for number, line in enumerate(cell)
                )
                for column, (cell, width) in enumerate(cells)
            )
            + 8 * sheet.dot
        )

    def _paint_page(
        self,
        painter: QPainter,
        sheet: _Sheet,
        widths: Sequence[float],
        rows: Sequence[tuple[int, float]],
        number: int,
    ) -> None:
        top = 0.0
        if number == 1:
            painter.setPen(INK)
            painter.setFont(_font(TITLE, bold=True))
            painter.drawText(QRectF(0, 0, sheet.width, 30 * sheet.dot), _WORDS, self._title)
            top = self._title_height(sheet)
        left = 0.0
        for head, width in zip(self._columns, widths, strict=True):
            painter.setPen(PALE)
            painter.setFont(_font(SMALL, bold=True))
            painter.drawText(QRectF(left, top + 4 * sheet.dot, width, 18 * sheet.dot), _WORDS, head)
            left += width
        top += self._head_height(sheet)
        self._line(painter, sheet, top - 2 * sheet.dot, INK)
        for place, high in rows:
            self._paint_row(painter, sheet, widths, place, top)
            top += high
            self._line(painter, sheet, top - 2 * sheet.dot, HAIR)

    def _paint_row(
        self,
        painter: QPainter,
        sheet: _Sheet,
        widths: Sequence[float],
        place: int,
        top: float,
    ) -> None:
        left = 0.0
        for column, (cell, width) in enumerate(zip(self._rows[place], widths, strict=True)):
            below = top + 2 * sheet.dot
            room = width - 10 * sheet.dot
            for number, line in enumerate(cell):
                look = _look(column, number)
                high = _height(painter, line, look, room)
                painter.setFont(look)
                painter.setPen(INK if number == 0 else PALE)
                painter.drawText(QRectF(left, below, room, high + sheet.dot), _WORDS, line)
                below += high
            left += width

    @staticmethod
    def _line(painter: QPainter, sheet: _Sheet, top: float, color: QColor) -> None:
        painter.setPen(QPen(color, 0.6 * sheet.dot))
        painter.drawLine(0, round(top), round(sheet.width), round(top))


def _paint_foot(painter: QPainter, sheet: _Sheet, words: str, page: int, pages: int) -> None:
    """Draw at the foot of a page what it is from, and which of how many it is."""
    place = QRectF(0, sheet.height - 14 * sheet.dot, sheet.width, 14 * sheet.dot)
    painter.setPen(PALE)
    painter.setFont(_font(9))
    right = f"Page {page} of {pages}"
    taken = QFontMetricsF(painter.font(), painter.device()).horizontalAdvance(right) + 12
    left = place.adjusted(0, 0, -taken, 0)
    painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, words)
    painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, right)


def _font(points: float, *, bold: bool = False) -> QFont:
    font = QFont("Liberation Sans")
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPointSizeF(points)
    font.setBold(bold)
    return font


def _look(column: int, line: int) -> QFont:
    return _font(BODY, bold=column == 0) if line == 0 else _font(SMALL)


def _height(painter: QPainter, words: str, look: QFont, width: float) -> float:
    if not words:
        return 0.0
    metrics = QFontMetricsF(look, painter.device())
    return metrics.boundingRect(QRectF(0, 0, width, 1e6), _WORDS, words).height()
