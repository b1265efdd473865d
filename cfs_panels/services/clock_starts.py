"""Where a clock comes from, in words: the event that started it, its counting, its holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.clock_rules import RuleStatus
from cfs_panels.domain.periods import Counting, Unit
from cfs_panels.domain.words import long_date
from cfs_panels.services.event_words import event_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cfs_panels.domain.clocks import StatutoryClock
    from cfs_panels.domain.periods import Pause

STATUS_WORDS = {
    RuleStatus.VERIFIED: "Confirmed: read at its source",
    RuleStatus.UNCONFIRMED: "Unconfirmed: ask before you rely on it",
    RuleStatus.LOCAL: "The agency's own choice",
}
_COUNTED = {
    Counting.AFTER: "The day it started is day 0.",
    Counting.FIRST_COUNTED: "The day it started is day 1.",
    Counting.BACK: "Counted back: the day itself is not one of them.",
}


def start_event(clock: StatutoryClock) -> str:
    """Return what started a clock: ``Report given to applicants``."""
    return event_words().events[clock.started_by][-1] if clock.started_by else ""


def start_sentence(clock: StatutoryClock) -> str:
    """Return what started a clock and when, as a sentence."""
    if clock.started_on is None:
        return ""
    event, day, rule = start_event(clock), long_date(clock.started_on), clock.rule
    if rule.follows:
        return f"{event}. It runs on from {day}, when the time before it ended."
    if rule.counting is Counting.BACK:
        return f"{event}. Counted back from {day}."
    return f"{event}, for {day}." if rule.start_fact else f"{event}, {day}."


def counted_words(clock: StatutoryClock) -> str:
    """Return the limit and how its first day counts."""
    limit = clock.limit_words[:1].upper() + clock.limit_words[1:]
    if clock.rule.unit is Unit.OPEN:
        return "No limit: it runs until it is stopped."
    if clock.rule.unit.is_day:
        return f"{limit}. {_COUNTED[clock.rule.counting]}"
    if clock.rule.counting is Counting.BACK:
        return f"{limit}."
    return f"{limit} from the day it started."


def hold_lines(clock: StatutoryClock, pauses: Iterable[Pause]) -> tuple[str, ...]:
    """Return the holds that moved a clock, each in a line; those that do not move it say so."""
    rule, started_on = clock.rule, clock.started_on
    lines = []
    for pause in pauses:
        if started_on is None or (pause.until_on is not None and pause.until_on <= started_on):
            continue
        end = f" to {long_date(pause.until_on)}" if pause.until_on else ", still on hold"
        words = f"On hold from {long_date(pause.from_on)}{end}."
        if not (rule.pausable and rule.waits_for(pause)):
            words += " This clock goes on all the same."
        lines.append(words)
    return tuple(lines)
