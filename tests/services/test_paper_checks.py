"""What a file really is, told from its content; what may not be kept is refused in words."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.services.paper_checks import (
    DOCX,
    JPEG,
    PDF,
    PNG,
    PaperFacts,
    paper_facts,
    safe_name,
)
from db.sealed_files import LARGEST_PAPER
from tests import sample_papers as sample


@pytest.mark.parametrize(
    ("content", "facts"),
    [
        (sample.pdf(3), PaperFacts(PDF, 3)),
        (b"\r\n" + sample.pdf(1), PaperFacts(PDF, 1)),
        (sample.png(), PaperFacts(PNG, 1)),
        (sample.jpeg(), PaperFacts(JPEG, 1)),
        (sample.docx(), PaperFacts(DOCX, 0)),
        (sample.docx(links=True), PaperFacts(DOCX, 0)),
    ],
    ids=["pdf", "pdf after a line", "png", "jpeg", "word", "word with links"],
)
def test_what_may_be_kept_is_told_by_its_content(content: bytes, facts: PaperFacts) -> None:
    assert paper_facts(content) == facts


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty. Look at it on your computer and add it again."),
        (
            b"Dear all",
            "Only PDF, Word (.docx), PNG and JPEG files can be added. Save it as one of them.",
        ),
        (
            b"<html></html>",
            "Only PDF, Word (.docx), PNG and JPEG files can be added. Save it as one of them.",
        ),
        (
            sample.pdf_with_password(),
            "This PDF is locked with a password. Save it without one and add it again.",
        ),
        (
            sample.pdf_with_password(user=""),
            "This PDF is protected. Print it to a new PDF without protection and add that.",
        ),
        (sample.pdf(0), "This PDF has no pages."),
        (
            sample.pdf_that_runs(),
            "This PDF runs a program when it is opened. Print it to a new PDF and add that.",
        ),
        (b"%PDF-1.7\nnothing", "This PDF is damaged and cannot be read. Make it anew."),
        (sample.png()[:-9], "This picture is damaged and cannot be read. Scan it again."),
        (
            sample.png().replace(b"IDAT", b"IDAX"),
            "This picture is damaged and cannot be read. Scan it again.",
        ),
        (sample.jpeg()[:-2], "This picture is damaged and cannot be read. Scan it again."),
        (b"\xff\xd8\xff\xe0", "This picture is damaged and cannot be read. Scan it again."),
        (
            sample.other_zip(),
            "This is no Word file that can be read. Open it in Word and save it as .docx.",
        ),
        (
            sample.docx()[:40],
            "This is no Word file that can be read. Open it in Word and save it as .docx.",
        ),
        (
            sample.docx(macros=True),
            "This Word file holds macros. Save it as a plain .docx and add that.",
        ),
        (
            sample.docx(fetches=True),
            "This Word file fetches something from elsewhere when it is opened. Save it as a PDF "
            "and add that.",
        ),
    ],
)
def test_what_may_not_be_kept_is_refused_with_what_to_do(content: bytes, sentence: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        paper_facts(content)
    assert (refused.value.message, refused.value.field) == (sentence, "content")


def test_a_file_above_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(
        RuleBroken, match=r"This file has 101 MB; a paper may have 100 MB at most\."
    ):
        paper_facts(bytes(LARGEST_PAPER + 1))


@given(
    st.sampled_from([sample.pdf(), sample.png(), sample.jpeg(), sample.docx()]),
    st.integers(0, 5_000),
    st.binary(min_size=1, max_size=40),
)
def test_a_damaged_file_is_refused_or_kept_and_never_a_failure(
    content: bytes, at: int, noise: bytes
) -> None:
    at %= len(content)
    with suppress(RuleBroken):
        assert paper_facts(content[:at] + noise + content[at + len(noise) :]).pages >= 0


@pytest.mark.parametrize(
    ("typed", "kind", "kept"),
    [
        ("Form F.pdf", PDF, "Form F.pdf"),
        ("scan.PDF", PNG, "scan.png"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\Users\\h\\Form F.docx", DOCX, "Form F.docx"),
        ("a:b*c?.jpeg", JPEG, "abc.jpg"),
        ("", PDF, "paper.pdf"),
        ("...", PDF, "paper.pdf"),
        ("x" * 300 + ".pdf", PDF, "x" * 120 + ".pdf"),
        ("report", PDF, "report.pdf"),
    ],
)
def test_a_file_name_keeps_no_folder_and_ends_as_what_it_is(
    typed: str, kind: str, kept: str
) -> None:
    assert safe_name(typed, kind) == kept
