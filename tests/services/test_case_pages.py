"""The page of a case: where it stands, what panel needs, whose turn it is, who saw it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select

from cfs_panels.domain.cases import EditHousehold, NeedLine, RecordObservations, RestrictCase
from cfs_panels.domain.checks import AddCheck
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.case_needs import needs_of
from db.models import AuditEntry, Case
from tests.sample_papers import pdf
from tests.services.case_makers import FAMILY, Desk

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff

TODAY = date(2025, 10, 24)


@pytest.fixture
def desk(office: Office, staff: Staff, moment: Moment) -> Desk:
    return Desk(office, staff, moment)


@pytest.fixture
def thwaites(desk: Desk, staff: Staff) -> str:
    """Return the case of the pictures as it stands on 24 October 2025."""
    case_id = desk.stage_two()
    desk.on(date(2025, 9, 2))
    desk.booked(case_id)
    for version in range(3):
        desk.report(case_id, pdf(version + 1))
    desk.record(staff.worker, case_id, E.REPORT_GIVEN, date(2025, 10, 10))
    desk.on(date(2025, 10, 20))
    pets = AddCheck(case_id, "Updated pet assessment", requested_on=date(2025, 10, 20))
    desk.do(staff.worker, pets)
    desk.on(TODAY)
    return case_id


def shown(needs: tuple[NeedLine, ...]) -> list[tuple[str, str, str, str]]:
    return [(n.name, n.person, n.evidence, n.words) for n in needs]


def test_the_page_says_where_the_case_stands(desk: Desk, staff: Staff, thwaites: str) -> None:
    case = desk.pages.case(staff.adviser, thwaites)
    assert (case.household, case.reference, case.kind) == (
        "Marcus and Leanne Thwaite",
        "F-2025-0001",
        "Mainstream",
    )
    assert case.stage_words == "Stage 2, day 86. Booked for panel on 4 November 2025."
    assert [(s.state, s.below) for s in case.stages] == [
        ("done", "3 Mar 2025"),
        ("done", "19 Mar 2025"),
        ("done", "12 May 2025"),
        ("done", "Ended 30 Jul 2025"),
        ("now", "Day 86"),
        ("booked", "Booked 4 Nov 2025"),
        ("to_come", "7 working days"),
        ("to_come", "To come"),
        ("to_come", "Once approved"),
    ]
    assert (case.worst_clock, case.worst_words) == ("dueSoon", "Due soon")
    assert case.meeting_on == date(2025, 11, 4)
    assert case.meeting_id
    assert case.item_id


def test_the_four_soonest_clocks_stand_first(desk: Desk, staff: Staff, thwaites: str) -> None:
    clocks = desk.pages.case(staff.adviser, thwaites).clocks[:4]
    assert [(c.name, c.figure, c.unit, c.pill) for c in clocks] == [
        ("Observations", "Today", "last day of 10", "Due soon"),
        ("Papers to members", "1", "working day left", "Due soon"),
        ("Application to panel", "80", "days left", "On track"),
        ("Assessment to panel", "53", "days over 16 weeks", "Passed"),
    ]
    assert clocks[1].line == "Send by Monday 27 October 2025."
    assert clocks[3].why.startswith("Assessment to panel, 16 weeks. Local standard")


def test_what_panel_needs_comes_missing_first(desk: Desk, staff: Staff, thwaites: str) -> None:
    needs = desk.pages.case(staff.adviser, thwaites).needs
    assert shown(needs)[:5] == [
        ("Applicants' observations", "Marcus, Leanne", "None received so far", "Ends today"),
        (
            "Declaration of compliance",
            "Louise Penhaligon",
            "Waits for the observations",
            "Blocked",
        ),
        ("Updated pet assessment", "Household", "Asked for on 20 October 2025", "Missing"),
        ("Panel adviser's note", "Ruth Ellingham", "To write by 27 October 2025", "To do"),
        (
            "Fostering report (Form F), version 3",
            "Hannah Whitlock",
            "Finished 9 October 2025",
            "Checked",
        ),
    ]
    assert [n.state for n in needs[:4]] == ["ends_today", "blocked", "asked", "todo"]
    assert [n.below for n in needs[:4]] == [
        "Last day is today",
        "Blocked: waits for the observations",
        "Missing: asked for on 20 October",
        "To write by 27 October 2025",
    ]
    assert sum(not n.is_in for n in needs) == 4


def test_what_applicants_have_together_is_one_line_while_it_stands_alike(
    desk: Desk, staff: Staff
) -> None:
    case_id = desk.application()
    medicals = [n for n in desk.case(case_id).needs if n.key == "medical"]
    assert shown(tuple(medicals)) == [
        ("Medical report and comment", "Marcus, Leanne", "Not asked for yet", "Missing")
    ]
    desk.receive(desk.line(case_id, "medical", "Leanne"), date(2025, 6, 2))
    medicals = [n for n in desk.case(case_id).needs if n.key == "medical"]
    assert [(n.person, n.evidence) for n in medicals] == [
        ("Marcus", "Not asked for yet"),
        ("Leanne", "Commented 2 June 2025"),
    ]
    certificates = [n.person for n in desk.case(case_id).needs if n.key == "dbs"]
    assert certificates == ["Marcus", "Leanne", "Callum, 18"]


def test_a_late_check_and_one_that_ran_out_stand_on_top(desk: Desk, staff: Staff) -> None:
    case_id = desk.stage_two()
    desk.on(date(2027, 8, 2))
    late = desk.case(case_id).needs[:2]
    assert [(n.key, n.state, n.words) for n in late] == [
        ("medical", "late", "Ran out"),
        ("medical", "late", "Ran out"),
    ]
    assert late[0].evidence == "Ran out on 23 July 2027"


def test_observations_are_needed_again_with_a_new_report(
    desk: Desk, staff: Staff, thwaites: str
) -> None:
    desk.do(staff.worker, RecordObservations(thwaites, TODAY, "We agree."))
    observed = next(n for n in desk.case(thwaites).needs if n.key == "observations")
    assert (observed.is_in, observed.evidence) == (True, "Received 24 October 2025")
    desk.on(date(2025, 10, 27))
    desk.report(thwaites, pdf(9), date(2025, 10, 27))
    desk.record(staff.worker, thwaites, E.REPORT_GIVEN, date(2025, 10, 27))
    again = next(n for n in desk.case(thwaites).needs if n.key == "observations")
    assert (again.is_in, again.words, again.below) == (
        False,
        "Ends 10 November",
        "Last day is 10 November",
    )


def test_a_window_that_closed_unanswered_asks_to_be_recorded(
    desk: Desk, staff: Staff, thwaites: str
) -> None:
    desk.on(date(2025, 10, 27))
    ended = next(n for n in desk.case(thwaites).needs if n.key == "observations")
    assert (ended.state, ended.words, ended.evidence) == (
        "todo",
        "Time ended",
        "The time ended on 24 October 2025. Record that none came",
    )
    desk.record(staff.worker, thwaites, E.OBSERVATIONS_EXPIRED, date(2025, 10, 27))
    none_came = next(n for n in desk.case(thwaites).needs if n.key == "observations")
    assert (none_came.is_in, none_came.evidence) == (True, "None came by 27 October 2025")


def test_nothing_is_needed_before_the_application(desk: Desk, staff: Staff) -> None:
    assert desk.case(desk.enquiry()).needs == ()


def test_the_needs_of_several_cases_come_in_as_many_queries_as_of_one(
    desk: Desk, staff: Staff
) -> None:
    cases = [desk.application(FAMILY[:count]) for count in (1, 2, 4)]
    counts = []
    with desk.office.reading() as session:
        rows = session.scalars(select(Case).where(Case.id.in_(cases))).all()
        asked: list[str] = []
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
        for chosen in (rows[:1], rows):
            asked.clear()
            found = needs_of(session, desk.office, chosen, desk.office.today)
            counts.append(len(asked))
            assert set(found) == {row.id for row in chosen}
    assert counts[0] == counts[1]


def test_the_next_step_is_told_with_its_item_and_whose_it_is(
    desk: Desk, staff: Staff, thwaites: str
) -> None:
    case = desk.pages.case(staff.adviser, thwaites)
    assert (case.next_step, case.next_owner, case.next_role) == (
        "Write adviser's note",
        "Ruth Ellingham",
        "Panel adviser",
    )
    assert case.next_sentence == (
        "Write the adviser's note. Item 1 at 09:45 on Tuesday 4 November 2025."
    )


def test_the_household_is_told_with_ages_and_ties(desk: Desk, staff: Staff, thwaites: str) -> None:
    people = desk.pages.case(staff.adviser, thwaites).people
    assert [(p.initials, p.name, p.age, p.words) for p in people] == [
        ("MT", "Marcus Thwaite", 46, "Applicant"),
        ("LT", "Leanne Thwaite", 44, "Applicant"),
        ("CT", "Callum Thwaite", 19, "Son, at home"),
        ("ET", "Ellie Thwaite", 11, "Daughter, at home"),
    ]


def test_the_latest_says_who_opened_it_and_what_came_before(
    desk: Desk, staff: Staff, thwaites: str
) -> None:
    latest = desk.pages.case(staff.adviser, thwaites).latest
    assert [(line.on, line.words) for line in latest] == [
        (TODAY, "Opened by Ruth Ellingham"),
        (date(2025, 10, 20), "Updated pet assessment asked for"),
        (date(2025, 10, 10), "Report given to applicants"),
        (date(2025, 10, 9), "Form F version 3 finished"),
    ]
    assert latest[0].at


def test_opening_a_page_is_one_view_and_a_glance_is_none(
    desk: Desk, staff: Staff, thwaites: str
) -> None:
    desk.pages.glance(staff.manager, thwaites)
    for _ in range(3):
        desk.pages.case(staff.adviser, thwaites)
        desk.pages.case(staff.worker, thwaites)
    desk.moment.forward(minutes=20)
    desk.pages.case(staff.adviser, thwaites)
    with desk.office.reading() as session:
        views = session.scalars(
            select(AuditEntry.actor_name)
            .where(AuditEntry.action == "view", AuditEntry.kind == "case")
            .order_by(AuditEntry.sequence)
        ).all()
    assert views == ["Ruth Ellingham", "Hannah Whitlock", "Ruth Ellingham"]


def test_what_may_be_done_depends_on_who_reads(desk: Desk, staff: Staff, thwaites: str) -> None:
    worker = {a.key: a for a in desk.pages.case(staff.worker, thwaites).actions}
    manager = {a.key: a for a in desk.pages.case(staff.manager, thwaites).actions}
    reader = desk.pages.case(staff.decision_maker, thwaites)
    assert worker["record_observations"].blocked == ""
    assert worker["observations_expired"].blocked == (
        "The time runs until the end of 24 October 2025. Record this from the day after."
    )
    assert "declare_compliance" not in worker
    assert manager["declare_compliance"].blocked == (
        "The declaration waits for the applicants' observations, or for the end of their time to "
        "send them."
    )
    assert [action.key for action in reader.actions] == ["second_opinion_asked"]
    assert "view_case" in reader.allowed
    assert "edit_household" not in reader.allowed


def test_a_page_shows_the_case_as_it_stood_on_a_day(
    desk: Desk, staff: Staff, thwaites: str
) -> None:
    then = desk.pages.case(staff.worker, thwaites, as_of=date(2025, 6, 30))
    assert (then.stage, then.next_step_key, then.actions) == ("stage_1", "checks", ())
    assert then.stage_words.startswith("Stage 1, day 47.")
    assert {n.is_in for n in then.needs if n.key == "dbs"} == {False}
    past = desk.pages.history(staff.worker, thwaites, as_of=date(2025, 3, 24))
    assert [line.words for line in past] == [
        "Visit agreed: Invite to apply",
        "Visit record passed to Louise Penhaligon",
        "Initial visit, home",
        "Enquiry received by phone",
    ]


def test_a_case_is_found_by_its_reference_by_those_who_may_open_it(
    desk: Desk, staff: Staff, thwaites: str
) -> None:
    assert desk.pages.case_id(staff.worker, " f-2025-0001 ") == thwaites
    for actor, reference in ((staff.other_worker, "F-2025-0001"), (staff.worker, "F-2025-9999")):
        with pytest.raises(RuleBroken, match=r"There is no such case, or you may not open it\."):
            desk.pages.case_id(actor, reference)


def test_nothing_of_a_case_is_read_by_those_who_may_not_open_it(
    desk: Desk, staff: Staff, thwaites: str
) -> None:
    desk.do(staff.manager, RestrictCase(thwaites, (staff.adviser.user_id,), "A colleague"))
    pages = desk.pages
    for actor in (
        staff.other_worker,
        staff.administrator,
        staff.member,
        staff.chair,
        staff.system_administrator,
    ):
        for read in (pages.case, pages.glance, pages.history, pages.checks):
            with pytest.raises(RuleBroken, match=r"There is no such case"):
                read(actor, thwaites)
    with desk.office.reading() as session:
        assert not session.scalars(
            select(AuditEntry).where(AuditEntry.action == "view", AuditEntry.kind == "case")
        ).all()


def test_the_history_tells_every_kind_of_act_once(desk: Desk, staff: Staff, thwaites: str) -> None:
    home = desk.case(thwaites).home
    edited = EditHousehold(
        thwaites, home.address, home.postcode, "01632 960 147", "", "", False, "", home.version
    )
    desk.moment.forward(minutes=1)
    desk.do(staff.worker, edited)
    desk.moment.forward(minutes=1)
    desk.pages.case(staff.adviser, thwaites)
    lines = desk.pages.history(staff.worker, thwaites)
    assert [(line.kind, line.words, line.who) for line in lines[:2]] == [
        ("view", "Opened", "Ruth Ellingham"),
        ("edit", "Household changed: phone", "Hannah Whitlock"),
    ]
    assert {line.kind for line in lines} == {"view", "edit", "event"}
    keys = [(line.kind, line.id) for line in lines]
    assert len(keys) == len(set(keys))
    assert lines[-1].words == "Enquiry received by phone"
    settled = {line.words: line.settled for line in lines if line.kind == "event"}
    assert settled["Report given to applicants"] == ""
    assert settled["Form F version 3 finished"].startswith("This follows from the report")


def test_colleagues_are_listed_by_what_they_can_be(desk: Desk, staff: Staff) -> None:
    workers = desk.pages.workers(staff.worker)
    assert [c.name for c in workers] == [
        "Hannah Whitlock",
        "Louise Penhaligon",
        "Owen Tranter",
        "Tim Braithwaite",
    ]
    assert [(c.name, c.words) for c in desk.pages.managers(staff.worker)] == [
        ("Louise Penhaligon", "Team manager, North fostering team"),
        ("Owen Tranter", "Team manager, Adoption team"),
    ]
    assert desk.pages.teams(staff.worker) == ("Adoption team", "North fostering team")
    with pytest.raises(RuleBroken, match="Your role does not let you see the list of cases"):
        desk.pages.workers(staff.member)


def test_a_case_without_a_booking_asks_for_one(desk: Desk, staff: Staff) -> None:
    case_id = desk.report_given(pdf())
    case = desk.case(case_id, staff.adviser)
    assert (case.next_step, case.next_sentence, case.meeting_on) == (
        "Book panel slot",
        "Book panel slot.",
        None,
    )
    note = next(n for n in case.needs if n.key == "advice")
    assert (note.state, note.evidence) == ("blocked", "Waits for a panel to be booked")


def test_the_case_of_an_adopter_reads_in_its_own_words(desk: Desk, staff: Staff) -> None:
    case_id = desk.registration()
    case = desk.case(case_id)
    assert [s.name for s in case.stages[:4]] == [
        "Enquiry",
        "Initial visit",
        "Registration",
        "Stage 1",
    ]
    assert (case.kind, case.reference) == ("Adoption", "A-2025-0001")
    assert "Prospective adopter's report (PAR)" in [n.name for n in case.needs]


def test_a_step_tells_the_clocks_it_starts_what_its_day_is_called_and_whether_it_ends_the_case(
    desk: Desk,
) -> None:
    case_id = desk.stage_two()
    desk.report(case_id, pdf(2))
    actions = {action.event: action for action in desk.case(case_id).actions}
    given, gone = actions[E.REPORT_GIVEN], actions[E.WITHDRAWN_BY_APPLICANT]
    assert given.starts == ("Observations, 10 working days",)
    assert (given.day_words, given.ends_case) == ("Given on", False)
    assert (gone.starts, gone.day_words, gone.ends_case) == ((), "They withdrew on", True)
