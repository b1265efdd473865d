"""Agencies that hypothesis invents, and the many ways in which people write the same things."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from cfs_panels.domain.tracking.cells import plain
from cfs_panels.domain.tracking.columns import cell_of
from cfs_panels.domain.tracking.contents import content_of, key_of
from cfs_panels.domain.tracking.records import AnyRecord, TrackingRecords
from cfs_panels.domain.tracking.sheets import CellKind, Column, Named, Sheet
from cfs_panels.domain.tracking.slips import letters, letters_wrong
from cfs_panels.domain.words import long_date, short_date
from cfs_panels.services.tracking_library import tracking_definition

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cfs_panels.domain.tracking.cells import Cell

DEFINITION = tracking_definition()
DAYS = st.dates(date(1950, 1, 1), date(2027, 10, 24))
WORDS = st.text("aBcé'&=+-@ 0129,./", max_size=12).map(plain)
PARTS = WORDS.filter(bool)
REFS = {
    Named.HOUSEHOLD: ("F-2020-0001", "A-21/2", "case 7", "12"),
    Named.CHILD: ("C-1", "C-2", "child 3"),
}


@st.composite
def agencies(draw: st.DrawFn) -> TrackingRecords:
    """Return records of which every row of a workbook can be taken."""
    refs = {
        whose: draw(st.lists(st.sampled_from(found), unique=True, max_size=3))
        for whose, found in REFS.items()
    }
    made: dict[str, Any] = {}
    for sheet in DEFINITION.sheets:
        home = sheet.defines
        if home and home.defines:
            own: list[str] | list[None] = refs[home.defines]
        else:
            own = [None] * draw(st.integers(0, 3))
        records = [record for ref in own if (record := draw(_records(sheet, ref, refs)))]
        made[sheet.records] = tuple(_without_clashes(sheet, records))
    return TrackingRecords(**made)


@st.composite
def _records(
    draw: st.DrawFn, sheet: Sheet, ref: str | None, refs: dict[Named, list[str]]
) -> AnyRecord | None:
    values: dict[str, Any] = {}
    for column in sheet.columns:
        values[column.field] = ref if column.defines else draw(_values(column, refs))
    for order in sheet.dates_in_order:
        first, second = values[order.first.field], values[order.second.field]
        if first and second and second < first:
            values[order.second.field] = first
    needed = sheet.needs_one_of
    if needed and not any(values[column.field] for column in needed):
        return None
    record = sheet.record_type(**values)
    return record if any(content_of(record, sheet)) else None


def _values(column: Column, refs: dict[Named, list[str]]) -> st.SearchStrategy[Any]:
    if column.names:
        return st.sampled_from(["", *refs[column.names]])
    nothing: dict[CellKind, st.SearchStrategy[Any]] = {
        CellKind.REF: WORDS,
        CellKind.TEXT: st.sampled_from(["", *column.usual]) if column.usual else WORDS,
        CellKind.TEXTS: st.lists(PARTS, max_size=3).map(tuple),
        CellKind.DATE: st.none() | DAYS,
        CellKind.CHOICE: st.sampled_from(["", *column.values]),
        CellKind.CHOICES: st.lists(
            st.sampled_from(column.values or ("",)), unique=True, max_size=3
        ).map(tuple),
        CellKind.WHOLE_NUMBER: st.none() | st.integers(0, 40),
        CellKind.YES_NO: st.sampled_from([None, True, False]),
    }
    return nothing[column.kind]


def _without_clashes(sheet: Sheet, records: Sequence[AnyRecord]) -> list[AnyRecord]:
    """Leave out what says the same as an earlier record, or shares what no two may share."""
    met: set[object] = set()
    kept = []
    for record in records:
        content = content_of(record, sheet)
        if content in met or (sheet.unique and key_of(record, sheet) in met):
            continue
        met |= {content, key_of(record, sheet)}
        kept.append(record)
    return kept


@st.composite
def messy_rows(
    draw: st.DrawFn, sheet: Sheet, records: Sequence[AnyRecord]
) -> tuple[list[list[Cell]], int]:
    """Return a sheet as people would write it, and how many of its rows are there twice."""
    columns = draw(st.permutations([*sheet.columns, None]))
    header: list[Cell] = [
        draw(_headers(column.header if column else "Notes")) for column in columns
    ]
    rows: list[list[Cell]] = []
    repeated = 0
    for record in draw(st.permutations(records)):
        again = draw(st.sampled_from([1, 1, 1, 2]))
        repeated += again - 1
        for _ in range(again):
            rows.append([draw(_messy(column, record)) for column in columns])
    return [header, *rows], repeated


def _headers(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from([name, f" {name} ", name.upper(), name.lower(), name.title()])


def _messy(column: Column | None, record: AnyRecord) -> st.SearchStrategy[Cell]:
    if column is None:
        return st.sampled_from([None, "Two dogs", 3])
    value = getattr(record, column.field)
    if value is None or value in ("", ()):
        return st.sampled_from([None, "", "  "])
    writings: dict[CellKind, Callable[[Any], st.SearchStrategy[Cell]]] = {
        CellKind.DATE: _dates,
        CellKind.YES_NO: lambda said: st.sampled_from(_YES if said else _NO),
        CellKind.WHOLE_NUMBER: lambda n: st.sampled_from([n, float(n), str(n), f" {n} "]),
        CellKind.CHOICE: lambda word: _slips(word, column),
        CellKind.CHOICES: lambda words: st.tuples(*(_slips(w, column) for w in words)).map(
            "; ".join
        ),
    }
    plainly = cell_of(column, value)
    return writings.get(column.kind, lambda _: st.sampled_from([plainly, f"  {plainly} "]))(value)


_YES: list[Cell] = ["Y", "Yes", "yes ", "TRUE", "1", 1, True]
_NO: list[Cell] = ["N", "No", " no", "FALSE", "0", 0, False]


def _dates(day: date) -> st.SearchStrategy[Cell]:
    serial = (day - date(1899, 12, 30)).days
    ordinal = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day.day, "th")
    return st.sampled_from(
        [
            day,
            datetime(day.year, day.month, day.day),
            serial,
            str(serial),
            f"{day:%d/%m/%Y}",
            f" {day.isoformat()} ",
            long_date(day),
            short_date(day),
            long_date(day).replace(" ", f"{ordinal} ", 1),
        ]
    )


def _slips(word: str, column: Column) -> st.SearchStrategy[str]:
    """Return writings of a listed value: other cases and gaps, and a letter missing."""
    found = [
        word,
        word.upper(),
        f" {word.lower()} ",
        word.replace(" ", "-"),
        word.replace(" ", "  "),
    ]
    shorter = word[:1] + word[2:]
    near = [v for v in column.values if letters_wrong(letters(shorter), letters(v)) < 2]
    if len(word) > 3 and near == [word]:
        found.append(shorter)
    return st.sampled_from(found)


def as_listed(records: TrackingRecords) -> dict[str, set[AnyRecord]]:
    """Return the records of each sheet without order."""
    return {sheet.name: set(getattr(records, sheet.records)) for sheet in DEFINITION.sheets}
