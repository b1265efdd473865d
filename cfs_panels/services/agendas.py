"""Agendas: items put on, moved, taken off; the adviser's note; papers sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.agenda_times import items_words
from cfs_panels.domain.children import listed_name
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.matters import matter_of
from cfs_panels.domain.meeting_rules import check_length, check_not_begun, check_not_over
from cfs_panels.domain.meetings import (
    AddAgendaItem,
    EditAgendaItem,
    ItemKind,
    ItemState,
    MoveAgendaItem,
    PutBackAgendaItem,
    RemoveAgendaItem,
    SwapAgendaItems,
)
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.agenda_filling import filling_commands
from cfs_panels.services.bookings import check_bookable
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.meeting_access import NO_ITEM, item_for, meeting_for
from cfs_panels.services.meeting_events import changes_of, record_booking, record_cancelling
from cfs_panels.services.meeting_rows import line_words
from cfs_panels.services.panel_advice import PanelAdviceNotes
from cfs_panels.services.paper_sending import PaperSending
from cfs_panels.services.waiting_cases import waiting_cases
from db.models import AgendaItem, User

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.meetings import WaitingLine
    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office
    from db.models import Case

BUILD = "build_agenda"
LONGEST = 480


class Agendas:
    """The agenda of a meeting, line by line."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {
            AddAgendaItem: self.add_agenda_item,
            PutBackAgendaItem: self.put_back_agenda_item,
            MoveAgendaItem: self.move_agenda_item,
            SwapAgendaItems: self.swap_agenda_items,
            RemoveAgendaItem: self.remove_agenda_item,
            EditAgendaItem: self.edit_agenda_item,
            **PanelAdviceNotes(self._office).commands(),
            **PaperSending(self._office).commands(),
        }

    def fill_agenda(self, actor: Actor, meeting_id: str) -> tuple[AddAgendaItem, ...]:
        """Return the commands that would fill an agenda from the cases that wait, none carried out.

        The case that must be heard first comes first, as many as the limit holds, with breaks.
        """
        with self._office.reading() as session:
            rows = meeting_for(session, self._office, actor, meeting_id, BUILD, reads_only=True)
            check_not_begun(rows.meeting.state, rows.meeting.held_on)
            return filling_commands(session, self._office, actor, rows)

    def waiting(self, actor: Actor) -> tuple[WaitingLine, ...]:
        """Return the cases that wait for a slot on either panel, for whoever builds agendas."""
        if not self._office.matrix.allows(actor, BUILD, frozenset()):
            return ()
        with self._office.reading() as session:
            found = [
                case.line
                for service in Service
                for case in waiting_cases(session, self._office, actor, service)
            ]
        return tuple(sorted(found, key=lambda line: (line.panel_by is None, line.panel_by)))

    def add_agenda_item(self, actor: Actor, command: AddAgendaItem) -> Changes:
        """Put a case, a piece of business or a break on the agenda; a case is thereby booked.

        Raises:
            RuleBroken: for a case of the other service, one that is on an agenda already, was
                heard or has ended, and for a line without title or minutes.
        """
        with self._office.writing(actor) as session:
            rows = meeting_for(session, self._office, actor, command.meeting_id, BUILD)
            check_not_begun(rows.meeting.state, rows.meeting.held_on)
            file = None
            if command.kind is ItemKind.CASE:
                file = CaseFile.open(session, self._office, actor, command.case_id, BUILD)
                check_bookable(session, rows, file)
                item = _case_item(session, command, file)
            else:
                item = _other_item(command)
            session.add(item)
            session.flush()
            if file is not None:
                record_booking(file, item, rows.meeting.held_on)
            _place(rows, item, command.position)
            session.flush()
            return changes_of(
                rows,
                [file] if file else [],
                ("agenda_item", item.id),
                made=item.id,
                message=f"{item.title} added to the agenda",
                undo=RemoveAgendaItem(item.id),
            )

    def put_back_agenda_item(self, actor: Actor, command: PutBackAgendaItem) -> Changes:
        """Put an item that was taken off back on its agenda.

        Raises:
            RuleBroken: where the case has been booked elsewhere meanwhile.
        """
        with self._office.writing(actor) as session:
            item = session.scalar(
                select(AgendaItem).where(
                    AgendaItem.id == command.item_id, AgendaItem.removed.is_(True)
                )
            )
            if item is None:
                raise RuleBroken(NO_ITEM)
            rows = meeting_for(session, self._office, actor, item.meeting_id, BUILD)
            check_not_begun(rows.meeting.state, rows.meeting.held_on)
            file = None
            if item.case_id:
                file = CaseFile.open(session, self._office, actor, item.case_id, BUILD)
                check_bookable(session, rows, file)
                record_booking(file, item, rows.meeting.held_on)
                item.papers_sent_on = None
            item.removed = False
            _place(rows, item, command.position)
            session.flush()
            return changes_of(
                rows,
                [file] if file else [],
                ("agenda_item", item.id),
                made=item.id,
                message=f"{item.title} put back on the agenda",
                undo=RemoveAgendaItem(item.id),
            )

    def move_agenda_item(self, actor: Actor, command: MoveAgendaItem) -> Changes:
        """Move an item to another place, counted from 0 with the breaks.

        Raises:
            RuleBroken: for an item that has begun, and for a place before one that has.
        """
        with self._office.writing(actor) as session:
            rows, item, _ = item_for(session, self._office, actor, command.item_id, BUILD)
            _check_movable(rows, item)
            before = rows.items.index(item)
            after = min(max(command.position, 0), len(rows.items) - 1)
            begun = [i for i in rows.items[after:] if i.state is not ItemState.BOOKED]
            if begun:
                raise RuleBroken(
                    f"{line_words(rows, begun[-1])} has begun. Choose a place after it.",
                    field="position",
                )
            _place(rows, item, after)
            session.flush()
            return changes_of(
                rows,
                (),
                ("agenda_item", item.id),
                message=f"{item.title} moved",
                undo=MoveAgendaItem(item.id, before),
            )

    def swap_agenda_items(self, actor: Actor, command: SwapAgendaItems) -> Changes:
        """Let two items change places.

        Raises:
            RuleBroken: for an item that has begun, and for items of two meetings.
        """
        with self._office.writing(actor) as session:
            rows, first, _ = item_for(session, self._office, actor, command.first_id, BUILD)
            second = item_for(session, self._office, actor, command.second_id, BUILD).item
            if second not in rows.items:
                raise RuleBroken("Only items of one agenda change places.")
            _check_movable(rows, first)
            _check_movable(rows, second)
            pair = sorted(rows.numbers.get(i.id, 0) for i in (first, second))
            first.position, second.position = second.position, first.position
            session.flush()
            return changes_of(
                rows,
                (),
                ("agenda_item", first.id),
                ("agenda_item", second.id),
                message=f"{items_words(pair)} swapped",
                undo=command,
            )

    def remove_agenda_item(self, actor: Actor, command: RemoveAgendaItem) -> Changes:
        """Take an item off the agenda; its case waits for a slot again.

        Raises:
            RuleBroken: once the item has begun.
        """
        with self._office.writing(actor) as session:
            rows, item, file = item_for(session, self._office, actor, command.item_id, BUILD)
            _check_movable(rows, item)
            place = rows.items.index(item)
            item.removed = True
            _renumber([i for i in rows.items if i is not item])
            session.flush()
            if file is not None:
                record_cancelling(file, item)
            return changes_of(
                rows,
                [file] if file else [],
                ("agenda_item", item.id),
                message=f"{item.title} taken off the agenda",
                undo=PutBackAgendaItem(item.id, place),
            )

    def edit_agenda_item(self, actor: Actor, command: EditAgendaItem) -> Changes:
        """Change how long an item takes, who presents it and who comes."""
        _check_minutes(command.minutes)
        for name in ("presenters", "attendees", "title"):
            check_length(getattr(command, name), 300, name)
        with self._office.writing(actor) as session:
            rows, item, _ = item_for(session, self._office, actor, command.item_id, BUILD)
            check_not_over(rows.meeting.state, rows.meeting.held_on)
            undo = EditAgendaItem(
                item.id, item.minutes, item.presenters, item.attendees, item.title
            )
            item.minutes = command.minutes
            item.presenters = command.presenters.strip()
            item.attendees = command.attendees.strip()
            if item.kind is not ItemKind.CASE and command.title.strip():
                item.title = command.title.strip()
            session.flush()
            return changes_of(
                rows, (), ("agenda_item", item.id), message=f"{item.title} changed", undo=undo
            )


