"""The figures equal the sample's for every id, and keep the rules that all measures share."""

import dataclasses
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.figures.as_known import CHILD_EVENTS, HOUSEHOLD_EVENTS
from cfs_panels.domain.measures import (
    MEASURE_IDS,
    CountedCase,
    ReportingPeriod,
    Sheet,
    figures,
)
from cfs_panels.domain.tracking.records import (
    ChildRecord,
    HouseholdRecord,
    PanelRecord,
    TrackingRecords,
)
from tests.domain.measure_cases import (
    AFTER,
    BEFORE,
    IN_JUNE,
    IN_MAY,
    LAST,
    LIMITS,
    YEAR,
    adoption,
    child,
    decision,
    figure_of,
    fostering,
    item,
    number,
    refs_of,
)
from tests.domain.sample_tracking import expected, sample_records


@pytest.mark.parametrize("name", expected()["periods"])
def test_every_figure_of_the_sample_is_as_expected(name: str) -> None:
    wanted = expected()["periods"][name]
    period = ReportingPeriod(*(date.fromisoformat(wanted[key]) for key in ("from", "to")))

    found = figures(sample_records(), period, LIMITS)

    assert {key: figure.plain() for key, figure in found.items()} == wanted["measures"]


# The period


def test_both_ends_of_the_period_are_in_it_and_no_other_day() -> None:
    days = (YEAR.first_on, LAST, BEFORE, AFTER)
    households = tuple(fostering(f"F-{n}", enquiry=day) for n, day in enumerate(days))

    assert refs_of("F.enquiries", households=households) == ["F-0", "F-1"]


def test_a_period_of_one_day_counts_that_day() -> None:
    day = ReportingPeriod(IN_JUNE, IN_JUNE)
    records = TrackingRecords(
        households=(fostering(enquiry=IN_JUNE), fostering("F-2", enquiry=LAST))
    )
    assert figures(records, day, LIMITS)["F.enquiries"].value == 1


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(RuleBroken, match="ends on 31 March 2023, before it begins on 1 April 2023"):
        ReportingPeriod(YEAR.first_on, BEFORE)


# Asking


def test_without_records_every_count_is_nought_and_every_mean_is_null() -> None:
    found = figures(TrackingRecords(), YEAR, LIMITS)

    for measure_id, figure in found.items():
        empty = {"mean": None, "median": None, "n": 0} if figure.is_mean else 0
        assert figure.plain() == empty, measure_id
    assert set(found) == MEASURE_IDS


def test_only_the_measures_asked_for_are_counted_in_the_order_asked() -> None:
    wanted = ["A.placed", "F.enquiries"]
    assert list(figures(TrackingRecords(), YEAR, LIMITS, wanted)) == wanted


def test_an_unknown_measure_is_refused_by_name() -> None:
    with pytest.raises(RuleBroken, match=r"There is no measure F\.enquiry"):
        figures(TrackingRecords(), YEAR, LIMITS, ["F.enquiry"])


# Cases behind a figure


def test_a_case_behind_a_figure_says_its_row_its_day_and_what_it_is() -> None:
    deferred = item(IN_JUNE, "Match", "Defer", ref="A-1", panel="Adoption", child_ref="C-1")

    assert figure_of("A.match.deferred", items=(deferred,)).cases == (
        CountedCase(
            Sheet.ITEMS,
            IN_JUNE,
            ref="A-1",
            child_refs=("C-1",),
            name="Adoption",
            facts=("Match", "Defer"),
        ),
    )


def test_the_cases_behind_a_mean_have_their_days() -> None:
    placed = child(placed=IN_MAY, adoption_order=IN_JUNE)

    (case,) = figure_of("A.days.placed_to_order", children=(placed,)).cases

    assert (case.child_refs, case.since, case.on, case.days) == (("C-1",), IN_MAY, IN_JUNE, 36)


def test_cases_stand_by_day_and_then_by_reference() -> None:
    households = (
        fostering("F-2", enquiry=IN_JUNE),
        fostering("F-3", enquiry=IN_MAY),
        fostering("F-1", enquiry=IN_JUNE),
    )
    assert refs_of("F.enquiries", households=households) == ["F-3", "F-1", "F-2"]


# The same row twice


def test_the_same_row_twice_counts_once() -> None:
    case, refused = fostering(enquiry=IN_MAY), decision(IN_JUNE, "Not approve")
    deferred = item(IN_JUNE, recommendation="Defer")
    panel, placed = PanelRecord("Fostering", IN_JUNE, "Main"), child(placed=IN_MAY)
    twice: dict[str, dict[str, Any]] = {
        "F.enquiries": {"households": (case, case)},
        "F.not_approved": {"households": (case,), "decisions": (refused, refused)},
        "F.deferred": {"items": (deferred, deferred)},
        "F.panels.total": {"panels": (panel, panel)},
        "A.placed": {"children": (placed, placed)},
    }
    assert {key: number(key, **records) for key, records in twice.items()} == dict.fromkeys(
        twice, 1
    )


def test_of_two_rows_with_one_reference_the_first_stands() -> None:
    households = (fostering(enquiry=IN_MAY), fostering(enquiry=BEFORE))
    assert number("F.enquiries", households=households) == 1


# Services


