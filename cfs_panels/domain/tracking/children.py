"""A row of Children as the events of the child's case, and those events as a row again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.age_rules import BABY_FACT
from cfs_panels.domain.tracking.decisions import FROM_PLAN, SHOULD_BE_PLACED
from cfs_panels.domain.tracking.events import PlannedEvent
from cfs_panels.domain.vocabulary import DecisionOutcome, EventType

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.tracking.events import Dated, Told
    from cfs_panels.domain.tracking.kinds import TrackingKinds
    from cfs_panels.domain.tracking.records import ChildRecord

    IsBaby = Callable[[date | None, date], bool]

PLACED, DISRUPTED, PLAN_CHANGED = "placed", "disrupted", "plan_changed"


def child_events(
    record: ChildRecord,
    kinds: TrackingKinds,
    is_baby: IsBaby,
    decided_on: date | None = None,
) -> tuple[PlannedEvent, ...]:
    """Return what a row says happened to the child, in the order of its columns.

    ``is_baby`` tells of a birth and a day whether a match is then due sooner.
    ``decided_on`` is the day on which a decision of its own says that the child should be placed:
    the same day in the child's row is that decision and no second one.
    """
    found = []
    for slot, kind in kinds.events["child"].items():
        on = getattr(record, slot)
        if on is None or (slot == SHOULD_BE_PLACED and on == decided_on):
            continue
        found.append(PlannedEvent(slot, kind, on, _facts(slot, record, on, is_baby)))
    return tuple(found)


def _facts(slot: str, record: ChildRecord, on: date, is_baby: IsBaby) -> dict[str, Any]:
    if slot == SHOULD_BE_PLACED:
        return {
            FROM_PLAN: True,
            "kind": SHOULD_BE_PLACED,
            "outcome": SHOULD_BE_PLACED,
            "outcome_words": "should be placed",
            BABY_FACT: bool(record.relinquished) and is_baby(record.born_on, on),
        }
    if slot == "matched":
        told = {"household": record.matched_ref} if record.matched_ref else {}
        return {"outcome": DecisionOutcome.MATCH.value, **told}
    return {}


def child_slots(told: Told, kinds: TrackingKinds) -> dict[str, Dated]:
    """Return the event that stands for each dated column, wherever it was recorded."""
    found: dict[str, Dated | None] = {
        slot: told.latest(kind)
        for slot, kind in kinds.events["child"].items()
        if slot != SHOULD_BE_PLACED
    }
    for slot, kind in kinds.events["child_besides"].items():
        found[slot] = told.latest(kinds.events["child"][slot], kind)
    decided = [
        event
        for event in told.all(EventType.DECISION_MADE)
        if event.facts.get("outcome") == SHOULD_BE_PLACED
    ]
    own = [event for event in decided if event.facts.get(FROM_PLAN)]
    found[SHOULD_BE_PLACED] = next(iter((*own[-1:], *decided[-1:])), None)
    return {slot: event for slot, event in found.items() if event is not None}


def child_cells(told: Told, kinds: TrackingKinds) -> dict[str, Any]:
    """Return the dated cells of a row that the events of the child's case say.

    A row tells of one plan and one placement: what came after a plan that was given up, or after a
    placement that broke down, is told alone.
    """
    slots = child_slots(told, kinds)
    found = {slot: event.on for slot, event in slots.items()}
    if PLAN_CHANGED in found and not slots[PLAN_CHANGED].row:
        again = max(found.get(SHOULD_BE_PLACED, date.min), found.get(PLACED, date.min))
        if found[PLAN_CHANGED] < again:
            del found[PLAN_CHANGED]
    if DISRUPTED in found and found.get(PLACED, found[DISRUPTED]) > found[DISRUPTED]:
        del found[DISRUPTED]
    return found
