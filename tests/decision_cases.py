"""Cases that panel has heard and whose final minutes are with the decision maker."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.agenda_times import as_time
from cfs_panels.domain.checks import CheckOutcome
from cfs_panels.domain.decisions import (
    DecisionAnswers,
    GiveOralNotice,
    MarkRead,
    OpenDecision,
    SaveDecision,
    SendWrittenNotice,
    SignDecision,
)
from cfs_panels.domain.meetings import ItemState, MeetingState, Presence, Reply
from cfs_panels.domain.pathways import Scope
from cfs_panels.domain.quorum import quorum
from cfs_panels.domain.quorum_notes import note_of
from cfs_panels.domain.vocabulary import DecisionOutcome, EventType, PanelOutcome, Service
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.decision_pages import DecisionPages
from cfs_panels.services.decisions import Decisions
from cfs_panels.services.document_store import keep_minutes
from cfs_panels.services.documents import Documents
from cfs_panels.services.meeting_rows import load_meetings
from cfs_panels.services.notices import Notices
from db.models import (
    Agency,
    AgendaItem,
    Attendance,
    Case,
    CentralListMember,
    Check,
    MeetingMember,
    MemberViewRow,
    Movement,
    Panel,
    PanelAdvice,
    PanelMeeting,
    RecommendationRow,
    StoredFile,
    User,
)
from tests.factories import PASSWORD, TODAY, make_case

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office
    from tests.factories import Made, Staff

PANEL_ON = date(2025, 10, 7)
APPROVED_ON = date(2025, 10, 15)
SENT_ON = date(2025, 10, 16)
REPORT = b"%PDF-1.4 a report, as far as these tests read it"
REASONS = (
    "They have a clear and realistic understanding of the needs of children who have been hurt.",
    "Their support network is in place.",
    "References and checks are complete and positive.",
)
MEMBERS = ("David Amankwah", "Sunita Rao", "Geoff Marland", "Abigail Stroud", "Kelechi Obi")


@dataclass(frozen=True)
class Heard:
    """A case on an agenda, to be heard as told here."""

    names: tuple[tuple[str, str], ...] = (("Marcus", "Thwaite"), ("Leanne", "Thwaite"))
    outcome: PanelOutcome = PanelOutcome.SUITABLE
    reasons: tuple[str, ...] = REASONS
    terms: tuple[str, ...] = ("short_term", "respite")
    places: int | None = 1
    ages: str = "5 to 12"
    dissent: dict[str, str] = field(default_factory=dict)
    checks: bool = True
    minutes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Hearing:
    """A meeting that was made, with its cases and items in the order of the agenda."""

    meeting_id: str
    cases: tuple[Made, ...]
    items: tuple[str, ...]

    @property
    def case_id(self) -> str:
        """Return the case of the first item."""
        return self.cases[0].id


def make_hearing(
    office: Office,
    staff: Staff,
    *heard: Heard,
    service: Service = Service.FOSTERING,
    upto: EventType = EventType.FINAL_MINUTES_SENT,
) -> Hearing:
    """Make a meeting of 7 October 2025 that heard cases, minuted as far as an event."""
    wanted = heard or (Heard(),)
    cases = tuple(make_case(office, staff, service=service, names=h.names) for h in wanted)
    with office.writing(staff.administrator) as session:
        meeting = _meeting(session, staff, service, upto)
        items = [
            _item(session, office, staff, meeting, position, case, told)
            for position, (case, told) in enumerate(zip(cases, wanted, strict=True))
        ]
        session.flush()
        rows = load_meetings(session, [meeting.id])[meeting.id]
        for item, told in zip(items, wanted, strict=True):
            _recommend(session, office, staff, rows, item, told)
        for item, case in zip(items, cases, strict=True):
            _record(session, office, staff, case, item, upto)
        if upto is EventType.FINAL_MINUTES_SENT:
            keep_minutes(session, office, staff.administrator, meeting.id)
        return Hearing(meeting.id, cases, tuple(item.id for item in items))


def _meeting(session: Session, staff: Staff, service: Service, upto: EventType) -> PanelMeeting:
    agency = session.query(Agency).one()
    agency.address = ["County Hall", "Castle Street", "Harrowmere", "WX1 1AA"]
    agency.contact = "01632 960400"
    worker = session.get_one(User, staff.worker.user_id)
    worker.phone, worker.email = "01632 960417", "hannah.whitlock@wealdshire.example"
    panel = Panel(agency_id=agency.id, service=service, name=f"{service.value} panel")
    session.add(panel)
    session.flush()
    states = {
        EventType.MINUTES_DRAFTED: MeetingState.DRAFTED,
        EventType.MINUTES_APPROVED: MeetingState.APPROVED,
        EventType.FINAL_MINUTES_SENT: MeetingState.SENT,
    }
    state = states.get(upto, MeetingState.HELD)
    approved = state in {MeetingState.APPROVED, MeetingState.SENT}
    meeting = PanelMeeting(
        panel_id=panel.id,
        held_on=PANEL_ON,
        starts_at=time(9, 30),
        place="County Hall, room 3",
        minute_taker_id=staff.administrator.user_id,
        state=state,
        papers_sent_on=PANEL_ON - timedelta(days=1),
        opened_at=time(9, 30),
        closed_at=time(15, 10),
        minutes_drafted_on=date(2025, 10, 9),
        minutes_approved_on=APPROVED_ON if approved else None,
        minutes_approved_by=staff.chair.user_id if approved else None,
        minutes_digest="9f2c41d07be8" if approved else "",
        minutes_sent_on=SENT_ON if state is MeetingState.SENT else None,
    )
    session.add(meeting)
    session.flush()
    _seats(session, meeting)
    return meeting


def _seats(session: Session, meeting: PanelMeeting) -> None:
    """Seat the chair, who sent apologies, and five members who were there throughout."""
    people = {row.name: row for row in session.query(CentralListMember)}
    roles = {"Patricia Hollis": "chair", "David Amankwah": "vice_chair"}
    for position, name in enumerate(("Patricia Hollis", *MEMBERS)):
        here = name in MEMBERS
        presence = Presence.HERE if here else Presence.ABSENT
        session.add(
            MeetingMember(
                meeting_id=meeting.id,
                member_id=people[name].id,
                sits_as=roles.get(name, "member"),
                position=position,
                reply=Reply.COMING if here else Reply.APOLOGIES,
                presence=presence,
            )
        )
        if here:
            session.add(
                Movement(
                    meeting_id=meeting.id,
                    member_id=people[name].id,
                    at=time(9, 30),
                    sequence=position,
                    presence=presence,
                )
            )
    session.flush()


def _item(
    session: Session,
    office: Office,
    staff: Staff,
    meeting: PanelMeeting,
    position: int,
    made: Made,
    told: Heard,
) -> AgendaItem:
    case = session.get_one(Case, made.id)
    file = CaseFile(session, office, staff.worker, case)
    facts: dict[str, Any] = {
        "key_issues": "They spoke openly about caring together.\nSchool holidays were discussed.",
        "strengths": "Long experience with children.",
        "heard": "heard",
        "advice": "Training on attachment within six months.",
        "report_quality": "good",
        "questions": [{"question": "Who helps?", "answer": "A sister nearby.", "asked_by": ""}],
        **told.minutes,
    }
    item = AgendaItem(
        meeting_id=meeting.id,
        case_id=case.id,
        position=position,
        title=case.household_name,
        item_name=file.pathway.item_name,
        minutes=40,
        presenters="Hannah Whitlock, social worker",
        papers_sent_on=meeting.papers_sent_on,
        state=ItemState.FINISHED,
        started_at=as_time(585 + 40 * position),
        finished_at=as_time(625 + 40 * position),
        minutes_version=1,
        **facts,
    )
    session.add(item)
    session.flush()
    session.add(
        PanelAdvice(
            item_id=item.id,
            words="Ask about school holidays.",
            author_id=staff.adviser.user_id,
            finished_on=PANEL_ON - timedelta(days=2),
        )
    )
    _report(session, office, staff, file)
    if told.checks:
        add_checks(session, office, made)
    return item


def _report(session: Session, office: Office, staff: Staff, file: CaseFile) -> None:
    session.add(
        StoredFile(
            case_id=file.case.id,
            kind="report",
            title=file.pathway.report_name,
            file_name="report.pdf",
            media_type="application/pdf",
            size=len(REPORT),
            pages=64,
            digest=office.database.papers(session).put(REPORT),
            version_number=4,
            author_id=staff.worker.user_id,
            finished_on=PANEL_ON - timedelta(days=13),
            added_at=office.now() - timedelta(days=30),
            added_by=staff.worker.user_id,
        )
    )


def add_checks(session: Session, office: Office, made: Made, **facts: Any) -> None:
    """Add every check of the case's kind, in and clear unless told otherwise."""
    case = session.get_one(Case, made.id)
    kind = CaseFile(session, office, None, case).pathway  # type: ignore[arg-type] # nobody acts
    position = 0
    for definition in kind.checks:
        people = (None,) if definition.scope is Scope.HOUSEHOLD else made.applicants
        for person_id in people:
            position += 1
            values: dict[str, Any] = {
                "requested_on": date(2025, 6, 3),
                "received_on": date(2025, 7, 1),
                "expires_on": date(2027, 7, 1) if definition.valid_months else None,
                "outcome": CheckOutcome.CLEAR,
                **facts.get(definition.key, {}),
            }
            session.add(
                Check(
                    case_id=case.id,
                    person_id=person_id,
                    key=definition.key,
                    name=definition.name,
                    position=position,
                    **values,
                )
            )


