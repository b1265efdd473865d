"""A look at one child, beside the list of children."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cfs_panels.domain.words import long_date, near_date
from ui.widgets.buttons import primary
from ui.widgets.card import ActionRow, FactList, divider
from ui.widgets.labels import Label
from ui.widgets.layouts import add, column, empty, row, stretch
from ui.widgets.pill import ServiceChip
from ui.widgets.side_pane import SidePane
from ui.widgets.stage_stepper import StageStepper, Step

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QShowEvent

    from cfs_panels.domain.cases import CaseDetails, ClockLine
    from cfs_panels.domain.children import ChildDetails
    from ui.widgets.card import Fact
    from ui.widgets.layouts import Part

WIDTH = 316
MOST = 4
LABEL_WIDTH = 96
PLACED = "placed"
_STEPS = {"done": "done", "now": "now", "booked": "booked", "to_come": "todo"}


class ChildGlance(SidePane):
    """How long a child waits, what holds for the child, what is next and by when.

    Signals:
        case_asked: The child's case, or a brother's or sister's, is to be opened; holds its id.
        shown: It can be seen again, and may have missed what was marked meanwhile.
    """

    case_asked = Signal(str)
    shown = Signal()

    def __init__(self) -> None:
        super().__init__(name="The child marked in the list")
        self.show_nothing()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def show_nothing(self) -> None:
        """Say that no child is marked."""
        self._clear()
        self.open_button.hide()
        words = "Mark a child to look at the case here."
        self.body.addWidget(Label(words, "meta", muted=True, wrap=True))
        self.body.addStretch(1)

    def _clear(self) -> None:
        empty(self.marks)
        empty(self.body)

    def show_details(self, case: CaseDetails, child: ChildDetails, today: date) -> None:
        """Show a child as the case stands today."""
        self._clear()
        self.open_button.show()
        self.marks.addWidget(ServiceChip("adoption"))
        below = " · ".join(part for part in (child.reference, child.age_words) if part)
        self.body.addLayout(
            column(
                Label(child.first_name, "section", wrap=True),
                Label(below, "meta", muted=True),
                spacing=1,
            )
        )
        steps = [Step(s.name, _STEPS[s.state], s.below) for s in case.stages]
        self.body.addWidget(StageStepper(steps, words=False))
        words = case.stage_words or case.status_words
        if words:
            self.body.addWidget(Label(words, wrap=True))
        opened = primary("Open case", clicked=lambda: self.case_asked.emit(case.id))
        add(self.body, row(opened, stretch()))
        self._add_next(case)
        self._add_standing(child)
        self._add_needs(case)
        self._add_deadlines(case, today)
        self._add_siblings(child)
        self._add_people(case)
        self.body.addStretch(1)

    def _add_head(self, words: str, meta: str = "") -> None:
        self.body.addWidget(divider())
        parts: list[Part] = [Label(words, "meta", strong=True), stretch()]
        if meta:
            parts.append(Label(meta, "meta", muted=True))
        add(self.body, row(*parts))

    def _add_next(self, case: CaseDetails) -> None:
        if case.next_sentence or case.next_step:
            self._add_head("Next step", case.next_role or case.next_owner)
            self.body.addWidget(Label(case.next_sentence or f"{case.next_step}.", wrap=True))

    def _add_standing(self, child: ChildDetails) -> None:
        since = child.care_entered_on
        over = any(line.key == PLACED for line in child.standings)
        waited = "Waited" if over else "Waiting"
        facts: list[Fact] = [(waited, child.waiting_words)] if child.waiting_words else []
        if since is not None:
            facts.append(("In care since", long_date(since)))
        facts += [(line.words, f"Since {long_date(line.since)}") for line in child.standings]
        if child.match is not None and child.match.household:
            facts.append(("Match", child.match.household))
        if facts:
            self._add_head("How it stands")
            self.body.addWidget(FactList(facts, label_width=LABEL_WIDTH))

    def _add_needs(self, case: CaseDetails) -> None:
        missing = [need for need in case.needs if not need.is_in]
        if not missing:
            return
        self._add_head("Still needed", f"{len(missing)} of {len(case.needs)}")
        rows = [ActionRow("missing", n.name, n.below or n.evidence) for n in missing[:MOST]]
        add(self.body, column(*rows, spacing=3))
        if len(missing) > MOST:
            more = f"and {len(missing) - MOST} more, listed on the case"
            self.body.addWidget(Label(more, "meta", muted=True))

    def _add_deadlines(self, case: CaseDetails, today: date) -> None:
        clocks = [clock for clock in case.clocks if clock.stopped_on is None]
        if clocks:
            self._add_head("Deadlines")
            facts = [_deadline(clock, today) for clock in clocks[:MOST]]
            self.body.addWidget(FactList(facts, label_width=LABEL_WIDTH))

    def _add_siblings(self, child: ChildDetails) -> None:
        if child.siblings:
            self._add_head("Brothers and sisters")
            for line in child.siblings:
                words = f"{line.first_name}, {line.age_words}".rstrip(", ")
                sibling = ActionRow("child", words, line.reference, action="Open")
                sibling.acted.connect(lambda case_id=line.case_id: self.case_asked.emit(case_id))
                self.body.addWidget(sibling)

    def _add_people(self, case: CaseDetails) -> None:
        known: list[Fact] = [
            (name, value)
            for name, value in (("Worker", case.worker), ("Manager", case.manager))
            if value
        ]
        if known:
            self._add_head("People")
            self.body.addWidget(FactList(known, label_width=LABEL_WIDTH))


def _deadline(clock: ClockLine, today: date) -> Fact:
    """Return a clock's end: a day, ``Today``, or ``Passed 1 September``."""
    if clock.state == "paused":
        return (clock.name, "Paused")
    if clock.due_on == today:
        return (clock.name, "Today", "dueSoon")
    if clock.due_on < today:
        return (clock.name, f"Passed {near_date(clock.due_on, today)}", "overdue")
    words = long_date(clock.due_on)
    return (clock.name, words, clock.state) if clock.state == "dueSoon" else (clock.name, words)
