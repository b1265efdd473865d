"""Documents for the tests of the writers, and the words that a reader of their files meets."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import docx
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from cfs_panels.documents.blocks import (
    AddressBlock,
    Bullets,
    Document,
    Facts,
    Heading,
    Letterhead,
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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfs_panels.documents.blocks import Block

MADE_ON = date(2025, 10, 24)


def logo_png() -> bytes:
    """Return a small picture."""
    picture = io.BytesIO()
    Image.new("RGBA", (300, 100), (27, 79, 138, 200)).save(picture, "PNG")
    return picture.getvalue()


LETTERHEAD = Letterhead(
    "Wealdshire County Council",
    ("County Hall", "Castle Street", "Harrowmere", "WX1 1AA"),
    "01632 960400",
    logo_png(),
)


def document(*blocks: Block, draft: bool = False, letterhead: Letterhead = LETTERHEAD) -> Document:
    """Return a document with its properties."""
    return Document(
        title="Minutes of the fostering panel",
        reference="FP-2025-10",
        letterhead=letterhead,
        made_on=MADE_ON,
        blocks=blocks,
        author="Tom Ashdown",
        subject="Panel of 24 October 2025",
        header="Fostering panel, 24 October 2025",
        draft=draft,
    )


def rich_document(*, draft: bool = True) -> Document:
    """Return a document with every kind of block, some of it over several pages."""
    sentence = "Panel heard that the household had thought with care about contact & siblings. "
    return document(
        AddressBlock(("Amrit Sandhu-Cole", "14 Orchard Rise", "Lower Wealdham", "WD4 7QT")),
        Title("Minutes of the fostering panel", "Friday 24 October 2025"),
        Facts((("Chair", "Eleanor Whitcombe"), ("Quorum", "7 of 10 <members>")), caption="Meeting"),
        Table(
            ("Name", "Role", "Note"),
            tuple((f"Member {n}", "Independent member", "By video\nall day") for n in range(45)),
            caption="Members present",
        ),
        Heading("Item 1: Amrit Sandhu-Cole", 1),
        Paragraph(
            (Text("Recommendation: ", bold=True), Text("suitable.\nTerms below.\n\nAgreed."))
        ),
        Heading("Discussion", 2),
        Numbered(
            (sentence * 3, f"First part.\n\nSecond part of the same point. {sentence}", "Last")
        ),
        Bullets(("Warm home", "Strong network", "", "Żółć, Siân and Zoë’s “views”")),
        Heading("Reasons", 3),
        Numbered(("Begins at one again", "Second")),
        Note("Quorate throughout."),
        Note("Sign by 7 November 2025.\n\nThen return it.", Tone.IMPORTANT),
        PageBreak(),
        Heading("Actions", 1),
        Table(("What", "By"), (("Fence the pond", "1 November 2025"), ("", "No date"))),
        Facts((("Motivation", sentence * 60), ("Nothing said", ""))),
        Paragraph("Yours sincerely"),
        SignatureBlock("Eleanor Whitcombe", "Panel chair", "Approved on 31 October 2025 at 14:32"),
        SignatureBlock("Amrit Sandhu-Cole", "Applicant", ruled=True),
        SignatureBlock("Leanne Cole", "Applicant"),
        draft=draft,
    )


def docx_words(content: bytes) -> list[str]:
    """Return the words of a Word file in reading order, with the marks that Word gives lists."""
    word = docx.Document(io.BytesIO(content))
    return " ".join(_docx_pieces(word)).split()


def _docx_pieces(word: docx.document.Document) -> Iterator[str]:
    counts: dict[int, int] = {}
    for item in word.iter_inner_content():
        if isinstance(item, docx.table.Table):
            for row in item.rows:
                yield from (cell.text for cell in row.cells)
            continue
        style = item.style.name if item.style else ""
        if style == "List Bullet":
            yield "•"
        if style == "List Number":
            number = int(item._p.xpath("./w:pPr/w:numPr/w:numId/@w:val")[0])
            counts[number] = counts.get(number, 0) + 1
            yield f"{counts[number]}."
        yield item.text


def pdf_pages(content: bytes) -> list[str]:
    """Return the text of each page of a PDF; Qt marks a hyphen at the end of a line as U+FFFE."""
    pages = QPdfDocument()
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    pages.load(buffer)
    assert pages.status() == QPdfDocument.Status.Ready
    found = [pages.getAllText(number).text() for number in range(pages.pageCount())]
    text = [page.replace("\ufffe", "-\n") for page in found]
    pages.close()
    return text


def pdf_body(content: bytes, source: Document) -> list[str]:
    """Return the words of each page of a PDF without its head, foot and watermark."""
    pages = pdf_pages(content)
    foot = [source.reference, *(("Draft",) if source.draft else ()), source.confidential]
    bodies = []
    for number, page in enumerate(pages, start=1):
        around = (["Draft"] if source.draft else []) + (source.header.split() if number > 1 else [])
        around += " · ".join([*foot, f"page {number} of {len(pages)}"]).split()
        words = page.split()
        assert words[: len(around)] == around
        bodies.append(" ".join(words[len(around) :]))
    return bodies
