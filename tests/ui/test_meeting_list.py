"""The list of meetings on a real agency: to come and past, planning one, booking a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cfs_panels.domain.vocabulary import Service
from tests.factories import TODAY
from tests.ui.panel_window import said
from tests.ui.sample_meeting import summaries, waiting
from ui.meetings.meeting_list import PAST, day_cell, load_cell, papers_cell, quorum_cell
from ui.meetings.meeting_page import MeetingPage
from ui.meetings.plan_dialog import PlanDialog
from ui.meetings.waiting_card import deadline_words

if TYPE_CHECKING:
    from tests.ui.panel_window import PanelHand


def test_a_row_says_day_load_papers_and_quorum() -> None:
    meeting = summaries()[0]

    assert day_cell(meeting, TODAY).words() == "Tue 4 November, Fostering"
    assert load_cell(meeting).words() == "12 items, 96 per cent full, 15 min left"
    assert papers_cell(meeting).words() == "49 of 58 in, Send by 27 October"
    assert quorum_cell(meeting).words() == "Item 9: 4 of 5 members."
    assert quorum_cell(meeting).pill == "11 of 12"


def test_of_a_meeting_seen_in_part_the_load_is_not_told() -> None:
    meeting = replace(summaries()[0], items=2, is_whole=False)
    assert load_cell(meeting).words() == "2 items you can see"
    assert load_cell(replace(meeting, items=0)).words() == ""


def test_a_deadline_next_year_has_no_year_while_it_is_near() -> None:
    lines = waiting()

    assert deadline_words(lines[2], TODAY) == "Panel by 9 January"
    assert deadline_words(lines[2], date(2024, 10, 24)) == "Panel by 9 January 2026"


def test_meetings_to_come_and_past_ones_stand_apart(panels: PanelHand) -> None:
    panels.desk.closed(panels.desk.case())
    panels.desk.plan(date(2025, 11, 18))
    page = panels.list()

    assert page.table.records().count() == 1
    page.views.choose(PAST)
    assert page.table.records().count() == 1
    assert "Minutes to finish" in page.table.records().cell(0, 4).words()


def test_a_social_worker_sees_meetings_and_plans_none(panels: PanelHand) -> None:
    panels.desk.plan()
    page = panels.list(panels.staff.worker)

    assert page.table.records().count() == 1
    assert "Plan meeting" not in said(page)
    assert "Waiting for a slot" not in said(page)


def test_enter_opens_a_meeting(panels: PanelHand) -> None:
    panels.desk.plan()
    page = panels.list()

    panels.key(Qt.Key.Key_Return, on=page.table)

    assert isinstance(panels.window.page(), MeetingPage)


def test_a_meeting_is_planned_with_the_members_that_are_ticked(panels: PanelHand) -> None:
    page = panels.list()

    panels.press("Plan meeting")
    dialog = panels.dialog(PlanDialog)
    panels.retype(dialog.held_on, "18 November 2025")
    panels.retype(dialog.place, "County Hall, room 3")
    dialog.members.box(panels.desk.members["Peter Winslade"]).click()
    panels.send(dialog)

    shown = panels.page().pane()
    assert shown is not None
    assert panels.no_dialog()
    found = panels.workspace.meeting_pages.meetings(panels.staff.adviser)
    assert [m.held_on for m in found] == [date(2025, 11, 18)]
    assert page is not panels.window.page()
    members = panels.desk.page(found[0].id).members
    assert "Peter Winslade" not in {m.name for m in members}
    assert len(members) == 6


def test_planning_without_a_place_is_refused_beside_the_field(panels: PanelHand) -> None:
    panels.list()

    panels.press("Plan meeting")
    dialog = panels.dialog(PlanDialog)
    panels.retype(dialog.held_on, "18 November 2025")
    panels.send(dialog)

    assert dialog.fields["place"].error() == "Enter where the panel meets."


def test_a_day_that_is_past_is_refused_by_the_service_beside_the_field(panels: PanelHand) -> None:
    panels.list()

    panels.press("Plan meeting")
    dialog = panels.dialog(PlanDialog)
    panels.retype(dialog.held_on, "1 October 2025")
    panels.retype(dialog.place, "County Hall")
    panels.send(dialog)

    assert dialog.fields["held_on"].error() == "1 October 2025 is past. Choose a day to come."


def test_what_the_last_meeting_had_is_filled_in(panels: PanelHand) -> None:
    panels.desk.plan(members=("Patricia Hollis", "Sunita Rao"))
    panels.list()

    panels.press("Plan meeting")
    dialog = panels.dialog(PlanDialog)

    assert dialog.place.value() == "County Hall, room 3"
    assert dialog.starts_at.value() == time(9, 30)
    assert set(dialog.members.value()) == {
        panels.desk.members["Patricia Hollis"],
        panels.desk.members["Sunita Rao"],
    }


def test_a_case_of_the_queue_is_booked_on_a_meeting(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    panels.desk.plan(date(2025, 11, 13), service=Service.ADOPTION)
    panels.desk.case("Gwen", "Abernethy")
    page = panels.list()

    assert [line.household for line in page.queue.lines] == ["Gwen Abernethy"]
    panels.press("Book: Gwen Abernethy")
    panels.choose_from_menu("4 November")

    assert panels.desk.titles(meeting_id) == ["Gwen Abernethy"]
    assert page.queue.lines == ()


def test_booking_without_a_meeting_says_to_plan_one(panels: PanelHand) -> None:
    panels.desk.plan(service=Service.ADOPTION)
    panels.desk.case("Gwen", "Abernethy")
    page = panels.list()

    panels.press("Book: Gwen Abernethy")

    assert page.message.words() == "No fostering panel is planned yet. Plan one first."


def test_a_cancelled_meeting_stands_among_those_to_come_until_its_day(panels: PanelHand) -> None:
    from cfs_panels.domain.meetings import CancelMeeting

    meeting_id = panels.desk.plan()
    panels.desk.act(CancelMeeting(meeting_id, "Too few members can come"))
    page = panels.list()

    assert page.table.records().count() == 1
    place = page.table.records().place_of(meeting_id)
    assert page.table.records().cell(place, 0).sub == "Fostering, cancelled"
    assert page.table.records().cell(place, 2).pill == "Cancelled"
