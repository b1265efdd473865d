"""The household of a case: who joins and leaves, what is known of each, how to visit safely."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.cases import (
    AddHouseholdMember,
    EditHousehold,
    EditPerson,
    HouseholdLine,
    NewPerson,
    RemoveHouseholdMember,
    household_name,
)
from cfs_panels.domain.errors import Clash, RuleBroken
from cfs_panels.domain.households import APPLICANT
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import long_date
from cfs_panels.services.case_checks import complete_stage_one, make_checks
from cfs_panels.services.case_files import CaseFile, date_field
from cfs_panels.services.case_people import people_of
from cfs_panels.services.enquiries import (
    add_member,
    check_lengths,
    check_person,
    clean_lines,
    clean_postcode,
)
from cfs_panels.services.last_writers import last_writer
from db.models import Household, HouseholdMember, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.office import Office

NOT_OF_IT = "This person is not of the household."


class Households:
    """Who lives together, and what is known of them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {
            AddHouseholdMember: self.add_household_member,
            RemoveHouseholdMember: self.remove_household_member,
            EditPerson: self.edit_person,
            EditHousehold: self.edit_household,
        }

    def add_household_member(self, actor: Actor, command: AddHouseholdMember) -> Changes:
        """Record that someone joins; an adult gets the checks that every adult must have.

        Raises:
            RuleBroken: without a name, or with a date that lies ahead.
        """
        with self._office.writing(actor) as session:
            file = self._open(session, actor, command.case_id)
            check_person(command.person, self._office.today)
            from_on = command.from_on or self._office.today
            members = _members(session, file)
            _check_applicants(members, command.person)
            person = add_member(session, file.household_id, command.person, len(members), from_on)
            name = f"{person.first_name} {person.last_name}"
            facts = {"what": f"{name} joined the household", "person_id": person.id}
            with date_field("from_on"):
                event = file.record(EventType.HOUSEHOLD_CHANGED, from_on, facts=facts)
            self._settle(file, event.id)
            return file.changes(
                ("household", file.household_id),
                ("person", person.id),
                made=person.id,
                message=f"{name} added",
            )

    def remove_household_member(self, actor: Actor, command: RemoveHouseholdMember) -> Changes:
        """Record that someone left; their checks no longer count, and all of it is kept.

        Raises:
            RuleBroken: for the last applicant, or with a date before they came.
        """
        with self._office.writing(actor) as session:
            file = self._open(session, actor, command.case_id)
            member, person = self._member(session, file, command.person_id)
            stay = [
                m
                for m in _members(session, file)
                if m.role == APPLICANT and m.to_on is None and m.id != member.id
            ]
            if member.role == APPLICANT and not stay:
                raise RuleBroken(
                    f"{person.first_name} is the only applicant. Record the withdrawal instead."
                )
            if member.from_on is not None and command.left_on < member.from_on:
                raise RuleBroken(
                    f"{person.first_name} came on {long_date(member.from_on)}. Enter a later day.",
                    field="left_on",
                )
            name = f"{person.first_name} {person.last_name}"
            facts = {"what": f"{name} left the household", "person_id": person.id}
            with date_field("left_on"):
                event = file.record(EventType.HOUSEHOLD_CHANGED, command.left_on, facts=facts)
            member.to_on = command.left_on
            session.flush()
            self._settle(file, event.id)
            return file.changes(
                ("household", file.household_id),
                ("person", person.id),
                message=f"{name} left the household",
            )

    def edit_person(self, actor: Actor, command: EditPerson) -> Changes:
        """Change what is known of a person.

        Raises:
            RuleBroken: without a name, or with a birthday that lies ahead.
            Clash: where somebody else changed it meanwhile.
        """
        with self._office.writing(actor) as session:
            file = self._open(session, actor, command.case_id)
            member, person = self._member(session, file, command.person_id)
            name = f"{person.first_name} {person.last_name}"
            if person_version(member, person) != command.version:
                held = (("person", person.id), ("household_member", member.id))
                who = last_writer(session, *held)
                theirs = _as_command(command, member, person)
                raise Clash(f"what is known of {name}", theirs, command, who=who)
            check_person(
                NewPerson(
                    command.first_name,
                    command.last_name,
                    role=member.role,
                    born_on=command.born_on,
                    phone=command.phone,
                    email=command.email,
                ),
                self._office.today,
            )
            undo = _as_command(command, member, person)
            person.first_name = command.first_name.strip()
            person.last_name = command.last_name.strip()
            person.born_on = command.born_on
            person.phone, person.email = command.phone.strip(), command.email.strip()
            member.relationship_words = command.relationship.strip()
            member.at_home = command.at_home
            session.flush()
            self._settle(file, "")
            return file.changes(
                ("household", file.household_id),
                ("person", person.id),
                message=f"{person.first_name} {person.last_name} saved",
                undo=replace(undo, version=person_version(member, person)),
            )

    def edit_household(self, actor: Actor, command: EditHousehold) -> Changes:
        """Change address, safety note, secrecy or access needs.

        Raises:
            Clash: where somebody else changed it meanwhile.
        """
        with self._office.writing(actor) as session:
            file = self._open(session, actor, command.case_id)
            home = session.get_one(Household, file.household_id)
            if home.version != command.version:
                who = last_writer(session, ("household", home.id))
                raise Clash("this household", _home_now(command, home), command, who=who)
            had_address = bool(home.address)
            moved = self._take_home(home, command)
            noted = self._take_safety_note(actor, home, command.safety_note.strip())
            session.flush()
            today = self._office.today
            if noted and home.safety_note:
                file.record(EventType.SAFETY_NOTE_ADDED, today)
            elif noted:
                what = {"what": "Safety note taken away"}
                file.record(EventType.HOUSEHOLD_CHANGED, today, facts=what)
            if moved:
                what = {"what": "Address changed" if had_address else "Address recorded"}
                file.record(EventType.HOUSEHOLD_CHANGED, today, facts=what)
            return file.changes(("household", home.id), message="Household saved")

    def _open(self, session: Session, actor: Actor, case_id: str) -> CaseFile:
        return CaseFile.open(session, self._office, actor, case_id, "edit_household")

    def _member(
        self, session: Session, file: CaseFile, person_id: str
    ) -> tuple[HouseholdMember, Person]:
        for member in _members(session, file):
            if member.person_id == person_id and member.to_on is None:
                return member, session.get_one(Person, person_id)
        raise RuleBroken(NOT_OF_IT)

    def _settle(self, file: CaseFile, cause: str) -> None:
        """Bring the household's name, the checks and the end of stage 1 in line with its people."""
        people = people_of(file.session, [file.case])[file.case.id]
        file.case.household_name = household_name(
            [(p.first_name, p.last_name) for p in people if p.is_applicant and p.to_on is None]
        )
        make_checks(file)
        complete_stage_one(file, cause)

    def _take_home(self, home: Household, command: EditHousehold) -> bool:
        """Take the new facts of a home; return whether the address is another."""
        address, postcode = clean_lines(command.address), clean_postcode(command.postcode)
        check_lengths(Household, postcode=postcode, phone=command.phone, email=command.email)
        moved = (list(home.address), home.postcode) != (address, postcode)
        home.address, home.postcode = address, postcode
        home.phone, home.email = command.phone.strip(), command.email.strip()
        home.address_is_secret = command.address_is_secret
        home.access_needs = command.access_needs.strip()
        return moved

    def _take_safety_note(self, actor: Actor, home: Household, note: str) -> bool:
        """Take a safety note with who wrote it when; return whether it is another."""
        if note == home.safety_note:
            return False
        home.safety_note = note
        home.safety_by = actor.name if note else ""
        home.safety_on = self._office.today if note else None
        return True


