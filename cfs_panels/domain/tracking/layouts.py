"""Which sheet is which, and which of its columns is which.

Source: the workbook's format. Headers are matched without regard to case, spaces at the ends or
order; an unknown column is kept as a note; a sheet may be missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.tracking.cells import column_letters, folded, is_empty, written
from cfs_panels.domain.tracking.columns import ColumnReader, Value, empty_value
from cfs_panels.domain.words import joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from cfs_panels.domain.tracking.cells import Cell, SheetCells, WorkbookCells
    from cfs_panels.domain.tracking.sheets import Column, Sheet, TrackingDefinition


@dataclass(frozen=True, slots=True)
class Layout:
    """Which cell of a row belongs to which column, and which is a note under which header."""

    sheet: Sheet
    cells: SheetCells
    headers: tuple[str, ...]  # one for every cell, as typed; none twice
    readers: tuple[tuple[int, ColumnReader], ...]
    notes: tuple[int, ...]
    ours: frozenset[int]  # what an earlier import wrote beside a refused row
    empty_values: Mapping[str, Value]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the headers of the columns that are kept as notes."""
        return tuple(self.headers[place] for place in self.notes)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the headers of the columns that the sheet's rows lack."""
        have = {reader.column.header for _, reader in self.readers}
        every = self.sheet.columns if self.cells.rows else ()
        return tuple(column.header for column in every if column.header not in have)

    def rows(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Yield the rows that say anything, with their numbers."""
        for number, typed in self.cells.rows:
            for place, cell in enumerate(typed):
                if not is_empty(cell) and place not in self.ours:
                    yield number, typed
                    break

    def notes_of(self, typed: Sequence[Cell]) -> dict[str, str]:
        """Return what a row says in the columns that are not known, by header."""
        return {
            self.headers[place]: written(typed[place])
            for place in self.notes
            if place < len(typed) and not is_empty(typed[place])
        }

    def typed_cells(self, typed: Sequence[Cell]) -> dict[str, Cell]:
        """Return the cells of a row as they were typed, by header."""
        return {
            header: typed[place] if place < len(typed) else None
            for place, header in enumerate(self.headers)
            if place not in self.ours
        }

    def slips(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the headers under which slips were met, with how each was understood."""
        for _, reader in self.readers:
            if reader.slips:
                yield reader.column.header, dict(reader.slips)

    def understood(self) -> dict[str, str]:
        """Return the headers as typed, each with the column it was understood as."""
        return {self.headers[place]: reader.column.header for place, reader in self.readers}


def find_sheets(
    cells: WorkbookCells, definition: TrackingDefinition
) -> tuple[dict[str, SheetCells], tuple[str, ...]]:
    """Return the sheets that are known, by name, and the names of the others.

    Raises:
        RuleBroken: where there are none, or the same one twice.
    """
    names = {sheet_key(sheet.name): sheet.name for sheet in definition.sheets}
    found: dict[str, SheetCells] = {}
    unknown = []
    for sheet in cells.sheets:
        name = names.get(sheet_key(sheet.name))
        if name is None:
            unknown.append(sheet.name)
        elif name in found:
            raise RuleBroken(f"There are two sheets called {name}. Leave one of them in.")
        else:
            found[name] = sheet
    if not found:
        listed = joined([sheet.name for sheet in definition.sheets])
        raise RuleBroken(f"This has none of the sheets of a tracking workbook: {listed}.")
    return found, tuple(unknown)


def sheet_key(name: str) -> str:
    """Return the name of a sheet as it is matched."""
    return folded(name).replace(" ", "")


def layout_of(
    cells: SheetCells, sheet: Sheet, definition: TrackingDefinition, serial_start: date
) -> Layout:
    """Return which cell of the sheet's rows is which.

    Raises:
        RuleBroken: where there are rows, and the first names none of the sheet's columns.
    """
    width = max([len(cells.header), *(len(typed) for _, typed in cells.rows)])
    headers = _headers(cells.header, width)
    by_header = {folded(column.header): column for column in sheet.columns}
    columns: dict[int, Column] = {
        place: by_header[folded(header)]
        for place, header in enumerate(headers)
        if folded(header) in by_header
    }
    if cells.rows and not columns:
        raise RuleBroken(
            f"The first row of {sheet.name} must hold the names of its columns, such as "
            f"{joined([column.header for column in sheet.columns[:3]])}. It has none of them."
        )
    ours = _ours(cells.header, definition)
    return Layout(
        sheet,
        cells,
        headers,
        tuple(
            (place, ColumnReader(column, definition.not_values, serial_start))
            for place, column in columns.items()
        ),
        tuple(
            place
            for place in range(width)
            if place not in columns and place not in ours and _is_used(cells, place)
        ),
        ours,
        {column.field: empty_value(column) for column in sheet.columns},
    )


def _headers(header: Sequence[Cell], width: int) -> tuple[str, ...]:
    """Return a name for every cell of a row: its header, or its letters where it has none.

    A header that stands there again is numbered.
    """
    found: dict[str, str] = {}
    for place in range(width):
        typed = _header(header, place) or f"Column {column_letters(place + 1)}"
        name, count = typed, 1
        while folded(name) in found:
            count += 1
            name = f"{typed} ({count})"
        found[folded(name)] = name
    return tuple(found.values())


def _header(header: Sequence[Cell], place: int) -> str:
    return " ".join(written(header[place]).split()) if place < len(header) else ""


def _ours(header: Sequence[Cell], definition: TrackingDefinition) -> frozenset[int]:
    """Return the places of what an earlier import wrote beside a refused row."""
    typed = [folded(_header(header, place)) for place in range(len(header))]
    reason, column = folded(definition.reason_header), folded(definition.column_header)
    reasons = [place for place, name in enumerate(typed) if name == reason]
    if not reasons:
        return frozenset()
    columns = [place for place, name in enumerate(typed) if name == column]
    return frozenset(reasons + columns[-1:])


def _is_used(cells: SheetCells, place: int) -> bool:
    return bool(_header(cells.header, place)) or any(
        place < len(typed) and not is_empty(typed[place]) for _, typed in cells.rows
    )
