"""A workbook's rows beside what is stored: what is new, what changes, what was changed here since.

Source: the workbook's rules of matching. Rows match first by content, then by key. An empty cell
erases nothing. A cell that says what the last import said is left as it is now; one that changed
only in the workbook is taken; one that was changed here since is reported and not overwritten.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.tracking.contents import comparable, content_of, key_of
from cfs_panels.domain.tracking.kept import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cfs_panels.domain.tracking.contents import Content
    from cfs_panels.domain.tracking.records import AnyRecord, ReadRow
    from cfs_panels.domain.tracking.sheets import Sheet, TrackingDefinition


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as the agency's own records tell it, and as a workbook last told it.

    ``record_id`` is that of the case, meeting, item, child, member or event it stands for; it is
    empty where the tables cannot hold it and only the imported row does. ``told`` is what the
    tables say, ``record`` the same with what they cannot hold. What was taken back here since is
    ``gone``: it is told no more, and no workbook brings it again.
    """

    sheet: str
    record_id: str
    record: AnyRecord
    told: AnyRecord | None = None
    row_id: str = ""
    taken: AnyRecord | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    case_ids: tuple[str, ...] = ()
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class CellClash:
    """A cell that was changed here since the last import, and says something else again now."""

    header: str
    field: str
    in_workbook: Any
    last_taken: Any
    here: Any


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a row means for what is stored.

    ``merged`` is the record as it will be; ``fields`` are those that change. A row without a
    ``stored`` record is new.
    """

    row: ReadRow
    merged: AnyRecord
    stored: StoredRecord | None = None
    fields: tuple[str, ...] = ()
    clashes: tuple[CellClash, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    notes_changed: bool = False

    @property
    def is_new(self) -> bool:
        """Return whether nothing stored matches the row."""
        return self.stored is None

    @property
    def is_update(self) -> bool:
        """Return whether the row changes something that is stored."""
        return self.stored is not None and (bool(self.fields) or self.notes_changed)


def compared(
    rows: Sequence[ReadRow], stored: Iterable[StoredRecord], definition: TrackingDefinition
) -> list[RowChange]:
    """Return what each row means for what is stored, in the order of the rows."""
    by_sheet: dict[str, list[StoredRecord]] = defaultdict(list)
    for record in stored:
        by_sheet[record.sheet].append(record)
    changes: dict[int, RowChange] = {}
    for sheet in definition.sheets:
        mine = [(place, row) for place, row in enumerate(rows) if row.sheet == sheet.name]
        _match(mine, by_sheet[sheet.name], sheet, changes)
    return [changes[place] for place in sorted(changes)]


def _match(
    rows: Sequence[tuple[int, ReadRow]],
    stored: Sequence[StoredRecord],
    sheet: Sheet,
    changes: dict[int, RowChange],
) -> None:
    """Match by content first, then what is left by key; each stored record once."""
    contents: dict[Content, list[StoredRecord]] = defaultdict(list)
    for record in stored:
        for content in {content_of(r, sheet) for r in (record.taken, record.record) if r}:
            contents[content].append(record)
    claimed: set[int] = set()
    left = []
    for place, row in rows:
        same = contents.get(content_of(row.record, sheet), ())
        found = next((record for record in same if id(record) not in claimed), None)
        if found is None:
            left.append((place, row))
            continue
        claimed.add(id(found))
        changes[place] = _with_notes(RowChange(row, found.record, found), row, found)
    keys: dict[Content, list[StoredRecord]] = defaultdict(list)
    for record in stored:
        for key in {key_of(r, sheet) for r in (record.record, record.taken) if r}:
            keys[key].append(record)
    for place, row in left:
        same_key = keys.get(key_of(row.record, sheet), ())
        match = next((record for record in same_key if id(record) not in claimed), None)
        if match is not None:
            claimed.add(id(match))
            changes[place] = _merged(row, match, sheet)
        else:
            changes[place] = RowChange(row, row.record, notes=dict(row.notes))


def _merged(row: ReadRow, stored: StoredRecord, sheet: Sheet) -> RowChange:
    """Compare cell by cell: in the workbook, as last taken, and as it is here now."""
    changed: dict[str, Any] = {}
    clashes = []
    for column in sheet.columns:
        incoming, here = getattr(row.record, column.field), getattr(stored.record, column.field)
        taken = getattr(stored.taken, column.field) if stored.taken else None
        said = comparable(column, incoming)
        if incoming in EMPTY or said == comparable(column, here):
            continue
        if stored.taken and said == comparable(column, taken):
            continue
        untouched = stored.taken is not None and comparable(column, taken) == comparable(
            column, here
        )
        never_said = stored.taken is None or taken in EMPTY
        if not stored.is_gone and (untouched or (here in EMPTY and never_said)):
            changed[column.field] = incoming
        else:
            clashes.append(CellClash(column.header, column.field, incoming, taken, here))
    change = RowChange(
        row,
        replace(stored.record, **changed) if changed else stored.record,
        stored,
        tuple(changed),
        tuple(clashes),
    )
    return _with_notes(change, row, stored)


def _with_notes(change: RowChange, row: ReadRow, stored: StoredRecord) -> RowChange:
    """Add the row's unknown columns; one that is empty now erases nothing."""
    notes = {**stored.notes, **row.notes}
    return replace(change, notes=notes, notes_changed=notes != dict(stored.notes))
