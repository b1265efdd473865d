"""Meetings planned and changed, with the members due at them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.central_list import AddMember, EditMember
from cfs_panels.domain.errors import Clash, RuleBroken
from cfs_panels.domain.meetings import (
    EditMeeting,
    InviteMember,
    PlanMeeting,
    RecordReply,
    Reply,
    StandDownMember,
)
from cfs_panels.domain.vocabulary import EventType, Service
from cfs_panels.services.central_list import CentralList
from tests.services.panel_desk import HELD_ON, PanelDesk

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff


@pytest.fixture
def desk(office: Office, staff: Staff, moment: Moment) -> PanelDesk:
    return PanelDesk(office, staff, moment)


def refused(desk: PanelDesk, command: object) -> RuleBroken:
    with pytest.raises(RuleBroken) as error:
        desk.act(command)
    return error.value


def plan(desk: PanelDesk, **more: object) -> PlanMeeting:
    command = PlanMeeting(Service.FOSTERING, HELD_ON, time(9, 30), "County Hall")
    return replace(command, **more)  # type: ignore[arg-type] # the fields of one command


def test_a_planned_meeting_has_its_members_in_their_roles_and_an_opening(desk: PanelDesk) -> None:
    page = desk.page(desk.plan())
    assert page.title == "Fostering panel, Tuesday 4 November 2025"
    assert (page.chair, page.minute_taker) == ("Patricia Hollis", "Dilys Corrigan")
    assert [(m.name, m.sits_as, m.words) for m in page.members][:3] == [
        ("Patricia Hollis", "chair", "Chair, independent"),
        ("David Amankwah", "vice_chair", "Vice chair, independent"),
        ("Sunita Rao", "member", "Social worker, 11 years"),
    ]
    assert page.opening is not None
    assert (page.opening.title, page.opening.minutes, page.items) == ("Opening", 15, ())
    assert (page.used_minutes, page.limit_minutes, page.ends_at) == (0, 360, time(9, 45))


def test_a_meeting_is_not_planned_for_a_day_that_is_past(desk: PanelDesk) -> None:
    found = refused(desk, plan(desk, held_on=date(2025, 10, 23)))
    assert found.message == "23 October 2025 is past. Choose a day to come."
    assert found.field == "held_on"


def test_a_meeting_needs_a_place(desk: PanelDesk) -> None:
    assert refused(desk, plan(desk, place=" ")).message == "Enter where the panel meets."
    assert refused(desk, plan(desk, place="x" * 201)).message == (
        "This has 201 characters. 200 is the most."
    )


def test_two_meetings_of_a_panel_do_not_begin_at_the_same_time(desk: PanelDesk) -> None:
    desk.act(plan(desk))
    assert refused(desk, plan(desk)).message == (
        "There is a fostering panel on Tuesday 4 November 2025 at 09:30 already."
    )
    desk.act(plan(desk, service=Service.ADOPTION))


def test_a_social_worker_does_not_plan_meetings(desk: PanelDesk) -> None:
    with pytest.raises(RuleBroken, match="Your role does not let you plan meetings"):
        desk.do(desk.staff.worker, plan(desk))


def test_only_members_of_the_central_list_of_the_service_are_invited(desk: PanelDesk) -> None:
    lists = CentralList(desk.office)
    added = lists.add_member(
        desk.staff.adviser, AddMember("Ada Poole", "member", ("adoption",), date(2024, 1, 8))
    )
    meeting_id = desk.plan()
    sentence = "Only members of the central list for fostering sit on this panel."
    assert refused(desk, InviteMember(meeting_id, added.made)).message == sentence
    assert refused(desk, InviteMember(meeting_id, "nobody")).message == sentence


def test_somebody_who_leaves_the_list_before_the_day_is_not_invited(desk: PanelDesk) -> None:
    lists = CentralList(desk.office)
    line = next(m for m in lists.members(desk.staff.adviser) if m.name == "Geoff Marland")
    lists.edit_member(
        desk.staff.adviser,
        EditMember(
            line.id, line.name, line.role, line.services, line.background, None, True,
            None, None, None, None, date(2025, 10, 31), "", line.version,
        ),
    )  # fmt: skip
    meeting_id = desk.plan(members=("Patricia Hollis",))
    assert refused(desk, InviteMember(meeting_id, line.id)).message == (
        "Geoff Marland leaves the central list on 31 October 2025."
    )


def test_a_member_sits_once_and_only_in_a_role_they_hold(desk: PanelDesk) -> None:
    meeting_id = desk.plan(members=("Patricia Hollis", "Sunita Rao"))
    geoff, david = desk.members["Geoff Marland"], desk.members["David Amankwah"]
    assert refused(desk, InviteMember(meeting_id, desk.members["Sunita Rao"])).message == (
        "Sunita Rao is due at this meeting already."
    )
    assert refused(desk, InviteMember(meeting_id, geoff, "vice_chair")).message == (
        "Geoff Marland is on the central list as a member, so cannot sit as vice chair."
    )
    assert refused(desk, InviteMember(meeting_id, david, "chair")).message == (
        "Patricia Hollis chairs this meeting. Choose vice chair or member for David Amankwah."
    )
    assert refused(desk, InviteMember(meeting_id, david, "guest")).message == (
        "Choose chair, vice chair or member."
    )


def test_a_member_who_stands_down_can_be_put_back(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    changes = desk.act(StandDownMember(meeting_id, desk.members["David Amankwah"]))
    assert changes.message == "David Amankwah stood down"
    assert len(desk.page(meeting_id).members) == 6
    desk.act(changes.undo)
    assert desk.page(meeting_id).members[-1].sits_as == "vice_chair"


def test_nobody_stands_down_once_the_meeting_has_begun(desk: PanelDesk) -> None:
    meeting_id, _ = desk.sitting(desk.case())
    command = StandDownMember(meeting_id, desk.members["David Amankwah"])
    assert refused(desk, command).message == (
        "The meeting has begun, so this can no longer be changed."
    )


def test_a_reply_tells_from_when_to_when_a_member_comes(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    david = desk.members["David Amankwah"]
    changes = desk.act(RecordReply(meeting_id, david, Reply.COMING, time(10, 0), time(15, 0)))
    assert changes.message == "David Amankwah: coming from 10:00 until 15:00"
    assert desk.page(meeting_id).members[1].leaves_at == time(15, 0)
    desk.act(changes.undo)
    assert desk.page(meeting_id).members[1].leaves_at is None


def test_nobody_leaves_before_they_come(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    david = desk.members["David Amankwah"]
    found = refused(desk, RecordReply(meeting_id, david, Reply.COMING, time(15, 0), time(10, 0)))
    assert found.message == "Enter a time after 15:00: nobody leaves before they come."
    assert found.field == "leaves_at"


def test_a_reply_of_somebody_who_is_not_due_is_refused(desk: PanelDesk) -> None:
    meeting_id = desk.plan(members=("Patricia Hollis",))
    command = RecordReply(meeting_id, desk.members["Sunita Rao"], Reply.COMING)
    assert refused(desk, command).message == "This member is not due at this meeting."


def test_where_the_chair_sends_apologies_the_vice_chair_is_to_chair(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    desk.act(RecordReply(meeting_id, desk.members["Patricia Hollis"], Reply.APOLOGIES))
    assert desk.page(meeting_id).chair == "David Amankwah"


def edited(desk: PanelDesk, meeting_id: str, **more: object) -> EditMeeting:
    page = desk.page(meeting_id)
    command = EditMeeting(
        meeting_id,
        page.held_on,
        page.starts_at,
        page.place,
        page.limit_minutes,
        page.minute_taker_id,
        page.version,
    )
    return replace(command, **more)  # type: ignore[arg-type] # the fields of one command


def test_a_meeting_that_moves_takes_its_bookings_along(desk: PanelDesk) -> None:
    case = desk.case()
    meeting_id = desk.plan()
    desk.add(meeting_id, case)
    changes = desk.act(edited(desk, meeting_id, held_on=date(2025, 11, 18)))
    booked = desk.latest(case, EventType.PANEL_BOOKED)
    assert booked.facts["meeting_on"] == "2025-11-18"
    assert len(desk.history(case).all(EventType.PANEL_BOOKED)) == 1
    assert desk.page(meeting_id).papers_due_on == date(2025, 11, 10)
    desk.act(changes.undo)
    assert desk.latest(case, EventType.PANEL_BOOKED).facts["meeting_on"] == "2025-11-04"


def test_a_change_made_meanwhile_is_told_with_both_texts(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    mine = edited(desk, meeting_id, place="Town Hall")
    desk.act(edited(desk, meeting_id, place="Library"))
    with pytest.raises(Clash) as error:
        desk.act(mine)
    assert error.value.mine == mine
    assert error.value.theirs == edited(desk, meeting_id)
    assert desk.page(meeting_id).place == "Library"


def test_a_meeting_does_not_move_before_its_papers(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    desk.add(meeting_id, desk.case())
    desk.moment.on(date(2025, 10, 27))
    desk.send(meeting_id)
    desk.moment.on(date(2025, 10, 24))
    assert refused(desk, edited(desk, meeting_id, held_on=date(2025, 10, 24))).message == (
        "The papers went on 27 October 2025. Choose a day after that."
    )


def test_a_meeting_that_is_over_does_not_change(desk: PanelDesk) -> None:
    meeting_id, _ = desk.closed(desk.case())
    assert refused(desk, edited(desk, meeting_id, place="Library")).message == (
        "The meeting of 4 November 2025 is over, so this can no longer be changed."
    )


def test_a_meeting_nobody_may_open_is_not_there(desk: PanelDesk) -> None:
    meeting_id = desk.plan(members=("Patricia Hollis",))
    for wanted in (meeting_id, "no such meeting"):
        with pytest.raises(RuleBroken, match="There is no such meeting, or you may not open it"):
            desk.page(wanted, desk.staff.member)
