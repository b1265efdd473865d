"""Checks and references: asked for, chased, in, renewed, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from cfs_panels.domain.cases import DecideStageOne, NewPerson
from cfs_panels.domain.checks import (
    AddCheck,
    ChaseCheck,
    CheckOutcome,
    ReceiveCheck,
    RequestCheck,
    TakeBackCheck,
    WaiveCheck,
)
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import EventType as E
from db.models import Check
from tests.services.case_makers import DBS_NUMBER, FAMILY, LEANNE, MARCUS, Desk

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff

ASKED = date(2025, 5, 20)
CAME = date(2025, 6, 16)


@pytest.fixture
def desk(office: Office, staff: Staff, moment: Moment) -> Desk:
    return Desk(office, staff, moment)


def asked(desk: Desk, case_id: str, key: str, person: str = "") -> str:
    """Ask for a check and return its id."""
    desk.on(ASKED)
    check_id = desk.line(case_id, key, person).id
    desk.do(desk.staff.worker, RequestCheck(check_id, ASKED))
    return check_id


def test_the_checks_of_everyone_who_must_be_asked_are_begun_with_the_application(
    desk: Desk, staff: Staff
) -> None:
    case_id = desk.enquiry()
    assert desk.pages.checks(staff.worker, case_id) == ()
    desk.decided_visit(case_id)
    desk.record(staff.worker, case_id, E.APPLICATION_RECEIVED, date(2025, 5, 12))
    lines = desk.pages.checks(staff.worker, case_id)
    assert [(line.key, line.person) for line in lines] == [
        ("dbs", "Marcus"),
        ("dbs", "Leanne"),
        ("dbs", "Callum, 18"),
        ("medical", "Marcus"),
        ("medical", "Leanne"),
        ("identity", "Marcus"),
        ("identity", "Leanne"),
        ("reference_1", "Household"),
        ("reference_2", "Household"),
        ("local_authority", "Household"),
        ("home_safety", "Household"),
        ("employer", "Marcus"),
        ("employer", "Leanne"),
    ]
    assert {line.state for line in lines} == {"missing"}
    assert {line.words for line in lines} == {"Not asked for yet"}


def test_asking_for_a_check_dates_it_and_sets_its_day(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    desk.on(date(2025, 10, 9))
    check = desk.line(case_id, "medical", "Marcus")
    changes = desk.do(staff.worker, RequestCheck(check.id, date(2025, 10, 9), "Dr Farrell"))
    assert changes.message == "Medical report and comment (Marcus): asked for"
    assert changes.touches("check", check.id)
    line = desk.line(case_id, "medical", "Marcus")
    assert (line.state, line.asked_of, line.due_on) == (
        "asked",
        "Dr Farrell",
        date(2025, 10, 22),
    )
    desk.on(date(2025, 10, 24))
    assert desk.line(case_id, "medical", "Marcus").words == (
        "2 days late, asked for on 9 October 2025"
    )
    desk.do(staff.worker, changes.undo)
    assert desk.line(case_id, "medical", "Marcus").state == "missing"


def test_asking_again_before_it_came_in_corrects_the_day(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    check_id = asked(desk, case_id, "identity", "Marcus")
    desk.do(staff.worker, RequestCheck(check_id, date(2025, 5, 19)))
    assert desk.line(case_id, "identity", "Marcus").requested_on == date(2025, 5, 19)
    lines = [
        line
        for line in desk.pages.history(staff.worker, case_id)
        if line.words == "Identity and address of Marcus asked for"
    ]
    assert [(line.on, line.superseded) for line in lines] == [
        (ASKED, True),
        (date(2025, 5, 19), False),
    ]


def test_a_check_that_ran_out_is_asked_for_anew_and_the_old_one_kept(
    desk: Desk, staff: Staff
) -> None:
    case_id = desk.application()
    check_id = asked(desk, case_id, "dbs", "Marcus")
    desk.receive(desk.line(case_id, "dbs", "Marcus"), CAME, expires_on=date(2025, 9, 30))
    desk.on(date(2025, 10, 6))
    assert desk.line(case_id, "dbs", "Marcus").words == "Expired on 30 September 2025"
    renewed = desk.do(staff.worker, RequestCheck(check_id, date(2025, 10, 6))).made
    assert renewed != check_id
    lines = [c for c in desk.pages.checks(staff.worker, case_id) if c.key == "dbs"]
    marcus = [c for c in lines if c.person == "Marcus"]
    assert [(c.id, c.state, c.is_needed) for c in marcus] == [
        (renewed, "asked", True),
        (check_id, "expired", False),
    ]


def test_of_a_certificate_number_date_and_outcome_are_kept(desk: Desk, staff: Staff) -> None:
    """Rulebook, section 8: no copy of a DBS certificate is kept."""
    case_id = desk.application()
    check_id = asked(desk, case_id, "dbs", "Marcus")
    desk.on(CAME)
    whole = ReceiveCheck(
        check_id, CAME, CheckOutcome.CLEAR, date(2025, 6, 12), number="0019 1234 5678"
    )
    said = [
        desk.refused(staff.worker, replace(whole, number="")),
        desk.refused(staff.worker, replace(whole, number="0019-1234")),
        desk.refused(staff.worker, replace(whole, issued_on=None)),
        desk.refused(staff.worker, replace(whole, note="A caution in 1999.")),
    ]
    assert [(r.message, r.field) for r in said] == [
        ("Enter the number of the certificate.", "number"),
        ("The number of a certificate has 12 figures. Look at it again.", "number"),
        ("Enter the date on the certificate.", "issued_on"),
        (
            "Of a DBS certificate only number, date and outcome are kept. Write what follows from "
            "it in the report.",
            "note",
        ),
    ]
    desk.do(staff.worker, whole)
    line = desk.line(case_id, "dbs", "Marcus")
    assert (line.number, line.issued_on, line.expires_on, line.state) == (
        DBS_NUMBER,
        date(2025, 6, 12),
        date(2028, 6, 12),
        "in",
    )


def test_dates_of_a_check_stand_in_order(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    check_id = asked(desk, case_id, "medical", "Leanne")
    desk.on(CAME)
    came = ReceiveCheck(check_id, CAME, CheckOutcome.CLEAR)
    said = [
        desk.refused(staff.worker, replace(came, received_on=date(2025, 5, 19))),
        desk.refused(staff.worker, replace(came, issued_on=date(2025, 6, 17))),
        desk.refused(staff.worker, replace(came, expires_on=date(2025, 6, 1))),
        desk.refused(staff.worker, replace(came, received_on=date(2025, 6, 17))),
        desk.refused(staff.worker, replace(came, outcome=CheckOutcome.NOT_NEEDED)),
    ]
    assert [(r.message, r.field) for r in said] == [
        (
            "It cannot have come in on 19 May 2025: it was asked for on 20 May 2025.",
            "received_on",
        ),
        ("It cannot be dated 17 June 2025: it came in on 16 June 2025.", "issued_on"),
        (
            "It ran out on 1 June 2025, before it came in on 16 June 2025. Ask for a new one.",
            "expires_on",
        ),
        ("17 June 2025 is in the future. Enter the day it happened.", "received_on"),
        ("Say that it is not needed, and why, instead.", "outcome"),
    ]


def test_a_medical_runs_out_after_two_years(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    desk.receive(desk.line(case_id, "medical", "Leanne"), CAME)
    assert desk.line(case_id, "medical", "Leanne").expires_on == date(2027, 6, 14)


def test_what_came_in_is_corrected_by_recording_it_again(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    check_id = asked(desk, case_id, "reference_1")
    desk.on(CAME)
    came = ReceiveCheck(check_id, CAME, CheckOutcome.CONCERNS, note="Unsure about teenagers.")
    desk.do(staff.worker, came)
    assert desk.line(case_id, "reference_1").words == "Came in on 16 June 2025, with concerns"
    desk.do(
        staff.worker,
        replace(came, received_on=date(2025, 6, 13), outcome=CheckOutcome.UNSUITABLE),
    )
    line = desk.line(case_id, "reference_1")
    assert (line.state, line.words) == ("concerns", "Came in on 13 June 2025: not suitable")
    events = [e for e in desk.pages.history(staff.worker, case_id) if e.kind == "event"]
    received = [e for e in events if e.words == "Personal reference 1 received"]
    assert sorted(e.superseded for e in received) == [False, True]


def test_a_check_is_chased_while_it_is_out(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    desk.on(ASKED)
    check = desk.line(case_id, "medical", "Marcus")
    chased = ChaseCheck(check.id, ASKED, "", "phone")
    assert desk.refused(staff.worker, chased).message == (
        "This has not been asked for yet. Ask for it first."
    )
    asked(desk, case_id, "medical", "Marcus")
    early = desk.refused(staff.worker, replace(chased, chased_on=date(2025, 5, 16)))
    assert (early.message, early.field) == (
        "It was asked for on 20 May 2025, so it cannot have been chased on 16 May 2025.",
        "chased_on",
    )
    ahead = desk.refused(staff.worker, replace(chased, chased_on=date(2025, 5, 21)))
    assert (ahead.message, ahead.field) == (
        "21 May 2025 is in the future. Enter the day it happened.",
        "chased_on",
    )
    desk.do(staff.adviser, chased)
    line = desk.pages.history(staff.worker, case_id)[0]
    assert (line.words, line.detail) == ("Medical report and comment of Marcus chased", "By phone")
    out = desk.line(case_id, "medical", "Marcus")
    assert (out.chased_on, out.chased_how) == (ASKED, "phone")
    assert desk.refused(staff.worker, replace(chased, how="pigeon")).field == "how"
    desk.receive(desk.line(case_id, "medical", "Marcus"), CAME)
    assert desk.line(case_id, "medical", "Marcus").chased_on is None
    assert desk.refused(staff.worker, replace(chased, chased_on=CAME)).message == (
        "It came in on 16 June 2025, so there is nothing to chase."
    )


def test_two_requests_do_not_hold_up_each_others_chasing(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    check_id = asked(desk, case_id, "reference_1")
    desk.on(date(2025, 6, 9))
    desk.do(staff.worker, RequestCheck(desk.line(case_id, "reference_2").id, date(2025, 6, 9)))
    changes = desk.do(staff.worker, ChaseCheck(check_id, date(2025, 6, 2)))
    assert changes.message == "Personal reference 1: chased"


def test_a_check_can_be_added(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    desk.on(ASKED)
    added = AddCheck(case_id, "  Pet   assessment ", requested_on=ASKED, asked_of="Vet")
    changes = desk.do(staff.worker, added)
    line = desk.pages.checks(staff.worker, case_id)[-1]
    assert changes.made == line.id
    assert (line.key, line.name, line.person, line.state, line.asked_of) == (
        "added",
        "Pet assessment",
        "Household",
        "asked",
        "Vet",
    )
    said = [
        desk.refused(staff.worker, replace(added, name=" ")),
        desk.refused(staff.worker, replace(added, name="pet assessment")),
        desk.refused(staff.worker, replace(added, person_id="someone else")),
        desk.refused(staff.worker, replace(added, key="dbs")),
    ]
    assert [(r.message, r.field) for r in said] == [
        ("Enter what is to be checked.", "name"),
        ("Pet assessment is on the list already.", "name"),
        ("This person is not of the household.", "person_id"),
        ("There is such a check already, or it is not needed.", None),
    ]


def test_whoever_turns_18_is_asked_for(desk: Desk, staff: Staff) -> None:
    """Every household member of 18 or more: Fostering Regulations, Schedule 3, item 9."""
    piet = NewPerson("Piet", "Thwaite", role="child", born_on=date(2007, 9, 1), relationship="Son")
    case_id = desk.application((MARCUS, piet))
    assert not any(c.person.startswith("Piet") for c in desk.pages.checks(staff.worker, case_id))
    desk.on(date(2025, 9, 2))
    line = desk.line(case_id, "dbs", "Piet")
    assert (line.id, line.person) == ("", "Piet, 18")
    assert line.words == "Not asked for yet. Piet turned 18 on 1 September 2025"
    need = next(n for n in desk.case(case_id).needs if n.person == "Piet, 18")
    assert (need.evidence, need.check_id) == ("Piet turned 18 on 1 September 2025", "")
    desk.do(
        staff.worker,
        AddCheck(case_id, line.name, line.person_id, date(2025, 9, 2), "", line.key),
    )
    assert desk.line(case_id, "dbs", "Piet").state == "asked"


def test_a_mistake_is_taken_back_step_by_step(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    check_id = asked(desk, case_id, "reference_1")
    desk.receive(desk.line(case_id, "reference_1"), CAME)
    back = TakeBackCheck(check_id, "Another family's reference")
    desk.do(staff.worker, back)
    assert desk.line(case_id, "reference_1").state == "asked"
    desk.do(staff.worker, back)
    assert desk.line(case_id, "reference_1").state == "missing"
    assert desk.refused(staff.worker, back).message == (
        "Nothing has been recorded of this check yet."
    )


def test_taking_back_the_last_check_opens_stage_one_again(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    desk.all_checks_in(case_id)
    last = desk.line(case_id, "dbs", "Marcus")
    desk.do(staff.worker, TakeBackCheck(last.id, "Wrong person"))
    case = desk.case(case_id)
    assert (case.next_step_key, case.next_step) == ("checks", "Enhanced DBS certificate")
    desk.receive(desk.line(case_id, "dbs", "Marcus"), date(2025, 8, 4))
    clock = next(c for c in desk.case(case_id).clocks if c.rule_id == "F-S1-DEC")
    assert clock.started_on == date(2025, 8, 4)


def test_a_check_that_stage_one_was_decided_on_stays(desk: Desk, staff: Staff) -> None:
    case_id = desk.stage_two()
    line = desk.line(case_id, "dbs", "Marcus")
    refused = desk.refused(staff.worker, TakeBackCheck(line.id, "Mistake"))
    assert refused.message == (
        "Stage 1 was decided on 30 July 2025 with this check in. Correct what was recorded of it "
        "instead."
    )


def test_the_end_of_stage_one_moves_with_a_corrected_check(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    desk.all_checks_in(case_id, date(2025, 7, 28))
    desk.receive(desk.line(case_id, "dbs", "Marcus"), date(2025, 7, 27))
    desk.on(date(2025, 7, 30))
    clock = next(c for c in desk.case(case_id).clocks if c.rule_id == "F-S1-DEC")
    assert clock.started_on == date(2025, 7, 27)


def test_checks_that_came_before_the_application_was_accepted_end_stage_one_with_it(
    desk: Desk, staff: Staff
) -> None:
    case_id = desk.enquiry(people=(MARCUS,))
    desk.decided_visit(case_id)
    desk.record(staff.worker, case_id, E.APPLICATION_RECEIVED, date(2025, 5, 12))
    for line in desk.pages.checks(staff.worker, case_id):
        desk.receive(line, date(2025, 5, 13))
    assert desk.case(case_id).next_step_key == "accept_application"
    desk.record(staff.manager, case_id, E.APPLICATION_ACCEPTED, date(2025, 5, 14))
    case = desk.case(case_id)
    clock = next(c for c in case.clocks if c.rule_id == "F-S1-DEC")
    assert (case.next_step_key, clock.started_on) == ("decide_stage_one", date(2025, 5, 14))


def test_only_good_practice_can_be_left_out_and_with_a_reason(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    employer = desk.line(case_id, "employer", "Marcus")
    dbs = desk.line(case_id, "dbs", "Marcus")
    left_out = WaiveCheck(employer.id, "Self-employed for 20 years")
    said = [
        desk.refused(staff.worker, replace(left_out, check_id=dbs.id)),
        desk.refused(staff.worker, replace(left_out, reason=" ")),
    ]
    assert [(r.message, r.field) for r in said] == [
        (
            "Enhanced DBS certificate cannot be left out: Fostering Regulations, Schedule 3, "
            "item 9.",
            None,
        ),
        ("Enter why it is not needed.", "reason"),
    ]
    changes = desk.do(staff.worker, left_out)
    line = desk.line(case_id, "employer", "Marcus")
    assert (line.state, line.words) == ("not_needed", "Not needed, decided on 14 May 2025")
    need = next(n for n in desk.case(case_id).needs if n.check_id == employer.id)
    assert (need.is_in, need.state, need.words) == (True, "not_needed", "Not needed")
    desk.do(staff.worker, changes.undo)
    assert desk.line(case_id, "employer", "Marcus").state == "missing"


def test_the_next_step_names_the_first_check_that_is_out(desk: Desk, staff: Staff) -> None:
    case_id = desk.registration()
    desk.all_checks_in(case_id, date(2025, 7, 8))
    third = desk.line(case_id, "reference_3")
    desk.do(staff.worker, TakeBackCheck(third.id, "Not signed"))
    case = desk.case(case_id)
    assert (case.next_step, case.next_sentence) == ("Third referee", "Third referee.")
    assert case.next_owner == "Hannah Whitlock"


def test_checks_of_a_case_that_may_not_be_opened_are_not_there(desk: Desk, staff: Staff) -> None:
    case_id = desk.application()
    check = desk.line(case_id, "dbs", "Marcus")
    hidden = [
        desk.refused(staff.other_worker, RequestCheck(check.id, ASKED)),
        desk.refused(staff.worker, RequestCheck("none", ASKED)),
    ]
    assert [r.message for r in hidden] == [
        "There is no such case, or you may not open it.",
        "There is no such check, or you may not open it.",
    ]
    reads = desk.refused(staff.decision_maker, RequestCheck(check.id, ASKED))
    assert reads.message == "Your role does not let you record checks and references."
    with pytest.raises(RuleBroken, match="There is no such case"):
        desk.checks.checks(staff.other_worker, case_id)
    assert len(desk.checks.checks(staff.decision_maker, case_id)) == 13


def test_a_check_needs_the_application_first(desk: Desk, staff: Staff) -> None:
    case_id = desk.enquiry()
    changes = desk.do(staff.worker, AddCheck(case_id, "Overseas police check"))
    refused = desk.refused(staff.worker, RequestCheck(changes.made, date(2025, 3, 3)))
    assert refused.message == (
        "Checks are asked for once the application is in, because they need the applicant's "
        "consent."
    )


def test_every_check_is_begun_once(desk: Desk, staff: Staff) -> None:
    case_id = desk.application(FAMILY)
    desk.all_checks_in(case_id)
    desk.on(date(2025, 7, 30))
    desk.do(staff.manager, DecideStageOne(case_id, date(2025, 7, 30), passed=True))
    with desk.office.reading() as session:
        keys: list[Any] = [
            (row.key, row.person_id)
            for row in session.scalars(select(Check).where(Check.case_id == case_id))
        ]
    assert len(keys) == len(set(keys)) == 13
    assert LEANNE.first_name in {c.person for c in desk.pages.checks(staff.worker, case_id)}
