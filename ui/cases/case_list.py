"""The list of cases: saved views, filters, the table, and a look at one case beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cfs_panels.domain.caseload import CaseList, CaseQuery, CaseView
from cfs_panels.domain.vocabulary import Service
from ui.cases.case_columns import COLUMNS, EMPTY_WORDS, NO_MATCH, footer
from ui.cases.case_glance import CaseGlance
from ui.cases.case_list_output import case_list_output, offer_exports
from ui.cases.case_views_row import OWN, ViewsRow
from ui.cases.own_views import OwnViews
from ui.widgets.buttons import plain, primary, secondary
from ui.widgets.desk import PageDesk
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.glance import CASE_WIDTH
from ui.widgets.header import PageHeader
from ui.widgets.page import Crumb, Navigator, Page
from ui.widgets.record_table import RecordTable
from ui.widgets.side_pane import SidePaneHost
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.cases import CaseDetails, CaseRow
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import TaskRunner

SERVICES = (("", "all"), ("fostering", "Fostering"), ("adoption", "Adoption"))
KEYS = [("↑ ↓", "move"), ("Enter", "open"), ("Space", "show or hide side panel")]


class CaseListPage(Page):
    """Every case the person may see."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner)
        self.desk = PageDesk(self, workspace, actor)
        self._view = CaseView.NEEDS_ACTION
        self._wished: CaseQuery | None = None
        self._asked = CaseQuery()
        self.output = case_list_output(self)
        body = self.lay_out(spacing=10)
        body.addWidget(self._head())
        self.views = ViewsRow()
        self.views.choose(self._view)
        self.views.chosen.connect(self._choose_view)
        body.addWidget(self.views)
        self.filters = self._filter_bar()
        body.addWidget(self.filters)
        body.addWidget(self._main(), 1)
        export = QShortcut(QKeySequence("Ctrl+E"), self)
        export.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        export.activated.connect(self.output.ask_for_file)
        self.own_views = OwnViews(self, workspace, actor)

    def _head(self) -> PageHeader:
        header = PageHeader("Cases")
        if self.navigator.can_open("import"):
            self.import_button = header.add_action(
                secondary("Import", "import", clicked=lambda: self.navigator.open("import"))
            )
            self.import_button.setToolTip("Import a tracking workbook")
        if self.navigator.can_open("enquiry"):
            self.new_button = header.add_action(
                primary("New enquiry", "add", clicked=self.new_record)
            )
        return header

    def _filter_bar(self) -> FilterBar:
        bar = FilterBar("Filter this list")
        bar.add_choice("service", "Service", SERVICES)
        bar.add_choice("stage", "Stage", [("", "any")])
        bar.add_choice("team", "Team", [("", "all")])
        bar.add_choice("worker", "Worker", [("", "all")])
        bar.changed.connect(self._filter)
        self.export_button = bar.add_tool(plain("Export", "export", small=True))
        offer_exports(self, self.export_button)
        return bar

    def _main(self) -> QWidget:
        self.table = RecordTable(
            COLUMNS, key=lambda row: row.id, rows="two_line", name="Cases", rounded=True
        )
        self.table.opened.connect(lambda key: self.navigator.open("case", key))
        self.table.current_changed.connect(self._glance)
        self.card = TableCard(self.table, footer=" ", keys=KEYS)
        self.glance = CaseGlance()
        self.glance.opened.connect(self._open_current)
        self.glance.place_asked.connect(lambda place: self.navigator.open(*place))
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

    def crumbs(self) -> list[Crumb]:
        return [Crumb("Cases")]

    def primary_focus(self) -> QWidget:
        return self.table

    def search_box(self) -> QLineEdit:
        return self.filters.search

    def new_record(self) -> None:
        if self.navigator.can_open("enquiry"):
            self.navigator.open("enquiry")

    def open(self, *reference: str) -> None:
        """Show the list as it was left, or one of its views."""
        if reference and reference[0] in set(CaseView):
            self._view, self._wished = CaseView(reference[0]), None
            self.filters.show_values("", {})
            self.views.choose(self._view)
        self.reload()

    def changed(self, changes: Changes) -> None:
        if changes.touches("case"):
            self.reload()
        if changes.touches("setting"):
            self.own_views.read()

    def reload(self) -> None:
        query = CaseQuery(view=self._view)
        self.desk.read(
            self,
            lambda: self.desk.workspace.caseload.cases(self.desk.actor, query),
            self.show_list,
            replaces="list",
        )

    def show_list(self, found: CaseList) -> None:
        """Show the cases of a view."""
        self.views.set_counts(
            {view.value: count for view, count in found.counts if view is not CaseView.CLOSED}
        )
        self.filters.set_choices("stage", "Stage", [("", "any"), *found.stages])
        for key, label, names in (
            ("team", "Team", found.teams),
            ("worker", "Worker", found.workers),
        ):
            self.filters.set_choices(key, label, [("", "all"), *((n, n) for n in names)])
        if self._wished is not None:
            self._show_query(self._wished)
            self._wished = None
        self.table.show_rows(found.rows)
        self._filter()
        if not self.table.current_key():
            self.table.mark_first()

    # Views and filters

    def _choose_view(self, key: str) -> None:
        """Show a view; one of everybody's takes off the filters that one's own had put on."""
        own = self.views.own_query(key)
        if own is not None:
            self._view, self._wished = own.view, own
        else:
            self._view = CaseView(key)
            was_own = self.views.left.startswith(OWN)
            self._wished = CaseQuery(view=self._view) if was_own else None
        self.reload()

    def _show_query(self, query: CaseQuery) -> None:
        self.filters.show_values(
            query.text,
            {
                "service": query.service.value if query.service else "",
                "stage": query.stage,
                "team": query.team,
                "worker": query.worker,
            },
        )

    def query(self) -> CaseQuery:
        """Return what the list shows now."""
        service = self.filters.value("service")
        return CaseQuery(
            view=self._view,
            text=self.filters.text(),
            service=Service(service) if service else None,
            stage=self.filters.value("stage"),
            team=self.filters.value("team"),
            worker=self.filters.value("worker"),
        )

    def _filter(self) -> None:
        """Show what fits the filters; the table knows them already where nothing else is asked."""
        asked = replace(self.query(), view=CaseView.ALL_OPEN)
        if asked != self._asked:
            self._asked = asked
            self.table.set_filter(asked.text, keep=keeper(asked))
        if not self.table.records().count():
            self._explain_empty()

    def _show_footer(self) -> None:
        records = self.table.records()
        self.card.set_footer(footer(records.count(), self._view, records.sorted_by()))

    def _explain_empty(self) -> None:
        narrowed = self.filters.is_narrowed()
        why, fills = NO_MATCH if narrowed else EMPTY_WORDS[self._view]
        empty = EmptyState("cases", why, fills, "Clear the filters" if narrowed else "")
        empty.acted.connect(self.filters.clear)
        self.table.set_empty(empty)

    # Beside the list

    def _glance(self, key: str) -> None:
        if not key:
            self.glance.show_nothing()
        elif self.host.is_shown():
            self.desk.read(
                self,
                lambda: self.desk.workspace.case_pages.glance(self.desk.actor, key),
                self._show_glance,
                replaces="glance",
            )

    def _show_glance(self, details: CaseDetails) -> None:
        if details.id == self.table.current_key():
            self.glance.show_details(details, self.desk.today, self.navigator.can_open)

    def _open_current(self) -> None:
        if key := self.table.current_key():
            self.navigator.open("case", key)

    def print_page(self) -> None:
        self.output.print_list()


def keeper(asked: CaseQuery) -> Callable[[CaseRow], bool] | None:
    """Return what says whether a case fits the choices; nothing where every case does."""
    if not (asked.service or asked.stage or asked.team or asked.worker):
        return None

    def keep(row: CaseRow) -> bool:
        return (
            asked.service in {None, row.service}
            and asked.stage in {"", row.stage}
            and asked.team in {"", row.team}
            and asked.worker in {"", row.worker}
        )

    return keep
