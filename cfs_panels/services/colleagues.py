"""Who can be chosen as worker or manager of a case, and who leads which team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.actors import Role
from cfs_panels.domain.cases import Colleague
from db.models import Case, RoleGrant, User

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from cfs_panels.services.office import Office

WORKERS = (Role.SOCIAL_WORKER, Role.TEAM_MANAGER)
MANAGERS = (Role.TEAM_MANAGER, Role.SERVICE_MANAGER)
_WORDS = {
    Role.SOCIAL_WORKER: "Social worker",
    Role.TEAM_MANAGER: "Team manager",
    Role.SERVICE_MANAGER: "Service manager",
}


def holders(session: Session, office: Office, roles: Collection[Role]) -> list[Colleague]:
    """Return the open accounts that hold any of these roles today, by name."""
    today = office.today
    rows = session.execute(
        select(User, RoleGrant.role)
        .join(RoleGrant)
        .where(
            User.is_active.is_(True),
            RoleGrant.role.in_(roles),
            RoleGrant.from_on <= today,
            RoleGrant.to_on.is_(None) | (RoleGrant.to_on > today),
        )
        .order_by(User.name, RoleGrant.role)
    )
    found: dict[str, Colleague] = {}
    for user, role in rows:
        what = user.job_title or _WORDS.get(role, "")
        words = ", ".join(part for part in (what, user.team) if part)
        found.setdefault(user.id, Colleague(user.id, user.name, user.team, words))
    return list(found.values())


def managers_for(session: Session, office: Office, case: Case, author_id: str) -> list[Colleague]:
    """Return the managers who may decide on a case and on work of this author: never the author."""
    leaders = {c.id for c in holders(session, office, (Role.TEAM_MANAGER,))}
    return [
        c
        for c in holders(session, office, MANAGERS)
        if c.id != author_id
        and (c.id == case.manager_id or c.team == case.team or c.id not in leaders)
    ]


def teams(session: Session) -> list[str]:
    """Return the teams of the agency."""
    found = session.scalars(
        select(User.team).where(User.is_active.is_(True), User.team != "").distinct()
    )
    return sorted(found)


def manager_of_team(session: Session, office: Office, team: str) -> str:
    """Return the account that leads a team, or nothing where none or several do."""
    found = [c.id for c in holders(session, office, (Role.TEAM_MANAGER,)) if c.team == team]
    return found[0] if team and len(found) == 1 else ""
