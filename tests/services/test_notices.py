from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from cfs_panels.domain.decisions import GiveOralNotice, SendWrittenNotice, SignAgreement
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import (
    CaseStatus,
    DecisionOutcome,
    EventType,
    PanelOutcome,
    Service,
)
from db.models import (
    Agency,
    Case,
    CaseEventRow,
    Household,
    MadeDocument,
    QualifyingDeterminationRow,
    User,
)
from tests.decision_cases import Desk, Heard, good_answers, make_hearing
from tests.documents.writer_documents import pdf_pages
from tests.factories import TODAY

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff

AGAINST = DecisionOutcome.PROPOSE_NOT_TO_APPROVE


@pytest.fixture
def desk(office: Office, staff: Staff) -> Desk:
    return Desk(office, staff)


def refused_proposal(desk: Desk, service: Service = Service.FOSTERING) -> str:
    """Sign a proposal not to approve and return its record."""
    told = Heard(outcome=PanelOutcome.NOT_SUITABLE)
    heard = make_hearing(desk.office, desk.staff, told, service=service)
    return desk.sign(heard.case_id, good_answers(service, AGAINST))


def approval(desk: Desk, service: Service = Service.FOSTERING) -> tuple[str, str]:
    """Sign an approval and return its case and record."""
    heard = make_hearing(desk.office, desk.staff, service=service)
    return heard.case_id, desk.sign(heard.case_id, good_answers(service))


def words_of(desk: Desk, document_id: str) -> str:
    """Return the words of a stored PDF on one line."""
    pdf = desk.documents.document(desk.staff.adviser, document_id, "pdf")
    return " ".join(" ".join(pdf_pages(pdf)).split())


def test_nobody_is_told_before_the_decision_is_signed(
    desk: Desk, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff)
    decision_id = desk.open(heard.case_id)
    for attempt in (lambda: desk.tell(decision_id), lambda: desk.write(decision_id)):
        with pytest.raises(RuleBroken) as refused:
            attempt()
        assert refused.value.message == (
            "The decision is not signed yet, so there is nothing to tell anyone."
        )


def test_a_notice_says_whom_it_reached(desk: Desk) -> None:
    _, decision_id = approval(desk)
    oral = GiveOralNotice(decision_id, TODAY, time(15, 10), " ")
    with pytest.raises(RuleBroken, match="Enter who was told") as refused:
        desk.notices.give_oral_notice(desk.staff.worker, oral)
    assert refused.value.field == "told"
    with pytest.raises(RuleBroken, match="Enter whom the letter went to") as refused:
        desk.notices.send_written_notice(
            desk.staff.administrator, SendWrittenNotice(decision_id, TODAY, "")
        )
    assert refused.value.field == "to"


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (
            date(2025, 10, 23),
            "The decision was made on 24 October 2025. Notice of it cannot be earlier.",
        ),
        (
            date(2025, 10, 25),
            "25 October 2025 is in the future. Enter the day it happened.",
        ),
    ],
)
def test_a_notice_is_given_after_the_decision_and_not_in_the_future(
    desk: Desk, on: date, sentence: str
) -> None:
    _, decision_id = approval(desk)
    with pytest.raises(RuleBroken) as refused:
        desk.tell(decision_id, on)
    assert (refused.value.field, refused.value.message) == ("given_on", sentence)
    with pytest.raises(RuleBroken) as refused:
        desk.write(decision_id, on)
    assert (refused.value.field, refused.value.message) == ("sent_on", sentence)


def test_a_notice_is_given_once(desk: Desk) -> None:
    _, decision_id = approval(desk)
    desk.tell(decision_id)
    desk.write(decision_id)
    with pytest.raises(RuleBroken, match="already recorded, on 24 October 2025"):
        desk.tell(decision_id)
    with pytest.raises(RuleBroken, match="already recorded, on 24 October 2025"):
        desk.write(decision_id)


def test_a_member_gives_no_notice(desk: Desk) -> None:
    _, decision_id = approval(desk)
    with pytest.raises(RuleBroken, match="let you give notice of a decision"):
        desk.notices.give_oral_notice(
            desk.staff.chair, GiveOralNotice(decision_id, TODAY, time(15), "Marcus")
        )


