"""What an import would do, and what it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cfs_panels.domain.tracking.records import ReadWorkbook, RejectedRow


@dataclass(frozen=True, slots=True)
class WorkbookSource:
    """The file that a workbook was read from; ``digest`` is that of its content."""

    file_name: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of a record: what it says here, and what the workbook says."""

    header: str
    here: Any
    in_workbook: Any
    last_taken: Any = None  # of one that was changed here since: what the last import said


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What a row does: it is new, it changes something, or it says what stands here otherwise.

    ``kept`` are the cells that stay as they are here: they were changed since the last import, or
    the record was made here and no import brought it (``is_of_here``).
    """

    sheet: str
    row: int
    about: str
    is_new: bool
    changed: tuple[CellChange, ...] = ()
    kept: tuple[CellChange, ...] = ()
    is_of_here: bool = False


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import does or did: every row is counted once.

    ``accepted`` are the different rows newly taken or changing a record, by sheet.
    """

    accepted: Mapping[str, int]
    repeated: Mapping[str, int]
    rejected: tuple[RejectedRow, ...]
    unchanged: int
    updated: int
    new: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[RowOutcome, ...] = ()  # new ones, changes and what stays as it is here
    run_id: str = ""

    @property
    def conflicting(self) -> tuple[RowOutcome, ...]:
        """Return the rows of which a cell stays as it is here."""
        return tuple(row for row in self.rows if row.kept)

    @property
    def changing(self) -> tuple[RowOutcome, ...]:
        """Return the rows that change what is stored."""
        return tuple(row for row in self.rows if row.changed and not row.is_new)


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A workbook that was read and compared with what is stored, before any of it is taken in."""

    source: WorkbookSource
    read: ReadWorkbook
    outcome: ImportOutcome


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row of a workbook about a case, as its page shows it; ``notes`` are unknown columns."""

    sheet: str
    row: int
    on: date | None
    facts: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]
    file_name: str
    taken_on: date


@dataclass(frozen=True, slots=True)
class ImportLine:
    """An import as listed: when, by whom, from which file, and what came of it."""

    id: str
    file_name: str
    made_on: date
    made_by: str
    accepted: int
    updated: int
    unchanged: int
    rejected: int
