"""What people typed keeps its paragraphs, lines and weight, and loses only what nobody sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfs_panels.documents.blocks import Text
from cfs_panels.documents.typed_text import clean, filled, one_line, paragraphs


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\x0bd\u2028e\x85f", "a\nb\nc\nd\ne\nf"),
        ("a\x00\x08b\u200bc\u00adoft\ufeff\x7f", "abcoft"),
        ("half \ud83d face", "half \ufffd face"),
        ("e\u0301", "é"),
        ("tab\tstays", "tab\tstays"),
        ("👨\u200d👩", "👨\u200d👩"),
    ],
)
def test_line_ends_are_made_one_kind_and_unseen_marks_go(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_blank_lines_part_paragraphs_and_others_part_lines() -> None:
    assert paragraphs("\n one\ntwo \n \n\n\nthree\n") == (
        ((Text("one"),), (Text("two "),)),
        ((Text("three"),),),
    )


def test_weight_is_kept_across_paragraphs_and_lines() -> None:
    typed = (Text("Terms\n\nOne", bold=True), Text(" child\nonly"))
    assert paragraphs(typed) == (
        ((Text("Terms", bold=True),),),
        ((Text("One", bold=True), Text(" child")), (Text("only"),)),
    )


@pytest.mark.parametrize("nothing", ["", "  ", "\n\t\n", "\x00", (), (Text(" "), Text("\n"))])
def test_words_that_hold_nothing_make_no_paragraph(nothing: str | tuple[Text, ...]) -> None:
    assert paragraphs(nothing) == ()
    assert filled((nothing, "a")) == (paragraphs("a"),)


@given(st.lists(st.builds(Text, st.text(alphabet="ab \n\t<é"), st.booleans())))
def test_no_word_is_lost_or_joined(runs: list[Text]) -> None:
    typed = "".join(run.words for run in runs)
    kept = "\n\n".join(
        "\n".join("".join(run.words for run in line) for line in paragraph)
        for paragraph in paragraphs(tuple(runs))
    )
    assert kept.split() == typed.split()
    assert one_line(typed) == " ".join(typed.split())
