"""Forms as documents: any form, and the initial visit with its outcome first."""

from dataclasses import replace
from datetime import date

import pytest

from cfs_panels.documents.blocks import (
    Bullets,
    Document,
    Facts,
    Heading,
    Note,
    Paragraph,
    SignatureBlock,
    Table,
    Title,
)
from cfs_panels.documents.form_report import (
    FormAnswer,
    FormReportDetails,
    FormSection,
    FormTable,
    build_form_report,
    form_sections,
    section_blocks,
)
from cfs_panels.documents.initial_visit_report import build_initial_visit_report
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.forms import (
    JSON,
    Choice,
    FieldDefinition,
    FieldKind,
    FormDefinition,
    SectionDefinition,
    ShownWhen,
)
from cfs_panels.domain.vocabulary import Service
from tests.documents.sample_details import DECLARATION, EMPTY_VISIT, INITIAL_VISIT, LETTERHEAD

FORM = FormDefinition(
    key="sample",
    version=1,
    title="Sample",
    service=Service.FOSTERING,
    sections=(
        SectionDefinition(
            "home",
            "Home",
            (
                FieldDefinition("seen_on", "Seen on", FieldKind.DATE),
                FieldDefinition(
                    "safe",
                    "What is safe",
                    FieldKind.CHOICES,
                    choices=(Choice("smoke", "Smoke alarms"), Choice("stairs", "Stairs")),
                ),
                FieldDefinition("landlord", "Is there a landlord?", FieldKind.YES_NO),
                FieldDefinition(
                    "agrees",
                    "Does the landlord agree?",
                    FieldKind.YES_NO,
                    shown_when=ShownWhen("landlord", (True,)),
                ),
                FieldDefinition(
                    "people",
                    "Who lives there",
                    FieldKind.TABLE,
                    columns=(
                        FieldDefinition("name", "Name", FieldKind.SHORT_TEXT),
                        FieldDefinition("born_on", "Born", FieldKind.DATE),
                    ),
                ),
            ),
        ),
    ),
)


def after(document: Document, heading: str, level: int) -> object:
    """Return the block below a heading."""
    return document.blocks[document.blocks.index(Heading(heading, level)) + 1]


def test_a_forms_answers_become_sections_in_words() -> None:
    answers: dict[str, JSON] = {
        "seen_on": "2025-10-23",
        "safe": ["stairs", "smoke"],
        "landlord": False,
        "agrees": True,
        "people": [{"name": "Piet Achterberg", "born_on": "2003-05-19"}],
    }

    assert form_sections(FORM, answers) == (
        FormSection(
            "Home",
            (
                FormAnswer("Seen on", "23 October 2025"),
                FormAnswer("What is safe", ("Smoke alarms", "Stairs")),
                FormAnswer("Is there a landlord?", "No"),
                FormAnswer(
                    "Who lives there",
                    FormTable(("Name", "Born"), (("Piet Achterberg", "19 May 2003"),)),
                ),
            ),
        ),
    )


def test_a_form_without_answers_keeps_its_questions() -> None:
    (section,) = form_sections(FORM, {})

    assert [answer.question for answer in section.answers] == [
        "Seen on",
        "What is safe",
        "Is there a landlord?",
        "Who lives there",
    ]
    assert tuple(section_blocks((section,))) == (
        Heading("Home", 1),
        Facts(tuple((answer.question, "Not answered") for answer in section.answers)),
    )


def test_short_answers_stand_in_a_table_and_long_ones_below_a_heading() -> None:
    long = "She would decorate it together with the child. " * 4
    things = tuple(f"Thing number {n} in the house" for n in range(9))
    section = FormSection(
        "Home",
        (
            FormAnswer("Bedrooms", "3"),
            FormAnswer("What is safe", ("Smoke alarms", "Stairs")),
            FormAnswer("Where a child would sleep", f"{long}\n\nAt the back."),
            FormAnswer("Pets", "A cat"),
            FormAnswer("Everything seen", things),
            FormAnswer("Who lives there", FormTable(("Name",), (("Piet",),))),
        ),
    )  # fmt: skip

    assert tuple(section_blocks((section,))) == (
        Heading("Home", 1),
        Facts((("Bedrooms", "3"), ("What is safe", "Smoke alarms; Stairs"))),
        Heading("Where a child would sleep", 2),
        Paragraph(long.strip()),
        Paragraph("At the back."),
        Heading("Pets", 2),
        Paragraph("A cat"),
        Heading("Everything seen", 2),
        Bullets(things),
        Heading("Who lives there", 2),
        Table(("Name",), (("Piet",),)),
    )


