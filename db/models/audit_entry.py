"""Who did or saw what, for ever."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class AuditEntry(Base):
    """One act; each entry's hash covers the entry and the hash before it.

    ``kind`` and ``record_id`` name the record (a table and its id). ``details`` is canonical JSON
    as text, since the hash covers its very letters.
    """

    __tablename__ = "audit_entry"
    __audited__ = False
    __table_args__ = (
        Index(None, "kind", "record_id", "sequence"),
        Index(None, "case_id", "sequence"),
        Index(None, "actor_id", "sequence"),
    )

    sequence: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime]
    actor_id: Mapped[str]
    actor_name: Mapped[str]
    action: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(60))
    record_id: Mapped[str]
    case_id: Mapped[str | None]
    details: Mapped[str]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
