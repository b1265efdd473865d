"""The list of children on a real agency: views, filters, a new child, the side panel, export."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from cfs_panels.domain.children import ChildQuery, ChildView
from db.models import AuditEntry
from tests.journeys.pathways.child_paths import CHILD, ChildPath
from tests.ui.case_window import said
from ui.children.new_child import NewChildDialog

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.domain.children import ChildRow
    from tests.ui.case_window import Hand
    from ui.children.child_list import ChildListPage

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def path(hand: Hand) -> ChildPath:
    """Return a walk with a child of the worker in care, and one whose plan is proposed."""
    path = ChildPath(hand.workspace, hand.staff, hand.moment, CHILD, head=hand.staff.manager)
    path.record(first_name="Robin", last_name="Ashby")
    path.plan()
    path.record(
        first_name="Maya", last_name="Cole", care_entered_on=path.today - timedelta(days=90)
    )
    return path


@pytest.fixture
def page(hand: Hand, path: ChildPath) -> ChildListPage:
    """Return the page as the panel adviser sees it."""
    return hand.open(hand.staff.adviser, "children").child_list()


def names(page: ChildListPage) -> list[str]:
    records = page.table.records()
    return [row_at(page, place).first_name for place in range(records.rowCount())]


def row_at(page: ChildListPage, place: int) -> ChildRow:
    row: ChildRow = page.table.records().row_at(place)
    return row


def mark(page: ChildListPage, name: str) -> None:
    page.table.mark(
        next(row_at(page, n).id for n, found in enumerate(names(page)) if found == name)
    )


# What is shown


def test_children_are_listed_by_first_name_and_reference_alone(page: ChildListPage) -> None:
    records = page.table.records()
    shown = "\n".join(
        records.cell(place, column).words() for place in range(2) for column in range(6)
    )
    assert "Robin" in shown
    assert row_at(page, 0).reference in shown
    assert "Ashby" not in shown
    assert "91 days" in shown


def test_each_view_shows_its_children_and_their_count(hand: Hand, page: ChildListPage) -> None:
    assert sorted(names(page)) == ["Maya", "Robin"]
    assert page.card._words.text() == "2 children, soonest deadline first"
    page.views.choose(ChildView.PLACED)
    hand.rest()
    assert names(page) == []
    assert "No child is placed" in said(page.table)


def test_words_and_choices_narrow_the_list(hand: Hand, page: ChildListPage) -> None:
    hand.retype(page.filters.search, "may")
    assert names(page) == ["Maya"]
    hand.retype(page.filters.search, "nobody")
    assert "No child fits the filters" in said(page.table)
    hand.press_named("Clear the filters", page.table)
    assert len(names(page)) == 2


def test_the_side_panel_says_how_long_a_child_waits_and_what_is_next(
    hand: Hand, page: ChildListPage
) -> None:
    mark(page, "Maya")
    hand.rest()
    words = said(page.glance)
    assert "In care since" in words
    assert "Record the review that made adoption the plan" in words
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert not page.host.is_shown()


def test_enter_opens_the_childs_case_under_children(hand: Hand, page: ChildListPage) -> None:
    mark(page, "Robin")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    hand.rest()
    case = hand.window.case()
    reference = case.case.reference if case.case else ""
    assert [crumb.label for crumb in case.crumbs()] == ["Children", f"Robin ({reference})"]
    assert hand.window.marked_entry() == "children"
    assert hand.window.nav.buttons["children"].isChecked()


def test_somebody_else_s_children_are_neither_listed_nor_counted(
    hand: Hand, path: ChildPath
) -> None:
    page = hand.open(hand.staff.other_worker, "children").child_list()
    assert names(page) == []
    assert page.views.tabText(0) == "All open 0"
    assert hand.workspace.children.count(hand.staff.other_worker) == 0
    assert hand.workspace.children.count(hand.staff.adviser) == 2


def test_a_decision_maker_is_offered_no_new_child(hand: Hand, path: ChildPath) -> None:
    page = hand.open(hand.staff.decision_maker, "children").child_list()
    assert not hasattr(page, "new_button")
    page.new_record()
    assert hand.no_dialog()


# A new child


def test_a_child_s_case_is_opened_by_the_keyboard(hand: Hand, path: ChildPath) -> None:
    page = hand.open(hand.staff.worker, "children").child_list()
    QTest.keyClick(page.table, Qt.Key.Key_N, CTRL)
    hand.rest()
    dialog = hand.dialog()
    assert isinstance(dialog, NewChildDialog)
    assert dialog.worker.value() == hand.staff.worker.user_id
    for key, words in (
        ("first_name", "Theo"),
        ("last_name", "Marsh"),
        ("born_on", "2/8/2023"),
        ("care_entered_on", "20/9/2025"),
        ("sibling_group", "Marsh 1"),
    ):
        hand.answer(key, words)
    hand.press(dialog.relinquished.segment("yes"))
    hand.press(dialog.early_permanence.segment("no"))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    hand.rest()
    assert hand.no_dialog()
    case = hand.window.case()
    assert case.child is not None
    assert (case.child.first_name, case.child.last_name) == ("Theo", "Marsh")
    assert case.child.relinquished
    assert case.child.early_permanence is False
    assert case.child.sibling_group == "Marsh 1"


def test_what_is_missing_or_cannot_be_stands_beside_its_field(hand: Hand, path: ChildPath) -> None:
    page = hand.open(hand.staff.worker, "children").child_list()
    hand.press(page.new_button)
    hand.rest()
    dialog = hand.dialog()
    hand.send()
    assert dialog.fields["first_name"].is_wrong()
    assert dialog.fields["care_entered_on"].is_wrong()
    hand.answer("first_name", "Theo")
    hand.answer("born_on", "2/10/2025")
    hand.answer("care_entered_on", "20/9/2025")
    hand.send()
    assert "cannot have entered care before" in said(dialog.fields["care_entered_on"])
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    hand.press(page.new_button)
    hand.rest()
    assert dialog is not hand.dialog()
    first = hand.dialog().fields["first_name"].editor
    assert first.value() == "Theo"  # type: ignore[attr-defined]  # of the kit


# What leaves it


def test_the_list_is_exported_as_it_stands_and_that_is_noted(
    hand: Hand, page: ChildListPage, tmp_path: Path
) -> None:
    hand.retype(page.filters.search, "robin")
    target = tmp_path / "children.csv"
    page.output.export_to(target)
    hand.rest()
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert [row["First name"] for row in rows] == ["Robin"]
    assert "Ashby" not in target.read_text("utf-8-sig")
    assert "Exported 1 child to children.csv." in said(page)
    with hand.workspace.office.reading() as session:
        noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "export")).all()
    assert len(noted) == 1


def test_an_export_leaves_out_what_the_person_may_not_see(
    hand: Hand, path: ChildPath, tmp_path: Path
) -> None:
    rows = hand.workspace.children.children(hand.staff.adviser, ChildQuery()).rows
    ids, target = tuple(row.id for row in rows), tmp_path / "children.xlsx"
    exports = hand.workspace.exports
    assert exports.children(hand.staff.other_worker, ChildView.ALL, ids, target) == 0
    assert exports.children(hand.staff.adviser, ChildView.ALL, ids, target) == 2
