"""The three lists of delay, by keyboard and mouse."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtTest import QTest

from cfs_panels.domain.delays import DelaySegment
from tests.services.panel_desk import PanelDesk
from tests.ui.delay_window import DelayWindow
from ui.cases.case_page import CasePage
from ui.clocks.delay_periods import period_of
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from pathlib import Path

    from tests.factories import Made
    from tests.ui.case_window import Hand
    from ui.clocks.delay_pane import DelayPane

LATE, AGAIN, WAITING = DelaySegment.LATE, DelaySegment.AGAIN, DelaySegment.NOT_RETURNED


def delay_of(hand: Hand) -> DelayPane:
    """Show the pane to the team manager."""
    window = DelayWindow(hand.runner, hand.workspace, hand.staff.manager)
    hand.window = window  # type: ignore[assignment]  # another window of the same person
    hand._show(window)
    window.open("clocks", "delay")
    hand.rest()
    return window.pane()


def ready(hand: Hand) -> tuple[PanelDesk, Made]:
    panel = PanelDesk(hand.workspace.office, hand.staff, hand.moment)
    return panel, panel.case()


def deferred(hand: Hand) -> tuple[PanelDesk, Made]:
    panel, case = ready(hand)
    _, (item_id,) = panel.sitting(case)
    panel.begin(item_id)
    panel.defer(item_id)
    hand.moment.on(date(2025, 11, 18))
    return panel, case


def cells(pane: DelayPane, segment: DelaySegment) -> list[str]:
    records = pane.tables[segment].records()
    return [records.cell(0, column).words() for column in range(records.columnCount())]


def test_late_stages_are_listed_with_days_cause_and_total(hand: Hand) -> None:
    ready(hand)
    pane = delay_of(hand)
    assert pane.segments.tabText(0) == "Late stages 1"
    told = cells(pane, LATE)
    assert told[0].startswith("Denise Fairclough")
    assert told[1] == "Stage 2, Assessment to panel"
    assert told[3] == "53 days, 39 working days"
    assert told[4] == "Cause not recorded"
    words = [label.text() for label in pane.findChildren(Label)]
    assert "Days over by cause: Cause not recorded 53 (1 clock)" in words


def test_a_missing_cause_is_asked_for_and_counted_at_once(hand: Hand) -> None:
    ready(hand)
    pane = delay_of(hand)
    pane.explain(pane.tables[LATE].current_key())
    hand.rest()
    hand.pick("cause", "medical")
    hand.answer("reason", "The comment took two months")
    hand.send()
    assert cells(pane, LATE)[4] == "Medical advice, The comment took two months"
    assert cells(pane, LATE)[6] == "Change the cause"


def test_enter_opens_the_case_in_its_history(hand: Hand) -> None:
    _, case = ready(hand)
    pane = delay_of(hand)
    pane.first().setFocus()
    QTest.keyClick(pane.first(), Qt.Key.Key_Return)
    hand.rest()
    page = hand.window.page()
    assert isinstance(page, CasePage)
    assert page.case is not None
    assert (page.case.id, page.tab()) == (case.id, "history")


def test_a_deferred_case_stands_among_those_that_have_not_returned(hand: Hand) -> None:
    deferred(hand)
    pane = delay_of(hand)
    pane.segments.choose(WAITING.value)
    assert pane.segment() is WAITING
    assert pane.tables[WAITING].isVisible()
    told = cells(pane, WAITING)
    assert told[1].startswith("4 November 2025")
    assert told[2] == "14 days, 10 working days"
    assert told[3] == "Cause not recorded, The medical comment is not in."
    assert told[4] == "Not booked"


def test_the_cause_of_a_deferral_is_asked_for(hand: Hand) -> None:
    deferred(hand)
    pane = delay_of(hand)
    pane.segments.choose(WAITING.value)
    pane.explain(pane.tables[WAITING].records().key_at(0))
    hand.rest()
    assert hand.dialog().windowTitle() == "Why was this deferred?"
    hand.pick("cause", "medical")
    hand.send()
    assert cells(pane, WAITING)[3] == "Medical advice, The medical comment is not in."


def test_what_was_before_panel_twice_is_listed_with_what_came_of_it(hand: Hand) -> None:
    panel, case = deferred(hand)
    again = panel.plan(date(2025, 12, 2))
    back = panel.add(again, case)
    panel.send(again)
    panel.open(again, date(2025, 12, 2))
    panel.begin(back)
    panel.recommend(back)
    pane = delay_of(hand)
    pane.segments.choose(AGAIN.value)
    told = cells(pane, AGAIN)
    assert told[2] == "2 times, last on 2 Dec 2025"
    assert told[3].startswith("2 Dec 2025: ")
    assert "4 Nov 2025: Deferred" in told[3]


def test_the_lists_are_narrowed_by_service_cause_and_words(hand: Hand) -> None:
    ready(hand)
    pane = delay_of(hand)
    pane.filters.show_values("", {"service": "adoption"})
    pane.filters.changed.emit()
    assert pane.tables[LATE].records().count() == 0
    assert pane.segments.tabText(0) == "Late stages 0"
    pane.filters.clear()
    hand.retype(pane.filters.search, "Fairclough")
    assert pane.tables[LATE].records().count() == 1
    hand.retype(pane.filters.search, "Nobody")
    assert pane.tables[LATE].records().count() == 0


def test_a_period_tells_what_was_late_in_it(hand: Hand) -> None:
    panel, case = ready(hand)
    panel.closed(case)
    hand.moment.on(date(2025, 11, 20))
    pane = delay_of(hand)
    now = {line.key.split()[1] for line in pane.shown(LATE)}
    assert "F-LOCAL-16W" not in now
    pane.filters.show_values("", {"period": "month"})
    pane.filters.changed.emit()
    hand.rest()
    month = {line.key.split()[1] for line in pane.shown(LATE)}
    assert "F-LOCAL-16W" in month
    pane.filters.show_values("", {"period": "between"})
    pane.filters.changed.emit()
    assert pane.from_field.isVisible()
    hand.retype(pane.from_field, "1 Dec 2025")
    hand.retype(pane.to_field, "1 Nov 2025")
    QTest.keyClick(pane.to_field, Qt.Key.Key_Tab)
    hand.rest()
    assert pane.message.isVisible()
    hand.retype(pane.from_field, "5 Nov 2025")
    hand.retype(pane.to_field, "10 Nov 2025")
    QTest.keyClick(pane.to_field, Qt.Key.Key_Tab)
    hand.rest()
    assert not pane.message.isVisible()
    assert "F-LOCAL-16W" not in {line.key.split()[1] for line in pane.shown(LATE)}


@pytest.mark.parametrize("segment", list(DelaySegment))
def test_every_list_is_exported_and_printed_as_it_is_shown(
    hand: Hand, tmp_path: Path, segment: DelaySegment
) -> None:
    deferred(hand)
    pane = delay_of(hand)
    pane.segments.choose(segment.value)
    target = tmp_path / "delay.csv"
    pane.output.export_to(target)
    hand.rest()
    rows = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 1 + len(pane.shown())
    assert all(len(row) == len(rows[0]) for row in rows)
    workbook = tmp_path / "delay.xlsx"
    pane.output.export_to(workbook)
    hand.rest()
    assert workbook.read_bytes()[:2] == b"PK"
    pane.print_pane()
    preview = pane.findChild(QPrintPreviewDialog)
    assert isinstance(preview, QPrintPreviewDialog)
    preview.close()


def test_an_empty_list_says_why(hand: Hand) -> None:
    pane = delay_of(hand)
    assert pane.tables[LATE].records().count() == 0
    words = [label.text() for label in pane.findChildren(Label) if label.isVisible()]
    assert "No stage is over its clock" in words


@pytest.mark.parametrize(
    ("today", "key", "first", "last"),
    [
        (date(2025, 10, 24), "", None, None),
        (date(2025, 10, 24), "month", date(2025, 10, 1), date(2025, 10, 24)),
        (date(2025, 10, 24), "year", date(2025, 4, 1), date(2025, 10, 24)),
        (date(2026, 2, 1), "year", date(2025, 4, 1), date(2026, 2, 1)),
        (date(2026, 2, 1), "last_year", date(2024, 4, 1), date(2025, 3, 31)),
    ],
)
def test_periods_are_those_of_the_financial_year(
    today: date, key: str, first: date | None, last: date | None
) -> None:
    assert period_of(key, today) == (first, last)
