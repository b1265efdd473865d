"""A meeting's page on a real agency: agenda built and sent, members, papers, what follows panel."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from cfs_panels.domain.meetings import (
    AddAgendaItem,
    ConflictKind,
    DeclareConflict,
    ItemKind,
    MeetingState,
    RecordReply,
    Reply,
    Ruling,
)
from cfs_panels.domain.papers import AttachPaper
from cfs_panels.domain.words import weekday_date
from tests.factories import TODAY
from tests.sample_papers import docx, png
from tests.ui import sample_meeting
from tests.ui.panel_window import ALT, said
from ui import theme
from ui.meetings.after_dialogs import ApproveDialog, DraftDialog, SendBackDialog, SendMinutesDialog
from ui.meetings.after_pane import AfterPane, steps_of
from ui.meetings.agenda_band import AgendaBand, lost_items, room_left, segments
from ui.meetings.agenda_pane import AgendaPane
from ui.meetings.agenda_table import agenda_rows, members_cell, paper_cell
from ui.meetings.cancel_dialog import CancelDialog
from ui.meetings.document_window import DocumentWindow
from ui.meetings.item_dialogs import AddItemDialog, EditItemDialog, FillDialog, NoteDialog
from ui.meetings.meeting_header import facts_of
from ui.meetings.meeting_page import tabs_of
from ui.meetings.member_dialogs import (
    DeclareDialog,
    InviteDialog,
    ReplyDialog,
    RulingDialog,
    WithdrawDialog,
)
from ui.meetings.members_pane import MembersPane
from ui.meetings.opening_pane import OpeningPane
from ui.meetings.pack_view import HiddenItem
from ui.meetings.papers_pane import WHO, PapersPane, gets_words
from ui.meetings.plan_dialog import EditMeetingDialog
from ui.meetings.send_papers_dialog import SendPapersDialog
from ui.widgets.chase_dialog import ChaseDialog
from ui.widgets.record_cells import Heading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.panel_window import PanelHand


# What is shown, by the people of the pictures.


def test_the_day_is_drawn_with_the_lost_item_in_red() -> None:
    drawn = segments(sample_meeting.meeting())

    assert [s.label for s in drawn if s.kind == "lost"] == ["9"]
    assert drawn[0].kind == "opening"
    assert sum(s.minutes for s in drawn) == 425
    assert room_left(sample_meeting.meeting()) == ("dueSoon", "15 minutes left")


def test_breaks_stand_as_headings_between_the_items() -> None:
    rows = agenda_rows(sample_meeting.meeting())
    breaks = [row for row in rows if isinstance(row, Heading)]

    assert [f"{b.title} {b.meta}" for b in breaks] == [
        "11:00 Break, 15 minutes",
        "12:40 Lunch, 40 minutes",
        "14:55 Break, 10 minutes",
    ]
    assert len(rows) == 15


def test_marks_and_members_are_read_aloud() -> None:
    items = sample_meeting.meeting().items
    lost = lost_items(items)[0]

    assert paper_cell(items[0], "signed").words() == "signed: blocked"
    assert paper_cell(items[0], "signed").tile == "blocked"
    assert members_cell(lost).pill == "4 of 5"
    assert members_cell(lost).words().startswith("Not quorate. 4 of 7 members present, 5 needed.")


def test_the_day_by_which_papers_must_go_is_bold() -> None:
    facts, strong = facts_of(sample_meeting.meeting())

    assert strong == "Papers must go by Monday 27 October 2025"
    assert facts[0] == "09:30 to 16:35"


def test_a_member_with_a_conflict_gets_the_rest_of_the_pack() -> None:
    details = sample_meeting.meeting()
    winslade, hollis = details.members[6], details.members[0]

    assert gets_words(details, winslade) == "10 items, without item 9"
    assert gets_words(details, hollis) == "All 11 items"


def test_the_steps_of_the_minutes_follow_the_state() -> None:
    steps = steps_of(sample_meeting.in_session())

    assert [step.state for step in steps] == ["now", "todo", "todo", "todo"]
    assert steps[2].below == "By Patricia Hollis"


def test_the_band_says_its_figures_to_screen_readers(kit: object) -> None:
    band = AgendaBand()
    band.show_details(sample_meeting.meeting())

    words = [w.accessibleName() for w in band.findChildren(type(band._papers))]
    assert "Papers in: 49 of 58, 5 items not complete" in words
    assert "Quorum: 11 of 12, item 9 is short" in words


# The agenda.


def test_an_empty_agenda_is_filled_in_three_clicks(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    for name in ("Abernethy", "Tully", "Wraxall"):
        panels.desk.case("Gwen", name)
    panels.meeting(meeting_id)

    panels.press("Fill agenda")
    dialog = panels.dialog(FillDialog)
    assert dialog.table.records().count() == 4
    panels.press("Use this", dialog)

    titles = panels.desk.titles(meeting_id)
    assert titles == ["Gwen Abernethy", "Gwen Tully", "Break", "Gwen Wraxall"]
    assert panels.pane(AgendaPane).table.records().count() == 3


def test_a_waiting_case_is_added_and_taken_off_by_undo(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    panels.desk.case("Gwen", "Abernethy")
    panels.meeting(meeting_id)

    panels.press("Add: Gwen Abernethy")
    assert panels.desk.titles(meeting_id) == ["Gwen Abernethy"]
    assert "Gwen Abernethy added to the agenda" in said(panels.window.foot)

    panels.window.undo()
    panels.rest()
    assert panels.desk.titles(meeting_id) == []


def test_alt_and_the_arrows_move_an_item(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    for name in ("Abernethy", "Tully"):
        panels.desk.add(meeting_id, panels.desk.case("Gwen", name))
    panels.meeting(meeting_id)
    pane = panels.pane(AgendaPane)
    pane.table.mark_first()

    panels.key(Qt.Key.Key_Down, ALT, on=pane.table)

    assert panels.desk.titles(meeting_id) == ["Gwen Tully", "Gwen Abernethy"]
    assert pane.table.current_row().title == "Gwen Abernethy"


def test_delete_takes_an_item_off_and_its_case_waits_again(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    panels.desk.add(meeting_id, panels.desk.case("Gwen", "Abernethy"))
    panels.meeting(meeting_id)
    pane = panels.pane(AgendaPane)

    panels.key(Qt.Key.Key_Delete, on=pane.table)

    assert panels.desk.titles(meeting_id) == []
    assert [line.household for line in pane.side.waiting.lines] == ["Gwen Abernethy"]


def test_insert_adds_business_after_the_marked_item(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    for name in ("Abernethy", "Tully"):
        panels.desk.add(meeting_id, panels.desk.case("Gwen", name))
    panels.meeting(meeting_id)
    pane = panels.pane(AgendaPane)
    pane.table.mark_first()

    panels.key(Qt.Key.Key_Insert, on=pane.table)
    dialog = panels.dialog(AddItemDialog)
    dialog.kind.choose("business")
    panels.retype(dialog.title, "Two resignations")
    panels.retype(dialog.minutes, "5")
    panels.send(dialog)

    assert panels.desk.titles(meeting_id) == ["Gwen Abernethy", "Two resignations", "Gwen Tully"]


def test_a_break_is_added_before_an_item_from_its_menu_and_taken_off(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    for name in ("Abernethy", "Tully"):
        panels.desk.add(meeting_id, panels.desk.case("Gwen", name))
    panels.meeting(meeting_id)
    table = panels.pane(AgendaPane).table

    table.menu_asked.emit(panels.desk.page(meeting_id).items[1].id, table.mapToGlobal(table.pos()))
    panels.choose_from_menu("Add a break before it")
    panels.send(panels.dialog(AddItemDialog))
    assert panels.desk.titles(meeting_id) == ["Gwen Abernethy", "Break", "Gwen Tully"]

    table.menu_asked.emit(panels.desk.page(meeting_id).items[2].id, table.mapToGlobal(table.pos()))
    panels.choose_from_menu("Take the break before it off")
    assert panels.desk.titles(meeting_id) == ["Gwen Abernethy", "Gwen Tully"]


def test_a_break_that_is_last_is_changed_and_taken_off_from_the_item_before(
    panels: PanelHand,
) -> None:
    meeting_id = panels.desk.plan()
    panels.desk.add(meeting_id, panels.desk.case("Gwen", "Abernethy"))
    panels.desk.act(AddAgendaItem(meeting_id, ItemKind.BREAK, title="Lunch", minutes=30))
    panels.meeting(meeting_id)
    table = panels.pane(AgendaPane).table
    first, _lunch = panels.desk.page(meeting_id).items

    table.menu_asked.emit(first.id, table.mapToGlobal(table.pos()))
    panels.choose_from_menu("Change the lunch after it")
    dialog = panels.dialog(EditItemDialog)
    panels.retype(dialog.minutes, "45")
    panels.send(dialog)
    assert panels.desk.page(meeting_id).items[1].minutes == 45

    spot = table.visualRect(table.model().index(1, 0)).center()
    QApplication.sendEvent(
        table.viewport(),
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, table.viewport().mapToGlobal(spot)),
    )
    panels.choose_from_menu("Take off the agenda")
    assert panels.desk.titles(meeting_id) == ["Gwen Abernethy"]


def test_enter_changes_how_long_an_item_takes(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    panels.desk.add(meeting_id, panels.desk.case("Gwen", "Abernethy"))
    panels.meeting(meeting_id)

    panels.key(Qt.Key.Key_Return, on=panels.pane(AgendaPane).table)
    dialog = panels.dialog(EditItemDialog)
    panels.retype(dialog.minutes, "55")
    panels.retype(dialog.attendees, "Gwen Abernethy, her sister")
    panels.send(dialog)

    item = panels.desk.page(meeting_id).items[0]
    assert (item.minutes, item.attendees) == (55, "Gwen Abernethy, her sister")


def test_a_member_is_found_for_an_item_that_would_lose_its_quorum(panels: PanelHand) -> None:
    five = ("Patricia Hollis", "Sunita Rao", "Geoff Marland", "Abigail Stroud", "Kelechi Obi")
    meeting_id = panels.desk.plan(members=five)
    first = panels.desk.add(meeting_id, panels.desk.case("Winston", "Carew"))
    second = panels.desk.add(meeting_id, panels.desk.case("Denise", "Fairclough"))
    stroud = panels.desk.members["Abigail Stroud"]
    panels.desk.act(
        RecordReply(meeting_id, stroud, Reply.COMING, None, time(10, 30))
    )  # fmt: skip
    panels.meeting(meeting_id)
    pane = panels.pane(AgendaPane)

    assert "Item 2 would not be quorate" in said(pane.banner)
    assert "Leaves at 10:30: Abigail Stroud." in said(pane.banner)
    panels.press("Find a member", pane.banner)
    dialog = panels.dialog(InviteDialog)
    panels.pick(dialog.member, "pet")
    panels.send(dialog)

    assert [i.id for i in panels.desk.page(meeting_id).items] == [first, second]
    assert pane.banner.isHidden()


def test_a_lost_quorum_is_cured_by_one_click_and_undo_is_offered(panels: PanelHand) -> None:
    five = ("Patricia Hollis", "Sunita Rao", "Geoff Marland", "Abigail Stroud", "Peter Winslade")
    meeting_id = panels.desk.plan(members=(*five, "Kelechi Obi"))
    carew = panels.desk.add(meeting_id, panels.desk.case("Winston", "Carew"))
    fairclough = panels.desk.add(meeting_id, panels.desk.case("Denise", "Fairclough"))
    winslade, obi = panels.desk.members["Peter Winslade"], panels.desk.members["Kelechi Obi"]
    panels.desk.act(
        DeclareConflict(fairclough, winslade, ConflictKind.PERSONAL, "A neighbour.", TODAY)
    )
    panels.desk.act(RecordReply(meeting_id, obi, Reply.COMING, None, time(10, 30)))
    panels.meeting(meeting_id)
    pane = panels.pane(AgendaPane)

    panels.press("Swap items 1 and 2", pane.banner)

    assert [i.id for i in panels.desk.page(meeting_id).items] == [fairclough, carew]
    assert pane.banner.isHidden()
    assert "Items 1 and 2 swapped" in said(panels.window.foot)
    panels.window.undo()
    panels.rest()
    assert [i.id for i in panels.desk.page(meeting_id).items] == [carew, fairclough]
    assert not pane.banner.isHidden()


def test_the_advisers_note_is_written_where_it_is_missing(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    item_id = panels.desk.add(meeting_id, panels.desk.case("Gwen", "Abernethy"))
    panels.meeting(meeting_id)

    panels.press("Write: Item 1: your note")
    dialog = panels.dialog(NoteDialog)
    panels.retype(dialog.words, "A thorough report.")
    dialog.is_finished.click()
    panels.send(dialog)

    item = panels.desk.item(meeting_id, item_id)
    assert (item.adviser_note, item.adviser_note_finished) == ("A thorough report.", True)
    assert "your note" not in said(panels.pane(AgendaPane).side)


def test_the_day_of_a_meeting_is_changed_from_its_head(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    page = panels.meeting(meeting_id)

    panels.press("More")
    panels.choose_from_menu("Change day, time or place")
    dialog = panels.dialog(EditMeetingDialog)
    panels.retype(dialog.held_on, "18 November 2025")
    panels.send(dialog)

    assert page.header.title.text() == "Fostering panel, Tuesday 18 November 2025"
    assert page.crumbs()[-1].label == "18 November 2025"


def test_a_social_worker_reads_the_agenda_and_changes_nothing(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    own = panels.desk.add(meeting_id, panels.desk.case("Gwen", "Abernethy"))
    panels.desk.add(meeting_id, panels.desk.case("Farida", "Rahmani", team="South"))
    page = panels.meeting(meeting_id, actor=panels.staff.other_worker)
    assert panels.pane(AgendaPane).table.records().count() == 0
    assert page.tabs.count() == 1

    page = panels.meeting(meeting_id, actor=panels.staff.worker)
    table = panels.pane(AgendaPane).table
    assert own in {table.records().key_at(n) for n in range(table.records().rowCount())}
    panels.key(Qt.Key.Key_Delete, on=table)
    panels.key(Qt.Key.Key_Insert, on=table)
    assert panels.no_dialog()
    assert len(panels.desk.titles(meeting_id)) == 2
    for words in ("Send papers", "Print", "Before papers go out", "Waiting for a slot"):
        assert words not in said(page)


def test_the_agenda_is_previewed_inside_the_window(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    panels.desk.add(meeting_id, panels.desk.case("Gwen", "Abernethy"))
    panels.meeting(meeting_id)

    panels.press("Preview agenda")

    window = panels.dialog(DocumentWindow)
    assert window.reader.is_showing()
    pdf = window.reader.pages().pdf()
    words = " ".join(pdf.getAllText(page).text() for page in range(pdf.pageCount()))
    assert "Gwen Abernethy" in words


# Papers.


def test_papers_go_in_two_clicks_with_a_reason_for_what_is_missing(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    panels.desk.add(meeting_id, panels.desk.case("Gwen", "Abernethy"))
    page = panels.meeting(meeting_id)

    panels.press("Send papers")
    dialog = panels.dialog(SendPapersDialog)
    assert dialog.verb_button.text() == "Send to 7 members"
    assert dialog.fields["late_reason"].isHidden()
    panels.send(dialog)
    assert dialog.fields["gaps_reason"].error() == "Say why the papers go all the same."
    panels.retype(dialog.gaps, "The adviser speaks to it.")
    panels.send(dialog)

    details = panels.desk.page(meeting_id)
    assert details.state is MeetingState.PAPERS_SENT
    assert details.gaps_reason == "The adviser speaks to it."
    assert "Send papers" not in said(page.header)


def test_papers_that_go_late_need_their_reason(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    panels.desk.add(meeting_id, panels.desk.case("Gwen", "Abernethy"))
    panels.moment.on(date(2025, 10, 30))
    panels.meeting(meeting_id)

    panels.press("Send papers")
    dialog = panels.dialog(SendPapersDialog)
    panels.retype(dialog.gaps, "The adviser speaks to it.")
    panels.send(dialog)

    assert dialog.fields["late_reason"].error() == "Say why they go late."
    due_on = panels.desk.page(meeting_id).papers_due_on
    assert weekday_date(due_on) in said(dialog)


def test_without_a_declaration_an_item_stays_back(panels: PanelHand) -> None:
    from cfs_panels.domain.vocabulary import EventType

    meeting_id = panels.desk.plan()
    stopped = panels.desk.case("Marcus", "Thwaite", upto=EventType.OBSERVATIONS_RECEIVED)
    panels.desk.add(meeting_id, stopped)
    panels.desk.add(meeting_id, panels.desk.case("Gwen", "Abernethy"))
    panels.meeting(meeting_id)

    panels.press("Send papers")
    dialog = panels.dialog(SendPapersDialog)
    assert "Item 1 stays back." in said(dialog)
    panels.retype(dialog.gaps, "The adviser speaks to it.")
    panels.send(dialog)

    items = panels.desk.page(meeting_id).items
    assert items[0].papers_sent_on is None
    assert items[1].papers_sent_on == panels.workspace.office.today


def test_the_papers_tab_says_who_gets_what(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    item_id = panels.desk.add(meeting_id, panels.desk.case("Gwen", "Abernethy"))
    winslade = panels.desk.members["Peter Winslade"]
    panels.desk.act(
        DeclareConflict(item_id, winslade, ConflictKind.PERSONAL, "A neighbour.",
                        TODAY)
    )  # fmt: skip
    panels.meeting(meeting_id, "papers")
    pane = panels.pane(PapersPane)

    pane.views.choose(WHO)
    rows = [pane.who.records().cell(n, 2).words() for n in range(7)]

    assert rows.count("All 1 item") == 6
    assert "0 items, without item 1" in rows


def test_a_member_reads_their_pack_and_sees_nothing_of_a_hidden_item(panels: PanelHand) -> None:
    denise, gwen = panels.desk.case("Denise", "Fairclough"), panels.desk.case("Gwen", "Abernethy")
    meeting_id = panels.desk.plan()
    item_id = panels.desk.add(meeting_id, denise)
    panels.desk.add(meeting_id, gwen)
    panels.desk.act(
        DeclareConflict(item_id, panels.desk.members["Peter Winslade"], ConflictKind.PERSONAL,
                        "A neighbour.", TODAY)
    )  # fmt: skip
    panels.desk.send(meeting_id)
    page = panels.meeting(meeting_id, "papers", actor=panels.staff.member)
    pane = panels.pane(PapersPane)

    assert pane.views.isHidden()
    assert pane.shown.currentWidget() is pane.pack
    box = pane.pack.findChild(HiddenItem)
    assert box is not None
    assert box.accessibleName() == (
        "Item 1. Papers hidden. You declared a conflict on 24 October 2025. You cannot open, "
        "search, print or count this item. Speak to the panel adviser."
    )
    page.tabs.choose("agenda")
    panels.rest()
    table = panels.pane(AgendaPane).table
    words = " ".join(
        table.records().cell(row, column).words()
        for row in range(table.records().rowCount())
        for column in range(len(table.records().columns))
    )
    assert "Fairclough" not in words + said(page)
    assert "Gwen Abernethy" in words
    page.tabs.choose("members")
    panels.rest()
    members = panels.pane(MembersPane).table.records()
    told = {members.row_at(n).name: members.cell(n, 4).text for n in range(members.rowCount())}
    assert told["Peter Winslade"] == "Item 1"
    assert {words for name, words in told.items() if name != "Peter Winslade"} == {"–"}


# Members.


def test_a_reply_is_recorded_with_when_somebody_leaves(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    panels.meeting(meeting_id, "members")
    pane = panels.pane(MembersPane)
    pane.table.mark(panels.desk.members["David Amankwah"])

    panels.key(Qt.Key.Key_Return, on=pane.table)
    dialog = panels.dialog(ReplyDialog)
    panels.retype(dialog.leaves, "3 pm")
    panels.send(dialog)

    member = next(m for m in panels.desk.page(meeting_id).members if m.name == "David Amankwah")
    assert member.leaves_at == time(15)
    assert pane.table.records().cell(1, 3).words() == "Leaves at 15:00"


def test_somebody_is_stood_down_and_invited_again(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    panels.meeting(meeting_id, "members")
    pane = panels.pane(MembersPane)
    pane.table.mark(panels.desk.members["Kelechi Obi"])

    panels.key(Qt.Key.Key_Delete, on=pane.table)
    assert len(panels.desk.page(meeting_id).members) == 6

    panels.press("Invite a member")
    dialog = panels.dialog(InviteDialog)
    panels.pick(dialog.member, "kel")
    panels.send(dialog)
    assert "Kelechi Obi" in {m.name for m in panels.desk.page(meeting_id).members}


def test_a_member_declares_a_conflict_in_three_clicks(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    item_id = panels.desk.add(meeting_id, panels.desk.case("Denise", "Fairclough"))
    panels.desk.send(meeting_id)
    page = panels.meeting(meeting_id, actor=panels.staff.member)

    panels.press("Declare a conflict")
    dialog = panels.dialog(DeclareDialog)
    dialog.item.set_value(item_id)
    dialog.kind.choose("personal")
    panels.retype(dialog.nature, "She is my neighbour.")
    panels.send(dialog)

    assert panels.desk.page(meeting_id).conflicts[0].member == "Peter Winslade"
    assert "Fairclough" not in said(page)


def test_a_declaration_without_a_kind_is_refused_beside_it(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    item_id = panels.desk.add(meeting_id, panels.desk.case("Denise", "Fairclough"))
    panels.desk.send(meeting_id)
    panels.meeting(meeting_id, actor=panels.staff.member)

    panels.press("Declare a conflict")
    dialog = panels.dialog(DeclareDialog)
    dialog.item.set_value(item_id)
    panels.retype(dialog.nature, "She is my neighbour.")
    panels.send(dialog)

    assert dialog.fields["kind"].error() == "Choose personal or professional."


def test_the_chair_rules_on_a_professional_interest(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    item_id = panels.desk.add(meeting_id, panels.desk.case("Denise", "Fairclough"))
    panels.desk.act(
        DeclareConflict(item_id, panels.desk.members["Abigail Stroud"], ConflictKind.PROFESSIONAL,
                        "Taught the child.", TODAY)
    )  # fmt: skip
    panels.desk.send(meeting_id)
    panels.meeting(meeting_id, "members", actor=panels.staff.chair)

    panels.press("Rule: Item 1: Abigail Stroud")
    dialog = panels.dialog(RulingDialog)
    dialog.ruling.choose("stay")
    panels.retype(dialog.reason, "It was twenty years ago.")
    panels.send(dialog)

    assert panels.desk.page(meeting_id).conflicts[0].ruling is Ruling.STAY


def test_a_conflict_recorded_by_mistake_is_taken_back_with_a_reason(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    item_id = panels.desk.add(meeting_id, panels.desk.case("Denise", "Fairclough"))
    panels.desk.act(
        DeclareConflict(item_id, panels.desk.members["Abigail Stroud"], ConflictKind.PERSONAL,
                        "A cousin.", TODAY)
    )  # fmt: skip
    panels.meeting(meeting_id, "members")

    panels.press("Take back: Item 1: Abigail Stroud")
    dialog = panels.dialog(WithdrawDialog)
    panels.send(dialog)
    assert dialog.fields["reason"].error() == "Say why this is taken back."
    panels.retype(dialog.reason, "Meant for another item.")
    panels.send(dialog)

    assert panels.desk.page(meeting_id).conflicts == ()


# The minutes before the meeting, and after panel.


def test_the_minutes_wait_for_the_day_of_the_meeting(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    panels.desk.add(meeting_id, panels.desk.case("Gwen", "Abernethy"))
    page = panels.meeting(meeting_id, "minutes")

    pane = panels.pane(OpeningPane)
    assert "Tuesday 4 November 2025" in said(pane)
    assert pane.primary_focus() is None
    assert not page.wants_narrow_nav


def test_the_draft_goes_to_the_chair_is_sent_back_approved_and_sent(panels: PanelHand) -> None:
    meeting_id, _ = panels.desk.closed(panels.desk.case("Gwen", "Abernethy"))
    desk, staff = panels.desk, panels.staff

    panels.meeting(meeting_id, "after", actor=staff.administrator)
    panels.press("Pass to the chair")
    panels.send(panels.dialog(DraftDialog))
    assert desk.page(meeting_id).state is MeetingState.DRAFTED

    panels.meeting(meeting_id, "after", actor=staff.chair)
    panels.press("Send back")
    dialog = panels.dialog(SendBackDialog)
    panels.retype(dialog.words, "Name the school of the nephew.")
    panels.send(dialog)
    assert "Sent back by the chair. Name the school of the nephew." in said(panels.pane(AfterPane))

    panels.meeting(meeting_id, "after", actor=staff.administrator)
    panels.press("Pass to the chair")
    panels.send(panels.dialog(DraftDialog))
    panels.meeting(meeting_id, "after", actor=staff.chair)
    panels.press("Approve as accurate")
    panels.send(panels.dialog(ApproveDialog))
    assert desk.page(meeting_id).minutes_approved_by == "Patricia Hollis"

    panels.meeting(meeting_id, "after", actor=staff.administrator)
    panels.press("Send to the decision maker")
    panels.send(panels.dialog(SendMinutesDialog))
    details = desk.page(meeting_id)
    assert details.state is MeetingState.SENT
    assert [step.state for step in steps_of(details)] == ["done"] * 4


def test_a_dialog_that_cannot_be_undone_goes_back_by_default(panels: PanelHand) -> None:
    meeting_id, _ = panels.desk.closed(panels.desk.case("Gwen", "Abernethy"))
    panels.meeting(meeting_id, "after", actor=panels.staff.administrator)

    panels.press("Pass to the chair")
    dialog = panels.dialog(DraftDialog)
    assert not dialog.verb_button.isDefault()
    panels.key(Qt.Key.Key_Escape, on=dialog)

    assert panels.no_dialog()
    assert panels.desk.page(meeting_id).state is MeetingState.HELD


# Everywhere.


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("tab", ["agenda", "papers", "members", "minutes", "after"])
def test_every_tab_fits_the_narrowest_window(
    panels: PanelHand, tab: str, name: str, kit: object, shown: Callable[..., None]
) -> None:
    meeting_id, _ = panels.desk.sitting(
        panels.desk.case("Gwen", "Abernethy"), panels.desk.case("Denise", "Fairclough")
    )
    window = panels.open("meeting", meeting_id, tab, width=1024)
    theme.apply(kit, name)  # type: ignore[arg-type]  # the kit is the application
    window.resize(1024, 520)
    panels.rest()

    assert window.minimumSizeHint().width() <= 1024
    assert panels.page().compact


def test_the_minutes_have_the_whole_page_and_narrow_navigation(panels: PanelHand) -> None:
    meeting_id, _ = panels.desk.sitting(panels.desk.case("Gwen", "Abernethy"))
    page = panels.meeting(meeting_id)
    assert not panels.window.nav.is_narrow()

    page.tabs.choose("minutes")
    panels.rest()
    assert panels.window.nav.is_narrow()
    assert [crumb.label for crumb in page.crumbs()] == ["Panels", "4 November 2025", "Minutes"]
    assert not page.header.isVisible()

    panels.window.back()
    panels.rest()
    assert not panels.window.nav.is_narrow()
    assert page.header.isVisible()


def test_a_meeting_that_may_not_be_opened_is_refused_with_a_sentence(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan(members=("Patricia Hollis",))
    page = panels.meeting(meeting_id, actor=panels.staff.member)

    assert page.message.words() == "There is no such meeting, or you may not open it."


def test_a_check_that_holds_an_item_up_is_chased_from_the_agenda(panels: PanelHand) -> None:
    from cfs_panels.domain.checks import AddCheck

    case = panels.desk.case("Gwen", "Abernethy")
    panels.workspace.do(
        panels.staff.worker,
        AddCheck(case.id, "Pet assessment", requested_on=date(2025, 10, 20), asked_of="The vet"),
    )
    meeting_id = panels.desk.plan()
    panels.desk.add(meeting_id, case)
    panels.meeting(meeting_id)

    panels.press("Chase")
    dialog = panels.dialog(ChaseDialog)
    assert "Asked for on 20 October 2025 of The vet." in said(dialog)
    panels.send(dialog)
    assert dialog.fields["how"].error() == "Choose how."
    dialog.how.choose("email")
    panels.retype(dialog.note, "It goes out tomorrow.")
    panels.send(dialog)

    assert panels.no_dialog()
    lines = panels.workspace.checks.checks(panels.staff.worker, case.id)
    line = next(found for found in lines if found.name == "Pet assessment")
    assert (line.chased_on, line.chased_how) == (date(2025, 10, 24), "email")


def test_a_meeting_is_cancelled_from_its_menu(panels: PanelHand) -> None:
    meeting_id = panels.desk.plan()
    panels.desk.add(meeting_id, panels.desk.case("Gwen", "Abernethy"))
    page = panels.meeting(meeting_id)

    panels.press("More")
    panels.choose_from_menu("Cancel the meeting")
    dialog = panels.dialog(CancelDialog)
    assert "1 case waits for another slot then." in said(dialog)
    panels.send(dialog)
    assert dialog.fields["reason"].error() == "Enter why the meeting is cancelled."
    panels.retype(dialog.reason, "Too few members can come")
    panels.send(dialog)

    assert panels.desk.page(meeting_id).state is MeetingState.CANCELLED
    words = said(page)
    assert "Cancelled on Friday 24 October 2025 by Ruth Ellingham." in words
    assert "Too few members can come." in words
    assert "This meeting is not held" in words
    assert "Send papers" not in words
    assert [key for key, _ in tabs_of(panels.desk.page(meeting_id), page.desk)] == ["agenda"]


def test_a_case_that_withdrew_is_told_above_the_agenda(panels: PanelHand) -> None:
    from cfs_panels.domain.cases import RecordEvent
    from cfs_panels.domain.vocabulary import EventType

    case = panels.desk.case("Gwen", "Abernethy")
    meeting_id = panels.desk.plan()
    panels.desk.add(meeting_id, case)
    facts = {"reason": "They are moving house.", "code": "AW0"}
    panels.workspace.do(
        panels.staff.worker,
        RecordEvent(case.id, EventType.WITHDRAWN_BY_APPLICANT, TODAY, facts=facts),
    )

    page = panels.meeting(meeting_id)

    assert "Gwen Abernethy." in said(page)
    assert "Taken off on 24 October 2025: applicants withdrew." in said(page)


def test_a_member_saves_a_copy_of_a_word_file_and_reads_a_picture(
    panels: PanelHand, tmp_path: Path
) -> None:
    word_file = docx()
    case = panels.desk.case("Gwen", "Abernethy")
    for title, name, content in (
        ("Reference", "reference.docx", word_file),
        ("Family tree", "tree.png", png()),
    ):
        panels.workspace.do(
            panels.staff.worker, AttachPaper(case.id, "other", title, name, content, TODAY)
        )
    meeting_id = panels.desk.plan()
    panels.desk.add(meeting_id, case)
    panels.desk.send(meeting_id)
    panels.meeting(meeting_id, "papers", actor=panels.staff.member)
    pack = panels.pane(PapersPane).pack
    lines = {line.title: line for line in pack._lines.values()}

    pack.table.mark(lines["Family tree"].key)
    panels.rest()
    assert pack.reader.is_showing()
    pack.table.mark(lines["Reference"].key)
    panels.rest()
    assert pack.word_file.isVisible()
    panels.press("Save a copy", pack.word_file)
    dialog = panels.dialog(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("reference.docx")
    dialog.fileSelected.emit(str(tmp_path / "reference.docx"))
    dialog.reject()
    panels.rest()
    assert (tmp_path / "reference.docx").read_bytes() == word_file
    assert "Delete it when you are done." in panels.page().message.words()
