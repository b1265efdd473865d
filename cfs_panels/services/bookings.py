"""Whether a case may be booked on a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.matters import within_matter
from cfs_panels.domain.vocabulary import EventType, Service
from cfs_panels.domain.words import long_date
from cfs_panels.services.panel_needs import require_panel_open
from db.models import AgendaItem, PanelMeeting, RecommendationRow

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cfs_panels.services.case_files import CaseFile
    from cfs_panels.services.meeting_rows import MeetingRows


def is_undecided() -> ColumnElement[bool]:
    """Return the condition on ``AgendaItem`` for a place on an agenda that is still to be heard."""
    decided = exists().where(RecommendationRow.item_id == AgendaItem.id)
    return AgendaItem.removed.is_(False) & AgendaItem.is_history.is_(False) & ~decided


def check_bookable(session: Session, rows: MeetingRows, file: CaseFile) -> None:
    """Refuse a case of the other service, one that is booked already, or one that was heard.

    Raises:
        RuleBroken: with the field ``case_id``.
    """
    case = file.case
    if case.service is not rows.service:
        article = {Service.FOSTERING: "a fostering", Service.ADOPTION: "an adoption"}[case.service]
        raise RuleBroken(
            f"{case.reference} is {article} case. Put it on {article} panel.", field="case_id"
        )
    booked = session.execute(
        select(PanelMeeting.id, PanelMeeting.held_on)
        .join(AgendaItem, AgendaItem.meeting_id == PanelMeeting.id)
        .where(AgendaItem.case_id == case.id, is_undecided())
    ).first()
    if booked is not None:
        where = (
            "on this agenda"
            if booked.id == rows.meeting.id
            else f"on the agenda of {long_date(booked.held_on)}"
        )
        then = "" if booked.id == rows.meeting.id else " Take it off there first."
        raise RuleBroken(f"{case.reference} is {where} already.{then}", field="case_id")
    require_panel_open(file, file.office.today)
    within = within_matter(file.pathway, file.history)
    heard = within.latest(EventType.RECOMMENDATION_RECORDED, EventType.RETURNED_TO_PANEL)
    if heard is not None and heard.type is EventType.RECOMMENDATION_RECORDED:
        raise RuleBroken(
            f"Panel made its recommendation on {case.reference} on {long_date(heard.on)}. The "
            "decision maker decides next.",
            field="case_id",
        )
