"""The people of a case and the checks made of them, read by a few columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from cfs_panels.domain.checks import CheckFacts, checks_on, needed_checks
from cfs_panels.domain.households import HouseholdPerson
from db.models import Case, Check, HouseholdMember, Person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session


def people_of(session: Session, cases: Sequence[Case]) -> Mapping[str, tuple[HouseholdPerson, ...]]:
    """Return the people of the household of each case, applicants first, by case."""
    households = {case.household_id for case in cases}
    rows = session.execute(
        select(HouseholdMember, Person)
        .join(Person, Person.id == HouseholdMember.person_id)
        .where(HouseholdMember.household_id.in_(households))
        .order_by(HouseholdMember.position, HouseholdMember.id)
    )
    found: dict[str, list[HouseholdPerson]] = {}
    for member, person in rows:
        found.setdefault(member.household_id, []).append(_person(member, person))
    return {case.id: tuple(found.get(case.household_id or "", ())) for case in cases}


def checks_of(session: Session, case: Case, day: date | None = None) -> list[CheckFacts]:
    """Return the checks of a case that count, in their order, as known today or on a day."""
    return checks_of_cases(session, [case], day)[case.id]


def checks_of_cases(
    session: Session, cases: Sequence[Case], day: date | None = None
) -> dict[str, list[CheckFacts]]:
    """Return the checks that count of several cases, as known today or on a day."""
    ids = [case.id for case in cases]
    rows = session.execute(
        select(
            Check.case_id,
            HouseholdMember.to_on,
            Check.id,
            Check.key,
            Check.person_id,
            Check.position,
            Check.requested_on,
            Check.due_on,
            Check.received_on,
            Check.issued_on,
            Check.expires_on,
            Check.outcome,
            Check.name,
        )
        .join(Case, Case.id == Check.case_id)
        .outerjoin(
            HouseholdMember,
            and_(
                HouseholdMember.household_id == Case.household_id,
                HouseholdMember.person_id == Check.person_id,
            ),
        )
        .where(Check.case_id.in_(ids))
    )
    found: dict[str, list[CheckFacts]] = {case_id: [] for case_id in ids}
    left: set[str] = set()
    for case_id, to_on, check_id, key, person_id, *rest in rows:
        found[case_id].append(CheckFacts(check_id, key, person_id or "", *rest))
        if to_on is not None and person_id and (day is None or to_on <= day):
            left.add(person_id)
    if day is not None:
        found = {case_id: checks_on(checks, day) for case_id, checks in found.items()}
    return {case_id: needed_checks(checks, left) for case_id, checks in found.items()}


def _person(member: HouseholdMember, person: Person) -> HouseholdPerson:
    return HouseholdPerson(
        id=person.id,
        first_name=person.first_name,
        last_name=person.last_name,
        role=member.role,
        born_on=person.born_on,
        relationship=member.relationship_words,
        at_home=member.at_home,
        from_on=member.from_on,
        to_on=member.to_on,
        facts=person.facts,
    )
