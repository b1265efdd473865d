"""The short papers of a pack: what each says, and what it says where something is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cfs_panels.documents.lines import Seal
from cfs_panels.documents.plain_text import document_lines
from cfs_panels.documents.short_papers import (
    AdviserNoteDetails,
    ChecksSummaryDetails,
    CheckSummaryLine,
    DeclarationDetails,
    ObservationsDetails,
    PaperHead,
    build_adviser_note,
    build_checks_summary,
    build_declaration,
    build_observations,
)
from cfs_panels.domain.errors import RuleBroken
from tests.documents.sample_details import LETTERHEAD, TODAY

HEAD = PaperHead(
    subject="Marcus and Leanne Thwaite",
    reference="F-2025-0087",
    kind="Approval, mainstream",
    made_on=TODAY,
    worker="Nadia Farouk",
    panel="Fostering panel, 4 November 2025, item 1",
    draft=False,
)
CHECKS = ChecksSummaryDetails(
    HEAD,
    TODAY,
    (
        CheckSummaryLine(
            "Marcus Thwaite",
            "Enhanced DBS certificate",
            date(2025, 6, 3),
            date(2025, 7, 1),
            date(2028, 7, 1),
            "In order",
        ),
        CheckSummaryLine("Leanne Thwaite", "Medical report", result="Not asked for", is_out=True),
        CheckSummaryLine("", "Home health and safety check", is_out=True, result="Awaited"),
    ),
)
NOTE = AdviserNoteDetails(
    HEAD,
    words="Ask about school holidays.\nRead page 31 twice.",
    author="Ruth Ellingham, panel adviser",
    finished_on=TODAY,
)
DECLARATION = DeclarationDetails(
    HEAD,
    statement="I have read the report.\nIt meets the regulations.",
    declared_on=TODAY,
    signature=Seal("Louise Penhaligon", "Team manager", "24 October 2025 at 11:20"),
    report="Form F report, version 3",
)
OBSERVATIONS = ObservationsDetails(HEAD, "Applicants' observations", given_on=date(2025, 10, 10))


def test_checks_stand_by_person_and_what_is_out_in_front() -> None:
    lines = document_lines(build_checks_summary(CHECKS, LETTERHEAD))
    assert "Still out: Medical report (Leanne Thwaite) and Home health and safety check." in lines
    assert lines.index("Marcus Thwaite") < lines.index("Leanne Thwaite")
    assert lines.index("Leanne Thwaite") < lines.index("The household")
    assert "1 July 2028" in lines


def test_a_summary_in_which_all_is_in_says_so() -> None:
    whole = replace(CHECKS, lines=CHECKS.lines[:1])
    lines = document_lines(build_checks_summary(whole, LETTERHEAD))
    assert "Every check and reference of this list is in." in lines


def test_a_summary_without_checks_says_so() -> None:
    empty = ChecksSummaryDetails(replace(HEAD, draft=True), TODAY)
    lines = document_lines(build_checks_summary(empty, LETTERHEAD))
    assert "No checks have been begun." in lines
    assert "Draft. Checks may still come in." in lines


def test_a_note_holds_what_panel_must_know() -> None:
    full = replace(
        NOTE,
        missing=("Medical report (Leanne Thwaite): awaited.",),
        compliance="Compliance was declared by Louise Penhaligon on 20 October 2025.",
        earlier=("2 September 2025: deferred. The reference was not in.",),
    )
    lines = document_lines(build_adviser_note(full, LETTERHEAD))
    for line in (
        "Ask about school holidays.",
        "Read page 31 twice.",
        "These were not in on 24 October 2025:",
        "• Medical report (Leanne Thwaite): awaited.",
        "Compliance was declared by Louise Penhaligon on 20 October 2025.",
        "• 2 September 2025: deferred. The reference was not in.",
        "Ruth Ellingham, panel adviser, 24 October 2025",
    ):
        assert line in lines


def test_a_note_with_nothing_missing_says_so() -> None:
    lines = document_lines(build_adviser_note(NOTE, LETTERHEAD))
    assert "Every check and paper that panel needs is in." in lines
    assert "Panel has not considered this case before." in lines


def test_an_empty_note_is_never_final() -> None:
    with pytest.raises(RuleBroken) as refused:
        build_adviser_note(replace(NOTE, words=" "), LETTERHEAD)
    assert refused.value.message == (
        "The panel adviser's note cannot be made final yet. Missing: the note."
    )
    draft = replace(NOTE, words="", head=replace(HEAD, draft=True))
    assert "Not recorded." in document_lines(build_adviser_note(draft, LETTERHEAD))


def test_a_declaration_is_signed_and_says_what_is_out() -> None:
    lines = document_lines(build_declaration(DECLARATION, LETTERHEAD))
    assert "Every check that a regulation asks for was in on the day of the declaration." in lines
    assert "Signed by Louise Penhaligon, 24 October 2025 at 11:20" in lines
    assert "Form F report, version 3" in lines
    out = replace(DECLARATION, out=("Identity (Marcus Thwaite): awaited.",), report="")
    lines = document_lines(build_declaration(out, LETTERHEAD))
    assert "• Identity (Marcus Thwaite): awaited." in lines
    assert "Report" not in lines


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            {"words": "It is fair.", "received_on": date(2025, 10, 20)},
            "The report was given to the applicants on 10 October 2025. These are the observations "
            "of the applicants on the report.",
        ),
        (
            {"words": "It is fair.", "given_on": None},
            "These are the observations of the applicants on the report.",
        ),
        (
            {"received_on": date(2025, 10, 20)},
            "The report was given to the applicants on 10 October 2025. They said that they have "
            "no observations on it.",
        ),
        (
            {"received_on": date(2025, 10, 20), "given_on": None, "who": "the adopters"},
            "The answer of the adopters to the report was that there are no observations.",
        ),
        (
            {"ended_on": date(2025, 10, 24)},
            "The report was given to the applicants on 10 October 2025. No observations came in "
            "the time for them, which ended on 24 October 2025.",
        ),
        (
            {"ended_on": date(2025, 10, 24), "given_on": None},
            "No observations came in the time for them, which ended on 24 October 2025.",
        ),
    ],
)
def test_observations_are_given_or_are_none(changes: dict[str, object], line: str) -> None:
    details = replace(OBSERVATIONS, **changes)  # type: ignore[arg-type] # any of the fields
    lines = document_lines(build_observations(details, LETTERHEAD))
    assert line in lines
    assert ("It is fair." in lines) == ("words" in changes)
