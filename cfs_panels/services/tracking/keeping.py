"""What is kept of an import itself: its run, its rows as they were taken, its acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.tracking.kept import cells_of, kept_value, value_of
from cfs_panels.domain.tracking.sheets import Fault
from cfs_panels.services.tracking.intake import fitted
from cfs_panels.services.tracking.stored_rows import StoredRows
from cfs_panels.services.tracking_records import stored_records
from db.audit import record_action
from db.base import new_id
from db.bulk import add_rows
from db.models import ImportedRow, ImportRun

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cfs_panels.domain.tracking.comparing import RowChange
    from cfs_panels.domain.tracking.outcomes import ImportOutcome, WorkbookSource
    from cfs_panels.domain.tracking.records import AnyRecord, ReadWorkbook
    from cfs_panels.services.tracking.intake import Intake

TABLES = {
    "Households": "case",
    "Panels": "panel_meeting",
    "Items": "agenda_item",
    "Children": "child",
    "Central list": "central_list_member",
}
OF_EVENTS = "case_event"
TAKEN, REJECTED = "taken", "rejected"


class Taken:
    """A row that was taken, with the record it became."""

    __slots__ = ("cases", "change", "record_id", "row_id")

    def __init__(
        self, change: RowChange, row_id: str, record_id: str, cases: Sequence[str]
    ) -> None:
        self.change = change
        self.row_id = row_id
        self.record_id = record_id
        self.cases = tuple(cases)


class Keeping:
    """Keeps an import beside what it brought, so that the next workbook can be compared."""

    def __init__(self, intake: Intake, source: WorkbookSource) -> None:
        self._intake, self._source = intake, source
        self._session = intake.session

    def keep(self, taken: Sequence[Taken], read: ReadWorkbook) -> None:
        """Keep the run, its rows and its acts, once everything else is written."""
        self._add_run()
        self._keep_rows(taken, read)
        self._note(taken)

    def _add_run(self) -> None:
        intake = self._intake
        self._session.add(
            ImportRun(
                id=intake.run_id,
                agency_id=intake.agency_id,
                file_name=fitted(self._source.file_name, 255),
                digest=self._source.digest,
                made_at=intake.now,
                made_by=intake.actor.user_id,
                made_by_name=intake.actor.name,
            )
        )
        self._session.flush()

    def _keep_rows(self, taken_rows: Sequence[Taken], read: ReadWorkbook) -> None:
        """Keep each row as it was taken, with what the tables tell otherwise; and those refused."""
        told = {
            (r.sheet, r.record_id): r.told or r.record
            for r in stored_records(StoredRows(self._session), self._intake.office)
            if r.record_id
        }
        rows = []
        for taken in taken_rows:
            record = told.get((taken.change.row.sheet, taken.record_id))
            if taken.change.stored is not None and taken.change.stored.row_id:
                self._renew_row(taken, record)
            else:
                rows.append(self._new_row(taken, record))
        rows += self._refused(read)
        if rows:
            add_rows(self._session, ImportedRow, rows)

    def _new_row(self, taken: Taken, told: AnyRecord | None) -> dict[str, Any]:
        one = taken.change
        content = cells_of(one.row.record)
        for clash in one.clashes:
            content.pop(clash.field, None)
        fields = one.fields if one.stored else None
        return self._row(
            id=taken.row_id,
            sheet=one.row.sheet,
            row=one.row.row,
            content=content,
            kept_as=_kept_as(one.row.record, content, told, fields),
            notes=dict(one.notes),
            record_id=taken.record_id if told is not None else "",
            case_id=taken.cases[0] if taken.cases else None,
            other_case_id=taken.cases[1] if taken.cases[1:] else None,
        )

    def _row(self, **values: object) -> dict[str, Any]:
        return {
            "run_id": self._intake.run_id,
            "state": TAKEN,
            "kept_as": {},
            "notes": {},
            "record_id": "",
            "case_id": None,
            "other_case_id": None,
            "fault": "",
            "reason": "",
            **values,
        }

    def _renew_row(self, taken: Taken, told: AnyRecord | None) -> None:
        """Keep what a row says now beside what it said; an empty cell takes nothing away."""
        one = taken.change
        row = self._session.get_one(ImportedRow, taken.row_id)
        incoming = cells_of(one.row.record)
        for clash in one.clashes:
            incoming.pop(clash.field, None)
        content = {**dict(row.content), **incoming}
        again = _kept_as(one.row.record, content, told, one.fields)
        before = {n: v for n, v in dict(row.kept_as).items() if n not in one.fields}
        row.content, row.kept_as = content, {**before, **again}
        row.notes, row.run_id, row.row = dict(one.notes), self._intake.run_id, one.row.row
        self._session.flush()

    def _refused(self, read: ReadWorkbook) -> list[dict[str, Any]]:
        """Return the rows that contradict another, so that they are known when they come again."""
        found = {
            row.fingerprint: row
            for row in read.rejected
            if row.fault == Fault.CONFLICTING_DUPLICATE and row.fingerprint
        }
        if not found:
            return []
        kept = self._session.scalars(
            select(ImportedRow.content).where(ImportedRow.state == REJECTED)
        )
        known = {content.get("fingerprint") for content in kept}
        return [
            self._row(
                id=new_id(),
                sheet=row.sheet,
                row=row.row,
                state=REJECTED,
                content={"fingerprint": mark},
                fault=row.fault,
                reason=row.reason,
            )
            for mark, row in found.items()
            if mark not in known
        ]

    def _note(self, taken_rows: Sequence[Taken]) -> None:
        """Note every record that was taken or changed in the audit trail, as an import's act."""
        for taken in taken_rows:
            one = taken.change
            details: dict[str, Any] = {
                "file": self._source.file_name,
                "sheet": one.row.sheet,
                "row": one.row.row,
                "run": self._intake.run_id,
            }
            if one.stored is None:
                details["new"] = cells_of(one.row.record)
            else:
                details["changed"] = {
                    name: [
                        kept_value(getattr(one.stored.record, name)),
                        kept_value(getattr(one.merged, name)),
                    ]
                    for name in one.fields
                }
            record_action(
                self._session,
                "import",
                TABLES.get(one.row.sheet, OF_EVENTS),
                taken.record_id or taken.row_id,
                case_id=taken.cases[0] if taken.cases else None,
                details=details,
            )

    def finish(self, outcome: ImportOutcome) -> None:
        """Note the counts of the run, and the run itself in the audit trail."""
        counts = {
            "accepted": sum(outcome.accepted.values()),
            "repeated": sum(outcome.repeated.values()),
            "rejected": len(outcome.rejected),
            "unchanged": outcome.unchanged,
            "updated": outcome.updated,
        }
        self._session.get_one(ImportRun, self._intake.run_id).counts = counts


def _kept_as(
    record: AnyRecord,
    content: Mapping[str, Any],
    told: AnyRecord | None,
    fields: Sequence[str] | None,
) -> dict[str, Any]:
    """Return the cells of which the tables say something else than the row, as they say it."""
    if told is None:
        return {}
    kind = type(record)
    names = fields if fields is not None else cells_of(told).keys() | content.keys()
    return {
        name: kept_value(getattr(told, name))
        for name in sorted(names)
        if getattr(told, name) != value_of(kind, name, content.get(name))
    }