def _recommend(
    session: Session,
    office: Office,
    staff: Staff,
    rows: MeetingRows,
    item: AgendaItem,
    told: Heard,
) -> None:
    deferred = told.outcome is PanelOutcome.DEFERRED
    with_terms = told.outcome is PanelOutcome.SUITABLE and rows.service is Service.FOSTERING
    row = RecommendationRow(
        item_id=item.id,
        outcome=told.outcome,
        reasons=[] if deferred else list(told.reasons),
        terms=list(told.terms) if with_terms else [],
        places=told.places if with_terms else None,
        ages=told.ages if with_terms else "",
        deferral_reason="The second reference is not in." if deferred else "",
        recorded_at=office.now(),
        recorded_by=staff.administrator.user_id,
    )
    session.add(row)
    session.flush()
    for seat in rows.seats:
        if seat.row.presence is Presence.ABSENT:
            continue
        name = seat.person.name
        attended = Attendance(item_id=item.id, member_id=seat.row.member_id, presence=Presence.HERE)
        rows.attendance[item.id, seat.row.member_id] = attended
        session.add(attended)
        if not deferred:
            session.add(
                MemberViewRow(
                    recommendation_id=row.id,
                    member_id=seat.row.member_id,
                    agrees=name not in told.dissent,
                    reason=told.dissent.get(name, ""),
                )
            )
    sitting = rows.sitting(item)
    rule = office.rules.quorum_rule(rows.service, PANEL_ON)
    item.quorum_note = note_of(quorum(sitting, rule), sitting, joint=False)
    session.flush()


