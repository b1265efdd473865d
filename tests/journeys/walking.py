"""Walks a household through the services, step by step, with the day moving on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf

from cfs_panels.domain.cases import (
    DecideStageOne,
    DeclareCompliance,
    NewPerson,
    RecordEnquiry,
    RecordEvent,
    RecordObservations,
)
from cfs_panels.domain.checks import CheckOutcome, ReceiveCheck, RequestCheck
from cfs_panels.domain.decisions import (
    DecisionAnswers,
    GiveOralNotice,
    MarkRead,
    OpenDecision,
    SaveDecision,
    SendWrittenNotice,
    SetRequirement,
    SignDecision,
)
from cfs_panels.domain.meetings import (
    AddAgendaItem,
    AdvisePanel,
    ApproveMinutes,
    CloseMeeting,
    DraftMinutes,
    FinishItem,
    OpenItem,
    OpenMeeting,
    PlanMeeting,
    Presence,
    RecordPresence,
    RecordRecommendation,
    SaveItemMinutes,
    SendMinutes,
    SendPapers,
)
from cfs_panels.domain.papers import AttachPaper
from cfs_panels.domain.visits import DecideForm, PassForm, SaveForm, StartForm
from cfs_panels.domain.vocabulary import DecisionOutcome, EventType, PanelOutcome, Service
from cfs_panels.services.pathway_library import newest_pathway
from tests.factories import PASSWORD, Moment, Staff

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.pathways import Pathway
    from cfs_panels.services.workspace import Workspace

FOSTERING, ADOPTION = "fostering_mainstream", "adoption_prospective"
VISIT = {
    "how_long": 90,
    "where": "home",
    "child_room": "A bright room at the back.",
    "why_now": "They have thought about it for two years.",
    "health_said": "In good health.",
    "with_children": "Nephews every summer.",
    "who_helps": "A sister in the next street.",
    "strengths": "Warm and realistic.",
    "worries": "The grandparents do not know yet.",
    "recommendation": "proceed",
    "reasons": "They understand what it asks of them.",
}


def blank_pdf(pages: int = 3) -> bytes:
    """Return a PDF of empty pages."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        buffer = BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()


