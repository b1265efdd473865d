"""The frame: navigation, keys, history, undo, narrow windows, the palette."""

from collections.abc import Callable, Sequence

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cfs_panels.domain.changes import Changes
from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from ui.command_palette import CommandPalette, room_for_text
from ui.commands import Answer, Command, Found
from ui.main_window import MainWindow, PageEntry, SignedIn
from ui.task_runner import TaskRunner
from ui.trouble import TroubleDesk
from ui.trouble_dialog import TroubleDialog, described
from ui.widgets.page import Crumb, Navigator, Page
from ui.widgets.text_field import TextField

Shown = Callable[..., None]
WHO = SignedIn("Wealdshire County Council", "Ruth Ellingham", "Panel adviser")


class NotePage(Page):
    """A page with one field, as a stand-in for any."""

    def __init__(self, navigator: Navigator, runner: TaskRunner, name: str) -> None:
        super().__init__(navigator, runner)
        self.name, self.reference, self.heard = name, "", 0
        self.stays, self.asked = False, ""
        self.note = TextField()
        self.lay_out().addWidget(self.note)

    def crumbs(self) -> list[Crumb]:
        here = Crumb(self.reference or self.name)
        return [Crumb(self.name, self.name.lower()), here] if self.reference else [here]

    def open(self, *reference: str) -> None:
        self.reference = reference[0] if reference else ""

    def changed(self, changes: Changes) -> None:
        self.heard += 1

    def primary_focus(self) -> QWidget:
        return self.note

    def search_box(self) -> QLineEdit:
        return self.note

    def new_record(self) -> None:
        self.asked = "new"

    def save_now(self) -> None:
        self.asked = "save"

    def may_leave(self) -> bool:
        return not self.stays


def _entries(runner: TaskRunner) -> list[PageEntry]:
    def factory(name: str) -> Callable[[Navigator], Page]:
        return lambda navigator: NotePage(navigator, runner, name)

    return [
        PageEntry("home", "Home", "home", factory("Home")),
        PageEntry("cases", "Cases", "cases", factory("Cases"), count=128),
        PageEntry("settings", "Settings", "settings", factory("Settings"), place="foot"),
        PageEntry("case", "Case", "cases", factory("Case"), place="none", under="cases"),
    ]


@pytest.fixture
def undone() -> list[object]:
    """Return what the window took back."""
    return []


@pytest.fixture
def window(runner: TaskRunner, shown: Shown, undone: list[object]) -> MainWindow:
    def undo(command: object) -> Changes:
        undone.append(command)
        return Changes(frozenset({("case", "c1")}))

    window = MainWindow(WHO, _entries(runner), runner, undo=undo)
    window.open("home")
    shown(window)
    return window


def _page(window: MainWindow) -> NotePage:
    page = window.page()
    assert isinstance(page, NotePage)
    return page


def _idle(qtbot: QtBot, runner: TaskRunner) -> None:
    qtbot.waitUntil(lambda: not runner.is_busy())


def test_a_page_is_made_when_it_is_first_shown(window: MainWindow) -> None:
    assert window.stack.count() == 1
    window.open("cases")
    window.open("home")
    assert window.stack.count() == 2


def test_the_navigation_has_only_pages_the_person_may_open(window: MainWindow) -> None:
    assert list(window.nav.buttons) == ["home", "cases", "settings"]
    assert window.nav.buttons["cases"].accessibleName() == "Cases, 128"
    assert not window.can_open("decisions")
    window.open("decisions")
    assert window.page_key() == "home"


def test_a_record_is_opened_under_its_list_and_back_returns(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.open("cases")
    window.open("case", "F-2025-0087")
    assert _page(window).reference == "F-2025-0087"
    assert window.nav.buttons["cases"].isChecked()
    assert window.windowTitle() == "F-2025-0087 - CFS Panels"
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page_key() == "cases"


def test_the_breadcrumb_leads_back(qtbot: QtBot, window: MainWindow) -> None:
    window.open("case", "F-2025-0087")
    crumb = next(b for b in window.top.findChildren(QPushButton) if b.text() == "Case")
    qtbot.mouseClick(crumb, Qt.MouseButton.LeftButton)
    assert (window.page_key(), _page(window).reference) == ("case", "")


def test_keys_reach_pages_and_what_they_can_do(qtbot: QtBot, window: MainWindow) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window, Qt.Key.Key_2, control)
    assert window.page_key() == "cases"
    qtbot.keyClick(window, Qt.Key.Key_N, control)
    assert _page(window).asked == "new"
    qtbot.keyClick(window, Qt.Key.Key_S, control)
    assert _page(window).asked == "save"
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F, control)
    assert _page(window).note.hasFocus()


