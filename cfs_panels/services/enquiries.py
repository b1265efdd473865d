"""New cases: the household, its people, the reference, and the enquiry that opens it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.cases import NewPerson, RecordEnquiry, age_on, household_name
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.households import ADULT, ADULT_AGE, APPLICANT, CHILD
from cfs_panels.domain.typed_values import is_postcode
from cfs_panels.domain.vocabulary import Service
from cfs_panels.domain.words import long_date
from cfs_panels.services.new_cases import agency_of, holders_for, reference_for
from cfs_panels.services.pathway_library import newest_pathway
from db.models import Case, Household, HouseholdMember, Person

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office
    from db.base import Base

MOST_APPLICANTS = 2
ROLES = (APPLICANT, ADULT, CHILD)
_LETTERS = {Service.FOSTERING: "F", Service.ADOPTION: "A"}


def new_case(session: Session, office: Office, actor: Actor, command: RecordEnquiry) -> Case:
    """Return a new case with its household, people and reference; no event is recorded yet.

    Raises:
        RuleBroken: where a name is missing, a date lies ahead or the reference is taken.
    """
    kind = newest_pathway(command.pathway)
    if kind is None or kind.of_child:
        raise RuleBroken("Choose what they ask about.", field="pathway")
    _check_people(command, office.today)
    postcode = clean_postcode(command.postcode)
    check_lengths(Household, postcode=postcode)
    household = Household(address=clean_lines(command.address), postcode=postcode)
    session.add(household)
    session.flush()
    for position, person in enumerate(command.people):
        add_member(session, household.id, person, position, command.received_on)
    case = Case(
        agency_id=agency_of(session, actor),
        reference=reference_for(
            session, _LETTERS[kind.service], command.received_on.year, command.reference
        ),
        service=kind.service,
        pathway=kind.key,
        pathway_version=kind.version,
        household_id=household.id,
        household_name=household_name(
            [(p.first_name.strip(), p.last_name.strip()) for p in command.people if _applies(p)]
        ),
        channel=command.channel.strip(),
        heard_of_us=command.heard_of_us.strip(),
        **holders_for(
            session,
            office,
            actor,
            worker_id=command.worker_id,
            manager_id=command.manager_id,
            team=command.team,
        ),
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
    """Refuse a person without a name, or with a birthday that cannot be; applicants are adults.

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
    if _applies(person) and person.born_on is not None:
        _check_adult(person.born_on, today, field)
    check_lengths(
        Person,
        field,
        first_name=person.first_name,
        last_name=person.last_name,
        phone=person.phone,
        email=person.email,
    )
    if person.role not in ROLES:
        raise RuleBroken("Choose applicant, other adult or child.", field=f"{field}role")


def _check_adult(born_on: date, today: date, field: str) -> None:
    age = age_on(born_on, today)
    if age is not None and age < ADULT_AGE:
        raise RuleBroken(
            f"Whoever was born on {long_date(born_on)} is {age}. An applicant is {ADULT_AGE} or "
            "older.",
            field=f"{field}born_on",
        )


def check_lengths(table: type[Base], prefix: str = "", **texts: str) -> None:
    """Refuse what is longer than its column holds.

    Raises:
        RuleBroken: with the field at fault.
    """
    for name, text in texts.items():
        most = table.__table__.c[name].type.length  # type: ignore[attr-defined]  # columns of text
        if len(text.strip()) > most:
            words = f"This is {len(text.strip())} letters long. Enter {most} or fewer."
            raise RuleBroken(words, field=f"{prefix}{name}")


def clean_lines(lines: tuple[str, ...]) -> list[str]:
    """Return the lines of an address that say something."""
    return [" ".join(line.split()) for line in lines if line.strip()]


def clean_postcode(typed: str) -> str:
    """Return a postcode in capitals with its one space; what is none stays as it was typed."""
    letters = "".join(typed.split()).upper()
    return f"{letters[:-3]} {letters[-3:]}" if is_postcode(letters) else " ".join(typed.split())


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
