"""Home: what needs a person, and the ways from there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from cfs_panels.domain.central_list import EditMember
from cfs_panels.domain.home import HomeKind, in_order, summary
from tests.factories import make_case
from tests.ui.list_window import said
from tests.ui.sample_home import home_details
from ui.home.desk_cards import DecisionsCard, NextPanelCard, PanelsAheadCard
from ui.home.home_page import HomePage, key_of
from ui.settings.member_list import MemberListPage

if TYPE_CHECKING:
    from cfs_panels.services.office import Office
    from cfs_panels.services.workspace import Workspace
    from tests.factories import Staff
    from tests.ui.list_window import Lists


@pytest.fixture
def page(lists: Lists, staff: Staff) -> HomePage:
    """Return the page of the picture."""
    page = lists.open(staff.adviser, HomePage, "home")
    page.show_details(home_details())
    return page


def rows(page: HomePage) -> list[str]:
    records = page.table.records()
    return [records.cell(place, 0).text for place in range(records.rowCount())]


def test_what_presses_stands_under_its_group(page: HomePage) -> None:
    assert rows(page)[:3] == [
        "Overdue 2",
        "Medical adviser’s comment: Tomasz and Ewa Zielinski",
        "Induction not finished: Kelechi Obi",
    ]
    assert "Nine things need you: two are overdue and three are for today." in said(page)


def test_what_is_only_followed_stands_by_itself_and_the_sentence_counts_it(page: HomePage) -> None:
    whole = home_details()
    watched = replace(whole.rows[0], title="Requirement: Tess Marlow", mine=False)
    found = in_order([*whole.rows, watched])
    page.show_details(replace(whole, rows=found, summary=summary(found)))
    assert rows(page)[-2:] == ["You follow 1", "Requirement: Tess Marlow"]
    assert rows(page)[0] == "Overdue 2"
    said_words = (
        "Nine things need you: two are overdue and three are for today. You follow one more."
    )
    assert said_words in said(page)


def test_a_panel_seen_in_part_tells_nothing_of_the_whole(page: HomePage) -> None:
    whole = home_details()
    assert whole.next_panel is not None
    part = replace(whole.next_panel, items=1, items_to_hear=1, quorate_items=1, is_whole=False)
    ahead = (replace(part, id="m2", items=0), replace(part, id="m3"))
    page.show_details(replace(whole, next_panel=part, panels_ahead=ahead))
    words = said(page)
    assert "Every item you can see is quorate." in words
    assert "No item that you can see" in words
    assert "1 item you can see" in words
    for told_of_all in ("left.", "% full", "of 6 h", "Every item is"):
        assert told_of_all not in words


def test_the_first_rows_stand_without_counts_and_cannot_be_printed_as_the_list(
    page: HomePage, lists: Lists
) -> None:
    page.show_details(replace(home_details(), rows=home_details().rows[:1], is_whole=False))
    assert rows(page) == ["Overdue", "Medical adviser’s comment: Tomasz and Ewa Zielinski"]
    page.print_page()
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]


@pytest.mark.parametrize(("moved_to", "kept"), [(None, 0), (3, 3)])
def test_the_whole_page_begins_at_its_first_row_unless_somebody_went_on(
    page: HomePage, moved_to: int | None, kept: int
) -> None:
    whole = home_details()
    page.show_details(replace(whole, rows=whole.rows[2:5], is_whole=False))
    page.table.mark(key_of(whole.rows[moved_to or 2]))
    page.show_details(whole)
    assert page.table.current_key() == key_of(whole.rows[kept])


def test_a_tab_leaves_only_its_kind(lists: Lists, page: HomePage) -> None:
    page.tabs.choose(HomeKind.MINUTES.value)
    assert rows(page) == ["Next 5 working days 1", "Draft minutes of 21 October 2025"]


def test_enter_goes_where_the_marked_row_is_dealt_with(lists: Lists, page: HomePage) -> None:
    page.table.mark(key_of(home_details().rows[3]))
    lists.key(page.table, Qt.Key.Key_Return)
    assert lists.went_to() == ("case", "c3")


def test_the_words_at_the_right_of_a_row_go_there_too(lists: Lists, page: HomePage) -> None:
    place = page.table.records().place_of(key_of(home_details().rows[5]))
    spot = page.table.visualRect(page.table.model().index(place, 2)).center()
    spot.setX(page.table.viewport().width() - 40)
    lists.qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert lists.went_to() == ("meeting", "m1", "papers")


def test_what_a_person_has_no_page_for_offers_no_way(lists: Lists, page: HomePage) -> None:
    odd = replace(home_details().rows[0], page="reports", reference=(), title="Feedback")
    page.show_details(replace(home_details(), rows=(odd,)))
    place = page.table.records().place_of(key_of(odd))
    assert page.table.records().cell(place, 2).link == ""


def test_the_next_panel_says_what_it_lacks(lists: Lists, page: HomePage) -> None:
    card = page.findChild(NextPanelCard)
    assert card is not None
    for words in (
        "5 h 45 min of 6 h",
        "12 items. Nearly full: 15 minutes left.",
        "Send by Monday 27 October, in 1 working day.",
        "Item 9: 4 of 5 members. Find one more.",
    ):
        assert words in said(card)
    lists.press_named("Open agenda", card)
    assert lists.went_to() == ("meeting", "m1", "agenda")


def test_cases_without_a_slot_lead_to_their_list(lists: Lists, page: HomePage) -> None:
    card = page.findChild(PanelsAheadCard)
    assert card is not None
    lists.press_named("5 cases wait for a slot", card)
    assert lists.window.page_key() == "cases"


def test_a_decision_under_way_opens(lists: Lists, page: HomePage) -> None:
    card = page.findChild(DecisionsCard)
    assert card is not None
    lines = card.findChildren(QWidget)
    line = next(w for w in lines if w.accessibleName().startswith("Amrit"))
    lists.key(line, Qt.Key.Key_Return)
    assert lists.went_to() == ("decision", "d2")


def test_without_a_panel_or_draft_their_cards_are_away(page: HomePage) -> None:
    bare = replace(
        home_details(),
        rows=(),
        next_panel=None,
        panels_ahead=(),
        waiting_for_slot=0,
        with_decision_maker=(),
        drafts=(),
    )
    page.show_details(bare)
    assert "Next panel" not in said(page)
    assert "Carry on where you left off" not in said(page)
    assert "Nothing needs you" in said(page)


def test_a_narrow_window_shows_the_same_one_under_another(lists: Lists, staff: Staff) -> None:
    page = lists.open(staff.adviser, HomePage, "home", size=(1093, 534))
    page.show_details(home_details())
    assert page.table.minimumHeight() == page.table.content_height()
    assert "Item 9: 4 of 5 members. Find one more." in said(page)
    least = lists.window.minimumSizeHint()
    assert (least.width() <= 1093, least.height() <= 534) == (True, True)


def test_a_late_induction_leads_to_its_member(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    new = next(m for m in workspace.central_list.members(staff.adviser) if m.name == "Kelechi Obi")
    workspace.do(
        staff.adviser,
        EditMember(
            new.id, new.name, new.role, new.services, new.background, None, False, None, None,
            None, None, None, "", new.version, joined_on=date(2025, 8, 8),
        ),
    )  # fmt: skip
    page = lists.open(staff.adviser, HomePage, "home")
    row = next(r for r in rows(page) if r == "Induction not finished: Kelechi Obi")
    place = rows(page).index(row)
    assert page.table.records().cell(place, 0).sub == (
        "Joined the central list on 8 August. 10 weeks ended on 17 October."
    )
    page.table.selectRow(place)
    lists.key(page.table, Qt.Key.Key_Return)
    assert lists.page(MemberListPage).table.current_key() == new.id


def test_home_follows_what_changes(lists: Lists, staff: Staff, office: Office) -> None:
    page = lists.open(staff.adviser, HomePage, "home")
    before = len(rows(page))
    make_case(office, staff, names=(("Gwen", "Abernethy"),))
    page.reload()
    lists.rest()
    assert len(rows(page)) > before
