"""The fonts of a PDF, and what happens to a character that the first of them lacks.

Liberation Sans has the letters of Europe; DejaVu Sans stands in for Arabic and symbols.
A character that neither has is spelled out by name in square brackets, so that nothing is lost.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from cfs_panels.documents.pdf_right_to_left import HAS_RIGHT_TO_LEFT, as_read
from resources import path

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILES = {
    "Liberation Sans": "fonts/liberation/LiberationSans-Regular.ttf",
    "Liberation Sans Bold": "fonts/liberation/LiberationSans-Bold.ttf",
    "DejaVu Sans": "fonts/dejavu/DejaVuSans.ttf",
    "DejaVu Sans Bold": "fonts/dejavu/DejaVuSans-Bold.ttf",
}
REGULAR = "Liberation Sans"
BOLD = "Liberation Sans Bold"
_STANDS_IN = {REGULAR: "DejaVu Sans", BOLD: "DejaVu Sans Bold"}

_PLAIN = re.compile(r"[ -~]*")
_SEEN_AS_NOTHING = re.compile("[\u200c-\u200f\u202a-\u202e\u2061-\u206f\ufe00-\ufe0f]")
_LAST_COPIED = 0xFFFF
_NAMED_BY_NUMBER = ("CJK", "HANGUL SYLLABLE", "TANGUT", "NUSHU", "KHITAN")


# Streams as plain bytes: smaller by a fifth and quicker than as printable characters.
rl_config.useA85 = 0


class MeasuredFont(TTFont):  # type: ignore[misc]  # reportlab is untyped
    """A font that remembers how wide words are, since documents repeat them."""

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name, file)
        widths, default = self.face.charWidths, self.face.defaultWidth

        @lru_cache(maxsize=20_000)
        def measured(text: str) -> float:
            return 0.001 * float(sum(widths.get(ord(letter), default) for letter in text))

        self._measured = measured

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802 - reportlab's name
        """Return how wide a text is at a size."""
        width: float = self._measured(text)
        return width * size


class FontRun(NamedTuple):
    """Text that one font has all the characters of."""

    font: str
    text: str


@cache
def font(name: str) -> MeasuredFont:
    """Return a font by its name here, opened once."""
    opened = MeasuredFont(name, str(path(_FILES[name])))
    pdfmetrics.registerFont(opened)
    return opened


@cache
def _has(name: str) -> frozenset[str]:
    """Return the characters that a font has, and that can be copied out of a PDF again.

    Beyond U+FFFF reportlab tells readers of the file a wrong character, so faces are spelled out.
    """
    return frozenset(chr(code) for code in font(name).face.charToGlyph if code <= _LAST_COPIED)


@cache
def _known() -> frozenset[str]:
    """Return the characters that can be printed, in either weight."""
    return (_has(REGULAR) | _has(_STANDS_IN[REGULAR])) & (_has(BOLD) | _has(_STANDS_IN[BOLD]))


def font_name(*, bold: bool) -> str:
    """Return the name of the first font, opened and ready."""
    name = BOLD if bold else REGULAR
    font(name)
    return name


def font_runs(text: str, *, bold: bool) -> list[FontRun]:
    """Return text as runs, each in a font that has its characters."""
    first = font_name(bold=bold)
    if _PLAIN.fullmatch(text):
        return [FontRun(first, text)]
    if HAS_RIGHT_TO_LEFT.search(text):
        text = as_read(text)
    if _has(first).issuperset(text):
        return [FontRun(first, text)]
    second = _STANDS_IN[first]
    font(second)
    runs: list[FontRun] = []
    for piece in _pieces(printable(text), first, second):
        if runs and runs[-1].font == piece.font:
            runs[-1] = FontRun(piece.font, runs[-1].text + piece.text)
        else:
            runs.append(piece)
    return runs


def _pieces(text: str, first: str, second: str) -> Iterator[FontRun]:
    """Yield each character with its font; a space stays with what stands before it."""
    before = first
    for letter in text:
        if not letter.isspace():
            before = first if letter in _has(first) else second
        yield FontRun(before, letter)


def printable(text: str) -> str:
    """Return text in which every character that no font here has is spelled out."""
    text = _SEEN_AS_NOTHING.sub("", text)
    known = _known()
    return "".join(
        letter if letter in known or letter.isspace() else _spelled_out(letter) for letter in text
    )


def _spelled_out(letter: str) -> str:
    """Return what a character is called, or its number where the name says no more."""
    name = unicodedata.name(letter, "")
    if not name or name.startswith(_NAMED_BY_NUMBER):
        return f"[U+{ord(letter):04X}]"
    return f"[{name.lower()}]"
