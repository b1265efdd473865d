"""The record of a child as the events of its case leave it: its route, its plan, its match."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.children import OTHER, PLANS
from cfs_panels.domain.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.services.case_files import CaseFile

WAS = "was"
"""The fact of an event that holds what the child's record said before the first of its kind."""

CONSENT, TOGETHER = "consent", "together"
_COLUMNS: dict[EventType, tuple[str, Callable[[CaseEvent], Any]]] = {
    EventType.ROUTE_CHANGED: ("relinquished", lambda e: e.facts.get("route") == CONSENT),
    EventType.PLAN_CHANGED: ("plan", lambda e: PLANS.get(str(e.facts.get("plan")), OTHER)),
    EventType.SIBLINGS_ASSESSED: (
        "placed_with_siblings",
        lambda e: e.facts.get("together") == TOGETHER,
    ),
}


def project_child(file: CaseFile) -> None:
    """Bring the record of a child up to date with what the steps of its case say.

    What a step said stands as long as that step counts; without any the record says what it said
    before. What an import told is left as it is.
    """
    child = file.case.child
    if not file.pathway.of_child or child is None:
        return
    for event, (column, value) in _COLUMNS.items():
        told = [e for e in file.every_event if e.type is event and WAS in e.facts]
        if not told:
            continue
        counting = [e for e in file.history.all(event) if WAS in e.facts]
        new = value(counting[-1]) if counting else told[0].facts[WAS]
        if getattr(child, column) != new:
            setattr(child, column, new)
    matched = file.history.latest(EventType.MATCHED)
    if matched is not None and not matched.imported:
        child.matched_household_id = matched.facts.get("household_id") or None
        child.match_source = str(matched.facts.get("source") or "")


def as_was(file: CaseFile, event: EventType) -> dict[str, Any]:
    """Return the fact of a step that keeps what the child's record says before it."""
    child, known = file.case.child, _COLUMNS.get(event)
    return {WAS: getattr(child, known[0])} if known and child is not None else {}
