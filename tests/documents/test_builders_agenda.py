"""The agenda as members get it: all Appendix D asks for, nothing a reader may not see."""

from dataclasses import replace
from datetime import date

import pytest

from cfs_panels.documents.agenda import AgendaLine, build_agenda, hide_items
from cfs_panels.documents.blocks import (
    Bullets,
    Document,
    Facts,
    Heading,
    Note,
    Paragraph,
    Table,
    Title,
    Tone,
)
from cfs_panels.documents.lines import QuorumLine
from cfs_panels.documents.plain_text import document_lines
from cfs_panels.domain.errors import RuleBroken
from tests.documents.sample_details import AGENDA, EMPTY_AGENDA, LETTERHEAD

CONFLICT_DAY = date(2025, 10, 20)


def text_of(document: Document) -> str:
    return "\n".join(document_lines(document))


def table(document: Document, first_column: str) -> Table:
    return next(b for b in document.blocks if isinstance(b, Table) and b.columns[0] == first_column)


def facts_below(document: Document, heading: str) -> dict[str, str]:
    at = document.blocks.index(Heading(heading, 2))
    facts = document.blocks[at + 1]
    assert isinstance(facts, Facts)
    return dict(facts.pairs)


def test_an_agenda_gives_date_time_place_link_and_when_papers_were_sent() -> None:
    document = build_agenda(AGENDA, LETTERHEAD)

    assert document.blocks[:2] == (
        Title("Fostering panel agenda", "Tuesday 4 November 2025"),
        Facts(
            (
                ("When", "Tuesday 4 November 2025, 09:30 to 16:35"),
                ("Place", "County Hall, room 3"),
                ("Video link", "In the calendar invitation of 20 October 2025"),
                ("Chair", "Patricia Hollis"),
                ("Panel adviser", "Ruth Ellingham"),
                ("Minutes", "Dilys Corrigan"),
                ("Papers sent", "27 October 2025"),
                ("Reference", "FP-2025-11-04"),
            )
        ),
    )


def test_an_agenda_names_the_members_due_with_role_and_how_they_attend() -> None:
    members = table(build_agenda(AGENDA, LETTERHEAD), "Member")

    assert members.columns == ("Member", "Role", "Attending")
    assert ("David Amankwah", "Vice chair", "By video, leaves at 15:00") in members.rows
    assert len(members.rows) == 7


def test_an_agenda_warns_of_items_that_would_not_be_quorate_and_says_what_is_missing() -> None:
    document = build_agenda(AGENDA, LETTERHEAD)
    at = document.blocks.index(Heading("Quorum", 1))

    assert document.blocks[at + 1] == Note(
        "Not every item is expected to be quorate. An item that is not quorate can only be "
        "deferred.",
        Tone.IMPORTANT,
    )
    assert document.blocks[at + 2] == Bullets(
        (
            "Item 6: Four of seven members are expected and five are needed. The chair, Patricia "
            "Hollis, is to chair. Social worker with the experience the regulations ask for: "
            "Sunita Rao. The item would not be quorate. Missing: one more member.",
        )
    )


def test_an_agenda_is_calm_where_every_item_is_expected_to_be_quorate() -> None:
    details = replace(AGENDA, lines=AGENDA.lines[:2])

    document = build_agenda(details, LETTERHEAD)

    at = document.blocks.index(Heading("Quorum", 1))
    assert document.blocks[at + 1] == Paragraph(
        "Every item set out below is expected to be quorate."
    )


def test_an_agenda_lists_the_conflicts_declared_without_their_nature() -> None:
    document = build_agenda(AGENDA, LETTERHEAD)
    conflicts = next(b for b in document.blocks if isinstance(b, Table) and "Interest" in b.columns)

    assert conflicts.rows == (
        ("6", "Peter Winslade", "Personal", "Will leave the room"),
        ("6", "Abigail Stroud", "Professional", "Will leave the room"),
    )
    assert "Neighbour" not in text_of(document)


def test_an_agenda_sets_items_and_breaks_in_their_order_with_times_and_types() -> None:
    document = build_agenda(AGENDA, LETTERHEAD)
    order = next(b for b in document.blocks if isinstance(b, Table) and "Start" in b.columns)

    assert order.columns == ("Item", "Start", "About", "Type", "Minutes")
    assert order.rows[:3] == (
        ("1", "09:45", "Marcus and Leanne Thwaite", "Approval, mainstream", "40"),
        ("2", "10:25", "Yvonne Drummond", "Approval, connected person", "35"),
        ("", "11:00", "Break", "", "15"),
    )


