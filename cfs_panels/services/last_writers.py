"""Who saved a record last, so that a clash can be told by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from db.models import AuditEntry

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def last_writer(session: Session, *records: tuple[str, str]) -> str:
    """Return the name of whoever wrote any of these records last, each a table and an id."""
    found = session.scalar(
        select(AuditEntry.actor_name)
        .where(
            or_(*(and_(AuditEntry.kind == k, AuditEntry.record_id == r) for k, r in records)),
            AuditEntry.action.in_(("insert", "update")),
        )
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
    )
    return found or ""
