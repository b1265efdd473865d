"""Rows of a table in an order of its own: sorting and filtering without a proxy.

A proxy over Python rows takes seconds for what the model itself does in hundredths.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.widgets.record_cells import Cell, Column, Heading, Row

Index = QModelIndex | QPersistentModelIndex
Keep = Callable[[Row], bool]
_NOWHERE: Final = QModelIndex()


class RecordModel(QAbstractTableModel):
    """Holds rows and headings, and shows those that are wanted in the order that is wanted."""

    def __init__(self, columns: Sequence[Column], key: Callable[[Row], str]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._key = key
        self._rows: list[Any] = []
        self._shown: list[Any] = []
        self._places: dict[str, int] = {}
        self._cells: dict[tuple[int, int], Cell] = {}
        self._words: dict[int, str] = {}
        self._text = ""
        self._keep: Keep | None = None
        self._sorted_by: tuple[int, bool] | None = None
        self.movable = False

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Hold other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self._words.clear()
        self._arrange()
        self.endResetModel()

    def set_filter(self, text: str, keep: Keep | None) -> None:
        """Show only rows that say all of the words and are to be kept."""
        self.beginResetModel()
        self._text, self._keep = text.casefold(), keep
        self._arrange()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; a column below 0 brings back the order that was given."""
        self.beginResetModel()
        downwards = order == Qt.SortOrder.DescendingOrder
        self._sorted_by = (column, downwards) if column >= 0 else None
        self._arrange()
        self.endResetModel()

    def sorted_by(self) -> tuple[int, bool] | None:
        """Return the column that orders, and whether downwards."""
        return self._sorted_by

    def _arrange(self) -> None:
        shown = self._rows
        if self._text or self._keep is not None:
            shown = _without_empty_groups([row for row in shown if self._wanted(row)])
        if self._sorted_by is not None:
            column, downwards = self._sorted_by
            shown = [row for row in shown if not isinstance(row, Heading)]
            shown.sort(key=_sort_key(self.columns[column], downwards), reverse=downwards)
        self._shown = list(shown)
        self._cells.clear()
        self._places = {
            self._key(row): place
            for place, row in enumerate(self._shown)
            if not isinstance(row, Heading)
        }

    def _wanted(self, row: Row) -> bool:
        if isinstance(row, Heading):
            return True
        if self._keep is not None and not self._keep(row):
            return False
        if not self._text:
            return True
        words = self._words_of(row)
        return all(part in words for part in self._text.split())

    def _words_of(self, row: Row) -> str:
        known = self._words.get(id(row))
        if known is None:
            said = (column.cell_of(row).words() for column in self.columns)
            known = self._words[id(row)] = " ".join(said).casefold()
        return known

    def count(self) -> int:
        """Return how many records are shown, without headings."""
        return len(self._places)

    def shown(self) -> list[Row]:
        """Return the records that are shown, without headings, in their order."""
        return [row for row in self._shown if not isinstance(row, Heading)]

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the records that are shown, in their order."""
        return tuple(self._key(row) for row in self.shown())

    def row_at(self, place: int) -> Row:
        """Return the row or heading at a place."""
        return self._shown[place]

    def heading_at(self, place: int) -> Heading | None:
        """Return the heading at a place, if there is one."""
        row = self._shown[place] if 0 <= place < len(self._shown) else None
        return row if isinstance(row, Heading) else None

    def headings(self) -> list[int]:
        """Return the places of all headings shown."""
        return [n for n, row in enumerate(self._shown) if isinstance(row, Heading)]

    def key_at(self, place: int) -> str:
        """Return the key of the row at a place, nothing for a heading."""
        if not 0 <= place < len(self._shown) or isinstance(self._shown[place], Heading):
            return ""
        return self._key(self._shown[place])

    def place_of(self, key: str) -> int:
        """Return where a row is shown, -1 if it is not."""
        return self._places.get(key, -1)

    def cell(self, place: int, column: int) -> Cell:
        """Return what a cell says."""
        known = self._cells.get((place, column))
        if known is None:
            row = self._shown[place]
            if isinstance(row, Heading):
                known = Cell(f"{row.title} {row.meta}".strip()) if column == 0 else Cell()
            else:
                known = self.columns[column].cell_of(row)
            self._cells[(place, column)] = known
        return known

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.cell(index.row(), index.column()).words()
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        across = orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns)
        if across and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.heading_at(index.row()) is not None:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.movable else flags


def _without_empty_groups(rows: list[Any]) -> list[Any]:
    """Return rows without headings that nothing stands under."""
    return [
        row
        for row, below in zip(rows, [*rows[1:], None], strict=False)
        if not isinstance(row, Heading) or (below is not None and not isinstance(below, Heading))
    ]


def _sort_key(column: Column, downwards: bool) -> Callable[[Row], Any]:
    """Return what rows are ordered by; those that have nothing there come last both ways."""
    wanted = column.sort
    if wanted is None:
        return lambda row: column.cell_of(row).words().casefold()

    def by_value(row: Row) -> tuple[bool, Any]:
        value = wanted(row)
        return ((value is not None) if downwards else (value is None), value)

    return by_value
