"""Whose case it is, and who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.cases import AllocateCase, RestrictCase
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.colleagues import MANAGERS, WORKERS, holders
from cfs_panels.services.form_pages import drafts_of
from db.models import CaseAccess, User

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor, Role
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.office import Office
    from db.models import Case


class Allocations:
    """Worker, manager and team of a case, and who it is closed to."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {AllocateCase: self.allocate_case, RestrictCase: self.restrict_case}

    def allocate_case(self, actor: Actor, command: AllocateCase) -> Changes:
        """Give a case its worker, manager and team.

        Raises:
            RuleBroken: where worker and manager are one, or either cannot be that.
        """
        with self._office.writing(actor) as session:
            file = CaseFile.open(session, self._office, actor, command.case_id, "allocate_case")
            case = file.case
            before = AllocateCase(case.id, case.worker_id or "", case.manager_id or "", case.team)
            name = allocate(file, command, self._office.today)
            return file.changes(message=f"Allocated to {name}", undo=before)

    def restrict_case(self, actor: Actor, command: RestrictCase) -> Changes:
        """Close a case to all but its worker, its manager and the people named; none opens it.

        Raises:
            RuleBroken: without a reason, for an unknown person, or for someone who would shut
                themselves out.
        """
        with self._office.writing(actor) as session:
            file = CaseFile.open(session, self._office, actor, command.case_id, "restrict_case")
            case, named = file.case, set(command.user_ids)
            reason = command.reason.strip()
            if not reason:
                raise RuleBroken("Enter the reason.", field="reason")
            known = set(session.scalars(select(User.id).where(User.id.in_(named))))
            if named - known:
                raise RuleBroken("Choose people of the agency.", field="user_ids")
            if named and actor.user_id not in {case.worker_id, case.manager_id, *named}:
                raise RuleBroken(
                    "You would no longer see this case yourself. Add yourself, or ask its manager "
                    "to restrict it.",
                    field="user_ids",
                )
            before = RestrictCase(case.id, _named(session, case.id), case.restricted_reason)
            for row in session.scalars(select(CaseAccess).where(CaseAccess.case_id == case.id)):
                session.delete(row)
            session.add_all(CaseAccess(case_id=case.id, user_id=user_id) for user_id in named)
            case.is_restricted = bool(named)
            case.restricted_reason = reason if named else ""
            session.flush()
            undo = before if before.user_ids else RestrictCase(case.id, (), "Undone at once")
            message = "Case restricted" if named else "Case open to its team again"
            return file.changes(message=message, undo=undo)


def allocate(file: CaseFile, command: AllocateCase, on: date, reason: str = "") -> str:
    """Give an open case its worker, manager and team, and return the worker's name.

    Who has the case already may keep their part, though their account was closed since.

    Raises:
        RuleBroken: where worker and manager are one, or either cannot be that.
    """
    case, session, office = file.case, file.session, file.office
    if command.worker_id and command.worker_id == command.manager_id:
        raise RuleBroken("Worker and manager of a case are two people.", field="manager_id")
    worker = _able(session, office, WORKERS, command.worker_id, case.worker_id)
    manager = _able(session, office, MANAGERS, command.manager_id, case.manager_id)
    if command.worker_id and worker is None:
        raise RuleBroken("Choose a social worker of the agency.", field="worker_id")
    if command.manager_id and manager is None:
        raise RuleBroken("Choose a team manager of the agency.", field="manager_id")
    before = (case.worker_id, case.manager_id)
    case.worker_id, case.manager_id = command.worker_id or None, command.manager_id or None
    _pass_drafts(session, case, before)
    case.team = command.team.strip() or (worker.team if worker else "")
    facts = {
        "worker": worker.name if worker else "",
        "manager": manager.name if manager else "",
        "team": case.team,
        **({"reason": reason.strip()} if reason.strip() else {}),
    }
    file.record(EventType.WORKER_CHANGED, on, facts=facts)
    return worker.name if worker else "nobody"


def _pass_drafts(session: Session, case: Case, before: tuple[str | None, str | None]) -> None:
    """Let what somebody had begun to write go with their part of the case."""
    after = (case.worker_id, case.manager_id)
    to = {old: new for old, new in zip(before, after, strict=True) if old and new and old != new}
    for row in drafts_of(session, [case.id], to):
        row.author_id = to[row.author_id]


def _able(
    session: Session, office: Office, roles: Collection[Role], user_id: str, now: str | None
) -> User | None:
    """Return who gets a part of a case: somebody who may have it, or whoever has it."""
    if not user_id:
        return None
    if user_id == now or user_id in {c.id for c in holders(session, office, roles)}:
        return session.get(User, user_id)
    return None


def _named(session: Session, case_id: str) -> tuple[str, ...]:
    found = session.scalars(
        select(CaseAccess.user_id).where(CaseAccess.case_id == case_id).order_by(CaseAccess.user_id)
    )
    return tuple(found)
