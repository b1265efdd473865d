"""Requirements of signed decisions that nobody has met yet: how many, how late, whose."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlalchemy import case as when

from cfs_panels.domain.home import HomeKind
from cfs_panels.domain.home_rows import home_row, is_soon
from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.services.past_cases import day_after
from cfs_panels.services.visibility import case_filter
from db.models import AgencyDecisionRow, Case, RequirementRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.home import HomeRow
    from cfs_panels.services.office import Office

_OVER = (CaseStatus.NOT_APPROVED, CaseStatus.WITHDRAWN, CaseStatus.CLOSED)
"""Where a case stands so, nobody asks any more for what was required."""


class RequirementCount(NamedTuple):
    """How many requirements of a case are open, and how many of these are late."""

    open: int = 0
    late: int = 0


def is_set() -> tuple[ColumnElement[bool], ...]:
    """Return the condition that a requirement stands: kept, and of a decision that is signed."""
    unsigned = RequirementRow.decision.has(AgencyDecisionRow.signed_at.is_(None))
    return RequirementRow.dropped.is_(False), ~unsigned


def set_by(day: date) -> ColumnElement[bool]:
    """Return the condition that a requirement had been set by a day; an import tells no day."""
    later = RequirementRow.decision.has(AgencyDecisionRow.signed_at >= day_after(day))
    return ~later


def requirement_counts(
    session: Session, day: date, case_id: str = ""
) -> dict[str, RequirementCount]:
    """Return by case what was open on a day, and late on it; of one case or of all."""
    unmet = or_(RequirementRow.met_on.is_(None), RequirementRow.met_on > day)
    late = func.sum(when((RequirementRow.due_on < day, 1), else_=0))
    statement = (
        select(RequirementRow.case_id, func.count(), late)
        .where(unmet, set_by(day), *is_set())
        .group_by(RequirementRow.case_id)
    )
    if case_id:
        statement = statement.where(RequirementRow.case_id == case_id)
    rows = session.execute(statement)
    return {found: RequirementCount(count, int(behind)) for found, count, behind in rows}


def requirement_rows(session: Session, office: Office, actor: Actor) -> Iterator[HomeRow]:
    """Return what is late or soon due: to whoever owes it and the worker; late, to the manager."""
    owes = or_(RequirementRow.owner == actor.name, Case.worker_id == actor.user_id)
    late = RequirementRow.due_on < office.today
    statement = (
        select(RequirementRow, Case.household_name, owes)
        .join(Case, Case.id == RequirementRow.case_id)
        .where(
            case_filter(office.matrix, actor, "view_case"),
            Case.status.not_in(_OVER),
            RequirementRow.met_on.is_(None),
            *is_set(),
            or_(owes, and_(Case.manager_id == actor.user_id, late)),
        )
    )
    for row, household, mine in session.execute(statement):
        if not is_soon(row.due_on, office.today, office.calendar):
            continue
        yield home_row(
            office.today,
            office.calendar,
            HomeKind.CASES,
            f"Requirement: {household}",
            f"{row.owner}: {row.text}",
            row.due_on,
            "Open case",
            ("case", row.case_id, "requirements"),
            mine=bool(mine),
        )
