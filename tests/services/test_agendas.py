"""Agendas: what is booked, in which order, with which papers, sent when."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.errors import Clash, RuleBroken
from cfs_panels.domain.meetings import (
    AddAgendaItem,
    AdvisePanel,
    ConflictKind,
    DeclareConflict,
    EditAgendaItem,
    ItemKind,
    MoveAgendaItem,
    RemoveAgendaItem,
    SendPapers,
    SwapAgendaItems,
)
from cfs_panels.domain.vocabulary import CaseStatus, EventType, Service
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.visibility import open_case
from db.models import Case
from tests.services.panel_desk import PanelDesk

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from tests.factories import Made, Moment, Staff


@pytest.fixture
def desk(office: Office, staff: Staff, moment: Moment) -> PanelDesk:
    return PanelDesk(office, staff, moment)


def refused(desk: PanelDesk, command: object) -> RuleBroken:
    with pytest.raises(RuleBroken) as error:
        desk.act(command)
    return error.value


def end_case(desk: PanelDesk, case: Made) -> None:
    with desk.office.writing(desk.staff.worker) as session:
        row = session.get(Case, case.id)
        assert row is not None
        file = CaseFile(session, desk.office, desk.staff.worker, row)
        facts = {"reason": "They are moving house."}
        file.record(EventType.WITHDRAWN_BY_APPLICANT, desk.office.today, facts=facts)
        file.refresh()


def test_a_case_on_an_agenda_is_booked_on_its_meeting(desk: PanelDesk) -> None:
    case = desk.case("Marcus", "Thwaite")
    meeting_id = desk.plan()
    changes = desk.act(AddAgendaItem(meeting_id, case_id=case.id))
    item = desk.item(meeting_id, changes.made)
    assert (item.number, item.title, item.item_name) == (
        1,
        "Marcus Thwaite",
        "Approval, mainstream",
    )
    assert (item.minutes, item.presenters, item.starts_at) == (40, "Hannah Whitlock", time(9, 45))
    booked = desk.latest(case, EventType.PANEL_BOOKED)
    assert booked.on == date(2025, 10, 24)
    assert booked.facts == {
        "meeting_id": meeting_id,
        "meeting_on": "2025-11-04",
        "item_id": item.id,
    }
    assert changes.touches("case", case.id)
    assert changes.message == "Marcus Thwaite added to the agenda"


def test_a_case_taken_off_waits_again_and_can_be_put_back(desk: PanelDesk) -> None:
    case, other = desk.case(), desk.case("Paul", "Ormsby")
    meeting_id = desk.plan()
    item_id = desk.add(meeting_id, case)
    desk.add(meeting_id, other)
    changes = desk.act(RemoveAgendaItem(item_id))
    assert desk.titles(meeting_id) == ["Paul Ormsby"]
    cancelled = desk.latest(case, EventType.PANEL_BOOKING_CANCELLED)
    assert cancelled.facts["reason"] == "removed from the agenda"
    assert desk.stored(case).next_words == "Book panel slot"
    desk.act(changes.undo)
    assert desk.titles(meeting_id) == ["Denise Fairclough", "Paul Ormsby"]
    assert desk.latest(case, EventType.PANEL_BOOKED).facts["item_id"] == item_id
    assert desk.stored(case).next_words != "Book panel slot"


def test_a_case_of_the_other_service_is_not_booked(desk: PanelDesk) -> None:
    case = desk.case("Farida", "Rahmani", service=Service.ADOPTION)
    meeting_id = desk.plan()
    found = refused(desk, AddAgendaItem(meeting_id, case_id=case.id))
    assert found.message == f"{case.reference} is an adoption case. Put it on an adoption panel."
    assert found.field == "case_id"


def test_a_case_does_not_stand_on_two_coming_meetings(desk: PanelDesk) -> None:
    case = desk.case()
    first, second = desk.plan(), desk.plan(date(2025, 11, 18))
    item_id = desk.add(first, case)
    assert refused(desk, AddAgendaItem(second, case_id=case.id)).message == (
        f"{case.reference} is on the agenda of 4 November 2025 already. Take it off there first."
    )
    assert refused(desk, AddAgendaItem(first, case_id=case.id)).message == (
        f"{case.reference} is on this agenda already."
    )
    changes = desk.act(RemoveAgendaItem(item_id))
    desk.add(second, case)
    assert refused(desk, changes.undo).message == (
        f"{case.reference} is on the agenda of 18 November 2025 already. Take it off there first."
    )


def test_a_case_that_panel_recommended_on_is_not_booked_again(desk: PanelDesk) -> None:
    case = desk.case()
    meeting_id, _ = desk.closed(case)
    again = desk.plan(date(2025, 11, 18))
    assert refused(desk, AddAgendaItem(again, case_id=case.id)).message == (
        f"Panel made its recommendation on {case.reference} on 4 November 2025. The decision "
        "maker decides next."
    )
    assert desk.page(meeting_id).state_words == "Minutes to finish"


def test_a_deferred_case_is_booked_again_and_its_note_is_written_anew(desk: PanelDesk) -> None:
    case = desk.case()
    _, (item_id,) = desk.sitting(case)
    desk.begin(item_id)
    desk.defer(item_id)
    again = desk.plan(date(2025, 11, 18))
    assert [line.case_id for line in desk.page(again).waiting] == [case.id]
    item = desk.item(again, desk.add(again, case))
    assert [mark.state for mark in item.papers] == ["in", "in", "in", "in", "in", "asked"]


def test_a_case_that_has_ended_is_not_booked(desk: PanelDesk) -> None:
    case = desk.case()
    end_case(desk, case)
    found = refused(desk, AddAgendaItem(desk.plan(), case_id=case.id))
    assert found.message.startswith("This case ended on 24 October 2025")


def test_a_case_is_not_booked_before_its_application_is_accepted(desk: PanelDesk) -> None:
    case = desk.case(upto=EventType.APPLICATION_RECEIVED)
    found = refused(desk, AddAgendaItem(desk.plan(), case_id=case.id))
    assert found.message == "A panel is booked once the application is accepted."


def test_a_case_nobody_may_open_is_not_there(desk: PanelDesk) -> None:
    found = refused(desk, AddAgendaItem(desk.plan(), case_id="no such case"))
    assert found.message == "There is no such case, or you may not open it."


def test_business_and_breaks_stand_on_an_agenda_too(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    desk.add(meeting_id, desk.case())
    desk.act(AddAgendaItem(meeting_id, ItemKind.BREAK, minutes=15, position=0))
    desk.act(AddAgendaItem(meeting_id, ItemKind.BUSINESS, title="Two resignations", minutes=5))
    page = desk.page(meeting_id)
    assert [(i.number, i.title, i.starts_at) for i in page.items] == [
        (0, "Break", time(9, 45)),
        (1, "Denise Fairclough", time(10, 0)),
        (2, "Two resignations", time(10, 40)),
    ]
    assert (page.used_minutes, page.ends_at) == (45, time(10, 45))
    assert refused(desk, AddAgendaItem(meeting_id, ItemKind.BUSINESS, minutes=5)).message == (
        "Enter what this item is about."
    )
    assert refused(desk, AddAgendaItem(meeting_id, ItemKind.BREAK)).message == (
        "Enter how many minutes this takes."
    )
    assert refused(desk, AddAgendaItem(meeting_id, ItemKind.OPENING, minutes=5)).message == (
        "A meeting has its opening from the start."
    )


def test_items_move_and_swap_and_go_back(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    ids = [desk.add(meeting_id, desk.case(first, "Last")) for first in ("Ann", "Ben", "Cat")]
    moved = desk.act(MoveAgendaItem(ids[2], 0))
    assert desk.titles(meeting_id) == ["Cat Last", "Ann Last", "Ben Last"]
    desk.act(moved.undo)
    assert desk.titles(meeting_id) == ["Ann Last", "Ben Last", "Cat Last"]
    swapped = desk.act(SwapAgendaItems(ids[0], ids[2]))
    assert swapped.message == "Items 1 and 3 swapped"
    assert desk.titles(meeting_id) == ["Cat Last", "Ben Last", "Ann Last"]
    desk.act(swapped.undo)
    assert desk.titles(meeting_id) == ["Ann Last", "Ben Last", "Cat Last"]
    elsewhere = desk.add(desk.plan(date(2025, 11, 18)), desk.case("Dee", "Last"))
    assert refused(desk, SwapAgendaItems(ids[0], elsewhere)).message == (
        "Only items of one agenda change places."
    )


def test_an_item_that_has_begun_keeps_its_place(desk: PanelDesk) -> None:
    _, (first, second) = desk.sitting(desk.case("Ann", "Last"), desk.case("Ben", "Last"))
    desk.begin(first)
    for command in (RemoveAgendaItem(first), MoveAgendaItem(first, 1)):
        assert refused(desk, command).message == (
            "Item 1 has begun, so it keeps its place. Panel may defer it."
        )
    assert refused(desk, MoveAgendaItem(second, 0)).message == (
        "Item 1 has begun. Choose a place after it."
    )


def test_the_opening_keeps_its_place_and_takes_no_conflicts(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    opening = desk.page(meeting_id).opening
    assert opening is not None
    sentence = "A meeting begins with its opening, so that keeps its place."
    assert refused(desk, MoveAgendaItem(opening.id, 1)).message == sentence
    assert refused(desk, RemoveAgendaItem(opening.id)).message == sentence
    sunita, today = desk.members["Sunita Rao"], desk.office.today
    command = DeclareConflict(opening.id, sunita, ConflictKind.PERSONAL, "A niece", today)
    assert refused(desk, command).message == (
        "A conflict of interest is declared in an item of the agenda."
    )
    desk.act(EditAgendaItem(opening.id, 20, "", ""))
    assert desk.page(meeting_id).ends_at == time(9, 50)


def test_length_and_people_of_an_item_change_and_change_back(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    item_id = desk.add(meeting_id, desk.case())
    changes = desk.act(EditAgendaItem(item_id, 25, "Jerome Castle", "Denise Fairclough"))
    item = desk.item(meeting_id, item_id)
    assert (item.minutes, item.presenters, item.attendees) == (
        25,
        "Jerome Castle",
        "Denise Fairclough",
    )
    desk.act(changes.undo)
    assert desk.item(meeting_id, item_id).minutes == 40
    assert refused(desk, EditAgendaItem(item_id, 0, "", "")).field == "minutes"
    assert refused(desk, EditAgendaItem(item_id, 5, "x" * 301, "")).field == "presenters"


def test_a_social_worker_does_not_build_agendas(desk: PanelDesk) -> None:
    case, meeting_id = desk.case(), desk.plan()
    with pytest.raises(RuleBroken, match="Your role does not let you build agendas"):
        desk.do(desk.staff.worker, AddAgendaItem(meeting_id, case_id=case.id))


# The adviser's note


def test_a_finished_note_is_a_paper_of_the_item_until_it_is_written_on(desk: PanelDesk) -> None:
    case, meeting_id = desk.case(), desk.plan()
    item_id = desk.add(meeting_id, case)
    first = desk.act(AdvisePanel(item_id, "Ask about", finished=False, version=0))
    assert not desk.history(case).has(EventType.PANEL_ADVISED)
    second = desk.act(AdvisePanel(item_id, "Ask about work.", True, version=first.version))
    assert desk.latest(case, EventType.PANEL_ADVISED).facts["item_id"] == item_id
    item = desk.item(meeting_id, item_id)
    assert (item.papers[-1].state, item.adviser_note) == ("in", "Ask about work.")
    desk.act(AdvisePanel(item_id, "Ask about work and", False, version=second.version))
    assert not desk.history(case).has(EventType.PANEL_ADVISED)
    assert desk.item(meeting_id, item_id).papers[-1].state == "asked"


def test_a_note_changed_meanwhile_is_told_with_both_texts(desk: PanelDesk) -> None:
    item_id = desk.add(desk.plan(), desk.case())
    desk.act(AdvisePanel(item_id, "Theirs", finished=False, version=0))
    with pytest.raises(Clash) as error:
        desk.act(AdvisePanel(item_id, "Mine", finished=False, version=0))
    assert (error.value.theirs, error.value.mine) == ("Theirs", "Mine")
    assert error.value.message.startswith("Ruth Ellingham changed this note while you were typing")


def test_an_empty_note_is_not_finished_nor_one_written_by_somebody_else(desk: PanelDesk) -> None:
    item_id = desk.add(desk.plan(), desk.case())
    command = AdvisePanel(item_id, " ", finished=True, version=0)
    assert refused(desk, command).message == "Write the note before you finish it."
    with pytest.raises(RuleBroken, match="does not let you write the panel adviser's note"):
        desk.do(desk.staff.administrator, AdvisePanel(item_id, "Note", finished=False, version=0))


# Papers


def test_papers_that_go_are_recorded_in_each_case_and_open_it_to_members(desk: PanelDesk) -> None:
    case, meeting_id = desk.case(), desk.plan()
    item_id = desk.add(meeting_id, case)
    member = desk.staff.member
    with desk.office.reading() as session, pytest.raises(RuleBroken, match="no such case"):
        open_case(session, desk.office.matrix, member, case.id, "view_case")
    assert desk.page(meeting_id, member).items == ()
    changes = desk.send(meeting_id)
    assert changes.message == "Papers of 1 item sent to 7 members"
    sent = desk.latest(case, EventType.PAPERS_SENT)
    assert (sent.on, sent.facts["item_id"]) == (date(2025, 10, 24), item_id)
    assert desk.page(meeting_id).papers_sent_on == date(2025, 10, 24)
    with desk.office.reading() as session:
        open_case(session, desk.office.matrix, member, case.id, "view_case")
    assert [item.title for item in desk.page(meeting_id, member).items] == ["Denise Fairclough"]


def test_an_item_without_a_declaration_stops_its_papers(desk: PanelDesk) -> None:
    ready = desk.case("Ann", "Last")
    not_ready = desk.case("Ben", "Last", upto=EventType.OBSERVATIONS_RECEIVED)
    meeting_id = desk.plan()
    desk.add(meeting_id, ready)
    held_back = desk.add(meeting_id, not_ready)
    command = SendPapers(meeting_id, desk.office.today, gaps_reason="Now", late_reason="Now")
    assert refused(desk, command).message == (
        "Item 2 has no declaration of compliance, so its papers cannot go. Send the others "
        "without it, or wait."
    )
    assert not desk.history(ready).has(EventType.PAPERS_SENT)
    desk.send(meeting_id, held_back=(held_back,))
    assert desk.history(ready).has(EventType.PAPERS_SENT)
    assert not desk.history(not_ready).has(EventType.PAPERS_SENT)
    titles = [item.title for item in desk.page(meeting_id, desk.staff.member).items]
    assert titles == ["Ann Last"]
    assert desk.page(meeting_id).gaps[0].words == "Item 2: papers"


def test_papers_go_incomplete_only_with_a_reason(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    desk.add(meeting_id, desk.case())
    found = refused(desk, SendPapers(meeting_id, desk.office.today))
    assert found.message == "Item 1 is not complete. Say why the papers go all the same."
    assert found.field == "gaps_reason"
    desk.send(meeting_id, gaps_reason="The note follows.")
    assert desk.page(meeting_id).gaps_reason == "The note follows."


def test_papers_go_late_only_with_a_reason(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    item_id = desk.add(meeting_id, desk.case())
    assert desk.page(meeting_id).papers_due_on == date(2025, 10, 27)
    desk.moment.on(date(2025, 10, 28))
    found = refused(desk, SendPapers(meeting_id, desk.office.today, gaps_reason="Now"))
    assert found.message == (
        "Papers had to go by Monday 27 October 2025, 5 clear working days before the meeting. "
        "Say why they go late."
    )
    assert found.field == "late_reason"
    desk.send(meeting_id, late_reason="The printer broke.")
    assert desk.page(meeting_id).late_reason == "The printer broke."
    assert desk.item(meeting_id, item_id).papers_sent_on == date(2025, 10, 28)


def test_an_adoption_panel_sends_by_its_own_rule(desk: PanelDesk) -> None:
    meeting_id = desk.plan(date(2025, 11, 13), service=Service.ADOPTION)
    desk.add(meeting_id, desk.case("Farida", "Rahmani", service=Service.ADOPTION))
    desk.send(meeting_id)
    assert desk.page(meeting_id).papers_due_on == date(2025, 11, 5)


def test_an_item_added_after_the_papers_goes_as_a_late_paper(desk: PanelDesk) -> None:
    meeting_id = desk.plan()
    desk.add(meeting_id, desk.case())
    desk.send(meeting_id)
    assert refused(desk, SendPapers(meeting_id, desk.office.today)).message == (
        "The papers of every item have gone already."
    )
    desk.moment.on(date(2025, 10, 30))
    late = desk.case("Paul", "Ormsby")
    desk.add(meeting_id, late)
    found = refused(desk, SendPapers(meeting_id, desk.office.today, gaps_reason="Now"))
    assert found.field == "late_reason"
    desk.send(meeting_id, late_reason="Came in today.")
    sent = desk.latest(late, EventType.PAPERS_SENT)
    assert (sent.facts["late"], sent.facts["late_reason"]) == (True, "Came in today.")
    assert desk.page(meeting_id).papers_sent_on == date(2025, 10, 24)


def test_papers_need_items_members_and_a_day_that_can_be(desk: PanelDesk) -> None:
    nobody = desk.plan(members=())
    today = desk.office.today
    assert refused(desk, SendPapers(nobody, today)).message == (
        "Nobody is due at this meeting yet. Invite its members first."
    )
    meeting_id = desk.plan(date(2025, 11, 18))
    assert refused(desk, SendPapers(meeting_id, today)).message == (
        "There is no case on the agenda yet, so there are no papers to send."
    )
    assert refused(desk, SendPapers(meeting_id, date(2025, 10, 25))).field == "sent_on"
    item_id = desk.add(meeting_id, desk.case())
    command = SendPapers(meeting_id, today, held_back=(item_id,))
    assert refused(desk, command).message == (
        "Every item that is left is held back, so there is nothing to send."
    )
    desk.moment.on(date(2025, 11, 19))
    assert refused(desk, SendPapers(meeting_id, desk.office.today)).message == (
        "Papers go before the meeting."
    )


# Filling an agenda


def test_an_agenda_is_filled_by_deadline_within_its_limit(desk: PanelDesk) -> None:
    today = desk.office.today
    cases = []
    for number in range(4):
        desk.moment.on(date(2025, 10, 24 - number))
        cases.append(desk.case(f"Ann{number}", "Last"))
    desk.moment.on(today)
    desk.case("Not", "Ready", upto=EventType.REPORT_FINISHED)
    meeting_id = desk.plan(limit_minutes=120)
    commands = desk.agendas.fill_agenda(desk.staff.adviser, meeting_id)
    wanted = [command.case_id for command in commands if command.kind is ItemKind.CASE]
    assert wanted == [cases[3].id, cases[2].id, cases[1].id]
    for command in commands:
        desk.act(command)
    page = desk.page(meeting_id)
    assert [(i.title, i.starts_at) for i in page.items] == [
        ("Ann3 Last", time(9, 45)),
        ("Ann2 Last", time(10, 25)),
        ("Break", time(11, 5)),
        ("Ann1 Last", time(11, 20)),
    ]
    assert page.used_minutes == 120
    assert desk.agendas.fill_agenda(desk.staff.adviser, meeting_id) == ()
    assert [line.household for line in page.waiting] == ["Ann0 Last"]


def test_only_cases_of_the_panel_that_have_a_report_wait_for_a_slot(desk: PanelDesk) -> None:
    desk.case("Ann", "Last")
    desk.case("Ben", "Last", upto=EventType.STAGE_TWO_STARTED)
    desk.case("Cat", "Last", service=Service.ADOPTION)
    held = desk.case("Dee", "Last")
    end_case(desk, held)
    assert desk.stored(held).status is CaseStatus.WITHDRAWN
    page = desk.page(desk.plan())
    assert [(line.household, line.minutes) for line in page.waiting] == [("Ann Last", 40)]
    assert page.waiting[0].panel_by == date(2026, 1, 12)


def test_a_case_withdrawn_after_its_booking_is_taken_off_without_more(desk: PanelDesk) -> None:
    case, meeting_id = desk.case(), desk.plan()
    item_id = desk.add(meeting_id, case)
    end_case(desk, case)
    assert refused(desk, SendPapers(meeting_id, desk.office.today)).message == (
        "The case of item 1 has ended. Take it off the agenda first."
    )
    desk.act(RemoveAgendaItem(item_id))
    assert desk.titles(meeting_id) == []
    assert not desk.history(case).has(EventType.PANEL_BOOKING_CANCELLED)
