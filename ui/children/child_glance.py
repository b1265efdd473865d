"""A look at one child, beside the list of children."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cfs_panels.domain.words import long_date
from ui.widgets.buttons import primary
from ui.widgets.card import ActionRow, FactList
from ui.widgets.glance import LABEL_WIDTH, CaseLook
from ui.widgets.labels import Label
from ui.widgets.layouts import add, row, stretch
from ui.widgets.pill import ServiceChip

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.cases import CaseDetails
    from cfs_panels.domain.children import ChildDetails
    from ui.widgets.card import Fact

PLACED = "placed"


class ChildGlance(CaseLook):
    """How long a child waits, what holds for the child, what is next and by when.

    Signals:
        case_asked: The child's case, or a brother's or sister's, is to be opened; holds its id.
    """

    case_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("The child marked in the list", "Mark a child to look at the case here.")

    def show_details(self, case: CaseDetails, child: ChildDetails, today: date) -> None:
        """Show a child as the case stands today."""
        self.begin()
        self.marks.addWidget(ServiceChip("adoption"))
        below = " · ".join(part for part in (child.reference, child.age_words) if part)
        self.add_title(child.first_name, below)
        self.add_stages(case, case.stage_words or case.status_words)
        opened = primary("Open case", clicked=lambda: self.case_asked.emit(case.id))
        add(self.body, row(opened, stretch()))
        self._add_next(case)
        self._add_standing(child)
        self.add_needs(case)
        self.add_deadlines(case, today)
        self._add_siblings(child)
        self.add_people([("Worker", case.worker), ("Manager", case.manager)])
        self.body.addStretch(1)

    def _add_next(self, case: CaseDetails) -> None:
        if case.next_sentence or case.next_step:
            self.add_head("Next step", case.next_role or case.next_owner)
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
            self.add_head("How it stands")
            self.body.addWidget(FactList(facts, label_width=LABEL_WIDTH))

    def _add_siblings(self, child: ChildDetails) -> None:
        if child.siblings:
            self.add_head("Brothers and sisters")
            for line in child.siblings:
                words = f"{line.first_name}, {line.age_words}".rstrip(", ")
                sibling = ActionRow("child", words, line.reference, action="Open")
                sibling.acted.connect(lambda case_id=line.case_id: self.case_asked.emit(case_id))
                self.body.addWidget(sibling)
