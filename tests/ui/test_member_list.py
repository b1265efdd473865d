"""The central list: who is on it, what they owe, and how it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from cfs_panels.domain.central_list import CentralListLine, EditMember
from tests.ui.list_window import CTRL, said
from ui.settings.member_list import FORMER, PRESSING, MemberListPage
from ui.settings.record_dialog import RecordDialog

if TYPE_CHECKING:
    from cfs_panels.services.workspace import Workspace
    from tests.factories import Staff
    from tests.ui.list_window import Lists


def line(workspace: Workspace, staff: Staff, name: str) -> CentralListLine:
    members = workspace.central_list.members(staff.adviser, with_former=True)
    return next(member for member in members if member.name == name)


def change(workspace: Workspace, staff: Staff, name: str, **days: Any) -> None:
    kept = line(workspace, staff, name)
    command = EditMember(
        member_id=kept.id,
        name=kept.name,
        role=kept.role,
        services=kept.services,
        background=kept.background,
        social_work_years=kept.social_work_years,
        independent=kept.independent,
        dbs_on=None,
        inducted_on=date(2022, 5, 1),
        trained_on=date(2025, 6, 12),
        appraised_on=date(2025, 6, 12),
        left_on=None,
        email=kept.email,
        version=kept.version,
    )
    workspace.do(staff.adviser, replace(command, **days))


@pytest.fixture
def page(lists: Lists, staff: Staff, workspace: Workspace) -> MemberListPage:
    """Return the list, on which only Geoff Marland's appraisal is due soon."""
    for member in workspace.central_list.members(staff.adviser):
        change(workspace, staff, member.name)
    change(workspace, staff, "Geoff Marland", appraised_on=date(2024, 10, 30))
    return lists.open(staff.adviser, MemberListPage, "members")


def names(page: MemberListPage) -> list[str]:
    records = page.table.records()
    return [records.cell(place, 0).text for place in range(records.rowCount())]


def cell(page: MemberListPage, name: str, column: int) -> tuple[str, str]:
    found = page.table.records().cell(names(page).index(name), column)
    return found.text, found.sub


def test_everybody_is_listed_with_what_they_owe(page: MemberListPage) -> None:
    assert len(names(page)) == 7
    assert cell(page, "Geoff Marland", 5) == ("6 days left", "by 30 Oct 2025")
    assert cell(page, "Sunita Rao", 5) == ("12 Jun 2025", "Due 12 Jun 2026")
    assert cell(page, "Patricia Hollis", 0) == ("Patricia Hollis", "Chair, independent")


def test_what_is_due_has_a_view_of_its_own(page: MemberListPage) -> None:
    page.views.choose(PRESSING)
    assert names(page) == ["Geoff Marland"]


def test_the_side_panel_says_by_which_rule(page: MemberListPage, staff: Staff) -> None:
    key = next(m for m in page._members.values() if m.line.name == "Geoff Marland").line.id
    page.table.mark(key)
    assert "Last on 30 October 2024, due by 30 October 2025" in said(page.side)
    assert "Good practice in panel procedures; no regulation asks for it" in said(page.side)


def test_somebody_joins_by_typing(
    lists: Lists, page: MemberListPage, workspace: Workspace, staff: Staff
) -> None:
    lists.press(page.add_button)
    dialog = lists.dialog(RecordDialog)
    lists.answer(dialog.fields["name"], "Ada Poole")
    lists.tick(dialog.fields["services"], "adoption")
    lists.answer(dialog.fields["social_work_years"], "4")
    lists.answer(dialog.fields["joined_on"], "1/10/25")
    lists.press(dialog.verb_button)
    assert lists.no_dialog()
    made = line(workspace, staff, "Ada Poole")
    assert (made.services, made.social_work_years, made.joined_on) == (
        ("adoption",),
        4,
        date(2025, 10, 1),
    )
    assert page.table.current_key() == made.id


def test_what_is_missing_is_said_beside_its_question(lists: Lists, page: MemberListPage) -> None:
    page.new_record()
    dialog = lists.dialog(RecordDialog)
    lists.press(dialog.verb_button)
    assert dialog.fields["name"].error() == "Enter the member's name."
    assert dialog.fields["services"].error() == "Choose fostering, adoption or both."
    assert dialog.isVisible()


