"""Bookings of a case that has ended: off every agenda that has not come to it, and back again."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from cfs_panels.domain.histories import FOLLOWS
from cfs_panels.domain.meeting_rules import BEFORE
from cfs_panels.domain.meetings import ItemState, MeetingState, TakenOff
from cfs_panels.domain.projections import status_of
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import joined, long_date, near_date, uncapitalised
from cfs_panels.services.bookings import is_undecided
from cfs_panels.services.event_words import event_words
from cfs_panels.services.meeting_events import facts_of, newest_of
from db.models import AgendaItem, Case, CaseEventRow, PanelMeeting

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.services.case_files import CaseFile

CANCELLED = EventType.PANEL_BOOKING_CANCELLED
NOT_OVER = (*BEFORE, MeetingState.IN_SESSION)


class Unbooked(NamedTuple):
    """What became of the bookings: what was written, and the sentence for it."""

    touched: tuple[tuple[str, str], ...] = ()
    words: str = ""


def end_bookings(file: CaseFile, cause: CaseEventRow) -> Unbooked:
    """Take a case that ended with an event off the agendas of meetings to come, or sitting now.

    An item on which panel has recommended, or that it deferred, stays: what panel did is on
    record. The cancelled booking goes with its cause where that is taken back.
    """
    if not status_of(file.pathway, file.history).is_over:
        return Unbooked()
    return take_off(file, cause)


def take_off(file: CaseFile, cause: CaseEventRow) -> Unbooked:
    """Take a case off the agendas of meetings to come, or sitting now, because of an event."""
    found = file.session.execute(
        select(AgendaItem, PanelMeeting)
        .join(PanelMeeting, PanelMeeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.case_id == file.case.id,
            PanelMeeting.state.in_(NOT_OVER),
            is_undecided(),
        )
        .with_for_update()
    ).all()
    if not found:
        return Unbooked()
    ending = event_words().line(cause.type, {})
    for item, _ in found:
        item.removed, item.state, item.started_at = True, ItemState.BOOKED, None
        facts = facts_of(item, reason=uncapitalised(ending))
        file.follow(CANCELLED, cause.on, cause.id, facts=facts, judged=False)
        renumber(file.session, item.meeting_id)
    days = joined([near_date(meeting.held_on, file.office.today) for _, meeting in found])
    return Unbooked(_touched(found), f"taken off the agenda of {days}")


def restore_bookings(file: CaseFile, ending: CaseEvent) -> Unbooked:
    """Put a case back on the agendas that it left with an event that is now taken back.

    Where panel has met meanwhile, the case waits for another slot.
    """
    gone = [
        row
        for row in file.session.scalars(
            select(CaseEventRow).where(
                CaseEventRow.case_id == file.case.id,
                CaseEventRow.type == CANCELLED,
                CaseEventRow.withdrawn.is_(False),
            )
        )
        if row.facts.get(FOLLOWS) == ending.id
    ]
    back = []
    for row in gone:
        item = file.session.get(AgendaItem, str(row.facts.get("item_id")), with_for_update=True)
        if item is None or not item.removed:
            continue
        meeting = file.session.get_one(PanelMeeting, item.meeting_id)
        if meeting.state in NOT_OVER:
            item.removed = False
            renumber(file.session, item.meeting_id, item)
            back.append((item, meeting))
        else:
            booked = newest_of(file, item, EventType.PANEL_BOOKED)
            facts = facts_of(item, reason="panel has met since")
            file.follow(CANCELLED, file.office.today, booked.id if booked else "", facts=facts)
    if not back:
        return Unbooked()
    days = joined([near_date(meeting.held_on, file.office.today) for _, meeting in back])
    return Unbooked(_touched(back), f"back on the agenda of {days}")


def _touched(
    found: Sequence[tuple[AgendaItem, PanelMeeting]],
) -> tuple[tuple[str, str], ...]:
    items = tuple(("agenda_item", item.id) for item, _ in found)
    return (*items, *(("panel_meeting", meeting.id) for _, meeting in found))


def renumber(session: Session, meeting_id: str, first: AgendaItem | None = None) -> None:
    """Number the lines of an agenda anew; of two in one place, ``first`` goes before."""
    session.flush()
    lines = session.scalars(
        select(AgendaItem).where(
            AgendaItem.meeting_id == meeting_id,
            AgendaItem.removed.is_(False),
            AgendaItem.position >= 0,
        )
    ).all()
    for place, line in enumerate(sorted(lines, key=lambda i: (i.position, i is not first, i.id))):
        line.position = place
    session.flush()


def lost_cases(session: Session, meeting_ids: Collection[str]) -> list[str]:
    """Return the cases that left the agendas of meetings, for whatever reason."""
    if not meeting_ids:
        return []
    return [
        case_id
        for case_id in session.scalars(
            select(AgendaItem.case_id)
            .where(AgendaItem.meeting_id.in_(meeting_ids), AgendaItem.removed.is_(True))
            .distinct()
        )
        if case_id
    ]


def taken_off(
    session: Session, meeting_ids: Collection[str], visible: Collection[str]
) -> Mapping[str, tuple[TakenOff, ...]]:
    """Return by meeting which cases left its agenda because they ended, the newest last."""
    rows = session.execute(
        select(AgendaItem.id, AgendaItem.meeting_id, Case.id.label("case_id"), Case.household_name)
        .join(Case, Case.id == AgendaItem.case_id)
        .where(AgendaItem.meeting_id.in_(meeting_ids), AgendaItem.removed.is_(True))
    ).all()
    if not rows:
        return {}
    items = {row.id: row for row in rows}
    events = session.scalars(
        select(CaseEventRow)
        .where(
            CaseEventRow.case_id.in_({row.case_id for row in rows}), CaseEventRow.type == CANCELLED
        )
        .order_by(CaseEventRow.recorded_at)
    ).all()
    replaced = {event.supersedes for event in events}
    newest = {
        str(event.facts.get("item_id")): event
        for event in events
        if event.id not in replaced and not event.withdrawn
    }
    found: dict[str, list[TakenOff]] = defaultdict(list)
    for item_id, event in newest.items():
        if item_id in items and event.facts.get(FOLLOWS):
            item = items[item_id]
            title = item.household_name if item.case_id in visible else ""
            words = f"Taken off on {long_date(event.on)}: {event.facts['reason']}."
            found[item.meeting_id].append(TakenOff(title, words))
    return {key: tuple(lines) for key, lines in found.items()}
