"""That a record was opened: one view for one opening, however often its page is refreshed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.audit import record_view
from db.models import AuditEntry

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office

SAME_VIEW = timedelta(minutes=15)


def note_view(
    office: Office, actor: Actor, kind: str, record_id: str, case_id: str | None = None
) -> None:
    """Keep in the audit trail that the actor opened a record, unless they have it open still."""
    with office.reading() as session:
        if _is_open_still(session, office, actor, kind, record_id):
            return
    with office.writing(actor) as session:
        record_view(session, kind, record_id, case_id=case_id)


def _is_open_still(
    session: Session, office: Office, actor: Actor, kind: str, record_id: str
) -> bool:
    last = session.scalar(
        select(AuditEntry.at)
        .where(
            AuditEntry.kind == kind,
            AuditEntry.record_id == record_id,
            AuditEntry.action == "view",
            AuditEntry.actor_id == actor.user_id,
        )
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
    )
    return last is not None and timedelta() <= office.now() - last < SAME_VIEW
