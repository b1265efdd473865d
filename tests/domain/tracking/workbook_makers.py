"""Workbooks for tests, as cells: a sheet is its header and its rows, as a person types them."""

from collections.abc import Mapping, Sequence
from datetime import date

from cfs_panels.domain.tracking.cells import Cell, SheetCells, WorkbookCells
from cfs_panels.domain.tracking.reading import read_workbook
from cfs_panels.domain.tracking.records import KnownRefs, ReadWorkbook, RejectedRow
from cfs_panels.services.tracking_library import tracking_definition

TODAY = date(2025, 10, 24)
Rows = Sequence[Sequence[Cell]]


def cells_of(sheets: Mapping[str, Rows]) -> WorkbookCells:
    """Return a workbook of sheets whose first row is the header."""
    return WorkbookCells(
        tuple(
            SheetCells(
                name,
                tuple(rows[0]) if rows else (),
                [(number, tuple(row)) for number, row in enumerate(rows[1:], 2)],
            )
            for name, rows in sheets.items()
        )
    )


def read(sheets: Mapping[str, Rows], known: KnownRefs | None = None) -> ReadWorkbook:
    """Return what a workbook says on the day the tests are set in."""
    return read_workbook(cells_of(sheets), tracking_definition(), TODAY, known or KnownRefs())


def sheet_of(*rows: Mapping[str, Cell]) -> list[list[Cell]]:
    """Return a sheet from rows that name their columns."""
    headers = list(dict.fromkeys(header for row in rows for header in row))
    return [list(headers), *([row.get(header) for header in headers] for row in rows)]


def told(book: ReadWorkbook) -> list[tuple[str, int, str, str, str]]:
    """Return where each refused row stood, its column, class and what it is about."""
    return [(row.sheet, row.row, row.column, row.fault, row.about) for row in book.rejected]


def only(book: ReadWorkbook) -> RejectedRow:
    """Return the one row that was refused."""
    assert len(book.rejected) == 1, told(book)
    return book.rejected[0]
