"""Lists that leave the program: as a workbook, as CSV, on paper; each is noted in the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.caseload import CaseQuery
from cfs_panels.domain.children import ChildQuery
from cfs_panels.services.caseload import Caseload
from cfs_panels.services.children import Children
from cfs_panels.services.clock_lists import ClockLists
from cfs_panels.services.list_files import ListFile, in_order, require_kind, save_list
from cfs_panels.services.progress import untold
from db.audit import record_action

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.case_lines import CaseRow
    from cfs_panels.domain.caseload import CaseView
    from cfs_panels.domain.children import ChildRow, ChildView
    from cfs_panels.domain.clock_pages import ClockRow
    from cfs_panels.services.list_files import Line
    from cfs_panels.services.office import Office
    from cfs_panels.services.progress import Progress

CASES = ListFile(
    "case",
    "Cases",
    (
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
    ),
)
CHILDREN = ListFile(
    "child",
    "Children",
    (
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
    ),
)
CLOCKS = ListFile(
    "clock",
    "Clocks",
    (
        ("Reference", 14),
        ("Household", 34),
        ("Service", 12),
        ("Kind", 24),
        ("Clock", 32),
        ("Stands", 24),
        ("Ends", 14),
        ("Started", 14),
        ("Started by", 32),
        ("With", 24),
        ("Worker", 24),
        ("Team", 24),
        ("Cause of delay", 40),
        ("Rule", 16),
        ("Source", 40),
        ("Standing", 14),
    ),
)


class ListExports:
    """Writes out what a list shows, and notes that it was written or printed.

    What the person may not open is left out, whatever was asked for.
    """

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

        Raises:
            RuleBroken: where the role sees no list of cases, or for another kind of file.
            OutsideTrouble: where the file cannot be written.
        """
        require_kind(target)
        seen = Caseload(self._office).cases(actor, CaseQuery(view=view)).rows
        rows = in_order(seen, case_ids, lambda row: row.id)
        return save_list(self._office, actor, CASES, rows, _case_line, target, progress)

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
        require_kind(target)
        seen = Children(self._office).children(actor, ChildQuery(view=view)).rows
        rows = in_order(seen, case_ids, lambda row: row.id)
        return save_list(self._office, actor, CHILDREN, rows, _child_line, target, progress)

    def clocks(
        self, actor: Actor, keys: Sequence[str], target: Path, progress: Progress = untold
    ) -> int:
        """Write listed clocks to a workbook or CSV file, in the order given; return how many.

        Raises:
            RuleBroken: where the role sees no list of cases, or for another kind of file.
            OutsideTrouble: where the file cannot be written.
        """
        require_kind(target)
        rows = in_order(ClockLists(self._office).clock_page(actor).rows, keys, lambda row: row.key)
        return save_list(self._office, actor, CLOCKS, rows, _clock_line, target, progress)

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


def _clock_line(row: ClockRow) -> Line:
    return (
        row.reference,
        row.household,
        row.service.value.capitalize(),
        row.kind,
        row.name,
        row.words,
        row.due_on,
        row.started_on,
        row.start_words,
        row.owner,
        row.worker,
        row.team,
        row.cause,
        row.rule_id,
        row.source,
        "" if row.confirmed else "Unconfirmed",
    )
