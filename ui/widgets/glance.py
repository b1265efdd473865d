"""A look at what is marked in a list, beside it: empty until something is, then part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cfs_panels.domain.words import long_date, near_date
from ui.widgets.card import ActionRow, FactList, divider
from ui.widgets.labels import Label
from ui.widgets.layouts import add, column, empty, row, stretch
from ui.widgets.side_pane import SidePane
from ui.widgets.stage_stepper import StageStepper, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from PySide6.QtGui import QShowEvent

    from cfs_panels.domain.cases import CaseDetails, ClockLine
    from ui.widgets.card import Fact
    from ui.widgets.layouts import Part

CASE_WIDTH = 316
MOST = 4
LABEL_WIDTH = 96
ALL_MISSING: Mapping[str, str] = {}
_STEPS = {"done": "done", "now": "now", "booked": "booked", "to_come": "todo"}


class Glance(SidePane):
    """What a list has marked; ``nothing`` is said while it has marked nothing.

    Signals:
        shown: It can be seen again, and may have missed what was marked meanwhile.
    """

    shown = Signal()

    def __init__(self, name: str, nothing: str) -> None:
        super().__init__(name=name)
        self._nothing = nothing
        self.show_nothing()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def show_nothing(self) -> None:
        """Say that nothing is marked."""
        self.begin()
        self.open_button.hide()
        self.body.addWidget(Label(self._nothing, "meta", muted=True, wrap=True))
        self.body.addStretch(1)

    def begin(self) -> None:
        """Take off what was shown, to show something else."""
        empty(self.marks)
        empty(self.body)
        self.open_button.show()

    def add_head(self, words: str, meta: str = "") -> None:
        """Begin another part, under a line."""
        self.body.addWidget(divider())
        parts: list[Part] = [Label(words, "meta", strong=True), stretch()]
        if meta:
            parts.append(Label(meta, "meta", muted=True))
        add(self.body, row(*parts))


class CaseLook(Glance):
    """The parts of a look at a case, whoever it is about."""

    def add_title(self, name: str, below: str) -> None:
        """Show whom the case is about."""
        self.body.addLayout(
            column(
                Label(name, "section", wrap=True),
                Label(below, "meta", muted=True),
                spacing=1,
            )
        )

    def add_stages(self, case: CaseDetails, words: str) -> None:
        """Show how far the case is."""
        steps = [Step(s.name, _STEPS[s.state], s.below) for s in case.stages]
        self.body.addWidget(StageStepper(steps, words=False))
        if words:
            self.body.addWidget(Label(words, wrap=True))

    def add_needs(self, case: CaseDetails, icons: Mapping[str, str] = ALL_MISSING) -> None:
        """Show what is still needed, the first of it by name; ``icons`` are those of its states."""
        missing = [need for need in case.needs if not need.is_in]
        if not missing:
            return
        self.add_head("Still needed", f"{len(missing)} of {len(case.needs)}")
        rows = [
            ActionRow(icons.get(need.state, "missing"), need.name, need.below or need.evidence)
            for need in missing[:MOST]
        ]
        add(self.body, column(*rows, spacing=3))
        if len(missing) > MOST:
            more = f"and {len(missing) - MOST} more, listed on the case"
            self.body.addWidget(Label(more, "meta", muted=True))

    def add_deadlines(self, case: CaseDetails, today: date) -> None:
        """Show when the clocks end that run or pause."""
        clocks = [clock for clock in case.clocks if clock.stopped_on is None]
        if clocks:
            self.add_head("Deadlines")
            facts = [_deadline(clock, today) for clock in clocks[:MOST]]
            self.body.addWidget(FactList(facts, label_width=LABEL_WIDTH))

    def add_people(self, people: Iterable[tuple[str, str]]) -> None:
        """Show those who are known of the people, by what they are."""
        known: list[Fact] = [(part, who) for part, who in people if who]
        if known:
            self.add_head("People")
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
