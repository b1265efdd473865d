"""When items begin: by the plan, and while the panel sits."""

from __future__ import annotations

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from cfs_panels.domain.agenda_times import (
    Slot,
    as_minutes,
    as_time,
    behind_minutes,
    items_words,
    numbers,
    spans,
    used_minutes,
)
from cfs_panels.domain.meetings import ItemKind

OPENING = Slot("opening", ItemKind.OPENING, 15)


def case(key: str, minutes: int, started: str = "", finished: str = "") -> Slot:
    return Slot(
        key,
        ItemKind.CASE,
        minutes,
        time.fromisoformat(started) if started else None,
        time.fromisoformat(finished) if finished else None,
    )


def pause(key: str, minutes: int) -> Slot:
    return Slot(key, ItemKind.BREAK, minutes)


def starts(slots: list[Slot]) -> list[str]:
    return [f"{s.starts_at:%H:%M}" for s in spans(time(9, 30), slots).values()]


def test_items_follow_one_another_after_the_opening() -> None:
    slots = [OPENING, case("a", 40), pause("b", 15), case("c", 35)]
    assert starts(slots) == ["09:30", "09:45", "10:25", "10:40"]


def test_a_delay_moves_what_follows_until_a_break_takes_it_up() -> None:
    slots = [OPENING, case("a", 40, "09:50"), case("b", 30), pause("c", 15), case("d", 20)]
    assert starts(slots) == ["09:30", "09:50", "10:30", "11:00", "11:10"]


def test_a_delay_longer_than_the_break_goes_on_after_it() -> None:
    slots = [case("a", 40, "09:30", "10:50"), pause("b", 15), case("c", 20)]
    assert starts(slots) == ["09:30", "10:50", "10:50"]


def test_nobody_is_heard_before_the_time_they_were_asked_for() -> None:
    slots = [case("a", 40, "09:30", "09:50"), case("b", 20)]
    assert starts(slots) == ["09:30", "10:10"]


def test_planned_times_stay_what_they_were() -> None:
    found = spans(time(9, 30), [OPENING, case("a", 40, "09:50"), case("b", 30)])
    assert [s.planned_at for s in found.values()] == [time(9, 30), time(9, 45), time(10, 25)]
    slots = [OPENING, case("a", 40, "09:50"), case("b", 30)]
    assert behind_minutes(slots, found) == 5
    assert behind_minutes([OPENING, case("a", 40)], found) == 0


def test_breaks_and_the_opening_have_no_number_and_use_no_time_for_items() -> None:
    business = Slot("d", ItemKind.BUSINESS, 5)
    slots = [OPENING, case("a", 40), pause("b", 15), case("c", 35), business]
    assert numbers(slots) == {"a": 1, "c": 2, "d": 3}
    assert used_minutes(slots) == 80


def test_items_are_told_by_number() -> None:
    assert items_words([6]) == "Item 6"
    assert items_words([1, 2, 6]) == "Items 1, 2 and 6"


def test_a_day_does_not_run_past_midnight() -> None:
    assert as_time(25 * 60) == time(23, 59)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12))
def test_the_plan_takes_as_long_as_its_lines(lengths: list[int]) -> None:
    slots = [case(str(n), minutes) for n, minutes in enumerate(lengths)]
    found = list(spans(time(9, 0), slots).values())
    assert as_minutes(found[-1].ends_at) == min(9 * 60 + sum(lengths), 24 * 60 - 1)
    assert all(s.planned_at == s.starts_at for s in found)
