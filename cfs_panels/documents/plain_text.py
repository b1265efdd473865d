"""The words of a document in reading order, as both Word and PDF must hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.documents.blocks import (
    AddressBlock,
    Bullets,
    Facts,
    Heading,
    Note,
    Numbered,
    Paragraph,
    SignatureBlock,
    Table,
    Title,
    Tone,
)
from cfs_panels.documents.letterhead_layout import letterhead_lines
from cfs_panels.documents.page_look import BULLET, DATE_WORD, IMPORTANT_WORD, SIGN_WORD
from cfs_panels.documents.typed_text import clean, one_line, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfs_panels.documents.blocks import Block, Document


def document_words(document: Document) -> list[str]:
    """Return every word of a document in reading order, list marks among them.

    What stands at the head and foot of every page, and the draft watermark, are left out.
    """
    return " ".join(document_lines(document)).split()


def document_lines(document: Document) -> list[str]:
    """Return the text of a document, a piece each, in reading order."""
    pieces = [*letterhead_lines(document.letterhead)]
    for block in document.blocks:
        pieces.extend(clean(piece) for piece in _pieces(block))
    return pieces


def _pieces(block: Block) -> Iterator[str]:
    """Yield the text of one block, piece by piece."""
    match block:
        case Title():
            yield from (block.text, block.below)
        case Heading():
            yield block.text
        case Paragraph():
            yield text_of(block.words)
        case Note():
            text = text_of(block.words)
            says_so = block.tone is Tone.IMPORTANT and clean(text).strip()
            yield f"{IMPORTANT_WORD} {text}" if says_so else text
        case Bullets():
            yield from (f"{BULLET} {item}" for item in _items(block))
        case Numbered():
            yield from (f"{n}. {item}" for n, item in enumerate(_items(block), start=1))
        case AddressBlock():
            yield from block.lines
        case Facts() | Table():
            yield from _table_pieces(block)
        case SignatureBlock():
            yield from _signature_pieces(block)


def _items(block: Bullets | Numbered) -> Iterator[str]:
    """Yield the items of a list that hold any words."""
    return (text for item in block.items if (text := text_of(item)) and clean(text).strip())


def _table_pieces(block: Facts | Table) -> Iterator[str]:
    """Yield the text of a table, row by row."""
    rows = block.pairs if isinstance(block, Facts) else (block.columns, *block.rows)
    yield block.caption if rows else ""
    for row in rows:
        yield from row


def _signature_pieces(block: SignatureBlock) -> Iterator[str]:
    """Yield the text of a signature."""
    if block.ruled and not one_line(block.signed):
        yield from (SIGN_WORD, DATE_WORD)
    yield from (block.signed, block.name, block.role)
