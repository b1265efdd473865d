"""The agency's own facts: its name and letterhead, its settings, its accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from cfs_panels.domain.actors import ROLE_WORDS, Role
from cfs_panels.domain.agency import (
    AddUser,
    AgencyDetails,
    ChangePassword,
    EditAgency,
    EditUser,
    SetPassword,
    SetSetting,
    UserLine,
)
from cfs_panels.domain.changes import Changes
from cfs_panels.domain.errors import Clash, RuleBroken
from cfs_panels.domain.words import joined
from db.audit import record_action
from db.models import Agency, RoleGrant, Setting, User

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office

OUT_OF_HOURS = "out_of_hours_phone"
LARGEST_LOGO = 2_000_000
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class AgencySettings:
    """Name, letterhead, settings and accounts of the agency; every change is audited."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {
            EditAgency: self.edit_agency,
            SetSetting: self.set_setting,
            AddUser: self.add_user,
            EditUser: self.edit_user,
            ChangePassword: self.change_password,
            SetPassword: self.set_password,
        }

    def agency(self, actor: Actor) -> AgencyDetails:
        """Return the agency as its papers show it; everyone signed in may know it."""
        with self._office.reading() as session:
            row = session.scalars(select(Agency).order_by(Agency.id)).one()
            return AgencyDetails(
                id=row.id,
                name=row.name,
                kind=row.kind,
                address=tuple(row.address),
                contact=row.contact,
                logo=row.logo,
                version=row.version,
                out_of_hours=out_of_hours(session, row.id),
            )

    def edit_agency(self, actor: Actor, command: EditAgency) -> Changes:
        """Change name, address and letterhead.

        Raises:
            RuleBroken: without a name, or with a logo that is no PNG or JPEG of at most 2 MB.
            Clash: where somebody else changed it meanwhile.
        """
        self._office.require(actor, "edit_agency")
        if not command.name.strip():
            raise RuleBroken("Enter the agency's name. It heads every letter.", field="name")
        if command.logo:
            _check_logo(command.logo)
        with self._office.writing(actor) as session:
            row = session.scalars(select(Agency).order_by(Agency.id)).one()
            if row.version != command.version:
                raise Clash("the agency's details", row.name, command.name)
            row.name, row.kind = command.name.strip(), command.kind
            row.address = [line.strip() for line in command.address if line.strip()]
            row.contact = command.contact.strip()
            if command.logo is not None:
                row.logo = command.logo
            _keep_out_of_hours(session, row, command.out_of_hours)
            session.flush()
            return Changes(frozenset({("agency", row.id)}), version=row.version)

    def setting(self, actor: Actor, key: str, default: Any = None) -> Any:  # noqa: ANN401 (JSON)
        """Return one setting of the agency, or of this account (keys that begin with ``my.``)."""
        with self._office.reading() as session:
            row = session.scalars(
                select(Setting).where(Setting.key == key, Setting.user_id == _holder(actor, key))
            ).first()
            return row.value["value"] if row is not None else default

    def set_setting(self, actor: Actor, command: SetSetting) -> Changes:
        """Change one setting; whoever is signed in changes their own (``my.``)."""
        if not command.key.startswith("my."):
            self._office.require(actor, "edit_agency")
        with self._office.writing(actor) as session:
            agency = session.scalars(select(Agency).order_by(Agency.id)).one()
            row = _set(session, agency, _holder(actor, command.key), command.key, command.value)
            return Changes(frozenset({("setting", row.id)}))

    def users(self, actor: Actor) -> tuple[UserLine, ...]:
        """Return every account, for choosing a worker, a manager or a minute taker."""
        with self._office.reading() as session:
            rows = session.scalars(
                select(User).options(selectinload(User.roles)).order_by(User.name)
            ).all()
            return tuple(_user_line(row, self._office.today) for row in rows)

    def add_user(self, actor: Actor, command: AddUser) -> Changes:
        """Make an account with its roles and a first password.

        Raises:
            RuleBroken: where the user name is taken, no role is chosen or the password is weak.
        """
        self._office.require(actor, "manage_users")
        user_name = command.user_name.strip().casefold()
        _check_person(user_name, command.name, command.roles)
        with self._office.writing(actor) as session:
            if session.scalars(select(User).where(User.user_name == user_name)).first():
                raise RuleBroken(
                    f"There is already an account {user_name}. Choose another user name.",
                    field="user_name",
                )
            agency = session.scalars(select(Agency).order_by(Agency.id)).one()
            user = User(
                agency_id=agency.id,
                user_name=user_name,
                name=command.name.strip(),
                team=command.team,
                job_title=command.job_title,
                email=command.email,
                phone=command.phone,
            )
            user.roles = [RoleGrant(role=r, from_on=self._office.today) for r in command.roles]
            session.add(user)
            session.flush()
            self._office.keyring.give(user, command.password)
            return Changes(
                frozenset({("user", user.id)}), made=user.id, message=f"{user.name} added"
            )

    def edit_user(self, actor: Actor, command: EditUser) -> Changes:
        """Change an account's person, roles or team, or close it."""
        self._office.require(actor, "manage_users")
        with self._office.writing(actor) as session:
            user = session.get(User, command.user_id)
            if user is None:
                raise RuleBroken("There is no such account.")
            _check_person(user.user_name, command.name, command.roles)
            if user.version != command.version:
                raise Clash("this account", self._as_it_is(user), command)
            user.name, user.team = command.name.strip(), command.team
            user.job_title, user.email, user.phone = (
                command.job_title,
                command.email,
                command.phone,
            )
            self._set_roles(session, user, command.roles)
            if user.is_active and not command.is_active:
                if user.id == actor.user_id:
                    raise RuleBroken("You cannot close your own account.")
                self._office.keyring.take(user)
            user.is_active = command.is_active
            return Changes(frozenset({("user", user.id)}), message=f"{user.name} saved")

    def _as_it_is(self, user: User) -> EditUser:
        """Return what is stored of an account, as the command that would store it."""
        today = self._office.today
        held = {g.role for g in user.roles if g.to_on is None or g.to_on >= today}
        return EditUser(
            user_id=user.id,
            name=user.name,
            roles=tuple(role for role in Role if role in held),
            team=user.team,
            job_title=user.job_title,
            email=user.email,
            phone=user.phone,
            is_active=user.is_active,
            version=user.version,
        )

    def _set_roles(self, session: Session, user: User, roles: tuple[Role, ...]) -> None:
        """End the roles that go, so that who held what when stays known; add those that come."""
        today = self._office.today
        held = {g.role: g for g in user.roles if g.to_on is None or g.to_on >= today}
        for role, grant in held.items():
            if role not in roles:
                grant.to_on = today
        user.roles.extend(RoleGrant(role=r, from_on=today) for r in roles if r not in held)

    def change_password(self, actor: Actor, command: ChangePassword) -> Changes:
        """Change one's own password.

        Raises:
            RuleBroken: where the old one is not right, or the new one is weak.
        """
        with self._office.writing(actor) as session:
            user = session.get_one(User, actor.user_id)
            if not self._office.keyring.matches(user, command.old):
                raise RuleBroken("This is not your password.", field="old")
            self._office.keyring.give(user, command.new)
            record_action(session, "password_changed", "user", user.id)
            return Changes(frozenset({("user", user.id)}), message="Password changed")

    def set_password(self, actor: Actor, command: SetPassword) -> Changes:
        """Give somebody a new password."""
        self._office.require(actor, "manage_users")
        with self._office.writing(actor) as session:
            user = session.get(User, command.user_id)
            if user is None or not user.is_active:
                raise RuleBroken("There is no such account, or it is closed.")
            self._office.keyring.give(user, command.new)
            record_action(session, "password_set", "user", user.id)
            return Changes(
                frozenset({("user", user.id)}), message=f"New password for {user.name} set"
            )


