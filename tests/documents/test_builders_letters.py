"""The letters: what Appendix D asks of each, for both services, in words a family understands."""

import itertools
import re
from dataclasses import replace
from datetime import date

import pytest

from cfs_panels.documents.approval_letter import ApprovalLetterDetails, build_approval_letter
from cfs_panels.documents.blocks import (
    AddressBlock,
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    SignatureBlock,
    Tone,
)
from cfs_panels.documents.determination_letters import (
    DeterminationLetterDetails,
    build_determination_letter,
)
from cfs_panels.documents.letter_wording import LetterWording, PartKind, WordingPart
from cfs_panels.documents.letters import (
    Contact,
    build_letter,
    contact_words,
    requirement_words,
)
from cfs_panels.documents.lines import RequirementLine
from cfs_panels.documents.plain_text import document_lines
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.services.letter_library import LetterLibrary
from tests.documents.sample_details import (
    ADOPTION_APPROVAL,
    ADOPTION_DETERMINATION,
    COUPLE_APPROVAL,
    DRAFT_APPROVAL,
    FOSTERING_APPROVAL,
    FOSTERING_DETERMINATION,
    LETTERHEAD,
    letter,
)

LIBRARY = LetterLibrary()


def approval(details: ApprovalLetterDetails) -> Document:
    wording = LIBRARY.wording(f"approval_{details.service}")
    return build_approval_letter(details, LETTERHEAD, wording)


def determination(details: DeterminationLetterDetails) -> Document:
    wording = LIBRARY.wording(f"qualifying_determination_{details.service}")
    return build_determination_letter(details, LETTERHEAD, wording)


def text_of(document: Document) -> str:
    return "\n".join(document_lines(document))


def after(document: Document, heading: str, level: int = 2) -> Block:
    """Return the block below a heading."""
    return document.blocks[document.blocks.index(Heading(heading, level)) + 1]


ALL = [
    approval(FOSTERING_APPROVAL),
    approval(COUPLE_APPROVAL),
    approval(ADOPTION_APPROVAL),
    determination(FOSTERING_DETERMINATION),
    determination(ADOPTION_DETERMINATION),
]


# The frame


def test_a_letter_opens_with_address_date_reference_and_greeting() -> None:
    assert approval(FOSTERING_APPROVAL).blocks[:5] == (
        AddressBlock(("Amrit Sandhu-Cole", "14 Mill Lane", "Harrowmere", "WX3 5QT")),
        Paragraph("Date: 24 October 2025"),
        Paragraph("Our reference: F-2025-0041"),
        Paragraph("Dear Amrit"),
        Heading("You are approved as a foster carer", 1),
    )


def test_a_letter_closes_with_signature_and_enclosures() -> None:
    assert approval(FOSTERING_APPROVAL).blocks[-4:] == (
        Paragraph("Yours sincerely"),
        SignatureBlock(
            "Margaret Osei",
            "Agency Decision Maker (ADM), Wealdshire County Council",
            "Signed by Margaret Osei, 24 October 2025 at 14:40",
        ),
        Heading("Enclosed", 2),
        Bullets(("Foster care agreement, two copies",)),
    )


def test_a_letter_to_be_signed_by_pen_leaves_space() -> None:
    details = replace(FOSTERING_APPROVAL, letter=replace(FOSTERING_APPROVAL.letter, signed=""))

    assert (
        SignatureBlock("Margaret Osei", "Agency Decision Maker (ADM), Wealdshire County Council")
        in approval(details).blocks
    )


def test_headings_never_skip_a_level() -> None:
    for document in ALL:
        levels = [b.level for b in document.blocks if isinstance(b, Heading)]
        assert levels[0] == 1
        assert all(deeper <= level + 1 for level, deeper in itertools.pairwise(levels))


@pytest.mark.parametrize("document", ALL, ids=lambda d: d.title)
def test_letters_speak_plainly_and_spell_out_abbreviations_at_first_use(document: Document) -> None:
    text = text_of(document)

    assert "Agency Decision Maker (ADM)" in text[: text.index("(ADM)") + 5]
    if "IRM" in text:
        assert text.index("Independent Review Mechanism (IRM)") <= text.index("IRM")
    for word in ("lease ", "&", "condition", "quorum", "FSR", "AAR", "QD", "NMS", "hereby"):
        assert word not in text
    assert not re.search(r"[{}]|<[a-z ]+>", text)


