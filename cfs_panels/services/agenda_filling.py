"""An agenda filled from the cases that wait: proposed, for a person to take or leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.agenda_times import as_minutes, used_minutes
from cfs_panels.domain.meetings import AddAgendaItem, ItemKind
from cfs_panels.services.meeting_habits import meeting_habits
from cfs_panels.services.waiting_cases import waiting_cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.meetings import WaitingLine
    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office
    from cfs_panels.services.waiting_cases import WaitingCase


def filling_commands(
    session: Session, office: Office, actor: Actor, rows: MeetingRows
) -> tuple[AddAgendaItem, ...]:
    """Return the commands that add what waits, by deadline and within the limit, with breaks."""
    chosen = _chosen(rows, waiting_cases(session, office, actor, rows.service))
    return tuple(_with_breaks(rows, chosen))


def _chosen(rows: MeetingRows, waiting: Sequence[WaitingCase]) -> list[WaitingLine]:
    """Return the cases that fit, by deadline; those of one worker and day stand together."""
    left = rows.meeting.limit_minutes - used_minutes(rows.slots())
    found: list[WaitingCase] = []
    for case in waiting:
        if case.line.minutes <= left:
            left -= case.line.minutes
            found.append(case)
    return [case.line for case in _by_presenter(found)]


def _by_presenter(cases: Sequence[WaitingCase]) -> list[WaitingCase]:
    first: dict[tuple[object, str], int] = {}
    for place, case in enumerate(cases):
        first.setdefault((case.line.panel_by, case.worker_id), place)
    return sorted(cases, key=lambda c: first[c.line.panel_by, c.worker_id])


def _with_breaks(rows: MeetingRows, chosen: Sequence[WaitingLine]) -> Iterator[AddAgendaItem]:
    meeting_id = rows.meeting.id
    at = as_minutes(rows.meeting.starts_at) + sum(slot.minutes for slot in rows.slots())
    has_breaks = any(item.kind is ItemKind.BREAK for item in rows.items)
    coming = (
        [] if has_breaks else [b for b in meeting_habits().breaks if as_minutes(b.begins) >= at]
    )
    for line in chosen:
        while coming and at >= as_minutes(coming[0].begins):
            pause = coming.pop(0)
            yield AddAgendaItem(
                meeting_id, ItemKind.BREAK, title=pause.title, minutes=pause.minutes
            )
            at += pause.minutes
        yield AddAgendaItem(meeting_id, ItemKind.CASE, case_id=line.case_id, minutes=line.minutes)
        at += line.minutes
