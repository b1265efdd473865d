from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cfs_panels.domain.cases import CaseEvent, History
from cfs_panels.domain.clock_rules import ClockRule, RuleVersions
from cfs_panels.domain.clock_runs import clocks_of, current, pauses_of, runs_of
from cfs_panels.domain.clocks import ClockState, StatutoryClock
from cfs_panels.domain.periods import Pause
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.rule_library import rule_library

RULES = rule_library()
CALENDAR = RULES.calendar()
TODAY = date(2025, 10, 24)


def rule(rule_id: str) -> ClockRule:
    return RULES.rule(rule_id, TODAY)


def events(*happened: tuple[E, date] | tuple[E, date, dict[str, Any]]) -> tuple[CaseEvent, ...]:
    made = []
    for number, (kind, on, *facts) in enumerate(happened):
        made.append(CaseEvent(f"{number:03}", kind, on, facts=facts[0] if facts else {}))
    return History(made).events


def clocks(
    rule_ids: Sequence[str], happened: Sequence[CaseEvent], today: date = TODAY
) -> list[StatutoryClock]:
    versions = RULES.versions(rule_ids)
    return clocks_of(versions, happened, today, CALENDAR, RULES.agency_facts)


def spans(found: Sequence[StatutoryClock]) -> list[tuple[date | None, date | None, str]]:
    return [(c.started_on, c.stopped_on, c.state.value) for c in found]


def test_nothing_runs_before_it_was_started() -> None:
    assert clocks(["F-ADM"], events((E.ENQUIRY_RECEIVED, date(2025, 3, 3)))) == []


def test_a_clock_runs_from_its_start_to_its_stop() -> None:
    happened = events(
        (E.FINAL_MINUTES_SENT, date(2025, 10, 1)), (E.DECISION_MADE, date(2025, 10, 9))
    )
    assert spans(clocks(["F-ADM"], happened)) == [(date(2025, 10, 1), date(2025, 10, 9), "met")]


def test_a_stop_on_the_day_of_the_start_counts_whichever_was_recorded_first() -> None:
    day = date(2025, 10, 1)
    for happened in (
        events((E.DECISION_MADE, day), (E.ORAL_NOTICE_GIVEN, day)),
        events((E.ORAL_NOTICE_GIVEN, day), (E.DECISION_MADE, day)),
    ):
        assert spans(clocks(["F-ORAL"], happened)) == [(day, day, "met")]


def test_a_stop_before_the_start_does_not_count() -> None:
    happened = events((E.ORAL_NOTICE_GIVEN, date(2025, 10, 1)), (E.DECISION_MADE, TODAY))
    assert spans(clocks(["F-ORAL"], happened)) == [(TODAY, None, "due_soon")]


def test_the_first_start_counts_where_a_clock_does_not_restart() -> None:
    happened = events(
        (E.APPLICATION_RECEIVED, date(2025, 5, 12)), (E.APPLICATION_RECEIVED, date(2025, 6, 1))
    )
    assert spans(clocks(["F-APP-PANEL"], happened)) == [(date(2025, 5, 12), None, "running")]


def test_a_report_given_again_begins_its_observations_anew() -> None:
    happened = events((E.REPORT_GIVEN, date(2025, 10, 1)), (E.REPORT_GIVEN, date(2025, 10, 20)))
    assert spans(clocks(["F-OBS"], happened)) == [(date(2025, 10, 20), None, "running")]


def test_a_deferral_leaves_the_application_clock_running() -> None:
    happened = events(
        (E.APPLICATION_RECEIVED, date(2025, 5, 12)),
        (E.ITEM_HEARD, date(2025, 10, 7)),
        (E.ITEM_DEFERRED, date(2025, 10, 7)),
    )
    found = {c.rule.id: c for c in clocks(["F-APP-PANEL", "F-LOCAL-16W"], happened)}
    assert found["F-APP-PANEL"].state is ClockState.RUNNING
    assert found["F-LOCAL-16W"].state is ClockState.MET_LATE


