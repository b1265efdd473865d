"""A meeting as it sits: opened, who is there, items begun, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.attendance import movement_words
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meeting_rules import (
    check_after_opening,
    check_length,
    check_minutes_open,
    check_not_over,
    check_sits,
)
from cfs_panels.domain.meetings import (
    CloseMeeting,
    ItemKind,
    ItemState,
    MeetingState,
    NoteMoment,
    OpenItem,
    OpenMeeting,
    Presence,
    RecordPresence,
    Reply,
)
from cfs_panels.domain.recommendations import undecided_words
from cfs_panels.domain.words import clock_time, long_date, plural
from cfs_panels.services.attendance_rows import (
    judge_again,
    keep_attendance,
    note_movement,
    presences_of,
)
from cfs_panels.services.conflicts import Conflicts
from cfs_panels.services.meeting_access import item_for, meeting_for
from cfs_panels.services.meeting_events import changes_of
from cfs_panels.services.meeting_rows import line_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import time

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.meeting_rows import MeetingRows, Seat
    from cfs_panels.services.office import Office

TAKE = "take_minutes"


class Sittings:
    """A meeting in session."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {
            OpenMeeting: self.open_meeting,
            RecordPresence: self.record_presence,
            NoteMoment: self.note_moment,
            OpenItem: self.open_item,
            CloseMeeting: self.close_meeting,
            **Conflicts(self._office).commands(),
        }

    def open_meeting(self, actor: Actor, command: OpenMeeting) -> Changes:
        """Open the meeting; whoever said that they come is taken to be there.

        Raises:
            RuleBroken: before its day, a second time, or with nothing on its agenda.
        """
        with self._office.writing(actor) as session:
            rows = meeting_for(session, self._office, actor, command.meeting_id, TAKE)
            meeting = rows.meeting
            self._check_opening(rows)
            meeting.state, meeting.opened_at = MeetingState.IN_SESSION, command.at
            if rows.opening is not None:
                rows.opening.state, rows.opening.started_at = ItemState.OPEN, command.at
            here = 0
            for seat in rows.seats:
                if _is_expected(seat, command.at):
                    here += 1
                    seat.row.presence = Presence.HERE
                    _note_presence(session, rows, seat, command.at, Presence.HERE, "")
            words = f"Meeting opened, {plural(here, 'member')} here"
            note_movement(session, rows, command.at, words)
            session.flush()
            return changes_of(rows, message="Meeting opened")

    def _check_opening(self, rows: MeetingRows) -> None:
        meeting = rows.meeting
        if meeting.state is MeetingState.IN_SESSION:
            raise RuleBroken("The meeting has been opened already.")
        check_not_over(meeting.state, meeting.held_on)
        if self._office.today < meeting.held_on:
            raise RuleBroken(
                f"The meeting is on {long_date(meeting.held_on)}. It cannot be opened before that "
                "day."
            )
        if not rows.heard_items:
            raise RuleBroken("There is nothing on the agenda of this meeting.")

    def record_presence(self, actor: Actor, command: RecordPresence) -> Changes:
        """Record that a member is there, joins or leaves; quorum is told anew for open items.

        Raises:
            RuleBroken: for somebody who is not due, a time before the meeting opened, and for
                a member with a conflict in the item.
        """
        with self._office.writing(actor) as session:
            rows = meeting_for(session, self._office, actor, command.meeting_id, TAKE)
            check_minutes_open(rows.meeting.state, rows.meeting.minutes_approved_on)
            seat = rows.seat(command.member_id)
            if seat is None:
                raise RuleBroken(
                    "This member is not due at this meeting. Invite them first.", field="member_id"
                )
            at = command.at or self._time_now()
            check_after_opening(at, rows.meeting.opened_at)
            if command.item_id:
                undo = self._move_for_item(session, rows, seat, command, at)
            else:
                undo = _move(session, rows, seat, command, at)
            session.flush()
            self._tell_items(session, rows, command)
            return changes_of(
                rows,
                (),
                ("meeting_member", command.member_id),
                *(("agenda_item", item.id) for item in rows.items if item.started_at),
                message=rows.moves[-1].words,
                undo=undo,
            )

    def _move_for_item(
        self, session: Session, rows: MeetingRows, seat: Seat, command: RecordPresence, at: time
    ) -> RecordPresence:
        item = next((i for i in rows.items if i.id == command.item_id), None)
        if item is None or item.started_at is None:
            raise RuleBroken("This item has not begun.", field="item_id")
        name, number = seat.person.name, rows.numbers.get(item.id, 0)
        before = rows.presences(item)[command.member_id]
        if command.presence is not Presence.ABSENT and command.member_id in rows.conflicted(item):
            raise RuleBroken(
                f"{name} declared a conflict of interest in {_item_words(number)}, so takes no "
                "part in it."
            )
        if command.presence is Presence.ABSENT:
            words = f"{name}: out for {_item_words(number)}"
        else:
            words = f"{name}: there for {_item_words(number)}"
        _note_presence(session, rows, seat, at, command.presence, words, item.id)
        there = presences_of(rows, item)[command.member_id]
        if command.presence is not Presence.ABSENT and there is Presence.ABSENT:
            raise RuleBroken(
                f"{name} was away for part of {_item_words(number)}, so counts as absent for it."
            )
        return RecordPresence(command.meeting_id, command.member_id, before, at, item.id)

    def _tell_items(self, session: Session, rows: MeetingRows, command: RecordPresence) -> None:
        """Work out attendance anew for the items that a coming or going bears on."""
        for item in rows.heard_items:
            if item.started_at is None:
                continue
            if item.recommendation is None:
                keep_attendance(session, rows, item)
            elif item.finished_at is not None or command.item_id == item.id:
                judge_again(session, self._office, rows, item, command.member_id)

    def note_moment(self, actor: Actor, command: NoteMoment) -> Changes:
        """Add a line to the running note."""
        if not command.words.strip():
            raise RuleBroken("Enter what happened.", field="words")
        check_length(command.words, 300, "words")
        with self._office.writing(actor) as session:
            rows = meeting_for(session, self._office, actor, command.meeting_id, TAKE)
            check_sits(rows.meeting.state, rows.meeting.held_on)
            at = command.at or self._time_now()
            item_id = command.item_id if command.item_id in rows.numbers else None
            note_movement(session, rows, at, command.words.strip(), item_id=item_id)
            session.flush()
            return changes_of(rows)

    def open_item(self, actor: Actor, command: OpenItem) -> Changes:
        """Begin an item; the one before it ends, and whoever is there is there for this one.

        Raises:
            RuleBroken: before the meeting is opened, for an item that has begun, and while another
                item has neither a recommendation nor a deferral.
        """
        with self._office.writing(actor) as session:
            rows, item, _ = item_for(session, self._office, actor, command.item_id, TAKE)
            check_sits(rows.meeting.state, rows.meeting.held_on)
            check_after_opening(command.at, rows.meeting.opened_at)
            if item.state is not ItemState.BOOKED:
                done = "is finished" if item.state is ItemState.FINISHED else "is open"
                raise RuleBroken(f"{line_words(rows, item)} {done} already.")
            _end_open_lines(rows, command.at)
            item.state, item.started_at = ItemState.OPEN, command.at
            keep_attendance(session, rows, item)
            number = rows.numbers.get(item.id)
            words = f"Item {number} opened" if number else item.title
            note_movement(session, rows, command.at, words, item_id=item.id)
            session.flush()
            return changes_of(rows, (), ("agenda_item", item.id), message=words)

    def close_meeting(self, actor: Actor, command: CloseMeeting) -> Changes:
        """Close the meeting; the minutes of its items can still be finished.

        Raises:
            RuleBroken: while an item has neither a recommendation nor a deferral.
        """
        with self._office.writing(actor) as session:
            rows = meeting_for(session, self._office, actor, command.meeting_id, TAKE)
            check_sits(rows.meeting.state, rows.meeting.held_on)
            check_after_opening(command.at, rows.meeting.opened_at)
            undecided = [rows.numbers[i.id] for i in rows.case_items if i.recommendation is None]
            if undecided:
                raise RuleBroken(undecided_words(undecided))
            _end_open_lines(rows, command.at)
            for due, seat in zip(rows.dues, rows.seats, strict=True):
                if due.has_come:
                    seat.row.presence = _last_way(rows, due.id)
            rows.meeting.state, rows.meeting.closed_at = MeetingState.HELD, command.at
            note_movement(session, rows, command.at, "Meeting closed")
            session.flush()
            return changes_of(rows, message="Meeting closed")

    def _time_now(self) -> time:
        return self._office.now().astimezone().time().replace(second=0, microsecond=0)