@dataclass
class Walk:
    """One household on its way; each step returns what it wrote and moves the day on."""

    workspace: Workspace
    staff: Staff
    moment: Moment
    pathway: str
    case_id: str = ""
    meeting_id: str = ""
    item_id: str = ""
    decision_id: str = ""
    members: list[str] = field(default_factory=list)
    heard: str = "heard"

    @property
    def is_fostering(self) -> bool:
        """Return whether it is a household of the fostering service."""
        return self.pathway.startswith("fostering")

    @property
    def kind(self) -> Pathway:
        """Return the kind of case."""
        found = newest_pathway(self.pathway)
        assert found is not None
        return found

    @property
    def today(self) -> date:
        """Return the day it is."""
        return self.workspace.office.today

    def do(self, actor: Actor, command: object, *, days: int = 0) -> Changes:
        """Carry out a command, and then let some days go by."""
        changes = self.workspace.do(actor, command)
        self.moment.forward(days=days)
        return changes

    def step(self, actor: Actor, event: EventType, *, days: int = 1, **facts: Any) -> Changes:
        """Record a plain step today."""
        if event is EventType.INITIAL_VISIT_OFFERED:
            facts = {"booked_on": self.today.isoformat(), "where": "home"}
        command = RecordEvent(self.case_id, event, self.today, facts=facts)
        return self.do(actor, command, days=days)

    def enquire_and_visit(self) -> None:
        """Record the enquiry; the visit is written, passed on and agreed."""
        self.enquire()
        self.visit()

    def enquire(self) -> None:
        """Record the enquiry of two people."""
        people = (
            NewPerson("Imran", "Delacourt", born_on=date(1984, 2, 11)),
            NewPerson("Sophie", "Delacourt", born_on=date(1986, 7, 30)),
        )
        self.case_id = self.do(
            self.staff.worker,
            RecordEnquiry(
                self.pathway,
                people,
                self.today,
                ("3 Weir Road", "Harrowmere"),
                "WX1 3QQ",
                manager_id=self.staff.manager.user_id,
            ),
            days=3,
        ).made

    def visit(self) -> None:
        """Write the visit, pass it on and have it agreed, or record the viability assessment."""
        if self.kind.move(EventType.VIABILITY_RECORDED) is not None:
            found: dict[str, Any] = {"child": "Robin", "outcome": "positive"}
            self.step(self.staff.worker, EventType.VIABILITY_RECORDED, days=5, **found)
            return
        self.step(self.staff.worker, EventType.INITIAL_VISIT_OFFERED, days=5)
        form_id = self.do(self.staff.worker, StartForm(self.case_id, "initial_visit")).made
        visits = self.workspace.visits
        begun = visits.form(self.staff.worker, form_id)
        manager = {"id": self.staff.manager.user_id, "name": self.staff.manager.name}
        people = [{**person, "seen": True} for person in begun.answers["household"]]
        answers = {
            **begun.answers,
            **VISIT,
            "household": people,
            "visited_on": self.today.isoformat(),
            "manager": manager,
        }
        self.do(self.staff.worker, SaveForm(form_id, answers, begun.version))
        version = visits.form(self.staff.worker, form_id).version
        self.do(self.staff.worker, PassForm(form_id, self.staff.manager.user_id, version), days=2)
        version = visits.form(self.staff.manager, form_id).version
        self.do(
            self.staff.manager,
            DecideForm(form_id, "invite", "A good start.", self.today, version),
            days=20,
        )

    def apply(self) -> None:
        """Record the application, or the registration of interest and the start of stage 1."""
        applied = self.kind.move(self.kind.application_event)
        asks = applied.asks if applied else ()
        facts: dict[str, Any] = {a.key: "Robin" for a in asks if not a.choices_from}
        self.step(self.staff.worker, self.kind.application_event, **facts)
        if self.is_fostering:
            self.step(self.staff.manager, EventType.APPLICATION_ACCEPTED)
            return
        self.step(self.staff.manager, EventType.REGISTRATION_ACCEPTED)
        if self.kind.move(EventType.STAGE_ONE_STARTED) is not None:
            self.step(self.staff.worker, EventType.STAGE_ONE_STARTED)

    def check(self, *, leaving_out: tuple[str, ...] = ()) -> None:
        """Ask for every check and take it in, but for those left out."""
        pages = self.workspace.case_pages
        for line in pages.checks(self.staff.worker, self.case_id):
            if line.requested_on is None:
                self.do(self.staff.worker, RequestCheck(line.id, self.today))
        self.moment.forward(days=8)
        for line in pages.checks(self.staff.worker, self.case_id):
            if line.key not in leaving_out:
                number = "001234567890" if line.has_number else ""
                self.do(
                    self.staff.worker,
                    ReceiveCheck(
                        line.id,
                        self.today,
                        CheckOutcome.CLEAR,
                        issued_on=self.today - timedelta(days=1),
                        number=number,
                    ),
                )

    def pass_stage_one(self) -> None:
        """Decide that stage 1 is passed; adopters give their notice to proceed."""
        if self.kind.move(EventType.STAGE_ONE_PASSED) is not None:
            decided = DecideStageOne(self.case_id, self.today, passed=True)
            self.do(self.staff.manager, decided, days=1)
        if not self.is_fostering:
            self.step(self.staff.worker, EventType.NOTICE_TO_PROCEED_RECEIVED)

    def attach(self, kind: str, pages: int = 3) -> None:
        """Add a finished report of a kind."""
        command = AttachPaper(
            self.case_id,
            kind,
            "The report",
            "report.pdf",
            blank_pdf(pages),
            self.today,
            self.staff.worker.user_id,
        )
        self.do(self.staff.worker, command)

    def assess(self, kind: str = "report") -> None:
        """Pass stage 1, attach the report, give it, take observations, declare compliance."""
        self.pass_stage_one()
        self.moment.forward(days=40)
        self.report(kind)

    def report(self, kind: str = "report", pages: int = 3) -> None:
        """Attach a report, give it, take observations, declare compliance."""
        self.attach(kind, pages)
        self.step(self.staff.worker, EventType.REPORT_GIVEN, days=4)
        observed = RecordObservations(self.case_id, self.today, "We agree with the report.")
        self.do(self.staff.worker, observed, days=1)
        declared = DeclareCompliance(self.case_id, self.today, "It meets the regulations.")
        self.do(self.staff.manager, declared, days=1)

    def book(self, *, ahead: int = 21, gaps: str = "") -> None:
        """Plan a meeting of the whole central list, book the case, advise, send the papers."""
        adviser = self.staff.adviser
        listed = self.workspace.central_list.members(adviser)
        self.members = [line.id for line in listed]
        service = Service.FOSTERING if self.is_fostering else Service.ADOPTION
        held_on = self.today + timedelta(days=ahead)
        plan = PlanMeeting(
            service,
            held_on,
            time(9, 30),
            "County Hall",
            tuple(self.members),
            minute_taker_id=self.staff.administrator.user_id,
        )
        self.meeting_id = self.do(adviser, plan).made
        self.item_id = self.do(adviser, AddAgendaItem(self.meeting_id, case_id=self.case_id)).made
        advice = AdvisePanel(self.item_id, "The papers are complete.", finished=True, version=0)
        self.do(adviser, advice, days=3)
        send = SendPapers(self.meeting_id, self.today, gaps_reason=gaps)
        self.do(self.staff.administrator, send)
        self.moment.on(held_on)

    def sit(self, outcome: PanelOutcome = PanelOutcome.SUITABLE) -> None:
        """Hold the meeting with everybody there, and record what panel recommends."""
        taker = self.staff.administrator
        self.do(taker, OpenMeeting(self.meeting_id, time(9, 30)))
        for member in self.members:
            self.do(taker, RecordPresence(self.meeting_id, member, Presence.HERE, time(9, 30)))
        self.do(taker, OpenItem(self.item_id, time(9, 45)))
        item = self.workspace.meeting_pages.meeting(taker, self.meeting_id).items[-1]
        minutes = SaveItemMinutes(
            self.item_id,
            item.minutes_version,
            heard=self.heard,
            key_issues="A warm account.",
            strengths="Honest.",
            vulnerabilities="First months at work.",
            views="All were satisfied.",
            report_quality="good",
        )
        self.do(taker, minutes)
        choice = self.kind.panel_choice(outcome)
        has_terms = choice is not None and choice.takes_terms
        recommendation = RecordRecommendation(
            self.item_id,
            outcome,
            ("They understand children who were hurt.", "Their support was tried."),
            terms=(self.kind.terms[0].key,) if has_terms else (),
            places=2 if has_terms else None,
            ages="5 to 12" if has_terms else "",
            deferral_reason="The medical is out of date."
            if outcome is PanelOutcome.DEFERRED
            else "",
        )
        self.do(taker, recommendation)
        self.do(taker, FinishItem(self.item_id, time(10, 20)))
        self.do(taker, CloseMeeting(self.meeting_id, time(10, 30)), days=3)

    def minute(self) -> None:
        """Draft the minutes, have them approved by the chair, send them."""
        taker = self.staff.administrator
        self.do(taker, DraftMinutes(self.meeting_id, self.today), days=2)
        self.do(self.staff.chair, ApproveMinutes(self.meeting_id, self.today), days=1)
        self.do(taker, SendMinutes(self.meeting_id, self.today), days=2)

    def answers(self, outcome: DecisionOutcome, *, heard: bool = True) -> DecisionAnswers:
        """Return a whole record, of a matter that panel heard or of one that it did not."""
        choice = self.kind.decision_choice(outcome)
        approves = outcome is DecisionOutcome.APPROVE
        has_terms = choice is not None and choice.takes_terms
        return DecisionAnswers(
            arguments_for=("Warm and honest.",),
            arguments_against=("Little time at first.",),
            process_fair="fair",
            new_information="none",
            adopted_reasons=(1, 2) if heard else (),
            own_reasons="I agree with panel, for its reasons.",
            outcome=outcome,
            terms=(self.kind.terms[0].key,) if has_terms else (),
            places=2 if has_terms else None,
            ages="5 to 12" if has_terms else "",
            discussed_with="The head of service",
            discussed_outcome="She agrees.",
            late_reason="The decision maker was ill.",
            late_ground="agency",
            effective_on=self.today,
            no_requirements=not approves,
        )

    def decide(self, outcome: DecisionOutcome) -> None:
        """Read the pack, write the record, sign it."""
        maker, pages = self.staff.decision_maker, self.workspace.decision_pages
        self.decision_id = self.do(maker, OpenDecision(self.case_id)).made
        for paper in pages.decision(maker, self.case_id).pack:
            self.do(maker, MarkRead(self.decision_id, paper.paper_id))
        if outcome is DecisionOutcome.APPROVE:
            due_on = self.today + timedelta(days=90)
            required = SetRequirement(self.decision_id, "Attachment course", "The worker", due_on)
            self.do(maker, required)
        page = pages.decision(maker, self.case_id)
        answers = self.answers(outcome, heard=page.recommendation is not None)
        self.do(maker, SaveDecision(self.decision_id, answers, page.version))
        version = pages.decision(maker, self.case_id).version
        signed = SignDecision(self.decision_id, PASSWORD, has_read=True, version=version)
        self.do(maker, signed, days=1)

    def tell(self) -> None:
        """Tell the applicants, then write to them."""
        told = GiveOralNotice(self.decision_id, self.today, time(15), "Both, by telephone")
        self.do(self.staff.worker, told, days=1)
        sent = SendWrittenNotice(self.decision_id, self.today, "Imran and Sophie Delacourt")
        self.do(self.staff.administrator, sent, days=1)
