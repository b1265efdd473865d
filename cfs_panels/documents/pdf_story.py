"""Turns a document's blocks into the pieces that fill a PDF's pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.platypus import PageBreak as NewPage

from cfs_panels.documents import page_look as look
from cfs_panels.documents.blocks import (
    AddressBlock,
    Bullets,
    Facts,
    Heading,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    SignatureBlock,
    Table,
    Text,
    Title,
    Tone,
)
from cfs_panels.documents.letterhead_layout import letterhead_lines
from cfs_panels.documents.page_flow import kept_with_next
from cfs_panels.documents.pdf_flowables import (
    HeadingLine,
    LetterheadLines,
    NoteLines,
    Prose,
    SigningLine,
)
from cfs_panels.documents.pdf_fonts import printable
from cfs_panels.documents.pdf_styles import fragments, note_style, style
from cfs_panels.documents.pdf_tables import RuledTable, table_lines
from cfs_panels.documents.typed_text import filled, one_line, paragraphs

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from cfs_panels.documents.blocks import Block, Document
    from cfs_panels.documents.page_look import ParagraphLook
    from cfs_panels.documents.typed_text import TypedParagraph

_SHORT = 3
_AT_LEAST = 2
_MOST_KEPT = 0.6 * look.TEXT_HEIGHT


@dataclass(slots=True)
class Piece:
    """A piece with the space around it; ``is_kept`` keeps it with the piece after it."""

    flowable: Flowable
    before: float = 0
    after: float = 0
    is_kept: bool = False


def story(document: Document) -> list[Flowable]:
    """Return the pieces of a document, spaced and kept together as they must be."""
    pieces = _Pieces()
    if letterhead_lines(document.letterhead):
        pieces.add(LetterheadLines(document.letterhead))
    for block, is_kept in zip(document.blocks, kept_with_next(document.blocks), strict=True):
        pieces.add_block(block, is_kept=is_kept)
    return pieces.finished()


class _Pieces:
    """The pieces of a document as they grow, block by block."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._levels: list[int] = []
        self._new_page = False

    def add(
        self, flowable: Flowable, *, before: float = 0, after: float = 0, is_kept: bool = False
    ) -> None:
        """Add a piece, on a new page where one was asked for."""
        if self._new_page:
            self._pieces.append(Piece(NewPage()))
            self._new_page = False
        self._pieces.append(Piece(flowable, before, after, is_kept))

    def add_block(self, block: Block, *, is_kept: bool) -> None:
        """Add a block, whose end may have to stay with the block after it."""
        match block:
            case PageBreak():
                self._new_page = bool(self._pieces)
            case Bullets() | Numbered():
                self._list(block, is_kept=is_kept)
            case Facts() | Table():
                self._table(block, is_kept=is_kept)
            case SignatureBlock():
                self._signature(block)
            case _:
                self._text(block, is_kept=is_kept)

    def _text(
        self, block: Title | Heading | Paragraph | Note | AddressBlock, *, is_kept: bool
    ) -> None:
        """Add a block of plain words."""
        match block:
            case Title():
                self._one_line(look.TITLE, block.text)
                self._one_line(look.SUBTITLE, block.below)
            case Heading():
                self._heading(block)
            case Paragraph():
                parts = paragraphs(block.words)
                for at, part in enumerate(parts, start=1):
                    self._prose(look.BODY, part, is_kept=is_kept and at == len(parts))
            case Note():
                self._note(block, is_kept=is_kept)
            case AddressBlock():
                lines = [(Text(line),) for each in block.lines if (line := one_line(each))]
                if lines:
                    self._prose(look.ADDRESS, tuple(lines))

    def _prose(
        self,
        each: ParagraphLook,
        part: TypedParagraph,
        *,
        mark: str | None = None,
        before: float | None = None,
        after: float | None = None,
        is_kept: bool = False,
    ) -> None:
        """Add a paragraph."""
        self.add(
            Prose(None, style(each), frags=fragments(part, each), bulletText=mark),
            before=each.before if before is None else before,
            after=each.after if after is None else after,
            is_kept=is_kept or each.with_next,
        )

    def _one_line(self, each: ParagraphLook, text: str) -> None:
        """Add a paragraph of one line."""
        if line := one_line(text):
            self._prose(each, ((Text(line),),))

    def _heading(self, block: Heading) -> None:
        """Add a heading with its bookmark, no more than one level below the one before it."""
        words, each = one_line(block.text), look.heading(block.level)
        if not words:
            return
        while self._levels and self._levels[-1] >= block.level:
            self._levels.pop()
        line = HeadingLine(None, style(each), frags=fragments(((Text(words),),), each))
        line.bookmark, line.words = f"heading-{len(self._pieces)}", printable(words)
        line.level = len(self._levels)
        self._levels.append(block.level)
        self.add(line, before=each.before, after=each.after, is_kept=True)

    def _note(self, note: Note, *, is_kept: bool) -> None:
        """Add a note; an important one says so."""
        is_important = note.tone is Tone.IMPORTANT
        each = look.IMPORTANT_NOTE if is_important else look.NOTE
        parts = list(paragraphs(note.words))
        if parts and is_important:
            first, *others = parts[0]
            parts[0] = ((Text(f"{look.IMPORTANT_WORD} ", bold=True), *first), *others)
        for at, part in enumerate(parts, start=1):
            is_last = at == len(parts)
            rule = look.BLUE if is_important else look.NOTE_RULE
            lines = NoteLines(
                None, note_style(each, rule, goes_on=not is_last), frags=fragments(part, each)
            )
            after = each.after if is_last else look.BODY.after
            self.add(lines, before=each.before, after=after, is_kept=is_kept and is_last)

    def _list(self, block: Bullets | Numbered, *, is_kept: bool) -> None:
        """Add a list."""
        is_numbered = isinstance(block, Numbered)
        each = look.LIST_NUMBER if is_numbered else look.LIST_BULLET
        marked = [
            (part, None if at else (f"{number}." if is_numbered else look.BULLET))
            for number, item in enumerate(filled(block.items), start=1)
            for at, part in enumerate(item)
        ]
        for at, (part, mark) in enumerate(marked, start=1):
            is_last = at == len(marked)
            after = look.LAST_ITEM_AFTER if is_last else each.after
            self._prose(each, part, mark=mark, after=after, is_kept=is_kept and is_last)

    def _table(self, block: Facts | Table, *, is_kept: bool) -> None:
        """Add a table under its caption."""
        if not (block.pairs if isinstance(block, Facts) else block.columns):
            return
        self._one_line(look.CAPTION, block.caption)
        self.add(table_lines(block), after=look.AFTER_TABLE, is_kept=is_kept)

    def _signature(self, block: SignatureBlock) -> None:
        """Add who signs, all on one page."""
        each = look.SIGNATURE
        signed, name, role = (one_line(text) for text in (block.signed, block.name, block.role))
        lines = [
            (text, is_name) for text, is_name in ((signed, False), (name, True), (role, False))
        ]
        lines = [(text, is_name) for text, is_name in lines if text]
        before = look.SIGNED_SPACE if signed else look.SIGNING_SPACE
        if block.ruled and not signed:
            after = 0 if lines else look.SIGNATURE_AFTER
            self.add(SigningLine(), before=before, after=after, is_kept=bool(lines))
            before = 0
        for at, (text, is_name) in enumerate(lines, start=1):
            is_last = at == len(lines)
            self._prose(
                each,
                ((Text(text, bold=is_name),),),
                before=before,
                after=look.SIGNATURE_AFTER if is_last else 0,
                is_kept=not is_last,
            )
            before = 0

    def finished(self) -> list[Flowable]:
        """Return the pieces with the space around them and the room they need together."""
        needed, gap, before_next = 0.0, 0.0, 0.0
        for at in range(len(self._pieces) - 1, -1, -1):
            piece = self._pieces[at]
            piece.flowable.spaceBefore, piece.flowable.spaceAfter = piece.before, piece.after
            gap = max(piece.after, before_next)
            follows_kept = at > 0 and self._pieces[at - 1].is_kept
            if piece.is_kept and needed:
                needed += _height(piece.flowable) + gap
                piece.flowable.room_needed = needed if needed <= _MOST_KEPT else 0
            elif follows_kept:
                needed = _first_part(piece.flowable)
            else:
                needed = 0
            before_next = piece.before
        return [piece.flowable for piece in self._pieces]


def _height(flowable: Flowable) -> float:
    """Return how tall a piece is."""
    height: float = flowable.wrap(look.TEXT_WIDTH, look.PAGE_HEIGHT)[1]
    return height


def _first_part(flowable: Flowable) -> float:
    """Return how much of a piece must stand with what is kept with it."""
    if isinstance(flowable, RuledTable):
        return flowable.least
    height = _height(flowable)
    if not isinstance(flowable, Prose) or height <= _SHORT * flowable.style.leading:
        return height
    return _AT_LEAST * float(flowable.style.leading)
