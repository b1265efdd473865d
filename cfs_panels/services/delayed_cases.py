"""The cases among which delay is looked for, each with its history, read by a few columns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, or_, select, true

from cfs_panels.domain.delays import DelayedCase
from cfs_panels.domain.histories import History
from cfs_panels.services.case_children import told_child
from cfs_panels.services.case_files import EVENT_COLUMNS, event_from
from cfs_panels.services.caseload import open_cases
from cfs_panels.services.pathway_library import pathway
from cfs_panels.services.visibility import case_filter
from db.models import Case, CaseEventRow, Child, User

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.case_lines import ChildLine
    from cfs_panels.domain.delays import DelayQuery
    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.domain.pathways import Pathway
    from cfs_panels.services.office import Office
    from cfs_panels.services.progress import Progress

_STEP = 500


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case with what its delay is judged by, as known on the last day asked for."""

    case: DelayedCase
    kind: Pathway
    history: History
    history_until: date | None
    child: ChildLine | None
    is_open: bool
    next_words: str
    next_owner: str


def known_cases(
    session: Session,
    office: Office,
    actor: Actor,
    query: DelayQuery,
    day: date,
    progress: Progress,
) -> Iterator[KnownCase]:
    """Yield the cases of a query that a person may see: open ones, and for a period closed ones."""
    wanted = (case_filter(office.matrix, actor, "view_case"), *_filters(query))
    rows = session.execute(
        select(
            Case.id,
            Case.reference,
            Case.household_name,
            Case.service,
            Case.pathway,
            Case.pathway_version,
            Case.team,
            Case.history_until,
            Case.child_id,
            Case.next_words,
            Case.next_owner_name,
            User.name.label("worker"),
            open_cases().label("is_open"),
            case_filter(office.matrix, actor, "record_event").label("may_explain"),
        )
        .outerjoin(User, User.id == Case.worker_id)
        .where(*wanted)
        .order_by(Case.reference)
    ).all()
    events: dict[str, list[CaseEvent]] = defaultdict(list)
    found = session.execute(
        select(CaseEventRow.case_id, *EVENT_COLUMNS)
        .join(Case, Case.id == CaseEventRow.case_id)
        .where(*wanted)
    )
    for event in found:
        events[event.case_id].append(event_from(event))
    children = _children(session, {row.child_id for row in rows if row.child_id}, day)
    is_now = day == office.today
    for number, row in enumerate(rows, 1):
        if number % _STEP == 0 or number == len(rows):
            progress(number, len(rows), f"{number} of {len(rows)} cases")
        history = History(events[row.id], as_of=day)
        if history.events:
            yield _known(row, history, children.get(row.child_id or ""), is_now=is_now)


def _filters(query: DelayQuery) -> Iterator[ColumnElement[bool]]:
    if query.is_now:
        yield open_cases()
    elif query.from_on is not None:
        goes_on = Case.events.any(CaseEventRow.on >= query.from_on)
        yield or_(open_cases(), goes_on)
    else:
        yield true()
    if query.service is not None:
        yield Case.service == query.service
    if query.team:
        yield Case.team == query.team


def _children(session: Session, ids: set[str], day: date) -> dict[str, ChildLine]:
    rows = session.scalars(select(Child).where(Child.id.in_(ids))) if ids else ()
    return {row.id: told_child(row, day) for row in rows}


def _known(
    row: Any,  # noqa: ANN401 (a row of the columns above)
    history: History,
    child: ChildLine | None,
    *,
    is_now: bool,
) -> KnownCase:
    kind = pathway(row.pathway, row.pathway_version)
    case = DelayedCase(
        id=row.id,
        reference=row.reference,
        household=row.household_name,
        service=row.service,
        kind=kind.name,
        worker=row.worker or "",
        team=row.team,
        child=f"{child.first_name}, {child.reference}" if child else "",
        may_explain=bool(row.may_explain),
    )
    return KnownCase(
        case=case,
        kind=kind,
        history=history,
        history_until=row.history_until,
        child=child,
        is_open=bool(row.is_open),
        next_words=row.next_words if is_now else "",
        next_owner=row.next_owner_name if is_now else "",
    )
