"""Meetings as they are read: the list, and one meeting with everything on its page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from cfs_panels.domain.agenda_times import behind_minutes, used_minutes
from cfs_panels.domain.attendance import chaired_by
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meeting_rules import BEFORE, MINUTED, OVER, STATE_WORDS, meeting_title
from cfs_panels.domain.meetings import (
    GapLine,
    ItemDetails,
    MeetingDetails,
    MeetingState,
    MeetingSummary,
    Reply,
    WaitingLine,
)
from cfs_panels.domain.paper_gaps import ItemPapers, gaps
from cfs_panels.services.ended_bookings import lost_cases, taken_off
from cfs_panels.services.meeting_access import NO_MEETING, visible_cases
from cfs_panels.services.meeting_cancelling import cancelled_words
from cfs_panels.services.meeting_cures import quorum_cures
from cfs_panels.services.meeting_habits import meeting_habits
from cfs_panels.services.meeting_lines import (
    conflict_lines,
    hidden_item,
    item_details,
    member_lines,
)
from cfs_panels.services.meeting_papers import load_papers, paper_days
from cfs_panels.services.meeting_readers import MeetingReader, Sight, reader_of
from cfs_panels.services.meeting_rows import load_meetings
from cfs_panels.services.meeting_summaries import ends_at, meeting_summary, past_summaries
from cfs_panels.services.minutes_approval import approver_words, who_chaired
from cfs_panels.services.minutes_content import minutes_digest
from cfs_panels.services.viewing import note_view
from cfs_panels.services.visibility import meeting_filter
from cfs_panels.services.waiting_cases import waiting_cases
from db.models import Panel, PanelMeeting, StoredFile, User

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, time

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.meetings import TakenOff
    from cfs_panels.domain.vocabulary import Service
    from cfs_panels.services.meeting_papers import AgendaPapers
    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office
    from db.models import AgendaItem

LISTED_DAYS = 366


class MeetingPages:
    """What people see of meetings; items they may not open are not told of."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def meetings(
        self, actor: Actor, *, service: Service | None = None, since: date | None = None
    ) -> tuple[MeetingSummary, ...]:
        """Return the meetings a person may see, in the order of their days.

        Those held before ``since`` (a year ago, where it is not given) are left out once their
        minutes have gone.
        """
        first = since or self._office.today - timedelta(days=LISTED_DAYS)
        with self._office.reading() as session:
            wanted = (
                select(PanelMeeting.id, PanelMeeting.state)
                .join(Panel)
                .where(
                    meeting_filter(self._office.matrix, actor),
                    or_(PanelMeeting.held_on >= first, PanelMeeting.state.not_in(OVER)),
                )
                .order_by(PanelMeeting.held_on, PanelMeeting.starts_at, PanelMeeting.id)
            )
            if service is not None:
                wanted = wanted.where(Panel.service == service)
            states = {row.id: row.state for row in session.execute(wanted)}
            past = [key for key, state in states.items() if state in MINUTED]
            summaries = past_summaries(session, self._office, actor, past)
            found = load_meetings(session, [key for key in states if key not in summaries])
            readers = self._readers(session, actor, found)
            coming = [rows for rows in found.values() if rows.meeting.state in BEFORE]
            papers = load_papers(session, self._office, coming)
            off = self._taken_off(session, actor, [rows.meeting.id for rows in coming])
            for key, reader in readers.items():
                summary = meeting_summary(self._office, reader, papers)
                summaries[key] = replace(summary, taken_off=off.get(key, ()))
            return tuple(summaries[key] for key in states)

    def _readers(
        self, session: Session, actor: Actor, found: Mapping[str, MeetingRows]
    ) -> dict[str, MeetingReader]:
        ids = {item.case_id for rows in found.values() for item in rows.case_items if item.case_id}
        visible = visible_cases(session, self._office, actor, sorted(ids))
        return {key: reader_of(self._office, actor, rows, visible) for key, rows in found.items()}

    def _taken_off(
        self, session: Session, actor: Actor, meeting_ids: Sequence[str]
    ) -> Mapping[str, tuple[TakenOff, ...]]:
        left = lost_cases(session, meeting_ids)
        visible = visible_cases(session, self._office, actor, sorted(left)) if left else ()
        return taken_off(session, meeting_ids, visible) if left else {}

    def meeting(self, actor: Actor, meeting_id: str, *, opened: bool = True) -> MeetingDetails:
        """Return a meeting with all that its page shows; opening the page is noted in the trail.

        ``opened`` is False where a page that stands open is only brought up to date.

        Raises:
            RuleBroken: where there is no such meeting for this person.
        """
        with self._office.reading() as session:
            seen = session.scalar(
                select(PanelMeeting.id).where(
                    PanelMeeting.id == meeting_id, meeting_filter(self._office.matrix, actor)
                )
            )
            if seen is None:
                raise RuleBroken(NO_MEETING)
            found = load_meetings(session, [meeting_id])
            reader = self._readers(session, actor, found)[meeting_id]
            papers = load_papers(session, self._office, [reader.rows])
            details = _details(session, reader, papers)
            off = self._taken_off(session, actor, [meeting_id])
            details = replace(details, taken_off=off.get(meeting_id, ()))
        if opened:
            note_view(self._office, actor, "panel_meeting", meeting_id)
        return details


