"""Who may not decide a case: whoever sat on a panel that heard it, or whose own work it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.matters import within_matter
from cfs_panels.domain.meetings import Presence
from cfs_panels.domain.vocabulary import EventType
from db.models import (
    AgendaItem,
    Attendance,
    CaseEventRow,
    CentralListMember,
    MeetingMember,
    Movement,
    StoredFile,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.decision_rows import DecisionFile

OWN_WORK = (EventType.COMPLIANCE_DECLARED, EventType.PLAN_PROPOSED, EventType.PLAN_ENDORSED)
"""What makes a case the own work of whoever recorded it."""

SAT_ON = (
    EventType.RECOMMENDATION_RECORDED,
    EventType.FULL_REPORT_ASKED,
    EventType.ITEM_DEFERRED,
)
"""What tells of the meetings whose members had a part in what is decided."""


def check_may_decide(session: Session, actor: Actor, found: DecisionFile) -> None:
    """Refuse a decision maker who sat on the panel, or whose own work the case is.

    Fostering Regulations 27 and Adoption Agencies Regulations 30B(3): no panel member takes part.

    Raises:
        RuleBroken: with the sentence for the person.
    """
    if any(_sat(session, actor, meeting_id) for meeting_id in _meetings_of(found)):
        raise RuleBroken(
            "You sat on the panel that heard this case, so you take no part in the decision. "
            "Another decision maker decides it."
        )
    case = found.file.case
    authors = session.scalars(
        select(StoredFile.author_id).where(
            StoredFile.case_id == case.id, StoredFile.kind == "report"
        )
    )
    declared = session.scalars(
        select(CaseEventRow.recorded_by).where(
            CaseEventRow.case_id == case.id, CaseEventRow.type.in_(OWN_WORK)
        )
    )
    if actor.user_id in {case.worker_id, case.manager_id, *authors, *declared}:
        raise RuleBroken(
            "This case is your own work, so you do not decide it. Another decision maker does."
        )


def _meetings_of(found: DecisionFile) -> list[str]:
    """Return every meeting that heard what is decided: the second panel and the first with it.

    Of an application that is every meeting before its decision, whatever became of it there.
    """
    history = found.file.history.until(found.called)
    first = found.file.pathway.matters[0]
    is_first = found.matter is first or not set(found.matter.counts_from).isdisjoint(
        first.opened_by
    )
    counted = history if is_first else within_matter(found.file.pathway, history)
    heard = {str(e.facts.get("item_id") or "") for e in counted.all(EventType.ITEM_HEARD)}
    meetings = {
        str(e.facts.get("meeting_id") or "")
        for e in counted.all(*SAT_ON)
        if e.type is not EventType.ITEM_DEFERRED or e.facts.get("item_id") in heard
    }
    last = {found.item.meeting_id} if found.item is not None else set()
    return sorted((meetings | last) - {""})


def _sat(session: Session, actor: Actor, meeting_id: str) -> bool:
    """Return whether someone was there as a member for any part of a meeting."""
    seats = session.execute(
        select(MeetingMember.member_id, MeetingMember.presence)
        .join(CentralListMember, CentralListMember.id == MeetingMember.member_id)
        .where(
            MeetingMember.meeting_id == meeting_id,
            or_(
                CentralListMember.user_id == actor.user_id,
                CentralListMember.id == (actor.member_id or ""),
            ),
        )
    ).all()
    ids = [member_id for member_id, _ in seats]
    if not ids:
        return False
    if any(presence is not Presence.ABSENT for _, presence in seats):
        return True
    came = select(Movement.id).where(
        Movement.meeting_id == meeting_id,
        Movement.member_id.in_(ids),
        Movement.presence != Presence.ABSENT,
    )
    took_part = (
        select(Attendance.id)
        .join(AgendaItem, AgendaItem.id == Attendance.item_id)
        .where(
            AgendaItem.meeting_id == meeting_id,
            Attendance.member_id.in_(ids),
            Attendance.presence != Presence.ABSENT,
        )
    )
    return bool(session.scalar(select(or_(came.exists(), took_part.exists()))))
