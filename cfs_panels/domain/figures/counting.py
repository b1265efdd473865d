"""Ways to count that many measures share: each gives the cases behind a figure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

from cfs_panels.domain.figures.as_known import AsKnown, ServiceRecords
from cfs_panels.domain.figures.listed import Decided, DecisionKind, ItemType, Recommended, Sheet
from cfs_panels.domain.figures.results import CountedCase
from cfs_panels.domain.tracking.records import (
    DecisionRecord,
    HouseholdRecord,
    ItemRecord,
    PanelRecord,
)
from cfs_panels.domain.vocabulary import Service

Count = Callable[[AsKnown], list[CountedCase]]

PRESENTED = frozenset({ItemType.APPROVAL, ItemType.BRIEF_REPORT})
SETTLED = frozenset({Decided.APPROVE, Decided.NOT_APPROVE})


# What a row is as evidence


def household_case(
    household: HouseholdRecord, on: date, *, since: date | None = None
) -> CountedCase:
    """Return the case of a household; its days are counted where ``since`` is given."""
    return CountedCase(
        Sheet.HOUSEHOLDS,
        on,
        ref=household.ref,
        facts=_said(household.type),
        since=since,
        days=(on - since).days if since is not None else None,
    )


def panel_case(panel: PanelRecord, on: date) -> CountedCase:
    """Return a meeting as evidence."""
    return CountedCase(Sheet.PANELS, on, name=panel.panel, facts=_said(panel.kind))


def item_case(item: ItemRecord, on: date) -> CountedCase:
    """Return an item of a panel as evidence."""
    return CountedCase(
        Sheet.ITEMS,
        on,
        ref=item.ref,
        child_refs=_said(item.child_ref),
        name=item.panel,
        facts=_said(item.item_type, item.recommendation),
    )


def decision_case(decision: DecisionRecord, on: date) -> CountedCase:
    """Return a decision as evidence, with the day its papers were received."""
    return CountedCase(
        Sheet.DECISIONS,
        on,
        ref=decision.ref,
        child_refs=_said(decision.child_ref),
        facts=_said(decision.kind, decision.decision),
        since=decision.received,
    )


def item_cases(items: Iterable[ItemRecord]) -> list[CountedCase]:
    """Return items as evidence."""
    return [item_case(item, item.held_on) for item in items if item.held_on is not None]


def decision_cases(decisions: Iterable[DecisionRecord]) -> list[CountedCase]:
    """Return decisions as evidence."""
    return [decision_case(row, row.decided) for row in decisions if row.decided is not None]


def _said(*values: str) -> tuple[str, ...]:
    return tuple(value for value in values if value)


# Cases and meetings


def households_dated(service: Service, day: Callable[[HouseholdRecord], date | None]) -> Count:
    """Count cases of a service by a date of theirs that is in the period."""

    def count(known: AsKnown) -> list[CountedCase]:
        dated = ((case, day(case)) for case in known.services[service].households)
        return [
            household_case(case, on)
            for case, on in dated
            if on is not None and known.period.has(on)
        ]

    return count


def panels_held(service: Service, kind: str = "") -> Count:
    """Count the panels of a service that were held in the period, of one kind or all."""

    def count(known: AsKnown) -> list[CountedCase]:
        return [
            panel_case(panel, panel.held_on)
            for panel in known.services[service].in_period.panels
            if panel.held_on is not None and kind in ("", panel.kind)
        ]

    return count


# Items


def items_of(service: Service, types: Collection[str], recommendation: str = "") -> Count:
    """Count items of these types at panels in the period, with one recommendation or any."""

    def count(known: AsKnown) -> list[CountedCase]:
        return item_cases(
            item
            for item in known.services[service].in_period.items
            if item.item_type in types and recommendation in ("", item.recommendation)
        )

    return count


def first_items(found: ServiceRecords, types: Collection[str]) -> dict[str, ItemRecord]:
    """Return the first item of these types of each case; items stand oldest first."""
    firsts: dict[str, ItemRecord] = {}
    for item in found.by_end.items:
        if item.ref and item.item_type in types:
            firsts.setdefault(item.ref, item)
    return firsts


def presented(service: Service) -> Count:
    """Count cases that came to panel for the first time in the period."""

    def count(known: AsKnown) -> list[CountedCase]:
        firsts = first_items(known.services[service], PRESENTED).values()
        return item_cases(item for item in firsts if known.period.has(item.held_on))

    return count


def deferred(service: Service) -> Count:
    """Count items for approval that panel deferred; a deferral is no recommendation."""
    return items_of(service, PRESENTED, Recommended.DEFER)


# Decisions


def approvals(
    known: AsKnown, service: Service, wanted: Callable[[HouseholdRecord], bool]
) -> list[DecisionRecord]:
    """Return the approval decisions of the period on such households."""
    return [
        decision
        for decision in known.services[service].in_period.decisions
        if _is_approval(decision) and wanted(known.household(decision.ref))
    ]


def approved(service: Service, wanted: Callable[[HouseholdRecord], bool]) -> Count:
    """Count approval decisions in the period on such households."""
    return lambda known: decision_cases(approvals(known, service, wanted))


def not_approved(service: Service) -> Count:
    """Count decisions in the period not to approve."""

    def count(known: AsKnown) -> list[CountedCase]:
        return decision_cases(
            decision
            for decision in known.services[service].in_period.decisions
            if decision.kind == DecisionKind.APPROVAL and decision.decision == Decided.NOT_APPROVE
        )

    return count


def first_approvals(found: ServiceRecords) -> dict[str, date]:
    """Return when each case was first approved, of those that were by the end."""
    dates: dict[str, date] = {}
    for decision in found.by_end.decisions:
        if _is_approval(decision) and decision.ref and decision.decided is not None:
            dates.setdefault(decision.ref, decision.decided)
    return dates


def settled_refs(found: ServiceRecords) -> set[str]:
    """Return the cases that by the end were approved or refused."""
    return {
        decision.ref
        for decision in found.by_end.decisions
        if decision.kind == DecisionKind.APPROVAL and decision.decision in SETTLED
    }


def decided_after_panel(service: Service) -> Count:
    """Count decisions in the period that came after a panel; asking for more is no decision."""
    return lambda known: decision_cases(_after_panel(known.services[service]))


def decided_in_time(service: Service) -> Count:
    """Count those of them that were made in time; one without a date received is not."""

    def count(known: AsKnown) -> list[CountedCase]:
        return decision_cases(
            decision
            for decision in _after_panel(known.services[service])
            if _is_in_time(decision, service, known)
        )

    return count


def _is_approval(decision: DecisionRecord) -> bool:
    return decision.kind == DecisionKind.APPROVAL and decision.decision == Decided.APPROVE


def _after_panel(found: ServiceRecords) -> list[DecisionRecord]:
    return [
        decision
        for decision in found.in_period.decisions
        if decision.panel_date is not None and decision.decision != Decided.FURTHER_INFORMATION
    ]


def _is_in_time(decision: DecisionRecord, service: Service, known: AsKnown) -> bool:
    if decision.received is None or decision.decided is None:
        return False
    due = known.limits.decide_by(service, decision.received)
    return due is not None and decision.decided <= due
