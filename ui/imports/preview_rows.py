"""What a preview lists: the sheets with their counts, the rows, and how the workbook was read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from cfs_panels.domain.words import joined, short_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cfs_panels.domain.tracking.outcomes import CellChange, ImportOutcome, LookedAt, RowOutcome
    from cfs_panels.domain.tracking.records import AnyRecord, ReadWorkbook

EMPTY = "Empty"
MOST_SAID = 8
MOST_NAMED = 4
_KEPT_AS_NOTES = "are not known there and kept as notes"
CHANGED_SINCE, OF_HERE = "Changed here since", "Recorded here"
"""Why a value stays as it is here: it was imported and changed since, or was never imported."""


@dataclass(frozen=True, slots=True)
class SheetCounts:
    """One sheet: how many rows it has, and what becomes of each."""

    sheet: str
    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    refused: int = 0
    is_missing: bool = False
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row in a list: where it stands in the workbook, and what it is about."""

    sheet: str
    row: int
    about: str
    column: str = ""
    reason: str = ""
    before: str = ""
    after: str = ""
    taken_before: str = ""
    typed: tuple[tuple[str, str], ...] = ()
    record: AnyRecord | None = None

    @property
    def says(self) -> str:
        """Return the first of what the row says, apart from what it is about."""
        if self.record is None:
            return ""
        values = (getattr(self.record, part.name) for part in fields(self.record))
        words = (value_words(value) for value in values)
        return ", ".join(islice((w for w in words if w not in (EMPTY, self.about)), MOST_SAID))

    @property
    def key(self) -> str:
        """Return what tells the line from others of its list."""
        return f"{self.sheet}:{self.row}:{self.column}"

    @property
    def place(self) -> str:
        """Return where it stands, as a spreadsheet shows it."""
        return f"{self.sheet}, row {self.row}"


@dataclass(frozen=True, slots=True)
class ReadLine:
    """Something about how the workbook was understood."""

    key: str
    sheet: str
    place: str
    typed: str
    taken: str


@dataclass(frozen=True, slots=True)
class ReadGroup:
    """Lines about one manner of understanding, under a title of their own."""

    title: str
    lines: tuple[ReadLine, ...]


def number(count: int) -> str:
    """Return a count as it is read: 1,967."""
    return f"{count:,}"


def many(count: int, one: str, more: str = "") -> str:
    """Return a count with its noun: 1 row, 1,967 rows."""
    return f"{number(count)} {one if count == 1 else more or one + 's'}"


def value_words(value: object) -> str:
    """Return what a cell says, as people write it."""
    if value is None or value in ("", ()):
        return EMPTY
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value)
    return str(value)


# The sheets


def sheet_counts(read: ReadWorkbook, outcome: ImportOutcome) -> list[SheetCounts]:
    """Return what becomes of the rows of each sheet; every row is counted once."""
    refused = Counter(row.sheet for row in outcome.rejected)
    found = []
    for sheet, accepted in outcome.accepted.items():
        new = outcome.new.get(sheet, 0)
        rows, repeated = read.rows.get(sheet, 0), outcome.repeated.get(sheet, 0)
        found.append(
            SheetCounts(
                sheet,
                rows=rows,
                new=new,
                changed=accepted - new,
                unchanged=rows - accepted - repeated - refused[sheet],
                repeated=repeated,
                refused=refused[sheet],
                is_missing=sheet in read.missing_sheets,
            )
        )
    return found


def total_of(counts: list[SheetCounts]) -> SheetCounts:
    """Return the counts of all sheets together."""
    return SheetCounts(
        "All sheets",
        rows=sum(c.rows for c in counts),
        new=sum(c.new for c in counts),
        changed=sum(c.changed for c in counts),
        unchanged=sum(c.unchanged for c in counts),
        repeated=sum(c.repeated for c in counts),
        refused=sum(c.refused for c in counts),
        is_total=True,
    )


def take_in_words(total: SheetCounts) -> str:
    """Return the button that takes a workbook in; nothing where there is nothing to take."""
    parts = []
    if total.new:
        parts.append(f"{number(total.new)} new")
    if total.changed:
        parts.append(f"{number(total.changed)} changed")
    if not parts:
        return ""
    noun = "record" if total.new + total.changed == 1 else "records"
    return f"Take in {' and '.join(parts)} {noun}"


# The rows


def refused_lines(outcome: ImportOutcome) -> list[RowLine]:
    """Return the rows that are refused, each with its reason and what was typed."""
    return [
        RowLine(
            row.sheet,
            row.row,
            row.about or "",
            row.column,
            row.reason,
            typed=tuple(
                (header, value_words(cell))
                for header, cell in row.cells.items()
                if cell not in (None, "")
            ),
        )
        for row in outcome.rejected
    ]


