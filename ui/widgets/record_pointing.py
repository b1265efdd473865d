"""What the mouse does in a list: hover, follow links, open, menus, tooltips, drag."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QScrollBar, QTableView, QToolTip, QWidget

from ui import theme
from ui.widgets.record_cells import Cell
from ui.widgets.record_model import RecordModel
from ui.widgets.rich_delegate import EDGE, link_width


class PointedTable(QTableView):
    """A table of records as the mouse meets it; `RecordTable` is what pages use."""

    opened = Signal(str)
    link_clicked = Signal(str, str)
    menu_asked = Signal(str, QPoint)
    dropped = Signal(str, int)

    def __init__(self, records: RecordModel) -> None:
        super().__init__()
        self._records = records
        self._hovered = -1
        self._area = _own_area(self)

    def is_hovered(self, place: int) -> bool:
        """Return whether the mouse is over a row."""
        return place == self._hovered

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        key = self._records.key_at(self.indexAt(event.position().toPoint()).row())
        if key and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        spot = self.indexAt(event.position().toPoint())
        if self._over_link(spot, event.position().toPoint()):
            column = self._records.columns[spot.column()]
            self.link_clicked.emit(self._records.key_at(spot.row()), column.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        spot = self.indexAt(event.position().toPoint())
        over = self._over_link(spot, event.position().toPoint())
        shapes = Qt.CursorShape
        self._area.setCursor(shapes.PointingHandCursor if over else shapes.ArrowCursor)
        if spot.row() != self._hovered:
            self._hovered = spot.row()
            self._area.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = -1
        self._area.update()

    def _over_link(self, spot: QModelIndex, at: QPoint) -> bool:
        if not spot.isValid() or self._records.heading_at(spot.row()) is not None:
            return False
        words = self._records.cell(spot.row(), spot.column()).link
        frame: QRect = self.visualRect(spot)
        return bool(words) and frame.right() - EDGE - link_width(words) - 8 <= at.x()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            spot = self.indexAt(event.pos())
            if spot.isValid() and self._records.heading_at(spot.row()) is None:
                cell = self._records.cell(spot.row(), spot.column())
                words = _said_in_full(cell, self.columnWidth(spot.column()))
                QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            place = self.indexAt(event.pos())
        key = self._records.key_at(place.row())
        if key:
            at = self._area.mapToGlobal(self.visualRect(place).bottomLeft())
            mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            self.menu_asked.emit(key, event.globalPos() if mouse else at)

    def dropEvent(self, event: QDropEvent) -> None:
        key, at = (
            self._records.key_at(self.currentIndex().row()),
            self.indexAt(event.position().toPoint()),
        )
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        below = event.position().y() > self.visualRect(at).center().y()
        place = at.row() + below if at.isValid() else self._records.rowCount()
        before = sum(1 for n in range(place) if self._records.key_at(n) not in ("", key))
        if key:
            self.dropped.emit(key, before)


def _own_area(table: QTableView) -> QWidget:
    """Give a table an area that Python knows: asking for Qt's own costs the start of the window.

    The first unknown object that Qt hands to Python makes PySide set up every class there is.
    """
    area = QWidget()
    table.setViewport(area)
    table.setVerticalHeader(QHeaderView(Qt.Orientation.Vertical))
    table.setVerticalScrollBar(QScrollBar())
    return area


def _said_in_full(cell: Cell, room: int) -> str:
    """Return what a cell says where some of it does not fit, else nothing."""
    longest = max(
        theme.metrics("body").horizontalAdvance(cell.text),
        theme.metrics("meta").horizontalAdvance(cell.sub),
    )
    return "\n".join(part for part in (cell.text, cell.sub) if part) if longest > room - 30 else ""