def test_papers_count_back_from_the_meeting_that_was_booked() -> None:
    happened = events((E.PANEL_BOOKED, date(2025, 9, 1), {"meeting_on": "2025-11-04"}))
    (found,) = clocks(["F-PAPERS"], happened)
    assert (found.started_on, found.due_on) == (date(2025, 11, 4), date(2025, 10, 27))


def test_another_booking_moves_the_papers_and_a_cancelled_one_ends_them() -> None:
    booked = (E.PANEL_BOOKED, date(2025, 9, 1), {"meeting_on": date(2025, 11, 4)})
    again = (E.PANEL_BOOKED, date(2025, 9, 20), {"meeting_on": date(2025, 12, 2)})
    cancelled = (E.PANEL_BOOKING_CANCELLED, date(2025, 9, 10))
    assert spans(clocks(["F-PAPERS"], events(booked, again))) == [
        (date(2025, 12, 2), None, "running")
    ]
    assert spans(clocks(["F-PAPERS"], events(booked, cancelled, again))) == [
        (date(2025, 11, 4), date(2025, 9, 10), "stopped"),
        (date(2025, 12, 2), None, "running"),
    ]


def test_a_booking_without_a_date_starts_no_clock() -> None:
    assert clocks(["F-PAPERS"], events((E.PANEL_BOOKED, date(2025, 9, 1)))) == []


def test_a_withdrawal_ends_the_clocks_of_the_case_without_a_verdict() -> None:
    happened = events(
        (E.APPLICATION_RECEIVED, date(2025, 5, 12)), (E.WITHDRAWN_BY_APPLICANT, date(2025, 6, 2))
    )
    assert spans(clocks(["F-APP-PANEL"], happened)) == [
        (date(2025, 5, 12), date(2025, 6, 2), "stopped")
    ]


def test_the_clocks_of_an_approval_go_on_when_the_case_is_closed() -> None:
    happened = events((E.APPROVED, date(2025, 6, 2)), (E.CASE_CLOSED, date(2025, 6, 30)))
    assert spans(clocks(["F-REV1"], happened)) == [(date(2025, 6, 2), None, "running")]


def test_an_annual_review_starts_the_next() -> None:
    happened = events(
        (E.APPROVED, date(2022, 6, 2)),
        (E.FIRST_REVIEW_DONE, date(2023, 5, 30)),
        (E.ANNUAL_REVIEW_DONE, date(2024, 6, 10)),
        (E.ANNUAL_REVIEW_DONE, date(2025, 6, 1)),
    )
    found = clocks(["F-REV1", "F-REVN"], happened)
    assert [(c.rule.id, *span) for c, span in zip(found, spans(found), strict=True)] == [
        ("F-REV1", date(2022, 6, 2), date(2023, 5, 30), "met"),
        ("F-REVN", date(2023, 5, 30), date(2024, 6, 10), "met_late"),
        ("F-REVN", date(2024, 6, 10), date(2025, 6, 1), "met"),
        ("F-REVN", date(2025, 6, 1), None, "running"),
    ]
    newest = current(found)
    assert [(c.rule.id, c.started_on) for c in newest] == [
        ("F-REV1", date(2022, 6, 2)),
        ("F-REVN", date(2025, 6, 1)),
    ]


def test_a_year_runs_from_one_review_held_to_the_next_and_not_from_its_decision() -> None:
    happened = events(
        (E.APPROVED, date(2023, 3, 1)),
        (E.REVIEW_HELD, date(2024, 1, 20)),
        (E.FIRST_REVIEW_DONE, date(2024, 2, 19)),
        (E.REVIEW_HELD, date(2025, 1, 15)),
        (E.ANNUAL_REVIEW_DONE, date(2025, 2, 10)),
        (E.ANNUAL_REVIEW_DONE, date(2026, 1, 10)),
    )
    found = clocks(["F-REVN"], happened, date(2026, 2, 1))
    assert spans(found) == [
        (date(2024, 1, 20), date(2025, 1, 15), "met"),
        (date(2025, 1, 15), date(2026, 1, 10), "met"),
        (date(2026, 1, 10), None, "running"),
    ]
    assert [c.started_by for c in found] == [E.REVIEW_HELD, E.REVIEW_HELD, E.ANNUAL_REVIEW_DONE]


