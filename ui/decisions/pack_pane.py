"""The pack at the left: its documents with one page count, and which of them are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from cfs_panels.domain.words import plural
from ui import theme
from ui.widgets.dress import dress
from ui.widgets.labels import Label
from ui.widgets.pdf_reader import BAR_HEIGHT
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from cfs_panels.domain.decisions import PackLine

RECORDED = "Opening and reading are recorded."


class _PackTable(RecordTable):
    """The list of documents; Space turns the pages of the one that is shown.

    Signals: turned (a screenful on, 1, or back, -1).
    """

    turned = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.turned.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)


class PackPane(QFrame):
    """The documents of the pack.

    Signals:
        chosen: A document is to be shown; holds its id.
        read_changed: A document was marked as read or not by its menu.
        turned: Space was pressed on the list.
    """

    chosen = Signal(str)
    read_changed = Signal(str, bool)
    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        dress(self, "plainSurface")
        self.setAccessibleName("Pack")
        self.lines: tuple[PackLine, ...] = ()
        self._may_mark = False
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        self.table = _PackTable(
            [Column("paper", "Document", _cell, sortable=False)],
            key=lambda line: line.paper_id,
            rows="two_line",
            name="Documents of the pack",
        )
        self.table.horizontalHeader().hide()
        self.table.current_changed.connect(self._choose)
        self.table.turned.connect(self.turned)
        self.table.menu_asked.connect(self._open_menu)
        stack.addWidget(self._head())
        stack.addWidget(self.table, 1)
        self._foot = self._counts()
        stack.addWidget(self._foot)

    def _head(self) -> QFrame:
        head = QFrame()
        dress(head, "band")
        head.setFixedHeight(theme.px(BAR_HEIGHT))
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 0, 12, 0)
        self.read_words = Label("", "meta", muted=True)
        line.addWidget(Label("Pack", "section"))
        line.addStretch(1)
        line.addWidget(self.read_words)
        return head

    def _counts(self) -> QFrame:
        foot = QFrame()
        dress(foot, "foot")
        words = QVBoxLayout(foot)
        words.setContentsMargins(16, 9, 12, 9)
        words.setSpacing(2)
        self.count_words = Label("", "caption", muted=True, wrap=True)
        words.addWidget(self.count_words)
        words.addWidget(
            Label("Opening and reading are recorded.", "caption", muted=True, wrap=True)
        )
        return foot

    def show_pack(self, lines: Sequence[PackLine], pages: int, *, may_mark: bool) -> None:
        """Show the documents; the one that is shown stays marked."""
        self.lines, self._may_mark = tuple(lines), may_mark
        read = sum(1 for line in lines if line.is_read)
        self.read_words.setText(f"{read} of {len(lines)} read" if lines else "")
        self.count_words.setText(f"{plural(pages, 'page')}, one page count for all documents.")
        self.table.show_rows(self.lines)

    def set_compact(self, compact: bool) -> None:
        """Leave out the foot where there is little room."""
        self._foot.setVisible(not compact)

    def mark(self, paper_id: str) -> None:
        """Choose a document."""
        self.table.mark(paper_id)

    def unmark(self) -> None:
        """Choose none, as while a letter is shown."""
        self.table.clearSelection()
        self.table.setCurrentIndex(self.table.rootIndex())

    def current(self) -> PackLine | None:
        """Return the document that is chosen."""
        return self.line(self.table.current_key())

    def line(self, paper_id: str) -> PackLine | None:
        """Return a document by its id."""
        return next((line for line in self.lines if line.paper_id == paper_id), None)

    def line_of_page(self, number: int) -> PackLine | None:
        """Return the document that holds a page of the one count."""
        for line in self.lines:
            if line.first_page <= number < line.first_page + line.pages:
                return line
        return None

    def step(self, by: int) -> PackLine | None:
        """Choose the next document (1) or the one before (-1); nothing beyond the ends."""
        now = self.current()
        place = self.lines.index(now) + by if now in self.lines else 0
        if not 0 <= place < len(self.lines):
            return None
        self.mark(self.lines[place].paper_id)
        return self.lines[place]

    def _choose(self, key: str) -> None:
        if key:
            self.chosen.emit(key)

    def _open_menu(self, key: str, at: QPoint) -> None:
        line = self.line(key)
        if line is None or not self._may_mark:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = "Mark as not read" if line.is_read else "Mark as read"
        action = menu.addAction(words)
        action.triggered.connect(lambda: self.read_changed.emit(key, not line.is_read))
        menu.popup(at)


def _cell(line: PackLine) -> Cell:
    read = "read" if line.is_read else "not read"
    return Cell(
        line.title,
        line.below,
        icon="onTrack" if line.is_read else "expected",
        fill=line.is_read,
        medium=True,
        spoken=f"{line.title}, {line.below}, {read}",
    )