def test_no_sentence_of_the_letters_is_too_long_to_read() -> None:
    for document in ALL:
        for block in document.blocks:
            if isinstance(block, Paragraph) and isinstance(block.words, str):
                for spoken in re.split(r"(?<=[.!?:]) ", block.words):
                    assert len(spoken.split()) <= 35, spoken


# Approval


def test_a_fostering_approval_gives_decision_dates_terms_review_and_agreement() -> None:
    document = approval(FOSTERING_APPROVAL)

    assert after(document, "The decision") == Facts(
        (
            ("Decision", "Approved as a foster carer"),
            ("Decided on", "24 October 2025"),
            ("Your approval starts on", "24 October 2025"),
            ("First review finished by", "Friday 23 October 2026"),
        )
    )
    at = document.blocks.index(Heading("Your terms of approval", 2))
    assert document.blocks[at + 2] == Bullets(("One child, aged 5 to 12", "Short-term and respite"))
    text = text_of(document)
    assert "Your foster care agreement comes with this letter, in two copies." in text
    assert "send the other back to us by Friday 7 November 2025" in text
    assert "Hannah Whitlock is your supervising social worker" in text
    assert (
        "Contact Nadia Farouk, social worker, on 01632 960417 or at "
        "nadia.farouk@wealdshire.example." in text
    )


def test_requirements_stand_beside_a_definite_approval() -> None:
    document = approval(FOSTERING_APPROVAL)
    at = document.blocks.index(Heading("What I have asked to be done", 2))

    assert document.blocks[at + 1 : at + 3] == (
        Paragraph(
            "Your approval is definite and does not depend on what follows. I have also asked for "
            "this to be done, and we will look at it together at your first review:"
        ),
        Bullets(
            (
                "A second visit to your sister. Nadia Farouk will see to this by Sunday 30 "
                "November 2025.",
            )
        ),
    )


def test_a_couple_without_terms_requirements_or_worker_gets_no_empty_parts() -> None:
    document = approval(COUPLE_APPROVAL)
    text = text_of(document)

    assert document.title == "You are approved as foster carers"
    assert "Marcus Thwaite and Leanne Thwaite" in text
    assert "Your approval has no particular terms." in text
    assert "Your supervising social worker will be in touch with you." in text
    for heading in ("What I have asked to be done", "Advice from the panel"):
        assert Heading(heading, 2) not in document.blocks


def test_an_adoption_approval_has_advice_and_yearly_review_and_neither_terms_nor_agreement() -> (
    None
):
    document = approval(ADOPTION_APPROVAL)
    text = text_of(document)

    assert after(document, "The decision") == Facts(
        (
            ("Decision", "Suitable to adopt a child"),
            ("Decided on", "24 October 2025"),
            ("Your approval starts on", "24 October 2025"),
            ("First review by", "Friday 23 October 2026"),
        )
    )
    assert Bullets(ADOPTION_APPROVAL.advice) in document.blocks
    assert "It is advice, and your approval does not depend on it:" in text
    assert "Until a child is placed with you, we review your approval at least once a year" in text
    assert "Finish the first aid course. To be done by Friday 30 January 2026." in text
    assert "terms" not in text
    assert "agreement" not in text
    assert "foster" not in text.replace("fostering.adoption@", "")


def test_terms_in_an_adoption_approval_are_refused() -> None:
    with pytest.raises(RuleBroken, match="An approval to adopt has no terms") as refusal:
        approval(replace(ADOPTION_APPROVAL, terms=("One child",)))

    assert refusal.value.field == "terms"


def test_an_approval_that_no_panel_heard_says_so() -> None:
    text = text_of(approval(DRAFT_APPROVAL))
    assert "The law asks for no panel in your case." in text
    assert "panel has met" not in text


def test_a_draft_prints_what_is_missing_by_its_name() -> None:
    text = text_of(approval(DRAFT_APPROVAL))

    for words in ("<decision date>", "<review by>", "<letter date>", "<address>"):
        assert words in text


