"""Rows of the home page that come from cases: next steps, clocks that end, checks that are late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, false, func, or_, select

from cfs_panels.domain.actors import Role
from cfs_panels.domain.home import HomeKind
from cfs_panels.domain.home_rows import (
    BOOKED_STEPS,
    MEETING_CLOCKS,
    MEETING_STEPS,
    CaseStep,
    case_row,
)
from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.domain.words import long_date
from cfs_panels.services.caseload import OPEN, next_is_mine, open_cases
from cfs_panels.services.pathway_library import booking_steps
from cfs_panels.services.visibility import case_filter
from cfs_panels.services.waiting_cases import BOOKABLE
from db.models import Case, Check, Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.home import HomeRow
    from cfs_panels.services.office import Office


def case_rows(session: Session, office: Office, actor: Actor) -> Iterator[HomeRow]:
    """Return the cases whose next step is the person's, or whose clock they must watch.

    Steps of a whole meeting (papers, minutes) are rows of the meeting, not of each case.
    """
    for row in session.execute(_statement(office, actor)):
        yield case_row(CaseStep(*row), office.newest_rule, office.today, office.calendar)


def _statement(office: Office, actor: Actor) -> Select[*tuple[Any, ...]]:
    mine = next_is_mine(actor) & Case.next_step.not_in(MEETING_STEPS)
    watched: ColumnElement[bool] = false()
    soon = office.calendar.add(office.today, 1)
    if actor.has(Role.PANEL_ADVISER):
        watched = Case.next_step.in_(BOOKED_STEPS) & (Case.clock_due_on <= soon)
    elif actor.has(Role.SOCIAL_WORKER):
        watched = (Case.worker_id == actor.user_id) & (Case.clock_due_on <= soon)
    return select(
        Case.id,
        Case.reference,
        Case.household_name,
        Case.next_step,
        Case.next_words,
        Case.clock_rule,
        Case.clock_started_on,
        Case.clock_due_on,
        mine.label("mine"),
        (Case.worker_id == actor.user_id).label("works_it"),
    ).where(
        case_filter(office.matrix, actor, "view_case"),
        open_cases(),
        Case.status != CaseStatus.PAUSED,
        or_(mine, watched & Case.clock_rule.not_in(MEETING_CLOCKS)),
    )


def check_rows(session: Session, office: Office, actor: Actor) -> Iterator[HomeRow]:
    """Return the checks that should have come, of cases that the person works or prepares."""
    from cfs_panels.services.home import home_row

    whose = Case.worker_id == actor.user_id
    if actor.has(Role.PANEL_ADVISER, Role.PANEL_ADMINISTRATOR):
        whose = Case.next_step.in_((*BOOKED_STEPS, "hear"))
    rows = session.execute(
        select(
            Check.name,
            Check.asked_of,
            Check.requested_on,
            Check.due_on,
            Case.worker_id,
            Case.id,
            Case.household_name,
            Person.first_name,
        )
        .join(Case, Case.id == Check.case_id)
        .outerjoin(Person, Person.id == Check.person_id)
        .where(
            case_filter(office.matrix, actor, "view_case"),
            Case.status.in_(OPEN),
            Case.status != CaseStatus.PAUSED,
            Check.received_on.is_(None),
            Check.due_on <= office.today,
            whose,
        )
    )
    for row in rows:
        asked = f"Asked for on {long_date(row.requested_on)}, no reply."
        yield home_row(
            office,
            HomeKind.PAPERS,
            f"{row.name}: {row.household_name}",
            asked,
            row.due_on,
            "Open case",
            ("case", row.id, "checks"),
            mine=row.worker_id == actor.user_id or actor.has(Role.PANEL_ADVISER),
        )


def waiting_count(session: Session, office: Office, actor: Actor) -> int:
    """Return how many cases wait for a slot on a panel."""
    return (
        session.scalar(
            select(func.count(Case.id)).where(
                case_filter(office.matrix, actor, "view_case"),
                Case.status.in_(BOOKABLE),
                Case.next_step.in_(booking_steps()),
            )
        )
        or 0
    )
