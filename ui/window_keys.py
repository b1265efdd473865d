"""The keys that do the same everywhere in the window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.page import Page

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class WindowKeys(QObject):
    """Gives a window its keys."""

    def __init__(self, window: "MainWindow", pages: list[str], *, has_help: bool) -> None:
        super().__init__(window)
        self._window = window
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+K": window.open_palette,
            "Alt+Left": window.back,
            "F6": self.next_pane,
            "Shift+F6": self.pane_before,
            "Ctrl+Z": self.undo,
            "Ctrl+F": self.find,
            "Ctrl+N": self._for_page(lambda page: page.new_record()),
            "Ctrl+S": self._for_page(lambda page: page.save_now()),
            "Ctrl+P": self._for_page(lambda page: page.print_page()),
        }
        for number, key in enumerate(pages[:8], 1):
            keys[f"Ctrl+{number}"] = self._opening(key)
        if has_help:
            keys["F1"] = self._opening("help")
        for chord, deed in keys.items():
            QShortcut(QKeySequence(chord), window).activated.connect(deed)

    def _opening(self, page: str) -> Callable[[], None]:
        return lambda: self._window.open(page)

    def _for_page(self, deed: Callable[[Page], object]) -> Callable[[], None]:
        def on_page() -> None:
            page = self._window.page()
            if page is not None:
                deed(page)

        return on_page

    def find(self) -> None:
        """Move the keyboard to the page's search."""
        page = self._window.page()
        box = page.search_box() if page is not None else None
        if box is not None:
            box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            box.selectAll()

    def next_pane(self) -> None:
        """Move the keyboard on: within the page, to the navigation or to the top bar."""
        self._go_to_pane(1)

    def pane_before(self) -> None:
        """Move the keyboard back: within the page, to the top bar or to the navigation."""
        self._go_to_pane(-1)

    def _go_to_pane(self, step: int) -> None:
        now, page = QApplication.focusWidget(), self._window.page()
        if now and page is not None and page.isAncestorOf(now) and page.step_pane(step):
            return
        panes = self._panes()
        within = [n for n, (pane, _) in enumerate(panes) if now and pane.isAncestorOf(now)]
        at = within[0] if within else (-1 if step > 0 else 0)
        panes[(at + step) % len(panes)][1].setFocus(Qt.FocusReason.TabFocusReason)

    def _panes(self) -> list[tuple[QWidget, QWidget]]:
        window = self._window
        panes: list[tuple[QWidget, QWidget]] = []
        entry = window.nav.buttons.get(window.marked_entry())
        entry = entry or next(iter(window.nav.buttons.values()), None)
        if entry is not None:
            panes.append((window.nav, entry))
        panes.append((window.top, window.top.search))
        page = window.page()
        if page is not None:
            panes.append((page, page.primary_focus() or _first_to_type(page)))
        return panes

    def undo(self) -> None:
        """Take back typing where the keyboard is in a field, else the last change."""
        if not undo_typing(QApplication.focusWidget()):
            self._window.undo()


def _first_to_type(page: Page) -> QWidget:
    """Return the first part of a page that takes the keyboard by Tab."""
    for widget in page.findChildren(QWidget):
        takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes and widget.isVisible() and widget.isEnabled():
            return widget
    return page


def undo_typing(editor: QWidget | None) -> bool:
    """Take back what was typed last in an editor; return whether there was anything."""
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit  # slow, not before use

    if isinstance(editor, QLineEdit) and editor.isUndoAvailable():
        editor.undo()
        return True
    if isinstance(editor, QPlainTextEdit | QTextEdit) and editor.document().isUndoAvailable():
        editor.undo()
        return True
    return False
