"""Dialogs say what happens, go back by default, and are freed when closed; signing in likewise."""

from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from ui import theme
from ui.sign_in import SignIn
from ui.widgets.dialogs import ConfirmDialog, KitDialog, SignDialog
from ui.widgets.field import Field
from ui.widgets.text_field import TextField
from ui.window_settings import WindowSettings

Shown = Callable[..., None]


@pytest.fixture
def parent(shown: Shown) -> QWidget:
    parent = QWidget()
    shown(parent, 800, 600)
    return parent


def _confirm(parent: QWidget) -> ConfirmDialog:
    dialog = ConfirmDialog(
        parent, "Send papers", verb="Send papers", icon="send", lead="To 7 members", words="Now."
    )
    dialog.open()
    return dialog


def test_enter_goes_back_unless_the_verb_is_chosen(qtbot: QtBot, parent: QWidget) -> None:
    dialog = _confirm(parent)
    told: list[int] = []
    dialog.confirmed.connect(lambda: told.append(1))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    assert told == []
    dialog = _confirm(parent)
    dialog.confirmed.connect(lambda: told.append(1))
    dialog.verb_button.click()
    assert told == [1]
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))


def _sign(parent: QWidget) -> SignDialog:
    dialog = SignDialog(parent, "Sign this decision", verb="Sign decision", tick="I have read it")
    dialog.open()
    return dialog


def test_a_signature_needs_the_tick_and_the_password(qtbot: QtBot, parent: QWidget) -> None:
    dialog = _sign(parent)
    assert not dialog.verb_button.isEnabled()
    qtbot.keyClick(dialog.tick, Qt.Key.Key_Space)
    assert not dialog.verb_button.isEnabled()
    dialog.password.setFocus()
    qtbot.keyClicks(dialog.password, "right horse")
    assert dialog.verb_button.isEnabled()
    with qtbot.waitSignal(dialog.signed) as signed:
        qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    assert signed.args == ["right horse"]
    assert dialog.isVisible()
    assert not dialog.verb_button.isEnabled()
    dialog.show_refusal("That is not your password.")
    assert dialog.password_field.error() == "That is not your password."
    assert dialog.verb_button.isEnabled()
    dialog.accept()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))


def test_a_refusal_is_said_inside_the_dialog(qtbot: QtBot, parent: QWidget) -> None:
    dialog = KitDialog(parent, "Add a member")
    dialog.add_go_back()
    dialog.open()
    assert dialog.show_trouble(RuleBroken("She is on the list already."))
    assert dialog.message.words() == "She is on the list already."
    assert dialog.show_trouble(OutsideTrouble("The server is away."), lambda: None)
    assert not dialog.show_trouble(KeyError("x"))
    dialog.reject()


def test_signing_in_gives_user_and_password_on(qtbot: QtBot, shown: Shown) -> None:
    page = SignIn([("w.cfs", "Wealdshire County Council")])
    shown(page)
    assert page.user_edit.hasFocus()
    qtbot.keyClicks(page.user_edit, "ruth.ellingham")
    qtbot.keyClick(page.user_edit, Qt.Key.Key_Return)
    assert page.password_edit.hasFocus()
    qtbot.keyClicks(page.password_edit, "secret words")
    with qtbot.waitSignal(page.signed_in) as signed:
        qtbot.keyClick(page.password_edit, Qt.Key.Key_Return)
    assert signed.args == ["ruth.ellingham", "secret words"]
    assert not page.sign_in_button.isEnabled()
    page.show_refusal("The user name and password do not open this agency.")
    assert page.sign_in_button.isEnabled()
    assert page.password_field.error() == "The user name and password do not open this agency."


def test_what_is_missing_is_said_beside_its_field(qtbot: QtBot, shown: Shown) -> None:
    page = SignIn([("w.cfs", "Wealdshire County Council")])
    shown(page)
    page.try_sign_in()
    assert page.user_field.error() == "Enter your user name"
    page.user_edit.set_value("ruth")
    page.password_edit.setFocus()
    page.try_sign_in()
    assert page.password_field.error() == "Enter your password"


def test_caps_lock_is_warned_of(qtbot: QtBot, shown: Shown) -> None:
    page = SignIn([("w.cfs", "Wealdshire County Council")], user="ruth")
    shown(page)
    assert page.password_edit.hasFocus()
    assert page.caps_row.isHidden()
    page.password_edit.caps_lock_changed.emit(True)
    assert page.caps_row.isVisible()


def test_another_agency_is_chosen_where_there_are_several(qtbot: QtBot, shown: Shown) -> None:
    page = SignIn([("a", "Wealdshire County Council"), ("b", "Marlshire Council")])
    shown(page)
    assert page.agency_field.isVisible()
    assert page.agency() == "a"
    box = page.agency_box
    with qtbot.waitSignal(page.agency_chosen) as chosen:
        qtbot.keyClick(box, Qt.Key.Key_Down)
        box.activated.emit(box.currentIndex())
    assert chosen.args == ["b"]
    assert page.agency_label.text() == "Marlshire Council"


def test_theme_and_text_size_are_asked_for_from_the_foot(
    kit: QApplication, qtbot: QtBot, shown: Shown
) -> None:
    page = SignIn([("w.cfs", "Wealdshire County Council")], backup="Backed up today, 07:00.")
    shown(page)
    with qtbot.waitSignal(page.theme_asked) as asked:
        page.theme_button.click()
    assert asked.args == [theme.DARK]
    theme.apply(kit, theme.DARK)
    assert page.theme_button.text() == "Light"
    size = next(b for b in page.findChildren(QPushButton) if b.text() == "Text size")
    with qtbot.waitSignal(page.text_size_asked) as asked:
        size.click()
    assert asked.args == ["larger"]


