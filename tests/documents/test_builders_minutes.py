"""Minutes: what rulebook 6.1 asks of them, and an extract that tells of one case alone."""

from dataclasses import fields, replace
from datetime import date

import pytest

from cfs_panels.documents.blocks import (
    Bullets,
    Document,
    Facts,
    Heading,
    Note,
    Numbered,
    Paragraph,
    Table,
    Text,
    Title,
    Tone,
)
from cfs_panels.documents.lines import QuorumLine
from cfs_panels.documents.minutes import (
    MemberViewLine,
    MinutesItem,
    build_minutes,
    build_minutes_extract,
    hide_minutes,
)
from cfs_panels.documents.plain_text import document_lines
from cfs_panels.domain.errors import RuleBroken
from tests.documents.sample_details import (
    ADOPTION_MINUTES,
    DEFERRED,
    DRAFT_MINUTES,
    EMPTY_MINUTES,
    LETTERHEAD,
    MINUTES,
    SANDHU_COLE,
    TREWIN,
)


def text_of(document: Document) -> str:
    return "\n".join(document_lines(document))


def after(document: Document, heading: str, level: int = 2) -> object:
    """Return the block below a heading."""
    return document.blocks[document.blocks.index(Heading(heading, level)) + 1]


def extract(number: int = 4) -> Document:
    return build_minutes_extract(MINUTES, number, LETTERHEAD)


def test_minutes_open_with_the_meeting_its_members_apologies_and_others_present() -> None:
    document = build_minutes(MINUTES, LETTERHEAD)

    assert document.blocks[:2] == (
        Title("Minutes of the fostering panel", "Tuesday 7 October 2025"),
        Facts(
            (
                ("Date", "Tuesday 7 October 2025"),
                ("Time", "09:30 to 15:10"),
                ("Place", "County Hall, room 3, and by video"),
                ("Reference", "FP-2025-10-07"),
                ("Version", "version 3"),
            )
        ),
    )
    members = after(document, "Members present", 1)
    assert isinstance(members, Table)
    assert ("Kelechi Obi", "Care experienced", "By video") in members.rows
    assert Paragraph("Apologies: Patricia Hollis.") in document.blocks
    others = after(document, "In attendance", 1)
    assert isinstance(others, Table)
    assert ("Fiona Mabey", "Observer, new member from November") in others.rows


def test_each_item_has_its_own_members_and_quorum() -> None:
    document = build_minutes(MINUTES, LETTERHEAD)
    item = after(document, "Item 5. Colin Trewin and Bethan Lyle", 1)

    assert isinstance(item, Facts)
    assert dict(item.pairs)["Members"] == (
        "David Amankwah (vice chair); Sunita Rao (social worker, 11 years); Geoff Marland "
        "(independent); Kelechi Obi (care experienced, by video); Peter Winslade (elected member)"
    )
    assert after(extract(5), "Quorum and conflicts of interest") == Paragraph(
        "Five of seven members were present for this item and five were needed. The vice chair, "
        "David Amankwah, chaired. Social worker with the experience the regulations ask for: "
        "Sunita Rao. Independent members: one. The panel was quorate."
    )


def test_a_conflict_of_interest_is_minuted_with_its_ruling_and_who_ruled() -> None:
    assert (
        Bullets(
            (
                "Abigail Stroud declared a professional interest: she supervised the assessing "
                "social worker until March 2025. Ruling by David Amankwah: she left the room for "
                "this item.",
            )
        )
        in extract(5).blocks
    )
    assert Paragraph("No conflict of interest was declared.") in extract(4).blocks


def test_papers_are_listed_with_versions_and_late_ones_with_who_accepted_them() -> None:
    papers = after(extract(), "Papers before the panel")

    assert isinstance(papers, Bullets)
    assert papers.items[0] == "Form F report, version 4, 64 pages"
    assert papers.items[-1] == (
        "Home safety check, version 1, 6 pages. Late: received 3 October 2025, accepted by David "
        "Amankwah."
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (4, "Amrit Sandhu-Cole attended and spoke with the panel. Supporter: Priya Sandhu, "
            "Amrit's sister."),
        (5, "Colin Trewin and Bethan Lyle had been invited and chose not to attend."),
        (6, "Desmond Achebe did not attend."),
    ],
)  # fmt: skip
def test_whether_applicants_were_heard_is_minuted(number: int, words: str) -> None:
    assert after(extract(number), "Applicants") == Paragraph(words)


