"""A window that holds the pane of delay, for its tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.cases.case_page import CasePage
from ui.clocks.delay_pane import DelayPane
from ui.main_window import MainWindow, PageEntry, SignedIn
from ui.trouble import TroubleDesk
from ui.widgets.page import Crumb, Page

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import TaskRunner
    from ui.widgets.page import Navigator


class DelayHolder(Page):
    """A page with nothing but the pane."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner)
        self.pane = DelayPane(navigator, runner, workspace, actor)
        self.lay_out().addWidget(self.pane)

    def crumbs(self) -> list[Crumb]:
        return [Crumb("Delay and time")]

    def open(self, *_reference: str) -> None:
        self.pane.show_pane()

    def changed(self, changes: Changes) -> None:
        self.pane.changed(changes)

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self.pane.set_compact(compact)


class DelayWindow(MainWindow):
    """The window of one person with the pane and the page of a case."""

    def __init__(self, runner: TaskRunner, workspace: Workspace, actor: Actor) -> None:
        delay = PageEntry(
            "delay", "Delay", "timer", lambda navigator: DelayHolder(navigator, *known)
        )
        case = PageEntry(
            "case", "Case", "cases", lambda navigator: CasePage(navigator, *known), place="none"
        )
        known = (runner, workspace, actor)
        super().__init__(
            SignedIn("Wealdshire County Council", actor.name, ""),
            [delay, case],
            runner,
            undo=lambda command: workspace.do(actor, command),
        )
        TroubleDesk(self, runner)

    def pane(self) -> DelayPane:
        """Return the pane, whose page must be shown."""
        page = self.page()
        assert isinstance(page, DelayHolder)
        return page.pane
