"""The clocks that someone must act on: views, filters, the table, and one clock explained."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from cfs_panels.domain.clock_pages import ClockPage, ClockQuery, ClockRow, ClockView, fits
from cfs_panels.domain.vocabulary import Service
from ui import theme
from ui.clocks.clock_columns import EMPTY_WORDS, NO_MATCH, VIEW_WORDS, columns_of, footer
from ui.clocks.clock_glance import WIDTH, ClockGlance
from ui.clocks.clock_list_output import clock_list_output
from ui.clocks.clocks_pane import ClocksPane
from ui.widgets.buttons import plain
from ui.widgets.desk import Desk
from ui.widgets.empty_state import EmptyState
from ui.widgets.explain_delay import LateRun, explain_delay
from ui.widgets.filter_bar import FilterBar
from ui.widgets.record_table import RecordTable
from ui.widgets.saved_views import SavedViews, View
from ui.widgets.side_pane import SidePaneHost
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.clock_pages import ClockDetails
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import TaskRunner
    from ui.widgets.page import Navigator

FIRST_CASES = 60
"""So many cases are worked out at once, so that the list is there while the rest comes."""
RULE_WIDTH = 210
SERVICES = (("", "all"), ("fostering", "Fostering"), ("adoption", "Adoption"))
KEYS = [("↑ ↓", "move"), ("Enter", "open case"), ("Space", "show or hide side panel")]


class ClockListPane(ClocksPane):
    """Every clock that runs on a case the person may see, late ones first."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner, workspace, actor)
        self._page: ClockPage | None = None
        self.desk = Desk(self, runner, workspace, actor)
        self.views = SavedViews([View(view.value, words) for view, words in VIEW_WORDS.items()])
        self.views.setAccessibleName("Views")
        self.views.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.views.chosen.connect(lambda _key: self._filter())
        self.body.addWidget(self.views)
        self.output = clock_list_output(self)
        self.filters = self._filter_bar()
        self.body.addWidget(self.filters)
        self.body.addWidget(self._main(), 1)
        export = QShortcut(QKeySequence("Ctrl+E"), self)
        export.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        export.activated.connect(self.output.ask_for_file)

    def _filter_bar(self) -> FilterBar:
        bar = FilterBar("Filter this list")
        bar.add_choice("service", "Service", SERVICES)
        bar.add_choice("rule", "Clock", [("", "all")]).setMaximumWidth(theme.px(RULE_WIDTH))
        bar.add_choice("team", "Team", [("", "all")])
        bar.add_choice("worker", "Worker", [("", "all")])
        bar.changed.connect(self._filter)
        self.export_button = bar.add_tool(plain("Export", "export", small=True))
        self.export_button.clicked.connect(self.output.ask_for_file)
        return bar

    def _main(self) -> QWidget:
        self.columns = columns_of(lambda: self.workspace.office.today)
        self.table = RecordTable(
            self.columns,
            key=lambda row: row.key,
            rows="two_line",
            name="Clocks",
            rounded=True,
        )
        self.table.opened.connect(lambda _key: self._open_case())
        self.table.current_changed.connect(self._glance)
        self.card = TableCard(self.table, footer=" ", keys=KEYS)
        self.glance = ClockGlance()
        self.glance.opened.connect(self._open_case)
        self.glance.reason_asked.connect(self._ask_why)
        self.glance.shown.connect(lambda: self._glance(self.table.current_key()))
        held = QWidget()
        stack = QVBoxLayout(held)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.card)
        held.setFocusProxy(self.table)
        self.host = SidePaneHost(held, self.glance, width=WIDTH)
        self.table.side_toggled.connect(self.host.toggle)
        self.table.records().modelReset.connect(self._show_footer)
        return self.host

    def first(self) -> QWidget:
        return self.table

    def search_box(self) -> QLineEdit:
        return self.filters.search

    def changed(self, changes: Changes) -> None:
        if changes.touches("case"):
            self.show_pane()

    def show_pane(self) -> None:
        """Read the clocks; the first time, those that end first are shown at once."""
        if self._page is None:
            self._read(ClockQuery(first_cases=FIRST_CASES))
        self._read(ClockQuery())

    def _read(self, query: ClockQuery) -> None:
        self.runner.run(
            self,
            lambda: self.workspace.clocks.clock_page(self.actor, query),
            then=self.show_page,
            replaces=f"clocks {query.first_cases}",
        )

    def show_page(self, page: ClockPage) -> None:
        """Show clocks, with the filters left as they are."""
        self._page = page
        self.filters.set_choices("rule", "Clock", [("", "all"), *page.rules])
        for key, label, names in (("team", "Team", page.teams), ("worker", "Worker", page.workers)):
            self.filters.set_choices(key, label, [("", "all"), *((n, n) for n in names)])
        self.table.show_rows(page.rows)
        self._filter()
        if not self.table.current_key():
            self.table.mark_first()
        self._glance(self.table.current_key())

    # Views and filters

    def query(self) -> ClockQuery:
        """Return what the list shows now."""
        service = self.filters.value("service")
        return ClockQuery(
            view=ClockView(self.views.key() or ClockView.ALL),
            text=self.filters.text(),
            service=Service(service) if service else None,
            team=self.filters.value("team"),
            worker=self.filters.value("worker"),
            rule=self.filters.value("rule"),
        )

    def _filter(self) -> None:
        """Show what fits view and filters, and how many of each view the filters leave."""
        if self._page is None:
            return
        asked = self.query()
        fitting = [row for row in self._page.rows if fits(row, asked)]
        counts = Counter(row.view.value for row in fitting)
        counts[ClockView.ALL.value] = len(fitting)
        if self._page.is_whole:
            self.views.set_counts({view.value: counts[view.value] for view in VIEW_WORDS})
        keys = {row.key for row in fitting if asked.view in {ClockView.ALL, row.view}}
        self.table.set_filter("", keep=lambda row: row.key in keys)
        if not keys:
            self._explain_empty(asked.view)

    def _show_footer(self) -> None:
        records, page = self.table.records(), self._page
        order = records.sorted_by()
        named = (self.columns[order[0]].key, order[1]) if order else None
        is_whole = page is None or page.is_whole
        self.card.set_footer(footer(records.count(), named, is_whole=is_whole))

    def _explain_empty(self, view: ClockView) -> None:
        narrowed = self.filters.is_narrowed()
        why, fills = NO_MATCH if narrowed else EMPTY_WORDS[view]
        empty = EmptyState("timer", why, fills, "Clear the filters" if narrowed else "")
        empty.acted.connect(self.filters.clear)
        self.table.set_empty(empty)

    # Beside the list

    def _row(self) -> ClockRow | None:
        row: ClockRow | None = self.table.current_row() if self.table.current_key() else None
        return row

    def _glance(self, key: str) -> None:
        row = self._row()
        if not key or row is None:
            self.glance.show_nothing()
        elif self.host.is_shown():
            of = row.key.rpartition("|")[2]
            self.runner.run(
                self,
                lambda: self.workspace.clocks.clock(self.actor, row.case_id, row.rule_id, of),
                then=lambda details: self._show_glance(key, details),
                on_error=lambda _error: self.glance.show_nothing(),
                replaces="clock",
            )

    def _show_glance(self, key: str, details: ClockDetails) -> None:
        if key == self.table.current_key():
            self.glance.show_details(details)

    def _ask_why(self, details: ClockDetails) -> None:
        run = LateRun.of_line(details.line)
        of = self.table.current_key().rpartition("|")[2]
        explain_delay(self.desk, details.case_id, replace(run, of=of), details.causes)

    def _open_case(self) -> None:
        row = self._row()
        if row is not None:
            self.navigator.open("case", row.case_id)

    def print_pane(self) -> None:
        self.output.print_list()