def test_what_an_adopters_review_counts_from_ends_with_a_placement() -> None:
    happened = events(
        (E.APPROVED, date(2024, 3, 1)),
        (E.REVIEW_HELD, date(2025, 2, 1)),
        (E.PLACED, date(2025, 2, 10)),
        (E.PLACEMENT_DISRUPTED, date(2025, 6, 2)),
    )
    assert spans(clocks(["A-REV"], happened))[-1] == (date(2025, 6, 2), None, "running")


def test_children_placed_at_two_times_have_two_ends_and_an_approval_stops_both() -> None:
    robin, sam = {"child": "Robin"}, {"child": "Sam"}
    happened = (
        (E.TEMPORARILY_APPROVED, date(2025, 3, 3), robin),
        (E.TEMPORARILY_APPROVED, date(2025, 5, 5), sam),
        (E.TEMPORARY_APPROVAL_EXTENDED, date(2025, 6, 20), robin),
    )
    rules, on = ["F-CP-TEMP", "F-CP-EXT"], date(2025, 7, 1)
    found = {(c.rule.id, c.of): c for c in clocks(rules, events(*happened), on)}
    assert found["F-CP-TEMP", "Sam"].due_on == date(2025, 8, 25)
    assert found["F-CP-EXT", "Robin"].due_on == date(2025, 8, 18)
    assert found["F-CP-EXT", "Robin"].name == "Extended temporary approval, Robin"
    approved = events(*happened, (E.APPROVED, on))
    found = {(c.rule.id, c.of): c for c in clocks(rules, approved, on)}
    assert found["F-CP-TEMP", "Sam"].stopped_on == on
    assert found["F-CP-EXT", "Robin"].stopped_on == on


def test_the_extension_of_a_temporary_approval_counts_from_the_end_of_the_first() -> None:
    """Care Planning Regulations 2010, regulation 25: 8 weeks from the end of the 16."""
    happened = events(
        (E.TEMPORARILY_APPROVED, date(2025, 7, 4)),
        (E.TEMPORARY_APPROVAL_EXTENDED, date(2025, 10, 14)),
    )
    found = {c.rule.id: c for c in clocks(["F-CP-EXT", "F-CP-TEMP"], happened)}
    assert found["F-CP-TEMP"].due_on == date(2025, 10, 24)
    assert found["F-CP-EXT"].started_on == date(2025, 10, 24)
    assert found["F-CP-EXT"].due_on == date(2025, 12, 19)


def test_an_extension_without_a_temporary_approval_has_no_clock() -> None:
    happened = events((E.TEMPORARY_APPROVAL_EXTENDED, date(2025, 10, 14)))
    assert clocks(["F-CP-TEMP", "F-CP-EXT"], happened) == []


def test_a_placement_has_a_first_a_second_and_later_reviews() -> None:
    """Adoption Agencies Regulations 2005, regulation 36: 4 weeks, 3 months, 6 months."""
    happened = events(
        (E.PLACED, date(2024, 1, 8)),
        (E.PLACEMENT_REVIEWED, date(2024, 2, 1)),
        (E.PLACEMENT_REVIEWED, date(2024, 4, 25)),
        (E.PLACEMENT_REVIEWED, date(2024, 10, 30)),
    )
    found = clocks(["A-REV-P1", "A-REV-P2", "A-REV-P3"], happened, date(2024, 12, 2))
    assert [(c.rule.id, c.started_on, c.stopped_on, c.state.value) for c in found] == [
        ("A-REV-P1", date(2024, 1, 8), date(2024, 2, 1), "met"),
        ("A-REV-P2", date(2024, 2, 1), date(2024, 4, 25), "met"),
        ("A-REV-P3", date(2024, 4, 25), date(2024, 10, 30), "met_late"),
        ("A-REV-P3", date(2024, 10, 30), None, "running"),
    ]


