"""Tracking workbooks taken into the agency: looked at first, then taken in whole or not at all."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from sqlalchemy import select

from cfs_panels.domain.tracking.cells import folded
from cfs_panels.domain.tracking.comparing import CellClash, RowChange, compared
from cfs_panels.domain.tracking.contents import fingerprint
from cfs_panels.domain.tracking.outcomes import (
    CellChange,
    ImportLine,
    ImportOutcome,
    RowOutcome,
    WorkbookSource,
)
from cfs_panels.domain.tracking.reading import read_workbook
from cfs_panels.domain.tracking.records import KnownRefs, ReadWorkbook
from cfs_panels.domain.tracking.sheets import Fault
from cfs_panels.domain.tracking.strangers import people_named
from cfs_panels.services.progress import untold
from cfs_panels.services.tracking.keeping import REJECTED
from cfs_panels.services.tracking.stored_rows import StoredRows
from cfs_panels.services.tracking.taking import Taking
from cfs_panels.services.tracking_library import tracking_definition
from cfs_panels.services.tracking_records import hidden_cases, stored_records
from cfs_panels.services.uncollected import uncollected
from cfs_panels.services.workbook_files import open_workbook, save_rejected
from db.models import ImportedRow, ImportRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.tracking.comparing import StoredRecord
    from cfs_panels.domain.tracking.lines import Reference
    from cfs_panels.domain.tracking.records import (
        AnyRecord,
        ChildRecord,
        HouseholdRecord,
        RejectedRow,
    )
    from cfs_panels.domain.tracking.strangers import NamedPerson
    from cfs_panels.services.office import Office
    from cfs_panels.services.progress import Progress

IMPORT = "import_workbook"
SIGNED_HERE = frozenset({"Items", "Decisions", "Reviews", "Endings"})
"""The sheets whose records, once made here, are minuted or signed and no import changes them."""
CONFLICTING = Fault.CONFLICTING_DUPLICATE


class Imports:
    """Imports of the tracking workbook."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def read(self, actor: Actor, path: Path, progress: Progress = untold) -> ReadWorkbook:
        """Return a workbook with every cell read and every row judged.

        Raises:
            RuleBroken: for what is no tracking workbook, and for roles that do not import.
            OutsideTrouble: for what cannot be read from the disk.
        """
        self._office.require(actor, IMPORT)
        cells = open_workbook(path, progress)
        known = self.known(actor)
        return read_workbook(cells, tracking_definition(), self._office.today, known)

    def known(self, actor: Actor) -> KnownRefs:
        """Return the references that are stored, and the rows that were refused as contradicting.

        Raises:
            RuleBroken: for roles that do not import.
        """
        self._office.require(actor, IMPORT)
        with uncollected(), self._office.reading() as session:
            stored = stored_records(StoredRows(session), self._office)
            return _known(session, stored, hidden_cases(session, self._office, actor))

    def preview(self, actor: Actor, read: ReadWorkbook) -> ImportOutcome:
        """Return what taking a workbook in would do; nothing is written.

        Raises:
            RuleBroken: for roles that do not import.
        """
        self._office.require(actor, IMPORT)
        with uncollected(), self._office.reading() as session:
            changes = _compared(read, stored_records(StoredRows(session), self._office))
        return _outcome(read, changes)

    def take_in(
        self,
        actor: Actor,
        read: ReadWorkbook,
        source: WorkbookSource,
        progress: Progress = untold,
    ) -> ImportOutcome:
        """Take every sound row in, in one transaction: all of it is kept, or nothing.

        ``progress`` is told after every few rows and may raise to stop; then nothing is kept.

        Raises:
            RuleBroken: for roles that do not import.
        """
        self._office.require(actor, IMPORT)
        progress(0, len(read.taken), "Comparing with your records")
        with uncollected(), self._office.writing(actor) as session:
            rows = StoredRows(session)
            stored = stored_records(rows, self._office)
            changes = _compared(read, stored)
            taking = Taking(session, self._office, actor, source, rows, stored)
            run_id = taking.take(changes, read, progress)
            outcome = _outcome(read, changes, run_id)
            taking.finish(outcome)
            return outcome

    def save_rejected(self, actor: Actor, rejected: Sequence[RejectedRow], path: Path) -> None:
        """Write the rows that were refused as a workbook, to be mended and taken in by itself.

        Raises:
            RuleBroken: for roles that do not import.
            OutsideTrouble: where it cannot be written.
        """
        self._office.require(actor, IMPORT)
        save_rejected(rejected, path)

    def runs(self, actor: Actor) -> tuple[ImportLine, ...]:
        """Return the imports so far, the newest first.

        Raises:
            RuleBroken: for roles that do not import.
        """
        self._office.require(actor, IMPORT)
        with self._office.reading() as session:
            rows = session.scalars(select(ImportRun).order_by(ImportRun.made_at.desc()))
            return tuple(_line(row) for row in rows)


