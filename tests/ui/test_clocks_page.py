"""The page of clocks on a real agency: views, filters, one clock explained, what leaves it."""

from __future__ import annotations

import csv
import io
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from cfs_panels.domain.cases import RecordEvent
from cfs_panels.domain.clock_pages import ClockView
from cfs_panels.domain.meetings import PlanMeeting
from cfs_panels.domain.vocabulary import EventType, Service
from db.models import Case
from tests.factories import TODAY, make_case
from tests.ui.list_window import CTRL, LEFT, said
from ui.clocks.calendar_pane import CalendarPane
from ui.clocks.clock_list_pane import ClockListPane
from ui.clocks.clocks_page import ClocksPage
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.services.office import Office
    from cfs_panels.services.workspace import Workspace
    from tests.factories import Made, Moment, Staff
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
def page(lists: Lists, staff: Staff, cases: dict[str, Made]) -> ClocksPage:
    """Return the page with the list of clocks."""
    return lists.open(staff.adviser, ClocksPage, "clocks")


@pytest.fixture
def pane(page: ClocksPage) -> ClockListPane:
    """Return the list of clocks."""
    found = page.pane()
    assert isinstance(found, ClockListPane)
    return found


@pytest.fixture
def calendar(lists: Lists, page: ClocksPage) -> CalendarPane:
    """Return the calendar, chosen by the mouse."""
    lists.press(page.parts.segment("calendar"))
    found = page.pane()
    assert isinstance(found, CalendarPane)
    return found


def rows(pane: ClockListPane) -> list[tuple[str, str]]:
    records = pane.table.records()
    shown = (records.row_at(place) for place in range(records.rowCount()))
    return [(row.household.split()[-1], row.rule_id) for row in shown]


def footer(pane: ClockListPane) -> str:
    return pane.card._words.text()


# The list


def test_the_late_clock_leads_and_is_explained_beside_the_list(pane: ClockListPane) -> None:
    assert rows(pane)[0] == ("Pritchard", "A-S1")
    assert footer(pane) == f"{len(rows(pane))} clocks, late ones first"
    told = said(pane.glance)
    assert "Notice to proceed given, stage 1 started, 14 May 2025." in told
    assert "Unconfirmed: ask before you rely on it" in told
    assert "None recorded." in told


def test_a_view_narrows_the_list_and_its_count_says_so(lists: Lists, pane: ClockListPane) -> None:
    late = [row for row in rows(pane) if row[1] == "A-S1"]
    pane.views.choose(ClockView.LATE.value)
    pane.views.chosen.emit(ClockView.LATE.value)
    lists.rest()
    assert rows(pane) == late


def test_words_and_choices_narrow_the_list(lists: Lists, pane: ClockListPane) -> None:
    QTest.keyClick(pane.window(), Qt.Key.Key_F, CTRL)
    QTest.keyClicks(pane.filters.search, "kend")
    lists.rest()
    assert {household for household, _ in rows(pane)} == {"Kendrick"}
    pane.filters.clear()
    pane.filters.show_values("", {"rule": "F-APP-PANEL"})
    pane.filters.changed.emit()
    lists.rest()
    assert {rule for _, rule in rows(pane)} == {"F-APP-PANEL"}
    pane.filters.show_values("", {"service": "adoption"})
    pane.filters.changed.emit()
    lists.rest()
    assert {household for household, _ in rows(pane)} == {"Pritchard"}


def test_nothing_that_fits_is_explained_and_the_filters_can_be_cleared(
    lists: Lists, pane: ClockListPane
) -> None:
    lists.type(pane.filters.search, "zzz")
    lists.rest()
    assert "No clock fits the filters" in said(pane)
    lists.press_named("Clear the filters", pane)
    assert rows(pane)


def test_enter_opens_the_case_of_the_clock(
    lists: Lists, pane: ClockListPane, cases: dict[str, Made]
) -> None:
    lists.key(pane.table, Qt.Key.Key_Return)
    assert lists.went_to() == ("case", cases["Pritchard"].id)


