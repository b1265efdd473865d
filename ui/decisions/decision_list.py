"""The list of decisions: with the decision maker by the day they are due, then what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.words import long_date, plural, short_date, weekday_date
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.header import PageHeader
from ui.widgets.page import Crumb, Navigator, Page
from ui.widgets.record_cells import Cell, Column, Heading
from ui.widgets.record_table import RecordTable
from ui.widgets.saved_views import SavedViews, View
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.decisions import DecisionRow
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import TaskRunner

ALL, WAITING, NOTICES, SIGNED = "all", "waiting", "notices", "signed"
GROUPS = {
    WAITING: "With the decision maker",
    NOTICES: "Notices to give",
    SIGNED: "Signed in the last 4 weeks",
}
SERVICES = (("", "all"), ("fostering", "Fostering"), ("adoption", "Adoption"))
KINDS = ("decision", "agency_decision", "notice", "case")


def group_of(row: DecisionRow) -> str:
    """Return the group that a decision stands in."""
    if row.signed_on is None:
        return WAITING
    return NOTICES if row.notices_due else SIGNED


def household_cell(row: DecisionRow) -> Cell:
    """Return whose decision it is."""
    below = f"{row.reference} · {row.item_name}"
    return Cell(row.household, below, stripe=row.service.value, medium=True)


def panel_cell(row: DecisionRow) -> Cell:
    """Return what panel recommended, and when."""
    if row.panel_on is None:
        return Cell("Without panel")
    return Cell(row.panel_words, f"Panel {long_date(row.panel_on)}")


def decision_cell(row: DecisionRow) -> Cell:
    """Return by when to decide, or what was decided."""
    if row.signed_on is None:
        what = "Final minutes received" if row.panel_on else "Received"
        received = f"{what} {short_date(row.minutes_received_on)}"
        return Cell(f"Decide by {weekday_date(row.due_on)}", received)
    return Cell(row.outcome_words, f"Signed {long_date(row.signed_on)}")


def state_cell(row: DecisionRow) -> Cell:
    """Return how its clock stands."""
    return Cell(pill=row.state_words, pill_kind=row.state, icon=row.state)


COLUMNS = (
    Column("household", "Household or child", household_cell, stretch=4, least=220),
    Column(
        "panel",
        "Panel",
        panel_cell,
        stretch=3,
        least=140,
        sort=lambda r: r.panel_on or r.minutes_received_on,
    ),
    Column(
        "decision",
        "Decision",
        decision_cell,
        stretch=4,
        least=220,
        sort=lambda r: r.signed_on or r.due_on,
    ),
    Column(
        "notices",
        "Notices",
        lambda r: Cell(r.notices_due.split(". ")[0], ". ".join(r.notices_due.split(". ")[1:])),
        stretch=4,
        least=120,
        hide_compact=True,
    ),
    Column("state", "Clock", state_cell, width=160, sort=lambda r: r.due_on),
)


class DecisionListPage(Page):
    """Every decision the person may see, what is due first on top."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner)
        self._workspace, self._actor = workspace, actor
        self._rows: tuple[DecisionRow, ...] = ()
        self._view = ALL
        body = self.lay_out(spacing=10)
        self.header = PageHeader("Decisions")
        body.addWidget(self.header)
        words = {ALL: "All", WAITING: GROUPS[WAITING], NOTICES: GROUPS[NOTICES], SIGNED: "Signed"}
        self.views = SavedViews([View(key, label) for key, label in words.items()])
        self.views.chosen.connect(self._choose)
        body.addWidget(self.views)
        self.filters = FilterBar("Filter this list")
        self.filters.add_choice("service", "Service", SERVICES)
        self.filters.changed.connect(self._show_rows)
        body.addWidget(self.filters)
        self.table = RecordTable(
            COLUMNS, key=lambda r: r.case_id, rows="two_line", name="Decisions", rounded=True
        )
        self.table.opened.connect(lambda key: self.navigator.open("decision", key))
        self.empty = EmptyState("decisions", "No decision is waiting")
        self.table.set_empty(self.empty)
        self.card = TableCard(self.table, footer="", keys=[("↑ ↓", "move"), ("Enter", "open")])
        body.addWidget(self.card, 1)

    def crumbs(self) -> list[Crumb]:
        return [Crumb("Decisions")]

    def primary_focus(self) -> RecordTable:
        return self.table

    def search_box(self) -> QLineEdit:
        return self.filters.search

    def open(self, *reference: str) -> None:
        if reference and reference[0] in GROUPS:
            self.views.choose(reference[0])
        self.reload()

    def changed(self, changes: Changes) -> None:
        if any(changes.touches(kind) for kind in KINDS):
            self.reload()

    def reload(self) -> None:
        self.runner.run(
            self,
            lambda: self._workspace.decision_pages.decisions(self._actor),
            then=self.show_list,
            replaces="list",
        )

    def show_list(self, rows: tuple[DecisionRow, ...]) -> None:
        """Show decisions, in the order in which they press."""
        self._rows = rows
        counts = {key: sum(1 for row in rows if group_of(row) == key) for key in GROUPS}
        self.views.set_counts({ALL: len(rows), **counts})
        self._show_rows()
        if not self.table.current_key():
            self.table.mark_first()

    def print_page(self) -> None:
        from ui.widgets.printing import print_rows  # not before it is wanted

        lines = [
            (GROUPS[group_of(r)], r.reference, r.household, r.state_words, r.outcome_words)
            for r in self._rows
        ]
        columns = ("Group", "Reference", "Household or child", "Clock", "Decision")
        who = self._actor.name
        print_rows(self, "Decisions", columns, lines, by=who, printed=self._note_print)

    def _note_print(self) -> None:
        count = len(self._rows)
        self.runner.run(
            self, lambda: self._workspace.exports.printed(self._actor, "decision", count)
        )

    def _choose(self, key: str) -> None:
        self._view = key
        self._show_rows()

    def _show_rows(self) -> None:
        service = self.filters.value("service")
        wanted = [row for row in self._rows if service in {"", row.service.value}]
        shown: list[DecisionRow | Heading] = []
        for key, words in GROUPS.items():
            rows = [row for row in wanted if group_of(row) == key]
            if rows and self._view in {ALL, key}:
                shown += [Heading(words, str(len(rows))), *rows]
        self.table.show_rows(shown)
        self.table.set_filter(self.filters.text())
        count = self.table.records().count()
        self.card.set_footer(f"{plural(count, 'decision')}, the one due first on top")
        self.empty.set_words(*self._why_empty())

    def _why_empty(self) -> tuple[str, str]:
        if self._rows:
            return "No decision is in this view", "Choose another view, or clear the filters."
        return (
            "No decision is waiting",
            "A case comes here when its final minutes are sent to the decision maker.",
        )
