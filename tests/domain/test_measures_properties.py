"""What holds of the figures of any records at all."""

import random
from collections import Counter
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cfs_panels.domain.figures.as_known import CHILD_EVENTS, HOUSEHOLD_EVENTS
from cfs_panels.domain.measures import MeasureKind, ReportingPeriod, figures
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
from cfs_panels.services.measure_library import measure_library
from tests.domain.measure_cases import LIMITS
from tests.domain.sample_tracking import KINDS, LISTS

FIRST, END = date(2023, 4, 1), date(2024, 3, 31)
PERIOD = ReportingPeriod(FIRST, END)
MEASURES = measure_library().measures(END)

# Cases that are asked about together, or found in both halves of a period, count once in the whole.
NOT_BY_EVENT = {
    "F.represented",
    "A.approved_of_presented",
    "A.adm.further_information.approvals",
    "A.adm.further_information.matches",
    "A.match.households",
    "A.match.children",
    "A.bid.sibling_sets",
    "A.bid_awaiting_order",
    "A.bid_and_placed",
}
BY_EVENT = [m.id for m in MEASURES if m.kind is MeasureKind.COUNT and m.id not in NOT_BY_EVENT]

HOUSEHOLD_REFS = ("F-1", "F-2", "F-3", "A-1", "A-2", "X-1")
CHILD_REFS = ("C-1", "C-2", "C-3", "C-4")

few = settings(max_examples=50, deadline=None)
days = st.dates(date(2022, 9, 1), date(2024, 9, 1))
later_days = st.dates(END + timedelta(days=1), date(2025, 9, 1))
maybe = st.none() | days
refs = st.sampled_from(HOUSEHOLD_REFS)
child_refs = st.sampled_from(("", *CHILD_REFS))


# The values that figures ask for, more often than a workbook has them.
ITEM_TYPES = (
    *("Approval", "Approval", "Brief report", "First review", "Temporary approval extension"),
    *("Match", "Relinquished child", "Review"),
)
RECOMMENDED = ("Approve", "Extend", "Should be placed", "Defer", "")


def listed(header: str) -> st.SearchStrategy[str]:
    return st.sampled_from(("", *LISTS[header]))


def household_of(ref: str) -> st.SearchStrategy[HouseholdRecord]:
    service = {"F": "Fostering", "A": "Adoption"}.get(ref[0], "")
    return st.builds(
        HouseholdRecord,
        st.just(ref),
        service=st.just(service),
        type=listed("type"),
        applicant_1=st.just("Amina Yusuf"),
        applicant_2=st.sampled_from(("", "Tom Yusuf")),
        source=listed("source"),
        **dict.fromkeys(HOUSEHOLD_EVENTS, maybe),
    )


def child_of(ref: str) -> st.SearchStrategy[ChildRecord]:
    return st.builds(
        ChildRecord,
        st.just(ref),
        sibling_group=st.sampled_from(("", "S-1", "S-2")),
        match_source=listed("match source"),
        early_permanence=st.none() | st.booleans(),
        **dict.fromkeys(CHILD_EVENTS, maybe),
    )


def event_rows(days: st.SearchStrategy[date]) -> dict[str, st.SearchStrategy[Any]]:
    """Return how rows of each kind are made, of events on such days."""
    panel, sub_kinds = st.sampled_from(LISTS["panel"]), st.sampled_from
    several = st.lists(st.sampled_from(LISTS["terms"]), max_size=2).map(tuple)
    return {
        "panels": st.builds(PanelRecord, panel, days, sub_kinds(KINDS["Panels"])),
        "items": st.builds(
            ItemRecord,
            panel,
            days,
            refs,
            child_refs,
            sub_kinds(ITEM_TYPES),
            sub_kinds(RECOMMENDED),
            papers_on_time=st.none() | st.booleans(),
        ),
        "decisions": st.builds(
            DecisionRecord,
            st.sampled_from(("", *HOUSEHOLD_REFS)),
            child_refs,
            maybe,
            sub_kinds(("Approval", "Approval", "Match", "Review")),
            maybe,
            days,
            sub_kinds(("Approve", "Approve", "Not approve", "Further information", "")),
            several,
        ),
        "reviews": st.builds(
            ReviewRecord, refs, days, sub_kinds(KINDS["Reviews"]), outcome=listed("outcome")
        ),
        "endings": st.builds(
            EndingRecord, refs, days, sub_kinds(KINDS["Endings"]), listed("reason")
        ),
    }


def tuples(rows: st.SearchStrategy[Any], most: int = 8) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(rows, max_size=most).map(tuple)


