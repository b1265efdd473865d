"""Slips of the pen: which value of a list was meant.

Source: the import promise. A slip is a listed value in another case, with stray or missing spaces
or hyphens, or with one or two letters wrong, as long as no other listed value is as near.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

MOST_WRONG = 2
_SHORT = 4
_GAPS = re.compile(r"[\s\-‐‑‒–—−_]+")


def letters(text: str) -> str:
    """Return what is compared of a value: no case, no spaces, no hyphens."""
    return _GAPS.sub("", text.casefold()).replace("&", "and")


def meant(text: str, values: Sequence[str], not_values: Collection[str] = ()) -> str | None:
    """Return the listed value that a text is, or is a slip of; nothing where none is nearest.

    In a value of four letters or fewer two wrong letters make another word ("Phone" is no "Home"):
    there one may be wrong, or two may have changed places. ``not_values`` are what people write
    where nothing is known.
    """
    typed = letters(text)
    for value in values:
        if letters(value) == typed:
            return value
    if not typed or typed in {letters(word) for word in not_values}:
        return None
    near: list[tuple[int, str]] = []
    for value in values:
        wrong = letters_wrong(typed, letters(value))
        if wrong <= MOST_WRONG:
            near.append((wrong, value))
    near.sort(key=lambda found: found[0])
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    wrong, value = near[0]
    return value if _is_slip(typed, letters(value), wrong) else None


def _is_slip(typed: str, value: str, wrong: int) -> bool:
    if len(value) > _SHORT:
        return True
    return len(value) > MOST_WRONG and (wrong < MOST_WRONG or sorted(typed) == sorted(value))


def letters_wrong(typed: str, value: str) -> int:
    """Return how many letters are wrong, too many or missing; more than two is told as three."""
    if abs(len(typed) - len(value)) > MOST_WRONG:
        return MOST_WRONG + 1
    above = list(range(len(value) + 1))
    for row, letter in enumerate(typed, 1):
        line = [row]
        for place, other in enumerate(value, 1):
            line.append(min(above[place] + 1, line[-1] + 1, above[place - 1] + (letter != other)))
        if min(line) > MOST_WRONG:
            return MOST_WRONG + 1
        above = line
    return min(above[-1], MOST_WRONG + 1)
