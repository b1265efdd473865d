"""Meetings: planned, changed, with the members who are due."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.errors import Clash, RuleBroken
from cfs_panels.domain.meeting_rules import (
    check_length,
    check_not_begun,
    check_not_over,
    check_times,
)
from cfs_panels.domain.meetings import (
    EditMeeting,
    InviteMember,
    ItemKind,
    MeetingState,
    PlanMeeting,
    RecordReply,
    Reply,
    StandDownMember,
)
from cfs_panels.domain.quorum import SittingRole
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import clock_time, long_date, weekday_date
from cfs_panels.services.last_writers import last_writer
from cfs_panels.services.meeting_access import meeting_for
from cfs_panels.services.meeting_cancelling import MeetingCancelling
from cfs_panels.services.meeting_events import case_files, changes_of, newest_of, record_booking
from cfs_panels.services.meeting_habits import meeting_habits
from cfs_panels.services.meeting_rows import Seat
from db.models import (
    Agency,
    AgendaItem,
    CentralListMember,
    MeetingMember,
    Panel,
    PanelMeeting,
    User,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.vocabulary import Service
    from cfs_panels.services.case_files import CaseFile
    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office

PLAN = "plan_meeting"


class Meetings:
    """Meetings of the panels and the members due at them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {
            PlanMeeting: self.plan_meeting,
            EditMeeting: self.edit_meeting,
            InviteMember: self.invite_member,
            StandDownMember: self.stand_down_member,
            RecordReply: self.record_reply,
            **MeetingCancelling(self._office).commands(),
        }

    def plan_meeting(self, actor: Actor, command: PlanMeeting) -> Changes:
        """Plan a meeting of a service's panel and invite members.

        Raises:
            RuleBroken: for a day that is past, a meeting without a place, a second one at the
                same time, or a member who may not sit.
        """
        self._office.require(actor, PLAN)
        self._check_day(command.held_on)
        _check_plan(command.place, command.limit_minutes)
        check_length(command.kind, 60, "kind")
        with self._office.writing(actor) as session:
            panel = _panel(session, command.service, is_joint=command.is_joint)
            _check_free(session, panel, command)
            _check_minute_taker(session, command.minute_taker_id)
            meeting = PanelMeeting(
                panel_id=panel.id,
                kind=command.kind.strip() or "Main panel",
                held_on=command.held_on,
                starts_at=command.starts_at,
                place=command.place.strip(),
                limit_minutes=command.limit_minutes,
                minute_taker_id=command.minute_taker_id or None,
            )
            session.add(meeting)
            session.flush()
            session.add(_opening(meeting))
            rows = meeting_for(session, self._office, actor, meeting.id, PLAN)
            seats: list[Seat] = []
            for member_id in command.member_ids:
                invited = InviteMember(meeting.id, member_id)
                seats.append(_invited(session, rows, seats, invited))
            what = f"{command.service.value.capitalize()} panel"
            return changes_of(
                rows,
                made=meeting.id,
                message=f"{what} planned for {weekday_date(command.held_on)}",
            )

    def edit_meeting(self, actor: Actor, command: EditMeeting) -> Changes:
        """Change day, time or place; cases that are booked move to the new day with it.

        Raises:
            RuleBroken: once the meeting has begun, for a day before its papers went or one past.
            Clash: where somebody else changed the meeting meanwhile.
        """
        _check_plan(command.place, command.limit_minutes)
        with self._office.writing(actor) as session:
            rows = meeting_for(session, self._office, actor, command.meeting_id, PLAN)
            meeting = rows.meeting
            if meeting.version != command.version:
                who = last_writer(session, ("panel_meeting", meeting.id))
                raise Clash("this meeting", _plan_of(meeting), command, who=who)
            check_not_begun(meeting.state, meeting.held_on)
            _check_minute_taker(session, command.minute_taker_id)
            undo = _plan_of(meeting)
            files = []
            if command.held_on != meeting.held_on:
                self._check_day(command.held_on)
                _check_after_papers(meeting, command.held_on)
                files = self._move_bookings(session, actor, rows, command.held_on)
            meeting.held_on, meeting.starts_at = command.held_on, command.starts_at
            meeting.place, meeting.limit_minutes = command.place.strip(), command.limit_minutes
            meeting.minute_taker_id = command.minute_taker_id or None
            session.flush()
            return changes_of(
                rows,
                files,
                message="Meeting changed",
                undo=replace(undo, version=meeting.version),
            )

    def _check_day(self, held_on: date) -> None:
        if held_on < self._office.today:
            raise RuleBroken(
                f"{long_date(held_on)} is past. Choose a day to come.", field="held_on"
            )

    def _move_bookings(
        self, session: Session, actor: Actor, rows: MeetingRows, held_on: date
    ) -> list[CaseFile]:
        files = []
        for item, file in case_files(session, self._office, actor, rows.case_items):
            booked = newest_of(file, item, EventType.PANEL_BOOKED)
            record_booking(file, item, held_on, instead_of=booked)
            files.append(file)
        return files

    def invite_member(self, actor: Actor, command: InviteMember) -> Changes:
        """Put a member of the central list on a meeting, in the role they sit in.

        Raises:
            RuleBroken: for somebody who is not on the list on that day, sits already, or would be
                a second chair.
        """
        with self._office.writing(actor) as session:
            rows = meeting_for(session, self._office, actor, command.meeting_id, PLAN)
            check_not_over(rows.meeting.state, rows.meeting.held_on)
            person = _invited(session, rows, rows.seats, command).person
            return changes_of(
                rows,
                (),
                ("meeting_member", command.member_id),
                message=f"{person.name} invited",
                undo=StandDownMember(command.meeting_id, command.member_id),
            )

    def stand_down_member(self, actor: Actor, command: StandDownMember) -> Changes:
        """Take a member off a meeting that has not begun.

        Raises:
            RuleBroken: once the meeting has begun.
        """
        with self._office.writing(actor) as session:
            rows = meeting_for(session, self._office, actor, command.meeting_id, PLAN)
            check_not_begun(rows.meeting.state, rows.meeting.held_on)
            seat = _seat_of(rows, command.member_id)
            session.delete(seat.row)
            session.flush()
            return changes_of(
                rows,
                (),
                ("meeting_member", command.member_id),
                message=f"{seat.person.name} stood down",
                undo=InviteMember(command.meeting_id, command.member_id, seat.row.sits_as),
            )

    def record_reply(self, actor: Actor, command: RecordReply) -> Changes:
        """Record whether a member comes, and from when to when.

        Raises:
            RuleBroken: for somebody who is not due, or who would leave before they come.
        """
        check_times(command.arrives_at, command.leaves_at)
        with self._office.writing(actor) as session:
            rows = meeting_for(session, self._office, actor, command.meeting_id, PLAN)
            check_not_over(rows.meeting.state, rows.meeting.held_on)
            seat = _seat_of(rows, command.member_id)
            row = seat.row
            undo = RecordReply(
                command.meeting_id, row.member_id, row.reply, row.arrives_at, row.leaves_at
            )
            row.reply = command.reply
            row.arrives_at, row.leaves_at = command.arrives_at, command.leaves_at
            session.flush()
            return changes_of(
                rows,
                (),
                ("meeting_member", row.member_id),
                message=f"{seat.person.name}: {_reply_words(command)}",
                undo=undo,
            )


