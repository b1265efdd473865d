"""Nothing depends on one agency's workbook: hypothesis makes others, in any order and writing."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cfs_panels.domain.tracking.columns import cell_of
from cfs_panels.domain.tracking.sheets import CellKind
from tests.domain.tracking.agencies import DEFINITION, agencies, as_listed, messy_rows
from tests.domain.tracking.workbook_makers import read, told

if TYPE_CHECKING:
    from cfs_panels.domain.tracking.cells import Cell
    from cfs_panels.domain.tracking.records import AnyRecord, TrackingRecords

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(agencies(), st.data())
def test_every_row_is_taken_in_any_order_and_writing(
    agency: TrackingRecords, data: st.DataObject
) -> None:
    sheets: dict[str, list[list[Cell]]] = {}
    repeated = {}
    for sheet in data.draw(st.permutations(DEFINITION.sheets)):
        rows, again = data.draw(messy_rows(sheet, getattr(agency, sheet.records)))
        sheets[sheet.name], repeated[sheet.name] = rows, again
    book = read(sheets)
    taken: dict[str, set[AnyRecord]] = {sheet.name: set() for sheet in DEFINITION.sheets}
    for row in book.taken:
        taken[row.sheet].add(row.record)
    assert told(book) == []
    assert taken == as_listed(agency)
    assert book.repeated == repeated
    assert all(book.rows[name] == len(rows) - 1 for name, rows in sheets.items())


@SLOW
@given(agencies(), st.data())
def test_what_hangs_on_a_broken_row_falls_and_nothing_else(
    agency: TrackingRecords, data: st.DataObject
) -> None:
    """The rows that fall are found here by asking every row again until nothing changes."""
    broken = data.draw(st.sets(st.tuples(st.sampled_from(DEFINITION.sheets), st.integers(0, 3))))
    marks = {(sheet.name, number) for sheet, number in broken}
    sheets: dict[str, list[list[Cell]]] = {}
    records: dict[tuple[str, int], AnyRecord] = {}
    for sheet in DEFINITION.sheets:
        day = next(column for column in sheet.columns if column.kind is CellKind.DATE)
        rows: list[list[Cell]] = [[column.header for column in sheet.columns]]
        for number, record in enumerate(getattr(agency, sheet.records)):
            records[sheet.name, number] = record
            is_broken = (sheet.name, number) in marks
            rows.append(
                [
                    "tbc"
                    if is_broken and column is day
                    else cell_of(column, getattr(record, column.field))
                    for column in sheet.columns
                ]
            )
        sheets[sheet.name] = rows
    book = read(sheets)
    fallen = {(row.sheet, row.row - 2) for row in book.rejected}
    assert fallen == _fallen(records, marks & set(records))
    for row in book.rejected:
        own = (row.sheet, row.row - 2) in marks
        assert row.fault in ({"bad_date", "unknown_ref"} if own else {"unknown_ref"})


def _fallen(
    records: dict[tuple[str, int], AnyRecord], broken: set[tuple[str, int]]
) -> set[tuple[str, int]]:
    fallen = set(broken)
    while True:
        taken: dict[object, set[str]] = defaultdict(set)
        for (name, number), record in records.items():
            home = DEFINITION.sheet(name).defines
            if home and (name, number) not in fallen:
                taken[home.defines].add(getattr(record, home.field))
        more = {
            (name, number)
            for (name, number), record in records.items()
            for column in DEFINITION.sheet(name).columns
            if column.names
            and (ref := getattr(record, column.field))
            and ref not in taken[column.names]
        }
        if more <= fallen:
            return fallen
        fallen |= more
