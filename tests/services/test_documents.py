from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import docx
import pytest
from sqlalchemy import select

from cfs_panels.domain.agency import EditAgency
from cfs_panels.domain.decisions import SetRequirement
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meetings import ConflictKind, MeetingState, Ruling
from cfs_panels.domain.visits import FormState
from cfs_panels.domain.vocabulary import DecisionOutcome, EventType, PanelOutcome, Service
from cfs_panels.services.agency_settings import AgencySettings
from cfs_panels.services.document_store import keep_minutes
from cfs_panels.services.documents import document_kinds
from cfs_panels.services.search import Search
from db.models import (
    Agency,
    AgendaItem,
    AuditEntry,
    Case,
    CaseEventRow,
    CentralListMember,
    ConflictOfInterest,
    FormRecord,
    Household,
    MadeDocument,
    PanelAdvice,
    PanelMeeting,
    StoredFile,
)
from tests.decision_cases import Desk, Heard, good_answers, make_hearing
from tests.documents.writer_documents import docx_words, pdf_pages
from tests.factories import TODAY

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.documents import Made
    from cfs_panels.services.office import Office
    from tests.decision_cases import Hearing
    from tests.factories import Moment, Staff

AGAINST = DecisionOutcome.PROPOSE_NOT_TO_APPROVE
AMRIT = Heard(names=(("Amrit", "Sandhu-Cole"),))
BETHAN = Heard(
    names=(("Bethan", "Lyle"),),
    minutes={"key_issues": "The earlier household was discussed."},
)


@pytest.fixture
def desk(office: Office, staff: Staff) -> Desk:
    return Desk(office, staff)


def text(made: Made) -> str:
    """Return the words of a made PDF on one line."""
    return " ".join(" ".join(pdf_pages(made.pdf)).split())


def add_visit(desk: Desk, case_id: str, **changes: Any) -> None:
    """Write up the initial visit of a case, agreed by its manager."""
    facts: dict[str, Any] = {
        "form_key": "initial_visit",
        "form_version": 1,
        "answers": {
            "visited_on": "2025-03-19",
            "where": "home",
            "how_long": 90,
            "recommendation": "proceed",
            "household": [
                {"name": "Marcus Thwaite", "relationship": "Applicant", "seen": True},
                {"name": "Leanne Thwaite", "relationship": "Applicant", "seen": False},
            ],
        },
        "state": FormState.AGREED,
        "author_id": desk.staff.worker.user_id,
        "manager_id": desk.staff.manager.user_id,
        "started_at": datetime(2025, 3, 19, 17, tzinfo=UTC),
        "saved_at": datetime(2025, 3, 20, 10, tzinfo=UTC),
        "passed_at": datetime(2025, 3, 20, 10, tzinfo=UTC),
        "decision": "invite",
        "decision_reasons": "A warm and practical couple.",
        "decided_on": date(2025, 3, 24),
        "decided_by": desk.staff.manager.user_id,
    }
    with desk.office.writing(desk.staff.worker) as session:
        session.add(FormRecord(case_id=case_id, **{**facts, **changes}))


def declare_interest(
    desk: Desk, heard: Hearing, item: int, actor: Actor, kind: ConflictKind = ConflictKind.PERSONAL
) -> None:
    with desk.office.writing(desk.staff.adviser) as session:
        session.add(
            ConflictOfInterest(
                item_id=heard.items[item],
                member_id=actor.member_id or "",
                case_id=heard.cases[item].id,
                kind=kind,
                nature="Neighbour",
                declared_on=date(2025, 10, 6),
            )
        )


def whole(desk: Desk, service: Service, outcome: DecisionOutcome) -> Hearing:
    """Take a case through visit, panel, decision and notices."""
    heard = make_hearing(desk.office, desk.staff, Heard(), AMRIT, service=service)
    add_visit(desk, heard.case_id)
    decision_id = desk.sign(heard.case_id, good_answers(service, outcome))
    desk.tell(decision_id)
    desk.write(decision_id)
    return heard


# Every kind


