"""What may be done to a meeting in which state, and in which order its dates stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meetings import MeetingState
from cfs_panels.domain.words import clock_time, long_date, weekday_date

if TYPE_CHECKING:
    from datetime import date, time

    from cfs_panels.domain.vocabulary import Service

STATE_WORDS = {
    MeetingState.PLANNED: "Planned",
    MeetingState.PAPERS_SENT: "Papers sent",
    MeetingState.IN_SESSION: "Draft, panel in session",
    MeetingState.HELD: "Minutes to finish",
    MeetingState.DRAFTED: "Minutes with the chair",
    MeetingState.APPROVED: "Minutes approved",
    MeetingState.SENT: "Minutes sent",
    MeetingState.CANCELLED: "Cancelled",
    MeetingState.RECORDED: "Held",
}
BEFORE = frozenset({MeetingState.PLANNED, MeetingState.PAPERS_SENT})
MINUTING = frozenset({MeetingState.IN_SESSION, MeetingState.HELD, MeetingState.DRAFTED})
OVER = (MeetingState.SENT, MeetingState.RECORDED, MeetingState.CANCELLED)
"""The states of a meeting that nobody has anything left to do with."""

MINUTED = (MeetingState.SENT, MeetingState.RECORDED)
"""The states in which whoever sees the meeting may read what was said of it."""

NOT_OPENED = "The meeting has not been opened yet."


def meeting_title(service: Service, held_on: date) -> str:
    """Return a meeting as its page names it: ``Fostering panel, Tuesday 4 November 2025``."""
    return f"{service.value.capitalize()} panel, {weekday_date(held_on)}"


def check_not_cancelled(state: MeetingState, held_on: date) -> None:
    """Refuse anything more of a meeting that was cancelled."""
    if state is MeetingState.CANCELLED:
        raise RuleBroken(f"The meeting of {long_date(held_on)} was cancelled.")


def check_not_begun(state: MeetingState, held_on: date) -> None:
    """Refuse a change of plan once the meeting has begun."""
    if state is MeetingState.IN_SESSION:
        raise RuleBroken("The meeting has begun, so this can no longer be changed.")
    check_not_over(state, held_on)


def check_not_over(state: MeetingState, held_on: date) -> None:
    """Refuse a change of plan once the meeting is over, or was cancelled."""
    check_not_cancelled(state, held_on)
    if state not in BEFORE and state is not MeetingState.IN_SESSION:
        raise RuleBroken(
            f"The meeting of {long_date(held_on)} is over, so this can no longer be changed."
        )


def check_sits(state: MeetingState, held_on: date) -> None:
    """Refuse what is done only while the panel sits."""
    if state in BEFORE:
        raise RuleBroken(NOT_OPENED)
    check_not_over(state, held_on)


def check_minutes_open(state: MeetingState, approved_on: date | None) -> None:
    """Refuse a change of what the minutes hold before the meeting, and after their approval."""
    if state in BEFORE or state is MeetingState.CANCELLED:
        raise RuleBroken(NOT_OPENED)
    if state not in MINUTING:
        when = f" on {long_date(approved_on)}" if approved_on else ""
        raise RuleBroken(
            f"The minutes were approved{when}, so what they hold can no longer be changed."
        )


def check_in_order(
    what: str, on: date, before: date | None, before_words: str, today: date, field: str
) -> None:
    """Refuse a date that lies ahead, or before that of what comes first.

    Raises:
        RuleBroken: with the field.
    """
    if on > today:
        raise RuleBroken(
            f"{long_date(on)} is in the future. Enter the day it happened.", field=field
        )
    if before is not None and on < before:
        raise RuleBroken(
            f"{what} cannot be dated {long_date(on)}: {before_words} {long_date(before)}.",
            field=field,
        )


def check_times(arrives_at: time | None, leaves_at: time | None) -> None:
    """Refuse a member who leaves before they come."""
    if arrives_at is not None and leaves_at is not None and leaves_at <= arrives_at:
        raise RuleBroken(
            f"Enter a time after {clock_time(arrives_at)}: nobody leaves before they come.",
            field="leaves_at",
        )


def check_after_opening(at: time, opened_at: time | None) -> None:
    """Refuse a time before the meeting opened."""
    if opened_at is not None and at < opened_at:
        raise RuleBroken(
            f"The meeting opened at {clock_time(opened_at)}. Enter a time from then on.",
            field="at",
        )


def check_length(words: str, most: int, field: str) -> None:
    """Refuse words that are longer than their place."""
    if len(words) > most:
        raise RuleBroken(f"This has {len(words)} characters. {most} is the most.", field=field)
