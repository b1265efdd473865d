"""A leaver's caseload handed over in one step, as cases are allocated one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.cases import AllocateCase
from cfs_panels.domain.changes import Changes
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.handovers import (
    HandOverCaseload,
    TakeBackHandOver,
    check_problems,
    clash_of,
)
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import plural
from cfs_panels.services.allocations import allocate
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.holdings import (
    Held,
    colleagues_for,
    forms_to_decide,
    held_cases,
    holding_of,
    requirements_of,
)
from db.audit import record_action
from db.models import CaseAccess, FormRecord, RequirementRow, User

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.cases import Colleague
    from cfs_panels.domain.handovers import HeldCase, Holding
    from cfs_panels.services.office import Office

    Able = Mapping[str, Mapping[str, Colleague]]

ACTION = "allocate_case"


class Handovers:
    """Hands over what somebody holds; who may allocate a case may hand it over."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {
            HandOverCaseload: self.hand_over_caseload,
            TakeBackHandOver: self.take_back_hand_over,
        }

    def holders(self, actor: Actor) -> tuple[Colleague, ...]:
        """Return the people who hold open cases that the actor may allocate, by name.

        Raises:
            RuleBroken: where the role allocates no cases.
        """
        self._require(actor)
        with self._office.reading() as session:
            return colleagues_for(session, self._office, actor)

    def preview(
        self, actor: Actor, from_id: str, command: HandOverCaseload | None = None
    ) -> Holding:
        """Return what somebody holds, each case with why it cannot go as a command says.

        Cases that the actor may not allocate are neither listed nor counted.

        Raises:
            RuleBroken: where there is no such person, or the role allocates no cases.
        """
        self._require(actor)
        with self._office.reading() as session:
            user = _person(session, from_id)
            held = held_cases(session, self._office, actor, user.id)
            holding = holding_of(session, self._office, actor, user, held)
            if command is not None:
                judged = self._judged(session, actor, held, command)
                holding = replace(holding, cases=tuple(judged))
            return holding

    def hand_over_caseload(self, actor: Actor, command: HandOverCaseload) -> Changes:
        """Hand over all open cases of somebody, their forms to decide on and their requirements.

        Raises:
            RuleBroken: where a case cannot go as chosen, with the list; nothing is written then.
        """
        self._require(actor)
        with self._office.writing(actor) as session:
            user = _person(session, command.from_id)
            self._check(session, command)
            held = held_cases(session, self._office, actor, user.id)
            check_problems(self._judged(session, actor, held, command))
            going = [h for h in held if command.goes_to(h.line.case_id)]
            owned = requirements_of(session, self._office, actor, user)
            if not going and not owned:
                raise RuleBroken(f"{user.name} has no open case that you may hand over.")
            return self._hand_over(session, actor, command, user, going, owned)

    def take_back_hand_over(self, actor: Actor, command: TakeBackHandOver) -> Changes:
        """Give a caseload back to whoever had it, as long as it may be allocated to them.

        Raises:
            RuleBroken: where somebody cannot be worker or manager any more.
        """
        self._require(actor)
        with self._office.writing(actor) as session:
            touched: set[tuple[str, str]] = set()
            for one in command.cases:
                file = CaseFile.open(session, self._office, actor, one.case_id, ACTION)
                allocate(file, one, self._office.today)
                touched |= file.changes().touched
            for form_id, manager_id in command.forms:
                session.get_one(FormRecord, form_id).manager_id = manager_id
            for requirement_id, owner in command.requirements:
                session.get_one(RequirementRow, requirement_id).owner = owner
            session.add_all(CaseAccess(case_id=c, user_id=u) for c, u in command.access)
            session.flush()
            words = plural(len(command.cases), "case")
            return Changes(frozenset(touched), message=f"{words} handed back")

    def _require(self, actor: Actor) -> None:
        """Refuse who may allocate no case at all; which ones is told by each case."""
        self._office.require(actor, ACTION, self._office.matrix.relations(actor, ACTION))

    def _check(self, session: Session, command: HandOverCaseload) -> None:
        if not command.to_id or command.to_id == command.from_id:
            raise RuleBroken("Choose the colleague who takes over.", field="to_id")
        _person(session, command.to_id, field="to_id")
        if not command.reason.strip():
            raise RuleBroken("Enter the reason. It is kept with each case.", field="reason")

    def _judged(
        self, session: Session, actor: Actor, held: Sequence[Held], command: HandOverCaseload
    ) -> list[HeldCase]:
        """Return the cases, each with the reason why it cannot go as the command says."""
        able = able_colleagues(session, self._office)
        found = []
        for one in held:
            to_id, line = command.goes_to(one.line.case_id), one.line
            clash = clash_of(line, to_id)
            problem = clash or self._stuck(session, actor, one, to_id, able, command.on)
            found.append(replace(line, problem=problem, is_clash=bool(clash)))
        return found

    def _stuck(
        self, session: Session, actor: Actor, one: Held, to_id: str, able: Able, on: date
    ) -> str:
        if not to_id:
            return ""
        if to_id not in able[one.line.part]:
            what = "a team manager" if one.line.part == "manager" else "a social worker"
            return f"Choose {what} of the agency for it."
        try:
            CaseFile(session, self._office, actor, one.case).judge(EventType.WORKER_CHANGED, on)
        except RuleBroken as refusal:
            return refusal.message
        return ""

    def _hand_over(
        self,
        session: Session,
        actor: Actor,
        command: HandOverCaseload,
        user: User,
        going: Sequence[Held],
        owned: Sequence[RequirementRow],
    ) -> Changes:
        before, forms, access = [], [], []
        touched: set[tuple[str, str]] = set()
        for one in going:
            case, to_id = one.case, command.goes_to(one.line.case_id)
            before.append(_as_it_is(one))
            forms += _pass_forms(session, one, user, to_id)
            access += _close_to(session, one, user)
            file = CaseFile(session, self._office, actor, case)
            allocate(file, _as_it_will_be(one, to_id, session), command.on, command.reason)
            touched |= file.changes().touched
        requirements = [(row.id, row.owner) for row in owned]
        for row in owned:
            row.owner = session.get_one(User, command.goes_to(row.case_id) or command.to_id).name
            touched |= {("requirement", row.id), ("case", row.case_id)}
        told = {"to": command.to_id, "cases": len(going), "reason": command.reason.strip()}
        record_action(session, "caseload_handed_over", "user", user.id, details=told)
        session.flush()
        colleague = session.get_one(User, command.to_id).name
        words = f"{plural(len(going), 'case')} handed over from {user.name} to {colleague}"
        undo = TakeBackHandOver(tuple(before), tuple(forms), tuple(requirements), tuple(access))
        return Changes(frozenset(touched), message=words, undo=undo)


