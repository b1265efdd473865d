"""The cards at the right of a case's overview: the next step, the household, what came last."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.domain.words import long_date, near_date, plural
from ui import theme
from ui.cases.next_steps import Deed, next_deed, second_deed
from ui.widgets.avatar import PersonRow
from ui.widgets.buttons import link, primary, secondary
from ui.widgets.card import Card
from ui.widgets.labels import ElideLabel, Label
from ui.widgets.layouts import empty, row, stretch

if TYPE_CHECKING:
    from cfs_panels.domain.case_lines import CaseDetails, ChildLine, EventLine
    from ui.cases.case_desk import CaseDesk


class SideCard(Card):
    """A card of the side, a little closer than others."""

    def __init__(self, title: str, *, link: str = "") -> None:
        super().__init__(title, link=link)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(16, 10, 16, 11)


class NextStepCard(SideCard):
    """The one next step, whose it is, and the button that takes it.

    Signals:
        chosen: What is to be done, a `Deed`.
    """

    chosen = Signal(object)

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__("Next step")
        self._desk = desk
        self._words = Label("", wrap=True)
        self.body.addWidget(self._words)
        self._buttons = row(spacing=8)
        self.body.addLayout(self._buttons)

    def show_case(self, case: CaseDetails) -> None:
        """Show the next step of a case."""
        self.header.set_meta(case.next_role or case.next_owner)
        self._words.setText(next_words(case))
        empty(self._buttons)
        first = next_deed(case, self._desk.can_go)
        second = second_deed(case, self._desk.can_go) if case.as_of is None else None
        if first is not None:
            self._buttons.addWidget(primary(first.words, clicked=lambda: self._choose(first)))
        if second is not None:
            self._buttons.addWidget(secondary(second.words, clicked=lambda: self._choose(second)))
        self._buttons.addStretch(1)

    def _choose(self, deed: Deed) -> None:
        self.chosen.emit(deed)


def next_words(case: CaseDetails) -> str:
    """Return the next step as a sentence; of a case that is over, how it ended."""
    if case.next_sentence or case.next_step:
        return case.next_sentence or f"{case.next_step}."
    if case.status is CaseStatus.APPROVED:
        return after_approval_words(case)
    return case.status_words or "Nothing is waiting to be done."


def after_approval_words(case: CaseDetails) -> str:
    """Return what comes next for those who are approved: what is late, or the first clock."""
    late = case.late_requirements
    if late:
        return f"{plural(late, 'requirement')} {'is' if late == 1 else 'are'} late."
    running = [c for c in case.clocks if c.due_on is not None and c.stopped_on is None]
    first = min(running, key=lambda clock: clock.due_on or date.max, default=None)
    if first is None:
        return case.status_words
    was = " was due" if first.state == "overdue" else ""
    return f"{first.name}{was} by {long_date(first.due_on)}."


class HouseholdCard(SideCard):
    """Who belongs to the household; *Edit* leads to its people and address."""

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__("Household", link="Edit")
        self._desk = desk

    def show_case(self, case: CaseDetails) -> None:
        """Show the household of a case."""
        self.header.link.setVisible("edit_household" in case.allowed)
        self.header.link.setAccessibleName("Edit the household")
        self.clear()
        self.body.setSpacing(5)
        for person in case.people:
            age = "" if person.age is None else f", {person.age}"
            self.body.addWidget(PersonRow(f"{person.name}{age}", person.words))
        if case.child is not None:
            self._show_child(case.child)

    def _show_child(self, child: ChildLine) -> None:
        age = "" if child.age is None else f", {child.age}"
        self.body.addWidget(PersonRow(f"{child.first_name}{age}", f"Child, {child.reference}"))
        group = child.sibling_group and f"Sibling group {child.sibling_group}"
        words = " · ".join(part for part in (child.plan and f"Plan: {child.plan}", group) if part)
        if words:
            self.body.addWidget(Label(words, "meta", muted=True, wrap=True))
        if child.case_id:
            opened = link("Open the child’s case", clicked=lambda: self._go(child.case_id))
            self.body.addLayout(row(opened, stretch()))

    def _go(self, case_id: str) -> None:
        self._desk.go("case", case_id)


class LatestCard(SideCard):
    """What was recorded or seen last."""

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__("Latest", link="All history")
        self._desk = desk
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, theme.px(76))
        self.body.addLayout(self._grid)

    def show_case(self, case: CaseDetails) -> None:
        """Show what came last in a case."""
        empty(self._grid)
        for line, event in enumerate(case.latest):
            day = Label(event_day(event, self._desk.today), "meta", muted=True)
            words = ElideLabel(event.words)
            words.setAccessibleName(f"{day.text()}: {event.words}")
            self._grid.addWidget(day, line, 0, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(words, line, 1)
        self.setVisible(bool(case.latest))


def event_day(event: EventLine, today: date) -> str:
    """Return when something happened: ``Today 10:39``, ``20 October``."""
    if event.on == today:
        return f"Today {event.at}".strip()
    return near_date(event.on, today)
