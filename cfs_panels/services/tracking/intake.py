"""A workbook being taken in: what is known by reference, and the rows that are to be added."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import select

from cfs_panels.domain.age_rules import BABY
from cfs_panels.domain.histories import CaseEvent
from cfs_panels.domain.tracking.cells import folded
from cfs_panels.domain.tracking.decisions import row_facts
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.case_files import IMPORTED
from cfs_panels.services.pathway_library import newest_pathway
from cfs_panels.services.tracking_kinds import NO_VERSION
from db.base import new_id
from db.bulk import add_rows
from db.models import (
    Agency,
    AgendaItem,
    Approval,
    ApprovalTerm,
    Case,
    CaseEventRow,
    CentralListMember,
    Child,
    Household,
    HouseholdMember,
    PanelMeeting,
    Person,
    RecommendationRow,
    SiblingGroup,
    User,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.tracking.comparing import StoredRecord
    from cfs_panels.domain.tracking.events import Dated, PlannedEvent
    from cfs_panels.domain.tracking.kinds import CaseKind, TrackingKinds
    from cfs_panels.domain.tracking.records import ChildRecord, HouseholdRecord
    from cfs_panels.services.office import Office
    from cfs_panels.services.tracking.stored_rows import StoredRows
    from db.base import Base

IN_ORDER: tuple[type[Base], ...] = (
    *(Household, Person, HouseholdMember, Child, Case, PanelMeeting, AgendaItem),
    *(RecommendationRow, CentralListMember, CaseEventRow, Approval, ApprovalTerm),
)
"""The tables that an import adds to, each after those it points to."""


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case that rows may be about, stored or about to be."""

    id: str
    reference: str
    kind: CaseKind
    service: str
    name: str
    household_id: str | None = None
    child_id: str | None = None
    is_new: bool = False


