"""Tables of a Word file: a marked head row or a column of headers, rows that stay whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.documents import page_look as look
from cfs_panels.documents.blocks import Facts
from cfs_panels.documents.docx_base import FACTS_TABLE, RULED_TABLE
from cfs_panels.documents.docx_xml import cell, paragraph, row, run, runs, spacing, table
from cfs_panels.documents.page_flow import is_small, is_tall
from cfs_panels.documents.table_layout import FACT_WIDTHS, column_widths
from cfs_panels.documents.typed_text import one_line, paragraphs

if TYPE_CHECKING:
    from cfs_panels.documents.blocks import Table
    from cfs_panels.documents.page_look import ParagraphLook


KEEP_NEXT = "<w:keepNext/>"


def table_xml(block: Facts | Table, *, is_kept: bool = False) -> str:
    """Return a table; facts that are kept stay with what comes after them."""
    caption = one_line(block.caption)
    if isinstance(block, Facts):
        return _facts(block, caption, is_kept=is_kept)
    return _ruled(block, caption)


def _facts(facts: Facts, caption: str, *, is_kept: bool) -> str:
    """Return facts as a table whose first column heads the rows."""
    kept = _kept_rows(len(facts.pairs), is_whole=is_kept or is_small(facts, FACT_WIDTHS))
    if is_kept:
        kept[-1:] = [KEEP_NEXT]
    rows = "".join(
        row(
            cell(FACT_WIDTHS[0], _cell_text(look.ROW_HEADING, name, keep))
            + cell(FACT_WIDTHS[1], _cell_text(look.TABLE_TEXT, value, keep)),
            may_split=is_tall((name, value), FACT_WIDTHS),
        )
        for (name, value), keep in zip(facts.pairs, kept, strict=True)
    )
    return table(FACTS_TABLE, FACT_WIDTHS, rows, has_head=False, caption=caption)


def _ruled(block: Table, caption: str) -> str:
    """Return a table with its marked head row."""
    widths = column_widths(block)
    kept = _kept_rows(len(block.rows), is_whole=is_small(block, widths))
    head = "".join(
        cell(width, paragraph(look.TABLE_HEADING, run(one_line(name))))
        for name, width in zip(block.columns, widths, strict=True)
    )
    rows = "".join(
        row(
            "".join(
                cell(width, _cell_text(look.TABLE_TEXT, value, keep))
                for value, width in zip(cells, widths, strict=True)
            ),
            may_split=is_tall(cells, widths),
        )
        for cells, keep in zip(block.rows, kept, strict=True)
    )
    every = row(head, is_head=True) + rows
    return table(RULED_TABLE, widths, every, has_head=True, caption=caption)


def _kept_rows(count: int, *, is_whole: bool) -> list[str]:
    """Return for each row the mark that keeps it with the next, in a table that stays whole."""
    return [KEEP_NEXT if is_whole and at < count - 1 else "" for at in range(count)]


def _cell_text(style: ParagraphLook, text: str, keep: str) -> str:
    """Return the paragraphs of a cell, which holds one even when it is empty."""
    *others, last = paragraphs(text) or ((),)
    gap = spacing(after=look.CELL_PARAGRAPH_GAP)
    above = "".join(paragraph(style, runs(part), keep=keep, spacing=gap) for part in others)
    return above + paragraph(style, runs(last), keep=keep)
