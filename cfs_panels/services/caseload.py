"""Lists of cases: views, filters and counts, from a few columns of one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Row, case, false, func, or_, select

from cfs_panels.domain.actors import Role
from cfs_panels.domain.caseload import CaseList, CaseQuery, CaseView
from cfs_panels.domain.cases import CaseRow
from cfs_panels.domain.clock_words import list_source, list_words, theme_state
from cfs_panels.domain.clocks import clock_as_stored
from cfs_panels.domain.pathways import Owner
from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.services.pathway_library import newest_pathways, pathway
from cfs_panels.services.visibility import case_filter
from db.models import Case, User

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.clocks import StatutoryClock
    from cfs_panels.services.office import Office

OPEN = tuple(status for status in CaseStatus if status.is_open)

_COLUMNS = (
    Case.id,
    Case.reference,
    Case.household_name,
    Case.service,
    Case.pathway,
    Case.pathway_version,
    Case.stage,
    Case.status,
    Case.next_step,
    Case.next_words,
    Case.next_owner_name,
    Case.next_owner_id,
    Case.team,
    Case.clock_rule,
    Case.clock_started_on,
    Case.clock_due_on,
    User.name.label("worker"),
)


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
            seen = case_filter(self._office.matrix, actor, "view_case")
            rows = session.execute(self._statement(actor, query, seen)).all()
            return CaseList(
                rows=tuple(self._row(row) for row in rows),
                counts=self._counts(session, actor, seen),
                stages=_stages(),
                teams=_distinct(session, Case.team, seen),
                workers=_distinct(session, User.name, seen),
            )

    def counts(self, actor: Actor) -> dict[CaseView, int]:
        """Return how many cases every view holds for this person."""
        with self._office.reading() as session:
            seen = case_filter(self._office.matrix, actor, "view_case")
            return dict(self._counts(session, actor, seen))

    def _statement(self, actor: Actor, query: CaseQuery, seen: ColumnElement[bool]) -> Any:
        statement = (
            select(*_COLUMNS)
            .outerjoin(User, User.id == Case.worker_id)
            .where(seen, self._view(actor, query.view), *_filters(query))
            .order_by(Case.clock_due_on.is_(None), Case.clock_due_on, Case.reference)
        )
        return statement.limit(query.limit) if query.limit else statement

    def _view(self, actor: Actor, view: CaseView) -> ColumnElement[bool]:
        if view is CaseView.CLOSED:
            return Case.status.not_in(OPEN)
        if view is CaseView.PAUSED:
            return Case.status == CaseStatus.PAUSED
        is_open = Case.status.in_(OPEN)
        if view is CaseView.MINE:
            return is_open & _is_mine(actor)
        if view is CaseView.NEEDS_ACTION:
            soon = Case.clock_due_on <= self._office.calendar.add(self._office.today, 3)
            return is_open & (Case.status != CaseStatus.PAUSED) & or_(soon, next_is_mine(actor))
        if view is CaseView.WAITING_FOR_PANEL:
            return is_open & (Case.next_step.in_(BOOKING_STEPS))
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

    def _row(self, row: Row[Any]) -> CaseRow:
        kind = pathway(row.pathway, row.pathway_version)
        keys = [stage.key for stage in kind.stages]
        clock = self._clock(row.clock_rule, row.clock_started_on, row.clock_due_on)
        return CaseRow(
            id=row.id,
            reference=row.reference,
            household=row.household_name,
            service=row.service,
            kind=kind.name,
            stage=row.stage,
            stage_name=kind.stage(row.stage).name,
            stage_number=keys.index(row.stage) + 1,
            stage_count=len(keys),
            status=row.status,
            next_step=row.next_words or STATUS_WORDS[row.status],
            next_owner=row.next_owner_name,
            worker=row.worker or "",
            team=row.team,
            clock_name=list_source(clock) if clock else "",
            clock_state=theme_state(clock.state) if clock else "",
            clock_words=list_words(clock) if clock else "",
            clock_due_on=row.clock_due_on,
            clock_fraction=clock.fraction if clock else 0.0,
        )

    def _clock(
        self, rule_id: str, started_on: date | None, due_on: date | None
    ) -> StatutoryClock | None:
        if not rule_id or started_on is None or due_on is None:
            return None
        versions = self._office.rules.versions_of(rule_id)
        rule = versions.on(started_on) or versions.versions[-1]
        return clock_as_stored(rule, started_on, due_on, self._office.today, self._office.calendar)


STATUS_WORDS = {
    CaseStatus.OPEN: "",
    CaseStatus.PAUSED: "On hold",
    CaseStatus.WITH_DECISION_MAKER: "With the decision maker",
    CaseStatus.DECIDED: "Decided",
    CaseStatus.CHALLENGED: "Time to respond is running",
    CaseStatus.APPROVED: "Approved",
    CaseStatus.NOT_APPROVED: "Not approved",
    CaseStatus.WITHDRAWN: "Withdrawn",
    CaseStatus.CLOSED: "Closed",
}
BOOKING_STEPS = ("book_panel", "rebook_panel", "rebook_cancelled")


def _is_mine(actor: Actor) -> ColumnElement[bool]:
    return or_(Case.worker_id == actor.user_id, Case.next_owner_id == actor.user_id)


def next_is_mine(actor: Actor) -> ColumnElement[bool]:
    """Return the cases whose next step is the person's, by name or by the role they hold."""
    owners = [owner.value for owner in Owner if owner.role and actor.has(Role(owner.value))]
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
    for kind in newest_pathways():
        for stage in kind.stages:
            found.setdefault(stage.key, stage.name)
    order = ["enquiry", "initial_visit", "application", "registration"]
    return tuple(sorted(found.items(), key=lambda s: order.index(s[0]) if s[0] in order else 9))


def _distinct(session: Session, column: Any, seen: ColumnElement[bool]) -> tuple[str, ...]:
    statement = (
        select(column)
        .select_from(Case)
        .outerjoin(User, User.id == Case.worker_id)
        .where(seen, column.is_not(None), column != "")
        .distinct()
        .order_by(column)
    )
    return tuple(session.scalars(statement))
