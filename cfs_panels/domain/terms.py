"""Terms of approval in words: how many children, of what ages, in what circumstances."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.domain.words import count_word, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.pathways import Pathway


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms as panel recommends or a decision maker sets them."""

    keys: tuple[str, ...] = ()
    places: int | None = None
    ages: str = ""

    def same_as(self, other: Terms) -> bool:
        """Return whether they are the same terms, however the ages are typed (5-12, 5 to 12)."""
        return (set(self.keys), self.places or None, _age_parts(self.ages)) == (
            set(other.keys),
            other.places or None,
            _age_parts(other.ages),
        )


NO_TERMS = Terms()


def _age_parts(ages: str) -> list[str]:
    return [part for part in re.findall(r"\d+|[a-z]+", ages.lower()) if part != "to"]


def terms_lines(
    pathway: Pathway, keys: Sequence[str], places: int | None, ages: str
) -> tuple[str, ...]:
    """Return terms a line each: ``One child, aged 5 to 12`` and ``Short-term and respite``."""
    children = _children(places)
    aged = f"aged {ages.strip()}" if ages.strip() else ""
    first = ", ".join(part for part in (children, aged) if part)
    lines = (first, joined(_named(pathway, keys)))
    return tuple(line[:1].upper() + line[1:] for line in lines if line)


def terms_words(pathway: Pathway, keys: Sequence[str], places: int | None, ages: str) -> str:
    """Return terms in one line: ``One child, 5 to 12, short-term and respite``."""
    parts = (_children(places), ages.strip(), joined(_named(pathway, keys)))
    line = ", ".join(part for part in parts if part)
    return line[:1].upper() + line[1:]


def _children(places: int | None) -> str:
    if not places:
        return ""
    return f"{count_word(places)} {'child' if places == 1 else 'children'}"


def _named(pathway: Pathway, keys: Sequence[str]) -> list[str]:
    """Return the chosen terms in the order of the pathway, as they stand within a sentence.

    Terms that this kind of case does not offer, as an import may bring, come after.
    """
    offered = {term.key: term.words.lower() for term in pathway.terms}
    named = [words for key, words in offered.items() if key in keys]
    return named + [key.replace("_", " ") for key in keys if key not in offered]
