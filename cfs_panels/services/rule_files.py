"""The rule files: how each is written, and everything that can be wrong with it."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError

from cfs_panels.domain.clock_rules import (
    ClockKind,
    ClockRule,
    RuleStatus,
    Subject,
    Variant,
    VersionDate,
)
from cfs_panels.domain.errors import OutsideTrouble
from cfs_panels.domain.panel_rules import Relaxation
from cfs_panels.domain.periods import Counting, Unit
from cfs_panels.domain.quorum import QuorumRule
from cfs_panels.domain.vocabulary import EventType, Service, Weight
from cfs_panels.domain.words import long_date
from cfs_panels.services.toml_lines import Place, TomlLines

R = TypeVar("R")
M = TypeVar("M", bound=BaseModel)
Mistake = tuple[Place, str]

_SYNTAX_LINE = re.compile(r" ?\(at line (\d+), column \d+\)| ?\(at end of document\)")
_LONGEST = {Unit.WORKING_DAY: 260, Unit.CALENDAR_DAY: 366, Unit.WEEK: 104, Unit.MONTH: 120}
_DAYS = {Unit.WORKING_DAY: 1, Unit.CALENDAR_DAY: 1, Unit.WEEK: 7, Unit.MONTH: 28}

_Id = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9-]*$")]
_Words = Annotated[str, Field(min_length=1, pattern=r"\S")]
_Count = Annotated[int, Field(strict=True, ge=1)]
_Events = frozenset[EventType]
_Where = dict[str, str | StrictBool]


class RuleFileError(OutsideTrouble):
    """A rule file cannot be used; the message says file, line and reason of each mistake."""

    def __init__(self, name: str, found: Sequence[tuple[int, str]]) -> None:
        super().__init__("\n".join(f"{name}, line {line}: {words}" for line, words in found))


class FilePart(BaseModel):
    """A table of a rule file; a key that is not known is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _VariantPart(FilePart):
    fact: _Words
    limit: _Count
    words: _Words


class RulePart(FilePart):
    """What every rule says, whatever it is about."""

    id: _Id
    words: _Words
    weight: Weight
    source: _Words
    short_source: _Words
    status: RuleStatus
    note: str = ""
    effective_from: date
    effective_to: date | None = None


class _ClockPart(RulePart):
    name: _Words
    short_name: _Words
    service: Literal["fostering", "adoption", "both"]
    limit: _Count | None = None
    unit: Unit
    counting: Counting = Counting.AFTER
    variants: tuple[_VariantPart, ...] = ()
    kind: ClockKind = ClockKind.DEADLINE
    about: Subject = Subject.CASE
    start_events: Annotated[_Events, Field(min_length=1)]
    start_fact: str = ""
    start_where: _Where = {}
    restarts: StrictBool = False
    follows: str = ""
    counted_since: EventType | None = None
    first_occurrence: _Count = 1
    last_occurrence: _Count | None = None
    stop_events: Annotated[_Events, Field(min_length=1)]
    stop_where: _Where = {}
    void_events: _Events = frozenset()
    end_events: _Events = frozenset()
    begins_again_by: _Events = frozenset()
    version_date: VersionDate = VersionDate.START
    pausable: StrictBool = False
    pause_words: str = ""
    pause_causes: frozenset[_Words] = frozenset()
    due_soon: Annotated[int, Field(strict=True, ge=0)] = 0
    bar_days: Annotated[int, Field(strict=True, ge=0)] = 0
    start_words: _Words
    waiting_words: str = ""
    of_each: str = ""


class _ClockFile(FilePart):
    clocks: tuple[_ClockPart, ...]


class _QuorumPart(RulePart):
    service: Service
    total: _Count
    joint_total: _Count
    social_work_years: _Count
    independent_without_chair: StrictBool


class _QuorumFile(FilePart):
    quorum: tuple[_QuorumPart, ...]


class _RelaxationPart(FilePart):
    id: _Id
    words: _Words
    clocks: Annotated[tuple[_Id, ...], Field(min_length=1)]
    source: _Words
    short_source: _Words
    status: RuleStatus
    note: str = ""
    effective_from: date
    effective_to: date


