"""Meetings in session: who is there for which item, who has an interest, what may go on."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.actors import Actor, Role
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meetings import (
    AddAgendaItem,
    CloseMeeting,
    ConflictKind,
    DeclareConflict,
    InviteMember,
    ItemKind,
    ItemState,
    MeetingState,
    NoteMoment,
    OpenItem,
    OpenMeeting,
    Presence,
    RecordPresence,
    RecordReply,
    Reply,
    RuleOnConflict,
    Ruling,
    WithdrawConflict,
)
from cfs_panels.domain.vocabulary import EventType
from tests.services.panel_desk import HELD_ON, PanelDesk

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff


@pytest.fixture
def desk(office: Office, staff: Staff, moment: Moment) -> PanelDesk:
    return PanelDesk(office, staff, moment)


def refused(desk: PanelDesk, command: object, actor: Actor | None = None) -> RuleBroken:
    with pytest.raises(RuleBroken) as error:
        desk.do(actor or desk.staff.adviser, command)
    return error.value


def presence(desk: PanelDesk, meeting_id: str, item_id: str, name: str) -> Presence:
    members = desk.item(meeting_id, item_id).members
    return next(m.presence for m in members if m.name == name)


def leave(desk: PanelDesk, meeting_id: str, name: str, at: time) -> None:
    desk.act(RecordPresence(meeting_id, desk.members[name], Presence.ABSENT, at))


def come(
    desk: PanelDesk, meeting_id: str, name: str, at: time, how: Presence = Presence.HERE
) -> None:
    desk.act(RecordPresence(meeting_id, desk.members[name], how, at))


# Opened and closed


def test_a_meeting_is_not_opened_before_its_day(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    desk.add(meeting_id, desk.case())
    assert refused(desk, OpenMeeting(meeting_id, time(9, 30))).message == (
        "The meeting is on 4 November 2025. It cannot be opened before that day."
    )


def test_a_meeting_with_nothing_on_it_is_not_opened(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    desk.moment.on(HELD_ON)
    assert refused(desk, OpenMeeting(meeting_id, time(9, 30))).message == (
        "There is nothing on the agenda of this meeting."
    )


def test_whoever_said_that_they_come_is_there_when_the_meeting_opens(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    desk.add(meeting_id, desk.case())
    apologies, late = desk.members["Geoff Marland"], desk.members["Kelechi Obi"]
    desk.act(RecordReply(meeting_id, apologies, Reply.APOLOGIES))
    desk.act(RecordReply(meeting_id, late, Reply.COMING, arrives_at=time(10, 0)))
    desk.open(meeting_id)
    page = desk.page(meeting_id)
    away = [m.name for m in page.members if m.presence is Presence.ABSENT]
    assert away == ["Geoff Marland", "Kelechi Obi"]
    assert page.running_note == ((time(9, 30), "Meeting opened, 5 members here"),)
    assert (page.state, page.state_words) == (MeetingState.IN_SESSION, "Draft, panel in session")
    assert refused(desk, OpenMeeting(meeting_id, time(9, 31))).message == (
        "The meeting has been opened already."
    )


def test_only_whoever_takes_minutes_opens_a_meeting(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    desk.add(meeting_id, desk.case())
    found = refused(desk, OpenMeeting(meeting_id, time(9, 30)), desk.staff.chair)
    assert found.message == "Your role does not let you take the minutes."


def test_a_meeting_is_not_closed_while_items_are_undecided(desk: PanelDesk) -> None:
    meeting_id, items = desk.sitting(*(desk.case(n, "Last") for n in ("Ann", "Ben", "Cat")))
    desk.begin(items[0])
    desk.recommend(items[0])
    assert refused(desk, CloseMeeting(meeting_id, time(12, 0))).message == (
        "Items 2 and 3 have neither a recommendation nor a deferral."
    )
    desk.defer(items[1])
    assert refused(desk, CloseMeeting(meeting_id, time(12, 0))).message == (
        "Item 3 has neither a recommendation nor a deferral."
    )
    desk.defer(items[2])
    desk.act(CloseMeeting(meeting_id, time(12, 0)))
    page = desk.page(meeting_id)
    assert (page.state, page.ends_at) == (MeetingState.HELD, time(12, 0))
    assert page.items[0].finished_at == time(12, 0)


def test_whoever_left_early_still_counts_as_having_come(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.sitting(desk.case())
    desk.begin(item_id)
    desk.recommend(item_id)
    leave(desk, meeting_id, "Kelechi Obi", time(10, 40))
    desk.act(CloseMeeting(meeting_id, time(12, 0)))
    page = desk.page(meeting_id)
    assert all(m.presence is Presence.HERE for m in page.members)


def test_nothing_is_recorded_before_the_meeting_opened(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    item_id = desk.add(meeting_id, desk.case())
    sunita = desk.members["Sunita Rao"]
    for command in (
        OpenItem(item_id, time(9, 45)),
        RecordPresence(meeting_id, sunita, Presence.HERE),
        CloseMeeting(meeting_id, time(12, 0)),
    ):
        assert refused(desk, command).message == "The meeting has not been opened yet."
    desk.send(meeting_id)
    desk.open(meeting_id)
    early = RecordPresence(meeting_id, sunita, Presence.ABSENT, time(9, 0))
    assert refused(desk, early).message == (
        "The meeting opened at 09:30. Enter a time from then on."
    )


# Items and who is there for them


def test_the_next_item_does_not_begin_while_one_is_undecided(desk: PanelDesk) -> None:
    meeting_id, (first, second) = desk.sitting(desk.case("Ann", "L"), desk.case("Ben", "L"))
    desk.begin(first)
    assert refused(desk, OpenItem(second, time(10, 30))).message == (
        "Item 1 has neither a recommendation nor a deferral. Record one before the next item "
        "begins."
    )
    desk.recommend(first)
    assert refused(desk, OpenItem(second, time(9, 40))).message == (
        "Item 1 began at 09:45. Enter a time after that."
    )
    desk.begin(second, time(10, 29))
    page = desk.page(meeting_id)
    assert (page.items[0].state, page.items[0].finished_at) == (ItemState.OPEN, time(10, 29))
    assert page.behind_minutes == 4
    assert refused(desk, OpenItem(second, time(10, 30))).message == "Item 2 is open already."


def test_times_move_with_the_meeting_and_a_break_takes_up_the_delay(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    first = desk.add(meeting_id, desk.case("Ann", "L"))
    desk.add(meeting_id, desk.case("Ben", "L"))
    desk.act(AddAgendaItem(meeting_id, ItemKind.BREAK, minutes=15))
    desk.add(meeting_id, desk.case("Cat", "L"))
    desk.send(meeting_id)
    desk.open(meeting_id)
    desk.begin(first, time(9, 50))
    starts = [item.starts_at for item in desk.page(meeting_id).items]
    assert starts == [time(9, 50), time(10, 30), time(11, 10), time(11, 20)]


def test_whoever_leaves_in_the_middle_of_an_item_is_absent_for_it(desk: PanelDesk) -> None:
    meeting_id, (first, second) = desk.sitting(desk.case("Ann", "L"), desk.case("Ben", "L"))
    desk.begin(first)
    come(desk, meeting_id, "Kelechi Obi", time(9, 50), Presence.VIDEO)
    leave(desk, meeting_id, "Kelechi Obi", time(10, 1))
    come(desk, meeting_id, "Kelechi Obi", time(10, 3), Presence.VIDEO)
    assert presence(desk, meeting_id, first, "Kelechi Obi") is Presence.ABSENT
    quorum = desk.item(meeting_id, first).quorum
    assert quorum is not None
    assert quorum.present == 6
    assert [words for _, words in desk.page(meeting_id).running_note] == [
        "Meeting opened, 7 members here",
        "Item 1 opened",
        "Kelechi Obi: by video",
        "Kelechi Obi: connection lost",
        "Kelechi Obi: back",
    ]
    desk.recommend(first)
    desk.begin(second, time(10, 30))
    assert presence(desk, meeting_id, second, "Kelechi Obi") is Presence.VIDEO


def test_a_wrong_departure_is_put_right_in_the_same_minute(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.sitting(desk.case())
    desk.begin(item_id)
    sunita = desk.members["Sunita Rao"]
    changes = desk.act(RecordPresence(meeting_id, sunita, Presence.ABSENT, time(10, 0)))
    assert changes.message == "Sunita Rao: left"
    assert presence(desk, meeting_id, item_id, "Sunita Rao") is Presence.ABSENT
    desk.act(changes.undo)
    assert presence(desk, meeting_id, item_id, "Sunita Rao") is Presence.HERE
    assert "Sunita Rao: left" not in [words for _, words in desk.page(meeting_id).running_note]


def test_whoever_goes_as_an_item_ends_was_there_for_it(desk: PanelDesk) -> None:
    meeting_id, (first, second) = desk.sitting(desk.case("Ann", "L"), desk.case("Ben", "L"))
    desk.begin(first)
    desk.finish(meeting_id, first, time(10, 30))
    leave(desk, meeting_id, "Geoff Marland", time(10, 30))
    desk.begin(second, time(10, 30))
    assert presence(desk, meeting_id, first, "Geoff Marland") is Presence.HERE
    assert presence(desk, meeting_id, second, "Geoff Marland") is Presence.ABSENT


def test_a_member_is_out_for_one_item_and_there_for_the_next(desk: PanelDesk) -> None:
    meeting_id, (first, second) = desk.sitting(desk.case("Ann", "L"), desk.case("Ben", "L"))
    desk.begin(first)
    geoff = desk.members["Geoff Marland"]
    changes = desk.act(
        RecordPresence(meeting_id, geoff, Presence.ABSENT, time(9, 50), item_id=first)
    )
    assert changes.message == "Geoff Marland: out for item 1"
    assert presence(desk, meeting_id, first, "Geoff Marland") is Presence.ABSENT
    desk.act(changes.undo)
    assert presence(desk, meeting_id, first, "Geoff Marland") is Presence.HERE
    desk.recommend(first)
    assert refused(
        desk, RecordPresence(meeting_id, geoff, Presence.HERE, time(9, 50), second)
    ).message == ("This item has not begun.")


def test_whoever_was_away_for_a_part_is_not_put_back_for_the_whole(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.sitting(desk.case())
    desk.begin(item_id)
    leave(desk, meeting_id, "Geoff Marland", time(10, 0))
    come(desk, meeting_id, "Geoff Marland", time(10, 10))
    geoff = desk.members["Geoff Marland"]
    assert refused(
        desk, RecordPresence(meeting_id, geoff, Presence.HERE, time(10, 11), item_id)
    ).message == ("Geoff Marland was away for part of item 1, so counts as absent for it.")


def test_a_departure_told_late_takes_a_view_out_of_an_item(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.sitting(desk.case())
    desk.begin(item_id)
    desk.finish(meeting_id, item_id, time(10, 30))
    leave(desk, meeting_id, "Geoff Marland", time(10, 10))
    item = desk.item(meeting_id, item_id)
    assert item.quorum is not None
    assert item.quorum.present == 6
    assert item.recommendation is not None
    views = [view.member_id for view in item.recommendation.views]
    assert desk.members["Geoff Marland"] not in views


def test_a_departure_that_panel_could_not_do_without_is_refused(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.sitting(desk.case())
    desk.begin(item_id)
    desk.finish(meeting_id, item_id, time(10, 30))
    sunita = desk.members["Sunita Rao"]
    command = RecordPresence(meeting_id, sunita, Presence.ABSENT, time(10, 10))
    assert refused(desk, command).message == (
        "Without Sunita Rao item 1 was not quorate, and panel recommended on it. Record its "
        "deferral first."
    )
    assert desk.item(meeting_id, item_id).quorum.quorate  # type: ignore[union-attr] # numbered


def test_somebody_who_is_not_due_is_not_recorded_as_there(desk: PanelDesk) -> None:
    everybody_else = tuple(name for name in desk.members if name != "Kelechi Obi")
    meeting_id = desk.plan(members=everybody_else)
    desk.add(meeting_id, desk.case())
    desk.open(meeting_id)
    command = RecordPresence(meeting_id, desk.members["Kelechi Obi"], Presence.HERE, time(9, 40))
    assert refused(desk, command).message == (
        "This member is not due at this meeting. Invite them first."
    )


def test_a_member_found_on_the_day_joins_and_counts(desk: PanelDesk) -> None:
    names = ("Patricia Hollis", "Sunita Rao", "Geoff Marland", "Abigail Stroud")
    meeting_id, (first, second) = desk.sitting(
        desk.case("Ann", "L"), desk.case("Ben", "L"), members=names
    )
    desk.begin(first)
    desk.act(InviteMember(meeting_id, desk.members["Kelechi Obi"]))
    changes = desk.act(
        RecordPresence(meeting_id, desk.members["Kelechi Obi"], Presence.VIDEO, time(9, 50))
    )
    assert changes.message == "Kelechi Obi: joined by video"
    assert desk.item(meeting_id, first).forecast_words == (
        "4 members, 5 needed. Not there for the whole of it: Kelechi Obi."
    )
    desk.defer(first, "Too few members.")
    desk.begin(second, time(10, 0))
    desk.recommend(second)


def test_the_running_note_takes_what_the_minute_taker_adds(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.sitting(desk.case())
    desk.begin(item_id)
    desk.act(NoteMoment(meeting_id, "Applicants joined", time(9, 48), item_id))
    assert desk.page(meeting_id).running_note[-1] == (time(9, 48), "Applicants joined")
    assert desk.page(meeting_id, desk.staff.chair).running_note == ()
    assert refused(desk, NoteMoment(meeting_id, " ")).message == "Enter what happened."


# Conflicts of interest


def declare(
    desk: PanelDesk, item_id: str, name: str, kind: ConflictKind = ConflictKind.PERSONAL
) -> str:
    return desk.act(
        DeclareConflict(item_id, desk.members[name], kind, "A neighbour", desk.office.today)
    ).made


def test_a_declared_conflict_is_recorded_in_the_case_and_leaves_the_item(desk: PanelDesk) -> None:
    case = desk.case()
    meeting_id = desk.plan()
    item_id = desk.add(meeting_id, case)
    desk.send(meeting_id)
    peter = desk.members["Peter Winslade"]
    command = DeclareConflict(
        item_id, peter, ConflictKind.PERSONAL, "A neighbour", date(2025, 10, 24)
    )
    changes = desk.do(desk.staff.member, command)
    assert changes.message == "Conflict of interest recorded: Peter Winslade, item 1"
    declared = desk.latest(case, EventType.CONFLICT_DECLARED)
    assert (declared.facts["member_id"], declared.facts["kind"]) == (peter, "personal")
    assert "A neighbour" not in str(declared.facts)
    item = desk.item(meeting_id, item_id)
    assert item.quorum is not None
    assert (item.quorum.present, item.conflicts[0].words) == (6, "Personal. Will leave the room.")
    assert refused(desk, command, desk.staff.member).message == (
        "There is no such item, or you may not open it."
    )


def test_a_member_declares_for_nobody_else(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    item_id = desk.add(meeting_id, desk.case())
    desk.send(meeting_id)
    command = DeclareConflict(
        item_id, desk.members["Sunita Rao"], ConflictKind.PERSONAL, "A niece", desk.office.today
    )
    assert refused(desk, command, desk.staff.member).message == (
        "Your role does not let you declare a conflict of interest."
    )


def test_a_conflict_needs_words_a_member_and_a_day_that_can_be(desk: PanelDesk) -> None:
    meeting_id = desk.plan(members=("Patricia Hollis", "Sunita Rao"))
    item_id = desk.add(meeting_id, desk.case())
    sunita, geoff = desk.members["Sunita Rao"], desk.members["Geoff Marland"]
    today, kind = desk.office.today, ConflictKind.PERSONAL
    assert refused(desk, DeclareConflict(item_id, sunita, kind, "", today)).message == (
        "Say what the interest is."
    )
    assert refused(desk, DeclareConflict(item_id, geoff, kind, "A niece", today)).message == (
        "This member is not due at this meeting."
    )
    later = DeclareConflict(item_id, sunita, kind, "A niece", date(2025, 10, 25))
    assert refused(desk, later).message == (
        "25 October 2025 is in the future. Enter the day it happened."
    )
    declare(desk, item_id, "Sunita Rao")
    assert refused(desk, DeclareConflict(item_id, sunita, kind, "A niece", today)).message == (
        "Sunita Rao declared a conflict of interest in this item on 24 October 2025 already."
    )


def test_a_member_with_a_conflict_is_not_recorded_as_there_for_the_item(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.sitting(desk.case())
    declare(desk, item_id, "Peter Winslade")
    desk.begin(item_id)
    peter = desk.members["Peter Winslade"]
    command = RecordPresence(meeting_id, peter, Presence.HERE, time(9, 50), item_id)
    assert refused(desk, command).message == (
        "Peter Winslade declared a conflict of interest in item 1, so takes no part in it."
    )
    assert presence(desk, meeting_id, item_id, "Peter Winslade") is Presence.ABSENT


def test_a_conflict_that_comes_up_while_the_item_is_heard_takes_the_member_out(
    desk: PanelDesk,
) -> None:
    meeting_id, (item_id,) = desk.sitting(desk.case())
    desk.begin(item_id)
    conflict_id = declare(desk, item_id, "Abigail Stroud", ConflictKind.PROFESSIONAL)
    assert presence(desk, meeting_id, item_id, "Abigail Stroud") is Presence.ABSENT
    assert desk.item(meeting_id, item_id).conflicts[0].words == (
        "Professional. Waits for the chair’s ruling."
    )
    ruling = RuleOnConflict(conflict_id, Ruling.STAY, "She taught him ten years ago.")
    changes = desk.do(desk.staff.chair, ruling)
    assert changes.message == "Ruled: Abigail Stroud stays for item 1"
    assert presence(desk, meeting_id, item_id, "Abigail Stroud") is Presence.HERE


def test_the_chair_rules_and_the_adviser_records_it_for_the_chair(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    item_id = desk.add(meeting_id, desk.case())
    desk.send(meeting_id)
    conflict_id = declare(desk, item_id, "Abigail Stroud", ConflictKind.PROFESSIONAL)
    assert presence(desk, meeting_id, item_id, "Abigail Stroud") is Presence.ABSENT
    desk.act(RuleOnConflict(conflict_id, Ruling.LEAVE, "She knows him well."))
    line = desk.item(meeting_id, item_id).conflicts[0]
    assert (line.words, line.ruling) == ("Professional. Chair’s ruling: leave.", Ruling.LEAVE)
    assert line.ruled_by == "Patricia Hollis, recorded by Ruth Ellingham"


def test_rulings_that_cannot_be_are_refused(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    item_id = desk.add(meeting_id, desk.case())
    desk.send(meeting_id)
    personal = declare(desk, item_id, "Peter Winslade")
    assert refused(desk, RuleOnConflict(personal, Ruling.STAY, "No harm.")).message == (
        "A personal interest always leaves, so Peter Winslade takes no part in this item."
    )
    assert refused(desk, RuleOnConflict(personal, Ruling.NONE, "No harm.")).message == (
        "Choose whether the member leaves or stays."
    )
    assert refused(desk, RuleOnConflict(personal, Ruling.LEAVE, "")).message == (
        "Give the reason for the ruling."
    )
    assert refused(desk, RuleOnConflict("none", Ruling.LEAVE, "Why")).message == (
        "There is no such item, or you may not open it."
    )


def test_nobody_rules_on_their_own_interest(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    item_id = desk.add(meeting_id, desk.case())
    desk.send(meeting_id)
    conflict_id = declare(desk, item_id, "Patricia Hollis", ConflictKind.PROFESSIONAL)
    ruling = RuleOnConflict(conflict_id, Ruling.STAY, "No harm.")
    assert refused(desk, ruling, desk.staff.chair).message == (
        "You declared this interest yourself, so somebody else rules on it."
    )


def test_only_whoever_is_in_the_chair_rules(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    item_id = desk.add(meeting_id, desk.case())
    desk.send(meeting_id)
    conflict_id = declare(desk, item_id, "Abigail Stroud", ConflictKind.PROFESSIONAL)
    member = desk.staff.member
    someone = Actor(
        member.user_id,
        member.user_name,
        member.name,
        frozenset({Role.PANEL_CHAIR}),
        member_id=member.member_id,
    )
    ruling = RuleOnConflict(conflict_id, Ruling.STAY, "No harm.")
    assert refused(desk, ruling, someone).message == (
        "Only the person in the chair rules on a conflict of interest."
    )
    assert refused(desk, ruling, member).message == (
        "Your role does not let you rule on a conflict of interest."
    )


def test_a_chair_with_a_conflict_leaves_the_chair_to_the_vice_chair(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.sitting(desk.case())
    declare(desk, item_id, "Patricia Hollis")
    desk.begin(item_id)
    quorum = desk.item(meeting_id, item_id).quorum
    assert quorum is not None
    assert quorum.in_chair is not None
    assert (quorum.in_chair.name, quorum.quorate) == ("David Amankwah", True)


def test_a_conflict_recorded_by_mistake_is_taken_back(desk: PanelDesk) -> None:
    case = desk.case()
    meeting_id = desk.plan()
    item_id = desk.add(meeting_id, case)
    desk.send(meeting_id)
    peter = desk.members["Peter Winslade"]
    changes = desk.act(
        DeclareConflict(item_id, peter, ConflictKind.PERSONAL, "A niece", desk.office.today)
    )
    assert desk.page(meeting_id, desk.staff.member).items[0].title == ""
    assert refused(desk, changes.undo, desk.staff.member).message == (
        "You declared this interest yourself, so somebody else takes it back."
    )
    assert refused(desk, WithdrawConflict(changes.made, "")).message == (
        "Say why this is taken back."
    )
    desk.act(changes.undo)
    assert not desk.history(case).has(EventType.CONFLICT_DECLARED)
    assert desk.page(meeting_id, desk.staff.member).items[0].title == "Denise Fairclough"


def test_a_conflict_that_comes_to_light_after_the_recommendation_is_not_slipped_in(
    desk: PanelDesk,
) -> None:
    _, (item_id,) = desk.sitting(desk.case())
    desk.begin(item_id)
    desk.recommend(item_id)
    peter = desk.members["Peter Winslade"]
    command = DeclareConflict(item_id, peter, ConflictKind.PERSONAL, "A niece", desk.office.today)
    assert refused(desk, command).message == (
        "Panel has dealt with this item. Tell the panel adviser: what comes to light now may mean "
        "that a panel hears it again."
    )


def test_a_conflict_in_a_case_holds_at_the_next_meeting_too(desk: PanelDesk) -> None:
    case = desk.case()
    _, (item_id,) = desk.sitting(case)
    declare(desk, item_id, "Peter Winslade")
    desk.begin(item_id)
    desk.defer(item_id)
    again = desk.plan(date(2025, 11, 18))
    item = desk.item(again, desk.add(again, case))
    assert item.quorum is not None
    assert item.quorum.present == 6