def test_a_final_letter_with_a_missing_field_is_refused_and_names_it() -> None:
    with pytest.raises(RuleBroken) as refusal:
        approval(replace(FOSTERING_APPROVAL, review_by=None))

    assert refusal.value.message == (
        "The fostering approval letter cannot be made final yet. Missing: the last day for the "
        "first review."
    )
    assert refusal.value.field == "review_by"


def test_a_final_letter_needs_address_and_date() -> None:
    frame = replace(FOSTERING_APPROVAL.letter, address=(), letter_on=None)

    with pytest.raises(RuleBroken, match="Missing: the date of the letter, the address"):
        approval(replace(FOSTERING_APPROVAL, letter=frame))


def test_a_letter_is_not_built_with_another_letters_wording() -> None:
    with pytest.raises(ValueError, match="approval_adoption cannot make approval_fostering"):
        build_approval_letter(FOSTERING_APPROVAL, LETTERHEAD, LIBRARY.wording("approval_adoption"))


# Qualifying determinations


def test_a_fostering_determination_gives_28_calendar_days_and_the_last_day() -> None:
    """FSR 2011 regulation 27(6): representations or the IRM within 28 days."""
    document = determination(FOSTERING_DETERMINATION)

    assert (
        Note(
            "You have 28 calendar days from the date of this letter, 24 October 2025, to respond. "
            "The last day is Friday 21 November 2025. You can do one of two things, but not both: "
            "write to us, or apply to the Independent Review Mechanism (IRM). Both are explained "
            "below.",
            Tone.IMPORTANT,
        )
        in document.blocks
    )


def test_an_adoption_determination_gives_40_working_days_beginning_with_the_day_sent() -> None:
    """AAR 2005 regulation 30B(5): 40 working days beginning with the date of sending."""
    document = determination(ADOPTION_DETERMINATION)

    assert (
        Note(
            "You have 40 working days to respond, beginning with the day this letter is sent, 24 "
            "October 2025. Working days leave out weekends and bank holidays. The last day is "
            "Thursday 18 December 2025. You can do one of two things, but not both: write to us, "
            "or apply to the Independent Review Mechanism (IRM). Both are explained below.",
            Tone.IMPORTANT,
        )
        in document.blocks
    )


@pytest.mark.parametrize("details", [FOSTERING_DETERMINATION, ADOPTION_DETERMINATION])
def test_a_determination_gives_proposal_full_reasons_and_both_ways_to_respond(
    details: DeterminationLetterDetails,
) -> None:
    document = determination(details)
    text = text_of(document)

    assert "It is a proposal and not yet the final decision." in text
    assert "The law calls" in text
    assert "a qualifying determination" in text
    for lines in (
        details.material,
        details.arguments_for,
        details.arguments_against,
        details.reasons_adopted,
        details.reasons_not_adopted,
        details.own_reasons,
        details.representations_to,
        (details.panel_process, details.new_information, details.panel_recommendation),
    ):
        for line in lines:
            assert line in text
    assert Heading("Choice 1: write to us", 3) in document.blocks
    assert (
        Heading("Choice 2: apply to the Independent Review Mechanism (IRM)", 3) in document.blocks
    )
    assert "Choose one of these. If you have chosen one, you cannot also use the other." in text
    assert "Write to the IRM at irm@irm.org.uk, or ring 0113 202 2080" in text
    assert "why you disagree with the reasons in it" in text
    assert "Hofstetter v London Borough of Barnet" in text
    assert "I asked whether the panel had worked fairly" in text


def test_a_fostering_determination_always_brings_a_copy_of_the_recommendation() -> None:
    document = determination(FOSTERING_DETERMINATION)
    at = document.blocks.index(PageBreak())

    assert document.blocks[at + 1 :] == (
        Heading("Copy of the fostering panel's recommendation", 1),
        Facts(
            (
                ("Panel", "Fostering panel, Wealdshire County Council"),
                ("Date of the meeting", "7 October 2025"),
                ("About", "Colin Trewin and Bethan Lyle"),
                ("Our reference", "F-2025-0035"),
            )
        ),
        Heading("Recommendation", 2),
        Paragraph("Panel recommends that Colin Trewin and Bethan Lyle are not suitable to foster."),
        Heading("Reasons", 2),
        Numbered(FOSTERING_DETERMINATION.panel_reasons),
    )
    assert "Your case then goes back to the fostering panel" in text_of(document)


