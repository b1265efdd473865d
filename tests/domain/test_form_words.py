from typing import Any

import pytest

from cfs_panels.domain.form_words import answer_words, duration_words, table_words
from cfs_panels.domain.forms import JSON
from tests.domain.sample_form import (
    BEDROOMS,
    GARDEN,
    HOUSEHOLD,
    HOW_LONG,
    MANAGER,
    MEDICAL,
    REASONS,
    SEEN,
    STARTED_AT,
    VISITED_ON,
    WHERE,
)


@pytest.mark.parametrize(
    ("field", "answer", "words"),
    [
        (WHERE, "home", "Home"),
        (WHERE, "a choice of old", "a choice of old"),
        (VISITED_ON, "2025-10-23", "23 October 2025"),
        (VISITED_ON, "31 November", "31 November"),
        (STARTED_AT, "14:30", "14:30"),
        (HOW_LONG, 90, "1 hour 30 min"),
        (HOW_LONG, "an age", "an age"),
        (BEDROOMS, 3, "3 bedrooms"),
        (BEDROOMS, "3 or 4", "3 or 4"),
        (SEEN, ["alarms", "stairs"], "Smoke alarms\nStairs and windows"),
        (GARDEN, True, "Yes"),
        (GARDEN, False, "No"),
        (GARDEN, None, ""),
        (MEDICAL, {"answer": True, "details": ""}, "Yes"),
        (MEDICAL, {"answer": False, "details": "Piet is ill."}, "No. Piet is ill."),
        (MEDICAL, {"answer": None, "details": "Piet is ill."}, "Piet is ill."),
        (MANAGER, {"id": "u1", "name": "Louise Penhaligon"}, "Louise Penhaligon"),
        (REASONS, "One.\n\nTwo.", "One.\n\nTwo."),
        (HOUSEHOLD, [{"name": "Piet", "born_on": "2003-02-01"}, {"name": "Josie", "seen": True}],
         "Piet, Date of birth: 1 February 2003\nJosie, Seen: Yes"),
        (REASONS, ["wrong shape"], ""),
    ],
)  # fmt: skip
def test_an_answer_reads_as_people_write_it(field: Any, answer: JSON, words: str) -> None:
    assert answer_words(field, answer) == words


def test_a_table_reads_as_rows_with_a_cell_for_every_column() -> None:
    rows: JSON = [{"name": "Piet", "seen": False}]
    assert table_words(HOUSEHOLD, rows) == (("Piet", "", "No"),)
    assert table_words(HOUSEHOLD, None) == ()


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (45, "45 min"), (60, "1 hour"), (90, "1 hour 30 min"), (125, "2 hours 5 min")],
)
def test_a_length_of_time_reads_in_hours_and_minutes(minutes: int, words: str) -> None:
    assert duration_words(minutes) == words
