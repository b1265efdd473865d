from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from cfs_panels.domain.decisions import DecisionAnswers
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import DecisionOutcome, EventType, PanelOutcome, Service
from db.models import AuditEntry, Case, StoredFile
from tests.decision_cases import REPORT, Desk, Heard, good_answers, make_hearing
from tests.factories import TODAY

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff

DISSENT = {"Geoff Marland": "wanted one more visit."}
AMRIT = Heard(names=(("Amrit", "Sandhu-Cole"),), dissent=DISSENT)


@pytest.fixture
def desk(office: Office, staff: Staff) -> Desk:
    return Desk(office, staff)


def views(office: Office, kind: str) -> int:
    with office.reading() as session:
        wanted = (AuditEntry.kind == kind) & (AuditEntry.action == "view")
        return session.scalar(select(func.count()).where(wanted)) or 0


# The list


def test_the_list_has_what_waits_by_its_due_date(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff, AMRIT)
    (row,) = desk.pages.decisions(desk.actor)
    assert (row.case_id, row.reference, row.household) == (
        heard.case_id,
        "F-2025-0001",
        "Amrit Sandhu-Cole",
    )
    assert (row.day_words, row.state, row.due_on) == ("Day 6 of 7", "dueSoon", date(2025, 10, 27))
    assert (row.panel_on, row.panel_words) == (date(2025, 10, 7), "Suitable to foster")
    assert (row.signed_on, row.outcome_words, row.notices_due) == (None, "", "")
    assert desk.pages.counts(desk.actor) == 1


def test_a_signed_decision_waits_for_its_notices_and_then_for_nothing(
    desk: Desk, office: Office, staff: Staff, moment: Moment
) -> None:
    heard = make_hearing(office, staff, AMRIT, Heard(names=(("Jo", "Sandhu"),)))
    decision_id = desk.sign(heard.cases[0].id, good_answers())
    waiting, signed = desk.pages.decisions(desk.actor)
    assert waiting.household == "Jo Sandhu"
    assert (signed.household, signed.signed_on, signed.outcome_words) == (
        "Amrit Sandhu-Cole",
        TODAY,
        "Approve",
    )
    assert signed.notices_due == "Tell them by Tuesday 28 October. Write by Friday 31 October"
    assert (signed.state, signed.state_words) == ("dueSoon", "Notice to give")
    assert desk.pages.counts(desk.actor) == 1
    moment.on(date(2025, 10, 29))
    late = desk.pages.decisions(desk.actor)[1]
    assert (late.state, late.state_words) == ("overdue", "Notice late")
    desk.tell(decision_id, date(2025, 10, 29))
    desk.write(decision_id, date(2025, 10, 29))
    done = desk.pages.decisions(desk.actor)[1]
    assert (done.state, done.state_words, done.notices_due) == ("done", "Signed 24 October", "")
    moment.on(date(2025, 10, 24) + timedelta(days=29))
    assert [row.household for row in desk.pages.decisions(desk.actor)] == ["Jo Sandhu"]


def test_a_late_decision_says_how_late(
    desk: Desk, office: Office, staff: Staff, moment: Moment
) -> None:
    make_hearing(office, staff)
    moment.on(date(2025, 10, 29))
    (row,) = desk.pages.decisions(desk.actor)
    assert (row.state, row.day_words) == ("overdue", "2 days late")


def test_nothing_is_on_the_list_before_the_final_minutes(
    desk: Desk, office: Office, staff: Staff
) -> None:
    make_hearing(office, staff, upto=EventType.MINUTES_APPROVED)
    assert desk.pages.decisions(desk.actor) == ()
    assert desk.pages.counts(desk.actor) == 0


def test_each_sees_the_decisions_they_may_open(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff)
    for actor in (staff.adviser, staff.administrator, staff.worker, staff.manager):
        assert len(desk.pages.decisions(actor)) == 1
        assert desk.pages.counts(actor) == 1
    for actor in (
        staff.other_worker,
        staff.other_manager,
        staff.chair,
        staff.member,
        staff.system_administrator,
    ):
        assert desk.pages.decisions(actor) == ()
        assert desk.pages.counts(actor) == 0
        with pytest.raises(RuleBroken):
            desk.pages.decision(actor, heard.case_id)
    with office.writing(staff.adviser) as session:
        session.get_one(Case, heard.case_id).is_restricted = True
    assert desk.pages.decisions(desk.actor) == ()
    assert desk.pages.counts(desk.actor) == 0


# The page


