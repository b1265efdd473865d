"""The causes of delay, loaded and checked from ``resources/words/delay_causes.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import resources
from cfs_panels.domain.delay_causes import CauseSource, DelayCause, DelayCauses
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.rule_files import RuleFileError
from cfs_panels.services.rule_library import rule_library
from cfs_panels.services.toml_lines import TomlLines

FILE = "words/delay_causes.toml"
_Words = Annotated[str, Field(min_length=1, pattern=r"\S")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Cause(_Part):
    key: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    words: _Words


class _Source(_Part):
    event: EventType
    reason: _Words
    default: str = ""
    code: str = ""
    codes: dict[str, str] = {}
    rules: tuple[str, ...] = ()
    is_hold: bool = False


class _File(_Part):
    not_recorded: _Words
    causes: Annotated[tuple[_Cause, ...], Field(min_length=1)]
    told_by: tuple[_Source, ...] = ()


@cache
def delay_causes() -> DelayCauses:
    """Return the causes of the program's own file."""
    return parse_delay_causes(resources.read_text(FILE))


def parse_delay_causes(text: str, name: str = "delay_causes.toml") -> DelayCauses:
    """Return the causes that a text holds.

    Raises:
        RuleFileError: for a cause named twice or not listed, an unknown event or an unknown rule,
            with file and line.
    """
    lines = TomlLines(text)
    try:
        found = _File.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RuleFileError(name, [(1, f"this is not TOML: {error}.")]) from error
    except ValidationError as error:
        first: Any = error.errors()[0]
        raise RuleFileError(name, [(lines.line_of(first["loc"]), f"{first['msg']}.")]) from error
    mistakes = [(lines.line_of(place), words) for place, words in _mistakes(found)]
    if mistakes:
        raise RuleFileError(name, mistakes)
    return DelayCauses(
        causes=tuple(DelayCause(c.key, c.words) for c in found.causes),
        sources=tuple(
            CauseSource(
                event=s.event,
                reason=s.reason,
                default=s.default,
                code=s.code,
                codes=tuple(s.codes.items()),
                rules=s.rules,
                is_hold=s.is_hold,
            )
            for s in found.told_by
        ),
        not_recorded=found.not_recorded,
    )


def _mistakes(found: _File) -> list[tuple[tuple[str | int, ...], str]]:
    keys = [cause.key for cause in found.causes]
    rules = set(rule_library().rule_ids)
    mistakes: list[tuple[tuple[str | int, ...], str]] = [
        (("causes", number), f"{key} stands here twice.")
        for number, key in enumerate(keys)
        if key in keys[:number]
    ]
    for number, source in enumerate(found.told_by):
        for key in (source.default, *source.codes.values()):
            if key and key not in keys:
                mistakes.append((("told_by", number), f"there is no cause {key}."))
        for rule in source.rules:
            if rule not in rules:
                mistakes.append((("told_by", number, "rules"), f"there is no rule {rule}."))
    return mistakes