def _reply_words(command: RecordReply) -> str:
    if command.reply is not Reply.COMING:
        return "apologies" if command.reply is Reply.APOLOGIES else "no reply yet"
    times = []
    if command.arrives_at is not None:
        times.append(f"from {clock_time(command.arrives_at)}")
    if command.leaves_at is not None:
        times.append(f"until {clock_time(command.leaves_at)}")
    return " ".join(["coming", *times])


def _check_plan(place: str, limit_minutes: int) -> None:
    if not place.strip():
        raise RuleBroken("Enter where the panel meets.", field="place")
    check_length(place, 200, "place")
    if limit_minutes < 1:
        raise RuleBroken("Enter how many minutes of items there may be.", field="limit_minutes")


def _check_after_papers(meeting: PanelMeeting, held_on: date) -> None:
    sent_on = meeting.papers_sent_on
    if sent_on is not None and held_on < sent_on:
        raise RuleBroken(
            f"The papers went on {long_date(sent_on)}. Choose a day after that.", field="held_on"
        )


def _check_minute_taker(session: Session, user_id: str) -> None:
    if user_id and session.get(User, user_id) is None:
        raise RuleBroken("Choose who takes the minutes from the list.", field="minute_taker_id")


def _check_free(session: Session, panel: Panel, command: PlanMeeting) -> None:
    same = select(PanelMeeting.id).where(
        PanelMeeting.panel_id == panel.id,
        PanelMeeting.held_on == command.held_on,
        PanelMeeting.starts_at == command.starts_at,
        PanelMeeting.state != MeetingState.CANCELLED,
    )
    if session.scalar(same) is not None:
        raise RuleBroken(
            f"There is a {command.service.value} panel on {weekday_date(command.held_on)} at "
            f"{clock_time(command.starts_at)} already.",
            field="held_on",
        )


