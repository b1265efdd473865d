"""What holds in a case from one event until another: an order, a consent, a match, a placement.

What a pathway calls a standing is worked out from the events, as everything else is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from cfs_panels.domain.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable

    from cfs_panels.domain.histories import CaseEvent, Happened, History
    from cfs_panels.domain.pathways import Pathway

E = TypeVar("E", bound="Happened")


@dataclass(frozen=True, slots=True)
class Standing:
    """Something that holds in a case from one event until another: an order, a placement.

    It begins with an event of ``begun_by`` that has the facts of ``where`` and ends with one of
    ``ended_by``. ``missing`` is the sentence where it would have to hold and does not, ``closed``
    the one where it holds and must not. One ``of_each`` value of a fact holds for each of them
    apart, such as each child that is placed, and as long as it holds for one.
    """

    key: str
    words: str
    begun_by: tuple[EventType, ...]
    ended_by: tuple[EventType, ...]
    missing: str
    closed: str
    where: Mapping[str, Any] = field(default_factory=dict)
    of_each: str = ""


def since(standing: Standing, history: History) -> CaseEvent | None:
    """Return the event by which something holds after these events, or None where it does not."""
    if standing.of_each:
        return next(reversed(each_since(standing, history).values()), None)
    found = beginnings(standing, history)
    if not found:
        return None
    begun = found[-1]
    ended = history.latest(*standing.ended_by) if standing.ended_by else None
    return None if ended is not None and history.is_newer(ended, begun) else begun


def each_since(standing: Standing, history: History) -> dict[str, CaseEvent]:
    """Return the events by which something holds for each value of its fact, oldest first."""
    found = beginnings(standing, history)
    return each_left(
        history.events, standing.of_each, lambda e: e in found, frozenset(standing.ended_by)
    )


def each_left(
    events: Iterable[E], fact: str, begun: Callable[[E], bool], ended_by: Container[EventType]
) -> dict[str, E]:
    """Return what began for each value of a fact and has not ended, oldest first.

    An end that names none ends what was begun without a name, or the only one there is; one whose
    own never began ends what was begun without a name.
    """
    left: dict[str, E] = {}
    for event in events:
        of = str(event.facts.get(fact) or "")
        if begun(event):
            left.pop(of, None)
            left[of] = event
        elif event.type in ended_by:
            only = next(iter(left), "") if len(left) == 1 and not of else ""
            left.pop(of if of in left else only, None)
    return left


def beginnings(standing: Standing, history: History) -> list[CaseEvent]:
    """Return the events by which something began to hold, oldest first."""
    return [e for e in history.all(*standing.begun_by) if has_facts(e, standing.where)]


def has_facts(event: CaseEvent, where: Mapping[str, Any]) -> bool:
    """Return whether an event has these facts."""
    return all(event.facts.get(fact) == value for fact, value in where.items())


def standing_since(pathway: Pathway, history: History, key: str) -> CaseEvent | None:
    """Return the event by which a standing of a kind of case holds, or None."""
    return since(pathway.standing(key), history)


def why_not(
    pathway: Pathway,
    history: History,
    needs: Iterable[Iterable[str]],
    barred_by: Iterable[str] = (),
) -> str:
    """Return the sentence of what has to hold and does not, or holds and must not, or nothing."""
    for key in barred_by:
        if standing_since(pathway, history, key) is not None:
            return pathway.standing(key).closed
    for group in needs:
        keys = tuple(group)
        if all(standing_since(pathway, history, key) is None for key in keys):
            return pathway.standing(keys[0]).missing
    return ""
