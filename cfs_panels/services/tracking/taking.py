"""One import, from what each row means to what stands in the agency afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import select

from cfs_panels.domain.tracking.children import SHOULD_BE_PLACED
from cfs_panels.domain.tracking.kept import cells_of, kept_value, value_of
from cfs_panels.services.tracking.changing import change
from cfs_panels.services.tracking.intake import Intake, agency_of, fitted
from cfs_panels.services.tracking.settling import settle_cases
from cfs_panels.services.tracking.stored_rows import StoredRows
from cfs_panels.services.tracking.taking_decisions import add_happening
from cfs_panels.services.tracking.taking_households import (
    add_child,
    add_household,
    know_child,
    know_household,
)
from cfs_panels.services.tracking.taking_members import add_member
from cfs_panels.services.tracking.taking_panels import Sittings, add_item
from cfs_panels.services.tracking_kinds import tracking_kinds
from cfs_panels.services.tracking_records import stored_records
from db.audit import record_action
from db.base import new_id
from db.bulk import add_rows
from db.models import ImportedRow, ImportRun

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.tracking.comparing import RowChange, StoredRecord
    from cfs_panels.domain.tracking.outcomes import ImportOutcome, WorkbookSource
    from cfs_panels.domain.tracking.records import (
        AnyRecord,
        ChildRecord,
        DecisionRecord,
        HouseholdRecord,
        PanelRecord,
        ReadWorkbook,
    )
    from cfs_panels.services.office import Office
    from cfs_panels.services.tracking.intake import KnownCase

ORDER = (
    *("Households", "Panels", "Items", "Decisions", "Reviews", "Endings"),
    *("Children", "Central list"),
)
"""A child comes after the decisions, since one of them may be the one its own row tells."""
TABLES = {
    "Households": "case",
    "Panels": "panel_meeting",
    "Items": "agenda_item",
    "Children": "child",
    "Central list": "central_list_member",
}
OF_EVENTS = "case_event"
EVERY = 50


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


class Taking:
    """Takes compared rows into the agency; ``take`` writes, ``finish`` notes what came of it."""

    def __init__(
        self,
        session: Session,
        office: Office,
        actor: Actor,
        source: WorkbookSource,
        rows: StoredRows,
        stored: list[StoredRecord],
    ) -> None:
        self._session, self._office = session, office
        self._source = source
        self._intake = Intake(
            session=session,
            office=office,
            actor=actor,
            stored=rows,
            kinds=tracking_kinds(),
            agency_id=agency_of(session, actor),
            run_id=new_id(),
            file_name=source.file_name,
            now=office.now(),
            today=office.today,
        )
        self._intake.know_stored(stored)
        self._sittings = Sittings(self._intake)
        self._taken: list[Taken] = []
        self._decided: set[tuple[str, date | None]] = set()

    def take(
        self,
        changes: Sequence[RowChange],
        read: ReadWorkbook,
        progress: Any,  # noqa: ANN401
    ) -> str:
        """Write what the rows say and return the id of the run."""
        intake = self._intake
        work = [c for c in changes if c.is_new or c.is_update]
        self._know_new(work)
        by_sheet = {name: [c for c in work if c.row.sheet == name] for name in ORDER}
        total, done = len(work) * 2, 0
        for name in ORDER:
            for one in by_sheet[name]:
                if done % EVERY == 0:
                    progress(done, total, f"{name}, row {one.row.row}")
                self._take_one(one)
                done += 1
        progress(done, total, "Writing")
        intake.add_all()
        half = len(work)
        settle_cases(
            intake,
            lambda part, of: progress(half + half * part // max(of, 1), total, "Cases"),
        )
        self._add_run()
        self._keep_rows(read)
        self._note()
        progress(total, total, "Finishing")
        return intake.run_id

    def _know_new(self, work: Sequence[RowChange]) -> None:
        """Give new households and children their ids, so that all rows can name them."""
        for change_ in work:
            if change_.is_new and change_.row.sheet == "Households":
                know_household(self._intake, cast("HouseholdRecord", change_.row.record))
        for change_ in work:
            if change_.is_new and change_.row.sheet == "Children":
                know_child(self._intake, cast("ChildRecord", change_.row.record))

    def _take_one(self, one: RowChange) -> None:
        stored = one.stored
        if stored is None:
            row_id = new_id()
            record_id, cases = self._add(one.row.sheet, one.row.record, row_id)
            self._taken.append(Taken(one, row_id, record_id, [case.id for case in cases]))
            return
        row_id = stored.row_id or new_id()
        if one.fields:
            change(self._intake, stored, one.merged, row_id)
            if one.row.sheet == "Panels":
                self._sittings.renew(cast("PanelRecord", one.merged))
        self._taken.append(Taken(one, row_id, stored.record_id, stored.case_ids))

    def _add(self, sheet: str, record: AnyRecord, row_id: str) -> tuple[str, Sequence[KnownCase]]:
        """Add a new record and return its id and the cases it is about."""
        intake = self._intake
        if sheet == "Households":
            known = add_household(intake, cast("HouseholdRecord", record), row_id)
            return known.id, (known,)
        if sheet == "Children":
            child = cast("ChildRecord", record)
            known = add_child(intake, child, row_id, self._decided_on(child))
            return known.child_id or "", (known,)
        if sheet == "Panels":
            return self._sittings.add(cast("PanelRecord", record)), ()
        if sheet == "Items":
            return add_item(intake, self._sittings, cast("Any", record), row_id)
        if sheet == "Central list":
            return add_member(intake, cast("Any", record)), ()
        if sheet == "Decisions":
            self._know_decision(cast("DecisionRecord", record))
        return add_happening(intake, cast("Any", record), row_id)

    def _know_decision(self, record: DecisionRecord) -> None:
        """Remember a decision that a child should be placed: its own row may tell it too."""
        outcome = self._intake.kinds.key("decisions", record.decision)
        if outcome == SHOULD_BE_PLACED and record.child_ref:
            self._decided.add((record.child_ref, record.decided))

    def _decided_on(self, child: ChildRecord) -> date | None:
        on = child.should_be_placed
        return on if (child.child_ref, on) in self._decided else None

    # What is kept of the import itself

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

    def _keep_rows(self, read: ReadWorkbook) -> None:
        """Keep each row as it was taken, with what the tables tell otherwise; and those refused."""
        told = {
            (r.sheet, r.record_id): r.told or r.record
            for r in stored_records(StoredRows(self._session), self._office)
            if r.record_id
        }
        rows = []
        for taken in self._taken:
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
            "state": "taken",
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
            if row.fault == "conflicting_duplicate" and row.fingerprint
        }
        if not found:
            return []
        kept = self._session.scalars(
            select(ImportedRow.content).where(ImportedRow.state == "rejected")
        )
        known = {content.get("fingerprint") for content in kept}
        return [
            self._row(
                id=new_id(),
                sheet=row.sheet,
                row=row.row,
                state="rejected",
                content={"fingerprint": mark},
                fault=row.fault,
                reason=row.reason,
            )
            for mark, row in found.items()
            if mark not in known
        ]

    def _note(self) -> None:
        """Note every record that was taken or changed in the audit trail, as an import's act."""
        for taken in self._taken:
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
