"""The agency's records written out as the tracking workbook, for whoever needs them elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.services.progress import untold
from cfs_panels.services.tracking_records import hidden_cases, tracking_records
from cfs_panels.services.workbook_files import save_workbook
from db.audit import record_action
from db.models import Case, Household

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office
    from cfs_panels.services.progress import Progress
    from cfs_panels.services.workbook_files import Format

EXPORT = "export_workbook"
FILE_NAME = "tracking-workbook.xlsx"
_STEPS = 3
_SECRET = (
    select(Case.id)
    .join(Household, Household.id == Case.household_id)
    .where(Household.address_is_secret)
)


class TrackingExports:
    """Exports of the tracking workbook; each is noted in the audit trail."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def save(self, actor: Actor, folder: Path, file_format: Format = "xlsx") -> Path:
        """Write the workbook into a folder, or a CSV file for each sheet; return what was written.

        Cases that the person may not see are left out, and where people live whose address is
        secret: a workbook goes to others, and an empty cell takes nothing away when it comes back.

        Raises:
            RuleBroken: for roles that do not export.
            OutsideTrouble: where it cannot be written.
        """
        self._office.require(actor, EXPORT)
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / FILE_NAME if file_format == "xlsx" else folder
        return self.save_as(actor, target, file_format)

    def save_as(
        self,
        actor: Actor,
        target: Path,
        file_format: Format = "xlsx",
        progress: Progress = untold,
    ) -> Path:
        """Write the workbook to a file, or its CSV files to a folder, and return which.

        ``progress`` may raise to stop before anything is written.

        Raises:
            RuleBroken: for roles that do not export.
            OutsideTrouble: where it cannot be written.
        """
        self._office.require(actor, EXPORT)
        progress(0, _STEPS, "Reading your records")
        with self._office.reading() as session:
            hidden = hidden_cases(session, self._office, actor)
            secret = frozenset(session.scalars(_SECRET)) - hidden
            records, notes = tracking_records(session, self._office, hidden, secret)
        progress(_STEPS - 1, _STEPS, "Writing the workbook")
        save_workbook(records, notes, target, file_format)
        with self._office.writing(actor) as session:
            counts = {
                "households": len(records.households),
                "children": len(records.children),
                "addresses_left_out": len(secret),
            }
            record_action(session, "export", "workbook", file_format, details=counts)
        return target
