"""The first step: what a workbook must hold, a place to drop one, and the imports before this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cfs_panels.domain.words import short_date
from ui import theme
from ui.imports.preview_rows import many, number
from ui.widgets.banner import Banner
from ui.widgets.buttons import link
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.file_drop import FileDrop
from ui.widgets.labels import Label
from ui.widgets.layouts import row, scroll_body, stretch
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.domain.tracking.outcomes import ImportLine
    from ui.imports.import_desk import ImportDesk

MUST_HOLD = (
    "An Excel workbook, or a folder of CSV files, with one sheet for each of Households, Panels, "
    "Items, Decisions, Reviews, Endings, Children and Central list; a sheet you do not keep can "
    "be left out."
)
NOTHING_YET = (
    "The first row of each sheet names its columns, in any order. You see what would be taken in "
    "before anything is stored."
)
KINDS = ("Excel workbook (*.xlsx)", "All files (*)")
WIDTH = 860


def _made(line: ImportLine) -> Cell:
    return Cell(short_date(line.made_on))


def _came(line: ImportLine) -> Cell:
    new = line.accepted - line.updated
    parts = (
        many(new, "new record") if new else "",
        f"{number(line.updated)} changed" if line.updated else "",
        f"{number(line.unchanged)} unchanged" if line.unchanged else "",
    )
    words = ", ".join(part for part in parts if part)
    return Cell(words or "Nothing new")


def _refused(line: ImportLine) -> Cell:
    if not line.rejected:
        return Cell("None", muted=True)
    return Cell(many(line.rejected, "row"), tone="overdue")


COLUMNS = (
    Column("day", "Day", _made, width=110, sort=lambda line: line.made_on),
    Column("by", "By", lambda line: Cell(line.made_by), stretch=2),
    Column("file", "File", lambda line: Cell(line.file_name, medium=True), stretch=3),
    Column("came", "Taken in", _came, stretch=3, sort=lambda line: line.accepted),
    Column("refused", "Refused", _refused, width=96, sort=lambda line: line.rejected),
)


class ChoosePane(QWidget):
    """Takes a file or a folder, and says why one was not taken.

    Signals: chosen (the path).
    """

    chosen = Signal(object)

    def __init__(self, desk: ImportDesk) -> None:
        super().__init__()
        area, body = scroll_body(spacing=14)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(area)
        self.refusal = Banner("danger", "")
        self.refusal.hide()
        body.addWidget(self.refusal)
        body.addWidget(self._drop_card(desk))
        body.addWidget(self._earlier_card(), 1)
        self.refusal.setMaximumWidth(theme.px(WIDTH))

    def _drop_card(self, desk: ImportDesk) -> Card:
        card = Card("Choose a workbook")
        card.setMaximumWidth(theme.px(WIDTH))
        card.body.addWidget(Label(MUST_HOLD, wrap=True))
        card.body.addWidget(Label(NOTHING_YET, wrap=True))
        self.drop = FileDrop(
            "Drop a workbook or a folder here",
            kinds=KINDS,
            button="Choose a workbook",
            folder="Choose a folder",
        )
        self.drop.setMinimumHeight(theme.px(76))
        self.drop.chosen.connect(self.chosen)
        self.drop.refused.connect(self.show_refusal)
        self.empty_link = link("Save an empty workbook", "download", clicked=desk.ask_for_empty)
        card.body.addSpacing(2)
        card.body.addWidget(self.drop)
        card.body.addLayout(row(self.empty_link, stretch()))
        return card

    def _earlier_card(self) -> Card:
        self.earlier_card = Card("Earlier imports", flush=True)
        self.earlier_card.setMaximumWidth(theme.px(WIDTH))
        self.earlier_card.setMinimumHeight(theme.px(170))
        self.earlier = RecordTable(
            COLUMNS, key=lambda line: line.id, rows="row", name="Earlier imports"
        )
        self.earlier.set_empty(
            EmptyState(
                "history", "No workbook was imported yet", "What you take in is listed here."
            )
        )
        self.earlier_card.body.addWidget(self.earlier)
        return self.earlier_card

    def show_earlier(self, lines: tuple[ImportLine, ...]) -> None:
        """Show the imports before this one."""
        self.earlier.show_rows(lines)

    def show_refusal(self, words: str) -> None:
        """Say why a file or folder was not taken, and what to do."""
        self.refusal.set_words(words)
        self.refusal.show()

    def clear(self) -> None:
        """Say nothing of a file that was refused before."""
        self.refusal.hide()

    def path_given(self, path: Path) -> None:
        """Take a path as if it had been dropped."""
        self.drop.offer(path)
