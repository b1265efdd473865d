"""Ages of children that change what may be done, from ``resources/rules/children.toml``."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import resources
from cfs_panels.domain.clock_rules import RuleStatus
from cfs_panels.domain.periods import Counting, Unit, end_of
from cfs_panels.domain.vocabulary import Weight
from cfs_panels.services.rule_files import RuleFileError
from cfs_panels.services.toml_lines import TomlLines

if TYPE_CHECKING:
    from cfs_panels.domain.working_days import WorkingCalendar

FILE = "rules/children.toml"
PLACED, BABY = "AGE-PLACED", "AGE-BABY"

_Words = Annotated[str, Field(min_length=1)]


class AgeRule(BaseModel):
    """One rule on the age of a child, with where it stands."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: _Words
    words: _Words
    under: Annotated[int, Field(strict=True, ge=1, le=216)]
    unit: Literal[Unit.WEEK, Unit.MONTH]
    weight: Weight
    source: _Words
    short_source: _Words
    status: RuleStatus
    note: str = ""
    effective_from: date
    effective_to: date | None = None

    def in_force(self, on: date) -> bool:
        """Return whether the rule is in force on a day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def is_under(self, born_on: date | None, on: date, calendar: WorkingCalendar) -> bool:
        """Return whether a child is younger than the rule says on a day; unknown births are not."""
        return born_on is not None and on < end_of(
            born_on, self.under, self.unit, Counting.AFTER, calendar
        )

    @property
    def sentence(self) -> str:
        """Return the rule with its source, as a refusal tells it."""
        return f"{self.words} ({self.short_source}.)"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    ages: tuple[AgeRule, ...]


def parse_ages(name: str, text: str) -> dict[str, AgeRule]:
    """Return the rules that a text holds, by id.

    Raises:
        RuleFileError: for what is no rule, with file and line.
    """
    try:
        found = _File.model_validate(tomllib.loads(text)).ages
    except tomllib.TOMLDecodeError as error:
        raise RuleFileError(name, [(1, f"this is not TOML: {error}")]) from error
    except ValidationError as error:
        first = error.errors()[0]
        line = TomlLines(text).line_of(tuple(first["loc"]))
        raise RuleFileError(name, [(line, str(first["msg"]))]) from error
    missing = {PLACED, BABY} - {rule.id for rule in found}
    if missing:
        raise RuleFileError(name, [(1, f"there is no rule {min(missing)}")])
    return {rule.id: rule for rule in found}


@cache
def age_rules() -> dict[str, AgeRule]:
    """Return the rules on the ages of children that ship with the program."""
    return parse_ages(FILE.rpartition("/")[2], resources.read_text(FILE))
