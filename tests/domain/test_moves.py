"""Which event may be recorded, by whom and when; the sentences of the refusals."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfs_panels.domain.actors import Role
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.histories import CaseEvent, History
from cfs_panels.domain.moves import (
    actions_for,
    check_correction,
    check_move,
    check_step,
    check_withdrawal,
)
from cfs_panels.domain.vocabulary import EventType as E
from tests.domain.case_histories import (
    DAY_ONE,
    EVERYONE,
    FOSTERING_JOURNEY,
    MANAGER,
    TODAY,
    WORKER,
    event,
    fostering,
    history,
    journey,
    someone,
)


def refusal(found: History, kind: E, on: date = TODAY, actor: object = EVERYONE) -> RuleBroken:
    with pytest.raises(RuleBroken) as refused:
        check_move(fostering(), found, kind, on, actor, TODAY)  # type: ignore[arg-type] # an Actor
    return refused.value


def test_the_whole_journey_may_be_recorded_step_by_step() -> None:
    for number, kind in enumerate(FOSTERING_JOURNEY):
        so_far = History(journey(FOSTERING_JOURNEY[number - 1]) if number else [])
        check_move(fostering(), so_far, kind, DAY_ONE + timedelta(days=number), EVERYONE, TODAY)


@pytest.mark.parametrize(
    ("upto", "kind", "sentence"),
    [
        (
            E.ENQUIRY_RECEIVED,
            E.APPLICATION_RECEIVED,
            "Record the manager's decision on the initial visit before the application.",
        ),
        (
            E.ENQUIRY_RECEIVED,
            E.CHECK_REQUESTED,
            "Checks are asked for once the application is in, because they need the applicant's "
            "consent.",
        ),
        (
            E.APPLICATION_RECEIVED,
            E.STAGE_ONE_PASSED,
            "Stage 1 cannot be decided before the application is accepted and its checks are in.",
        ),
        (E.STAGE_ONE_PASSED, E.REPORT_FINISHED, "Start stage 2 before the report is added."),
        (
            E.STAGE_TWO_STARTED,
            E.REPORT_GIVEN,
            "Add the finished report before it is given to the applicants.",
        ),
        (
            E.REPORT_GIVEN,
            E.COMPLIANCE_DECLARED,
            "The declaration waits for the applicants' observations, or for the end of their time "
            "to send them.",
        ),
        (
            E.PANEL_BOOKED,
            E.PAPERS_SENT,
            "The papers wait for the manager's declaration of compliance, or for the reviewing "
            "officer's part of a review.",
        ),
        (
            E.COMPLIANCE_DECLARED,
            E.RECOMMENDATION_RECORDED,
            "The papers of this item have not been sent, or not since one applicant withdrew. "
            "Panel can only defer it.",
        ),
        (
            E.MINUTES_DRAFTED,
            E.FINAL_MINUTES_SENT,
            "The person who chaired has not approved the minutes.",
        ),
        (
            E.MINUTES_APPROVED,
            E.DECISION_MADE,
            "A decision waits for the panel's final minutes.",
        ),
        (
            E.FINAL_MINUTES_SENT,
            E.WRITTEN_NOTICE_SENT,
            "There is no signed decision to write about.",
        ),
        (
            E.APPLICATION_RECEIVED,
            E.INITIAL_VISIT_PASSED,
            "Passing the visit to the manager can no longer be recorded: the application is dated "
            "8 March 2025.",
        ),
        (
            E.APPLICATION_RECEIVED,
            E.APPLICATION_RECEIVED,
            "The application is already recorded, on 8 March 2025.",
        ),
        (
            E.APPLICATION_RECEIVED,
            E.MATCHED,
            "This is no part of the approval of a mainstream foster carer.",
        ),
        (E.APPLICATION_ACCEPTED, E.CASE_RESUMED, "The case is not on hold."),
    ],
)
def test_a_step_out_of_order_is_told_why(upto: E, kind: E, sentence: str) -> None:
    assert refusal(history(upto), kind).message == sentence


def test_a_step_of_another_role_is_told_so() -> None:
    found = refusal(history(E.APPLICATION_RECEIVED), E.APPLICATION_ACCEPTED, actor=WORKER)
    assert found.message == ("Your role does not let you record this: accepting the application.")


def test_a_step_that_nobody_chose_needs_no_role() -> None:
    check_step(fostering(), history(E.STAGE_ONE_PASSED), E.STAGE_TWO_STARTED, TODAY, TODAY)


def test_a_date_in_the_future_is_refused() -> None:
    found = refusal(history(E.INITIAL_VISIT_DECIDED), E.APPLICATION_RECEIVED, date(2025, 10, 25))
    assert found.message == "25 October 2025 is in the future. Enter the day it happened."
    assert found.field == "on"


def test_dates_out_of_order_are_refused() -> None:
    found = refusal(history(E.APPLICATION_RECEIVED), E.APPLICATION_ACCEPTED, date(2025, 3, 7))
    assert found.message == (
        "Accepting the application cannot be dated 7 March 2025: the application comes before it "
        "and is dated 8 March 2025."
    )
    assert found.field == "on"


def test_a_closed_case_takes_no_more_steps() -> None:
    over = history(E.APPLICATION_RECEIVED, event(E.WITHDRAWN_BY_APPLICANT, 60))
    assert refusal(over, E.APPLICATION_ACCEPTED).message == (
        "This case ended on 2 May 2025 with the applicants' withdrawal, so this can no longer be "
        "recorded."
    )


def test_a_paper_may_be_added_and_a_letter_sent_after_the_end() -> None:
    over = history(E.APPLICATION_ACCEPTED, event(E.STAGE_ONE_REFUSED, 60))
    for kind in (E.PAPER_ADDED, E.STAGE_ONE_NOTICE_SENT, E.DELAY_RECORDED):
        check_move(fostering(), over, kind, TODAY, EVERYONE, TODAY)


def test_a_hold_and_its_end_take_turns() -> None:
    held = history(E.STAGE_TWO_STARTED, event(E.CASE_HELD, 20))
    assert refusal(held, E.CASE_HELD).message == "The case is on hold. Resume it first."
    check_move(fostering(), held, E.CASE_RESUMED, TODAY, WORKER, TODAY)
    again = history(E.STAGE_TWO_STARTED, event(E.CASE_HELD, 20), event(E.CASE_RESUMED, 30))
    check_move(fostering(), again, E.CASE_HELD, TODAY, WORKER, TODAY)


def test_the_same_report_is_given_once_and_a_new_version_again() -> None:
    given = history(E.REPORT_GIVEN)
    assert refusal(given, E.REPORT_GIVEN).message == (
        "Giving the report to the applicants is already recorded, on 14 March 2025."
    )
    newer = history(E.REPORT_GIVEN, event(E.REPORT_FINISHED, 30, id="v2"))
    check_move(fostering(), newer, E.REPORT_GIVEN, TODAY, WORKER, TODAY)


# Corrections


def test_a_date_may_be_corrected_between_its_neighbours() -> None:
    found = history(E.APPLICATION_ACCEPTED)
    received = found.latest(E.APPLICATION_RECEIVED)
    assert received is not None
    check_correction(fostering(), found, received, date(2025, 3, 9), TODAY)


def test_a_date_cannot_be_moved_past_what_follows_it() -> None:
    found = history(E.APPLICATION_ACCEPTED)
    received = found.latest(E.APPLICATION_RECEIVED)
    assert received is not None
    with pytest.raises(RuleBroken) as refused:
        check_correction(fostering(), found, received, date(2025, 3, 10), TODAY)
    assert refused.value.message == (
        "The application cannot be dated 10 March 2025: accepting the application follows it and "
        "is dated 9 March 2025."
    )
    assert refused.value.field == "on"


def test_a_date_cannot_be_moved_before_what_comes_first() -> None:
    found = history(E.APPLICATION_ACCEPTED)
    received = found.latest(E.APPLICATION_RECEIVED)
    assert received is not None
    with pytest.raises(RuleBroken, match="the manager's decision on the visit comes before it"):
        check_correction(fostering(), found, received, date(2025, 3, 6), TODAY)


def test_a_correction_into_the_future_is_refused() -> None:
    found = history(E.APPLICATION_RECEIVED)
    received = found.latest(E.APPLICATION_RECEIVED)
    assert received is not None
    with pytest.raises(RuleBroken, match="25 October 2025 is in the future"):
        check_correction(fostering(), found, received, date(2025, 10, 25), TODAY)


def test_one_of_two_reports_may_be_moved_while_the_other_still_comes_first() -> None:
    second = event(E.REPORT_FINISHED, 11, id="v2")
    found = history(E.OBSERVATIONS_RECEIVED, second)
    check_correction(fostering(), found, second, TODAY, TODAY)


def test_an_event_on_which_another_rests_cannot_be_taken_back() -> None:
    found = history(E.APPLICATION_ACCEPTED)
    received = found.latest(E.APPLICATION_RECEIVED)
    assert received is not None
    with pytest.raises(RuleBroken) as refused:
        check_withdrawal(fostering(), found, received)
    assert refused.value.message == (
        "The application cannot be taken back: accepting the application of 9 March 2025 rests on "
        "it. Take that back first."
    )


def test_the_last_event_may_be_taken_back() -> None:
    found = history(E.APPLICATION_ACCEPTED)
    check_withdrawal(fostering(), found, found.events[-1])


def test_the_enquiry_cannot_be_taken_back() -> None:
    found = history(E.ENQUIRY_RECEIVED)
    with pytest.raises(RuleBroken, match=r"The enquiry opened the case and cannot be taken back\."):
        check_withdrawal(fostering(), found, found.events[0])


@given(st.integers(1, len(FOSTERING_JOURNEY) - 1), st.integers(-40, 60))
def test_a_correction_that_is_allowed_leaves_every_date_in_order(place: int, moved: int) -> None:
    found = history(FOSTERING_JOURNEY[-1])
    old = found.events[place]
    on = old.on + timedelta(days=moved)
    try:
        check_correction(fostering(), found, old, on, TODAY)
    except RuleBroken:
        return
    new = CaseEvent("new", old.type, on, supersedes=old.id)
    after = History([*journey(FOSTERING_JOURNEY[-1]), new])
    for later in after.events:
        move = fostering().move(later.type)
        assert move is not None
        for group in move.after:
            assert any(e.type in group and e.on <= later.on for e in after.events)


# What is offered


def offered(found: History, *roles: Role) -> dict[str, str]:
    return {a.key: a.blocked for a in actions_for(fostering(), found, someone(*roles))}


def test_what_can_be_done_now_stands_before_what_waits() -> None:
    found = actions_for(fostering(), history(E.INITIAL_VISIT_DECIDED), WORKER)
    blocked = [bool(action.blocked) for action in found]
    assert blocked == sorted(blocked)
    assert "application_received" in [a.key for a in found if not a.blocked]


def test_what_waits_says_for_what() -> None:
    assert offered(history(E.ENQUIRY_RECEIVED), Role.SOCIAL_WORKER)["application_received"] == (
        "Record the manager's decision on the initial visit before the application."
    )


def test_what_a_role_never_does_is_not_offered() -> None:
    found = offered(history(E.APPLICATION_RECEIVED), Role.SOCIAL_WORKER)
    assert "application_accepted" not in found
    assert offered(history(E.APPLICATION_RECEIVED), Role.TEAM_MANAGER)["application_accepted"] == ""
    assert offered(history(E.APPLICATION_RECEIVED), Role.DECISION_MAKER) == {}


def test_what_is_done_or_over_is_not_offered() -> None:
    assert "application_received" not in offered(history(E.APPLICATION_RECEIVED), *Role)
    over = history(E.APPLICATION_RECEIVED, event(E.WITHDRAWN_BY_APPLICANT, 60))
    assert offered(over, *Role) == {}


def test_a_hold_is_ended_only_where_there_is_one() -> None:
    assert "case_resumed" not in offered(history(E.STAGE_TWO_STARTED), *Role)
    held = offered(history(E.STAGE_TWO_STARTED, event(E.CASE_HELD, 20)), *Role)
    assert held["case_resumed"] == ""
    assert "case_held" not in held


def test_what_another_command_records_is_offered_by_its_name() -> None:
    found = {a.key: a for a in actions_for(fostering(), history(E.REPORT_GIVEN), MANAGER)}
    assert found["record_observations"].event is None
    assert found["case_held"].event is E.CASE_HELD
    assert found["case_held"].asks_reason


def test_a_visit_asks_for_its_day_and_place() -> None:
    found = {a.key: a for a in actions_for(fostering(), history(E.ENQUIRY_RECEIVED), WORKER)}
    asked = found["initial_visit_offered"].asks
    assert [field.key for field in asked] == ["booked_on", "where"]


def test_what_else_a_move_waits_for_blocks_it() -> None:
    found = actions_for(
        fostering(),
        history(E.REPORT_GIVEN),
        WORKER,
        lambda move, _history: "The time runs." if move.not_before_clock else "",
    )
    blocked = {a.key: a.blocked for a in found}
    assert blocked["observations_expired"] == "The time runs."
    assert blocked["record_observations"] == ""
