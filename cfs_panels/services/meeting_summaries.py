"""A meeting in a list: how full it is, how its papers and its quorum stand."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.agenda_times import HEARD_KINDS, used_minutes
from cfs_panels.domain.attendance import keeps_out
from cfs_panels.domain.meeting_rules import BEFORE, STATE_WORDS
from cfs_panels.domain.meetings import MeetingSummary
from cfs_panels.services.meeting_access import visible_cases
from cfs_panels.services.meeting_cancelling import cancelled_words
from cfs_panels.services.meeting_cures import lost_words
from cfs_panels.services.meeting_lines import quorum_of
from cfs_panels.services.meeting_papers import paper_days, papers_due
from cfs_panels.services.minutes_approval import who_approves
from db.models import AgendaItem, ConflictOfInterest, Panel, PanelMeeting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import time

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.meeting_papers import AgendaPapers
    from cfs_panels.services.meeting_readers import MeetingReader
    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office


def meeting_summary(office: Office, reader: MeetingReader, papers: AgendaPapers) -> MeetingSummary:
    """Return a meeting as a list has it; what the person may not open is not counted."""
    rows = reader.rows
    meeting = rows.meeting
    days = paper_days(office, rows)
    is_coming = meeting.state in BEFORE
    approver = None if is_coming else who_approves(rows)
    seen = [item for item in reader.open_items if item.id in rows.numbers]
    lacking = [item for item in seen if not quorum_of(reader, item).quorate]
    found = [papers.of(rows, item, days) for item in seen] if is_coming else []
    needed = [mark for item in found for mark in item.marks if mark.is_needed]
    return MeetingSummary(
        id=meeting.id,
        service=rows.service,
        kind=meeting.kind,
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        ends_at=ends_at(rows),
        place=meeting.place,
        state=meeting.state,
        state_words=STATE_WORDS[meeting.state],
        items=len(seen),
        used_minutes=used_minutes(rows.slots()),
        limit_minutes=meeting.limit_minutes,
        papers_in=sum(mark.is_in for mark in needed),
        papers_needed=len(needed),
        papers_due_on=days.papers_due_on,
        papers_sent_on=meeting.papers_sent_on,
        quorate_items=len(seen) - len(lacking),
        items_to_hear=len(seen),
        lost_words=lost_words(reader, lacking) if is_coming else "",
        minute_taker_id=meeting.minute_taker_id or "",
        approved_by=approver.id if approver is not None else "",
        cancelled_words=cancelled_words(rows),
        is_whole=reader.sees_whole,
    )


def ends_at(rows: MeetingRows) -> time:
    """Return when a meeting ends, or ended."""
    if rows.meeting.closed_at is not None:
        return rows.meeting.closed_at
    return max((span.ends_at for span in rows.spans.values()), default=rows.meeting.starts_at)


def past_summaries(
    session: Session, office: Office, actor: Actor, meeting_ids: Sequence[str]
) -> dict[str, MeetingSummary]:
    """Return meetings whose minutes have gone, from a few columns: there may be many."""
    if not meeting_ids:
        return {}
    items = _past_items(session, office, actor, meeting_ids)
    meetings = session.execute(
        select(
            PanelMeeting.id,
            Panel.service,
            PanelMeeting.kind,
            PanelMeeting.held_on,
            PanelMeeting.starts_at,
            PanelMeeting.closed_at,
            PanelMeeting.place,
            PanelMeeting.state,
            PanelMeeting.limit_minutes,
            PanelMeeting.papers_sent_on,
        )
        .join(Panel)
        .where(PanelMeeting.id.in_(meeting_ids))
    )
    found = {}
    for row in meetings:
        seen, minutes, total = items[row.id]
        summary = MeetingSummary(
            id=row.id,
            service=row.service,
            kind=row.kind,
            held_on=row.held_on,
            starts_at=row.starts_at,
            ends_at=row.closed_at or row.starts_at,
            place=row.place,
            state=row.state,
            state_words=STATE_WORDS[row.state],
            items=seen,
            used_minutes=minutes,
            limit_minutes=row.limit_minutes,
            papers_in=0,
            papers_needed=0,
            papers_due_on=papers_due(office, row.service, row.held_on),
            papers_sent_on=row.papers_sent_on,
            quorate_items=seen,
            items_to_hear=seen,
            lost_words="",
            is_whole=seen == total,
        )
        found[row.id] = summary
    return found


def _past_items(
    session: Session, office: Office, actor: Actor, meeting_ids: Sequence[str]
) -> Mapping[str, tuple[int, int, int]]:
    """Return how many items of each meeting the person may open, the minutes and count of all."""
    rows = session.execute(
        select(AgendaItem.id, AgendaItem.meeting_id, AgendaItem.case_id, AgendaItem.minutes).where(
            AgendaItem.meeting_id.in_(meeting_ids),
            AgendaItem.removed.is_(False),
            AgendaItem.kind.in_(HEARD_KINDS),
        )
    ).all()
    cases = {row.case_id for row in rows if row.case_id}
    visible = visible_cases(session, office, actor, sorted(cases))
    hidden = _own_conflicts(session, actor)
    counts: dict[str, tuple[int, int, int]] = defaultdict(lambda: (0, 0, 0))
    for row in rows:
        is_seen = row.id not in hidden and (row.case_id is None or row.case_id in visible)
        items, minutes, total = counts[row.meeting_id]
        counts[row.meeting_id] = (items + is_seen, minutes + row.minutes, total + 1)
    return counts


def _own_conflicts(session: Session, actor: Actor) -> set[str]:
    if not actor.member_id:
        return set()
    rows = session.execute(
        select(
            ConflictOfInterest.item_id, ConflictOfInterest.kind, ConflictOfInterest.ruling
        ).where(ConflictOfInterest.member_id == actor.member_id)
    )
    return {item_id for item_id, kind, ruling in rows if keeps_out(kind, ruling)}