@pytest.mark.parametrize("outcome", [DecisionOutcome.APPROVE, AGAINST])
@pytest.mark.parametrize("service", Service)
def test_every_kind_comes_in_word_and_pdf_with_the_same_words(
    desk: Desk, service: Service, outcome: DecisionOutcome
) -> None:
    heard = whole(desk, service, outcome)
    other = "determination_letter" if outcome is DecisionOutcome.APPROVE else "approval_letter"
    none = {other, "representations"}
    if service is Service.ADOPTION or outcome is AGAINST:
        none.add("foster_care_agreement")
    for kind, _, of in document_kinds():
        where = {"case_id": heard.case_id} if of == "case" else {"meeting_id": heard.meeting_id}
        if kind in none:
            with pytest.raises(RuleBroken):
                desk.documents.make(desk.staff.adviser, kind, **where)
            continue
        made = desk.documents.make(desk.staff.adviser, kind, **where)
        assert not made.is_draft, kind
        word = docx.Document(io.BytesIO(made.docx))
        assert any(p.style and p.style.name in {"Title", "Heading 1"} for p in word.paragraphs), (
            kind
        )
        stem = "F-2025-0001" if service is Service.FOSTERING else "A-2025-0001"
        stem = stem if of == "case" else f"{service.value}-panel-2025-10-07"
        assert made.file_name == f"{stem}-{kind.replace('_', '-')}"
        pages = pdf_pages(made.pdf)
        assert len(pages) == made.pages
        printed = "".join("".join(pages).split())
        missing = [w for w in docx_words(made.docx) if w not in printed]
        assert missing == [], kind


def test_the_command_line_finds_cases_and_meetings_by_reference(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff)
    made = desk.documents.make_for_reference(staff.adviser, "declaration", " f-2025-0001 ")
    assert made.file_name == "F-2025-0001-declaration"
    made = desk.documents.make_for_reference(staff.adviser, "agenda", "fostering:2025-10-07")
    assert made.file_name == "fostering-panel-2025-10-07-agenda"
    for kind, reference, sentence in (
        ("agenda", "fostering:2025-10-08", "There is no fostering panel on 8 October 2025."),
        (
            "agenda",
            "7 October",
            "A meeting is named by service and date, such as fostering:2025-11-04.",
        ),
        ("declaration", "F-2025-9999", "There is no such case, or you may not open it."),
    ):
        with pytest.raises(RuleBroken) as refused:
            desk.documents.make_for_reference(staff.adviser, kind, reference)
        assert refused.value.message == sentence
    with pytest.raises(RuleBroken, match=r"There is no document “poem”\. Documents: initial_visit"):
        desk.documents.make(staff.adviser, "poem", case_id=heard.case_id)


def test_an_item_may_stand_for_its_case(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff, Heard(), AMRIT)
    made = desk.documents.make(staff.adviser, "minutes_extract", item_id=heard.items[1])
    assert made.file_name == "F-2025-0002-minutes-extract"
    with pytest.raises(RuleBroken, match="There is no such case"):
        desk.documents.make(staff.adviser, "minutes_extract", item_id="nothing")


# What there is not yet


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("initial_visit_report", "No initial visit has been written up in this case."),
        ("decision_record", "No decision record has been begun in this case."),
        ("approval_letter", "There is no signed decision to write about."),
        ("determination_letter", "There is no signed decision to write about."),
        (
            "foster_care_agreement",
            "The foster care agreement follows an approval. There is none yet.",
        ),
    ],
)
def test_what_is_not_there_yet_is_told(desk: Desk, staff: Staff, kind: str, sentence: str) -> None:
    heard = make_hearing(desk.office, staff)
    with pytest.raises(RuleBroken) as refused:
        desk.documents.make(staff.adviser, kind, case_id=heard.case_id)
    assert refused.value.message == sentence


def test_a_case_that_no_panel_has_heard_has_no_papers_of_one(
    desk: Desk, staff: Staff, office: Office
) -> None:
    from tests.factories import make_case

    case = make_case(office, staff, upto=EventType.REPORT_GIVEN)
    for kind, sentence in (
        ("minutes_extract", "No panel has heard this case, so there are no minutes of it."),
        ("adviser_note", "The panel adviser has not begun a note on this case."),
        ("declaration", "Compliance has not been declared in this case."),
        (
            "observations",
            "The applicants' observations did not come, and their time has ended. Choose “Record "
            "that no observations came” first.",
        ),
    ):
        with pytest.raises(RuleBroken) as refused:
            desk.documents.make(staff.adviser, kind, case_id=case.id)
        assert refused.value.message == sentence
    made = desk.documents.make(staff.adviser, "checks_summary", case_id=case.id)
    assert made.is_draft
    assert "No checks have been begun." in text(made)


def test_letters_follow_their_own_decision(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff)
    desk.sign(heard.case_id, good_answers())
    with pytest.raises(RuleBroken) as refused:
        desk.documents.make(staff.adviser, "determination_letter", case_id=heard.case_id)
    assert refused.value.message == (
        "The decision approves them, so there is no qualifying determination to send."
    )


