"""What the tracking workbook told of a case: a card for each of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cfs_panels.domain.words import long_date
from ui.cases.case_pane import CasePane
from ui.widgets.card import Card, FactList
from ui.widgets.labels import Label
from ui.widgets.layouts import column, empty, row, stretch

if TYPE_CHECKING:
    from cfs_panels.domain.case_lines import CaseDetails
    from cfs_panels.domain.tracking.outcomes import ToldRow
    from ui.cases.case_desk import CaseDesk

TITLES = {
    "Households": "Household",
    "Children": "Child",
    "Items": "Panel item",
    "Decisions": "Decision",
    "Reviews": "Review",
    "Endings": "Ending",
}
WIDE = 8  # with more facts than these a card has them in two columns
LABEL_WIDTH = 158
NOTED = "Columns that are not known, kept as notes"


def is_on_record(case: CaseDetails) -> bool:
    """Return whether a case is kept as the workbook told it, without steps of its own."""
    return len(case.stages) == 1


class WorkbookCards(QWidget):
    """The rows of the workbook about one case."""

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__()
        self._desk = desk
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(10)

    def show_case(self, case: CaseDetails) -> None:
        """Read and show what the workbook told of a case."""
        workspace, actor = self._desk.workspace, self._desk.actor
        self._desk.read(
            self,
            lambda: workspace.case_imports.rows(actor, case.id),
            self.show_rows,
            replaces="rows",
        )

    def show_rows(self, rows: tuple[ToldRow, ...]) -> None:
        """Show rows of the workbook."""
        empty(self._stack)
        for told in rows:
            self._stack.addWidget(told_card(told))
        self._stack.addStretch(1)


class WorkbookPane(CasePane):
    """The tab of a case that came in by import, or of which an import told something."""

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__(desk)
        self.cards = WorkbookCards(desk)
        self.body.addWidget(self.cards)

    def fill(self, case: CaseDetails) -> None:
        """Show what the workbook told of a case."""
        self.cards.show_case(case)

    def first(self) -> QWidget:
        """Return the cards."""
        return self.cards


def told_title(told: ToldRow) -> str:
    """Return what a row is: ``Decision, 18 April 2024``."""
    title = TITLES.get(told.sheet, told.sheet)
    dated = told.on is not None and told.sheet not in ("Households", "Children")
    return f"{title}, {long_date(told.on)}" if dated and told.on else title


def told_card(told: ToldRow) -> Card:
    """Return a card of what one row told."""
    card = Card(told_title(told), meta=f"{told.sheet}, row {told.row} of {told.file_name}")
    half = (len(told.facts) + 1) // 2 if len(told.facts) > WIDE else len(told.facts)
    parts = [facts for facts in (told.facts[:half], told.facts[half:]) if facts]
    lists = (FactList(part, label_width=LABEL_WIDTH) for part in parts)
    card.body.addLayout(row(*(column(one, stretch()) for one in lists), spacing=24))
    if told.notes:
        card.body.addSpacing(4)
        card.body.addWidget(Label(NOTED, "meta", strong=True))
        card.body.addWidget(FactList(told.notes, label_width=LABEL_WIDTH))
    return card