STEPS = (
    (EventType.PANEL_BOOKED, PANEL_ON - timedelta(days=20), "adviser"),
    (EventType.PANEL_ADVISED, PANEL_ON - timedelta(days=2), "adviser"),
    (EventType.PAPERS_SENT, PANEL_ON - timedelta(days=1), "administrator"),
    (EventType.ITEM_HEARD, PANEL_ON, "administrator"),
    (EventType.RECOMMENDATION_RECORDED, PANEL_ON, "administrator"),
    (EventType.MINUTES_DRAFTED, date(2025, 10, 9), "administrator"),
    (EventType.MINUTES_APPROVED, APPROVED_ON, "chair"),
    (EventType.FINAL_MINUTES_SENT, SENT_ON, "administrator"),
)


def _record(
    session: Session, office: Office, staff: Staff, made: Made, item: AgendaItem, upto: EventType
) -> None:
    """Record what happened in the case, up to an event; a deferral ends it before the minutes."""
    case = session.get_one(Case, made.id)
    deferred = item.recommendation is not None and (
        item.recommendation.outcome is PanelOutcome.DEFERRED
    )
    facts = {"meeting_id": item.meeting_id, "item_id": item.id}
    for event, on, who in STEPS:
        wanted = event
        if deferred and event is EventType.RECOMMENDATION_RECORDED:
            wanted = EventType.ITEM_DEFERRED
        if deferred and event is EventType.FINAL_MINUTES_SENT:
            break
        file = CaseFile(session, office, getattr(staff, who), case)
        file.record(wanted, on, facts=facts)
        if event is upto:
            break
    CaseFile(session, office, staff.administrator, case).refresh()


