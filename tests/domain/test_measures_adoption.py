"""The rules of the adoption figures, of adopters and of children, one by one."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cfs_panels.domain.tracking.records import ChildRecord
from tests.domain.measure_cases import (
    AFTER,
    BEFORE,
    IN_JUNE,
    IN_MAY,
    LAST,
    adoption,
    child,
    decision,
    figure_of,
    item,
    number,
    refs_of,
)


def children_of(measure_id: str, *children: ChildRecord) -> list[tuple[str, ...]]:
    return [case.child_refs for case in figure_of(measure_id, children=children).cases]


# Adopters


def test_couples_have_two_applicants_and_singles_one() -> None:
    households = (
        adoption("A-1", applicant_1="Amina Yusuf", applicant_2="Tom Yusuf"),
        adoption("A-2", applicant_1="Grace Hollins"),
    )
    decisions = (decision(IN_JUNE, ref="A-1"), decision(IN_JUNE, ref="A-2"))
    facts = {"households": households, "decisions": decisions}

    assert number("A.approved", **facts) == 2
    assert refs_of("A.approved.couples", **facts) == ["A-1"]
    assert refs_of("A.approved.singles", **facts) == ["A-2"]


def test_approved_of_presented_needs_the_first_item_and_the_approval_in_the_period() -> None:
    refs = ("A-1", "A-2", "A-3")
    households = tuple(adoption(ref) for ref in refs)
    items = (
        item(IN_MAY, ref="A-1", panel="Adoption"),
        item(BEFORE, ref="A-2", panel="Adoption"),
        item(LAST, ref="A-3", panel="Adoption"),
    )
    decisions = (
        decision(IN_JUNE, ref="A-1"),
        decision(IN_JUNE, ref="A-2"),
        decision(AFTER, ref="A-3"),
    )
    facts = {"households": households, "items": items, "decisions": decisions}

    assert refs_of("A.approved_of_presented", **facts) == ["A-1"]
    assert refs_of("A.presented", **facts) == ["A-1", "A-3"]


def test_in_assessment_needs_a_stage_begun() -> None:
    households = (
        adoption("A-1", stage_1_start=IN_MAY),
        adoption("A-2", stage_2_start=IN_JUNE),
        adoption("A-3", registration=IN_MAY),
        adoption("A-4", stage_1_start=AFTER),
        adoption("A-5", stage_1_start=BEFORE, closed=LAST),
        adoption("A-6", stage_1_start=BEFORE),
        adoption("A-7", stage_1_start=BEFORE),
    )
    decisions = (
        decision(BEFORE, "Not approve", ref="A-6"),
        decision(IN_JUNE, "Further information", ref="A-7"),
    )
    found = refs_of("A.in_assessment", households=households, decisions=decisions)

    assert found == ["A-7", "A-1", "A-2"]


def test_days_of_the_stages_are_those_of_cases_approved_in_the_period() -> None:
    dates: dict[str, Any] = {"stage_1_start": date(2022, 6, 1), "stage_2_end": IN_JUNE}
    households = (adoption("A-1", **dates), adoption("A-2", **dates), adoption("A-3"))
    decisions = tuple(decision(IN_JUNE, ref=ref) for ref in ("A-1", "A-3"))

    found = figure_of("A.days.stage1_to_stage2", households=households, decisions=decisions)

    assert [(case.ref, case.days) for case in found.cases] == [("A-1", 379)]


def test_further_information_counts_each_household_once_by_what_was_asked_about() -> None:
    asked = "Further information"
    decisions = (
        decision(IN_JUNE, asked, ref="A-1"),
        decision(IN_MAY, asked, ref="A-1"),
        decision(IN_MAY, asked, ref="A-1", kind="Match", child_ref="C-1"),
        decision(IN_MAY, asked, ref="A-2", kind="Match", child_ref="C-1"),
        decision(IN_MAY, asked, ref="A-2", kind="Match", child_ref="C-2"),
        decision(IN_MAY, asked, ref="", kind="Match", child_ref="C-3"),
        decision(BEFORE, asked, ref="A-2"),
    )
    facts = {"households": (adoption("A-1"), adoption("A-2")), "decisions": decisions}

    approvals = figure_of("A.adm.further_information.approvals", **facts)
    assert [(case.ref, case.on) for case in approvals.cases] == [("A-1", IN_MAY)]
    assert refs_of("A.adm.further_information.matches", **facts) == ["A-1", "A-2"]


def test_a_child_specific_case_counts_where_it_is_first_presented() -> None:
    households = (adoption("A-1", "Child specific"), adoption("A-2"))
    items = tuple(item(IN_MAY, ref=ref, panel="Adoption") for ref in ("A-1", "A-2"))

    assert refs_of("A.child_specific", households=households, items=items) == ["A-1"]


# Items


def test_brief_reports_deregistrations_and_relinquished_children_are_items_at_panel() -> None:
    items = (
        item(IN_MAY, "Brief report", "Full report", ref="A-1", panel="Adoption"),
        item(IN_MAY, "Adopter deregistration", "Terminate", ref="A-2", panel="Adoption"),
        item(IN_MAY, "Relinquished child", "Defer", ref="", child_ref="C-1", panel="Adoption"),
        item(
            IN_JUNE,
            "Relinquished child",
            "Should be placed",
            ref="",
            child_ref="C-1",
            panel="Adoption",
        ),
    )
    assert number("A.brief_reports", items=items) == 1
    assert number("A.deregistrations_presented", items=items) == 1
    assert number("A.relinquished.presented", items=items) == 2
    assert number("A.relinquished.recommended", items=items) == 1


def test_matches_count_different_households_and_different_children() -> None:
    def match(ref: str, child_ref: str, day: date, said: str = "Match") -> object:
        return item(day, "Match", said, ref=ref, child_ref=child_ref, panel="Adoption")

    items = (
        match("A-1", "C-1", IN_JUNE),
        match("A-1", "C-1", IN_MAY, "Defer"),
        match("A-1", "C-2", IN_JUNE),
        match("X-1", "C-3", IN_MAY),
        match("A-3", "C-4", AFTER),
    )
    households = figure_of("A.match.households", items=items).cases

    assert [(case.ref, case.on, case.child_refs) for case in households] == [
        ("A-1", IN_MAY, ("C-1", "C-2")),
        ("X-1", IN_MAY, ("C-3",)),
    ]
    assert number("A.match.children", items=items) == 3
    assert number("A.match.deferred", items=items) == 1


# Children


def test_a_child_waits_until_placed_and_again_when_the_placement_disrupts() -> None:
    planned = child(should_be_placed=BEFORE)
    placed = replace(planned, placed=IN_MAY)

    assert number("A.waiting", children=(planned,)) == 1
    assert number("A.waiting", children=(placed,)) == 0
    assert number("A.waiting", children=(replace(placed, disrupted=LAST),)) == 1
    assert number("A.waiting", children=(replace(placed, disrupted=AFTER),)) == 0
    assert number("A.waiting", children=(replace(planned, placed=AFTER),)) == 1
    assert number("A.waiting", children=(replace(planned, plan_changed=LAST),)) == 0
    assert number("A.waiting", children=(replace(planned, plan_changed=AFTER),)) == 1
    assert number("A.waiting", children=(child(),)) == 0


def test_a_disrupted_placement_was_still_made_and_awaits_no_order() -> None:
    disrupted = child(placed=IN_MAY, disrupted=IN_JUNE, should_be_placed=IN_MAY)

    assert number("A.placed", children=(disrupted,)) == 1
    assert number("A.disruptions", children=(disrupted,)) == 1
    assert number("A.bid_and_placed", children=(disrupted,)) == 1
    assert number("A.bid_no_order", children=(disrupted,)) == 1
    assert number("A.awaiting_adoption_order", children=(disrupted,)) == 0


@pytest.mark.parametrize(
    ("order", "awaiting", "with_order"),
    [(None, True, False), (LAST, False, True), (AFTER, True, False)],
)
def test_waiting_children_have_an_order_by_the_end_or_none(
    order: date | None, *, awaiting: bool, with_order: bool
) -> None:
    planned = child(should_be_placed=IN_MAY, placement_order=order)

    assert bool(number("A.bid_awaiting_order", children=(planned,))) is awaiting
    assert bool(number("A.bid_no_order", children=(planned,))) is awaiting
    assert bool(number("A.waiting.with_order", children=(planned,))) is with_order


def test_a_relinquished_child_placed_by_consent_awaits_no_order() -> None:
    placed = child(should_be_placed=IN_MAY, relinquished=True, placed=IN_JUNE)

    assert number("A.bid_awaiting_order", children=(placed,)) == 0
    assert number("A.bid_no_order", children=(placed,)) == 0


def test_all_without_an_order_are_counted_however_long_ago_it_was_decided() -> None:
    planned = child(should_be_placed=date(2020, 1, 6))

    assert number("A.bid_awaiting_order", children=(planned,)) == 0
    assert number("A.bid_no_order", children=(planned,)) == 1


def test_a_sibling_set_has_two_or_more_children_decided_on_in_the_period() -> None:
    children = (
        child("C-1", sibling_group="S-1", should_be_placed=IN_MAY),
        child("C-2", sibling_group="S-1", should_be_placed=IN_JUNE),
        child("C-3", sibling_group="S-1", should_be_placed=AFTER),
        child("C-4", sibling_group="S-2", should_be_placed=IN_MAY),
        child("C-5", sibling_group="S-2", should_be_placed=BEFORE),
        child("C-6", should_be_placed=IN_MAY),
        child("C-7", should_be_placed=IN_MAY),
    )
    found = figure_of("A.bid.sibling_sets", children=children).cases

    assert [(case.name, case.on, case.child_refs) for case in found] == [
        ("S-1", IN_MAY, ("C-1", "C-2"))
    ]


def test_children_placed_are_counted_by_the_source_of_their_match() -> None:
    children = tuple(
        child(f"C-{n}", placed=IN_MAY, match_source=source, early_permanence=n == 1)
        for n, source in enumerate(("Own", "Regional", "Inter-agency", ""))
    )
    assert children_of("A.placed.own", *children) == [("C-0",)]
    assert children_of("A.placed.regional", *children) == [("C-1",)]
    assert children_of("A.placed.inter_agency", *children) == [("C-2",)]
    assert children_of("A.early_permanence", *children) == [("C-1",)]
    assert number("A.placed", children=children) == 4


def test_a_placed_child_awaits_its_order_until_the_end() -> None:
    placed = child(placed=BEFORE)

    assert number("A.awaiting_adoption_order", children=(placed,)) == 1
    ordered = replace(placed, adoption_order=LAST)
    assert number("A.awaiting_adoption_order", children=(ordered,)) == 0
    assert number("A.orders", children=(ordered,)) == 1
    assert number("A.orders", children=(replace(placed, adoption_order=AFTER),)) == 0


def test_children_count_whatever_their_plan() -> None:
    assert number("A.placed", children=(child(plan="Long-term fostering", placed=IN_MAY),)) == 1


# The scorecard


def test_a10_counts_to_the_day_fostering_began_where_the_carer_adopts() -> None:
    placed = child(entered_care=date(2022, 1, 1), placed=IN_MAY)
    fostered = replace(placed, foster_carer_adopting_from=date(2022, 1, 31))

    assert figure_of("A.A10", children=(placed,)).value == 494
    assert figure_of("A.A10", children=(fostered,)).value == 30
    assert number("A.A10", children=(replace(fostered, placed=AFTER),)) == 0


def test_a2_counts_from_the_order_to_the_match_and_nought_where_the_match_came_first() -> None:
    after = child("C-1", placement_order=IN_MAY, matched=IN_JUNE)
    first = child("C-2", placement_order=IN_JUNE, matched=IN_MAY)

    found = figure_of("A.A2", children=(after, first))

    assert [(case.child_refs, case.days) for case in found.cases] == [
        (("C-2",), 0),
        (("C-1",), 36),
    ]
    assert number("A.A2", children=(replace(after, matched=AFTER),)) == 0
    assert number("A.A2", children=(child(matched=IN_JUNE),)) == 0


def test_a20_counts_from_care_to_the_order() -> None:
    ordered = child(entered_care=date(2023, 1, 1), placement_order=IN_MAY)

    assert figure_of("A.A20", children=(ordered,)).value == 129
    assert number("A.A20", children=(replace(ordered, placement_order=AFTER),)) == 0
