"""Reads a paper on the page: page box, size, search, words to copy; from bytes, never from a file.

QtPdf is imported when the first paper is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from cfs_panels.domain.words import plural
from ui import theme
from ui.widgets.buttons import icon_button
from ui.widgets.dress import dress
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.number_field import NumberField
from ui.widgets.pdf_search_row import PdfSearchRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from ui.widgets.pdf_pages import PdfPages

BAR_HEIGHT = 41
NOTHING_OPEN = ("No paper is open", "Choose a paper to read it here.")
UNREADABLE = ("This paper cannot be shown", "Its file is damaged or has a password.")


class PdfReader(QFrame):
    """A paper with its tools; in a pack its pages are counted through all papers.

    Signals:
        page_asked: A page of another paper of the pack was asked for; holds its number.
        page_shown: Another page is read; holds its number.
        ended: Somebody went to the end of the paper.
        passed: Somebody turns on beyond the paper's end (1) or back before its beginning (-1).
        marked: Other words are marked; holds them, empty for none.
        acted: The action that is offered in place of a paper was taken.
    """

    page_asked = Signal(int)
    page_shown = Signal(int)
    ended = Signal()
    passed = Signal(int)
    marked = Signal(str)
    acted = Signal()

    def __init__(self, *, name: str = "Paper") -> None:
        super().__init__()
        dress(self, "plainSurface")
        self._name = name
        self._pages: PdfPages | None = None
        self._first, self._of = 1, 0
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        self._tools = QHBoxLayout()
        self._added: list[QPushButton] = []
        stack.addWidget(self._bar())
        self.search_row = PdfSearchRow()
        self.search_row.hide()
        stack.addWidget(self.search_row)
        self._stack = QStackedWidget()
        self._nothing = EmptyState(
            "document", "No paper is open", "Choose a paper to read it here."
        )
        self._nothing.acted.connect(self.acted)
        self._stack.addWidget(self._nothing)
        stack.addWidget(self._stack, 1)
        self._show_tools()

    def _bar(self) -> QWidget:
        bar = QFrame()
        dress(bar, "band")
        bar.setFixedHeight(theme.px(BAR_HEIGHT))
        line = QHBoxLayout(bar)
        line.setContentsMargins(13, 0, 8, 0)
        line.setSpacing(6)
        self.page_box = NumberField(width=46)
        dress(self.page_box, "", kitSize="small")
        self.page_box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page_box.setAccessibleName("Page")
        self.page_box.returnPressed.connect(self._ask_page)
        self._page_word = Label("Page", "meta", muted=True)
        self._of_words = Label("", "meta", muted=True)
        self.smaller = icon_button(
            "ph.magnifying-glass-minus", "Smaller", framed=False, clicked=lambda: self._zoom(-1)
        )
        self.larger = icon_button(
            "ph.magnifying-glass-plus", "Larger", framed=False, clicked=lambda: self._zoom(1)
        )
        self.find_button = icon_button(
            "search", "Find in this paper", framed=False, clicked=self.open_search
        )
        for part in (self._page_word, self.page_box, self._of_words):
            line.addWidget(part)
        line.addSpacing(8)
        for button in (self.smaller, self.larger, self.find_button):
            line.addWidget(button)
        line.addStretch(1)
        self._tools.setSpacing(8)
        line.addLayout(self._tools)
        return bar

    def add_tool(self, button: QPushButton) -> QPushButton:
        """Put a button at the right end of the tools."""
        self._tools.addWidget(button)
        self._added.append(button)
        button.setVisible(self.is_showing())
        return button

    # What is shown.

    def show_pdf(self, content: bytes, *, name: str = "", first_page: int = 1, of: int = 0) -> bool:
        """Show a paper; in a pack, say with which number it begins and how many pages all have.

        Returns:
            Whether the bytes are a PDF that can be read; if not, the page says so.
        """
        pages = self._opened()
        if not pages.load(content):
            self.show_nothing(
                "This paper cannot be shown", "Its file is damaged or has a password."
            )
            return False
        self._first, self._of = first_page, of or pages.page_count()
        pages.setAccessibleName(name or self._name)
        self._stack.setCurrentWidget(pages)
        self.search_row.begin(pages)
        self._show_tools()
        self._show_page(0)
        return True

    def show_nothing(self, why: str, fills: str = "", action: str = "") -> None:
        """Say why no paper is shown, and forget the one that was; ``action`` may be offered."""
        if self._pages is not None:
            self._pages.forget()
        self._nothing.set_words(why, fills, action)
        self._stack.setCurrentWidget(self._nothing)
        self._show_tools()

    def words(self) -> str:
        """Return what is said in place of a paper, nothing while one is shown."""
        return "" if self.is_showing() else self._nothing.accessibleName()

    def is_showing(self) -> bool:
        """Return whether a paper is shown."""
        return self._pages is not None and self._stack.currentWidget() is self._pages

    def _opened(self) -> PdfPages:
        if self._pages is None:
            from ui.widgets.pdf_pages import PdfPages  # QtPdf is not wanted before

            pages = self._pages = PdfPages(self)
            pages.page_changed.connect(self._show_page)
            pages.ended.connect(self.ended)
            pages.passed.connect(self.passed)
            pages.marked.connect(lambda: self.marked.emit(pages.marking.words()))
            self._stack.addWidget(pages)
            self.setFocusProxy(pages)
        return self._pages

    def pages(self) -> PdfPages:
        """Return what shows the pages."""
        return self._opened()

    def _show_tools(self) -> None:
        showing = self.is_showing()
        for part in (self.page_box, self.smaller, self.larger, self.find_button):
            part.setEnabled(showing)
        for button in self._added:
            button.setVisible(showing)
        if not showing:
            self.page_box.set_value(None)
            self._of_words.setText("")
            self.search_row.hide()

    # Going through it.

    def page(self) -> int:
        """Return the number of the page that is read."""
        return self._first + self._pages.page() if self._pages is not None else 0

    def last_page(self) -> int:
        """Return the number of the paper's last page."""
        return self._first + (self._pages.page_count() if self._pages is not None else 0) - 1

    def go_to_page(self, number: int) -> None:
        """Show a page by its number."""
        if self.is_showing():
            self.pages().go_to_page(number - self._first)

    def turn(self, by: int) -> None:
        """Go a screenful on (1) or back (-1)."""
        if self.is_showing():
            self.pages().turn(by)
        else:
            self.passed.emit(by)

    def is_at_end(self) -> bool:
        """Return whether the end of the paper is in sight."""
        return self.is_showing() and self.pages().is_at_end()

    def marked_words(self) -> str:
        """Return the words that are marked."""
        return self.pages().marking.words() if self.is_showing() else ""

    def open_search(self) -> QLineEdit:
        """Show the row to search with, and return its field with the keyboard in it."""
        self.search_row.show()
        self.search_row.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_row.field.selectAll()
        return self.search_row.field

    def _show_page(self, _page: int) -> None:
        self.page_box.set_value(self.page())
        self._of_words.setText(f"of {self._of}")
        self.page_box.setAccessibleDescription(f"of {plural(self._of, 'page')}")
        self.page_shown.emit(self.page())

    def _ask_page(self) -> None:
        number = self.page_box.value()
        if number is None or not 1 <= number <= self._of:
            self.page_box.set_value(self.page())
            self.page_box.selectAll()
        elif self._first <= number <= self.last_page():
            self.go_to_page(number)
            self.pages().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.page_asked.emit(number)

    def _zoom(self, step: int) -> None:
        if self.is_showing():
            self.pages().zoom_step(step)
