"""One clock explained, beside the list: its rule, what started it, its holds, why it is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cfs_panels.domain.words import long_date
from ui import theme
from ui.widgets.buttons import primary, secondary
from ui.widgets.card import FactList
from ui.widgets.clock_card import ClockCard, ClockFacts
from ui.widgets.glance import Glance
from ui.widgets.labels import Label
from ui.widgets.layouts import add, column, row, stretch
from ui.widgets.pill import ServiceChip

if TYPE_CHECKING:
    from cfs_panels.domain.clock_pages import ClockDetails
    from ui.widgets.card import Fact

WIDTH = 304
LABEL_WIDTH = 74


class ClockGlance(Glance):
    """Why there is a clock, and why it ends when it does.

    Signals:
        reason_asked: Why the clock is late is to be recorded; holds its `ClockDetails`.
    """

    reason_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(
            "The clock marked in the list", "Mark a clock to see its rule and its days here."
        )

    def show_details(self, details: ClockDetails) -> None:
        """Show a clock as it stands today."""
        self.begin()
        self.marks.addWidget(ServiceChip(details.service.value))
        self.marks.addWidget(Label(details.reference, "meta", muted=True))
        line = details.line
        self.body.addWidget(Label(details.household, "section", wrap=True))
        card = ClockCard(
            ClockFacts(
                title=line.name,
                kind=line.state,
                figure=line.figure,
                unit=line.unit,
                share=line.fraction,
                line=line.line,
                source=line.source,
                pill=line.pill,
            )
        )
        card.setAccessibleName(f"{line.name}: {line.figure} {line.unit}")
        card.opened.connect(self.opened)
        self.body.addWidget(card)
        self._add_buttons(details)
        self._add_days(details)
        self._add_rule(details)
        self.body.addStretch(1)

    def _add_buttons(self, details: ClockDetails) -> None:
        asks = details.may_explain and not details.line.cause
        buttons = [secondary("Open case", clicked=self.opened.emit)]
        if asks:
            reason = primary("Record the reason", clicked=lambda: self.reason_asked.emit(details))
            buttons.insert(0, reason)
        add(self.body, row(*buttons, stretch()))

    def _add_days(self, details: ClockDetails) -> None:
        line = details.line
        cause = " ".join(part for part in (line.cause, line.cause_by) if part)
        is_late = line.state == "overdue"
        facts: list[Fact] = [("Started", details.started), ("Counted", details.counted)]
        if line.due_on != line.started_on or is_late:
            facts.append(("Ends", long_date(line.due_on), line.state if is_late else ""))
        facts += [("Hold", hold) for hold in details.holds]
        facts += [("With", details.owner)]
        if is_late:
            facts.append(("Cause", cause or "None recorded."))
        self.add_head("Days")
        self.body.addWidget(FactList(facts, label_width=theme.px(LABEL_WIDTH)))

    def _add_rule(self, details: ClockDetails) -> None:
        self.add_head("Rule")
        parts = [Label(details.rule_words, wrap=True), Label(details.source, "meta", wrap=True)]
        tone = "" if details.line.confirmed else "dueSoon"
        parts.append(Label(details.status_words, "meta", strong=not details.line.confirmed,
                           tone=tone, wrap=True))  # fmt: skip
        if details.note:
            parts.append(Label(details.note, "meta", muted=True, wrap=True))
        add(self.body, column(*parts, spacing=4))
