"""A tracking workbook read whole: every row is taken or refused, and nothing is dropped silently.

Sources: the workbook's format and its import promise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.tracking.cells import Unread, folded
from cfs_panels.domain.tracking.layouts import find_sheets, layout_of
from cfs_panels.domain.tracking.lines import Line
from cfs_panels.domain.tracking.records import (
    KnownRefs,
    ReadRow,
    ReadWorkbook,
    RejectedRow,
    TrackingRecords,
)
from cfs_panels.domain.tracking.references import References
from cfs_panels.domain.tracking.repeats import SheetRows
from cfs_panels.domain.tracking.row_checks import last_day_ahead, own_fault
from cfs_panels.domain.tracking.sheets import Fault
from cfs_panels.domain.tracking.strangers import stranger_fault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cfs_panels.domain.tracking.cells import Cell, WorkbookCells
    from cfs_panels.domain.tracking.layouts import Layout
    from cfs_panels.domain.tracking.lines import Reference, RowFault
    from cfs_panels.domain.tracking.sheets import TrackingDefinition


def read_workbook(
    cells: WorkbookCells, definition: TrackingDefinition, today: date, known: KnownRefs
) -> ReadWorkbook:
    """Return every row of a workbook, taken or refused, with what was understood on the way.

    Raises:
        RuleBroken: where the workbook has none of the sheets, the same one twice, or a sheet whose
            first row names none of its columns.
    """
    found, unknown_sheets = find_sheets(cells, definition)
    last_day = last_day_ahead(today)
    layouts = [
        layout_of(found[sheet.name], sheet, definition, cells.serial_start)
        for sheet in definition.sheets
        if sheet.name in found
    ]
    lines = {layout.sheet.name: _lines(layout, last_day) for layout in layouts}
    every = [line for of_sheet in lines.values() for line in of_sheet]
    references = References(every, known, definition, _strangers(every, known))
    rows = {layout.sheet.name: SheetRows(layout.sheet, known.conflicting) for layout in layouts}
    for line in every:
        _judge(line, references, rows[line.sheet.name])
    return ReadWorkbook(
        taken=tuple(
            _read_row(line, references) for of_sheet in rows.values() for line in of_sheet.taken
        ),
        rejected=tuple(
            _rejected_row(line, line.fault, layout)
            for layout in layouts
            for line in lines[layout.sheet.name]
            if line.fault
        ),
        rows={name: len(of_sheet) for name, of_sheet in lines.items()},
        repeated={name: of_sheet.repeated for name, of_sheet in rows.items()},
        unknown_columns={lay.sheet.name: lay.unknown for lay in layouts if lay.unknown},
        missing_sheets=tuple(s.name for s in definition.sheets if s.name not in found),
        missing_columns={lay.sheet.name: lay.missing for lay in layouts if lay.missing},
        slips={
            (layout.sheet.name, header): slips
            for layout in layouts
            for header, slips in layout.slips()
        },
        columns={layout.sheet.name: layout.understood() for layout in layouts},
        unknown_sheets=unknown_sheets,
        remarks=cells.remarks,
    )


def records_of(rows: Iterable[ReadRow], definition: TrackingDefinition) -> TrackingRecords:
    """Return what the rows that were taken say, sheet by sheet."""
    names = {sheet.name: sheet.records for sheet in definition.sheets}
    found: dict[str, list[Any]] = {name: [] for name in names.values()}
    for row in rows:
        found[names[row.sheet]].append(row.record)
    return TrackingRecords(**{name: tuple(records) for name, records in found.items()})


def _lines(layout: Layout, last_day: date) -> list[Line]:
    return [_line(layout, number, typed, last_day) for number, typed in layout.rows()]


def _line(layout: Layout, number: int, typed: tuple[Cell, ...], last_day: date) -> Line:
    """Read the cells of a row, and judge what can be judged without the other rows."""
    values = dict(layout.empty_values)
    unread: dict[str, Unread] = {}
    for place, reader in layout.readers:
        if place < len(typed):
            value = reader.read(typed[place])
            if isinstance(value, Unread):
                unread[reader.column.header] = value
            else:
                values[reader.column.field] = value
    fault = own_fault(layout.sheet, values, unread, last_day)
    return Line(layout.sheet, number, values, typed, fault, notes=layout.notes_of(typed))


def _strangers(lines: Iterable[Line], known: KnownRefs) -> set[Reference]:
    """Fault the rows whose reference stands for others here, and return those references."""
    found: set[Reference] = set()
    for line in lines if known.people else ():
        fault, home = stranger_fault(line, known), line.defines()
        if fault and home:
            line.own_fault = line.own_fault or fault
            found.add(home)
    return found


def _judge(line: Line, references: References, rows: SheetRows) -> None:
    """Give a row its fault, where it has one, or a place among those that are taken."""
    own = line.own_fault
    if own and own.fault is Fault.MISSING_REF:
        line.fault = own
    else:
        line.fault = references.fault_of(line) or own
    if line.fault is None:
        rows.add(line)


def _read_row(line: Line, references: References) -> ReadRow:
    values: dict[str, Any] = dict(line.values)
    for column in line.sheet.columns:
        whose = column.names or column.defines
        if whose and (ref := line.text(column.field)):
            values[column.field] = references.spelled((whose, folded(ref)), ref)
    record = line.sheet.record_type(**values)
    return ReadRow(line.sheet.name, line.number, record, line.notes)


def _rejected_row(line: Line, fault: RowFault, layout: Layout) -> RejectedRow:
    return RejectedRow(
        sheet=line.sheet.name,
        row=line.number,
        column=fault.column,
        fault=fault.fault.value,
        about=line.about,
        reason=fault.reason,
        cells=layout.typed_cells(line.typed),
        fingerprint=line.fingerprint,
    )
