"""Meetings and items opened for a command: who may, and the same sentence for what is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from cfs_panels.domain.access import Relation
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.meeting_rows import MeetingRows, load_meetings
from cfs_panels.services.visibility import case_filter, meeting_filter
from db.models import AgendaItem, Case, PanelMeeting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office

NO_MEETING = "There is no such meeting, or you may not open it."
NO_ITEM = "There is no such item, or you may not open it."


class OpenedItem(NamedTuple):
    """An item with its meeting, and the file of its case where it has one."""

    rows: MeetingRows
    item: AgendaItem
    file: CaseFile | None


def meeting_for(
    session: Session,
    office: Office,
    actor: Actor,
    meeting_id: str,
    action: str,
    *,
    reads_only: bool = False,
) -> MeetingRows:
    """Return a meeting for a command on it; nobody else changes it meanwhile.

    Raises:
        RuleBroken: with the same sentence where it does not exist and where it may not be seen.
    """
    wanted = select(PanelMeeting.id).where(
        PanelMeeting.id == meeting_id, meeting_filter(office.matrix, actor)
    )
    if session.scalar(wanted if reads_only else wanted.with_for_update()) is None:
        raise RuleBroken(NO_MEETING)
    rows = load_meetings(session, [meeting_id])[meeting_id]
    office.require(actor, action, relations_to_meeting(rows, actor))
    return rows


def relations_to_meeting(rows: MeetingRows, actor: Actor) -> frozenset[Relation]:
    """Return how a person stands to a meeting."""
    sits = actor.member_id is not None and rows.seat(actor.member_id) is not None
    return frozenset({Relation.MEETING}) if sits else frozenset()


def item_for(
    session: Session, office: Office, actor: Actor, item_id: str, action: str
) -> OpenedItem:
    """Return an item for a command on it, where both its meeting and its case may be seen.

    Raises:
        RuleBroken: as ``meeting_for``.
    """
    meeting_id = _meeting_of(session, office, actor, item_id)
    rows = meeting_for(session, office, actor, meeting_id, action)
    item = next((i for i in rows.every_line if i.id == item_id), None)
    if item is None:
        raise RuleBroken(NO_ITEM)
    return OpenedItem(rows, item, case_file(session, office, actor, item.case_id))


def _meeting_of(session: Session, office: Office, actor: Actor, item_id: str) -> str:
    found = session.execute(
        select(AgendaItem.meeting_id, AgendaItem.case_id).where(
            AgendaItem.id == item_id, AgendaItem.removed.is_(False)
        )
    ).one_or_none()
    if found is None:
        raise RuleBroken(NO_ITEM)
    if found.case_id and not visible_cases(session, office, actor, [found.case_id]):
        raise RuleBroken(NO_ITEM)
    return str(found.meeting_id)


def visible_cases(
    session: Session, office: Office, actor: Actor, case_ids: list[str]
) -> frozenset[str]:
    """Return those of these cases that a person may open."""
    if not case_ids:
        return frozenset()
    seen = case_filter(office.matrix, actor, "view_case")
    return frozenset(session.scalars(select(Case.id).where(Case.id.in_(case_ids), seen)))


def case_file(
    session: Session, office: Office, actor: Actor, case_id: str | None
) -> CaseFile | None:
    """Return the file of an item's case, for an act on the meeting that was allowed before."""
    case = session.get(Case, case_id) if case_id else None
    return CaseFile(session, office, actor, case) if case else None
