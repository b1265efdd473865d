from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.working_days import WorkingCalendar
from cfs_panels.services.rule_library import rule_library

CALENDAR = rule_library().calendar()
ORACLE = frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(1990, 2051)))

days = st.dates(date(1991, 1, 1), date(2049, 12, 31))
few = st.integers(1, 60)


def by_hand(start: date, count: int, step: int = 1) -> date:
    """Count day by day, with the library's holidays."""
    while count:
        start += timedelta(days=step)
        if start.weekday() < 5 and start not in ORACLE:
            count -= 1
    return start


def test_the_bank_holidays_are_those_of_the_maintained_library() -> None:
    assert set(rule_library().holidays.names) == ORACLE


@pytest.mark.parametrize(
    "day",
    [
        date(1999, 12, 31),  # millennium eve
        date(2002, 6, 3),  # Golden Jubilee
        date(2002, 6, 4),
        date(2011, 4, 29),  # royal wedding
        date(2012, 6, 5),  # Diamond Jubilee
        date(2020, 5, 8),  # VE Day, moved from 4 May
        date(2022, 6, 2),
        date(2022, 6, 3),  # Platinum Jubilee
        date(2022, 9, 19),  # state funeral
        date(2023, 5, 8),  # coronation
    ],
)
def test_special_bank_holidays_are_no_working_days(day: date) -> None:
    assert not CALENDAR.is_working_day(day)


def test_a_bank_holiday_that_was_moved_is_a_working_day_on_its_old_date() -> None:
    assert CALENDAR.is_working_day(date(2020, 5, 4))
    assert CALENDAR.is_working_day(date(2022, 5, 30))


def test_every_day_of_the_span_is_as_the_library_has_it() -> None:
    day = CALENDAR.first_on
    while day <= CALENDAR.last_on:
        assert CALENDAR.is_working_day(day) == (day.weekday() < 5 and day not in ORACLE), day
        day += timedelta(days=1)


@given(days, few)
def test_adding_days_gives_what_counting_day_by_day_gives(start: date, count: int) -> None:
    assert CALENDAR.add(start, count) == by_hand(start, count)


@given(days, few)
def test_going_back_gives_what_counting_day_by_day_gives(start: date, count: int) -> None:
    assert CALENDAR.back(start, count) == by_hand(start, count, -1)


@given(days, few)
def test_the_days_between_are_those_that_were_added(start: date, count: int) -> None:
    due = CALENDAR.add(start, count)
    assert CALENDAR.count_between(start, due) == count
    assert CALENDAR.count_between(due, start) == -count


@given(days, few)
def test_counting_the_first_day_ends_one_working_day_earlier(start: date, count: int) -> None:
    first = CALENDAR.next_working_day(start)
    assert CALENDAR.nth_from(start, 1) == first
    assert CALENDAR.nth_from(start, count + 1) == CALENDAR.add(first, count)
    assert CALENDAR.count_from(start, CALENDAR.nth_from(start, count)) == count


def test_no_days_lead_nowhere() -> None:
    saturday = date(2025, 10, 25)
    assert CALENDAR.add(saturday, 0) == saturday
    assert CALENDAR.back(saturday, 0) == saturday


def test_adding_fewer_than_no_days_goes_back() -> None:
    friday = date(2025, 10, 24)
    assert CALENDAR.add(friday, -1) == CALENDAR.back(friday, 1) == date(2025, 10, 23)
    assert CALENDAR.back(friday, -1) == CALENDAR.add(friday, 1) == date(2025, 10, 27)


def test_the_next_working_day_may_be_the_day_itself() -> None:
    assert CALENDAR.next_working_day(date(2025, 10, 24)) == date(2025, 10, 24)
    assert CALENDAR.next_working_day(date(2025, 12, 25)) == date(2025, 12, 29)


@pytest.mark.parametrize("day", [date(1989, 12, 31), date(2051, 1, 1)])
def test_a_day_outside_the_span_is_refused_with_the_span(day: date) -> None:
    for ask in (
        CALENDAR.is_working_day,
        CALENDAR.next_working_day,
        lambda d: CALENDAR.add(d, 1),
        lambda d: CALENDAR.back(d, 1),
        lambda d: CALENDAR.nth_from(d, 1),
        lambda d: CALENDAR.count_between(d, d),
    ):
        with pytest.raises(RuleBroken, match="from 1 January 1990 to 31 December 2050"):
            ask(day)


def test_counting_out_of_the_span_is_refused() -> None:
    with pytest.raises(RuleBroken, match="Counting from 30 December 2050 leads outside them"):
        CALENDAR.add(date(2050, 12, 30), 5)
    with pytest.raises(RuleBroken, match="Counting from 2 January 1990 leads outside them"):
        CALENDAR.back(date(1990, 1, 2), 5)


def test_the_first_and_last_days_of_the_span_are_known() -> None:
    short = WorkingCalendar([], date(2025, 10, 20), date(2025, 10, 24))
    assert short.is_working_day(date(2025, 10, 20))
    assert short.add(date(2025, 10, 20), 4) == date(2025, 10, 24)
    assert short.back(date(2025, 10, 24), 4) == date(2025, 10, 20)


def test_a_holiday_that_the_agency_adds_is_no_working_day() -> None:
    day = date(2031, 3, 5)
    library = rule_library()
    assert library.calendar().is_working_day(day)
    assert not library.calendar([day]).is_working_day(day)
    assert library.calendar().is_working_day(day)


def test_a_holiday_that_the_agency_takes_out_is_a_working_day() -> None:
    day = date(2025, 8, 25)
    assert rule_library().calendar((), [day]).is_working_day(day)
