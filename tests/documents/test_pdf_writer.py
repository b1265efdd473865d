"""The PDF: embedded fonts, bookmarks, repeated head rows, and the same bytes every time."""

from __future__ import annotations

import io
import unicodedata

import pikepdf
import pytest

from cfs_panels.documents.blocks import (
    Bullets,
    Facts,
    Heading,
    Letterhead,
    Numbered,
    PageBreak,
    Paragraph,
    SignatureBlock,
    Table,
    Title,
)
from cfs_panels.documents.page_look import ALL_LOOKS
from cfs_panels.documents.pdf_right_to_left import as_read
from cfs_panels.documents.pdf_writer import write_pdf
from cfs_panels.documents.plain_text import document_words
from cfs_panels.domain.errors import RuleBroken
from tests.documents.writer_documents import document, pdf_body, pdf_pages, rich_document

HEAD = Letterhead("Wealdshire")


def test_properties_language_and_title_in_the_window() -> None:
    with pikepdf.open(io.BytesIO(write_pdf(rich_document()))) as pdf:
        assert str(pdf.docinfo.Title) == "Minutes of the fostering panel"
        assert str(pdf.docinfo.Author) == "Tom Ashdown"
        assert str(pdf.docinfo.Subject) == "Panel of 24 October 2025"
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20251024000000Z"
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_every_font_is_embedded_and_cut_down_to_what_is_used() -> None:
    content = write_pdf(rich_document())
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = [
            font
            for page in pdf.pages
            for font in page.obj.Resources.get("/Font", pikepdf.Dictionary()).values()
        ]
        assert fonts
        for font in fonts:
            assert "/FontFile2" in font.FontDescriptor
            assert "+" in str(font.BaseFont)
            assert "Liberation" in str(font.BaseFont)
    assert len(content) < 150_000


def test_headings_are_bookmarks_nested_as_they_are() -> None:
    source = document(
        Title("Minutes"),
        Heading("Begins deep", 2),
        Heading("Item 1", 1),
        Heading("Discussion", 2),
        Heading("Why & how 👍", 3),
        Heading("Item 2", 1),
        Heading("Skips one", 3),
    )

    def shape(item: pikepdf.OutlineItem) -> tuple[str, list[object]]:
        return item.title, [shape(each) for each in item.children]

    with pikepdf.open(io.BytesIO(write_pdf(source))) as pdf, pdf.open_outline() as outline:
        assert [shape(each) for each in outline.root] == [
            ("Begins deep", []),
            ("Item 1", [("Discussion", [("Why & how [thumbs up sign]", [])])]),
            ("Item 2", [("Skips one", [])]),
        ]


def test_the_head_row_stands_again_on_each_page() -> None:
    rows = tuple((f"Member {number}", "Independent member") for number in range(120))
    source = document(Table(("Who", "Which role"), rows), letterhead=HEAD)
    pages = pdf_body(write_pdf(source), source)
    assert len(pages) >= 4
    assert all("Who Which role" in page for page in pages)


def test_a_cell_longer_than_a_page_goes_on_over_pages_with_nothing_lost() -> None:
    words = [f"word{number}" for number in range(2900)]
    text = " ".join(words)
    assert len(text) > 20_000
    source = document(
        Table(("What", "Said"), (("before", "x"), ("long", text), ("after", "y"))),
        Facts((("Motivation", text),)),
        letterhead=HEAD,
    )
    body = " ".join(pdf_body(write_pdf(source), source)).split()
    assert [word for word in body if word.startswith("word")] == words * 2
    assert "after" in body


@pytest.mark.parametrize("letters", ["y" * 20_000, "ab " * 7000, "x\n" * 2000, "p\n\n" * 1500])
def test_awkward_shapes_of_text_lose_nothing(letters: str) -> None:
    source = document(
        Heading(letters[:3000]),
        Paragraph(letters),
        Table(("Narrow", "Wide"), ((letters[:500], letters),), widths=(1, 12)),
        Bullets((letters,)),
        Numbered((letters[:2000],)),
        SignatureBlock(letters[:5000], letters[:200]),
        letterhead=HEAD,
    )
    body = "".join(" ".join(pdf_body(write_pdf(source), source)).split())
    assert body.replace("NarrowWide", "") == "".join(document_words(source)).replace(
        "NarrowWide", ""
    )


