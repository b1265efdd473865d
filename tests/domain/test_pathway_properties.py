"""What holds of every kind of case, wherever people take it: found by walking at random."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cfs_panels.domain.actors import Actor, Role
from cfs_panels.domain.clock_runs import clocks_of
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.histories import CaseEvent, History
from cfs_panels.domain.matters import (
    decision_choices_of,
    matter_of,
    panel_choices_of,
    within_matter,
)
from cfs_panels.domain.moves import actions_for, check_move, check_step, check_withdrawal
from cfs_panels.domain.projections import ending_of, project, stage_states
from cfs_panels.services.pathway_library import newest_pathways
from cfs_panels.services.rule_library import rule_library
from tests.domain.case_histories import EVERYONE, RECORDED

if TYPE_CHECKING:
    from random import Random

    from cfs_panels.domain.pathways import Pathway

BEGINNING = date(2024, 1, 8)
LAST = date(2027, 1, 8)
RULES = rule_library()

KINDS = {kind.key: kind for kind in newest_pathways()}

keys = st.sampled_from(sorted(KINDS))
choices = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 21)), min_size=5, max_size=30)


def may_record(kind: Pathway, history: History, on: date) -> list[CaseEvent]:
    """Return every event that may be recorded on a day, as it would be."""
    found = []
    for move in kind.moves:
        try:
            check_step(kind, history, move.event, on, LAST)
        except RuleBroken:
            continue
        number = len(history.events)
        found.append(
            CaseEvent(
                f"{number:03}", move.event, on, recorded_at=RECORDED + timedelta(minutes=number)
            )
        )
    return found


def walked(kind: Pathway, steps: list[tuple[int, int]]) -> list[CaseEvent]:
    """Return the events of a case that goes wherever the choices take it."""
    events: list[CaseEvent] = []
    day = BEGINNING
    for choice, days in steps:
        day += timedelta(days=days)
        possible = may_record(kind, History(events), day)
        if not possible:
            break
        events.append(possible[choice % len(possible)])
    return events


@settings(deadline=None, max_examples=20)
@given(keys, choices, st.randoms(use_true_random=False))
def test_rebuilding_from_the_events_gives_the_same_state_in_whatever_order_they_come(
    key: str, steps: list[tuple[int, int]], shuffle: Random
) -> None:
    kind = KINDS[key]
    events = walked(kind, steps)
    mixed = list(events)
    shuffle.shuffle(mixed)
    assert project(kind, History(mixed)) == project(kind, History(events))
    rules = RULES.versions(kind.clocks)
    at = (LAST, RULES.calendar(), RULES.agency_facts)
    assert clocks_of(rules, History(mixed).events, *at) == clocks_of(
        rules, History(events).events, *at
    )


@settings(deadline=None, max_examples=20)
@given(keys, choices)
def test_a_case_that_is_not_over_can_always_go_on(key: str, steps: list[tuple[int, int]]) -> None:
    kind = KINDS[key]
    history = History(walked(kind, steps))
    if ending_of(kind, history) is None:
        assert may_record(kind, history, LAST)


@settings(deadline=None, max_examples=20)
@given(keys, choices)
def test_what_is_offered_and_not_blocked_may_be_recorded(
    key: str, steps: list[tuple[int, int]]
) -> None:
    kind = KINDS[key]
    history = History(walked(kind, steps))
    for action in actions_for(kind, history, EVERYONE):
        if action.event is not None and not action.blocked:
            check_move(kind, history, action.event, LAST, EVERYONE, LAST)


@settings(deadline=None, max_examples=20)
@given(keys, choices)
def test_one_matter_is_in_hand_and_something_may_be_done_with_it(
    key: str, steps: list[tuple[int, int]]
) -> None:
    kind = KINDS[key]
    history = History(walked(kind, steps))
    assert matter_of(kind, history) in kind.matters
    within = within_matter(kind, history).events
    assert within == history.events[len(history.events) - len(within) :]
    assert panel_choices_of(kind, history)
    assert decision_choices_of(kind, history)


@settings(deadline=None, max_examples=20)
@given(keys, choices)
def test_whatever_happens_a_case_has_one_stage_now_and_a_sentence_for_each_refusal(
    key: str, steps: list[tuple[int, int]]
) -> None:
    kind = KINDS[key]
    history = History(walked(kind, steps))
    states = stage_states(kind, history, LAST, None)
    assert len(states) == len(kind.stages)
    order = ["done", "now", "booked", "to_come"]
    ranks = [order.index(s.state) for s in states]
    assert all(before <= after for before, after in pairwise(ranks))
    nobody = Actor("u", "u", "Nobody", frozenset({Role.SYSTEM_ADMINISTRATOR}))
    for move in kind.moves:
        with pytest.raises(RuleBroken, match=r"\.$"):
            check_move(kind, history, move.event, LAST, nobody, LAST)


@settings(deadline=None, max_examples=20)
@given(keys, choices)
def test_taking_back_the_newest_event_leaves_the_case_as_it_was_before(
    key: str, steps: list[tuple[int, int]]
) -> None:
    kind = KINDS[key]
    events = walked(kind, steps)
    if len(events) < 2:
        return
    *before, last = events
    try:
        check_withdrawal(kind, History(events), last)
    except RuleBroken:
        return
    back = CaseEvent(
        "back", last.type, last.on, recorded_at=RECORDED, supersedes=last.id, withdrawn=True
    )
    assert project(kind, History([*events, back])) == project(kind, History(before))