def test_the_reason_of_a_late_clock_is_recorded_beside_it(
    lists: Lists, pane: ClockListPane, cases: dict[str, Made], staff: Staff, workspace: Workspace
) -> None:
    lists.press_named("Record the reason", pane.glance)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, AskingDialog)
    cause, reason = dialog.findChild(ChoiceBox), dialog.findChild(TextArea)
    assert isinstance(cause, ChoiceBox)
    assert isinstance(reason, TextArea)
    cause.set_value("agency")
    reason.set_value("Two social workers were away")
    lists.press_named("Record the reason", dialog)
    lists.rest()
    case = workspace.case_pages.glance(staff.adviser, cases["Pritchard"].id)
    told = [(c.cause_words, c.cause) for c in case.clocks if c.state == "overdue"]
    assert told == [("The agency", "Two social workers were away")]
    assert "Two social workers were away" in said(pane.glance)


def test_a_write_shows_at_once(
    lists: Lists, pane: ClockListPane, cases: dict[str, Made], staff: Staff, workspace: Workspace
) -> None:
    assert ("Abernethy", "F-APP-PANEL") in rows(pane)
    left = RecordEvent(
        cases["Abernethy"].id,
        EventType.WITHDRAWN_BY_APPLICANT,
        TODAY,
        facts={"reason": "A move abroad", "code": "AW3"},
    )
    lists.runner.run(pane, lambda: workspace.do(staff.worker, left))
    lists.rest()
    assert "Abernethy" not in {household for household, _ in rows(pane)}


def test_what_may_not_be_opened_is_not_listed(
    lists: Lists, staff: Staff, cases: dict[str, Made], office: Office
) -> None:
    with office.writing(staff.manager) as session:
        session.get_one(Case, cases["Kendrick"].id).is_restricted = True
    pane = lists.open(staff.adviser, ClocksPage, "clocks").pane()
    assert isinstance(pane, ClockListPane)
    assert {household for household, _ in rows(pane)} == {"Abernethy", "Pritchard"}


def test_home_leads_to_all_clocks(lists: Lists, staff: Staff, cases: dict[str, Made]) -> None:
    from ui.home.home_page import HomePage

    home = lists.open(staff.adviser, HomePage, "home")
    lists.press_named("All clocks", home)
    assert lists.window.page_key() == "clocks"


def test_the_list_is_exported_as_it_is_shown(
    lists: Lists, pane: ClockListPane, tmp_path: Path
) -> None:
    lists.type(pane.filters.search, "pritchard")
    lists.rest()
    QTest.keyClick(pane.table, Qt.Key.Key_E, CTRL)
    dialog = lists.dialog(QFileDialog)
    dialog.reject()
    target = tmp_path / "clocks.csv"
    pane.output.export_to(target)
    lists.rest()
    lines = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig"))))
    assert [line["Rule"] for line in lines] == [rule for _, rule in rows(pane)]
    assert lines[0]["Started by"] == "Notice to proceed given, stage 1 started"
    assert lines[0]["Standing"] == "Unconfirmed"
    assert "Exported" in said(lists.window)


# The calendar


def test_the_calendar_says_what_stands_on_the_marked_day(
    lists: Lists, calendar: CalendarPane, cases: dict[str, Made], office: Office
) -> None:
    assert calendar.grid.day == TODAY
    assert calendar.month_label.text() == "October 2025"
    rows_of = office.calendar  # the working days that the grid shades
    assert not rows_of.is_working_day(date(2025, 10, 25))
    calendar.grid.mark(date(2025, 7, 14))
    lists.rest()
    assert calendar.month_label.text() == "July 2025"
    shown = [calendar.day_table.records().row_at(0)]
    assert shown[0].words == f"{cases['Pritchard'].reference}: Stage 1 due"
    assert "Stage 1 due" in calendar.grid.accessibleName()


