"""How long stages took: rows without gap or overlap, days over, and why."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cfs_panels.domain.case_lines import ChildLine
from cfs_panels.domain.clock_runs import clocks_of
from cfs_panels.domain.histories import CaseEvent, History
from cfs_panels.domain.projections import project
from cfs_panels.domain.stage_times import (
    ClockTime,
    StageTime,
    beside_stages,
    child_days,
    clock_time,
    spans_of,
    stage_times,
)
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.delay_causes import delay_causes
from cfs_panels.services.rule_library import rule_library
from tests.domain.case_histories import DAY_ONE, adoption, event, fostering, journey
from tests.domain.test_pathway_properties import BEGINNING, KINDS, LAST, choices, keys, walked

if TYPE_CHECKING:
    from cfs_panels.domain.pathways import Pathway

RULES = rule_library()
CALENDAR = RULES.calendar()


def timed(kind: Pathway, events: list[CaseEvent], day: date) -> list[ClockTime]:
    found = History(events, as_of=day).own.events
    clocks = clocks_of(RULES.versions(kind.clocks), found, day, CALENDAR, RULES.agency_facts)
    return [clock_time(clock, found, CALENDAR, delay_causes()) for clock in clocks]


def times(kind: Pathway, events: list[CaseEvent], day: date) -> tuple[StageTime, ...]:
    clocks = timed(kind, events, day)
    return stage_times(kind, History(events, as_of=day), day, CALENDAR, clocks)


def named(events: list[CaseEvent], rule: str, day: date, kind: Pathway | None = None) -> ClockTime:
    found = timed(kind or fostering(), events, day)
    return next(c for c in found if c.clock.rule.id == rule)


def on(days: int) -> date:
    return DAY_ONE + timedelta(days=days)


def child(born_on: date | None) -> ChildLine:
    return ChildLine("c", "C-1", "Robin", born_on, None, "", "", "", "", None, None, None, "")


# What holds of every case


@settings(deadline=None, max_examples=25)
@given(keys, choices, st.integers(0, 900))
def test_stages_follow_one_another_without_gap_or_overlap_and_add_up(
    key: str, steps: list[tuple[int, int]], later: int
) -> None:
    kind, events = KINDS[key], walked(KINDS[key], steps)
    day = BEGINNING + timedelta(days=later)
    history = History(events, as_of=day)
    spans = spans_of(kind, history, day)
    if not history.events:
        assert spans == ()
        return
    first_on = history.own.events[0].on
    assert spans[0].from_on == first_on
    for one, following in pairwise(spans):
        assert one.until == one.to_on == following.from_on
    assert all(span.days >= 0 for span in spans)
    assert sum(span.days for span in spans) == (spans[-1].until - first_on).days


@settings(deadline=None, max_examples=15)
@given(keys, choices)
def test_the_stage_of_every_day_is_the_one_that_the_case_stood_in(
    key: str, steps: list[tuple[int, int]]
) -> None:
    kind, events = KINDS[key], walked(KINDS[key], steps)
    spans = spans_of(kind, History(events), LAST)
    for number in range((LAST - BEGINNING).days):
        day = BEGINNING + timedelta(days=number)
        here = [span for span in spans if span.from_on <= day < span.until]
        assert len(here) <= 1
        if here:
            assert here[0].stage == project(kind, History(events, as_of=day)).stage


@settings(deadline=None, max_examples=20)
@given(keys, choices, st.integers(0, 500), st.integers(0, 300))
def test_what_a_later_day_tells_of_the_past_is_what_the_earlier_day_told(
    key: str, steps: list[tuple[int, int]], first: int, more: int
) -> None:
    kind, events = KINDS[key], walked(KINDS[key], steps)
    day = BEGINNING + timedelta(days=first)
    later = day + timedelta(days=more)
    then = spans_of(kind, History(events, as_of=day), day)
    now = spans_of(kind, History(events, as_of=later), later)
    ended = [span for span in then if span.to_on is not None and span.to_on < day]
    assert [s for s in now if s in ended] == ended


# One case


def test_each_stage_has_its_days_working_days_and_the_clock_that_measures_it() -> None:
    events = [
        event(E.ENQUIRY_RECEIVED, 0),
        event(E.INITIAL_VISIT_OFFERED, 7),
        event(E.INITIAL_VISIT_DONE, 28),
    ]
    enquiry, visit = times(fostering(), events, on(35))
    assert (enquiry.span.name, enquiry.span.from_on, enquiry.span.to_on) == (
        "Enquiry",
        on(0),
        on(7),
    )
    assert (enquiry.span.days, enquiry.working_days) == (7, 5)
    assert (visit.span.name, visit.span.to_on, visit.span.days) == ("Initial visit", None, 28)
    measure = enquiry.measure
    assert measure is not None
    assert (measure.clock.rule.id, measure.clock.due_on) == ("F-LOCAL-VISIT", on(21))
    assert (measure.days_over, measure.working_days_over, measure.is_late) == (7, 5, True)


def test_the_wait_between_two_stages_is_a_row_of_its_own() -> None:
    events = [
        event(E.ENQUIRY_RECEIVED, 0),
        event(E.INITIAL_VISIT_DONE, 5),
        event(E.INITIAL_VISIT_PASSED, 6),
        event(E.INITIAL_VISIT_DECIDED, 8),
        event(E.APPLICATION_RECEIVED, 40),
    ]
    rows = [(t.span.name, t.span.days, t.span.is_wait) for t in times(fostering(), events, on(50))]
    assert rows == [
        ("Enquiry", 5, False),
        ("Initial visit", 3, False),
        ("After initial visit", 32, True),
        ("Application", 10, False),
    ]


def test_a_case_that_is_over_takes_no_more_time() -> None:
    events = [*journey(E.APPLICATION_RECEIVED), event(E.WITHDRAWN_BY_APPLICANT, 30)]
    found = times(fostering(), events, on(400))
    assert found[-1].span.until == on(30)
    assert sum(t.span.days for t in found) == 30


def test_days_on_hold_are_told_of_the_stage_in_which_they_lie() -> None:
    events = [
        event(E.ENQUIRY_RECEIVED, 0),
        event(E.CASE_HELD, 3, facts={"cause": "applicant", "reason": "A birth"}),
        event(E.CASE_RESUMED, 13),
        event(E.INITIAL_VISIT_OFFERED, 20),
    ]
    enquiry, visit = times(fostering(), events, on(30))
    assert (enquiry.held_days, visit.held_days) == (10, 0)


def test_a_clock_that_measures_no_stage_stands_beside_them() -> None:
    events = journey(E.REPORT_GIVEN)
    clocks = timed(fostering(), events, on(20))
    stages = stage_times(fostering(), History(events), on(20), CALENDAR, clocks)
    assert [c.clock.rule.id for c in beside_stages(stages, clocks)] == ["F-OBS"]


def test_days_too_far_back_have_no_working_days_and_no_clock() -> None:
    old = CaseEvent("1", E.ENQUIRY_RECEIVED, date(1961, 5, 1), imported=True)
    found = times(fostering(), [old], date(1961, 6, 1))
    assert [(t.span.days, t.working_days, t.measure) for t in found] == [(31, None, None)]


def test_the_days_of_a_child_count_from_its_birth() -> None:
    assert child_days(None, on(0), on(10)) is None
    assert child_days(child(None), on(0), on(10)) == 10
    assert child_days(child(on(4)), on(0), on(10)) == 6
    assert child_days(child(on(40)), on(0), on(10)) == 0


# Why


def recorded(rule: str, day: int, **facts: Any) -> CaseEvent:
    return event(E.DELAY_RECORDED, day, facts={"rule": rule, **facts}, recorded_by="Hannah")


def test_the_newest_recorded_cause_of_a_run_is_the_one_that_counts() -> None:
    events = [
        event(E.ENQUIRY_RECEIVED, 0),
        recorded("F-LOCAL-VISIT", 30, cause="applicant", reason="On holiday"),
        recorded("F-LOCAL-VISIT", 31, cause="agency", reason="No worker", id="second"),
    ]
    cause = named(events, "F-LOCAL-VISIT", on(40)).cause
    assert (cause.key, cause.words, cause.detail, cause.by, cause.on) == (
        "agency",
        "The agency",
        "No worker",
        "Hannah",
        on(31),
    )
    assert not named(events[:1], "F-LOCAL-VISIT", on(40)).cause.is_recorded


def test_a_late_clock_without_a_cause_says_so_and_one_in_time_lacks_none() -> None:
    events = [event(E.ENQUIRY_RECEIVED, 0)]
    late, early = named(events, "F-LOCAL-VISIT", on(40)), named(events, "F-LOCAL-VISIT", on(4))
    assert (late.cause.words, late.lacks_cause) == ("Cause not recorded", True)
    assert (early.is_late, early.lacks_cause) == (False, False)


def test_words_from_before_there_were_causes_are_kept_and_the_cause_is_still_asked() -> None:
    events = [event(E.ENQUIRY_RECEIVED, 0), recorded("F-LOCAL-VISIT", 30, reason="Holidays")]
    found = named(events, "F-LOCAL-VISIT", on(40))
    assert (found.cause.detail, found.lacks_cause) == ("Holidays", True)


def test_a_deferral_tells_the_cause_of_the_clock_to_panel() -> None:
    told = {"reason": "The medical is out of date", "cause": "medical"}
    events = [event(E.APPLICATION_RECEIVED, 0), event(E.ITEM_DEFERRED, 200, facts=told)]
    found = named(events, "F-APP-PANEL", on(300))
    assert found.days_over > 0
    assert (found.cause.key, found.cause.detail) == ("medical", "The medical is out of date")


def test_a_late_decision_tells_its_cause_of_its_own_clock_alone() -> None:
    facts = {"late_reason": "The decision maker was ill."}
    events = [
        event(E.APPLICATION_RECEIVED, 0),
        event(E.FINAL_MINUTES_SENT, 250),
        event(E.DECISION_MADE, 290, facts=facts),
    ]
    assert named(events, "F-ADM", on(300)).cause.key == "decision_maker"
    assert not named(events, "F-APP-PANEL", on(300)).cause.is_recorded


@pytest.mark.parametrize(("cause", "told"), [("agency", "agency"), ("exceptional", "")])
def test_a_hold_explains_only_the_clocks_that_did_not_wait_for_it(cause: str, told: str) -> None:
    """Adoption Agencies Regulations 2005: stage 1 waits for the applicant, not for the agency."""
    events = [
        event(E.STAGE_ONE_STARTED, 0),
        event(E.CASE_HELD, 10, facts={"cause": cause, "reason": "No worker"}),
        event(E.CASE_RESUMED, 20),
    ]
    found = named(events, "A-S1", on(120), adoption())
    assert found.is_late
    assert found.cause.key == told
