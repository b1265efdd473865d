"""Papers are read from memory: pages, size, search, marked words, one count through a pack."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QBuffer, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from tests.ui.sample_papers import make_pdf, make_report
from ui.widgets.buttons import plain
from ui.widgets.pdf_reader import PdfReader
from ui.widgets.picture_sheet import as_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    Shown = Callable[..., None]

WORDS = ["Item 4", "The network has been tested in a school holiday.", "It held."]


@pytest.fixture
def reader(shown: Shown) -> PdfReader:
    reader = PdfReader()
    shown(reader, 600, 700)
    return reader


def _drag(qtbot: QtBot, reader: PdfReader, start: QPoint, end: QPoint) -> None:
    ground = reader.pages().viewport()
    qtbot.mousePress(ground, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(ground, end)
    qtbot.mouseRelease(ground, Qt.MouseButton.LeftButton, pos=end)


def _place(reader: PdfReader, page: int, across: float, down: float) -> QPoint:
    """Return where a place of a page, in points from its top left, is on the screen."""
    pages = reader.pages()
    frame = pages.frames()[page].translated(-pages.shift())
    scale = pages.scale_of(page)
    return QPoint(round(frame.x() + across * scale), round(frame.y() + down * scale))


def test_a_paper_is_shown_from_its_bytes_with_its_page_count(reader: PdfReader) -> None:
    assert reader.show_pdf(make_report(5), name="Form F report")
    assert reader.page_box.text() == "1"
    assert reader.is_showing()
    assert reader.pages().page_count() == 5
    assert reader.pages().accessibleName() == "Form F report"


def test_what_is_no_pdf_is_said_to_be_damaged(reader: PdfReader) -> None:
    assert not reader.show_pdf(b"%PDF-1.4 and nothing more")
    assert not reader.is_showing()
    assert not reader.page_box.isEnabled()
    assert reader.show_pdf(make_report(1))
    assert reader.is_showing()


def test_the_pages_lie_where_the_reader_says(qtbot: QtBot, reader: PdfReader) -> None:
    reader.show_pdf(make_report(5))
    pages = reader.pages()

    def ends_where_it_is_said() -> bool:
        whole = pages.frames()[-1].bottom() + 1 + pages.pageSpacing()
        whole += pages.documentMargins().bottom()
        return pages.verticalScrollBar().maximum() == whole - pages.viewport().height()

    qtbot.waitUntil(ends_where_it_is_said)
    pages.zoom_step(1)
    qtbot.waitUntil(ends_where_it_is_said)


def test_a_page_is_gone_to_by_its_number(qtbot: QtBot, reader: PdfReader) -> None:
    reader.show_pdf(make_report(5))
    reader.page_box.setFocus()
    reader.page_box.selectAll()
    qtbot.keyClicks(reader.page_box, "4")
    qtbot.keyClick(reader.page_box, Qt.Key.Key_Return)
    assert reader.page() == 4
    assert reader.pages().hasFocus()
    reader.page_box.setText("9")
    qtbot.keyClick(reader.page_box, Qt.Key.Key_Return)
    assert reader.page_box.text() == "4"


def test_in_a_pack_the_pages_count_on_and_others_are_asked_for(
    qtbot: QtBot, reader: PdfReader
) -> None:
    reader.show_pdf(make_report(5), first_page=3, of=86)
    assert reader.page_box.text() == "3"
    reader.go_to_page(6)
    assert reader.page_box.text() == "6"
    reader.page_box.setText("70")
    with qtbot.waitSignal(reader.page_asked) as asked:
        qtbot.keyClick(reader.page_box, Qt.Key.Key_Return)
    assert asked.args == [70]


def test_space_turns_on_to_the_end_and_beyond(qtbot: QtBot, reader: PdfReader) -> None:
    reader.show_pdf(make_report(2))
    ended: list[int] = []
    passed: list[int] = []
    reader.ended.connect(lambda: ended.append(1))
    reader.passed.connect(passed.append)
    pages = reader.pages()
    pages.setFocus()
    for _ in range(12):
        qtbot.keyClick(pages, Qt.Key.Key_Space)
        if passed:
            break
        assert pages.page() in (0, 1)
    assert ended
    assert passed == [1]
    assert reader.is_at_end()
    assert reader.page() == 2
    for _ in range(12):
        qtbot.keyClick(pages, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert passed[-1] == -1
    assert reader.page() == 1


def test_opening_a_paper_is_not_reading_it_to_its_end(qtbot: QtBot, reader: PdfReader) -> None:
    ended: list[int] = []
    reader.ended.connect(lambda: ended.append(1))
    reader.show_pdf(make_pdf([WORDS], size=(595, 200)))
    reader.resize(610, 720)
    assert not ended
    reader.turn(1)
    assert ended


def test_words_are_marked_with_the_mouse(qtbot: QtBot, reader: PdfReader) -> None:
    reader.show_pdf(make_pdf([WORDS]))
    with qtbot.waitSignal(reader.marked):
        _drag(qtbot, reader, _place(reader, 0, 10, 76), _place(reader, 0, 560, 76))
    assert reader.marked_words() == "The network has been tested in a school holiday."
    _drag(qtbot, reader, _place(reader, 0, 10, 76), _place(reader, 0, 560, 92))
    assert reader.marked_words().endswith("school holiday. It held.")


def test_words_are_marked_over_pages(qtbot: QtBot, reader: PdfReader) -> None:
    reader.show_pdf(make_pdf([WORDS, ["Second page", "More words."]], size=(595, 200)))
    _drag(qtbot, reader, _place(reader, 0, 10, 92), _place(reader, 1, 560, 76))
    assert reader.marked_words() == "It held. Second page More words."


def test_a_double_click_marks_a_word(qtbot: QtBot, reader: PdfReader) -> None:
    reader.show_pdf(make_pdf([WORDS]))
    qtbot.mouseDClick(
        reader.pages().viewport(), Qt.MouseButton.LeftButton, pos=_place(reader, 0, 75, 76)
    )
    assert reader.marked_words() == "network"
    end = _place(reader, 0, 400, 76)
    qtbot.mouseDClick(reader.pages().viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert reader.marked_words() == "holiday."


def test_words_are_marked_with_the_keyboard(qtbot: QtBot, reader: PdfReader) -> None:
    reader.show_pdf(make_pdf([WORDS]))
    pages, shift = reader.pages(), Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(pages, Qt.Key.Key_Right, shift)
    assert reader.marked_words() == "Item"
    qtbot.keyClick(pages, Qt.Key.Key_Down, shift)
    assert reader.marked_words() == "Item 4"
    qtbot.keyClick(pages, Qt.Key.Key_Down, shift)
    assert reader.marked_words() == "Item 4 The network has been tested in a school holiday."
    qtbot.keyClick(pages, Qt.Key.Key_Left, shift)
    assert reader.marked_words().endswith("in a school")
    qtbot.keyClick(pages, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert reader.marked_words() == " ".join(WORDS)


def test_searching_finds_and_marks_and_goes_round(qtbot: QtBot, reader: PdfReader) -> None:
    reader.show_pdf(make_report(3))
    field = reader.open_search()
    qtbot.keyClicks(field, "of page 3")
    row = reader.search_row
    qtbot.waitUntil(lambda: row.words.text() == "1 of 29")
    assert reader.marked_words() == "of page 3"
    assert reader.page() == 3
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert row.words.text() == "2 of 29"
    row.step(-1)
    row.step(-1)
    assert row.words.text() == "29 of 29"
    field.clear()
    qtbot.keyClicks(field, "nowhere")
    qtbot.waitUntil(lambda: row.words.text() == "Not found")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert row.isHidden()
    assert reader.pages().hasFocus()


def test_the_size_changes_and_the_place_stays(reader: PdfReader) -> None:
    reader.show_pdf(make_report(5))
    pages = reader.pages()
    reader.go_to_page(3)
    before = pages.frames()[0].width()
    reader.larger.click()
    assert pages.frames()[0].width() > before
    assert reader.page() == 3
    pages.fit_width()
    assert pages.frames()[0].width() == before
    assert reader.page() == 3
    reader.resize(520, 700)
    assert reader.page() == 3


def test_its_tools_are_there_while_a_paper_is(reader: PdfReader) -> None:
    tool = reader.add_tool(plain("Copy to record"))
    assert tool.isHidden()
    reader.show_pdf(make_report(1))
    assert not tool.isHidden()
    reader.show_nothing("The pack is empty")
    assert tool.isHidden()


def test_closing_frees_the_paper(qtbot: QtBot, shown: Shown) -> None:
    holder = QWidget()
    shown(holder, 600, 700)
    reader = PdfReader()
    reader.setParent(holder)
    reader.show()
    reader.show_pdf(make_report(2))
    pages = reader.pages()
    reader.deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(pages))


def test_a_picture_becomes_a_sheet(reader: PdfReader) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    held = QBuffer()
    held.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")  # type: ignore[call-overload] # takes a buffer, whatever the stubs say
    sheet = as_sheet(bytes(held.data().data()))
    assert reader.show_pdf(sheet)
    assert reader.pages().page_count() == 1
    assert as_sheet(b"no picture") == b""


def test_the_reader_is_imported_without_the_pdf_library() -> None:
    import subprocess

    words = (
        "import sys, ui.widgets.pdf_reader; "
        "print([m for m in sys.modules if m.startswith('PySide6.QtPdf')])"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