class _RelaxationFile(FilePart):
    relaxations: tuple[_RelaxationPart, ...] = ()


class _SubjectPart(FilePart):
    void_events: _Events


class _SubjectFile(FilePart):
    case: _SubjectPart
    approval: _SubjectPart
    child: _SubjectPart
    member: _SubjectPart
    agency: _SubjectPart


class _HolidayPart(FilePart):
    name: _Words
    dates: Annotated[tuple[date, ...], Field(min_length=1)]


class _HolidayFile(FilePart):
    first_on: date
    last_on: date
    source: _Words
    holidays: tuple[_HolidayPart, ...]


@dataclass(frozen=True, slots=True)
class BankHolidays:
    """The bank holidays by date, with the span in which they are known."""

    first_on: date
    last_on: date
    source: str
    names: Mapping[date, str]


@dataclass(frozen=True, slots=True)
class Located(Generic[R]):
    """A rule with the file and line it was read from."""

    rule: R
    file: str
    line: int

    def fault(self, words: str) -> RuleFileError:
        """Return the error that this rule makes."""
        return RuleFileError(self.file, [(self.line, words)])


def parse_clocks(
    name: str, text: str, endings: Mapping[Subject, frozenset[EventType]]
) -> list[Located[ClockRule]]:
    """Return the clock rules that a text holds; ``endings`` void the clocks of each subject.

    Raises:
        RuleFileError: for an unknown event, an impossible limit, a missing source and the like.
    """
    parsed, lines = parse_file(name, text, _ClockFile)
    refuse_mistakes(name, lines, list(_clock_mistakes(parsed.clocks)))
    return [
        Located(_clock_rule(part, endings[part.about]), name, lines.line_of(("clocks", number)))
        for number, part in enumerate(parsed.clocks)
    ]


def parse_quorums(name: str, text: str) -> list[Located[QuorumRule]]:
    """Return the quorum rules that a text holds."""
    parsed, lines = parse_file(name, text, _QuorumFile)
    refuse_mistakes(name, lines, list(_quorum_mistakes(parsed.quorum)))
    return [
        Located(QuorumRule(**dict(part)), name, lines.line_of(("quorum", number)))
        for number, part in enumerate(parsed.quorum)
    ]


def parse_relaxations(name: str, text: str, clocks: Collection[str]) -> list[Relaxation]:
    """Return the periods that a text holds, in which the limits of known clocks did not bind."""
    parsed, lines = parse_file(name, text, _RelaxationFile)
    refuse_mistakes(
        name,
        lines,
        [
            (("relaxations", number, "clocks", index), f"{part.id}: there is no rule {clock}")
            for number, part in enumerate(parsed.relaxations)
            for index, clock in enumerate(part.clocks)
            if clock not in clocks
        ]
        + [
            (("relaxations", number, "effective_to"), f"{part.id}: it ends before it begins")
            for number, part in enumerate(parsed.relaxations)
            if part.effective_to < part.effective_from
        ],
    )
    return [Relaxation(**dict(part)) for part in parsed.relaxations]


def parse_subjects(name: str, text: str) -> dict[Subject, frozenset[EventType]]:
    """Return the events that end every clock about a subject."""
    parsed, _ = parse_file(name, text, _SubjectFile)
    return {subject: getattr(parsed, subject).void_events for subject in Subject}


def parse_holidays(name: str, text: str) -> BankHolidays:
    """Return the bank holidays that a text holds."""
    parsed, lines = parse_file(name, text, _HolidayFile)
    refuse_mistakes(name, lines, list(_holiday_mistakes(parsed)))
    names = {day: part.name for part in parsed.holidays for day in part.dates}
    return BankHolidays(parsed.first_on, parsed.last_on, parsed.source, names)


def parse_facts(name: str, text: str) -> dict[str, bool]:
    """Return what an agency has settled by default."""
    data, lines = _load(name, text)
    refuse_mistakes(
        name,
        lines,
        [((k,), f"{k} must be true or false") for k, v in data.items() if not isinstance(v, bool)],
    )
    return data


