"""The words of the pictures: Wealdshire County Council on Friday 24 October 2025."""

from datetime import date
from typing import Any, NamedTuple

import pytest

from cfs_panels.domain.clock_words import (
    card_line,
    card_source,
    day_words,
    figure,
    home_words,
    late_words,
    list_source,
    list_words,
    pill_words,
    span_words,
    theme_state,
    why_words,
)
from cfs_panels.domain.clocks import ClockState, StatutoryClock, clock_on
from cfs_panels.domain.periods import Pause
from cfs_panels.services.rule_library import rule_library

RULES = rule_library()
TODAY = date(2025, 10, 24)


def clock(
    rule_id: str, started_on: date | None, today: date = TODAY, **more: Any
) -> StatutoryClock:
    facts = RULES.agency_facts
    rule = RULES.rule(rule_id, TODAY)
    return clock_on(rule, started_on, today, RULES.calendar(), facts=facts, **more)


class Row(NamedTuple):
    rule: str
    started_on: date
    words: str
    source: str
    state: str
    share: float


ROWS = [
    Row("A-S1", date(2025, 8, 20), "4 days over 2 months", "Stage 1, 20 October", "overdue", 1),
    Row(
        "F-LOCAL-MED", date(2025, 10, 9), "2 days late", "Medical comment, 22 October", "overdue", 1
    ),
    Row("F-OBS", date(2025, 10, 10), "Ends today", "Observations, 24 October", "dueSoon", 1),
    Row("F-ADM", date(2025, 10, 16), "1 working day left", "Decision, 27 October", "dueSoon", 0.86),
    Row("F-PAPERS", date(2025, 11, 4), "1 working day left", "Papers, 27 October", "dueSoon", 0.86),
    Row(
        "F-OBS",
        date(2025, 10, 13),
        "1 working day left",
        "Observations, 27 October",
        "dueSoon",
        0.9,
    ),
    Row(
        "F-LOCAL-VISIT",
        date(2025, 10, 14),
        "7 working days left",
        "Initial visit, 4 November",
        "onTrack",
        0.53,
    ),
    Row(
        "F-CP-TEMP",
        date(2025, 7, 17),
        "13 days left",
        "Temporary approval, 6 November",
        "dueSoon",
        0.88,
    ),
    Row(
        "F-CP-TEMP",
        date(2025, 7, 18),
        "14 days left",
        "Temporary approval, 7 November",
        "dueSoon",
        0.88,
    ),
    Row("A-S1", date(2025, 9, 24), "31 days left", "Stage 1, 24 November", "onTrack", 0.49),
    Row("F-APP-PANEL", date(2025, 4, 14), "51 days left", "Panel, 14 December", "onTrack", 0.79),
    Row("A-S2", date(2025, 8, 18), "55 days left", "Decision, 18 December", "onTrack", 0.55),
    Row("F-APP-PANEL", date(2025, 5, 9), "77 days left", "Panel, 9 January 2026", "onTrack", 0.69),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r.rule} {r.words}")
def test_the_list_of_cases_reads_as_in_the_picture(row: Row) -> None:
    stands = clock(row.rule, row.started_on)
    assert list_words(stands) == row.words
    assert list_source(stands) == row.source
    assert theme_state(stands.state) == row.state
    assert stands.fraction == pytest.approx(row.share, abs=0.006)


class Card(NamedTuple):
    rule: str
    started_on: date
    pill: str
    figure: tuple[str, str]
    line: str
    source: str
    cause: str = ""


CARDS = [
    Card(
        "F-OBS",
        date(2025, 10, 10),
        "Due soon",
        ("Today", "last day of 10"),
        "Report given 10 October. No reply.",
        "Fostering Regulations, regulation 26",
    ),
    Card(
        "F-PAPERS",
        date(2025, 11, 4),
        "Due soon",
        ("1", "working day left"),
        "Send by Monday 27 October 2025.",
        "Minimum standard 14.3, 5 clear working days before",
    ),
    Card(
        "F-APP-PANEL",
        date(2025, 5, 12),
        "On track",
        ("80", "days left"),
        "Day 166. Ends 12 January 2026.",
        "Minimum standard 14.4, 8 months",
    ),
    Card(
        "F-LOCAL-16W",
        date(2025, 5, 12),
        "Passed",
        ("53", "days over 16 weeks"),
        "Cause recorded: overseas check",
        "Local standard, 1 September 2025",
        "overseas check",
    ),
]


@pytest.mark.parametrize("card", CARDS, ids=lambda c: c.rule)
def test_the_cards_of_a_case_read_as_in_the_picture(card: Card) -> None:
    stands = clock(card.rule, card.started_on)
    assert pill_words(stands) == card.pill
    assert figure(stands) == card.figure
    assert card_line(stands, card.cause) == card.line
    assert card_source(stands) == card.source