@pytest.mark.parametrize("service", Service)
def test_the_letter_of_an_approval_is_kept_and_the_case_registered(
    desk: Desk, office: Office, service: Service
) -> None:
    """FSR 2011 regulation 27(5); AAR 2005 regulation 30B(4): notice in writing."""
    case_id, decision_id = approval(desk, service)
    desk.tell(decision_id)
    letter = desk.write(decision_id)
    with office.reading() as session:
        row = session.get_one(MadeDocument, letter)
        assert (row.is_kept, row.is_draft, row.sent_on) == (True, False, TODAY)
        assert row.sent_to == "Marcus and Leanne Thwaite, first class post"
        assert session.get_one(Case, case_id).status is CaseStatus.APPROVED
        types = session.scalars(select(CaseEventRow.type)).all()
        assert EventType.REGISTERED in types
        kinds = session.scalars(select(MadeDocument.kind).where(MadeDocument.is_kept)).all()
        assert ("foster_care_agreement" in kinds) == (service is Service.FOSTERING)
    text = words_of(desk, letter)
    assert "24 October 2026" in text
    terms = "One child, aged 5 to 12" in text and "Your terms of approval" in text
    assert terms == (service is Service.FOSTERING)


def test_the_record_is_kept_again_with_each_notice(desk: Desk, office: Office) -> None:
    case_id, decision_id = approval(desk)
    desk.tell(decision_id)
    desk.write(decision_id)
    with office.reading() as session:
        rows = session.scalars(
            select(MadeDocument)
            .where(MadeDocument.kind == "decision_record")
            .order_by(MadeDocument.id)
        ).all()
        assert [row.is_kept for row in rows] == [True, True, True]
        ids = [row.id for row in rows]
    texts = [words_of(desk, document_id) for document_id in ids]
    assert "24 October 2025 at 15:10" not in texts[0]
    assert "24 October 2025 at 15:10" in texts[1]
    made = desk.documents.make(desk.actor, "decision_record", case_id=case_id)
    assert made.document_id == ids[2]


@pytest.mark.parametrize(
    ("service", "sent_on", "last_day", "words"),
    [
        (
            Service.FOSTERING,
            TODAY,
            date(2025, 11, 21),
            "You have 28 calendar days from the date of this letter, 24 October 2025, to respond. "
            "The last day is Friday 21 November 2025.",
        ),
        (
            Service.FOSTERING,
            date(2025, 12, 5),
            date(2026, 1, 2),
            "The last day is Friday 2 January 2026.",
        ),
        (
            Service.ADOPTION,
            TODAY,
            date(2025, 12, 18),
            "You have 40 working days to respond, beginning with the day this letter is sent, "
            "24 October 2025. Working days leave out weekends and bank holidays. The last day is "
            "Thursday 18 December 2025.",
        ),
        (
            Service.ADOPTION,
            date(2025, 11, 24),
            date(2026, 1, 21),
            "The last day is Wednesday 21 January 2026.",
        ),
    ],
)
def test_a_determination_opens_its_window(
    desk: Desk,
    office: Office,
    moment: Moment,
    service: Service,
    sent_on: date,
    last_day: date,
    words: str,
) -> None:
    """FSR 27(6): 28 days from the letter. AAR 30B(5): 40 working days beginning with the date sent.

    From 24 November those are five working days each week to 19 December, three before Christmas,
    three between the holidays, one after New Year's Day, ten to 16 January and three more.
    """
    decision_id = refused_proposal(desk, service)
    moment.on(sent_on)
    letter = desk.write(decision_id, sent_on)
    with office.reading() as session:
        window = session.scalars(select(QualifyingDeterminationRow)).one()
        assert (window.sent_on, window.last_day) == (sent_on, last_day)
        sent = EventType.QUALIFYING_DETERMINATION_SENT
        event = session.scalars(select(CaseEventRow).where(CaseEventRow.type == sent)).one()
        assert event.facts["last_day"] == last_day.isoformat()
        assert session.scalars(select(Case.status)).one() is CaseStatus.CHALLENGED
    assert words in words_of(desk, letter)


@pytest.mark.parametrize("service", Service)
def test_a_window_that_the_rule_opens_is_the_one_on_the_page(
    desk: Desk, moment: Moment, service: Service
) -> None:
    decision_id = refused_proposal(desk, service)
    (row,) = desk.pages.decisions(desk.actor)
    page = desk.pages.decision(desk.actor, row.case_id)
    days = "28 calendar days" if service is Service.FOSTERING else "40 working days"
    assert page.window_words == (
        f"They have {days} to respond, counted from the day the letter is sent."
    )
    desk.write(decision_id)
    page = desk.pages.decision(desk.actor, row.case_id)
    last = "Friday 21 November" if service is Service.FOSTERING else "Thursday 18 December"
    assert page.window_words == f"They have {days} to respond. The last day is {last} 2025."
    moment.on(date(2026, 1, 5))
    page = desk.pages.decision(desk.actor, row.case_id)
    assert page.window_words == f"The time to respond ended on {last} 2025."


