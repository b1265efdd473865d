"""How wide the columns of a table are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.documents.page_look import (
    CELL_SIDE,
    FACT_SHARE,
    TABLE_TEXT,
    TEXT_WIDTH,
)
from cfs_panels.documents.text_measure import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.documents.blocks import Table

_PADDING = 2 * CELL_SIDE + 2.5
_LEAST_SHARE = 0.06
_LONGEST_WORD_SHARE = 0.35
_LONGEST_LINE_SHARE = 1.5

FACT_WIDTHS = (TEXT_WIDTH * FACT_SHARE, TEXT_WIDTH * (1 - FACT_SHARE))


def column_widths(table: Table) -> tuple[float, ...]:
    """Return the width of each column in points: as asked for, or as the words need it."""
    if len(table.widths) == len(table.columns) and sum(table.widths) > 0:
        return _as_asked(table)
    columns = [[row[at] for row in table.rows] for at in range(len(table.columns))]
    least = [_least_width(head, cells) for head, cells in zip(table.columns, columns, strict=True)]
    most = [
        max(small, _longest_line(head, cells))
        for head, cells, small in zip(table.columns, columns, least, strict=True)
    ]
    if sum(least) >= TEXT_WIDTH:
        return tuple(TEXT_WIDTH * small / sum(least) for small in least)
    return _shared(least, most)


def _as_asked(table: Table) -> tuple[float, ...]:
    """Return the widths asked for, save that no word of a head is parted where others have room."""
    whole = sum(table.widths)
    asked = [share / whole * TEXT_WIDTH for share in table.widths]
    least = [_least_width(head, ()) for head in table.columns]
    missing = sum(max(small - width, 0) for width, small in zip(asked, least, strict=True))
    spare = sum(max(width - small, 0) for width, small in zip(asked, least, strict=True))
    if not missing or missing >= spare:
        return tuple(asked)
    kept = 1 - missing / spare
    return tuple(
        small + max(width - small, 0) * kept for width, small in zip(asked, least, strict=True)
    )


def _shared(least: list[float], most: list[float]) -> tuple[float, ...]:
    """Return widths at which short columns stay on one line and long ones share the rest."""
    widths = list(most)
    wide = sorted(range(len(most)), key=most.__getitem__)
    room = TEXT_WIDTH
    while wide:
        at = wide.pop(0)
        fair = room / (len(wide) + 1)
        still_needed = sum(least[other] for other in wide)
        widths[at] = max(min(most[at], fair, room - still_needed), least[at])
        room -= widths[at]
    spare = max(room, 0) / len(widths)
    return tuple(width + spare for width in widths)


def _least_width(head: str, cells: Sequence[str]) -> float:
    """Return the width at which no word of a column is parted, within reason."""
    look = TABLE_TEXT
    words = max((width(word, look.size, bold=True) for word in head.split()), default=0)
    longest = max((word for cell in cells for word in cell.split()), key=len, default="")
    words = max(words, width(longest, look.size))
    return min(max(words + _PADDING, TEXT_WIDTH * _LEAST_SHARE), TEXT_WIDTH * _LONGEST_WORD_SHARE)


def _longest_line(head: str, cells: Sequence[str]) -> float:
    """Return how wide a column would be if nothing in it wrapped, within reason."""
    look = TABLE_TEXT
    longest = max((line for cell in cells for line in cell.split("\n")), key=len, default="")
    most = max(width(head, look.size, bold=True), width(longest[:400], look.size))
    return min(most + _PADDING, TEXT_WIDTH * _LONGEST_LINE_SHARE)
