"""The Word file: real styles, marked rows, words for pictures, and the same bytes every time."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from cfs_panels.documents.blocks import (
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
from cfs_panels.documents.docx_base import BASE, make_base
from cfs_panels.documents.docx_writer import write_docx
from cfs_panels.documents.page_look import ALL_LOOKS, DRAFT_WORD
from cfs_panels.domain.errors import RuleBroken
from resources import read_bytes
from tests.documents.writer_documents import MADE_ON, document, rich_document

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

    from cfs_panels.documents.blocks import Block

VML = "{urn:schemas-microsoft-com:vml}"
PPR_ORDER = [
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "tabs", "spacing", "ind",
]  # fmt: skip


def opened(*blocks: Block, draft: bool = False) -> WordDocument:
    """Return a document written and opened again."""
    return docx.Document(io.BytesIO(write_docx(document(*blocks, draft=draft))))


def rich() -> WordDocument:
    """Return the rich document written and opened again."""
    return docx.Document(io.BytesIO(write_docx(rich_document())))


def styled(word: WordDocument, style: str) -> list[WordParagraph]:
    """Return the paragraphs of a style."""
    return [each for each in word.paragraphs if each.style and each.style.name == style]


def test_headings_are_real_styles_in_order() -> None:
    word = rich()
    named = [(p.style.name, p.text) for p in word.paragraphs if p.style is not None]
    headings = [(name, text) for name, text in named if name.startswith(("Title", "Heading"))]
    assert headings == [
        ("Title", "Minutes of the fostering panel"),
        ("Heading 1", "Item 1: Amrit Sandhu-Cole"),
        ("Heading 2", "Discussion"),
        ("Heading 3", "Reasons"),
        ("Heading 1", "Actions"),
    ]


def test_every_style_of_the_look_is_in_the_base_and_none_is_italic_underlined_or_in_capitals() -> (
    None
):
    word = rich()
    for look in ALL_LOOKS:
        style = next(each for each in word.styles if each.style_id == look.style_id)
        assert style.font.size == Pt(look.size)
        assert style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.LEFT
        assert not any((style.font.italic, style.font.underline, style.font.all_caps))


def test_body_text_is_twelve_point_sans_serif_on_a4() -> None:
    word = rich()
    fonts = word.styles.element.find(f".//{qn('w:rFonts')}")
    assert fonts.get(qn("w:ascii")) == "Arial"
    assert word.styles["Normal"].font.size == Pt(12)
    assert word.styles["Table Text"].font.size == Pt(12)
    section = word.sections[0]
    lengths = (section.page_width, section.page_height, section.left_margin)
    assert [round(length / Mm(1)) for length in lengths if length] == [210, 297, 25]


def test_the_language_of_all_text_is_british_english() -> None:
    word = rich()
    language = word.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"
    assert word.core_properties.language == "en-GB"


def test_properties_come_from_the_document_alone() -> None:
    properties = rich().core_properties
    assert properties.title == "Minutes of the fostering panel"
    assert properties.author == properties.last_modified_by == "Tom Ashdown"
    assert properties.subject == "Panel of 24 October 2025"
    assert properties.identifier == "FP-2025-10"
    assert properties.content_status == "Draft"
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.date() == MADE_ON


def test_numbering_begins_at_one_in_each_list() -> None:
    word = opened(Numbered(("a", "b\n\nc")), Numbered(("d",)))
    numbers = [
        int(p._p.xpath("./w:pPr/w:numPr/w:numId/@w:val")[0]) for p in styled(word, "List Number")
    ]
    assert len(set(numbers)) == 2
    assert numbers[0] == numbers[1]
    assert [p.text for p in styled(word, "List Continue")] == ["c"]
    lists = {each.numId: each for each in word.part.numbering_part.element.num_lst}
    for number in numbers:
        override = lists[number].find(qn("w:lvlOverride"))
        assert override.find(qn("w:startOverride")).get(qn("w:val")) == "1"


def test_head_rows_are_marked_and_rows_stay_whole_without_merged_cells() -> None:
    word = rich()
    for table in word.tables:
        is_ruled = table.style is not None and table.style.name == "Ruled Table"
        marked = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows]
        assert marked == [is_ruled] + [False] * (len(table.rows) - 1)
        assert not table._tbl.xpath(".//w:gridSpan | .//w:vMerge")
        first_column = table._tbl.xpath("./w:tblPr/w:tblLook/@w:firstColumn")
        assert first_column == ["0" if is_ruled else "1"]
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in word.tables[1].rows)


def test_only_a_very_tall_row_may_go_on_over_the_page() -> None:
    word = opened(Table(("A", "B"), (("short", "x"), ("long", "word " * 4000))))
    short, tall = word.tables[0].rows[1], word.tables[0].rows[2]
    assert short._tr.xpath("./w:trPr/w:cantSplit")
    assert not tall._tr.xpath("./w:trPr/w:cantSplit")
    assert tall.cells[1].text.split() == ["word"] * 4000


def test_the_first_column_of_facts_is_bold_and_their_caption_is_the_tables_own() -> None:
    word = opened(Facts((("Chair", "Eleanor\n\nWhitcombe"),), caption="Meeting"))
    name, value = word.tables[0].rows[0].cells
    assert [p.style.name for p in name.paragraphs if p.style] == ["Row Heading"]
    assert word.styles["Row Heading"].font.bold
    assert [p.text for p in value.paragraphs] == ["Eleanor", "Whitcombe"]
    assert [p.text for p in styled(word, "Caption")] == ["Meeting"]
    assert word.tables[0]._tbl.xpath("./w:tblPr/w:tblCaption/@w:val") == ["Meeting"]


def test_two_tables_stay_two_and_no_file_ends_with_one() -> None:
    table = Table(("A",), (("b",),))
    word = opened(table, table, PageBreak(), table)
    assert len(word.tables) == 3
    kinds = [child.tag for child in word.element.body][-5:]
    assert kinds == [qn(f"w:{name}") for name in ("tbl", "p", "tbl", "p", "sectPr")]


def test_a_page_break_belongs_to_the_paragraph_after_it() -> None:
    word = opened(Paragraph("one"), PageBreak(), PageBreak(), Heading("two"), PageBreak())
    breaks = [p.text for p in word.paragraphs if p.paragraph_format.page_break_before]
    assert breaks == ["two"]


def test_headings_and_signatures_keep_with_what_they_belong_to() -> None:
    word = opened(
        Heading("Reasons"),
        Paragraph("First.\n\nSecond."),
        Paragraph("Yours sincerely"),
        SignatureBlock("Margaret Osei", "Agency Decision Maker"),
    )
    assert word.styles["Heading 1"].paragraph_format.keep_with_next
    kept = {p.text: p.paragraph_format.keep_with_next for p in word.paragraphs[-6:]}
    assert kept == {
        "Reasons": None,
        "First.": None,
        "Second.": True,
        "Yours sincerely": True,
        "Margaret Osei": True,
        "Agency Decision Maker": False,
    }


def test_the_logo_has_words_for_those_who_hear_it() -> None:
    drawings = rich().element.body.findall(f".//{qn('wp:docPr')}")
    assert [each.get("descr") for each in drawings] == ["Logo of Wealdshire County Council"]


def test_a_logo_that_cannot_be_read_is_told_in_a_sentence() -> None:
    broken = Letterhead("Wealdshire", logo=b"not a picture")
    with pytest.raises(RuleBroken, match=r"The logo cannot be read\. Choose a PNG or JPEG"):
        write_docx(document(Title("x"), letterhead=broken))


def test_a_draft_says_so_on_every_page_and_a_final_nowhere() -> None:
    for draft in (True, False):
        section = opened(Title("x"), draft=draft).sections[0]
        for head in (section.first_page_header, section.header):
            marks = list(head.part.element.iter(f"{VML}shape"))
            assert [each.get("alt") for each in marks] == ["Draft watermark"] * draft
            assert [each.find(f"{VML}textpath").get("string") for each in marks] == [
                DRAFT_WORD
            ] * draft
        for foot in (section.first_page_footer, section.footer):
            assert ("Draft" in foot.paragraphs[0].text) == draft


def test_head_and_foot_of_pages() -> None:
    section = rich().sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    assert section.header.paragraphs[0].text == "Fostering panel, 24 October 2025"
    for foot in (section.first_page_footer, section.footer):
        element = foot.part.element
        words = "".join(each.text or "" for each in element.iter(qn("w:t")))
        assert words == "FP-2025-10 · Draft · Confidential · page 1 of 1"
        fields = [each.get(qn("w:instr")).strip() for each in element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]


def test_without_a_header_the_title_runs_at_the_head() -> None:
    source = dataclasses.replace(document(Title("x")), header="")
    word = docx.Document(io.BytesIO(write_docx(source)))
    assert word.sections[0].header.paragraphs[0].text == source.title


def test_the_same_document_gives_the_same_bytes() -> None:
    content = write_docx(rich_document())
    assert content == write_docx(rich_document())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        assert package.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert len(package.namelist()) == len(set(package.namelist()))


def test_properties_of_paragraphs_stand_in_the_order_of_the_schema() -> None:
    for properties in rich().element.body.iter(qn("w:pPr")):
        places = [PPR_ORDER.index(child.tag.split("}")[1]) for child in properties]
        assert places == sorted(places)
        assert len(places) == len(set(places))


def test_no_empty_paragraph_stands_for_space() -> None:
    word = rich()
    empty = [p for p in word.paragraphs if not p.text.strip()]
    # One line parts two tables that follow one another; no other space is made with lines.
    between_tables = [p for p in empty if p._p.getprevious().tag == qn("w:tbl")]
    assert len(empty) == len(between_tables) <= 1


def test_markup_typed_by_people_is_text() -> None:
    typed = "<w:p/> & </w:t> \"quoted\" 'single' ]]> &amp;"
    word = opened(Paragraph(typed), Facts(((typed, typed),), caption=typed))
    assert word.paragraphs[-3].text == typed
    assert word.tables[0].rows[0].cells[0].text == typed


def test_control_characters_are_left_out_and_lines_kept() -> None:
    word = opened(Paragraph("a\x00b\x07c\r\nd\x0be\n\n\n f\tg"))
    assert [p.text for p in word.paragraphs][-2:] == ["abc\nd\ne", "f\tg"]


def test_the_base_in_the_resources_is_the_one_that_is_made() -> None:
    kept, made = (
        zipfile.ZipFile(io.BytesIO(content)) for content in (read_bytes(BASE), make_base())
    )
    assert kept.namelist() == made.namelist()
    for name in made.namelist():
        assert kept.read(name) == made.read(name)
