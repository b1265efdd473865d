"""Rows of the home page that come from cases: next steps, clocks that end, checks that are late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, false, func, or_, select

from cfs_panels.domain.actors import Role
from cfs_panels.domain.clock_words import card_line, list_source
from cfs_panels.domain.clocks import clock_as_stored
from cfs_panels.domain.home import HomeKind
from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.domain.words import long_date
from cfs_panels.services.caseload import OPEN, next_is_mine
from cfs_panels.services.pathway_library import booking_steps
from cfs_panels.services.visibility import case_filter
from cfs_panels.services.waiting_cases import BOOKABLE
from db.models import Case, Check, Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Row
    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.home import HomeRow
    from cfs_panels.services.office import Office

_DECISION_STEPS = {"decide", "tell", "write"}
_PAPER_STEPS = {"send_papers", "write_note", "declare", "give_report", "observations"}
_MINUTES_STEPS = {"draft_minutes", "approve_minutes", "send_minutes"}
_MEETING_OWNED = (*_MINUTES_STEPS, "send_papers", "hear")
_MEETING_CLOCKS = ("F-PAPERS", "A-PAPERS")
_ACTIONS = {
    "decide": "Open decision",
    "book_panel": "Book a slot",
    "rebook_panel": "Book a slot",
    "write_visit": "Continue",
    "decide_visit": "Read the visit",
}
_BOOKED_STEPS = ("write_note", "observations", "declare", "send_papers")


def case_rows(session: Session, office: Office, actor: Actor) -> Iterator[HomeRow]:
    """Return the cases whose next step is the person's, or whose clock they must watch.

    Steps of a whole meeting (papers, minutes) are rows of the meeting, not of each case.
    """
    from cfs_panels.services.home import home_row

    for row in session.execute(_statement(office, actor)):
        is_mine = row.mine
        title = f"{row.next_words}: {row.household_name}"
        below = f"{row.reference}."
        if row.clock_rule and row.clock_due_on:
            clock = clock_as_stored(
                office.rules.versions_of(row.clock_rule).versions[-1],
                row.clock_started_on,
                row.clock_due_on,
                office.today,
                office.calendar,
            )
            if not is_mine:
                title = f"{clock.rule.short_name} end: {row.household_name}"
                below = card_line(clock)
            else:
                below = f"{row.reference}. {list_source(clock)}."
        yield home_row(office, _kind(row), title, below, row.clock_due_on, _action(row), _page(row))


def _statement(office: Office, actor: Actor) -> Select[*tuple[Any, ...]]:
    mine = next_is_mine(actor) & Case.next_step.not_in(_MEETING_OWNED)
    watched: ColumnElement[bool] = false()
    soon = office.calendar.add(office.today, 1)
    if actor.has(Role.PANEL_ADVISER):
        watched = Case.next_step.in_(_BOOKED_STEPS) & (Case.clock_due_on <= soon)
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
    ).where(
        case_filter(office.matrix, actor, "view_case"),
        or_(Case.status.in_(OPEN), Case.next_step != ""),
        Case.status != CaseStatus.PAUSED,
        or_(mine, watched & Case.clock_rule.not_in(_MEETING_CLOCKS)),
    )


def _kind(row: Row[Any]) -> HomeKind:
    if row.next_step in _DECISION_STEPS:
        return HomeKind.DECISIONS
    if row.next_step in _PAPER_STEPS:
        return HomeKind.PAPERS
    return HomeKind.CASES


def _action(row: Row[Any]) -> str:
    return _ACTIONS.get(row.next_step, "Open case") if row.mine else "Open case"


def _page(row: Row[Any]) -> tuple[str, ...]:
    if row.mine and row.next_step in {"decide", "tell", "write"}:
        return ("decision", row.id)
    return ("case", row.id)


def check_rows(session: Session, office: Office, actor: Actor) -> Iterator[HomeRow]:
    """Return the checks that should have come, of cases that the person works or prepares."""
    from cfs_panels.services.home import home_row

    whose = Case.worker_id == actor.user_id
    if actor.has(Role.PANEL_ADVISER, Role.PANEL_ADMINISTRATOR):
        whose = Case.next_step.in_((*_BOOKED_STEPS, "hear"))
    rows = session.execute(
        select(
            Check.name,
            Check.asked_of,
            Check.requested_on,
            Check.due_on,
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
