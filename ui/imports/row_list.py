"""A list of rows of the workbook: words to find, one sheet or all, and beside it one row whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.imports.preview_rows import many
from ui.widgets.card import FactList
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.record_cells import Heading, Row
from ui.widgets.record_table import RecordTable
from ui.widgets.side_pane import SidePane, SidePaneHost
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from ui.widgets.record_cells import Column

WIDTH = 316
KEYS = [("↑ ↓", "move"), ("Space", "show or hide the row")]


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one row beside the list."""

    title: str
    below: str = ""
    words: str = ""
    facts: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class ListKind:
    """A kind of list: its columns, what it counts, and what it says while it is empty."""

    name: str
    columns: tuple[Column, ...]
    one: str
    more: str
    why_empty: str
    icon: str = "done"


Tell = Callable[[Row, Callable[[Told], object]], object]
"""Tells of a row, at once or later."""


class RowGlance(SidePane):
    """One row of the workbook, whole.

    Signals: shown.
    """

    shown = Signal()

    def __init__(self) -> None:
        super().__init__(name="The row that is marked")
        self.open_button.hide()

    def show_told(self, told: Told | None) -> None:
        """Show a row, or nothing."""
        empty(self.body)
        if told is not None:
            self.body.addWidget(Label(told.title, "section", wrap=True))
            if told.below:
                self.body.addWidget(Label(told.below, "meta", muted=True, wrap=True))
            if told.words:
                self.body.addWidget(Label(told.words, wrap=True))
            if told.facts:
                self.body.addSpacing(4)
                self.body.addWidget(FactList(told.facts, label_width=112))
        self.body.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()


class RowList(QWidget):
    """Lists rows of one kind."""

    def __init__(self, kind: ListKind, tell: Tell) -> None:
        super().__init__()
        self._kind, self._tell = kind, tell
        self.filters = FilterBar("Find in this list")
        self.filters.add_choice("sheet", "Sheet", [("", "all")])
        self.filters.changed.connect(self._filter)
        self.table = RecordTable(
            kind.columns, key=lambda row: row.key, rows="compact", name=kind.name, rounded=True
        )
        self.table.current_changed.connect(self._glance)
        self.table.records().modelReset.connect(self._count)
        self.card = TableCard(self.table, footer=" ", keys=KEYS)
        self.glance = RowGlance()
        held = QWidget()
        inner = QVBoxLayout(held)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.card)
        held.setFocusProxy(self.table)
        self.host = SidePaneHost(held, self.glance, width=WIDTH)
        self.table.side_toggled.connect(self.host.toggle)
        self.table.opened.connect(lambda _key: self.host.show_panel())
        self.glance.shown.connect(lambda: self._glance(self.table.current_key()))
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        stack.addWidget(self.filters)
        stack.addWidget(self.host, 1)
        self.setFocusProxy(self.table)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, which may have headings between them."""
        sheets = dict.fromkeys(row.sheet for row in rows if not isinstance(row, Heading))
        named = [(sheet, sheet) for sheet in sheets if sheet]
        self.filters.set_choices("sheet", "Sheet", [("", "all"), *named])
        self.table.show_rows(rows)
        self._filter()
        self.table.mark_first()

    def show_sheet(self, sheet: str) -> None:
        """Show the rows of one sheet only."""
        self.filters.show_values("", {"sheet": sheet})
        self._filter()
        self.table.mark_first()

    def _filter(self) -> None:
        sheet = self.filters.value("sheet")
        keep = (lambda row: row.sheet == sheet) if sheet else None
        self.table.set_filter(self.filters.text(), keep=keep)
        narrowed = self.filters.is_narrowed()
        nothing = EmptyState(
            self._kind.icon,
            "Nothing fits these filters." if narrowed else self._kind.why_empty,
            "",
            "Clear the filters" if narrowed else "",
        )
        nothing.acted.connect(self.filters.clear)
        self.table.set_empty(nothing)

    def _count(self) -> None:
        count = self.table.records().count()
        self.card.set_footer(many(count, self._kind.one, self._kind.more))

    def _glance(self, key: str) -> None:
        row = self.table.current_row() if key else None
        if row is None:
            self.glance.show_told(None)
        elif self.host.is_shown():
            self._tell(row, lambda told: self._show(key, told))

    def _show(self, key: str, told: Told) -> None:
        if key == self.table.current_key():
            self.glance.show_told(told)