def test_a_form_report_opens_with_its_facts_and_ends_with_signatures() -> None:
    document = build_form_report(DECLARATION, LETTERHEAD)

    assert document.blocks[:2] == (
        Title("Declaration of compliance", "Helen Cartwright and Jo Sandhu"),
        Facts(
            (
                ("About", "Helen Cartwright and Jo Sandhu"),
                ("Reference", "F-2025-0091"),
                ("Report", "Form F report, version 3"),
                ("Author", "Jerome Castle"),
                ("Form", "version 1"),
            )
        ),
    )
    assert document.blocks[-3:] == (
        Heading("Signatures", 1),
        SignatureBlock(
            "Louise Penhaligon",
            "Team manager",
            "Signed by Louise Penhaligon, 24 October 2025 at 11:20, version 1",
            ruled=True,
        ),
        SignatureBlock("Jerome Castle", "Social worker", ruled=True),
    )
    assert not document.draft


def test_an_empty_form_report_is_a_draft() -> None:
    details = FormReportDetails("Sample", "A", "F-2025-0001", (), date(2025, 10, 24))

    assert build_form_report(details, LETTERHEAD).blocks == (
        Title("Sample", "A"),
        Note("Draft. The answers may still change."),
        Facts((("About", "A"), ("Reference", "F-2025-0001"))),
    )


def test_a_section_in_which_nothing_was_asked_says_so() -> None:
    assert tuple(section_blocks((FormSection("Landlord", ()),))) == (
        Heading("Landlord", 1),
        Paragraph("Nothing was asked in this section."),
    )


def test_an_initial_visit_report_gives_visit_recommendation_and_decision_first() -> None:
    document = build_initial_visit_report(INITIAL_VISIT, LETTERHEAD)

    assert document.blocks[:9] == (
        Title("Initial visit report", "Josephine Achterberg"),
        Facts(
            (
                ("Household", "Josephine Achterberg"),
                ("Reference", "F-2025-0127"),
                ("Service", "Fostering"),
                ("Enquiry", "14 October 2025"),
                ("Date of visit", "23 October 2025"),
                ("How long", "1 hour 30 min"),
                ("Where", "At home, 7 Tannery Walk"),
                ("People seen", "Josephine Achterberg"),
                ("Visited by", "Hannah Whitlock"),
                ("Form", "Initial visit, version 1"),
            )
        ),
        Heading("Recommendation and decision", 1),
        Heading("The worker's recommendation", 2),
        Facts((("Recommendation", "Proceed"), ("Passed to manager", "24 October 2025"))),
        Heading("The manager's decision", 2),
        Facts(
            (
                ("Decision", "Invite to apply"),
                ("Manager", "Louise Penhaligon"),
                ("Decided on", "24 October 2025"),
                ("Before the next step", "Pond covered. Her son told."),
            )
        ),
        Paragraph("I agree. The pond is covered and Piet is told before the application."),
        Heading("Visit", 1),
    )
    household = after(document, "The household", 2)
    assert isinstance(household, Table)
    assert household.rows[0][0] == "Josephine Achterberg"


def test_a_visit_that_is_not_recorded_yet_prints_as_a_draft() -> None:
    assert build_initial_visit_report(EMPTY_VISIT, LETTERHEAD).blocks == (
        Title("Initial visit report", "Josephine Achterberg"),
        Note("Draft. The visit has not been agreed by a manager."),
        Facts(
            (
                ("Household", "Josephine Achterberg"),
                ("Reference", "F-2025-0127"),
                ("Service", "Fostering"),
                ("Date of visit", "Not recorded yet"),
                ("Visited by", "Not recorded yet"),
            )
        ),
        Heading("Recommendation and decision", 1),
        Heading("The worker's recommendation", 2),
        Facts(
            (
                ("Recommendation", "Not recorded yet"),
                ("Passed to manager", "Not passed to a manager yet"),
            )
        ),
        Heading("The manager's decision", 2),
        Facts((("Decision", "Not decided yet"),)),
    )


def test_a_final_visit_report_needs_date_recommendation_and_decision() -> None:
    with pytest.raises(RuleBroken) as refusal:
        build_initial_visit_report(replace(EMPTY_VISIT, draft=False), LETTERHEAD)

    assert refusal.value.message == (
        "The initial visit report cannot be made final yet. Missing: the date of the visit, the "
        "worker's recommendation, the manager's decision."
    )
