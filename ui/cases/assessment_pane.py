"""The assessment of a case: the report and its versions, what follows it, and every clock."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from cfs_panels.domain.words import long_date, short_date
from ui.cases.case_pane import CasePane
from ui.cases.clock_strip import WhyPopover, now_with
from ui.cases.needs_table import PILLS
from ui.cases.next_steps import Deed
from ui.widgets.buttons import secondary
from ui.widgets.card import ActionRow, Card, divider
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.layouts import row, stretch
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.case_lines import ActionLine, CaseDetails, ClockLine
    from cfs_panels.domain.papers import PaperLine
    from ui.cases.case_desk import CaseDesk

REPORT = "report"
PAPER_COLUMNS = ("report", "views", "signed", "note")
NO_PAPERS = "Report, observations and declaration are listed once there is an application."
NO_CHILD_PAPERS = "What is needed is listed once adoption is the plan, or a match is proposed."
NO_STEPS = "No step is yours to record here now. The stages above show how far it is."
# The actions that belong to the assessment, in the order in which they come.
STEPS = (
    "siblings_assessed",
    "permanence_report_started",
    "medical_adviser_reported",
    "assessments_completed",
    "key_decision_discussed",
    "plan_endorsed",
    "plan_proposed",
    "attach_review_report",
    "propose_match",
    "placement_report_given",
    "stage_one_plan_made",
    "decide_stage_one",
    "stage_one_notice_sent",
    "notice_to_proceed_received",
    "stage_two_started",
    "assessment_plan_made",
    "attach_report",
    "report_given",
    "record_observations",
    "observations_expired",
    "declare_compliance",
)


class AssessmentPane(CasePane):
    """What the assessment still takes, the versions of the report, and the clocks.

    Signals:
        paper_opened: A version of the report is to be read; holds its `PaperLine`.
        reason_asked: The cause of a late clock is to be recorded; holds its rule.
    """

    paper_opened = Signal(object)
    reason_asked = Signal(str)

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__(desk)
        self.reports: dict[str, PaperLine] = {}
        self._steps = Card("Steps of the assessment")
        self._papers = Card("Papers of the assessment")
        self._report_card = Card("Report", flush=True)
        self.report_table = self._make_report_table()
        self._report_card.body.addWidget(self.report_table)
        self._clock_card = Card("Clocks", flush=True)
        self.clock_table = self._make_clock_table()
        self._clock_card.body.addWidget(self.clock_table)
        top = row(self._steps, self._papers, spacing=12)
        top.setStretch(0, 1)
        top.setStretch(1, 1)
        self.body.addLayout(top)
        self.body.addWidget(self._report_card)
        self.body.addWidget(self._clock_card)
        self.body.addStretch(1)

    def _make_report_table(self) -> RecordTable:
        table = RecordTable(
            [
                Column("title", "Report", _report, stretch=10, least=180),
                Column("author", "Written by", lambda p: Cell(p.author), stretch=5),
                Column("finished", "Finished", _finished, width=140),
                Column("pages", "Pages", _pages, width=80, align="right", hide_compact=True),
            ],
            key=lambda paper: paper.id,
            rows="row",
            name="Versions of the report",
        )
        table.set_empty(
            EmptyState("document", "No report yet", "The finished report is added here.")
        )
        table.opened.connect(lambda key: self.paper_opened.emit(self.reports[key]))
        return table

    def _make_clock_table(self) -> RecordTable:
        table = RecordTable(
            [
                Column("name", "Clock", lambda c: Cell(c.name, medium=True), stretch=7, least=160),
                Column("words", "How it stands", _clock_words, stretch=6),
                Column("due", "Ends", lambda c: Cell(short_date(c.due_on), muted=True), width=116),
                Column("source", "Source", lambda c: Cell(c.source, muted=True), stretch=8),
            ],
            key=lambda clock: clock.rule_id,
            rows="row",
            name="Clocks",
        )
        table.set_empty(EmptyState("timer", "No clock is running", "Clocks start with the events."))
        table.opened.connect(self._open_why)
        return table

    def first(self) -> QWidget:
        """Return the list of reports."""
        return self.report_table

    def fill(self, case: CaseDetails) -> None:
        """Show the assessment of a case."""
        of_child = case.is_of_child
        self._steps.header.set_title("Steps" if of_child else "Steps of the assessment")
        self._papers.header.set_title("Papers" if of_child else "Papers of the assessment")
        self._show_steps(case)
        self._show_papers(case)
        self.clock_table.show_rows(case.clocks)
        self.clock_table.setFixedHeight(max(150, self.clock_table.content_height()))
        workspace, actor = self.desk.workspace, self.desk.actor
        self.desk.read(
            self,
            lambda: workspace.papers.papers(actor, case.id, case.as_of),
            self.show_reports,
            replaces="all",
        )

    def show_reports(self, papers: tuple[PaperLine, ...]) -> None:
        """Show the versions of the report among the papers of the case."""
        found = [paper for paper in papers if paper.kind == REPORT and not paper.removed]
        self.reports = {paper.id: paper for paper in found}
        self.report_table.show_rows(found)
        self.report_table.setFixedHeight(max(150, self.report_table.content_height()))

    def _show_steps(self, case: CaseDetails) -> None:
        self._steps.clear()
        for stage in case.stages:
            if stage.key in {"stage_1", "stage_2"}:
                self._steps.body.addWidget(ActionRow(_MARKS[stage.state], stage.name, stage.below))
        by_key = {action.key: action for action in case.actions}
        found = [by_key[key] for key in STEPS if key in by_key]
        if found and self._steps.body.count():
            self._steps.body.addWidget(divider())
        for action in found:
            self._steps.body.addLayout(self._step(action))
        if not self._steps.body.count():
            self._steps.body.addWidget(Label(NO_STEPS, "meta", muted=True, wrap=True))

    def _step(self, action: ActionLine) -> QVBoxLayout:
        button = secondary(action.words, small=True, clicked=partial(self._choose, action))
        button.setEnabled(not action.blocked)
        stack = QVBoxLayout()
        stack.setSpacing(2)
        stack.addLayout(row(button, stretch()))
        if action.blocked:
            button.setAccessibleDescription(action.blocked)
            stack.addWidget(Label(action.blocked, "caption", muted=True, wrap=True))
        return stack

    def _choose(self, action: ActionLine) -> None:
        self.deed_chosen.emit(Deed("action", action.words, (action.key,)))

    def _show_papers(self, case: CaseDetails) -> None:
        self._papers.clear()
        every = case.is_of_child
        found = [need for need in case.needs if every or need.column in PAPER_COLUMNS]
        for need in found:
            mark = "onTrack" if need.is_in else PILLS.get(need.state, "missing")
            words = ". ".join(part for part in (need.person, need.evidence) if part)
            self._papers.body.addWidget(ActionRow(mark, need.name, words, fill=need.is_in))
        if not found:
            words = NO_CHILD_PAPERS if case.is_of_child else NO_PAPERS
            self._papers.body.addWidget(Label(words, "meta", muted=True, wrap=True))

    def _open_why(self, key: str) -> None:
        case = self.case
        clock = next((c for c in case.clocks if c.rule_id == key), None) if case else None
        if case is None or clock is None:
            return
        may = "record_event" in case.allowed
        why = WhyPopover(self, clock, now_with(case), may_explain=may)
        why.reason_asked.connect(self.reason_asked)
        why.open_below(self.clock_table)


_MARKS = {"done": "onTrack", "now": "info", "booked": "calendar", "to_come": "expected"}


def _report(paper: PaperLine) -> Cell:
    return Cell(f"{paper.title}, version {paper.version_number}", icon="document", medium=True)


def _finished(paper: PaperLine) -> Cell:
    day = paper.finished_on
    spoken = long_date(day) if day else ""
    return Cell(short_date(day) if day else "", muted=True, spoken=spoken)


def _pages(paper: PaperLine) -> Cell:
    return Cell(str(paper.pages or ""), align="right", muted=True)


def _clock_words(clock: ClockLine) -> Cell:
    return Cell(pill=clock.words or clock.pill, pill_kind=clock.state, icon=clock.state)
