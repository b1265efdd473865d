import csv
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfs_panels.domain.clock_rules import ClockKind, ClockRule, RuleStatus
from cfs_panels.domain.clocks import (
    ClockState,
    StatutoryClock,
    clock_on,
    first_to_end,
    in_order,
    worst_state,
)
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.periods import Counting, Pause, Unit, add_months, holds_between
from cfs_panels.services.rule_library import rule_library

CASES = Path(__file__).parents[1] / "fixtures" / "clock-cases.csv"
RULES = rule_library()
CALENDAR = RULES.calendar()
TODAY = date(2025, 10, 24)
IN_FORCE = RULES.rules(TODAY)
DATED = [r for r in IN_FORCE if r.unit is not Unit.OPEN]
WORKING = [r for r in DATED if r.unit is Unit.WORKING_DAY]
PAUSABLE = [r for r in DATED if r.pausable]

starts = st.dates(date(2019, 1, 1), date(2040, 12, 31))


def rule(rule_id: str) -> ClockRule:
    return RULES.rule(rule_id, TODAY)


def clock(
    rule_id: str, started_on: date | None, today: date = TODAY, **more: Any
) -> StatutoryClock:
    return clock_on(rule(rule_id), started_on, today, CALENDAR, **more)


def clock_cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", clock_cases(), ids=lambda c: f"{c['rule']} {c['start']}")
def test_a_rule_gives_the_expected_due_date(case: dict[str, str]) -> None:
    start = date.fromisoformat(case["start"])
    facts = json.loads(case["facts"] or "{}")
    found = RULES.rule(case["rule"], start).due(start, facts, CALENDAR)
    assert found.isoformat() == case["due"]


@given(st.sampled_from(WORKING), starts)
def test_a_due_date_of_working_days_is_a_working_day(found: ClockRule, start: date) -> None:
    assert CALENDAR.is_working_day(found.due(start, {}, CALENDAR))


@given(st.sampled_from(DATED), starts, st.integers(0, 400))
def test_a_later_start_never_gives_an_earlier_due_date(
    found: ClockRule, start: date, later: int
) -> None:
    after = start + timedelta(days=later)
    assert found.due(start, {}, CALENDAR) <= found.due(after, {}, CALENDAR)


@given(st.sampled_from(PAUSABLE), starts, st.integers(0, 5), st.integers(1, 90))
def test_a_pause_of_n_days_moves_a_pausable_clock_n_days(
    found: ClockRule, start: date, after: int, days: int
) -> None:
    held_on = start + timedelta(days=after)
    resumed_on = held_on + timedelta(days=days)
    before = found.due(start, {}, CALENDAR)
    moved = found.due(start, {}, CALENDAR, [(held_on, resumed_on)])
    if found.unit is Unit.WORKING_DAY:
        held = CALENDAR.count_between(held_on, resumed_on)
        assert CALENDAR.count_between(before, moved) == held
    else:
        assert (moved - before).days == days


@given(st.sampled_from([r for r in DATED if not r.pausable]), starts, st.integers(1, 90))
def test_a_pause_does_not_move_a_clock_that_the_law_does_not_let_pause(
    found: ClockRule, start: date, days: int
) -> None:
    pause = (start, start + timedelta(days=days))
    assert found.due(start, {}, CALENDAR, [pause]) == found.due(start, {}, CALENDAR)


@given(st.sampled_from(IN_FORCE), starts, st.integers(-30, 800))
def test_every_clock_has_a_share_gone_by_and_signs_that_agree(
    found: ClockRule, start: date, after: int
) -> None:
    stands = clock_on(found, start, start + timedelta(days=after), CALENDAR)
    assert 0.0 <= stands.fraction <= 1.0
    if stands.state is ClockState.OVERDUE:
        assert stands.days_left is not None
        assert stands.days_left < 0
        assert stands.days_late == -stands.days_left
        assert stands.fraction == 1.0
    elif stands.state is ClockState.DUE_SOON:
        assert stands.days_left is not None
        assert stands.days_left >= 0


def test_an_unstarted_clock_has_no_dates() -> None:
    stands = clock("F-ADM", None)
    assert stands.state is ClockState.NOT_STARTED
    assert (stands.due_on, stands.working_days_left) == (None, None)


def test_a_clock_is_due_on_its_last_day_and_late_the_day_after() -> None:
    """Fostering minimum standard 14.9: 7 working days from the final minutes."""
    received = date(2025, 10, 16)
    last = clock("F-ADM", received, date(2025, 10, 27))
    assert (last.due_on, last.state) == (date(2025, 10, 27), ClockState.DUE_SOON)
    assert (last.working_days_left, last.days_left) == (0, 0)
    late = clock("F-ADM", received, date(2025, 10, 29))
    assert (late.state, late.working_days_left, late.days_late) == (ClockState.OVERDUE, -2, 2)


