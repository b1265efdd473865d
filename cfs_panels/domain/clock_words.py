"""How a clock is told to people: on a card, in a list, on the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cfs_panels.domain.clock_rules import ClockKind
from cfs_panels.domain.clocks import ClockState, StatutoryClock
from cfs_panels.domain.periods import Counting, Unit
from cfs_panels.domain.vocabulary import Weight
from cfs_panels.domain.words import WEEKDAYS, long_date, near_date, plural, weekday_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


class Figure(NamedTuple):
    """The large figure of a clock's card and the words beside it."""

    figure: str
    unit: str


_PILLS = {
    ClockState.NOT_STARTED: "To come",
    ClockState.RUNNING: "On track",
    ClockState.DUE_SOON: "Due soon",
    ClockState.PAUSED: "Paused",
    ClockState.MET: "Done",
    ClockState.MET_LATE: "Done late",
    ClockState.ENDED: "Ended",
    ClockState.TOO_EARLY: "Too early",
    ClockState.STOPPED: "Stopped",
    ClockState.HISTORY: "Before your records",
}

_THEME_STATES = {
    ClockState.NOT_STARTED: "info",
    ClockState.RUNNING: "onTrack",
    ClockState.DUE_SOON: "dueSoon",
    ClockState.OVERDUE: "overdue",
    ClockState.PAUSED: "paused",
    ClockState.MET: "done",
    ClockState.MET_LATE: "done",
    ClockState.ENDED: "done",
    ClockState.TOO_EARLY: "overdue",
    ClockState.STOPPED: "done",
    ClockState.HISTORY: "done",
}

_WEIGHT_WORDS = {
    Weight.REG: "Regulation, so a date that has passed is a breach and its reason is recorded.",
    Weight.STATG: "Statutory guidance, so going on needs a recorded reason.",
    Weight.NMS: "Minimum standard, so going on needs a recorded reason.",
    Weight.LOCAL: "Local standard, so it warns and does not stop you.",
    Weight.GOOD: "Good practice, so it informs and does not stop you.",
}


def theme_state(state: ClockState) -> str:
    """Return the state's key in the theme, which gives it colour and mark."""
    return _THEME_STATES[state]


def pill_words(clock: StatutoryClock) -> str:
    """Return a clock's state for its card: ``Due soon``; a passed target is ``Passed``."""
    if clock.state is ClockState.OVERDUE:
        return "Passed" if clock.rule.kind is ClockKind.TARGET else "Late"
    return _PILLS[clock.state]


def late_words(clock: StatutoryClock) -> str:
    """Return how late a clock is: ``2 days late``, or ``53 days over 16 weeks`` of long limits."""
    return " ".join(_late(clock))


def figure(clock: StatutoryClock) -> Figure:
    """Return the large figure of a clock's card: ``80`` and ``days left``."""
    return _FIGURES[clock.state](clock)


def list_words(clock: StatutoryClock) -> str:
    """Return a clock in one line of a list: ``Ends today``, ``1 working day left``."""
    if clock.state.is_active and clock.days_left == 0 and clock.state is not ClockState.PAUSED:
        return "Ends today"
    return " ".join(figure(clock)).strip()


def list_source(clock: StatutoryClock) -> str:
    """Return the second line of a clock in a list: ``Observations, 24 October``."""
    day = clock.due_on
    return f"{clock.rule.short_name}, {near_date(day, clock.on)}" if day else clock.rule.short_name


def home_words(clock: StatutoryClock) -> str:
    """Return when something is due, for the home page: late, today, or the day."""
    if clock.state is ClockState.OVERDUE:
        return plural(clock.days_late, "day") + " late"
    if clock.due_on is None:
        return "No limit"
    if clock.days_left == 0:
        return "Today"
    return f"{WEEKDAYS[clock.due_on.weekday()]} {near_date(clock.due_on, clock.on)}"


def day_words(clock: StatutoryClock) -> str:
    """Return how far a clock has run: ``Day 6 of 7``, or ``Day 166`` of months and weeks.

    The day of the start is day 0 where days are counted after it, and day 1 of weeks and months.
    """
    if clock.rule.unit.is_day:
        return f"Day {clock.elapsed} of {clock.limit}"
    return f"Day {clock.elapsed + 1}"


