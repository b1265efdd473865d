"""A case that ends leaves every agenda that has not come to it, and comes back with an undo."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.cases import RecordEvent, WithdrawEvent
from cfs_panels.domain.meetings import CloseMeeting, OpenItem, TakenOff
from cfs_panels.domain.vocabulary import CaseStatus, EventType
from cfs_panels.services.applications import Applications
from cfs_panels.services.home import Home
from tests.factories import TODAY
from tests.services.panel_desk import HELD_ON, PanelDesk

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.office import Office
    from tests.factories import Made, Moment, Staff

WITHDREW = TakenOff("Ann Last", "Taken off on 24 October 2025: applicants withdrew.")


@pytest.fixture
def desk(office: Office, staff: Staff, moment: Moment) -> PanelDesk:
    return PanelDesk(office, staff, moment)


def withdraw(desk: PanelDesk, case: Made, on: date = TODAY) -> Changes:
    facts = {"reason": "They are moving house.", "code": "AW0"}
    command = RecordEvent(case.id, EventType.WITHDRAWN_BY_APPLICANT, on, facts=facts)
    return Applications(desk.office).record_event(desk.staff.worker, command)


def test_applicants_who_withdraw_leave_the_agenda_with_the_reason(desk: PanelDesk) -> None:
    gone, stays = desk.case("Ann", "Last"), desk.case("Ben", "Last")
    meeting_id = desk.plan()
    desk.add(meeting_id, gone)
    desk.add(meeting_id, stays)
    changes = withdraw(desk, gone)
    assert changes.message == "Applicants withdrew, taken off the agenda of 4 November"
    assert changes.touches("panel_meeting", meeting_id)
    page = desk.page(meeting_id)
    assert [(i.number, i.title) for i in page.items] == [(1, "Ben Last")]
    assert page.taken_off == (WITHDREW,)
    event = desk.latest(gone, EventType.PANEL_BOOKING_CANCELLED)
    assert event.facts["reason"] == "applicants withdrew"
    assert desk.stored(gone).status is CaseStatus.WITHDRAWN
    assert gone.id not in {line.case_id for line in page.waiting}


def test_the_adviser_sees_on_home_that_an_agenda_lost_a_case(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    case = desk.case("Ann", "Last")
    desk.add(meeting_id, case)
    withdraw(desk, case)
    rows = Home(desk.office).home(desk.staff.adviser).rows
    row = next(r for r in rows if r.title == "Off the agenda of 4 November: Ann Last")
    assert (row.below, row.page, row.reference) == (WITHDREW.words, "meeting", (meeting_id,))


def test_members_who_had_the_papers_see_that_an_item_went_and_not_whose(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    case = desk.case("Ann", "Last")
    desk.add(meeting_id, case)
    desk.add(meeting_id, desk.case("Ben", "Last"))
    desk.send(meeting_id)
    withdraw(desk, case)
    page = desk.page(meeting_id, desk.staff.member)
    assert [item.title for item in page.items] == ["Ben Last"]
    assert page.taken_off == (TakenOff("", WITHDREW.words),)


def test_a_case_that_is_taken_back_returns_to_its_place(desk: PanelDesk) -> None:
    gone = desk.case("Ann", "Last")
    meeting_id = desk.plan()
    desk.add(meeting_id, gone)
    desk.add(meeting_id, desk.case("Ben", "Last"))
    changes = withdraw(desk, gone)
    back = Applications(desk.office).withdraw_event(
        desk.staff.manager, WithdrawEvent(changes.made, "A misunderstanding")
    )
    assert back.message == "Applicants withdrew: taken back, back on the agenda of 4 November"
    assert desk.titles(meeting_id) == ["Ann Last", "Ben Last"]
    assert desk.page(meeting_id).taken_off == ()
    assert not desk.history(gone).has(EventType.PANEL_BOOKING_CANCELLED)
    assert desk.stored(gone).next_step == "write_note"


def test_a_case_that_is_taken_back_too_late_waits_for_another_slot(desk: PanelDesk) -> None:
    gone = desk.case("Ann", "Last")
    meeting_id = desk.plan()
    desk.add(meeting_id, gone)
    desk.add(meeting_id, desk.case("Ben", "Last"))
    changes = withdraw(desk, gone)
    desk.send(meeting_id)
    desk.open(meeting_id)
    (item,) = desk.page(meeting_id).items
    desk.begin(item.id)
    desk.finish(meeting_id, item.id)
    desk.act(CloseMeeting(meeting_id, time(12, 0)))
    Applications(desk.office).withdraw_event(
        desk.staff.manager, WithdrawEvent(changes.made, "A misunderstanding")
    )
    assert desk.titles(meeting_id) == ["Ben Last"]
    assert desk.stored(gone).next_step == "rebook_cancelled"


def test_an_item_on_which_panel_recommended_stays_and_the_others_go(desk: PanelDesk) -> None:
    heard, now, later = (desk.case(name, "Last") for name in ("Ann", "Ben", "Cas"))
    meeting_id, items = desk.sitting(heard, now, later)
    desk.begin(items[0])
    desk.finish(meeting_id, items[0])
    desk.act(OpenItem(items[1], time(10, 30)))
    for case in (heard, now, later):
        withdraw(desk, case, HELD_ON)
    assert desk.titles(meeting_id) == ["Ann Last"]
    desk.act(CloseMeeting(meeting_id, time(12, 0)))


def test_a_withdrawal_dated_before_the_booking_still_takes_the_case_off(
    desk: PanelDesk, moment: Moment
) -> None:
    case = desk.case("Ann", "Last")
    moment.forward(days=3)
    meeting_id = desk.plan()
    desk.add(meeting_id, case)
    withdraw(desk, case, TODAY)
    assert desk.titles(meeting_id) == []
