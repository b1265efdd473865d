"""One import, from what each row means to what stands in the agency afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from cfs_panels.domain.tracking.decisions import SHOULD_BE_PLACED
from cfs_panels.services.tracking.changing import change
from cfs_panels.services.tracking.intake import Intake, agency_of
from cfs_panels.services.tracking.keeping import Keeping, Taken
from cfs_panels.services.tracking.settling import settle_cases
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
from db.base import new_id

if TYPE_CHECKING:
    from collections.abc import Sequence
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
    from cfs_panels.services.progress import Progress
    from cfs_panels.services.tracking.intake import KnownCase
    from cfs_panels.services.tracking.stored_rows import StoredRows

ORDER = (
    *("Households", "Panels", "Items", "Decisions", "Reviews", "Endings"),
    *("Children", "Central list"),
)
"""A child comes after the decisions, since one of them may be the one its own row tells."""
EVERY = 50


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
        self._keeping = Keeping(self._intake, source)
        self._taken: list[Taken] = []
        self._decided: set[tuple[str, date | None]] = set()

    def take(self, changes: Sequence[RowChange], read: ReadWorkbook, progress: Progress) -> str:
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
        self._keeping.keep(self._taken, read)
        progress(total, total, "Finishing")
        return intake.run_id

    def _know_new(self, work: Sequence[RowChange]) -> None:
        """Give new households and children their ids, so that all rows can name them."""
        for change_ in work:
            if change_.is_new and change_.row.sheet == "Households":
                know_household(self._intake, cast("HouseholdRecord", change_.row.record))
        for change_ in work:
            if change_.row.sheet == "Children":
                self._know_child(change_)

    def _know_child(self, one: RowChange) -> None:
        """Take up a child as the workbook has it, before the decisions on it."""
        if one.stored is None:
            child = cast("ChildRecord", one.row.record)
            self._intake.know_birth(know_child(self._intake, child).id, child)
        elif one.fields:
            for case_id in one.stored.case_ids:
                self._intake.know_birth(case_id, cast("ChildRecord", one.merged))

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

    def finish(self, outcome: ImportOutcome) -> None:
        """Note the counts of the run."""
        self._keeping.finish(outcome)
