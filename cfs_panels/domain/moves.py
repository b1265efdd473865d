"""Which event may be recorded in a case, when, by whom, and which may be corrected or taken back.

The rules are those of the pathway; the sentences are what a person reads who is refused.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.case_lines import ActionLine
from cfs_panels.domain.clock_rules import NO_FACTS
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.event_days import (
    check_day,
    check_moved,
    comes_before,
    counted,
    disturbed,
    misdated,
    not_standing,
    told,
    without_papers,
)
from cfs_panels.domain.histories import CaseEvent, History
from cfs_panels.domain.matters import blocked_by
from cfs_panels.domain.projections import ending_of
from cfs_panels.domain.words import long_date, uncapitalised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.pathways import Move, Pathway
    from cfs_panels.domain.vocabulary import EventType


def check_move(
    pathway: Pathway,
    history: History,
    event: EventType,
    on: date,
    actor: Actor,
    today: date,
    facts: Mapping[str, Any] = NO_FACTS,
) -> None:
    """Refuse an event that this kind of case, its history, the date or the person rules out.

    Raises:
        RuleBroken: with a sentence, and the field ``on`` where the date is at fault.
    """
    move = _move(pathway, event)
    if not actor.has(*move.roles):
        raise RuleBroken(f"Your role does not let you record this: {uncapitalised(move.words)}.")
    check_step(pathway, history, event, on, today, facts)
    of_same = counted_for(move, history, facts)
    for later in _upset_by(pathway, of_same, CaseEvent("", event, on, facts=facts)):
        raise misdated(move, on, _follows(pathway, later))


def check_step(
    pathway: Pathway,
    history: History,
    event: EventType,
    on: date,
    today: date,
    facts: Mapping[str, Any] = NO_FACTS,
) -> None:
    """Refuse an event that kind of case, history or date rule out, whoever records it.

    Raises:
        RuleBroken: as ``check_move``.
    """
    move = _move(pathway, event)
    history = counted_for(move, history, facts)
    within = counted(pathway, move, history)
    reason = (
        _closed(pathway, move, history)
        or _ruled_out(pathway, move, within)
        or _missing(move, _fresh(move, within))
    )
    if reason:
        raise RuleBroken(reason)
    check_day(pathway, event, history, on)
    _check_not_future(on, today)
    for group in move.after:
        _check_not_before(pathway, move, _fresh(move, within).latest(*group), on)
    if move.again_after and within.has(event):
        _check_not_before(pathway, move, within.latest(*move.again_after), on)


def may_follow(pathway: Pathway, history: History, event: EventType, on: date, today: date) -> bool:
    """Return whether an event may come about by itself, by kind of case, history and date."""
    try:
        check_step(pathway, history, event, on, today)
    except RuleBroken:
        return False
    return True


def check_correction(
    pathway: Pathway, history: History, event: CaseEvent, on: date, today: date
) -> None:
    """Refuse a new date that would put an event before or after what it belongs with.

    Raises:
        RuleBroken: with the field ``on``.
    """
    move = _move(pathway, event.type)
    _check_not_future(on, today)
    rest = history.without(event.id)
    for group in move.after:
        _check_not_before(pathway, move, rest.first(*group), on)
    check_moved(pathway, history, event, on)
    for later in _unsettled(pathway, history, event, on):
        raise misdated(move, on, _follows(pathway, later))


def check_withdrawal(pathway: Pathway, history: History, event: CaseEvent) -> None:
    """Refuse to take back an event on which another rests.

    Raises:
        RuleBroken: naming the first event that rests on it.
    """
    move = _move(pathway, event.type)
    if event.type in pathway.stages[0].entered_by and len(history.all(event.type)) == 1:
        raise RuleBroken(
            f"{move.words} opened the case and cannot be taken back. Correct its date, or close "
            "the case."
        )
    for later in _unsettled(pathway, history, event, None):
        raise RuleBroken(
            f"{move.words} cannot be taken back: {told(pathway, later)} of "
            f"{long_date(later.on)} rests on it. Take that back first."
        )


def counted_for(move: Move, history: History, facts: Mapping[str, Any]) -> History:
    """Return the part of a history that counts for the one whom a move of each is about."""
    one = str(facts.get(move.of_each) or "") if move.of_each else ""
    return history.about(move.of_each, one) if one else history


def whom(pathway: Pathway, move: Move, history: History) -> tuple[str, ...]:
    """Return those told of so far of whom a move of each may be made as the case stands."""
    return tuple(
        one
        for one, of_one in _told_of(move, history)
        if one
        and _is_ahead(pathway, move, of_one)
        and not _missing(move, counted(pathway, move, of_one))
    )


def actions_for(
    pathway: Pathway,
    history: History,
    actor: Actor,
    waits: Callable[[Move, History], str] = lambda _move, _history: "",
) -> tuple[ActionLine, ...]:
    """Return what a person may do in a case: what can be done now first, then what is blocked.

    What the role never does, and what can no longer be done, is left out. ``waits`` says what
    else a move waits for, such as a clock that has to run out. A move of each is offered where it
    can be made of one.
    """
    found = []
    for move in pathway.moves:
        if not (move.button and actor.has(*move.roles)):
            continue
        blocked = [
            _missing(move, _fresh(move, counted(pathway, move, of_one)))
            or without_papers(pathway, move, of_one)
            or waits(move, of_one)
            for _, of_one in _told_of(move, history)
            if _is_ahead(pathway, move, of_one)
        ]
        if blocked:
            found.append(_action(move, min(blocked, key=bool)))
    return tuple(sorted(found, key=lambda action: bool(action.blocked)))


def _action(move: Move, blocked: str) -> ActionLine:
    return ActionLine(
        key=move.command or move.event.value,
        words=move.button,
        event=None if move.command else move.event,
        blocked=blocked,
        asks_reason=move.asks_reason,
        asks=move.asks,
        short=move.short_button,
    )


def _told_of(move: Move, history: History) -> list[tuple[str, History]]:
    """Return whom a move of each can be about, with what counts for each; nobody: someone new."""
    fact = move.of_each
    if not fact:
        return [("", history)]
    named = dict.fromkeys(str(e.facts[fact]) for e in history.events if e.facts.get(fact))
    of_nobody = History(e for e in history.events if not e.facts.get(fact))
    return [*((one, history.about(fact, one)) for one in named), ("", of_nobody)]


def _fresh(move: Move, history: History) -> History:
    """Return what counts of what has to stand before a move: since what it comes anew after."""
    newest = history.latest(*move.since) if move.since else None
    return history if newest is None else history.since(newest)


def _move(pathway: Pathway, event: EventType) -> Move:
    move = pathway.move(event)
    if move is None:
        raise RuleBroken(f"This is no part of {pathway.long_name}.")
    return move


def _follows(pathway: Pathway, later: CaseEvent) -> str:
    """Return why an event cannot be dated after one that rests on it."""
    return f"{told(pathway, later)} follows it and is dated {long_date(later.on)}"


def _is_ahead(pathway: Pathway, move: Move, history: History) -> bool:
    within = counted(pathway, move, history)
    if _closed(pathway, move, history) or _ruled_out(pathway, move, within):
        return False
    if move.conditional and _missing(move, _fresh(move, within)):
        return False
    if not_standing(pathway, move, history):
        return False
    return not blocked_by(pathway, history, move.event)


def _closed(pathway: Pathway, move: Move, history: History) -> str:
    ending = ending_of(pathway, history)
    if ending is None or move.after_end:
        return ""
    return (
        f"This case ended on {long_date(ending.on)} with {told(pathway, ending)}, so this can "
        "no longer be recorded."
    )


def _ruled_out(pathway: Pathway, move: Move, history: History) -> str:
    blocking = history.latest(*move.never_after) if move.never_after else None
    if blocking is not None:
        return move.closed_words or (
            f"{move.words} can no longer be recorded: {told(pathway, blocking)} is dated "
            f"{long_date(blocking.on)}."
        )
    earlier = history.latest(move.event)
    if earlier is None or _may_repeat(move, earlier, history):
        return ""
    return f"{move.words} is already recorded, on {long_date(earlier.on)}."


def _may_repeat(move: Move, earlier: CaseEvent, history: History) -> bool:
    if move.once_for_each is not None:
        return len(history.all(move.event)) < len(history.all(move.once_for_each))
    if move.alternates_with is not None:
        return history.latest(move.event, move.alternates_with) is not earlier
    if move.again_after:
        cause = history.latest(*move.again_after)
        return cause is not None and history.is_newer(cause, earlier)
    return move.repeats


def _missing(move: Move, history: History) -> str:
    return next((move.refusal for group in move.after if not history.has(*group)), "")


def _check_not_future(on: date, today: date) -> None:
    if on > today:
        raise RuleBroken(
            f"{long_date(on)} is in the future. Enter the day it happened.", field="on"
        )


def _check_not_before(pathway: Pathway, move: Move, before: CaseEvent | None, on: date) -> None:
    if before is not None and on < before.on:
        raise misdated(move, on, comes_before(pathway, before))


def _upset_by(pathway: Pathway, history: History, new: CaseEvent) -> Iterator[CaseEvent]:
    """Yield the later events that stand in order now and would not with one put in before them."""
    later = [e for e in history.events if e.on > new.on]
    if later:
        after = History([*history.events, new])
        for one in later:
            barred_too = one.type is new.type
            if disturbed(pathway, history, after, one, barred_too=barred_too):
                yield one


def _unsettled(
    pathway: Pathway, history: History, event: CaseEvent, on: date | None
) -> Iterator[CaseEvent]:
    """Yield the events that stand in order now and would not with this one moved or gone."""
    rest = history.without(event.id)
    moved = [*rest.events, *([replace(event, on=on)] if on else [])]
    after = History(moved)
    for later in rest.events:
        if disturbed(pathway, history, after, later, barred_too=True):
            yield later
        move = pathway.move(later.type)
        for group in move.after if move else ():
            if event.type not in group:
                continue
            stands = any(e.type in group and e.on <= later.on for e in history.events)
            if stands and not any(e.type in group and e.on <= later.on for e in moved):
                yield later
