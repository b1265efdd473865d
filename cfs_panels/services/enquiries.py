"""New cases: the household, its people, the reference, and the enquiry that opens it all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.actors import Role
from cfs_panels.domain.cases import NewPerson, RecordEnquiry, household_name
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.households import ADULT, APPLICANT, CHILD
from cfs_panels.domain.vocabulary import Service
from cfs_panels.domain.words import long_date
from cfs_panels.services.colleagues import manager_of_team
from cfs_panels.services.pathway_library import newest_pathway
from db.models import Agency, Case, Household, HouseholdMember, Person, ReferenceCounter, User

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.pathways import Pathway
    from cfs_panels.services.office import Office

MOST_APPLICANTS = 2
ROLES = (APPLICANT, ADULT, CHILD)
_LETTERS = {Service.FOSTERING: "F", Service.ADOPTION: "A"}
_REFERENCE = re.compile(r"([A-Z])-(\d{4})-(\d{4,6})")


def new_case(session: Session, office: Office, actor: Actor, command: RecordEnquiry) -> Case:
    """Return a new case with its household, people and reference; no event is recorded yet.

    Raises:
        RuleBroken: where a name is missing, a date lies ahead or the reference is taken.
    """
    kind = newest_pathway(command.pathway)
    if kind is None:
        raise RuleBroken("Choose what they ask about.", field="pathway")
    _check_people(command, office.today)
    household = Household(
        address=clean_lines(command.address), postcode=clean_postcode(command.postcode)
    )
    session.add(household)
    session.flush()
    for position, person in enumerate(command.people):
        add_member(session, household.id, person, position, command.received_on)
    case = Case(
        agency_id=_agency_of(session, actor),
        reference=_reference(session, kind, command),
        service=kind.service,
        pathway=kind.key,
        pathway_version=kind.version,
        household_id=household.id,
        household_name=household_name(
            [(p.first_name.strip(), p.last_name.strip()) for p in command.people if _applies(p)]
        ),
        channel=command.channel.strip(),
        heard_of_us=command.heard_of_us.strip(),
        **_holders(session, office, actor, command),
    )
    session.add(case)
    session.flush()
    return case


def add_member(
    session: Session, household_id: str, new: NewPerson, position: int, from_on: date | None
) -> Person:
    """Add a person to a household and return them."""
    person = Person(
        title=new.title.strip(),
        first_name=new.first_name.strip(),
        last_name=new.last_name.strip(),
        born_on=new.born_on,
        phone=new.phone.strip(),
        email=new.email.strip(),
        facts=dict(new.facts),
    )
    session.add(person)
    session.flush()
    session.add(
        HouseholdMember(
            household_id=household_id,
            person_id=person.id,
            role=new.role,
            relationship_words=new.relationship.strip(),
            at_home=new.at_home,
            from_on=from_on,
            position=position,
        )
    )
    session.flush()
    return person


def check_person(person: NewPerson, today: date, field: str = "") -> None:
    """Refuse a person without a name, or with a birthday that cannot be.

    Raises:
        RuleBroken: with the field at fault.
    """
    if not person.first_name.strip():
        raise RuleBroken("Enter the first name.", field=f"{field}first_name")
    if not person.last_name.strip():
        raise RuleBroken("Enter the last name.", field=f"{field}last_name")
    if person.born_on is not None and person.born_on > today:
        raise RuleBroken(
            f"{long_date(person.born_on)} is in the future. Enter the date of birth.",
            field=f"{field}born_on",
        )
    if person.role not in ROLES:
        raise RuleBroken("Choose applicant, other adult or child.", field=f"{field}role")


def clean_lines(lines: tuple[str, ...]) -> list[str]:
    """Return the lines of an address that say something."""
    return [" ".join(line.split()) for line in lines if line.strip()]


def clean_postcode(typed: str) -> str:
    """Return a postcode in capitals with its one space."""
    letters = "".join(typed.split()).upper()
    return f"{letters[:-3]} {letters[-3:]}" if len(letters) > 4 else letters


def _applies(person: NewPerson) -> bool:
    return person.role == APPLICANT


def _check_people(command: RecordEnquiry, today: date) -> None:
    applicants = sum(1 for p in command.people if _applies(p))
    if not applicants:
        raise RuleBroken("Enter at least one applicant.", field="people")
    if applicants > MOST_APPLICANTS:
        raise RuleBroken(
            "One or two people apply together. Record others of the home as other adults.",
            field="people",
        )
    for number, person in enumerate(command.people):
        check_person(person, today, f"people.{number}.")


def _agency_of(session: Session, actor: Actor) -> str:
    user = session.get(User, actor.user_id)
    if user is not None:
        return user.agency_id
    return session.scalars(select(Agency.id).order_by(Agency.id).limit(1)).one()


def _holders(
    session: Session, office: Office, actor: Actor, command: RecordEnquiry
) -> dict[str, str | None]:
    """Return worker, manager and team: as asked for, else the actor's own where that fits."""
    own = actor.user_id if actor.has(Role.SOCIAL_WORKER) else ""
    worker_id = command.worker_id or own
    worker = session.get(User, worker_id) if worker_id else None
    if worker_id and worker is None:
        raise RuleBroken("There is no such worker.", field="worker_id")
    team = command.team or (worker.team if worker else "") or actor.team
    manager_id = command.manager_id or manager_of_team(session, office, team)
    if manager_id and session.get(User, manager_id) is None:
        raise RuleBroken("There is no such manager.", field="manager_id")
    if worker_id and command.manager_id == worker_id:
        raise RuleBroken("Worker and manager of a case are two people.", field="manager_id")
    if manager_id == worker_id:
        manager_id = ""
    return {"worker_id": worker_id or None, "manager_id": manager_id or None, "team": team}


def _reference(session: Session, kind: Pathway, command: RecordEnquiry) -> str:
    letter, year = _LETTERS[kind.service], command.received_on.year
    if command.reference:
        return _given_reference(session, letter, command.reference.strip().upper())
    counter = _counter(session, letter, year)
    while True:
        counter.last += 1
        reference = f"{letter}-{year}-{counter.last:04}"
        if not session.scalar(select(Case.id).where(Case.reference == reference)):
            return reference


def _given_reference(session: Session, letter: str, reference: str) -> str:
    found = _REFERENCE.fullmatch(reference)
    if found is None or found[1] != letter:
        raise RuleBroken(
            f"A reference of this service reads like {letter}-2025-0128.", field="reference"
        )
    if session.scalar(select(Case.id).where(Case.reference == reference)):
        raise RuleBroken(f"{reference} is another case.", field="reference")
    counter = _counter(session, letter, int(found[2]))
    counter.last = max(counter.last, int(found[3]))
    return reference


def _counter(session: Session, letter: str, year: int) -> ReferenceCounter:
    """Return the counter of a service in a year, held until the case is made."""
    found = session.get(ReferenceCounter, (letter, year), with_for_update=True)
    if found is None:
        found = ReferenceCounter(letter=letter, year=year, last=0)
        session.add(found)
        session.flush()
    return found
