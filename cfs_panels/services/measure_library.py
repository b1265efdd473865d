"""The words of the measures, loaded and checked from ``resources/measures``, and their limits."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Annotated, NoReturn

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import resources
from cfs_panels.domain.errors import OutsideTrouble
from cfs_panels.domain.figures.legal_limits import version_for
from cfs_panels.domain.measures import MEANS, MEASURE_IDS, LegalLimits, Measure, MeasureKind
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.rule_library import rule_library
from cfs_panels.services.toml_lines import Place, TomlLines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cfs_panels.domain.working_days import WorkingCalendar
    from cfs_panels.services.rule_library import RuleLibrary

_FILE = "measures/measures_1.toml"
_LIMIT = re.compile(r"\{([^{}]*)\}")
_SYNTAX_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_Words = Annotated[str, Field(min_length=1, pattern=r"\S")]
_Found = list[tuple[Place, Measure]]


class MeasureFileError(OutsideTrouble):
    """The file of measures cannot be used; the message says file, line and each mistake."""

    def __init__(self, name: str, found: Sequence[tuple[int, str]]) -> None:
        super().__init__("\n".join(f"{name}, line {line}: {words}" for line, words in found))


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: _Words
    words: _Words
    how: _Words
    kind: MeasureKind = MeasureKind.COUNT
    part_of: str = ""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int = Field(ge=1)
    fostering: tuple[_Part, ...]
    adoption: tuple[_Part, ...]


class MeasureLibrary:
    """Every measure in the order of the reports, explained by the rules of a day."""

    def __init__(self, measures: Sequence[Measure], rules: RuleLibrary) -> None:
        self._measures = tuple(measures)
        self._rules = rules

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the id of every measure, in order."""
        return tuple(measure.id for measure in self._measures)

    def measures(self, on: date) -> tuple[Measure, ...]:
        """Return every measure, explained with the limits in force on a day."""
        return tuple(replace(m, how=self._explained(m.how, on)) for m in self._measures)

    def _explained(self, how: str, on: date) -> str:
        def limit(found: re.Match[str]) -> str:
            return version_for(self._rules.versions_of(found[1]), on).limit_words()

        return _LIMIT.sub(limit, how)


@cache
def measure_library() -> MeasureLibrary:
    """Return the measures that ship with the program, loaded once."""
    return parse_measures(_FILE.split("/")[-1], resources.read_text(_FILE), rule_library())


def legal_limits(rules: RuleLibrary, calendar: WorkingCalendar) -> LegalLimits:
    """Return the rules that measures go by, with an agency's working days."""
    return LegalLimits(
        temporary_approval=rules.versions_of("F-CP-TEMP"),
        extension=rules.versions_of("F-CP-EXT"),
        resignation=rules.versions_of("F-RESIGN"),
        decision={
            Service.FOSTERING: rules.versions_of("F-ADM"),
            Service.ADOPTION: rules.versions_of("A-ADM"),
        },
        calendar=calendar,
    )


def parse_measures(name: str, text: str, rules: RuleLibrary) -> MeasureLibrary:
    """Return the measures that a text describes.

    Raises:
        MeasureFileError: for a measure that is not counted, one that is and is not described, a
            whole or a rule that there is not, and the like, with file and line.
    """
    lines = TomlLines(text)
    try:
        parsed = _File.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        at = _SYNTAX_LINE.search(str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        words = f"this is not TOML: {_SYNTAX_LINE.sub('', str(error)).strip()}"
        raise MeasureFileError(name, [(line, words)]) from error
    except ValidationError as error:
        _refuse_values(name, lines, error)
    found: _Found = [
        ((service.value, number), Measure(service=service, **dict(part)))
        for service in Service
        for number, part in enumerate(getattr(parsed, service.value))
    ]
    mistakes = [*_mistakes(found), *_absent(found)]
    mistakes += _unknown_limits(found, rules)
    if mistakes:
        raise MeasureFileError(name, [(lines.line_of(place), words) for place, words in mistakes])
    return MeasureLibrary([measure for _, measure in found], rules)


def _refuse_values(name: str, lines: TomlLines, error: ValidationError) -> NoReturn:
    found = []
    for fault in error.errors():
        place = fault["loc"]
        key = next((part for part in reversed(place) if isinstance(part, str)), "")
        told = {
            "missing": f"{key} is missing",
            "extra_forbidden": f"{key} is no key of a measure",
            "enum": f"{key} {fault['input']!r} is not known",
        }.get(fault["type"], f"{key}: {fault['msg']}")
        found.append((lines.line_of(place), told))
    raise MeasureFileError(name, found) from error


def _mistakes(found: _Found) -> Iterator[tuple[Place, str]]:
    """Yield what is wrong with each measure, beside the others."""
    known: dict[str, Measure] = {}
    for _, measure in found:
        known.setdefault(measure.id, measure)
    for place, measure in found:
        if known[measure.id] is not measure:
            yield place, f"{measure.id} stands here twice"
        if measure.id not in MEASURE_IDS:
            yield place, f"{measure.id} is counted nowhere"
        elif (measure.kind is MeasureKind.MEAN) is not (measure.id in MEANS):
            yield place, f"{measure.id} is no {measure.kind}"
        if measure.part_of and measure.part_of not in known:
            yield (
                (*place, "part_of"),
                f"{measure.id} is part of {measure.part_of}, which is not here",
            )
        elif measure.part_of and _leads_back(measure, known):
            yield (*place, "part_of"), f"{measure.id}: it is part of itself"


def _leads_back(measure: Measure, known: dict[str, Measure]) -> bool:
    seen = {measure.id}
    whole = known.get(measure.part_of)
    while whole is not None and whole.id not in seen:
        seen.add(whole.id)
        whole = known.get(whole.part_of)
    return whole is not None


def _absent(found: _Found) -> Iterator[tuple[Place, str]]:
    described = {measure.id for _, measure in found}
    for measure_id in sorted(MEASURE_IDS - described):
        yield (), f"{measure_id} has no words"


def _unknown_limits(found: _Found, rules: RuleLibrary) -> Iterator[tuple[Place, str]]:
    known = set(rules.rule_ids)
    for place, measure in found:
        for rule_id in _LIMIT.findall(measure.how):
            if rule_id not in known:
                yield (*place, "how"), f"{measure.id}: there is no rule {rule_id}"
        if set("{}") & set(_LIMIT.sub("", measure.how)):
            yield (*place, "how"), f"{measure.id}: a brace stands alone"
