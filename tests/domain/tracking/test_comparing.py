"""A workbook beside what is stored, cell by cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cfs_panels.domain.tracking.comparing import RowChange, StoredRecord, compared
from cfs_panels.domain.tracking.records import HouseholdRecord, ReadRow, ReviewRecord
from cfs_panels.services.tracking_library import tracking_definition

HOME = HouseholdRecord("F-1", service="Fostering", phone="1", enquiry=date(2023, 1, 9))


def stored(record: HouseholdRecord, taken: HouseholdRecord | None = HOME) -> StoredRecord:
    return StoredRecord("Households", "case", record, record, "row" if taken else "", taken)


def change(incoming: HouseholdRecord, here: StoredRecord) -> RowChange:
    rows = [ReadRow("Households", 2, incoming)]
    return compared(rows, [here], tracking_definition())[0]


@pytest.mark.parametrize(
    ("incoming", "taken", "here", "merged", "kept"),
    [
        pytest.param("1", "1", "1", "1", False, id="the same everywhere"),
        pytest.param("2", "1", "1", "2", False, id="changed in the workbook only"),
        pytest.param("1", "1", "3", "3", False, id="changed here only"),
        pytest.param("2", "1", "2", "2", False, id="changed on both sides to the same"),
        pytest.param("2", "1", "3", "3", True, id="changed on both sides"),
        pytest.param("", "1", "1", "1", False, id="an empty cell erases nothing"),
        pytest.param("2", "", "", "2", False, id="filled in the workbook"),
        pytest.param("2", "", "3", "3", True, id="filled on both sides"),
        pytest.param("2", "1", "", "", True, id="erased here, changed in the workbook"),
        pytest.param("1", "1", "", "", False, id="erased here only"),
    ],
)
def test_a_cell_is_compared_three_ways(
    incoming: str, taken: str, here: str, merged: str, kept: bool
) -> None:
    found = change(
        replace(HOME, phone=incoming, email="different"),
        stored(replace(HOME, phone=here), replace(HOME, phone=taken)),
    )
    assert isinstance(found.merged, HouseholdRecord)
    assert (found.merged.phone, found.merged.email) == (merged, "different")
    assert [clash.header for clash in found.clashes] == (["Phone"] if kept else [])
    assert ("phone" in found.fields) is (merged != here)


def test_of_a_record_made_here_only_what_is_not_known_is_filled() -> None:
    found = change(replace(HOME, phone="2", email="e"), stored(HOME, None))
    assert (found.fields, [clash.header for clash in found.clashes]) == (("email",), ["Phone"])


def test_writing_makes_no_difference() -> None:
    found = change(replace(HOME, ref="f-1", service="fostering"), stored(HOME))
    assert (found.is_new, found.is_update) == (False, False)


def test_a_row_matches_what_it_says_before_what_it_is_called() -> None:
    first = ReviewRecord("F-1", date(2024, 1, 2), "Annual", outcome="Continue")
    second = replace(first, outcome="Vary")
    records = [
        StoredRecord("Reviews", key, r, r, key, r) for key, r in (("a", first), ("b", second))
    ]
    rows = [ReadRow("Reviews", n, r) for n, r in enumerate((second, replace(first, to_panel=True)))]
    found = compared(rows, records, tracking_definition())
    assert [c.stored.record_id if c.stored else "" for c in found] == ["b", "a"]
    assert [c.fields for c in found] == [(), ("to_panel",)]


def test_a_third_row_with_the_same_key_is_new() -> None:
    review = ReviewRecord("F-1", date(2024, 1, 2), "Annual")
    records = [StoredRecord("Reviews", "a", review, review, "a", review)]
    rows = [
        ReadRow("Reviews", n, replace(review, outcome=o))
        for n, o in enumerate(("Vary", "Continue"))
    ]
    assert [c.is_new for c in compared(rows, records, tracking_definition())] == [False, True]


def test_a_moved_record_is_still_known_by_what_it_was_called() -> None:
    taken = ReviewRecord("F-1", date(2024, 1, 2), "Annual")
    here = replace(taken, reviewed_on=date(2024, 1, 9))
    records = [StoredRecord("Reviews", "a", here, here, "a", taken)]
    (found,) = compared(
        [ReadRow("Reviews", 2, replace(taken, outcome="Vary"))], records, tracking_definition()
    )
    assert found.merged == replace(here, outcome="Vary")
