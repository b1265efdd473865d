"""Standard phrases for minutes and what is offered where ages are typed, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from resources import read_text

FILE: Final = "words/phrases.toml"
MOST_OFFERED: Final = 6


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence to begin with, found by its key."""

    key: str
    words: str


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return the phrases in the order of their keys.

    Raises:
        ValueError: for a key that stands twice or holds anything but letters and hyphens.
    """
    found = [Phrase(str(p["key"]), str(p["words"])) for p in _content()["phrases"]]
    keys = [phrase.key for phrase in found]
    for key in keys:
        if keys.count(key) > 1 or not key.replace("-", "").isalpha() or key != key.lower():
            raise ValueError(f"{FILE}: the phrase {key!r} cannot be called so")
    return tuple(sorted(found, key=lambda phrase: phrase.key))


@cache
def offered_ages() -> tuple[str, ...]:
    """Return the ages that are offered."""
    return tuple(str(words) for words in _content()["ages"]["offered"])


def matching(typed: str) -> tuple[Phrase, ...]:
    """Return the phrases whose key begins with what was typed after the slash."""
    wanted = typed.lower()
    return tuple(p for p in phrases() if p.key.startswith(wanted))[:MOST_OFFERED]


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads(read_text(FILE))