def test_the_agreement_says_whom_to_ring_when_the_office_is_closed(
    desk: Desk, staff: Staff
) -> None:
    heard = make_hearing(desk.office, staff)
    desk.sign(heard.case_id, good_answers())
    made = desk.documents.make(staff.adviser, "foster_care_agreement", case_id=heard.case_id)
    assert "ring our duty service" in text(made)
    settings = AgencySettings(desk.office)
    agency = settings.agency(staff.adviser)
    settings.edit_agency(
        staff.adviser,
        EditAgency(
            agency.name, agency.kind, agency.address, agency.contact, None, agency.version,
            out_of_hours="01632 960 199",
        ),
    )  # fmt: skip
    again = desk.documents.make(staff.adviser, "foster_care_agreement", case_id=heard.case_id)
    assert "At other times ring 01632 960 199." in text(again)


def test_an_adopter_signs_no_foster_care_agreement(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff, service=Service.ADOPTION)
    desk.sign(heard.case_id, good_answers(Service.ADOPTION))
    with pytest.raises(RuleBroken) as refused:
        desk.documents.make(staff.adviser, "foster_care_agreement", case_id=heard.case_id)
    assert refused.value.message == ("There is no foster care agreement in this kind of case.")


# Drafts and finals


def test_a_draft_is_marked_and_prints_its_gaps(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff, Heard(outcome=PanelOutcome.NOT_SUITABLE))
    desk.sign(heard.case_id, good_answers(outcome=AGAINST))
    made = desk.documents.make(staff.adviser, "determination_letter", case_id=heard.case_id)
    assert made.is_draft
    words = text(made)
    assert words.startswith("Draft ")
    assert "The last day is <respond by>." in words
    assert "Date: <letter date>" in words


def test_the_same_inputs_are_one_document_with_the_same_bytes(
    desk: Desk, staff: Staff, office: Office, moment: Moment
) -> None:
    heard = make_hearing(desk.office, staff)
    desk.sign(heard.case_id, good_answers())
    first = desk.documents.make(staff.adviser, "approval_letter", case_id=heard.case_id)
    moment.forward(minutes=5)
    again = desk.documents.make(staff.administrator, "approval_letter", case_id=heard.case_id)
    assert (again.document_id, again.docx, again.pdf) == (
        first.document_id,
        first.docx,
        first.pdf,
    )
    with office.writing(staff.adviser) as session:
        session.scalars(select(Agency)).one().contact = "01632 960401"
    changed = desk.documents.make(staff.adviser, "approval_letter", case_id=heard.case_id)
    assert changed.document_id != first.document_id
    kept = desk.documents.document(staff.adviser, first.document_id, "pdf")
    assert kept == first.pdf


def test_what_was_sent_never_changes(desk: Desk, staff: Staff, office: Office) -> None:
    heard = make_hearing(desk.office, staff)
    decision_id = desk.sign(heard.case_id, good_answers())
    desk.tell(decision_id)
    desk.write(decision_id)
    kinds = ("approval_letter", "foster_care_agreement", "decision_record", "minutes_extract")
    before = {
        kind: desk.documents.make(staff.adviser, kind, case_id=heard.case_id) for kind in kinds
    }
    minutes = desk.documents.make(staff.adviser, "minutes", meeting_id=heard.meeting_id)
    assert all(made.is_kept for made in (*before.values(), minutes))
    with office.writing(staff.adviser) as session:
        agency = session.scalars(select(Agency)).one()
        agency.name = "Another County Council"
        case = session.get_one(Case, heard.case_id)
        session.get_one(Household, case.household_id).address = ["1 New Road"]
        session.get_one(AgendaItem, heard.items[0]).key_issues = "Something else"
    for kind in kinds:
        made = desk.documents.make(staff.adviser, kind, case_id=heard.case_id)
        assert (made.document_id, made.pdf, made.docx) == (
            before[kind].document_id,
            before[kind].pdf,
            before[kind].docx,
        )
    again = desk.documents.make(staff.adviser, "minutes", meeting_id=heard.meeting_id)
    assert again.pdf == minutes.pdf


