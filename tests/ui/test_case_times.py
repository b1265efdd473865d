"""The timeline of a case, and a case as it stood on a day, by keyboard and mouse."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtTest import QTest

from tests.sample_papers import pdf
from tests.services.panel_desk import PanelDesk
from ui.cases.case_tabs import HISTORY
from ui.cases.history_pane import TIMELINE
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from tests.ui.case_window import Hand
    from ui.cases.case_page import CasePage
    from ui.widgets.record_table import RecordTable

TODAY = date(2025, 10, 24)


def timeline(hand: Hand, case_id: str) -> CasePage:
    """Open the timeline of a case."""
    hand.moment.on(TODAY)
    page = hand.case(case_id, tab=HISTORY)
    page.history.views.choose(TIMELINE)
    hand.rest()
    return page


def lines(table: RecordTable) -> list[str]:
    """Return what the rows of a table say, cell by cell."""
    records = table.records()
    return [
        " | ".join(records.cell(row, column).words() for column in range(records.columnCount()))
        for row in range(records.rowCount())
    ]


def test_the_timeline_says_how_long_each_stage_took_and_what_ran_over(hand: Hand) -> None:
    page = timeline(hand, hand.desk.report_given(pdf()))
    shown = page.history.timeline
    told = lines(shown.stages)
    assert len(told) == 6
    assert told[0].startswith("Enquiry | 3 Mar 2025 | 19 Mar 2025 | 16 | 12 |")
    assert told[-1].startswith("Stage 2 | 30 Jul 2025 | Goes on | 86 |")
    assert "53 days over 16 weeks, Cause not recorded" in told[-1]
    assert "235 days in all" in shown.words()
    assert "Stage 2, 30 July 2025, goes on, 86 days" in shown.bars.accessibleName()
    assert not page.history.filter.isVisible()


def test_the_cause_is_recorded_from_the_timeline_by_keyboard(hand: Hand) -> None:
    page = timeline(hand, hand.desk.report_given(pdf()))
    late = page.history.timeline.late
    late.setFocus()
    late.mark_first()
    QTest.keyClick(late, Qt.Key.Key_Return)
    hand.rest()
    leads = [label.text() for label in hand.dialog().findChildren(Label)]
    assert "Assessment to panel: 53 days over 16 weeks" in leads
    hand.pick("cause", "checks")
    hand.answer("reason", "The overseas check took four months")
    hand.send()
    told = lines(page.history.timeline.late)[0]
    assert "Checks and references, The overseas check took four months. Hannah Whitlock" in told
    assert told.endswith("Change the cause")


def test_each_time_before_panel_stands_below_with_why_it_was_deferred(hand: Hand) -> None:
    panel = PanelDesk(hand.workspace.office, hand.staff, hand.moment)
    case = panel.case()
    _, (item_id,) = panel.sitting(case)
    panel.begin(item_id)
    panel.defer(item_id)
    page = hand.case(case.id, tab=HISTORY)
    page.history.views.choose(TIMELINE)
    hand.rest()
    shown = page.history.timeline
    assert "The application was before panel once, deferred once." in shown.words()
    shown.panels.setFocus()
    shown.panels.mark_first()
    QTest.keyClick(shown.panels, Qt.Key.Key_Return)
    hand.rest()
    hand.pick("cause", "medical")
    hand.send()
    assert lines(shown.panels)[0].startswith(
        "4 November 2025 | Deferred | Medical advice, The medical comment is not in. Hannah"
    )


def test_a_bar_that_is_clicked_marks_its_row(hand: Hand) -> None:
    page = timeline(hand, hand.desk.report_given(pdf()))
    shown = page.history.timeline
    third = shown.bars.place_of(2).center().toPoint()
    QTest.mouseClick(shown.bars, Qt.MouseButton.LeftButton, pos=QPoint(third))
    assert shown.stages.current_row().span.name == "After initial visit"


def test_the_timeline_prints_where_it_is_shown(hand: Hand) -> None:
    page = timeline(hand, hand.desk.report_given(pdf()))
    page.print_page()
    preview = page.history.findChild(QPrintPreviewDialog)
    assert isinstance(preview, QPrintPreviewDialog)
    assert preview.windowTitle().startswith("Print: Time of each stage: Marcus and Leanne Thwaite")
    preview.close()


def test_the_history_comes_back_when_another_part_is_chosen(hand: Hand) -> None:
    page = timeline(hand, hand.desk.report_given(pdf()))
    page.history.views.choose("event")
    hand.rest()
    assert page.history.table.isVisible()
    assert not page.history.timeline.isVisible()
    assert page.history.filter.isVisible()


def look_back(hand: Hand, page: CasePage, day: str) -> None:
    """Ask for the case as it stood on a day, by its key."""
    QTest.keyClick(
        page, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    hand.rest()
    hand.answer("as_of", day)
    hand.press(hand.dialog().verb_button)
    hand.rest()


def test_a_case_is_shown_as_it_stood_and_nothing_can_be_changed(hand: Hand) -> None:
    case_id = hand.desk.report_given(pdf())
    hand.moment.on(TODAY)
    page = hand.case(case_id)
    look_back(hand, page, "20 May 2025")

    assert page.past.banner.isVisible()
    assert page.past.banner.words().startswith("As it stood on 20 May 2025. Nothing can be changed")
    assert page.case is not None
    assert page.case.stage == "stage_1"
    assert not page.header.add_button.isVisible()
    assert not page.header.letters_button.isVisible()
    assert [r.text() for r in hand.menu(page.header.more_button).rows] == ["As it stood on…"]
    hand.open_menu().close()
    for tab in ("checks", "documents", "assessment", "visits", "panel", "requirements", HISTORY):
        page.show_tab(tab)
        hand.rest()
        assert page.past.banner.isVisible()
    records = page.checks.table.records()
    assert all(not records.cell(n, 6).link for n in range(records.rowCount()) if records.key_at(n))
    assert page.documents.paper_table.records().count() == 0
    assert not page.documents.drop.isVisible()
    assert all(line.on <= date(2025, 5, 20) for line in page.history.lines.values())

    hand.press(page.past.banner.back_button)
    hand.rest()
    assert not page.past.banner.isVisible()
    assert page.case.as_of is None
    assert page.header.add_button.isVisible()


def test_a_day_on_which_there_was_no_such_case_is_refused_beside_the_field(hand: Hand) -> None:
    page = hand.case(hand.desk.enquiry())
    look_back(hand, page, "1 March 2025")
    assert hand.dialog().fields["as_of"].error() == "The case was opened on 3 March 2025."
    hand.answer("as_of", "1 March 2031")
    hand.press(hand.dialog().verb_button)
    assert hand.dialog().fields["as_of"].error() == "Choose today or a day that has been."
    hand.answer("as_of", "")
    hand.press(hand.dialog().verb_button)
    assert hand.dialog().fields["as_of"].error() == "Enter the day"
    hand.dialog().reject()
    hand.rest()


def test_another_case_begins_with_today(hand: Hand) -> None:
    first = hand.desk.application()
    second = hand.desk.enquiry()
    hand.moment.on(TODAY)
    page = hand.case(first)
    look_back(hand, page, "20 May 2025")
    hand.window.open("case", second)
    hand.rest()
    assert page.case is not None
    assert (page.case.id, page.case.as_of) == (second, None)
    assert not page.past.banner.isVisible()


def test_the_panel_of_an_earlier_day_shows_only_what_had_been_said(hand: Hand) -> None:
    case_id = hand.desk.report_given(pdf())
    hand.moment.on(date(2025, 10, 14))
    hand.desk.booked(case_id)
    hand.moment.on(TODAY)
    page = hand.case(case_id, tab="panel")
    look_back(hand, page, "14 October 2025")
    words = [label.text() for label in page.panel.findChildren(Label)]
    assert "Booked for the panel of Tuesday 4 November 2025." in words
    hand.press(page.past.banner.another_button)
    hand.rest()
    hand.answer("as_of", "13 October 2025")
    hand.press(hand.dialog().verb_button)
    hand.rest()
    words = [label.text() for label in page.panel.findChildren(Label)]
    assert not any(word.startswith("Booked for the panel") for word in words)
