"""How wide words come out, near enough to lay out a page before any font is opened."""

from __future__ import annotations

import math

# Widths in thousandths of the type size, as the sans serif family of the documents has them.
_WIDTHS = {
    **dict.fromkeys("ijl'", 222),
    **dict.fromkeys(" !,./:;I[]\\tf|", 278),
    **dict.fromkeys("()r-`", 333),
    **dict.fromkeys('"*^', 380),
    **dict.fromkeys("Jcksvxyz", 500),
    **dict.fromkeys("FTZ", 611),
    **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("Mm", 833),
    **dict.fromkeys("W@%", 945),
}
_USUAL = 556
_WIDE = 1000
_BOLD = 1.08


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a line of text comes out, in points."""
    thousandths = sum(
        _WIDTHS.get(letter, _USUAL if ord(letter) < 0x1100 else _WIDE) for letter in text
    )
    return thousandths * size / 1000 * (_BOLD if bold else 1)


def line_count(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """Return about how many lines a text takes in a column."""
    lines = text.split("\n")
    # Words seldom fill a line to its end.
    return sum(max(1, math.ceil(width(line, size, bold=bold) * 1.06 / room)) for line in lines)