def good_answers(
    service: Service = Service.FOSTERING,
    outcome: DecisionOutcome | None = DecisionOutcome.APPROVE,
    **changes: Any,
) -> DecisionAnswers:
    """Return answers that may be signed, but for what is changed."""
    fostering = service is Service.FOSTERING and outcome is DecisionOutcome.APPROVE
    facts: dict[str, Any] = {
        "arguments_for": ("Long experience with children who have been hurt.",),
        "arguments_against": ("The network has been seen once only.",),
        "process_fair": "fair",
        "new_information": "none",
        "adopted_reasons": (1, 3),
        "own_reasons": "The network is in place. It is to be tested in a school holiday.",
        "outcome": outcome,
        "effective_on": TODAY if outcome is DecisionOutcome.APPROVE else None,
        "terms": ("short_term", "respite") if fostering else (),
        "places": 1 if fostering else None,
        "ages": "5 to 12" if fostering else "",
        "no_requirements": True,
    }
    if outcome is not DecisionOutcome.APPROVE:
        facts["discussed_with"] = "Helena Ross, head of service"
    return DecisionAnswers(**{**facts, **changes})


class Desk:
    """A decision maker at work: opens, reads, answers and signs through the services."""

    def __init__(self, office: Office, staff: Staff) -> None:
        self.office = office
        self.staff = staff
        self.actor = staff.decision_maker
        self.decisions = Decisions(office)
        self.notices = Notices(office)
        self.pages = DecisionPages(office)
        self.documents = Documents(office)

    def open(self, case_id: str) -> str:
        """Open the record of a case."""
        return self.decisions.open_decision(self.actor, OpenDecision(case_id)).made

    def read(self, case_id: str, decision_id: str) -> None:
        """Read the whole pack."""
        for line in self.pages.decision(self.actor, case_id).pack:
            self.decisions.mark_read(self.actor, MarkRead(decision_id, line.paper_id))

    def answer(self, case_id: str, answers: DecisionAnswers) -> tuple[str, int]:
        """Open, read and answer; return the record and its version."""
        decision_id = self.open(case_id)
        self.read(case_id, decision_id)
        version = self.pages.decision(self.actor, case_id).version
        saved = self.decisions.save_decision(
            self.actor, SaveDecision(decision_id, answers, version)
        )
        return decision_id, saved.version

    def sign(
        self,
        case_id: str,
        answers: DecisionAnswers,
        *,
        decided_on: date | None = None,
        password: str = PASSWORD,
    ) -> str:
        """Do everything up to the signature and return the record."""
        decision_id, version = self.answer(case_id, answers)
        command = SignDecision(decision_id, password, has_read=True, version=version)
        self.decisions.sign_decision(self.actor, replace(command, decided_on=decided_on))
        return decision_id

    def tell(self, decision_id: str, on: date = TODAY) -> None:
        """Tell the applicants."""
        told = "Marcus and Leanne Thwaite"
        self.notices.give_oral_notice(
            self.staff.worker, GiveOralNotice(decision_id, on, time(15, 10), told)
        )

    def write(self, decision_id: str, on: date = TODAY) -> str:
        """Send the letter and return its document."""
        to = "Marcus and Leanne Thwaite, first class post"
        return self.notices.send_written_notice(
            self.staff.administrator, SendWrittenNotice(decision_id, on, to)
        ).made
