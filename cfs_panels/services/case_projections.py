"""What lists keep of a case, worked out from its events: stage, status, next step, first clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.clocks import first_to_end, run_out
from cfs_panels.domain.pathways import Owner
from cfs_panels.domain.projections import project
from cfs_panels.domain.visits import FormState
from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.services.case_people import checks_of
from cfs_panels.services.panel_needs import is_panel_needed
from db.models import FormRecord, RoleGrant, User

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Role
    from cfs_panels.domain.projections import CaseState
    from cfs_panels.services.case_files import CaseFile
    from cfs_panels.services.office import Office

    Holders = dict[Role, User | None]

STAGE_ONE_CHECKS = "checks"
AGREE_VISIT = "decide_visit"


def refresh_projection(
    session: Session, office: Office, file: CaseFile, holders: Holders | None = None
) -> None:
    """Store where a case stands, worked out from its events alone (and who holds the next step).

    ``holders`` keep who holds each role, where many cases are worked out in a row.
    """
    case, state = file.case, state_of(file)
    case.stage, case.status = state.stage, state.status
    case.stage_since, case.opened_on = state.stage_since, state.opened_on
    key, words, owner = "", "", ""
    if state.next_step is not None:
        key, words, owner = state.next_step.key, state.next_step.words, state.next_step.owner.value
        if key == STAGE_ONE_CHECKS:
            words = _first_check_out(session, file) or words
    case.next_step, case.next_words, case.next_owner = key, words, owner
    case.next_owner_id, case.next_owner_name = _owner(session, file, key, owner, holders)
    _store_first_clock(office, file)


def state_of(file: CaseFile) -> CaseState:
    """Return where a case stands by its events and its clocks, on the day it is read as of."""
    over = run_out(file.clocks())
    return project(file.pathway, file.history, panel_needed=is_panel_needed(file), over=over)


def _store_first_clock(office: Office, file: CaseFile) -> None:
    case = file.case
    is_working = case.status.is_open and case.status is not CaseStatus.PAUSED
    clock = first_to_end(file.clocks()) if is_working or case.next_step else None
    case.clock_rule = clock.rule.id if clock else ""
    case.clock_started_on = clock.started_on if clock else None
    case.clock_due_on = clock.due_on if clock else None


def _first_check_out(session: Session, file: CaseFile) -> str:
    """Return the first check that holds up stage 2, by name."""
    keys = {check.key for check in file.pathway.checks if check.before_stage_two}
    out = (c for c in checks_of(session, file.case) if c.key in keys and c.received_on is None)
    first = next(out, None)
    return first.name if first else ""


def _owner(
    session: Session, file: CaseFile, key: str, owner: str, holders: Holders | None
) -> tuple[str, str]:
    """Return the account that holds the next step, and its name."""
    if not owner:
        return "", ""
    case, kind = file.case, Owner(owner)
    if kind in {Owner.WORKER, Owner.MANAGER}:
        user_id = case.worker_id if kind is Owner.WORKER else case.manager_id
        if key == AGREE_VISIT:
            user_id = _manager_of_visit(session, case.id) or user_id
        user = session.get(User, user_id) if user_id else None
        return (user.id, user.name) if user else ("", "Not allocated")
    if kind is Owner.APPLICANTS:
        return "", "The applicants"
    if kind.role is None:
        return "", "Medical adviser"
    if holders is None:
        holder = first_with_role(session, kind.role)
    else:
        if kind.role not in holders:
            holders[kind.role] = first_with_role(session, kind.role)
        holder = holders[kind.role]
    return (holder.id, holder.name) if holder else ("", kind.value.replace("_", " ").capitalize())


def _manager_of_visit(session: Session, case_id: str) -> str | None:
    return session.scalar(
        select(FormRecord.manager_id)
        .where(FormRecord.case_id == case_id, FormRecord.state == FormState.PASSED)
        .order_by(FormRecord.passed_at.desc())
        .limit(1)
    )


def first_with_role(session: Session, role: Role) -> User | None:
    """Return the account that holds a role for the agency; deputies come after."""
    return session.scalars(
        select(User)
        .join(RoleGrant)
        .where(RoleGrant.role == role, User.is_active.is_(True), RoleGrant.to_on.is_(None))
        .order_by(RoleGrant.deputy_of, RoleGrant.from_on, User.id)
        .limit(1)
    ).first()