def card_line(clock: StatutoryClock, cause: str = "") -> str:
    """Return the sentence below the bar of a clock's card: what started it, or why it is late."""
    rule, due = clock.rule, clock.due_on
    if clock.state is ClockState.OVERDUE:
        return f"Cause recorded: {cause}" if cause else "No cause recorded."
    if clock.state is ClockState.PAUSED and clock.pause_reason:
        return f"Paused: {clock.pause_reason}"
    if not clock.state.is_active or due is None or clock.started_on is None:
        return _started(clock)
    if rule.counting is Counting.BACK:
        return f"{rule.start_words} by {weekday_date(due)}."
    if rule.unit.is_day:
        return f"{_started(clock)} {rule.waiting_words}".strip()
    return f"{day_words(clock)}. Ends {long_date(due)}."


def card_source(clock: StatutoryClock) -> str:
    """Return the source below a clock's card, with the limit where the card does not say it."""
    rule = clock.rule
    if clock.state is ClockState.OVERDUE and clock.due_on:
        return f"{rule.short_source}, {long_date(clock.due_on)}"
    if rule.unit.is_day and rule.counting is not Counting.BACK:
        return rule.short_source
    return f"{rule.short_source}, {clock.limit_words}"


def why_words(clock: StatutoryClock) -> str:
    """Return the rule behind a clock: its name and limit, and what follows from its weight."""
    return f"{clock.rule.name}, {clock.limit_words}. {_WEIGHT_WORDS[clock.rule.weight]}"


def span_words(clock: StatutoryClock) -> str:
    """Return the days a clock runs from and to: ``12 May 2025 to 1 September 2025``."""
    days = (clock.started_on, clock.due_on)
    return " to ".join(long_date(d) for d in sorted(d for d in days if d))


def _started(clock: StatutoryClock) -> str:
    if clock.started_on is None:
        return "Not started."
    return f"{clock.rule.start_words} {near_date(clock.started_on, clock.on)}."


def _late(clock: StatutoryClock) -> Figure:
    days = clock.days_late
    noun = "day" if days == 1 else "days"
    if clock.rule.unit.is_day:
        return Figure(str(days), f"{noun} late")
    return Figure(str(days), f"{noun} over {clock.limit_words}")


def _left(clock: StatutoryClock) -> Figure:
    if clock.days_left is None:
        return Figure("Open", clock.limit_words)
    if clock.days_left == 0:
        if clock.rule.counting is Counting.BACK:
            return Figure("Today", "is the last day")
        limit = str(clock.limit) if clock.rule.unit.is_day else clock.limit_words
        return Figure("Today", f"last day of {limit}")
    if clock.rule.unit is Unit.WORKING_DAY:
        left, noun = clock.working_days_left or 0, "working day"
    else:
        left, noun = clock.days_left, "day"
    return Figure(str(left), f"{noun if left == 1 else noun + 's'} left")


def _paused(clock: StatutoryClock) -> Figure:
    return Figure("Paused", _since("since", clock.paused_on, clock))


def _done(clock: StatutoryClock) -> Figure:
    return Figure("Done", _since("on", clock.stopped_on, clock))


def _done_late(clock: StatutoryClock) -> Figure:
    return Figure("Done", late_words(clock))


def _ended(clock: StatutoryClock) -> Figure:
    if clock.rule.kind is ClockKind.EARLIEST:
        return Figure("Open", _since("since", clock.due_on, clock))
    return Figure("Ended", _since("on", clock.due_on, clock))


def _too_early(clock: StatutoryClock) -> Figure:
    return Figure("Too early", _since("before", clock.due_on, clock))


def _stopped(clock: StatutoryClock) -> Figure:
    return Figure("Stopped", _since("on", clock.stopped_on, clock))


def _history(clock: StatutoryClock) -> Figure:
    return Figure("Was due", _since("on", clock.due_on, clock))


def _not_started(_clock: StatutoryClock) -> Figure:
    return Figure("Not started", "")


def _since(word: str, day: date | None, clock: StatutoryClock) -> str:
    return f"{word} {near_date(day, clock.on)}" if day else ""


_FIGURES: dict[ClockState, Callable[[StatutoryClock], Figure]] = {
    ClockState.NOT_STARTED: _not_started,
    ClockState.RUNNING: _left,
    ClockState.DUE_SOON: _left,
    ClockState.OVERDUE: _late,
    ClockState.PAUSED: _paused,
    ClockState.MET: _done,
    ClockState.MET_LATE: _done_late,
    ClockState.ENDED: _ended,
    ClockState.TOO_EARLY: _too_early,
    ClockState.STOPPED: _stopped,
    ClockState.HISTORY: _history,
}