def test_a_clock_that_was_stopped_is_met_or_met_late() -> None:
    received = date(2025, 10, 1)
    met = clock("F-ADM", received, stopped_on=date(2025, 10, 10))
    assert (met.state, met.days_left, met.days_late) == (ClockState.MET, None, 0)
    late = clock("F-ADM", received, stopped_on=date(2025, 10, 13))
    assert (late.state, late.days_late) == (ClockState.MET_LATE, 3)


def test_a_clock_whose_case_ended_first_is_neither_met_nor_missed() -> None:
    stands = clock("F-ADM", date(2025, 9, 1), voided_on=date(2025, 9, 30))
    assert (stands.state, stands.stopped_on) == (ClockState.STOPPED, date(2025, 9, 30))


def test_a_window_that_has_closed_is_no_breach() -> None:
    """Regulation 26(4): applicants may send observations; nobody is late who does not."""
    assert clock("F-OBS", date(2025, 10, 10)).state is ClockState.DUE_SOON
    assert clock("F-OBS", date(2025, 10, 9)).state is ClockState.ENDED


def test_an_application_for_an_order_may_come_too_early() -> None:
    """Adoption and Children Act 2002, section 42: not before 10 weeks."""
    placed = date(2025, 8, 15)
    assert clock("A-ORDER", placed, date(2025, 10, 23)).state is ClockState.RUNNING
    assert clock("A-ORDER", placed).state is ClockState.ENDED
    early = clock("A-ORDER", placed, stopped_on=date(2025, 10, 23))
    assert early.state is ClockState.TOO_EARLY
    assert clock("A-ORDER", placed, stopped_on=TODAY).state is ClockState.MET


def test_a_rule_without_limit_runs_until_it_is_stopped() -> None:
    """Care Planning Regulations 2010, regulation 25(3): until the outcome is known."""
    asked = date(2025, 6, 2)
    stands = clock("F-CP-IRM", asked)
    assert (stands.state, stands.due_on, stands.days_left) == (ClockState.RUNNING, None, None)
    assert clock("F-CP-IRM", asked, stopped_on=TODAY).state is ClockState.MET
    with pytest.raises(RuleBroken, match="F-CP-IRM gives no date"):
        rule("F-CP-IRM").due(asked, {}, CALENDAR)


def test_a_clock_on_hold_is_paused_and_says_since_when_and_why() -> None:
    pause = Pause(date(2025, 9, 30), reason="bereavement")
    stands = clock("A-S1", date(2025, 9, 1), pauses=[pause])
    assert stands.state is ClockState.PAUSED
    assert (stands.paused_on, stands.pause_reason) == (date(2025, 9, 30), "bereavement")
    begun_since = clock("A-S1", date(2025, 10, 6), pauses=[pause])
    assert begun_since.paused_on == date(2025, 10, 6)
    assert stands.due_on == date(2025, 11, 25)
    assert stands.elapsed == 29


def test_a_clock_that_was_late_before_the_hold_stays_late() -> None:
    pause = Pause(date(2025, 10, 10), reason="illness")
    stands = clock("A-S1", date(2025, 8, 1), pauses=[pause])
    assert (stands.state, stands.paused_on) == (ClockState.OVERDUE, None)


def test_the_decision_clock_goes_on_while_a_case_is_on_hold() -> None:
    """No rule stops the 7 working days."""
    stands = clock("F-ADM", date(2025, 10, 1), pauses=[Pause(date(2025, 10, 2))])
    assert (stands.state, stands.due_on) == (ClockState.OVERDUE, date(2025, 10, 10))


def test_a_hold_that_ended_has_moved_the_end() -> None:
    pause = Pause(date(2025, 9, 10), date(2025, 9, 20))
    stands = clock("A-S1", date(2025, 9, 1), pauses=[pause])
    assert stands.due_on == date(2025, 11, 11)
    assert stands.state is ClockState.RUNNING


def test_a_limit_that_ended_in_the_coronavirus_period_runs_to_the_end_of_the_period() -> None:
    """Imported history of 2020 is called no breach; what came before and after is."""
    ended = date(2020, 9, 25)
    relaxed = clock("F-REVN", date(2019, 6, 1), date(2020, 8, 1))
    assert (relaxed.due_on, relaxed.state) == (ended, ClockState.DUE_SOON)
    assert relaxed.relaxed is not None
    assert relaxed.relaxed.words.endswith("practicable.")
    met = clock("F-REVN", date(2019, 6, 1), TODAY, stopped_on=date(2020, 9, 1))
    assert met.state is ClockState.MET
    late = clock("F-REVN", date(2019, 6, 1), TODAY, stopped_on=date(2020, 12, 1))
    assert late.state is ClockState.MET_LATE
    before = clock("F-REVN", date(2019, 4, 1), date(2020, 6, 1))
    assert (before.due_on, before.state) == (date(2020, 4, 1), ClockState.OVERDUE)
    after = clock("F-REVN", date(2019, 9, 26), date(2020, 10, 1))
    assert (after.due_on, after.relaxed) == (date(2020, 9, 26), None)


