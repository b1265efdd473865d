"""Conflicts of interest: declared, ruled on by the chair, withdrawn where recorded by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.access import Relation
from cfs_panels.domain.actors import Role
from cfs_panels.domain.attendance import keeps_out
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meeting_rules import BEFORE, check_minutes_open
from cfs_panels.domain.meetings import (
    ConflictKind,
    DeclareConflict,
    ItemState,
    RuleOnConflict,
    Ruling,
    WithdrawConflict,
)
from cfs_panels.domain.quorum import SittingRole
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import long_date
from cfs_panels.services.attendance_rows import keep_attendance, note_movement
from cfs_panels.services.meeting_access import (
    NO_ITEM,
    OpenedItem,
    item_for,
    relations_to_meeting,
)
from cfs_panels.services.meeting_events import changes_of, facts_of
from db.models import ConflictOfInterest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office
    from db.models import AgendaItem

OWN_INTEREST = "You declared this interest yourself, so somebody else"
_RECORDERS = (Role.PANEL_ADVISER, Role.PANEL_ADMINISTRATOR)


class Conflicts:
    """Interests of members in items, and what follows from them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {
            DeclareConflict: self.declare_conflict,
            RuleOnConflict: self.rule_on_conflict,
            WithdrawConflict: self.withdraw_conflict,
        }

    def declare_conflict(self, actor: Actor, command: DeclareConflict) -> Changes:
        """Declare an interest; from then on the member neither sees nor takes part in the item.

        Raises:
            RuleBroken: for somebody else's interest (a member), one declared already, a day to
                come, and once panel has recommended.
        """
        if not command.nature.strip():
            raise RuleBroken("Say what the interest is.", field="nature")
        with self._office.writing(actor) as session:
            rows, item, file = item_for(
                session, self._office, actor, command.item_id, "view_meeting"
            )
            relations = relations_to_meeting(rows, actor)
            if command.member_id == actor.member_id:
                relations |= {Relation.SELF}
            self._office.require(actor, "declare_conflict", relations)
            self._check_new(rows, item, command)
            row = ConflictOfInterest(
                item_id=item.id,
                member_id=command.member_id,
                case_id=item.case_id,
                kind=command.kind,
                nature=command.nature.strip(),
                declared_on=command.declared_on,
            )
            session.add(row)
            session.flush()
            rows.conflicts.append(row)
            if file is not None:
                facts = facts_of(item, member_id=command.member_id, kind=command.kind.value)
                file.record(
                    EventType.CONFLICT_DECLARED,
                    command.declared_on,
                    facts={**facts, "conflict_id": row.id},
                )
            name, number = rows.name(row.member_id), rows.numbers.get(item.id, 0)
            self._tell_sitting(session, rows, item, f"{name}: interest declared")
            return changes_of(
                rows,
                [file] if file else [],
                ("conflict_of_interest", row.id),
                ("agenda_item", item.id),
                made=row.id,
                message=f"Conflict of interest recorded: {name}, item {number}",
                undo=WithdrawConflict(row.id, "recorded by mistake")
                if actor.has(*_RECORDERS)
                else None,
            )

    def _check_new(self, rows: MeetingRows, item: AgendaItem, command: DeclareConflict) -> None:
        if item.id not in rows.numbers:
            raise RuleBroken("A conflict of interest is declared in an item of the agenda.")
        seat = rows.seat(command.member_id)
        if seat is None:
            raise RuleBroken("This member is not due at this meeting.", field="member_id")
        if command.declared_on > self._office.today:
            raise RuleBroken(
                f"{long_date(command.declared_on)} is in the future. Enter the day it happened.",
                field="declared_on",
            )
        earlier = next(
            (
                c
                for c in rows.interests(item)
                if c.member_id == command.member_id and keeps_out(c.kind, c.ruling)
            ),
            None,
        )
        if earlier is not None:
            raise RuleBroken(
                f"{seat.person.name} declared a conflict of interest in this item on "
                f"{long_date(earlier.declared_on)} already.",
                field="member_id",
            )
        _check_open(rows, item)

    def rule_on_conflict(self, actor: Actor, command: RuleOnConflict) -> Changes:
        """Rule whether a member with a professional interest leaves or stays for the item.

        Raises:
            RuleBroken: for a personal interest that would stay, for the member whose interest it
                is, and for somebody who does not chair.
        """
        if command.ruling is Ruling.NONE:
            raise RuleBroken("Choose whether the member leaves or stays.", field="ruling")
        if not command.reason.strip():
            raise RuleBroken("Give the reason for the ruling.", field="reason")
        with self._office.writing(actor) as session:
            row = _conflict(session, command.conflict_id)
            if actor.member_id == row.member_id:
                raise RuleBroken(
                    "You declared this interest yourself, so somebody else rules on it."
                )
            opened = item_for(session, self._office, actor, row.item_id, "rule_on_conflict")
            rows, item, _ = opened
            name = rows.name(row.member_id)
            if row.kind is ConflictKind.PERSONAL and command.ruling is Ruling.STAY:
                raise RuleBroken(
                    f"A personal interest always leaves, so {name} takes no part in this item.",
                    field="ruling",
                )
            _check_open(rows, item)
            row.ruled_by = _ruled_by(opened, actor)
            row.ruling, row.ruling_reason = command.ruling, command.reason.strip()
            row.ruled_at = self._office.now()
            session.flush()
            what = "leaves" if command.ruling is Ruling.LEAVE else "stays"
            self._tell_sitting(session, rows, item, f"{name} {what}, by ruling of the chair")
            return changes_of(
                rows,
                (),
                ("conflict_of_interest", row.id),
                ("agenda_item", item.id),
                message=f"Ruled: {name} {what} for item {rows.numbers.get(item.id, 0)}",
            )

    def withdraw_conflict(self, actor: Actor, command: WithdrawConflict) -> Changes:
        """Take back an interest that was recorded by mistake.

        Raises:
            RuleBroken: without a reason, for one's own interest, and once panel has recommended.
        """
        if not command.reason.strip():
            raise RuleBroken("Say why this is taken back.", field="reason")
        with self._office.writing(actor) as session:
            row = _conflict(session, command.conflict_id)
            if actor.member_id == row.member_id:
                raise RuleBroken(
                    "You declared this interest yourself, so somebody else takes it back."
                )
            rows, item, file = item_for(session, self._office, actor, row.item_id, "build_agenda")
            _check_open(rows, item)
            events = file.history.all(EventType.CONFLICT_DECLARED) if file else []
            for event in [e for e in events if e.facts.get("conflict_id") == row.id]:
                if file is not None:
                    file.withdraw(event, command.reason.strip())
            name = rows.name(row.member_id)
            session.delete(row)
            session.flush()
            rows.conflicts.remove(row)
            self._tell_sitting(session, rows, item, "")
            return changes_of(
                rows,
                [file] if file else [],
                ("conflict_of_interest", row.id),
                ("agenda_item", item.id),
                message=f"Conflict of interest taken back: {name}",
            )

    def _tell_sitting(
        self, session: Session, rows: MeetingRows, item: AgendaItem, words: str
    ) -> None:
        """Work out attendance anew where the item is being heard."""
        if item.state is not ItemState.OPEN:
            return
        keep_attendance(session, rows, item)
        if words:
            at = self._office.now().astimezone().time().replace(second=0, microsecond=0)
            note_movement(session, rows, at, words, item_id=item.id)
            session.flush()


def _conflict(session: Session, conflict_id: str) -> ConflictOfInterest:
    row = session.get(ConflictOfInterest, conflict_id)
    if row is None:
        raise RuleBroken(NO_ITEM)
    return row


def _check_open(rows: MeetingRows, item: AgendaItem) -> None:
    if rows.meeting.state not in BEFORE:
        check_minutes_open(rows.meeting.state, rows.meeting.minutes_approved_on)
    if item.recommendation is not None:
        raise RuleBroken(
            "Panel has dealt with this item. Tell the panel adviser: what comes to light now may "
            "mean that a panel hears it again."
        )


def _ruled_by(opened: OpenedItem, actor: Actor) -> str:
    """Return who ruled: whoever is in the chair for the item, or the actor for them."""
    rows, item, _ = opened
    out = rows.conflicted(item)
    able = [
        due
        for role in (SittingRole.CHAIR, SittingRole.VICE_CHAIR)
        for due in rows.dues
        if due.role is role and due.id not in out
    ]
    if any(due.id == actor.member_id for due in able):
        return actor.name
    if not actor.has(*_RECORDERS):
        raise RuleBroken("Only the person in the chair rules on a conflict of interest.")
    return f"{able[0].name}, recorded by {actor.name}" if able else actor.name