def test_an_adoption_determination_brings_the_recommendation_where_it_differs() -> None:
    differs = determination(ADOPTION_DETERMINATION)
    same = determination(replace(ADOPTION_DETERMINATION, panel_differs=False))

    assert PageBreak() in differs.blocks
    assert "I have come to a different view from the panel." in text_of(differs)
    assert PageBreak() not in same.blocks
    assert Heading("Enclosed", 2) not in same.blocks
    assert "different view" not in text_of(same)
    assert "foster" not in text_of(differs).replace("fostering.adoption@", "")


@pytest.mark.parametrize("details", [FOSTERING_DETERMINATION, ADOPTION_DETERMINATION])
def test_a_determination_that_no_panel_heard_is_final_and_tells_of_no_panel(
    details: DeterminationLetterDetails,
) -> None:
    document = determination(
        replace(
            details,
            panel_on=None,
            panel_recommendation="",
            panel_reasons=(),
            panel_differs=False,
            panel_process="",
            reasons_adopted=(),
            reasons_not_adopted=(),
        )
    )
    text = text_of(document)
    assert "The law asks for no panel in your case." in text
    assert "What is new since the report" in text
    assert all(line in text for line in (*details.own_reasons, details.new_information))
    assert PageBreak() not in document.blocks
    for words in ("panel has met", "the panel had worked", "our own panel", "What the panel"):
        assert words not in text


def test_a_determination_without_any_reason_is_never_final() -> None:
    with pytest.raises(RuleBroken, match="Missing: the reasons") as refusal:
        determination(replace(FOSTERING_DETERMINATION, reasons_adopted=(), own_reasons=()))

    assert refusal.value.field == "reasons"


@pytest.mark.parametrize(
    ("field", "gap"),
    [
        ("material", "the material read"),
        ("arguments_for", "the arguments for"),
        ("panel_reasons", "the panel's reasons"),
        ("representations_to", "where to send representations"),
    ],
)
def test_a_determination_without_a_step_is_never_final(field: str, gap: str) -> None:
    empty = replace(FOSTERING_DETERMINATION, **{field: ()})  # type: ignore[arg-type]  # by name

    with pytest.raises(RuleBroken, match=gap):
        determination(empty)


def test_a_determination_without_a_last_day_is_never_final() -> None:
    with pytest.raises(RuleBroken, match="the last day to respond"):
        determination(replace(ADOPTION_DETERMINATION, respond_by=None))


# Pieces


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        (Contact("Nadia Farouk"), "Nadia Farouk"),
        (Contact("Nadia Farouk", phone="01632 960417"), "Nadia Farouk, on 01632 960417"),
        (
            Contact("Nadia Farouk", "social worker", "", "n@w.example"),
            "Nadia Farouk, social worker, at n@w.example",
        ),
    ],
)
def test_a_contact_reads_as_part_of_a_sentence(contact: Contact, words: str) -> None:
    assert contact_words(contact) == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (RequirementLine("Mend the gate"), "Mend the gate."),
        (
            RequirementLine("Mend the gate.", "Nadia Farouk"),
            "Mend the gate. Nadia Farouk will see to this.",
        ),
        (
            RequirementLine("Mend the gate", due_on=date(2025, 11, 28)),
            "Mend the gate. To be done by Friday 28 November 2025.",
        ),
    ],
)
def test_a_requirement_says_what_who_and_by_when(line: RequirementLine, words: str) -> None:
    assert requirement_words(line) == words


def test_a_brace_in_a_value_stays_as_it_was_typed() -> None:
    wording = LetterWording(
        key="any",
        version=1,
        name="Any letter",
        subject="To {recipients}",
        parts=(
            WordingPart(PartKind.PARAGRAPH, "Said: {said}"),
            WordingPart(PartKind.NUMBERED, items=("One of {agency}",)),
        ),
    )

    document = build_letter(
        letter(("A {agency} B",), "A", "F-2025-0001"), LETTERHEAD, wording, {"said": "{recipients}"}
    )

    assert document.title == "To A {agency} B"
    assert Paragraph("Said: {recipients}") in document.blocks
    assert Numbered(("One of Wealdshire County Council",)) in document.blocks
