"""The sheets of a workbook with their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.imports.preview_rows import number
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.imports.preview_rows import SheetCounts

MISSING = "Not in this workbook"
FOOTER = "An empty cell erases nothing, and a row that is missing removes nothing."
KEYS = [("↑ ↓", "move"), ("Enter", "see its rows")]


def _count(line: SheetCounts, count: int, *, tone: str = "", strong: bool = False) -> Cell:
    if line.is_missing:
        return Cell("", align="right")
    words = number(count)
    shown = bool(count) or line.is_total
    return Cell(
        words,
        align="right",
        muted=not shown,
        tone=tone if count else "",
        medium=strong and bool(count),
        strong=line.is_total and bool(count),
    )


def _rows(line: SheetCounts) -> Cell:
    return _count(line, line.rows)


def _name(line: SheetCounts) -> Cell:
    if line.is_missing:
        return Cell(f"{line.sheet}: {MISSING.lower()}", muted=True)
    return Cell(line.sheet, medium=not line.is_total, strong=line.is_total)


COLUMNS = (
    Column("sheet", "Sheet", _name, stretch=3, sortable=False, least=150),
    Column("rows", "Rows", _rows, width=104, align="right", sortable=False),
    Column("new", "New", lambda c: _count(c, c.new, strong=True), width=104, align="right",
           sortable=False),
    Column("changed", "Changed", lambda c: _count(c, c.changed, strong=True), width=112,
           align="right", sortable=False),
    Column("unchanged", "Unchanged", lambda c: _count(c, c.unchanged), width=124, align="right",
           sortable=False),
    Column("repeated", "Repeated", lambda c: _count(c, c.repeated), width=116, align="right",
           sortable=False),
    Column("refused", "Refused", lambda c: _count(c, c.refused, tone="overdue", strong=True),
           width=120, align="right", sortable=False),
)  # fmt: skip


class SheetsTable(QWidget):
    """Lists the sheets, and opens the rows of one.

    Signals: opened (the sheet).
    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.table = RecordTable(
            COLUMNS, key=lambda c: c.sheet, rows="compact", name="Sheets", rounded=True
        )
        self.table.opened.connect(self.opened)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(TableCard(self.table, footer=FOOTER, keys=KEYS))
        self.setFocusProxy(self.table)

    def show_counts(self, counts: Sequence[SheetCounts]) -> None:
        """Show the sheets of a workbook."""
        self.table.show_rows(counts)
        self.table.mark_first()
