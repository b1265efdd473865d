"""What can be wrong with a kind of case as a whole: names not there, ways without an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.forms import CHOICES_FROM, WHOM
from cfs_panels.services.form_library import form_library
from cfs_panels.services.rule_library import rule_library

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cfs_panels.domain.pathways import Move, Pathway
    from cfs_panels.domain.vocabulary import EventType
    from cfs_panels.services.toml_lines import Place

    Fault = tuple[Place, str]


def faults_of(pathway: Pathway) -> Iterator[Fault]:
    """Yield what is wrong with a kind of case, each with its place in the file."""
    yield from _faults_of_keys(pathway)
    yield from _faults_of_names(pathway)
    yield from _faults_of_moves(pathway)
    yield from _faults_of_parts(pathway)
    yield from _faults_of_choices(pathway)
    yield from _faults_of_standings(pathway)
    yield from _dead_ends(pathway)


def _faults_of_keys(pathway: Pathway) -> Iterator[Fault]:
    yield from _twice("moves", [m.event for m in pathway.moves])
    for table in ("stages", "checks", "papers", "next_steps", "matters", "standings"):
        yield from _twice(table, [entry.key for entry in getattr(pathway, table)])


def _twice(table: str, keys: Sequence[str]) -> Iterator[Fault]:
    for number, key in enumerate(keys):
        if key in keys[:number]:
            yield (table, number), f"{key} stands here twice."


def _faults_of_names(pathway: Pathway) -> Iterator[Fault]:
    """Yield the rules and forms that are named and do not exist."""
    rules, panels = set(rule_library().rule_ids), set(rule_library().panel_rule_ids)
    for place, rule in _named_clocks(pathway):
        if rule and rule not in rules:
            yield place, f"there is no rule {rule}."
    for place, rule in _named_panel_rules(pathway):
        if rule and rule not in panels:
            yield place, f"there is no rule {rule}."
    forms: list[Fault] = [(("visit_form",), pathway.visit_form)]
    forms += [(("matters", n, "record_form"), m.record_form) for n, m in enumerate(pathway.matters)]
    for place, form in forms:
        if form and not form_library().has(form, pathway.service):
            yield place, f"there is no form {form}."


def _named_panel_rules(pathway: Pathway) -> Iterator[Fault]:
    """Yield each rule on panels that is named, with the place where it is."""
    for number, choice in enumerate(pathway.decision_choices):
        yield ("decision_choices", number, "panel_rule"), choice.panel_rule
    for number, matter in enumerate(pathway.matters):
        for key in ("panel_rule", "representations_rule"):
            yield ("matters", number, key), getattr(matter, key)


def _named_clocks(pathway: Pathway) -> Iterator[Fault]:
    """Yield each clock that is named, with the place where it is."""
    for number, rule in enumerate(pathway.clocks):
        yield ("clocks", number), rule
    for key in ("review_clock", "later_review_clock", "determination_clock"):
        yield (key,), getattr(pathway, key)
    for table in ("checks", "papers", "by_itself"):
        for number, entry in enumerate(getattr(pathway, table)):
            yield (table, number, "clock"), entry.clock
    for number, stage in enumerate(pathway.stages):
        for index, rule in enumerate(stage.clocks):
            yield ("stages", number, "clocks", index), rule
    for number, move in enumerate(pathway.moves):
        yield ("moves", number, "not_before_clock"), move.not_before_clock
        yield ("moves", number, "within_clock"), move.within_clock
    for number, step in enumerate(pathway.next_steps):
        yield ("next_steps", number, "once_over"), step.once_over


def _faults_of_moves(pathway: Pathway) -> Iterator[Fault]:
    possible = {m.event for m in pathway.moves}
    for number, move in enumerate(pathway.moves):
        others = [e for e in (move.once_for_each, move.alternates_with) if e is not None]
        wanted = (
            *_all(move.after),
            *move.never_after,
            *move.again_after,
            *move.since,
            *others,
            *move.follows,
        )
        yield from _unknown(("moves", number), move.event, wanted, possible)
        for index, asked in enumerate(move.asks):
            if asked.choices_from and asked.choices_from not in CHOICES_FROM:
                place: Place = ("moves", number, "asks", index, "choices_from")
                yield place, f"there are no choices {asked.choices_from}."
            if asked.choices_from == WHOM and asked.key != move.of_each:
                place = ("moves", number, "asks", index, "choices_from")
                yield place, f"{move.event} is not of each {asked.key}."
            if asked.not_before and asked.not_before not in possible:
                place = ("moves", number, "asks", index, "not_before")
                yield place, f"{asked.key} waits for {asked.not_before}, which is no move here."
        if move.elsewhere and move.button and not move.command:
            yield ("moves", number), f"{move.event} has a button and no command that records it."


def _faults_of_parts(pathway: Pathway) -> Iterator[Fault]:
    possible = {m.event for m in pathway.moves}
    for number, stage in enumerate(pathway.stages):
        wanted = (
            *stage.entered_by,
            *stage.ended_by,
            *stage.dated_by,
            *stage.left_by,
            *stage.before,
        )
        yield from _unknown(("stages", number), stage.key, wanted, possible)
    for number, matter in enumerate(pathway.matters):
        done = () if matter.done_by is None else (matter.done_by,)
        wanted = (*matter.opened_by, *matter.closed_by, *matter.counts_from, *done)
        yield from _unknown(("matters", number), matter.key, wanted, possible)
    for number, check in enumerate(pathway.checks):
        wanted = (check.requested_event, check.received_event)
        yield from _unknown(("checks", number), check.key, wanted, possible)
    for number, paper in enumerate(pathway.papers):
        wanted = (*paper.in_by, *_all(paper.waits_for))
        yield from _unknown(("papers", number), paper.key, wanted, possible)
    for number, step in enumerate(pathway.next_steps):
        yield from _unknown(("next_steps", number), step.key, _all(step.after), possible)
        if not any(event in possible for event in step.until):
            yield ("next_steps", number), f"the step {step.key} can never be done."
    for number, own in enumerate(pathway.by_itself):
        yield from _unknown(("by_itself", number), own.event, (own.event, own.started_by), possible)


def _faults_of_choices(pathway: Pathway) -> Iterator[Fault]:
    """Yield choices of matters that are not there, and what follows from a choice and cannot."""
    possible = {m.event for m in pathway.moves}
    keys = {m.key for m in pathway.matters}
    if not keys:
        yield ("matters",), "a kind of case has at least one matter."
    for table in ("panel_choices", "decision_choices", "papers", "next_steps"):
        for number, entry in enumerate(getattr(pathway, table)):
            for key in entry.matters:
                if key not in keys:
                    yield (table, number, "matters"), f"there is no matter {key}."
    for number, panel in enumerate(pathway.panel_choices):
        yield from _unknown(
            ("panel_choices", number), panel.outcome, (panel.outcome.event,), possible
        )
    for number, choice in enumerate(pathway.decision_choices):
        wanted = (*_all(choice.after), *choice.never_after, *choice.follows)
        yield from _unknown(("decision_choices", number), choice.outcome, wanted, possible)


def _faults_of_standings(pathway: Pathway) -> Iterator[Fault]:
    """Yield standings that wait for an unknown event, and those that are named and not there."""
    possible = {m.event for m in pathway.moves}
    keys = {standing.key for standing in pathway.standings}
    for number, standing in enumerate(pathway.standings):
        wanted = (*standing.begun_by, *standing.ended_by)
        yield from _unknown(("standings", number), standing.key, wanted, possible)
    named: list[tuple[Place, Iterable[str]]] = [
        (
            ("moves", n),
            (*(k for group in (*move.needs, *move.rests_on) for k in group), *move.barred_by),
        )
        for n, move in enumerate(pathway.moves)
    ]
    for table in ("next_steps", "panel_choices", "decision_choices", "by_itself"):
        named += [((table, n), entry.needs) for n, entry in enumerate(getattr(pathway, table))]
    for place, wanted_keys in named:
        for key in wanted_keys:
            if key not in keys:
                yield place, f"there is no standing {key}."
    for number, matter in enumerate(pathway.matters):
        for key in matter.decides_again:
            if key not in {m.key for m in pathway.matters}:
                yield ("matters", number, "decides_again"), f"there is no matter {key}."


def _unknown(
    place: Place, name: str, events: Iterable[EventType], possible: set[EventType]
) -> Iterator[Fault]:
    for event in events:
        if event not in possible:
            yield place, f"{name} waits for {event}, which this kind of case has no move for."


def _dead_ends(pathway: Pathway) -> Iterator[Fault]:
    """Yield events that can never be recorded, and those after which there is no way out.

    What has happened may rule out what else could; so after each event that rules something out
    some end of the case must still be in reach, and of each matter some end of that matter.
    """
    rests_on = _rests_on(pathway.moves)
    reachable = _reachable(pathway.moves, set())
    for number, move in enumerate(pathway.moves):
        if move.event not in reachable:
            yield (
                ("moves", number),
                f"{move.event} can never be recorded: what it waits for waits for it.",
            )
    ends = {event for event, status in pathway.status_after if status.is_over}
    ruling_out = {event for move in pathway.moves for event in move.never_after}
    for number, move in enumerate(pathway.moves):
        event = move.event
        if event in ends or (event not in ruling_out and number):
            continue
        if ends.isdisjoint(_reachable(pathway.moves, rests_on[event])):
            yield ("moves", number), f"after {event} this kind of case can never come to an end."
    for number, matter in enumerate(pathway.matters):
        for event in matter.opened_by:
            if set(matter.closed_by).isdisjoint(_reachable(pathway.moves, rests_on[event])):
                yield ("matters", number), f"{matter.key} can never come to an end."


def _reachable(moves: Sequence[Move], happened: set[EventType]) -> set[EventType]:
    """Return the events that can still come about, once these have happened."""
    found: set[EventType] = set()
    waiting = [
        move
        for move in moves
        if (move.in_matter or happened.isdisjoint(move.never_after))
        and (move.event not in happened or _comes_again(move))
    ]
    grown = True
    while grown:
        known = found | happened
        new = {
            m.event
            for m in waiting
            if m.event not in found and all(not known.isdisjoint(g) for g in m.after)
        }
        grown = bool(new)
        found |= new
    return found


def _rests_on(moves: Sequence[Move]) -> dict[EventType, set[EventType]]:
    """Return each event with all that must have happened before it, whichever way it came."""
    every = {move.event for move in moves}
    found = {event: set(every) for event in every}
    changed = True
    while changed:
        changed = False
        for move in moves:
            before = [set.intersection(*(found[e] for e in group)) for group in move.after if group]
            rests = {move.event}.union(*before)
            if rests != found[move.event]:
                found[move.event], changed = rests, True
    return found


def _comes_again(move: Move) -> bool:
    once_more = (move.again_after, move.alternates_with, move.once_for_each)
    return move.repeats or move.in_matter or any(once_more)


def _all(groups: Iterable[Iterable[EventType]]) -> list[EventType]:
    return [event for group in groups for event in group]
