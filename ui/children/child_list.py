"""The list of children: views, filters, the table, and a look at one child beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cfs_panels.domain.children import VIEW_WORDS, ChildList, ChildQuery, ChildView
from ui.children.child_columns import COLUMNS, EMPTY_WORDS, NO_MATCH, footer
from ui.children.child_glance import ChildGlance
from ui.children.child_list_output import child_list_output
from ui.widgets.buttons import plain, primary
from ui.widgets.desk import PageDesk
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.glance import CASE_WIDTH
from ui.widgets.header import PageHeader
from ui.widgets.page import Crumb, Navigator, Page
from ui.widgets.record_table import RecordTable
from ui.widgets.saved_views import SavedViews, View
from ui.widgets.side_pane import SidePaneHost
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.cases import CaseDetails
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.children import ChildDetails, ChildRow
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import TaskRunner

KEYS = [("↑ ↓", "move"), ("Enter", "open"), ("Space", "show or hide side panel")]


class ChildListPage(Page):
    """Every child the person may see listed."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner)
        self.desk = PageDesk(self, workspace, actor)
        self.view = ChildView.ALL
        self.output = child_list_output(self)
        body = self.lay_out(spacing=10)
        body.addWidget(self._head())
        self.views = SavedViews([View(view, words) for view, words in VIEW_WORDS.items()])
        self.views.setAccessibleName("Views")
        self.views.chosen.connect(self._choose_view)
        body.addWidget(self.views)
        self.filters = self._filter_bar()
        body.addWidget(self.filters)
        body.addWidget(self._main(), 1)
        export = QShortcut(QKeySequence("Ctrl+E"), self)
        export.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        export.activated.connect(self.output.ask_for_file)

    def _head(self) -> PageHeader:
        header = PageHeader("Children")
        if self.desk.may("record_child"):
            self.new_button = header.add_action(
                primary("New child", "add", clicked=self.new_record)
            )
        return header

    def _filter_bar(self) -> FilterBar:
        bar = FilterBar("Filter this list")
        bar.add_choice("team", "Team", [("", "all")])
        bar.add_choice("worker", "Worker", [("", "all")])
        bar.changed.connect(self._filter)
        self.export_button = bar.add_tool(
            plain("Export", "export", small=True, clicked=self.output.ask_for_file)
        )
        return bar

    def _main(self) -> QWidget:
        self.table = RecordTable(
            COLUMNS, key=lambda row: row.id, rows="two_line", name="Children", rounded=True
        )
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._glance)
        self.card = TableCard(self.table, footer=" ", keys=KEYS)
        self.glance = ChildGlance()
        self.glance.opened.connect(lambda: self._open(self.table.current_key()))
        self.glance.case_asked.connect(self._open)
        held = QWidget()
        stack = QVBoxLayout(held)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.card)
        held.setFocusProxy(self.table)
        self.host = SidePaneHost(held, self.glance, width=CASE_WIDTH)
        self.table.side_toggled.connect(self.host.toggle)
        self.glance.shown.connect(lambda: self._glance(self.table.current_key()))
        self.table.records().modelReset.connect(self._show_footer)
        return self.host

    # What the window asks of a page.

    def crumbs(self) -> list[Crumb]:
        """Return where one is."""
        return [Crumb("Children")]

    def primary_focus(self) -> QWidget:
        """Return the table."""
        return self.table

    def search_box(self) -> QLineEdit:
        """Return the words to find."""
        return self.filters.search

    def new_record(self) -> None:
        """Ask for a new child."""
        if not self.desk.may("record_child"):
            return
        from ui.children.new_child import NewChildDialog  # not before it is wanted

        dialog = NewChildDialog(self.desk)
        dialog.sent.connect(lambda changes: self._open(changes.made))
        dialog.begin()

    def open(self, *reference: str) -> None:
        """Show the list as it was left, or one of its views."""
        if reference and reference[0] in set(ChildView):
            self.view = ChildView(reference[0])
            self.filters.show_values("", {})
            self.views.blockSignals(True)
            self.views.choose(self.view)
            self.views.blockSignals(False)
        self.reload()

    def changed(self, changes: Changes) -> None:
        """Read again what a write anywhere changed."""
        if changes.touches("case"):
            self.reload()

    def reload(self) -> None:
        """Read the list again."""
        query = ChildQuery(view=self.view)
        self.desk.read(
            self,
            lambda: self.desk.workspace.children.children(self.desk.actor, query),
            self.show_list,
            replaces="list",
        )

    def print_page(self) -> None:
        """Print the list."""
        self.output.print_list()

    # Showing.

    def show_list(self, found: ChildList) -> None:
        """Show the children of a view."""
        self.views.set_counts(
            {view.value: count for view, count in found.counts if view is not ChildView.CLOSED}
        )
        for key, label, names in (
            ("team", "Team", found.teams),
            ("worker", "Worker", found.workers),
        ):
            self.filters.set_choices(key, label, [("", "all"), *((n, n) for n in names)])
        self.table.show_rows(found.rows)
        self._filter()
        if not self.table.current_key():
            self.table.mark_first()

    def _choose_view(self, key: str) -> None:
        self.view = ChildView(key)
        self.reload()

    def _filter(self) -> None:
        """Show what fits the filters."""
        team, worker = self.filters.value("team"), self.filters.value("worker")

        def keep(row: ChildRow) -> bool:
            return team in {"", row.team} and worker in {"", row.worker}

        self.table.set_filter(self.filters.text(), keep=keep if team or worker else None)
        if not self.table.records().count():
            self._explain_empty()

    def _show_footer(self) -> None:
        records = self.table.records()
        self.card.set_footer(footer(records.count(), self.view, records.sorted_by()))

    def _explain_empty(self) -> None:
        narrowed = self.filters.is_narrowed()
        why, fills = NO_MATCH if narrowed else EMPTY_WORDS[self.view]
        empty = EmptyState("children", why, fills, "Clear the filters" if narrowed else "")
        empty.acted.connect(self.filters.clear)
        self.table.set_empty(empty)

    def _glance(self, key: str) -> None:
        if not key:
            self.glance.show_nothing()
            return
        if not self.host.is_shown():
            return
        workspace, actor = self.desk.workspace, self.desk.actor
        self.desk.read(
            self,
            lambda: (
                workspace.case_pages.glance(actor, key),
                workspace.children.child(actor, key),
            ),
            self._show_glance,
            replaces="glance",
        )

    def _show_glance(self, found: tuple[CaseDetails, ChildDetails]) -> None:
        case, child = found
        if case.id == self.table.current_key():
            self.glance.show_details(case, child, self.desk.today)

    def _open(self, case_id: str) -> None:
        if case_id:
            self.navigator.open("case", case_id)