def test_a_visit_report_is_a_draft_until_it_is_agreed(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff, Heard(), AMRIT)
    add_visit(desk, heard.case_id, state=FormState.PASSED, decision="", decided_on=None)
    made = desk.documents.make(staff.worker, "initial_visit_report", case_id=heard.case_id)
    assert made.is_draft
    add_visit(desk, heard.cases[1].id)
    made = desk.documents.make(staff.worker, "initial_visit_report", case_id=heard.cases[1].id)
    words = text(made)
    assert not made.is_draft
    for part in (
        "Date of visit 19 March 2025",
        "How long 1 hour 30 min",
        "People seen Marcus Thwaite Visited by Hannah Whitlock",
        "Decision Invite to apply",
        "Manager Louise Penhaligon",
        "A warm and practical couple.",
    ):
        assert part in words


def test_minutes_are_drafts_until_the_chair_has_approved_them(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff, upto=EventType.MINUTES_DRAFTED)
    made = desk.documents.make(staff.adviser, "minutes", meeting_id=heard.meeting_id)
    assert made.is_draft
    assert "The chair has not approved these minutes yet" in text(made)
    with (
        pytest.raises(RuleBroken, match="has not approved the minutes"),
        desk.office.writing(staff.administrator) as session,
    ):
        keep_minutes(session, desk.office, staff.administrator, heard.meeting_id)


# What they hold


def test_an_adoption_approval_has_no_terms(desk: Desk, staff: Staff) -> None:
    heard = whole(desk, Service.ADOPTION, DecisionOutcome.APPROVE)
    made = desk.documents.make(staff.adviser, "approval_letter", case_id=heard.case_id)
    words = text(made)
    assert "terms" not in words.lower()
    assert "condition" not in words.lower()


def test_minutes_tell_who_was_there_and_what_was_said(desk: Desk, staff: Staff) -> None:
    told = Heard(
        dissent={"Geoff Marland": "wanted one more visit."},
        minutes={"views": "Members spoke of the family's warmth.", "heard": "chose_not_to_attend"},
    )
    heard = make_hearing(desk.office, staff, told)
    words = text(desk.documents.make(staff.adviser, "minutes", meeting_id=heard.meeting_id))
    for part in (
        "Sunita Rao Social worker, 11 years",
        "Apologies: Patricia Hollis.",
        "Five of six members were present for this item and five were needed. The vice chair, "
        "David Amankwah, chaired.",
        "The panel was quorate.",
        "Hannah Whitlock (social worker, presenting); Dilys Corrigan (minute taker)",
        "had been invited and chose not to attend.",
        "Who helps? A sister nearby.",
        "Members spoke of the family's warmth.",
        "Panel recommends that Marcus Thwaite and Leanne Thwaite are suitable to foster.",
        "One child, aged 5 to 12 • Short-term and respite",
        "In agreement: David Amankwah, Sunita Rao, Abigail Stroud and Kelechi Obi.",
        "Geoff Marland did not agree. Wanted one more visit.",
        "Approved by Patricia Hollis, chair Approved on 15 October 2025",
        "16 October 2025. The time limit for the decision starts when they are received.",
    ):
        assert part in words
    assert "good" not in words.lower().split()  # feedback on the report is no part of them


def test_an_extra_panel_is_called_so(desk: Desk, staff: Staff, office: Office) -> None:
    heard = make_hearing(desk.office, staff, upto=EventType.MINUTES_APPROVED)
    with office.writing(staff.adviser) as session:
        session.get_one(PanelMeeting, heard.meeting_id).kind = "Extra panel"
    for kind in ("agenda", "minutes"):
        made = desk.documents.make(staff.adviser, kind, meeting_id=heard.meeting_id)
        assert "Tuesday 7 October 2025, extra panel" in text(made)


def test_an_extract_holds_nothing_of_another_item(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff, Heard(), AMRIT, BETHAN)
    words = text(desk.documents.make(staff.worker, "minutes_extract", case_id=heard.cases[1].id))
    assert "Item 2. Amrit Sandhu-Cole" in words
    for other in ("Thwaite", "Bethan", "F-2025-0001", "F-2025-0003", "earlier household"):
        assert other not in words


def test_an_extract_that_names_another_case_is_not_made_final(desk: Desk, staff: Staff) -> None:
    naming = Heard(minutes={"key_issues": "They know Amrit Sandhu-Cole from school."})
    with pytest.raises(RuleBroken) as refused:
        make_hearing(desk.office, staff, naming, AMRIT)
    assert refused.value.message == (
        "The extract for item 1 names another case heard at this meeting (Amrit Sandhu-Cole). Take "
        "it out of item 1 before the minutes are made final."
    )


