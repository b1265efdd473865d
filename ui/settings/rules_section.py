"""Rules: what the law and the agency's own standards ask, for everybody to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cfs_panels.domain.words import long_date, plural
from ui.settings.section import Section
from ui.widgets.card import FactList, divider
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.labels import Label
from ui.widgets.layouts import column, empty
from ui.widgets.pill import Pill, ServiceChip
from ui.widgets.record_cells import Cell, Column, Heading
from ui.widgets.record_table import RecordTable
from ui.widgets.side_pane import SidePane, SidePaneHost
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from cfs_panels.domain.rule_lines import RuleLine
    from ui.settings.settings_desk import SettingsDesk
    from ui.widgets.card import Fact

SERVICES = (("", "all"), ("fostering", "Fostering"), ("adoption", "Adoption"), ("both", "Both"))
STATUSES = (
    ("", "any"),
    ("verified", "Confirmed"),
    ("unconfirmed", "Unconfirmed"),
    ("local", "Own choice"),
)
WEIGHTS = (
    ("", "any"),
    ("REG", "Regulation"),
    ("STATG", "Statutory guidance"),
    ("NMS", "Minimum standard"),
    ("LOCAL", "Local standard"),
    ("GOOD", "Good practice"),
)
GROUPS = {"fostering": "Fostering", "adoption": "Adoption", "both": "Fostering and adoption"}
PILLS = {"verified": "onTrack", "unconfirmed": "dueSoon", "local": "info"}
KEYS = [("↑ ↓", "move"), ("Space", "show or hide the rule")]


def status_cell(rule: RuleLine) -> Cell:
    """Return whether a rule was confirmed at its source."""
    kind = PILLS[rule.status]
    return Cell(pill=rule.status_words, pill_kind=kind, icon=kind)


COLUMNS = (
    Column(
        "name",
        "Rule",
        lambda r: Cell(r.name, r.words, medium=True),
        stretch=3,
        least=240,
        sort=lambda r: r.name.casefold(),
    ),
    Column("limit", "Limit", lambda r: Cell(r.limit, r.weight_words), width=170),
    Column("status", "Status", status_cell, width=142, sort=lambda r: r.status),
)


class RuleSide(SidePane):
    """All that is known of one rule."""

    def __init__(self) -> None:
        super().__init__(name="The rule marked in the list")
        self.open_button.hide()
        self.show_rule(None)

    def show_rule(self, rule: RuleLine | None) -> None:
        """Show a rule, or that none is marked."""
        empty(self.marks)
        empty(self.body)
        if rule is None:
            words = "Mark a rule to read it here."
            self.body.addWidget(Label(words, "meta", muted=True, wrap=True))
            self.body.addStretch(1)
            return
        for service in ("fostering", "adoption"):
            if rule.service in {service, "both"}:
                self.marks.addWidget(ServiceChip(service))
        self.body.addLayout(
            column(
                Label(rule.name, "section", wrap=True),
                Label(rule.id, "meta", muted=True),
                spacing=1,
            )
        )
        self.body.addWidget(Label(rule.words, wrap=True))
        self.body.addWidget(divider())
        self.body.addWidget(FactList(_facts(rule), label_width=84))
        if rule.status == "unconfirmed":
            self.body.addWidget(divider())
            self.body.addWidget(Pill("dueSoon", rule.status_words))
            self.body.addWidget(
                Label(
                    "Nobody has read this at its source yet. Check it before you rely on it.",
                    "meta",
                    muted=True,
                    wrap=True,
                )
            )
        self.body.addStretch(1)


def _facts(rule: RuleLine) -> list[Fact]:
    facts = [
        ("Limit", rule.limit),
        ("Weight", rule.weight_words),
        ("Force", rule.force),
        ("Source", rule.source),
        ("Note", rule.note),
        ("In force", f"from {long_date(rule.effective_from)}"),
    ]
    if rule.effective_to is not None:
        facts.append(("Until", long_date(rule.effective_to)))
    return [(name, value) for name, value in facts if value]


class RulesSection(Section):
    """Every rule in force today; nothing is changed here."""

    key = "rules"
    title = "Rules"
    icon = "legal"
    action = "view_rules"

    def __init__(self, desk: SettingsDesk) -> None:
        super().__init__(desk)
        self._rules: dict[str, RuleLine] = {}
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        self.filters = FilterBar("Filter rules")
        self.search = self.filters.search
        self.filters.add_choice("service", "Service", SERVICES)
        self.filters.add_choice("status", "Status", STATUSES)
        self.filters.add_choice("weight", "Weight", WEIGHTS)
        self.filters.changed.connect(self._filter)
        stack.addWidget(self.filters)
        stack.addWidget(self._main(), 1)

    def _main(self) -> QWidget:
        self.table = RecordTable(
            COLUMNS, key=lambda rule: rule.id, rows="two_line", name="Rules", rounded=True
        )
        self.table.set_empty(EmptyState("legal", "No rule fits", "Other choices may find it."))
        self.table.current_changed.connect(self._show_side)
        self.card = TableCard(self.table, footer=" ", keys=KEYS)
        held = QWidget()
        line = QVBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.card)
        held.setFocusProxy(self.table)
        self.side = RuleSide()
        self.host = SidePaneHost(held, self.side, width=300)
        self.table.side_toggled.connect(self.host.toggle)
        return self.host

    def first(self) -> QWidget:
        return self.table

    def show_section(self, record: str = "") -> None:
        """Read the rules, and mark one of them where one is named."""

        def then(rules: tuple[RuleLine, ...]) -> None:
            self.show_rules(rules)
            if record:
                self.table.mark(record)

        workspace, actor = self.desk.workspace, self.desk.actor
        self.desk.read(self, lambda: workspace.rules.rules(actor), then, replaces="rules")

    def show_rules(self, rules: tuple[RuleLine, ...]) -> None:
        """Show the rules by service."""
        self._rules = {rule.id: rule for rule in rules}
        shown: list[RuleLine | Heading] = []
        for service, words in GROUPS.items():
            group = [rule for rule in rules if rule.service == service]
            if group:
                shown += [Heading(words, str(len(group))), *group]
        self.table.show_rows(shown)
        self._filter()
        if not self.table.current_key():
            self.table.mark_first()

    def _filter(self) -> None:
        service, status, weight = map(self.filters.value, ("service", "status", "weight"))

        def keep(rule: RuleLine) -> bool:
            return (
                service in {"", rule.service}
                and status in {"", rule.status}
                and weight in {"", rule.weight}
            )

        self.table.set_filter(self.filters.text(), keep=keep)
        count = self.table.records().count()
        today = long_date(self.desk.today)
        self.card.set_footer(f"{plural(count, 'rule')} in force on {today}")

    def _show_side(self, key: str) -> None:
        self.side.show_rule(self._rules.get(key))
