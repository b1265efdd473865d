"""Rules: what the law and the agency's own standards ask; everybody reads them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from cfs_panels.domain.words import long_date, plural, short_date
from ui.settings.rule_change import ChangeDialog
from ui.settings.rule_dialogs import confirm_rule, take_back
from ui.settings.rule_side import RuleSide
from ui.settings.section import Section
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.record_cells import Cell, Column, Heading
from ui.widgets.record_table import RecordTable
from ui.widgets.side_pane import SidePaneHost
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.rule_lines import RuleLine, RuleVersionLine
    from ui.widgets.desk import PageDesk

SERVICES = (("", "all"), ("fostering", "Fostering"), ("adoption", "Adoption"), ("both", "Both"))
OWN = "own"
CONFIRMED_HERE = "Confirmed by the agency"
STATUSES = (
    ("", "any"),
    ("verified", "Confirmed"),
    ("unconfirmed", "Unconfirmed"),
    ("local", "Own choice"),
    (OWN, "Entered by the agency"),
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
    """Return whether a rule was confirmed at its source, and whether the agency did that."""
    kind = PILLS[rule.status]
    words = rule.status_words
    if rule.by_agency:
        words = "Confirmed here" if rule.by_agency == CONFIRMED_HERE else "Changed here"
    spoken = rule.by_agency or words
    return Cell(pill=words, pill_kind=kind, icon=kind, spoken=spoken)


def source_cell(rule: RuleLine) -> Cell:
    """Return where a rule stands, and since when it or until when it is in force."""
    since = f"From {short_date(rule.effective_from)}"
    if rule.next_on is not None:
        since = f"Another from {short_date(rule.next_on)}"
    return Cell(rule.short_source, since, small=True)


COLUMNS = (
    Column(
        "name",
        "Rule",
        lambda r: Cell(r.name, r.words, medium=True),
        stretch=3,
        least=170,
        sort=lambda r: r.name.casefold(),
    ),
    Column("limit", "Limit", lambda r: Cell(r.limit, r.weight_words), width=150, least=140),
    Column(
        "source",
        "Source and dates",
        source_cell,
        stretch=2,
        least=112,
        sort=lambda r: r.next_on or r.effective_from,
        hide_compact=True,
    ),
    Column(
        "status",
        "Status",
        status_cell,
        width=146,
        least=146,
        sort=lambda r: (r.status, r.by_agency),
    ),
)


class RulesSection(Section):
    """Every rule in force today; a system administrator confirms and changes them."""

    key = "rules"
    title = "Rules"
    icon = "legal"
    action = "view_rules"

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._rules: dict[str, RuleLine] = {}
        self._versions: tuple[RuleVersionLine, ...] = ()
        self.dialog: object = None
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
        self.table.menu_asked.connect(self._open_menu)
        self.table.opened.connect(self._enter)
        own = [("Enter", "change")] if self.desk.may("change_rules") else []
        self.card = TableCard(self.table, footer=" ", keys=[*own, *KEYS])
        held = QWidget()
        line = QVBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.card)
        held.setFocusProxy(self.table)
        self.side = RuleSide(may_change=self.desk.may("change_rules"))
        self.side.confirm_asked.connect(self.confirm)
        self.side.change_asked.connect(self.change)
        self.side.take_back_asked.connect(self.take_back)
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
        if self.table.current_key():
            self._show_side(self.table.current_key())
        else:
            self.table.mark_first()

    def _filter(self) -> None:
        service, status, weight = map(self.filters.value, ("service", "status", "weight"))

        def keep(rule: RuleLine) -> bool:
            return (
                service in {"", rule.service}
                and (bool(rule.by_agency) if status == OWN else status in {"", rule.status})
                and weight in {"", rule.weight}
            )

        self.table.set_filter(self.filters.text(), keep=keep)
        count = self.table.records().count()
        today = long_date(self.desk.today)
        self.card.set_footer(f"{plural(count, 'rule')} in force on {today}")

    def _show_side(self, key: str) -> None:
        """Show a rule at once, and its versions when they are read."""
        self._versions = ()
        self.side.show_rule(self._rules.get(key), ())
        if not key:
            return

        def then(versions: tuple[RuleVersionLine, ...]) -> None:
            if key == self.table.current_key():
                self._versions = versions
                self.side.show_rule(self._rules.get(key), versions)

        workspace, actor = self.desk.workspace, self.desk.actor
        call = partial(workspace.rules.versions, actor, key)
        self.desk.read(self, call, then, replaces="versions")

    def changed(self, changes: Changes) -> None:
        if changes.touches("rule_version"):
            self.show_section(self.table.current_key())

    # What an administrator does.

    def confirm(self) -> None:
        """Ask where the rule that is marked was read."""
        if marked := self._marked():
            self.dialog = confirm_rule(self.desk, *marked)

    def change(self) -> None:
        """Ask for a new version of the rule that is marked."""
        if marked := self._marked():
            self.dialog = ChangeDialog(self.desk, *marked)

    def take_back(self, version: RuleVersionLine) -> None:
        """Ask why a version goes."""
        rule = self._rules.get(self.table.current_key())
        if rule is not None:
            self.dialog = take_back(self.desk, rule, version)

    def _marked(self) -> tuple[RuleLine, RuleVersionLine] | None:
        """Return the rule that is marked, with its version in force."""
        rule = self._rules.get(self.table.current_key())
        version = next((v for v in self._versions if v.state == "current"), None)
        return (rule, version) if rule is not None and version is not None else None

    def _deeds(self) -> list[tuple[str, Callable[[], object]]]:
        """Return what may be done with the rule that is marked."""
        marked = self._marked()
        if marked is None or not self.desk.may("change_rules"):
            return []
        confirm = [("Confirm", self.confirm)] if marked[1].can_confirm else []
        return [*confirm, ("Change", self.change)]

    def _open_menu(self, _key: str, at: QPoint) -> None:
        deeds = self._deeds()
        if not deeds:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, deed in deeds:
            menu.addAction(words).triggered.connect(lambda _on=False, deed=deed: deed())
        menu.popup(at)

    def _enter(self, _key: str) -> None:
        """Do with Enter what comes first: confirm, or else change."""
        if deeds := self._deeds():
            deeds[0][1]()