def out_of_hours(session: Session, agency_id: str) -> str:
    """Return whom foster carers of an agency ring when its office is closed, where it says."""
    row = session.scalars(
        select(Setting).where(Setting.agency_id == agency_id, Setting.key == OUT_OF_HOURS)
    ).first()
    return str(row.value["value"]) if row is not None else ""


def _keep_out_of_hours(session: Session, agency: Agency, words: str | None) -> None:
    """Keep the telephone, where it is another one; the agency is then another version."""
    if words is None or words.strip() == out_of_hours(session, agency.id):
        return
    _set(session, agency, "", OUT_OF_HOURS, words.strip())
    flag_modified(agency, "contact")


def _set(session: Session, agency: Agency, holder: str, key: str, value: object) -> Setting:
    row = session.scalars(
        select(Setting).where(Setting.key == key, Setting.user_id == holder)
    ).first()
    if row is None:
        row = Setting(agency_id=agency.id, user_id=holder, key=key)
        session.add(row)
    row.value = {"value": value}
    session.flush()
    return row


def _holder(actor: Actor, key: str) -> str:
    return actor.user_id if key.startswith("my.") else ""


def _check_logo(logo: bytes) -> None:
    if not logo.startswith(_IMAGES):
        raise RuleBroken("The logo must be a PNG or JPEG picture.", field="logo")
    if len(logo) > LARGEST_LOGO:
        raise RuleBroken("The logo is larger than 2 MB. Choose a smaller one.", field="logo")


def _check_person(user_name: str, name: str, roles: tuple[Role, ...]) -> None:
    if not user_name or " " in user_name:
        raise RuleBroken(
            "Enter a user name without spaces, such as name.surname.", field="user_name"
        )
    if not name.strip():
        raise RuleBroken("Enter the person's name.", field="name")
    if not roles:
        raise RuleBroken("Choose at least one role.", field="roles")
    if Role.SYSTEM_ADMINISTRATOR in roles and len(roles) > 1:
        raise RuleBroken(
            "A system administrator opens no case, so the role stands alone. Make a second "
            "account for the other work.",
            field="roles",
        )


def _user_line(row: User, today: date) -> UserLine:
    roles = tuple(g.role for g in row.roles if g.to_on is None or g.to_on > today)
    return UserLine(
        id=row.id,
        user_name=row.user_name,
        name=row.name,
        roles=roles,
        role_words=row.job_title or joined([ROLE_WORDS[r] for r in roles]),
        team=row.team,
        job_title=row.job_title,
        email=row.email,
        phone=row.phone,
        is_active=row.is_active,
        last_signed_in=row.last_signed_in_at.astimezone().date() if row.last_signed_in_at else None,
        version=row.version,
    )
