"""Lists of records: two-line rows, groups, sorting, filtering, and everything by keyboard."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QWidget,
)

from ui import theme
from ui.widgets.record_cells import Cell, Column, Heading, Row
from ui.widgets.record_header import RecordHeader, fit_columns
from ui.widgets.record_model import Index, RecordModel
from ui.widgets.record_pointing import PointedTable
from ui.widgets.rich_delegate import RichDelegate

ROW_SIZES = {
    "two_line": "rowTwoLine",
    "row": "row",
    "tight": "rowTight",
    "line": "control",
    "compact": "rowCompact",
}


class RecordTable(PointedTable):
    """A table of records, each known by its key.

    Signals:
        opened: A row was opened by Enter or a double click; holds its key.
        current_changed: Another row is marked; holds its key, empty for none.
        side_toggled: Space was pressed.
        link_clicked: The key of a row and of the column whose link was clicked.
        menu_asked: The key of a row and where its menu is to open.
        move_asked: The key of a row that is to go up (-1) or down (1).
        dropped: The key of a row and its new place among the records.
        removed: The key of a row on which Delete was pressed.
    """

    current_changed = Signal(str)
    side_toggled = Signal()
    move_asked = Signal(str, int)
    removed = Signal(str)

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        key: Callable[[Row], str],
        rows: str = "row",
        name: str = "",
        movable: bool = False,
        rounded: bool = False,
    ) -> None:
        super().__init__(RecordModel(columns, key))
        self._row_size, self._movable = ROW_SIZES[rows], movable
        self._marked = -1
        self._told = ""
        self._empty: QWidget | None = None
        self.setAccessibleName(name)
        self.setModel(self._records)
        self._delegate = RichDelegate(self)
        self.setItemDelegate(self._delegate)
        header = RecordHeader(self._records, rounded=rounded)
        header.order_asked.connect(self.order_by)
        self.setHorizontalHeader(header)
        self._set_manners()
        theme.watcher().changed.connect(self._dress)
        self._dress()

    def _set_manners(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        if self._movable:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.setDragDropOverwriteMode(False)
            self._records.movable = True

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.size(self._row_size))
        self.verticalHeader().setMinimumSectionSize(theme.px(20))
        self.verticalScrollBar().setSingleStep(theme.size(self._row_size))
        self._lay_out_headings()
        fit_columns(self, self._records.columns)

    def records(self) -> RecordModel:
        """Return the model, as to ask how many records are shown."""
        return self._records

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, with headings between them if there are any; the marked one stays."""
        self._keeping_mark(lambda: self._records.show_rows(rows))

    def set_filter(self, text: str = "", keep: Callable[[Row], bool] | None = None) -> None:
        """Show only rows that say all of the words and are to be kept."""
        self._keeping_mark(lambda: self._records.set_filter(text, keep))

    def order_by(self, column: int, downwards: bool = False) -> None:
        """Order by a column; a column below 0 brings back the order that was given."""
        orders = Qt.SortOrder
        order = orders.DescendingOrder if downwards else orders.AscendingOrder
        self._keeping_mark(lambda: self._records.sort(column, order))
        self.horizontalHeader().viewport().update()

    def _keeping_mark(self, deed: Callable[[], None]) -> None:
        kept, scrolled = self.current_key(), self.verticalScrollBar().value()
        self.blockSignals(True)
        deed()
        self._marked = -1
        self._lay_out_headings()
        if kept:
            self.mark(kept)
        self.verticalScrollBar().setValue(scrolled)
        self.blockSignals(False)
        self._show_empty()
        self._tell()

    def _lay_out_headings(self) -> None:
        self.clearSpans()
        usual = theme.size(self._row_size)
        for place in range(self.verticalHeader().count() if self._records.headings() else 0):
            heading = self._records.heading_at(place)
            high = usual
            if heading is not None:
                high = theme.px(21 if heading.note else 31)
                if len(self._records.columns) > 1:
                    self.setSpan(place, 0, 1, len(self._records.columns))
            if self.rowHeight(place) != high:
                self.setRowHeight(place, high)

    def current_key(self) -> str:
        """Return the key of the marked row, nothing if none is."""
        return self._records.key_at(self.currentIndex().row())

    def current_row(self) -> Row:
        """Return the marked row."""
        return self._records.row_at(self.currentIndex().row()) if self.current_key() else None

    def mark(self, key: str) -> None:
        """Mark a row by its key, where it is shown."""
        place = self._records.place_of(key)
        if place >= 0:
            self.selectRow(place)
            self.scrollTo(self._records.index(place, 0))

    def mark_first(self) -> None:
        """Mark the first row."""
        for place in range(self._records.rowCount()):
            if self._records.key_at(place):
                self.selectRow(place)
                return

    def set_empty(self, widget: QWidget) -> None:
        """Show this instead when there is nothing to show."""
        if self._empty is not None:
            self._empty.deleteLater()
        self._empty = widget
        widget.setParent(self._area)
        self._show_empty()

    def _show_empty(self) -> None:
        if self._empty is not None:
            self._empty.setVisible(self._records.count() == 0)
            self._empty.setGeometry(self._area.rect())

    def content_height(self) -> int:
        """Return how high the table is with all of its rows, to show it without a scroll bar."""
        return self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + 2

    def is_marked(self, place: int) -> bool:
        """Return whether a row is the marked one."""
        return place == self._marked

    def shows_focus(self, place: int) -> bool:
        """Return whether a row has the keyboard, visibly."""
        by_keyboard = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        return self.hasFocus() and by_keyboard and place == self.currentIndex().row()

    def last_column(self) -> int:
        """Return the last column that is shown."""
        shown = [n for n in range(len(self._records.columns)) if not self.isColumnHidden(n)]
        return shown[-1] if shown else 0

    def moveCursor(  # noqa: N802 - overrides Qt
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        goal = super().moveCursor(action, modifiers)
        actions = QAbstractItemView.CursorAction
        upwards = action in (actions.MoveUp, actions.MovePageUp, actions.MovePrevious)
        step, place = (-1 if upwards else 1), goal.row()
        while self._records.heading_at(place) is not None:
            place += step
        if not 0 <= place < self._records.rowCount():
            return self.currentIndex()
        return self._records.index(place, max(0, goal.column()))

    def currentChanged(  # noqa: N802 - overrides Qt
        self, current: Index, previous: Index
    ) -> None:
        super().currentChanged(current, previous)
        self._marked = current.row()
        self._area.update()
        if not self.signalsBlocked():
            self._tell()

    def _tell(self) -> None:
        key = self.current_key()
        if key != self._told:
            self._told = key
            self.current_changed.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), self.current_key()
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if held and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(held)
        elif key == Qt.Key.Key_Space:
            self.side_toggled.emit()
        elif held and self._movable and alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_asked.emit(held, -1 if key == Qt.Key.Key_Up else 1)
        elif held and key == Qt.Key.Key_Delete:
            self.removed.emit(held)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_columns(self, self._records.columns)
        self._show_empty()


__all__ = ["Cell", "Column", "Heading", "RecordTable"]
