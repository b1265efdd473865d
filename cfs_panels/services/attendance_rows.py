"""Attendance stored per item, worked out from who came and went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.attendance import presence_during
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meetings import Presence
from cfs_panels.domain.quorum import quorum
from cfs_panels.domain.quorum_notes import note_of
from cfs_panels.domain.vocabulary import PanelOutcome
from db.models import Attendance, Movement

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import time

    from sqlalchemy.orm import Session

    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office
    from db.models import AgendaItem


def note_movement(
    session: Session,
    rows: MeetingRows,
    at: time,
    words: str,
    *,
    member_id: str | None = None,
    presence: Presence | None = None,
    item_id: str | None = None,
) -> Movement:
    """Add a line to the running note: a coming or going, or what happened."""
    row = Movement(
        meeting_id=rows.meeting.id,
        member_id=member_id,
        item_id=item_id,
        at=at,
        sequence=max((m.sequence for m in rows.moves), default=0) + 1,
        presence=presence,
        words=words,
    )
    session.add(row)
    rows.moves.append(row)
    return row


def presences_of(rows: MeetingRows, item: AgendaItem) -> dict[str, Presence]:
    """Return each member's presence for an item that has begun; a conflict keeps a member out."""
    out = rows.conflicted(item)
    return {
        seat.row.member_id: Presence.ABSENT
        if seat.row.member_id in out or item.started_at is None
        else presence_during(
            rows.moved(seat.row.member_id), item.id, item.started_at, item.finished_at
        )
        for seat in rows.seats
    }


def store_attendance(
    session: Session, rows: MeetingRows, item: AgendaItem, presences: Mapping[str, Presence]
) -> None:
    """Keep each member's presence for an item."""
    for member_id, presence in presences.items():
        row = rows.attendance.get((item.id, member_id))
        if row is None:
            row = Attendance(item_id=item.id, member_id=member_id, presence=presence)
            session.add(row)
            rows.attendance[item.id, member_id] = row
        elif row.presence is not presence:
            row.presence = presence
    session.flush()


def keep_attendance(session: Session, rows: MeetingRows, item: AgendaItem) -> None:
    """Work out and keep the attendance of an item on which panel has not recommended yet."""
    store_attendance(session, rows, item, presences_of(rows, item))


def judge_again(
    session: Session, office: Office, rows: MeetingRows, item: AgendaItem, member_id: str
) -> None:
    """Take a member out of an item on which panel has recommended, where it stays quorate.

    Raises:
        RuleBroken: where panel could not have recommended without the member.
    """
    row = rows.attendance.get((item.id, member_id))
    there = presences_of(rows, item)[member_id]
    found = item.recommendation
    if row is None or row.presence is Presence.ABSENT or there is not Presence.ABSENT:
        return
    row.presence = Presence.ABSENT
    sitting = rows.sitting(item)
    rule = office.rules.quorum_rule(rows.service, rows.meeting.held_on)
    kept = quorum(sitting, rule, joint=rows.panel.is_joint)
    if found is not None and found.outcome is not PanelOutcome.DEFERRED:
        if not kept.quorate:
            raise RuleBroken(
                f"Without {rows.name(member_id)} item {rows.numbers[item.id]} was not quorate, and "
                "panel recommended on it. Record its deferral first."
            )
        found.views = [view for view in found.views if view.member_id != member_id]
    item.quorum_note = note_of(kept, sitting, joint=rows.panel.is_joint)
    session.flush()
