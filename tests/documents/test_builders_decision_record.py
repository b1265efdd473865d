"""The decision record: nine answers, notices, time limit and signature (rulebook section 5)."""

from dataclasses import replace

import pytest

from cfs_panels.documents.blocks import (
    Bullets,
    Document,
    Facts,
    Heading,
    Note,
    Numbered,
    Paragraph,
    SignatureBlock,
    Table,
    Text,
    Title,
    Tone,
)
from cfs_panels.documents.decision_record import build_decision_record
from cfs_panels.documents.plain_text import document_lines
from cfs_panels.domain.errors import RuleBroken
from tests.documents.sample_details import DECISION, EMPTY_DECISION, LETTERHEAD, REFUSAL

NINE = (
    "1. Material read",
    "2. Key arguments",
    "3. The panel's process",
    "4. New information since the panel",
    "5. The panel's reasons",
    "6. Own reasons",
    "7. Decision",
    "8. Requirements",
    "9. Notices",
)


def after(document: Document, heading: str, level: int = 1) -> object:
    """Return the block below a heading."""
    return document.blocks[document.blocks.index(Heading(heading, level)) + 1]


@pytest.mark.parametrize("details", [DECISION, REFUSAL, EMPTY_DECISION])
def test_the_nine_answers_stand_in_order_whatever_has_been_answered(details: object) -> None:
    document = build_decision_record(details, LETTERHEAD)  # type: ignore[arg-type]  # three of a kind

    headings = [b.text for b in document.blocks if isinstance(b, Heading) and b.text in NINE]
    assert tuple(headings) == NINE


def test_a_record_that_went_without_panel_tells_of_no_panel_and_no_minutes() -> None:
    document = build_decision_record(
        replace(
            DECISION,
            panel="",
            panel_on=None,
            panel_item=None,
            panel_recommendation="",
            panel_reasons=(),
            heard=False,
            received_words="Received",
            clock_rule="7 working days from the day it came to the decision maker (Local standard)",
        ),
        LETTERHEAD,
    )
    text = "\n".join(document_lines(document))
    assert Heading("4. New information since the report", 1) in document.blocks
    assert "Received" in text
    assert "inal minutes" not in text


def test_a_record_names_case_panel_and_decision_maker() -> None:
    document = build_decision_record(DECISION, LETTERHEAD)

    assert document.blocks[:2] == (
        Title("Decision record", "Amrit Sandhu-Cole"),
        Facts(
            (
                ("Reference", "F-2025-0041"),
                ("Type", "Approval, mainstream"),
                ("Panel", "Fostering panel, 7 October 2025, item 4"),
                ("Agency Decision Maker (ADM)", "Margaret Osei"),
            )
        ),
    )


def test_a_record_holds_recommendation_material_and_arguments() -> None:
    document = build_decision_record(DECISION, LETTERHEAD)

    assert after(document, "The panel's recommendation") == Paragraph(
        (Text("Panel recommends that Amrit Sandhu-Cole is suitable to foster.", bold=True),)
    )
    assert after(document, "Terms recommended", 2) == Bullets(DECISION.panel_terms)
    assert after(document, "Members who did not agree", 2) == Bullets(DECISION.panel_dissent)
    material = after(document, "1. Material read")
    assert isinstance(material, Bullets)
    assert material.items[:2] == (
        "Panel minutes, item 4, final, version 3, 2 pages",
        "Form F report, version 4, 64 pages",
    )
    assert after(document, "For", 2) == Bullets(DECISION.arguments_for)
    assert after(document, "Against", 2) == Bullets(DECISION.arguments_against)


def test_a_record_says_which_of_the_panels_reasons_are_adopted_and_why_others_are_not() -> None:
    document = build_decision_record(DECISION, LETTERHEAD)

    assert after(document, "Adopted", 2) == Numbered(
        (
            "He has a realistic understanding of children's needs.",
            "References and checks are complete and positive.",
            "He has changed his work plans after preparation.",
        )
    )
    assert after(document, "Not adopted", 2) == Bullets(
        (
            "His support network is in place and tested. Not adopted because: it is in place, "
            "but has not been tested in a school holiday.",
        )
    )


