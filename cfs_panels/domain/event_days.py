"""What the day of an event rules out: what held, was in hand or had come in on that day.

An event is judged on the history as it stood on its own day, whenever it is recorded: a step may be
entered late, and none is dated before what it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.histories import History
from cfs_panels.domain.matters import blocked_by, missing_papers, within_matter
from cfs_panels.domain.standings import beginnings, standing_since, why_not
from cfs_panels.domain.words import long_date, uncapitalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.domain.pathways import Move, Pathway
    from cfs_panels.domain.vocabulary import EventType


def told(pathway: Pathway, event: CaseEvent) -> str:
    """Return an event as the subject of a sentence."""
    move = pathway.move(event.type)
    return uncapitalised(move.words) if move else event.type.value.replace("_", " ")


def counted(pathway: Pathway, move: Move, history: History) -> History:
    """Return the part of a history that counts for a move."""
    return within_matter(pathway, history) if move.in_matter else history


def not_standing(pathway: Pathway, move: Move, history: History) -> str:
    """Return the sentence of what bars a move, or of what it needs and does not hold."""
    barred = why_not(pathway, history, (), move.barred_by)
    return (move.closed_words or barred) if barred else why_not(pathway, history, move.needs)


def without_papers(pathway: Pathway, move: Move, history: History) -> str:
    """Return the sentence where a paper that a regulation asks for is not in, or nothing."""
    missing = missing_papers(pathway, history) if move.needs_papers else ()
    if not missing:
        return ""
    return f"{missing[0].name}: not in yet. {move.words} waits for it. ({missing[0].source}.)"


def misdated(move: Move, on: date, why: str) -> RuleBroken:
    """Return the refusal of a day that an event cannot have."""
    return RuleBroken(f"{move.words} cannot be dated {long_date(on)}: {why}.", field="on")


def comes_before(pathway: Pathway, event: CaseEvent) -> str:
    """Return why another event cannot be dated before one."""
    return f"{told(pathway, event)} comes before it and is dated {long_date(event.on)}"


def check_day(pathway: Pathway, event: EventType, history: History, on: date) -> None:
    """Refuse to record an event on a day on which what it needs did not hold, or what bars it did.

    One that ends the case or opens a matter is work of today, so what holds now rules it out too.

    Raises:
        RuleBroken: with the field ``on`` where another day would do.
    """
    move = pathway.move(event)
    if move is None:
        return
    now = not_standing(pathway, move, history)
    why = _obstacle(pathway, move, history, [history.by(on)])
    if now and (why or _is_of_today(pathway, event)):
        raise RuleBroken(now)
    if reason := without_papers(pathway, move, history) or blocked_by(pathway, history, event):
        raise RuleBroken(reason)
    if why := why or _unready(pathway, move, history, on):
        raise misdated(move, on, why)


def check_moved(pathway: Pathway, history: History, event: CaseEvent, on: date) -> None:
    """Refuse a new day for an event that was in order on the day it has and would not be on that.

    Raises:
        RuleBroken: with the field ``on``.
    """
    move, rest = pathway.move(event.type), history.without(event.id)
    if move is None:
        return

    def obstacle(day: date) -> str:
        return (
            _obstacle(pathway, move, rest, list(_states_of(rest, day)))
            or _too_late(pathway, move, rest, day)
            or _unready(pathway, move, rest, day)
        )

    if not obstacle(event.on) and (why := obstacle(on)):
        raise misdated(move, on, why)


def disturbed(
    pathway: Pathway, before: History, after: History, event: CaseEvent, *, barred_too: bool
) -> bool:
    """Return whether an event was in order before something changed and is not after it."""
    move = pathway.move(event.type)
    if move is None or not (move.needs or move.rests_on or move.barred_by):
        return False
    stood = [_stood(pathway, move, h, event, barred_too=barred_too) for h in (before, after)]
    return stood[0] and not stood[1]


def _stood(
    pathway: Pathway, move: Move, history: History, event: CaseEvent, *, barred_too: bool
) -> bool:
    """Return whether what a move needs and rests on held on the day of its event."""
    states = list(_states_of(history.without(event.id), event.on))
    if barred_too and _barring(pathway, move, states):
        return False
    return all(_held(pathway, group, states) for group in (*move.needs, *move.rests_on))


def _states_of(history: History, day: date) -> Iterator[History]:
    """Yield a history as a day began and after each event of it, in whatever order they came."""
    earlier = [e for e in history.events if e.on < day]
    yield History(earlier)
    of_day = [e for e in history.events if e.on == day]
    for number in range(len(of_day)):
        yield History([*earlier, *of_day[: number + 1]])


def _held(pathway: Pathway, keys: Iterable[str], states: Sequence[History]) -> bool:
    return any(standing_since(pathway, state, key) is not None for key in keys for state in states)


def _barring(pathway: Pathway, move: Move, states: Sequence[History]) -> CaseEvent | None:
    """Return the event since which something barred a move all day long, or None."""
    for key in move.barred_by:
        found = [standing_since(pathway, state, key) for state in states]
        if all(event is not None for event in found):
            return found[-1]
    return None


def _obstacle(pathway: Pathway, move: Move, history: History, states: Sequence[History]) -> str:
    """Return why a move was not possible in any of these states of a history, or nothing."""
    barring = _barring(pathway, move, states)
    if barring is not None:
        return f"{told(pathway, barring)} is dated {long_date(barring.on)}"
    group = next((g for g in move.needs if not _held(pathway, g, states)), None)
    if group is None:
        return ""
    standings = [pathway.standing(key) for key in group]
    known = states[-1].events
    begun = [e for s in standings for e in beginnings(s, history) if e not in known]
    if begun:
        return comes_before(pathway, min(begun, key=lambda e: e.on))
    return uncapitalised(standings[0].missing).rstrip(".")


def _too_late(pathway: Pathway, move: Move, history: History, on: date) -> str:
    """Return what had ruled a move out before a day, or nothing."""
    earlier = counted(pathway, move, history.by(on)).all(*move.never_after)
    found = next((e for e in earlier if e.on < on), None)
    return f"{told(pathway, found)} is dated {long_date(found.on)}" if found else ""


def _unready(pathway: Pathway, move: Move, history: History, on: date) -> str:
    """Return what had not come in on a day or was still in hand then, or nothing."""
    then = history.by(on)
    if without_papers(pathway, move, then):
        paper = missing_papers(pathway, then)[0]
        return f"{uncapitalised(paper.name)} was not in on that day"
    return "another matter was in hand" if blocked_by(pathway, then, move.event) else ""


def _is_of_today(pathway: Pathway, event: EventType) -> bool:
    ends = any(event == e and status.is_over for e, status in pathway.status_after)
    return ends or any(event in matter.opened_by for matter in pathway.matters)
