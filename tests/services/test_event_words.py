"""How events read in a history; every fault of the file told with its line."""

from __future__ import annotations

import pytest

import resources
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.event_words import EventWordsError, event_words, parse_event_words

TEXT = resources.read_text("words/events.toml")


@pytest.mark.parametrize("kind", list(E))
def test_every_event_has_words_even_where_nothing_is_known_of_it(kind: E) -> None:
    words = event_words().line(kind, {})
    assert words[0].isupper()
    assert "{" not in words


@pytest.mark.parametrize(
    ("kind", "facts", "words"),
    [
        (
            E.INITIAL_VISIT_OFFERED,
            {"booked_on": "2025-10-23", "where": "home"},
            "Initial visit arranged for 23 October 2025",
        ),
        (
            E.CHECK_REQUESTED,
            {"name": "Pet assessment", "person": ""},
            "Pet assessment asked for",
        ),
        (E.REPORT_FINISHED, {"report": "Form F", "version": 3}, "Form F version 3 finished"),
        (E.REPORT_FINISHED, {"report": "Form F"}, "Form F finished"),
        (E.PAPER_ADDED, {"title": "50% {sure}"}, "Paper added: 50% {sure}"),
    ],
)
def test_a_line_says_as_much_as_is_known(kind: E, facts: dict[str, object], words: str) -> None:
    assert event_words().line(kind, facts) == words


def test_how_an_enquiry_came_is_told_in_words() -> None:
    assert event_words().channel("Website") == "through the website"
    assert event_words().channel("by carrier pigeon") == "by carrier pigeon"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("case_held =", "case_hold =", "case_hold is no event."),
        ('case_held = ["Put on hold"]', "", "case_held has no words."),
        (
            'case_held = ["Put on hold"]',
            'case_held = ["On hold: {reason}"]',
            "case_held needs a last line without facts.",
        ),
        (
            'case_held = ["Put on hold"]',
            "case_held = []",
            "case_held needs a last line without facts.",
        ),
        (
            'case_held = ["Put on hold"]',
            'case_held = "Put on hold"',
            "case_held needs a last line without facts.",
        ),
        ("\n[views]\n", "\n[sights]\n", "there is no table sights."),
    ],
)
def test_a_fault_of_the_file_is_told_with_its_line(old: str, new: str, said: str) -> None:
    assert old in TEXT
    with pytest.raises(EventWordsError) as fault:
        parse_event_words(TEXT.replace(old, new, 1))
    place, _, words = str(fault.value).partition(": ")
    assert words == said
    assert place.startswith("events.toml, line ")


def test_a_text_that_is_no_toml_is_told_so() -> None:
    with pytest.raises(EventWordsError, match=r"events\.toml: "):
        parse_event_words("[events")