def test_home_says_how_late_something_is() -> None:
    assert home_words(clock("F-LOCAL-MED", date(2025, 10, 9))) == "2 days late"
    assert home_words(clock("X-INDUCT", date(2025, 8, 8))) == "7 days late"


def test_home_says_what_is_due_today_and_what_on_which_day() -> None:
    assert home_words(clock("F-OBS", date(2025, 10, 10))) == "Today"
    assert home_words(clock("F-PAPERS", date(2025, 11, 4))) == "Monday 27 October"
    assert home_words(clock("F-LOCAL-DRAFT", date(2025, 10, 21))) == "Tuesday 28 October"
    assert home_words(clock("X-APPR", date(2024, 10, 30))) == "Thursday 30 October"
    assert home_words(clock("F-APP-PANEL", date(2025, 5, 12))) == "Monday 12 January 2026"
    assert home_words(clock("F-CP-IRM", date(2025, 5, 12))) == "No limit"


def test_a_decision_says_which_of_its_days_it_is() -> None:
    assert day_words(clock("F-ADM", date(2025, 10, 16))) == "Day 6 of 7"
    assert day_words(clock("A-ADM", date(2025, 10, 22))) == "Day 2 of 7"


def test_why_a_clock_is_late_names_rule_weight_and_days() -> None:
    passed = clock("F-LOCAL-16W", date(2025, 5, 12))
    assert late_words(passed) == "53 days over 16 weeks"
    assert span_words(passed) == "12 May 2025 to 1 September 2025"
    assert why_words(passed) == (
        "Assessment to panel, 16 weeks. Local standard, so it warns and does not stop you."
    )


def test_one_day_is_said_in_the_singular() -> None:
    received = date(2025, 10, 16)
    assert list_words(clock("F-ADM", received, date(2025, 10, 28))) == "1 day late"
    assert list_words(clock("A-S1", date(2025, 8, 23))) == "1 day over 2 months"
    assert list_words(clock("A-S1", date(2025, 8, 25))) == "1 day left"


@pytest.mark.parametrize(
    ("stands", "pill", "words", "line", "state"),
    [
        (clock("F-ADM", None), "To come", "Not started", "Not started.", "info"),
        (
            clock("F-ADM", date(2025, 10, 1)),
            "Late",
            "14 days late",
            "No cause recorded.",
            "overdue",
        ),
        (
            clock("F-ADM", date(2025, 10, 1), stopped_on=date(2025, 10, 9)),
            "Done",
            "Done on 9 October",
            "Final minutes received 1 October.",
            "done",
        ),
        (
            clock("F-ADM", date(2025, 10, 1), stopped_on=date(2025, 10, 13)),
            "Done late",
            "Done 3 days late",
            "Final minutes received 1 October.",
            "done",
        ),
        (
            clock("F-ADM", date(2025, 10, 1), voided_on=date(2025, 10, 8)),
            "Stopped",
            "Stopped on 8 October",
            "Final minutes received 1 October.",
            "done",
        ),
        (
            clock("F-OBS", date(2025, 9, 1)),
            "Ended",
            "Ended on 15 September",
            "Report given 1 September.",
            "done",
        ),
        (
            clock(
                "A-S1", date(2025, 9, 1), pauses=[Pause(date(2025, 9, 30), reason="bereavement")]
            ),
            "Paused",
            "Paused since 30 September",
            "Paused: bereavement",
            "paused",
        ),
        (
            clock("A-ORDER", date(2025, 8, 1)),
            "Ended",
            "Open since 10 October",
            "Placed 1 August.",
            "done",
        ),
        (
            clock("A-ORDER", date(2025, 8, 1), stopped_on=date(2025, 10, 9)),
            "Too early",
            "Too early before 10 October",
            "Placed 1 August.",
            "overdue",
        ),
        (
            clock("F-CP-IRM", date(2025, 8, 1)),
            "On track",
            "Open no limit",
            "Continued 1 August.",
            "onTrack",
        ),
        (
            clock("F-APP-PANEL", date(2025, 2, 24)),
            "Due soon",
            "Ends today",
            "Day 243. Ends 24 October 2025.",
            "dueSoon",
        ),
        (
            clock("F-PAPERS", date(2025, 11, 3)),
            "Due soon",
            "Ends today",
            "Send by Friday 24 October 2025.",
            "dueSoon",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_state_has_its_words(
    stands: StatutoryClock, pill: str, words: str, line: str, state: str
) -> None:
    assert pill_words(stands) == pill
    assert list_words(stands) == words
    assert card_line(stands) == line
    assert theme_state(stands.state) == state


def test_the_last_day_of_months_and_of_papers_is_said_on_the_card() -> None:
    assert figure(clock("F-APP-PANEL", date(2025, 2, 24))) == ("Today", "last day of 8 months")
    assert figure(clock("F-PAPERS", date(2025, 11, 3))) == ("Today", "is the last day")


def test_every_state_has_a_pill_and_a_colour() -> None:
    for state in ClockState:
        assert theme_state(state)
