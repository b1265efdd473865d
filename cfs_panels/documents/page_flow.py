"""What must stay on one page: a signature with what is signed, a small table with its rows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cfs_panels.documents.blocks import (
    Bullets,
    Facts,
    Heading,
    Note,
    Numbered,
    Paragraph,
    SignatureBlock,
    Table,
)
from cfs_panels.documents.page_look import CELL_SIDE, CELL_TOP, SMALL_TABLE, TABLE_TEXT, TALL_ROW
from cfs_panels.documents.table_layout import FACT_WIDTHS
from cfs_panels.documents.text_measure import line_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.documents.blocks import Block

_SURE_TO_BE_LOW = 200
_MOST_SMALL_ROWS = 12


def kept_with_next(blocks: Sequence[Block]) -> list[bool]:
    """Return for each block whether its end stays with the block after it.

    A closing such as "Yours sincerely" stays with its signature, and some of the text stays with
    the closing, so that no page holds a signature alone. What introduces a list or a table stays
    with its first line, and the facts below a heading with the first part of what they are about.
    """
    kept = [_leads(*pair) for pair in pairwise(blocks)] + [False] * bool(blocks)
    for at, three in enumerate(zip(blocks, blocks[1:], blocks[2:], strict=False), start=1):
        kept[at] = kept[at] or _heads_part(*three)
    for at, block in enumerate(blocks):
        if not isinstance(block, SignatureBlock):
            continue
        before = at - 1
        while before >= max(at - 2, 0) and _is_text(blocks[before]):
            kept[before] = True
            before -= 1
    return kept


def _leads(block: Block, following: Block) -> bool:
    """Return whether a block introduces the list or table after it."""
    is_list = isinstance(following, Bullets | Numbered | Facts | Table)
    return isinstance(block, Paragraph | Note) and is_list


def _heads_part(above: Block, facts: Block, below: Block) -> bool:
    """Return whether facts stand between a heading and the first heading of what it holds."""
    return (
        isinstance(above, Heading)
        and isinstance(facts, Facts)
        and isinstance(below, Heading)
        and below.level > above.level
        and sum(row_height(pair, FACT_WIDTHS) for pair in facts.pairs) <= TALL_ROW
    )


def _is_text(block: Block) -> bool:
    return isinstance(block, Paragraph | Note | Bullets | Numbered)


def row_height(cells: Sequence[str], widths: Sequence[float]) -> float:
    """Return about how tall a row comes out."""
    if sum(map(len, cells)) * TABLE_TEXT.size < min(widths) and "\n" not in "".join(cells):
        lines = 1
    else:
        lines = max(
            line_count(cell, TABLE_TEXT.size, room - 2 * CELL_SIDE)
            for cell, room in zip(cells, widths, strict=True)
        )
    return lines * TABLE_TEXT.leading + 2 * CELL_TOP


def is_tall(cells: Sequence[str], widths: Sequence[float]) -> bool:
    """Tell whether a row is so tall that it may go on over the page."""
    if sum(map(len, cells)) < _SURE_TO_BE_LOW and not any("\n" in cell for cell in cells):
        return False
    return row_height(cells, widths) > TALL_ROW


def is_small(table: Facts | Table, widths: Sequence[float]) -> bool:
    """Tell whether a table is so small that its rows stay on one page."""
    rows = table.pairs if isinstance(table, Facts) else (table.columns, *table.rows)
    if len(rows) > _MOST_SMALL_ROWS:
        return False
    return sum(row_height(row, widths) for row in rows) <= SMALL_TABLE
