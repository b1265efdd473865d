"""Cases made through the services, as the people of the agency would make them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from cfs_panels.domain.cases import (
    CaseDetails,
    DecideStageOne,
    NewPerson,
    RecordEnquiry,
    RecordEvent,
)
from cfs_panels.domain.checks import CheckLine, CheckOutcome, ReceiveCheck, RequestCheck
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meetings import ItemKind
from cfs_panels.domain.papers import AttachPaper
from cfs_panels.domain.visits import DecideForm, PassForm, SaveForm, StartForm
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.allocations import Allocations
from cfs_panels.services.applications import Applications
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.case_pages import CasePages
from cfs_panels.services.checks import Checks
from cfs_panels.services.households import Households
from cfs_panels.services.papers import Papers
from cfs_panels.services.visits import Visits
from db.models import Agency, AgendaItem, Case, MeetingMember, Panel, PanelMeeting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff

_BOOKABLE = (E.APPLICATION_ACCEPTED, E.STAGE_ONE_STARTED)
ENQUIRY_ON = date(2025, 3, 3)
FOSTERING, ADOPTION = "fostering_mainstream", "adoption_prospective"
MARCUS = NewPerson(
    "Marcus", "Thwaite", born_on=date(1979, 5, 3), facts={"work": "Joiner, self-employed"}
)
LEANNE = NewPerson(
    "Leanne", "Thwaite", born_on=date(1981, 6, 9), facts={"work": "Teaching assistant"}
)
CALLUM = NewPerson("Callum", "Thwaite", role="adult", born_on=date(2006, 8, 1), relationship="Son")
ELLIE = NewPerson(
    "Ellie", "Thwaite", role="child", born_on=date(2014, 7, 2), relationship="Daughter"
)
FAMILY = (MARCUS, LEANNE, CALLUM, ELLIE)
DBS_NUMBER = "001912345678"

VISIT_ANSWERS: Mapping[str, Any] = {
    "visited_on": "2025-03-19",
    "how_long": 90,
    "where": "home",
    "household": [{"name": "Marcus Thwaite", "relationship": "Applicant", "seen": True}],
    "child_room": "The back bedroom, which is free.",
    "why_now": "Their own children are nearly grown.",
    "health_said": "None mentioned.",
    "with_children": "Two of their own; Leanne works in a school.",
    "who_helps": "Leanne's sister, two streets away.",
    "strengths": "Warm and realistic.",
    "worries": "None so far.",
    "recommendation": "proceed",
    "reasons": "They understand the task and have the room.",
}


@dataclass(frozen=True)
class Desk:
    """The services of an office, with the people who use them."""

    office: Office
    staff: Staff
    moment: Moment

    @property
    def pages(self) -> CasePages:
        return CasePages(self.office)

    @property
    def checks(self) -> Checks:
        return Checks(self.office)

    @property
    def papers(self) -> Papers:
        return Papers(self.office)

    @property
    def visits(self) -> Visits:
        return Visits(self.office)

    def do(self, actor: Actor, command: object) -> Changes:
        """Carry out a command, as the workspace would."""
        commands: dict[type[Any], Callable[[Actor, Any], Changes]] = {}
        services = (Applications, Households, Allocations, Checks, Papers, Visits)
        for service in services:
            commands.update(service(self.office).commands())
        return commands[type(command)](actor, command)

    def refused(self, actor: Actor, command: object) -> RuleBroken:
        """Return how a command is refused."""
        with pytest.raises(RuleBroken) as refusal:
            self.do(actor, command)
        return refusal.value

    def case(self, case_id: str, actor: Actor | None = None) -> CaseDetails:
        """Return a case as its worker reads it."""
        return self.pages.glance(actor or self.staff.worker, case_id)

    # The journey

    def enquiry(self, pathway: str = FOSTERING, people: tuple[NewPerson, ...] = FAMILY) -> str:
        """Open a case in March."""
        self.moment.on(ENQUIRY_ON)
        command = RecordEnquiry(
            pathway=pathway,
            people=people,
            received_on=ENQUIRY_ON,
            address=("12 Larch Close", "Harrowmere"),
            postcode="wx47qn",
            channel="phone",
            heard_of_us="Bus advert",
            reason="They have wanted to for years.",
        )
        return self.do(self.staff.worker, command).made

    def on(self, day: date) -> None:
        """Move to a day."""
        self.moment.on(day)

    def record(self, actor: Actor, case_id: str, kind: E, on: date, **facts: Any) -> Changes:
        """Record a plain step on its day."""
        self.moment.on(on)
        return self.do(actor, RecordEvent(case_id, kind, on, facts=facts))

    def visit(self, case_id: str, **answers: Any) -> str:
        """Write the visit of 19 March, saved and not passed on."""
        self.moment.on(date(2025, 3, 20))
        form_id = self.do(self.staff.worker, StartForm(case_id, "initial_visit")).made
        begun = self.visits.form(self.staff.worker, form_id)
        manager = {"id": self.staff.manager.user_id, "name": self.staff.manager.name}
        filled = {**begun.answers, **VISIT_ANSWERS, "manager": manager, **answers}
        self.do(self.staff.worker, SaveForm(form_id, filled, begun.version))
        return form_id

    def passed_visit(self, case_id: str, **answers: Any) -> str:
        """Pass the visit to the manager."""
        form_id = self.visit(case_id, **answers)
        version = self.visits.form(self.staff.worker, form_id).version
        self.do(self.staff.worker, PassForm(form_id, "", version))
        return form_id

    def decided_visit(self, case_id: str, decision: str = "invite", **answers: Any) -> str:
        """Have the manager decide on the visit on 24 March."""
        form_id = self.passed_visit(case_id, **answers)
        self.moment.on(date(2025, 3, 24))
        version = self.visits.form(self.staff.manager, form_id).version
        reasons = "A realistic start."
        self.do(
            self.staff.manager,
            DecideForm(form_id, decision, reasons, date(2025, 3, 24), version),
        )
        return form_id

    def application(self, people: tuple[NewPerson, ...] = FAMILY) -> str:
        """Bring a fostering case to its application of 12 May, accepted on 14 May."""
        case_id = self.enquiry(people=people)
        self.decided_visit(case_id)
        self.record(self.staff.worker, case_id, E.APPLICATION_RECEIVED, date(2025, 5, 12))
        self.record(self.staff.manager, case_id, E.APPLICATION_ACCEPTED, date(2025, 5, 14))
        return case_id

    def registration(self) -> str:
        """Bring an adoption case to the start of stage 1 on 16 May."""
        case_id = self.enquiry(ADOPTION, (MARCUS, LEANNE))
        self.decided_visit(case_id)
        self.record(self.staff.worker, case_id, E.REGISTRATION_RECEIVED, date(2025, 5, 12))
        self.record(self.staff.manager, case_id, E.REGISTRATION_ACCEPTED, date(2025, 5, 14))
        self.record(self.staff.worker, case_id, E.STAGE_ONE_STARTED, date(2025, 5, 16))
        return case_id

    def line(self, case_id: str, key: str, person: str = "") -> CheckLine:
        """Return a check by its key and whose it is."""
        found = self.pages.checks(self.staff.worker, case_id)
        return next(c for c in found if c.key == key and c.person.startswith(person))

    def receive(self, line: CheckLine, on: date, **more: Any) -> Changes:
        """Take a check in."""
        self.moment.on(max(on, self.office.today))
        command = ReceiveCheck(
            line.id,
            on,
            CheckOutcome.CLEAR,
            issued_on=on - timedelta(days=2),
            number=DBS_NUMBER if line.has_number else "",
        )
        return self.do(self.staff.worker, replace(command, **more))

    def all_checks_in(self, case_id: str, last: date = date(2025, 7, 28)) -> None:
        """Ask for every check and take every one in, the last on a day."""
        asked = date(2025, 5, 20)
        self.moment.on(asked)
        lines = self.pages.checks(self.staff.worker, case_id)
        for line in lines:
            if line.requested_on is None and line.received_on is None:
                self.do(self.staff.worker, RequestCheck(line.id, asked))
        for number, line in enumerate(reversed(lines)):
            on = last - timedelta(days=len(lines) - 1 - number)
            if line.received_on is None:
                self.receive(line, on)

    def stage_two(self) -> str:
        """Bring a fostering case to stage 2 on 30 July."""
        case_id = self.application()
        self.all_checks_in(case_id)
        self.moment.on(date(2025, 7, 30))
        self.do(self.staff.manager, DecideStageOne(case_id, date(2025, 7, 30), passed=True))
        return case_id

    def report(self, case_id: str, content: bytes, on: date = date(2025, 10, 9)) -> Changes:
        """Add the finished report."""
        self.moment.on(on)
        command = AttachPaper(
            case_id, "report", "", "Form F.pdf", content, on, self.staff.worker.user_id
        )
        return self.do(self.staff.worker, command)

    def report_given(self, content: bytes) -> str:
        """Bring a fostering case to 10 October, when the applicants get the report."""
        case_id = self.stage_two()
        self.report(case_id, content)
        self.record(self.staff.worker, case_id, E.REPORT_GIVEN, date(2025, 10, 10))
        return case_id

    def booked(self, case_id: str, *, sent_on: date | None = None) -> str:
        """Book a case as the first item of the panel of 4 November, after the opening."""
        held_on = date(2025, 11, 4)
        with self.office.writing(self.staff.adviser) as session:
            agency_id = session.scalars(select(Agency.id)).one()
            panel = Panel(agency_id=agency_id, service=Service.FOSTERING, name="Fostering panel")
            session.add(panel)
            session.flush()
            meeting = PanelMeeting(panel_id=panel.id, held_on=held_on, starts_at=time(9, 30))
            session.add(meeting)
            session.flush()
            item = AgendaItem(
                meeting_id=meeting.id,
                case_id=case_id,
                position=1,
                title="Thwaite",
                minutes=40,
                papers_sent_on=sent_on,
            )
            opening = AgendaItem(
                meeting_id=meeting.id,
                kind=ItemKind.OPENING,
                position=0,
                title="Opening",
                minutes=15,
            )
            member = MeetingMember(
                meeting_id=meeting.id, member_id=self.staff.member.member_id or ""
            )
            session.add_all((opening, item, member))
            session.flush()
            case = session.get_one(Case, case_id)
            file = CaseFile(session, self.office, self.staff.adviser, case)
            if file.history.has(*_BOOKABLE):
                file.record(
                    E.PANEL_BOOKED,
                    self.office.today,
                    facts={"meeting_on": held_on, "meeting_id": meeting.id},
                )
                file.refresh()
            return item.id