def digest_of_file(path: Path) -> str:
    """Return the digest of a workbook: of the file, or of the files of a folder by name."""
    found = hashlib.sha256()
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    for file in files:
        found.update(file.name.encode())
        with file.open("rb") as content:
            while block := content.read(1 << 20):
                found.update(block)
    return found.hexdigest()


def _known(session: Session, stored: Sequence[StoredRecord], hidden: frozenset[str]) -> KnownRefs:
    definition = tracking_definition()
    refused = session.scalars(
        select(ImportedRow.content).where(
            ImportedRow.state == REJECTED, ImportedRow.fault == CONFLICTING
        )
    )
    conflicting = {str(content["fingerprint"]) for content in refused}
    if conflicting:
        conflicting -= {
            fingerprint(record, definition.sheet(r.sheet))
            for r in stored
            for record in (r.record, r.taken)
            if record is not None
        }
    given = list(_given_here(stored))
    return KnownRefs(
        households=frozenset(
            cast("HouseholdRecord", r.record).ref for r in stored if r.sheet == "Households"
        ),
        children=frozenset(
            cast("ChildRecord", r.record).child_ref for r in stored if r.sheet == "Children"
        ),
        conflicting=frozenset(conflicting),
        people={ref: people for ref, people, _ in given},
        untold=frozenset(ref for ref, _, ids in given if not hidden.isdisjoint(ids)),
    )


def _given_here(
    stored: Iterable[StoredRecord],
) -> Iterator[tuple[Reference, tuple[NamedPerson, ...], tuple[str, ...]]]:
    """Yield the references that no import brought, with who has each and its cases."""
    definition = tracking_definition()
    for r in stored:
        column = definition.sheet(r.sheet).defines
        if column is None or column.defines is None or r.row_id:
            continue
        people = people_named(column.defines, partial(getattr, r.record))
        if people:
            ref = str(getattr(r.record, column.field))
            yield (column.defines, folded(ref)), people, r.case_ids


def _compared(read: ReadWorkbook, stored: Iterable[StoredRecord]) -> list[RowChange]:
    """Return what each row means; what was minuted or signed here is reported, not changed."""
    changes = compared(read.taken, stored, tracking_definition())
    return [_guarded(change) for change in changes]


def _guarded(change: RowChange) -> RowChange:
    stored = change.stored
    if stored is None or stored.row_id or change.row.sheet not in SIGNED_HERE or not change.fields:
        return change
    headers = _headers(change.row.sheet)
    clashes = tuple(
        CellClash(
            headers[name],
            name,
            getattr(change.row.record, name),
            None,
            getattr(stored.record, name),
        )
        for name in change.fields
    )
    return replace(change, merged=stored.record, fields=(), clashes=(*change.clashes, *clashes))


def _headers(sheet: str) -> dict[str, str]:
    return {column.field: column.header for column in tracking_definition().sheet(sheet).columns}


def _outcome(read: ReadWorkbook, changes: Sequence[RowChange], run_id: str = "") -> ImportOutcome:
    names = [sheet.name for sheet in tracking_definition().sheets]
    new = Counter(change.row.sheet for change in changes if change.is_new)
    updated = Counter(change.row.sheet for change in changes if change.is_update)
    return ImportOutcome(
        accepted={name: new[name] + updated[name] for name in names},
        repeated={name: read.repeated.get(name, 0) for name in names},
        rejected=read.rejected,
        unchanged=sum(1 for c in changes if not c.is_new and not c.is_update),
        updated=updated.total(),
        new={name: new[name] for name in names},
        rows=tuple(_row_outcome(c) for c in changes if c.is_new or c.fields or c.clashes),
        run_id=run_id,
    )


def _row_outcome(change: RowChange) -> RowOutcome:
    row, sheet = change.row, tracking_definition().sheet(change.row.sheet)
    headers = _headers(row.sheet)
    about = next((v for c in sheet.about if (v := getattr(row.record, c.field))), "")
    stored = change.stored
    return RowOutcome(
        sheet=row.sheet,
        row=row.row,
        about=str(about) or _place_of(row.record),
        is_new=change.is_new,
        changed=tuple(
            CellChange(headers[n], getattr(stored.record, n), getattr(row.record, n))
            for n in change.fields
        )
        if stored
        else (),
        kept=tuple(
            CellChange(c.header, c.here, c.in_workbook, c.last_taken) for c in change.clashes
        ),
        is_of_here=stored is not None and stored.taken is None,
    )


def _place_of(record: AnyRecord) -> str:
    """Return how a meeting is told of, which has no reference."""
    panel, held_on = getattr(record, "panel", ""), getattr(record, "held_on", None)
    return " ".join(part for part in (panel, held_on.isoformat() if held_on else "") if part)


def _line(row: ImportRun) -> ImportLine:
    counts = row.counts
    return ImportLine(
        id=row.id,
        file_name=row.file_name,
        made_on=row.made_at.astimezone().date(),
        made_by=row.made_by_name,
        accepted=int(counts.get("accepted", 0)),
        updated=int(counts.get("updated", 0)),
        unchanged=int(counts.get("unchanged", 0)),
        rejected=int(counts.get("rejected", 0)),
    )
