"""The dialog that hands somebody's caseload over, with every case shown before it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.handovers import STAYS, HandOverCaseload
from ui import theme
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.desk import Desk, PageDesk
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.cases import Colleague
    from cfs_panels.domain.handovers import HeldCase, Holding
    from cfs_panels.services.workspace import Workspace
    from ui.widgets.page import Page

ROWS_SHOWN = 4
LOW = 640  # a window that has room for two cases only
PARTS = {"worker": "Social worker", "manager": "Manager"}
AS_CHOSEN = ""
NOBODY_YET, NO_CASE = "Nobody is chosen yet", "No open case"


class HandoverDialog(AskingDialog):
    """Asks who hands over to whom, and for each case who else gets it."""

    def __init__(self, desk: Desk, from_id: str = "") -> None:
        super().__init__(
            desk,
            "Hand over a caseload",
            verb="Hand over",
            icon="people",
            words="Every open case that you may allocate goes in one step, with its visits to "
            "decide on and its requirements.",
            make=self._make_command,
        )
        self._from = from_id
        self._chosen: dict[str, str] = {}
        self._cases: dict[str, HeldCase] = {}
        self._names: dict[str, str] = {}
        self._ask()
        self._show_cases()
        self.setMinimumWidth(theme.px(760))
        self.begin()
        self._read_holders()

    # What is asked.

    def _ask(self) -> None:
        line = self.line()
        self.giver = self.ask(
            "from_id",
            "From",
            ChoiceBox(placeholder="Choose who leaves", width=340),
            needed="Choose who hands over.",
            line=line,
        )
        self.taker = self.ask(
            "to_id",
            "To",
            ChoiceBox(placeholder="Choose a colleague", width=340),
            needed="Choose the colleague who takes over.",
            line=line,
        )
        line.addStretch(1)
        self.giver.edited.connect(self._take_giver)
        self.taker.edited.connect(self._look)
        self.held = Label(" ", "meta", muted=True, wrap=True)
        self.body.addWidget(self.held)

    def _show_cases(self) -> None:
        columns = (
            Column("case", "Case", self._case_cell, stretch=3, least=200,
                   sort=lambda c: c.reference),
            Column("part", "As", lambda c: Cell(PARTS[c.part]), width=120),
            Column("goes", "Goes to", self._goes_cell, stretch=3, least=220),
        )  # fmt: skip
        self.table = RecordTable(
            columns, key=lambda c: c.case_id, rows="two_line", name="Cases", rounded=True
        )
        self.none = EmptyState("cases", NOBODY_YET, "Choose who hands over: their cases come here.")
        self.table.set_empty(self.none)
        rows = ROWS_SHOWN if self.desk.window().window().height() > LOW else 2
        height = theme.size("tableHeader") + rows * theme.size("rowTwoLine")
        self.table.setMinimumHeight(height)
        self.table.setMaximumHeight(height)
        self.table.current_changed.connect(self._take_case)
        self.body.addWidget(self.table, 1)
        line = self.line()
        self.other = self.ask(
            "choices",
            "The case marked goes to",
            ChoiceBox(width=340),
            line=line,
        )
        self.other.edited.connect(self._choose_other)
        self.on = self.ask_day(
            "on", "On", self.desk.today, needed="Enter the day of the handover.", line=line
        )
        line.addStretch(1)
        self.reason = self.ask(
            "reason",
            "Reason",
            TextArea(lines=1),
            hint="Such as: leaves the agency on 31 October. It is kept with each case.",
            needed="Enter the reason.",
        )

    # What is read.

    def _read_holders(self) -> None:
        service, actor = self.desk.workspace.handovers, self.desk.actor
        self.desk.read(
            self, lambda: service.holders(actor), then=self._offer_givers, replaces="holders"
        )

    def _offer_givers(self, people: tuple[Colleague, ...]) -> None:
        self.giver.set_choices([(c.id, _said(c)) for c in people])
        if self._from and self._from in {c.id for c in people}:
            self.giver.set_value(self._from)
            self._take_giver()
        elif self._from:
            self.held.setText("They have no open case that you may hand over.")

    def _take_giver(self) -> None:
        self._chosen.clear()
        self._look()

    def _look(self) -> None:
        """Read what would go where, and what could not."""
        if not self.giver.value():
            return
        command = self._make_command()
        service, actor = self.desk.workspace.handovers, self.desk.actor
        self.desk.read(
            self,
            lambda: service.preview(actor, command.from_id, command if command.to_id else None),
            then=self._show_holding,
            replaces="preview",
        )

    def _show_holding(self, holding: Holding) -> None:
        chosen = self.taker.value()
        self._names = {c.id: c.name for c in holding.colleagues}
        choices = [(c.id, _said(c)) for c in holding.colleagues]
        self.taker.set_choices(choices)
        self.taker.set_value(chosen if chosen in self._names else "")
        self.other.set_choices(
            [(AS_CHOSEN, "The colleague above"), (STAYS, "Nobody: it stays"), *choices]
        )
        self._cases = {case.case_id: case for case in holding.cases}
        self.none.set_words(NO_CASE, f"{holding.name} has none that you allocate.")
        marked = self.table.current_key()
        self.table.show_rows(holding.cases)
        if marked in self._cases:
            self.table.mark(marked)
        else:
            self.table.mark_first()
        words = [f"{holding.name} holds {holding.words or 'no open case'}.", *holding.stays]
        self.held.setText(" ".join(words))
        self._take_case(self.table.current_key())

    # Each case.

    def _take_case(self, key: str) -> None:
        self.other.setEnabled(bool(key))
        self.other.set_value(self._chosen.get(key, AS_CHOSEN))

    def _choose_other(self) -> None:
        if key := self.table.current_key():
            self._chosen[key] = self.other.value()
            self._look()

    def _case_cell(self, case: HeldCase) -> Cell:
        return Cell(case.named, case.next_words or case.kind, medium=True,
                    icon="restricted" if case.is_restricted else "")  # fmt: skip

    def _goes_cell(self, case: HeldCase) -> Cell:
        chosen = self._chosen.get(case.case_id) or self.taker.value()
        if chosen == STAYS:
            return Cell("Stays", muted=True)
        who = self._names.get(chosen, "")
        if case.problem:
            return Cell(who, case.problem, icon="overdue", tone="overdue")
        return Cell(who or "Choose a colleague", muted=not who)

    def _make_command(self) -> HandOverCaseload:
        return HandOverCaseload(
            self.giver.value(),
            self.taker.value(),
            self.value("on") or self.desk.today,
            self.value("reason"),
            tuple((key, to) for key, to in self._chosen.items() if to != AS_CHOSEN),
        )


def hand_over(page: Page, workspace: Workspace, actor: Actor, from_id: str = "") -> HandoverDialog:
    """Ask over a page for a caseload to be handed over."""
    return HandoverDialog(PageDesk(page, workspace, actor), from_id)


def _said(person: Colleague) -> str:
    where = person.team or person.words
    return f"{person.name}, {where}" if where else person.name
