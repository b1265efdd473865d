"""The painted pieces say what they show, keep their manners, and fit."""

from collections.abc import Callable
from datetime import datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import pattern_sheet
from ui import theme
from ui.widgets import buttons
from ui.widgets.autosave import Autosave
from ui.widgets.avatar import initials
from ui.widgets.banner import Banner
from ui.widgets.capacity_bar import CapacityBar, Segment
from ui.widgets.card import ActionRow, Card, FactList
from ui.widgets.clock_card import ClockCard, ClockFacts
from ui.widgets.filter_bar import FilterBar
from ui.widgets.focus_ring import FocusRing
from ui.widgets.labels import ElideLabel, FactLine
from ui.widgets.layouts import column, held, scroll_body
from ui.widgets.long_work_bar import time_left_words
from ui.widgets.message_bar import MessageBar
from ui.widgets.nav_button import NavButton
from ui.widgets.pill import Pill
from ui.widgets.progress_line import ProgressLine
from ui.widgets.saved_views import SavedViews, View
from ui.widgets.side_pane import SidePane, SidePaneHost
from ui.widgets.stage_stepper import StageStepper, Step
from ui.widgets.tab_rows import TabRow
from ui.widgets.text_field import TextField

Shown = Callable[..., None]
CLOCK = ClockFacts(
    "Observations", "dueSoon", "Today", "last day of 10", 1.0, "No reply.", "Regulation 26"
)


def test_a_pill_says_the_word_of_its_state_unless_given_another(
    kit: QApplication, qtbot: QtBot
) -> None:
    pill = Pill("blocked")
    qtbot.addWidget(pill)
    assert pill.accessibleName() == "Blocked"
    pill.set_state("overdue", "3 days late")
    assert (pill.accessibleName(), pill.kind()) == ("3 days late", "overdue")


def test_a_clock_says_everything_and_opens_by_keyboard_and_mouse(
    qtbot: QtBot, shown: Shown
) -> None:
    card = ClockCard(CLOCK)
    shown(card, 280, 130)
    assert card.accessibleName() == (
        "Observations. Due soon. Today last day of 10. No reply. Regulation 26"
    )
    with qtbot.waitSignal(card.opened):
        qtbot.keyClick(card, Qt.Key.Key_Return)
    with qtbot.waitSignal(card.opened):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    full = card.sizeHint().height()
    card.set_compact(True)
    assert card.sizeHint().height() < full


def test_the_stepper_is_read_out_and_drops_its_dates_when_compact(
    kit: QApplication, qtbot: QtBot
) -> None:
    stepper = StageStepper([Step("Enquiry", "done", "3 Mar 2025"), Step("Panel", "booked")])
    qtbot.addWidget(stepper)
    assert stepper.accessibleName() == "Stages: Enquiry, done, 3 Mar 2025; Panel, booked"
    full = stepper.sizeHint().height()
    stepper.set_compact(True)
    assert stepper.sizeHint().height() < full


def test_the_day_is_read_out_with_its_times(kit: QApplication, qtbot: QtBot) -> None:
    bar = CapacityBar(
        [Segment("1", 40), Segment("", 15, "break"), Segment("2", 30, "lost")], start=time(9, 45)
    )
    qtbot.addWidget(bar)
    assert bar.total() == 85
    assert bar.accessibleName() == (
        "The day: 09:45 item 1, 40 minutes; 10:25 break , 15 minutes; "
        "10:40 item without quorum 2, 30 minutes"
    )


def test_words_that_do_not_fit_are_cut_with_dots_and_told_whole(qtbot: QtBot, shown: Shown) -> None:
    label = ElideLabel("Marcus and Leanne Thwaite of Harrowmere")
    holder = held(column(label))
    shown(holder, 120, 60)
    assert label.is_elided()
    assert label.toolTip() == label.text()
    holder.resize(600, 60)
    qtbot.waitUntil(lambda: not label.is_elided())
    assert label.toolTip() == ""


def test_facts_leave_out_what_is_empty(kit: QApplication, qtbot: QtBot) -> None:
    line = FactLine(["F-2025-0087", "", "Opened 3 March 2025"])
    qtbot.addWidget(line)
    assert line.accessibleName() == "F-2025-0087, Opened 3 March 2025"