def test_each_item_gives_type_time_presenters_attendees_quorum_and_papers() -> None:
    document = build_agenda(AGENDA, LETTERHEAD)

    assert facts_below(document, "Item 3. Helen Cartwright and Jo Sandhu") == {
        "Type": "Approval, mainstream",
        "Reference": "F-2025-0091",
        "Time": "11:15, 40 min",
        "Presented by": "Jerome Castle, social worker",
        "Attending": "Helen Cartwright, Jo Sandhu and Helen's sister, supporter",
        "Quorum": "Quorate: seven members due, five needed.",
    }
    at = document.blocks.index(Heading("Item 3. Helen Cartwright and Jo Sandhu", 2))
    assert document.blocks[at + 3] == Bullets(
        (
            "Form F report, version 3, 58 pages",
            "Medical adviser's comment, 20 October 2025, 1 page",
            "Panel adviser's note, version 1, 1 page",
        )
    )


def test_a_member_with_a_conflict_learns_nothing_of_the_item_but_number_and_time() -> None:
    hidden = hide_items(AGENDA, "Abigail Stroud", {6: CONFLICT_DAY})
    document = build_agenda(hidden, LETTERHEAD)
    text = text_of(document)

    for word in (
        "Fairclough", "F-2023-0017", "Review after concerns", "Chronology",
        "Peter Winslade\nPersonal", "Not quorate", "not be quorate", "Former supervisor",
    ):  # fmt: skip
        assert word not in text
    at = document.blocks.index(Heading("Item 6", 2))
    assert document.blocks[at + 1] == Paragraph(
        "You declared a conflict of interest on 20 October 2025. You take no part in this item."
    )
    assert ("6", "15:05", "Conflict of interest declared", "", "") in next(
        b.rows for b in document.blocks if isinstance(b, Table) and "Start" in b.columns
    )
    assert "This copy is for Abigail Stroud." in text


def test_what_is_hidden_is_gone_from_the_details_themselves() -> None:
    hidden = hide_items(AGENDA, "Abigail Stroud", {6: CONFLICT_DAY})

    line = next(x for x in hidden.lines if isinstance(x, AgendaLine) and x.number == 6)
    assert line == AgendaLine(6, line.start, hidden_since=CONFLICT_DAY)
    assert "Fairclough" not in repr(hidden)
    assert [x for x in hidden.lines if x != line] == [
        x for x in AGENDA.lines if not isinstance(x, AgendaLine) or x.number != 6
    ]


def test_an_empty_agenda_is_a_draft_that_says_what_is_not_known() -> None:
    document = build_agenda(EMPTY_AGENDA, LETTERHEAD)

    assert document.draft
    assert document.blocks == (
        Title("Adoption panel agenda", "Wednesday 12 November 2025"),
        Note("Draft. Items, times and papers may still change."),
        Facts(
            (
                ("When", "Wednesday 12 November 2025"),
                ("Papers sent", "Not sent yet."),
                ("Reference", "AP-2025-11-12"),
            )
        ),
        Heading("Members due", 1),
        Paragraph("Not known yet."),
        Heading("Conflicts of interest", 1),
        Paragraph("No conflict of interest has been declared so far."),
        Paragraph(
            "Tell the panel adviser before the meeting if you know anybody in these papers or "
            "have any other interest. Do not read an item further once you see that you may have "
            "a conflict of interest."
        ),
        Heading("Order of the meeting", 1),
        Paragraph("No items yet."),
    )


def test_papers_that_are_still_to_go_say_by_when() -> None:
    details = replace(EMPTY_AGENDA, papers_due_on=date(2025, 11, 5))

    facts = build_agenda(details, LETTERHEAD).blocks[2]

    assert isinstance(facts, Facts)
    assert ("Papers sent", "Not sent yet. They go by Wednesday 5 November 2025.") in facts.pairs


def test_a_final_agenda_without_time_place_members_or_items_is_refused() -> None:
    with pytest.raises(RuleBroken) as refusal:
        build_agenda(replace(EMPTY_AGENDA, draft=False), LETTERHEAD)

    assert refusal.value.message == (
        "The agenda cannot be made final yet. Missing: the time, the place or the video link, "
        "the members due, the items."
    )
    assert refusal.value.field == "start"


def test_a_shortfall_without_a_named_gap_counts_the_members_missing() -> None:
    short = QuorumLine(present=3, needed=5, is_quorate=False)
    details = replace(AGENDA, lines=(AgendaLine(1, None, title="A", quorum=short),))

    assert "Not quorate: three due, five needed. Missing: 2 more members." in text_of(
        build_agenda(details, LETTERHEAD)
    )


def test_the_same_details_give_the_same_document() -> None:
    assert build_agenda(AGENDA, LETTERHEAD) == build_agenda(AGENDA, LETTERHEAD)