def test_a_case_goes_by_its_service_and_an_item_by_its_panel() -> None:
    households = (fostering(enquiry=IN_MAY), adoption(enquiry=IN_MAY))
    items = (item(IN_JUNE, ref="A-1"), item(IN_JUNE, panel="Adoption"))

    assert refs_of("F.enquiries", households=households) == ["F-1"]
    assert refs_of("F.presented", households=households, items=items) == ["A-1"]
    assert refs_of("A.presented", households=households, items=items) == ["F-1"]


def test_a_decision_goes_by_the_service_of_its_household_or_is_adoption_for_a_child_alone() -> None:
    households = (fostering(), adoption())
    decisions = (
        decision(IN_JUNE, panel_date=IN_MAY),
        decision(IN_JUNE, ref="A-1", panel_date=IN_MAY),
        decision(IN_JUNE, ref="", child_ref="C-1", kind="Should be placed", panel_date=IN_MAY),
        decision(IN_JUNE, child_ref="C-1", kind="Match", panel_date=IN_MAY),
    )
    facts = {"households": households, "decisions": decisions}

    assert refs_of("F.adm.count", **facts) == ["F-1", "F-1"]
    assert refs_of("A.adm.count", **facts) == ["", "A-1"]


def test_what_is_said_of_a_household_that_is_not_known_is_no_services() -> None:
    decisions = (decision(IN_JUNE, ref="F-9", panel_date=IN_MAY),)

    assert number("F.adm.count", decisions=decisions) == 0
    assert number("A.adm.count", decisions=decisions) == 0
    first_review = item(IN_JUNE, "First review", "Continue", ref="F-9")
    assert number("F.first_reviews.mainstream", items=(first_review,)) == 0


# Later events do not exist yet


@pytest.mark.parametrize(
    ("record", "events", "births"),
    [
        (HouseholdRecord, HOUSEHOLD_EVENTS, {"applicant_1_born_on", "applicant_2_born_on"}),
        (ChildRecord, CHILD_EVENTS, {"born_on"}),
    ],
)
def test_every_date_of_a_case_or_child_is_an_event_that_can_be_later(
    record: type, events: tuple[str, ...], births: set[str]
) -> None:
    dates = {field.name for field in dataclasses.fields(record) if "date" in str(field.type)}
    assert dates == set(events) | births


def test_what_is_dated_after_the_end_is_not_known_in_a_stock_nor_beside_an_event() -> None:
    begun = adoption(stage_1_start=IN_MAY)
    approved_later = decision(AFTER, ref="A-1")
    assert number("A.in_assessment", households=(begun,), decisions=(approved_later,)) == 1
    assert number("A.in_assessment", households=(replace(begun, closed=AFTER),)) == 1

    ended = adoption(stage_1_start=IN_MAY, stage_2_end=AFTER)
    approved = (decision(LAST, ref="A-1"),)
    assert number("A.days.stage1_to_stage2", households=(ended,), decisions=approved) == 0

    matched = child(matched=IN_JUNE, placement_order=AFTER)
    assert number("A.A2", children=(matched,)) == 0
    assert number("A.A2", children=(replace(matched, placement_order=LAST),)) == 1


def test_what_is_dated_on_the_last_day_is_known() -> None:
    begun = adoption(stage_1_start=LAST)
    assert number("A.in_assessment", households=(begun,)) == 1
    assert number("A.in_assessment", households=(replace(begun, closed=LAST),)) == 0
    refused = (decision(LAST, "Not approve", ref="A-1"),)
    assert number("A.in_assessment", households=(begun,), decisions=refused) == 0


# Means


@pytest.mark.parametrize(
    ("days", "mean", "median"),
    [
        ((10,), 10, 10),
        ((1, 2), 2, 2),  # one and a half goes up
        ((0, 1), 1, 1),
        ((1, 2, 2), 2, 2),
        ((1, 1, 2), 1, 1),  # one and a third goes down
        ((4, 1, 9, 2), 4, 3),  # midway between two and four
        ((1, 30, 4), 12, 4),
        ((0, 0), 0, 0),
    ],
)
def test_means_and_medians_are_rounded_half_up_to_whole_days(
    days: tuple[int, ...], mean: int, median: int
) -> None:
    children = tuple(
        child(
            f"C-{n}",
            placed=date.fromordinal(IN_JUNE.toordinal() - count),
            adoption_order=IN_JUNE,
        )
        for n, count in enumerate(days)
    )
    found = figure_of("A.days.placed_to_order", children=children)
    assert found.plain() == {"mean": mean, "median": median, "n": len(days)}


def test_days_below_nought_are_rounded_half_up_as_well() -> None:
    households = (fostering("F-1", application=date(2023, 6, 16)), fostering("F-2"))
    households = (households[0], replace(households[1], application=date(2023, 6, 17)))
    items = (item(IN_JUNE), item(IN_JUNE, ref="F-2"))

    found = figure_of("F.days.application_to_panel", households=households, items=items)

    assert found.plain() == {"mean": -1, "median": -1, "n": 2}


def test_a_mean_is_taken_over_the_cases_that_have_both_dates() -> None:
    children = (
        child("C-1", entered_care=IN_MAY, placement_order=IN_JUNE),
        child("C-2", placement_order=IN_JUNE),
    )
    assert figure_of("A.A20", children=children).plain() == {"mean": 36, "median": 36, "n": 1}
