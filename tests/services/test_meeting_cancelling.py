"""A meeting that is not held: the reason, its cases, its members, and what can no longer be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meetings import (
    AddAgendaItem,
    CancelMeeting,
    DraftMinutes,
    MeetingState,
    OpenMeeting,
)
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.home import Home
from tests.services.panel_desk import HELD_ON, PanelDesk

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff

WHY = "Too few members can come"
WORDS = "Cancelled on Friday 24 October 2025 by Ruth Ellingham: Too few members can come."


@pytest.fixture
def desk(office: Office, staff: Staff, moment: Moment) -> PanelDesk:
    return PanelDesk(office, staff, moment)


def refused(desk: PanelDesk, command: object) -> RuleBroken:
    with pytest.raises(RuleBroken) as refusal:
        desk.act(command)
    return refusal.value


def test_the_cases_of_a_cancelled_meeting_wait_for_another_slot(desk: PanelDesk) -> None:
    case = desk.case("Ann", "Last")
    meeting_id = desk.plan()
    desk.add(meeting_id, case)
    changes = desk.act(CancelMeeting(meeting_id, WHY))
    assert changes.message == "Meeting of Tuesday 4 November 2025 cancelled"
    page = desk.page(meeting_id)
    assert (page.state, page.state_words, page.cancelled_words) == (
        MeetingState.CANCELLED,
        "Cancelled",
        WORDS,
    )
    assert page.items == ()
    assert page.may == frozenset()
    assert desk.stored(case).next_step == "rebook_cancelled"
    event = desk.latest(case, EventType.PANEL_BOOKING_CANCELLED)
    assert event.facts["reason"] == f"the meeting was cancelled: {WHY}"
    again = desk.plan()
    assert case.id in {line.case_id for line in desk.page(again).waiting}
    desk.add(again, case)


def test_a_meeting_is_cancelled_for_a_reason_and_before_it_is_opened(desk: PanelDesk) -> None:
    meeting_id, _ = desk.sitting(desk.case())
    assert refused(desk, CancelMeeting(meeting_id, " ")).field == "reason"
    assert refused(desk, CancelMeeting(meeting_id, "x" * 201)).field == "reason"
    assert refused(desk, CancelMeeting(meeting_id, WHY)).message == (
        "The meeting has begun, so this can no longer be changed."
    )


def test_nothing_more_is_done_to_a_cancelled_meeting(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    desk.act(CancelMeeting(meeting_id, WHY))
    late = (
        CancelMeeting(meeting_id, WHY),
        AddAgendaItem(meeting_id, case_id=desk.case().id),
        OpenMeeting(meeting_id, desk.page(meeting_id).starts_at),
    )
    for command in late:
        assert refused(desk, command).message == "The meeting of 4 November 2025 was cancelled."
    assert refused(desk, DraftMinutes(meeting_id, HELD_ON)).message == (
        "The meeting has not been opened yet."
    )


def test_members_are_told_on_their_home_page_and_on_the_meeting(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    desk.add(meeting_id, desk.case())
    desk.send(meeting_id)
    desk.act(CancelMeeting(meeting_id, WHY))
    home = Home(desk.office)
    found = home.home(desk.staff.member)
    (row,) = found.rows
    assert row.title == "The fostering panel of 4 November is cancelled"
    assert (row.below, row.reference) == (WORDS, (meeting_id,))
    assert found.next_panel is None
    assert desk.page(meeting_id, desk.staff.member).cancelled_words == WORDS
    assert home.home(desk.staff.adviser).next_panel is None


def test_only_whoever_plans_meetings_cancels_one(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    with pytest.raises(RuleBroken, match="Your role does not let you plan meetings"):
        desk.do(desk.staff.chair, CancelMeeting(meeting_id, WHY))
    assert "cancel_meeting" not in desk.page(meeting_id, desk.staff.chair).may
    assert "cancel_meeting" in desk.page(meeting_id).may


def test_a_cancelled_meeting_stays_in_the_list(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    desk.act(CancelMeeting(meeting_id, WHY))
    (line,) = desk.pages.meetings(desk.staff.adviser)
    assert (line.state_words, line.cancelled_words) == ("Cancelled", WORDS)
