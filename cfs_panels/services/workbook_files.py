"""The tracking workbook as a file: opened, written out whole, and its refused rows for mending."""

from __future__ import annotations

import csv
import io
from datetime import time
from typing import TYPE_CHECKING, Literal

from cfs_panels.domain.tracking.cells import folded, written
from cfs_panels.domain.tracking.columns import cell_of
from cfs_panels.domain.tracking.layouts import sheet_key
from cfs_panels.domain.tracking.sheets import CellKind
from cfs_panels.services.csv_reading import marked, read_csv_folder
from cfs_panels.services.flat_workbook import Table, workbook_of
from cfs_panels.services.progress import Progress, untold
from cfs_panels.services.tracking_library import tracking_definition
from cfs_panels.services.workbook_guards import LIMITS, Limits, check_file
from cfs_panels.services.xlsx_reading import read_xlsx
from db.safe_files import make_folder, told_of_files, write_whole

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from cfs_panels.domain.tracking.cells import Cell, WorkbookCells
    from cfs_panels.domain.tracking.records import AnyRecord, RejectedRow, TrackingRecords
    from cfs_panels.domain.tracking.sheets import Column, Sheet
    from cfs_panels.services.flat_workbook import CellValue

    Notes = Mapping[AnyRecord, Mapping[str, str]]

Format = Literal["xlsx", "csv"]

_WIDTHS = {
    CellKind.DATE: 18,
    CellKind.WHOLE_NUMBER: 10,
    CellKind.YES_NO: 12,
    CellKind.REF: 14,
}
_WIDTH, _REASON_WIDTH = 24, 60


def open_workbook(
    path: Path, progress: Progress = untold, limits: Limits = LIMITS
) -> WorkbookCells:
    """Return the cells of an Excel workbook, or of a folder of CSV files named after the sheets.

    ``progress`` is told how far it is, and raises what stops it. Of formulas the value they last
    showed is taken; a workbook with one that was never worked out is refused, because an empty
    cell would be read where its author sees a value.

    Raises:
        RuleBroken: for what is no workbook, locked, or too large.
        OutsideTrouble: for what is damaged, or cannot be read from the disk.
    """
    with told_of_files(path.name):
        if path.is_dir():
            return read_csv_folder(path, _headers_of, limits, progress)
        check_file(path, limits)
        with path.open("rb") as file:
            return read_xlsx(file, path.name, _is_sheet, limits, progress)


def save_workbook(
    records: TrackingRecords, notes: Notes, path: Path, file_format: Format = "xlsx"
) -> None:
    """Write records as the tracking workbook: a file, or a folder with a CSV file for each sheet.

    Sheets and columns stand in their documented order; what was noted of a record under a column
    that is not known stands under it again, after the others. No cell is ever a formula. The same
    records give the same bytes.

    Raises:
        OutsideTrouble: where it cannot be written; what was there before is left whole.
    """
    tables = [
        _table(sheet, getattr(records, sheet.records), notes)
        for sheet in tracking_definition().sheets
    ]
    if file_format == "xlsx":
        write_whole(path, workbook_of(tables))
        return
    files = {f"{table.title}.csv": _csv(table) for table in tables}
    make_folder(path)
    for name, content in files.items():
        write_whole(path / name, content)


def save_rejected(rejected: Sequence[RejectedRow], path: Path) -> None:
    """Write the rows that were refused, as they were typed, each with what is wrong with it.

    Once mended it can be imported again: the columns that say what was wrong are then passed over.

    Raises:
        OutsideTrouble: where it cannot be written; what was there before is left whole.
    """
    definition = tracking_definition()
    tables = []
    for sheet in definition.sheets:
        rows = [row for row in rejected if row.sheet == sheet.name]
        if rows:
            tables.append(_rejected_table(sheet, rows))
    if not tables:
        tables = [_table(definition.sheets[0], (), {})]
    write_whole(path, workbook_of(tables))


def _is_sheet(name: str) -> bool:
    return bool(_headers_of(name))


def _headers_of(name: str) -> Collection[str]:
    """Return the headers that the sheet of a name may have; none for what is no sheet."""
    for sheet in tracking_definition().sheets:
        if sheet_key(sheet.name) == sheet_key(name):
            return {folded(column.header) for column in sheet.columns}
    return ()


def _table(sheet: Sheet, records: Sequence[AnyRecord], notes: Notes) -> Table:
    noted = [notes.get(record, {}) for record in records]
    extra = sorted({header for note in noted for header in note}, key=lambda h: (folded(h), h))
    heads = [(column.header, _WIDTHS.get(column.kind, _WIDTH)) for column in sheet.columns]
    return Table(
        sheet.name,
        [*heads, *((header, _WIDTH) for header in extra)],
        [
            (
                *(_value(cell_of(c, getattr(record, c.field))) for c in sheet.columns),
                *(note.get(header, "") for header in extra),
            )
            for record, note in zip(records, noted, strict=True)
        ],
    )


def _rejected_table(sheet: Sheet, rows: Sequence[RejectedRow]) -> Table:
    definition = tracking_definition()
    by_header = {folded(column.header): column for column in sheet.columns}
    headers = list(dict.fromkeys(header for row in rows for header in row.cells))
    heads = [(header, _width(by_header.get(folded(header)))) for header in headers]
    return Table(
        sheet.name,
        [*heads, (definition.reason_header, _REASON_WIDTH), (definition.column_header, _WIDTH)],
        [
            (*(_value(row.cells.get(header)) for header in headers), row.reason, row.column)
            for row in rows
        ],
    )


def _width(column: Column | None) -> int:
    return _WIDTHS.get(column.kind, _WIDTH) if column else _WIDTH


def _value(cell: Cell) -> CellValue:
    return written(cell) if isinstance(cell, time) else cell


def _csv(table: Table) -> bytes:
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow([marked(head) for head, _ in table.heads])
    writer.writerows([_csv_cell(value) for value in line] for line in table.lines)
    return held.getvalue().encode("utf-8-sig")


def _csv_cell(value: CellValue) -> str:
    return marked(value) if isinstance(value, str) else written(value)
