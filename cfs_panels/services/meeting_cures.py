"""What would keep every item of a coming meeting quorate: items swapped, or one more member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.agenda_times import items_words, spans
from cfs_panels.domain.attendance import MemberDue, forecast, keeps_out, sitting_member
from cfs_panels.domain.meeting_rules import BEFORE
from cfs_panels.domain.meetings import (
    InviteMember,
    ItemState,
    MeetingState,
    QuorumCure,
    SwapAgendaItems,
)
from cfs_panels.domain.quorum import Limb, SittingRole, chip_words, missing_words, quorum
from cfs_panels.domain.quorum_cures import curing_swaps
from cfs_panels.domain.words import count_word
from cfs_panels.services.meeting_readers import Sight
from db.models import CentralListMember

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from cfs_panels.services.meeting_readers import MeetingReader
    from db.models import AgendaItem

MOST_INVITATIONS = 3


def quorum_cures(session: Session, reader: MeetingReader) -> tuple[QuorumCure, ...]:
    """Return the smallest changes after which every item is quorate, none where all are."""
    rows = reader.rows
    state = rows.meeting.state
    if not reader.allows("build_agenda"):
        return ()
    if state not in BEFORE and state is not MeetingState.IN_SESSION:
        return ()
    order = [item.id for item in rows.items]
    lacking = _short(reader, order)
    if not lacking:
        return ()
    return (*_swaps(reader, order), *_invitations(session, reader))


def _short(reader: MeetingReader, order: Sequence[str]) -> frozenset[str]:
    """Return the items to come that would not be quorate in an order."""
    rows, rules = reader.rows, reader.office.rules
    times = spans(rows.meeting.starts_at, rows.slots(order))
    return frozenset(
        item.id
        for item in rows.heard_items
        if item.state is ItemState.BOOKED and not rows.quorum(item, rules, times).quorate
    )


def _swaps(reader: MeetingReader, order: Sequence[str]) -> Iterator[QuorumCure]:
    rows = reader.rows
    movable = {
        item.id
        for item in rows.heard_items
        if item.state is ItemState.BOOKED and reader.sight(item) is Sight.OPEN
    }
    pairs = curing_swaps(order, movable, lambda other: _short(reader, other))
    if not pairs:
        return
    place = dict(rows.numbers)
    words = []
    for first, second in pairs:
        low, high = sorted((place[first], place[second]))
        words.append(f"{low} and {high}")
        place[first], place[second] = place[second], place[first]
    yield QuorumCure(
        f"Swap items {', then '.join(words)}",
        tuple(SwapAgendaItems(first, second) for first, second in pairs),
    )


def _invitations(session: Session, reader: MeetingReader) -> Iterator[QuorumCure]:
    """Yield the members of the central list any one of whom would be enough."""
    rows = reader.rows
    if rows.meeting.state not in BEFORE:
        return
    has_chair = any(due.role is SittingRole.CHAIR for due in rows.dues)
    offered = 0
    for person in session.scalars(select(CentralListMember).order_by(CentralListMember.name)):
        role = SittingRole(person.role)
        if has_chair and role is SittingRole.CHAIR:
            role = SittingRole.VICE_CHAIR
        if offered < MOST_INVITATIONS and _would_cure(reader, person, role):
            offered += 1
            yield QuorumCure(
                f"Invite {person.name}",
                (InviteMember(rows.meeting.id, person.id, role.value),),
            )


def _would_cure(reader: MeetingReader, person: CentralListMember, role: SittingRole) -> bool:
    rows = reader.rows
    held_on = rows.meeting.held_on
    on_list = person.joined_on <= held_on and (person.left_on is None or person.left_on > held_on)
    if not on_list or rows.service.value not in person.services or rows.seat(person.id):
        return False
    due = MemberDue(
        id=person.id,
        name=person.name,
        role=role,
        social_work_years=person.social_work_years,
        independent=person.independent,
    )
    return all(_quorate_with(reader, item, due) for item in rows.heard_items)


def _quorate_with(reader: MeetingReader, item: AgendaItem, due: MemberDue) -> bool:
    rows = reader.rows
    span = rows.spans[item.id]
    is_out = any(
        c.member_id == due.id and keeps_out(c.kind, c.ruling) for c in rows.interests(item)
    )
    there = forecast(due, span.starts_at, span.ends_at)
    members = (*rows.sitting(item), sitting_member(due, there, conflicted=is_out))
    rule = reader.office.rules.quorum_rule(rows.service, rows.meeting.held_on)
    return quorum(members, rule, joint=rows.panel.is_joint).quorate


def lost_words(reader: MeetingReader, lacking: Sequence[AgendaItem]) -> str:
    """Return what is lost, in a line: ``Item 9: 4 of 5 members. Find one more.``."""
    if not lacking:
        return ""
    item_numbers = [reader.rows.numbers[item.id] for item in lacking]
    found = reader.rows.quorum(lacking[0], reader.office.rules)
    if len(lacking) > 1:
        return f"{items_words(item_numbers)}: not quorate as planned."
    if found.missing != (Limb.MEMBERS,):
        return f"{items_words(item_numbers)}: {missing_words(found)}"
    more = count_word(found.needed - found.present)
    return f"{items_words(item_numbers)}: {chip_words(found)} members. Find {more} more."