def test_the_page_is_that_of_the_picture(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff, AMRIT)
    desk.open(heard.case_id)
    page = desk.pages.decision(desk.actor, heard.case_id)
    assert (page.household, page.item_name, page.reference) == (
        "Amrit Sandhu-Cole",
        "Approval, mainstream",
        "F-2025-0001",
    )
    assert (page.panel_on, page.item_number) == (date(2025, 10, 7), 1)
    assert (page.minutes_received_on, page.due_on, page.day_words) == (
        date(2025, 10, 16),
        date(2025, 10, 27),
        "Day 6 of 7",
    )
    assert page.clock is not None
    assert page.clock.source == "Minimum standard 14.9"
    assert page.panel_summary == (
        "Panel: suitable to foster. One child, 5 to 12, short-term and respite."
    )
    assert page.dissent_summary == (
        "4 of 5 members. One dissent: Geoff Marland wanted one more visit."
    )
    assert [words for _, words in page.choices] == [
        "Approve",
        "Propose not to approve",
        "Ask for more information",
    ]
    assert dict(page.term_choices)["short_term"] == "Short-term"
    assert page.answered == (False,) * 9
    assert page.not_ready[0] == "5 documents unread"
    assert page.state == "draft"
    assert page.letters == ()
    assert [(n.kind, n.due_on, n.state) for n in page.notices] == [
        ("oral", date(2025, 10, 28), "todo"),  # as if it were decided today
        ("written", date(2025, 10, 31), "todo"),
    ]


def test_the_pack_has_one_page_count_over_all(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff, AMRIT)
    desk.open(heard.case_id)
    page = desk.pages.decision(desk.actor, heard.case_id)
    assert [line.title for line in page.pack] == [
        "Panel minutes, item 1",
        "Fostering report (Form F)",
        "Adviser's note",
        "Manager's declaration",
        "Applicant's observations",
    ]
    assert page.pack[1].below == "64 pages, version 4"
    assert page.pack[0].below.endswith(" pages, final")
    first = 1
    for line in page.pack:
        assert line.first_page == first
        first += line.pages
    assert page.pack_pages == first - 1


@pytest.mark.parametrize(
    ("dissent", "outcome", "panel", "members"),
    [
        ({}, PanelOutcome.SUITABLE, "Panel: suitable to foster.", "All five members."),
        (
            {"Geoff Marland": "Too early.", "Kelechi Obi": "wants a second visit"},
            PanelOutcome.NOT_SUITABLE,
            "Panel: not suitable.",
            "3 of 5 members. Two dissents: Geoff Marland: Too early. Kelechi Obi wants a second "
            "visit.",
        ),
    ],
)
def test_what_panel_said_stands_in_two_lines(
    desk: Desk,
    office: Office,
    staff: Staff,
    dissent: dict[str, str],
    outcome: PanelOutcome,
    panel: str,
    members: str,
) -> None:
    told = Heard(dissent=dissent, outcome=outcome, terms=(), places=None, ages="")
    heard = make_hearing(office, staff, told)
    page = desk.pages.decision(desk.actor, heard.case_id)
    assert (page.panel_summary, page.dissent_summary) == (panel, members)


def test_what_is_answered_is_counted_of_nine(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff)
    desk.answer(heard.case_id, good_answers(own_reasons="", outcome=None))
    page = desk.pages.decision(desk.actor, heard.case_id)
    assert page.answered == (True, True, True, True, True, False, False, True, False)
    assert page.not_ready == ("no reasons of your own", "no decision")


def test_a_signed_page_offers_its_letters_and_tells_its_notices(
    desk: Desk, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff)
    decision_id = desk.sign(heard.case_id, good_answers())
    page = desk.pages.decision(staff.administrator, heard.case_id)
    assert page.letters == (
        ("approval_letter", "Approval letter"),
        ("foster_care_agreement", "Foster care agreement"),
        ("decision_record", "Decision record"),
    )
    assert (page.state, page.signed_by, page.decided_on) == ("signed", "Margaret Osei", TODAY)
    assert page.decision_words == "Marcus Thwaite and Leanne Thwaite are approved to foster."
    assert page.not_ready == ()
    assert [(n.kind, n.due_on, n.state) for n in page.notices] == [
        ("oral", date(2025, 10, 28), "onTrack"),
        ("written", date(2025, 10, 31), "onTrack"),
    ]
    assert "give_notice" in page.may
    assert "write_decision" not in page.may
    desk.tell(decision_id)
    oral = desk.pages.decision(staff.worker, heard.case_id).notices[0]
    assert (oral.state, oral.by, oral.to) == (
        "done",
        "Hannah Whitlock",
        "Marcus and Leanne Thwaite",
    )