def test_the_discussion_is_minuted_under_its_own_headings() -> None:
    document = extract()

    assert after(document, "Key issues") == Bullets(SANDHU_COLE.key_issues)
    assert after(document, "Strengths") == Bullets(SANDHU_COLE.strengths)
    assert after(document, "Vulnerabilities") == Bullets(SANDHU_COLE.vulnerabilities)
    questions = after(document, "Questions and answers")
    assert isinstance(questions, Table)
    assert questions.rows == (
        (
            "Geoff Marland: What would you do if your sister could not help for a month?",
            "Amrit Sandhu-Cole: I have agreed with two friends who have both been police checked.",
        ),
        ("Was the sister seen at home?", "Nadia Farouk: Once, in June."),
    )


def test_medical_and_legal_advice_is_minuted_also_where_none_was_sought() -> None:
    assert after(extract(), "Medical and legal advice") == Facts(
        (
            ("Medical advice", "The medical adviser had no concern."),
            ("Legal advice", "None was sought."),
        )
    )


def test_views_recommendation_terms_and_reasons_are_minuted() -> None:
    document = extract()

    views = after(document, "Views of members")
    assert isinstance(views, Bullets)
    assert "Sunita Rao: Strong evidence of reflection." in views.items
    assert after(document, "Recommendation") == Paragraph(
        (Text("Panel recommends that Amrit Sandhu-Cole is suitable to foster.", bold=True),)
    )
    assert after(document, "Terms recommended") == Bullets(SANDHU_COLE.terms)
    assert after(document, "Reasons") == Numbered(SANDHU_COLE.reasons)
    assert after(document, "Advice, not part of the recommendation") == Bullets(SANDHU_COLE.advice)


def test_dissent_is_minuted_by_name_and_reason() -> None:
    document = extract()
    at = document.blocks.index(Heading("Agreement of members", 2))

    assert document.blocks[at + 1 : at + 3] == (
        Paragraph(
            "In agreement: David Amankwah, Sunita Rao, Abigail Stroud, Kelechi Obi and Peter "
            "Winslade."
        ),
        Bullets(("Geoff Marland did not agree. He wanted one more visit to the sister first.",)),
    )


def test_a_dissent_without_words_is_still_minuted() -> None:
    item = replace(SANDHU_COLE, views=(MemberViewLine("Geoff Marland", "", False),))
    details = replace(MINUTES, items=(item,))

    document = build_minutes_extract(details, 4, LETTERHEAD)

    assert Bullets(("Geoff Marland did not agree.",)) in document.blocks


def test_a_deferral_has_a_reason_and_no_recommendation() -> None:
    document = extract(6)

    assert after(document, "Deferral") == Paragraph(
        "The panel deferred this item. A deferral is not a recommendation, and the time limits "
        "for this application go on running."
    )
    assert after(document, "Reason for deferral") == Paragraph(DEFERRED.deferral_reason)
    assert Heading("Recommendation", 2) not in document.blocks
    assert (
        Paragraph(
            "Four of seven members were present for this item and five were needed. The vice "
            "chair, David Amankwah, chaired. The panel was not quorate. Missing: a social worker. "
            "It could only defer this item."
        )
        in document.blocks
    )


def test_the_chairs_approval_stands_with_name_time_version_digest_and_day_sent() -> None:
    for document in (build_minutes(MINUTES, LETTERHEAD), extract()):
        assert after(document, "Approval by the chair", 1) == Facts(
            (
                ("Approved by", "David Amankwah, vice chair"),
                ("Approved on", "15 October 2025 at 18:05"),
                ("Version", "version 3"),
                ("Digest of the text", "9f2c41d07be8"),
                (
                    "Sent to the Agency Decision Maker (ADM)",
                    "16 October 2025. The time limit for the decision starts when they are "
                    "received.",
                ),
            )
        )


def test_adoption_minutes_have_advice_on_number_and_age_and_no_terms() -> None:
    document = build_minutes(ADOPTION_MINUTES, LETTERHEAD)

    assert document.blocks[0] == Title("Minutes of the adoption panel", "Wednesday 8 October 2025")
    assert "Terms" not in text_of(document)
    assert after(document, "Advice, not part of the recommendation") == Bullets(
        ("One or two children, aged 0 to 5.",)
    )
    assert "Prospective adopter's report (PAR), version 2, 71 pages" in text_of(document)
    assert after(document, "Agreement of members") == Paragraph("All members who took part agreed.")


def test_feedback_on_a_reports_quality_has_no_place_in_minutes() -> None:
    assert not [f.name for f in fields(MinutesItem) if "quality" in f.name or "grade" in f.name]