def _panel(session: Session, service: Service, *, is_joint: bool) -> Panel:
    """Return the agency's panel of a service, made when it first meets."""
    agency = session.scalars(select(Agency).order_by(Agency.id).limit(1)).one()
    found = session.scalars(
        select(Panel).where(
            Panel.agency_id == agency.id, Panel.service == service, Panel.is_joint.is_(is_joint)
        )
    ).first()
    if found is None:
        name = f"{'Joint ' if is_joint else ''}{service.value} panel"
        found = Panel(
            agency_id=agency.id,
            service=service,
            name=name[0].upper() + name[1:],
            is_joint=is_joint,
        )
        session.add(found)
        session.flush()
    return found


def _opening(meeting: PanelMeeting) -> AgendaItem:
    opening = meeting_habits().opening
    return AgendaItem(
        meeting_id=meeting.id,
        kind=ItemKind.OPENING,
        position=-1,
        title=opening.title,
        item_name=opening.words,
        minutes=opening.minutes,
    )


def _invited(
    session: Session, rows: MeetingRows, seats: Sequence[Seat], command: InviteMember
) -> Seat:
    """Seat a member beside others, in the role they hold on the list where none is given."""
    person = session.get(CentralListMember, command.member_id)
    if person is None or rows.service.value not in person.services:
        raise RuleBroken(
            f"Only members of the central list for {rows.service.value} sit on this panel.",
            field="member_id",
        )
    _check_on_list(person, rows.meeting.held_on)
    if any(seat.person.id == person.id for seat in seats):
        raise RuleBroken(f"{person.name} is due at this meeting already.", field="member_id")
    sits_as = command.sits_as or person.role
    _check_role(seats, person, sits_as)
    row = MeetingMember(
        meeting_id=rows.meeting.id,
        member_id=person.id,
        sits_as=sits_as,
        position=max((seat.row.position for seat in seats), default=-1) + 1,
    )
    session.add(row)
    session.flush()
    return Seat(row, person)


def _check_on_list(person: CentralListMember, held_on: date) -> None:
    if person.left_on is not None and person.left_on <= held_on:
        raise RuleBroken(
            f"{person.name} leaves the central list on {long_date(person.left_on)}.",
            field="member_id",
        )
    if person.joined_on > held_on:
        raise RuleBroken(
            f"{person.name} joins the central list on {long_date(person.joined_on)}.",
            field="member_id",
        )


def _check_role(seats: Sequence[Seat], person: CentralListMember, sits_as: str) -> None:
    if sits_as not in set(SittingRole):
        raise RuleBroken("Choose chair, vice chair or member.", field="sits_as")
    chair = next((s.person for s in seats if s.row.sits_as == SittingRole.CHAIR), None)
    if sits_as == SittingRole.CHAIR and chair is not None:
        raise RuleBroken(
            f"{chair.name} chairs this meeting. Choose vice chair or member for {person.name}.",
            field="sits_as",
        )
    if sits_as != SittingRole.MEMBER and person.role == SittingRole.MEMBER:
        raise RuleBroken(
            f"{person.name} is on the central list as a member, so cannot sit as "
            f"{sits_as.replace('_', ' ')}.",
            field="sits_as",
        )


def _seat_of(rows: MeetingRows, member_id: str) -> Seat:
    seat = rows.seat(member_id)
    if seat is None:
        raise RuleBroken("This member is not due at this meeting.", field="member_id")
    return seat


def _plan_of(meeting: PanelMeeting) -> EditMeeting:
    return EditMeeting(
        meeting_id=meeting.id,
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        place=meeting.place,
        limit_minutes=meeting.limit_minutes,
        minute_taker_id=meeting.minute_taker_id or "",
        version=meeting.version,
    )
