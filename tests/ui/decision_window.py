"""A decision maker's window on a real agency, for the tests of the decision pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.workspace import Workspace
from db.models import StoredFile
from tests.decision_cases import Hearing, make_hearing
from tests.ui.sample_papers import make_report
from ui.decisions.decision_list import DecisionListPage
from ui.decisions.decision_page import DecisionPage
from ui.decisions.register_page import RegisterPage
from ui.main_window import MainWindow, PageEntry, SignedIn

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office
    from tests.decision_cases import Heard
    from tests.factories import Staff
    from ui.task_runner import TaskRunner
    from ui.widgets.page import Navigator, Page

REPORT_PAGES = 4


def make_heard(
    office: Office, staff: Staff, *heard: Heard, service: Service = Service.FOSTERING
) -> Hearing:
    """Make cases that panel heard, each with a report that can be read page by page."""
    hearing = make_hearing(office, staff, *heard, service=service)
    content = make_report(REPORT_PAGES, "Assessment")
    with office.writing(staff.worker) as session:
        digest = office.database.papers(session).put(content)
        for paper in session.query(StoredFile):
            paper.digest, paper.size, paper.pages = digest, len(content), REPORT_PAGES
    return hearing


class DecisionWindow(MainWindow):
    """The window of one person with the pages of this part."""

    def __init__(self, runner: TaskRunner, office: Office, actor: Actor) -> None:
        workspace = self.workspace = Workspace(office)

        def entry(key: str, label: str, maker: type[Page], under: str = "") -> PageEntry:
            def make(navigator: Navigator) -> Page:
                page: Any = maker
                made: Page = page(navigator, runner, workspace, actor)
                return made

            place = "none" if under else "top"
            return PageEntry(key, label, "decisions", make, place=place, under=under)

        entries = [
            entry("decisions", "Decisions", DecisionListPage),
            entry("register", "Register", RegisterPage),
            entry("decision", "Decision", DecisionPage, "decisions"),
        ]
        who = SignedIn("Wealdshire County Council", actor.name, "")
        super().__init__(who, entries, runner, undo=lambda command: workspace.do(actor, command))

    def decision_page(self) -> DecisionPage:
        """Return the page of a decision, which must be shown."""
        page = self.page()
        assert isinstance(page, DecisionPage)
        return page
