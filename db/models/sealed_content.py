"""Sealed papers of an agency on PostgreSQL; a local agency keeps them as files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class SealedContent(Base):
    """One sealed paper; its name says nothing of the content to those without the key."""

    __tablename__ = "sealed_content"
    __audited__ = False

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    size: Mapped[int]
    created_at: Mapped[datetime]