def test_the_keyboard_goes_from_day_to_day_and_opens_what_stands_there(
    lists: Lists, calendar: CalendarPane, cases: dict[str, Made]
) -> None:
    calendar.grid.mark(date(2025, 7, 6))
    lists.rest()
    lists.key(calendar.grid, Qt.Key.Key_Down)
    lists.key(calendar.grid, Qt.Key.Key_Right)
    assert calendar.grid.day == date(2025, 7, 14)
    lists.key(calendar.grid, Qt.Key.Key_Return)
    assert calendar.day_table.hasFocus()
    lists.key(calendar.day_table, Qt.Key.Key_Return)
    assert lists.went_to() == ("case", cases["Pritchard"].id)


def test_page_keys_go_by_months_and_home_comes_back_to_today(
    lists: Lists, calendar: CalendarPane
) -> None:
    calendar.grid.mark(date(2025, 10, 31))
    lists.key(calendar.grid, Qt.Key.Key_PageDown)
    assert calendar.grid.day == date(2025, 11, 30)
    lists.key(calendar.grid, Qt.Key.Key_PageUp)
    assert calendar.month_label.text() == "October 2025"
    lists.key(calendar.grid, Qt.Key.Key_Home)
    assert calendar.grid.day == TODAY


def test_a_click_on_a_day_marks_it(lists: Lists, calendar: CalendarPane) -> None:
    day = TODAY - timedelta(days=3)
    place = calendar.grid.place_of(day).center().toPoint()
    QTest.mouseClick(calendar.grid, LEFT, Qt.KeyboardModifier.NoModifier, place)
    lists.rest()
    assert calendar.grid.day == day
    assert "Nothing on this day" in said(calendar)


def test_the_month_stands_as_a_list_too(
    lists: Lists, calendar: CalendarPane, staff: Staff, workspace: Workspace
) -> None:
    plan = PlanMeeting(Service.FOSTERING, date(2025, 11, 4), time(9, 30), place="Harrowmere House")
    workspace.do(staff.adviser, plan)
    calendar.grid.step(1)
    lists.rest()
    lists.press(calendar.form.segment("list"))
    records = calendar.list_table.records()
    told = [records.row_at(n) for n in range(records.rowCount())]
    assert "Tuesday 4 November 2025" in {getattr(row, "title", "") for row in told}
    assert "Fostering panel" in {getattr(row, "title", "") for row in told}


def test_the_month_is_exported_as_a_calendar_file(
    lists: Lists, calendar: CalendarPane, tmp_path: Path, cases: dict[str, Made]
) -> None:
    calendar.grid.mark(date(2025, 7, 14))
    lists.rest()
    target = tmp_path / "july.ics"
    calendar.export_to(target)
    lists.rest()
    events = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert f"{cases['Pritchard'].reference}: Stage 1 due" in {str(e["summary"]) for e in events}
    assert b"Pritchard" not in target.read_bytes()
    assert "Nothing leaves this machine by itself" in said(lists.window)


def test_the_filters_narrow_the_calendar(
    lists: Lists, calendar: CalendarPane, cases: dict[str, Made]
) -> None:
    calendar.grid.mark(date(2025, 7, 14))
    lists.rest()
    assert calendar.day_table.records().count() == 1
    calendar.filters.show_values("", {"kind": "meeting"})
    calendar.filters.changed.emit()
    lists.rest()
    assert calendar.day_table.records().count() == 0


def test_a_window_left_open_overnight_shows_the_new_day(
    lists: Lists, calendar: CalendarPane, moment: Moment
) -> None:
    moment.forward(days=1)
    calendar.show_pane()
    lists.rest()
    assert calendar.grid.today == TODAY + timedelta(days=1)
    lists.key(calendar.grid, Qt.Key.Key_Home)
    assert calendar.day_label.text() == "Saturday 25 October 2025, today"