def test_what_a_rule_gives_is_the_same_in_the_coronavirus_period() -> None:
    assert rule("F-REVN").due(date(2019, 6, 1), {}, CALENDAR) == date(2020, 6, 1)


def test_papers_are_counted_back_in_clear_days_where_the_agency_says_so() -> None:
    """Minimum standard 14.3, both readings."""
    found, meeting = rule("F-PAPERS"), date(2025, 11, 4)
    assert found.due(meeting, {}, CALENDAR) == date(2025, 10, 28)
    assert found.due(meeting, {"clear_days": True}, CALENDAR) == date(2025, 10, 27)
    assert found.due(meeting, {"clear_days": False}, CALENDAR) == date(2025, 10, 28)


def test_limits_are_said_as_people_say_them() -> None:
    assert rule("F-APP-PANEL").limit_words() == "8 months"
    assert rule("F-ADM").limit_words() == "7 working days"
    assert rule("A-VISIT").limit_words() == "1 week"
    assert rule("F-PAPERS").limit_words() == "5 working days before"
    assert rule("F-PAPERS").limit_words({"clear_days": True}) == "5 clear working days before"
    assert rule("F-TSD").limit_words({"family_and_friends": True}) == "18 months"
    assert rule("F-CP-IRM").limit_words() == "no limit"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_a_month_ends_on_the_same_day_number_or_the_last_day(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


def test_holds_that_overlap_count_once() -> None:
    start, end = date(2025, 1, 1), date(2025, 12, 31)
    pauses = [
        Pause(date(2025, 3, 1), date(2025, 3, 20)),
        Pause(date(2024, 12, 1), date(2025, 1, 10)),
        Pause(date(2025, 3, 10), date(2025, 4, 1)),
        Pause(date(2025, 12, 1)),
        Pause(date(2026, 2, 1)),
    ]
    assert holds_between(start, end, pauses) == [
        (date(2025, 1, 1), date(2025, 1, 10)),
        (date(2025, 3, 1), date(2025, 4, 1)),
        (date(2025, 12, 1), date(2025, 12, 31)),
    ]


def test_clocks_stand_in_order_of_their_end_with_a_passed_target_last() -> None:
    """The case page of the pictures: the passed 16 weeks stand after all others."""
    clocks = [
        clock("F-LOCAL-16W", date(2025, 5, 12)),
        clock("F-APP-PANEL", date(2025, 5, 12)),
        clock("F-PAPERS", date(2025, 11, 4), facts={"clear_days": True}),
        clock("F-OBS", date(2025, 10, 10)),
        clock("F-LOCAL-VISIT", date(2025, 3, 3), stopped_on=date(2025, 3, 19)),
    ]
    assert [c.rule.id for c in in_order(clocks)] == [
        "F-OBS",
        "F-PAPERS",
        "F-APP-PANEL",
        "F-LOCAL-16W",
    ]
    first = first_to_end(clocks)
    assert first is not None
    assert first.rule.id == "F-OBS"


def test_nothing_ends_first_where_all_is_done_passed_or_on_hold() -> None:
    clocks = [
        clock("F-LOCAL-16W", date(2025, 5, 12)),
        clock("F-OBS", date(2025, 9, 1)),
        clock("A-S1", date(2025, 9, 1), pauses=[Pause(date(2025, 9, 30))]),
        clock("F-CP-IRM", date(2025, 9, 1)),
    ]
    assert first_to_end(clocks) is None


def test_a_passed_local_standard_does_not_colour_the_case() -> None:
    soon = clock("F-OBS", date(2025, 10, 10))
    passed = clock("F-LOCAL-16W", date(2025, 5, 12))
    late = clock("F-ADM", date(2025, 10, 1))
    assert worst_state([passed]) is ClockState.RUNNING
    assert worst_state([passed, soon]) is ClockState.DUE_SOON
    assert worst_state([passed, soon, late]) is ClockState.OVERDUE


def test_only_day_rules_count_in_another_way_than_from_the_day_after() -> None:
    for found in IN_FORCE:
        assert found.counting is Counting.AFTER or found.unit.is_day, found.id


def test_a_local_rule_is_never_called_verified() -> None:
    for found in IN_FORCE:
        assert (found.weight == "LOCAL") == (found.status is RuleStatus.LOCAL), found.id
        assert found.kind is not ClockKind.TARGET or found.weight == "LOCAL", found.id
