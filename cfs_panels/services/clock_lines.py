"""Clocks of a case as its cards show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.cases import ClockLine
from cfs_panels.domain.clock_rules import RuleStatus
from cfs_panels.domain.clock_words import (
    card_line,
    card_source,
    figure,
    list_words,
    pill_words,
    span_words,
    theme_state,
    why_words,
)
from cfs_panels.domain.clocks import in_order
from cfs_panels.domain.delay_causes import CODE, REASON, RULE
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import long_date
from cfs_panels.services.clock_starts import start_sentence
from cfs_panels.services.delay_causes import delay_causes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cfs_panels.domain.clocks import StatutoryClock
    from cfs_panels.domain.histories import CaseEvent, History


def clock_lines(
    clocks: Iterable[StatutoryClock], causes: Mapping[str, CaseEvent]
) -> tuple[ClockLine, ...]:
    """Return the clocks of a case: those someone must act on, soonest first, then the others."""
    every = list(clocks)
    first = in_order(every)
    rest = [c for c in every if c not in first and c.started_on is not None]
    return tuple(clock_line(c, causes.get(c.rule.id)) for c in (*first, *rest))


def clock_line(clock: StatutoryClock, delay: CaseEvent | None = None) -> ClockLine:
    """Return one clock as its card shows it; ``delay`` is the event that told why it is late."""
    if clock.started_on is None:
        raise ValueError("a clock that has not started has no card")
    number, unit = figure(clock)
    cause = str(delay.facts.get(REASON, "")) if delay else ""
    key = str(delay.facts.get(CODE) or "") if delay else ""
    by = f"Recorded by {delay.recorded_by}, {long_date(delay.on)}" if delay else ""
    return ClockLine(
        rule_id=clock.rule.id,
        name=clock.name,
        state=theme_state(clock.state),
        figure=number,
        unit=unit,
        pill=pill_words(clock),
        line=card_line(clock, cause),
        source=card_source(clock),
        started_on=clock.started_on,
        due_on=clock.due_on or clock.started_on,
        stopped_on=clock.stopped_on,
        fraction=clock.fraction,
        weight=clock.rule.weight.value,
        confirmed=clock.rule.status is not RuleStatus.UNCONFIRMED,
        words=list_words(clock),
        why=why_words(clock),
        span=span_words(clock),
        cause=cause,
        cause_key=key,
        cause_words=delay_causes().words(key) if key else "",
        cause_by=by,
        start=start_sentence(clock),
    )


def causes_of(history: History) -> dict[str, CaseEvent]:
    """Return the event that recorded the cause of each delay, the newest, by the id of the rule."""
    return {str(e.facts.get(RULE, "")): e for e in history.all(EventType.DELAY_RECORDED)}
