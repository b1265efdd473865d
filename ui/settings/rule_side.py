"""A rule beside the list: what it says, its versions, and what may be done with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cfs_panels.domain.words import long_date
from ui.widgets.buttons import link, primary, secondary
from ui.widgets.card import FactList, divider
from ui.widgets.labels import Label
from ui.widgets.layouts import add, column, empty, row, stretch
from ui.widgets.pill import Pill, ServiceChip
from ui.widgets.side_pane import SidePane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from cfs_panels.domain.rule_lines import RuleLine, RuleVersionLine
    from ui.widgets.card import Fact
    from ui.widgets.layouts import Part

STATE_PILLS = {
    "current": "onTrack",
    "planned": "info",
    "past": "paused",
    "taken_back": "paused",
    "replaced": "paused",
}
UNREAD = "Nobody has read this at its source yet. Check it before you rely on it."


class RuleSide(SidePane):
    """All that is known of one rule.

    Signals:
        confirm_asked: The version in force was read at its source.
        change_asked: The rule is to change.
        take_back_asked: A version of the agency's own is to go; holds its line.
    """

    confirm_asked = Signal()
    change_asked = Signal()
    take_back_asked = Signal(object)

    def __init__(self, *, may_change: bool) -> None:
        super().__init__(name="The rule marked in the list")
        self._may_change = may_change
        self.confirm_button: QPushButton | None = None
        self.change_button: QPushButton | None = None
        self.open_button.hide()
        self.show_rule(None, ())

    def show_rule(self, rule: RuleLine | None, versions: Sequence[RuleVersionLine]) -> None:
        """Show a rule with its versions, or that none is marked."""
        empty(self.marks)
        empty(self.body)
        self.confirm_button = self.change_button = None
        if rule is None:
            words = "Mark a rule to read it here."
            self.body.addWidget(Label(words, "meta", muted=True, wrap=True))
            self.body.addStretch(1)
            return
        for service in ("fostering", "adoption"):
            if rule.service in {service, "both"}:
                self.marks.addWidget(ServiceChip(service))
        name = Label(rule.name, "section", wrap=True)
        self.body.addLayout(column(name, Label(rule.id, "meta", muted=True), spacing=1))
        self.body.addWidget(Label(rule.words, wrap=True))
        current = next((v for v in versions if v.state == "current"), None)
        if self._may_change and current is not None:
            self._add_buttons(current)
        if rule.status == "unconfirmed":
            self.body.addWidget(Pill("dueSoon", rule.status_words))
            self.body.addWidget(Label(UNREAD, "meta", muted=True, wrap=True))
        self.body.addWidget(divider())
        self.body.addWidget(FactList(_facts(rule), label_width=76))
        if versions:
            self._add_versions(versions)
        self.body.addStretch(1)

    def _add_buttons(self, current: RuleVersionLine) -> None:
        change = self.change_asked.emit
        if current.can_confirm:
            self.confirm_button = primary("Confirm", clicked=self.confirm_asked.emit)
            self.change_button = secondary("Change", clicked=change)
            parts: list[Part] = [self.confirm_button, self.change_button, stretch()]
        else:
            words = "Change" if current.can_correct else "Change from a day"
            self.change_button = secondary(words, clicked=change)
            parts = [self.change_button, stretch()]
        add(self.body, row(*parts))

    def _ask_back(self, version: RuleVersionLine, _on: object = None) -> None:
        self.take_back_asked.emit(version)

    def _add_versions(self, versions: Sequence[RuleVersionLine]) -> None:
        self.body.addWidget(divider())
        self.body.addWidget(Label("Versions", "meta", strong=True))
        for version in versions:
            parts: list[Part] = [
                row(
                    Label(version.limit, medium=True, wrap=True),
                    Pill(STATE_PILLS[version.state], version.state_words),
                    spacing=6,
                ),
                Label(_span(version), "meta", muted=True, wrap=True),
                Label(f"{version.status_words}. {version.origin}.", "meta", muted=True, wrap=True),
            ]
            if version.reason:
                parts.append(Label(version.reason, "meta", muted=True, wrap=True))
            if self._may_change and version.id:
                button = link("Take back")
                button.clicked.connect(partial(self._ask_back, version))
                button.setAccessibleName(f"Take back {version.limit}, {_span(version)}")
                parts.append(row(button, stretch()))
            self.body.addLayout(column(*parts, spacing=2))
            self.body.addSpacing(6)


def _span(version: RuleVersionLine) -> str:
    begins = f"From {long_date(version.effective_from)}"
    if version.effective_to is None:
        return begins
    return f"{begins} to {long_date(version.effective_to)}"


def _facts(rule: RuleLine) -> list[Fact]:
    facts = [
        ("Limit", rule.limit),
        ("Weight", rule.weight_words),
        ("Force", rule.force),
        ("Source", rule.source),
        ("Note", rule.note),
        ("In force", f"from {long_date(rule.effective_from)}"),
        ("Until", long_date(rule.effective_to) if rule.effective_to is not None else ""),
    ]
    return [(name, value) for name, value in facts if value]
