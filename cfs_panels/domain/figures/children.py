"""The measures about children, all adoption's whatever the plan, each by its id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from cfs_panels.domain.figures.as_known import AsKnown
from cfs_panels.domain.figures.counting import Count
from cfs_panels.domain.figures.listed import MatchSource, Sheet
from cfs_panels.domain.figures.results import CountedCase
from cfs_panels.domain.tracking.records import ChildRecord

Day = Callable[[ChildRecord], date | None]
Test = Callable[[AsKnown, ChildRecord], bool]


def _any(known: AsKnown, child: ChildRecord) -> bool:
    return True


def _in_period(day: Day, wanted: Test = _any) -> Count:
    """Count such children by a date of theirs that is in the period."""
    return _dated(day, lambda known, child: known.period.has(day(child)) and wanted(known, child))


def _by_end(day: Day, wanted: Test) -> Count:
    """Count such children as they are at the end, of those with a date by then."""
    return _dated(day, wanted)


def _dated(day: Day, wanted: Test) -> Count:
    def count(known: AsKnown) -> list[CountedCase]:
        return [
            CountedCase(Sheet.CHILDREN, on, child_refs=(child.child_ref,))
            for child in known.children
            if (on := day(child)) is not None and wanted(known, child)
        ]

    return count


def _days(first: Day, last: Day, wanted: Test, *, least: int | None = None) -> Count:
    """Return such children who have both dates, with the days between them, or the least."""

    def count(known: AsKnown) -> list[CountedCase]:
        cases = []
        for child in known.children:
            since, on = first(child), last(child)
            if since is not None and on is not None and wanted(known, child):
                days = (on - since).days
                days = days if least is None else max(days, least)
                refs = (child.child_ref,)
                cases.append(
                    CountedCase(Sheet.CHILDREN, on, child_refs=refs, since=since, days=days)
                )
        return cases

    return count


# What a child's dates mean


def _planned(child: ChildRecord) -> date | None:
    return child.should_be_placed


def _placed(child: ChildRecord) -> date | None:
    return child.placed


def _is_placed(child: ChildRecord) -> bool:
    """Return whether a child is placed at the end; one whose placement disrupted waits again."""
    return child.placed is not None and child.disrupted is None


def _is_waiting(known: AsKnown, child: ChildRecord) -> bool:
    return child.plan_changed is None and not _is_placed(child)


def _is_waiting_without_order(known: AsKnown, child: ChildRecord) -> bool:
    return _is_waiting(known, child) and child.placement_order is None


def _is_waiting_with_order(known: AsKnown, child: ChildRecord) -> bool:
    return _is_waiting(known, child) and child.placement_order is not None


def _was_placed_in_period(known: AsKnown, child: ChildRecord) -> bool:
    return known.period.has(child.placed)


def _is_placed_without_adoption_order(known: AsKnown, child: ChildRecord) -> bool:
    return _is_placed(child) and child.adoption_order is None


def _was_matched_and_has_order(known: AsKnown, child: ChildRecord) -> bool:
    return known.period.has(child.matched) and child.placement_order is not None


def _matched_by(source: MatchSource) -> Test:
    return lambda known, child: child.match_source == source


def _home(child: ChildRecord) -> date | None:
    """Return when a child came to live with those who adopt: they may have fostered it before."""
    return child.foster_carer_adopting_from or child.placed


def _sibling_sets(known: AsKnown) -> list[CountedCase]:
    """Count groups of siblings of whom two or more were to be placed, decided in the period."""
    groups: dict[str, list[tuple[date, str]]] = {}
    for child in known.children:
        on = child.should_be_placed
        if on is not None and child.sibling_group and known.period.has(on):
            groups.setdefault(child.sibling_group, []).append((on, child.child_ref))
    return [
        CountedCase(
            Sheet.CHILDREN,
            min(found)[0],
            child_refs=tuple(sorted(ref for _, ref in found)),
            name=group,
        )
        for group, found in groups.items()
        if len(found) > 1
    ]


CHILDREN_COUNTS: Mapping[str, Count] = {
    "A.bid": _in_period(_planned),
    "A.bid.sibling_sets": _sibling_sets,
    "A.bid_awaiting_order": _in_period(_planned, _is_waiting_without_order),
    "A.bid_no_order": _by_end(_planned, _is_waiting_without_order),
    "A.bid_and_placed": _in_period(_planned, _was_placed_in_period),
    "A.waiting": _by_end(_planned, _is_waiting),
    "A.waiting.with_order": _by_end(_planned, _is_waiting_with_order),
    "A.placed": _in_period(_placed),
    "A.placed.own": _in_period(_placed, _matched_by(MatchSource.OWN)),
    "A.placed.regional": _in_period(_placed, _matched_by(MatchSource.REGIONAL)),
    "A.placed.inter_agency": _in_period(_placed, _matched_by(MatchSource.INTER_AGENCY)),
    "A.early_permanence": _in_period(_placed, lambda known, child: bool(child.early_permanence)),
    "A.awaiting_adoption_order": _by_end(_placed, _is_placed_without_adoption_order),
    "A.orders": _in_period(lambda child: child.adoption_order),
    "A.disruptions": _in_period(lambda child: child.disrupted),
}

CHILDREN_MEANS: Mapping[str, Count] = {
    "A.days.placed_to_order": _days(
        _placed,
        lambda child: child.adoption_order,
        lambda known, child: known.period.has(child.adoption_order),
    ),
    "A.A10": _days(lambda child: child.entered_care, _home, _was_placed_in_period),
    "A.A2": _days(
        lambda child: child.placement_order,
        lambda child: child.matched,
        _was_matched_and_has_order,
        least=0,
    ),
    "A.A20": _days(
        lambda child: child.entered_care,
        lambda child: child.placement_order,
        lambda known, child: known.period.has(child.placement_order),
    ),
}
