"""The rule files: how each is written, and everything that can be wrong with it."""

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, Field, ValidationError

from cfs_panels.domain.age_rules import BABY, PLACED, AgeRule
from cfs_panels.domain.clock_rules import (
    ClockRule,
    NoneLeft,
    Reopening,
    RuleStatus,
    Subject,
    Variant,
)
from cfs_panels.domain.errors import OutsideTrouble
from cfs_panels.domain.panel_rules import PanelRule, PanelVariant, Relaxation
from cfs_panels.domain.quorum import QuorumRule
from cfs_panels.domain.vocabulary import EventType, Service
from cfs_panels.domain.words import long_date
from cfs_panels.services.rule_parts import (
    AgePart,
    ClockPart,
    Events,
    Fault,
    Mistake,
    PanelPart,
    Part,
    QuorumPart,
    RuleId,
    RulePart,
    Words,
    age_faults,
    clock_faults,
    fault_at,
    panel_faults,
    quorum_faults,
)
from cfs_panels.services.toml_lines import Place, TomlLines

R = TypeVar("R")
M = TypeVar("M", bound=BaseModel)
P = TypeVar("P", bound=RulePart)

_SYNTAX_LINE = re.compile(r" ?\(at line (\d+), column \d+\)| ?\(at end of document\)")


class RuleFileError(OutsideTrouble):
    """A rule file cannot be used; the message says file, line and reason of each mistake."""

    def __init__(self, name: str, found: Sequence[tuple[int, str]]) -> None:
        super().__init__("\n".join(f"{name}, line {line}: {words}" for line, words in found))


class _ClockFile(Part):
    clocks: tuple[ClockPart, ...]


class _QuorumFile(Part):
    quorum: tuple[QuorumPart, ...]


class _PanelFile(Part):
    panels: tuple[PanelPart, ...]


class _AgeFile(Part):
    ages: tuple[AgePart, ...]


class _RelaxationPart(Part):
    id: RuleId
    words: Words
    clocks: Annotated[tuple[RuleId, ...], Field(min_length=1)]
    source: Words
    short_source: Words
    status: RuleStatus
    note: str = ""
    effective_from: date
    effective_to: date


class _RelaxationFile(Part):
    relaxations: tuple[_RelaxationPart, ...] = ()


class _SubjectPart(Part):
    void_events: Events


class _SubjectFile(Part):
    case: _SubjectPart
    approval: _SubjectPart
    placement: _SubjectPart
    child: _SubjectPart
    member: _SubjectPart
    agency: _SubjectPart


class _HolidayPart(Part):
    name: Words
    dates: Annotated[tuple[date, ...], Field(min_length=1)]


class _HolidayFile(Part):
    first_on: date
    last_on: date
    source: Words
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
    parsed, lines = _parse(name, text, _ClockFile)
    return _located(
        (name, "clocks", lines),
        parsed.clocks,
        clock_faults,
        lambda part: _clock_rule(part, endings[part.about]),
    )


def parse_quorums(name: str, text: str) -> list[Located[QuorumRule]]:
    """Return the quorum rules that a text holds."""
    parsed, lines = _parse(name, text, _QuorumFile)
    return _located(
        (name, "quorum", lines), parsed.quorum, quorum_faults, lambda part: QuorumRule(**dict(part))
    )


def parse_panels(name: str, text: str) -> list[Located[PanelRule]]:
    """Return the rules that a text holds on which matters go to panel."""
    parsed, lines = _parse(name, text, _PanelFile)
    return _located((name, "panels", lines), parsed.panels, panel_faults, _panel_rule)


def parse_ages(name: str, text: str) -> list[Located[AgeRule]]:
    """Return the rules that a text holds on the ages of children.

    Raises:
        RuleFileError: for what is no rule, and where one is missing that steps ask for.
    """
    parsed, lines = _parse(name, text, _AgeFile)
    missing = {PLACED, BABY} - {part.id for part in parsed.ages}
    if missing:
        raise RuleFileError(name, [(1, f"there is no rule {min(missing)}")])
    return _located(
        (name, "ages", lines), parsed.ages, age_faults, lambda part: AgeRule(**dict(part))
    )


