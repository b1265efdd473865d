"""The cards of a child's case: how it stands, the child, brothers and sisters, the match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.domain.words import long_date
from ui.cases.next_steps import action_of
from ui.cases.side_cards import SideCard
from ui.widgets.buttons import link, secondary
from ui.widgets.card import FactList
from ui.widgets.labels import Label
from ui.widgets.layouts import row, stretch
from ui.widgets.pill import Pill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.case_lines import CaseDetails
    from cfs_panels.domain.children import (
        ChildDetails,
        MatchedChild,
        MatchLine,
        SiblingLine,
        StandingLine,
    )
    from ui.cases.case_desk import CaseDesk
    from ui.widgets.card import Fact

LABEL_WIDTH = 118
YES_NO = {True: "Yes", False: "No", None: ""}
TOGETHER = {True: "To be placed together", False: "To be placed apart"}


DECIDING = ("plan", "panel", "decision")


def awaits_decision(case: CaseDetails, child: ChildDetails) -> bool:
    """Return whether a plan, its review or a match is on its way to the decision maker."""
    if not case.needs:
        return False
    proposed = child.match is not None and child.match.is_proposed
    missing = any(not need.is_in for need in case.needs)
    return missing or proposed or case.stage in DECIDING or case.status == CaseStatus.IN_REVIEW


class StandingCard(SideCard):
    """What holds for a child: a decision, an order, a match, a placement, and the route."""

    def __init__(self) -> None:
        super().__init__("How it stands")

    def show_child(self, case: CaseDetails, child: ChildDetails | None) -> None:
        """Show how a child's case stands; nothing where there is no child or nothing holds."""
        self.clear()
        if child is None:
            self.hide()
            return
        for line in child.standings:
            self.body.addWidget(standing_row(line))
        panel = child.panel_words if awaits_decision(case, child) else ""
        if panel:
            self.body.addWidget(Label(panel, "meta", muted=True, wrap=True))
        self.setVisible(bool(child.standings or panel))


def standing_row(line: StandingLine) -> QWidget:
    """Return what holds, with the day since which it does."""
    whole = QWidget()
    stack = QHBoxLayout(whole)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(10)
    stack.addWidget(Label(line.words, medium=True, wrap=True), 1)
    stack.addWidget(Label(long_date(line.since), "meta", muted=True))
    return whole


class ChildCard(SideCard):
    """What is known of the child; *Edit* changes it."""

    def __init__(self) -> None:
        super().__init__("Child", link="Edit")
        self.header.link.setAccessibleName("Edit the child")
        self.facts = FactList(label_width=LABEL_WIDTH)
        self.body.addWidget(self.facts)

    def show_child(self, case: CaseDetails, child: ChildDetails) -> None:
        """Show what is known of a child."""
        self.header.link.setVisible("edit_child" in case.allowed)
        self.facts.set_facts(child_facts(child))


def child_facts(child: ChildDetails) -> list[tuple[str, str]]:
    """Return what is known of a child, label and words each."""
    name = f"{child.first_name} {child.last_name}".strip()
    born = long_date(child.born_on) if child.born_on else ""
    entered = child.care_entered_on
    found = (
        ("Name", name),
        ("Born", ", ".join(part for part in (born, child.age_words) if part)),
        ("Sex", child.sex),
        ("Ethnicity", child.ethnicity),
        ("In care since", long_date(entered) if entered else ""),
        ("Plan", child.plan),
        ("Route", child.route_words),
        ("Early permanence", YES_NO[child.early_permanence]),
        ("Disability", YES_NO[child.disability]),
    )
    return [(label, words) for label, words in found if words]


class SiblingsCard(SideCard):
    """Brothers and sisters whose cases the person may see, together or apart, and why."""

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__("Brothers and sisters")
        self._desk = desk

    def show_child(self, child: ChildDetails) -> None:
        """Show the group of a child; the card is absent where there is none."""
        self.clear()
        self.setVisible(bool(child.sibling_group or child.siblings or child.together is not None))
        self.header.set_meta(f"Group {child.sibling_group}" if child.sibling_group else "")
        if child.together is not None:
            self.body.addWidget(Label(TOGETHER[child.together], medium=True))
        if child.together_reason:
            self.body.addWidget(Label(child.together_reason, muted=True, wrap=True))
        for sibling in child.siblings:
            self.body.addWidget(self._row(sibling))
        if not child.siblings:
            words = "No case of a brother or sister that you may open."
            self.body.addWidget(Label(words, "meta", muted=True, wrap=True))

    def _row(self, sibling: SiblingLine) -> QWidget:
        words = ", ".join(part for part in (sibling.first_name, sibling.age_words) if part)
        below = " · ".join(part for part in (sibling.reference, sibling.stage_name) if part)
        return linked_row(words, below, self._desk, sibling.case_id)


