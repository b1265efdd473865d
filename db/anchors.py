"""Anchors of the audit chain, kept outside the database that they vouch for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from db.safe_files import add_line, make_folder, told_of_files

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Anchor:
    """The hash that the audit chain had at one entry, and when that was noted."""

    sequence: int
    hash: str
    at: datetime

    def line(self) -> str:
        """Return the anchor as a line of its file."""
        facts = {"sequence": self.sequence, "hash": self.hash, "at": self.at.isoformat()}
        return json.dumps(facts, sort_keys=True)


class AnchorFile:
    """A file that anchors are only ever added to."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, anchor: Anchor) -> None:
        """Note an anchor, unless the chain has not grown since the last one."""
        last = self.all()[-1:]
        if last and last[0].sequence == anchor.sequence and last[0].hash == anchor.hash:
            return
        make_folder(self.path.parent)
        add_line(self.path, anchor.line())

    def all(self) -> list[Anchor]:
        """Return the anchors noted so far; a line that a failing disk cut short is left out."""
        if not self.path.exists():
            return []
        with told_of_files(self.path.name):
            lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        return [anchor for line in lines if (anchor := _anchor(line))]


def _anchor(line: str) -> Anchor | None:
    try:
        facts = json.loads(line)
        at = datetime.fromisoformat(facts["at"])
        return Anchor(int(facts["sequence"]), str(facts["hash"]), at)
    except (ValueError, TypeError, KeyError):
        return None
