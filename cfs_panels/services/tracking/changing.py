"""What a later workbook changes: people and cases as they are, events by others in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import select

from cfs_panels.domain.cases import household_name
from cfs_panels.domain.tracking.children import child_events, child_slots
from cfs_panels.domain.tracking.decisions import MAIN_TYPES, SHOULD_BE_PLACED
from cfs_panels.domain.tracking.events import changed_slots
from cfs_panels.domain.tracking.households import (
    household_events,
    household_facts,
    household_slots,
)
from cfs_panels.domain.tracking.records import (
    ChildRecord,
    DecisionRecord,
    EndingRecord,
    HouseholdRecord,
    ItemRecord,
    MemberRecord,
    PanelRecord,
    ReviewRecord,
)
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.tracking.intake import fitted
from cfs_panels.services.tracking.taking_decisions import planned
from cfs_panels.services.tracking.taking_households import (
    PLACES,
    child_values,
    home_values,
    names_of,
    person_values,
)
from cfs_panels.services.tracking.taking_members import member_values
from cfs_panels.services.tracking.taking_panels import (
    KnownMeeting,
    cases_of,
    item_values,
    meeting_values,
    planned_item,
    recommendation_values,
)
from cfs_panels.services.tracking.telling import NO_EVENTS
from db.models import (
    AgendaItem,
    Case,
    CentralListMember,
    Child,
    Household,
    HouseholdMember,
    PanelMeeting,
    Person,
    RecommendationRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cfs_panels.domain.tracking.comparing import StoredRecord
    from cfs_panels.domain.tracking.events import Dated, PlannedEvent
    from cfs_panels.domain.tracking.records import AnyRecord
    from cfs_panels.services.tracking.intake import Intake, KnownCase
    from cfs_panels.services.tracking.taking_decisions import Happening


def change(intake: Intake, stored: StoredRecord, merged: AnyRecord, row_id: str) -> None:
    """Bring what is stored of a record to what it says now."""
    if stored.record_id:
        _CHANGES[type(merged)](intake, stored, merged, row_id)


def _set(row: object, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Set the values that are others now, and leave what was changed here alone."""
    for name, value in after.items():
        if before[name] != value:
            setattr(row, name, value)


def _slots(
    intake: Intake,
    case_id: str,
    row_id: str,
    slots: Mapping[str, Dated],
    before: Iterable[PlannedEvent],
    after: Iterable[PlannedEvent],
) -> None:
    for slot, event in changed_slots(before, after):
        intake.change_event(case_id, slot, row_id, slots.get(slot), event)


# Households and children


def _household(intake: Intake, stored: StoredRecord, merged: HouseholdRecord, row_id: str) -> None:
    old = cast("HouseholdRecord", stored.record)
    case = intake.session.get_one(Case, stored.record_id)
    service = case.service.value
    told = intake.stored.told.get(case.id, NO_EVENTS)
    slots = household_slots(told, service, intake.kinds)
    if case.household_id:
        home = intake.session.get_one(Household, case.household_id)
        _set(home, home_values(old), home_values(merged))
        _people(intake, case, old, merged)
    facts = {**dict(case.facts), **household_facts(merged)}
    if facts != case.facts:
        case.facts = facts
    if old.worker != merged.worker:
        case.worker_id = intake.worker(merged.worker)
    if old.team != merged.team:
        case.team = fitted(merged.team, 120)
    if old.child_ref != merged.child_ref:
        child = intake.child(merged.child_ref)
        if child is not None and child.child_id:
            intake.point(case, "child_id", child.child_id)
    if (old.service, old.type) != (merged.service, merged.type):
        kind = intake.kinds.kind_for(merged.service, merged.type)
        case.pathway, case.pathway_version = kind.pathway, intake.pathway_version(kind)
        case.service = Service(intake.kinds.key("services", merged.service) or case.service)
    before = household_events(old, service, intake.kinds)
    after = household_events(merged, case.service.value, intake.kinds)
    _slots(intake, case.id, row_id, slots, before, after)
    intake.touched[case.id] = None


def _people(intake: Intake, case: Case, old: HouseholdRecord, merged: HouseholdRecord) -> None:
    people = intake.stored.applicants.get(case.household_id or "", [])
    for place in PLACES:
        before, after = person_values(old, place), person_values(merged, place)
        if after is None or before == after:
            continue
        in_place = [p for p in people if p.position == place - 1] or people[place - 1 : place]
        if in_place:
            person = intake.session.get_one(Person, in_place[0].id)
            facts = {**dict(person.facts), **after.pop("facts")}
            if facts != person.facts:
                person.facts = facts
            _set(person, before or dict.fromkeys(after), after)
        else:
            _join(intake, case, after, place)
    names = [(p["first_name"], p["last_name"]) for n in PLACES if (p := person_values(merged, n))]
    if names_of(old) != names_of(merged):
        case.household_name = fitted(household_name(names), 300)


def _join(intake: Intake, case: Case, values: dict[str, Any], place: int) -> None:
    person = Person(**values)
    intake.session.add(person)
    intake.session.flush()
    intake.session.add(
        HouseholdMember(
            household_id=case.household_id,
            person_id=person.id,
            role="applicant",
            position=place - 1,
        )
    )