def test_a_banner_takes_words_literally(kit: QApplication, qtbot: QtBot) -> None:
    banner = Banner("safety", "Safety:", "<b>dog</b> & cat", action="Details")
    qtbot.addWidget(banner)
    assert banner.words() == "Safety: <b>dog</b> & cat"
    label = banner.findChild(QLabel)
    assert label is not None
    assert "&lt;b&gt;dog" in label.text()
    with qtbot.waitSignal(banner.acted):
        banner.findChildren(QPushButton)[0].click()


def test_the_message_bar_says_one_thing_at_a_time_and_acts(qtbot: QtBot, shown: Shown) -> None:
    bar, tried = MessageBar(), []
    shown(bar, 600, 60)
    bar.show_message("warning", "The server is away.", action="Try again",
                     on_action=lambda: tried.append(1))  # fmt: skip
    assert bar.words() == "The server is away."
    again = next(b for b in bar.findChildren(QPushButton) if b.text() == "Try again")
    again.click()
    assert (tried, bar.words(), bar.isHidden()) == ([1], "", True)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ruth Ellingham", "RE"),
        ("Marcus Thwaite, 46", "MT"),
        ("Dr Imogen Farrell", "IF"),
        ("Cher", "C"),
    ],
)
def test_initials_are_of_first_and_last_name(name: str, short: str) -> None:
    assert initials(name) == short


def test_a_navigation_button_tells_how_many_wait(kit: QApplication, qtbot: QtBot) -> None:
    button = NavButton("Cases", "cases")
    qtbot.addWidget(button)
    button.set_count(128)
    assert button.accessibleName() == "Cases, 128"
    button.set_narrow(True)
    assert button.toolTip() == "Cases"


def test_an_icon_button_has_a_name(kit: QApplication, qtbot: QtBot) -> None:
    button = buttons.icon_button("print", "Print this list")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("Print this list", "Print this list")


def test_views_keep_the_chosen_one_when_counts_change(kit: QApplication, qtbot: QtBot) -> None:
    views = SavedViews([View("all", "All open", 1), View("mine", "Mine", 2), View("old", "Closed")])
    qtbot.addWidget(views)
    with qtbot.waitSignal(views.chosen) as chosen:
        views.choose("mine")
    assert chosen.args == ["mine"]
    told: list[str] = []
    views.chosen.connect(told.append)
    views.set_counts({"all": 9, "mine": 5})
    assert (views.key(), told) == ("mine", [])
    assert [views.tabText(n) for n in range(3)] == ["All open 9", "Mine 5", "Closed"]


def test_tabs_are_moved_through_by_arrows_and_round_the_end(qtbot: QtBot, shown: Shown) -> None:
    tabs = TabRow([("o", "Overview"), ("d", "Documents 23"), ("h", "History")])
    shown(tabs, 600, 40)
    tabs.setFocus()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.key() == "d"
    tabs.step(2)
    assert tabs.key() == "o"


def test_filters_tell_what_is_asked_and_clear_together(kit: QApplication, qtbot: QtBot) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    bar.add_choice("service", "Service", [("", "all"), ("fostering", "Fostering")])
    with qtbot.waitSignal(bar.changed):
        qtbot.keyClicks(bar.search, "thw")
    bar.set_choices("service", "Service", [("", "all"), ("adoption", "Adoption")])
    assert (bar.text(), bar.value("service")) == ("thw", "")
    with qtbot.waitSignal(bar.changed):
        bar.clear()
    assert bar.text() == ""


def test_escape_empties_a_search(kit: QApplication, qtbot: QtBot) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    qtbot.keyClicks(bar.search, "thw")
    with qtbot.waitSignal(bar.changed):
        qtbot.keyClick(bar.search, Qt.Key.Key_Escape)
    assert bar.text() == ""


