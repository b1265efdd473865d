"""Names and phrases in Hebrew or Arabic script, put in the order and shapes in which they are read.

reportlab draws characters from left to right as they were typed. A phrase within English text is
turned round here and kept on one line; Arabic letters get the shapes they join with. Long texts
in these scripts keep the order of their words, since only the page knows where their lines end.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_LETTERS = "\u0590-\u065f\u066a-\u06ef\u06fa-\u07bf\u0800-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
HAS_RIGHT_TO_LEFT = re.compile(f"[{_LETTERS}]")
_PHRASE = re.compile(f"[{_LETTERS}]+(?:[ '\"\\-]+[{_LETTERS}]+)*")
_SPACES = re.compile("( +)")
_LONGEST_PHRASE = 60
_FORM_BLOCKS = (range(0xFB50, 0xFBB2), range(0xFBD3, 0xFC00), range(0xFE80, 0xFEFD))


def as_read(text: str) -> str:
    """Return text in the order in which a page shows it from left to right."""
    return _PHRASE.sub(lambda found: _turned(found.group()), text)


def _turned(phrase: str) -> str:
    """Return a phrase turned round; a long one word by word."""
    if len(phrase) > _LONGEST_PHRASE:
        return "".join(_reversed(part) for part in _SPACES.split(phrase))
    return _reversed(phrase).replace(" ", "\u00a0")


def _reversed(text: str) -> str:
    """Return text reversed, each letter with its marks."""
    letters: list[str] = []
    for each in _joined(text):
        if letters and unicodedata.combining(each):
            letters[-1] += each
        else:
            letters.append(each)
    return "".join(reversed(letters))


@cache
def _forms() -> dict[tuple[str, str], str]:
    """Return the shape of each letter, or pair of letters, by where it stands in a word."""
    forms = {}
    for block in _FORM_BLOCKS:
        for code in block:
            place, *letters = unicodedata.decomposition(chr(code)).split() or [""]
            if place in ("<isolated>", "<initial>", "<medial>", "<final>"):
                typed = "".join(chr(int(letter, 16)) for letter in letters)
                forms[typed, place.strip("<>")] = chr(code)
    return forms


def _joined(text: str) -> str:
    """Return text with each Arabic letter in the shape that joins it to its neighbours."""
    units = _units(text)
    letters = [at for at, unit in enumerate(units) if not unicodedata.combining(unit[0])]
    plain = ["", *(units[at] for at in letters), ""]
    for place, at in enumerate(letters, start=1):
        before, letter, after = plain[place - 1 : place + 2]
        units[at] = _forms().get((letter, _place(before, letter, after)), letter)
    return "".join(units)


def _place(before: str, letter: str, after: str) -> str:
    """Return where a letter stands among those it joins."""
    forms = _forms()
    joins_before = (before, "initial") in forms and (letter, "final") in forms
    joins_after = (letter, "initial") in forms and (after, "final") in forms
    if joins_before:
        return "medial" if joins_after else "final"
    return "initial" if joins_after else "isolated"


def _units(text: str) -> list[str]:
    """Return the letters of a text, with the pairs that are written as one together."""
    units: list[str] = []
    for letter in text:
        if units and (units[-1] + letter, "isolated") in _forms() and len(units[-1]) == 1:
            units[-1] += letter
        else:
            units.append(letter)
    return units
