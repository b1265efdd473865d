"""Paragraphs, runs and tables as the text of a Word file.

Text is quicker than an object for each run by far, and keeps the schema's order in plain sight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from cfs_panels.documents.typed_text import whole_dates

if TYPE_CHECKING:
    from cfs_panels.documents.page_look import ParagraphLook
    from cfs_panels.documents.typed_text import Line, TypedParagraph

_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
}
NAMESPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items())
PICTURE = _NAMES["pic"]

LINE_BREAK = "<w:r><w:br/></w:r>"
TAB = "<w:r><w:tab/></w:r>"


def twips(points: float) -> int:
    """Return a length in twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Return a type size in half points."""
    return round(points * 2)


def eighths(points: float) -> int:
    """Return the width of a rule in eighths of a point."""
    return round(points * 8)


def emu(points: float) -> int:
    """Return a length in English metric units, as drawings count."""
    return round(points * 12700)


def attribute(text: str) -> str:
    """Return text as an attribute with its quotes."""
    return quoteattr(text)


def run(text: str, *, bold: bool = False) -> str:
    """Return a run of text; tabs in it become Word's."""
    weight = "<w:rPr><w:b/><w:bCs/></w:rPr>" if bold else ""
    pieces = escape(text).split("\t")
    words = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{piece}</w:t>' if piece else "" for piece in pieces
    )
    return f"<w:r>{weight}{words}</w:r>"


def line_runs(line: Line) -> str:
    """Return the runs of one line."""
    return "".join(run(whole_dates(each.words), bold=each.bold) for each in line)


def runs(paragraph: TypedParagraph) -> str:
    """Return the runs of a paragraph, with its line breaks."""
    return LINE_BREAK.join(line_runs(line) for line in paragraph)


def paragraph(
    look: ParagraphLook,
    content: str,
    *,
    keep: str = "",
    numbering: str = "",
    borders: str = "",
    tabs: str = "",
    spacing: str = "",
    indent: str = "",
) -> str:
    """Return a paragraph of a style; the properties given stand in the schema's order."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{look.style_id}"/>{keep}{numbering}{borders}{tabs}'
        f"{spacing}{indent}</w:pPr>{content}</w:p>"
    )


def spacing(*, before: float | None = None, after: float | None = None) -> str:
    """Return the spaces of a paragraph where they differ from its style."""
    above = "" if before is None else f' w:before="{twips(before)}"'
    below = "" if after is None else f' w:after="{twips(after)}"'
    return f"<w:spacing{above}{below}/>" if above or below else ""


def cell(width: float, content: str) -> str:
    """Return a cell of a table."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def row(cells: str, *, is_head: bool = False, may_split: bool = False) -> str:
    """Return a row; a head row is marked as one, so that it repeats on every page."""
    whole = "" if may_split else "<w:cantSplit/>"
    head = "<w:tblHeader/>" if is_head else ""
    marks = f"<w:trPr>{whole}{head}</w:trPr>" if whole or head else ""
    return f"<w:tr>{marks}{cells}</w:tr>"


def table(
    style: str, widths: tuple[float, ...], rows: str, *, has_head: bool, caption: str = ""
) -> str:
    """Return a table of fixed widths; with a head row, or with its first column as headers."""
    titled = f"<w:tblCaption w:val={attribute(caption)}/>" if caption else ""
    first_row, first_column, mask = (1, 0, "0620") if has_head else (0, 1, "0680")
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{mask}" w:firstRow="{first_row}" w:lastRow="0" '
        f'w:firstColumn="{first_column}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{titled}'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )
