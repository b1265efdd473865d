"""A plain step of a pathway: judged, recorded, with all that follows from it by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.cases import WithdrawEvent
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.approved_people import check_two_approved
from cfs_panels.services.case_checks import complete_stage_one, make_checks
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.child_links import with_child
from cfs_panels.services.child_steps import check_child_step
from cfs_panels.services.ended_bookings import end_bookings
from cfs_panels.services.event_asks import PAPERS, asks_of, check_bundle, with_whom
from cfs_panels.services.event_effects import follow_up, with_names
from cfs_panels.services.event_facts import check_order, checked_facts, delay_facts
from cfs_panels.services.event_words import event_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.cases import RecordEvent
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.office import Office


def record_step(session: Session, office: Office, actor: Actor, command: RecordEvent) -> Changes:
    """Record a plain step of a case inside a transaction.

    Raises:
        RuleBroken: where another command records this, where the pathway does not allow it now, or
            where a reason or a fact it asks for is missing.
    """
    file = CaseFile.open(session, office, actor, command.case_id, "record_event")
    move = file.pathway.move(command.type)
    if move is not None and move.elsewhere:
        raise RuleBroken(move.elsewhere)
    told = with_whom(file, move, command.facts)
    file.judge(command.type, command.on, told)
    check_two_approved(file, move, command.on)
    facts = _facts(file, command, told)
    row = file.record(command.type, command.on, at=command.at, facts=facts)
    left = follow_up(file, row)
    make_checks(file)
    complete_stage_one(file, row.id)
    unbooked = end_bookings(file, row)
    words = event_words().line(command.type, facts)
    return file.changes(
        ("case_event", row.id),
        *left.touched,
        *unbooked.touched,
        made=row.id,
        message=told_with(words, unbooked.words or left.words),
        undo=WithdrawEvent(row.id, "Undone at once"),
    )


def told_with(words: str, of_bookings: str) -> str:
    """Return what was done, with what became of the bookings."""
    return f"{words}, {of_bookings}" if of_bookings else words


def _facts(file: CaseFile, command: RecordEvent, told: Mapping[str, Any]) -> dict[str, Any]:
    if command.type is EventType.REVIEW_MECHANISM_PAPERS_SENT:
        check_bundle(file, command.facts.get(PAPERS) or ())
    move = file.pathway.move(command.type)
    told = with_child(file, move, told)
    asks = asks_of(file, move)
    facts = checked_facts(asks, told, file.office.today)
    check_order(file, asks, facts)
    if command.type is EventType.DELAY_RECORDED:
        return delay_facts(file, facts)
    check_child_step(file, command.type, command.on, facts)
    return with_names(file, command.type, facts)
