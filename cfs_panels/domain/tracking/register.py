"""Time on the register, worked out from a household's imported history."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.histories import ASIDE
from cfs_panels.domain.vocabulary import DecisionOutcome, EventType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cfs_panels.domain.histories import CaseEvent

REVIEWED = (
    EventType.FIRST_REVIEW_DONE,
    EventType.ANNUAL_REVIEW_DONE,
    EventType.CONCERNS_REVIEW_DONE,
)
_APPROVAL = "approval"


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an approval from a day."""

    from_on: date
    terms: tuple[str, ...]
    places: int | None


@dataclass(slots=True)
class Spell:
    """A household's time on the register, from an approval to its end."""

    approved_on: date
    terms: list[Terms] = field(default_factory=list)
    reviewed_on: date | None = None
    ended_on: date | None = None
    end_reason: str = ""


def spells(events: Iterable[CaseEvent], resignation_ends: Callable[[date], date]) -> list[Spell]:
    """Return the times on the register that a history's imported events tell, in their order.

    ``resignation_ends`` gives the day on which a resignation received on a day takes effect.
    """
    found: list[Spell] = []
    for event in events:
        last = found[-1] if found and found[-1].ended_on is None else None
        if _approves(event):
            if last is None:
                last = Spell(event.on)
                found.append(last)
            last.terms.append(_terms(event))
        elif last is None:
            continue
        elif event.type is EventType.DECISION_MADE and _varies(event):
            last.terms.append(_terms(event))
        elif event.type in REVIEWED:
            last.reviewed_on = event.on
        elif event.type is EventType.RESIGNATION_RECEIVED:
            last.ended_on = resignation_ends(event.on)
            last.end_reason = str(event.facts.get("reason", ""))
        elif event.type is EventType.DEREGISTERED:
            last.ended_on, last.end_reason = event.on, str(event.facts.get("reason", ""))
    return found


def _approves(event: CaseEvent) -> bool:
    facts: Any = event.facts
    return (
        event.imported
        and event.type is EventType.DECISION_MADE
        and facts.get("kind") == _APPROVAL
        and facts.get("outcome") == DecisionOutcome.APPROVE
        and not facts.get(ASIDE)
    )


def _varies(event: CaseEvent) -> bool:
    return event.facts.get("outcome") == DecisionOutcome.VARY and bool(
        event.facts.get("terms") or event.facts.get("places")
    )


def _terms(event: CaseEvent) -> Terms:
    return Terms(event.on, tuple(event.facts.get("terms", ())), event.facts.get("places"))
