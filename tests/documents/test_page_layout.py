"""Columns, kept blocks, letterheads and the words around a page, as both writers lay them out."""

from __future__ import annotations

import dataclasses
import io

import docx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from cfs_panels.documents.blocks import (
    Bullets,
    Facts,
    Heading,
    Letterhead,
    Note,
    Paragraph,
    SignatureBlock,
    Table,
)
from cfs_panels.documents.docx_writer import write_docx
from cfs_panels.documents.letterhead_layout import letterhead_lines, letterhead_spaces, logo_of
from cfs_panels.documents.page_flow import is_small, is_tall, kept_with_next
from cfs_panels.documents.page_furniture import foot_words, head_words
from cfs_panels.documents.page_look import (
    LETTERHEAD_END,
    LETTERHEAD_RULE_GAP,
    LOGO_HEIGHT,
    LOGO_WIDTH,
    TEXT_WIDTH,
)
from cfs_panels.documents.pdf_fonts import font, font_name
from cfs_panels.documents.pdf_writer import write_pdf
from cfs_panels.documents.table_layout import FACT_WIDTHS, column_widths
from cfs_panels.documents.text_measure import line_count, width
from cfs_panels.documents.typed_text import whole_dates
from cfs_panels.domain.errors import RuleBroken
from tests.documents.writer_documents import LETTERHEAD, document, pdf_pages


def picture(size: tuple[int, int], mode: str = "RGB", kind: str = "PNG") -> bytes:
    content = io.BytesIO()
    Image.new(mode, size).save(content, kind)
    return content.getvalue()


cells = st.text(alphabet="ab cd\n", max_size=200)


@given(
    st.integers(1, 20).flatmap(
        lambda n: st.builds(
            Table,
            st.tuples(*[cells] * n),
            st.lists(st.tuples(*[cells] * n), max_size=3).map(tuple),
            st.one_of(st.just(()), st.tuples(*[st.floats(0, 9)] * n)),
        )
    )
)
@example(Table(("",), (), (5e-324,)))
def test_columns_fill_the_page_and_none_is_lost(table: Table) -> None:
    widths = column_widths(table)
    assert len(widths) == len(table.columns)
    assert sum(widths) == pytest.approx(TEXT_WIDTH)
    assert min(widths) >= 0


def test_short_columns_stay_on_one_line_and_the_long_one_takes_the_rest() -> None:
    action = "Ask the school for a report on how the first term went and send it to panel"
    table = Table(("What", "Who", "By"), ((action, "Nadia Farouk", "28 November 2025"),))
    what, who, by = column_widths(table)
    assert who < by < what
    measured = font(font_name(bold=False)).stringWidth("28 November 2025", 12)
    assert by - 10 >= measured


def test_a_share_too_small_for_its_head_is_given_the_room_it_needs() -> None:
    table = Table(("Item", "About", "Minutes"), (("1", "x", "40"),), widths=(1, 20, 1))
    _, about, minutes = column_widths(table)
    assert minutes - 10 >= font(font_name(bold=True)).stringWidth("Minutes", 12)
    assert about > minutes


def test_widths_guessed_without_a_font_are_near_those_of_the_font() -> None:
    text = "The Agency Decision Maker considered the panel's minutes of 7 October 2025."
    measured = font(font_name(bold=False)).stringWidth(text, 12)
    assert width(text, 12) == pytest.approx(measured, rel=0.03)
    assert line_count(text, 12, measured / 2) in (2, 3)


def test_a_closing_and_some_text_stay_with_the_signature() -> None:
    blocks = (
        Heading("x"), Paragraph("far"), Heading("y"), Bullets(("near",)), Paragraph("Yours"),
        SignatureBlock("a", "b"), SignatureBlock("c", "d"), Facts(()), SignatureBlock("e", "f"),
    )  # fmt: skip
    expected = [False, False, False, True, True, False, False, False, False]
    assert kept_with_next(blocks) == expected


def test_words_stay_with_the_list_or_table_that_they_lead_to() -> None:
    table = Table(("a",), (("b",),))
    blocks = (Paragraph("far"), Paragraph("Advice:"), Bullets(("x",)), Note("These:"), table)
    assert kept_with_next(blocks) == [False, True, False, True, False]


def test_facts_stay_with_the_first_part_of_what_they_are_about() -> None:
    facts = Facts((("Type", "Approval"),))
    blocks = (Heading("Item 1", 2), facts, Heading("Papers", 3), Heading("Next", 1), facts)
    assert kept_with_next(blocks) == [False, True, False, False, False]
    assert not any(kept_with_next((Heading("Item 1", 2), facts, Heading("Item 2", 2))))
    tall = Facts((("Members", "word " * 900),))
    assert not any(kept_with_next((Heading("Item 1", 2), tall, Heading("Papers", 3))))
    item = document(Heading("Item 1", 2), facts, Heading("Papers", 3))
    rows = docx.Document(io.BytesIO(write_docx(item))).tables[0].rows
    assert all(p.paragraph_format.keep_with_next for c in rows[-1].cells for p in c.paragraphs)


