"""Records told from the agency's own tables and events, as a workbook would say them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.children import OTHER
from cfs_panels.domain.meeting_rules import BEFORE
from cfs_panels.domain.meetings import MeetingState
from cfs_panels.domain.tracking.children import child_cells
from cfs_panels.domain.tracking.comparing import StoredRecord
from cfs_panels.domain.tracking.events import Told
from cfs_panels.domain.tracking.households import household_cells
from cfs_panels.domain.tracking.records import (
    ChildRecord,
    HouseholdRecord,
    MemberRecord,
    PanelRecord,
)
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.child_steps import ADOPTERS_CASE
from cfs_panels.services.pathway_library import pathway

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cfs_panels.domain.tracking.kinds import CaseKind, TrackingKinds
    from cfs_panels.services.tracking.stored_rows import (
        Applicant,
        CaseLine,
        ItemLine,
        MeetingLine,
        StoredRows,
    )

NO_EVENTS = Told()
PERSON, IMPORT = "person", "import"
APPLICANTS = 2
NOT_HELD = frozenset({*BEFORE, MeetingState.CANCELLED})


class Telling:
    """What the tables say of households, panels, children and members."""

    def __init__(self, stored: StoredRows, kinds: TrackingKinds) -> None:
        self.stored = stored
        self.kinds = kinds
        self.child_refs: dict[str, str] = {row[0]: row[1] for row in stored.children}
        self.case_of_child: dict[str, str] = {
            case.child_id: case.id
            for case in stored.cases.values()
            if case.child_id and case.household_id is None
        }
        self.ref_of_household: dict[str, str] = {
            case.household_id: case.reference for case in stored.cases.values() if case.household_id
        }

    def households(self) -> Iterator[StoredRecord]:
        """Yield the case of each household."""
        for case in self.stored.cases.values():
            if case.household_id:
                record = self._household(case, self.stored.applicants.get(case.household_id, []))
                yield StoredRecord("Households", case.id, record, case_ids=(case.id,))

    def _household(self, case: CaseLine, people: list[Applicant]) -> HouseholdRecord:
        kinds = self.kinds
        kind = kinds.of_pathway(case.pathway)
        told = self.stored.told.get(case.id, NO_EVENTS)
        cells: dict[str, Any] = household_cells(
            told, case.service, case.facts, kinds, pathway(case.pathway, case.version)
        )
        by_place = _in_places(people, keep_places=case.origin == IMPORT)
        for place, person in by_place.items():
            number = place + 1
            cells[f"applicant_{number}"] = f"{person.first_name} {person.last_name}".strip()
            cells[f"applicant_{number}_born_on"] = person.born_on
            cells[f"applicant_{number}_ethnicity"] = person.facts.get("ethnicity", "")
            cells[f"applicant_{number}_gender"] = person.facts.get("gender", "")
        first = by_place.get(0)
        return HouseholdRecord(
            ref=case.reference,
            service=kinds.word("services", case.service),
            type=kind.type if kind else "",
            address=", ".join(case.address),
            postcode=case.postcode,
            phone=case.phone or (first.phone if first else ""),
            email=case.email or (first.email if first else ""),
            worker=case.worker,
            team=case.team,
            child_ref=self.child_refs.get(case.child_id or "", ""),
            **cells,
        )

    def panels(self) -> Iterator[StoredRecord]:
        """Yield the meetings that were held, and those that a workbook names."""
        for meeting in self.stored.meetings.values():
            was_held = meeting.origin == PERSON and meeting.state not in NOT_HELD
            is_named = meeting.origin == IMPORT and meeting.state != MeetingState.CANCELLED
            if was_held or is_named:
                yield StoredRecord("Panels", meeting.id, self._panel(meeting))

    def _panel(self, meeting: MeetingLine) -> PanelRecord:
        kind = self.kinds.word("panel_kinds", meeting.kind)
        if not kind and meeting.kind:
            words = self.kinds.words["panel_kinds"]
            extra = [word for word in words if word.casefold() in meeting.kind.casefold()]
            kind = extra[0] if extra else next(iter(words))
        return PanelRecord(
            panel=self.kinds.word("services", meeting.service),
            held_on=meeting.held_on,
            kind=kind,
            format=meeting.format,
            chair=meeting.chair,
            papers_sent=meeting.papers_sent_on,
            minutes_final=meeting.minutes_sent_on,
        )

    def child_case(self, item: ItemLine) -> str:
        """Return the case of the child whom an item names beside a household."""
        return self.case_of_child.get(item.child_id or "", "")

    def child_ref(self, case: CaseLine) -> str:
        """Return the reference of the child that a case is about."""
        return self.child_refs.get(case.child_id or "", "")

    def kind(self, case: CaseLine) -> CaseKind:
        """Return the kind of a case; one that the workbook does not name goes by its service."""
        found = self.kinds.of_pathway(case.pathway)
        return found or self.kinds.kind_for(self.kinds.word("services", case.service), "")

    def matter(self, case: CaseLine, item_name: str) -> str:
        """Return the matter that an agenda calls by a name; the case's first where it has none."""
        matters = pathway(case.pathway, case.version).matters
        return next((m.key for m in matters if m.item_name == item_name), matters[0].key)

    def adopters(self, case: CaseLine, on: date) -> CaseLine | None:
        """Return the case here of those with whom a child's match was proposed last by a day."""
        told = self.stored.told.get(case.id, NO_EVENTS)
        proposed = [e for e in told.all(EventType.MATCH_PROPOSED) if e.on <= on]
        if not proposed:
            return None
        return self.stored.cases.get(str(proposed[-1].facts.get(ADOPTERS_CASE, "")))

    def children(self) -> Iterator[StoredRecord]:
        """Yield every child, with what happened in its own case."""
        for row in self.stored.children:
            case_id = self.case_of_child.get(row[0], "")
            told = self.stored.told.get(case_id, NO_EVENTS)
            record = ChildRecord(
                child_ref=row[1],
                first_name=row[2],
                born_on=row[3],
                sex=row[4],
                ethnicity=row[5],
                sibling_group=row[6] or "",
                placed_with_siblings=row[7],
                disability=row[8],
                plan=row[9] if row[9] != OTHER else "",
                relinquished=row[10],
                early_permanence=row[11],
                matched_ref=self.ref_of_household.get(row[12] or "", ""),
                match_source=row[13],
                foster_carer_adopting_from=row[14],
                **child_cells(told, self.kinds),
            )
            ids = (case_id,) if case_id else ()
            yield StoredRecord("Children", row[0], record, case_ids=ids)

    def members(self) -> Iterator[StoredRecord]:
        """Yield every member of the central list."""
        for row in self.stored.members:
            record = MemberRecord(
                name=row[1],
                panels=tuple(self.kinds.word("services", service) for service in row[3]),
                role=self._role(row[2], row[4], row[6], row[5]),
                social_work_years=row[5],
                independent=row[6],
                joined=row[7],
                left=row[8],
                dbs_date=row[9],
                induction_done=row[10],
                last_training=row[11],
                last_appraisal=row[12],
            )
            yield StoredRecord("Central list", row[0], record)

    def _role(self, role: str, background: str, independent: bool, years: int | None) -> str:
        """Return the workbook's role: that of the chair, else what the member is by background."""
        if role in self.kinds.words["roles"].values():
            return self.kinds.word("roles", role)
        if background in self.kinds.words["member_roles"]:
            return background
        key = "social_worker" if years is not None else "independent" if independent else ""
        return self.kinds.word("member_roles", key)


def _in_places(people: list[Applicant], *, keep_places: bool) -> dict[int, Applicant]:
    """Return applicants as first and second; those of a workbook keep the place they had there."""
    found: dict[int, Applicant] = {}
    for person in people:
        place = person.position
        if not keep_places or place >= APPLICANTS or place in found:
            place = next((n for n in range(APPLICANTS) if n not in found), APPLICANTS)
        if place < APPLICANTS:
            found[place] = person
    return found
