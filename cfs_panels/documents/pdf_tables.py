"""Tables of a PDF: the head row repeats, rows stay whole, only a very tall one goes on overleaf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from cfs_panels.documents import page_look as look
from cfs_panels.documents.blocks import Facts
from cfs_panels.documents.page_flow import is_small
from cfs_panels.documents.pdf_flowables import LaidText
from cfs_panels.documents.pdf_styles import colour, fragments, style
from cfs_panels.documents.table_layout import FACT_WIDTHS, column_widths
from cfs_panels.documents.typed_text import one_line, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportlab.pdfgen.canvas import Canvas

    from cfs_panels.documents.blocks import Table
    from cfs_panels.documents.page_look import ParagraphLook

_RULE = 0.5
_PADDING = 2 * look.CELL_TOP + _RULE
_NARROWEST = 12.0
_FEWEST_LINES = 3


class RowLines:
    """One row: the paragraphs of its cells, and how tall it is."""

    def __init__(self, cells: Sequence[list[LaidText]], widths: Sequence[float]) -> None:
        self.cells = cells
        self._rooms = [max(width - 2 * look.CELL_SIDE, _NARROWEST) for width in widths]
        self._widths = widths
        self.heights = [
            [part.wrap(room, look.PAGE_HEIGHT)[1] for part in cell]
            for cell, room in zip(cells, self._rooms, strict=True)
        ]
        self.height: float = _PADDING + max(
            sum(cell) + look.CELL_PARAGRAPH_GAP * max(len(cell) - 1, 0) for cell in self.heights
        )

    @property
    def least(self) -> float:
        """Return how much of it must stand on a page at least."""
        if self.height <= look.TALL_ROW:
            return self.height
        return _PADDING + _FEWEST_LINES * look.TABLE_TEXT.leading

    def split(self, height: float) -> tuple[RowLines, RowLines] | None:
        """Return a very tall row as its part on this page and the rest."""
        if height < self.least:
            return None
        room = height - _PADDING
        parted = [
            _split_cell(cell, heights, width, room)
            for cell, heights, width in zip(self.cells, self.heights, self._rooms, strict=True)
        ]
        above = RowLines([part for part, _ in parted], self._widths)
        return above, RowLines([rest for _, rest in parted], self._widths)

    def draw(self, canvas: Canvas, y: float) -> None:
        """Draw the words, their top at a height."""
        x = 0.0
        for cell, heights, width in zip(self.cells, self.heights, self._widths, strict=True):
            top = y - look.CELL_TOP
            for part, height in zip(cell, heights, strict=True):
                part.drawOn(canvas, x + look.CELL_SIDE, top - height)
                top -= height + look.CELL_PARAGRAPH_GAP
            x += width


def _split_cell(
    cell: list[LaidText], heights: list[float], width: float, room: float
) -> tuple[list[LaidText], list[LaidText]]:
    """Return the paragraphs of a cell that fit, and the rest."""
    for at, (part, height) in enumerate(zip(cell, heights, strict=True)):
        if height <= room:
            room -= height + look.CELL_PARAGRAPH_GAP
            continue
        pieces = part.split(width, room)
        if len(pieces) > 1:
            return [*cell[:at], pieces[0]], [pieces[1], *cell[at + 1 :]]
        return cell[:at], cell[at:]
    return cell, []


class RuledTable(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A table with light rules, in the look of Word's.

    Attributes:
        room_needed: The height of what must stand on one page with it, itself included.
    """

    room_needed = 0.0

    def __init__(
        self, widths: Sequence[float], head: RowLines | None, rows: list[RowLines], *, whole: bool
    ) -> None:
        super().__init__()
        self._widths = widths
        self._head = head
        self._rows = rows
        self.height: float = sum(row.height for row in self._every_row())
        self._whole = whole and self.height <= look.TALL_ROW

    def _every_row(self) -> Iterable[RowLines]:
        return [self._head, *self._rows] if self._head else self._rows

    @property
    def least(self) -> float:
        """Return how much of it must stand on a page at least."""
        if self._whole:
            return self.height
        head: float = self._head.height if self._head else 0
        return head + (self._rows[0].least if self._rows else 0)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return its size."""
        self.width = width
        return (width, height + 1) if height < self.room_needed else (width, self.height)

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the rows on this page and the rest, with the head row over both."""
        if height < max(self.least, self.room_needed):
            return []
        room = height - (self._head.height if self._head else 0)
        fitting = 0
        while fitting < len(self._rows) and self._rows[fitting].height <= room:
            room -= self._rows[fitting].height
            fitting += 1
        above, below = self._rows[:fitting], self._rows[fitting:]
        if below and (parted := _parted(below[0], room)):
            above, below = [*above, parted[0]], [parted[1], *below[1:]]
        if not above:
            return []
        if not below:
            return [self]
        return [RuledTable(self._widths, self._head, rows, whole=False) for rows in (above, below)]

    def draw(self) -> None:
        """Draw fill and rules, then the words of each row."""
        canvas, y = self.canv, self.height
        width = sum(self._widths)
        if self._head:
            canvas.setFillColor(colour(look.HEAD_FILL))
            canvas.rect(0, y - self._head.height, width, self._head.height, stroke=0, fill=1)
        _rule(canvas, width, y, look.RULE, _RULE)
        for row in self._every_row():
            row.draw(canvas, y)
            y -= row.height
            is_head = row is self._head
            _rule(canvas, width, y, look.BLUE if is_head else look.RULE, 1 if is_head else _RULE)


def _parted(row: RowLines, room: float) -> tuple[RowLines, RowLines] | None:
    """Return a row in two parts where it is tall enough to be parted."""
    return row.split(room) if row.height > look.TALL_ROW else None


def _rule(canvas: Canvas, width: float, y: float, code: str, weight: float) -> None:
    """Draw one rule across the table."""
    canvas.setStrokeColor(colour(code))
    canvas.setLineWidth(weight)
    canvas.line(0, y, width, y)


def table_lines(block: Facts | Table) -> RuledTable:
    """Return a table as it is drawn."""
    if isinstance(block, Facts):
        looks = (look.ROW_HEADING, look.TABLE_TEXT)
        facts = [_row(pair, looks, FACT_WIDTHS) for pair in block.pairs]
        return RuledTable(FACT_WIDTHS, None, facts, whole=is_small(block, FACT_WIDTHS))
    widths = column_widths(block)
    plain = (look.TABLE_TEXT,) * len(widths)
    head = _row(
        [one_line(name) for name in block.columns], (look.TABLE_HEADING,) * len(widths), widths
    )
    rows = [_row(cells, plain, widths) for cells in block.rows]
    if head.height > look.TALL_ROW:
        return RuledTable(widths, None, [head, *rows], whole=False)
    return RuledTable(widths, head, rows, whole=is_small(block, widths))


def _row(cells: Sequence[str], looks: Sequence[ParagraphLook], widths: Sequence[float]) -> RowLines:
    """Return a row of typed text."""
    parts = [
        [
            LaidText(None, style(each, may_part=True), frags=fragments(part, each))
            for part in paragraphs(cell)
        ]
        for cell, each in zip(cells, looks, strict=True)
    ]
    for cell, each in zip(parts, looks, strict=True):
        if not cell:
            cell.append(LaidText("", style(each, may_part=True)))
    return RowLines(parts, widths)