def test_nothing_is_cut_in_a_small_window(kit: QApplication, qtbot: QtBot, shown: Shown) -> None:
    theme.apply(kit, theme.LIGHT, "largest")
    page = SignIn([("a", "Wealdshire County Council"), ("b", "Marlshire Council")])
    shown(page, 1024, 520)
    assert page.minimumSizeHint().width() <= 1024
    assert page.minimumSizeHint().height() <= 520


def test_the_way_back_to_a_forgotten_password_is_told(qtbot: QtBot, shown: Shown) -> None:
    page = SignIn([("w.cfs", "Wealdshire County Council")])
    shown(page)
    forgotten = next(b for b in page.findChildren(QPushButton) if b.text() == "Forgotten password")
    forgotten.click()
    dialog = page.findChild(KitDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Forgotten password"
    dialog.reject()


def test_the_window_remembers_its_look_and_place(
    kit: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    settings = WindowSettings(tmp_path)
    assert (settings.theme(), settings.text_size(), settings.recent_agencies()) == (
        theme.SYSTEM,
        "standard",
        [],
    )
    window = QMainWindow()
    qtbot.addWidget(window)
    settings.restore(window)
    assert (window.width(), window.height()) == (1280, 720)
    window.resize(700, 500)
    settings.keep(window)
    settings.set_theme(theme.DARK)
    settings.set_text_size("larger")
    settings.remember_user("ruth")
    for name in ("a.cfs", "b.cfs", "a.cfs"):
        settings.remember_agency(name)
    again = WindowSettings(tmp_path)
    assert (again.theme(), again.text_size(), again.last_user()) == (theme.DARK, "larger", "ruth")
    assert again.recent_agencies() == ["a.cfs", "b.cfs"]
    other = QMainWindow()
    qtbot.addWidget(other)
    again.restore(other)
    assert (other.width(), other.height()) == (700, 500)


@pytest.mark.parametrize(
    "words", ['{"theme": "pink", "text_size": 7, "agencies": 3}', "[1]", "{", ""]
)
def test_nonsense_in_the_settings_is_passed_over(tmp_path: Path, words: str) -> None:
    (tmp_path / "window.json").write_text(words, encoding="utf-8")
    settings = WindowSettings(tmp_path)
    assert (settings.theme(), settings.text_size(), settings.recent_agencies()) == (
        theme.SYSTEM,
        "standard",
        [],
    )


def test_a_window_off_the_screen_comes_back_onto_it(
    kit: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    place = '{"place": [-9000, 40, 700, 500]}'
    (tmp_path / "window.json").write_text(place, encoding="utf-8")
    window = QMainWindow()
    qtbot.addWidget(window)
    WindowSettings(tmp_path).restore(window)
    assert (window.width(), window.height()) == (700, 500)
    assert window.x() > -9000


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    settings = WindowSettings(tmp_path / "file")
    settings.set_theme(theme.DARK)
    assert settings.theme() == theme.DARK


def _long(parent: QWidget, questions: int) -> KitDialog:
    dialog = KitDialog(parent, "Propose other terms", words="The terms change. " * 40)
    for number in range(questions):
        dialog.body.addWidget(Field(f"Question {number}", TextField()))
    dialog.add_go_back()
    dialog.open()
    return dialog


@pytest.mark.parametrize("questions", [1, 12])
def test_a_dialog_is_never_taller_than_its_window_and_squeezes_nothing(
    qtbot: QtBot, shown: Shown, questions: int
) -> None:
    parent = QWidget()
    shown(parent, 1093, 534)
    dialog = _long(parent, questions)
    qtbot.waitExposed(dialog)
    assert dialog.height() <= 534
    for field in dialog.findChildren(Field):
        assert field.height() >= field.minimumSizeHint().height()
    button = dialog.findChild(QPushButton)
    assert button is not None
    assert button.visibleRegion().boundingRect().size() == button.size()


def test_the_keyboard_brings_what_scrolled_away_into_sight(qtbot: QtBot, shown: Shown) -> None:
    parent = QWidget()
    shown(parent, 1093, 534)
    dialog = _long(parent, 12)
    last = dialog.findChildren(TextField)[-1]
    assert last.visibleRegion().isEmpty()
    dialog.bring_into_sight(last)
    qtbot.waitUntil(lambda: last.visibleRegion().contains(last.rect().center()))


def test_a_dialog_grows_with_the_sentence_beside_a_field(qtbot: QtBot, parent: QWidget) -> None:
    dialog = _long(parent, 1)
    field = dialog.findChild(Field)
    assert field is not None
    before = dialog.height()
    field.show_error("Enter the day on which the carers agreed to the change in writing. " * 3)
    qtbot.waitUntil(lambda: dialog.height() > before)
    assert field.height() >= field.heightForWidth(field.width()) > 0


def test_a_dialog_that_has_room_for_all_scrolls_nothing(qtbot: QtBot, parent: QWidget) -> None:
    dialog = _long(parent, 1)
    qtbot.waitExposed(dialog)
    area = dialog.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
    assert not area.verticalScrollBar().isVisible()
