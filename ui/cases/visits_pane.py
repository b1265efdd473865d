"""Visits of a case: when one was arranged, and the records written of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cfs_panels.domain.visits import FormState
from ui.cases.case_pane import CasePane
from ui.cases.next_steps import Deed, action_of
from ui.widgets.buttons import primary, secondary
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.layouts import row, stretch
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.case_lines import CaseDetails
    from cfs_panels.domain.visits import FormLine
    from ui.cases.case_desk import CaseDesk

STATES = {
    FormState.DRAFT: ("info", "Draft"),
    FormState.PASSED: ("dueSoon", "With manager"),
    FormState.SENT_BACK: ("overdue", "Sent back"),
    FormState.AGREED: ("onTrack", "Decided"),
}
ARRANGE = "initial_visit_offered"
OPEN_STATES = {FormState.DRAFT, FormState.SENT_BACK, FormState.PASSED}
EARLY_STAGES = {"enquiry", "initial_visit"}


class VisitsPane(CasePane):
    """The records of visits; Enter opens one.

    Signals:
        begin_asked: A record of the visit is to be begun.
    """

    begin_asked = Signal()

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__(desk)
        self.forms: dict[str, FormLine] = {}
        self._arrange = secondary("Arrange the visit", "calendar", clicked=self._arrange_visit)
        self.write = primary("Write the visit record", "edit", clicked=self.begin_asked.emit)
        self.table = RecordTable(
            [
                Column("title", "Record", _title, stretch=8, least=180),
                Column("words", "How it stands", lambda f: Cell(f.words, muted=True), stretch=7),
                Column("state", "State", _state, width=150, sortable=False),
            ],
            key=lambda form: form.id,
            rows="row",
            name="Visit records",
        )
        self.table.set_empty(
            EmptyState(
                "visit",
                "No visit has been written up",
                "The record of the initial visit stands here from the first word on.",
            )
        )
        self.table.opened.connect(lambda key: self.desk.go("form", key))
        buttons = row(Label("Visits", "section"), stretch(), self._arrange, self.write)
        self.body.addLayout(buttons)
        self.body.addWidget(TableCard(self.table, keys=[("Enter", "open")]), 1)
        self.table.setMinimumHeight(240)

    def first(self) -> QWidget:
        """Return the table."""
        return self.table

    def fill(self, case: CaseDetails) -> None:
        """Read and show the visit records of a case."""
        arrange = action_of(case, ARRANGE)
        self._arrange.setVisible(arrange is not None and not arrange.blocked)
        self.write.hide()
        workspace, actor = self.desk.workspace, self.desk.actor
        self.desk.read(
            self,
            lambda: workspace.visits.forms(actor, case.id, case.as_of),
            self.show_forms,
            replaces="all",
        )

    def show_forms(self, forms: tuple[FormLine, ...]) -> None:
        """Show visit records; one can be begun where none is under way."""
        self.forms = {form.id: form for form in forms}
        under_way = any(form.state in OPEN_STATES for form in forms)
        case = self.case
        early = case is not None and case.stage in EARLY_STAGES and case.status.is_open
        may = case is not None and "write_form" in case.allowed
        self.write.setVisible(may and early and not under_way)
        self.table.show_rows(forms)

    def _arrange_visit(self) -> None:
        self.deed_chosen.emit(Deed("action", self._arrange.text(), (ARRANGE,)))


def _title(form: FormLine) -> Cell:
    return Cell(form.title, icon="visit", medium=True)


def _state(form: FormLine) -> Cell:
    kind, word = STATES[form.state]
    return Cell(pill=word, pill_kind=kind, icon=kind)
