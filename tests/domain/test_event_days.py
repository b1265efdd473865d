"""An event is judged by what held on its own day, whenever it is recorded, moved or taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.histories import CaseEvent, History
from cfs_panels.domain.moves import check_correction, check_move, check_withdrawal
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.pathway_library import newest_pathway
from tests.domain.case_histories import (
    DAY_ONE,
    EVERYONE,
    FOSTERING_JOURNEY,
    RECORDED,
    TODAY,
    event,
    fostering,
    journey,
)

if TYPE_CHECKING:
    from cfs_panels.domain.pathways import Pathway

PLACED_CHILD = (
    (E.CARE_ENTERED, 0),
    (E.ADOPTION_PLANNED, 10),
    (E.PLAN_PROPOSED, 20),
    (E.DECISION_MADE, 30),
    (E.PLACEMENT_ORDER_APPLIED, 40),
    (E.PLACEMENT_ORDER_MADE, 50),
    (E.MATCH_PROPOSED, 60),
    (E.PLACEMENT_REPORT_GIVEN, 61),
    (E.DECISION_MADE, 80),
    (E.MATCHED, 80),
    (E.PLACED, 100),
    (E.PLACEMENT_VISITED, 105),
    (E.PLACEMENT_DISRUPTED, 120),
)


def child() -> Pathway:
    found = newest_pathway("adoption_child")
    assert found is not None
    return found


def day(number: int) -> date:
    return DAY_ONE + timedelta(days=number)


def lived(upto: int, *more: CaseEvent) -> History:
    """Return a child's history up to a day, with others."""
    outcomes = {30: "should_be_placed", 80: "match"}
    told = [
        event(kind, on, facts={"outcome": outcomes[on]} if kind is E.DECISION_MADE else {})
        for kind, on in PLACED_CHILD
        if on <= upto
    ]
    return History([*told, *more])


def refused(history: History, kind: E, on: int) -> str:
    with pytest.raises(RuleBroken) as found:
        check_move(child(), history, kind, day(on), EVERYONE, TODAY)
    return found.value.message


def record(history: History, kind: E, on: int) -> None:
    check_move(child(), history, kind, day(on), EVERYONE, TODAY)


def move_to(history: History, kind: E, on: int) -> str:
    found = history.latest(kind)
    assert found is not None
    with pytest.raises(RuleBroken) as refusal:
        check_correction(child(), history, found, day(on), TODAY)
    assert refusal.value.field == "on"
    return refusal.value.message


# Recorded


@pytest.mark.parametrize(
    ("upto", "kind", "on", "sentence"),
    [
        (
            50,
            E.MATCH_PROPOSED,
            27,
            "The proposed match cannot be dated 30 March 2025: the decision comes before it and is "
            "dated 2 April 2025.",
        ),
        (
            30,
            E.PLACEMENT_ORDER_APPLIED,
            29,
            "The application for a placement order cannot be dated 1 April 2025: the decision "
            "comes before it and is dated 2 April 2025.",
        ),
        (
            80,
            E.PLACED,
            70,
            "The placement cannot be dated 12 May 2025: the match comes before it and is dated "
            "22 May 2025.",
        ),
        (
            120,
            E.UNPLACED_REVIEWED,
            110,
            "The review of a child who is not placed cannot be dated 21 June 2025: the placement "
            "is dated 11 June 2025.",
        ),
    ],
)
def test_a_step_is_not_dated_before_what_it_needs_or_while_something_bars_it(
    upto: int, kind: E, on: int, sentence: str
) -> None:
    assert refused(lived(upto), kind, on) == sentence


def test_a_step_may_be_entered_late_while_what_it_needs_held_on_its_day() -> None:
    record(lived(120), E.PLACEMENT_VISITED, 115)
    record(lived(120), E.UNPLACED_REVIEWED, 70)
    assert refused(lived(120), E.PLACEMENT_VISITED, 121) == "The child is not placed for adoption."


def test_what_ends_a_case_is_judged_by_what_holds_today_too() -> None:
    assert refused(lived(105), E.CASE_CLOSED, 55).startswith("The child is placed for adoption.")


