"""Where a case stands, worked out from its events alone."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfs_panels.domain.cases import age_on, household_name
from cfs_panels.domain.histories import CaseEvent, History
from cfs_panels.domain.pathways import Owner
from cfs_panels.domain.projections import next_step, project, stage_states
from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.domain.words import short_date
from tests.domain.case_histories import (
    DAY_ONE,
    FOSTERING_JOURNEY,
    TODAY,
    adoption,
    event,
    events,
    fostering,
    history,
    journey,
)


def test_events_come_in_the_order_they_happened_however_they_were_recorded() -> None:
    found = History(
        [
            event(E.DECISION_MADE, 9, id="c", at=time(15)),
            event(E.ENQUIRY_RECEIVED, 0, id="a"),
            event(E.FINAL_MINUTES_SENT, 9, id="b", at=time(9)),
        ]
    )
    assert [e.id for e in found.events] == ["a", "b", "c"]


def test_a_corrected_event_counts_on_its_new_date_alone() -> None:
    wrong = event(E.APPLICATION_RECEIVED, 5, id="wrong")
    right = event(E.APPLICATION_RECEIVED, 8, id="right", supersedes="wrong")
    found = History([wrong, right])
    assert [e.id for e in found.events] == ["right"]
    assert found.on(E.APPLICATION_RECEIVED) == DAY_ONE + timedelta(days=8)


def test_an_event_taken_back_does_not_count_and_nor_does_what_took_it_back() -> None:
    mistake = event(E.APPLICATION_RECEIVED, 5, id="mistake")
    taken_back = event(E.APPLICATION_RECEIVED, 5, id="back", supersedes="mistake", withdrawn=True)
    assert History([mistake, taken_back]).events == ()


def test_a_correction_of_a_correction_leaves_the_last_one() -> None:
    first = event(E.REPORT_GIVEN, 1, id="1")
    second = event(E.REPORT_GIVEN, 2, id="2", supersedes="1")
    third = event(E.REPORT_GIVEN, 3, id="3", supersedes="2")
    assert [e.id for e in History([first, second, third]).events] == ["3"]


def test_as_of_a_day_later_events_have_not_happened() -> None:
    found = History(journey(E.APPLICATION_RECEIVED), as_of=DAY_ONE + timedelta(days=2))
    assert found.events[-1].type is E.INITIAL_VISIT_DONE
    assert found.first(E.ENQUIRY_RECEIVED) is found.events[0]
    assert found.latest(E.APPLICATION_RECEIVED) is None
    assert not found.has(E.APPLICATION_RECEIVED)


def test_a_history_can_be_asked_without_one_event_and_which_of_two_is_newer() -> None:
    found = history(E.INITIAL_VISIT_DONE)
    first, second, third = found.events
    assert found.event(second.id) is second
    assert found.event("another") is None
    assert found.without(second.id).events == (first, third)
    assert found.is_newer(third, first)
    assert not found.is_newer(first, third)


@pytest.mark.parametrize(
    ("upto", "stage", "status", "step"),
    [
        (E.ENQUIRY_RECEIVED, "enquiry", CaseStatus.OPEN, "arrange_visit"),
        (E.INITIAL_VISIT_OFFERED, "initial_visit", CaseStatus.OPEN, "write_visit"),
        (E.INITIAL_VISIT_PASSED, "initial_visit", CaseStatus.OPEN, "decide_visit"),
        (E.INITIAL_VISIT_DECIDED, "initial_visit", CaseStatus.OPEN, "await_application"),
        (E.APPLICATION_RECEIVED, "application", CaseStatus.OPEN, "accept_application"),
        (E.APPLICATION_ACCEPTED, "stage_1", CaseStatus.OPEN, "checks"),
        (E.STAGE_ONE_COMPLETED, "stage_1", CaseStatus.OPEN, "decide_stage_one"),
        (E.STAGE_ONE_PASSED, "stage_1", CaseStatus.OPEN, "start_stage_two"),
        (E.STAGE_TWO_STARTED, "stage_2", CaseStatus.OPEN, "report"),
        (E.REPORT_FINISHED, "stage_2", CaseStatus.OPEN, "give_report"),
        (E.REPORT_GIVEN, "stage_2", CaseStatus.OPEN, "book_panel"),
        (E.PANEL_BOOKED, "stage_2", CaseStatus.OPEN, "write_note"),
        (E.PANEL_ADVISED, "stage_2", CaseStatus.OPEN, "observations"),
        (E.OBSERVATIONS_RECEIVED, "stage_2", CaseStatus.OPEN, "declare"),
        (E.COMPLIANCE_DECLARED, "panel", CaseStatus.OPEN, "send_papers"),
        (E.PAPERS_SENT, "panel", CaseStatus.OPEN, "hear"),
        (E.RECOMMENDATION_RECORDED, "panel", CaseStatus.OPEN, "draft_minutes"),
        (E.MINUTES_DRAFTED, "panel", CaseStatus.OPEN, "approve_minutes"),
        (E.MINUTES_APPROVED, "panel", CaseStatus.OPEN, "send_minutes"),
        (E.FINAL_MINUTES_SENT, "decision", CaseStatus.WITH_DECISION_MAKER, "decide"),
        (E.DECISION_MADE, "notices", CaseStatus.DECIDED, "tell"),
        (E.ORAL_NOTICE_GIVEN, "after_approval", CaseStatus.APPROVED, "write"),
        (E.WRITTEN_NOTICE_SENT, "after_approval", CaseStatus.APPROVED, "agreement"),
        (E.AGREEMENT_SIGNED, "after_approval", CaseStatus.APPROVED, ""),
    ],
)
def test_every_step_of_fostering_has_its_stage_status_and_next_step(
    upto: E, stage: str, status: CaseStatus, step: str
) -> None:
    state = project(fostering(), history(upto))
    found = state.next_step.key if state.next_step else ""
    assert (state.stage, state.status, found) == (stage, status, step)


@pytest.mark.parametrize(
    ("last", "stage", "step", "owner"),
    [
        (E.REGISTRATION_RECEIVED, "registration", "accept_registration", Owner.MANAGER),
        (E.REGISTRATION_ACCEPTED, "registration", "start_stage_one", Owner.WORKER),
        (E.STAGE_ONE_STARTED, "stage_1", "checks", Owner.WORKER),
        (E.STAGE_ONE_COMPLETED, "stage_1", "decide_stage_one", Owner.MANAGER),
        (E.STAGE_ONE_PASSED, "stage_1", "await_notice", Owner.APPLICANTS),
        (E.NOTICE_TO_PROCEED_RECEIVED, "stage_2", "report", Owner.WORKER),
    ],
)
def test_adoption_waits_for_the_agencys_and_the_applicants_notice_to_proceed(
    last: E, stage: str, step: str, owner: Owner
) -> None:
    kinds = (
        E.ENQUIRY_RECEIVED,
        E.INITIAL_VISIT_OFFERED,
        E.INITIAL_VISIT_DONE,
        E.INITIAL_VISIT_PASSED,
        E.INITIAL_VISIT_DECIDED,
        E.REGISTRATION_RECEIVED,
        E.REGISTRATION_ACCEPTED,
        E.STAGE_ONE_STARTED,
        E.STAGE_ONE_COMPLETED,
        E.STAGE_ONE_PASSED,
        E.NOTICE_TO_PROCEED_RECEIVED,
    )
    state = project(adoption(), History(events(*kinds[: kinds.index(last) + 1])))
    assert state.next_step is not None
    assert (state.stage, state.next_step.key, state.next_step.owner) == (stage, step, owner)


@pytest.mark.parametrize(
    ("ending", "status"),
    [
        (E.WITHDRAWN_BY_APPLICANT, CaseStatus.WITHDRAWN),
        (E.WITHDRAWN_BY_AGENCY, CaseStatus.WITHDRAWN),
        (E.APPLICATION_DECLINED, CaseStatus.CLOSED),
        (E.STAGE_ONE_REFUSED, CaseStatus.NOT_APPROVED),
        (E.CASE_CLOSED, CaseStatus.CLOSED),
    ],
)
def test_a_case_that_is_over_has_no_next_step(ending: E, status: CaseStatus) -> None:
    found = history(E.APPLICATION_RECEIVED, event(ending, 20), event(E.STAGE_ONE_NOTICE_SENT, 21))
    assert project(fostering(), found).status is status
    assert next_step(fostering(), found) is None


def test_a_hold_pauses_and_its_end_opens_again() -> None:
    held = history(E.STAGE_TWO_STARTED, event(E.CASE_HELD, 20))
    assert project(fostering(), held).status is CaseStatus.PAUSED
    resumed = history(E.STAGE_TWO_STARTED, event(E.CASE_HELD, 20), event(E.CASE_RESUMED, 30))
    assert project(fostering(), resumed).status is CaseStatus.OPEN


def test_a_qualifying_determination_opens_its_window() -> None:
    found = history(E.DECISION_MADE, event(E.QUALIFYING_DETERMINATION_SENT, 30))
    assert project(fostering(), found).status is CaseStatus.CHALLENGED


def test_a_visit_that_was_sent_back_is_answered_and_then_agreed() -> None:
    sent_back = event(E.INITIAL_VISIT_SENT_BACK, 10)
    again = event(E.INITIAL_VISIT_PASSED, 12)
    back = next_step(fostering(), history(E.INITIAL_VISIT_PASSED, sent_back))
    passed = next_step(fostering(), history(E.INITIAL_VISIT_PASSED, sent_back, again))
    assert back is not None
    assert passed is not None
    assert (back.key, back.owner) == ("mend_visit", Owner.WORKER)
    assert (passed.key, passed.owner) == ("decide_visit", Owner.MANAGER)


def test_a_deferred_item_asks_for_a_new_slot_and_what_follows_it() -> None:
    deferred = event(E.ITEM_DEFERRED, 40)
    waits = next_step(fostering(), history(E.ITEM_HEARD, deferred))
    booked = next_step(fostering(), history(E.ITEM_HEARD, deferred, event(E.PANEL_BOOKED, 41)))
    assert waits is not None
    assert booked is not None
    assert (waits.key, booked.key) == ("rebook_panel", "write_note")


def test_a_new_report_is_given_again_and_compliance_declared_again() -> None:
    newer = history(E.PAPERS_SENT, event(E.REPORT_FINISHED, 30, id="v2"))
    given = history(E.PAPERS_SENT, event(E.REPORT_FINISHED, 30, id="v2"), event(E.REPORT_GIVEN, 31))
    steps = [next_step(fostering(), newer), next_step(fostering(), given)]
    assert [step.key if step else "" for step in steps] == ["give_report", "observations"]


def test_a_panel_may_be_booked_before_the_report_is_finished() -> None:
    early = History(
        [
            *journey(E.STAGE_TWO_STARTED),
            event(E.PANEL_BOOKED, 9),
            event(E.REPORT_FINISHED, 20),
            event(E.REPORT_GIVEN, 21),
        ]
    )
    step = next_step(fostering(), early)
    assert step is not None
    assert step.key == "write_note"


def test_the_stepper_shows_what_is_done_now_booked_and_to_come() -> None:
    found = stage_states(fostering(), history(E.REPORT_GIVEN), TODAY, date(2025, 11, 4))
    assert [(s.name, s.state, s.below) for s in found] == [
        ("Enquiry", "done", "3 Mar 2025"),
        ("Initial visit", "done", "5 Mar 2025"),
        ("Application", "done", "8 Mar 2025"),
        ("Stage 1", "done", "Ended 11 Mar 2025"),
        ("Stage 2", "now", "Day 226"),
        ("Panel", "booked", "Booked 4 Nov 2025"),
        ("Decision", "to_come", "7 working days"),
        ("Notices", "to_come", "To come"),
        ("After approval", "to_come", "Once approved"),
    ]


def test_the_stepper_of_a_closed_case_stands_still() -> None:
    ended = history(E.APPLICATION_ACCEPTED, event(E.WITHDRAWN_BY_APPLICANT, 60))
    found = stage_states(fostering(), ended, TODAY, date(2025, 11, 4))
    assert [(s.name, s.below) for s in found[3:6]] == [
        ("Stage 1", "Closed 2 May 2025"),
        ("Stage 2", "Not reached"),
        ("Panel", "Not reached"),
    ]


def test_the_stepper_of_an_approved_case_is_done_up_to_what_follows_approval() -> None:
    found = stage_states(fostering(), history(E.AGREEMENT_SIGNED), TODAY, None)
    assert [s.state for s in found] == [*["done"] * 8, "now"]
    assert (found[-1].name, found[-1].below) == ("After approval", "27 Mar 2025")


def test_a_stage_shows_the_day_of_what_it_is_named_after() -> None:
    """The day panel was held, the decision signed, the letter sent; not that of the step before."""
    rows = history(E.AGREEMENT_SIGNED)
    found = {s.key: s.below for s in stage_states(fostering(), rows, TODAY, None)}
    for key, kind in (
        ("panel", E.RECOMMENDATION_RECORDED),
        ("decision", E.DECISION_MADE),
        ("notices", E.WRITTEN_NOTICE_SENT),
    ):
        told = rows.first(kind)
        assert told is not None
        assert found[key] == short_date(told.on)


def test_a_stage_whose_event_has_not_come_says_from_when_it_counts() -> None:
    rows = history(E.FINAL_MINUTES_SENT)
    sent = rows.first(E.FINAL_MINUTES_SENT)
    assert sent is not None
    now = next(s for s in stage_states(fostering(), rows, TODAY, None) if s.state == "now")
    assert (now.name, now.below) == ("Decision", f"From {short_date(sent.on)}")


def test_a_later_hearing_leaves_the_stages_of_the_approval_their_days() -> None:
    rows = history(E.AGREEMENT_SIGNED)
    before = [s.below for s in stage_states(fostering(), rows, TODAY, None)]
    review = [event(E.REVIEW_HELD, 200), event(E.RECOMMENDATION_RECORDED, 210)]
    after = stage_states(fostering(), History([*rows.events, *review]), TODAY, None)
    assert [s.below for s in after] == before


def test_a_stage_that_was_left_out_says_so() -> None:
    straight = History([event(E.ENQUIRY_RECEIVED), event(E.APPLICATION_RECEIVED, 9)])
    found = stage_states(fostering(), straight, TODAY, None)
    assert (found[1].name, found[1].below) == ("Initial visit", "Not needed")


def test_a_case_without_events_stands_at_its_first_stage() -> None:
    state = project(fostering(), History([]))
    assert (state.stage, state.opened_on, state.next_step) == ("enquiry", None, None)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([("Marcus", "Thwaite"), ("Leanne", "Thwaite")], "Marcus and Leanne Thwaite"),
        ([("Helen", "Cartwright"), ("Jo", "Sandhu")], "Helen Cartwright and Jo Sandhu"),
        ([("Rhys", "Kendrick")], "Rhys Kendrick"),
        ([], "Unnamed household"),
    ],
)
def test_a_household_is_named_for_its_applicants(names: list[tuple[str, str]], said: str) -> None:
    assert household_name(names) == said


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1979, 10, 24), date(2025, 10, 24), 46),
        (date(1979, 10, 25), date(2025, 10, 24), 45),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
        (None, date(2025, 10, 24), None),
    ],
)
def test_age_is_counted_in_whole_years(born: date | None, day: date, age: int | None) -> None:
    assert age_on(born, day) == age


# Whatever was recorded, and in whatever order

KINDS = (*FOSTERING_JOURNEY, E.CASE_HELD, E.CASE_RESUMED, E.ITEM_DEFERRED, E.PANEL_BOOKED)


@st.composite
def recorded(draw: st.DrawFn) -> list[CaseEvent]:
    """Return events of a case with corrections and withdrawals among them."""
    found: list[CaseEvent] = []
    for number in range(draw(st.integers(0, 25))):
        older = draw(st.sampled_from([None, *(e.id for e in found)])) if found else None
        found.append(
            event(
                draw(st.sampled_from(KINDS)),
                draw(st.integers(0, 200)),
                id=f"{number:03}",
                supersedes=older if draw(st.booleans()) else None,
                withdrawn=draw(st.integers(0, 9)) == 0,
            )
        )
    return found


@given(recorded(), st.randoms(use_true_random=False))
def test_where_a_case_stands_does_not_depend_on_how_its_events_are_read(
    rows: list[CaseEvent], chance: object
) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)  # type: ignore[attr-defined] # hypothesis gives a random.Random
    assert project(fostering(), History(mixed)) == project(fostering(), History(rows))


@given(recorded())
def test_a_case_always_stands_somewhere(rows: list[CaseEvent]) -> None:
    found = History(rows)
    state = project(fostering(), found)
    states = stage_states(fostering(), found, TODAY, None)
    assert [s.key for s in states] == [s.key for s in fostering().stages]
    assert sum(s.state == "now" for s in states) <= 1
    assert state.opened_on == (found.events[0].on if found.events else None)
    assert not (state.status.is_over and state.next_step)


@given(recorded(), st.integers(0, 200))
def test_the_past_does_not_change_when_more_is_recorded_later(
    rows: list[CaseEvent], day: int
) -> None:
    plain = [e for e in rows if not e.supersedes and not e.withdrawn]
    as_of = DAY_ONE + timedelta(days=day)
    then = [e for e in plain if e.on <= as_of]
    assert project(fostering(), History(plain, as_of=as_of)) == project(fostering(), History(then))
