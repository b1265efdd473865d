"""What holds in a case from one event until another: an order, a match, a placement."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cfs_panels.domain.cases import CaseEvent, History
from cfs_panels.domain.standings import each_since, standing_since, why_not
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.pathway_library import newest_pathway, newest_pathways

CHILD = next(kind for kind in newest_pathways() if kind.of_child)
ORDER, RESCINDED = E.PLACEMENT_ORDER_MADE, E.PLAN_RESCINDED
SHOULD = (E.DECISION_MADE, {"outcome": "should_be_placed"})


def history(*happened: E | tuple[E, dict[str, Any]]) -> History:
    """Return a history of events one day after the other."""
    made = []
    for number, one in enumerate(happened, 1):
        kind, facts = one if isinstance(one, tuple) else (one, {})
        made.append(CaseEvent(f"{number:03}", kind, date(2025, 1, number), facts=facts))
    return History(made)


def test_an_order_holds_until_it_is_revoked_and_again_once_it_is_made_anew() -> None:
    made = history(ORDER)
    found = standing_since(CHILD, made, "placement_order")
    assert found is not None
    assert found.on == date(2025, 1, 1)
    revoked = history(ORDER, E.PLACEMENT_ORDER_REVOKED)
    assert standing_since(CHILD, revoked, "placement_order") is None
    again = history(ORDER, E.PLACEMENT_ORDER_REVOKED, ORDER)
    assert standing_since(CHILD, again, "placement_order") is not None


def test_only_an_event_with_its_facts_begins_a_standing() -> None:
    matched = history((E.DECISION_MADE, {"outcome": "match"}))
    assert standing_since(CHILD, matched, "should_be_placed") is None
    assert standing_since(CHILD, history(SHOULD), "should_be_placed") is not None
    assert standing_since(CHILD, history(SHOULD, RESCINDED), "should_be_placed") is None


@pytest.mark.parametrize(
    ("happened", "sentence"),
    [
        ((), "There is no placement order and no consent"),
        ((ORDER,), ""),
        ((E.CONSENT_GIVEN,), ""),
        ((ORDER, E.PLACED), "The child is placed for adoption."),
    ],
)
def test_what_has_to_hold_and_what_must_not_is_told_in_a_sentence(
    happened: tuple[E, ...], sentence: str
) -> None:
    needs = [("placement_order", "consent")]
    said = why_not(CHILD, history(*happened), needs, ["placed"])
    assert said.startswith(sentence) if sentence else not said


FIRST, SECOND = {"child_case": "a"}, {"child_case": "b"}
BY_HAND: dict[str, Any] = {}
BEGAN, ENDED = E.PLACED, E.PLACEMENT_DISRUPTED


@pytest.mark.parametrize(
    ("happened", "left"),
    [
        ([(BEGAN, FIRST), (BEGAN, SECOND), (ENDED, FIRST)], ["b"]),
        ([(BEGAN, FIRST), (BEGAN, SECOND), (ENDED, FIRST), (ENDED, SECOND)], []),
        ([(BEGAN, FIRST), (BEGAN, SECOND), (ENDED, FIRST), (BEGAN, FIRST)], ["b", "a"]),
        ([(BEGAN, FIRST), (ENDED, BY_HAND)], []),
        ([(BEGAN, FIRST), (BEGAN, SECOND), (ENDED, BY_HAND)], ["a", "b"]),
        ([(BEGAN, BY_HAND), (ENDED, FIRST)], []),
        ([(BEGAN, BY_HAND), (BEGAN, SECOND), (ENDED, BY_HAND)], ["b"]),
        ([(ENDED, FIRST)], []),
    ],
)
def test_what_holds_for_each_of_several_holds_until_the_last_has_ended(
    happened: list[tuple[E, dict[str, Any]]], left: list[str]
) -> None:
    adopters = newest_pathway("adoption_prospective")
    assert adopters is not None
    found = history(*happened)
    assert list(each_since(adopters.standing("placed"), found)) == left
    assert (standing_since(adopters, found, "placed") is not None) is bool(left)