def test_a_deferral_is_minuted_with_its_reason(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff, Heard(outcome=PanelOutcome.DEFERRED))
    words = text(desk.documents.make(staff.adviser, "minutes", meeting_id=heard.meeting_id))
    assert "The second reference is not in." in words
    assert "A deferral is not a recommendation" in words
    assert "time limit for the decision" not in words


def test_a_household_is_told_of_its_own_requirements(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff)
    decision_id = desk.open(heard.case_id)
    due = date(2025, 11, 30)
    for words, recipient in (("A second visit to your sister", ""), ("Audit the file", "Team")):
        command = SetRequirement(decision_id, words, "Hannah Whitlock", due, recipient)
        desk.decisions.set_requirement(desk.actor, command)
    desk.sign(heard.case_id, good_answers(no_requirements=False))
    letter = text(desk.documents.make(staff.adviser, "approval_letter", case_id=heard.case_id))
    assert (
        "A second visit to your sister. Hannah Whitlock will see to this by Sunday 30 November "
        "2025."
    ) in letter
    assert "Audit the file" not in letter
    record = text(desk.documents.make(staff.adviser, "decision_record", case_id=heard.case_id))
    assert "Audit the file" in record


def test_advice_is_neutral_and_not_told_twice(desk: Desk, staff: Staff) -> None:
    advised = Heard(minutes={"advice": "A second visit to your sister.\nAttachment training."})
    heard = make_hearing(desk.office, staff, advised, service=Service.ADOPTION)
    decision_id = desk.open(heard.case_id)
    due = date(2025, 11, 30)
    command = SetRequirement(decision_id, "A second visit to your sister", "Hannah", due)
    desk.decisions.set_requirement(desk.actor, command)
    desk.sign(heard.case_id, good_answers(Service.ADOPTION, no_requirements=False))
    letter = text(desk.documents.make(staff.adviser, "approval_letter", case_id=heard.case_id))
    assert "Advice from the panel" in letter
    assert "• Attachment training" in letter
    assert letter.count("A second visit to your sister") == 1
    assert "children you may be right for" not in letter


def test_the_title_of_a_restricted_paper_is_in_no_letter(
    desk: Desk, staff: Staff, office: Office
) -> None:
    heard = make_hearing(desk.office, staff, Heard(outcome=PanelOutcome.NOT_SUITABLE))
    with office.writing(staff.worker) as session:
        old = session.scalars(select(StoredFile)).one()
        session.add(
            StoredFile(
                case_id=heard.case_id,
                kind="other",
                title="Letter from a former partner",
                file_name="letter.pdf",
                media_type=old.media_type,
                size=old.size,
                pages=1,
                digest=old.digest,
                added_at=old.added_at,
                added_by=staff.worker.user_id,
                restricted=True,
            )
        )
    desk.sign(heard.case_id, good_answers(outcome=AGAINST))
    letter = desk.documents.make(staff.adviser, "determination_letter", case_id=heard.case_id)
    record = desk.documents.make(staff.adviser, "decision_record", case_id=heard.case_id)
    minutes = desk.documents.make(staff.adviser, "minutes", meeting_id=heard.meeting_id)
    assert "former partner" not in text(letter)
    assert "Letter from a former partner, 1 page" in text(record)
    assert "former partner" not in text(minutes)


def test_a_declaration_holds_its_statement_and_what_it_rests_on(
    desk: Desk, staff: Staff, office: Office
) -> None:
    heard = make_hearing(desk.office, staff)
    with office.writing(staff.adviser) as session:
        declared = CaseEventRow.type == EventType.COMPLIANCE_DECLARED
        event = session.scalars(select(CaseEventRow).where(declared)).one()
        event.facts = {"statement": "I have read the report and every check."}
    words = text(desk.documents.make(staff.adviser, "declaration", case_id=heard.case_id))
    for part in (
        "I have read the report and every check.",
        "Date of the declaration 6 October 2025",
        "Signed by Louise Penhaligon, 24 October 2025",
        "Observations Received on 4 October 2025",
        "Every check that a regulation asks for was in",
    ):
        assert part in words


def test_observations_stand_in_the_applicants_words(
    desk: Desk, staff: Staff, office: Office
) -> None:
    heard = make_hearing(desk.office, staff)
    none = text(desk.documents.make(staff.adviser, "observations", case_id=heard.case_id))
    assert "They said that they have no observations on it." in none
    with office.writing(staff.adviser) as session:
        came = CaseEventRow.type == EventType.OBSERVATIONS_RECEIVED
        event = session.scalars(select(CaseEventRow).where(came)).one()
        event.facts = {"words": "We think it is fair.\nOur son is nine now."}
    words = text(desk.documents.make(staff.adviser, "observations", case_id=heard.case_id))
    assert "In their words We think it is fair. Our son is nine now." in words


