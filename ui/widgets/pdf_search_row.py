"""Finds words in the paper that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.widgets.announcing import announce
from ui.widgets.buttons import icon_button
from ui.widgets.dress import dress
from ui.widgets.labels import Label
from ui.widgets.text_field import SearchField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.widgets.pdf_pages import PdfPages


class PdfSearchRow(QFrame):
    """A field, how many places it was found in, and the way from one to the next.

    What is found is marked, so that it can be copied. Esc closes the row.
    """

    def __init__(self) -> None:
        super().__init__()
        dress(self, "band")
        self._pages: PdfPages | None = None
        self._place = -1
        line = QHBoxLayout(self)
        line.setContentsMargins(13, 5, 8, 6)
        line.setSpacing(8)
        self.field = SearchField("Find in this paper", small=True)
        self.field.setMaximumWidth(300)
        self.field.edited.connect(self._search)
        self.field.returnPressed.connect(lambda: self.step(1))
        self.words = Label("", "meta", muted=True)
        self.before = icon_button(
            "collapse", "Found before", framed=False, clicked=lambda: self.step(-1)
        )
        self.after = icon_button("expand", "Found next", framed=False, clicked=lambda: self.step(1))
        close = icon_button("close", "Close the search", framed=False, clicked=self.close_row)
        line.addWidget(self.field, 1)
        line.addWidget(self.words)
        line.addWidget(self.before)
        line.addWidget(self.after)
        line.addStretch(1)
        line.addWidget(close)
        self._show_count()

    def begin(self, pages: PdfPages) -> None:
        """Search in a paper that was just opened; the words to find stay."""
        if self._pages is None:
            self._pages = pages
            pages.search.countChanged.connect(self._found_more)
        self._search()

    def step(self, by: int) -> None:
        """Go on to the next place (1), or back (-1), round the end."""
        count = self._count()
        if self._pages is not None and count:
            self._place = (self._place + by) % count
            self._pages.show_found(self._place)
            self._show_count()

    def close_row(self) -> None:
        """Stop searching."""
        self.field.clear()
        self._search()
        self.hide()
        if self._pages is not None:
            self._pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self) -> int:
        return self._pages.search.count() if self._pages is not None else 0

    def _search(self) -> None:
        self._place = -1
        if self._pages is not None:
            self._pages.search.setSearchString(self.field.value())
        self._show_count()

    def _found_more(self) -> None:
        if self._place < 0 and self._count() and self.field.hasFocus():
            self.step(1)
        self._show_count()

    def _show_count(self) -> None:
        count = self._count()
        for button in (self.before, self.after):
            button.setEnabled(count > 0)
        if not self.field.value():
            self.words.setText("")
        elif not count:
            self.words.setText("Not found")
        else:
            self.words.setText(f"{max(0, self._place) + 1} of {count}")
            announce(self.field, self.words.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_row()
        else:
            super().keyPressEvent(event)
