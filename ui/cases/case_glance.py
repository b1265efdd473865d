"""A look at one case, beside the list of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cfs_panels.domain.words import long_date, near_date
from ui.cases.next_steps import next_deed
from ui.widgets.buttons import primary, secondary
from ui.widgets.card import ActionRow, FactList, divider
from ui.widgets.labels import Label
from ui.widgets.layouts import add, column, empty, row, stretch
from ui.widgets.pill import ServiceChip
from ui.widgets.side_pane import SidePane
from ui.widgets.stage_stepper import StageStepper, Step

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QShowEvent

    from cfs_panels.domain.cases import CaseDetails, ClockLine, NeedLine
    from ui.widgets.card import Fact
    from ui.widgets.layouts import Part

WIDTH = 316
MOST_NEEDS = 4
MOST_CLOCKS = 4
LABEL_WIDTH = 96
_NEED_STATES = {
    "asked": "missing",
    "ends_today": "dueSoon",
    "late": "overdue",
    "blocked": "blocked",
    "missing": "missing",
    "todo": "info",
}
_STEPS = {"done": "done", "now": "now", "booked": "booked", "to_come": "todo"}


class CaseGlance(SidePane):
    """What a case still needs, its deadlines and its people.

    Signals:
        place_asked: The page, and the record on it, where the next step is taken.
        shown: It can be seen again, and may have missed what was marked meanwhile.
    """

    place_asked = Signal(tuple)
    shown = Signal()

    def __init__(self) -> None:
        super().__init__(name="The case marked in the list")
        self.show_nothing()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def show_nothing(self) -> None:
        """Say that no case is marked."""
        self._clear()
        self.open_button.hide()
        self.body.addWidget(Label("Mark a case to look at it here.", "meta", muted=True, wrap=True))
        self.body.addStretch(1)

    def _clear(self) -> None:
        empty(self.marks)
        empty(self.body)

    def show_details(
        self, details: CaseDetails, today: date, can_go: Callable[[str], bool]
    ) -> None:
        """Show a case as it stands today."""
        self._clear()
        self.open_button.show()
        self.marks.addWidget(ServiceChip(details.service.value))
        self.marks.addWidget(Label(details.kind, "meta", muted=True))
        self.body.addLayout(
            column(
                Label(details.household, "section", wrap=True),
                Label(details.reference, "meta", muted=True),
                spacing=1,
            )
        )
        steps = [Step(s.name, _STEPS[s.state], s.below) for s in details.stages]
        self.body.addWidget(StageStepper(steps, words=False))
        if details.stage_words:
            self.body.addWidget(Label(details.stage_words, wrap=True))
        self._add_step(details, can_go)
        self._add_needs(details)
        self._add_deadlines(details, today)
        self._add_people(details)
        self.body.addStretch(1)

    def _add_step(self, details: CaseDetails, can_go: Callable[[str], bool]) -> None:
        """Offer the next step where this person may take it, and the case itself."""
        buttons = []
        deed = next_deed(details, can_go)
        if deed is not None:
            place = deed.place if deed.kind == "page" else ("case", details.id)
            if deed.kind == "tab":
                place = ("case", details.id, *deed.place)
            buttons.append(primary(deed.words, clicked=lambda: self.place_asked.emit(place)))
        buttons.append(secondary("Open case", clicked=self.opened.emit))
        add(self.body, row(*buttons, stretch()))

    def _add_head(self, words: str, meta: str = "") -> None:
        self.body.addWidget(divider())
        parts: list[Part] = [Label(words, "meta", strong=True), stretch()]
        if meta:
            parts.append(Label(meta, "meta", muted=True))
        add(self.body, row(*parts))

    def _add_needs(self, details: CaseDetails) -> None:
        missing = [need for need in details.needs if not need.is_in]
        if not missing:
            return
        self._add_head("Still needed", f"{len(missing)} of {len(details.needs)}")
        rows = [_need_row(need) for need in missing[:MOST_NEEDS]]
        add(self.body, column(*rows, spacing=3))
        if len(missing) > MOST_NEEDS:
            more = f"and {len(missing) - MOST_NEEDS} more, listed on the case"
            self.body.addWidget(Label(more, "meta", muted=True))

    def _add_deadlines(self, details: CaseDetails, today: date) -> None:
        clocks = [clock for clock in details.clocks if clock.stopped_on is None]
        if clocks:
            self._add_head("Deadlines")
            facts = [_deadline(clock, today) for clock in clocks[:MOST_CLOCKS]]
            self.body.addWidget(FactList(facts, label_width=LABEL_WIDTH))

    def _add_people(self, details: CaseDetails) -> None:
        facts = [("Worker", details.worker), ("Manager", details.manager)]
        facts += [("Phone", details.home.phone)]
        known: list[Fact] = [(name, value) for name, value in facts if value]
        if known:
            self._add_head("People")
            self.body.addWidget(FactList(known, label_width=LABEL_WIDTH))


def _need_row(need: NeedLine) -> ActionRow:
    below = need.below or need.evidence
    return ActionRow(_NEED_STATES.get(need.state, "missing"), need.name, below)


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