def test_a_decision_stands_with_dates_review_and_terms() -> None:
    document = build_decision_record(DECISION, LETTERHEAD)
    at = document.blocks.index(Heading("7. Decision", 1))

    assert document.blocks[at + 1 : at + 5] == (
        Paragraph((Text("Amrit Sandhu-Cole is approved to foster.", bold=True),)),
        Facts(
            (
                ("Decided on", "24 October 2025"),
                ("Takes effect on", "24 October 2025"),
                ("First review by", "Friday 23 October 2026"),
                ("Compared with the panel", "The decision follows the panel's recommendation."),
            )
        ),
        Heading("Terms of approval", 2),
        Bullets(("One child, aged 5 to 12", "Short-term and respite")),
    )


def test_requirements_stand_beside_a_definite_decision_with_owner_and_date() -> None:
    document = build_decision_record(DECISION, LETTERHEAD)

    assert (
        Table(
            ("Requirement", "Owner", "Due"),
            (("Second visit to Amrit's sister", "Nadia Farouk", "30 November 2025"),),
            (0.5, 0.25, 0.25),
        )
        in document.blocks
    )
    assert "condition" not in "\n".join(document_lines(document)).lower()


def test_notices_say_when_they_are_due_and_who_gave_them_when() -> None:
    notices = after(build_decision_record(DECISION, LETTERHEAD), "9. Notices")

    assert isinstance(notices, Table)
    assert notices.rows == (
        (
            "Told by phone",
            "Amrit Sandhu-Cole",
            "28 October 2025",
            "24 October 2025 at 15:10",
            "Nadia Farouk",
        ),
        ("Letter", "Amrit Sandhu-Cole", "31 October 2025", "Not given yet", ""),
    )


def test_a_decision_against_the_panel_says_with_whom_it_was_discussed() -> None:
    facts = build_decision_record(REFUSAL, LETTERHEAD).blocks

    assert (
        Facts(
            (
                ("Decided on", "24 October 2025"),
                (
                    "Compared with the panel",
                    "The decision differs from the panel's recommendation.",
                ),
                ("Discussed with", "Helena Ross, head of service, not on the panel"),
                ("What came of it", "She had reached the same view."),
            )
        )
        in facts
    )
    assert after(build_decision_record(REFUSAL, LETTERHEAD), "Right to challenge", 2) == Paragraph(
        REFUSAL.right_of_review
    )


def test_the_time_limit_stands_with_its_rule_and_the_reason_for_lateness() -> None:
    assert after(build_decision_record(REFUSAL, LETTERHEAD), "Time limit") == Facts(
        (
            ("Final minutes received", "14 October 2025"),
            ("Decision due by", "Thursday 23 October 2025"),
            ("Rule", REFUSAL.clock_rule),
            ("Decided on", "24 October 2025"),
            ("Reason for lateness", "The reference had to be verified first."),
        )
    )  # fmt: skip


def test_a_signature_carries_its_time_and_digest() -> None:
    assert build_decision_record(DECISION, LETTERHEAD).blocks[-1] == SignatureBlock(
        "Margaret Osei",
        "Agency Decision Maker (ADM)",
        "Signed by Margaret Osei, 24 October 2025 at 14:32, digest b7e20c5519aa",
    )


def test_an_empty_record_is_a_draft_that_says_what_is_not_answered() -> None:
    document = build_decision_record(EMPTY_DECISION, LETTERHEAD)
    unanswered = Paragraph("Not answered yet.")

    assert document.draft
    assert document.blocks[1] == Note(
        "Draft. The record takes effect when the Agency Decision Maker (ADM) signs it.",
        Tone.IMPORTANT,
    )
    for heading in (*NINE[:1], *NINE[2:4], NINE[5], NINE[6]):
        assert after(document, heading) == unanswered
    assert after(document, "8. Requirements") == Paragraph("None.")
    assert document.blocks[-1] == Paragraph("Not signed yet.")


def test_a_final_record_without_answers_is_refused_with_what_is_missing() -> None:
    with pytest.raises(RuleBroken) as refusal:
        build_decision_record(replace(EMPTY_DECISION, draft=False), LETTERHEAD)

    assert refusal.value.message == (
        "The decision record cannot be made final yet. Missing: the material read, the key "
        "arguments, the panel's process, new information, or that there is none, the reasons, "
        "the decision, the date of the decision, the signature."
    )


def test_a_decision_that_differs_is_not_final_until_it_was_discussed() -> None:
    with pytest.raises(RuleBroken, match="with whom the difference from panel was discussed"):
        build_decision_record(replace(REFUSAL, discussed_with=""), LETTERHEAD)