def parse_relaxations(name: str, text: str, clocks: Collection[str]) -> list[Relaxation]:
    """Return the periods that a text holds, in which the limits of known clocks did not bind."""
    parsed, lines = _parse(name, text, _RelaxationFile)
    _refuse(
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
    parsed, _ = _parse(name, text, _SubjectFile)
    return {subject: getattr(parsed, subject).void_events for subject in Subject}


def parse_holidays(name: str, text: str) -> BankHolidays:
    """Return the bank holidays that a text holds."""
    parsed, lines = _parse(name, text, _HolidayFile)
    _refuse(name, lines, list(_holiday_mistakes(parsed)))
    names = {day: part.name for part in parsed.holidays for day in part.dates}
    return BankHolidays(parsed.first_on, parsed.last_on, parsed.source, names)


def parse_facts(name: str, text: str) -> dict[str, bool]:
    """Return what an agency has settled by default."""
    data, lines = _load(name, text)
    _refuse(
        name,
        lines,
        [((k,), f"{k} must be true or false") for k, v in data.items() if not isinstance(v, bool)],
    )
    return data


def _parse(name: str, text: str, model: type[M]) -> tuple[M, TomlLines]:
    data, lines = _load(name, text)
    try:
        return model.model_validate(data), lines
    except ValidationError as error:
        found = [fault_at(e["loc"], e["type"], e["msg"], e["input"]) for e in error.errors()]
    raise RuleFileError(name, [(lines.line_of(place), words) for place, words in found])


def _load(name: str, text: str) -> tuple[dict[str, Any], TomlLines]:
    try:
        return tomllib.loads(text), TomlLines(text)
    except tomllib.TOMLDecodeError as error:
        found = _SYNTAX_LINE.search(str(error))
        line = int(found[1]) if found and found[1] else text.count("\n") + 1
        words = _SYNTAX_LINE.sub("", str(error))
    raise RuleFileError(name, [(line, f"this is not TOML: {words}")])


def _refuse(name: str, lines: TomlLines, mistakes: Sequence[Mistake]) -> None:
    if mistakes:
        raise RuleFileError(name, [(lines.line_of(place), words) for place, words in mistakes])


def _located(
    where: tuple[str, str, TomlLines],
    parts: Sequence[P],
    faults: Callable[[P], Iterable[Fault]],
    made: Callable[[P], R],
) -> list[Located[R]]:
    """Return the rules of the tables of a file, none of which has a fault.

    ``where`` is the file, the name of its tables, and its lines.
    """
    name, table, lines = where
    mistakes: list[Mistake] = [
        ((table, number, key), f"{part.id}: {words}")
        for number, part in enumerate(parts)
        for key, words in faults(part)
    ]
    _refuse(name, lines, mistakes)
    return [
        Located(made(part), name, lines.line_of((table, number)))
        for number, part in enumerate(parts)
    ]


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


def _panel_rule(part: PanelPart) -> PanelRule:
    variants = tuple(PanelVariant(**dict(variant)) for variant in part.variants)
    return PanelRule(**{**dict(part), "variants": variants})


def _clock_rule(part: ClockPart, ending: frozenset[EventType]) -> ClockRule:
    ending -= part.stop_events | part.start_events | part.outlives
    values = {key: value for key, value in part if key != "outlives"} | {
        "service": None if part.service == "both" else Service(part.service),
        "limit": part.limit or 0,
        "variants": tuple(Variant(**dict(v)) for v in part.variants),
        "none_left": NoneLeft(**dict(part.none_left)) if part.none_left else None,
        "void_events": part.void_events | ending,
        "reopened_by": tuple(Reopening(**dict(r)) for r in part.reopened_by),
    }
    return ClockRule(**values)
