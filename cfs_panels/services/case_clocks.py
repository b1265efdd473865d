"""The clocks of a case as its events, its kind and the rules of the office give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.clock_rules import ClockKind
from cfs_panels.domain.clock_runs import current
from cfs_panels.domain.clocks import with_history
from cfs_panels.domain.words import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cfs_panels.domain.clocks import StatutoryClock
    from cfs_panels.domain.histories import Happened, History
    from cfs_panels.domain.pathways import Move, Pathway
    from cfs_panels.services.office import Office


def clocks_on(
    office: Office,
    kind: Pathway,
    history: History,
    day: date,
    history_until: date | None = None,
    *,
    only_open: bool = False,
) -> list[StatutoryClock]:
    """Return the newest run of each clock that a kind of case has, after these events.

    Those that had run out before ``history_until``, the day an import took the case, are history.
    Asked for ``only_open`` ones, it leaves out those that something stopped.
    """
    events = history.own.events
    return clocks_after(office, kind, events, day, history_until, only_open=only_open)


def every_clock_on(
    office: Office,
    kind: Pathway,
    history: History,
    day: date,
    history_until: date | None = None,
) -> list[StatutoryClock]:
    """Return each clock of a kind of case every time that it ran, after these events."""
    facts = _facts_for(office, kind)
    clocks = office.rules.plan(kind.clocks).clocks(history.own.events, day, office.calendar, facts)
    return with_history(clocks, history_until)


def clocks_after(
    office: Office,
    kind: Pathway,
    events: Sequence[Happened],
    day: date,
    history_until: date | None,
    *,
    only_open: bool,
) -> list[StatutoryClock]:
    """Return the same as `clocks_on` from events that count as of a day, in their order."""
    clocks = office.rules.plan(kind.clocks).clocks(
        events, day, office.calendar, _facts_for(office, kind), only_open=only_open
    )
    return with_history(current(clocks), history_until)


def _facts_for(office: Office, kind: Pathway) -> dict[str, bool]:
    return {**office.rules.agency_facts, **dict.fromkeys(kind.facts, True)}


def time_sentence(move: Move, clocks: Iterable[StatutoryClock], on: date) -> str:
    """Return the sentence where one of these clocks keeps a move from being made on a day.

    A clock that follows the one within which a move is made is more of the same time.
    """
    running = {c.rule.id: c for c in clocks if c.due_on is not None}
    first = running.get(move.not_before_clock)
    if first is not None and first.due_on is not None:
        if first.rule.kind is ClockKind.EARLIEST and on < first.due_on:
            return f"{first.rule.words} That is from {long_date(first.due_on)}."
        if first.rule.kind is not ClockKind.EARLIEST and on <= first.due_on:
            return (
                f"The time runs until the end of {long_date(first.due_on)}. "
                "Record this from the day after."
            )
    within = [
        c.due_on
        for c in running.values()
        if move.within_clock in {c.rule.id, c.rule.follows} and c.due_on is not None
    ]
    if move.within_clock and within and on > max(within):
        return f"The time for this ended on {long_date(max(within))}. {move.late_words}".strip()
    return ""
