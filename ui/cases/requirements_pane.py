"""What the decision maker required in a case, who owes it by when, and what shows it was met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.decisions import MeetRequirement
from cfs_panels.domain.words import plural, short_date
from ui.cases.case_pane import CasePane
from ui.cases.event_dialog import ANY_WAY, NEED_DAY
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.layouts import row, stretch
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable
from ui.widgets.table_card import TableCard
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.case_lines import CaseDetails
    from cfs_panels.domain.decisions import RequirementLine
    from ui.cases.case_desk import CaseDesk

STATES = {"done": "Met", "overdue": "Late", "onTrack": "Open"}


class RequirementsPane(CasePane):
    """The requirements of a case; Enter on one records that it is met."""

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__(desk)
        self.lines: dict[str, RequirementLine] = {}
        self._count = Label("", muted=True)
        self.table = RecordTable(
            [
                Column("text", "Requirement", _text, stretch=12, least=200),
                Column("owner", "Owner", lambda r: Cell(r.owner), stretch=4),
                Column("due", "Due", lambda r: Cell(short_date(r.due_on), muted=True), width=112),
                Column("state", "State", _state, width=110, sortable=False),
                Column("deed", "", self._deed, width=130, sortable=False),
            ],
            key=lambda r: r.id,
            rows="two_line",
            name="Requirements",
        )
        self.table.set_empty(
            EmptyState(
                "requirement",
                "Nothing is required",
                "Requirements of a signed decision stand here until they are met, and go with the "
                "case to its next review.",
            )
        )
        self.table.opened.connect(self.meet)
        self.table.link_clicked.connect(lambda key, _column: self.meet(key))
        self.body.addLayout(row(Label("Requirements", "section"), self._count, stretch()))
        self.body.addWidget(TableCard(self.table), 1)

    def first(self) -> QWidget:
        """Return the table."""
        return self.table

    def fill(self, case: CaseDetails) -> None:
        """Read and show the requirements of a case."""
        workspace, actor = self.desk.workspace, self.desk.actor
        self.desk.read(
            self,
            lambda: workspace.register.requirements(
                actor, case.id, with_met=True, as_of=case.as_of
            ),
            self.show_lines,
            replaces="all",
        )

    def show_lines(self, lines: tuple[RequirementLine, ...]) -> None:
        """Show requirements."""
        self.lines = {line.id: line for line in lines}
        left = sum(1 for line in lines if line.met_on is None)
        self._count.setText(f"{plural(left, 'requirement')} open" if lines else "")
        self.table.show_rows(lines)
        self.table.setMinimumHeight(max(240, self.table.content_height()))

    def meet(self, key: str) -> None:
        """Ask when a requirement was met and what shows it."""
        line = self.lines[key]
        if self._may_meet(line):
            meet_requirement(self.desk, line)

    def _may_meet(self, line: RequirementLine) -> bool:
        allowed = self.case.allowed if self.case is not None else frozenset()
        return line.met_on is None and "meet_requirement" in allowed

    def _deed(self, line: RequirementLine) -> Cell:
        return Cell(link="Record as met" if self._may_meet(line) else "")


def meet_requirement(desk: CaseDesk, line: RequirementLine) -> AskingDialog:
    """Ask when a requirement was met, and for the evidence."""

    def make() -> MeetRequirement:
        return MeetRequirement(line.id, day.value() or desk.today, evidence.value())

    dialog = AskingDialog(
        desk,
        "Requirement met",
        verb="Record",
        icon="requirement",
        lead=line.text,
        words=f"Due {short_date(line.due_on)}, {line.owner}.",
        make=make,
        kept=line.id,
    )
    day = dialog.ask_day("met_on", "Met on", desk.today, hint=ANY_WAY, needed=NEED_DAY)
    evidence = dialog.ask(
        "evidence",
        "What shows it",
        TextArea(lines=3),
        hint="A certificate, a letter, a visit: what someone else can look at.",
        needed="Enter what shows that it is met",
    )
    return dialog.begin()


def _text(line: RequirementLine) -> Cell:
    below = f"Met {short_date(line.met_on)}: {line.evidence}" if line.met_on else ""
    return Cell(line.text, below or (f"For {line.recipient}" if line.recipient else ""))


def _state(line: RequirementLine) -> Cell:
    kind = line.state if line.state in STATES else "info"
    return Cell(pill=STATES.get(line.state, "Open"), pill_kind=kind, icon=kind)
