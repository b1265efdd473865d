"""A panel's desk for tests: meetings planned, filled, heard and minuted through the services."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.histories import CaseEvent, History
from cfs_panels.domain.meetings import (
    AddAgendaItem,
    CloseMeeting,
    FinishItem,
    ItemDetails,
    MeetingDetails,
    OpenItem,
    OpenMeeting,
    PlanMeeting,
    RecordRecommendation,
    RecordReply,
    Reply,
    SaveItemMinutes,
    SendPapers,
)
from cfs_panels.domain.vocabulary import EventType, PanelOutcome, Service
from cfs_panels.services.agendas import Agendas
from cfs_panels.services.case_files import events_of
from cfs_panels.services.meeting_pages import MeetingPages
from cfs_panels.services.meetings import Meetings
from cfs_panels.services.minutes import Minutes
from cfs_panels.services.recommendations import Recommendations
from cfs_panels.services.sittings import Sittings
from db.models import Case, CentralListMember
from tests.factories import CENTRAL_LIST, Made, Moment, Staff, make_case

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.office import Office

HELD_ON = date(2025, 11, 4)
EVERYBODY = tuple(name for name, *_ in CENTRAL_LIST)


class PanelDesk:
    """The services of meetings, and the ways in which tests use them again and again."""

    def __init__(self, office: Office, staff: Staff, moment: Moment) -> None:
        self.office = office
        self.staff = staff
        self.moment = moment
        self.pages = MeetingPages(office)
        self.agendas = Agendas(office)
        services = (
            Meetings(office),
            self.agendas,
            Sittings(office),
            Recommendations(office),
            Minutes(office),
        )
        self._commands: dict[type[Any], Any] = {}
        for service in services:
            self._commands.update(service.commands())
        with office.reading() as session:
            rows = session.execute(select(CentralListMember.name, CentralListMember.id))
            self.members: dict[str, str] = {row.name: row.id for row in rows}

    def do(self, actor: Actor, command: object) -> Changes:
        """Carry out a command."""
        changes: Changes = self._commands[type(command)](actor, command)
        return changes

    def act(self, command: object) -> Changes:
        """Carry out a command as the panel adviser."""
        return self.do(self.staff.adviser, command)

    def case(self, first: str = "Denise", last: str = "Fairclough", **more: Any) -> Made:
        """Make a case that is ready for panel."""
        return make_case(self.office, self.staff, names=((first, last),), **more)

    def plan(
        self,
        held_on: date = HELD_ON,
        *,
        service: Service = Service.FOSTERING,
        members: tuple[str, ...] = EVERYBODY,
        **more: Any,
    ) -> str:
        """Plan a meeting whose members all come."""
        meeting_id = self.act(
            PlanMeeting(
                service,
                held_on,
                time(9, 30),
                "County Hall, room 3",
                tuple(self.members[name] for name in members),
                minute_taker_id=self.staff.administrator.user_id,
                **more,
            )
        ).made
        for name in members:
            self.act(RecordReply(meeting_id, self.members[name], Reply.COMING))
        return meeting_id

    def add(self, meeting_id: str, case: Made, **more: Any) -> str:
        """Put a case on an agenda."""
        return self.act(AddAgendaItem(meeting_id, case_id=case.id, **more)).made

    def send(self, meeting_id: str, **more: Any) -> Changes:
        """Send the papers today, although the adviser's note is not written."""
        facts = {"gaps_reason": "The adviser speaks to it.", **more}
        return self.act(SendPapers(meeting_id, self.office.today, **facts))

    def open(self, meeting_id: str, held_on: date = HELD_ON) -> None:
        """Open the meeting on its day."""
        self.moment.on(held_on)
        self.act(OpenMeeting(meeting_id, time(9, 30)))

    def begin(self, item_id: str, at: time = time(9, 45)) -> None:
        """Begin an item."""
        self.act(OpenItem(item_id, at))

    def sitting(self, *cases: Made, **more: Any) -> tuple[str, list[str]]:
        """Return a meeting in session whose items' papers have gone, and its items."""
        meeting_id = self.plan(**more)
        items = [self.add(meeting_id, case) for case in cases]
        self.send(meeting_id)
        self.open(meeting_id)
        return meeting_id, items

    def recommend(self, item_id: str, **more: Any) -> Changes:
        """Record a recommendation."""
        facts: dict[str, Any] = {
            "outcome": PanelOutcome.SUITABLE,
            "reasons": ("Warm and realistic.",),
            **more,
        }
        return self.act(RecordRecommendation(item_id, **facts))

    def defer(self, item_id: str, reason: str = "The medical comment is not in.") -> Changes:
        """Record a deferral."""
        return self.act(
            RecordRecommendation(item_id, PanelOutcome.DEFERRED, (), deferral_reason=reason)
        )

    def minute(self, meeting_id: str, item_id: str, **more: Any) -> Changes:
        """Type the minutes of an item."""
        facts = {
            "heard": "heard",
            "key_issues": "Working hours change in January.",
            "report_quality": "good",
            **more,
        }
        version = self.item(meeting_id, item_id).minutes_version
        return self.act(SaveItemMinutes(item_id, version, **facts))

    def finish(self, meeting_id: str, item_id: str, at: time = time(10, 25)) -> None:
        """Recommend on an item, type its minutes and finish it."""
        self.recommend(item_id)
        self.minute(meeting_id, item_id)
        self.act(FinishItem(item_id, at))

    def closed(self, *cases: Made) -> tuple[str, list[str]]:
        """Return a meeting that is over, every item recommended on and minuted."""
        meeting_id, items = self.sitting(*cases)
        for number, item_id in enumerate(items):
            self.begin(item_id, time(10 + number, 0))
            self.finish(meeting_id, item_id, time(10 + number, 40))
        self.act(CloseMeeting(meeting_id, time(15, 0)))
        return meeting_id, items

    def page(self, meeting_id: str, actor: Actor | None = None) -> MeetingDetails:
        """Return a meeting as somebody sees it; by default the panel adviser."""
        return self.pages.meeting(actor or self.staff.adviser, meeting_id, opened=False)

    def item(self, meeting_id: str, item_id: str, actor: Actor | None = None) -> ItemDetails:
        """Return an item as somebody sees it."""
        found = self.page(meeting_id, actor)
        return next(item for item in found.items if item.id == item_id)

    def titles(self, meeting_id: str) -> list[str]:
        """Return the lines of an agenda in their order."""
        return [item.title for item in self.page(meeting_id).items]

    def history(self, case: Made) -> History:
        """Return the events of a case that count."""
        return self.history_of(case.id)

    def history_of(self, case_id: str) -> History:
        """Return the events of a case by its id."""
        with self.office.reading() as session:
            return History(events_of(session, case_id))

    def latest(self, case: Made, *types: EventType) -> CaseEvent:
        """Return the newest event of these types in a case."""
        found = self.history(case).latest(*types)
        assert found is not None
        return found

    def stored(self, case: Made) -> Case:
        """Return a case as it is stored."""
        with self.office.reading() as session:
            found = session.get(Case, case.id)
            assert found is not None
            return found
