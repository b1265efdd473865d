"""Cases, meetings and the register after an import: what is told, and nothing dead beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.tracking.records import (
    ChildRecord,
    DecisionRecord,
    HouseholdRecord,
    ItemRecord,
    PanelRecord,
)
from tests.services.tracking_desk import THE_SANDHUS, TrackingDesk
from tests.ui.case_window import said as all_said
from tests.ui.decision_window import DecisionWindow
from tests.ui.list_window import said
from ui.cases.case_tabs import HISTORY, OVERVIEW, PANEL, WORKBOOK
from ui.decisions.register_page import ALL, REVIEW, RegisterPage
from ui.meetings.meeting_list import place_cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from cfs_panels.services.office import Office
    from tests.factories import Staff
    from tests.ui.case_window import Hand
    from tests.ui.panel_window import PanelHand
    from ui.cases.case_page import CasePage
    from ui.task_runner import TaskRunner

HELD_ON = date(2025, 2, 10)
CONNECTED = HouseholdRecord(
    "F-2024-0007",
    "Fostering",
    "",  # no kind that has steps of its own
    applicant_1="Rosa Sandhu",
    child_ref="C-0032",
    application=date(2024, 11, 18),
)
CHILD = ChildRecord("C-0032", "Maisie", born_on=date(2019, 5, 2), plan="Connected")
MEETING = PanelRecord(
    "Fostering", HELD_ON, "Main", "Virtual", "Terry Caldicott", minutes_final=date(2025, 2, 17)
)
APPROVAL = ItemRecord("Fostering", HELD_ON, "F-2024-0007", "", "Approval", "Approve")
DECISION = DecisionRecord(
    "F-2024-0007",
    panel_date=HELD_ON,
    kind="Approval",
    decided=date(2025, 2, 20),
    decision="Approve",
)


@pytest.fixture
def tracking(office: Office, staff: Staff) -> TrackingDesk:
    """Return an agency that took a small workbook in."""
    desk = TrackingDesk(office, staff, keeps_list=True)
    desk.take(THE_SANDHUS, CONNECTED, CHILD, MEETING, APPROVAL, DECISION, notes={"Rooms": "3"})
    return desk


def tabs(page: CasePage) -> list[str]:
    bar = page.header.tabs
    return [str(bar.tabData(place)) for place in range(bar.count())]


def test_a_case_without_steps_of_its_own_shows_what_the_workbook_told(
    hand: Hand, tracking: TrackingDesk
) -> None:
    page = hand.case(tracking.case_id("F-2024-0007"), tracking.adviser)
    assert tabs(page) == [OVERVIEW, "documents", PANEL, "requirements", HISTORY]
    words = said(page.overview)
    assert "What panel needs" not in words
    assert "18 November 2024" in words
    assert "Columns that are not known, kept as notes" in words
    assert "Maisie, 6" in words
    assert "Child, C-0032" in words
    assert page.header.letters_button.isHidden()


def test_a_child_has_its_own_facts_and_nobody_elses_buttons(
    hand: Hand, tracking: TrackingDesk
) -> None:
    page = hand.case(tracking.case_id("C-0032"), tracking.adviser)
    assert not page.overview.household.isVisible()
    card = page.overview.of_child.child
    assert card.header.link.isHidden()
    assert "Connected" in said(card)
    page.show_tab(WORKBOOK)
    hand.rest()
    assert "2 May 2019" in said(page.workbook)
    menu = hand.menu(page.header.add_button)
    assert "Document" in [row.text() for row in menu.rows]
    assert "Person of the household" not in [row.text() for row in menu.rows]
    assert "Check or reference" not in [row.text() for row in menu.rows]
    menu.close()


def test_recommendation_and_decision_are_told_as_the_workbook_told_them(
    hand: Hand, tracking: TrackingDesk
) -> None:
    page = hand.case(tracking.case_id("F-2024-0007"), tracking.adviser, PANEL)
    hand.rest()
    assert "Panel item, 10 February 2025" in said(page.panel.recommendation_card)
    assert "Decision, 20 February 2025" in said(page.panel.decision_card)
    assert "Due" not in said(page.panel.decision_card)


def test_a_case_that_goes_on_has_a_tab_with_its_rows(hand: Hand, tracking: TrackingDesk) -> None:
    page = hand.case(tracking.case_id("F-2023-0001"), tracking.adviser)
    assert tabs(page)[-2:] == [WORKBOOK, HISTORY]
    assert "Stages: Enquiry, done, 9 Jan 2023" in all_said(page.header)
    page.show_tab(WORKBOOK)
    hand.rest()
    assert "Households, row 2 of tracker.xlsx" in said(page.workbook)
    page.show_tab(HISTORY)
    hand.rest()
    records = page.history.table.records()
    assert any("From the tracking workbook" in records.cell(n, 1).words() for n in
               range(records.rowCount()))  # fmt: skip


def test_a_case_of_ones_own_has_no_such_tab(hand: Hand) -> None:
    page = hand.case(hand.desk.application())
    assert WORKBOOK not in tabs(page)


def test_a_meeting_held_before_is_told_by_its_day_and_what_it_recommended(
    panels: PanelHand, tracking: TrackingDesk
) -> None:
    summary = tracking.workspace.meeting_pages.meetings(tracking.adviser)[0]
    assert place_cell(summary).text == "Time not known"
    page = panels.meeting(summary.id, "agenda", tracking.adviser)
    assert [page.tabs.tabText(n) for n in range(page.tabs.count())] == ["After panel"]
    words = all_said(page)
    assert "Time not known" in words
    assert "Chair: Terry Caldicott" in words
    assert "Sent to the decision maker" in words
    assert "Draft passed to the chair" not in words


def test_a_meeting_to_come_has_no_hour_yet(panels: PanelHand, tracking: TrackingDesk) -> None:
    tracking.take(replace(MEETING, held_on=date(2025, 11, 4), minutes_final=None, chair=""))
    page = panels.list(tracking.adviser)
    records = page.table.records()
    assert [records.cell(0, c).text for c in range(2)] == ["Tue 4 November", "Time not known"]


def test_a_review_due_before_the_records_began_is_history_on_the_register(
    qtbot: QtBot,
    runner: TaskRunner,
    office: Office,
    tracking: TrackingDesk,
    shown: Callable[..., None],
) -> None:
    old = replace(CONNECTED, ref="F-2013-0001", applicant_1="Tanya Hardcastle", child_ref="")
    then = replace(DECISION, ref="F-2013-0001", panel_date=None, decided=date(2013, 3, 11))
    tracking.take(old, then)
    window = DecisionWindow(runner, office, tracking.adviser)
    shown(window)
    window.open("register")
    qtbot.waitUntil(lambda: not runner.is_busy())
    page = window.page()
    assert isinstance(page, RegisterPage)
    records = page.table.records()
    assert [records.cell(n, 3).sub for n in range(2)] == ["", "Before your records"]
    page.views.choose(REVIEW)
    assert records.count() == 0
    page.views.choose(ALL)
    assert records.count() == 2
