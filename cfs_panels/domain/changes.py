"""What a call wrote, told to every open page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Changes:
    """The records a call wrote, the sentence for the undo bar, and the command that undoes it.

    ``touched`` holds ``(kind, id)`` pairs, kinds being table names. ``made`` is the id of the
    record that the call made, if it made one; ``version`` that of the record it saved, where a
    draft is saved again and again.
    """

    touched: frozenset[tuple[str, str]] = frozenset()
    made: str = ""
    message: str = ""
    undo: Any = field(default=None, compare=False)
    version: int = 0

    def touches(self, kind: str, record_id: str | None = None) -> bool:
        """Return whether the call wrote this record, or any of this kind."""
        if record_id is None:
            return any(k == kind for k, _ in self.touched)
        return (kind, record_id) in self.touched

    def and_(self, other: Changes) -> Changes:
        """Return both calls' changes as one."""
        return Changes(
            self.touched | other.touched,
            self.made or other.made,
            self.message or other.message,
            self.undo or other.undo,
            self.version or other.version,
        )
