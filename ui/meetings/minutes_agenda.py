"""The agenda beside the minutes: which items are done, which is heard now, and by when the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cfs_panels.domain.meetings import ItemDetails, ItemKind, ItemState, MeetingDetails
from cfs_panels.domain.recommendations import outcome_words
from cfs_panels.domain.words import clock_time
from ui.widgets.card import SectionHeader, divider
from ui.widgets.dress import dress
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from collections.abc import Sequence


def short_name(item: ItemDetails) -> str:
    """Return whom an item is about by surname: ``Thwaite``, ``Cartwright, Sandhu``."""
    if item.kind is not ItemKind.CASE:
        return item.title
    people = [part.split() for part in item.title.split(" and ")]
    surnames = [words[-1] for words in people if len(words) > 1]
    return ", ".join(dict.fromkeys(surnames)) or item.title


def line_words(item: ItemDetails) -> str:
    """Return an item as a narrow list has it: ``3. Cartwright, Sandhu``."""
    if not item.number:
        return item.title
    return f"{item.number}. {'Papers hidden' if item.hidden else short_name(item)}"


def state_words(item: ItemDetails) -> str:
    """Return how far an item is."""
    if item.hidden:
        return "You take no part"
    if item.recommendation is not None and item.state is not ItemState.OPEN:
        outcome = item.recommendation.outcome.value.replace("_", " ").capitalize()
        return outcome_words(outcome, item.recommendation.views)
    if item.state is ItemState.OPEN and item.number:
        return "Being heard now"
    return item.item_name


def item_cell(item: ItemDetails) -> Cell:
    """Return an item with the mark of its state."""
    words, below = line_words(item), state_words(item)
    if item.state is ItemState.FINISHED:
        return Cell(words, below, icon="onTrack", fill=True, medium=True)
    if item.state is ItemState.OPEN:
        return Cell(words, below, icon="ph.record", fill=False, icon_tone="accent",
                    strong=True)  # fmt: skip
    return Cell(words, below, icon="expected", medium=True)


COLUMNS = (
    Column("item", "Item", item_cell, stretch=1, sortable=False),
    Column("time", "Time", lambda i: Cell(clock_time(i.started_at or i.starts_at), align="right"),
           width=64, sortable=False),
)  # fmt: skip


def lines_of(details: MeetingDetails) -> list[ItemDetails]:
    """Return what is minuted: the opening and the items, without the breaks."""
    opening = [details.opening] if details.opening is not None else []
    return [*opening, *(item for item in details.items if item.number)]


def done_words(items: Sequence[ItemDetails]) -> str:
    """Return how many items are done: ``2 of 12 done``."""
    done = sum(1 for item in items if item.state is ItemState.FINISHED)
    return f"{done} of {len(items)} done"


class MinutesAgenda(QFrame):
    """The list of items.

    Signals:
        chosen: The id of the item that is to be shown.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        dress(self, "card")
        self.setAccessibleName("Agenda")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(1, 1, 1, 1)
        stack.setSpacing(0)
        self._head = SectionHeader("Agenda", meta=" ")
        self._head.line.setContentsMargins(16, 8, 16, 8)
        stack.addWidget(self._head)
        stack.addWidget(divider())
        self.table = RecordTable(
            COLUMNS, key=lambda i: i.id, rows="two_line", name="Items of the agenda"
        )
        self.table.horizontalHeader().hide()
        self.table.current_changed.connect(self._choose)
        stack.addWidget(self.table, 1)

    def show_details(self, details: MeetingDetails, current: str) -> None:
        """Show the items of a meeting, with the one that is minuted marked."""
        self._head.set_meta(done_words([i for i in details.items if i.number]))
        self.table.blockSignals(True)
        self.table.show_rows(lines_of(details))
        self.table.mark(current)
        self.table.blockSignals(False)

    def mark(self, item_id: str) -> None:
        """Mark another item, without choosing it."""
        self.table.blockSignals(True)
        self.table.mark(item_id)
        self.table.blockSignals(False)

    def _choose(self, item_id: str) -> None:
        if item_id:
            self.chosen.emit(item_id)