def test_a_note_tells_what_is_missing_and_what_panel_said_before(
    desk: Desk, staff: Staff, office: Office
) -> None:
    heard = make_hearing(desk.office, staff, Heard(checks=False))
    words = text(desk.documents.make(staff.adviser, "adviser_note", case_id=heard.case_id))
    for part in (
        "Ask about school holidays.",
        "These were not in on 5 October 2025: • Declaration of compliance: not in yet.",
        "Panel has not considered this case before.",
        "Written by Ruth Ellingham, panel adviser, 5 October 2025",
    ):
        assert part in words
    with office.writing(staff.adviser) as session:
        session.scalars(select(PanelAdvice)).one().finished_on = None
    made = desk.documents.make(staff.adviser, "adviser_note", case_id=heard.case_id)
    assert made.is_draft


def test_a_summary_of_checks_holds_no_certificate_number(
    desk: Desk, staff: Staff, office: Office
) -> None:
    from db.models import Check

    heard = make_hearing(desk.office, staff)
    with office.writing(staff.worker) as session:
        for check in session.scalars(select(Check).where(Check.key == "dbs")):
            check.number = "001234567890"
        medical = select(Check).where(Check.key == "medical").order_by(Check.position)
        session.scalars(medical).all()[1].received_on = None
    made = desk.documents.make(staff.adviser, "checks_summary", case_id=heard.case_id)
    words = text(made)
    assert made.is_draft
    assert "001234567890" not in words
    assert "Still out: Medical report and comment (Leanne Thwaite)." in words
    assert "Enhanced DBS certificate 3 June 2025 1 July 2025 1 July 2027 In order" in words


# Who may


def test_a_stranger_neither_makes_nor_finds(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff)
    made = desk.documents.make(staff.worker, "declaration", case_id=heard.case_id)
    for actor in (staff.other_worker, staff.system_administrator):
        with pytest.raises(RuleBroken, match="There is no such case, or you may not open it"):
            desk.documents.make(actor, "declaration", case_id=heard.case_id)
        with pytest.raises(RuleBroken):
            desk.documents.documents(actor, case_id=heard.case_id)
        with pytest.raises(RuleBroken) as refused:
            desk.documents.document(actor, made.document_id, "pdf")
        assert refused.value.message == "There is no such document, or you may not open it."
    with pytest.raises(RuleBroken, match="There is no such document"):
        desk.documents.document(staff.worker, "nothing", "pdf")


def test_a_restricted_case_is_closed_to_whoever_is_not_named(
    desk: Desk, staff: Staff, office: Office
) -> None:
    heard = make_hearing(desk.office, staff, Heard(), AMRIT)
    with office.writing(staff.adviser) as session:
        session.get_one(Case, heard.case_id).is_restricted = True
    with pytest.raises(RuleBroken, match="There is no such case"):
        desk.documents.make(staff.adviser, "declaration", case_id=heard.case_id)
    assert desk.documents.documents(staff.adviser, meeting_id=heard.meeting_id) == ()
    copy = desk.documents.make(staff.adviser, "minutes", meeting_id=heard.meeting_id)
    assert "Thwaite" not in text(copy)
    assert "Item 2. Amrit Sandhu-Cole" in text(copy)
    (line,) = desk.documents.documents(staff.adviser, meeting_id=heard.meeting_id)
    assert line.id == copy.document_id


def test_members_read_the_papers_of_their_pack_alone(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff)
    desk.sign(heard.case_id, good_answers())
    lines = desk.documents.documents(staff.chair, case_id=heard.case_id)
    assert {line.kind for line in lines} == {"declaration", "adviser_note", "observations"}
    with pytest.raises(RuleBroken, match="Your role does not let you make documents of this case"):
        desk.documents.make(staff.chair, "declaration", case_id=heard.case_id)
    letters = desk.documents.documents(staff.adviser, case_id=heard.case_id)
    record = next(line for line in letters if line.kind == "decision_record")
    with pytest.raises(RuleBroken, match="There is no such document"):
        desk.documents.document(staff.chair, record.id, "pdf")