def household_line(home: Household) -> HouseholdLine:
    """Return a household's own facts."""
    return HouseholdLine(
        id=home.id,
        address=tuple(home.address),
        postcode=home.postcode,
        phone=home.phone,
        email=home.email,
        safety_note=home.safety_note,
        safety_by=home.safety_by,
        safety_on=home.safety_on,
        address_is_secret=home.address_is_secret,
        access_needs=home.access_needs,
        version=home.version,
    )


def _home_now(command: EditHousehold, home: Household) -> EditHousehold:
    """Return what is stored of a home, as the command that would store it."""
    return EditHousehold(
        case_id=command.case_id,
        address=tuple(home.address),
        postcode=home.postcode,
        phone=home.phone,
        email=home.email,
        safety_note=home.safety_note,
        address_is_secret=home.address_is_secret,
        access_needs=home.access_needs,
        version=home.version,
    )


def _members(session: Session, file: CaseFile) -> list[HouseholdMember]:
    statement = select(HouseholdMember).where(HouseholdMember.household_id == file.household_id)
    return list(session.scalars(statement.order_by(HouseholdMember.position)))


def _check_applicants(members: list[HouseholdMember], person: NewPerson) -> None:
    applicants = sum(1 for m in members if m.role == APPLICANT and m.to_on is None)
    if person.role == APPLICANT and applicants > 1:
        raise RuleBroken(
            "Two people apply together already. Record this person as another adult.", field="role"
        )


def _as_command(command: EditPerson, member: HouseholdMember, person: Person) -> EditPerson:
    """Return what is stored of a person, as the command that would store it."""
    return EditPerson(
        case_id=command.case_id,
        person_id=person.id,
        first_name=person.first_name,
        last_name=person.last_name,
        born_on=person.born_on,
        relationship=member.relationship_words,
        at_home=member.at_home,
        phone=person.phone,
        email=person.email,
        version=person_version(member, person),
    )


def person_version(member: HouseholdMember, person: Person) -> int:
    """Return the version of what is known of a person, which two tables hold."""
    return member.version + person.version
