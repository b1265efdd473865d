"""What holds in a case from one event until another: an order, a consent, a match, a placement.

What a pathway calls a standing is worked out from the events, as everything else is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cfs_panels.domain.histories import CaseEvent, History
    from cfs_panels.domain.pathways import Pathway


@dataclass(frozen=True, slots=True)
class Standing:
    """Something that holds in a case from one event until another: an order, a placement.

    It begins with an event of ``begun_by`` that has the facts of ``where`` and ends with one of
    ``ended_by``. ``missing`` is the sentence where it would have to hold and does not, ``closed``
    the one where it holds and must not.
    """

    key: str
    words: str
    begun_by: tuple[EventType, ...]
    ended_by: tuple[EventType, ...]
    missing: str
    closed: str
    where: Mapping[str, Any] = field(default_factory=dict)


def since(standing: Standing, history: History) -> CaseEvent | None:
    """Return the event by which something holds after these events, or None where it does not."""
    found = beginnings(standing, history)
    if not found:
        return None
    begun = found[-1]
    ended = history.latest(*standing.ended_by) if standing.ended_by else None
    return None if ended is not None and history.is_newer(ended, begun) else begun


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
