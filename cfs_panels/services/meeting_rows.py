"""Meetings loaded whole inside a transaction, with who is there for each item."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from cfs_panels.domain.agenda_times import Slot, Span, items_words, numbers, spans
from cfs_panels.domain.attendance import (
    MemberDue,
    Moved,
    away_words,
    forecast,
    forecast_in_session,
    keeps_out,
    sitting_member,
)
from cfs_panels.domain.meeting_rules import BEFORE
from cfs_panels.domain.meetings import ItemKind, ItemState, Presence
from cfs_panels.domain.quorum import SittingRole, quorum
from db.models import (
    AgendaItem,
    Attendance,
    CentralListMember,
    ConflictOfInterest,
    MeetingMember,
    Movement,
    Panel,
    PanelMeeting,
    RecommendationRow,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cfs_panels.domain.quorum import Quorum, SittingMember
    from cfs_panels.domain.vocabulary import Service
    from cfs_panels.services.rule_library import RuleLibrary


class Seat(NamedTuple):
    """A member due at the meeting, with their entry on the central list."""

    row: MeetingMember
    person: CentralListMember


class MeetingRows:
    """A meeting with its members, items, interests and movements, as they are stored.

    ``items`` are those of the agenda in its order, the opening apart.
    """

    def __init__(
        self,
        meeting: PanelMeeting,
        panel: Panel,
        seats: Iterable[Seat],
        items: Iterable[AgendaItem],
        moves: Iterable[Movement],
    ) -> None:
        found = list(items)
        self.meeting = meeting
        self.panel = panel
        self.seats = tuple(seats)
        self.items = tuple(i for i in found if i.kind is not ItemKind.OPENING)
        self.opening = next((i for i in found if i.kind is ItemKind.OPENING), None)
        self.moves = list(moves)
        self.conflicts: list[ConflictOfInterest] = []
        self.attendance: dict[tuple[str, str], Attendance] = {}

    @property
    def service(self) -> Service:
        """Return the service whose panel it is."""
        return self.panel.service

    @property
    def every_line(self) -> tuple[AgendaItem, ...]:
        """Return the lines of the agenda with the opening in front."""
        return ((self.opening,) if self.opening else ()) + self.items

    @property
    def heard_items(self) -> tuple[AgendaItem, ...]:
        """Return the items that have a number."""
        return tuple(item for item in self.items if item.id in self.numbers)

    @property
    def case_items(self) -> tuple[AgendaItem, ...]:
        """Return the items that are about a case."""
        return tuple(item for item in self.items if item.kind is ItemKind.CASE)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Return the number of each item."""
        return numbers(self.slots())

    @cached_property
    def spans(self) -> dict[str, Span]:
        """Return the times of each line."""
        return spans(self.meeting.starts_at, self.slots())

    def slots(self, order: Sequence[str] = ()) -> list[Slot]:
        """Return the lines as their times are reckoned, in their order or in another one."""
        lines = list(self.every_line)
        if order:
            place = {item_id: number for number, item_id in enumerate(order)}
            lines.sort(key=lambda item: place.get(item.id, -1))
        return [
            Slot(item.id, item.kind, item.minutes, item.started_at, item.finished_at)
            for item in lines
        ]

    def item(self, item_id: str) -> AgendaItem:
        """Return an item of this meeting by its id."""
        return next(item for item in self.every_line if item.id == item_id)

    def seat(self, member_id: str) -> Seat | None:
        """Return a member's seat, or None where they are not due at this meeting."""
        return next((s for s in self.seats if s.row.member_id == member_id), None)

    def name(self, member_id: str) -> str:
        """Return a member's name."""
        found = self.seat(member_id)
        return found.person.name if found else ""

    @cached_property
    def dues(self) -> tuple[MemberDue, ...]:
        """Return the members as the rules judge them."""
        came = {
            m.member_id
            for m in self.moves
            if m.presence is not None and m.presence is not Presence.ABSENT
        }
        return tuple(_due(seat, has_come=seat.row.member_id in came) for seat in self.seats)

    def moved(self, member_id: str) -> list[Moved]:
        """Return when a member came and went."""
        return [
            Moved(member_id, m.at, m.presence, m.item_id or "", m.sequence)
            for m in self.moves
            if m.member_id == member_id and m.presence is not None
        ]

    def interests(self, item: AgendaItem) -> list[ConflictOfInterest]:
        """Return the interests declared in an item; one in a case stays with the case."""
        return [
            c
            for c in self.conflicts
            if c.item_id == item.id or (item.case_id is not None and c.case_id == item.case_id)
        ]

    def conflicted(self, item: AgendaItem) -> frozenset[str]:
        """Return the ids of the members whom an interest keeps out of an item."""
        due = {seat.row.member_id for seat in self.seats}
        return frozenset(
            c.member_id
            for c in self.interests(item)
            if c.member_id in due and keeps_out(c.kind, c.ruling)
        )

    def presences(
        self, item: AgendaItem, times: Mapping[str, Span] | None = None
    ) -> dict[str, Presence]:
        """Return each member's presence for an item: recorded, or expected at these times."""
        if item.state is not ItemState.BOOKED:
            return {due.id: self._recorded(item.id, due.id) for due in self.dues}
        span = (times or self.spans)[item.id]
        expect = forecast if self.meeting.state in BEFORE else forecast_in_session
        return {due.id: expect(due, span.starts_at, span.ends_at) for due in self.dues}

    def _recorded(self, item_id: str, member_id: str) -> Presence:
        row = self.attendance.get((item_id, member_id))
        return row.presence if row else Presence.ABSENT

    def sitting(
        self, item: AgendaItem, times: Mapping[str, Span] | None = None
    ) -> tuple[SittingMember, ...]:
        """Return the members as the quorum of an item counts them."""
        there, out = self.presences(item, times), self.conflicted(item)
        return tuple(sitting_member(d, there[d.id], conflicted=d.id in out) for d in self.dues)

    def quorum(
        self, item: AgendaItem, rules: RuleLibrary, times: Mapping[str, Span] | None = None
    ) -> Quorum:
        """Return the quorum of an item by the rule in force on the day of the meeting."""
        rule = rules.quorum_rule(self.service, self.meeting.held_on)
        return quorum(self.sitting(item, times), rule, joint=self.panel.is_joint)

    def away_words(self, item: AgendaItem) -> str:
        """Return who is missing from an item and why."""
        return away_words(
            self.dues,
            self.presences(item),
            self.conflicted(item),
            expected=item.state is ItemState.BOOKED,
        )


