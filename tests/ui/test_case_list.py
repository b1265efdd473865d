"""The list of cases on a real agency: views, filters, order, the look beside it, what leaves it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import select

from cfs_panels.domain.caseload import CaseQuery, CaseView
from cfs_panels.domain.vocabulary import EventType, Service
from db.models import AuditEntry
from tests.factories import make_case
from tests.ui.list_window import CTRL, said
from tests.ui.sample_caseload import TODAY, case_list, case_row, thwaite
from ui.cases.case_list import CaseListPage
from ui.cases.case_views_row import SaveViewDialog

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.services.office import Office
    from cfs_panels.services.workspace import Workspace
    from tests.factories import Made, Staff
    from tests.ui.list_window import Lists

HOUSEHOLDS = {
    "Abernethy": ("Gwen", Service.FOSTERING, EventType.COMPLIANCE_DECLARED),
    "Pritchard": ("Owen", Service.ADOPTION, EventType.STAGE_ONE_STARTED),
    "Kendrick": ("Rhys", Service.FOSTERING, EventType.REPORT_GIVEN),
}


@pytest.fixture
def cases(office: Office, staff: Staff) -> dict[str, Made]:
    """Return three cases: two fostering, one adoption."""
    return {
        last: make_case(office, staff, names=((first, last),), service=service, upto=upto)
        for last, (first, service, upto) in HOUSEHOLDS.items()
    }


@pytest.fixture
def page(lists: Lists, staff: Staff, cases: dict[str, Made]) -> CaseListPage:
    """Return the page with all open cases."""
    return lists.open(staff.adviser, CaseListPage, "cases", CaseView.ALL_OPEN)


def households(page: CaseListPage) -> list[str]:
    records = page.table.records()
    shown = [records.cell(place, 0).text for place in range(records.rowCount())]
    return [name.split()[-1] for name in shown]


def footer(page: CaseListPage) -> str:
    return page.card._words.text()


# What is shown


def test_the_clock_that_ends_first_leads(page: CaseListPage) -> None:
    assert households(page)[0] == "Pritchard"
    assert footer(page) == "3 cases, soonest deadline first"


def test_a_view_asked_for_by_another_page_is_shown(lists: Lists, page: CaseListPage) -> None:
    lists.window.open("cases", "waiting_for_panel")
    lists.rest()
    assert page.views.key() == CaseView.WAITING_FOR_PANEL
    assert households(page) == ["Abernethy", "Kendrick"]


def test_words_are_found_in_everything_the_list_says(lists: Lists, page: CaseListPage) -> None:
    lists.type(page.filters.search, "mainstream kend")
    assert households(page) == ["Kendrick"]
    assert footer(page) == "1 case, soonest deadline first"


def test_choices_narrow_and_clear_brings_all_back(lists: Lists, page: CaseListPage) -> None:
    page.filters.show_values("", {"service": "adoption"})
    page.filters.changed.emit()
    assert households(page) == ["Pritchard"]
    lists.press_named("Clear", page.filters)
    assert len(households(page)) == 3


def test_an_empty_list_says_why_and_offers_a_way_on(lists: Lists, page: CaseListPage) -> None:
    lists.type(page.filters.search, "nobody")
    assert "No case fits the filters" in said(page.table)
    lists.press_named("Clear the filters", page.table)
    assert len(households(page)) == 3
    lists.window.open("cases", "paused")
    lists.rest()
    assert "No case is paused" in said(page.table)


def test_the_foot_says_the_order(page: CaseListPage) -> None:
    page.table.order_by(0)
    assert households(page) == ["Abernethy", "Pritchard", "Kendrick"]
    assert footer(page) == "3 cases, by household"
    page.table.order_by(3, True)
    assert footer(page) == "3 cases, latest deadline first"


def test_the_marked_case_stays_marked_when_one_comes_back(
    lists: Lists, page: CaseListPage, cases: dict[str, Made]
) -> None:
    page.table.mark(cases["Kendrick"].id)
    lists.key(page.table, Qt.Key.Key_Return)
    assert lists.went_to() == ("case", cases["Kendrick"].id)
    lists.window.back()
    lists.rest()
    assert page.table.current_key() == cases["Kendrick"].id


def test_a_worker_is_shown_no_case_of_another_team(
    lists: Lists, staff: Staff, cases: dict[str, Made]
) -> None:
    page = lists.open(staff.other_worker, CaseListPage, "cases", CaseView.ALL_OPEN)
    assert households(page) == []
    assert "All open 0" in [page.views.tabs.tabText(n) for n in range(page.views.tabs.count())]


# Beside the list


def test_space_shows_and_hides_the_look_beside_the_list(lists: Lists, page: CaseListPage) -> None:
    assert "Gwen Abernethy" not in said(page.glance) or page.glance.isVisible()
    lists.key(page.table, Qt.Key.Key_Space)
    assert not page.glance.isVisible()
    lists.key(page.table, Qt.Key.Key_Space)
    assert "Owen Pritchard" in said(page.glance)


def test_a_look_at_a_case_is_no_opening_of_it(
    lists: Lists, page: CaseListPage, cases: dict[str, Made], office: Office
) -> None:
    page.table.mark(cases["Kendrick"].id)
    lists.rest()
    assert "Rhys Kendrick" in said(page.glance)
    with office.reading() as session:
        views = session.scalars(select(AuditEntry.action).where(AuditEntry.action == "view")).all()
    assert not views


def test_in_a_narrow_window_the_look_is_a_drawer(
    lists: Lists, staff: Staff, cases: dict[str, Made]
) -> None:
    page = lists.open(staff.adviser, CaseListPage, "cases", CaseView.ALL_OPEN, size=(1093, 534))
    assert not page.glance.isVisible()
    lists.key(page.table, Qt.Key.Key_Space)
    assert "Owen Pritchard" in said(page.glance)
    lists.key(page.glance.close_button, Qt.Key.Key_Escape)
    assert not page.glance.isVisible()
    least = lists.window.minimumSizeHint()
    assert (least.width() <= 1093, least.height() <= 534) == (True, True)


def test_a_window_made_wide_again_shows_the_marked_case(
    lists: Lists, staff: Staff, cases: dict[str, Made]
) -> None:
    page = lists.open(staff.adviser, CaseListPage, "cases", CaseView.ALL_OPEN, size=(1093, 534))
    page.table.mark(cases["Kendrick"].id)
    lists.window.resize(1440, 900)
    lists.qtbot.waitUntil(page.glance.isVisible)
    lists.rest()
    assert "Rhys Kendrick" in said(page.glance)


def test_the_glance_says_what_is_needed_when_and_by_whom(page: CaseListPage) -> None:
    page.glance.show_details(thwaite(), TODAY, lambda _page: True)
    words = said(page.glance)
    for said_so in (
        "Stage 2, day 86. Booked for panel on 4 November 2025.",
        "4 of 17",
        "Blocked: waits for the observations",
        "Today",
        "27 October 2025",
        "Passed 1 September",
        "01632 960 147",
    ):
        assert said_so in words


def test_the_next_step_is_offered_where_the_person_may_take_it(
    lists: Lists, page: CaseListPage
) -> None:
    page.glance.show_details(thwaite(), TODAY, lambda _page: True)
    lists.press_named("Write adviser’s note", page.glance)
    assert lists.went_to() == ("meeting", "m1", "agenda")
    page.glance.show_details(replace(thwaite(), allowed=frozenset()), TODAY, lambda _page: True)
    assert "Write adviser’s note" not in said(page.glance)


# Views of one's own


def save_view(lists: Lists, page: CaseListPage, name: str) -> SaveViewDialog:
    lists.press(page.views.save_button)
    dialog = lists.dialog(SaveViewDialog)
    lists.type(dialog.name, name)
    lists.press(dialog.verb_button)
    return dialog


def test_what_is_shown_gets_a_name_and_is_there_again(
    lists: Lists, page: CaseListPage, staff: Staff, workspace: Workspace
) -> None:
    page.filters.show_values("", {"service": "adoption"})
    page.filters.changed.emit()
    save_view(lists, page, "Adoption only")
    assert lists.no_dialog()
    assert page.views.key() == "own:Adoption only"
    lists.window.open("cases", "all_open")
    lists.rest()
    assert len(households(page)) == 3
    page.views.tabs.choose("own:Adoption only")
    lists.rest()
    assert households(page) == ["Pritchard"]
    assert workspace.case_views.views(staff.manager) == ()


def test_going_back_to_a_view_of_all_clears_the_filters_of_ones_own(
    lists: Lists, page: CaseListPage
) -> None:
    page.filters.show_values("", {"service": "adoption"})
    page.filters.changed.emit()
    save_view(lists, page, "Adoption only")
    page.views.tabs.choose(CaseView.ALL_OPEN.value)
    lists.rest()
    assert len(households(page)) == 3


def test_a_name_that_is_taken_is_refused_beside_it(lists: Lists, page: CaseListPage) -> None:
    save_view(lists, page, "Mine alone")
    lists.window.open("cases", "all_open")
    lists.rest()
    dialog = save_view(lists, page, "mine ALONE")
    assert dialog.name_field.error() == (
        "You have a view called mine ALONE already. Choose another name."
    )


def test_a_view_that_is_removed_comes_back_by_undo(lists: Lists, page: CaseListPage) -> None:
    save_view(lists, page, "Mine alone")
    lists.press(page.views.remove_button)
    assert page.views.key() == CaseView.ALL_OPEN
    assert page.views.own_query("own:Mine alone") is None
    lists.window.undo()
    lists.rest()
    assert page.views.own_query("own:Mine alone") == CaseQuery(CaseView.ALL_OPEN)


# What leaves the list


def test_what_is_shown_is_exported_in_its_order(
    lists: Lists, page: CaseListPage, tmp_path: Path, office: Office
) -> None:
    page.filters.show_values("", {"service": "fostering"})
    page.filters.changed.emit()
    page.table.order_by(0)
    page.output.export_to(tmp_path / "cases.xlsx")
    lists.rest()
    sheet = load_workbook(tmp_path / "cases.xlsx").active
    assert sheet is not None
    assert [row[1] for row in sheet.iter_rows(values_only=True)] == [
        "Household",
        "Gwen Abernethy",
        "Rhys Kendrick",
    ]
    assert page.message.words().startswith("Exported 2 cases to cases.xlsx.")
    with office.reading() as session:
        noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "export")).one()
        assert noted.actor_name == "Ruth Ellingham"
        assert '"format":"xlsx"' in noted.details.replace(" ", "")


def test_a_file_that_cannot_be_written_is_said_with_a_way_to_try_again(
    lists: Lists, page: CaseListPage, tmp_path: Path
) -> None:
    page.output.export_to(tmp_path / "nowhere" / "cases.csv")
    lists.rest()
    assert "is not there any more" in page.message.words()
    (tmp_path / "nowhere").mkdir()
    lists.press_named("Try again", page.message)
    lists.rest()
    text = (tmp_path / "nowhere" / "cases.csv").read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) == 4


def test_ctrl_e_asks_where_to(lists: Lists, page: CaseListPage) -> None:
    lists.key(page.table, Qt.Key.Key_E, CTRL)
    dialog = lists.dialog(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("cases-2025-10-24.xlsx")
    dialog.reject()


def test_ten_thousand_cases_are_shown_sorted_and_filtered(
    lists: Lists, staff: Staff, office: Office
) -> None:
    page = lists.open(staff.adviser, CaseListPage, "cases")
    rows = tuple(case_row(number, serial=number + 1) for number in range(10_000))
    page.show_list(case_list(rows))
    assert footer(page) == "10000 cases, soonest deadline first"
    page.table.order_by(0)
    lists.type(page.filters.search, "thwaite 9")
    assert 0 < page.table.records().count() < 1_000
