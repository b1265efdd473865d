"""The list of children: views, filters and counts; whom a person may not see is not counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, case, exists, false, func, not_, or_, select
from sqlalchemy.orm import aliased

from cfs_panels.domain.cases import age_on
from cfs_panels.domain.children import ChildList, ChildRow, ChildView, age_words
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import plural
from cfs_panels.services.case_rows import COLUMNS, CaseRows
from cfs_panels.services.caseload import escaped, next_is_mine, open_cases
from cfs_panels.services.child_pages import (
    MATCHED,
    ORDER_EVENTS,
    match_of,
    order_words,
    waiting_days,
)
from cfs_panels.services.meeting_papers import histories_of
from cfs_panels.services.visibility import case_filter
from db.models import Case, CaseEventRow, Child, SiblingGroup, User

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row
    from sqlalchemy.orm import InstrumentedAttribute, Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.children import ChildQuery
    from cfs_panels.domain.histories import History
    from cfs_panels.services.office import Office

LIST = "list_children"
AT_ONCE = 5000
_STAGES = {
    ChildView.WAITING_FOR_DECISION: ("care", "plan", "panel", "decision"),
    ChildView.WAITING_FOR_ORDER: ("authority",),
    ChildView.ORDER_NOT_MATCHED: ("matching",),
    ChildView.MATCHED_NOT_PLACED: ("matched",),
    ChildView.PLACED: ("placed",),
}
_OF_CHILD = (
    Child.id.label("child_id"),
    Child.first_name,
    Child.born_on,
    Child.plan,
    SiblingGroup.label.label("sibling_group"),
)


def child_list(session: Session, office: Office, actor: Actor, query: ChildQuery) -> ChildList:
    """Return the children of a query and the count of every view.

    Raises:
        RuleBroken: where the role sees no list of children.
    """
    if not office.matrix.relations(actor, LIST):
        office.require(actor, LIST)
    seen = Case.household_id.is_(None) & case_filter(office.matrix, actor, LIST)
    found = session.execute(
        _joined(select(*COLUMNS, *_OF_CHILD))
        .where(seen, _view(actor, query.view), *_filters(query))
        .order_by(Case.clock_due_on.is_(None), Case.clock_due_on, Case.reference)
        .limit(query.limit or None)
    ).all()
    return ChildList(
        rows=_rows(session, office, actor, found),
        counts=_counts(session, actor, seen),
        teams=_distinct(session, Case.team, seen),
        workers=_distinct(session, User.name, seen),
    )


def open_count(session: Session, office: Office, actor: Actor) -> int:
    """Return how many children the view of all open ones holds for this person."""
    seen = Case.household_id.is_(None) & case_filter(office.matrix, actor, LIST)
    found = session.scalar(select(func.count()).select_from(Case).where(seen, open_cases()))
    return found or 0


def _joined(statement: Any) -> Any:  # noqa: ANN401 (a select of whatever columns)
    return (
        statement.select_from(Case)
        .join(Child, Child.id == Case.child_id)
        .outerjoin(SiblingGroup, SiblingGroup.id == Child.sibling_group_id)
        .outerjoin(User, User.id == Case.worker_id)
    )


def _view(actor: Actor, view: ChildView) -> ColumnElement[bool]:
    is_open = open_cases()
    if view is ChildView.CLOSED:
        return not_(is_open)
    if view is ChildView.PLAN_CHANGED:
        return not_(is_open) & _has_event(EventType.PLAN_CHANGED)
    if view is ChildView.MINE:
        return is_open & or_(Case.worker_id == actor.user_id, next_is_mine(actor))
    if view in _STAGES:
        return is_open & Case.stage.in_(_STAGES[view])
    return is_open


def _has_event(event: EventType) -> ColumnElement[bool]:
    """Return the condition on a case that an event of a type counts in it."""
    newer = aliased(CaseEventRow)
    return exists().where(
        CaseEventRow.case_id == Case.id,
        CaseEventRow.type == event,
        CaseEventRow.withdrawn.is_(False),
        ~exists().where(newer.supersedes == CaseEventRow.id),
    )


def _counts(
    session: Session, actor: Actor, seen: ColumnElement[bool]
) -> tuple[tuple[ChildView, int], ...]:
    sums = [
        func.coalesce(func.sum(case((_view(actor, view), 1), else_=0)), 0) for view in ChildView
    ]
    found = session.execute(select(*sums).select_from(Case).where(seen)).one()
    return tuple((view, int(count)) for view, count in zip(ChildView, found, strict=True))


def _filters(query: ChildQuery) -> Sequence[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.team:
        found.append(Case.team == query.team)
    if query.worker:
        found.append(User.name == query.worker)
    for word in query.text.split():
        pattern = f"%{escaped(word)}%"
        columns = (Child.first_name, Case.reference, SiblingGroup.label, User.name)
        found.append(or_(false(), *(c.ilike(pattern, escape="\\") for c in columns)))
    return found


def _distinct(
    session: Session, column: InstrumentedAttribute[str], seen: ColumnElement[bool]
) -> tuple[str, ...]:
    statement = (
        select(column)
        .select_from(Case)
        .outerjoin(User, User.id == Case.worker_id)
        .where(seen, column.is_not(None), column != "")
        .distinct()
        .order_by(column)
    )
    return tuple(session.scalars(statement))


def _rows(
    session: Session, office: Office, actor: Actor, found: Sequence[Row[Any]]
) -> tuple[ChildRow, ...]:
    ids = [row.id for row in found]
    histories: dict[str, History] = {}
    for start in range(0, len(ids), AT_ONCE):
        batch = ids[start : start + AT_ONCE]
        histories |= histories_of(session, batch, {*ORDER_EVENTS, *MATCHED})
    matched = {row.id: match_of(histories[row.id]) for row in found}
    homes = _visible(session, office, actor)
    make = CaseRows(office)
    return tuple(
        _row(make, office, row, histories[row.id], matched[row.id], homes) for row in found
    )


def _visible(session: Session, office: Office, actor: Actor) -> Mapping[str, tuple[str, str]]:
    """Return the cases of adopters that the person may see: by id and by reference."""
    rows = session.execute(
        select(Case.id, Case.reference, Case.household_name).where(
            Case.household_id.is_not(None),
            Case.service == "adoption",
            case_filter(office.matrix, actor, "view_case"),
        )
    )
    found: dict[str, tuple[str, str]] = {}
    for row in rows:
        found[row.id] = found[row.reference] = (row.id, row.household_name)
    return found


def _row(
    make: CaseRows,
    office: Office,
    row: Row[Any],
    history: History,
    match: Mapping[str, Any],
    homes: Mapping[str, tuple[str, str]],
) -> ChildRow:
    line, today = make.row(tuple(row)[: len(COLUMNS)]), office.today  # type: ignore[arg-type] # part
    entered = history.on(EventType.CARE_ENTERED)
    days = waiting_days(history, today)
    key = str(match.get("adopters_case") or match.get("household_ref") or "")
    case_id, household = homes.get(key, ("", "" if key else str(match.get("household") or "")))
    return ChildRow(
        id=line.id,
        child_id=row.child_id,
        reference=line.reference,
        first_name=row.first_name,
        born_on=row.born_on,
        age=age_on(row.born_on, today),
        age_words=age_words(row.born_on, today),
        care_entered_on=entered,
        days_waiting=days,
        waiting_words=plural(days, "day") if days is not None else "",
        plan=row.plan,
        stage=line.stage,
        stage_name=line.stage_name,
        status=line.status,
        order_words=order_words(history),
        match=household,
        match_case_id=case_id,
        sibling_group=row.sibling_group or "",
        worker=line.worker,
        team=line.team,
        next_step=line.next_step,
        next_owner=line.next_owner,
        clock_name=line.clock_name,
        clock_state=line.clock_state,
        clock_words=line.clock_words,
        clock_due_on=line.clock_due_on,
        clock_fraction=line.clock_fraction,
    )