def test_a_chair_who_is_not_independent_is_refused_beside_the_tick(
    lists: Lists, page: MemberListPage, workspace: Workspace, staff: Staff
) -> None:
    page._open_member(line(workspace, staff, "Kelechi Obi").id)
    dialog = lists.dialog(RecordDialog)
    lists.pick(dialog.fields["role"], "chair")
    lists.press(dialog.verb_button)
    assert "A panel's chair is independent of the agency" in dialog.fields["independent"].error()


def test_enter_changes_a_member_and_ctrl_z_takes_it_back(
    lists: Lists, page: MemberListPage, workspace: Workspace, staff: Staff
) -> None:
    kept = line(workspace, staff, "Geoff Marland")
    page.table.mark(kept.id)
    lists.key(page.table, Qt.Key.Key_Return)
    dialog = lists.dialog(RecordDialog)
    lists.answer(dialog.fields["appraised_on"], "20 October 2025")
    lists.press(dialog.verb_button)
    assert line(workspace, staff, "Geoff Marland").appraised_on == date(2025, 10, 20)
    assert cell(page, "Geoff Marland", 5) == ("20 Oct 2025", "Due 20 Oct 2026")
    lists.window.undo()
    lists.rest()
    assert line(workspace, staff, "Geoff Marland").appraised_on == date(2024, 10, 30)


def test_a_date_to_come_is_refused_beside_it(
    lists: Lists, page: MemberListPage, workspace: Workspace, staff: Staff
) -> None:
    page._open_member(line(workspace, staff, "Sunita Rao").id)
    dialog = lists.dialog(RecordDialog)
    lists.answer(dialog.fields["trained_on"], "30 November 2025")
    lists.press(dialog.verb_button)
    assert dialog.fields["trained_on"].error() == (
        "This day is still to come. Enter the day it was done."
    )


def test_esc_keeps_what_was_typed_for_the_next_time(lists: Lists, page: MemberListPage) -> None:
    page.new_record()
    lists.answer(lists.dialog(RecordDialog).fields["name"], "Ada Poole")
    lists.key(lists.dialog(RecordDialog), Qt.Key.Key_Escape)
    assert lists.no_dialog()
    page.new_record()
    assert lists.dialog(RecordDialog).value("name") == "Ada Poole"


def test_an_account_belongs_to_one_member(
    lists: Lists, page: MemberListPage, workspace: Workspace, staff: Staff
) -> None:
    page._open_member(line(workspace, staff, "Sunita Rao").id)
    dialog = lists.dialog(RecordDialog)
    lists.pick(dialog.fields["user_id"], staff.chair.user_id)
    lists.press(dialog.verb_button)
    assert dialog.fields["user_id"].error() == ("This account belongs to Patricia Hollis already.")


def test_who_left_is_kept_and_can_come_back(
    lists: Lists, page: MemberListPage, workspace: Workspace, staff: Staff
) -> None:
    kept = line(workspace, staff, "Peter Winslade")
    page.table.mark(kept.id)
    lists.press_named("Record leaving", page.side)
    lists.answer(lists.dialog(RecordDialog).fields["left_on"], "20 October 2025")
    lists.press(lists.dialog(RecordDialog).verb_button)
    assert "Peter Winslade" not in names(page)
    page.views.choose(FORMER)
    assert names(page) == ["Peter Winslade"]
    page.table.mark(kept.id)
    lists.press_named("Put back on the list", page.side)
    assert line(workspace, staff, "Peter Winslade").left_on is None


def test_a_member_named_by_another_page_is_shown_and_marked(
    lists: Lists, page: MemberListPage, workspace: Workspace, staff: Staff
) -> None:
    page.filters.search.setText("hollis")
    page.filters.changed.emit()
    kept = line(workspace, staff, "Kelechi Obi")
    lists.window.open("members", kept.id)
    lists.rest()
    assert page.table.current_key() == kept.id


def test_the_decision_maker_reads_and_changes_nothing(lists: Lists, staff: Staff) -> None:
    page = lists.open(staff.decision_maker, MemberListPage, "members")
    assert not hasattr(page, "add_button")
    lists.key(page.table, Qt.Key.Key_N, CTRL)
    lists.key(page.table, Qt.Key.Key_Return)
    assert lists.no_dialog()


def test_nothing_is_cut_in_a_narrow_window(lists: Lists, staff: Staff) -> None:
    page = lists.open(staff.adviser, MemberListPage, "members", size=(1093, 534))
    assert not page.side.isVisible()
    lists.key(page.table, Qt.Key.Key_Space)
    assert page.side.isVisible()
    least = lists.window.minimumSizeHint()
    assert (least.width() <= 1093, least.height() <= 534) == (True, True)
