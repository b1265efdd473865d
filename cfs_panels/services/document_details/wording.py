"""The words that documents put for what the records hold as a key or a date."""

from __future__ import annotations

import tomllib
from functools import cache

import resources
from cfs_panels.documents.filling import field_names, filled

FILE = "words/document_details.toml"


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.read_text(FILE))


def told(place: str, name: str, /, **values: str) -> str:
    """Return words of ``resources/words/document_details.toml``, filled.

    Raises:
        KeyError: where there are no such words, or other fields than those given.
    """
    words = _words()[place][name]
    unknown = set(field_names(words)) ^ set(values)
    if unknown:
        raise KeyError(f"{place}.{name}: {', '.join(sorted(unknown))}")
    return filled(words, values)
