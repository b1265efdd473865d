"""Eyes at the real window: where one is, what is shown, where a thing is that is called so."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as TooLate

from ui.main_window import MainWindow
from ui.sign_in import SignIn
from ui.trouble_dialog import TroubleDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex
    from pytestqt.qtbot import QtBot

    from ui.task_runner import TaskRunner

PATIENCE = 20_000
PICTURES = "CFS_PANELS_JOURNEY_PICTURES"

Kind = TypeVar("Kind", bound=QWidget)


def said(widget: QWidget) -> tuple[str, ...]:
    """Return what a thing is called: its accessible name and the words on it."""
    words = [widget.accessibleName()]
    if isinstance(widget, QAbstractButton | QLabel):
        words.append(widget.text().replace("&&", "\0").replace("&", "").replace("\0", "&"))
    return tuple(" ".join(each.split()) for each in words if each)


class Eyes:
    """What one person sees at the window that is open: a menu first, then a dialog, then a page."""

    def __init__(self, qtbot: QtBot, runner: TaskRunner) -> None:
        self.qtbot = qtbot
        self.runner = runner

    def window(self) -> MainWindow | SignIn | None:
        """Return the window or the page to sign in, whichever is shown."""
        for found in QApplication.topLevelWidgets():
            if isinstance(found, MainWindow | SignIn) and found.isVisible():
                return found
        return None

    def scope(self) -> QWidget:
        """Return what takes the mouse now."""
        found = (
            QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window()
        )
        assert found is not None, "no window is open"
        return found

    def settle(self) -> None:
        """Wait until everything that was asked for is done and shown."""
        self.until(lambda: not self.runner.is_busy(), "the program to come to rest")
        QApplication.processEvents()
        mistakes = [w for w in QApplication.topLevelWidgets() if isinstance(w, TroubleDialog)]
        if mistakes:
            lines = [area.toPlainText() for area in mistakes[0].findChildren(QPlainTextEdit)]
            raise AssertionError("\n".join(["the program met a mistake of its own", *lines]))

    def until(self, is_so: Callable[[], object], what: str) -> None:
        """Wait until something is so; where it never is, say what was on the screen."""
        try:
            self.qtbot.waitUntil(lambda: bool(is_so()), timeout=PATIENCE)
        except TooLate:
            raise AssertionError(f"waited in vain for {what}\n{self.screen()}") from None

    def find(self, kind: type[Kind], name: str, *, inside: QWidget | None = None) -> Kind:
        """Return the thing of a kind that is called so; it is waited for."""
        self.until(lambda: self._found(kind, name, inside), f"{kind.__name__} {name!r}")
        found = self._found(kind, name, inside)
        assert found is not None
        return found

    def _found(self, kind: type[Kind], name: str, inside: QWidget | None) -> Kind | None:
        for found in (inside or self.scope()).findChildren(kind):
            if found.isVisible() and name in said(found):
                return found
        return None

    def shows(self, label: str) -> bool:
        """Return whether a field is asked for."""
        return bool(self._fields(label))

    def _fields(self, label: str, inside: QWidget | None = None) -> list[QWidget]:
        return [
            found
            for kind in (QLineEdit, QPlainTextEdit)
            for found in (inside or self.scope()).findChildren(kind)
            if found.isVisible() and label in said(found)
        ]

    def _choice(self, group: str, words: str, number: int = 0) -> QAbstractButton | None:
        groups = self.scope().findChildren(Segmented)
        shown = [found for found in groups if found.isVisible() and group in said(found)]
        for choice in shown[number].findChildren(QAbstractButton) if shown[number:] else ():
            if choice.isEnabled() and words in said(choice):
                return choice
        return None

    @staticmethod
    def _place(box: QComboBox, words: str) -> int:
        return next((n for n in range(box.count()) if words in box.itemText(n)), -1)

    def _tab(self, words: str) -> tuple[QTabBar, int] | None:
        for bar in self.scope().findChildren(QTabBar):
            for place in range(bar.count() if bar.isVisible() else 0):
                if re.fullmatch(re.escape(words) + r"(?: \d+(?: of \d+)?)?", bar.tabText(place)):
                    return bar, place
        return None

    def find_list(self, name: str) -> RecordTable:
        """Return a list by its name."""
        return self.find(RecordTable, name)

    def row(self, table: str, words: str) -> tuple[RecordTable, QModelIndex]:
        """Return the line of a list that says some words."""
        shown = self.find(RecordTable, table)
        self.until(lambda: self.row_of(shown, words) >= 0, f"{words!r} in the list {table!r}")
        return shown, shown.records().index(self.row_of(shown, words), 0)

    @staticmethod
    def row_of(table: RecordTable, words: str) -> int:
        """Return the place of the first line that says some words, -1 if none does."""
        records = table.records()
        for place in range(records.rowCount()):
            cells = [records.cell(place, n).words() for n in range(records.columnCount())]
            if records.key_at(place) and words in " ".join(cells):
                return place
        return -1

    @staticmethod
    def links(table: RecordTable, words: str) -> list[QModelIndex]:
        """Return the places of a list where a link says some words."""
        records = table.records()
        return [
            records.index(place, column)
            for place in range(records.rowCount())
            for column in range(records.columnCount())
            if records.key_at(place) and records.cell(place, column).link == words
        ]

    def until_links(self, table: RecordTable, words: str, count: int) -> None:
        """Wait until so many links of a list say some words."""
        what = f"{count} links {words!r}"
        self.until(lambda: len(self.links(table, words)) == count, what)

    def reads(self, words: str) -> None:
        """Wait until some words stand on the screen."""
        self.until(lambda: words in self.screen(), f"the words {words!r}")

    def screen(self) -> str:
        """Return what can be read just now, a line for each thing."""
        scope = self.scope()
        lines = [f"[{type(scope).__name__}] {scope.windowTitle()}"]
        for each in scope.findChildren(QWidget):
            if each.isVisible():
                lines += dict.fromkeys(said(each))
            if isinstance(each, RecordTable) and each.isVisible():
                lines += _lines_of(each)
            if isinstance(each, QLineEdit | QPlainTextEdit) and each.isVisible():
                typed = each.text() if isinstance(each, QLineEdit) else each.toPlainText()
                lines.append(f"  = {typed}")
        return "\n".join(lines)

    def take_picture(self, name: str) -> None:
        """Keep a picture of what is shown, where somebody asks for pictures."""
        folder = os.environ.get(PICTURES, "")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.scope().window().grab().save(str(Path(folder) / f"{name}.png"))


def _lines_of(table: RecordTable) -> list[str]:
    records = table.records()
    return [
        "  | " + " | ".join(records.cell(n, c).words() for c in range(records.columnCount()))
        for n in range(records.rowCount())
    ]