def test_an_end_is_not_put_in_before_what_rests_on_what_it_ends() -> None:
    assert refused(lived(105), E.PLACEMENT_DISRUPTED, 103) == (
        "The end of the placement cannot be dated 14 June 2025: the visit to the placement follows "
        "it and is dated 16 June 2025."
    )
    record(lived(105), E.PLACEMENT_DISRUPTED, 105)


def test_nothing_is_begun_a_second_time_before_the_first() -> None:
    assert refused(lived(40), E.PLACEMENT_ORDER_APPLIED, 35).startswith(
        "The application for a placement order cannot be dated 7 April 2025: the application for a "
        "placement order follows it"
    )


def test_a_step_that_is_made_again_comes_after_what_calls_for_it() -> None:
    history = lived(20, event(E.DECISION_MADE, 30, facts={"outcome": "should_not_be_placed"}))
    assert refused(history, E.ADOPTION_PLANNED, 25) == (
        "The review that made adoption the plan cannot be dated 28 March 2025: the decision comes "
        "before it and is dated 2 April 2025."
    )
    record(history, E.ADOPTION_PLANNED, 30)


def test_the_steps_of_one_day_stay_possible_in_their_order() -> None:
    so_far = lived(80)
    for number, kind in enumerate((E.PLACED, E.PLACEMENT_VISITED, E.PLACEMENT_DISRUPTED)):
        record(so_far, kind, 90)
        told = event(kind, 90, id=str(number), recorded_at=RECORDED + timedelta(days=200 + number))
        so_far = History([*so_far.events, told])


# Corrected and taken back


def test_a_step_is_not_moved_before_what_it_needs() -> None:
    assert move_to(lived(100), E.PLACED, 60) == (
        "The placement cannot be dated 2 May 2025: the match comes before it and is dated "
        "22 May 2025."
    )
    assert move_to(lived(60), E.MATCH_PROPOSED, 29).endswith("and is dated 2 April 2025.")


def test_a_step_is_not_moved_from_under_what_rests_on_it() -> None:
    assert move_to(lived(105), E.PLACED, 110) == (
        "The placement cannot be dated 21 June 2025: the visit to the placement follows it and is "
        "dated 16 June 2025."
    )
    assert move_to(lived(100), E.PLACEMENT_ORDER_MADE, 101).startswith(
        "The placement order cannot be dated 12 June 2025: the placement follows it"
    )
    order = lived(100).latest(E.PLACEMENT_ORDER_MADE)
    assert order is not None
    with pytest.raises(RuleBroken, match=r"the placement of 11 June 2025 rests on it"):
        check_withdrawal(child(), lived(100), order)


def test_a_step_is_not_moved_past_what_rules_it_out() -> None:
    found = History(journey(E.APPLICATION_ACCEPTED))
    passed = found.latest(E.INITIAL_VISIT_PASSED)
    assert passed is not None
    with pytest.raises(RuleBroken) as refusal:
        check_correction(fostering(), found, passed, DAY_ONE + timedelta(days=30), TODAY)
    assert "cannot be dated 2 April 2025" in refusal.value.message


def test_a_day_and_its_neighbours_may_be_moved_while_all_stays_in_order() -> None:
    history = lived(120)
    for kind, on in ((E.PLACED, 81), (E.PLACED, 105), (E.PLACEMENT_VISITED, 119)):
        found = history.latest(kind)
        assert found is not None
        check_correction(child(), history, found, day(on), TODAY)


def test_what_was_out_of_order_before_may_be_corrected() -> None:
    """What an import brought, or an older version let pass, is not held to its order anew."""
    early = event(E.PLACED, 55, imported=True)
    history = lived(80, early)
    check_correction(child(), history, early, day(58), TODAY)
    check_correction(child(), history, early, day(90), TODAY)


def test_every_day_of_a_journey_may_be_recorded_in_one_day() -> None:
    so_far = History([])
    for number, kind in enumerate(FOSTERING_JOURNEY):
        check_move(fostering(), so_far, kind, DAY_ONE, EVERYONE, TODAY)
        at = RECORDED + timedelta(minutes=number)
        so_far = History([*so_far.events, event(kind, 0, recorded_at=at)])
