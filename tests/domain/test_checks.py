"""Checks judged on a day, and which of them count."""

from __future__ import annotations

from datetime import date

import pytest

from cfs_panels.domain.checks import ADDED, CheckFacts, CheckOutcome, needed_checks

DAY = date(2025, 10, 24)
ASKED, DUE, CAME = date(2025, 10, 9), date(2025, 10, 22), date(2025, 10, 20)


@pytest.mark.parametrize(
    ("facts", "state", "words"),
    [
        ({}, "missing", "Not asked for yet"),
        ({"requested_on": date(2025, 10, 25)}, "missing", "Not asked for yet"),
        ({"requested_on": ASKED}, "asked", "Asked for on 9 October 2025"),
        ({"requested_on": ASKED, "due_on": DAY}, "asked", "Asked for on 9 October 2025"),
        (
            {"requested_on": ASKED, "due_on": DUE},
            "late",
            "2 days late, asked for on 9 October 2025",
        ),
        (
            {"requested_on": ASKED, "received_on": date(2025, 10, 25)},
            "asked",
            "Asked for on 9 October 2025",
        ),
        (
            {"received_on": CAME, "outcome": CheckOutcome.CLEAR},
            "in",
            "Came in on 20 October 2025",
        ),
        (
            {"received_on": CAME, "outcome": CheckOutcome.CLEAR, "expires_on": DAY},
            "in",
            "Came in on 20 October 2025",
        ),
        (
            {"received_on": CAME, "outcome": CheckOutcome.CLEAR, "expires_on": date(2025, 10, 23)},
            "expired",
            "Expired on 23 October 2025",
        ),
        (
            {"received_on": CAME, "outcome": CheckOutcome.CONCERNS},
            "concerns",
            "Came in on 20 October 2025, with concerns",
        ),
        (
            {"received_on": CAME, "outcome": CheckOutcome.UNSUITABLE},
            "concerns",
            "Came in on 20 October 2025: not suitable",
        ),
        (
            {"received_on": CAME, "outcome": CheckOutcome.NOT_NEEDED},
            "not_needed",
            "Not needed, decided on 20 October 2025",
        ),
    ],
)
def test_a_check_stands_on_a_day_as_its_dates_say(
    facts: dict[str, object], state: str, words: str
) -> None:
    check = CheckFacts("1", "medical", "m", **facts)  # type: ignore[arg-type] # as given
    assert (check.state(DAY), check.words(DAY)) == (state, words)


def test_the_newest_of_each_kind_and_person_counts_in_its_place() -> None:
    checks = [
        CheckFacts("1", "medical", "m", position=100),
        CheckFacts("2", "dbs", "m", position=0),
        CheckFacts("3", "medical", "m", position=100),
        CheckFacts("4", "medical", "l", position=101),
        CheckFacts("5", ADDED, "", position=900),
        CheckFacts("6", ADDED, "", position=901),
    ]
    assert [c.id for c in needed_checks(checks)] == ["2", "3", "4", "5", "6"]
    assert [c.id for c in needed_checks(checks, left={"l"})] == ["2", "3", "5", "6"]
