"""The head of a table: what its columns are called, and which of them orders."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QHeaderView, QTableView

from ui import theme
from ui.icons import paint_icon
from ui.widgets.record_cells import Column
from ui.widgets.record_model import RecordModel

EDGE = 16
GAP = 7


class RecordHeader(QHeaderView):
    """Draws the heads; a click orders by that column, then the other way, then as given.

    Signals: order_asked (column or -1, downwards).
    """

    order_asked = Signal(int, bool)

    def __init__(self, records: RecordModel, *, rounded: bool = False) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._records = records
        self._rounded = rounded
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(20)
        self.setStretchLastSection(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(100, theme.size("tableHeader"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        column = self.logicalIndexAt(event.position().toPoint())
        if 0 <= column < len(self._records.columns) and self._records.columns[column].sortable:
            self.order_asked.emit(*self._next_order(column))

    def _next_order(self, column: int) -> tuple[int, bool]:
        now = self._records.sorted_by()
        if now == (column, False):
            return column, True
        return (-1, False) if now == (column, True) else (column, False)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 (named by Qt)
        painter.save()
        painter.fillRect(rect, theme.color("surface" if self._rounded else "surfaceAlt"))
        if self._rounded:
            self._paint_rounded(painter, rect, logicalIndex)
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme.color("border"))
        column = self._records.columns[logicalIndex]
        first, last = logicalIndex == 0, rect.right() >= self.length() - 1
        words = rect.adjusted(EDGE if first else GAP, 0, -(EDGE if last else GAP), -1)
        font = theme.font("caption", "semibold")
        painter.setFont(font)
        painter.setPen(theme.color("textMuted"))
        flags = {
            "right": Qt.AlignmentFlag.AlignRight,
            "center": Qt.AlignmentFlag.AlignHCenter,
        }.get(column.align, Qt.AlignmentFlag.AlignLeft)
        shown = QFontMetrics(font).elidedText(
            column.title, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, flags | Qt.AlignmentFlag.AlignVCenter, shown)
        self._paint_order(painter, words, column, logicalIndex, shown)
        painter.restore()

    def _paint_rounded(self, painter: QPainter, rect: QRect, column: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        whole = QRectF(0, rect.top(), self.viewport().width(), rect.height() + 20)
        path.addRoundedRect(whole, 7, 7)
        painter.setClipRect(rect)
        painter.fillPath(path, theme.color("surfaceAlt"))

    def _paint_order(
        self, painter: QPainter, words: QRect, column: Column, place: int, shown: str
    ) -> None:
        now = self._records.sorted_by()
        if now is None or now[0] != place:
            return
        advance = painter.fontMetrics().horizontalAdvance(shown)
        side = theme.px(11)
        left = words.left() + advance + 4
        if column.align == "right":
            left = words.right() - advance - side - 4
        arrow = QRect(left, words.center().y() - side // 2, side, side)
        paint_icon(painter, arrow, "expand" if now[1] else "collapse", theme.color("textMuted"))


def fit_columns(table: QTableView, columns: Sequence[Column]) -> None:
    """Give every column its width, and what is left to those that stretch."""
    room = table.viewport().width()
    shown = [n for n in range(len(columns)) if not _left_out(table, columns, n)]
    for place in range(len(columns)):
        table.setColumnHidden(place, place not in shown)
    fixed = {n: theme.px(columns[n].width) for n in shown if columns[n].width}
    elastic = [n for n in shown if not columns[n].width]
    left = room - sum(fixed.values())
    shares = sum(columns[n].stretch for n in elastic) or 1
    least = sum(theme.px(columns[n].least) for n in elastic)
    if elastic and left < least and fixed:
        squeeze = max(0.4, (room - least) / max(1, sum(fixed.values())))
        fixed = {n: round(width * squeeze) for n, width in fixed.items()}
        left = room - sum(fixed.values())
    for place, width in fixed.items():
        table.setColumnWidth(place, width)
    for place in elastic:
        width = max(20, round(left * columns[place].stretch / shares))
        table.setColumnWidth(place, width)
    if elastic:
        used = sum(table.columnWidth(n) for n in shown)
        last = elastic[-1]
        table.setColumnWidth(last, max(20, table.columnWidth(last) + room - used))


def _left_out(table: QTableView, columns: Sequence[Column], place: int) -> bool:
    return columns[place].hide_compact and table.window().width() < theme.breakpoint_compact()
