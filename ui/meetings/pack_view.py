"""Reading the pack: items with their papers at the left, the paper that is read at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cfs_panels.domain.meetings import ItemKind, MeetingDetails
from ui import theme
from ui.meetings.pack_reading import NOTE, PDF, PackContent, PackLine, read_pack, read_paper
from ui.widgets.dress import dress
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.layouts import column, empty, scroll_body
from ui.widgets.mark import Mark
from ui.widgets.pdf_reader import PdfReader
from ui.widgets.record_cells import Cell, Column, Heading
from ui.widgets.record_table import RecordTable
from ui.widgets.saved_copies import SAVE_IT, UNPROTECTED, WORD_FILE, ask_where

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.domain.meetings import ItemDetails
    from ui.meetings.meeting_desk import MeetingDesk

LIST_WIDTH = 330


class HiddenItem(QFrame):
    """The grey box that stands for an item whose papers are hidden: a sentence and no more."""

    def __init__(self, item: ItemDetails) -> None:
        super().__init__()
        dress(self, "inset")
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 10, 14, 10)
        line.setSpacing(11)
        line.addWidget(Mark("hidden", color="textMuted"), 0, Qt.AlignmentFlag.AlignTop)
        title = f"Item {item.number}. Papers hidden"
        words = Label(item.hidden, "meta", muted=True, wrap=True)
        line.addLayout(column(Label(title, medium=True), words, spacing=1), 1)
        self.setAccessibleName(f"{title}. {item.hidden}")


class PackView(QWidget):
    """The papers that the person may open, and nothing of the others."""

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__()
        self._desk = desk
        self._details: MeetingDetails | None = None
        self._lines: dict[str, PackLine] = {}
        self._loaded_for: tuple[object, ...] = ()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._left())
        self.shown = QStackedWidget()
        self.reader = PdfReader(name="Paper")
        self._words, self._note = scroll_body((20, 18, 20, 18))
        self.word_file = EmptyState("word", WORD_FILE, SAVE_IT, "Save a copy")
        self.word_file.acted.connect(self._save)
        self._paper: PackContent | None = None
        for widget in (self.reader, self._words, self.word_file):
            self.shown.addWidget(widget)
        frame = QFrame()
        dress(frame, "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.shown)
        line.addWidget(frame, 1)

    def _left(self) -> QWidget:
        left = self._list = QWidget()
        self.fit()
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        self._hidden = QVBoxLayout()
        self._hidden.setSpacing(8)
        stack.addLayout(self._hidden)
        frame = QFrame()
        dress(frame, "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        self.table = RecordTable(
            [Column("paper", "Paper", lambda p: Cell(p.title, p.below), sortable=False)],
            key=lambda p: p.key,
            rows="two_line",
            name="Papers of the pack",
            rounded=True,
        )
        self.table.horizontalHeader().hide()
        self.table.current_changed.connect(self._open)
        self.table.opened.connect(lambda _key: self.reader.setFocus())
        self.table.set_empty(
            EmptyState("pack", "No papers yet", "They appear here once they have been sent.")
        )
        inner.addWidget(self.table)
        stack.addWidget(frame, 1)
        return left

    def fit(self) -> None:
        """Give the list the width that its words need."""
        self._list.setFixedWidth(theme.px(LIST_WIDTH))

    def show_details(self, details: MeetingDetails) -> None:
        """Show the papers of a meeting; they are read again only where something changed."""
        self._details = details
        self._show_hidden(details)
        wanted = (
            details.id,
            details.papers_in,
            details.papers_sent_on,
            tuple((i.id, i.hidden, i.adviser_note_finished) for i in details.items),
        )
        if wanted == self._loaded_for:
            return
        self._loaded_for = wanted
        desk = self._desk
        desk.read(
            self,
            lambda: read_pack(desk.workspace, desk.actor, details.items),
            self.show_lines,
            replaces="pack",
        )

    def _show_hidden(self, details: MeetingDetails) -> None:
        empty(self._hidden)
        for item in details.items:
            if item.hidden and item.kind is ItemKind.CASE:
                self._hidden.addWidget(HiddenItem(item))

    def show_lines(self, lines: tuple[PackLine, ...]) -> None:
        """Show papers under their items."""
        self._lines = {line.key: line for line in lines}
        rows: list[PackLine | Heading] = []
        for item in self._details.items if self._details else ():
            own = [line for line in lines if line.item_id == item.id]
            if own:
                rows += [Heading(f"{item.number}. {item.title}"), *own]
        self.table.show_rows(rows)

    def _open(self, key: str) -> None:
        line, desk = self._lines.get(key), self._desk
        if line is not None:
            desk.read(
                self,
                lambda: read_paper(desk.workspace, desk.actor, line),
                self._show_paper,
                replaces="paper",
            )

    def _show_paper(self, paper: PackContent) -> None:
        line = paper.line
        if line.key != self.table.current_key():
            return
        self._paper = paper
        if line.source == NOTE:
            empty(self._note)
            self._note.addWidget(Label(line.title, "section"))
            self._note.addWidget(Label(line.words, wrap=True))
            self._note.addStretch(1)
            self.shown.setCurrentWidget(self._words)
        elif line.media_type == PDF or line.media_type.startswith("image/"):
            content = paper.content
            if line.media_type != PDF:
                from ui.widgets.picture_sheet import as_sheet  # pictures in a pack are rare

                content = as_sheet(content)
            self.reader.show_pdf(content, name=line.title)
            self.shown.setCurrentWidget(self.reader)
        else:
            self.shown.setCurrentWidget(self.word_file)

    def _save(self) -> None:
        """Ask where a copy of the Word file is to lie; that it was opened is audited already."""
        paper, desk = self._paper, self._desk
        if paper is not None and paper.line.file_name:
            ask_where(
                self,
                paper.line.file_name,
                lambda save: desk.read(self, lambda: save(paper.content), self._say_saved),
            )

    def _say_saved(self, path: Path) -> None:
        self._desk.page.message.show_message("success", f"{path.name} saved.", UNPROTECTED)