class MatchCard(SideCard):
    """The match proposed or made, or the way to propose one.

    Signals: propose_asked.
    """

    propose_asked = Signal()

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__("Match")
        self._desk = desk

    def show_child(self, case: CaseDetails, child: ChildDetails) -> None:
        """Show a child's match; the card is absent before one can be proposed."""
        self.clear()
        match, action = child.match, action_of(case, "propose_match")
        may = action is not None and not action.blocked
        self.setVisible(match is not None or may)
        self.header.set_meta("")
        if match is not None:
            self._show_match(match)
        elif may:
            words = "No match is proposed. Choose the adopters, or say who they are."
            self.body.addWidget(Label(words, muted=True, wrap=True))
            button = secondary(
                "Propose a match", "add", small=True, clicked=self.propose_asked.emit
            )
            self.body.addLayout(row(button, stretch()))

    def _show_match(self, match: MatchLine) -> None:
        state = "Proposed" if match.is_proposed else "Matched"
        pill = Pill("info" if match.is_proposed else "onTrack", state)
        name = match.household or "Adopters whose case you may not open"
        self.body.addLayout(row(Label(name, medium=True, wrap=True), pill, spacing=8))
        facts: list[Fact] = [("Since", long_date(match.since))]
        if match.source:
            facts.append(("Whose adopters", match.source))
        self.body.addWidget(FactList(facts, label_width=LABEL_WIDTH))
        if match.case_id:
            opened = link(
                "Open the adopters’ case", clicked=lambda: self._desk.go("case", match.case_id)
            )
            self.body.addLayout(row(opened, stretch()))


class ChildCards(QWidget):
    """The child, and beside it brothers and sisters and the match.

    Signals:
        edit_asked: What is known of the child is to be changed.
        match_asked: A match is to be proposed.
    """

    edit_asked = Signal()
    match_asked = Signal()

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__()
        self.child, self.siblings = ChildCard(), SiblingsCard(desk)
        self.match = MatchCard(desk)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.child, 1)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self.siblings)
        right.addWidget(self.match)
        right.addStretch(1)
        line.addWidget(self._right, 1)
        self.child.linked.connect(self.edit_asked)
        self.match.propose_asked.connect(self.match_asked)

    def show_child(self, case: CaseDetails, child: ChildDetails | None) -> None:
        """Show a child's cards; none of them for the case of a household."""
        self.setVisible(child is not None)
        if child is None:
            return
        self.child.show_child(case, child)
        self.siblings.show_child(child)
        self.match.show_child(case, child)
        self._right.setVisible(not (self.siblings.isHidden() and self.match.isHidden()))


class MatchedCard(SideCard):
    """On the adopters' case: the children matched with them, by first name and reference."""

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__("Matched children")
        self._desk = desk
        self.hide()

    def show_case(self, case: CaseDetails) -> None:
        """Read and show the children matched with the people of a case."""
        self.hide()
        if case.is_of_child or case.service.value != "adoption":
            return
        workspace, actor = self._desk.workspace, self._desk.actor
        self._desk.read(
            self,
            lambda: workspace.children.matched_with(actor, case.id),
            self.show_children,
            replaces="matched",
        )

    def show_children(self, children: Sequence[MatchedChild]) -> None:
        """Show children; the card is absent where there are none that the person may see."""
        self.clear()
        for child in children:
            words = ", ".join(part for part in (child.first_name, child.age_words) if part)
            below = f"{child.reference} · {child.words}"
            self.body.addWidget(linked_row(words, below, self._desk, child.case_id))
        self.setVisible(bool(children))


def linked_row(words: str, below: str, desk: CaseDesk, case_id: str) -> QWidget:
    """Return a child in a line, with the way to the child's case."""
    whole = QWidget()
    line = QHBoxLayout(whole)
    line.setContentsMargins(0, 2, 0, 2)
    line.setSpacing(10)
    said = QVBoxLayout()
    said.setSpacing(0)
    said.addWidget(Label(words, medium=True))
    said.addWidget(Label(below, "meta", muted=True))
    line.addLayout(said, 1)
    opened = link("Open case", clicked=lambda: desk.go("case", case_id))
    opened.setAccessibleName(f"Open case: {words}")
    line.addWidget(opened)
    return whole