def line_words(rows: MeetingRows, item: AgendaItem) -> str:
    """Return a line of the agenda as the subject of a sentence: ``Item 3``, ``Lunch``."""
    number = rows.numbers.get(item.id)
    return items_words([number]) if number else item.title


def _due(seat: Seat, *, has_come: bool) -> MemberDue:
    return MemberDue(
        id=seat.row.member_id,
        name=seat.person.name,
        role=SittingRole(seat.row.sits_as),
        social_work_years=seat.person.social_work_years,
        independent=seat.person.independent,
        reply=seat.row.reply,
        arrives_at=seat.row.arrives_at,
        leaves_at=seat.row.leaves_at,
        presence=seat.row.presence,
        has_come=has_come,
    )


def load_meetings(session: Session, meeting_ids: Collection[str]) -> dict[str, MeetingRows]:
    """Return meetings with all that belongs to them, in as many queries for many as for one."""
    heads = session.execute(
        select(PanelMeeting, Panel)
        .join(Panel, Panel.id == PanelMeeting.panel_id)
        .where(PanelMeeting.id.in_(meeting_ids))
    ).all()
    seats = _seats(session, meeting_ids)
    items: dict[str, list[AgendaItem]] = defaultdict(list)
    for item in session.scalars(
        select(AgendaItem)
        .where(AgendaItem.meeting_id.in_(meeting_ids), AgendaItem.removed.is_(False))
        .options(selectinload(AgendaItem.recommendation).selectinload(RecommendationRow.views))
        .order_by(AgendaItem.position, AgendaItem.id)
    ):
        items[item.meeting_id].append(item)
    moves: dict[str, list[Movement]] = defaultdict(list)
    for move in session.scalars(
        select(Movement)
        .where(Movement.meeting_id.in_(meeting_ids))
        .order_by(Movement.at, Movement.sequence)
    ):
        moves[move.meeting_id].append(move)
    found = {
        meeting.id: MeetingRows(
            meeting, panel, seats[meeting.id], items[meeting.id], moves[meeting.id]
        )
        for meeting, panel in heads
    }
    _add_item_facts(session, found)
    return found


def _seats(session: Session, meeting_ids: Collection[str]) -> dict[str, list[Seat]]:
    found: dict[str, list[Seat]] = defaultdict(list)
    for row, person in session.execute(
        select(MeetingMember, CentralListMember)
        .join(CentralListMember, CentralListMember.id == MeetingMember.member_id)
        .where(MeetingMember.meeting_id.in_(meeting_ids))
        .order_by(MeetingMember.position, MeetingMember.id)
    ):
        found[row.meeting_id].append(Seat(row, person))
    return found


def _add_item_facts(session: Session, found: Mapping[str, MeetingRows]) -> None:
    """Add interests and attendance to the meetings of their items."""
    meeting_of = {item.id: rows for rows in found.values() for item in rows.items}
    cases: dict[str, list[MeetingRows]] = defaultdict(list)
    for rows in found.values():
        for item in rows.case_items:
            cases[item.case_id or ""].append(rows)
    if not meeting_of:
        return
    for conflict in session.scalars(
        select(ConflictOfInterest)
        .where(
            or_(
                ConflictOfInterest.item_id.in_(meeting_of),
                ConflictOfInterest.case_id.in_(cases),
            )
        )
        .order_by(ConflictOfInterest.id)
    ):
        own = [meeting_of[conflict.item_id]] if conflict.item_id in meeting_of else []
        about = {id(r): r for r in (*own, *cases.get(conflict.case_id or "", ()))}
        for rows in about.values():
            rows.conflicts.append(conflict)
    for row in session.scalars(select(Attendance).where(Attendance.item_id.in_(meeting_of))):
        meeting_of[row.item_id].attendance[row.item_id, row.member_id] = row
