"""Sealed papers as rows, for an agency on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from cfs_panels.domain.errors import OutsideTrouble
from db.models.sealed_content import SealedContent
from db.sealed_files import Seal, checked_digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session


class SealedRows:
    """Sealed papers as rows of the table ``sealed_content``."""

    def __init__(self, session: Session, seal: Seal, clock: Callable[[], datetime]) -> None:
        self._session = session
        self._seal = seal
        self._clock = clock

    def put(self, content: bytes) -> str:
        """Keep a paper and return the SHA-256 of its content; one kept before is kept once."""
        digest = checked_digest(content)
        if not self.holds(digest):
            name = self._seal.name(digest)
            row = {
                "name": name,
                "sealed": self._seal.sealed(content, name),
                "size": len(content),
                "created_at": self._clock(),
            }
            self._session.execute(insert(SealedContent).values(row).on_conflict_do_nothing())
        return digest

    def get(self, digest: str) -> bytes:
        """Return a paper's content, proved to be the one that was kept."""
        name = self._seal.name(digest)
        asked = select(SealedContent.sealed).where(SealedContent.name == name)
        sealed = self._session.scalar(asked)
        if sealed is None:
            raise OutsideTrouble("A paper is missing from the database. Restore it from a backup.")
        return self._seal.opened(bytes(sealed), name, digest)

    def holds(self, digest: str) -> bool:
        """Return whether the paper is kept."""
        name = self._seal.name(digest)
        asked = select(SealedContent.size).where(SealedContent.name == name)
        return self._session.scalar(asked) is not None

    def remove(self, digest: str) -> None:
        """Remove a paper for good once the transaction commits; no other record may need it."""
        name = self._seal.name(digest)
        self._session.execute(delete(SealedContent).where(SealedContent.name == name))
