"""The paragraph styles of a PDF, from the same looks as Word's, and text as reportlab reads it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from cfs_panels.documents.page_look import LIST_INDENT
from cfs_panels.documents.pdf_fonts import font_name, font_runs
from cfs_panels.documents.typed_text import whole_dates

if TYPE_CHECKING:
    from reportlab.platypus.paraparser import ParaFrag

    from cfs_panels.documents.page_look import ParagraphLook
    from cfs_panels.documents.typed_text import TypedParagraph

_TAB = "\u00a0\u00a0\u00a0 "


@cache
def colour(code: str) -> HexColor:
    """Return a colour from its code."""
    return HexColor(f"#{code}")


@cache
def style(look: ParagraphLook, *, may_part: bool = False) -> ParagraphStyle:
    """Return the style of a look; ``may_part`` lets a single line stand alone on a page."""
    name = font_name(bold=look.bold)
    return ParagraphStyle(
        look.name,
        fontName=name,
        fontSize=look.size,
        leading=look.leading,
        textColor=colour(look.colour),
        leftIndent=look.indent,
        spaceAfter=look.after,
        bulletFontName=name,
        bulletFontSize=look.size,
        bulletIndent=look.indent - LIST_INDENT if look.indent >= LIST_INDENT else 0,
        allowWidows=int(may_part),
        allowOrphans=int(may_part),
        spaceShrinkage=0,
        embeddedHyphenation=2,
    )


@cache
def note_style(look: ParagraphLook, rule: str, *, goes_on: bool) -> ParagraphStyle:
    """Return the style of a note; its rule goes on to the next paragraph of the same note."""
    return ParagraphStyle(look.name, style(look), ruleColour=colour(rule), ruleGoesOn=goes_on)


def fragments(paragraph: TypedParagraph, look: ParagraphLook) -> list[ParaFrag]:
    """Return a paragraph as reportlab holds it, each run in a font that has its characters.

    Fragments are made directly, since markup would be parsed and parted at every "<" and "&".
    """
    piece, line_break = _patterns(look)
    made: list[ParaFrag] = []
    for line in paragraph:
        if made:
            made.append(line_break.clone())
        made.extend(
            piece.clone(text=run.text, fontName=run.font)
            for typed in line
            for run in font_runs(_printed(typed.words), bold=typed.bold or look.bold)
        )
    return made


def _printed(words: str) -> str:
    return whole_dates(words).replace("\t", _TAB)


@cache
def _patterns(look: ParagraphLook) -> tuple[ParaFrag, ParaFrag]:
    """Return a piece of text and a line break of a look, as reportlab makes them."""
    pattern = Paragraph("x<br/>x", style(look))
    return pattern.frags[0], pattern.frags[1]
