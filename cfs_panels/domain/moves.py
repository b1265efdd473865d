"""Which event may be recorded in a case, when, by whom, and which may be corrected or taken back.

The rules are those of the pathway; the sentences are what a person reads who is refused.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cfs_panels.domain.case_lines import ActionLine
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.matters import blocked_by, missing_papers, within_matter
from cfs_panels.domain.projections import ending_of
from cfs_panels.domain.standings import why_not
from cfs_panels.domain.words import long_date, uncapitalised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.histories import CaseEvent, History
    from cfs_panels.domain.pathways import Move, Pathway
    from cfs_panels.domain.vocabulary import EventType


def check_move(
    pathway: Pathway, history: History, event: EventType, on: date, actor: Actor, today: date
) -> None:
    """Refuse an event that this kind of case, its history, the date or the person rules out.

    Raises:
        RuleBroken: with a sentence, and the field ``on`` where the date is at fault.
    """
    move = _move(pathway, event)
    if not actor.has(*move.roles):
        raise RuleBroken(f"Your role does not let you record this: {uncapitalised(move.words)}.")
    check_step(pathway, history, event, on, today)


def check_step(pathway: Pathway, history: History, event: EventType, on: date, today: date) -> None:
    """Refuse an event that kind of case, history or date rule out, whoever records it.

    Raises:
        RuleBroken: as ``check_move``.
    """
    move = _move(pathway, event)
    within = _counted(pathway, move, history)
    reason = (
        _closed(pathway, move, history)
        or _ruled_out(pathway, move, within)
        or _missing(move, _fresh(move, within))
        or _not_standing(pathway, move, history)
        or _without_papers(pathway, move, history)
        or blocked_by(pathway, history, event)
    )
    if reason:
        raise RuleBroken(reason)
    _check_not_future(on, today)
    for group in move.after:
        _check_not_before(pathway, move, _fresh(move, within).latest(*group), on)


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
    for later in _unsettled(pathway, history, event, on):
        raise RuleBroken(
            f"{move.words} cannot be dated {long_date(on)}: {_told(pathway, later)} follows it "
            f"and is dated {long_date(later.on)}.",
            field="on",
        )


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
            f"{move.words} cannot be taken back: {_told(pathway, later)} of "
            f"{long_date(later.on)} rests on it. Take that back first."
        )


def actions_for(
    pathway: Pathway,
    history: History,
    actor: Actor,
    waits: Callable[[Move], str] = lambda _move: "",
) -> tuple[ActionLine, ...]:
    """Return what a person may do in a case: what can be done now first, then what is blocked.

    What the role never does, and what can no longer be done, is left out. ``waits`` says what
    else a move waits for, such as a clock that has to run out.
    """
    found = [
        ActionLine(
            key=move.command or move.event.value,
            words=move.button,
            event=None if move.command else move.event,
            blocked=_missing(move, _fresh(move, _counted(pathway, move, history)))
            or _without_papers(pathway, move, history)
            or waits(move),
            asks_reason=move.asks_reason,
            asks=move.asks,
            short=move.short_button,
        )
        for move in pathway.moves
        if move.button and actor.has(*move.roles) and _is_ahead(pathway, move, history)
    ]
    return tuple(sorted(found, key=lambda action: bool(action.blocked)))


def _counted(pathway: Pathway, move: Move, history: History) -> History:
    """Return the part of a history that counts for a move."""
    return within_matter(pathway, history) if move.in_matter else history


def _fresh(move: Move, history: History) -> History:
    """Return what counts of what has to stand before a move: since what it comes anew after."""
    newest = history.latest(*move.since) if move.since else None
    return history if newest is None else history.since(newest)


def _move(pathway: Pathway, event: EventType) -> Move:
    move = pathway.move(event)
    if move is None:
        raise RuleBroken(f"This is no part of {pathway.long_name}.")
    return move


def _told(pathway: Pathway, event: CaseEvent) -> str:
    """Return an event as the subject of a sentence."""
    move = pathway.move(event.type)
    return uncapitalised(move.words) if move else event.type.value.replace("_", " ")


def _is_ahead(pathway: Pathway, move: Move, history: History) -> bool:
    within = _counted(pathway, move, history)
    if _closed(pathway, move, history) or _ruled_out(pathway, move, within):
        return False
    if move.conditional and _missing(move, _fresh(move, within)):
        return False
    if _not_standing(pathway, move, history):
        return False
    return not blocked_by(pathway, history, move.event)


def _closed(pathway: Pathway, move: Move, history: History) -> str:
    ending = ending_of(pathway, history)
    if ending is None or move.after_end:
        return ""
    return (
        f"This case ended on {long_date(ending.on)} with {_told(pathway, ending)}, so this can "
        "no longer be recorded."
    )


def _ruled_out(pathway: Pathway, move: Move, history: History) -> str:
    blocking = history.latest(*move.never_after) if move.never_after else None
    if blocking is not None:
        return move.closed_words or (
            f"{move.words} can no longer be recorded: {_told(pathway, blocking)} is dated "
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


def _not_standing(pathway: Pathway, move: Move, history: History) -> str:
    barred = why_not(pathway, history, (), move.barred_by)
    return (move.closed_words or barred) if barred else why_not(pathway, history, move.needs)


def _without_papers(pathway: Pathway, move: Move, history: History) -> str:
    """Return the sentence where a paper that a regulation asks for is not in, or nothing."""
    missing = missing_papers(pathway, history) if move.needs_papers else ()
    if not missing:
        return ""
    return f"{missing[0].name}: not in yet. {move.words} waits for it. ({missing[0].source}.)"


def _check_not_future(on: date, today: date) -> None:
    if on > today:
        raise RuleBroken(
            f"{long_date(on)} is in the future. Enter the day it happened.", field="on"
        )


def _check_not_before(pathway: Pathway, move: Move, before: CaseEvent | None, on: date) -> None:
    if before is not None and on < before.on:
        raise RuleBroken(
            f"{move.words} cannot be dated {long_date(on)}: {_told(pathway, before)} comes "
            f"before it and is dated {long_date(before.on)}.",
            field="on",
        )


def _unsettled(
    pathway: Pathway, history: History, event: CaseEvent, on: date | None
) -> Iterator[CaseEvent]:
    """Yield the events that stand in order now and would not with this one moved or gone."""
    rest = history.without(event.id)
    moved = [*rest.events, *([replace(event, on=on)] if on else [])]
    for later in rest.events:
        move = pathway.move(later.type)
        for group in move.after if move else ():
            if event.type not in group:
                continue
            stands = any(e.type in group and e.on <= later.on for e in history.events)
            if stands and not any(e.type in group and e.on <= later.on for e in moved):
                yield later