def new_lines(looked: LookedAt) -> list[RowLine]:
    """Return the rows that are new."""
    records = {(row.sheet, row.row): row.record for row in looked.read.taken}
    return [
        RowLine(row.sheet, row.row, row.about, record=records.get((row.sheet, row.row)))
        for row in looked.outcome.rows
        if row.is_new
    ]


def changed_lines(outcome: ImportOutcome) -> list[RowLine]:
    """Return each cell that changes something stored, before and after."""
    return [_cell_line(row, cell) for row in outcome.rows if not row.is_new for cell in row.changed]


def kept_groups(outcome: ImportOutcome) -> list[list[RowLine]]:
    """Return each cell that stays as it is here, by why the workbook does not overwrite it."""
    found: dict[str, list[RowLine]] = {CHANGED_SINCE: [], OF_HERE: []}
    for row in outcome.rows:
        reason = OF_HERE if row.is_of_here else CHANGED_SINCE
        found[reason] += [replace(_cell_line(row, cell), reason=reason) for cell in row.kept]
    return [lines for lines in found.values() if lines]


def _cell_line(row: RowOutcome, cell: CellChange) -> RowLine:
    return RowLine(
        row.sheet,
        row.row,
        row.about,
        cell.header,
        before=value_words(cell.here),
        after=value_words(cell.in_workbook),
        taken_before=value_words(cell.last_taken),
    )


# How the workbook was read


def read_groups(looked: LookedAt) -> list[ReadGroup]:
    """Return how the workbook was understood, what needs a look first."""
    read = looked.read
    groups = (
        ReadGroup("About the workbook", tuple(_remarks(read))),
        ReadGroup("Sheets", tuple(_sheets(read))),
        ReadGroup("Columns that are missing", tuple(_missing_columns(read))),
        ReadGroup("Columns that are not known", tuple(_unknown_columns(read))),
        ReadGroup("Columns understood by another name", tuple(_columns(read))),
        ReadGroup("Values understood as one of the list", tuple(_slips(read))),
    )
    return [group for group in groups if group.lines]


def _remarks(read: ReadWorkbook) -> Iterator[ReadLine]:
    for place, words in enumerate(read.remarks):
        yield ReadLine(f"remark:{place}", "", "The workbook", "", words)


def _sheets(read: ReadWorkbook) -> Iterator[ReadLine]:
    for sheet in read.missing_sheets:
        words = "Not in this workbook. Nothing that is stored is removed."
        yield ReadLine(f"missing:{sheet}", sheet, sheet, "", words)
    for sheet in read.unknown_sheets:
        yield ReadLine(f"unknown:{sheet}", "", sheet, sheet, "Not a sheet that is read.")


def _missing_columns(read: ReadWorkbook) -> Iterator[ReadLine]:
    for sheet, headers in read.missing_columns.items():
        for header in headers:
            words = f"There is no column {header}."
            yield ReadLine(f"gap:{sheet}:{header}", sheet, sheet, "", words)


def gap_words(read: ReadWorkbook) -> tuple[str, str]:
    """Return which columns are missing, and what to do about a heading that is misspelt."""
    gaps = [
        f"{sheet} has no {'column' if len(headers) == 1 else 'columns'} {_some(headers)}."
        for sheet, headers in read.missing_columns.items()
    ]
    others = [
        f"“{header}”"
        for sheet in read.missing_columns
        for header in read.unknown_columns.get(sheet, ())
    ]
    if not others:
        return " ".join(gaps), ""
    are = "is not known there and kept as a note" if len(others) == 1 else _KEPT_AS_NOTES
    mend = "Where a heading is misspelt, correct it and choose the workbook again."
    return " ".join(gaps), f"{_some(others)} {are}. {mend}"


def _some(headers: Sequence[str]) -> str:
    """Return headers by name, the last of many as a count."""
    if len(headers) <= MOST_NAMED:
        return joined(headers)
    return joined([*headers[: MOST_NAMED - 1], f"{len(headers) - MOST_NAMED + 1} more"])


def _unknown_columns(read: ReadWorkbook) -> Iterator[ReadLine]:
    for sheet, headers in read.unknown_columns.items():
        for header in headers:
            words = "Kept as a note on the record of each row."
            yield ReadLine(f"column:{sheet}:{header}", sheet, sheet, header, words)


def _columns(read: ReadWorkbook) -> Iterator[ReadLine]:
    for sheet, headers in read.columns.items():
        for typed, column in headers.items():
            if typed != column:
                yield ReadLine(f"header:{sheet}:{typed}", sheet, sheet, typed, column)


def _slips(read: ReadWorkbook) -> Iterator[ReadLine]:
    for (sheet, column), slips in read.slips.items():
        for typed, taken in _by_value(slips):
            place = f"{sheet}, {column}"
            yield ReadLine(f"slip:{sheet}:{column}:{typed}", sheet, place, typed, taken)


def _by_value(slips: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(slips.items(), key=lambda slip: (slip[1].casefold(), slip[0]))
