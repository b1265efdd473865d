"""Lists of cases: views, filters and counts, from a few columns of one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, case, false, func, not_, or_, select

from cfs_panels.domain.caseload import CaseList, CaseQuery, CaseView
from cfs_panels.domain.owners import owners_of
from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.services.case_rows import COLUMNS, CaseRows
from cfs_panels.services.case_rows import STATUS_WORDS as STATUS_WORDS
from cfs_panels.services.pathway_library import booking_steps, newest_pathways
from cfs_panels.services.visibility import case_filter
from db.models import Case, User

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import InstrumentedAttribute, Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office

OPEN = tuple(status for status in CaseStatus if status.is_open)


def open_cases() -> ColumnElement[bool]:
    """Return the cases that are worked on: after a decision, while a step is still to be taken.

    A fostering household that is approved stays among them until the foster care agreement is
    signed, a refused one until it is told; `CaseState.is_open` says the same of one case.
    """
    return or_(Case.status.in_(OPEN), Case.next_step != "")


class Caseload:
    """Cases in lists; what a person may not open is neither shown nor counted."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def cases(self, actor: Actor, query: CaseQuery | None = None) -> CaseList:
        """Return the cases of a query, soonest deadline first, and the count of every view.

        Raises:
            RuleBroken: where the role sees no list of cases.
        """
        query = query or CaseQuery()
        self._office.require(actor, "list_cases")
        with self._office.reading() as session:
            seen = self._seen(actor)
            rows = session.execute(self._statement(actor, query, seen)).all()
            return CaseList(
                rows=tuple(map(CaseRows(self._office).row, rows)),
                counts=self._counts(session, actor, seen),
                stages=_stages(),
                teams=_distinct(session, Case.team, seen),
                workers=_distinct(session, User.name, seen),
            )

    def counts(self, actor: Actor) -> dict[CaseView, int]:
        """Return how many cases every view holds for this person."""
        with self._office.reading() as session:
            seen = self._seen(actor)
            return dict(self._counts(session, actor, seen))

    def _seen(self, actor: Actor) -> ColumnElement[bool]:
        """Return the cases of households that the person may see: children have their own list."""
        of_households = Case.household_id.is_not(None)
        return of_households & case_filter(self._office.matrix, actor, "view_case")

    def _statement(
        self, actor: Actor, query: CaseQuery, seen: ColumnElement[bool]
    ) -> Select[*tuple[Any, ...]]:
        statement = (
            select(*COLUMNS)
            .outerjoin(User, User.id == Case.worker_id)
            .where(seen, self._view(actor, query.view), *_filters(query))
            .order_by(Case.clock_due_on.is_(None), Case.clock_due_on, Case.reference)
        )
        return statement.limit(query.limit) if query.limit else statement

    def _view(self, actor: Actor, view: CaseView) -> ColumnElement[bool]:
        if view is CaseView.CLOSED:
            return not_(open_cases())
        if view is CaseView.PAUSED:
            return Case.status == CaseStatus.PAUSED
        is_open = open_cases()
        if view is CaseView.MINE:
            return is_open & _is_mine(actor)
        if view is CaseView.NEEDS_ACTION:
            soon = Case.clock_due_on <= self._office.calendar.add(self._office.today, 3)
            return is_open & (Case.status != CaseStatus.PAUSED) & or_(soon, next_is_mine(actor))
        if view is CaseView.WAITING_FOR_PANEL:
            return is_open & (Case.next_step.in_(booking_steps()))
        return is_open

    def _counts(
        self, session: Session, actor: Actor, seen: ColumnElement[bool]
    ) -> tuple[tuple[CaseView, int], ...]:
        """Count every view in one pass over the table."""
        sums = [
            func.coalesce(func.sum(case((self._view(actor, view), 1), else_=0)), 0)
            for view in CaseView
        ]
        found = session.execute(select(*sums).where(seen)).one()
        return tuple((view, int(count)) for view, count in zip(CaseView, found, strict=True))


def _is_mine(actor: Actor) -> ColumnElement[bool]:
    return or_(Case.worker_id == actor.user_id, Case.next_owner_id == actor.user_id)


def next_is_mine(actor: Actor) -> ColumnElement[bool]:
    """Return the cases whose next step is the person's, by name or by the role they hold."""
    owners = [owner.value for owner in owners_of(actor.roles)]
    by_role = Case.next_owner.in_(owners) if owners else false()
    return or_(Case.next_owner_id == actor.user_id, by_role)


def _filters(query: CaseQuery) -> Sequence[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.service:
        found.append(Case.service == query.service)
    if query.stage:
        found.append(Case.stage == query.stage)
    if query.team:
        found.append(Case.team == query.team)
    if query.worker:
        found.append(User.name == query.worker)
    for word in query.text.split():
        pattern = f"%{escaped(word)}%"
        found.append(
            or_(
                Case.household_name.ilike(pattern, escape="\\"),
                Case.reference.ilike(pattern, escape="\\"),
                Case.next_words.ilike(pattern, escape="\\"),
                User.name.ilike(pattern, escape="\\"),
            )
        )
    return found


def escaped(word: str) -> str:
    """Return a word in which the signs of LIKE stand for themselves."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _stages() -> tuple[tuple[str, str], ...]:
    """Return the stages of all kinds of case, in their order, each once."""
    found: dict[str, str] = {}
    for kind in (kind for kind in newest_pathways() if not kind.of_child):
        for stage in kind.stages:
            found.setdefault(stage.key, stage.name)
    order = ["enquiry", "initial_visit", "application", "registration"]
    return tuple(sorted(found.items(), key=lambda s: order.index(s[0]) if s[0] in order else 9))


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
