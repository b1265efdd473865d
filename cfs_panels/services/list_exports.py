"""Lists that leave the program: as a workbook, as CSV, on paper; each is noted in the audit."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cfs_panels.domain.case_lines import CaseRow
from cfs_panels.domain.caseload import CaseQuery
from cfs_panels.domain.children import ChildQuery, ChildRow
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.services.caseload import Caseload
from cfs_panels.services.children import Children
from cfs_panels.services.flat_workbook import flat_workbook
from cfs_panels.services.progress import untold
from db.audit import record_action
from db.safe_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.caseload import CaseView
    from cfs_panels.domain.children import ChildView
    from cfs_panels.services.flat_workbook import Value
    from cfs_panels.services.office import Office
    from cfs_panels.services.progress import Progress

    Line = tuple[Value, ...]

Listed = TypeVar("Listed", CaseRow, ChildRow)
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


CHILD_HEADS = (
    ("Reference", 14),
    ("First name", 18),
    ("Age", 12),
    ("Entered care", 14),
    ("Waiting", 14),
    ("Plan", 20),
    ("Stage", 18),
    ("Order or consent", 20),
    ("Match", 34),
    ("Sibling group", 16),
    ("Next step", 28),
    ("With", 24),
    ("Worker", 24),
    ("Team", 24),
    ("Clock", 32),
    ("Stands", 24),
    ("Ends", 14),
)


class _Made(NamedTuple):
    """A list as it is written: its title, its columns with their widths, and its lines."""

    title: str
    heads: tuple[tuple[str, int], ...]
    lines: Iterator[Line]


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
        suffix = _suffix(target)
        seen = Caseload(self._office).cases(actor, CaseQuery(view=view)).rows
        rows = _in_order(seen, case_ids)
        lines = _told([_case_line(row) for row in rows], progress, "cases")
        made = _Made("Cases", CASE_HEADS, lines)
        self._write(actor, "case_list", made, suffix, [row.reference for row in rows], target)
        return len(rows)

    def children(
        self,
        actor: Actor,
        view: ChildView,
        case_ids: Sequence[str],
        target: Path,
        progress: Progress = untold,
    ) -> int:
        """Write children of a view to a workbook or CSV file, in the order given; return how many.

        Raises:
            RuleBroken: where the role sees no list of children, or for another kind of file.
            OutsideTrouble: where the file cannot be written.
        """
        suffix = _suffix(target)
        seen = Children(self._office).children(actor, ChildQuery(view=view)).rows
        rows = _in_order(seen, case_ids)
        lines = _told([_child_line(row) for row in rows], progress, "children")
        made = _Made("Children", CHILD_HEADS, lines)
        self._write(actor, "child_list", made, suffix, [row.reference for row in rows], target)
        return len(rows)

    def _write(
        self,
        actor: Actor,
        what: str,
        made: _Made,
        suffix: str,
        references: Sequence[str],
        target: Path,
    ) -> None:
        """Note what leaves the program, then write it."""
        if suffix == ".xlsx":
            content = flat_workbook(made.title, made.heads, made.lines)
        else:
            content = _csv([head for head, _ in made.heads], made.lines)
        details = {"format": suffix[1:], "references": list(references)}
        with self._office.writing(actor) as session:
            record_action(session, "export", what, "", details=details)
        write_whole(target, content)

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


def _child_line(row: ChildRow) -> Line:
    return (
        row.reference,
        row.first_name,
        row.age_words,
        row.care_entered_on,
        row.waiting_words,
        row.plan,
        row.stage_name,
        row.order_words,
        row.match,
        row.sibling_group,
        row.next_step,
        row.next_owner,
        row.worker,
        row.team,
        row.clock_name,
        row.clock_words,
        row.clock_due_on,
    )


def _suffix(target: Path) -> str:
    suffix = target.suffix.casefold()
    if suffix not in SUFFIXES:
        raise RuleBroken("Save the list as an Excel workbook (.xlsx) or as CSV (.csv).")
    return suffix


def _in_order(seen: Iterable[Listed], case_ids: Sequence[str]) -> list[Listed]:
    by_id = {row.id: row for row in seen}
    return [by_id[case_id] for case_id in case_ids if case_id in by_id]


def _told(lines: Sequence[Line], progress: Progress, what: str) -> Iterator[Line]:
    for number, line in enumerate(lines, 1):
        if number % _STEP == 0 or number == len(lines):
            progress(number, len(lines), f"{number} of {len(lines)} {what}")
        yield line


def _csv(heads: Sequence[str], lines: Iterable[Line]) -> bytes:
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
