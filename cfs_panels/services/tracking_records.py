"""All that an agency's records would say in a tracking workbook.

Figures, the export and the comparison with a workbook are made from these, so that all three mean
the same. What the tables cannot hold of an imported row, such as a decision without its day, is
told from the row itself, until the record is changed here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import select

from cfs_panels.domain.tracking.comparing import StoredRecord
from cfs_panels.domain.tracking.contents import content_of, key_of
from cfs_panels.domain.tracking.kept import EMPTY, kept_value, record_of, value_of
from cfs_panels.domain.tracking.records import TrackingRecords
from cfs_panels.services.tracking.stored_rows import StoredRows
from cfs_panels.services.tracking.telling import Telling
from cfs_panels.services.tracking.telling_decisions import TellingDecisions
from cfs_panels.services.tracking.telling_items import TellingItems
from cfs_panels.services.tracking_kinds import tracking_kinds
from cfs_panels.services.tracking_library import tracking_definition
from cfs_panels.services.visibility import case_filter
from db.models import Case

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.tracking.records import AnyRecord, ChildRecord, HouseholdRecord
    from cfs_panels.services.office import Office
    from cfs_panels.services.tracking.stored_rows import ImportedLine

    Notes = Mapping[AnyRecord, Mapping[str, str]]


def tracking_records(
    session: Session,
    office: Office,
    hidden: Collection[str] = (),
    secret: Collection[str] = (),
) -> tuple[TrackingRecords, dict[AnyRecord, Mapping[str, str]]]:
    """Return the records of every case, and the unknown columns that came with them.

    ``hidden`` are the cases that the person may not see: nothing of them is told. Of those that
    are ``secret`` it is not told where the people live.
    """
    found = visible(stored_records(StoredRows(session), office), hidden)
    found = [_without_address(r) if r.record_id in secret else r for r in found]
    return sorted_records(found), {r.record: r.notes for r in found if r.notes}


def figure_records(
    session: Session, office: Office, hidden: Collection[str] = ()
) -> tuple[TrackingRecords, dict[str, dict[str, str]]]:
    """Return the same records in no order and without their unknown columns, as figures need them.

    With them comes the id of each case, by sheet and reference.
    """
    found = visible(stored_records(StoredRows(session, whole=False), office), hidden)
    by_sheet: dict[str, list[Any]] = defaultdict(list)
    for record in found:
        by_sheet[record.sheet].append(record.record)
    definition = tracking_definition()
    made = TrackingRecords(**{s.records: tuple(by_sheet[s.name]) for s in definition.sheets})
    ids: dict[str, dict[str, str]] = {"Households": {}, "Children": {}}
    for r in found:
        if r.sheet in ids and r.case_ids:
            ref = getattr(r.record, "ref", "") or getattr(r.record, "child_ref", "")
            ids[r.sheet][ref] = r.case_ids[0]
    return made, ids


def hidden_cases(session: Session, office: Office, actor: Actor) -> frozenset[str]:
    """Return the cases that a person may not see: they are neither listed, exported nor counted."""
    seen = case_filter(office.matrix, actor, "view_case")
    # What is not known (a case without manager) is neither seen nor not seen: so by difference.
    shown = select(Case.id).where(seen)
    return frozenset(session.scalars(select(Case.id).where(Case.id.not_in(shown))))


def stored_records(stored: StoredRows, office: Office) -> list[StoredRecord]:
    """Return every record that is stored, beside what the last import said of it."""
    telling = Telling(stored, tracking_kinds())
    decisions = TellingDecisions(telling)
    rows = {(line.sheet, line.record_id): line for line in stored.imported if line.record_id}
    told: list[Iterable[StoredRecord]] = [
        telling.households(),
        telling.panels(),
        TellingItems(telling, office).items(),
        decisions.decisions(),
        decisions.reviews(),
        decisions.endings(),
        telling.children(),
        telling.members(),
    ]
    found = [_with_row(record, rows) for records in told for record in records]
    known = {(record.sheet, record.record_id) for record in found}
    gone = (line for key, line in rows.items() if key not in known)
    return [*found, *_kept_alone(stored.imported), *map(_gone, gone)]


def _with_row(stored: StoredRecord, rows: Mapping[tuple[str, str], ImportedLine]) -> StoredRecord:
    """Return a record with what its imported row says and the tables cannot hold."""
    line = rows.get((stored.sheet, stored.record_id))
    if line is None:
        return stored
    kind = type(stored.record)
    lost: dict[str, Any] = {}
    for name, was_told in line.kept_as.items():
        if kept_value(getattr(stored.record, name)) == was_told:
            lost[name] = value_of(kind, name, line.content.get(name))
    return replace(
        stored,
        record=replace(stored.record, **lost) if lost else stored.record,
        told=stored.record,
        row_id=line.id,
        taken=record_of(kind, line.content),
        notes=line.notes,
    )


def _kept_alone(lines: Iterable[ImportedLine]) -> Iterator[StoredRecord]:
    """Yield the rows that no table could hold; they are told as they came."""
    definition = tracking_definition()
    for line in lines:
        if not line.record_id:
            record = record_of(definition.sheet(line.sheet).record_type, line.content)
            ids = tuple(i for i in (line.case_id, line.other_case_id) if i)
            yield StoredRecord(line.sheet, "", record, None, line.id, record, line.notes, ids)


def _gone(line: ImportedLine) -> StoredRecord:
    """Return what was taken back here of a row that an import brought."""
    record = record_of(tracking_definition().sheet(line.sheet).record_type, line.content)
    return StoredRecord(
        line.sheet, line.record_id, record, None, line.id, record, line.notes, is_gone=True
    )


def visible(records: Iterable[StoredRecord], hidden: Collection[str]) -> list[StoredRecord]:
    """Return the records that are told, without those about hidden cases and their references."""
    every = [record for record in records if not record.is_gone]
    if not hidden:
        return every
    shown = [r for r in every if not any(case_id in hidden for case_id in r.case_ids)]
    refs = {
        cast("HouseholdRecord", r.record).ref
        for r in every
        if r.sheet == "Households" and r.record_id in hidden
    }
    children = {
        cast("ChildRecord", r.record).child_ref
        for r in every
        if r.sheet == "Children" and any(case_id in hidden for case_id in r.case_ids)
    }
    return [_without(r, refs, children) for r in shown]


def _without(stored: StoredRecord, refs: set[str], children: set[str]) -> StoredRecord:
    """Return a record that names none of the hidden households and children."""
    hides: dict[str, Any] = {
        name: ""
        for name, hidden in (("child_ref", children), ("matched_ref", refs))
        if getattr(stored.record, name, "") in hidden
    }
    return replace(stored, record=replace(stored.record, **hides)) if hides else stored


def _without_address(stored: StoredRecord) -> StoredRecord:
    """Return the record of a household that does not say where it lives."""
    household = cast("HouseholdRecord", stored.record)
    return replace(stored, record=replace(household, address="", postcode=""))


def sorted_records(found: Iterable[StoredRecord]) -> TrackingRecords:
    """Return records by sheet, in an order that what they say alone gives."""
    definition = tracking_definition()
    by_sheet: dict[str, list[AnyRecord]] = defaultdict(list)
    for stored in found:
        by_sheet[stored.sheet].append(stored.record)
    made: dict[str, Any] = {}
    for sheet in definition.sheets:
        made[sheet.records] = tuple(
            sorted(
                by_sheet[sheet.name],
                key=lambda r, s=sheet: (_orderly(key_of(r, s)), _orderly(content_of(r, s))),  # type: ignore[misc]  # the sheet of this turn
            )
        )
    return TrackingRecords(**made)


def _orderly(content: Iterable[object]) -> tuple[tuple[bool, str], ...]:
    """Return a content that can be put in order; what is empty comes first."""
    return tuple((part not in EMPTY, str(part)) for part in content)
