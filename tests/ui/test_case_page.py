"""The page of a case: what it shows, and what is reached from it by mouse and keyboard."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cfs_panels.domain.cases import EditHousehold, RecordEvent, RestrictCase
from cfs_panels.domain.vocabulary import EventType as E
from tests.ui.case_window import Hand, said
from tests.ui.sample_papers import make_report
from ui import theme
from ui.cases.case_summary import summary_html
from ui.cases.clock_strip import WhyPopover

if TYPE_CHECKING:
    from cfs_panels.domain.case_lines import CaseDetails
    from ui.cases.case_page import CasePage

REPORT = make_report(2, "Fostering report")
SIZES = ((1440, 900), (1093, 534))


def details(page: CasePage) -> CaseDetails:
    assert page.case is not None
    return page.case


# What it shows.


def test_the_head_says_who_it_is_about_and_how_it_stands(hand: Hand) -> None:
    page = hand.case(hand.desk.application())

    words = said(page.header)
    assert page.header.head.title.text() == "Marcus and Leanne Thwaite"
    assert "Fostering" in words
    assert "F-2025-0001" in words
    assert "Hannah Whitlock, North fostering team" in words
    assert "Manager: Louise Penhaligon" in words
    assert "12 Larch Close, Harrowmere WX4 7QN" in words
    assert "Stages: Enquiry, done" in words
    assert [crumb.label for crumb in page.crumbs()] == ["Cases", "F-2025-0001"]


def test_what_is_missing_stands_above_what_is_in(hand: Hand) -> None:
    page = hand.case(hand.desk.report_given(REPORT))

    records = page.overview.needs.table.records()
    headings = [h.title for n in range(records.rowCount()) if (h := records.heading_at(n))]
    needs = details(page).needs
    count = sum(1 for need in needs if need.is_in)
    assert headings == ["Still needed before panel", "In and checked"]
    assert not records.row_at(1).is_in
    assert f"{count} of {len(needs)} in" in said(page.overview.needs)


def test_before_the_application_panel_needs_nothing_yet(hand: Hand) -> None:
    page = hand.case(hand.desk.enquiry())

    assert "Panel needs nothing yet" in said(page.overview.needs)


def test_a_clock_says_by_keyboard_which_rule_it_follows(hand: Hand) -> None:
    page = hand.case(hand.desk.report_given(REPORT))
    clock, card = details(page).clocks[0], page.overview.clocks.cards[0]

    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    popover = page.overview.clocks.findChild(WhyPopover)
    assert popover is not None
    words = said(popover)
    QTest.keyClick(popover, Qt.Key.Key_Escape)

    assert "Why this date?" in words
    assert clock.why in words
    assert clock.span in words
    assert "Now with: Ruth Ellingham" in words
    assert QApplication.activePopupWidget() is None


def test_the_cause_of_a_late_clock_is_recorded_where_it_is_asked_for(hand: Hand) -> None:
    case_id = hand.desk.enquiry()
    hand.moment.on(date(2025, 5, 1))
    page = hand.case(case_id)
    clock = details(page).clocks[0]
    assert clock.state == "overdue"

    QTest.mouseClick(page.overview.clocks.cards[0], Qt.MouseButton.LeftButton)
    popover = page.overview.clocks.findChild(WhyPopover)
    hand.press_named("Record the reason", popover)
    hand.answer("reason", "They were abroad until Easter")
    hand.send()
    missing = hand.dialog().fields["cause"].error()
    hand.pick("cause", "applic")
    hand.send()

    assert missing == "Choose what held it up"
    clock = details(page).clocks[0]
    assert (clock.cause, clock.cause_words) == ("They were abroad until Easter", "The applicants")


def test_a_safety_note_stands_above_every_tab(hand: Hand) -> None:
    case_id = hand.desk.application()
    home = hand.desk.case(case_id).home
    hand.desk.do(
        hand.staff.worker,
        EditHousehold(
            case_id, home.address, home.postcode, "", "", "Large dog.", True, "", home.version
        ),
    )

    page = hand.case(case_id)
    words = said(page.overview.banners)
    page.show_tab("checks")

    assert "Safety: Large dog. Added by Hannah Whitlock" in words
    assert "Address is secret." in words
    assert page.banners.isVisible()
    assert "12 Larch Close" not in said(page.header)


def test_a_case_that_may_not_be_opened_says_so_and_shows_nothing(hand: Hand) -> None:
    case_id = hand.desk.application()

    window = hand.open(hand.staff.other_worker, "case", case_id)

    assert window.case().message.words() == "There is no such case, or you may not open it."
    assert "Thwaite" not in said(window)


def test_what_somebody_else_writes_is_shown_at_once(hand: Hand) -> None:
    case_id = hand.desk.enquiry()
    page = hand.case(case_id)
    workspace, manager = hand.workspace, hand.staff.manager

    command = RecordEvent(case_id, E.INFORMATION_PACK_SENT, date(2025, 3, 3))
    hand.runner.run(hand.window, lambda: workspace.do(manager, command))
    hand.rest()

    assert "Information pack sent" in said(page.overview.latest)


# Moving about.


def test_control_tab_goes_round_the_tabs(hand: Hand) -> None:
    page = hand.case(hand.desk.enquiry())

    QTest.keyClick(page, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    second = page.tab()
    for _ in range(7):
        QTest.keyClick(page, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)

    assert second == "checks"
    assert page.tab() == "overview"


def test_a_line_of_what_panel_needs_leads_to_where_it_is_dealt_with(hand: Hand) -> None:
    case_id = hand.desk.application()
    page = hand.case(case_id)
    check = hand.desk.line(case_id, "identity", "Marcus")
    need = next(n for n in details(page).needs if n.check_id == check.id)

    page.overview.needs.opened.emit(need)
    hand.rest()

    assert page.tab() == "checks"
    assert page.checks.table.current_key() == check.id


def test_the_add_menu_says_why_something_waits(hand: Hand) -> None:
    page = hand.case(hand.desk.enquiry())

    hand.menu(page.header.add_button)
    waiting = hand.line("Record the application")
    hand.press(waiting)

    assert waiting.entry.blocked == (
        "Record the manager's decision on the initial visit before the application."
    )
    assert "Not yet:" in waiting.accessibleDescription()
    assert hand.no_dialog()


def test_the_add_menu_works_by_keyboard(hand: Hand) -> None:
    page = hand.case(hand.desk.enquiry())

    QTest.keyClick(page, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    menu = hand.open_menu()
    QTest.keyClick(menu, Qt.Key.Key_Down)
    focused = next(row for row in menu.rows if row.hasFocus())
    QTest.keyClick(focused, Qt.Key.Key_Return)

    assert focused.text() == "Arrange the initial visit"
    assert hand.dialog().windowTitle() == "Arrange the initial visit"


def test_a_role_that_may_not_write_is_offered_nothing_to_write(hand: Hand) -> None:
    page = hand.case(hand.desk.application(), hand.staff.decision_maker)

    page.show_tab("checks")
    hand.rest()

    assert not page.header.add_button.isVisible()
    more = [row.text() for row in hand.menu(page.header.more_button).rows]
    assert more == ["As it stood on…"]
    hand.open_menu().close()
    assert not page.overview.household.header.link.isVisible()
    records = page.checks.table.records()
    assert all(not records.cell(n, 6).link for n in range(records.rowCount()) if records.key_at(n))


def test_the_case_summary_prints_what_the_page_means(hand: Hand) -> None:
    page = hand.case(hand.desk.report_given(REPORT))

    html = summary_html(details(page), "Hannah Whitlock", hand.moment())

    assert "Marcus and Leanne Thwaite" in html
    assert "Printed by Hannah Whitlock on 10 October 2025" in html
    assert "Applicants&#x27; observations" in html


# Whose it is, and who may see it.


def test_a_manager_allocates_a_case(hand: Hand) -> None:
    case_id = hand.desk.enquiry()
    page = hand.case(case_id, hand.staff.manager)

    hand.menu(page.header.more_button)
    hand.choose("Allocate to a worker and manager")
    hand.dialog().fields["worker_id"].editor.set_value(hand.staff.other_worker.user_id)  # type: ignore[attr-defined]  # a choice box
    hand.send()

    assert details(page).worker == "Tim Braithwaite"


def test_one_person_cannot_be_worker_and_manager(hand: Hand) -> None:
    page = hand.case(hand.desk.enquiry(), hand.staff.manager)

    hand.menu(page.header.more_button)
    hand.choose("Allocate to a worker and manager")
    hand.dialog().fields["worker_id"].editor.set_value(hand.staff.manager.user_id)  # type: ignore[attr-defined]  # a choice box
    hand.send()

    error = hand.dialog().fields["manager_id"].error()
    assert error == "Worker and manager of a case are two people."


def test_a_case_is_restricted_with_a_reason(hand: Hand) -> None:
    page = hand.case(hand.desk.enquiry(), hand.staff.manager)

    hand.menu(page.header.more_button)
    hand.choose("Restrict who may open it")
    hand.press_named("Hannah Whitlock, Social worker, North fostering team", hand.dialog())
    hand.send()
    missing = hand.dialog().fields["reason"].error()
    hand.answer("reason", "She knows a colleague")
    hand.send()

    assert missing == "Enter the reason"
    assert "Restricted. She knows a colleague" in said(page.overview.banners)


def test_a_restricted_case_can_be_opened_again(hand: Hand) -> None:
    case_id = hand.desk.enquiry()
    named = (hand.staff.adviser.user_id,)
    hand.desk.do(hand.staff.manager, RestrictCase(case_id, named, "Known to the team"))
    page = hand.case(case_id, hand.staff.manager)

    hand.menu(page.header.more_button)
    hand.choose("Change who may open it")
    hand.send()

    assert not details(page).is_restricted


# The household.


def test_a_person_is_added_to_the_household(hand: Hand) -> None:
    page = hand.case(hand.desk.application())

    hand.press(page.overview.household.header.link)
    hand.press_named("Add a person")
    hand.answer("first_name", "Rosa")
    hand.answer("last_name", "Thwaite")
    hand.answer("born_on", "12/3/18")
    hand.send()

    assert "Rosa Thwaite, 7" in said(page.overview.household)


def test_a_person_without_a_name_is_not_added(hand: Hand) -> None:
    page = hand.case(hand.desk.application())

    hand.press(page.overview.household.header.link)
    hand.press_named("Add a person")
    hand.send()

    assert hand.dialog().fields["first_name"].error() == "Enter the first name"


def test_a_person_is_edited_and_leaves(hand: Hand) -> None:
    page = hand.case(hand.desk.application())

    hand.press(page.overview.household.header.link)
    hand.press_named("Edit: Callum Thwaite")
    hand.answer("first_name", "Cal")
    hand.send()
    edited = said(page.overview.household)
    hand.press(page.overview.household.header.link)
    hand.press_named("Left: Cal Thwaite")
    hand.send()

    assert "Cal Thwaite, 18" in edited
    assert "Cal Thwaite" not in said(page.overview.household)


def test_the_safety_note_is_written_from_the_household(hand: Hand) -> None:
    page = hand.case(hand.desk.application())

    hand.press(page.overview.household.header.link)
    hand.press_named("Edit address, safety and access")
    hand.answer("safety_note", "Ring before you come.")
    hand.send()

    assert "Safety: Ring before you come." in said(page.overview.banners)


# The look in narrow windows, in every theme, with large text.


def test_in_a_narrow_window_the_side_is_a_drawer_that_esc_closes(hand: Hand) -> None:
    page = hand.case(hand.desk.application())
    hand.window.resize(1093, 534)
    hand.rest()

    hand.press_named("Side panel")
    open_then = page.overview.drawer.isVisible() and page.overview.household.isVisible()
    QTest.keyClick(page.overview.drawer, Qt.Key.Key_Escape)

    assert "Next:" in said(page.overview)
    assert open_then
    assert not page.overview.drawer.isVisible()


@pytest.mark.parametrize("look", theme.THEMES)
@pytest.mark.parametrize("text", ["standard", "largest"])
def test_no_tab_is_wider_than_the_window(hand: Hand, look: str, text: str) -> None:
    page = hand.case(hand.desk.report_given(REPORT))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, look, text)

    for width, height in SIZES:
        hand.window.resize(width, height)
        for key in page.panes:
            page.show_tab(key)
            hand.rest()
            pane = page.panes[key].area.widget()
            assert pane is not None
            room = page.panes[key].area.viewport().width()
            assert pane.minimumSizeHint().width() <= room, (key, width, look)
            assert page.minimumSizeHint().width() <= page.width(), (key, width, look)


def test_the_card_of_a_rule_that_nobody_has_confirmed_says_so(hand: Hand) -> None:
    page = hand.case(hand.desk.registration())
    clocks = {c.rule_id: c for c in details(page).clocks}
    cards = dict(zip(clocks, page.overview.clocks.cards, strict=False))
    assert not clocks["A-S1"].confirmed
    assert "Unconfirmed. Adoption Regulations, regulation 27" in cards["A-S1"].accessibleName()
    page = hand.case(hand.desk.application())
    papers = {c.rule_id: c for c in details(page).clocks}
    cards = dict(zip(papers, page.overview.clocks.cards, strict=False))
    assert "Unconfirmed" not in cards["F-APP-PANEL"].accessibleName()
