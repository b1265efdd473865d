"""The way in: making an agency, and opening one for a person with a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.actors import Actor, Role
from cfs_panels.domain.errors import OutsideTrouble, SignInRefused
from cfs_panels.services.freshening import freshen
from cfs_panels.services.keyring import REFUSED, Keyring, check_password_is_good, key_in_row
from cfs_panels.services.local_keys import local_key as local_key
from cfs_panels.services.office import Office
from cfs_panels.services.rule_library import rule_library
from cfs_panels.services.workspace import Workspace
from db.audit import PROGRAM, record_action
from db.database import Database
from db.key_file import NAME_COST, KeyFile
from db.key_wrapping import FULL_COST, PasswordCost, new_data_key
from db.location import FileLocation, Location, ServerLocation, location_of
from db.models import Agency, CentralListMember, RoleGrant, User
from db.recovery_key import data_key_from_recovery, recovery_key
from db.refused_sign_ins import RefusedSignIns

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Entry:
    """How this machine opens agencies: the moment, its own folder, the cost of a guess."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    data_folder: Path | None = None
    cost: PasswordCost = FULL_COST
    name_cost: PasswordCost = NAME_COST


@dataclass(frozen=True, slots=True)
class Opened:
    """An agency opened for a person."""

    workspace: Workspace
    actor: Actor


def make_agency(
    place: str | Path | Location,
    name: str,
    admin_user_name: str,
    password: str,
    *,
    admin_name: str = "",
    entry: Entry | None = None,
) -> str:
    """Make an empty agency with its first account, a system administrator.

    Returns the recovery key: it opens the agency without the key file, and is shown once.

    Raises:
        RuleBroken: where the password is not good enough.
        OutsideTrouble: where something is there already, or the disk or server fails.
    """
    entry = entry or Entry()
    location = _location(place)
    check_password_is_good(password, admin_user_name)
    data_key = new_data_key()
    database = Database.create(location, data_key, clock=entry.now, data_folder=entry.data_folder)
    with database:
        _make_keys(location, data_key, entry)
        keyring = Keyring(location, data_key, entry.cost)
        with database.transaction(PROGRAM) as session:
            agency = Agency(name=name)
            session.add(agency)
            session.flush()
            user = User(
                agency_id=agency.id,
                user_name=admin_user_name.strip().casefold(),
                name=admin_name or admin_user_name,
            )
            user.roles.append(
                RoleGrant(role=Role.SYSTEM_ADMINISTRATOR, from_on=entry.now().astimezone().date())
            )
            session.add(user)
            session.flush()
            keyring.give(user, password)
    return recovery_key(data_key)


def open_agency(
    place: str | Path | Location, user_name: str, password: str, *, entry: Entry | None = None
) -> Opened:
    """Open an agency for a person.

    Raises:
        SignInRefused: with one sentence, whether the name or the password is wrong.
        OutsideTrouble: where file, disk or server fails.
    """
    entry = entry or Entry()
    location = _location(place)
    if isinstance(location, FileLocation):
        data_key = local_key(location, user_name, password, now=entry.now)
        return open_with_key(location, data_key, user_name, entry=entry)
    database = Database.open(location, None, clock=entry.now, data_folder=entry.data_folder)
    try:
        with database.reading() as session:
            data_key = key_in_row(_user(session, user_name), password, cost=entry.cost)
        database.unlock(data_key)
        return _opened(database, data_key, user_name, entry)
    except SignInRefused:
        _note_refusal(database, user_name)
        database.close()
        raise
    except BaseException:
        database.close()
        raise


def open_with_key(
    place: str | Path | Location, data_key: bytes, user_name: str, *, entry: Entry | None = None
) -> Opened:
    """Open an agency whose key is known already, for the account that opened it."""
    entry = entry or Entry()
    location = _location(place)
    database = Database.open(location, data_key, clock=entry.now, data_folder=entry.data_folder)
    try:
        return _opened(database, data_key, user_name, entry)
    except BaseException:
        database.close()
        raise


def give_password_by_recovery(
    place: str | Path | Location,
    recovery: str,
    user_name: str,
    password: str,
    *,
    entry: Entry | None = None,
) -> None:
    """Give an account of a local agency a new password with the recovery key.

    Makes the key file anew where it is missing.

    Raises:
        RuleBroken: where the recovery key holds a slip, or there is no such account.
    """
    entry = entry or Entry()
    location = _location(place)
    if not isinstance(location, FileLocation):
        raise OutsideTrouble("On a server, a system administrator gives new passwords.")
    data_key = data_key_from_recovery(recovery)
    database = Database.open(location, data_key, clock=entry.now, data_folder=entry.data_folder)
    with database, database.transaction(PROGRAM) as session:
        user = _user(session, user_name)
        if user is None:
            raise SignInRefused("There is no account with this user name.")
        _make_keys(location, data_key, entry)
        Keyring(location, data_key, entry.cost).give(user, password)
        record_action(session, "password_recovered", "user", user.id)


def actor_of(session: Session, user: User, today: date) -> Actor:
    """Return who an account is today: its roles in force and its place on the central list."""
    roles = {
        grant.role
        for grant in user.roles
        if grant.from_on <= today and (grant.to_on is None or grant.to_on >= today)
    }
    member_id = session.scalar(
        select(CentralListMember.id).where(
            CentralListMember.user_id == user.id, CentralListMember.left_on.is_(None)
        )
    )
    return Actor(
        user_id=user.id,
        user_name=user.user_name,
        name=user.name,
        roles=frozenset(roles),
        team=user.team,
        member_id=member_id,
    )


def _opened(database: Database, data_key: bytes, user_name: str, entry: Entry) -> Opened:
    keyring = Keyring(database.location, data_key, entry.cost)
    office = Office(database, rule_library(), entry.now, keyring)
    with database.reading() as session:
        user = _user(session, user_name)
        actor = actor_of(session, user, office.today) if user and user.is_active else None
    if actor is None:
        raise SignInRefused(REFUSED)
    with database.transaction(actor) as session:
        signed = session.get_one(User, actor.user_id)
        signed.last_signed_in_at = entry.now()
        record_action(session, "sign_in", "user", actor.user_id)
        _take_refusals(session, database.location)
    freshen(office)
    return Opened(Workspace(office), actor)


def _user(session: Session, user_name: str) -> User | None:
    plain = user_name.strip().casefold()
    return session.scalars(select(User).where(User.user_name == plain)).first()


def _note_refusal(database: Database, user_name: str) -> None:
    with database.transaction(PROGRAM) as session:
        user = _user(session, user_name)
        record_action(session, "sign_in_refused", "user", user.id if user else "")


def _take_refusals(session: Session, location: Location) -> None:
    """Take the refused sign-ins noted beside a local agency into its audit trail."""
    if isinstance(location, FileLocation):
        for refusal in RefusedSignIns(location.refusals).take():
            details = {"at": refusal.at.isoformat(), "account": refusal.account}
            record_action(session, "sign_in_refused", "key_file", "", details=details)


def _make_keys(location: Location, data_key: bytes, entry: Entry) -> None:
    if isinstance(location, FileLocation):
        KeyFile.mend(location.key_file, data_key, cost=entry.cost, name_cost=entry.name_cost)


def _location(place: str | Path | Location) -> Location:
    if isinstance(place, FileLocation | ServerLocation):
        return place
    return location_of(place)
