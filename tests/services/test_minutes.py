"""Minutes from the draft to the decision maker: whose turn it is, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from cfs_panels.domain.actors import Actor, Role
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meetings import (
    ApproveMinutes,
    CloseMeeting,
    ConflictKind,
    DeclareConflict,
    DraftMinutes,
    FinishItem,
    MeetingState,
    RecordReply,
    Reply,
    RuleOnConflict,
    Ruling,
    SaveItemMinutes,
    SendBackMinutes,
    SendMinutes,
)
from cfs_panels.domain.vocabulary import CaseStatus, EventType
from cfs_panels.services.case_files import CaseFile
from db.models import AgendaItem, Case, CentralListMember, User
from tests.services.panel_desk import HELD_ON, PanelDesk

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff

DRAFTED_ON = date(2025, 11, 6)
APPROVED_ON = date(2025, 11, 10)
SENT_ON = date(2025, 11, 11)


@pytest.fixture
def desk(office: Office, staff: Staff, moment: Moment) -> PanelDesk:
    return PanelDesk(office, staff, moment)


def refused(desk: PanelDesk, command: object, actor: Actor | None = None) -> RuleBroken:
    with pytest.raises(RuleBroken) as error:
        desk.do(actor or desk.staff.adviser, command)
    return error.value


def draft(desk: PanelDesk, meeting_id: str) -> None:
    desk.moment.on(DRAFTED_ON)
    desk.do(desk.staff.administrator, DraftMinutes(meeting_id, DRAFTED_ON))


def approve(desk: PanelDesk, meeting_id: str) -> None:
    desk.moment.on(APPROVED_ON)
    desk.do(desk.staff.chair, ApproveMinutes(meeting_id, APPROVED_ON))


def test_minutes_go_from_draft_to_the_decision_maker(desk: PanelDesk) -> None:
    heard, deferred = desk.case("Ann", "Last"), desk.case("Ben", "Last")
    meeting_id, (first, second) = desk.sitting(heard, deferred)
    desk.begin(first)
    desk.finish(meeting_id, first)
    desk.defer(second)
    desk.act(CloseMeeting(meeting_id, time(12, 0)))
    draft(desk, meeting_id)
    assert desk.history(deferred).on(EventType.MINUTES_DRAFTED) == DRAFTED_ON
    approve(desk, meeting_id)
    page = desk.page(meeting_id)
    assert (page.state, page.minutes_approved_by) == (MeetingState.APPROVED, "Patricia Hollis")
    desk.moment.on(SENT_ON)
    changes = desk.act(SendMinutes(meeting_id, SENT_ON))
    assert changes.message == "Final minutes sent to the decision maker"
    assert desk.history(heard).on(EventType.FINAL_MINUTES_SENT) == SENT_ON
    assert not desk.history(deferred).has(EventType.FINAL_MINUTES_SENT)
    stored = desk.stored(heard)
    assert (stored.status, stored.next_words) == (CaseStatus.WITH_DECISION_MAKER, "Decide")
    assert (stored.clock_rule, stored.clock_due_on) == ("F-ADM", date(2025, 11, 20))
    assert desk.stored(deferred).status is CaseStatus.OPEN
    graded = desk.latest(heard, EventType.QUALITY_FEEDBACK_GIVEN)
    assert graded.facts == {"meeting_id": meeting_id, "item_id": first, "grade": "good"}
    assert refused(desk, SendMinutes(meeting_id, SENT_ON)).message == (
        "The minutes went to the decision maker on 11 November 2025 already."
    )


def test_minutes_are_not_drafted_while_the_panel_sits_or_before_the_meeting(
    desk: PanelDesk,
) -> None:
    meeting_id, (item_id,) = desk.sitting(desk.case())
    assert refused(desk, DraftMinutes(meeting_id, HELD_ON)).message == (
        "Close the meeting before its minutes are drafted."
    )
    desk.begin(item_id)
    desk.recommend(item_id)
    desk.act(CloseMeeting(meeting_id, time(12, 0)))
    found = refused(desk, DraftMinutes(meeting_id, date(2025, 11, 3)))
    assert found.message == (
        "The draft cannot be dated 3 November 2025: the panel met on 4 November 2025."
    )
    assert found.field == "drafted_on"
    assert refused(desk, DraftMinutes(meeting_id, date(2025, 11, 5))).message == (
        "5 November 2025 is in the future. Enter the day it happened."
    )
    coming = desk.plan(date(2025, 11, 18))
    assert refused(desk, DraftMinutes(coming, HELD_ON)).message == (
        "The meeting has not been opened yet."
    )


def test_minutes_are_not_drafted_with_items_that_are_not_finished(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.sitting(desk.case())
    desk.begin(item_id)
    desk.recommend(item_id)
    desk.act(CloseMeeting(meeting_id, time(12, 0)))
    assert refused(desk, DraftMinutes(meeting_id, HELD_ON)).message == (
        "To finish item 1: add whether the applicants were heard, key issues and report quality."
    )
    desk.minute(meeting_id, item_id)
    assert refused(desk, DraftMinutes(meeting_id, HELD_ON)).message == "Finish item 1 first."
    desk.act(FinishItem(item_id, time(12, 5)))
    desk.act(DraftMinutes(meeting_id, HELD_ON))
    assert refused(desk, DraftMinutes(meeting_id, HELD_ON)).message == (
        "The minutes of this meeting have been drafted already."
    )


def test_only_whoever_chaired_approves(desk: PanelDesk) -> None:
    meeting_id, _ = desk.closed(desk.case())
    command = ApproveMinutes(meeting_id, HELD_ON)
    assert refused(desk, command, desk.staff.chair).message == (
        "The minutes are not with the chair: the minute taker has not finished the draft."
    )
    draft(desk, meeting_id)
    command = replace(command, approved_on=DRAFTED_ON)
    assert refused(desk, command, desk.staff.member).message == (
        "Only Patricia Hollis, who chaired this meeting, approves its minutes or sends them back."
    )
    assert refused(desk, command, desk.staff.adviser).message == (
        "Your role does not let you approve minutes: only the person who chaired does."
    )


def test_the_minute_taker_does_not_approve_the_minutes(desk: PanelDesk) -> None:
    meeting_id, _ = desk.closed(desk.case())
    draft(desk, meeting_id)
    taker = replace(
        desk.staff.administrator,
        roles=frozenset({Role.PANEL_ADMINISTRATOR, Role.PANEL_CHAIR}),
        member_id=desk.members["Patricia Hollis"],
    )
    assert refused(desk, ApproveMinutes(meeting_id, DRAFTED_ON), taker).message == (
        "You took these minutes, so somebody else approves them."
    )


def test_where_the_chair_was_away_the_vice_chair_approves(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    item_id = desk.add(meeting_id, desk.case())
    desk.act(RecordReply(meeting_id, desk.members["Patricia Hollis"], Reply.APOLOGIES))
    desk.send(meeting_id)
    desk.open(meeting_id)
    desk.begin(item_id)
    desk.finish(meeting_id, item_id)
    desk.act(CloseMeeting(meeting_id, time(12, 0)))
    draft(desk, meeting_id)
    command = ApproveMinutes(meeting_id, DRAFTED_ON)
    assert refused(desk, command, desk.staff.chair).message == (
        "Only David Amankwah, who chaired this meeting, approves its minutes or sends them back."
    )
    vice = vice_chair(desk)
    desk.do(vice, command)
    assert desk.page(meeting_id).minutes_approved_by == "David Amankwah"


def vice_chair(desk: PanelDesk) -> Actor:
    member_id = desk.members["David Amankwah"]
    with desk.office.writing(desk.staff.system_administrator) as session:
        member = session.get(CentralListMember, member_id)
        assert member is not None
        user = User(agency_id=member.agency_id, user_name="david", name="David Amankwah")
        session.add(user)
        session.flush()
        return Actor(
            user.id, "david", user.name, frozenset({Role.PANEL_MEMBER}), member_id=member_id
        )


def test_dates_out_of_order_are_refused(desk: PanelDesk) -> None:
    meeting_id, _ = desk.closed(desk.case())
    draft(desk, meeting_id)
    desk.moment.on(APPROVED_ON)
    early = ApproveMinutes(meeting_id, date(2025, 11, 5))
    found = refused(desk, early, desk.staff.chair)
    assert found.message == (
        "The approval cannot be dated 5 November 2025: the minutes were drafted on 6 November 2025."
    )
    assert found.field == "approved_on"
    assert refused(desk, SendMinutes(meeting_id, APPROVED_ON)).message == (
        "These minutes have not been approved yet, so they cannot be sent."
    )
    approve(desk, meeting_id)
    found = refused(desk, SendMinutes(meeting_id, date(2025, 11, 7)))
    assert found.message == (
        "Sending the minutes cannot be dated 7 November 2025: they were approved on 10 November "
        "2025."
    )
    assert found.field == "sent_on"
    assert refused(desk, SendMinutes(meeting_id, SENT_ON)).field == "sent_on"


def test_the_chair_sends_the_draft_back_for_a_change(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.closed(desk.case())
    draft(desk, meeting_id)
    chair = desk.staff.chair
    assert refused(desk, SendBackMinutes(meeting_id, " "), chair).message == (
        "Say what should be changed."
    )
    desk.do(chair, SendBackMinutes(meeting_id, "Item 1: name the nephew’s school."))
    page = desk.page(meeting_id)
    assert (page.state, page.minutes_sent_back) == (
        MeetingState.HELD,
        "Item 1: name the nephew’s school.",
    )
    desk.minute(meeting_id, item_id, key_issues="The nephew is at Harrowmere Primary.")
    draft(desk, meeting_id)
    assert desk.page(meeting_id).minutes_sent_back == ""
    approve(desk, meeting_id)
    assert refused(desk, SendBackMinutes(meeting_id, "More"), chair).message == (
        "The minutes were approved on 10 November 2025 already."
    )


def test_approved_minutes_no_longer_change(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.closed(desk.case())
    draft(desk, meeting_id)
    approve(desk, meeting_id)
    version = desk.item(meeting_id, item_id).minutes_version
    sentence = (
        "The minutes were approved on 10 November 2025, so what they hold can no longer be changed."
    )
    commands = (
        SaveItemMinutes(item_id, version, key_issues="Something else"),
        DeclareConflict(
            item_id, desk.members["Sunita Rao"], ConflictKind.PERSONAL, "A niece", APPROVED_ON
        ),
    )
    for command in commands:
        assert refused(desk, command).message == sentence
    with pytest.raises(RuleBroken, match="were approved on 10 November 2025, so what they hold"):
        desk.recommend(item_id)


def test_the_chair_approves_only_the_text_that_was_read(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.closed(desk.case())
    draft(desk, meeting_id)
    read = desk.page(meeting_id, desk.staff.chair).minutes_digest
    assert len(read) == 64
    desk.minute(meeting_id, item_id, key_issues="Something else")
    command = ApproveMinutes(meeting_id, DRAFTED_ON, digest=read)
    assert refused(desk, command, desk.staff.chair).message == (
        "The minutes were changed since you opened them. Read them again before you approve them."
    )
    now = desk.page(meeting_id, desk.staff.chair).minutes_digest
    desk.do(desk.staff.chair, replace(command, digest=now))


def test_feedback_on_the_report_is_no_part_of_what_is_approved(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.closed(desk.case())
    before = desk.page(meeting_id).minutes_digest
    desk.minute(meeting_id, item_id, quality_comment="The chronology was hard to follow.")
    assert desk.page(meeting_id).minutes_digest == before


def test_minutes_that_were_tampered_with_are_not_sent(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.closed(desk.case())
    draft(desk, meeting_id)
    approve(desk, meeting_id)
    with desk.office.writing(desk.staff.adviser) as session:
        item = session.get(AgendaItem, item_id)
        assert item is not None
        item.key_issues = "Nothing of note"
    assert refused(desk, SendMinutes(meeting_id, APPROVED_ON)).message == (
        "What these minutes hold is not what was approved. They cannot be sent. Ask the system "
        "administrator to check the agency's records."
    )


def test_a_case_that_was_withdrawn_meanwhile_does_not_go_to_the_decision_maker(
    desk: PanelDesk,
) -> None:
    gone, stays = desk.case("Ann", "Last"), desk.case("Ben", "Last")
    meeting_id, _ = desk.closed(gone, stays)
    with desk.office.writing(desk.staff.worker) as session:
        row = session.get(Case, gone.id)
        assert row is not None
        file = CaseFile(session, desk.office, desk.staff.worker, row)
        facts = {"reason": "They are moving house."}
        file.record(EventType.WITHDRAWN_BY_APPLICANT, HELD_ON, facts=facts)
        file.refresh()
    draft(desk, meeting_id)
    approve(desk, meeting_id)
    desk.act(SendMinutes(meeting_id, APPROVED_ON))
    assert not desk.history(gone).has(EventType.FINAL_MINUTES_SENT)
    assert desk.stored(gone).status is CaseStatus.WITHDRAWN
    assert desk.history(stays).has(EventType.FINAL_MINUTES_SENT)


def out_for_an_item(desk: PanelDesk) -> str:
    """Return a meeting with drafted minutes, of which the chair was out for the first item."""
    case = desk.case()
    meeting_id, (item_id, other) = desk.sitting(case, desk.case("Ben", "Last"))
    desk.act(
        DeclareConflict(
            item_id, desk.members["Patricia Hollis"], ConflictKind.PERSONAL, "A niece", HELD_ON
        )
    )
    desk.begin(item_id)
    desk.finish(meeting_id, item_id)
    desk.begin(other, time(10, 30))
    desk.finish(meeting_id, other, time(11, 0))
    desk.act(CloseMeeting(meeting_id, time(12, 0)))
    draft(desk, meeting_id)
    desk.moment.on(APPROVED_ON)
    return meeting_id


def let_sign_in(desk: PanelDesk, name: str) -> Actor:
    """Give the account of the member who has one to another member, and return it."""
    with desk.office.writing(desk.staff.adviser) as session:
        for member in session.scalars(select(CentralListMember)):
            if member.user_id == desk.staff.member.user_id:
                member.user_id = None
            if member.name == name:
                member.user_id = desk.staff.member.user_id
    return replace(desk.staff.member, member_id=desk.members.get(name))


def test_a_chair_who_was_out_for_an_item_does_not_approve_the_minutes(desk: PanelDesk) -> None:
    meeting_id = out_for_an_item(desk)
    vice_chair = let_sign_in(desk, "David Amankwah")
    command = ApproveMinutes(meeting_id, APPROVED_ON)
    for kept_out in (command, SendBackMinutes(meeting_id, "Item 1 is too short.")):
        assert refused(desk, kept_out, desk.staff.chair).message == (
            "A conflict of interest kept you out of item 1, so you do not approve the minutes of "
            "this meeting. David Amankwah approves them."
        )
    page = desk.page(meeting_id, desk.staff.chair)
    assert page.items[0].key_issues == ""
    assert "approve_minutes" not in page.may
    assert page.approver_words == (
        "David Amankwah approves these minutes: a conflict of interest kept Patricia Hollis out "
        "of item 1."
    )
    read = desk.page(meeting_id, vice_chair)
    assert "approve_minutes" in read.may
    assert read.items[0].key_issues == "Working hours change in January."
    desk.do(vice_chair, replace(command, digest=read.minutes_digest))
    assert desk.page(meeting_id).state is MeetingState.APPROVED
    assert desk.page(meeting_id).approver_words == ""


def test_where_no_vice_chair_can_a_member_who_took_part_in_every_item_approves(
    desk: PanelDesk,
) -> None:
    meeting_id = out_for_an_item(desk)
    stranger = replace(desk.staff.member, member_id=desk.members["Geoff Marland"])
    command = ApproveMinutes(meeting_id, APPROVED_ON)
    assert refused(desk, command, stranger).message == (
        "Peter Winslade approves these minutes: a conflict of interest kept Patricia Hollis out "
        "of item 1."
    )
    desk.do(desk.staff.member, command)
    assert desk.page(meeting_id).state is MeetingState.APPROVED


def test_where_nobody_can_approve_that_is_said(desk: PanelDesk) -> None:
    meeting_id = out_for_an_item(desk)
    let_sign_in(desk, "nobody")
    assert refused(desk, ApproveMinutes(meeting_id, APPROVED_ON), desk.staff.chair).message == (
        "A conflict of interest kept you out of item 1, so you do not approve the minutes of this "
        "meeting. Ask the panel adviser."
    )
    assert desk.page(meeting_id).approver_words == (
        "Nobody who took part in every item can approve these minutes: a conflict of interest "
        "kept Patricia Hollis out of item 1."
    )


def test_a_professional_interest_with_which_the_chair_stays_keeps_nobody_from_approving(
    desk: PanelDesk,
) -> None:
    meeting_id, (item_id,) = desk.sitting(desk.case())
    chair = desk.members["Patricia Hollis"]
    made = desk.act(
        DeclareConflict(item_id, chair, ConflictKind.PROFESSIONAL, "A colleague", HELD_ON)
    ).made
    desk.act(RuleOnConflict(made, Ruling.STAY, "Long ago."))
    desk.begin(item_id)
    desk.finish(meeting_id, item_id)
    desk.act(CloseMeeting(meeting_id, time(12, 0)))
    draft(desk, meeting_id)
    approve(desk, meeting_id)
    assert desk.page(meeting_id).state is MeetingState.APPROVED
