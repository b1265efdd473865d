"""The journey from enquiry to the declaration, step by step, and what it refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from cfs_panels.domain.cases import (
    AddHouseholdMember,
    CorrectEvent,
    DecideStageOne,
    DeclareCompliance,
    NewPerson,
    RecordEnquiry,
    RecordEvent,
    RecordObservations,
    WithdrawEvent,
)
from cfs_panels.domain.checks import CheckOutcome
from cfs_panels.domain.papers import AttachPaper
from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.case_files import rebuild
from db.models import Case, CaseEventRow, Household, Person
from tests.sample_papers import pdf
from tests.services.case_makers import ADOPTION, FOSTERING, LEANNE, MARCUS, Desk

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff

STATEMENT = "The report and the checks meet the regulations."


@pytest.fixture
def desk(office: Office, staff: Staff, moment: Moment) -> Desk:
    return Desk(office, staff, moment)


def event_ids(desk: Desk, case_id: str) -> dict[E, str]:
    """Return the newest counting event of each type."""
    with desk.office.reading() as session:
        rows = session.scalars(
            select(CaseEventRow)
            .where(CaseEventRow.case_id == case_id)
            .order_by(CaseEventRow.recorded_at, CaseEventRow.id)
        ).all()
        gone = {row.supersedes for row in rows}
        return {r.type: r.id for r in rows if r.id not in gone and not r.withdrawn}


ENQUIRY = RecordEnquiry(
    pathway=FOSTERING,
    people=(MARCUS, LEANNE),
    received_on=date(2025, 10, 14),
    address=("12 Larch Close", "", " Harrowmere "),
    postcode="wx47qn",
    channel="phone",
)


# Enquiries


def test_an_enquiry_opens_a_case_with_its_household(desk: Desk, staff: Staff) -> None:
    changes = desk.do(staff.worker, ENQUIRY)
    case = desk.case(changes.made)
    assert changes.message == "Enquiry recorded as F-2025-0001"
    assert changes.touches("case", case.id)
    assert (case.reference, case.household) == ("F-2025-0001", "Marcus and Leanne Thwaite")
    assert (case.worker, case.manager, case.team) == (
        "Hannah Whitlock",
        "Louise Penhaligon",
        "North fostering team",
    )
    assert case.home.address == ("12 Larch Close", "Harrowmere")
    assert case.home.postcode == "WX4 7QN"
    assert [p.words for p in case.people] == ["Applicant", "Applicant"]
    assert (case.stage, case.next_step, case.next_owner) == (
        "enquiry",
        "Arrange the initial visit",
        "Hannah Whitlock",
    )
    assert case.opened_on == date(2025, 10, 14)


def test_references_count_by_service_and_year_and_a_given_one_is_kept(
    desk: Desk, staff: Staff
) -> None:
    made = [
        desk.do(staff.worker, ENQUIRY),
        desk.do(staff.worker, replace(ENQUIRY, reference="F-2025-0127")),
        desk.do(staff.worker, ENQUIRY),
        desk.do(staff.worker, replace(ENQUIRY, pathway=ADOPTION)),
        desk.do(staff.worker, replace(ENQUIRY, received_on=date(2024, 12, 31))),
    ]
    assert [desk.case(changes.made).reference for changes in made] == [
        "F-2025-0001",
        "F-2025-0127",
        "F-2025-0128",
        "A-2025-0001",
        "F-2024-0001",
    ]


def test_an_enquiry_by_an_administrator_waits_for_a_worker(desk: Desk, staff: Staff) -> None:
    made = desk.do(staff.administrator, ENQUIRY).made
    case = desk.case(made, staff.administrator)
    assert (case.worker, case.next_owner) == ("", "Not allocated")
    chosen = replace(ENQUIRY, worker_id=staff.worker.user_id, manager_id=staff.manager.user_id)
    assert desk.case(desk.do(staff.administrator, chosen).made).team == "North fostering team"


WRONG_ENQUIRIES: list[tuple[dict[str, object], str, str]] = [
    ({"pathway": "kinship"}, "Choose what they ask about.", "pathway"),
    ({"people": ()}, "Enter at least one applicant.", "people"),
    (
        {"people": (MARCUS, LEANNE, MARCUS)},
        "One or two people apply together. Record others of the home as other adults.",
        "people",
    ),
    (
        {"people": (NewPerson(" ", "Thwaite"),)},
        "Enter the first name.",
        "people.0.first_name",
    ),
    (
        {"people": (MARCUS, NewPerson("Leanne", ""))},
        "Enter the last name.",
        "people.1.last_name",
    ),
    (
        {"people": (NewPerson("Marcus", "Thwaite", born_on=date(2025, 10, 25)),)},
        "25 October 2025 is in the future. Enter the date of birth.",
        "people.0.born_on",
    ),
    (
        {"people": (MARCUS, NewPerson("Rex", "Thwaite", role="dog"))},
        "Choose applicant, other adult or child.",
        "people.1.role",
    ),
    (
        {"received_on": date(2025, 10, 25)},
        "25 October 2025 is in the future. Enter the day it happened.",
        "received_on",
    ),
    (
        {"reference": "A-2025-0128"},
        "A reference of this service reads like F-2025-0128.",
        "reference",
    ),
    ({"worker_id": "nobody"}, "There is no such worker.", "worker_id"),
    ({"manager_id": "nobody"}, "There is no such manager.", "manager_id"),
]


def test_an_enquiry_that_cannot_be_is_refused_and_leaves_nothing(desk: Desk, staff: Staff) -> None:
    for change, sentence, field in WRONG_ENQUIRIES:
        wrong = replace(ENQUIRY, **change)  # type: ignore[arg-type] # as given
        refused = desk.refused(staff.worker, wrong)
        assert (refused.message, refused.field) == (sentence, field)
    with desk.office.reading() as session:
        assert session.scalars(select(Case)).all() == []
        assert session.scalars(select(Household)).all() == []
        assert session.scalars(select(Person)).all() == []


def test_a_reference_stands_for_one_case(desk: Desk, staff: Staff) -> None:
    desk.do(staff.worker, replace(ENQUIRY, reference="F-2025-0087"))
    refused = desk.refused(staff.worker, replace(ENQUIRY, reference="f-2025-0087"))
    assert refused.message == "F-2025-0087 is another case."


def test_worker_and_manager_are_two_people(desk: Desk, staff: Staff) -> None:
    one = staff.worker.user_id
    refused = desk.refused(staff.worker, replace(ENQUIRY, worker_id=one, manager_id=one))
    assert refused.message == "Worker and manager of a case are two people."


def test_a_panel_member_records_no_enquiry(desk: Desk, staff: Staff) -> None:
    assert desk.refused(staff.member, ENQUIRY).message == (
        "Your role does not let you record an enquiry."
    )


# Plain steps


def test_a_plain_step_is_recorded_and_undone(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    changes = desk.record(
        staff.worker,
        case_id,
        E.INITIAL_VISIT_OFFERED,
        date(2025, 3, 5),
        booked_on=date(2025, 3, 19),
        where="home",
    )
    assert changes.message == "Initial visit arranged for 19 March 2025"
    assert desk.case(case_id).stage == "initial_visit"
    desk.do(staff.worker, changes.undo)
    assert desk.case(case_id).stage == "enquiry"


def test_a_plain_step_asks_for_what_the_pathway_asks(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    offered = RecordEvent(case_id, E.INITIAL_VISIT_OFFERED, date(2025, 3, 3))
    refusals = [
        desk.refused(staff.worker, offered),
        desk.refused(staff.worker, replace(offered, facts={"booked_on": "31 November 2025"})),
        desk.refused(
            staff.worker, replace(offered, facts={"booked_on": "2025-03-19", "where": "moon"})
        ),
        desk.refused(
            staff.worker, replace(offered, facts={"booked_on": "2025-02-28", "where": "home"})
        ),
        desk.refused(staff.worker, RecordEvent(case_id, E.CASE_HELD, date(2025, 3, 3))),
        desk.refused(
            staff.worker,
            RecordEvent(case_id, E.CASE_HELD, date(2025, 3, 3), facts={"cause": "applicant"}),
        ),
        desk.refused(
            staff.worker,
            RecordEvent(case_id, E.CASE_HELD, date(2025, 3, 3), facts={"reason": "x" * 10_001}),
        ),
    ]
    assert [(r.message, r.field) for r in refusals] == [
        ("Enter the day of the visit.", "booked_on"),
        ("November has 30 days. Enter a real date.", "booked_on"),
        ("Choose from the answers to “Where”.", "where"),
        ("The visit cannot be before the enquiry, 3 March 2025.", "booked_on"),
        ("Choose why it waits.", "cause"),
        ("Enter the reason.", "reason"),
        ("This is too long. Add it as a paper instead.", "reason"),
    ]


def test_what_another_command_records_is_refused_with_where_it_is(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    said = {
        E.ENQUIRY_RECEIVED: "An enquiry is recorded when its case is opened.",
        E.INITIAL_VISIT_DONE: "A visit is recorded by passing its record to a manager.",
        E.CHECK_REQUESTED: "Ask for checks on the page of checks and references.",
        E.STAGE_ONE_PASSED: "Stage 1 is decided with its reasons: choose Decide stage 1.",
        E.REPORT_FINISHED: "The report is recorded by adding it to the papers.",
        E.OBSERVATIONS_RECEIVED: "Observations are recorded with their words: choose Record the "
        "observations.",
        E.COMPLIANCE_DECLARED: "Compliance is declared with a statement: choose Declare "
        "compliance.",
        E.PAPERS_SENT: "This is recorded on the page of the panel meeting.",
        E.DECISION_MADE: "This is recorded in the decision record.",
        E.WORKER_CHANGED: "A case is allocated by choosing its worker and manager.",
    }
    for kind, sentence in said.items():
        refused = desk.refused(staff.worker, RecordEvent(case_id, kind, date(2025, 3, 3)))
        assert refused.message == sentence


def test_dates_out_of_order_are_refused(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    refused = desk.refused(
        staff.worker, RecordEvent(case_id, E.STAGE_TWO_STARTED, date(2025, 5, 13))
    )
    assert refused.message == (
        "Starting stage 2 cannot be dated 13 May 2025: accepting the application comes before it "
        "and is dated 14 May 2025."
    )
    assert refused.field == "on"


def test_the_time_for_observations_cannot_end_before_it_ends(desk: Desk, staff: Staff) -> None:
    case_id = desk.report_given(pdf())
    desk.on(date(2025, 10, 25))
    ended = RecordEvent(case_id, E.OBSERVATIONS_EXPIRED, date(2025, 10, 24))
    assert desk.refused(staff.worker, ended).message == (
        "The time runs until the end of 24 October 2025. Record this from the day after."
    )
    blocked = {a.key: a.blocked for a in desk.case(case_id).actions}
    assert blocked["observations_expired"] == ""
    desk.do(staff.worker, replace(ended, on=date(2025, 10, 25)))
    assert desk.case(case_id).next_step_key == "book_panel"


def test_a_case_of_another_team_is_not_there(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    for actor in (staff.other_worker, staff.member, staff.system_administrator):
        refused = desk.refused(actor, RecordEvent(case_id, E.CASE_HELD, date(2025, 3, 3)))
        assert refused.message == "There is no such case, or you may not open it."
    read_only = desk.refused(
        staff.decision_maker, RecordEvent(case_id, E.CASE_HELD, date(2025, 3, 3))
    )
    assert read_only.message == (
        "Your role does not let you record this: putting the case on hold."
    )


def test_a_withdrawal_ends_the_case(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    facts = {"reason": "A new baby", "code": "AW3"}
    desk.record(staff.worker, case_id, E.WITHDRAWN_BY_APPLICANT, date(2025, 6, 2), **facts)
    case = desk.case(case_id)
    assert (case.status, case.next_step, case.status_words) == (
        CaseStatus.WITHDRAWN,
        "",
        "Withdrawn",
    )
    assert case.actions == ()
    refused = desk.refused(
        staff.worker, RecordEvent(case_id, E.STAGE_TWO_STARTED, date(2025, 6, 2))
    )
    assert refused.message == (
        "This case ended on 2 June 2025 with the applicants' withdrawal, so this can no longer be "
        "recorded."
    )


def test_why_a_date_was_missed_is_recorded_on_its_clock(desk: Desk, staff: Staff) -> None:
    case_id = desk.report_given(pdf())
    desk.on(date(2025, 10, 24))
    late = RecordEvent(
        case_id,
        E.DELAY_RECORDED,
        date(2025, 10, 24),
        facts={"cause": "checks", "reason": "Overseas check"},
    )
    changes = desk.do(staff.worker, late)
    assert changes.message == "Cause of delay recorded: Assessment to panel"
    clock = next(c for c in desk.case(case_id).clocks if c.rule_id == "F-LOCAL-16W")
    assert (clock.cause, clock.line) == ("Overseas check", "Cause recorded: Overseas check")
    assert clock.cause_by == "Recorded by Hannah Whitlock, 24 October 2025"
    other = replace(late, facts={"cause": "other", "reason": "Holidays", "rule": "F-APP-PANEL"})
    assert desk.refused(staff.worker, other).message == "This date has not been missed."


def test_no_delay_is_explained_where_there_is_none(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    facts = {"cause": "other", "reason": "None"}
    early = RecordEvent(case_id, E.DELAY_RECORDED, date(2025, 3, 3), facts=facts)
    assert desk.refused(staff.worker, early).message == ("No date of this case has been missed.")


# Corrections


def test_a_corrected_date_moves_the_clocks_and_keeps_the_old_one(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    ids = event_ids(desk, case_id)
    changes = desk.do(
        staff.worker,
        CorrectEvent(ids[E.APPLICATION_RECEIVED], date(2025, 5, 8), "Stamped on 8 May"),
    )
    assert changes.message == "Application received: corrected"
    panel = next(c for c in desk.case(case_id).clocks if c.rule_id == "F-APP-PANEL")
    assert (panel.started_on, panel.due_on) == (date(2025, 5, 8), date(2026, 1, 8))
    lines = [
        line
        for line in desk.pages.history(staff.worker, case_id)
        if line.words == "Application received"
    ]
    assert [(line.on, line.superseded, line.detail) for line in lines] == [
        (
            date(2025, 5, 12),
            True,
            "Corrected by Hannah Whitlock on 14 May 2025: Stamped on 8 May",
        ),
        (date(2025, 5, 8), False, "Corrected: Stamped on 8 May"),
    ]
    desk.do(staff.worker, changes.undo)
    panel = next(c for c in desk.case(case_id).clocks if c.rule_id == "F-APP-PANEL")
    assert panel.started_on == date(2025, 5, 12)


def test_a_correction_that_would_mix_up_dates_is_refused(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    received = event_ids(desk, case_id)[E.APPLICATION_RECEIVED]
    refusals = [
        desk.refused(staff.worker, CorrectEvent(received, on, "Wrong day"))
        for on in (date(2025, 5, 15), date(2025, 3, 20), date(2025, 5, 30))
    ]
    assert [r.message for r in refusals] == [
        "15 May 2025 is in the future. Enter the day it happened.",
        "The application cannot be dated 20 March 2025: the manager's decision on the visit comes "
        "before it and is dated 24 March 2025.",
        "30 May 2025 is in the future. Enter the day it happened.",
    ]
    desk.on(date(2025, 6, 2))
    refused = desk.refused(staff.worker, CorrectEvent(received, date(2025, 5, 15), "Wrong day"))
    assert refused.message == (
        "The application cannot be dated 15 May 2025: accepting the application follows it and is "
        "dated 14 May 2025."
    )
    assert refused.field == "on"


def test_corrections_say_what_was_wrong_and_leave_alone_what_hangs_together(
    desk: Desk, staff: Staff
) -> None:
    case_id = desk.application()
    ids = event_ids(desk, case_id)
    day = date(2025, 5, 12)
    silent = desk.refused(staff.worker, CorrectEvent(ids[E.APPLICATION_RECEIVED], day, " "))
    assert (silent.message, silent.field) == ("Enter what was wrong.", "reason")
    hanging = desk.refused(staff.worker, CorrectEvent(ids[E.INITIAL_VISIT_DONE], day, "Wrong"))
    assert hanging.message == (
        "The date of the visit stands in its record. Ask the manager to send it back, then correct "
        "it there."
    )
    unknown = desk.refused(staff.worker, CorrectEvent("none", day, "Wrong"))
    assert unknown.message == "There is no such entry, or you may not open it."
    desk.do(staff.worker, CorrectEvent(ids[E.APPLICATION_RECEIVED], date(2025, 5, 9), "Wrong"))
    twice = desk.refused(
        staff.worker, CorrectEvent(ids[E.APPLICATION_RECEIVED], date(2025, 5, 8), "Wrong")
    )
    assert twice.message == "This was corrected or taken back already."


def test_a_step_taken_back_stays_in_the_history(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    ids = event_ids(desk, case_id)
    resting = desk.refused(staff.worker, WithdrawEvent(ids[E.APPLICATION_RECEIVED], "Mistake"))
    assert resting.message == (
        "The application cannot be taken back: accepting the application of 14 May 2025 rests on "
        "it. Take that back first."
    )
    silent = desk.refused(staff.worker, WithdrawEvent(ids[E.APPLICATION_ACCEPTED], ""))
    assert (silent.message, silent.field) == ("Enter why it is taken back.", "reason")
    desk.do(staff.manager, WithdrawEvent(ids[E.APPLICATION_ACCEPTED], "Signed by the wrong one"))
    assert desk.case(case_id).stage == "application"
    line = desk.pages.history(staff.worker, case_id)[0]
    assert (line.words, line.superseded) == ("Application accepted", True)
    assert line.detail == (
        "Taken back by Louise Penhaligon on 14 May 2025: Signed by the wrong one"
    )
    enquiry = desk.refused(staff.worker, WithdrawEvent(ids[E.ENQUIRY_RECEIVED], "Mistake"))
    assert enquiry.message.startswith("The enquiry opened the case and cannot be taken back.")


def test_whoever_did_not_record_it_corrects_only_with_the_right_to(
    desk: Desk, staff: Staff
) -> None:
    case_id = desk.application()
    ids = event_ids(desk, case_id)
    refused = desk.refused(
        staff.administrator, WithdrawEvent(ids[E.APPLICATION_ACCEPTED], "Mistake")
    )
    assert refused.message == "Your role does not let you correct what was recorded."


# Stage 1


def test_stage_one_is_whole_on_the_day_its_last_check_comes_in(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    desk.all_checks_in(case_id, date(2025, 7, 28))
    case = desk.case(case_id)
    assert (case.next_step, case.next_owner) == ("Decide stage 1", "Louise Penhaligon")
    clock = next(c for c in case.clocks if c.rule_id == "F-S1-DEC")
    assert (clock.started_on, clock.due_on) == (date(2025, 7, 28), date(2025, 8, 11))


def test_passing_stage_one_starts_stage_two_in_fostering_and_can_be_undone(
    desk: Desk, staff: Staff
) -> None:
    case_id = desk.application()
    desk.all_checks_in(case_id)
    desk.on(date(2025, 7, 30))
    passed = DecideStageOne(case_id, date(2025, 7, 30), passed=True)
    changes = desk.do(staff.manager, passed)
    assert changes.message == "Stage 1 passed"
    assert desk.case(case_id).stage == "stage_2"
    desk.do(staff.manager, changes.undo)
    assert desk.case(case_id).stage == "stage_1"
    assert desk.case(case_id).next_step_key == "decide_stage_one"


def test_passing_stage_one_waits_for_the_applicants_in_adoption(desk: Desk, staff: Staff) -> None:
    case_id = desk.registration()
    desk.all_checks_in(case_id, date(2025, 7, 8))
    desk.on(date(2025, 7, 10))
    desk.do(staff.manager, DecideStageOne(case_id, date(2025, 7, 10), passed=True))
    case = desk.case(case_id)
    assert (case.stage, case.next_step, case.next_owner) == (
        "stage_1",
        "Await the notice to proceed",
        "The applicants",
    )


def test_stage_one_is_refused_with_full_reasons(desk: Desk, staff: Staff) -> None:
    """Fostering Services (England) Regulations 2011, regulation 26(1B): in writing."""
    case_id = desk.application()
    refusing = DecideStageOne(case_id, date(2025, 5, 14), passed=False)
    refused = desk.refused(staff.manager, refusing)
    assert (refused.message, refused.field) == (
        "Enter the full reasons. The applicants are told them in writing.",
        "reasons",
    )
    desk.do(staff.manager, replace(refusing, reasons="A caution that rules out fostering."))
    case = desk.case(case_id)
    assert (case.status, case.status_words) == (CaseStatus.NOT_APPROVED, "Not approved")
    assert [a.key for a in case.actions] == ["stage_one_notice_sent"]


def test_stage_one_cannot_be_passed_while_checks_are_out(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    passed = DecideStageOne(case_id, date(2025, 5, 14), passed=True)
    assert desk.refused(staff.manager, passed).message == (
        "Stage 1 cannot be passed yet: Enhanced DBS certificate (Marcus), Enhanced DBS certificate "
        "(Leanne), Enhanced DBS certificate (Callum) and 8 more are not in."
    )


def test_the_one_who_works_the_case_does_not_decide_stage_one(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    passed = DecideStageOne(case_id, date(2025, 5, 14), passed=True)
    assert desk.refused(staff.worker, passed).message == (
        "Your role does not let you decide stage 1."
    )
    own = replace(ENQUIRY, received_on=date(2025, 5, 14), worker_id=staff.manager.user_id)
    other = desk.do(staff.administrator, own).made
    assert desk.refused(staff.manager, replace(passed, case_id=other)).message == (
        "You are the worker of this case, so someone else decides stage 1."
    )


def test_concerns_are_weighed_in_words(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    desk.receive(
        desk.line(case_id, "reference_1"),
        date(2025, 6, 2),
        outcome=CheckOutcome.CONCERNS,
        note="Hesitant about teenagers.",
    )
    desk.all_checks_in(case_id)
    desk.on(date(2025, 7, 30))
    passed = DecideStageOne(case_id, date(2025, 7, 30), passed=True)
    refused = desk.refused(staff.manager, passed)
    assert (refused.message, refused.field) == (
        "Enter your reasons: Personal reference 1 came in with concerns.",
        "reasons",
    )
    desk.do(staff.manager, replace(passed, reasons="Talked through; they want younger children."))
    assert desk.case(case_id).stage == "stage_2"


# Observations and compliance


def test_compliance_is_declared_by_someone_who_did_not_write_the_report(
    desk: Desk, staff: Staff
) -> None:
    case_id = desk.report_given(pdf())
    desk.on(date(2025, 10, 20))
    day = date(2025, 10, 20)
    declared = DeclareCompliance(case_id, day, STATEMENT)
    assert desk.refused(staff.manager, declared).message == (
        "The declaration waits for the applicants' observations, or for the end of their time to "
        "send them."
    )
    desk.do(staff.worker, RecordObservations(case_id, day, "We agree with the report."))
    assert desk.refused(staff.worker, declared).message == (
        "Your role does not let you declare compliance."
    )
    silent = desk.refused(staff.manager, replace(declared, statement=" "))
    assert (silent.message, silent.field) == ("Write the statement you declare.", "statement")
    desk.do(staff.manager, declared)
    assert desk.case(case_id).stage == "panel"


def test_an_author_does_not_declare_her_own_report(desk: Desk, staff: Staff) -> None:
    case_id = desk.stage_two()
    desk.on(date(2025, 10, 9))
    report = AttachPaper(case_id, "report", "", "Form F.pdf", pdf(), date(2025, 10, 9))
    desk.do(staff.manager, replace(report, author_id=staff.manager.user_id))
    declared = DeclareCompliance(case_id, date(2025, 10, 9), STATEMENT)
    assert desk.refused(staff.manager, declared).message == (
        "You wrote this report, so someone else declares its compliance."
    )


def test_a_worker_who_leads_does_not_declare_their_own_case(desk: Desk, staff: Staff) -> None:
    own = replace(ENQUIRY, received_on=date(2025, 5, 14), worker_id=staff.manager.user_id)
    case_id = desk.do(staff.administrator, own).made
    declared = DeclareCompliance(case_id, date(2025, 5, 14), STATEMENT)
    assert desk.refused(staff.manager, declared).message == (
        "You are the worker of this case, so someone else declares its compliance."
    )


def test_compliance_waits_for_every_check_of_a_regulation(desk: Desk, staff: Staff) -> None:
    case_id = desk.report_given(pdf())
    day = date(2025, 10, 20)
    desk.on(day)
    desk.do(staff.worker, RecordObservations(case_id, day))
    joined = NewPerson("Rosa", "Thwaite", role="adult", born_on=date(1955, 1, 1))
    desk.do(staff.worker, AddHouseholdMember(case_id, joined, day))
    assert desk.refused(staff.manager, DeclareCompliance(case_id, day, STATEMENT)).message == (
        "Compliance cannot be declared yet: Enhanced DBS certificate (Rosa) is not in."
    )


# What is stored


PROJECTED = (
    "stage",
    "status",
    "stage_since",
    "opened_on",
    "next_step",
    "next_words",
    "next_owner",
    "next_owner_id",
    "next_owner_name",
    "clock_rule",
    "clock_started_on",
    "clock_due_on",
)


def stored(desk: Desk, case_id: str) -> list[object]:
    with desk.office.reading() as session:
        row = session.get_one(Case, case_id)
        return [getattr(row, name) for name in PROJECTED]


def rebuilt(desk: Desk, staff: Staff, case_id: str) -> list[object]:
    """Spoil what is projected, work it out from the events again, and return it."""
    with desk.office.writing(staff.adviser) as session:
        row = session.get_one(Case, case_id)
        row.stage = row.next_step = row.next_words = row.next_owner = row.clock_rule = ""
        row.next_owner_id = row.next_owner_name = ""
        row.status, row.stage_since, row.opened_on = CaseStatus.CLOSED, None, None
        row.clock_started_on = row.clock_due_on = None
        session.flush()
        rebuild(session, desk.office, staff.adviser, [row])
    return stored(desk, case_id)


def test_a_case_on_hold_says_since_when_and_why_and_goes_on_where_it_was(
    desk: Desk, staff: Staff
) -> None:
    case_id = desk.application()
    before = desk.case(case_id)
    day = date(2025, 5, 14)
    desk.record(staff.worker, case_id, E.CASE_HELD, day, reason="Bereavement", cause="applicant")
    held = desk.case(case_id)
    assert held.next_sentence == "On hold since 14 May 2025. Bereavement."
    assert (held.next_step, held.next_step_key, held.next_owner) == (
        "On hold", "resume", "Hannah Whitlock",
    )  # fmt: skip
    desk.record(staff.worker, case_id, E.CASE_RESUMED, day)
    assert desk.case(case_id).next_sentence == before.next_sentence
    desk.record(staff.worker, case_id, E.CASE_HELD, day, reason="A move!", cause="applicant")
    assert desk.case(case_id).next_sentence == "On hold since 14 May 2025. A move!"


def test_rebuilt_equals_stored_wherever_a_case_stands(desk: Desk, staff: Staff) -> None:
    day = date(2025, 5, 14)
    made = desk.enquiry()
    before = stored(desk, made)
    assert rebuilt(desk, staff, made) == before
    made = desk.application()
    before = stored(desk, made)
    assert rebuilt(desk, staff, made) == before
    desk.record(staff.worker, made, E.CASE_HELD, day, reason="Bereavement", cause="applicant")
    before = stored(desk, made)
    assert before[PROJECTED.index("status")] is CaseStatus.PAUSED
    assert rebuilt(desk, staff, made) == before
    facts = {"reason": "They moved", "code": "AW0"}
    desk.record(staff.worker, made, E.WITHDRAWN_BY_APPLICANT, day, **facts)
    before = stored(desk, made)
    assert rebuilt(desk, staff, made) == before
    made = desk.report_given(pdf())
    before = stored(desk, made)
    assert rebuilt(desk, staff, made) == before