def _case_item(session: Session, command: AddAgendaItem, file: CaseFile) -> AgendaItem:
    matter = matter_of(file.pathway, file.history)
    minutes = command.minutes or matter.minutes or file.pathway.item_minutes
    _check_minutes(minutes)
    worker = session.get(User, file.case.worker_id) if file.case.worker_id else None
    return AgendaItem(
        meeting_id=command.meeting_id,
        case_id=file.case.id,
        kind=ItemKind.CASE,
        position=0,
        title=_title(file.case),
        item_name=matter.item_name,
        minutes=minutes,
        presenters=worker.name if worker else "",
    )


def _title(case: Case) -> str:
    """Return whom an item is about: a household, or a child by first name and reference."""
    if case.household_id is None and case.child_id is not None:
        return listed_name(case.household_name, case.reference)
    return case.household_name


def _other_item(command: AddAgendaItem) -> AgendaItem:
    if command.kind is ItemKind.OPENING:
        raise RuleBroken("A meeting has its opening from the start.", field="kind")
    is_break = command.kind is ItemKind.BREAK
    title = command.title.strip() or ("Break" if is_break else "")
    if not title:
        raise RuleBroken("Enter what this item is about.", field="title")
    check_length(title, 300, "title")
    _check_minutes(command.minutes)
    return AgendaItem(
        meeting_id=command.meeting_id,
        kind=command.kind,
        position=0,
        title=title,
        item_name="" if is_break else "To note",
        minutes=command.minutes,
    )


def _check_minutes(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST:
        raise RuleBroken("Enter how many minutes this takes.", field="minutes")


def _check_movable(rows: MeetingRows, item: AgendaItem) -> None:
    check_not_over(rows.meeting.state, rows.meeting.held_on)
    if item.kind is ItemKind.OPENING:
        raise RuleBroken("A meeting begins with its opening, so that keeps its place.")
    if item.state is not ItemState.BOOKED:
        raise RuleBroken(
            f"{line_words(rows, item)} has begun, so it keeps its place. Panel may defer it."
        )


def _place(rows: MeetingRows, item: AgendaItem, position: int | None) -> None:
    """Put an item at a position among the others, last where none is given."""
    others = [i for i in rows.items if i is not item]
    place = len(others) if position is None else min(max(position, 0), len(others))
    _renumber([*others[:place], item, *others[place:]])


def _renumber(items: list[AgendaItem]) -> None:
    for number, item in enumerate(items):
        if item.position != number:
            item.position = number
