"""The page of a case: its head and tabs, and the way to everything done in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ui.cases.assessment_pane import AssessmentPane
from ui.cases.case_deeds import CaseDeeds
from ui.cases.case_desk import CaseDesk
from ui.cases.case_header import AS_OF, CaseHeader, SafetyBanners
from ui.cases.case_letters import CaseLetters
from ui.cases.case_summary import print_missing, print_summary
from ui.cases.case_tabs import (
    ASSESSMENT,
    CHECKS,
    DOCUMENTS,
    HISTORY,
    OVERVIEW,
    PANEL,
    REQUIREMENTS,
    VISITS,
    WORKBOOK,
    tabs_of,
)
from ui.cases.checks_pane import ChecksPane
from ui.cases.history_pane import HistoryPane
from ui.cases.household_dialogs import open_household
from ui.cases.next_steps import awaited_deed
from ui.cases.overview_pane import OverviewPane
from ui.cases.panel_pane import PanelPane
from ui.cases.papers_pane import PapersPane
from ui.cases.past_view import PastView
from ui.cases.requirements_pane import RequirementsPane
from ui.cases.visits_pane import VisitsPane
from ui.cases.workbook_cards import WorkbookPane
from ui.widgets.page import Crumb, Navigator, Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.case_lines import CaseDetails, NeedLine
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.children import ChildDetails
    from cfs_panels.services.workspace import Workspace
    from ui.cases.case_pane import CasePane
    from ui.task_runner import TaskRunner


class CasePage(Page):
    """Shows one case; ``open`` takes its id, and the tab to show."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner)
        self.desk = CaseDesk(self, workspace, actor)
        self.case: CaseDetails | None = None
        self.child: ChildDetails | None = None
        self._case_id = ""
        self._stale: set[str] = set()
        self.deeds = CaseDeeds(self.desk)
        self.deeds.tab_asked.connect(self.show_tab)
        self.header = CaseHeader()
        self.letters = CaseLetters(self.desk, self.header)
        self.banners = SafetyBanners()
        self.past = PastView(self.desk)
        self._make_panes()
        self._lay_out_parts()
        self._join()
        self._add_keys()

    def _make_panes(self) -> None:
        self.overview, self.checks = OverviewPane(self.desk), ChecksPane(self.desk)
        self.assessment, self.visits = AssessmentPane(self.desk), VisitsPane(self.desk)
        self.documents, self.panel = PapersPane(self.desk), PanelPane(self.desk)
        self.requirements, self.history = RequirementsPane(self.desk), HistoryPane(self.desk)
        self.workbook = WorkbookPane(self.desk)
        self.panes: dict[str, CasePane] = {
            OVERVIEW: self.overview,
            CHECKS: self.checks,
            ASSESSMENT: self.assessment,
            VISITS: self.visits,
            DOCUMENTS: self.documents,
            PANEL: self.panel,
            REQUIREMENTS: self.requirements,
            WORKBOOK: self.workbook,
            HISTORY: self.history,
        }

    def _lay_out_parts(self) -> None:
        self.band().addWidget(self.header)
        self.stack = QStackedWidget()
        for pane in self.panes.values():
            self.stack.addWidget(pane)
        self._banner_room = QVBoxLayout()
        self._banner_room.setSpacing(8)
        self._banner_room.addWidget(self.past.banner)
        self._banner_room.addWidget(self.banners)
        body = self.lay_out(margins=False, spacing=0)
        body.addLayout(self._banner_room)
        body.addWidget(self.stack, 1)
        self.header.hide()
        self.stack.hide()

    def _join(self) -> None:
        header = self.header
        household = partial(self._do, partial(open_household, self.desk))
        header.tabs.chosen.connect(self.show_tab)
        header.add_chosen.connect(self._act)
        header.print_asked.connect(self.print_page)
        for pane in self.panes.values():
            pane.deed_chosen.connect(partial(self._do, self.deeds.take))
        for banners in (self.banners, self.overview.banners):
            banners.details_asked.connect(household)
        self.overview.household_asked.connect(household)
        self.overview.history_asked.connect(partial(self.show_tab, HISTORY))
        self.overview.list_asked.connect(partial(self._do, partial(print_missing, self)))
        self.overview.need_opened.connect(self._open_need)
        self.overview.child_edit_asked.connect(partial(self._act, "child"))
        for owner in (self.overview, self.assessment):
            owner.reason_asked.connect(partial(self._do, self.deeds.explain))
        self.assessment.paper_opened.connect(self.documents.open_paper)
        self.documents.make_asked.connect(self.letters.open_menu)
        self.visits.begin_asked.connect(partial(self._do, self.deeds.begin_visit))
        self.history.explain_asked.connect(partial(self._do, self.deeds.explain_run))
        self.past.changed.connect(self.reload)

    def _add_keys(self) -> None:
        keys = {
            "Ctrl+Tab": partial(self.header.tabs.step, 1),
            "Ctrl+Shift+Tab": partial(self.header.tabs.step, -1),
            "Ctrl+Shift+V": partial(self.show_tab, VISITS),
            "Ctrl+Shift+D": partial(self.show_tab, DOCUMENTS),
            "Ctrl+Shift+L": self._open_letters,
            "Ctrl+Shift+H": self.past.ask,
            "Alt+A": self.header.open_add,
        }
        for chord, deed in keys.items():
            shortcut = QShortcut(QKeySequence(chord), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    # What the window asks of a page.

    def crumbs(self) -> list[Crumb]:
        """Return the way to the case: the list, then its reference."""
        case, child = self.case, self.child
        if child is not None:
            here = Crumb(f"{child.first_name} ({child.reference})")
            return [Crumb("Children", "children"), here]
        return [Crumb("Cases", "cases"), Crumb(case.reference if case else "Case")]

    def nav_entry(self) -> str:
        """Return where a child's case belongs."""
        return "children" if self.child is not None else ""

    def open(self, *reference: str) -> None:
        """Show a case by its id, and one of its tabs."""
        case_id, tab = (*reference, "", "")[:2]
        if case_id != self._case_id:
            self._case_id, self.case, self.child = case_id, None, None
            self.past.begin()
            self.header.hide()
            self.stack.hide()
            self.show_tab(tab or OVERVIEW)
        elif tab:
            self.show_tab(tab)
        self.reload()

    def reload(self) -> None:
        """Read the case again."""
        workspace, actor = self.desk.workspace, self.desk.actor
        case_id, as_of = self._case_id, self.past.day

        def read() -> tuple[CaseDetails, ChildDetails | None]:
            case = workspace.case_pages.case(actor, case_id, as_of)
            child = workspace.children.child(actor, case_id, as_of) if case.is_of_child else None
            return case, child

        self.desk.read(
            self,
            read,
            lambda found: self.show_details(*found),
            self._cannot_open,
            replaces="case",
        )

    def changed(self, changes: Changes) -> None:
        """Read again what a write anywhere changed."""
        kinds = ("document", "panel_meeting", "agency_decision", "requirement", "child")
        if changes.touches("case", self._case_id) or any(changes.touches(kind) for kind in kinds):
            self.reload()

    def set_compact(self, compact: bool) -> None:
        """Show the form for narrow windows, or the usual one."""
        super().set_compact(compact)
        self.header.set_compact(compact)
        for pane in self.panes.values():
            pane.set_compact(compact)
        self._place_banners()

    def primary_focus(self) -> QWidget | None:
        """Return the tabs, from which Tab goes on to what the tab holds."""
        return self.header.tabs

    def search_box(self) -> QLineEdit | None:
        """Return the search of the tab that is shown, the history's elsewhere."""
        if self.stack.currentWidget() is not self.history:
            self.show_tab(HISTORY)
        return self.history.search_box()

    def print_page(self) -> None:
        """Print the timeline where it is shown, else the case summary."""
        if self.case is None:
            return
        if self.tab() == HISTORY and self.history.shows_timeline():
            self.history.print_timeline(self.case)
        else:
            print_summary(self, self.case, self.desk.actor.name, self.child)

    # Showing.

    def show_details(self, case: CaseDetails, child: ChildDetails | None = None) -> None:
        """Show a case; tabs that are not in sight read theirs when they come."""
        if case.id != self._case_id:
            self._case_id = case.id
        self.case, self.child = case, child
        self.deeds.child = child
        self.letters.show_case(case.id)
        tabs = tabs_of(case)
        self.header.show_case(case, tabs, child)
        self.banners.show_case(case)
        self.past.show_case(case)
        self._stale = set(self.panes)
        self.header.show()
        self.stack.show()
        self.show_tab(self.tab() if self.tab() in dict(tabs) else OVERVIEW)
        self.crumbs_changed.emit()

    def tab(self) -> str:
        """Return the key of the tab that is shown."""
        shown = self.stack.currentWidget()
        return next((key for key, pane in self.panes.items() if pane is shown), OVERVIEW)

    def show_tab(self, key: str) -> None:
        """Show a tab, with what was written since it was last in sight."""
        pane = self.panes.get(key)
        if pane is None:
            return
        self.stack.setCurrentWidget(pane)
        self.header.tabs.choose(key)
        has_banners = self.case is not None and self.banners.has_any()
        self.banners.setVisible(has_banners and key != OVERVIEW)
        self._place_banners()
        if self.case is not None and key in self._stale:
            self._stale.discard(key)
            pane.show_case(self.case, self.child)

    def _place_banners(self) -> None:
        is_bare = self.banners.isHidden() and self.past.banner.isHidden()
        side, top = self.margin(), 0 if is_bare else 12
        self._banner_room.setContentsMargins(side, top, side, 0)

    def _cannot_open(self, error: Exception) -> bool:
        self.header.setVisible(self.case is not None)
        self.stack.setVisible(self.case is not None)
        return self.show_trouble(error, self.reload)

    # Doing.

    def _act(self, key: str) -> None:
        if key == AS_OF:
            self.past.ask()
        elif self.case is not None:
            self.deeds.act(self.case, key)

    def _do(self, deed: Callable[..., object], *asked: object) -> None:
        """Do something with the case that is shown, if one is."""
        if self.case is not None:
            deed(self.case, *asked)

    def _open_letters(self) -> None:
        if self.header.letters_button.isVisible():
            self.letters.open_menu()

    def _open_need(self, need: NeedLine) -> None:
        """Show where a line of what panel needs is dealt with."""
        if need.check_id or need.person_id:
            self.show_tab(CHECKS)
            self.checks.mark_need(need)
        elif need.paper_id:
            self.documents.open_by_id(need.paper_id)
        elif self.case is not None and (deed := awaited_deed(self.case, need.key)) is not None:
            self.deeds.take(self.case, deed)
        else:
            self.show_tab(ASSESSMENT)