def test_a_conflicted_member_neither_makes_nor_finds_the_case(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff, Heard(), AMRIT)
    desk.open(heard.case_id)
    made = desk.documents.make(staff.adviser, "declaration", case_id=heard.case_id)
    assert desk.documents.documents(staff.chair, case_id=heard.case_id) != ()
    declare_interest(desk, heard, 0, staff.chair)
    with pytest.raises(RuleBroken, match="There is no such case"):
        desk.documents.documents(staff.chair, case_id=heard.case_id)
    with pytest.raises(RuleBroken, match="There is no such case"):
        desk.documents.make(staff.chair, "declaration", case_id=heard.case_id)
    with pytest.raises(RuleBroken, match="There is no such document"):
        desk.documents.document(staff.chair, made.document_id, "pdf")


def test_a_conflicted_chair_gets_agenda_and_minutes_without_the_item(
    desk: Desk, staff: Staff
) -> None:
    heard = make_hearing(desk.office, staff, Heard(), AMRIT)
    full = desk.documents.make(staff.adviser, "agenda", meeting_id=heard.meeting_id)
    declare_interest(desk, heard, 0, staff.chair)
    for kind in ("agenda", "minutes"):
        made = desk.documents.make(staff.chair, kind, meeting_id=heard.meeting_id)
        words = text(made)
        assert "Thwaite" not in words
        assert "F-2025-0001" not in words
        assert "Amrit Sandhu-Cole" in words
        assert "You declared a conflict of interest on 6 October 2025." in words
    lines = desk.documents.documents(staff.chair, meeting_id=heard.meeting_id)
    assert sorted(line.kind for line in lines) == ["agenda", "minutes"]
    with pytest.raises(RuleBroken, match="There is no such document"):
        desk.documents.document(staff.chair, full.document_id, "pdf")
    mine = {line.id for line in lines}
    theirs = desk.documents.documents(staff.adviser, meeting_id=heard.meeting_id)
    assert mine.isdisjoint(line.id for line in theirs)


def test_an_interest_is_told_before_and_after_the_meeting(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff, upto=EventType.MINUTES_APPROVED)
    with desk.office.writing(staff.adviser) as session:
        member = session.scalars(
            select(CentralListMember).where(CentralListMember.name == "Abigail Stroud")
        ).one()
        session.add(
            ConflictOfInterest(
                item_id=heard.items[0],
                member_id=member.id,
                case_id=heard.case_id,
                kind=ConflictKind.PROFESSIONAL,
                nature="Former supervisor of the worker",
                declared_on=date(2025, 10, 3),
                ruling=Ruling.STAY,
                ruled_by="Patricia Hollis",
            )
        )
    agenda = text(desk.documents.make(staff.adviser, "agenda", meeting_id=heard.meeting_id))
    assert "Attending Marcus Thwaite and Leanne Thwaite (invited)" in agenda
    assert "1 Abigail Stroud Professional Stays for this item" in agenda
    assert "Former supervisor" not in agenda
    minutes = text(desk.documents.make(staff.adviser, "minutes", meeting_id=heard.meeting_id))
    assert (
        "Abigail Stroud declared a professional interest: Former supervisor of the worker. Ruling "
        "by Patricia Hollis: stayed for this item."
    ) in minutes


def test_a_member_of_another_meeting_makes_none_of_this_one(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff)
    with pytest.raises(RuleBroken, match="There is no such meeting, or you may not open it"):
        desk.documents.make(staff.member, "agenda", meeting_id=heard.meeting_id)
    with pytest.raises(RuleBroken, match="let you make documents of this meeting"):
        desk.documents.make(staff.worker, "agenda", meeting_id=heard.meeting_id)
    with pytest.raises(RuleBroken, match="let you make documents of this meeting"):
        desk.documents.documents(staff.worker, meeting_id=heard.meeting_id)


def test_draft_minutes_are_the_panels_alone(desk: Desk, staff: Staff, office: Office) -> None:
    heard = make_hearing(desk.office, staff, upto=EventType.MINUTES_DRAFTED)
    desk.documents.make(staff.adviser, "minutes", meeting_id=heard.meeting_id)
    desk.documents.make(staff.adviser, "minutes_extract", case_id=heard.case_id)
    for attempt in (
        lambda: desk.documents.make(desk.actor, "minutes", meeting_id=heard.meeting_id),
        lambda: desk.documents.make(staff.worker, "minutes_extract", case_id=heard.case_id),
    ):
        with pytest.raises(RuleBroken) as refused:
            attempt()
        assert refused.value.message == "The minutes are not final yet."
    assert desk.documents.documents(desk.actor, meeting_id=heard.meeting_id) == ()
    assert desk.documents.documents(staff.worker, case_id=heard.case_id) == ()
    assert desk.documents.make(staff.chair, "minutes", meeting_id=heard.meeting_id).is_draft
    with office.writing(staff.adviser) as session:
        session.get_one(PanelMeeting, heard.meeting_id).state = MeetingState.HELD
    with pytest.raises(RuleBroken, match="The minutes are not final yet"):
        desk.documents.make(staff.chair, "minutes", meeting_id=heard.meeting_id)