def test_f6_goes_round_the_panes(qtbot: QtBot, window: MainWindow) -> None:
    assert _page(window).note.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.nav.buttons["home"].hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.top.search.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert _page(window).note.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.top.search.hasFocus()


def test_a_page_that_must_be_finished_first_keeps_the_person(window: MainWindow) -> None:
    _page(window).stays = True
    window.open("cases")
    assert window.page_key() == "home"
    assert not window.close()
    _page(window).stays = False


def test_only_the_shown_page_hears_of_changes(
    qtbot: QtBot, window: MainWindow, runner: TaskRunner
) -> None:
    home = _page(window)
    window.open("cases")
    runner.run(window, lambda: Changes(frozenset({("case", "c1")})))
    _idle(qtbot, runner)
    assert (home.heard, _page(window).heard) == (0, 1)


def test_a_change_can_be_taken_back_from_the_bar_and_by_key(
    qtbot: QtBot, window: MainWindow, runner: TaskRunner, undone: list[object]
) -> None:
    change = Changes(message="Item 9 moved before item 8", undo="move back")
    runner.run(window, lambda: change)
    _idle(qtbot, runner)
    assert window.foot.words() == "Item 9 moved before item 8"
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    _idle(qtbot, runner)
    assert undone == ["move back"]
    assert window.foot.words() == ""
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    _idle(qtbot, runner)
    assert undone == ["move back"]


def test_the_undo_key_takes_back_typing_first(
    qtbot: QtBot, window: MainWindow, runner: TaskRunner, undone: list[object]
) -> None:
    runner.run(window, lambda: Changes(message="Moved", undo="move back"))
    _idle(qtbot, runner)
    note = _page(window).note
    qtbot.keyClicks(note, "abc")
    qtbot.keyClick(note, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    _idle(qtbot, runner)
    assert note.text() == ""
    assert undone == []


def test_a_narrow_window_shows_icons_alone_and_tells_the_page(
    qtbot: QtBot, window: MainWindow
) -> None:
    assert window.nav.width() == 220
    window.resize(1093, 534)
    qtbot.waitUntil(lambda: _page(window).compact)
    assert window.nav.width() == 56
    assert window.minimumSizeHint().width() <= 1024
    assert window.minimumSizeHint().height() <= 520


def test_a_page_may_ask_for_a_narrow_navigation(window: MainWindow) -> None:
    window.open("cases")
    _page(window).wants_narrow_nav = True
    window.open("home")
    assert not window.nav.is_narrow()
    window.open("cases")
    assert window.nav.is_narrow()


def test_the_top_bar_says_whether_it_is_saved(window: MainWindow) -> None:
    page = _page(window)
    for words in ("Saving…", "Saved 10:42", "Not saved: the database cannot be reached."):
        page.saved_state.emit(words)
        assert window.top.saved_words() == words
    window.open("cases")
    assert window.top.saved_words() == ""


def test_a_refusal_stands_above_the_page_that_asked(
    qtbot: QtBot, window: MainWindow, runner: TaskRunner
) -> None:
    desk = TroubleDesk(window, runner)

    def refuse() -> None:
        raise RuleBroken("An author cannot agree her own visit.")

    page = _page(window)
    runner.run(page.note, refuse)
    _idle(qtbot, runner)
    assert desk.parent() is window
    assert page.message.words() == "An author cannot agree her own visit."


def test_trouble_outside_can_be_tried_again(
    qtbot: QtBot, window: MainWindow, runner: TaskRunner
) -> None:
    TroubleDesk(window, runner)
    page, tries = _page(window), []

    def away() -> None:
        tries.append(1)
        raise OutsideTrouble("The server is away.")

    runner.run(page, away)
    _idle(qtbot, runner)
    again = next(b for b in page.message.findChildren(QPushButton) if b.text() == "Try again")
    again.click()
    _idle(qtbot, runner)
    assert len(tries) == 2


def test_our_mistake_is_shown_to_copy_from_without_what_it_says(
    qtbot: QtBot, window: MainWindow, runner: TaskRunner, caplog: pytest.LogCaptureFixture
) -> None:
    TroubleDesk(window, runner)

    def slip() -> None:
        raise KeyError("Marcus Thwaite")

    runner.run(_page(window), slip)
    _idle(qtbot, runner)
    dialog = window.findChild(TroubleDialog)
    assert dialog is not None
    assert "KeyError" in caplog.text
    assert "test_main_window.py" in caplog.text
    assert "Thwaite" not in caplog.text
    dialog.reject()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))


