"""An agency into which workbooks are taken: people who may, and rows made by hand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cfs_panels.domain.tracking.outcomes import ImportOutcome, WorkbookSource
from cfs_panels.domain.tracking.records import (
    AnyRecord,
    HouseholdRecord,
    ReadRow,
    ReadWorkbook,
    TrackingRecords,
)
from cfs_panels.services.tracking_library import tracking_definition
from cfs_panels.services.tracking_records import tracking_records
from cfs_panels.services.workspace import Workspace
from db.models import CentralListMember

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor, Role
    from cfs_panels.services.office import Office
    from tests.factories import Staff

SAMPLES = Path(__file__).parent.parent / "fixtures" / "tracking"
SOURCE = WorkbookSource("tracker.xlsx")

THE_SANDHUS = HouseholdRecord(
    ref="F-2023-0001",
    service="Fostering",
    type="Mainstream",
    applicant_1="Kirsty Sandhu",
    applicant_2="Liam Oakeshott",
    applicant_1_born_on=date(1975, 2, 16),
    applicant_1_ethnicity="Other ethnic group: Arab",
    applicant_1_gender="Female",
    address="167 Beech Crescent, Oxendale",
    postcode="WQ4 6EX",
    phone="01632 960699",
    email="kirsty.sandhu@example.org",
    worker="Yasmin Llewellyn",
    team="Fostering recruitment",
    source="New",
    enquiry=date(2023, 1, 9),
    initial_visit=date(2023, 1, 30),
    initial_visit_mode="Home",
    initial_visit_outcome="Proceed",
    application=date(2023, 3, 1),
    stage_1_start=date(2023, 3, 6),
)


@dataclass
class TrackingDesk:
    """The workspace of an agency with somebody who may import, export and see figures."""

    office: Office
    staff: Staff
    keeps_list: bool = False  # the central list that the staff came with
    workspace: Workspace = field(init=False)
    adviser: Actor = field(init=False)

    def __post_init__(self) -> None:
        self.workspace = Workspace(self.office)
        self.adviser = replace(self.staff.adviser, member_id=None)
        if self.keeps_list:
            return
        with self.office.writing(self.adviser) as session:
            for member in session.query(CentralListMember):
                session.delete(member)

    def as_role(self, role: Role) -> Actor:
        """Return the adviser with another role."""
        return replace(self.adviser, roles=frozenset({role}))

    def take(self, *records: AnyRecord, notes: dict[str, str] | None = None) -> ImportOutcome:
        """Take records in as the rows of one workbook."""
        return self.workspace.imports.take_in(self.adviser, book(*records, notes=notes), SOURCE)

    def records(self) -> TrackingRecords:
        """Return what a workbook of the agency would say."""
        with self.office.reading() as session:
            return tracking_records(session, self.office)[0]

    def case_id(self, reference: str) -> str:
        """Return the id of a case."""
        return self.workspace.case_pages.case_id(self.adviser, reference)

    def told(self, reference: str) -> list[str]:
        """Return the history of a case, newest first, each line with its detail."""
        lines = self.workspace.case_pages.history(self.adviser, self.case_id(reference))
        return [f"{line.words} ({line.detail})" if line.detail else line.words for line in lines]


def book(*records: AnyRecord, notes: dict[str, str] | None = None) -> ReadWorkbook:
    """Return records as a workbook that was read, each in a row of its sheet."""
    definition = tracking_definition()
    rows = [
        ReadRow(definition.sheet_of(record).name, number, record, notes or {})
        for number, record in enumerate(records, 2)
    ]
    return ReadWorkbook(taken=tuple(rows))
