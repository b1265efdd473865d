"""The words at the head and foot of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.documents.page_look import DRAFT_WORD, FOOTER, HEADER, TEXT_WIDTH
from cfs_panels.documents.text_measure import width
from cfs_panels.documents.typed_text import one_line

if TYPE_CHECKING:
    from cfs_panels.documents.blocks import Document

_BETWEEN = " · "
_CUT = "…"
_PAGE_NUMBER = 110.0
_LONGEST = 300


def head_words(document: Document) -> str:
    """Return what runs at the head of each page after the first."""
    return _fitting(one_line(document.header) or one_line(document.title), HEADER.size)


def foot_words(document: Document) -> str:
    """Return what stands at the foot before the page's number, ready for that to follow."""
    draft = DRAFT_WORD if document.draft else ""
    parts = (one_line(document.reference), draft, one_line(document.confidential))
    words = _BETWEEN.join(part for part in parts if part)
    return f"{_fitting(words, FOOTER.size, _PAGE_NUMBER)}{_BETWEEN}" if words else ""


def _fitting(words: str, size: float, kept_free: float = 0) -> str:
    """Return words that fit on one line, shortened where they must be."""
    room = TEXT_WIDTH - kept_free
    words = words if len(words) <= _LONGEST else words[:_LONGEST] + _CUT
    while words and width(words, size) > room:
        words = words.removesuffix(_CUT)[:-1].rstrip() + _CUT
    return words
