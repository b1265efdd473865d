"""The foster care agreement: every matter of FSR 2011 Schedule 5, and space to sign."""

from dataclasses import replace

import pytest

from cfs_panels.documents.blocks import (
    Bullets,
    Document,
    Facts,
    Heading,
    Note,
    Paragraph,
    SignatureBlock,
    Title,
)
from cfs_panels.documents.foster_care_agreement import (
    AgreementDetails,
    build_foster_care_agreement,
)
from cfs_panels.documents.plain_text import document_lines
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.services.letter_library import LetterLibrary
from tests.documents.sample_details import AGREEMENT, DRAFT_AGREEMENT, LETTERHEAD

WORDING = LetterLibrary().wording("foster_care_agreement")


def agreement(details: AgreementDetails) -> Document:
    return build_foster_care_agreement(details, LETTERHEAD, WORDING)


def text_of(document: Document) -> str:
    return "\n".join(document_lines(document))


@pytest.mark.parametrize(
    ("matter", "words"),
    [
        ("terms of approval", "You are approved as a foster carer on these terms:"),
        ("support and training", "2. Support and training"),
        ("review", "We review your approval whenever it is needed, and at least once a year."),
        ("placement of children", "A placement plan is agreed with you before the child comes"),
        ("legal liabilities", "We insure you against legal liability that arises"),
        ("representations", "you can use our procedure for representations and complaints"),
        ("change of address", "any plan to change your address"),
        ("household", "any change in who belongs to your household"),
        ("circumstances", "any other change in your circumstances"),
        ("adoption or childminding", "to adopt a child, or to register as a childminder"),
        ("corporal punishment", "not to use corporal punishment on any child placed with you"),
        ("confidence", "told in confidence about a child, the child's family or anybody else"),
        ("placement plan", "to keep to the placement plan"),
        ("as one of the family", "as you would for a member of your own family"),
        ("welfare and plans", "with the child's short-term and long-term plans in mind"),
        ("policies", "policies on keeping children safe, on behaviour"),
        ("serious events", "the child is seriously ill, hurt, missing or has died"),
        ("progress", "You keep us informed of how each child is getting on."),
        ("removal", "you let the child be moved"),
        ("inspection", "you let an inspector interview you and visit your home at any reasonable"),
        ("allegations", "If an allegation is made"),
        ("health and safety", "to keep your home safe and healthy for children"),
    ],
)
def test_the_agreement_covers_the_matters_of_schedule_5(matter: str, words: str) -> None:
    assert words in text_of(agreement(AGREEMENT)), matter


def test_the_agreement_names_the_parties_the_approval_and_the_terms() -> None:
    document = agreement(AGREEMENT)

    assert document.blocks[0] == Title("Foster care agreement", "Amrit Sandhu-Cole")
    assert (
        Facts(
            (
                ("Foster carer", "Amrit Sandhu-Cole"),
                ("Address", "14 Mill Lane, Harrowmere, WX3 5QT"),
                ("Fostering service", "Wealdshire County Council"),
                ("Our reference", "F-2025-0041"),
                ("Approved on", "24 October 2025"),
                ("First review finished by", "Friday 23 October 2026"),
            )
        )
        in document.blocks
    )
    assert Bullets(AGREEMENT.terms) in document.blocks
    assert Bullets(AGREEMENT.support) in document.blocks
    assert Bullets(AGREEMENT.training) in document.blocks


def test_two_carers_are_called_so() -> None:
    facts = next(block for block in agreement(DRAFT_AGREEMENT).blocks if isinstance(block, Facts))

    assert facts.pairs[0] == ("Foster carers", "Marcus Thwaite and Leanne Thwaite")


def test_carers_are_told_whom_to_ring_when_the_office_is_closed() -> None:
    assert "At other times ring 01632 960999." in text_of(agreement(AGREEMENT))
    without = text_of(agreement(replace(AGREEMENT, out_of_hours_phone="")))
    assert "At other times ring our duty service, whose number" in without


def test_everybody_who_signs_has_a_line_for_name_and_date() -> None:
    document = agreement(replace(AGREEMENT, carers=("Marcus Thwaite", "Leanne Thwaite")))

    assert document.blocks[-4:] == (
        Heading("Signatures", 1),
        SignatureBlock("Marcus Thwaite", "Foster carer", ruled=True),
        SignatureBlock("Leanne Thwaite", "Foster carer", ruled=True),
        SignatureBlock(
            "Louise Penhaligon", "Team manager, for Wealdshire County Council", ruled=True
        ),
    )


def test_an_agreement_without_terms_says_so_and_leaves_out_what_is_not_agreed() -> None:
    text = text_of(agreement(replace(AGREEMENT, terms=(), support=(), training=())))

    assert "Your approval has no particular terms." in text
    assert "For you we have also agreed" not in text


def test_a_draft_agreement_shows_its_gaps_and_is_not_for_signing() -> None:
    document = agreement(DRAFT_AGREEMENT)

    assert document.draft
    assert document.blocks[1] == Note("Draft. Not for signing.")
    assert "<approval date>" in text_of(document)
    assert "<address>" in text_of(document)
    assert Paragraph("In office hours ring 01632 960400.") not in document.blocks


def test_a_final_agreement_with_gaps_is_refused() -> None:
    with pytest.raises(RuleBroken) as refusal:
        agreement(replace(DRAFT_AGREEMENT, draft=False))

    assert refusal.value.message == (
        "The foster care agreement cannot be made final yet. Missing: the address, the date of "
        "the approval, the last day for the first review."
    )
