"""What holds in a case from one event until another: an order, a consent, a match, a placement.

What a pathway calls a standing is worked out from the events, as everything else is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cfs_panels.domain.histories import CaseEvent, History
    from cfs_panels.domain.pathways import Pathway, Standing
    from cfs_panels.domain.vocabulary import EventType


def since(standing: Standing, history: History) -> CaseEvent | None:
    """Return the event by which something holds after these events, or None where it does not.

    What holds of each child or person apart holds where it does of any of them.
    """
    fact = standing.of_each
    if not fact:
        return _since(standing, history)
    told = dict.fromkeys(str(e.facts.get(fact) or "") for e in history.all(*standing.begun_by))
    counted = [_since(standing, history.about(fact, one) if one else history) for one in told]
    holding = [event for event in counted if event is not None]
    return max(holding, key=history.events.index, default=None)


def _since(standing: Standing, history: History) -> CaseEvent | None:
    begun = latest_where(history, standing.begun_by, standing.where)
    if begun is None:
        return None
    ended = history.latest(*standing.ended_by) if standing.ended_by else None
    return None if ended is not None and history.is_newer(ended, begun) else begun


def latest_where(
    history: History, types: Iterable[EventType], where: Mapping[str, Any]
) -> CaseEvent | None:
    """Return the newest event of these types that has these facts."""
    found = [event for event in history.all(*types) if has_facts(event, where)]
    return found[-1] if found else None


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
