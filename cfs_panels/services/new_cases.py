"""What every new case has, of a household or a child: its agency, its reference, whose it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.actors import Role
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.services.colleagues import manager_of_team
from db.models import Agency, Case, ReferenceCounter, User

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office

_REFERENCE = re.compile(r"([A-Z])-(\d{4})-(\d{4,6})")


def agency_of(session: Session, actor: Actor) -> str:
    """Return the agency that somebody works for."""
    user = session.get(User, actor.user_id)
    if user is not None:
        return user.agency_id
    return session.scalars(select(Agency.id).order_by(Agency.id).limit(1)).one()


def holders_for(
    session: Session,
    office: Office,
    actor: Actor,
    *,
    worker_id: str,
    manager_id: str,
    team: str,
) -> dict[str, str | None]:
    """Return worker, manager and team: as asked for, else the actor's own where that fits.

    Raises:
        RuleBroken: for an unknown person, or worker and manager in one.
    """
    wanted_manager, own = manager_id, actor.user_id if actor.has(Role.SOCIAL_WORKER) else ""
    worker_id = worker_id or own
    worker = session.get(User, worker_id) if worker_id else None
    if worker_id and worker is None:
        raise RuleBroken("There is no such worker.", field="worker_id")
    team = team or (worker.team if worker else "") or actor.team
    manager_id = manager_id or manager_of_team(session, office, team)
    if manager_id and session.get(User, manager_id) is None:
        raise RuleBroken("There is no such manager.", field="manager_id")
    if worker_id and wanted_manager == worker_id:
        raise RuleBroken("Worker and manager of a case are two people.", field="manager_id")
    if manager_id == worker_id:
        manager_id = ""
    return {"worker_id": worker_id or None, "manager_id": manager_id or None, "team": team}


def reference_for(session: Session, letter: str, year: int, wanted: str) -> str:
    """Return the reference of a new case: the one wanted, else the next free one of the year.

    Raises:
        RuleBroken: for one that is taken or does not read like a reference, with its field.
    """
    if wanted.strip():
        return _given_reference(session, letter, wanted.strip().upper())
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
    """Return the counter of a letter in a year, held until the case is made."""
    found = session.get(ReferenceCounter, (letter, year), with_for_update=True)
    if found is None:
        found = ReferenceCounter(letter=letter, year=year, last=0)
        session.add(found)
        session.flush()
    return found
