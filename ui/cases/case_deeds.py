"""What is done from a case's page: each deed opens its dialog, its form or its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cfs_panels.domain.visits import StartForm
from ui.cases import (
    allocation_dialogs,
    case_dialogs,
    check_dialogs,
    child_dialogs,
    event_dialog,
    household_dialogs,
    paper_dialogs,
)
from ui.cases.next_steps import action_of
from ui.widgets.explain_delay import LateRun, explain_delay

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.case_lines import CaseDetails
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.children import ChildDetails
    from cfs_panels.domain.visits import FormLine
    from ui.cases.case_desk import CaseDesk
    from ui.cases.next_steps import Deed

    Open = Callable[[CaseDesk, CaseDetails], object]

VISIT_FORM = "initial_visit"

# The steps that a command of their own records, by the key of the action.
_COMMANDS: dict[str, Open] = {
    "decide_stage_one": case_dialogs.decide_stage_one,
    "record_observations": case_dialogs.record_observations,
    "declare_compliance": case_dialogs.declare_compliance,
    "sign_agreement": case_dialogs.sign_agreement,
    "attach_report": paper_dialogs.attach_report,
    "attach_brief_report": paper_dialogs.attach_brief_report,
    "attach_review_report": paper_dialogs.attach_review_report,
    "propose_match": child_dialogs.propose_match,
}
# What the menus offer besides the steps of the pathway.
_MENU: dict[str, Open] = {
    "paper": paper_dialogs.attach_paper,
    "check": check_dialogs.add_check,
    "person": household_dialogs.add_person,
    "household": household_dialogs.open_household,
    "child": child_dialogs.open_child,
    "allocate": allocation_dialogs.allocate,
    "restrict": allocation_dialogs.restrict,
}


class CaseDeeds(QObject):
    """Takes a deed to where it is done.

    Attributes:
        child: The child of a child's case, nothing in the case of a household.

    Signals:
        tab_asked: The deed is done on another tab; holds its key.
    """

    tab_asked = Signal(str)

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__(desk.page)
        self._desk = desk
        self.child: ChildDetails | None = None

    def take(self, case: CaseDetails, deed: Deed) -> None:
        """Do what a button says."""
        if deed.kind == "action":
            self.act(case, deed.place[0])
        elif deed.kind == "tab":
            self.tab_asked.emit(deed.place[0])
        elif deed.kind == "visit":
            self.open_visit(case)
        else:
            self._desk.go(*deed.place)

    def act(self, case: CaseDetails, key: str) -> None:
        """Open what records a step, or what an entry of the menus asks for."""
        if key == "correct":
            self.tab_asked.emit("history")
            return
        if key in _MENU:
            _MENU[key](self._desk, case)
            return
        action = action_of(case, key)
        if action is None or action.blocked:
            return
        if action.event is not None:
            siblings = self.child.siblings if self.child is not None else ()
            event_dialog.record_event(self._desk, case, action, siblings)
        elif key in _COMMANDS:
            _COMMANDS[key](self._desk, case)

    def explain(self, case: CaseDetails, rule_id: str) -> None:
        """Ask why a clock ran late."""
        clock = next((c for c in case.clocks if c.rule_id == rule_id), None)
        if clock is not None:
            self.explain_run(case, LateRun.of_line(clock))

    def explain_run(self, case: CaseDetails, run: LateRun) -> None:
        """Ask why a clock ran late, that once."""
        explain_delay(self._desk, case.id, run, case.causes)

    def open_visit(self, case: CaseDetails) -> None:
        """Open the newest visit record, or begin one where there is none."""
        workspace, actor = self._desk.workspace, self._desk.actor

        def go(forms: tuple[FormLine, ...]) -> None:
            if forms:
                self._desk.go("form", forms[0].id)
            else:
                self.begin_visit(case)

        self._desk.read(self, lambda: workspace.visits.forms(actor, case.id), go)

    def begin_visit(self, case: CaseDetails) -> None:
        """Begin the record of the initial visit, or go on with the one begun."""
        self._desk.do(StartForm(case.id, VISIT_FORM), then=self._open_form)

    def _open_form(self, changes: Changes) -> None:
        self._desk.go("form", changes.made)
