"""Rows of the home page that come from the central list: induction, training, appraisal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.actors import Role
from cfs_panels.domain.home import HomeGroup, HomeKind
from cfs_panels.domain.words import long_date, near_date
from cfs_panels.services.central_list import member_line
from cfs_panels.services.member_dues import APPRAISAL, INDUCTION, TRAINING, rule_on, standing_of
from db.models import CentralListMember

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.central_list import MemberDuty
    from cfs_panels.domain.home import HomeRow
    from cfs_panels.services.office import Office

_TITLES = {
    INDUCTION: "Induction not finished",
    TRAINING: "Annual training day",
    APPRAISAL: "Annual appraisal",
}


def member_rows(session: Session, office: Office, actor: Actor) -> Iterator[HomeRow]:
    """Return members whose induction, training or appraisal is late or due within five days.

    A member has one row for all of it. It is the panel adviser's to put right; an administrator
    sees it, and may. What had run out before a member was taken from a workbook stands on the
    central list alone.
    """
    from cfs_panels.services.home import group_of, home_row

    for row in session.scalars(
        select(CentralListMember).where(CentralListMember.left_on.is_(None))
    ):
        duties = standing_of(office, member_line(row)).dues
        dated = [(d, d.due_on) for d in duties if d.due_on is not None and not is_history(row, d)]
        pressing = [found for found in dated if group_of(office, found[1]) is not HomeGroup.LATER]
        if not pressing:
            continue
        first, *others = sorted(pressing, key=lambda found: found[1])
        below = [_below(office, first[0])]
        for duty, due_on in others:
            below.append(f"{_TITLES[duty.rule_id]}: due {near_date(due_on, office.today)}.")
        yield home_row(
            office,
            HomeKind.MEMBERS,
            f"{_TITLES[first[0].rule_id]}: {row.name}",
            " ".join(below),
            first[1],
            "Open member",
            ("members", row.id),
            mine=actor.has(Role.PANEL_ADVISER),
        )


def is_history(row: CentralListMember, due: MemberDuty) -> bool:
    """Return whether something should have been done before the member came from a workbook."""
    until = row.history_until
    return until is not None and due.due_on is not None and due.due_on < until


def _below(office: Office, due: MemberDuty) -> str:
    today = office.today
    if due.rule_id == INDUCTION and due.due_on is not None:
        limit = rule_on(office, due.rule_id, due.started_on).limit_words()
        end = "ended" if due.due_on < today else "end"
        return (
            f"Joined the central list on {near_date(due.started_on, today)}. "
            f"{limit.capitalize()} {end} on {near_date(due.due_on, today)}."
        )
    what = "training day" if due.rule_id == TRAINING else "appraisal"
    if due.done_on is None:
        return f"Joined on {long_date(due.started_on)}, no {what} since."
    return f"Last {what} was on {long_date(due.done_on)}."
