"""What somebody holds: cases as worker or manager, forms to decide on, requirements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from cfs_panels.domain.actors import ROLE_WORDS
from cfs_panels.domain.cases import Colleague
from cfs_panels.domain.handovers import HeldCase, Holding
from cfs_panels.domain.meetings import MeetingState
from cfs_panels.domain.visits import FormState
from cfs_panels.domain.words import joined, plural
from cfs_panels.services.form_pages import drafts_of
from cfs_panels.services.happenings import OVER
from cfs_panels.services.pathway_library import pathway
from cfs_panels.services.visibility import case_filter
from db.models import Case, FormRecord, PanelMeeting, RequirementRow, User

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office

ACTION = "allocate_case"
CLOSED = "account closed"


@dataclass(frozen=True, slots=True)
class Held:
    """A case that somebody holds, as stored and as told."""

    case: Case
    line: HeldCase


def _may_go(office: Office, actor: Actor) -> ColumnElement[bool]:
    """Return the condition on open cases that the actor may allocate."""
    return case_filter(office.matrix, actor, ACTION) & Case.status.not_in(OVER)


def colleagues_for(session: Session, office: Office, actor: Actor) -> tuple[Colleague, ...]:
    """Return the people who hold cases that the actor may allocate; closed accounts too."""
    may = _may_go(office, actor)
    workers = select(Case.worker_id).where(may, Case.worker_id.is_not(None))
    managers = select(Case.manager_id).where(may, Case.manager_id.is_not(None))
    rows = session.scalars(
        select(User).where(or_(User.id.in_(workers), User.id.in_(managers))).order_by(User.name)
    )
    return tuple(
        Colleague(u.id, u.name, u.team if u.is_active else "", "" if u.is_active else CLOSED)
        for u in rows
    )


def held_cases(session: Session, office: Office, actor: Actor, user_id: str) -> list[Held]:
    """Return the open cases of somebody that the actor may allocate, by reference."""
    cases = session.scalars(
        select(Case)
        .where(
            _may_go(office, actor),
            or_(Case.worker_id == user_id, Case.manager_id == user_id),
        )
        .order_by(Case.reference)
    ).all()
    ids = {case.worker_id for case in cases} | {case.manager_id for case in cases}
    people = session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    names = {row.id: row.name for row in people}
    return [Held(case, _line(case, user_id, names)) for case in cases]


def _line(case: Case, user_id: str, names: dict[str, str]) -> HeldCase:
    part = "worker" if case.worker_id == user_id else "manager"
    other = (case.manager_id if part == "worker" else case.worker_id) or ""
    return HeldCase(
        case_id=case.id,
        reference=case.reference,
        household=case.household_name,
        kind=pathway(case.pathway, case.pathway_version).name,
        part=part,
        other_id=other,
        other_name=names.get(other, ""),
        next_words=case.next_words,
        is_restricted=case.is_restricted,
    )


def forms_to_decide(session: Session, case_id: str, user_id: str) -> Sequence[FormRecord]:
    """Return the forms of a case that wait for somebody's decision."""
    return session.scalars(
        select(FormRecord).where(
            FormRecord.case_id == case_id,
            FormRecord.manager_id == user_id,
            FormRecord.state == FormState.PASSED,
            FormRecord.deleted.is_(False),
        )
    ).all()


def requirements_of(
    session: Session, office: Office, actor: Actor, user: User
) -> Sequence[RequirementRow]:
    """Return the open requirements that somebody owns, of cases that the actor may allocate."""
    return session.scalars(
        select(RequirementRow)
        .join(Case, Case.id == RequirementRow.case_id)
        .where(
            _may_go(office, actor),
            RequirementRow.owner == user.name,
            RequirementRow.met_on.is_(None),
            RequirementRow.dropped.is_(False),
        )
    ).all()


def holding_of(
    session: Session, office: Office, actor: Actor, user: User, held: Sequence[Held]
) -> Holding:
    """Return all that somebody holds, as far as the actor may hand it over."""
    from cfs_panels.services.colleagues import MANAGERS, WORKERS, holders

    managed = [h.case.id for h in held if h.line.part == "manager"]
    today = office.today
    roles = [g.role for g in user.roles if g.to_on is None or g.to_on > today]
    able = holders(session, office, tuple({*WORKERS, *MANAGERS}))
    return Holding(
        user_id=user.id,
        name=user.name,
        role_words=user.job_title or joined([ROLE_WORDS[r] for r in roles]),
        cases=tuple(h.line for h in held),
        forms_to_decide=sum(len(forms_to_decide(session, c, user.id)) for c in managed),
        drafts=len(drafts_of(session, [h.case.id for h in held], (user.id,))),
        requirements=len(requirements_of(session, office, actor, user)),
        stays=tuple(_stays(session, office, user)),
        colleagues=tuple(c for c in able if c.id != user.id),
    )


def _stays(session: Session, office: Office, user: User) -> Iterator[str]:
    """Yield what does not go with the cases, and what becomes of it."""
    meetings = session.scalars(
        select(PanelMeeting.id).where(
            PanelMeeting.minute_taker_id == user.id,
            PanelMeeting.held_on >= office.today,
            PanelMeeting.state != MeetingState.CANCELLED,
        )
    ).all()
    if meetings:
        yield f"Takes the minutes of {plural(len(meetings), 'meeting')} to come: choose another."
    if any(g.deputy_of and (g.to_on is None or g.to_on > office.today) for g in user.roles):
        yield "Is a deputy: a system administrator ends that role."
