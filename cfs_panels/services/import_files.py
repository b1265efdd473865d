"""The files around an import: a workbook looked at, one that is empty, the rows that were refused.

The window works with these; nothing of the agency's records is written here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.tracking.outcomes import LookedAt, WorkbookSource
from cfs_panels.domain.tracking.records import TrackingRecords
from cfs_panels.services.case_imports import cell_words
from cfs_panels.services.imports import IMPORT, Imports, digest_of_file
from cfs_panels.services.progress import untold
from cfs_panels.services.tracking_library import tracking_definition
from cfs_panels.services.workbook_files import save_rejected, save_workbook
from db.audit import record_action
from db.safe_files import told_of_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.tracking.records import ReadWorkbook, RejectedRow
    from cfs_panels.services.office import Office
    from cfs_panels.services.progress import Progress

_READING, _COMPARING, _WHOLE = 8, 9, 10  # how much of a look is done, of ten


class ImportFiles:
    """Reads workbooks to be looked at, and writes those that somebody fills in or mends."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._imports = Imports(office)

    def look(self, actor: Actor, path: Path, progress: Progress = untold) -> LookedAt:
        """Return a workbook with what taking it in would do; nothing is stored.

        Raises:
            RuleBroken: for what is no tracking workbook, and for roles that do not import.
            OutsideTrouble: for what cannot be read from the disk.
        """

        def reading(done: int, total: int, words: str = "") -> None:
            progress(done * _READING, max(total, 1) * _WHOLE, words)

        read = self._imports.read(actor, path, reading)
        with told_of_files(path.name):
            source = WorkbookSource(path.name, digest_of_file(path))
        progress(_COMPARING, _WHOLE, "Comparing with your records")
        outcome = self._imports.preview(actor, read)
        progress(_WHOLE, _WHOLE)
        return LookedAt(source, read, outcome)

    def row_facts(
        self, actor: Actor, read: ReadWorkbook, sheet: str, row: int
    ) -> tuple[tuple[str, str], ...]:
        """Return what a row that can be taken says, column by column, without its empty cells.

        Raises:
            RuleBroken: for roles that do not import.
        """
        self._office.require(actor, IMPORT)
        found = next((r for r in read.taken if (r.sheet, r.row) == (sheet, row)), None)
        if found is None:
            return ()
        columns = tracking_definition().sheet(sheet).columns
        cells = [(c.header, cell_words(c, getattr(found.record, c.field))) for c in columns]
        return tuple((header, words) for header, words in (*cells, *found.notes.items()) if words)

    def save_empty(self, actor: Actor, path: Path) -> Path:
        """Write a workbook with every sheet and every header, and no row.

        Raises:
            RuleBroken: for roles that do not import.
            OutsideTrouble: where it cannot be written.
        """
        self._office.require(actor, IMPORT)
        save_workbook(TrackingRecords(), {}, path)
        return path

    def save_refused(self, actor: Actor, rejected: Sequence[RejectedRow], path: Path) -> Path:
        """Write the rows that were refused, to be mended and imported; it is noted in the audit.

        Raises:
            RuleBroken: for roles that do not import.
            OutsideTrouble: where it cannot be written.
        """
        self._office.require(actor, IMPORT)
        save_rejected(rejected, path)
        with self._office.writing(actor) as session:
            record_action(session, "export", "refused_rows", "", details={"rows": len(rejected)})
        return path