def test_the_side_panel_is_a_drawer_in_a_narrow_window_and_gives_the_keyboard_back(
    qtbot: QtBot, shown: Shown
) -> None:
    main, panel = TextField(), SidePane()
    host = SidePaneHost(main, panel)
    shown(host, 1093, 534)
    assert not host.is_shown()
    main.setFocus()
    host.toggle()
    assert panel.isVisible()
    qtbot.waitUntil(lambda: panel.geometry().right() == host.width() - 1)
    assert panel.close_button.hasFocus()
    qtbot.keyClick(panel.close_button, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert main.hasFocus()


def test_the_side_panel_stands_beside_the_list_in_a_wide_window(qtbot: QtBot, shown: Shown) -> None:
    main, panel = TextField(), SidePane()
    host = SidePaneHost(main, panel)
    shown(host, 1440, 900)
    assert panel.isVisible()
    assert panel.x() >= main.geometry().right()
    host.toggle()
    assert not panel.isVisible()


def test_the_focus_ring_stands_clear_of_a_button_reached_by_keyboard(
    kit: QApplication, qtbot: QtBot, shown: Shown
) -> None:
    follow = FocusRing(kit)
    one, two = QPushButton("One"), QPushButton("Two")
    area, body = scroll_body((20, 20, 20, 20))
    body.addWidget(one)
    body.addWidget(two)
    shown(area, 300, 200)
    one.setFocus()
    qtbot.keyClick(one, Qt.Key.Key_Tab)
    ring = follow.ring()
    assert ring is not None
    assert two.hasFocus()
    assert ring.geometry() == two.geometry().adjusted(-4, -4, 4, 4)
    area.resize(400, 200)
    qtbot.waitUntil(lambda: ring.width() == two.width() + 8)
    two.clearFocus()
    assert follow.ring() is None


def test_fields_show_focus_by_their_own_border(
    kit: QApplication, qtbot: QtBot, shown: Shown
) -> None:
    follow = FocusRing(kit)
    one, two = TextField(), TextField()
    shown(held(column(one, two)), 300, 200)
    one.setFocus()
    qtbot.keyClick(one, Qt.Key.Key_Tab)
    assert two.hasFocus()
    assert follow.ring() is None


def test_a_card_links_and_is_emptied(kit: QApplication, qtbot: QtBot) -> None:
    card = Card("Household", link="Edit")
    qtbot.addWidget(card)
    card.body.addWidget(FactList([("Age", "43")]))
    with qtbot.waitSignal(card.linked):
        card.header.link.click()
    card.clear()
    assert card.body.count() == 0


def test_what_can_be_done_about_a_row_names_the_row(kit: QApplication, qtbot: QtBot) -> None:
    line = ActionRow("overdue", "Item 6: medical comment", "Late", action="Chase")
    qtbot.addWidget(line)
    button = line.findChild(QPushButton)
    assert button is not None
    assert button.accessibleName() == "Chase: Item 6: medical comment"


def test_progress_is_read_out_in_per_cent(kit: QApplication, qtbot: QtBot) -> None:
    line = ProgressLine(0.845, "dueSoon", name="Papers in")
    qtbot.addWidget(line)
    assert line.accessibleName() == "Papers in 84 per cent"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, "You can keep working."), (1, "About 1 second left. You can keep working."),
     (20, "About 20 seconds left. You can keep working."),
     (150, "About 2 minutes left. You can keep working.")],
)  # fmt: skip
def test_the_time_left_is_a_sentence(seconds: int | None, words: str) -> None:
    assert time_left_words(seconds) == words


def test_typing_is_saved_soon_and_leaving_saves_at_once(qtbot: QtBot, kit: QApplication) -> None:
    owner = QWidget()
    saves: list[int] = []
    states: list[str] = []
    qtbot.addWidget(owner)
    autosave = Autosave(owner, lambda: saves.append(1), now=lambda: datetime(2025, 10, 24, 10, 42))
    autosave.state.connect(states.append)
    autosave.touched()
    autosave.touched()
    assert (saves, autosave.has_unsaved()) == ([], True)
    autosave.flush()
    autosave.touched()
    autosave.flush()
    assert saves == [1]
    autosave.saved()
    assert states == ["Saving…", "Saved 10:42"]
    autosave.flush()
    autosave.failed("the database cannot be reached. Kept on this computer.")
    assert saves == [1, 1]
    assert states[-1] == "Not saved: the database cannot be reached. Kept on this computer."
    assert autosave.has_unsaved()
    autosave.forget()
    assert not autosave.has_unsaved()


def test_typing_is_saved_by_itself(qtbot: QtBot, kit: QApplication) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    saves: list[int] = []
    autosave = Autosave(owner, lambda: saves.append(1))
    autosave.touched()
    qtbot.waitUntil(lambda: saves == [1], timeout=4000)


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("size", ["standard", "largest"])
def test_every_widget_is_painted_in_every_theme_and_text_size(
    kit: QApplication, qtbot: QtBot, shown: Shown, name: str, size: str
) -> None:
    theme.apply(kit, name, size)
    for make in (pattern_sheet.first_sheet, pattern_sheet.second_sheet):
        sheet = make()
        shown(sheet, 1384, 848)
        assert not sheet.grab().isNull()
        sheet.close()
