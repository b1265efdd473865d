"""Who is there for an item: expected before the meeting, recorded while it sits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.domain.meetings import ConflictKind, Presence, Reply, Ruling
from cfs_panels.domain.quorum import SittingMember, SittingRole
from cfs_panels.domain.words import clock_time, joined

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import time


@dataclass(frozen=True, slots=True)
class MemberDue:
    """A member of a meeting: the role they sit in, what they replied, whether they are there."""

    id: str
    name: str
    role: SittingRole
    social_work_years: int | None = None
    independent: bool = False
    reply: Reply = Reply.COMING
    arrives_at: time | None = None
    leaves_at: time | None = None
    presence: Presence = Presence.ABSENT
    has_come: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """A member was there, joined or left at a time; for one item only where it is named."""

    member_id: str
    at: time
    presence: Presence
    item_id: str = ""
    sequence: int = 0


def keeps_out(kind: ConflictKind, ruling: Ruling) -> bool:
    """Return whether a declared interest keeps a member out of an item.

    A personal interest always does; a professional one does until the chair rules that they stay.
    """
    return kind is ConflictKind.PERSONAL or ruling is not Ruling.STAY


def forecast(due: MemberDue, starts_at: time, ends_at: time) -> Presence:
    """Return whether a member is expected for the whole of an item, before the meeting.

    Whoever has not replied yet is expected.
    """
    if due.reply is Reply.APOLOGIES:
        return Presence.ABSENT
    if due.arrives_at is not None and due.arrives_at > starts_at:
        return Presence.ABSENT
    return _unless_leaving(due, ends_at, Presence.HERE)


def forecast_in_session(due: MemberDue, starts_at: time, ends_at: time) -> Presence:
    """Return whether a member is expected for the whole of a later item, while the panel sits."""
    if due.presence is not Presence.ABSENT:
        return _unless_leaving(due, ends_at, due.presence)
    comes = due.reply is not Reply.APOLOGIES and due.arrives_at is not None
    if due.has_come or not comes:
        return Presence.ABSENT
    return forecast(due, starts_at, ends_at)


def _unless_leaving(due: MemberDue, ends_at: time, presence: Presence) -> Presence:
    leaves_early = due.leaves_at is not None and due.leaves_at < ends_at
    return Presence.ABSENT if leaves_early else presence


def presence_during(
    moves: Iterable[Moved], item_id: str, started_at: time, finished_at: time | None
) -> Presence:
    """Return one member's presence for an item: absent for any part of it is absent for it.

    ``finished_at`` is None while the item is being heard. Whoever leaves in the minute in which
    an item ends was there for it, and is absent for an item that begins in that minute.
    """
    ordered = sorted(moves, key=lambda move: (move.at, move.sequence))
    of_item = [move for move in ordered if move.item_id == item_id]
    if of_item and of_item[-1].presence is Presence.ABSENT:
        return Presence.ABSENT
    general = [move for move in ordered if not move.item_id]
    before = [move for move in general if move.at <= started_at]
    within = [
        move
        for move in general
        if move.at > started_at and (finished_at is None or move.at < finished_at)
    ]
    if not before or any(m.presence is Presence.ABSENT for m in (before[-1], *within)):
        return Presence.ABSENT
    return (of_item or within or before)[-1].presence


def sitting_member(due: MemberDue, presence: Presence, *, conflicted: bool) -> SittingMember:
    """Return a member as the quorum of an item counts them."""
    return SittingMember(
        id=due.id,
        name=due.name,
        role=due.role,
        social_work_years=due.social_work_years,
        independent=due.independent,
        present=presence is not Presence.ABSENT and not conflicted,
        conflicted=conflicted,
    )


def away_words(
    members: Sequence[MemberDue],
    presences: Mapping[str, Presence],
    conflicted: Collection[str],
    *,
    expected: bool,
) -> str:
    """Return who is missing from an item and why.

    ``Conflicts: Peter Winslade and Abigail Stroud. Leaves at 15:00: David Amankwah.``
    """
    groups: dict[str, list[str]] = {}
    if conflicted:
        label = "Conflict" if len(conflicted) == 1 else "Conflicts"
        groups[label] = [m.name for m in members if m.id in conflicted]
    for member in members:
        if member.id not in conflicted and presences[member.id] is Presence.ABSENT:
            label = _why_away(member) if expected else "Not there for the whole of it"
            groups.setdefault(label, []).append(member.name)
    return " ".join(f"{label}: {joined(names)}." for label, names in groups.items())


def _why_away(member: MemberDue) -> str:
    if member.reply is Reply.APOLOGIES:
        return "Apologies"
    if member.presence is Presence.ABSENT and member.has_come:
        return "Has left"
    if member.leaves_at is not None:
        return f"Leaves at {clock_time(member.leaves_at)}"
    if member.arrives_at is not None:
        return f"Arrives at {clock_time(member.arrives_at)}"
    return "Not there"


def movement_words(name: str, before: Presence, now: Presence, *, has_come: bool) -> str:
    """Return a coming or going as the running note has it: ``Kelechi Obi: connection lost``."""
    if now is Presence.ABSENT:
        if before is Presence.ABSENT:
            return f"{name}: not there"
        return f"{name}: {'connection lost' if before is Presence.VIDEO else 'left'}"
    if before is Presence.ABSENT:
        if has_come:
            return f"{name}: back"
        return f"{name}: joined{' by video' if now is Presence.VIDEO else ''}"
    if before is not now:
        return f"{name}: {'by video' if now is Presence.VIDEO else 'in the room'}"
    return ""


def chaired_by(members: Sequence[MemberDue], came: Collection[str]) -> MemberDue | None:
    """Return who chaired a meeting: the chair where they came, else a vice chair who did."""
    for role in (SittingRole.CHAIR, SittingRole.VICE_CHAIR):
        for member in members:
            if member.role is role and member.id in came:
                return member
    return None
