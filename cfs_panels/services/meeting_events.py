"""What a meeting records in the history of the cases it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.changes import Changes
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.meeting_access import case_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.services.case_files import CaseFile
    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office
    from db.models import AgendaItem

REMOVED = "removed from the agenda"


def facts_of(item: AgendaItem, **more: object) -> dict[str, Any]:
    """Return the facts that tie an event to its place on an agenda."""
    return {"meeting_id": item.meeting_id, "item_id": item.id, **more}


def record_booking(
    file: CaseFile, item: AgendaItem, meeting_on: date, *, instead_of: CaseEvent | None = None
) -> None:
    """Record that a case is booked on a meeting, or that the meeting's day has changed."""
    facts = facts_of(item, meeting_on=meeting_on.isoformat())
    if instead_of is None:
        file.record(EventType.PANEL_BOOKED, file.office.today, facts=facts)
        return
    file.record(
        EventType.PANEL_BOOKED,
        instead_of.on,
        facts=facts,
        supersedes=instead_of.id,
        reason="the day of the meeting changed",
    )


def record_cancelling(file: CaseFile, item: AgendaItem, reason: str = REMOVED) -> None:
    """Record that a case was taken off an agenda, unless the case has ended meanwhile."""
    if not file.case.status.is_over:
        facts = facts_of(item, reason=reason)
        file.record(EventType.PANEL_BOOKING_CANCELLED, file.office.today, facts=facts)


def newest_of(file: CaseFile, item: AgendaItem, *types: EventType) -> CaseEvent | None:
    """Return the newest event of these types that belongs to an item."""
    found = [e for e in file.history.all(*types) if e.facts.get("item_id") == item.id]
    return found[-1] if found else None


def case_files(
    session: Session, office: Office, actor: Actor, items: Iterable[AgendaItem]
) -> Iterator[tuple[AgendaItem, CaseFile]]:
    """Yield the file of each item's case that has not ended, for an act on the whole meeting.

    A case whose recommendation no longer counts is told nothing more of the item.
    """
    for item in items:
        file = case_file(session, office, actor, item.case_id)
        if file is not None and not file.case.status.is_over and not _has_lapsed(file, item):
            yield item, file


def _has_lapsed(file: CaseFile, item: AgendaItem) -> bool:
    lapsed = file.history.latest(EventType.RECOMMENDATION_LAPSED)
    booked = newest_of(file, item, EventType.PANEL_BOOKED)
    return lapsed is not None and booked is not None and file.history.is_newer(lapsed, booked)


def changes_of(
    rows: MeetingRows,
    files: Iterable[CaseFile] = (),
    *touched: tuple[str, str],
    made: str = "",
    message: str = "",
    undo: object = None,
    version: int = 0,
) -> Changes:
    """Bring the cases up to date and return what a command on a meeting wrote."""
    everything = {("panel_meeting", rows.meeting.id), *touched}
    for file in files:
        everything |= file.changes().touched
    return Changes(frozenset(everything), made, message, undo, version)