def test_a_description_of_a_mistake_names_places_not_people() -> None:
    try:
        raise ValueError("Leanne Thwaite") from KeyError("Marcus")
    except ValueError as error:
        words = described(error)
    assert "ValueError" in words
    assert "caused by KeyError" in words
    assert "Thwaite" not in words
    assert "Marcus" not in words


def test_a_refusal_that_names_a_field_stands_beside_it(window: MainWindow) -> None:
    class Beside:
        said = ""

        def show_error(self, message: str) -> None:
            self.said = message

    field, page = Beside(), _page(window)
    assert page.show_trouble(RuleBroken("Too late.", field="on"), fields={"on": field})
    assert (field.said, page.message.words()) == ("Too late.", "")
    assert not page.show_trouble(KeyError("x"))


def _palette(window: MainWindow) -> CommandPalette:
    palette = window.findChild(CommandPalette)
    assert palette is not None
    return palette


def test_ctrl_k_goes_anywhere_by_typing(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = _palette(window)
    line = palette.palette_frame.line
    qtbot.keyClicks(line, "settings")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert window.page_key() == "settings"


def test_the_palette_shows_what_was_found_for_the_newest_words(
    qtbot: QtBot, runner: TaskRunner, shown: Shown
) -> None:
    asked: list[tuple[str, Answer]] = []
    ran: list[str] = []
    commands = [Command("Write adviser's note", "note", lambda: ran.append("note"))]
    window = MainWindow(
        WHO,
        _entries(runner),
        runner,
        commands=commands,
        search=lambda _, t, a: asked.append((t, a)),
    )
    window.open("home")
    shown(window)
    window.open_palette()
    frame = _palette(window).palette_frame
    qtbot.keyClicks(frame.line, "thw")
    assert [text for text, _ in asked] == ["th", "thw"]

    def found(name: str) -> Sequence[Found]:
        return [Found("Cases", "cases", name, choose=lambda: ran.append(name))]

    asked[0][1](found("An answer that came too late"))
    assert frame.lines.rowCount() == 0
    asked[1][1](found("Marcus and Leanne Thwaite"))
    assert frame.lines.rowCount() == 2
    said = frame.list.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Marcus and Leanne Thwaite"
    qtbot.keyClick(frame.line, Qt.Key.Key_Return)
    assert ran == ["Marcus and Leanne Thwaite"]


def test_arrows_move_through_the_palette_past_its_sections(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.open_palette()
    frame = _palette(window).palette_frame
    frame.show_lines([Found("Cases", "cases", "One"), Found("Commands", "note", "Two")])
    view: QListView = frame.list
    assert view.currentIndex().row() == 1
    qtbot.keyClick(frame.line, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 3
    qtbot.keyClick(frame.line, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 3
    qtbot.keyClick(frame.line, Qt.Key.Key_Up)
    assert view.currentIndex().row() == 1


def test_the_name_gives_way_to_the_reference_and_never_takes_it_all() -> None:
    assert room_for_text(400, 150) == 400 - 150 - 11
    assert room_for_text(400, 390) == 400 // 3
    assert room_for_text(400, 0) == 400


def test_a_closed_palette_is_freed(qtbot: QtBot, window: MainWindow) -> None:
    window.open_palette()
    palette = _palette(window)
    qtbot.keyClick(palette, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not shiboken6.isValid(palette))


def test_alerts_are_counted_and_left_out_without_any_source(
    runner: TaskRunner, window: MainWindow, shown: Shown
) -> None:
    assert window.top.alerts is None
    alerts = [("overdue", "Papers are late", lambda: None)]
    other = MainWindow(WHO, _entries(runner), runner, alerts=lambda: alerts)
    other.open("home")
    shown(other)
    assert other.top.alerts is not None
    assert other.top.alerts.count() == 1
    alerts.clear()
    runner.changed.emit(Changes())
    assert other.top.alerts.count() == 0


def test_the_window_says_whose_it_is(window: MainWindow) -> None:
    words = {label.text() for label in window.nav.findChildren(QLabel)}
    assert {"Wealdshire County Council", "Ruth Ellingham", "Panel adviser"} <= words


def test_the_account_is_reached_by_keyboard_in_a_narrow_window_too(
    qtbot: QtBot, window: MainWindow
) -> None:
    assert window.nav.account_button.isVisible()
    window.nav.set_narrow(True)
    foot = next(w for w in window.nav.findChildren(QFrame) if w.property("kit") == "navFoot")
    assert foot.accessibleName() == "Account of Ruth Ellingham"
    with qtbot.waitSignal(window.nav.account_asked):
        qtbot.keyClick(foot, Qt.Key.Key_Return)
