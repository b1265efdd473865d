"""Writes a document's blocks to Word, with real styles, marked header rows and alternative text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.documents.docx_base import BASE
from cfs_panels.documents.docx_body import Body
from cfs_panels.documents.docx_margins import fill_margins, letterhead
from cfs_panels.documents.docx_package import opened, packed, parsed, set_properties
from cfs_panels.documents.docx_xml import NAMESPACES
from cfs_panels.documents.page_flow import kept_with_next
from resources import read_bytes

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from cfs_panels.documents.blocks import Document


def write_docx(document: Document) -> bytes:
    """Return a document as a Word file."""
    word = opened(read_bytes(BASE))
    set_properties(word, document)
    fill_margins(word, document)
    body = Body(letterhead(word, document.letterhead))
    for block, is_kept in zip(document.blocks, kept_with_next(document.blocks), strict=True):
        body.add(block, is_kept=is_kept)
    _put(word, body)
    return packed(word)


def _put(word: WordDocument, body: Body) -> None:
    """Put the text and its lists into the Word file."""
    root = word.element.body
    for place, element in enumerate(parsed(f"<w:body {NAMESPACES}>{body.xml()}</w:body>")):
        root.insert(place, element)
    numbering = word.part.numbering_part.element
    numbering.extend(parsed(f"<w:numbering {NAMESPACES}>{body.lists_xml()}</w:numbering>"))