def test_an_unsigned_record_is_the_decision_makers_alone(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff)
    desk.answer(heard.case_id, good_answers())
    made = desk.documents.make(desk.actor, "decision_record", case_id=heard.case_id)
    assert made.is_draft
    with pytest.raises(RuleBroken) as refused:
        desk.documents.make(staff.adviser, "decision_record", case_id=heard.case_id)
    assert refused.value.message == "The decision record is not signed yet."
    kinds = [d.kind for d in desk.documents.documents(staff.adviser, case_id=heard.case_id)]
    assert "decision_record" not in kinds


def test_the_advisers_note_is_for_panel_and_decision_maker(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff)
    with pytest.raises(RuleBroken, match="Your role does not let you read the panel adviser's"):
        desk.documents.make(staff.worker, "adviser_note", case_id=heard.case_id)
    desk.open(heard.case_id)
    kinds = [d.kind for d in desk.documents.documents(staff.worker, case_id=heard.case_id)]
    assert "adviser_note" not in kinds
    assert "declaration" in kinds


def test_what_may_not_be_read_is_not_found_by_searching(
    desk: Desk, staff: Staff, office: Office
) -> None:
    heard = make_hearing(desk.office, staff)
    desk.answer(heard.case_id, good_answers())
    desk.documents.make(desk.actor, "decision_record", case_id=heard.case_id)

    def found(actor: Actor) -> set[str]:
        hits = Search(office).find(actor, "thwaite")
        return {hit.words.partition(",")[0] for hit in hits if hit.kind == "document"}

    pack = {"Manager's declaration", "Applicants' observations"}
    report = "Fostering report (Form F)"
    assert found(desk.actor) >= {"Decision record", "Adviser's note", *pack}
    assert found(staff.adviser) == {report, "Adviser's note", "Panel minutes", *pack}
    assert found(staff.worker) == {report, "Panel minutes", *pack}
    assert found(staff.chair) == {report, "Adviser's note", *pack}
    assert found(staff.other_worker) == set()


# The trail


def test_what_was_made_and_taken_out_is_in_the_trail(
    desk: Desk, staff: Staff, office: Office
) -> None:
    heard = make_hearing(desk.office, staff)
    made = desk.documents.make(staff.worker, "declaration", case_id=heard.case_id)
    for purpose in ("export", "print", "view"):
        content = desk.documents.document(staff.worker, made.document_id, "docx", purpose=purpose)
        assert content == made.docx
    with office.reading() as session:
        entries = session.scalars(
            select(AuditEntry)
            .where(AuditEntry.record_id == made.document_id)
            .order_by(AuditEntry.sequence)
        ).all()
        assert [entry.action for entry in entries] == ["insert", "export", "print", "view"]
        assert {entry.case_id for entry in entries} == {heard.case_id}
        assert '"format":"docx"' in entries[1].details
    with pytest.raises(ValueError, match="taken out as txt"):
        desk.documents.document(staff.worker, made.document_id, "txt")


def test_a_line_tells_what_when_by_whom_and_to_whom(desk: Desk, staff: Staff) -> None:
    heard = make_hearing(desk.office, staff)
    decision_id = desk.sign(heard.case_id, good_answers())
    letter = desk.write(decision_id)
    line = desk.documents.line(staff.adviser, letter)
    assert (line.words, line.title, line.reference) == (
        "Approval letter",
        "Approval letter",
        "F-2025-0001",
    )
    assert (line.made_by, line.sent_on, line.sent_to) == (
        "Dilys Corrigan",
        TODAY,
        "Marcus and Leanne Thwaite, first class post",
    )
    assert (line.is_kept, line.is_draft, line.pages) == (True, False, 2)


def test_what_is_stored_is_sealed(desk: Desk, staff: Staff, office: Office) -> None:
    heard = make_hearing(desk.office, staff)
    made = desk.documents.make(staff.worker, "declaration", case_id=heard.case_id)
    with office.reading() as session:
        row = session.get_one(MadeDocument, made.document_id)
        papers = office.database.papers(session)
        assert papers.get(row.pdf_digest) == made.pdf
        assert papers.get(row.docx_digest) == made.docx
