"""What an item still needs, and how outcomes read; refusals are read in the service's tests."""

from __future__ import annotations

import pytest

from cfs_panels.domain.quorum import SittingMember
from cfs_panels.domain.recommendations import (
    finish_words,
    outcome_words,
    reasons_of,
    still_needed,
    undecided_words,
    views_given,
)
from cfs_panels.domain.sittings import MemberViewGiven, RecordRecommendation
from cfs_panels.domain.vocabulary import PanelOutcome


def command(*views: MemberViewGiven, reasons: tuple[str, ...] = ("Warm.",)) -> RecordRecommendation:
    return RecordRecommendation("item", PanelOutcome.SUITABLE, reasons, views=views)


def test_everybody_who_takes_part_has_a_view_and_agrees_unless_they_say_not() -> None:
    members = [
        SittingMember("a", "Ann"),
        SittingMember("b", "Ben", present=False),
        SittingMember("c", "Cat", conflicted=True),
        SittingMember("d", "Dee"),
    ]
    against = MemberViewGiven("d", agrees=False, reason="Too soon.")
    assert views_given(command(against), members) == (MemberViewGiven("a", agrees=True), against)


def test_reasons_without_words_are_no_reasons() -> None:
    assert reasons_of(command(reasons=(" Warm. ", "", "  "))) == ("Warm.",)


def test_what_is_missing_is_told_in_the_order_of_the_page() -> None:
    nothing = still_needed(None)
    assert nothing == (
        "whether the applicants were heard", "key issues", "recommendation", "reasons",
        "report quality",
    )  # fmt: skip
    some = still_needed(PanelOutcome.SUITABLE, heard="heard", key_issues="Shifts")
    assert finish_words(3, some) == "To finish item 3: add reasons and report quality."
    assert still_needed(PanelOutcome.DEFERRED) == ()


def test_items_without_an_outcome_are_told_by_number() -> None:
    assert undecided_words([4, 6]) == "Items 4 and 6 have neither a recommendation nor a deferral."
    assert undecided_words([4]) == "Item 4 has neither a recommendation nor a deferral."


@pytest.mark.parametrize(
    ("views", "words"),
    [
        ((), "Defer"),
        ((MemberViewGiven("a", agrees=True),), "Defer, all agree"),
        ((MemberViewGiven("a", agrees=False),), "Defer, 1 member does not agree"),
        (tuple(MemberViewGiven(k, agrees=False) for k in "ab"), "Defer, 2 members do not agree"),
    ],
)
def test_an_outcome_reads_with_how_members_stood_to_it(
    views: tuple[MemberViewGiven, ...], words: str
) -> None:
    assert outcome_words("Defer", views) == words