def able_colleagues(session: Session, office: Office) -> Able:
    """Return who may be a worker and who a manager of a case today, by id."""
    from cfs_panels.services.colleagues import MANAGERS, WORKERS, holders

    return {
        "worker": {c.id: c for c in holders(session, office, WORKERS)},
        "manager": {c.id: c for c in holders(session, office, MANAGERS)},
    }


def _person(session: Session, user_id: str, *, field: str = "from_id") -> User:
    user = session.get(User, user_id) if user_id else None
    if user is None:
        raise RuleBroken("Choose a person of the agency.", field=field)
    return user


def _as_it_is(one: Held) -> AllocateCase:
    case = one.case
    return AllocateCase(case.id, case.worker_id or "", case.manager_id or "", case.team)


def _as_it_will_be(one: Held, to_id: str, session: Session) -> AllocateCase:
    """Return the allocation; a case goes to the team of its new worker, who works there."""
    now = _as_it_is(one)
    if one.line.part == "manager":
        return replace(now, manager_id=to_id)
    return replace(now, worker_id=to_id, team=session.get_one(User, to_id).team or now.team)


def _pass_forms(session: Session, one: Held, user: User, to_id: str) -> list[tuple[str, str]]:
    """Let the new manager decide on what waits for the one who goes, but not on their own work."""
    if one.line.part != "manager":
        return []
    rows = [r for r in forms_to_decide(session, one.case.id, user.id) if r.author_id != to_id]
    for row in rows:
        row.manager_id = to_id
    return [(row.id, user.id) for row in rows]


def _close_to(session: Session, one: Held, user: User) -> list[tuple[str, str]]:
    """Take whoever hands a restricted case over off the list of those who may open it."""
    if not one.case.is_restricted:
        return []
    named = session.scalars(
        select(CaseAccess).where(CaseAccess.case_id == one.case.id, CaseAccess.user_id == user.id)
    ).all()
    for row in named:
        session.delete(row)
    return [(row.case_id, row.user_id) for row in named]
