"""Refused sign-ins to a local agency: noted beside it, since nobody has the key at that moment.

Lines hold the moment and the opaque account of the key file, never what was typed. The services
take them into the audit trail at the next sign-in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from db.safe_files import add_line, told_of_files

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE = 1_000_000


@dataclass(frozen=True, slots=True)
class RefusedSignIn:
    """One refusal: when, and which account of the key file was tried (it may not exist)."""

    at: datetime
    account: str


class RefusedSignIns:
    """The refused sign-ins that no audit entry holds yet."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def note(self, refusal: RefusedSignIn) -> None:
        """Note a refusal; a file that somebody filled to its bound grows no further."""
        if self.path.exists() and self.path.stat().st_size > LARGEST_FILE:
            return
        facts = {"at": refusal.at.isoformat(), "account": refusal.account}
        add_line(self.path, json.dumps(facts, sort_keys=True))

    def take(self) -> list[RefusedSignIn]:
        """Return the refusals and forget them; the caller's transaction keeps them now."""
        if not self.path.exists():
            return []
        with told_of_files(self.path.name):
            lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
            self.path.unlink()
        return [refusal for line in lines if (refusal := _refusal(line))]


def _refusal(line: str) -> RefusedSignIn | None:
    try:
        facts = json.loads(line)
        return RefusedSignIn(datetime.fromisoformat(facts["at"]), str(facts["account"]))
    except (ValueError, TypeError, KeyError):
        return None
