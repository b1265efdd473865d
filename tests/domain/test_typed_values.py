import contextlib
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.form_words import duration_words
from cfs_panels.domain.typed_values import read_date, read_minutes, read_number, read_time
from cfs_panels.domain.words import clock_time, long_date, short_date, weekday_date

TODAY = date(2025, 10, 24)
DATES = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "23 October 2025", "23 oct 2025", "23rd October 2025", "23rd of october, 2025",
        "Thursday 23 October 2025", "Thu 23 Oct", "23 October", "23/10/2025", "23/10/25",
        "23.10.25", "23-10-2025", "23 10 2025", "2025-10-23", "23102025", "October 23, 2025",
        "23-Oct-25", "23oct2025", "  23   October  2025 ", "yesterday", "23/10",
    ],
)  # fmt: skip
def test_a_date_is_read_however_it_is_typed_in_britain(typed: str) -> None:
    assert read_date(typed, today=TODAY) == date(2025, 10, 23)


def test_september_has_two_short_names() -> None:
    assert read_date("1 Sep 2025") == read_date("1 sept 2025") == date(2025, 9, 1)


def test_a_year_of_two_figures_is_at_most_ten_years_ahead() -> None:
    assert read_date("1/2/35", today=TODAY) == date(2035, 2, 1)
    assert read_date("1/2/36", today=TODAY) == date(1936, 2, 1)
    assert read_date("1/2/82", today=TODAY) == date(1982, 2, 1)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31 November 2025", "November has 30 days. Enter a real date"),
        ("29 February 2025", "February 2025 has 28 days. Enter a real date"),
        ("30 February 2024", "February has 29 days. Enter a real date"),
        ("1/13/2025", "A year has 12 months. Enter a real date"),
        ("23 October 0225", "Enter a year with four figures, for example 2025"),
        ("last week", "Enter a date, for example 23 October 2025"),
        ("23", "Enter a date, for example 23 October 2025"),
        ("", "Enter a date, for example 23 October 2025"),
    ],
)
def test_what_is_no_date_is_told_so_in_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        read_date(typed, today=TODAY)
    assert refusal.value.message == sentence


@pytest.mark.parametrize("typed", ["23 October", "23/10/25", "today"])
def test_a_date_without_its_whole_year_needs_to_know_today(typed: str) -> None:
    with pytest.raises(RuleBroken):
        read_date(typed)


@given(DATES)
def test_every_date_as_the_program_writes_it_is_read_back(day: date) -> None:
    written = (long_date(day), short_date(day), weekday_date(day), f"{day:%d/%m}/{day.year}")
    for words in (*written, day.isoformat()):
        assert read_date(words) == day


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("14:30", time(14, 30)), ("1430", time(14, 30)), ("14.30", time(14, 30)),
        ("2.30pm", time(14, 30)), ("2:30 PM", time(14, 30)), ("2 p.m.", time(14)),
        ("9am", time(9)), ("930", time(9, 30)), ("12am", time(0)), ("12pm", time(12)),
        ("noon", time(12)), ("0:05", time(0, 5)),
    ],
)  # fmt: skip
def test_a_time_is_read_however_it_is_typed(typed: str, moment: time) -> None:
    assert read_time(typed) == moment
    assert read_time(clock_time(moment)) == moment


@pytest.mark.parametrize("typed", ["25:00", "14:60", "13pm", "0am", "2", "half past two", ""])
def test_what_is_no_time_is_told_so(typed: str) -> None:
    with pytest.raises(RuleBroken, match="Enter a time, for example 14:30"):
        read_time(typed)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("90", 90), ("1 hour 30 min", 90), ("1h30", 90), ("1 h 30 m", 90), ("1:30", 90),
        ("1.5 hours", 90), ("1½ hours", 90), ("½ hour", 30), ("1 hour and 30 minutes", 90),
        ("2 hrs", 120), ("45 mins", 45), ("0 min", 0),
    ],
)  # fmt: skip
def test_a_length_of_time_is_read_however_it_is_typed(typed: str, minutes: int) -> None:
    assert read_minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["", "long", "an hour", "h", "1:3", "-5"])
def test_what_is_no_length_of_time_is_told_so(typed: str) -> None:
    with pytest.raises(RuleBroken, match="Enter how long in hours and minutes"):
        read_minutes(typed)


@given(st.integers(0, 6000))
def test_every_length_as_the_program_writes_it_is_read_back(minutes: int) -> None:
    assert read_minutes(duration_words(minutes)) == minutes


@pytest.mark.parametrize(
    ("typed", "number"), [("3", 3), ("1,250", 1250), ("£450", 450), ("2.5", 2.5), ("-1", -1)]
)
def test_a_number_is_read_with_its_commas_and_pounds(typed: str, number: float) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize("typed", ["", "three", "1e9", "nan", "3 or 4"])
def test_what_is_no_number_is_told_so(typed: str) -> None:
    with pytest.raises(RuleBroken, match="Enter a number in figures"):
        read_number(typed)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(typed: str) -> None:
    def read_day(words: str) -> date:
        return read_date(words, today=TODAY)

    for read in (read_day, read_time, read_minutes, read_number):
        with contextlib.suppress(RuleBroken):
            assert read(typed) is not None
