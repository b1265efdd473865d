"""The records as they were known on the last day of a period, sorted out for counting.

What is dated later does not exist yet: a row whose event is later is left out, a later date of a
case or child is taken out of its row. So no figure can see past the period's end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from cfs_panels.domain.figures.legal_limits import LegalLimits
from cfs_panels.domain.figures.listed import SERVICE_WORDS
from cfs_panels.domain.figures.results import ReportingPeriod
from cfs_panels.domain.tracking.records import (
    ChildRecord,
    DecisionRecord,
    EndingRecord,
    HouseholdRecord,
    ItemRecord,
    PanelRecord,
    ReviewRecord,
    TrackingRecords,
)
from cfs_panels.domain.vocabulary import Service

R = TypeVar("R")
D = TypeVar("D", HouseholdRecord, ChildRecord)

HOUSEHOLD_EVENTS = (
    *("enquiry", "initial_visit", "registration", "application", "stage_1_start", "stage_1_end"),
    *("stage_2_start", "stage_2_end", "temporary_approval", "closed"),
)
CHILD_EVENTS = (
    *("entered_care", "should_be_placed", "plan_changed", "placement_order", "matched", "placed"),
    *("foster_carer_adopting_from", "adoption_order", "disrupted"),
)


@dataclass(frozen=True, slots=True)
class EventRows:
    """Rows that each say one dated event, oldest first, none twice."""

    panels: tuple[PanelRecord, ...]
    items: tuple[ItemRecord, ...]
    decisions: tuple[DecisionRecord, ...]
    reviews: tuple[ReviewRecord, ...]
    endings: tuple[EndingRecord, ...]


@dataclass(frozen=True, slots=True)
class ServiceRecords:
    """What is known of one service: its cases, all events by the end, and those of the period."""

    households: tuple[HouseholdRecord, ...]
    by_end: EventRows
    in_period: EventRows


@dataclass(frozen=True, slots=True)
class AsKnown:
    """Everything that figures of a period are counted from."""

    period: ReportingPeriod
    limits: LegalLimits
    households: Mapping[str, HouseholdRecord]
    children: tuple[ChildRecord, ...]
    services: Mapping[Service, ServiceRecords]

    def household(self, ref: str) -> HouseholdRecord:
        """Return the household of a reference; of one that is not known, nothing is known."""
        return self.households.get(ref) or HouseholdRecord(ref)


def as_known(records: TrackingRecords, period: ReportingPeriod, limits: LegalLimits) -> AsKnown:
    """Return the records as they were known on the last day of a period."""
    end = period.last_on
    households = {
        ref: _without_later(household, HOUSEHOLD_EVENTS, end)
        for ref, household in _first_stands(records.households, lambda h: h.ref).items()
    }
    children = tuple(
        _without_later(child, CHILD_EVENTS, end)
        for child in _first_stands(records.children, lambda c: c.child_ref).values()
    )
    rows = EventRows(
        _oldest_first(records.panels, lambda p: p.held_on, end, lambda p: (p.panel, p.kind)),
        _oldest_first(records.items, lambda i: i.held_on, end, _item_order),
        _oldest_first(records.decisions, lambda d: d.decided, end, _decision_order),
        _oldest_first(records.reviews, lambda r: r.reviewed_on, end, lambda r: (r.ref, r.kind)),
        _oldest_first(records.endings, lambda e: e.received, end, lambda e: (e.ref, e.kind)),
    )
    services = {s: _of_service(s, households, rows, period) for s in Service}
    return AsKnown(period, limits, households, children, services)


def _first_stands(found: Iterable[D], ref: Callable[[D], str]) -> dict[str, D]:
    """Return records by reference; of two with the same one the first stands."""
    by_ref: dict[str, D] = {}
    for record in found:
        by_ref.setdefault(ref(record), record)
    return by_ref


def _without_later(record: D, events: tuple[str, ...], end: date) -> D:
    """Return a record without the dates that come later."""
    later: dict[str, Any] = {}
    for event in events:
        day = getattr(record, event)
        if day is not None and day > end:
            later[event] = None
    return replace(record, **later) if later else record


def _oldest_first(
    found: Iterable[R],
    day: Callable[[R], date | None],
    end: date,
    order: Callable[[R], tuple[str, ...]],
) -> tuple[R, ...]:
    """Return different rows up to a day, in an order that their order in the sheet is not seen."""
    dated = [(on, order(row), row) for row in dict.fromkeys(found) if (on := day(row)) is not None]
    kept = [entry for entry in dated if entry[0] <= end]
    return tuple(entry[2] for entry in sorted(kept, key=lambda entry: entry[:2]))


def _item_order(item: ItemRecord) -> tuple[str, ...]:
    return (item.panel, item.ref, item.child_ref, item.item_type, item.recommendation)


def _decision_order(decision: DecisionRecord) -> tuple[str, ...]:
    return (decision.ref, decision.child_ref, decision.kind, decision.decision)


def _of_service(
    service: Service,
    households: Mapping[str, HouseholdRecord],
    rows: EventRows,
    period: ReportingPeriod,
) -> ServiceRecords:
    """Return what counts for a service.

    A case, its reviews and endings go by the case's service, an item by its panel, a decision by
    the service of its case; a decision about a child alone is adoption's.
    """
    words = SERVICE_WORDS[service]
    own = {ref: found for ref, found in households.items() if found.service == words}
    about_child = service is Service.ADOPTION
    by_end = EventRows(
        tuple(p for p in rows.panels if p.panel == words),
        tuple(i for i in rows.items if i.panel == words),
        tuple(d for d in rows.decisions if (d.ref in own if d.ref else about_child)),
        tuple(r for r in rows.reviews if r.ref in own),
        tuple(e for e in rows.endings if e.ref in own),
    )
    in_period = EventRows(
        tuple(p for p in by_end.panels if period.has(p.held_on)),
        tuple(i for i in by_end.items if period.has(i.held_on)),
        tuple(d for d in by_end.decisions if period.has(d.decided)),
        tuple(r for r in by_end.reviews if period.has(r.reviewed_on)),
        tuple(e for e in by_end.endings if period.has(e.received)),
    )
    return ServiceRecords(tuple(own.values()), by_end, in_period)
