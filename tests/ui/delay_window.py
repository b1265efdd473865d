"""A window that holds the page of clocks and that of a case, for the tests of delay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.cases.case_page import CasePage
from ui.clocks.clocks_page import ClocksPage
from ui.clocks.delay_pane import DelayPane
from ui.main_window import MainWindow, PageEntry, SignedIn
from ui.trouble import TroubleDesk

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import TaskRunner


class DelayWindow(MainWindow):
    """The window of one person with the page of clocks and the page of a case."""

    def __init__(self, runner: TaskRunner, workspace: Workspace, actor: Actor) -> None:
        clocks = PageEntry(
            "clocks", "Clocks", "timer", lambda navigator: ClocksPage(navigator, *known)
        )
        case = PageEntry(
            "case", "Case", "cases", lambda navigator: CasePage(navigator, *known), place="none"
        )
        known = (runner, workspace, actor)
        super().__init__(
            SignedIn("Wealdshire County Council", actor.name, ""),
            [clocks, case],
            runner,
            undo=lambda command: workspace.do(actor, command),
        )
        TroubleDesk(self, runner)

    def pane(self) -> DelayPane:
        """Return the lists of delay, whose page must be shown."""
        page = self.page()
        assert isinstance(page, ClocksPage)
        found = page.pane()
        assert isinstance(found, DelayPane)
        return found
