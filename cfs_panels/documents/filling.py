"""Words with named fields, such as ``{respond_by}``, and the documents' standing sentences."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING

import resources
from cfs_panels.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FIELD = re.compile(r"\{([^{}]*)\}")


def field_names(words: str) -> tuple[str, ...]:
    """Return the names that stand in braces, in order, right or wrong."""
    return tuple(_FIELD.findall(words))


def has_stray_brace(words: str) -> bool:
    """Return whether a brace opens or closes nothing."""
    rest = _FIELD.sub("", words)
    return "{" in rest or "}" in rest


def gap(name: str) -> str:
    """Return what a draft prints where a field has nothing yet, ``<decision date>``."""
    return f"<{name.replace('_', ' ')}>"


def filled(words: str, values: Mapping[str, str]) -> str:
    """Return the words with their fields filled; a field with nothing prints as its gap.

    Values are never read for fields themselves, so that a brace in a name stays a brace.
    """
    return _FIELD.sub(lambda found: values.get(found[1]) or gap(found[1]), words)


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.read_text("words/documents.toml"))


def sentence(place: str, name: str, /, **values: str) -> str:
    """Return a standing sentence of a document out of ``resources/words/documents.toml``."""
    words = _sentences()[place][name]
    unknown = set(field_names(words)) ^ set(values)
    if unknown:
        raise KeyError(f"{place}.{name}: {', '.join(sorted(unknown))}")
    return filled(words, values)


def field_called(name: str) -> str:
    """Return how a refusal calls a letter's field, ``the last day to respond``."""
    return _sentences()["fields"].get(name) or f"the {name.replace('_', ' ')}"


def closed(words: str) -> str:
    """Return words as a sentence, with one full stop at their end."""
    stripped = words.strip()
    return stripped if not stripped or stripped[-1] in ".!?…" else f"{stripped}."


def opened(words: str) -> str:
    """Return words as part of a sentence, without a full stop at their end."""
    return words.strip().rstrip(".")


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, one for each line that is not empty."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def stop_final(name: str, missing: Sequence[tuple[str, str]]) -> None:
    """Refuse to make a final document in which something is missing.

    Each of ``missing`` is the field and how people call it.
    """
    if missing:
        words = [called for _, called in missing]
        raise RuleBroken(
            sentence("final", "missing", document=name, missing=_listed(words)),
            field=missing[0][0],
        )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))
