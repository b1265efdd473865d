"""Word and PDF hold the same words, whatever was typed."""

from __future__ import annotations

import io

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cfs_panels.documents.blocks import (
    AddressBlock,
    Bullets,
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
from cfs_panels.documents.docx_writer import write_docx
from cfs_panels.documents.pdf_fonts import printable
from cfs_panels.documents.pdf_writer import write_pdf
from cfs_panels.documents.plain_text import document_words
from tests.documents.writer_documents import document, docx_words, pdf_body, rich_document

HEAD = Letterhead("Wealdshire", ("County Hall",))

anything = st.text(max_size=120)
readable = st.text(
    st.sampled_from("abc XYZ 019 <>&\"'.,;:()[]{}%$#@!?/\\|~^*+= \n\t éßŵŷłñĐőșπДЖ–—‘’“”…•€£½©"),
    max_size=160,
)
awkward = st.sampled_from(
    [
        "",
        " \n\n ",
        "<b>bold</b> & <para>",
        "]]><!-- -->",
        "\x00\x01\x08\x0b\x0c\x1f\x7f\x85",
        "\ud800 lone \udfff",
        "a\r\nb\rc\u2028d\u2029e",
        "x" * 400,
        "मानक हिन्दी 漢字 😀👨‍👩‍👧 مرحبا שלום",
        "%s {0} {name} $x \\n",
        "\ufffe\uffff\ufeff\u200b\u00ad",
        "e\u0301 \u0301 \u202eabc\u202c",
        "\t\ttabs\tand  spaces\u00a0here",
    ]
)


def blocks_of(text: st.SearchStrategy[str]) -> st.SearchStrategy[list[object]]:
    """Return documents' blocks of every kind with typed text in every place."""
    runs = st.lists(st.builds(Text, text, st.booleans()), max_size=3).map(tuple)
    words = st.one_of(text, runs)
    items = st.lists(words, max_size=3).map(tuple)
    tables = st.integers(1, 5).flatmap(
        lambda columns: st.builds(
            Table,
            st.tuples(*[text] * columns),
            st.lists(st.tuples(*[text] * columns), max_size=3).map(tuple),
            st.just(()),
            text,
        )
    )
    block = st.one_of(
        st.builds(Title, text, text),
        st.builds(Heading, text, st.integers(1, 3)),
        st.builds(Paragraph, words),
        st.builds(Bullets, items),
        st.builds(Numbered, items),
        st.builds(Facts, st.lists(st.tuples(text, text), max_size=3).map(tuple), text),
        tables,
        st.builds(Note, words, st.sampled_from(Tone)),
        st.builds(AddressBlock, st.lists(text, max_size=3).map(tuple)),
        st.builds(SignatureBlock, text, text, text, st.booleans()),
        st.just(PageBreak()),
    )
    return st.lists(block, max_size=6)


def letters(words: list[str]) -> str:
    """Return words without the spaces between them: long words may be parted by a line's end."""
    return "".join(words)


def test_word_and_pdf_hold_the_words_of_a_rich_document_in_the_same_order() -> None:
    source = rich_document()
    expected = document_words(source)
    assert docx_words(write_docx(source)) == expected
    # A head row stands again on each page that its table goes on to, and nothing else is added.
    head = "Name Role Note "
    first, *others = pdf_body(write_pdf(source), source)
    pages = [first, *(page.removeprefix(head) for page in others)]
    assert len(pages) >= 5
    assert sum(page.startswith(head) for page in others) >= 2
    assert " ".join(pages).split() == expected


def test_a_final_document_has_the_words_of_its_draft() -> None:
    draft, final = rich_document(), rich_document(draft=False)
    assert docx_words(write_docx(draft)) == docx_words(write_docx(final))
    assert pdf_body(write_pdf(draft), draft) == pdf_body(write_pdf(final), final)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(blocks=blocks_of(readable))
def test_what_can_be_printed_is_the_same_in_both(blocks: list[object]) -> None:
    source = document(*blocks, letterhead=HEAD)  # type: ignore[arg-type] # any blocks will do
    expected = document_words(source)
    assert docx_words(write_docx(source)) == expected
    assert letters(" ".join(pdf_body(write_pdf(source), source)).split()) == letters(expected)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(blocks=blocks_of(st.one_of(anything, awkward)))
def test_nothing_typed_stops_either_writer_or_is_lost_in_word(blocks: list[object]) -> None:
    source = document(*blocks, letterhead=HEAD)  # type: ignore[arg-type] # any blocks will do
    content = write_docx(source)
    docx.Document(io.BytesIO(content))
    assert docx_words(content) == document_words(source)
    assert write_pdf(source).startswith(b"%PDF")


@given(st.text())
def test_text_for_print_names_what_cannot_be_drawn(text: str) -> None:
    printed = printable(text)
    assert printed == printable(printed)
    assert printable("Zoë 👍 字 ✓") == "Zoë [thumbs up sign] [U+5B57] ✓"