def _is_expected(seat: Seat, at: time) -> bool:
    arrives = seat.row.arrives_at
    return seat.row.reply is Reply.COMING and (arrives is None or arrives <= at)


def _note_presence(
    session: Session,
    rows: MeetingRows,
    seat: Seat,
    at: time,
    presence: Presence,
    words: str,
    item_id: str | None = None,
) -> None:
    note_movement(
        session,
        rows,
        at,
        words,
        member_id=seat.row.member_id,
        presence=presence,
        item_id=item_id,
    )


def _move(
    session: Session, rows: MeetingRows, seat: Seat, command: RecordPresence, at: time
) -> RecordPresence:
    """Note a coming or going; one in the same minute puts right the one before."""
    member_id = command.member_id
    for wrong in [m for m in rows.moves if m.member_id == member_id and not m.item_id]:
        if wrong.at == at:
            rows.moves.remove(wrong)
            session.delete(wrong)
    session.flush()
    earlier = [m for m in rows.moved(member_id) if not m.item_id and m.at < at]
    before = earlier[-1].presence if earlier else Presence.ABSENT
    has_come = any(m.presence is not Presence.ABSENT for m in earlier)
    at_opening = at == rows.meeting.opened_at
    words = movement_words(seat.person.name, before, command.presence, has_come=has_come)
    if at_opening and command.presence is not Presence.ABSENT:
        words = ""
    _note_presence(session, rows, seat, at, command.presence, words)
    undo = RecordPresence(command.meeting_id, member_id, before, at)
    if rows.meeting.state is MeetingState.IN_SESSION:
        moves = sorted(rows.moved(member_id), key=lambda m: (m.at, m.sequence))
        seat.row.presence = [m for m in moves if not m.item_id][-1].presence
    elif command.presence is not Presence.ABSENT:
        seat.row.presence = command.presence
    return undo


def _last_way(rows: MeetingRows, member_id: str) -> Presence:
    """Return how a member was there last: in the room or by video."""
    ways = [m.presence for m in rows.moved(member_id) if m.presence is not Presence.ABSENT]
    return ways[-1]


def _end_open_lines(rows: MeetingRows, at: time) -> None:
    """End what is being heard, since the next begins or the meeting closes."""
    for line in rows.every_line:
        if line.state is not ItemState.OPEN:
            continue
        if line.started_at is not None and at < line.started_at:
            raise RuleBroken(
                f"{line_words(rows, line)} began at {clock_time(line.started_at)}. Enter a time "
                "after that.",
                field="at",
            )
        if line.kind is ItemKind.CASE:
            if line.recommendation is None:
                raise RuleBroken(
                    f"{undecided_words([rows.numbers[line.id]])} Record one before the next item "
                    "begins."
                )
        else:
            line.state = ItemState.FINISHED
        if line.finished_at is None:
            line.finished_at = at


def _item_words(number: int) -> str:
    return f"item {number}" if number else "this item"