@pytest.mark.parametrize("lines", range(24, 36, 2))
def test_whatever_fills_a_page_an_item_begins_whole(lines: int) -> None:
    filling = tuple(Paragraph(f"Line {n}.") for n in range(lines))
    facts = Facts((("Type", "Approval"), ("Reference", "F-1"), ("Members", "name " * 90)))
    item = (Heading("Item 9", 1), facts, Heading("Quorum", 2), Paragraph("There:"))
    pages = pdf_pages(write_pdf(document(*filling, *item, Bullets(("First.", "Second.")))))
    (page,) = (page for page in pages if "Item 9" in page)
    assert "Type" in page
    assert "Members" in page
    assert "Quorum" in page
    (intro,) = (page for page in pages if "There:" in page)
    assert "First." in intro


def test_no_line_ends_between_a_day_and_its_month() -> None:
    assert whole_dates("by 9 September 2025, 19 May") == "by 9\u00a0September 2025, 19\u00a0May"
    assert whole_dates("in 2019 May came, 123 June") == "in 2019 May came, 123 June"


def test_a_name_of_two_parts_is_broken_at_its_hyphen() -> None:
    row = (("Maximilian Featherstonehaugh-Cholmondeley", "x"),)
    table = Table(("Who", "What"), row, (0.3, 0.7))
    (page,) = pdf_pages(write_pdf(document(table)))
    lines = page.split()
    assert "Featherstonehaugh-" in lines
    assert "Cholmondeley" in lines


def test_only_rows_of_many_lines_are_tall_and_only_short_tables_small() -> None:
    assert not is_tall(("a", "b" * 150), FACT_WIDTHS)
    assert is_tall(("a", "word " * 600), FACT_WIDTHS)
    assert is_tall(("a", "x\n" * 30), FACT_WIDTHS)
    assert is_small(Facts((("a", "b"),) * 4), FACT_WIDTHS)
    assert not is_small(Facts((("a", "b"),) * 9), FACT_WIDTHS)
    assert not is_small(Facts((("a", "word " * 300),)), FACT_WIDTHS)


def test_a_letterhead_reads_name_address_contact() -> None:
    assert letterhead_lines(LETTERHEAD) == (
        "Wealdshire County Council",
        "County Hall, Castle Street, Harrowmere, WX1 1AA",
        "01632 960400",
    )
    assert letterhead_lines(Letterhead(" ", ("", "x\n"))) == ("x",)


@pytest.mark.parametrize("text_height", [19.0, 47.0, 61.0])
def test_the_first_block_begins_at_one_height_whatever_the_letterhead(text_height: float) -> None:
    for logo in (None, logo_of(picture((300, 100)))):
        to_rule, after = letterhead_spaces(text_height, logo)
        assert text_height + to_rule + after == pytest.approx(LETTERHEAD_END)
        assert to_rule >= LETTERHEAD_RULE_GAP


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGB", "JPEG"), ("CMYK", "JPEG"), ("P", "PNG"), ("LA", "PNG"), ("1", "PNG")]
)
def test_a_logo_of_any_kind_is_printed_in_its_room_without_what_came_with_it(
    mode: str, kind: str
) -> None:
    logo = logo_of(picture((4000, 500), mode, kind))
    assert logo is not None
    assert logo.width == pytest.approx(LOGO_WIDTH)
    assert logo.height < LOGO_HEIGHT
    with Image.open(io.BytesIO(logo.png)) as printed:
        assert printed.format == "PNG"
        assert printed.width <= 700
        assert not printed.info


@pytest.mark.parametrize("broken", [b"x", b"\x89PNG\r\n\x1a\n", picture((9, 9))[:40], b"%PDF"])
def test_a_logo_that_is_no_picture_is_refused(broken: bytes) -> None:
    with pytest.raises(RuleBroken) as refusal:
        logo_of(broken)
    assert refusal.value.field == "logo"


def test_words_around_the_page_fit_on_one_line() -> None:
    plain = document(draft=True)
    assert foot_words(plain) == "FP-2025-10 · Draft · Confidential · "
    assert foot_words(dataclasses.replace(plain, reference="", confidential="", draft=False)) == ""
    long = dataclasses.replace(plain, header="Minutes of the panel " * 50, reference="R" * 5000)
    for words in (head_words(long), foot_words(long).removesuffix(" · ")):
        assert words.endswith("…")
        assert font(font_name(bold=False)).stringWidth(words, 10) <= TEXT_WIDTH
