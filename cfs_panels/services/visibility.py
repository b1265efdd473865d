"""Which records a person may see: own, team, member of this meeting, conflicted, restricted."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from cfs_panels.domain.access import PermissionMatrix, Relation
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meetings import Ruling
from db.models import (
    AgendaItem,
    Case,
    CaseAccess,
    ConflictOfInterest,
    MeetingMember,
    PanelMeeting,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor

NOT_HERE = "There is no such case, or you may not open it."


@lru_cache(maxsize=256)
def case_filter(matrix: PermissionMatrix, actor: Actor, action: str) -> ColumnElement[bool]:
    """Return the condition on ``Case`` for the cases on which the actor may take an action.

    What is left out is neither listed, found nor counted.
    """
    return _cases(matrix.relations(actor, action), actor)


@lru_cache(maxsize=256)
def whole_case_filter(matrix: PermissionMatrix, actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``Case`` for the cases of which a person reads more than a pack."""
    return _cases(matrix.relations(actor, "view_case") - {Relation.MEETING}, actor)


def _cases(allowed: frozenset[Relation], actor: Actor) -> ColumnElement[bool]:
    ways: list[ColumnElement[bool]] = [_WAYS[r](actor) for r in allowed if r in _WAYS]
    if Relation.ANY in allowed:
        ways = [true()]
    return and_(or_(false(), *ways), _unrestricted_for(actor), _no_conflict(actor))


def open_case(
    session: Session, matrix: PermissionMatrix, actor: Actor, case_id: str, action: str
) -> Case:
    """Return a case for an action on it.

    Raises:
        RuleBroken: with the same sentence where it does not exist and where it may not be seen;
            with the action's own where it may be seen and not so changed.
    """
    seen = session.scalar(
        select(Case).where(
            Case.id == case_id,
            or_(case_filter(matrix, actor, "view_case"), case_filter(matrix, actor, action)),
        )
    )
    if seen is None:
        raise RuleBroken(NOT_HERE)
    matrix.require(actor, action, relations_to(session, actor, seen))
    return seen


def relations_to(session: Session, actor: Actor, case: Case) -> frozenset[Relation]:
    """Return how a person stands to a case."""
    found = set()
    if actor.user_id in {case.worker_id, case.manager_id}:
        found.add(Relation.OWN)
    if actor.team and actor.team == case.team:
        found.add(Relation.TEAM)
    if actor.member_id and session.scalar(
        select(exists().where(Case.id == case.id, _by_meeting(actor)))
    ):
        found.add(Relation.MEETING)
    return frozenset(found)


def reads_whole(session: Session, matrix: PermissionMatrix, actor: Actor, case: Case) -> bool:
    """Return whether a person may read more of a case than the pack of its meeting."""
    ways = matrix.relations(actor, "view_case")
    if Relation.ANY in ways:
        return True
    return bool(ways & relations_to(session, actor, case) & {Relation.OWN, Relation.TEAM})


def has_conflict(session: Session, actor: Actor, case_id: str) -> bool:
    """Return whether the person declared an interest that keeps them out of a case."""
    return bool(session.scalar(select(exists().where(Case.id == case_id, ~_no_conflict(actor)))))


def meeting_filter(
    matrix: PermissionMatrix, actor: Actor, action: str = "view_meeting"
) -> ColumnElement[bool]:
    """Return the condition on ``PanelMeeting`` for the meetings that a person may open."""
    allowed = matrix.relations(actor, action)
    if Relation.ANY in allowed:
        return true()
    if Relation.MEETING in allowed and actor.member_id:
        return exists().where(
            MeetingMember.meeting_id == PanelMeeting.id,
            MeetingMember.member_id == actor.member_id,
        )
    return false()


def _own(actor: Actor) -> ColumnElement[bool]:
    return or_(Case.worker_id == actor.user_id, Case.manager_id == actor.user_id)


def _by_team(actor: Actor) -> ColumnElement[bool]:
    return Case.team == actor.team if actor.team else false()


def _by_meeting(actor: Actor) -> ColumnElement[bool]:
    """A member sees a case from the day its papers are sent."""
    if not actor.member_id:
        return false()
    return exists().where(
        AgendaItem.case_id == Case.id,
        AgendaItem.removed.is_(False),
        AgendaItem.papers_sent_on.is_not(None),
        MeetingMember.meeting_id == AgendaItem.meeting_id,
        MeetingMember.member_id == actor.member_id,
    )


def _unrestricted_for(actor: Actor) -> ColumnElement[bool]:
    named = exists().where(CaseAccess.case_id == Case.id, CaseAccess.user_id == actor.user_id)
    return or_(Case.is_restricted.is_(False), _own(actor), named)


def _no_conflict(actor: Actor) -> ColumnElement[bool]:
    if not actor.member_id:
        return true()
    return ~exists().where(
        ConflictOfInterest.case_id == Case.id,
        ConflictOfInterest.member_id == actor.member_id,
        ConflictOfInterest.ruling != Ruling.STAY,
    )


_WAYS = {Relation.OWN: _own, Relation.TEAM: _by_team, Relation.MEETING: _by_meeting}