def test_visits_are_weekly_until_the_first_review() -> None:
    happened = events(
        (E.PLACED, date(2024, 1, 8)),
        (E.PLACEMENT_VISITED, date(2024, 1, 12)),
        (E.PLACEMENT_VISITED, date(2024, 1, 22)),
        (E.PLACEMENT_REVIEWED, date(2024, 1, 26)),
        (E.PLACEMENT_VISITED, date(2024, 3, 1)),
    )
    assert spans(clocks(["A-VISIT"], happened)) == [
        (date(2024, 1, 8), date(2024, 1, 12), "met"),
        (date(2024, 1, 12), date(2024, 1, 22), "met_late"),
        (date(2024, 1, 22), date(2024, 1, 26), "stopped"),
    ]


def test_a_child_not_placed_is_reviewed_after_three_months_and_then_every_six() -> None:
    happened = events(
        (E.PLACEMENT_ORDER_MADE, date(2024, 1, 8)), (E.UNPLACED_REVIEWED, date(2024, 4, 2))
    )
    first, second = clocks(["A-REV-NP"], happened, date(2024, 5, 1))
    assert (first.due_on, second.due_on) == (date(2024, 4, 8), date(2024, 10, 2))
    assert second.limit_words == "6 months"


def test_a_child_whose_placement_broke_down_is_reviewed_as_one_who_waits_again() -> None:
    happened = events(
        (E.PLACEMENT_ORDER_MADE, date(2024, 1, 8)),
        (E.UNPLACED_REVIEWED, date(2024, 4, 2)),
        (E.PLACED, date(2024, 6, 3)),
        (E.PLACEMENT_VISITED, date(2024, 6, 7)),
        (E.PLACEMENT_DISRUPTED, date(2024, 6, 20)),
        (E.UNPLACED_REVIEWED, date(2024, 9, 2)),
        (E.PLACED, date(2024, 10, 1)),
    )
    waiting = clocks(["A-REV-NP"], happened, date(2024, 10, 2))
    assert [(c.started_on, c.limit_words) for c in waiting] == [
        (date(2024, 1, 8), "3 months"),
        (date(2024, 4, 2), "6 months"),
        (date(2024, 6, 20), "3 months"),
        (date(2024, 9, 2), "6 months"),
    ]
    visits = clocks(["A-VISIT"], happened, date(2024, 10, 2))
    assert [c.started_on for c in visits if c.state.is_active] == [date(2024, 10, 1)]


def test_a_match_that_is_refused_or_dropped_is_awaited_from_the_decision_on_the_plan() -> None:
    decided = (E.DECISION_MADE, date(2025, 1, 6), {"outcome": "should_be_placed"})
    match, refused = {"outcome": "match"}, {"outcome": "no_match"}
    recommended = (E.RECOMMENDATION_RECORDED, date(2025, 5, 6), match)
    for again in (
        (E.DECISION_MADE, date(2025, 5, 6), refused),
        (E.DECISION_MADE, date(2025, 5, 12), refused),
        (E.PROPOSAL_DROPPED, date(2025, 5, 12), {}),
    ):
        found = clocks(["A-MATCH"], events(decided, recommended, again))
        assert spans(found) == [(date(2025, 1, 6), None, "overdue")]
        later = (E.RECOMMENDATION_RECORDED, date(2025, 7, 1), match)
        found = clocks(["A-MATCH"], events(decided, recommended, again, later))
        assert spans(found) == [(date(2025, 1, 6), date(2025, 7, 1), "met")]


def test_a_child_who_may_be_placed_is_reviewed_on_after_the_plan_is_rescinded() -> None:
    made = (E.PLACEMENT_ORDER_MADE, date(2025, 7, 1))
    found = clocks(["A-REV-NP"], events(made, (E.PLAN_RESCINDED, date(2025, 8, 1))))
    assert spans(found) == [(date(2025, 7, 1), None, "overdue")]


