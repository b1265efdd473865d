"""Rows of the home page that come from the central list: induction, training, appraisal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.home import HomeGroup, HomeKind
from cfs_panels.domain.words import day_month, long_date
from db.models import CentralListMember

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.home import HomeRow
    from cfs_panels.services.office import Office


def member_rows(session: Session, office: Office) -> Iterator[HomeRow]:
    """Return members whose induction, training or appraisal is late or due within five days."""
    from cfs_panels.services.home import home_row

    for member in session.scalars(
        select(CentralListMember).where(CentralListMember.left_on.is_(None))
    ):
        for title, below, due_on in _lines(office, member):
            row = home_row(
                office,
                HomeKind.MEMBERS,
                f"{title}: {member.name}",
                below,
                due_on,
                "Open member",
                ("settings", "members", member.id),
            )
            if row.group is not HomeGroup.LATER:
                yield row


def _lines(office: Office, member: CentralListMember) -> Iterator[tuple[str, str, date]]:
    if member.inducted_on is None:
        due_on = _due(office, "X-INDUCT", member.joined_on)
        yield (
            "Induction not finished",
            f"Joined the central list on {day_month(member.joined_on)}. "
            f"The time for it ends on {day_month(due_on)}.",
            due_on,
        )
    if member.appraised_on is not None:
        yield (
            "Annual appraisal",
            f"Last appraisal was on {long_date(member.appraised_on)}.",
            _due(office, "X-APPR", member.appraised_on),
        )
    if member.trained_on is not None:
        yield (
            "Annual training day",
            f"Last training day was on {long_date(member.trained_on)}.",
            _due(office, "X-TRAIN", member.trained_on),
        )


def _due(office: Office, rule_id: str, start: date) -> date:
    rule = office.rules.rule(rule_id, start)
    return rule.due(start, office.rules.agency_facts, office.calendar)
