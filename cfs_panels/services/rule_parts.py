"""One version of a rule as its file has it, and everything that can be wrong with it.

The agency's own versions are checked by the same parts as the files.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from cfs_panels.domain.clock_rules import ClockKind, RuleStatus, Subject, VersionDate
from cfs_panels.domain.periods import Counting, Unit
from cfs_panels.domain.rule_changes import DAYS_IN
from cfs_panels.domain.vocabulary import EventType, Service, Weight
from cfs_panels.services.toml_lines import Place

Mistake = tuple[Place, str]
Fault = tuple[str, str]

OLDEST = {Unit.WEEK: 936, Unit.MONTH: 216}
"""The most that a child's age may be: eighteen years."""

LONGEST = {Unit.WORKING_DAY: 260, Unit.CALENDAR_DAY: 366, Unit.WEEK: 104, Unit.MONTH: 120}

RuleId = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9-]*$")]
Words = Annotated[str, Field(min_length=1, pattern=r"\S")]
Count = Annotated[int, Field(strict=True, ge=1)]
Events = frozenset[EventType]
Where = dict[str, str | StrictBool]


class Part(BaseModel):
    """A table of a rule file; a key that it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class VariantPart(Part):
    """Another limit, where a fact of the case holds."""

    fact: Words
    limit: Count
    words: Words


class RulePart(Part):
    """What every version of a rule has."""

    id: RuleId
    words: Words
    weight: Weight
    source: Words
    short_source: Words
    status: RuleStatus
    note: str = ""
    effective_from: date
    effective_to: date | None = None


class NoneLeftPart(Part):
    """Events that start a clock only once none of several is left."""

    begun_by: EventType
    ended_by: EventType
    fact: Words


class ReopeningPart(Part):
    """An event after which a clock that was stopped counts on."""

    event: EventType
    where: Where = {}


class ClockPart(RulePart):
    """A version of a rule that gives a date."""

    name: Words
    short_name: Words
    service: Literal["fostering", "adoption", "both"]
    limit: Count | None = None
    unit: Unit
    counting: Counting = Counting.AFTER
    variants: tuple[VariantPart, ...] = ()
    kind: ClockKind = ClockKind.DEADLINE
    about: Subject = Subject.CASE
    start_events: Annotated[Events, Field(min_length=1)]
    start_fact: str = ""
    start_where: Where = {}
    restarts: StrictBool = False
    follows: str = ""
    counted_since: EventType | None = None
    first_occurrence: Count = 1
    last_occurrence: Count | None = None
    stop_events: Annotated[Events, Field(min_length=1)]
    stop_where: Where = {}
    void_events: Events = frozenset()
    end_events: Events = frozenset()
    begins_again_by: Events = frozenset()
    counted_from: Events = frozenset()
    version_date: VersionDate = VersionDate.START
    pausable: StrictBool = False
    pause_words: str = ""
    pause_causes: frozenset[Words] = frozenset()
    due_soon: Annotated[int, Field(strict=True, ge=0)] = 0
    bar_days: Annotated[int, Field(strict=True, ge=0)] = 0
    start_words: Words
    waiting_words: str = ""
    of_each: str = ""
    none_left: NoneLeftPart | None = None
    outlives: Events = frozenset()
    reopened_by: tuple[ReopeningPart, ...] = ()


class QuorumPart(RulePart):
    """A version of the rule on who must sit."""

    service: Service
    total: Count
    joint_total: Count
    social_work_years: Count
    independent_without_chair: StrictBool


class PanelVariantPart(Part):
    """What a rule says instead where a fact of the case holds."""

    fact: Words
    words: Words
    required: StrictBool
    barred: StrictBool = False


class PanelPart(RulePart):
    """A version of a rule on whether a matter goes to panel."""

    service: Service
    required: StrictBool
    barred: StrictBool = False
    variants: tuple[PanelVariantPart, ...] = ()
    version_date: Literal[VersionDate.APPLICATION, VersionDate.DECISION] = VersionDate.DECISION


class AgePart(RulePart):
    """A version of a rule on children under an age."""

    name: Words
    service: Service
    under: Count
    unit: Unit


def fault_at(place: Place, kind: str, message: str, value: object) -> Mistake:
    """Return a mistake that pydantic found, in words."""
    key = next((p for p in reversed(place) if isinstance(p, str)), "")
    if kind == "missing":
        return place, f"{key} is missing"
    if kind == "extra_forbidden":
        return place, f"{key} is no key of these rules"
    if kind == "enum":
        return place, f"{_noun(key)} {value!r} is not known"
    if kind in {"string_too_short", "string_pattern_mismatch"}:
        return place, f"{key} {value!r} does not do"
    return place, f"{key}: {message}"


def _noun(key: str) -> str:
    return "event" if key.endswith("_events") or key == "counted_since" else key


def _limit_mistakes(part: ClockPart) -> Iterator[Fault]:
    if part.unit is Unit.OPEN:
        if part.limit is not None:
            yield "limit", "an open rule has no limit"
        return
    if part.limit is None:
        yield "limit", "limit is missing"
        return
    longest = LONGEST[part.unit]
    for key, limit in (("limit", part.limit), *(("variants", v.limit) for v in part.variants)):
        if limit > longest:
            yield key, f"a limit of {limit} is impossible, at most {longest} for a {part.unit}"
    if part.due_soon > part.limit * DAYS_IN[part.unit]:
        yield "due_soon", "due_soon is longer than the limit"


def _other_mistakes(part: ClockPart) -> Iterator[Fault]:
    if part.counting is not Counting.AFTER and not part.unit.is_day:
        yield "counting", f"{part.counting} counts days, not a {part.unit}"
    if part.pausable and part.counting is Counting.BACK:
        yield "pausable", "a clock counted back cannot be paused"
    if part.pausable and not part.pause_words:
        yield "pausable", "pause_words is missing: by what right is it paused?"
    if part.status is RuleStatus.LOCAL and part.weight is not Weight.LOCAL:
        yield "status", "only a LOCAL rule has the status local"
    if part.last_occurrence is not None and part.last_occurrence < part.first_occurrence:
        yield "last_occurrence", "last_occurrence comes before first_occurrence"


def date_faults(part: RulePart) -> Iterator[Fault]:
    """Yield what is wrong with the dates in force, by key."""
    if part.effective_to is not None and part.effective_to < part.effective_from:
        yield "effective_to", "it ends before it begins"


def clock_faults(part: ClockPart) -> Iterator[Fault]:
    """Yield what is wrong with a rule that gives a date, by key."""
    yield from _limit_mistakes(part)
    yield from _other_mistakes(part)
    yield from date_faults(part)


def panel_faults(part: PanelPart) -> Iterator[Fault]:
    """Yield what is wrong with a rule on whether a matter goes to panel, by key."""
    yield from date_faults(part)
    ways = [(part.required, part.barred), *((v.required, v.barred) for v in part.variants)]
    for required, barred in ways:
        if required and barred:
            yield "barred", "what panel may not be used for cannot be required to go there"


def quorum_faults(part: QuorumPart) -> Iterator[Fault]:
    """Yield what is wrong with a rule on quorum, by key."""
    yield from date_faults(part)
    for key in ("total", "joint_total"):
        if not 2 <= getattr(part, key) <= 20:
            yield key, "so many members are impossible"


def age_faults(part: AgePart) -> Iterator[Fault]:
    """Yield what is wrong with a rule on the age of a child, by key."""
    yield from date_faults(part)
    oldest = OLDEST.get(part.unit)
    if oldest is None:
        yield "unit", f"an age is counted in weeks or months, not in a {part.unit}"
    elif part.under > oldest:
        yield "under", f"an age of {part.under} is impossible, at most {oldest} for a {part.unit}"
