"""The agency that `benchmarks.startup` opens: 200 cases, fifty of them waiting for the adviser."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from cfs_panels.domain.actors import Role
from cfs_panels.domain.vocabulary import CaseStatus, Service
from cfs_panels.services.entrance import Entry, make_agency, open_agency
from db.audit import PROGRAM
from db.models import Agency, Case, Household, RoleGrant, User

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from db.key_wrapping import PasswordCost

USER, PASSWORD = "ruth.ellingham", "four grey geese"
CASES = 200
STEPS = (
    ("panel", "book_panel", "Book panel slot", "panel_adviser", "F-APP-PANEL"),
    ("stage_1", "checks", "Chase checks and references", "worker", ""),
    ("panel", "send_papers", "Send papers", "panel_adviser", "F-PAPERS"),
    ("decision", "decide", "Decide", "decision_maker", "F-ADM"),
)


def make(path: Path, cost: PasswordCost) -> None:
    """Make the agency, its passwords at this cost of a guess."""
    entry = Entry(lambda: datetime.now(UTC), path.parent, cost, cost)
    make_agency(path, "Wealdshire County Council", "sam.teller", PASSWORD, entry=entry)
    office = open_agency(path, "sam.teller", PASSWORD, entry=entry).workspace.office
    with office.database.transaction(PROGRAM) as session:
        agency = session.query(Agency).one()
        user = User(agency_id=agency.id, user_name=USER, name="Ruth Ellingham")
        user.roles.append(RoleGrant(role=Role.PANEL_ADVISER, from_on=date(2020, 1, 1)))
        household = Household(address=["12 Larch Close"])
        session.add_all([user, household])
        session.flush()
        office.keyring.give(user, PASSWORD)
        _fill(session, agency.id, household.id)
    office.database.close()


def _fill(session: Session, agency_id: str, household_id: str) -> None:
    today = date.today()
    for number in range(CASES):
        stage, step, words, owner, rule = STEPS[number % len(STEPS)]
        ends = today + timedelta(days=number * 7919 % 200 - 20)
        session.add(
            Case(
                agency_id=agency_id,
                reference=f"F-{today.year}-{number:04}",
                service=Service.FOSTERING,
                pathway="fostering_mainstream",
                pathway_version=1,
                household_id=household_id,
                household_name=f"Household {number}",
                team=f"Team {number % 6}",
                stage=stage,
                status=CaseStatus.OPEN,
                next_step=step,
                next_words=words,
                next_owner=owner,
                clock_rule=rule,
                clock_started_on=ends - timedelta(days=60) if rule else None,
                clock_due_on=ends if rule else None,
            )
        )