def parse_file(name: str, text: str, model: type[M]) -> tuple[M, TomlLines]:
    """Return what a text holds by a model, with its lines; refuse it with file and line."""
    data, lines = _load(name, text)
    try:
        return model.model_validate(data), lines
    except ValidationError as error:
        found = [_mistake(e["loc"], e["type"], e["msg"], e["input"]) for e in error.errors()]
    raise RuleFileError(name, [(lines.line_of(place), words) for place, words in found])


def _load(name: str, text: str) -> tuple[dict[str, Any], TomlLines]:
    try:
        return tomllib.loads(text), TomlLines(text)
    except tomllib.TOMLDecodeError as error:
        found = _SYNTAX_LINE.search(str(error))
        line = int(found[1]) if found and found[1] else text.count("\n") + 1
        words = _SYNTAX_LINE.sub("", str(error))
    raise RuleFileError(name, [(line, f"this is not TOML: {words}")])


def refuse_mistakes(name: str, lines: TomlLines, mistakes: Sequence[Mistake]) -> None:
    """Refuse a file with the mistakes found in it, each with its line."""
    if mistakes:
        raise RuleFileError(name, [(lines.line_of(place), words) for place, words in mistakes])


def _mistake(place: Place, kind: str, message: str, value: object) -> Mistake:
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


def _clock_mistakes(parts: Sequence[_ClockPart]) -> Iterator[Mistake]:
    for number, part in enumerate(parts):
        place: Place = ("clocks", number)
        for key, words in (*_limit_mistakes(part), *_other_mistakes(part), *date_mistakes(part)):
            yield (*place, key), f"{part.id}: {words}"


def _limit_mistakes(part: _ClockPart) -> Iterator[tuple[str, str]]:
    if part.unit is Unit.OPEN:
        if part.limit is not None:
            yield "limit", "an open rule has no limit"
        return
    if part.limit is None:
        yield "limit", "limit is missing"
        return
    longest = _LONGEST[part.unit]
    for key, limit in (("limit", part.limit), *(("variants", v.limit) for v in part.variants)):
        if limit > longest:
            yield key, f"a limit of {limit} is impossible, at most {longest} for a {part.unit}"
    if part.due_soon > part.limit * _DAYS[part.unit]:
        yield "due_soon", "due_soon is longer than the limit"


def _other_mistakes(part: _ClockPart) -> Iterator[tuple[str, str]]:
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


def date_mistakes(part: RulePart) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the dates in force of a rule."""
    if part.effective_to is not None and part.effective_to < part.effective_from:
        yield "effective_to", "it ends before it begins"


def _quorum_mistakes(parts: Sequence[_QuorumPart]) -> Iterator[Mistake]:
    for number, part in enumerate(parts):
        for key, words in date_mistakes(part):
            yield ("quorum", number, key), f"{part.id}: {words}"
        for key in ("total", "joint_total"):
            if not 2 <= getattr(part, key) <= 20:
                yield ("quorum", number, key), f"{part.id}: so many members are impossible"


def _holiday_mistakes(parsed: _HolidayFile) -> Iterator[Mistake]:
    if parsed.last_on <= parsed.first_on:
        yield ("last_on",), "it ends before it begins"
    seen: set[date] = set()
    for number, part in enumerate(parsed.holidays):
        for index, day in enumerate(part.dates):
            place: Place = ("holidays", number, "dates", index)
            if day in seen:
                yield place, f"{long_date(day)} is given twice"
            elif not parsed.first_on <= day <= parsed.last_on:
                yield place, f"{long_date(day)} lies outside the span of the file"
            seen.add(day)


def _clock_rule(part: _ClockPart, ending: frozenset[EventType]) -> ClockRule:
    values = dict(part) | {
        "service": None if part.service == "both" else Service(part.service),
        "limit": part.limit or 0,
        "variants": tuple(Variant(**dict(v)) for v in part.variants),
        "void_events": part.void_events | (ending - part.stop_events - part.start_events),
    }
    return ClockRule(**values)
