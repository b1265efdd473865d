"""What a meeting's state allows, told in sentences."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meeting_rules import (
    STATE_WORDS,
    check_after_opening,
    check_in_order,
    check_length,
    check_minutes_open,
    check_not_begun,
    check_sits,
    check_times,
    meeting_title,
)
from cfs_panels.domain.meetings import MeetingState
from cfs_panels.domain.vocabulary import Service

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2025, 11, 4)
BEGUN = "The meeting has begun, so this can no longer be changed."
OVER = "The meeting of 4 November 2025 is over, so this can no longer be changed."
NOT_OPEN = "The meeting has not been opened yet."
APPROVED = (
    "The minutes were approved on 10 November 2025, so what they hold can no longer be changed."
)


def said(check: Callable[[], None]) -> str:
    try:
        check()
    except RuleBroken as error:
        return error.message
    return ""


@pytest.mark.parametrize(
    ("state", "plan", "sitting", "minutes"),
    [
        (MeetingState.PLANNED, "", NOT_OPEN, NOT_OPEN),
        (MeetingState.PAPERS_SENT, "", NOT_OPEN, NOT_OPEN),
        (MeetingState.IN_SESSION, BEGUN, "", ""),
        (MeetingState.HELD, OVER, OVER, ""),
        (MeetingState.DRAFTED, OVER, OVER, ""),
        (MeetingState.APPROVED, OVER, OVER, APPROVED),
        (MeetingState.SENT, OVER, OVER, APPROVED),
    ],
)
def test_each_state_allows_what_belongs_to_it(
    state: MeetingState, plan: str, sitting: str, minutes: str
) -> None:
    assert said(lambda: check_not_begun(state, DAY)) == plan
    assert said(lambda: check_sits(state, DAY)) == sitting
    assert said(lambda: check_minutes_open(state, date(2025, 11, 10))) == minutes
    assert STATE_WORDS[state]


def test_dates_stand_in_their_order() -> None:
    def check(on: date) -> None:
        check_in_order("The draft", on, DAY, "the panel met on", date(2025, 11, 6), "drafted_on")

    assert said(lambda: check(date(2025, 11, 3))) == (
        "The draft cannot be dated 3 November 2025: the panel met on 4 November 2025."
    )
    assert said(lambda: check(date(2025, 11, 7))).startswith("7 November 2025 is in the future")
    assert said(lambda: check(DAY)) == ""


def test_times_and_lengths_are_bounded() -> None:
    assert said(lambda: check_times(time(10, 0), time(10, 0))).startswith(
        "Enter a time after 10:00"
    )
    assert said(lambda: check_times(None, time(10, 0))) == ""
    assert said(lambda: check_after_opening(time(9, 0), time(9, 30))).startswith(
        "The meeting opened"
    )
    assert said(lambda: check_length("four", 3, "words")) == (
        "This has 4 characters. 3 is the most."
    )


def test_a_meeting_is_named_by_service_and_day() -> None:
    assert meeting_title(Service.ADOPTION, date(2025, 11, 13)) == (
        "Adoption panel, Thursday 13 November 2025"
    )
