"""A row of Items as events in the histories of the cases it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.histories import ASIDE
from cfs_panels.domain.tracking.events import PlannedEvent, known
from cfs_panels.domain.vocabulary import EventType, PanelOutcome

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.tracking.kinds import CaseKind, TrackingKinds
    from cfs_panels.domain.tracking.records import ItemRecord

OUTCOME, MINUTES = "outcome", "minutes"


def item_outcome(record: ItemRecord, kinds: TrackingKinds) -> PanelOutcome | None:
    """Return what panel did with an item, or None where its row does not say."""
    word = record.recommendation
    return PanelOutcome(kinds.key("recommendations", word)) if word else None


def item_events(
    record: ItemRecord,
    kinds: TrackingKinds,
    kind: CaseKind,
    *,
    place: dict[str, Any],
    minutes_final: date | None,
) -> tuple[PlannedEvent, ...]:
    """Return what an item's row says happened in a case of a kind.

    ``place`` are the facts that tie an event to its agenda; ``minutes_final`` is the day the
    minutes of the meeting reached the decision maker, which starts the time for a decision.
    """
    on, outcome = record.held_on, item_outcome(record, kinds)
    if on is None or outcome is None:
        return ()
    aside = known(**{ASIDE: record.item_type not in kind.items or None})
    facts = {
        **place,
        **aside,
        **known(
            outcome=outcome.value,
            outcome_words=record.recommendation.lower(),
            item_type=record.item_type,
            reason=record.deferral_reason,
        ),
    }
    event = outcome.event
    found = [PlannedEvent(OUTCOME, event, on, facts)]
    if minutes_final is not None and event is EventType.RECOMMENDATION_RECORDED:
        sent = EventType.FINAL_MINUTES_SENT
        found.append(PlannedEvent(MINUTES, sent, minutes_final, {**place, **aside}))
    return tuple(found)