@dataclass(slots=True)
class Intake:
    """What one import knows and adds; nothing is written before ``add_all``."""

    session: Session
    office: Office
    actor: Actor
    stored: StoredRows
    kinds: TrackingKinds
    agency_id: str
    run_id: str
    file_name: str
    now: datetime
    today: date
    households: dict[str, KnownCase] = field(default_factory=dict)  # by folded reference
    children: dict[str, KnownCase] = field(default_factory=dict)
    by_id: dict[str, KnownCase] = field(default_factory=dict)
    babies: dict[str, date | None] = field(default_factory=dict)  # by case, births of relinquished
    references: set[str] = field(default_factory=set)  # of every case
    rows: dict[type[Base], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    new_events: dict[str, list[CaseEvent]] = field(default_factory=lambda: defaultdict(list))
    touched: dict[str, None] = field(default_factory=dict)  # cases to work out anew, in order
    registers: set[str] = field(default_factory=set)  # cases whose entry on the register changes
    records: list[StoredRecord] = field(default_factory=list)
    sibling_groups: dict[str, str] = field(default_factory=dict)  # by label
    _pointers: list[tuple[Base, str, str]] = field(default_factory=list)
    _workers: dict[str, str] = field(default_factory=dict)
    _user_names: set[str] = field(default_factory=set)

    def know_stored(self, records: Iterable[StoredRecord]) -> None:
        """Take up the cases, accounts and groups of siblings that are stored."""
        self.records = list(records)
        child_refs = {row[0]: row[1] for row in self.stored.children}
        names = {row[0]: row[2] for row in self.stored.children}
        for line in self.stored.cases.values():
            kind = self.kinds.of_pathway(line.pathway) or self.kinds.kind_for(
                self.kinds.word("services", line.service), ""
            )
            known = KnownCase(
                line.id,
                line.reference,
                kind,
                line.service,
                names.get(line.child_id or "", ""),
                line.household_id,
                line.child_id,
            )
            self.know(known)
            if line.child_id and not line.household_id:
                self.children[folded(child_refs[line.child_id])] = known
        for record in self.records_of("Households"):
            ref = cast("HouseholdRecord", record.record).ref
            self.households[folded(ref)] = self.by_id[record.record_id]
        for record in self.records_of("Children"):
            for case_id in record.case_ids:
                self.know_birth(case_id, cast("ChildRecord", record.record))
        users = self.session.execute(
            select(User.id, User.name, User.user_name).order_by(User.is_active, User.id)
        )
        for user_id, name, user_name in users:
            self._workers[folded(name)] = user_id
            self._user_names.add(user_name)
        groups = select(SiblingGroup.label, SiblingGroup.id)
        self.sibling_groups |= {row.label: row.id for row in self.session.execute(groups)}

    def records_of(self, sheet: str) -> Iterator[StoredRecord]:
        """Yield the stored records of a sheet, as they were before the import."""
        return (record for record in self.records if record.sheet == sheet)

    def know_birth(self, case_id: str, record: ChildRecord) -> None:
        """Take up what a row says of a child that decisions on it are judged by."""
        self.babies[case_id] = record.born_on if record.relinquished else None

    def is_of_baby(self, case_id: str, on: date) -> bool:
        """Return whether a decision of a day in a case is on a child whose match is due sooner."""
        return self.is_baby(self.babies.get(case_id), on)

    def is_baby(self, born_on: date | None, on: date) -> bool:
        """Return whether a match of a relinquished child is due sooner, decided on a day."""
        return self.office.rules.is_under(BABY, born_on, on)

    def household(self, ref: str) -> KnownCase | None:
        """Return the case of the household with a reference."""
        return self.households.get(folded(ref)) if ref else None

    def child(self, ref: str) -> KnownCase | None:
        """Return the case of the child with a reference."""
        return self.children.get(folded(ref)) if ref else None

    def know(self, known: KnownCase) -> None:
        """Take up a new case."""
        self.by_id[known.id] = known
        self.references.add(known.reference)

    def add(self, table: type[Base], **values: object) -> str:
        """Add a row of a table and return its id; all rows of a table name the same columns."""
        values.setdefault("id", new_id())
        self.rows[table].append(values)
        return str(values["id"])

    def worker(self, name: str) -> str | None:
        """Return the account of a worker by name; who has none gets one without sign-in."""
        if not name:
            return None
        key = folded(name)
        if key not in self._workers:
            user = User(
                agency_id=self.agency_id,
                user_name=self._free_user_name(name),
                name=fitted(name, 200),
                is_active=False,
            )
            self.session.add(user)
            self.session.flush()
            self._workers[key] = user.id
        return self._workers[key]

    def _free_user_name(self, name: str) -> str:
        letters = re.sub(r"[^a-z0-9]+", ".", name.casefold()).strip(".") or "worker"
        wanted, number = f"imported.{letters}"[:70], 2
        found = wanted
        while found in self._user_names:
            found, number = f"{wanted}.{number}", number + 1
        self._user_names.add(found)
        return found

    def pathway_version(self, kind: CaseKind) -> int:
        """Return the version a new case keeps: the newest, or none where there is no file yet."""
        newest = newest_pathway(kind.pathway)
        return newest.version if newest else NO_VERSION

    def events(self, case_id: str, planned: Iterable[PlannedEvent], row_id: str) -> None:
        """Add the events that an imported row brings to a case."""
        for event in planned:
            self.event(case_id, event.type, event.on, row_facts(event, row_id))

    def event(
        self,
        case_id: str,
        kind: EventType,
        on: date,
        facts: dict[str, Any],
        *,
        instead_of: Dated | None = None,
        withdrawn: bool = False,
    ) -> None:
        """Add an event; one that comes instead of another keeps that in the history."""
        reason = f"Import of {self.file_name}" if instead_of else ""
        event_id = self.add(
            CaseEventRow,
            case_id=case_id,
            type=EventType(kind),
            on=on,
            facts=facts,
            recorded_at=self.now,
            recorded_by=self.actor.user_id,
            recorded_by_name=self.actor.name,
            origin=IMPORTED,
            supersedes=instead_of.id if instead_of else None,
            withdrawn=withdrawn,
            reason=reason,
        )
        self.new_events[case_id].append(
            CaseEvent(
                id=event_id,
                type=EventType(kind),
                on=on,
                facts=facts,
                recorded_at=self.now,
                recorded_by=self.actor.name,
                supersedes=instead_of.id if instead_of else None,
                withdrawn=withdrawn,
                imported=True,
            )
        )
        self.touched[case_id] = None

    def change_event(
        self, case_id: str, slot: str, row_id: str, old: Dated | None, new: PlannedEvent | None
    ) -> None:
        """Put a planned event in the place of the one that stands for its slot, or take it back."""
        if new is not None:
            kept = dict(old.facts) if old else {}
            facts = {**kept, **row_facts(new, row_id)}
            self.event(case_id, new.type, new.on, facts, instead_of=old)
        elif old is not None:
            facts = {**old.facts, "slot": slot}
            kind = EventType(old.type)
            self.event(case_id, kind, old.on, facts, instead_of=old, withdrawn=True)

    def point(self, row: Base, name: str, to: str) -> None:
        """Let a stored row point to another, once that is written: it may be new itself."""
        self._pointers.append((row, name, to))

    def add_all(self) -> None:
        """Write every row that was added, each table after those it points to."""
        for table in IN_ORDER:
            found = self.rows.pop(table, None)
            if found:
                add_rows(self.session, table, found)
        for row, name, to in self._pointers:
            setattr(row, name, to)


def fitted(text: str, length: int) -> str:
    """Return as much of a text as a column holds; the imported row keeps the whole of it."""
    return text if len(text) <= length else text[:length].rstrip()


def agency_of(session: Session, actor: Actor) -> str:
    """Return the agency that somebody works for."""
    user = session.get(User, actor.user_id)
    if user is not None:
        return user.agency_id
    return session.scalars(select(Agency.id).order_by(Agency.id).limit(1)).one()
