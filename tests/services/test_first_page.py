"""The first page, read by hand-written SQL, says what the services say of the same people."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from cfs_panels.domain.actors import Actor, Role
from cfs_panels.domain.errors import SignInRefused
from cfs_panels.domain.home import in_order
from cfs_panels.domain.meetings import ConflictKind, Ruling
from cfs_panels.domain.rule_changes import ChangeHoliday
from cfs_panels.domain.vocabulary import CaseStatus, Service
from cfs_panels.services.entrance import Opened, actor_of
from cfs_panels.services.first_page import page_of, read_page
from cfs_panels.services.home_cases import case_rows
from cfs_panels.services.pathway_library import newest_pathways
from cfs_panels.services.workspace import Workspace
from db.audit import PROGRAM
from db.cipher_file import connect
from db.location import FileLocation
from db.models import (
    Agency,
    AgendaItem,
    Case,
    CaseAccess,
    CentralListMember,
    ConflictOfInterest,
    Household,
    MeetingMember,
    Panel,
    PanelMeeting,
    RoleGrant,
    User,
)
from tests.factories import TODAY, Moment, Staff, make_office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cfs_panels.domain.home import FirstPage
    from cfs_panels.services.office import Office
    from db.database import Database
    from db.key_wrapping import PasswordCost

CASES = 240
WHO = (
    "worker", "other_worker", "manager", "other_manager", "adviser", "administrator",
    "decision_maker", "system_administrator", "chair", "member",
)  # fmt: skip


@pytest.fixture
def office(
    local_database: Database, moment: Moment, data_key: bytes, cheap_cost: PasswordCost
) -> Office:
    """Return the office of a local agency, which alone has such a first page."""
    return make_office(local_database, moment, data_key, cheap_cost)


@pytest.fixture
def people(office: Office, staff: Staff) -> Staff:
    """Return the people of an agency with cases of every kind, at every point."""
    with office.writing(PROGRAM) as session:
        _give_more_roles(session, staff)
        cases = [_case(session, staff, number) for number in _shuffled()]
        session.add_all(cases)
        session.flush()
        _restrict_and_hear(session, staff, cases)
    return staff


def _shuffled() -> list[int]:
    numbers = list(range(CASES))
    random.Random(7).shuffle(numbers)  # noqa: S311 (no secret)
    return numbers


def _give_more_roles(session: Session, staff: Staff) -> None:
    """Let the chair be a worker too; give others roles that are over, or not in force yet."""
    for actor, role, from_on, to_on in (
        (staff.chair, Role.SOCIAL_WORKER, date(2020, 1, 1), TODAY),
        (staff.worker, Role.PANEL_ADVISER, date(2020, 1, 1), TODAY - timedelta(days=1)),
        (staff.manager, Role.DECISION_MAKER, TODAY + timedelta(days=1), None),
    ):
        grant = RoleGrant(user_id=actor.user_id, role=role, from_on=from_on, to_on=to_on)
        session.add(grant)


def _case(session: Session, staff: Staff, number: int) -> Case:
    chance = random.Random(number)  # noqa: S311 (no secret)
    kind = chance.choice(newest_pathways())
    owed_by = chance.choice(sorted({step.owner for step in kind.next_steps}))
    step = chance.choice((None, *(s for s in kind.next_steps if s.owner is owed_by)))
    rule = chance.choice(("", *kind.clocks))
    due_on = TODAY + timedelta(days=chance.choice((-40, -3, -1, 0, 1, 2, 3, 6, 9, 40, 300)))
    worker = chance.choice((staff.worker, staff.other_worker, staff.chair, None))
    owner = chance.choice((staff.worker, staff.manager, staff.adviser, None))
    household = Household(address=["12 Larch Close"])
    session.add(household)
    session.flush()
    return Case(
        agency_id=session.scalars(select(Agency.id)).one(),
        reference=f"{'F' if kind.service is Service.FOSTERING else 'A'}-2025-{number:04}",
        service=kind.service,
        pathway=kind.key,
        pathway_version=kind.version,
        household_id=None if kind.of_child else household.id,
        household_name=f"Household {number}",
        worker_id=worker.user_id if worker else None,
        manager_id=chance.choice((staff.manager.user_id, None)),
        team=chance.choice((staff.worker.team, staff.other_worker.team, "")),
        status=chance.choice(tuple(CaseStatus)),
        next_step=step.key if step else "",
        next_words=step.words if step else "",
        next_owner=step.owner if step else "",
        next_owner_id=owner.user_id if owner and step else "",
        clock_rule=rule,
        clock_started_on=due_on - timedelta(days=chance.randint(0, 400)) if rule else None,
        clock_due_on=due_on if rule else None,
    )


def _restrict_and_hear(session: Session, staff: Staff, cases: list[Case]) -> None:
    """Restrict cases, name people for some; put some on an agenda, with conflicts."""
    panel = Panel(agency_id=cases[0].agency_id, service=Service.FOSTERING, name="Panel")
    session.add(panel)
    session.flush()
    meeting = PanelMeeting(panel_id=panel.id, held_on=TODAY, starts_at=Moment().now.time())
    session.add(meeting)
    session.flush()
    for seat in (staff.chair, staff.member):
        session.add(MeetingMember(meeting_id=meeting.id, member_id=seat.member_id or ""))
    for number, case in enumerate(cases):
        case.is_restricted = number % 7 == 0
        if number % 14 == 0:
            named = (staff.adviser, staff.decision_maker, staff.worker)[number % 3]
            session.add(CaseAccess(case_id=case.id, user_id=named.user_id))
        if number % 3 == 0:
            item = AgendaItem(
                meeting_id=meeting.id,
                case_id=case.id,
                position=number,
                title="Item",
                minutes=40,
                removed=number % 5 == 0,
                papers_sent_on=TODAY if number % 4 else None,
            )
            session.add(item)
            session.flush()
            if number % 2:
                session.add(_conflict(staff, item, tuple(Ruling)[number % len(Ruling)]))


def _conflict(staff: Staff, item: AgendaItem, ruling: Ruling) -> ConflictOfInterest:
    return ConflictOfInterest(
        item_id=item.id,
        case_id=item.case_id,
        member_id=staff.chair.member_id or "",
        kind=next(iter(ConflictKind)),
        nature="They are neighbours.",
        declared_on=TODAY,
        ruling=ruling,
    )


def first_page(office: Office, actor: Actor, data_key: bytes) -> FirstPage:
    location = office.database.location
    assert isinstance(location, FileLocation)
    page = read_page(location, data_key, f" {actor.user_name.upper()}", now=office.now)
    assert page is not None
    return page


def signed_in(office: Office, actor: Actor) -> Actor:
    with office.reading() as session:
        return actor_of(session, session.get_one(User, actor.user_id), office.today)


def stale(session: Session, office: Office) -> Iterator[str]:
    """Yield the cases whose clock the services pass over when they open an agency."""
    for case in session.scalars(select(Case).where(Case.clock_due_on < office.today)):
        if case.clock_rule and office.newest_rule(case.clock_rule).kind.passes:
            yield case.id


@pytest.mark.parametrize("who", WHO)
def test_the_first_rows_are_those_of_the_services(
    office: Office, people: Staff, data_key: bytes, who: str
) -> None:
    actor = signed_in(office, getattr(people, who))
    page = first_page(office, actor, data_key)
    with office.reading() as session:
        passed = set(stale(session, office))
        rows = in_order(case_rows(session, office, actor))
    expected = [row for row in rows if row.reference[0] not in passed]
    if who == "system_administrator":
        assert page.home is None
        assert rows == ()
        return
    assert page.home is not None
    assert [(r.reference, r.title) for r in page.home.rows] == [
        (r.reference, r.title) for r in expected
    ]
    assert list(page.home.rows) == expected


def test_there_is_something_to_compare(office: Office, people: Staff, data_key: bytes) -> None:
    found = {who: first_page(office, getattr(people, who), data_key).home for who in WHO}
    counts = {who: len(home.rows) if home is not None else 0 for who, home in found.items()}
    assert all(counts[who] > 4 for who in ("worker", "adviser", "decision_maker", "chair"))
    assert counts["worker"] != counts["other_worker"]


@pytest.mark.parametrize("who", WHO)
def test_who_it_is_and_how_much_waits_is_what_the_services_say(
    office: Office, people: Staff, data_key: bytes, who: str
) -> None:
    actor = signed_in(office, getattr(people, who))
    plain = first_page(office, actor, data_key)
    said = page_of(Opened(Workspace(office), actor))
    assert (plain.agency, plain.actor, plain.counts) == (said.agency, said.actor, said.counts)


@pytest.mark.parametrize("who", WHO)
def test_the_greeting_is_that_of_the_whole_page(
    office: Office, staff: Staff, data_key: bytes, who: str
) -> None:
    actor = getattr(staff, who)
    home = first_page(office, actor, data_key).home
    if home is not None:
        whole = Workspace(office).home.home(actor)
        assert (home.greeting, home.day_words) == (whole.greeting, whole.day_words)
        assert not home.is_whole
        assert whole.is_whole


def test_a_member_who_left_sees_nothing_of_their_panels(
    office: Office, people: Staff, data_key: bytes
) -> None:
    with office.writing(PROGRAM) as session:
        member = session.get_one(CentralListMember, people.member.member_id or "")
        member.left_on = TODAY
    page = first_page(office, people.member, data_key)
    assert page.actor == replace(people.member, member_id=None)
    assert page.home is not None
    assert page.home.rows == ()


def test_an_account_that_is_not_in_use_sees_nothing(
    office: Office, people: Staff, data_key: bytes
) -> None:
    with office.writing(PROGRAM) as session:
        user = session.get_one(User, people.worker.user_id)
        user.is_active = False
    with pytest.raises(SignInRefused, match="The user name or the password is not right"):
        first_page(office, people.worker, data_key)


def test_an_account_without_a_role_sees_no_case(
    office: Office, people: Staff, data_key: bytes
) -> None:
    with office.writing(PROGRAM) as session:
        user = session.get_one(User, people.worker.user_id)
        user.roles.clear()
    page = first_page(office, people.worker, data_key)
    assert (page.home, page.counts) == (None, {})


def test_tables_of_another_version_are_left_to_the_services(
    office: Office, staff: Staff, data_key: bytes
) -> None:
    location = office.database.location
    assert isinstance(location, FileLocation)
    connection = connect(location.path, data_key)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert read_page(location, data_key, staff.worker.user_name, now=office.now) is None


def test_a_day_that_has_gone_by_shows_no_clock_that_is_over(
    office: Office, people: Staff, data_key: bytes
) -> None:
    with office.reading() as session:
        passed = set(stale(session, office))
    home = first_page(office, people.adviser, data_key).home
    assert passed
    assert home is not None
    assert passed.isdisjoint(row.reference[0] for row in home.rows)


def test_where_the_agency_has_rules_of_its_own_the_services_read_home(
    office: Office, people: Staff, data_key: bytes
) -> None:
    command = ChangeHoliday(date(2025, 10, 27), is_holiday=True, name="A day", reason="Proclaimed")
    Workspace(office).do(people.system_administrator, command)
    location = office.database.location
    assert isinstance(location, FileLocation)
    page = read_page(location, data_key, people.adviser.user_name, now=office.now)
    assert page is not None
    assert page.home is None
    assert page.counts["cases"]