def test_a_letter_that_lacks_something_is_not_sent(desk: Desk, office: Office) -> None:
    decision_id = refused_proposal(desk)
    with office.writing(desk.staff.adviser) as session:
        agency = session.scalars(select(Agency)).one()
        agency.address, agency.contact = [], ""
    with pytest.raises(RuleBroken) as refused:
        desk.write(decision_id)
    assert refused.value.field == "representations_to"
    assert refused.value.message == (
        "The fostering qualifying determination letter cannot be made final yet. Missing: where "
        "to send representations."
    )
    with office.reading() as session:  # nothing of it stands: no window, no event, no document
        assert session.scalars(select(QualifyingDeterminationRow)).all() == []
        assert session.scalars(select(Case.status)).one() is CaseStatus.DECIDED
        kinds = session.scalars(select(MadeDocument.kind)).all()
        assert "determination_letter" not in kinds


def test_a_letter_without_a_contact_is_not_sent(desk: Desk, office: Office) -> None:
    case_id, decision_id = approval(desk)
    with office.writing(desk.staff.adviser) as session:
        session.get_one(Case, case_id).worker_id = None
    with pytest.raises(RuleBroken, match="Missing: whom to contact"):
        desk.write(decision_id)


def test_representations_go_by_post_and_email(desk: Desk, office: Office) -> None:
    decision_id = refused_proposal(desk)
    with office.writing(desk.staff.adviser) as session:
        agency = session.scalars(select(Agency)).one()
        agency.contact = "01632 960400, fostering@wealdshire.example"
    text = words_of(desk, desk.write(decision_id))
    assert (
        "• Margaret Osei, Agency Decision Maker (ADM), Wealdshire County Council, County Hall, "
        "Castle Street, Harrowmere, WX1 1AA • fostering@wealdshire.example Your case"
    ) in text


def test_the_decision_makers_own_email_goes_first(desk: Desk, office: Office) -> None:
    decision_id = refused_proposal(desk)
    with office.writing(desk.staff.adviser) as session:
        maker = session.get_one(User, desk.actor.user_id)
        maker.email = "margaret.osei@wealdshire.example"
    assert "margaret.osei@wealdshire.example" in words_of(desk, desk.write(decision_id))


def test_a_secret_address_stands_in_no_letter(desk: Desk, office: Office) -> None:
    case_id, decision_id = approval(desk)
    with office.writing(desk.staff.adviser) as session:
        home = session.get_one(Household, session.get_one(Case, case_id).household_id)
        home.address_is_secret = True
    desk.write(decision_id)
    for line in desk.documents.documents(desk.staff.adviser, case_id=case_id):
        text = words_of(desk, line.id)
        assert "Larch Close" not in text
        assert "WX4 7QN" not in text
        if line.kind == "approval_letter":
            assert "Marcus Thwaite and Leanne Thwaite By hand Date: 24 October 2025" in text
        if line.kind == "foster_care_agreement":
            assert "Kept by the agency" in text


def test_the_agreement_is_signed_after_the_approval(desk: Desk, office: Office) -> None:
    case_id, _ = approval(desk)
    command = SignAgreement(case_id, date(2025, 10, 23))
    with pytest.raises(RuleBroken, match="cannot be dated 23 October 2025") as refused:
        desk.notices.sign_agreement(desk.staff.worker, command)
    assert refused.value.field == "signed_on"
    desk.notices.sign_agreement(desk.staff.worker, replace(command, signed_on=TODAY))
    with office.reading() as session:
        types = session.scalars(select(CaseEventRow.type)).all()
        assert EventType.AGREEMENT_SIGNED in types


def test_there_is_no_agreement_before_an_approval_or_in_adoption(desk: Desk) -> None:
    heard = make_hearing(desk.office, desk.staff)
    with pytest.raises(RuleBroken, match="The agreement follows an approval"):
        desk.notices.sign_agreement(desk.staff.worker, SignAgreement(heard.case_id, TODAY))
    case_id, _ = approval(desk, Service.ADOPTION)
    with pytest.raises(RuleBroken, match="no part of the approval of a prospective adopter"):
        desk.notices.sign_agreement(desk.staff.worker, SignAgreement(case_id, TODAY))