@pytest.mark.parametrize("number", [4, 5, 6])
def test_an_extract_holds_no_word_of_another_case(number: int) -> None:
    text = text_of(extract(number))
    own = next(item for item in MINUTES.items if item.number == number)

    for other in (SANDHU_COLE, TREWIN, DEFERRED):
        if other is own:
            continue
        for words in (
            other.title,
            other.reference,
            *other.applicants,
            *other.key_issues,
            *other.reasons,
            *other.vulnerabilities,
            *(conflict.nature for conflict in other.conflicts),
            other.deferral_reason,
        ):
            assert not words or words not in text


def test_an_extract_holds_nothing_of_the_meeting_as_a_whole() -> None:
    text = text_of(extract(5))

    for words in ("Fiona Mabey", "Training day", "09:30", "15:10", "Apologies", "Abigail Stroud\n"):
        assert words not in text
    assert "This extract holds one item only." in text
    assert extract(5).reference == "F-2025-0035"
    assert extract(5).title == "Extract from the minutes, 7 October 2025, F-2025-0035"
    assert "FP-2025-10-07" not in text


def test_a_final_extract_that_names_another_family_is_refused() -> None:
    slip = replace(SANDHU_COLE, key_issues=("As with Bethan Lyle, work plans matter.",))
    details = replace(MINUTES, items=(slip, TREWIN, DEFERRED))

    with pytest.raises(RuleBroken) as refusal:
        build_minutes_extract(details, 4, LETTERHEAD)

    assert refusal.value.message == (
        "The extract for item 4 names another case heard at this meeting (Bethan Lyle). Take it "
        "out of item 4 before the minutes are made final."
    )
    assert build_minutes_extract(replace(details, draft=True), 4, LETTERHEAD).draft


def test_a_household_heard_twice_may_be_named_in_both_items() -> None:
    again = replace(SANDHU_COLE, number=7)
    details = replace(MINUTES, items=(SANDHU_COLE, again))

    assert build_minutes_extract(details, 7, LETTERHEAD).reference == "F-2025-0041"


def test_a_reader_with_a_conflict_sees_only_the_items_number() -> None:
    hidden = hide_minutes(MINUTES, {5: date(2025, 9, 29)})
    document = build_minutes(hidden, LETTERHEAD)

    assert "Trewin" not in repr(hidden)
    assert "Trewin" not in text_of(document)
    assert after(document, "Item 5", 1) == Paragraph(
        "You declared a conflict of interest on 29 September 2025. This item is minuted without "
        "you."
    )


def test_a_draft_says_so_and_names_what_is_not_recorded() -> None:
    document = build_minutes(DRAFT_MINUTES, LETTERHEAD)

    assert document.draft
    assert document.blocks[1] == Note(
        "Draft. The chair has not approved these minutes yet, so they may not be relied on.",
        Tone.IMPORTANT,
    )
    assert after(document, "Recommendation") == Paragraph("Not recorded yet.")
    assert after(document, "Approval by the chair", 1) == Paragraph("Not approved yet.")
    assert Paragraph("Attendance for this item has not been recorded yet.") in document.blocks


def test_minutes_of_a_meeting_without_items_are_whole() -> None:
    assert build_minutes(EMPTY_MINUTES, LETTERHEAD).blocks == (
        Title("Minutes of the adoption panel", "Wednesday 8 October 2025"),
        Note(
            "Draft. The chair has not approved these minutes yet, so they may not be relied on.",
            Tone.IMPORTANT,
        ),
        Facts((("Date", "Wednesday 8 October 2025"), ("Reference", "AP-2025-10-08"))),
        Heading("Members present", 1),
        Paragraph("Not recorded yet."),
        Heading("Approval by the chair", 1),
        Paragraph("Not approved yet."),
    )


def test_final_minutes_without_approval_reasons_or_quorum_are_refused() -> None:
    item = replace(SANDHU_COLE, reasons=(), quorum=None)
    details = replace(MINUTES, items=(item,), approval=None)

    with pytest.raises(RuleBroken) as refusal:
        build_minutes(details, LETTERHEAD)

    assert refusal.value.message == (
        "The minutes cannot be made final yet. Missing: the chair's approval, attendance and "
        "quorum of item 4, the reasons of item 4."
    )


def test_one_member_alone_is_minuted_in_the_singular() -> None:
    item = replace(SANDHU_COLE, quorum=QuorumLine(1, 5, False, social_workers=("A", "B")))
    text = text_of(build_minutes(replace(MINUTES, items=(item,)), LETTERHEAD))

    assert "One member was present for this item and five were needed." in text
    assert "Social workers with the experience the regulations ask for: A and B." in text
