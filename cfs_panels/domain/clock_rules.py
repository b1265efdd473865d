"""Rules that give a date: a limit, what it is counted in, and where it stands.

The rules are data, ``resources/rules/clocks_*.toml``; ``cfs_panels.services.rule_library`` loads
and checks them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.periods import Counting, Unit, days_between, end_of
from cfs_panels.domain.words import plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cfs_panels.domain.panel_rules import Relaxation
    from cfs_panels.domain.periods import Pause
    from cfs_panels.domain.vocabulary import EventType, Service, Weight
    from cfs_panels.domain.working_days import WorkingCalendar

NO_FACTS: Mapping[str, Any] = MappingProxyType({})
_UNIT_WORDS = {
    Unit.WORKING_DAY: "working day",
    Unit.CALENDAR_DAY: "day",
    Unit.WEEK: "week",
    Unit.MONTH: "month",
}


class ClockKind(StrEnum):
    """What the end of a clock means."""

    DEADLINE = "deadline"
    TARGET = "target"  # once passed it is shown, and leads no list
    WINDOW = "window"  # it ends by itself, which is no breach
    EARLIEST = "earliest"  # the first day on which a thing may be done

    @property
    def passes(self) -> bool:
        """Return whether lists go on to the next clock once the day has gone by."""
        return self is not ClockKind.DEADLINE


class Subject(StrEnum):
    """Whose clock it is."""

    CASE = "case"
    APPROVAL = "approval"
    PLACEMENT = "placement"
    CHILD = "child"
    MEMBER = "member"
    AGENCY = "agency"


class RuleStatus(StrEnum):
    """Whether a rule was read at its source."""

    VERIFIED = "verified"
    UNCONFIRMED = "unconfirmed"
    LOCAL = "local"


class VersionDate(StrEnum):
    """Which date picks the version of a rule that is in force."""

    START = "start"
    APPLICATION = "application"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Variant:
    """Another limit, where a fact of the case holds."""

    fact: str
    limit: int
    words: str


@dataclass(frozen=True, slots=True)
class NoneLeft:
    """Events that start a clock only once none of several is left: children placed, each apart.

    One is begun by ``begun_by``, ended by ``ended_by`` and known by its ``fact``.
    """

    begun_by: EventType
    ended_by: EventType
    fact: str


@dataclass(frozen=True, slots=True)
class Reopening:
    """An event with these facts, after which a clock that was stopped counts on from its start."""

    event: EventType
    where: Mapping[str, Any] = field(default_factory=dict)


@cache
def _limit_words(limit: int, unit: Unit, counting: Counting) -> str:
    if unit is Unit.OPEN:
        return "no limit"
    words = plural(limit, _UNIT_WORDS[unit])
    return f"{words} before" if counting is Counting.BACK else words


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One version of a rule that gives a date, as ``resources/rules/clocks_*.toml`` has it."""

    id: str
    name: str
    short_name: str
    words: str
    service: Service | None
    limit: int
    unit: Unit
    counting: Counting
    variants: tuple[Variant, ...]
    kind: ClockKind
    about: Subject
    start_events: frozenset[EventType]
    start_fact: str
    start_where: Mapping[str, Any]
    restarts: bool
    follows: str
    counted_since: EventType | None
    first_occurrence: int
    last_occurrence: int | None
    stop_events: frozenset[EventType]
    stop_where: Mapping[str, Any]
    void_events: frozenset[EventType]
    end_events: frozenset[EventType]
    weight: Weight
    source: str
    short_source: str
    status: RuleStatus
    note: str
    effective_from: date
    effective_to: date | None
    version_date: VersionDate
    pausable: bool
    pause_words: str
    pause_causes: frozenset[str]
    due_soon: int
    bar_days: int
    start_words: str
    waiting_words: str
    of_each: str = ""  # the fact that tells whose run an event is about, such as ``person_id``
    relaxations: tuple[Relaxation, ...] = ()
    begins_again_by: frozenset[EventType] = frozenset()
    counted_from: frozenset[EventType] = frozenset()
    none_left: NoneLeft | None = None
    reopened_by: tuple[Reopening, ...] = ()

    def in_force(self, on: date) -> bool:
        """Return whether this version is the one in force on a date."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def waits_for(self, pause: Pause) -> bool:
        """Return whether a hold moves this clock: by its cause, where the rule names some."""
        return not (self.pause_causes and pause.cause) or pause.cause in self.pause_causes

    def limit_for(self, facts: Mapping[str, Any] = NO_FACTS) -> int:
        """Return the limit, or another where a fact of the case gives one."""
        for variant in self.variants:
            if facts.get(variant.fact):
                return variant.limit
        return self.limit

    def limit_words(self, facts: Mapping[str, Any] = NO_FACTS) -> str:
        """Return the limit as people say it: ``16 weeks``, ``5 working days before``."""
        for variant in self.variants:
            if facts.get(variant.fact):
                return variant.words
        return _limit_words(self.limit, self.unit, self.counting)

    def due(
        self,
        start: date,
        facts: Mapping[str, Any],
        calendar: WorkingCalendar,
        holds: Sequence[tuple[date, date]] = (),
    ) -> date:
        """Return the last day of the clock, moved by the holds of a rule that can be paused.

        Raises:
            RuleBroken: where the rule has no limit, or the date lies outside the calendar.
        """
        if self.unit is Unit.OPEN:
            raise RuleBroken(f"{self.id} gives no date. {self.words}")
        limit, moved = self.limit_for(facts), 0
        due = end_of(start, limit, self.unit, self.counting, calendar)
        for first, last in holds if self.pausable else ():
            if first > due:
                break
            moved += days_between(first, last, self.unit, calendar)
            if self.unit is Unit.WORKING_DAY:
                due = end_of(start, limit + moved, self.unit, self.counting, calendar)
            else:
                due = end_of(start, limit, self.unit, self.counting, calendar)
                due += timedelta(days=moved)
        return due


@dataclass(frozen=True, slots=True)
class RuleVersions:
    """All versions of one rule, oldest first; no two are in force on one day."""

    id: str
    versions: tuple[ClockRule, ...]

    def on(self, day: date) -> ClockRule | None:
        """Return the version in force on a day, or None where there is none."""
        return next((v for v in self.versions if v.in_force(day)), None)