tracking = st.builds(
    TrackingRecords,
    households=st.tuples(*map(household_of, HOUSEHOLD_REFS)),
    children=st.tuples(*map(child_of, CHILD_REFS)),
    **{name: tuples(rows) for name, rows in event_rows(days).items()},
)
later_events = st.fixed_dictionaries(
    {name: tuples(rows, 3) for name, rows in event_rows(later_days).items()}
)


@few
@given(tracking)
def test_every_number_is_the_length_of_its_list_of_cases(records: TrackingRecords) -> None:
    for figure in figures(records, PERIOD, LIMITS).values():
        if figure.is_mean:
            assert (figure.value is None) is (not figure.cases)
            assert all(case.days is not None for case in figure.cases)
        else:
            assert figure.value == len(figure.cases)
        assert all(case.on <= END for case in figure.cases)


@few
@given(tracking)
def test_the_cases_of_a_part_are_cases_of_its_whole(records: TrackingRecords) -> None:
    found = figures(records, PERIOD, LIMITS)
    for measure in MEASURES:
        if measure.part_of:
            part, whole = (Counter(found[key].cases) for key in (measure.id, measure.part_of))
            assert part <= whole, measure.id


@few
@given(tracking, st.dates(FIRST, END - timedelta(days=1)))
def test_two_halves_of_a_period_add_up_for_what_happens(
    records: TrackingRecords, half: date
) -> None:
    found = figures(records, PERIOD, LIMITS, BY_EVENT)
    halves = (ReportingPeriod(FIRST, half), ReportingPeriod(half + timedelta(days=1), END))
    parts = [figures(records, period, LIMITS, BY_EVENT) for period in halves]

    assert {key: figure.n for key, figure in found.items()} == {
        key: sum(part[key].n for part in parts) for key in BY_EVENT
    }


@few
@given(tracking, days.filter(lambda day: day <= END))
def test_a_stock_depends_on_the_last_day_alone(records: TrackingRecords, first: date) -> None:
    stocks = [measure.id for measure in MEASURES if measure.kind is MeasureKind.STOCK]
    other = ReportingPeriod(first, END)

    assert figures(records, PERIOD, LIMITS, stocks) == figures(records, other, LIMITS, stocks)


@few
@given(tracking, later_events, st.data())
def test_what_happens_after_the_period_changes_nothing(
    records: TrackingRecords, later: dict[str, tuple[Any, ...]], data: st.DataObject
) -> None:
    changed = replace(
        records,
        **{name: getattr(records, name) + rows for name, rows in later.items()},
        households=tuple(_with_later(h, HOUSEHOLD_EVENTS, data) for h in records.households),
        children=tuple(_with_later(c, CHILD_EVENTS, data) for c in records.children),
    )
    assert figures(changed, PERIOD, LIMITS) == figures(records, PERIOD, LIMITS)


def _with_later(record: Any, events: tuple[str, ...], data: st.DataObject) -> Any:
    """Return a record in which a date that was not known, or was later, is a later one."""
    event = data.draw(st.sampled_from(events))
    known = getattr(record, event)
    if known is not None and known <= END:
        return record
    return replace(record, **{event: data.draw(later_days)})


@few
@given(tracking, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_their_repetition_is_seen(
    records: TrackingRecords, chance: random.Random
) -> None:
    mixed = {}
    for part in fields(records):
        rows = list(getattr(records, part.name))
        rows += [row for row in rows if chance.random() < 0.3]
        chance.shuffle(rows)
        mixed[part.name] = tuple(rows)

    assert figures(TrackingRecords(**mixed), PERIOD, LIMITS) == figures(records, PERIOD, LIMITS)


@few
@given(tracking)
def test_open_and_expired_temporary_approvals_are_apart(records: TrackingRecords) -> None:
    found = figures(records, PERIOD, LIMITS)
    running, expired = (
        {case.ref for case in found[f"F.temp_approvals.{state}"].cases}
        for state in ("open", "expired")
    )
    assert not running & expired


@few
@given(tracking)
def test_parts_that_leave_nothing_out_add_up(records: TrackingRecords) -> None:
    found = {key: figure.n for key, figure in figures(records, PERIOD, LIMITS).items()}
    wholes = {
        "F.approved.households": tuple(
            f"F.approved.{name}" for name in ("mainstream", "specialist", "connected")
        ),
        "F.panels.total": ("F.panels.main", "F.panels.extra"),
        "A.approved": ("A.approved.couples", "A.approved.singles"),
        "A.waiting": ("A.waiting.with_order", "A.bid_no_order"),
    }
    for whole, parts in wholes.items():
        assert found[whole] == sum(found[part] for part in parts), whole
