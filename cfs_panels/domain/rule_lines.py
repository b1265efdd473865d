"""What people read of the rules: words, limit, source, weight and whether it was confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in force on a day."""

    id: str
    kind: str  # clock, quorum, panel or age
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
    short_source: str = ""
    by_agency: str = ""  # "Changed by the agency", where a version in force is its own
    next_on: date | None = None  # when the next version begins
    versions: int = 1


@dataclass(frozen=True, slots=True)
class AgencyPlace:
    """Where an agency's records are, in words for its people."""

    is_file: bool
    name: str  # "wealdshire.cfs", or the database's name and machine
    folder: str  # of a local agency
    parts: tuple[tuple[str, str], ...]  # files that travel together, with what each holds


@dataclass(frozen=True, slots=True)
class RuleVersionLine:
    """One version of a rule: what it says, when it is in force, and who entered it.

    ``id`` is that of the agency's own version, empty where it came with the program. ``values``
    are what an administrator may change of it.
    """

    id: str
    rule_id: str
    state: str  # current, planned, past, taken_back or replaced
    state_words: str
    limit: str
    words: str
    source: str
    short_source: str
    status_words: str
    effective_from: date
    effective_to: date | None
    origin: str  # "Came with the program", "Changed by Sam Teller on 24 October 2025"
    reason: str
    can_confirm: bool
    can_correct: bool
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HolidayLine:
    """A bank holiday, or a day of the program's list that the agency works."""

    day: date
    name: str
    is_holiday: bool
    version_id: str  # of the agency's own entry, empty where the program's list has it
    origin: str


@dataclass(frozen=True, slots=True)
class RulePreview:
    """What a change would do, in a sentence, and how many open cases have the clock or matter."""

    words: str
    cases: int
