"""The fostering measures, each by its id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from cfs_panels.domain.figures.as_known import AsKnown
from cfs_panels.domain.figures.counting import (
    PRESENTED,
    Count,
    approvals,
    approved,
    decided_after_panel,
    decided_in_time,
    decision_cases,
    deferred,
    first_approvals,
    first_items,
    household_case,
    households_dated,
    item_cases,
    not_approved,
    panels_held,
    presented,
    settled_refs,
)
from cfs_panels.domain.figures.listed import (
    CaseType,
    EndingKind,
    EndingReason,
    ItemType,
    Outcome,
    PanelKind,
    Recommended,
    ReviewKind,
    Sheet,
    Source,
    Term,
)
from cfs_panels.domain.figures.results import CountedCase
from cfs_panels.domain.tracking.records import EndingRecord, HouseholdRecord, ReviewRecord
from cfs_panels.domain.vocabulary import Service

FOSTERING = Service.FOSTERING
GENERAL = frozenset({CaseType.MAINSTREAM, CaseType.SPECIALIST})
"""Approved to foster children who are not yet theirs to know."""

FOSTER_CARERS = GENERAL | {CaseType.CONNECTED}
"""Whose approval makes a fostering household; supported lodgings are none."""


# Approvals


def _approved(types: frozenset[CaseType], source: str = "") -> Count:
    def wanted(household: HouseholdRecord) -> bool:
        return household.type in types and source in ("", household.source)

    return approved(FOSTERING, wanted)


def _approved_for(term: Term) -> Count:
    """Count general approvals that hold a term; a household with two terms counts in both."""

    def count(known: AsKnown) -> list[CountedCase]:
        found = approvals(known, FOSTERING, lambda household: household.type in GENERAL)
        return decision_cases(decision for decision in found if term in decision.terms)

    return count


# Panel


def _represented(known: AsKnown) -> list[CountedCase]:
    """Count cases back for approval that had been at an earlier panel."""
    fostering = known.services[FOSTERING]
    firsts = first_items(fostering, PRESENTED)
    back = {
        item.ref: item
        for item in reversed(fostering.in_period.items)
        if item.item_type == ItemType.APPROVAL
        and item.ref
        and item.held_on != firsts[item.ref].held_on
    }
    return item_cases(back.values())


def _first_reviews(types: frozenset[CaseType]) -> Count:
    def count(known: AsKnown) -> list[CountedCase]:
        return item_cases(
            item
            for item in known.services[FOSTERING].in_period.items
            if item.item_type == ItemType.FIRST_REVIEW and known.household(item.ref).type in types
        )

    return count


def _days_from_application(known: AsKnown) -> list[CountedCase]:
    """Return the cases first at panel for approval in the period, with the days that took."""
    firsts = first_items(known.services[FOSTERING], {ItemType.APPROVAL})
    cases = []
    for ref, item in firsts.items():
        household = known.household(ref)
        if item.held_on is not None and known.period.has(item.held_on) and household.application:
            cases.append(household_case(household, item.held_on, since=household.application))
    return cases


def _papers(*, in_time_only: bool) -> Count:
    def count(known: AsKnown) -> list[CountedCase]:
        items = known.services[FOSTERING].in_period.items
        return item_cases(item for item in items if item.papers_on_time or not in_time_only)

    return count


# Reviews and endings


def _reviews(wanted: Callable[[ReviewRecord], bool]) -> Count:
    def count(known: AsKnown) -> list[CountedCase]:
        return [
            CountedCase(Sheet.REVIEWS, row.reviewed_on, ref=row.ref, facts=(row.kind, row.outcome))
            for row in known.services[FOSTERING].in_period.reviews
            if row.reviewed_on is not None and wanted(row)
        ]

    return count


def _was_ended_after_concerns(review: ReviewRecord) -> bool:
    return review.kind == ReviewKind.CONCERNS and review.outcome == Outcome.TERMINATE


def _endings(kind: EndingKind, reason: str = "") -> Count:
    def count(known: AsKnown) -> list[CountedCase]:
        return [
            CountedCase(Sheet.ENDINGS, row.received, ref=row.ref, facts=(row.kind, row.reason))
            for row in known.services[FOSTERING].in_period.endings
            if row.received is not None and row.kind == kind and reason in ("", row.reason)
        ]

    return count


# The register


def _on_register(known: AsKnown) -> list[CountedCase]:
    """Return the households approved and not ended; the day an approval ends it is none."""
    fostering = known.services[FOSTERING]
    approved_on = first_approvals(fostering)
    ended = {
        ending.ref
        for ending in fostering.by_end.endings
        if ending.received is not None
        and _ends_on(ending, ending.received, known) <= known.period.last_on
    }
    return [
        household_case(household, approved_on[household.ref])
        for household in fostering.households
        if household.type != CaseType.SUPPORTED_LODGINGS
        and household.ref in approved_on
        and household.ref not in ended
    ]


def _ends_on(ending: EndingRecord, received: date, known: AsKnown) -> date:
    """Return when an ending takes effect: a resignation some weeks after it was received."""
    if ending.kind == EndingKind.RESIGNATION:
        return known.limits.resignation_ends(received)
    return received


def _temporary_approvals(*, is_expired: bool) -> Count:
    """Count temporary approvals that nothing has followed, within their weeks or past them."""

    def count(known: AsKnown) -> list[CountedCase]:
        fostering = known.services[FOSTERING]
        settled = settled_refs(fostering)
        extended = {
            item.ref
            for item in fostering.by_end.items
            if item.item_type == ItemType.EXTENSION and item.recommendation == Recommended.EXTEND
        }
        cases = []
        for household in fostering.households:
            begun = household.temporary_approval
            if begun is None or household.closed is not None or household.ref in settled:
                continue
            last_day = known.limits.temporary_approval_ends(
                begun, is_extended=household.ref in extended
            )
            if (known.period.last_on > last_day) is is_expired:
                cases.append(household_case(household, begun))
        return cases

    return count


FOSTERING_COUNTS: Mapping[str, Count] = {
    "F.enquiries": households_dated(FOSTERING, lambda h: h.enquiry),
    "F.initial_visits": households_dated(FOSTERING, lambda h: h.initial_visit),
    "F.applications": households_dated(FOSTERING, lambda h: h.application),
    "F.stage1_starts": households_dated(FOSTERING, lambda h: h.stage_1_start),
    "F.approved.mainstream": _approved(frozenset({CaseType.MAINSTREAM})),
    "F.approved.specialist": _approved(frozenset({CaseType.SPECIALIST})),
    "F.approved.connected": _approved(frozenset({CaseType.CONNECTED})),
    "F.approved.supported_lodgings": _approved(frozenset({CaseType.SUPPORTED_LODGINGS})),
    "F.approved.households": _approved(FOSTER_CARERS),
    "F.approved.transfer_ifa": _approved(GENERAL, Source.IFA),
    "F.approved.transfer_ola": _approved(GENERAL, Source.OLA),
    "F.not_approved": not_approved(FOSTERING),
    "F.terms.short_term": _approved_for(Term.SHORT_TERM),
    "F.terms.long_term": _approved_for(Term.LONG_TERM),
    "F.terms.respite": _approved_for(Term.RESPITE),
    "F.terms.parent_child": _approved_for(Term.PARENT_CHILD),
    "F.terms.specialist": _approved_for(Term.SPECIALIST),
    "F.terms.child_specific": _approved_for(Term.CHILD_SPECIFIC),
    "F.panels.main": panels_held(FOSTERING, PanelKind.MAIN),
    "F.panels.extra": panels_held(FOSTERING, PanelKind.EXTRA),
    "F.panels.total": panels_held(FOSTERING),
    "F.presented": presented(FOSTERING),
    "F.deferred": deferred(FOSTERING),
    "F.represented": _represented,
    "F.first_reviews.mainstream": _first_reviews(GENERAL),
    "F.first_reviews.connected": _first_reviews(frozenset({CaseType.CONNECTED})),
    "F.reviews": _reviews(lambda review: True),
    "F.reviews.concerns_terminated": _reviews(_was_ended_after_concerns),
    "F.resignations.total": _endings(EndingKind.RESIGNATION),
    "F.resignations.retirement": _endings(EndingKind.RESIGNATION, EndingReason.RETIREMENT),
    "F.resignations.change_of_circumstances": _endings(
        EndingKind.RESIGNATION, EndingReason.CIRCUMSTANCES
    ),
    "F.resignations.moving_to_ifa": _endings(EndingKind.RESIGNATION, EndingReason.TO_IFA),
    "F.resignations.moving_to_other_la": _endings(EndingKind.RESIGNATION, EndingReason.TO_OTHER_LA),
    "F.resignations.dissatisfaction": _endings(
        EndingKind.RESIGNATION, EndingReason.DISSATISFACTION
    ),
    "F.resignations.other": _endings(EndingKind.RESIGNATION, EndingReason.OTHER),
    "F.deregistrations.total": _endings(EndingKind.DEREGISTRATION),
    "F.deregistrations.standard_of_care": _endings(
        EndingKind.DEREGISTRATION, EndingReason.STANDARD_OF_CARE
    ),
    "F.deregistrations.no_contact": _endings(EndingKind.DEREGISTRATION, EndingReason.NO_CONTACT),
    "F.deregistrations.child_no_longer_placed": _endings(
        EndingKind.DEREGISTRATION, EndingReason.CHILD_NO_LONGER_PLACED
    ),
    "F.deregistrations.unwilling_or_unavailable": _endings(
        EndingKind.DEREGISTRATION, EndingReason.UNWILLING
    ),
    "F.deregistrations.other": _endings(EndingKind.DEREGISTRATION, EndingReason.OTHER),
    "F.register.households": _on_register,
    "F.temp_approvals.open": _temporary_approvals(is_expired=False),
    "F.temp_approvals.expired": _temporary_approvals(is_expired=True),
    "F.adm.on_time": decided_in_time(FOSTERING),
    "F.adm.count": decided_after_panel(FOSTERING),
    "F.papers.on_time": _papers(in_time_only=True),
    "F.papers.count": _papers(in_time_only=False),
}

FOSTERING_MEANS: Mapping[str, Count] = {"F.days.application_to_panel": _days_from_application}
