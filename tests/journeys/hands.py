"""Hands at the real window: they click, type, choose and drop, as the eyes find the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)

from tests.journeys.eyes import PATIENCE, Eyes, said
from ui.main_window import MainWindow
from ui.sign_in import SignIn
from ui.widgets.file_drop import FileDrop

if TYPE_CHECKING:
    from pathlib import Path

    from ui.widgets.record_table import RecordTable

WIDTH, HEIGHT = 1440, 900
LEFT = Qt.MouseButton.LeftButton


class Hands(Eyes):
    """What one person does at the window that is open."""

    def bring(self, widget: QWidget, place: QRect | None = None) -> QPoint:
        """Scroll to a thing, and return its middle."""
        QApplication.processEvents()  # what was shown just now finds its place
        rect = place or widget.rect()
        parent = widget.parentWidget()
        while parent is not None:
            inside = parent.widget() if isinstance(parent, QScrollArea) else None
            if isinstance(parent, QScrollArea) and inside is not None:
                middle = widget.mapTo(inside, rect.center())
                parent.ensureVisible(middle.x(), middle.y(), 60, 60)
            parent = parent.parentWidget()
        QApplication.processEvents()
        assert widget.visibleRegion().contains(rect.center()), f"{said(widget)} is out of sight"
        return rect.center()

    def sign_in(self, user_name: str, password: str) -> None:
        """Type user name and password, and wait for the window."""
        self.fill("User name", user_name)
        self.fill("Password", password)
        self.press("Sign in")
        self.until(lambda: isinstance(self.window(), MainWindow), "the window")
        window = self.window()
        assert window is not None
        window.resize(WIDTH, HEIGHT)
        self.settle()

    def sign_out(self, name: str) -> None:
        """Sign out by the menu of the account."""
        self.click(self.find(QWidget, f"Account of {name}"))
        self.until(QApplication.activePopupWidget, "the menu of the account")
        self.press("Sign out")
        self.until(lambda: isinstance(self.window(), SignIn), "the page to sign in")

    def leave(self) -> None:
        """Close whatever is open."""
        for found in QApplication.topLevelWidgets():
            found.close()
        self.qtbot.waitUntil(lambda: not self.runner.is_busy(), timeout=PATIENCE)

    def click(self, widget: QWidget, place: QRect | None = None) -> None:
        """Click in the middle of a thing; as on any desktop its window comes to the front."""
        window = widget.window()
        if window.windowType() != Qt.WindowType.Popup and not window.isActiveWindow():
            window.activateWindow()
            self.until(window.isActiveWindow, "the window to be in front")
        self.qtbot.mouseClick(widget, LEFT, pos=self.bring(widget, place))

    def press(self, name: str, *, inside: QWidget | None = None) -> None:
        """Press a button, a link or an entry of a menu."""
        scope = self.scope()
        if isinstance(scope, QMenu):
            self._press_entry(scope, name)
        else:
            button = self.find(QAbstractButton, name, inside=inside)
            self.until(button.isEnabled, f"{name!r} to be enabled")
            self.click(button)
        self.settle()

    def _press_entry(self, menu: QMenu, name: str) -> None:
        entries = [action for action in menu.actions() if action.text() == name]
        assert entries, f"{name!r} is not among {[action.text() for action in menu.actions()]}"
        self.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(entries[0]).center())

    def press_like(self, beginning: str) -> None:
        """Press the button whose words begin so."""

        def found() -> list[QAbstractButton]:
            buttons = self.scope().findChildren(QAbstractButton)
            return [b for b in buttons if b.isVisible() and b.text().startswith(beginning)]

        self.until(found, f"a button that begins with {beginning!r}")
        self.click(found()[0])
        self.settle()

    def fill(
        self, label: str, words: str, *, number: int = 0, inside: QWidget | None = None
    ) -> None:
        """Type words into a field in place of what stands there, and leave it by Tab.

        Where several fields have the same label, ``number`` says which of them.
        """
        self.until(lambda: len(self._fields(label, inside)) > number, f"the field {label!r}")
        self.type_into(self._fields(label, inside)[number], words)

    def type_into(self, editor: QWidget, words: str) -> None:
        """Type words into an editor in place of what stands there, and leave it by Tab."""
        assert editor.isEnabled()
        target = editor.viewport() if isinstance(editor, QPlainTextEdit) else editor
        self.click(target)
        self.qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for number, line in enumerate(words.split("\n")):
            if number:
                self.qtbot.keyClick(editor, Qt.Key.Key_Return)
            self.qtbot.keyClicks(editor, line)
        offered = QApplication.activePopupWidget()
        if offered is not None:
            self.qtbot.keyClick(offered, Qt.Key.Key_Escape)
        self.qtbot.keyClick(editor, Qt.Key.Key_Tab)
        self.settle()

    def choose(self, label: str, words: str, *, inside: QWidget | None = None) -> None:
        """Choose one of many: by typing where typing finds, else with the arrow keys."""
        box = self.find(QComboBox, label, inside=inside)
        self.until(lambda: self._place(box, words) >= 0, f"{words!r} among the choices of {label}")
        line = box.lineEdit()
        if line is None:
            box.setFocus()
            self.qtbot.keyClick(box, Qt.Key.Key_Home)
            while box.currentIndex() != self._place(box, words):
                self.qtbot.keyClick(box, Qt.Key.Key_Down)
        else:
            self._choose_by_typing(line, words)
        assert words in box.currentText()
        self.settle()

    def _choose_by_typing(self, line: QLineEdit, words: str) -> None:
        self.click(line)
        self.qtbot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.keyClicks(line, words)
        offered = QApplication.activePopupWidget()
        if offered is not None:
            self.qtbot.keyClick(offered, Qt.Key.Key_Down)
            self.qtbot.keyClick(offered, Qt.Key.Key_Return)
        self.qtbot.keyClick(line, Qt.Key.Key_Tab)

    def write_in(self, label: str, words: str) -> None:
        """Type words of one's own where some are offered."""
        line = self.find(QComboBox, label).lineEdit()
        assert line is not None
        self.type_into(line, words)

    def pick(self, group: str, words: str, *, number: int = 0) -> None:
        """Click one of the choices that stand side by side.

        Where several groups have the same name, ``number`` says which of them.
        """
        self.until(lambda: self._choice(group, words, number), f"{words!r} among {group!r}")
        choice = self._choice(group, words, number)
        assert choice is not None
        self.click(choice)
        self.settle()

    def tab(self, words: str) -> None:
        """Click a tab or a saved view; a count may stand after its words."""
        self.until(lambda: self._tab(words), f"the tab {words!r}")
        bar, place = self._tab(words) or (QTabBar(), 0)
        self.click(bar, bar.tabRect(place))
        self.settle()

    def mark_row(self, table: str, words: str) -> RecordTable:
        """Click a line of a list."""
        shown, index = self.row(table, words)
        shown.scrollTo(index)
        self.click(shown.viewport(), shown.visualRect(index))
        self.settle()
        return shown

    def open_row(self, table: str, words: str) -> None:
        """Open a line of a list: a click, then Enter."""
        shown = self.mark_row(table, words)
        self.qtbot.keyClick(shown, Qt.Key.Key_Return)
        self.settle()

    def follow(self, table: str, link: str) -> None:
        """Click the first link of a list that says some words."""
        shown = self.find_list(table)
        self.until(lambda: self.links(shown, link), f"the link {link!r} in the list {table!r}")
        index = self.links(shown, link)[0]
        shown.scrollTo(index)
        frame = shown.visualRect(index)
        self.click(shown.viewport(), QRect(frame.right() - 34, frame.top(), 18, frame.height()))
        self.settle()

    def menu_of_row(self, table: str, words: str) -> None:
        """Open the menu of a line of a list with the right button's key."""
        shown = self.mark_row(table, words)
        _, index = self.row(table, words)
        at = shown.visualRect(index).center()
        shown.menu_asked.emit(shown.records().key_at(index.row()), shown.viewport().mapToGlobal(at))
        self.until(QApplication.activePopupWidget, f"the menu of {words!r}")

    def drop_file(self, path: Path) -> None:
        """Drop a file where files are taken."""
        place = next(w for w in self.scope().findChildren(FileDrop) if w.isVisible())
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        spot, copy = self.bring(place), Qt.DropAction.CopyAction
        keys = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(place, QDragEnterEvent(spot, copy, data, LEFT, keys))
        QApplication.sendEvent(place, QDropEvent(QPointF(spot), copy, data, LEFT, keys))
        self.settle()

    def save_to(self, path: Path) -> None:
        """Answer the computer's own dialog, which asks where a file is to be written."""
        self.until(lambda: isinstance(self.scope(), QFileDialog), "the dialog to save a file")
        dialog = self.scope()
        assert isinstance(dialog, QFileDialog)
        dialog.fileSelected.emit(str(path))
        dialog.close()
        self.settle()