def _details(session: Session, reader: MeetingReader, papers: AgendaPapers) -> MeetingDetails:
    rows = reader.rows
    meeting, office = rows.meeting, reader.office
    days = paper_days(office, rows)
    marks = {item.id: papers.of(rows, item, days) for item in reader.open_items}
    items = tuple(_items(reader, papers, marks))
    pages = _pages(session, reader)
    chair = _in_chair(rows)
    slots = rows.slots()
    needed = [m for p in marks.values() for m in p.marks if m.is_needed]
    return MeetingDetails(
        id=meeting.id,
        service=rows.service,
        title=meeting_title(rows.service, meeting.held_on),
        kind=meeting.kind,
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        ends_at=ends_at(rows),
        place=meeting.place,
        state=meeting.state,
        state_words=STATE_WORDS[meeting.state],
        is_joint=rows.panel.is_joint,
        chair=chair[1],
        chair_id=chair[0],
        limit_minutes=meeting.limit_minutes,
        used_minutes=used_minutes(slots),
        papers_in=sum(mark.is_in for mark in needed),
        papers_needed=len(needed),
        papers_due_on=days.papers_due_on,
        reading_pages=pages,
        reading_minutes=meeting_habits().reading_minutes(pages),
        items=items,
        is_whole=reader.sees_whole,
        opening=_opening(reader, papers),
        members=member_lines(rows),
        conflicts=tuple(line for item in rows.items for line in conflict_lines(reader, item)),
        gaps=_gaps(reader, marks),
        cures=quorum_cures(session, reader),
        waiting=_waiting(session, reader),
        running_note=_running_note(reader),
        behind_minutes=behind_minutes(slots, rows.spans),
        version=meeting.version,
        may=reader.may(),
        **_course(session, reader),
    )


def _course(session: Session, reader: MeetingReader) -> dict[str, Any]:
    """Return how papers, sitting and minutes of a meeting went so far."""
    meeting = reader.rows.meeting
    names = _names(session, meeting)
    return {
        "papers_sent_on": meeting.papers_sent_on,
        "late_reason": meeting.late_reason,
        "gaps_reason": meeting.gaps_reason,
        "opened_at": meeting.opened_at,
        "closed_at": meeting.closed_at,
        "minute_taker": names.get(meeting.minute_taker_id or "", ""),
        "minute_taker_id": meeting.minute_taker_id or "",
        "minutes_drafted_on": meeting.minutes_drafted_on,
        "minutes_approved_on": meeting.minutes_approved_on,
        "minutes_approved_by": names.get(meeting.minutes_approved_by or "", ""),
        "minutes_sent_back": meeting.minutes_sent_back if reader.is_of_panel else "",
        "minutes_sent_on": meeting.minutes_sent_on,
        "cancelled_words": cancelled_words(reader.rows),
        "approver_words": _approver_words(reader),
        "minutes_digest": minutes_digest(reader.rows) if reader.is_of_panel else "",
    }


