"""Rows of Households and Children become cases, with their people and what happened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.cases import household_name
from cfs_panels.domain.households import APPLICANT
from cfs_panels.domain.tracking.cells import folded
from cfs_panels.domain.tracking.children import child_events
from cfs_panels.domain.tracking.households import household_events, household_facts
from cfs_panels.domain.vocabulary import CaseStatus, Service
from cfs_panels.services.enquiries import clean_postcode
from cfs_panels.services.tracking.intake import KnownCase, fitted
from db.base import new_id
from db.models import Case, Child, Household, HouseholdMember, Person, SiblingGroup

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.tracking.records import ChildRecord, HouseholdRecord
    from cfs_panels.services.tracking.intake import Intake

PLACES = (1, 2)
_LINE_ENDS = re.compile(r"\n|, ")


def know_household(intake: Intake, record: HouseholdRecord) -> KnownCase:
    """Give a new household its case, so that other rows can name it."""
    kind = intake.kinds.kind_for(record.service, record.type)
    service = intake.kinds.key("services", record.service) if record.service else kind.service.value
    known = KnownCase(
        id=new_id(),
        reference=_free_reference(intake, record.ref),
        kind=kind,
        service=service,
        name=household_name([_names(name) for name in names_of(record)]),
        household_id=new_id(),
        is_new=True,
    )
    intake.know(known)
    intake.households[folded(record.ref)] = known
    return known


def know_child(intake: Intake, record: ChildRecord) -> KnownCase:
    """Give a new child its case, so that other rows can name it."""
    kind = intake.kinds.child
    known = KnownCase(
        id=new_id(),
        reference=_free_reference(intake, record.child_ref, "child"),
        kind=kind,
        service=kind.service.value,
        name=record.first_name or f"Child {record.child_ref}",
        child_id=new_id(),
        is_new=True,
    )
    intake.know(known)
    intake.children[folded(record.child_ref)] = known
    return known


def _free_reference(intake: Intake, ref: str, what: str = "household") -> str:
    """Return a reference as it is, or told apart where a case of the other sort has the same."""
    wanted = fitted(ref, 180)
    found, number = wanted, 1
    while found in intake.references:
        found = f"{wanted} ({what})" if number == 1 else f"{wanted} ({what} {number})"
        number += 1
    return found


def names_of(record: HouseholdRecord) -> list[str]:
    """Return the names of those who apply."""
    return [name for name in (record.applicant_1, record.applicant_2) if name]


def _names(name: str) -> tuple[str, str]:
    """Return a whole name as first and last; one word alone is the first."""
    first, _, last = name.rpartition(" ")
    return (first, last) if first else (last, "")


def person_values(record: HouseholdRecord, place: int) -> dict[str, Any] | None:
    """Return what a row says of an applicant, or None where it says nothing."""
    name, born_on = (
        getattr(record, f"applicant_{place}"),
        getattr(record, f"applicant_{place}_born_on"),
    )
    facts = {
        key: value
        for key in ("ethnicity", "gender")
        if (value := getattr(record, f"applicant_{place}_{key}"))
    }
    if not (name or born_on or facts):
        return None
    first, last = _names(name) if name else (f"Applicant {place}", "")
    return {
        "first_name": fitted(first, 100),
        "last_name": fitted(last, 100),
        "born_on": born_on,
        "facts": facts,
    }


def home_values(record: HouseholdRecord) -> dict[str, Any]:
    """Return what a row says of where a household lives and how it is reached."""
    lines = [line.strip() for line in _LINE_ENDS.split(record.address)]
    return {
        "address": [line for line in lines if line],
        "postcode": fitted(clean_postcode(record.postcode), 12),
        "phone": fitted(record.phone, 40),
        "email": fitted(record.email, 200),
    }


def add_household(intake: Intake, record: HouseholdRecord, row_id: str) -> KnownCase:
    """Add the household, people, case and events of a row."""
    known = intake.households[folded(record.ref)]
    child = intake.child(record.child_ref)
    intake.add(Household, id=known.household_id, **home_values(record))
    for place in PLACES:
        values = person_values(record, place)
        if values is not None:
            person_id = intake.add(Person, **values)
            intake.add(
                HouseholdMember,
                household_id=known.household_id,
                person_id=person_id,
                role=APPLICANT,
                position=place - 1,
                from_on=record.enquiry,
            )
    _add_case(
        intake,
        known,
        worker_id=intake.worker(record.worker),
        team=fitted(record.team, 120),
        facts=household_facts(record),
        child_id=child.child_id if child else None,
    )
    intake.events(known.id, household_events(record, known.service, intake.kinds), row_id)
    return known


def _add_case(
    intake: Intake,
    known: KnownCase,
    *,
    worker_id: str | None,
    team: str,
    facts: dict[str, Any],
    child_id: str | None,
) -> None:
    intake.add(
        Case,
        id=known.id,
        agency_id=intake.agency_id,
        reference=known.reference,
        service=Service(known.service),
        pathway=known.kind.pathway,
        pathway_version=intake.pathway_version(known.kind),
        household_id=known.household_id,
        child_id=child_id,
        household_name=fitted(known.name, 300),
        worker_id=worker_id,
        team=team,
        facts=facts,
        origin="import",
        history_until=intake.today,
        status=CaseStatus.OPEN,
    )
    intake.touched[known.id] = None


def child_values(intake: Intake, record: ChildRecord) -> dict[str, Any]:
    """Return what a row says of a child without a day of its own."""
    matched = intake.household(record.matched_ref)
    return {
        "first_name": fitted(record.first_name, 100),
        "born_on": record.born_on,
        "sex": fitted(record.sex, 40),
        "ethnicity": fitted(record.ethnicity, 200),
        "sibling_group_id": sibling_group(intake, record.sibling_group),
        "placed_with_siblings": record.placed_with_siblings,
        "disability": record.disability,
        "plan": fitted(record.plan, 60),
        "relinquished": record.relinquished,
        "early_permanence": record.early_permanence,
        "matched_household_id": matched.household_id if matched else None,
        "match_source": fitted(record.match_source, 40),
        "fostered_from": record.foster_carer_adopting_from,
    }


def sibling_group(intake: Intake, label: str) -> str | None:
    """Return the group of siblings with a label, made where there is none."""
    if not label:
        return None
    wanted = fitted(label, 120)
    if wanted not in intake.sibling_groups:
        group = SiblingGroup(id=new_id(), agency_id=intake.agency_id, label=wanted)
        intake.session.add(group)
        intake.sibling_groups[wanted] = group.id
    return intake.sibling_groups[wanted]


def add_child(
    intake: Intake, record: ChildRecord, row_id: str, decided_on: date | None
) -> KnownCase:
    """Add the child of a row with its own case and events.

    ``decided_on`` is the day of a decision of its own that the child should be placed.
    """
    known = intake.children[folded(record.child_ref)]
    intake.add(
        Child,
        id=known.child_id,
        agency_id=intake.agency_id,
        reference=fitted(record.child_ref, 200),
        **child_values(intake, record),
    )
    _add_case(intake, known, worker_id=None, team="", facts={}, child_id=known.child_id)
    events = child_events(record, intake.kinds, intake.is_baby, decided_on)
    intake.events(known.id, events, row_id)
    return known


__all__ = [
    "PLACES",
    "add_child",
    "add_household",
    "child_values",
    "home_values",
    "know_child",
    "know_household",
    "names_of",
    "person_values",
    "sibling_group",
]