def test_a_head_row_taller_than_a_page_is_written_once() -> None:
    source = document(Table(("head " * 2000, "B"), (("a", "b"),)), letterhead=HEAD)
    body = " ".join(pdf_body(write_pdf(source), source)).split()
    assert body.count("head") == 2000


def test_a_table_of_forty_columns_is_written() -> None:
    columns = tuple(f"C{number}" for number in range(40))
    source = document(Table(columns, (columns,)), letterhead=HEAD)
    assert "C39" in " ".join(pdf_body(write_pdf(source), source)).replace(" ", "")


def test_rows_and_headings_stay_with_what_they_belong_to() -> None:
    lines = tuple("One line of the minutes." for _ in range(29))
    for filler in range(24, 30):
        source = document(
            Bullets(lines[:filler]),
            Heading("Actions"),
            Table(("What", "By"), (("Fence the pond", "1 November"), ("Gate", "2 November"))),
            letterhead=HEAD,
        )
        for page in pdf_body(write_pdf(source), source):
            assert ("Actions" in page) == ("What By" in page) == ("Gate" in page)


def test_no_page_holds_a_signature_alone() -> None:
    for filler in range(20, 34):
        source = document(
            *(Paragraph("One line of the letter.") for _ in range(filler)),
            Paragraph("Yours sincerely"),
            SignatureBlock("Margaret Osei", "Agency Decision Maker"),
            letterhead=HEAD,
        )
        *_, last = pdf_body(write_pdf(source), source)
        assert "One line of the letter. Yours sincerely Margaret Osei" in last


def test_each_page_says_which_of_how_many_it_is() -> None:
    source = document(Paragraph("a"), PageBreak(), Paragraph("b"), PageBreak(), Paragraph("c"))
    pages = [" ".join(page.split()) for page in pdf_pages(write_pdf(source))]
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert f"FP-2025-10 · Confidential · page {number} of 3" in page
        assert page.startswith("Fostering panel, 24 October 2025") == (number > 1)


def test_page_breaks_at_the_ends_and_in_a_row_make_no_empty_page() -> None:
    source = document(
        PageBreak(), Paragraph("a"), PageBreak(), PageBreak(), Paragraph("b"), PageBreak(),
        letterhead=Letterhead(""),
    )  # fmt: skip
    assert pdf_body(write_pdf(source), source) == ["a", "b"]


def test_a_draft_says_so_on_every_page_and_a_final_nowhere() -> None:
    draft = pdf_pages(write_pdf(rich_document()))
    assert all(page.split()[0] == "Draft" and "· Draft ·" in page for page in draft)
    assert not any("Draft" in page for page in pdf_pages(write_pdf(rich_document(draft=False))))


def test_the_same_document_gives_the_same_bytes() -> None:
    first = write_pdf(rich_document())
    write_pdf(document(Paragraph("another one between, with other letters: ŵ ✓ مرحبا")))
    assert write_pdf(rich_document()) == first


def test_what_no_font_has_is_spelled_out() -> None:
    source = document(Paragraph("Well done 👍 字 ✓ Żółć"), letterhead=HEAD)
    (page,) = pdf_body(write_pdf(source), source)
    assert page == "Wealdshire Well done [thumbs up sign] [U+5B57] ✓ Żółć"


def test_names_in_hebrew_and_arabic_are_read_from_right_to_left() -> None:
    assert as_read("Ms שלום כהן here") == "Ms ןהכ\u00a0םולש here"
    shaped = as_read("محمد")
    assert unicodedata.normalize("NFKC", shaped) == "محمد"[::-1]
    assert all(0xFB50 <= ord(letter) <= 0xFEFC for letter in shaped)
    source = document(Paragraph("Name: محمد علي and שלום כהן."), letterhead=HEAD)
    (page,) = pdf_body(write_pdf(source), source)
    assert "محمد" in unicodedata.normalize("NFKC", page)
    assert "שלום" in page
    long = "שלום " * 500
    assert len(as_read(long)) == len(long)


def test_a_logo_that_cannot_be_read_is_told_in_a_sentence() -> None:
    with pytest.raises(RuleBroken, match=r"The logo cannot be read\."):
        write_pdf(document(letterhead=Letterhead("Wealdshire", logo=b"GIF89a")))


def test_every_colour_of_text_stands_out_from_the_page() -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text."""

    def light(code: str) -> float:
        parts = [int(code[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for look in ALL_LOOKS:
        assert 1.05 / (light(look.colour) + 0.05) >= 4.5