def test_adopters_are_reviewed_again_once_the_last_child_has_left_them() -> None:
    day = date(2025, 3, 3)
    first, second = {"child_case": "a"}, {"child_case": "b"}
    happened = events(
        (E.APPROVED, date(2024, 9, 2)),
        (E.PLACED, day, first),
        (E.PLACED, day, second),
        (E.PLACEMENT_DISRUPTED, date(2025, 4, 1), first),
        (E.PLACEMENT_DISRUPTED, date(2025, 5, 1), second),
    )
    assert clocks(["A-REV"], happened[:-1])[-1].state is ClockState.STOPPED
    assert clocks(["A-REV"], happened)[-1].due_on == date(2026, 5, 1)


def test_a_match_is_awaited_only_after_a_decision_that_the_child_should_be_placed() -> None:
    decided = date(2025, 9, 1)
    should = events((E.DECISION_MADE, decided, {"outcome": "should_be_placed"}))
    should_not = events((E.DECISION_MADE, decided, {"outcome": "should_not_be_placed"}))
    assert [c.rule.id for c in clocks(["A-MATCH", "A-MATCH-BABY"], should)] == ["A-MATCH"]
    assert clocks(["A-MATCH", "A-MATCH-BABY"], should_not) == []


def test_holds_are_read_from_the_events_that_made_and_ended_them() -> None:
    happened = events(
        (E.CASE_RESUMED, date(2025, 1, 1)),
        (E.CASE_HELD, date(2025, 2, 3), {"reason": "illness"}),
        (E.CASE_HELD, date(2025, 2, 10)),
        (E.CASE_RESUMED, date(2025, 3, 3)),
        (E.CASE_HELD, date(2025, 9, 30), {"reason": "bereavement"}),
    )
    assert pauses_of(happened) == (
        Pause(date(2025, 2, 3), date(2025, 3, 3), "illness"),
        Pause(date(2025, 9, 30), None, "bereavement"),
    )


def test_a_hold_pauses_the_clocks_that_may_be_paused_and_no_others() -> None:
    happened = events((E.APPLICATION_RECEIVED, date(2025, 8, 1)), (E.CASE_HELD, date(2025, 9, 30)))
    found = {c.rule.id: c.state for c in clocks(["F-APP-PANEL", "F-LOCAL-16W"], happened)}
    assert found == {"F-APP-PANEL": ClockState.RUNNING, "F-LOCAL-16W": ClockState.PAUSED}


def test_old_cases_keep_the_old_rule_and_new_ones_have_the_new() -> None:
    """Temporary approval of 24 weeks from 1 September 2027, as a change of data."""
    old = rule("F-CP-TEMP")
    changed = RuleVersions(
        "F-CP-TEMP",
        (
            replace(old, effective_to=date(2027, 8, 31)),
            replace(old, limit=24, effective_from=date(2027, 9, 1)),
        ),
    )
    for start, weeks in ((date(2027, 8, 31), 16), (date(2027, 9, 1), 24)):
        (found,) = clocks_of([changed], events((E.TEMPORARILY_APPROVED, start)), start, CALENDAR)
        assert found.due_on == start + timedelta(weeks=weeks)


def test_the_date_of_the_application_picks_the_version_where_the_rule_says_so() -> None:
    """Observations on an adopter's report: 10 working days for applications before July 2013."""
    given = (E.REPORT_GIVEN, date(2013, 9, 2))
    for applied, days in ((date(2013, 6, 28), 10), (date(2013, 7, 1), 5)):
        happened = events((E.REGISTRATION_RECEIVED, applied), given)
        (found,) = clocks(["A-OBS"], happened, date(2013, 9, 3))
        assert found.due_on == CALENDAR.add(date(2013, 9, 2), days)


def test_a_clock_of_before_its_rule_was_in_force_is_no_breach() -> None:
    happened = events((E.FINAL_MINUTES_SENT, date(2010, 3, 1)))
    assert clocks(["F-ADM"], happened) == []


happenings = st.lists(
    st.tuples(st.sampled_from(list(E)), st.dates(date(2024, 1, 1), TODAY)), max_size=25
)


