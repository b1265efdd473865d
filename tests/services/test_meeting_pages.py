"""Meetings as people see them: the adviser's page, a member's pack, and what is not told."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, select

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meetings import (
    AddAgendaItem,
    AdvisePanel,
    ApproveMinutes,
    CloseMeeting,
    ConflictKind,
    DeclareConflict,
    DraftMinutes,
    InviteMember,
    ItemKind,
    MeetingState,
    Presence,
    RecordReply,
    Reply,
    SendMinutes,
    SwapAgendaItems,
)
from cfs_panels.domain.vocabulary import EventType, Service
from db.models import AuditEntry, Case, CaseAccess, Check, StoredFile
from tests.services.panel_desk import HELD_ON, PanelDesk

if TYPE_CHECKING:
    from collections.abc import Generator

    from cfs_panels.services.office import Office
    from tests.factories import Made, Moment, Staff

LENGTHS = (40, 35, 40, 25, 20, 40, 30, 25, 30, 30, 5, 25)


@pytest.fixture
def desk(office: Office, staff: Staff, moment: Moment) -> PanelDesk:
    return PanelDesk(office, staff, moment)


def panel_of_the_pictures(desk: PanelDesk) -> tuple[str, list[str]]:
    """Plan 4 November: twelve items, three breaks, David Amankwah leaves at three."""
    meeting_id = desk.plan()
    pauses = {2: ("Break", 15), 5: ("Lunch", 40), 8: ("Break", 10)}
    items = []
    for number, minutes in enumerate(LENGTHS):
        if number in pauses:
            title, length = pauses[number]
            desk.act(AddAgendaItem(meeting_id, ItemKind.BREAK, title=title, minutes=length))
        case = desk.case(f"Ann{number + 1}", "Last")
        items.append(desk.add(meeting_id, case, minutes=minutes))
    desk.act(
        RecordReply(meeting_id, desk.members["David Amankwah"], Reply.COMING, leaves_at=time(15, 0))
    )
    return meeting_id, items


def declare(desk: PanelDesk, item_id: str, *names: str) -> None:
    for name in names:
        desk.act(
            DeclareConflict(
                item_id,
                desk.members[name],
                ConflictKind.PERSONAL,
                "A neighbour",
                desk.office.today,
            )
        )


@contextmanager
def counted(desk: PanelDesk) -> Generator[list[str]]:
    statements: list[str] = []

    def note(*facts: Any) -> None:
        if facts[2].startswith("SELECT"):
            statements.append(facts[2])

    engine = desk.office.database._engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


# The adviser's page


def test_the_page_holds_times_papers_members_and_what_is_lost(desk: PanelDesk) -> None:
    meeting_id, items = panel_of_the_pictures(desk)
    declare(desk, items[8], "Peter Winslade", "Abigail Stroud")
    page = desk.page(meeting_id)
    assert (page.used_minutes, page.limit_minutes) == (345, 360)
    assert (page.starts_at, page.ends_at) == (time(9, 30), time(16, 35))
    assert page.papers_due_on == date(2025, 10, 27)
    assert [(i.number, i.starts_at) for i in page.items] == [
        (1, time(9, 45)), (2, time(10, 25)), (0, time(11, 0)), (3, time(11, 15)),
        (4, time(11, 55)), (5, time(12, 20)), (0, time(12, 40)), (6, time(13, 20)),
        (7, time(14, 0)), (8, time(14, 30)), (0, time(14, 55)), (9, time(15, 5)),
        (10, time(15, 35)), (11, time(16, 5)), (12, time(16, 10)),
    ]  # fmt: skip
    counts = [i.quorum.present for i in page.items if i.quorum is not None]
    assert counts == [7, 7, 7, 7, 7, 7, 7, 7, 4, 6, 6, 6]
    ninth = next(i for i in page.items if i.number == 9)
    assert ninth.forecast_words == (
        "4 members, 5 needed. Conflicts: Abigail Stroud and Peter Winslade. Leaves at 15:00: "
        "David Amankwah."
    )
    david = next(m for m in page.items[0].members if m.name == "David Amankwah")
    assert david.words == "Vice chair, independent. Leaves at 15:00"
    assert page.reading_pages == 0


def test_the_smallest_change_that_cures_the_quorum_is_offered(desk: PanelDesk) -> None:
    meeting_id, items = panel_of_the_pictures(desk)
    declare(desk, items[8], "Peter Winslade", "Abigail Stroud")
    (cure,) = desk.page(meeting_id).cures
    assert cure.words == "Swap items 8 and 9"
    assert cure.commands == (SwapAgendaItems(items[7], items[8]),)
    for command in cure.commands:
        desk.act(command)
    page = desk.page(meeting_id)
    assert all(i.quorum.quorate for i in page.items if i.quorum is not None)
    assert page.cures == ()
    assert [i.title for i in page.items if i.number in {8, 9}] == ["Ann9 Last", "Ann8 Last"]


def test_one_more_member_is_offered_where_that_is_enough(desk: PanelDesk) -> None:
    names = ("Patricia Hollis", "Sunita Rao", "Geoff Marland", "Kelechi Obi")
    meeting_id = desk.plan(members=names)
    item_id = desk.add(meeting_id, desk.case())
    cures = desk.page(meeting_id).cures
    assert [cure.words for cure in cures] == [
        "Invite Abigail Stroud",
        "Invite David Amankwah",
        "Invite Peter Winslade",
    ]
    assert cures[0].commands == (
        InviteMember(meeting_id, desk.members["Abigail Stroud"], "member"),
    )
    desk.act(cures[0].commands[0])
    assert desk.page(meeting_id).cures == ()
    assert desk.item(meeting_id, item_id).forecast_words == ""


def test_gaps_before_the_papers_go_are_told_once_each(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    waits = desk.case("Ann", "Last", upto=EventType.REPORT_GIVEN)
    ready, late = desk.case("Ben", "Last"), desk.case("Cat", "Last")
    for case in (waits, ready, late):
        desk.add(meeting_id, case)
    with desk.office.writing(desk.staff.worker) as session:
        session.add(
            Check(
                case_id=late.id,
                key="medical",
                name="Medical report and comment",
                requested_on=date(2025, 10, 9),
                due_on=date(2025, 10, 22),
            )
        )
    page = desk.page(meeting_id)
    assert [(gap.words, gap.below, gap.action, gap.stops) for gap in page.gaps] == [
        ("Item 3: medical comment", "Late since 22 October", "Chase", False),
        ("Item 1: declaration", "Observations ended 9 October", "Open", True),
        ("Items 1, 2 and 3: your notes", "Write by 27 October", "Write", False),
    ]
    assert [mark.state for mark in page.items[0].papers] == [
        "in", "in", "in", "blocked", "late", "asked",
    ]  # fmt: skip
    assert (page.papers_in, page.papers_needed) == (12, 18)
    office_page = desk.page(meeting_id, desk.staff.administrator)
    assert office_page.gaps[-1].words == "Items 1, 2 and 3: panel adviser’s notes"


def test_pages_to_read_are_those_of_the_newest_papers(desk: PanelDesk) -> None:
    case, meeting_id = desk.case(), desk.plan()
    desk.add(meeting_id, case)
    with desk.office.writing(desk.staff.worker) as session:
        for version, pages in ((1, 70), (2, 64)):
            session.add(
                StoredFile(
                    case_id=case.id,
                    kind="report",
                    title="Fostering report (Form F)",
                    file_name="report.pdf",
                    media_type="application/pdf",
                    size=1,
                    pages=pages,
                    digest="0" * 64,
                    version_number=version,
                    added_at=desk.office.now(),
                    added_by=desk.staff.worker.user_id,
                )
            )
            session.flush()
    page = desk.page(meeting_id)
    assert (page.reading_pages, page.reading_minutes) == (64, 50)


def test_what_a_person_may_do_follows_role_and_state(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.sitting(desk.case())
    adviser, chair, worker = desk.staff.adviser, desk.staff.chair, desk.staff.worker
    assert {"take_minutes", "close_meeting"} <= desk.page(meeting_id, adviser).may
    assert "build_agenda" not in desk.page(meeting_id, adviser).may
    assert desk.page(meeting_id, worker).may == frozenset()
    assert "approve_minutes" not in desk.page(meeting_id, chair).may
    desk.begin(item_id)
    desk.finish(meeting_id, item_id)
    desk.act(CloseMeeting(meeting_id, time(12, 0)))
    assert "draft_minutes" in desk.page(meeting_id, adviser).may
    desk.act(DraftMinutes(meeting_id, HELD_ON))
    assert {"approve_minutes", "send_back_minutes"} <= desk.page(meeting_id, chair).may
    assert "approve_minutes" not in desk.page(meeting_id, desk.staff.member).may
    assert "declare_conflict" in desk.page(meeting_id, desk.staff.member).may


def test_opening_a_meeting_is_noted_once_and_bringing_it_up_to_date_is_not(
    desk: PanelDesk,
) -> None:
    meeting_id = desk.plan()
    desk.pages.meeting(desk.staff.chair, meeting_id, opened=False)
    desk.pages.meeting(desk.staff.chair, meeting_id)
    desk.pages.meeting(desk.staff.chair, meeting_id)
    with desk.office.reading() as session:
        views = session.execute(
            select(AuditEntry.actor_name, AuditEntry.record_id).where(AuditEntry.action == "view")
        ).all()
    assert [tuple(view) for view in views] == [("Patricia Hollis", meeting_id)]


def test_a_page_takes_as_many_queries_for_many_items_as_for_one(desk: PanelDesk) -> None:
    small = desk.plan(date(2025, 11, 18))
    desk.add(small, desk.case())
    large, _ = panel_of_the_pictures(desk)
    with counted(desk) as for_one:
        desk.page(small)
    with counted(desk) as for_many:
        desk.page(large)
    assert len(for_many) == len(for_one) <= 22
    with counted(desk) as for_list:
        desk.pages.meetings(desk.staff.adviser)
    assert len(for_list) <= 16


# What a person is not told


def test_a_member_with_a_conflict_sees_nothing_of_the_item(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    desk.add(meeting_id, desk.case("Ann", "Last"))
    hidden = desk.add(meeting_id, desk.case("Denise", "Fairclough"))
    desk.send(meeting_id)
    declare(desk, hidden, "Peter Winslade", "Sunita Rao")
    member = desk.staff.member
    page = desk.page(meeting_id, member)
    item = page.items[1]
    assert (item.number, item.hidden) == (
        2,
        "You declared a conflict on 24 October 2025. You cannot open, search, print or count this "
        "item. Speak to the panel adviser.",
    )
    assert (item.title, item.case_id, item.reference, item.minutes) == ("", "", "", 0)
    assert (item.papers, item.members, item.quorum, item.presenters) == ((), (), None, "")
    assert [(c.member, c.words, c.nature) for c in page.conflicts] == [
        ("Peter Winslade", "Personal. Papers hidden.", "")
    ]
    assert "Fairclough" not in repr(page)
    assert (page.papers_needed, page.items[0].title) == (6, "Ann Last")
    (summary,) = desk.pages.meetings(member)
    assert (summary.items, summary.items_to_hear, summary.papers_needed) == (1, 1, 6)


def test_a_quorum_lost_on_a_hidden_item_is_not_told_to_its_member(desk: PanelDesk) -> None:
    names = ("Patricia Hollis", "Sunita Rao", "Geoff Marland", "Kelechi Obi", "Peter Winslade")
    meeting_id = desk.plan(members=names)
    item_id = desk.add(meeting_id, desk.case())
    declare(desk, item_id, "Peter Winslade")
    (for_adviser,) = desk.pages.meetings(desk.staff.adviser)
    assert for_adviser.lost_words == "Item 1: 4 of 5 members. Find one more."
    assert (for_adviser.quorate_items, for_adviser.items_to_hear) == (0, 1)
    (for_member,) = desk.pages.meetings(desk.staff.member)
    assert (for_member.lost_words, for_member.items) == ("", 0)
    assert desk.page(meeting_id, desk.staff.member).cures == ()


def test_a_social_worker_sees_their_own_item_alone(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    own = desk.case("Ann", "Last")
    desk.add(meeting_id, desk.case("Ben", "Other"))
    desk.add(meeting_id, own)
    page = desk.page(meeting_id, desk.staff.other_worker)
    assert page.items == ()
    assert "Ben" not in repr(page)
    page = desk.page(meeting_id, desk.staff.worker)
    assert [(i.number, i.title) for i in page.items] == [(1, "Ben Other"), (2, "Ann Last")]
    assert (page.waiting, page.gaps, page.cures, page.conflicts) == ((), (), (), ())


def restrict(desk: PanelDesk, case: Made) -> None:
    with desk.office.writing(desk.staff.manager) as session:
        row = session.get(Case, case.id)
        assert row is not None
        row.is_restricted = True
        session.add(CaseAccess(case_id=case.id, user_id=desk.staff.administrator.user_id))


def test_a_restricted_case_leaves_only_its_time_on_the_adviser_s_agenda(desk: PanelDesk) -> None:
    case, meeting_id = desk.case(), desk.plan()
    item_id = desk.add(meeting_id, case)
    restrict(desk, case)
    page = desk.page(meeting_id)
    assert (page.items[0].hidden, page.items[0].minutes) == (
        "Access to this case is restricted. You may not open this item.",
        40,
    )
    assert "Fairclough" not in repr(page)
    with pytest.raises(RuleBroken, match="There is no such item, or you may not open it"):
        desk.act(AdvisePanel(item_id, "Note", finished=False, version=0))
    named = desk.page(meeting_id, desk.staff.administrator)
    assert named.items[0].title == "Denise Fairclough"
    assert desk.page(meeting_id, desk.staff.decision_maker).items == ()


def test_a_member_sees_no_meeting_they_are_not_due_at(desk: PanelDesk) -> None:
    desk.plan(members=("Patricia Hollis",))
    assert desk.pages.meetings(desk.staff.member) == ()
    assert len(desk.pages.meetings(desk.staff.chair)) == 1
    assert desk.pages.meetings(desk.staff.system_administrator) == ()


def test_a_note_is_read_by_members_once_it_is_finished(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    item_id = desk.add(meeting_id, desk.case())
    desk.send(meeting_id)
    first = desk.act(AdvisePanel(item_id, "Ask about work.", finished=False, version=0))
    assert desk.item(meeting_id, item_id, desk.staff.chair).adviser_note == ""
    desk.act(AdvisePanel(item_id, "Ask about work.", finished=True, version=first.version))
    assert desk.item(meeting_id, item_id, desk.staff.chair).adviser_note == "Ask about work."
    assert desk.item(meeting_id, item_id, desk.staff.worker).adviser_note == ""


def test_minutes_are_read_by_whose_turn_it_is(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.sitting(desk.case())
    desk.begin(item_id)
    desk.minute(meeting_id, item_id, quality_comment="Hard to follow.")
    desk.recommend(item_id)
    staff = desk.staff

    def seen(actor: Any) -> tuple[str, bool, str]:
        item = desk.item(meeting_id, item_id, actor)
        return item.key_issues, item.recommendation is not None, item.quality_comment

    issues = "Working hours change in January."
    assert seen(staff.administrator) == (issues, True, "Hard to follow.")
    for actor in (staff.chair, staff.worker, staff.decision_maker):
        assert seen(actor) == ("", False, "")
    desk.minute(meeting_id, item_id)
    desk.finish(meeting_id, item_id)
    desk.act(CloseMeeting(meeting_id, time(12, 0)))
    assert seen(staff.worker) == ("", True, "")
    desk.act(DraftMinutes(meeting_id, HELD_ON))
    assert seen(staff.chair) == (issues, True, "")
    assert seen(staff.decision_maker) == ("", True, "")


# The list


def test_meetings_are_listed_by_day_with_how_full_they_are(desk: PanelDesk) -> None:
    adoption = desk.plan(date(2025, 11, 13), service=Service.ADOPTION)
    first = desk.plan()
    desk.add(first, desk.case())
    found = desk.pages.meetings(desk.staff.adviser)
    assert [m.id for m in found] == [first, adoption]
    assert (found[0].items, found[0].used_minutes, found[0].state_words) == (1, 40, "Planned")
    assert (found[0].papers_in, found[0].papers_needed) == (5, 6)
    only = desk.pages.meetings(desk.staff.adviser, service=Service.ADOPTION)
    assert [m.id for m in only] == [adoption]


def test_a_meeting_whose_minutes_have_gone_is_listed_without_what_is_hidden(
    desk: PanelDesk,
) -> None:
    meeting_id, (item_id, other) = desk.sitting(desk.case(), desk.case("Ben", "Last"))
    declare(desk, item_id, "Peter Winslade")
    desk.begin(item_id)
    desk.finish(meeting_id, item_id)
    desk.begin(other, time(10, 30))
    desk.finish(meeting_id, other, time(11, 0))
    desk.act(CloseMeeting(meeting_id, time(11, 30)))
    desk.act(DraftMinutes(meeting_id, HELD_ON))
    desk.do(desk.staff.chair, ApproveMinutes(meeting_id, HELD_ON))
    desk.act(SendMinutes(meeting_id, HELD_ON))
    (found,) = desk.pages.meetings(desk.staff.adviser)
    assert (found.items, found.used_minutes, found.ends_at) == (2, 80, time(11, 30))
    assert (found.state_words, found.service) == ("Minutes sent", Service.FOSTERING)
    (for_member,) = desk.pages.meetings(desk.staff.member)
    assert (for_member.items, for_member.items_to_hear) == (1, 1)
    desk.moment.on(date(2027, 1, 4))
    assert desk.pages.meetings(desk.staff.adviser) == ()
    assert len(desk.pages.meetings(desk.staff.adviser, since=HELD_ON)) == 1


def test_a_meeting_in_session_tells_who_is_there(desk: PanelDesk) -> None:
    meeting_id, (item_id,) = desk.sitting(desk.case())
    desk.begin(item_id)
    page = desk.page(meeting_id)
    assert page.state is MeetingState.IN_SESSION
    assert {m.presence for m in page.items[0].members} == {Presence.HERE}
    assert page.items[0].still_needed[0] == "whether the applicants were heard"
    assert page.opening is not None
    assert page.opening.finished_at == time(9, 45)
