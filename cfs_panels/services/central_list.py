"""The central list: who may sit on panels, and what each of them must hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.central_list import (
    AddMember,
    CentralListLine,
    EditMember,
    MemberStanding,
)
from cfs_panels.domain.changes import Changes
from cfs_panels.domain.errors import Clash, RuleBroken
from cfs_panels.domain.words import initials, plural
from cfs_panels.services.member_dues import standing_of
from db.models import Agency, CentralListMember

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.vocabulary import Service
    from cfs_panels.services.office import Office

ROLES = {"chair": "Chair", "vice_chair": "Vice chair", "member": "Member"}


class CentralList:
    """Members of the central list (Fostering Regulations 23, Adoption Agencies Regulations 3)."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {AddMember: self.add_member, EditMember: self.edit_member}

    def members(
        self, actor: Actor, service: Service | None = None, *, with_former: bool = False
    ) -> tuple[CentralListLine, ...]:
        """Return the members, those of one service where it is given."""
        self._office.require(actor, "view_central_list")
        with self._office.reading() as session:
            rows = session.scalars(select(CentralListMember).order_by(CentralListMember.name))
            return tuple(
                member_line(row)
                for row in rows
                if (service is None or service.value in row.services)
                and (with_former or row.left_on is None)
            )

    def standings(self, actor: Actor) -> tuple[MemberStanding, ...]:
        """Return everybody who is or was on the list, with what they must do by when."""
        lines = self.members(actor, with_former=True)
        return tuple(standing_of(self._office, line) for line in lines)

    def add_member(self, actor: Actor, command: AddMember) -> Changes:
        """Put somebody on the central list.

        Raises:
            RuleBroken: without a name or a service, with a date to come, or for a fostering chair
                who is not independent (regulation 23(4)).
        """
        self._office.require(actor, "edit_central_list")
        _check(command.name, command.role, command.services, independent=command.independent)
        if command.joined_on > self._office.today:
            raise RuleBroken("The day somebody joined cannot be in the future.", field="joined_on")
        with self._office.writing(actor) as session:
            agency = session.scalars(select(Agency).order_by(Agency.id)).one()
            _check_account(session, "", command.user_id)
            row = CentralListMember(
                agency_id=agency.id,
                user_id=command.user_id or None,
                name=command.name.strip(),
                role=command.role,
                services=sorted(command.services),
                background=command.background,
                social_work_years=command.social_work_years,
                independent=command.independent,
                email=command.email,
                joined_on=command.joined_on,
            )
            session.add(row)
            session.flush()
            return Changes(
                frozenset({("central_list_member", row.id)}),
                made=row.id,
                message=f"{row.name} added to the central list",
            )

    def edit_member(self, actor: Actor, command: EditMember) -> Changes:
        """Change what is kept of a member, or record that they left."""
        self._office.require(actor, "edit_central_list")
        _check(command.name, command.role, command.services, independent=command.independent)
        with self._office.writing(actor) as session:
            row = session.get(CentralListMember, command.member_id)
            if row is None:
                raise RuleBroken("There is no such member.")
            if row.version != command.version:
                raise Clash("this member", _as_it_was(row), command)
            _check_dates(command, command.joined_on or row.joined_on, self._office.today)
            undo = _as_it_was(row)
            row.name, row.role = command.name.strip(), command.role
            row.services, row.background = sorted(command.services), command.background
            row.social_work_years = command.social_work_years
            row.independent, row.email = command.independent, command.email
            row.dbs_on, row.inducted_on = command.dbs_on, command.inducted_on
            row.trained_on, row.appraised_on = command.trained_on, command.appraised_on
            row.left_on = command.left_on
            if command.user_id is not None:
                _check_account(session, row.id, command.user_id)
                row.user_id = command.user_id or None
            if command.joined_on is not None:
                row.joined_on = command.joined_on
            session.flush()
            return Changes(
                frozenset({("central_list_member", row.id)}),
                message=_said(row, undo),
                undo=replace(undo, version=row.version),
                version=row.version,
            )


def _as_it_was(row: CentralListMember) -> EditMember:
    """Return the command that brings a member back to what is kept now."""
    return EditMember(
        member_id=row.id,
        name=row.name,
        role=row.role,
        services=tuple(row.services),
        background=row.background,
        social_work_years=row.social_work_years,
        independent=row.independent,
        dbs_on=row.dbs_on,
        inducted_on=row.inducted_on,
        trained_on=row.trained_on,
        appraised_on=row.appraised_on,
        left_on=row.left_on,
        email=row.email,
        version=row.version,
        user_id=row.user_id or "",
        joined_on=row.joined_on,
    )


def _said(row: CentralListMember, before: EditMember) -> str:
    if row.left_on and not before.left_on:
        return f"{row.name} left the central list"
    if before.left_on and not row.left_on:
        return f"{row.name} is on the central list again"
    return f"{row.name} saved"


def _check_dates(command: EditMember, joined_on: date, today: date) -> None:
    """Refuse days to come, and leaving before joining."""
    named = {
        "joined_on": command.joined_on,
        "dbs_on": command.dbs_on,
        "inducted_on": command.inducted_on,
        "trained_on": command.trained_on,
        "appraised_on": command.appraised_on,
    }
    for field, day in named.items():
        if day and day > today:
            raise RuleBroken("This day is still to come. Enter the day it was done.", field=field)
    if command.left_on and command.left_on < joined_on:
        raise RuleBroken("Nobody leaves before they joined.", field="left_on")


def _check_account(session: Session, member_id: str, user_id: str) -> None:
    """Refuse an account that belongs to another member."""
    other = session.scalars(
        select(CentralListMember.name).where(
            CentralListMember.user_id == user_id, CentralListMember.id != member_id
        )
    ).first()
    if user_id and other:
        raise RuleBroken(f"This account belongs to {other} already.", field="user_id")


def member_words(row: CentralListMember, sits_as: str = "") -> str:
    """Return what a member is, in a line: ``Chair, independent`` or ``Social worker, 11 years``."""
    role = sits_as or row.role
    first = ROLES[role] if role != "member" else row.background
    rest = []
    if role == "member" and row.social_work_years is not None:
        first = first or "Social worker"
        rest.append(plural(row.social_work_years, "year"))
    if row.independent and (role != "member" or not row.background):
        rest.append("independent")
    words = ", ".join(part for part in (first, *rest) if part)
    return words[:1].upper() + words[1:] if words else "Member"


def member_line(row: CentralListMember) -> CentralListLine:
    """Return a member as listed."""
    return CentralListLine(
        id=row.id,
        name=row.name,
        initials=initials(row.name),
        role=row.role,
        services=tuple(row.services),
        words=member_words(row),
        background=row.background,
        social_work_years=row.social_work_years,
        independent=row.independent,
        dbs_on=row.dbs_on,
        joined_on=row.joined_on,
        inducted_on=row.inducted_on,
        trained_on=row.trained_on,
        appraised_on=row.appraised_on,
        left_on=row.left_on,
        email=row.email,
        user_id=row.user_id or "",
        version=row.version,
    )


def _check(name: str, role: str, services: tuple[str, ...], *, independent: bool) -> None:
    if not name.strip():
        raise RuleBroken("Enter the member's name.", field="name")
    if role not in ROLES:
        raise RuleBroken("Choose chair, vice chair or member.", field="role")
    if not services:
        raise RuleBroken("Choose fostering, adoption or both.", field="services")
    if role == "chair" and not independent:
        raise RuleBroken(
            "A panel's chair is independent of the agency. Choose vice chair, or record that "
            "they are independent.",
            field="independent",
        )
