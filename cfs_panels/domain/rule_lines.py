"""What people read of the rules: words, limit, source, weight and whether it was confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in force on a day."""

    id: str
    kind: str  # clock, quorum or panel
    service: str  # fostering, adoption or both
    name: str
    words: str
    limit: str  # "10 weeks", "5 members", "no limit"
    weight: str
    weight_words: str  # "Regulation"
    force: str  # what follows where it is not met
    source: str
    status: str  # verified, unconfirmed or local
    status_words: str
    note: str
    effective_from: date
    effective_to: date | None


@dataclass(frozen=True, slots=True)
class AgencyPlace:
    """Where an agency's records are, in words for its people."""

    is_file: bool
    name: str  # "wealdshire.cfs", or the database's name and machine
    folder: str  # of a local agency
    parts: tuple[tuple[str, str], ...]  # files that travel together, with what each holds
