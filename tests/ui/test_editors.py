"""Editors take what people type, by keyboard alone, and say what is wrong."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.check_box import CheckBox, CheckList
from ui.widgets.choice_box import ChoiceBox, ChoiceLine
from ui.widgets.date_field import DateField, DurationField, TimeField
from ui.widgets.field import ErrorSummary, Field
from ui.widgets.file_drop import FileDrop
from ui.widgets.layouts import column, held
from ui.widgets.number_field import NumberField
from ui.widgets.password_field import PasswordField, caps_lock_seen
from ui.widgets.segmented import Segmented
from ui.widgets.text_area import TextArea
from ui.widgets.text_field import TextField

Shown = Callable[..., None]
TODAY = date(2025, 10, 24)


@pytest.mark.parametrize(
    "typed",
    ["24/10/25", "24/10/2025", "24.10.25", "24 Oct 2025", "24 October", "24th October 2025",
     "2025-10-24", "today", "Friday 24 October 2025"],
)  # fmt: skip
def test_a_date_is_understood_however_it_is_typed(
    kit: QApplication, qtbot: QtBot, typed: str
) -> None:
    field = DateField(today=TODAY)
    qtbot.addWidget(field)
    qtbot.keyClicks(field, typed)
    assert field.value() == TODAY
    assert field.problem() == ""


def test_a_date_that_does_not_exist_is_refused_in_a_sentence(
    kit: QApplication, qtbot: QtBot
) -> None:
    field = DateField(today=TODAY)
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "31 November 2025")
    assert field.value() is None
    assert field.problem() == "November has 30 days. Enter a real date"


def test_a_sound_date_is_written_out_on_leaving_the_field(qtbot: QtBot, shown: Shown) -> None:
    field, other = DateField(today=TODAY), TextField()
    shown(held(column(field, other)), 400, 200)
    field.setFocus()
    qtbot.keyClicks(field, "1/2/25")
    other.setFocus()
    assert field.text() == "1 February 2025"


def test_words_that_are_no_date_stay_as_typed(qtbot: QtBot, shown: Shown) -> None:
    field, other = DateField(today=TODAY), TextField()
    shown(held(column(field, other)), 400, 200)
    field.setFocus()
    qtbot.keyClicks(field, "next week")
    other.setFocus()
    assert field.text() == "next week"


def test_a_day_is_picked_in_the_calendar_by_keyboard(qtbot: QtBot, shown: Shown) -> None:
    field = DateField(today=TODAY)
    shown(held(column(field)), 400, 200)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    calendar = field.calendar()
    assert calendar is not None
    days = calendar.findChild(QTableView)
    assert days is not None
    with qtbot.waitSignal(field.chosen):
        qtbot.keyClick(days, Qt.Key.Key_Right)
        qtbot.keyClick(days, Qt.Key.Key_Return)
    assert field.value() == date(2025, 10, 25)
    assert field.calendar() is None


def test_escape_closes_the_calendar_and_changes_nothing(qtbot: QtBot, shown: Shown) -> None:
    field = DateField(today=TODAY)
    shown(held(column(field)), 400, 200)
    field.set_value(TODAY)
    field.open_calendar()
    calendar = field.calendar()
    assert calendar is not None
    qtbot.keyClick(calendar, Qt.Key.Key_Escape)
    assert field.value() == TODAY


def test_times_lengths_and_numbers_are_read(kit: QApplication, qtbot: QtBot) -> None:
    clock, length, number = TimeField(), DurationField(), NumberField(0, 6)
    for field, typed in ((clock, "9.45"), (length, "1:30"), (number, "7")):
        qtbot.addWidget(field)
        qtbot.keyClicks(field, typed)
    assert clock.value() == time(9, 45)
    assert length.value() == 90
    assert number.problem() == "Enter 6 or less"
    qtbot.keyClick(number, Qt.Key.Key_Down)
    assert (number.value(), number.problem()) == (6, "")


def test_segments_are_chosen_by_arrows_and_by_number(qtbot: QtBot, shown: Shown) -> None:
    parts = Segmented([("home", "Home"), ("video", "Video"), ("office", "Office")])
    shown(held(column(parts)), 500, 100)
    assert parts.value() == ""
    parts.setFocus()
    qtbot.keyClick(parts.segment("home"), Qt.Key.Key_Space)
    assert parts.value() == "home"
    with qtbot.waitSignal(parts.edited):
        qtbot.keyClick(parts.segment("home"), Qt.Key.Key_Right)
    assert parts.value() == "video"
    qtbot.keyClick(parts.segment("video"), Qt.Key.Key_3)
    assert parts.value() == "office"
    parts.set_value("")
    assert parts.value() == ""


def test_segments_stand_upright_where_there_is_no_room(qtbot: QtBot, shown: Shown) -> None:
    parts = Segmented([("a", "Suitable to foster"), ("b", "Not suitable to foster")])
    holder = held(column(parts))
    shown(holder, 600, 200)
    assert parts.segment("a").y() == parts.segment("b").y()
    holder.resize(220, 200)
    qtbot.waitUntil(lambda: parts.segment("b").y() > parts.segment("a").y())
    assert parts.segment("a").width() >= parts.segment("a").sizeHint().width()


def test_typing_finds_a_choice_and_nonsense_goes_back(qtbot: QtBot, shown: Shown) -> None:
    box = ChoiceBox([("1", "Louise Penhaligon"), ("2", "Ruth Ellingham")], placeholder="Choose")
    other = TextField()
    shown(held(column(box, other)), 400, 200)
    line = box.lineEdit()
    assert isinstance(line, QLineEdit)
    assert box.value() == ""
    line.setFocus()
    qtbot.keyClicks(line, "penh")
    completer = box.completer()
    assert completer is not None
    qtbot.keyClick(completer.popup(), Qt.Key.Key_Tab)
    assert box.value() == "1"
    assert box.currentText() == "Louise Penhaligon"
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "nobody at all")
    other.setFocus()
    assert box.value() == "1"
    assert box.currentText() == "Louise Penhaligon"


def test_long_words_of_a_choice_show_how_they_begin(
    kit: QApplication, qtbot: QtBot, shown: Shown
) -> None:
    words = "Hannah Whitlock, Social worker, North fostering team"
    box = ChoiceBox([("1", words), ("2", "Ruth Ellingham")], width=240)
    shown(held(column(box, other := QLineEdit())), 300, 120)
    line = box.lineEdit()
    assert isinstance(line, ChoiceLine)
    other.setFocus()
    box.set_value("1")
    assert line.cursorPosition() == 0
    assert line.toolTip() == words
    assert line.shown_words().startswith("Hannah Whitlock")
    assert line.shown_words().endswith("…")
    line.grab()
    box.setFocus()
    box.set_value("2")
    box.set_value("1")
    assert line.cursorPosition() == 0
    assert line.shown_words() == words
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert (box.value(), line.cursorPosition()) == ("1", 0)


def test_other_choices_leave_the_chosen_one_chosen(kit: QApplication, qtbot: QtBot) -> None:
    box = ChoiceBox([("1", "One"), ("2", "Two")])
    qtbot.addWidget(box)
    box.set_value("2")
    box.set_choices([("2", "Two"), ("3", "Three")])
    assert box.value() == "2"


def test_a_text_area_grows_pastes_plain_text_and_lets_tab_pass(qtbot: QtBot, shown: Shown) -> None:
    area, after = TextArea(lines=2), TextField()
    shown(held(column(area, after)), 400, 500)
    before = area.height()
    pasted = QMimeData()
    pasted.setText("one\ntwo\nthree\nfour\nfive")
    pasted.setHtml("<b>one</b>")
    area.setFocus()
    area.insertFromMimeData(pasted)
    qtbot.waitUntil(lambda: area.height() > before)
    assert area.value() == "one\ntwo\nthree\nfour\nfive"
    with qtbot.waitSignal(area.left):
        qtbot.keyClick(area, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_showing_words_is_not_an_edit(kit: QApplication, qtbot: QtBot) -> None:
    area, line = TextArea(), TextField()
    told: list[str] = []
    for editor in (area, line):
        qtbot.addWidget(editor)
        editor.edited.connect(lambda: told.append("edited"))
        editor.set_value("shown")
    assert told == []
    qtbot.keyClicks(area, "x")
    qtbot.keyClicks(line, "x")
    assert told == ["edited", "edited"]


def test_ticks_are_set_by_space_and_by_a_click_on_their_words(qtbot: QtBot, shown: Shown) -> None:
    ticks = CheckList([("s", "Short-term"), ("l", "Long-term")])
    shown(held(column(ticks)), 400, 200)
    qtbot.keyClick(ticks.box("s"), Qt.Key.Key_Space)
    qtbot.mouseClick(ticks.box("l"), Qt.MouseButton.LeftButton)
    assert ticks.value() == ("s", "l")
    ticks.set_value(["l"])
    assert ticks.value() == ("l",)


def test_long_words_of_a_tick_take_as_many_lines_as_they_need(
    kit: QApplication, qtbot: QtBot
) -> None:
    box = CheckBox("I have read all of it, " * 10)
    qtbot.addWidget(box)
    assert box.heightForWidth(300) > box.heightForWidth(3000)


def test_a_wrong_field_says_so_beside_itself_and_to_screen_readers(
    kit: QApplication, qtbot: QtBot
) -> None:
    field = Field("Reasons", TextArea(), hint="The family may read this.")
    qtbot.addWidget(field)
    assert field.editor.accessibleName() == "Reasons"
    field.show_error("Enter the reasons")
    assert field.error() == "Enter the reasons"
    assert (
        field.editor.accessibleDescription() == "Error: Enter the reasons The family may read this."
    )
    field.clear_error()
    assert (field.error(), field.is_wrong()) == ("", False)
    assert field.editor.accessibleDescription() == "The family may read this."


def test_alt_and_the_letter_reach_a_field(qtbot: QtBot, shown: Shown) -> None:
    reasons = Field("Reasons", TextArea(), mnemonic="s")
    holder = held(column(Field("Town", TextField()), reasons))
    shown(holder, 400, 300)
    qtbot.keyClick(holder, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert reasons.editor.hasFocus()


def test_the_summary_leads_to_each_field(qtbot: QtBot, shown: Shown) -> None:
    town, reasons = Field("Town", TextField()), Field("Reasons", TextArea())
    summary = ErrorSummary()
    shown(held(column(summary, town, reasons)), 500, 400)
    summary.show_problems([("Enter the town", town), ("Enter the reasons", reasons)])
    assert summary.accessibleName() == "There are 2 things to put right"
    assert summary.hasFocus()
    links = [
        child for child in summary.findChildren(QWidget) if child.property("kit") == "errorLink"
    ]
    qtbot.mouseClick(links[1], Qt.MouseButton.LeftButton)
    assert reasons.editor.hasFocus()
    summary.show_problems([])
    assert summary.isHidden()


def test_a_file_of_another_kind_is_refused_in_a_sentence(
    kit: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    drop = FileDrop("Drop the report here", suffixes=(".pdf", ".docx"))
    qtbot.addWidget(drop)
    good, bad = tmp_path / "report.PDF", tmp_path / "report.exe"
    for file in (good, bad):
        file.write_bytes(b"x")
    with qtbot.waitSignal(drop.chosen) as chosen:
        drop.offer(good)
    assert chosen.args == [good]
    with qtbot.waitSignal(drop.refused) as refused:
        drop.offer(bad)
    assert refused.args == ["report.exe is of another kind. Choose one of these: .pdf, .docx."]
    with qtbot.waitSignal(drop.refused):
        drop.offer(tmp_path)


def test_a_password_is_hidden_until_it_is_asked_for(kit: QApplication, qtbot: QtBot) -> None:
    field = PasswordField()
    qtbot.addWidget(field)
    qtbot.keyClicks(field, " pass word ")
    assert field.value() == " pass word "
    assert field.displayText() != field.text()
    field.show_button().click()
    assert field.displayText() == field.text()
    assert field.show_button().text() == "Hide"


@pytest.mark.parametrize(
    ("typed", "shift", "seen"),
    [("A", False, True), ("a", False, False), ("A", True, False), ("a", True, True),
     ("1", False, None), ("", False, None)],
)  # fmt: skip
def test_caps_lock_is_seen_from_the_letter_that_is_typed(
    typed: str, shift: bool, seen: bool | None
) -> None:
    held_keys = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, held_keys, typed)
    assert caps_lock_seen(event) is seen
