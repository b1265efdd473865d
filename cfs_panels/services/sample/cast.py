"""Who acts in the sample agency, and the data it is made from."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

import resources
from cfs_panels.domain.actors import Actor, Role
from cfs_panels.domain.agency import AddUser, EditAgency
from cfs_panels.domain.central_list import AddMember, EditMember
from cfs_panels.services.entrance import actor_of
from db.models import User

if TYPE_CHECKING:
    from cfs_panels.services.workspace import Workspace

FILE = "sample/wealdshire.toml"
ADMIN = "sam.teller"


@dataclass(frozen=True)
class SampleData:
    """The file of the sample agency, with its dates moved to the day it is made for."""

    facts: dict[str, Any]
    as_of: date
    shift: timedelta

    @property
    def password(self) -> str:
        """Return the one password of all sample users."""
        words: str = self.facts["password"]["words"]
        return words

    def day(self, anchored: date) -> date:
        """Return a date of the file, moved by whole weeks so that weekdays stay."""
        return anchored + self.shift


def load_sample(as_of: date) -> SampleData:
    """Return the sample's data for a day: its Friday is that day or the last Friday before it."""
    facts = tomllib.loads(resources.read_text(FILE))
    weeks = (as_of - facts["anchor"]).days // 7
    return SampleData(facts, as_of, timedelta(weeks=weeks))


@dataclass
class Cast:
    """The people of the sample agency, by user name and by role."""

    workspace: Workspace
    actors: dict[str, Actor]
    members: dict[str, str]
    reserved: frozenset[str] = frozenset()
    numbers: Counter[tuple[str, int]] = field(default_factory=Counter)

    def next_reference(self, letter: str, year: int) -> str:
        """Return the next reference of a service in a year that no named case has."""
        while True:
            self.numbers[letter, year] += 1
            reference = f"{letter}-{year}-{self.numbers[letter, year]:04}"
            if reference not in self.reserved:
                return reference

    def __getitem__(self, user_name: str) -> Actor:
        return self.actors[user_name]

    def first(self, role: Role) -> Actor:
        """Return the first person with a role."""
        return next(a for a in self.actors.values() if role in a.roles)

    def named(self, name: str) -> Actor:
        """Return a person by their full name."""
        return next(a for a in self.actors.values() if a.name == name)

    def do(self, actor: Actor, command: object) -> str:
        """Carry out a command and return the id of what it made."""
        return self.workspace.do(actor, command).made


def make_cast(workspace: Workspace, administrator: Actor, data: SampleData) -> Cast:
    """Make the agency's details, accounts and central list, as its people would."""
    reserved = frozenset(case["reference"] for case in data.facts["cases"])
    cast = Cast(workspace, {ADMIN: administrator}, {}, reserved)
    _edit_agency(workspace, administrator, data)
    for person in data.facts["staff"]:
        cast.do(
            administrator,
            AddUser(
                user_name=person["user"],
                name=person["name"],
                roles=tuple(Role(r) for r in person["roles"]),
                password=data.password,
                team=person.get("team", ""),
                job_title=person["title"],
                email=f"{person['user']}@wealdshire.example",
                phone=person.get("phone", ""),
            ),
        )
    read_actors(cast)
    return cast


def read_actors(cast: Cast) -> None:
    """Read every account as it stands."""
    office = cast.workspace.office
    with office.reading() as session:
        for user in session.scalars(select(User).options(selectinload(User.roles))):
            cast.actors[user.user_name] = actor_of(session, user, office.today)


def _edit_agency(workspace: Workspace, actor: Actor, data: SampleData) -> None:
    facts = data.facts["agency"]
    workspace.do(
        actor,
        EditAgency(
            name=facts["name"],
            kind=facts["kind"],
            address=tuple(facts["address"]),
            contact=facts["contact"],
            logo=None,
            version=workspace.agency.agency(actor).version,
            out_of_hours=facts["out_of_hours"],
        ),
    )


def join_member(cast: Cast, data: SampleData, facts: dict[str, Any]) -> None:
    """Put somebody on the central list."""
    adviser = cast.first(Role.PANEL_ADVISER)
    by_name = {a.name: a.user_id for a in cast.actors.values()}
    member_id = cast.do(
        adviser,
        AddMember(
            name=facts["name"],
            role=facts["role"],
            services=("adoption", "fostering"),
            joined_on=data.day(facts["joined"]),
            background=facts.get("background", ""),
            social_work_years=facts.get("years"),
            independent=facts.get("independent", False),
            user_id=by_name.get(facts["name"], ""),
        ),
    )
    cast.members[facts["name"]] = member_id
    read_actors(cast)


def keep_member_record(cast: Cast, data: SampleData, facts: dict[str, Any]) -> None:
    """Note a member's certificate, induction, training and appraisal."""
    adviser, member_id = cast.first(Role.PANEL_ADVISER), cast.members[facts["name"]]
    lines = cast.workspace.central_list.members(adviser)
    line = next(found for found in lines if found.id == member_id)
    days = {
        key: data.day(facts[key]) if key in facts else None
        for key in ("dbs", "inducted", "trained", "appraised")
    }
    cast.do(
        adviser,
        EditMember(
            member_id=line.id,
            name=line.name,
            role=line.role,
            services=line.services,
            background=line.background,
            social_work_years=line.social_work_years,
            independent=line.independent,
            dbs_on=days["dbs"],
            inducted_on=days["inducted"],
            trained_on=days["trained"],
            appraised_on=days["appraised"],
            left_on=None,
            email="",
            version=line.version,
        ),
    )