def _child(intake: Intake, stored: StoredRecord, merged: ChildRecord, row_id: str) -> None:
    old = cast("ChildRecord", stored.record)
    child = intake.session.get_one(Child, stored.record_id)
    values = child_values(intake, merged)
    matched = values.pop("matched_household_id")
    _set(child, child_values(intake, old), values)
    if matched and matched != child.matched_household_id:
        intake.point(child, "matched_household_id", matched)
    case = intake.child(merged.child_ref)
    if case is None:
        return
    if old.first_name != merged.first_name:
        intake.session.get_one(Case, case.id).household_name = fitted(merged.first_name, 300)
    slots = child_slots(intake.stored.told.get(case.id, NO_EVENTS), intake.kinds)
    decided, decided_on = slots.get(SHOULD_BE_PLACED), None
    if decided is not None and not decided.facts.get("from_plan"):
        slots.pop(SHOULD_BE_PLACED)
        decided_on = decided.on
    before, after = (
        child_events(record, intake.kinds, intake.is_baby, decided_on) for record in (old, merged)
    )
    _slots(intake, case.id, row_id, slots, before, after)


# Panels and items


def _panel(intake: Intake, stored: StoredRecord, merged: PanelRecord, row_id: str) -> None:
    old = cast("PanelRecord", stored.record)
    meeting = intake.session.get_one(PanelMeeting, stored.record_id)
    _set(meeting, meeting_values(intake, old), meeting_values(intake, merged))
    if old.minutes_final == merged.minutes_final:
        return
    was, now = (
        KnownMeeting(meeting.id, meeting.origin, None, day)
        for day in (old.minutes_final, merged.minutes_final)
    )
    for item in intake.records_of("Items"):
        record = cast("ItemRecord", item.record)
        if (record.panel, record.held_on) == (old.panel, old.held_on) and item.row_id:
            for case in cases_of(intake, record.ref, record.child_ref):
                _slots(
                    intake,
                    case.id,
                    item.row_id,
                    _of_row(intake, case, item.row_id),
                    planned_item(intake, record, case, item.record_id, was),
                    planned_item(intake, record, case, item.record_id, now),
                )


def _item(intake: Intake, stored: StoredRecord, merged: ItemRecord, row_id: str) -> None:
    old = cast("ItemRecord", stored.record)
    item = intake.session.get_one(AgendaItem, stored.record_id)
    _set(item, item_values(old), item_values(merged))
    values = recommendation_values(intake, merged)
    row = intake.session.scalars(
        select(RecommendationRow).where(RecommendationRow.item_id == item.id)
    ).first()
    if values is not None and row is None:
        row = RecommendationRow(
            item_id=item.id, recorded_at=intake.now, recorded_by=intake.actor.user_id, **values
        )
        intake.session.add(row)
    elif values is not None and row is not None:
        _set(row, recommendation_values(intake, old) or dict.fromkeys(values), values)
    line = intake.stored.meetings[item.meeting_id]
    meeting = KnownMeeting(line.id, line.origin, line.papers_sent_on, line.minutes_sent_on)
    for case in cases_of(intake, merged.ref, merged.child_ref):
        slots = _of_row(intake, case, row_id)
        before, after = (
            planned_item(intake, record, case, item.id, meeting) for record in (old, merged)
        )
        _slots(intake, case.id, row_id, slots, before, after)


# Decisions, reviews, endings


def _happening(intake: Intake, stored: StoredRecord, merged: Happening, row_id: str) -> None:
    old = cast("Happening", stored.record)
    for case in cases_of(intake, merged.ref, getattr(merged, "child_ref", "")):
        slots = _of_row(intake, case, stored.record_id)
        before, after = (planned(intake, record, case) for record in (old, merged))
        _slots(intake, case.id, row_id, slots, before, after)
        if case.household_id:
            intake.registers.add(case.id)


def _of_row(intake: Intake, case: KnownCase, key: str) -> dict[str, Dated]:
    """Return the events of a case by slot that a row brought, or the one that is known by a key."""
    told = intake.stored.told.get(case.id, NO_EVENTS)
    found = {
        str(event.facts.get("slot", "")): event for event in told.of_rows() if event.row == key
    }
    if found:
        return found
    for kind in (*MAIN_TYPES, *intake.kinds.events["reviews"].values()):
        found |= {"decision": e, "review": e} if (e := _by_id(told.all(kind), key)) else {}
    for kind in intake.kinds.ending_events():
        found |= {"ending": e} if (e := _by_id(told.all(kind), key)) else {}
    return found


def _by_id(events: Iterable[Dated], key: str) -> Dated | None:
    return next((event for event in events if event.id == key), None)


# The central list


def _member(intake: Intake, stored: StoredRecord, merged: MemberRecord, row_id: str) -> None:
    old = cast("MemberRecord", stored.record)
    member = intake.session.get_one(CentralListMember, stored.record_id)
    _set(member, member_values(intake, old), member_values(intake, merged))


_CHANGES: dict[type[AnyRecord], Callable[[Intake, StoredRecord, Any, str], None]] = {
    HouseholdRecord: _household,
    PanelRecord: _panel,
    ItemRecord: _item,
    DecisionRecord: _happening,
    ReviewRecord: _happening,
    EndingRecord: _happening,
    ChildRecord: _child,
    MemberRecord: _member,
}
