"""The adoption measures about adopters and panels, each by its id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from cfs_panels.domain.figures.as_known import AsKnown
from cfs_panels.domain.figures.counting import (
    Count,
    approvals,
    approved,
    decided_after_panel,
    decided_in_time,
    decision_cases,
    deferred,
    household_case,
    households_dated,
    item_cases,
    items_of,
    not_approved,
    panels_held,
    presented,
    settled_refs,
)
from cfs_panels.domain.figures.listed import (
    CaseType,
    Decided,
    DecisionKind,
    ItemType,
    Recommended,
)
from cfs_panels.domain.figures.results import CountedCase
from cfs_panels.domain.tracking.records import HouseholdRecord, ItemRecord
from cfs_panels.domain.vocabulary import Service

ADOPTION = Service.ADOPTION
_PRESENTED = presented(ADOPTION)


# Adopters


def _approved(wanted: Callable[[HouseholdRecord], bool] = lambda household: True) -> Count:
    return approved(ADOPTION, wanted)


def _is_couple(household: HouseholdRecord) -> bool:
    return bool(household.applicant_2)


def _approved_of_presented(known: AsKnown) -> list[CountedCase]:
    """Count the cases first at panel in the period that were also approved in it."""
    refs = {decision.ref for decision in approvals(known, ADOPTION, lambda household: True)}
    return [case for case in _PRESENTED(known) if case.ref in refs]


def _child_specific(known: AsKnown) -> list[CountedCase]:
    """Count the cases first at panel in the period that are about one known child."""
    cases = _PRESENTED(known)
    return [case for case in cases if known.household(case.ref).type == CaseType.CHILD_SPECIFIC]


def _in_assessment(known: AsKnown) -> list[CountedCase]:
    """Return the cases with a stage begun, neither settled nor closed."""
    settled = settled_refs(known.services[ADOPTION])
    begun = (
        (household, household.stage_1_start or household.stage_2_start)
        for household in known.services[ADOPTION].households
        if household.closed is None and household.ref not in settled
    )
    return [household_case(household, on) for household, on in begun if on is not None]


def _days_of_stages(known: AsKnown) -> list[CountedCase]:
    """Return the cases approved in the period, with the days that both stages took."""
    refs = {decision.ref for decision in approvals(known, ADOPTION, lambda household: True)}
    households = (known.household(ref) for ref in refs)
    return [
        household_case(household, household.stage_2_end, since=household.stage_1_start)
        for household in households
        if household.stage_1_start is not None and household.stage_2_end is not None
    ]


def _asked_for_more(kind: DecisionKind) -> Count:
    """Count the households on which the decision maker asked for further information."""

    def count(known: AsKnown) -> list[CountedCase]:
        asked = {
            decision.ref: decision
            for decision in reversed(known.services[ADOPTION].in_period.decisions)
            if decision.kind == kind
            and decision.decision == Decided.FURTHER_INFORMATION
            and decision.ref
        }
        return decision_cases(asked.values())

    return count


# Matches


def _match_items(known: AsKnown) -> list[ItemRecord]:
    items = known.services[ADOPTION].in_period.items
    return [item for item in items if item.item_type == ItemType.MATCH]


def _households_matched(known: AsKnown) -> list[CountedCase]:
    """Count different households on items of matching, each with the children proposed."""
    items = _match_items(known)
    children: dict[str, dict[str, None]] = {}
    for item in items:
        children.setdefault(item.ref, {}).setdefault(item.child_ref)
    firsts = {item.ref: item for item in reversed(items) if item.ref}
    return [
        replace(case, child_refs=tuple(sorted(ref for ref in children[case.ref] if ref)))
        for case in item_cases(firsts.values())
    ]


def _children_matched(known: AsKnown) -> list[CountedCase]:
    """Count different children on items of matching."""
    firsts = {item.child_ref: item for item in reversed(_match_items(known)) if item.child_ref}
    return item_cases(firsts.values())


ADOPTION_COUNTS: Mapping[str, Count] = {
    "A.initial_visits": households_dated(ADOPTION, lambda h: h.initial_visit),
    "A.rois": households_dated(ADOPTION, lambda h: h.registration),
    "A.stage1_starts": households_dated(ADOPTION, lambda h: h.stage_1_start),
    "A.stage2_starts": households_dated(ADOPTION, lambda h: h.stage_2_start),
    "A.panels": panels_held(ADOPTION),
    "A.presented": _PRESENTED,
    "A.deferred": deferred(ADOPTION),
    "A.brief_reports": items_of(ADOPTION, {ItemType.BRIEF_REPORT}),
    "A.approved": _approved(),
    "A.approved_of_presented": _approved_of_presented,
    "A.approved.couples": _approved(_is_couple),
    "A.approved.singles": _approved(lambda household: not _is_couple(household)),
    "A.not_approved": not_approved(ADOPTION),
    "A.in_assessment": _in_assessment,
    "A.adm.further_information.approvals": _asked_for_more(DecisionKind.APPROVAL),
    "A.adm.further_information.matches": _asked_for_more(DecisionKind.MATCH),
    "A.adm.on_time": decided_in_time(ADOPTION),
    "A.adm.count": decided_after_panel(ADOPTION),
    "A.child_specific": _child_specific,
    "A.deregistrations_presented": items_of(ADOPTION, {ItemType.ADOPTER_DEREGISTRATION}),
    "A.match.households": _households_matched,
    "A.match.children": _children_matched,
    "A.match.deferred": items_of(ADOPTION, {ItemType.MATCH}, Recommended.DEFER),
    "A.relinquished.presented": items_of(ADOPTION, {ItemType.RELINQUISHED}),
    "A.relinquished.recommended": items_of(
        ADOPTION, {ItemType.RELINQUISHED}, Recommended.SHOULD_BE_PLACED
    ),
}

ADOPTION_MEANS: Mapping[str, Count] = {"A.days.stage1_to_stage2": _days_of_stages}