def _items(
    reader: MeetingReader, papers: AgendaPapers, marks: Mapping[str, ItemPapers]
) -> list[ItemDetails]:
    found = []
    for item in reader.rows.items:
        sight = reader.sight(item)
        if sight is Sight.OPEN:
            found.append(item_details(reader, item, papers, marks.get(item.id)))
        elif sight is not Sight.LEFT_OUT:
            found.append(hidden_item(reader, item))
    return found


def _opening(reader: MeetingReader, papers: AgendaPapers) -> ItemDetails | None:
    opening = reader.rows.opening
    return item_details(reader, opening, papers, None) if opening else None


def _in_chair(rows: MeetingRows) -> tuple[str, str]:
    """Return who chairs: expected before the meeting, as it was once it has been opened."""
    if rows.meeting.state in BEFORE:
        expected = {due.id for due in rows.dues if due.reply is not Reply.APOLOGIES}
        chair = chaired_by(rows.dues, expected)
    else:
        chair = who_chaired(rows)
    return (chair.id, chair.name) if chair else ("", rows.meeting.chair_name)


def _approver_words(reader: MeetingReader) -> str:
    """Return who approves instead of the chair, for panel, while the minutes are not approved."""
    waits = reader.rows.meeting.state in {MeetingState.HELD, MeetingState.DRAFTED}
    return approver_words(reader.rows) if waits and reader.is_of_panel else ""


def _names(session: Session, meeting: PanelMeeting) -> dict[str, str]:
    wanted = {meeting.minute_taker_id, meeting.minutes_approved_by} - {None}
    if not wanted:
        return {}
    users = session.execute(select(User.id, User.name).where(User.id.in_(wanted)))
    return {user.id: user.name for user in users}


def _pages(session: Session, reader: MeetingReader) -> int:
    """Return how many pages the newest papers have of the cases that the person may open."""
    ids = [item.case_id for item in reader.open_items if item.case_id]
    if not ids:
        return 0
    newest = (
        select(func.max(StoredFile.id))
        .where(StoredFile.case_id.in_(ids), StoredFile.removed_at.is_(None))
        .group_by(StoredFile.case_id, StoredFile.kind, StoredFile.title)
    )
    total = session.scalar(select(func.sum(StoredFile.pages)).where(StoredFile.id.in_(newest)))
    return int(total or 0)


def _gaps(reader: MeetingReader, marks: Mapping[str, ItemPapers]) -> tuple[GapLine, ...]:
    """Return what stands before the papers of the items that have not gone yet."""
    rows = reader.rows
    if rows.meeting.state not in BEFORE or not reader.allows("build_agenda"):
        return ()
    waiting = [item for item in rows.case_items if item.papers_sent_on is None]
    waiting = [item for item in waiting if item.id in marks]
    found = gaps(
        [marks[item.id] for item in waiting],
        reader.office.today,
        is_adviser=reader.allows("advise_panel"),
    )
    if rows.meeting.state is MeetingState.PLANNED:
        return found
    return (*(_unsent(rows, item) for item in waiting), *found)


def _unsent(rows: MeetingRows, item: AgendaItem) -> GapLine:
    return GapLine(
        item_id=item.id,
        case_id=item.case_id or "",
        state="late",
        words=f"Item {rows.numbers[item.id]}: papers",
        below="Not sent with the others",
        action="Send",
        stops=False,
    )


def _waiting(session: Session, reader: MeetingReader) -> tuple[WaitingLine, ...]:
    if not reader.allows("build_agenda") or reader.rows.meeting.state not in BEFORE:
        return ()
    found = waiting_cases(session, reader.office, reader.actor, reader.rows.service)
    return tuple(case.line for case in found)


def _running_note(reader: MeetingReader) -> tuple[tuple[time, str], ...]:
    """Return the running note, which is for the minute taker alone."""
    if not reader.allows("take_minutes"):
        return ()
    seen = {item.id for item in reader.open_items}
    return tuple(
        (move.at, move.words)
        for move in sorted(reader.rows.moves, key=lambda m: (m.at, m.sequence))
        if move.words and (move.item_id is None or move.item_id in seen)
    )