@settings(deadline=None, max_examples=60)
@given(happenings)
def test_any_events_give_clocks_that_hang_together(happened: list[tuple[E, date]]) -> None:
    found = clocks(RULES.rule_ids, events(*happened))
    for stands in found:
        assert stands.started_on is not None
        assert stands.state is not ClockState.NOT_STARTED
        assert (stands.stopped_on is None) or stands.working_days_left is None
    for rule_id in {c.rule.id for c in found}:
        runs = [c for c in found if c.rule.id == rule_id]
        assert all(r.stopped_on for r in runs[:-1]), rule_id


@settings(deadline=None, max_examples=60)
@given(happenings)
def test_rebuilding_gives_the_same_clocks_whatever_order_events_were_read_in(
    happened: list[tuple[E, date]],
) -> None:
    made = events(*happened)
    again = History(reversed(made)).events
    assert clocks(RULES.rule_ids, made) == clocks(RULES.rule_ids, again)


def test_runs_are_numbered() -> None:
    happened = events(
        (E.APPROVED, date(2023, 1, 9)),
        (E.UNANNOUNCED_VISIT_DONE, date(2023, 9, 4)),
        (E.UNANNOUNCED_VISIT_DONE, date(2024, 8, 5)),
    )
    runs = runs_of(rule("F-UNANN"), happened)
    assert [(r.number, r.started_by, r.stopped_by) for r in runs] == [
        (1, E.APPROVED, E.UNANNOUNCED_VISIT_DONE),
        (2, E.UNANNOUNCED_VISIT_DONE, E.UNANNOUNCED_VISIT_DONE),
        (3, E.UNANNOUNCED_VISIT_DONE, None),
    ]


def test_the_medical_adviser_has_a_clock_for_each_applicant() -> None:
    marcus, leanne = (
        {"person_id": "p1", "person": "Marcus"},
        {"person_id": "p2", "person": "Leanne"},
    )
    happened = events(
        (E.MEDICAL_COMMENT_REQUESTED, date(2025, 10, 1), marcus),
        (E.MEDICAL_COMMENT_REQUESTED, date(2025, 10, 6), leanne),
        (E.MEDICAL_COMMENT_RECEIVED, date(2025, 10, 8), marcus),
    )
    found = current(clocks(["F-LOCAL-MED"], happened))
    assert [(c.name, c.started_on, c.due_on, c.stopped_on) for c in found] == [
        (
            "Medical adviser's comment, Marcus",
            date(2025, 10, 1),
            date(2025, 10, 14),
            date(2025, 10, 8),
        ),
        ("Medical adviser's comment, Leanne", date(2025, 10, 6), date(2025, 10, 17), None),
    ]


def test_a_medical_of_nobody_in_particular_runs_once() -> None:
    happened = events(
        (E.MEDICAL_COMMENT_REQUESTED, date(2025, 10, 1)),
        (E.MEDICAL_COMMENT_RECEIVED, date(2025, 10, 8)),
    )
    (clock,) = clocks(["F-LOCAL-MED"], happened)
    assert (clock.name, clock.stopped_on) == ("Medical adviser's comment", date(2025, 10, 8))


def test_only_a_hold_that_the_regulations_know_moves_the_stages_of_adoption() -> None:
    """Adoption Agencies Regulations 2005, regulations 27 and 30B(2)."""
    due = {}
    for cause in ("applicant", "exceptional", "agency", ""):
        happened = events(
            (E.STAGE_ONE_STARTED, date(2025, 6, 2)),
            (E.CASE_HELD, date(2025, 6, 10), {"reason": "Why", "cause": cause}),
            (E.CASE_RESUMED, date(2025, 6, 30)),
        )
        due[cause] = clocks(["A-S1"], happened)[0].due_on
    assert due["applicant"] == due["exceptional"] == due[""] == date(2025, 8, 22)
    assert due["agency"] == date(2025, 8, 2)


def test_a_local_standard_waits_for_every_hold() -> None:
    happened = events(
        (E.APPLICATION_RECEIVED, date(2025, 6, 2)),
        (E.CASE_HELD, date(2025, 6, 10), {"cause": "agency"}),
    )
    assert clocks(["F-LOCAL-16W"], happened)[0].state is ClockState.PAUSED
