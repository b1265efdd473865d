"""What stands between a meeting and its papers, told as few lines."""

from __future__ import annotations

from datetime import date

from cfs_panels.domain.paper_gaps import ItemPapers, gaps
from cfs_panels.domain.paper_marks import Mark
from cfs_panels.domain.pathways import PaperColumn

TODAY = date(2025, 10, 24)
NOTES_DUE = date(2025, 10, 27)
SIGNED = frozenset({PaperColumn.SIGNED})


def item(
    number: int, stopped_by: frozenset[PaperColumn] = frozenset(), **marks: tuple[str, date | None]
) -> ItemPapers:
    found = []
    for column in PaperColumn:
        state, day = marks.get(column.value, ("in", None))
        found.append(Mark(column, state, f"Paper: {state}", day))
    return ItemPapers(f"i{number}", f"c{number}", number, tuple(found), stopped_by)


NOTE = ("asked", NOTES_DUE)


def lines(*items: ItemPapers, is_adviser: bool = True) -> list[tuple[str, str, str, str]]:
    found = gaps(items, TODAY, is_adviser=is_adviser)
    return [(gap.state, gap.words, gap.below, gap.action) for gap in found]


def test_the_gaps_of_the_fourth_of_november_read_as_in_the_picture() -> None:
    found = lines(
        item(
            1,
            SIGNED,
            checks=("asked", None),
            signed=("blocked", None),
            views=("asked", TODAY),
            note=NOTE,
        ),
        item(2, note=NOTE),
        item(6, medical=("late", date(2025, 10, 22)), note=NOTE),
        item(7, views=("asked", date(2025, 10, 27))),
        item(12, views=("asked", date(2025, 10, 27))),
    )
    assert found == [
        ("late", "Item 6: medical comment", "Late since 22 October", "Chase"),
        ("blocked", "Item 1: declaration, checks", "Wait for observations, today", "Open"),
        ("asked", "Items 1, 2 and 6: your notes", "Write by 27 October", "Write"),
        ("asked", "Items 7 and 12: views", "Observations end 27 October", "Open"),
    ]


def test_only_what_a_regulation_stops_is_marked_so() -> None:
    items = [item(1, SIGNED, signed=("missing", None)), item(2, checks=("missing", None))]
    assert [gap.stops for gap in gaps(items, TODAY)] == [True, False]


def test_a_declaration_waits_for_the_manager_once_the_observations_are_in() -> None:
    assert lines(item(1, SIGNED, signed=("missing", None))) == [
        ("blocked", "Item 1: declaration", "Wait for the manager", "Open")
    ]


def test_a_declaration_whose_observations_are_over_says_so() -> None:
    found = item(1, SIGNED, signed=("blocked", None), views=("late", date(2025, 10, 20)))
    assert lines(found) == [
        ("blocked", "Item 1: declaration", "Observations ended 20 October", "Open")
    ]
    alone = item(2, views=("late", date(2025, 10, 20)))
    assert lines(alone) == [("late", "Item 2: views", "Observations ended 20 October", "Open")]


def test_a_report_that_nobody_has_given_is_what_is_waited_for() -> None:
    found = item(
        1, SIGNED, report=("missing", None), signed=("blocked", None), views=("blocked", None)
    )
    assert lines(found) == [("blocked", "Item 1: declaration, report", "Blocked", "Open")]


def test_the_same_gap_of_several_items_is_one_line() -> None:
    found = lines(
        item(3, checks=("asked", None)),
        item(4, checks=("asked", None)),
        item(5, checks=("missing", None)),
    )
    assert found == [
        ("asked", "Items 3 and 4: checks", "Asked for, not in", "Chase"),
        ("todo", "Item 5: checks", "Not in yet", "Open"),
    ]


def test_one_note_is_one_note_and_somebody_else_s_is_the_adviser_s() -> None:
    assert lines(item(2, note=NOTE))[0][1] == "Item 2: your note"
    others = lines(item(2, note=NOTE), is_adviser=False)
    assert others == [("asked", "Item 2: panel adviser’s notes", "Write by 27 October", "Open")]


def test_nothing_awaited_is_nothing_told() -> None:
    assert lines(item(1)) == []
    assert item(1).is_complete
