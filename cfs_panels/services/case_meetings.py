"""The meeting that hears a case, with the item's number and time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.agenda_times import Slot, numbers, spans
from cfs_panels.domain.meetings import ItemState
from cfs_panels.domain.words import clock_time, weekday_date
from db.models import AgendaItem, PanelMeeting

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class BookedItem:
    """The item of a case at its newest meeting."""

    meeting_id: str
    item_id: str
    held_on: date
    is_heard: bool
    words: str  # "Item 1 at 09:45 on Tuesday 4 November 2025."


def booked_item(session: Session, case_id: str) -> BookedItem | None:
    """Return the item of a case at the newest meeting it was booked for."""
    found = session.execute(
        select(AgendaItem, PanelMeeting)
        .join(PanelMeeting, PanelMeeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.case_id == case_id, AgendaItem.removed.is_(False))
        .order_by(PanelMeeting.held_on.desc(), AgendaItem.id.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    item, meeting = found
    rows = session.scalars(
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting.id, AgendaItem.removed.is_(False))
        .order_by(AgendaItem.position)
    )
    slots = [Slot(i.id, i.kind, i.minutes, i.started_at, i.finished_at) for i in rows]
    begins = spans(meeting.starts_at, slots)[item.id].planned_at
    return BookedItem(
        meeting_id=meeting.id,
        item_id=item.id,
        held_on=meeting.held_on,
        is_heard=item.state is ItemState.FINISHED,
        words=f"Item {numbers(slots)[item.id]} at {clock_time(begins)} on "
        f"{weekday_date(meeting.held_on)}.",
    )
