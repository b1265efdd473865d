"""Lists that leave the program: as a workbook, as CSV, on paper; each is noted in the audit."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from cfs_panels.domain.caseload import CaseQuery
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.services.caseload import Caseload
from cfs_panels.services.flat_workbook import flat_workbook
from cfs_panels.services.progress import untold
from db.audit import record_action
from db.safe_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.case_lines import CaseRow
    from cfs_panels.domain.caseload import CaseView
    from cfs_panels.services.flat_workbook import Value
    from cfs_panels.services.office import Office
    from cfs_panels.services.progress import Progress

    Line = tuple[Value, ...]

SUFFIXES = (".xlsx", ".csv")
CASE_HEADS = (
    ("Reference", 14),
    ("Household", 34),
    ("Service", 12),
    ("Kind", 24),
    ("Stage", 16),
    ("Next step", 28),
    ("With", 24),
    ("Worker", 24),
    ("Team", 24),
    ("Clock", 32),
    ("Stands", 24),
    ("Ends", 14),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_STEP = 200


class ListExports:
    """Writes out what a list shows, and notes that it was written or printed."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def cases(
        self,
        actor: Actor,
        view: CaseView,
        case_ids: Sequence[str],
        target: Path,
        progress: Progress = untold,
    ) -> int:
        """Write cases of a view to a workbook or CSV file, in the order given; return how many.

        What the person may not open is left out, whatever was asked for.

        Raises:
            RuleBroken: where the role sees no list of cases, or for another kind of file.
            OutsideTrouble: where the file cannot be written.
        """
        suffix = target.suffix.casefold()
        if suffix not in SUFFIXES:
            raise RuleBroken("Save the list as an Excel workbook (.xlsx) or as CSV (.csv).")
        seen = Caseload(self._office).cases(actor, CaseQuery(view=view)).rows
        by_id = {row.id: row for row in seen}
        rows = [by_id[case_id] for case_id in case_ids if case_id in by_id]
        lines = _told([_case_line(row) for row in rows], progress)
        if suffix == ".xlsx":
            content = flat_workbook("Cases", CASE_HEADS, lines)
        else:
            content = csv_of([head for head, _ in CASE_HEADS], lines)
        details = {"format": suffix[1:], "references": [row.reference for row in rows]}
        with self._office.writing(actor) as session:
            record_action(session, "export", "case_list", "", details=details)
        write_whole(target, content)
        return len(rows)

    def printed(self, actor: Actor, what: str, count: int) -> None:
        """Note that a person printed a list of so many lines."""
        with self._office.writing(actor) as session:
            record_action(session, "print", f"{what}_list", "", details={"lines": count})


def _case_line(row: CaseRow) -> Line:
    return (
        row.reference,
        row.household,
        row.service.value.capitalize(),
        row.kind,
        row.stage_name,
        row.next_step,
        row.next_owner,
        row.worker,
        row.team,
        row.clock_name,
        row.clock_words,
        row.clock_due_on,
    )


def _told(lines: Sequence[Line], progress: Progress) -> Iterator[Line]:
    for number, line in enumerate(lines, 1):
        if number % _STEP == 0 or number == len(lines):
            progress(number, len(lines), f"{number} of {len(lines)} cases")
        yield line


def csv_of(heads: Sequence[str], lines: Iterable[Line]) -> bytes:
    """Return a CSV file; words that a spreadsheet would reckon are marked as words."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(heads)
    for line in lines:
        writer.writerow([_plain(part) for part in line])
    return held.getvalue().encode("utf-8-sig")


def _plain(part: Value) -> str:
    if part is None:
        return ""
    if not isinstance(part, str):
        return part.isoformat()
    return f"'{part}" if part.startswith(_FORMULA) else part