@pytest.mark.parametrize(
    ("service", "outcome", "letters"),
    [
        (Service.ADOPTION, DecisionOutcome.APPROVE, ["approval_letter", "decision_record"]),
        (
            Service.FOSTERING,
            DecisionOutcome.PROPOSE_NOT_TO_APPROVE,
            ["determination_letter", "decision_record"],
        ),
    ],
)
def test_the_letters_are_those_of_service_and_decision(
    desk: Desk,
    office: Office,
    staff: Staff,
    service: Service,
    outcome: DecisionOutcome,
    letters: list[str],
) -> None:
    heard = make_hearing(office, staff, service=service)
    desk.sign(heard.case_id, good_answers(service, outcome))
    page = desk.pages.decision(desk.actor, heard.case_id)
    assert [kind for kind, _ in page.letters] == letters
    assert page.differs == (outcome is DecisionOutcome.PROPOSE_NOT_TO_APPROVE)


def test_an_unsigned_record_is_seen_by_decision_makers_only(
    desk: Desk, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff)
    desk.answer(heard.case_id, good_answers())
    for actor in (staff.adviser, staff.administrator, staff.worker):
        page = desk.pages.decision(actor, heard.case_id)
        assert page.answers == DecisionAnswers()
        assert (page.requirements, page.not_ready, page.decision_words) == ((), (), "")
        assert not any(line.is_read for line in page.pack)
    desk.sign(heard.case_id, good_answers())
    assert desk.pages.decision(staff.worker, heard.case_id).answers == good_answers()


def test_opening_a_page_is_one_view_however_often_it_is_refreshed(
    desk: Desk, office: Office, staff: Staff, moment: Moment
) -> None:
    heard = make_hearing(office, staff)
    desk.open(heard.case_id)
    before = views(office, "agency_decision")
    for _ in range(3):
        desk.pages.decision(staff.adviser, heard.case_id)
    assert views(office, "agency_decision") == before + 1
    moment.forward(minutes=20)
    desk.pages.decision(staff.adviser, heard.case_id)
    assert views(office, "agency_decision") == before + 2


# The papers


def test_papers_open_in_the_viewer_and_that_is_kept(
    desk: Desk, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff)
    desk.open(heard.case_id)
    minutes, report, *_ = desk.pages.decision(desk.actor, heard.case_id).pack
    found = desk.pages.paper_content(desk.actor, heard.case_id, minutes.paper_id)
    assert found.content.startswith(b"%PDF")
    assert (found.line.media_type, found.line.source) == ("application/pdf", "made")
    found = desk.pages.paper_content(desk.actor, heard.case_id, report.paper_id)
    assert found.content == REPORT
    assert (found.line.author, found.line.version_number) == ("Hannah Whitlock", 4)
    assert (views(office, "document"), views(office, "stored_file")) == (1, 1)


def test_a_paper_of_another_case_does_not_open_here(
    desk: Desk, office: Office, staff: Staff
) -> None:
    heard = make_hearing(office, staff, Heard(), Heard(names=(("Jo", "Sandhu"),)))
    desk.open(heard.case_id)
    desk.open(heard.cases[1].id)
    other = desk.pages.decision(desk.actor, heard.cases[1].id).pack[0].paper_id
    with pytest.raises(RuleBroken) as refused:
        desk.pages.paper_content(desk.actor, heard.case_id, other)
    assert refused.value.message == "There is no such paper in this pack, or you may not open it."


def test_a_removed_paper_leaves_the_pack(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff)
    with office.writing(staff.adviser) as session:
        row = session.scalars(select(StoredFile)).one()
        row.removed_at, row.removed_by = office.now(), "Ruth Ellingham"
        paper = row.id
    titles = [line.title for line in desk.pages.decision(desk.actor, heard.case_id).pack]
    assert "Fostering report (Form F)" not in titles
    with pytest.raises(RuleBroken):
        desk.pages.paper_content(desk.actor, heard.case_id, paper)


def test_a_member_opens_no_paper_here(desk: Desk, office: Office, staff: Staff) -> None:
    heard = make_hearing(office, staff)
    desk.open(heard.case_id)
    paper = desk.pages.decision(desk.actor, heard.case_id).pack[0].paper_id
    member = replace(staff.member)
    with pytest.raises(RuleBroken):
        desk.pages.paper_content(member, heard.case_id, paper)
