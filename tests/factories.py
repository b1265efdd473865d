"""Records with valid defaults, made as an agency's people would make them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from cfs_panels.domain.actors import Actor, Role
from cfs_panels.domain.vocabulary import EventType, Service
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.keyring import Keyring
from cfs_panels.services.office import Office
from cfs_panels.services.rule_library import rule_library
from db.audit import PROGRAM
from db.key_file import KeyFile
from db.location import FileLocation
from db.models import (
    Agency,
    Case,
    CentralListMember,
    Household,
    HouseholdMember,
    Person,
    RoleGrant,
    User,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.database import Database
    from db.key_wrapping import PasswordCost

TODAY = date(2025, 10, 24)
PASSWORD = "plain brown paper"


@dataclass
class Moment:
    """The moment of a test; ``on`` moves it to a day."""

    now: datetime = field(default_factory=lambda: datetime(2025, 10, 24, 9, 30, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def on(self, day: date, at: time = time(9, 30)) -> None:
        """Move to a day."""
        self.now = datetime.combine(day, at, tzinfo=UTC)

    def forward(self, days: int = 0, minutes: int = 0) -> None:
        """Move on."""
        self.now += timedelta(days=days, minutes=minutes)


@dataclass(frozen=True)
class Staff:
    """The people of a test agency (invented, as in the sample agency)."""

    worker: Actor
    other_worker: Actor
    manager: Actor
    other_manager: Actor
    adviser: Actor
    administrator: Actor
    decision_maker: Actor
    system_administrator: Actor
    chair: Actor
    member: Actor


PEOPLE = (
    ("worker", "hannah.whitlock", "Hannah Whitlock", Role.SOCIAL_WORKER, "North fostering team"),
    ("other_worker", "tim.braithwaite", "Tim Braithwaite", Role.SOCIAL_WORKER, "Adoption team"),
    (
        "manager",
        "louise.penhaligon",
        "Louise Penhaligon",
        Role.TEAM_MANAGER,
        "North fostering team",
    ),
    ("other_manager", "owen.tranter", "Owen Tranter", Role.TEAM_MANAGER, "Adoption team"),
    ("adviser", "ruth.ellingham", "Ruth Ellingham", Role.PANEL_ADVISER, ""),
    ("administrator", "dilys.corrigan", "Dilys Corrigan", Role.PANEL_ADMINISTRATOR, ""),
    ("decision_maker", "margaret.osei", "Margaret Osei", Role.DECISION_MAKER, ""),
    ("system_administrator", "sam.admin", "Sam Teller", Role.SYSTEM_ADMINISTRATOR, ""),
    ("chair", "patricia.hollis", "Patricia Hollis", Role.PANEL_CHAIR, ""),
    ("member", "peter.winslade", "Peter Winslade", Role.PANEL_MEMBER, ""),
)

# name, role, background, years as a social worker, independent
CENTRAL_LIST = (
    ("Patricia Hollis", "chair", "", None, True),
    ("David Amankwah", "vice_chair", "", None, True),
    ("Sunita Rao", "member", "Social worker", 11, False),
    ("Geoff Marland", "member", "", None, True),
    ("Abigail Stroud", "member", "", None, True),
    ("Kelechi Obi", "member", "Care experienced", None, False),
    ("Peter Winslade", "member", "Elected member", None, False),
)


def make_office(database: Database, moment: Moment, data_key: bytes, cost: PasswordCost) -> Office:
    """Return the office of an agency that is open."""
    database.clock = moment
    return Office(database, rule_library(), moment, Keyring(database.location, data_key, cost))


def make_staff(office: Office, data_key: bytes, cost: PasswordCost) -> Staff:
    """Make the agency, its people with passwords, and its central list."""
    location = office.database.location
    if isinstance(location, FileLocation):
        KeyFile.create(location.key_file, data_key, cost=cost, name_cost=cost)
    actors: dict[str, Actor] = {}
    with office.database.transaction(PROGRAM) as session:
        agency = Agency(name="Wealdshire County Council", address=["County Hall", "Harrowmere"])
        session.add(agency)
        session.flush()
        users = {
            key: _user(session, office, agency, name, full, role, team)
            for key, name, full, role, team in PEOPLE
        }
        members = _central_list(session, agency, users)
        for key, _, _, role, team in PEOPLE:
            user = users[key]
            actors[key] = Actor(
                user_id=user.id,
                user_name=user.user_name,
                name=user.name,
                roles=frozenset({role}),
                team=team,
                member_id=members.get(user.name),
            )
    return Staff(**actors)


def _user(
    session: Session, office: Office, agency: Agency, name: str, full: str, role: Role, team: str
) -> User:
    user = User(agency_id=agency.id, user_name=name, name=full, team=team)
    user.roles.append(RoleGrant(role=role, from_on=date(2020, 1, 1)))
    session.add(user)
    session.flush()
    office.keyring.give(user, PASSWORD)
    return user


def _central_list(session: Session, agency: Agency, users: dict[str, User]) -> dict[str, str]:
    by_name = {user.name: user.id for user in users.values()}
    members = {}
    for name, role, background, years, independent in CENTRAL_LIST:
        row = CentralListMember(
            agency_id=agency.id,
            user_id=by_name.get(name),
            name=name,
            role=role,
            services=["adoption", "fostering"],
            background=background,
            social_work_years=years,
            independent=independent,
            joined_on=date(2022, 4, 1),
        )
        session.add(row)
        session.flush()
        members[name] = row.id
    return members


@dataclass(frozen=True)
class Made:
    """A case that a factory made."""

    id: str
    reference: str
    applicants: tuple[str, ...]


STEPS: dict[Service, tuple[tuple[EventType, int], ...]] = {
    Service.FOSTERING: (
        (EventType.ENQUIRY_RECEIVED, 235),
        (EventType.INITIAL_VISIT_OFFERED, 230),
        (EventType.INITIAL_VISIT_DONE, 219),
        (EventType.INITIAL_VISIT_PASSED, 218),
        (EventType.INITIAL_VISIT_DECIDED, 214),
        (EventType.APPLICATION_RECEIVED, 165),
        (EventType.APPLICATION_ACCEPTED, 163),
        (EventType.STAGE_ONE_COMPLETED, 88),
        (EventType.STAGE_ONE_PASSED, 86),
        (EventType.STAGE_TWO_STARTED, 86),
        (EventType.REPORT_FINISHED, 30),
        (EventType.REPORT_GIVEN, 29),
        (EventType.OBSERVATIONS_RECEIVED, 20),
        (EventType.COMPLIANCE_DECLARED, 18),
    ),
    Service.ADOPTION: (
        (EventType.ENQUIRY_RECEIVED, 235),
        (EventType.INFORMATION_PACK_SENT, 233),
        (EventType.INITIAL_VISIT_OFFERED, 230),
        (EventType.INITIAL_VISIT_DONE, 219),
        (EventType.INITIAL_VISIT_PASSED, 218),
        (EventType.INITIAL_VISIT_DECIDED, 214),
        (EventType.REGISTRATION_RECEIVED, 165),
        (EventType.REGISTRATION_ACCEPTED, 164),
        (EventType.STAGE_ONE_STARTED, 163),
        (EventType.STAGE_ONE_COMPLETED, 112),
        (EventType.STAGE_ONE_PASSED, 110),
        (EventType.NOTICE_TO_PROCEED_RECEIVED, 100),
        (EventType.REPORT_FINISHED, 30),
        (EventType.REPORT_GIVEN, 29),
        (EventType.OBSERVATIONS_RECEIVED, 20),
        (EventType.COMPLIANCE_DECLARED, 18),
    ),
}
PATHWAYS = {Service.FOSTERING: "fostering_mainstream", Service.ADOPTION: "adoption_prospective"}
RECORDERS = {
    EventType.INITIAL_VISIT_DECIDED: "manager",
    EventType.APPLICATION_ACCEPTED: "manager",
    EventType.REGISTRATION_ACCEPTED: "manager",
    EventType.STAGE_ONE_PASSED: "manager",
    EventType.COMPLIANCE_DECLARED: "manager",
}


def make_case(
    office: Office,
    staff: Staff,
    *,
    upto: EventType = EventType.COMPLIANCE_DECLARED,
    service: Service = Service.FOSTERING,
    names: tuple[tuple[str, str], ...] = (("Marcus", "Thwaite"), ("Leanne", "Thwaite")),
    reference: str = "",
    team: str = "North fostering team",
) -> Made:
    """Make a case whose events run up to one of them, dated back from today.

    The checks are not made: tests of those go through the services.
    """
    with office.writing(staff.worker) as session:
        case, people = _bare_case(session, staff, service, names, reference, team)
        for event, days in STEPS[service]:
            actor = getattr(staff, RECORDERS.get(event, "worker"))
            file = CaseFile(session, office, actor, case)
            file.record(event, office.today - timedelta(days=days))
            if event == upto:
                break
        CaseFile(session, office, staff.worker, case).refresh()
        return Made(case.id, case.reference, people)


def _bare_case(
    session: Session,
    staff: Staff,
    service: Service,
    names: tuple[tuple[str, str], ...],
    reference: str,
    team: str,
) -> tuple[Case, tuple[str, ...]]:
    agency = session.query(Agency).one()
    household = Household(address=["12 Larch Close", "Harrowmere"], postcode="WX4 7QN")
    session.add(household)
    session.flush()
    people = []
    for position, (first, last) in enumerate(names):
        person = Person(first_name=first, last_name=last, born_on=date(1979, 5, 3 + position))
        session.add(person)
        session.flush()
        people.append(person.id)
        session.add(
            HouseholdMember(
                household_id=household.id,
                person_id=person.id,
                role="applicant",
                position=position,
            )
        )
    number = session.query(Case).count() + 1
    letter = "F" if service is Service.FOSTERING else "A"
    case = Case(
        agency_id=agency.id,
        reference=reference or f"{letter}-2025-{number:04}",
        service=service,
        pathway=PATHWAYS[service],
        pathway_version=1,
        household_id=household.id,
        household_name=" and ".join(f"{first} {last}" for first, last in names),
        worker_id=staff.worker.user_id,
        manager_id=staff.manager.user_id,
        team=team,
    )
    session.add(case)
    session.flush()
    return case, tuple(people)
