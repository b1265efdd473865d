"""An agency opened for a person: its services, and the one door for commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.changes import Changes
from cfs_panels.domain.errors import Clash
from cfs_panels.services.agency_check import AgencyCheck
from cfs_panels.services.agency_settings import AgencySettings
from cfs_panels.services.agendas import Agendas
from cfs_panels.services.allocations import Allocations
from cfs_panels.services.applications import Applications
from cfs_panels.services.calendars import Calendars
from cfs_panels.services.case_choices import CaseChoices
from cfs_panels.services.case_imports import CaseImports
from cfs_panels.services.case_pages import CasePages
from cfs_panels.services.case_views import CaseViews
from cfs_panels.services.caseload import Caseload
from cfs_panels.services.central_list import CentralList
from cfs_panels.services.checks import Checks
from cfs_panels.services.children import Children
from cfs_panels.services.clock_lists import ClockLists
from cfs_panels.services.decision_pages import DecisionPages
from cfs_panels.services.decisions import Decisions
from cfs_panels.services.delay_exports import DelayExports
from cfs_panels.services.documents import Documents
from cfs_panels.services.figures import Figures
from cfs_panels.services.freshening import freshen
from cfs_panels.services.handovers import Handovers
from cfs_panels.services.home import Home
from cfs_panels.services.households import Households
from cfs_panels.services.import_files import ImportFiles
from cfs_panels.services.imports import Imports
from cfs_panels.services.list_exports import ListExports
from cfs_panels.services.meeting_pages import MeetingPages
from cfs_panels.services.meetings import Meetings
from cfs_panels.services.minutes import Minutes
from cfs_panels.services.notices import Notices
from cfs_panels.services.papers import Papers
from cfs_panels.services.recommendations import Recommendations
from cfs_panels.services.register import Register
from cfs_panels.services.rule_changes import RuleChanges
from cfs_panels.services.rules_read import Rules
from cfs_panels.services.search import Search
from cfs_panels.services.sittings import Sittings
from cfs_panels.services.stage_times import StageTimes
from cfs_panels.services.tracking_exports import TrackingExports
from cfs_panels.services.visits import Visits
from db.database import ChangedMeanwhile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office

    Commands = Mapping[type[Any], Callable[[Actor, Any], Changes]]

EVERYTHING = frozenset((kind, "") for kind in ("case", "panel_meeting", "central_list_member"))
"""What every page shows that counts days: any record of these kinds may read otherwise."""


class Workspace:
    """The services of one open agency; ``do`` takes any command to the method that carries it out.

    The window, the command line and the tests all work through this.
    """

    def __init__(self, office: Office) -> None:
        self.office = office
        self.agency = AgencySettings(office)
        self.applications = Applications(office)
        self.households = Households(office)
        self.allocations = Allocations(office)
        self.handovers = Handovers(office)
        self.checks = Checks(office)
        self.papers = Papers(office)
        self.visits = Visits(office)
        self.case_pages = CasePages(office)
        self.case_imports = CaseImports(office)
        self.case_choices = CaseChoices(office)
        self.caseload = Caseload(office)
        self.children = Children(office)
        self.case_views = CaseViews(office)
        self.exports = ListExports(office)
        self.rules = Rules(office)
        self.rule_changes = RuleChanges(office)
        self.clocks = ClockLists(office)
        self.calendars = Calendars(office)
        self.times = StageTimes(office)
        self.delay_exports = DelayExports(office)
        self.agency_check = AgencyCheck(office)
        self.central_list = CentralList(office)
        self.meetings = Meetings(office)
        self.agendas = Agendas(office)
        self.sittings = Sittings(office)
        self.recommendations = Recommendations(office)
        self.minutes = Minutes(office)
        self.meeting_pages = MeetingPages(office)
        self.decisions = Decisions(office)
        self.notices = Notices(office)
        self.decision_pages = DecisionPages(office)
        self.register = Register(office)
        self.documents = Documents(office)
        self.home = Home(office)
        self.search = Search(office)
        self.imports = Imports(office)
        self.import_files = ImportFiles(office)
        self.tracking_exports = TrackingExports(office)
        self.figures = Figures(office)
        self._commands: dict[type[Any], Callable[[Actor, Any], Changes]] = {}
        for service in vars(self).copy().values():
            self._commands.update(getattr(service, "commands", dict)())

    def do(self, actor: Actor, command: object) -> Changes:
        """Carry out a command as the actor, in one transaction.

        Raises:
            RuleBroken: where it is refused, with the sentence for the person.
            Clash: where somebody else saved the same record meanwhile; nothing is kept of this.
            OutsideTrouble: where file, disk or server failed.
        """
        try:
            return self._commands[type(command)](actor, command)
        except ChangedMeanwhile as error:
            raise Clash("this record", None, command) from error

    def begin_day(self) -> Changes:
        """Bring lists up to the day it is, where the agency was open when it began.

        Windows and targets that ended are passed over, and what happens by itself on its day, such
        as the end of an approval that was resigned, is recorded.
        """
        freshen(self.office)
        return Changes(EVERYTHING)

    def close(self) -> None:
        """Close the agency."""
        self.office.database.close()
