"""Reading the pack: one paper after the other, as one run of pages, and what of it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ui.widgets.buttons import icon_button, plain
from ui.widgets.pdf_printing import print_pdf
from ui.widgets.pdf_reader import PdfReader
from ui.widgets.saved_copies import SAVE_IT, UNPROTECTED, WORD_FILE, ask_where

if TYPE_CHECKING:
    from pathlib import Path

    from cfs_panels.domain.decisions import DecisionDetails, PackLine
    from cfs_panels.domain.documents import Made
    from cfs_panels.domain.papers import PaperContent
    from ui.decisions.pack_pane import PackPane
    from ui.widgets.desk import PageDesk

PDF = "application/pdf"
MADE = "made"
OWN_WINDOW = "Open in a window of its own"
NOT_HERE = f"{SAVE_IT} Then tick it under “Material read”."


class PackReading(QObject):
    """Shows the paper that is chosen in the pack, and goes on from paper to paper.

    Signals:
        read: A paper was read to its end; holds its id.
        copied: Words were marked and are to go into the record.
        nothing_marked: *Copy to record* was asked for while no words are marked.
    """

    read = Signal(str)
    copied = Signal(str)
    nothing_marked = Signal()

    def __init__(self, desk: PageDesk, pack: PackPane) -> None:
        super().__init__(desk.page)
        self._desk, self._pack = desk, pack
        self._details: DecisionDetails | None = None
        self._shown = self._letter = ""
        self._content, self._name = b"", ""
        self._document_id = ""  # of what the program made: its prints are audited
        self._goal = 0  # the page to go to once the paper is there; -1 for its end
        self.reader = PdfReader(name="Paper of the pack")
        self.copy_button = self.reader.add_tool(
            plain("Copy to record", "phrase", small=True, clicked=self.copy)
        )
        self.copy_button.setToolTip("Copy the marked words into your own reasons, Ctrl+Shift+C")
        self.print_button = self.reader.add_tool(
            icon_button("print", "Print this paper", framed=False, clicked=self.print_paper)
        )
        self.window_button = self.reader.add_tool(
            icon_button(
                "open", "Open in a window of its own", framed=False, clicked=self.open_apart
            )
        )
        self.reader.ended.connect(self._note_end)
        self.reader.acted.connect(self.save_copy)
        self._file: PaperContent | None = None
        self.reader.passed.connect(self._pass)
        self.reader.page_asked.connect(self.go_to_page)
        pack.chosen.connect(self._show)
        pack.turned.connect(self.reader.turn)

    def show_details(self, details: DecisionDetails) -> None:
        """Take over the pack of a decision; its first paper is shown where none is."""
        is_new = self._details is None or self._details.case_id != details.case_id
        self._details = details
        self.copy_button.setVisible(_may_write(details) and self.reader.is_showing())
        if is_new:
            self._shown = self._letter = ""
            self._pack.unmark()
        if is_new and not details.pack:
            self.reader.show_nothing("The pack is empty", "Its papers appear here.")
        elif not self._shown and not self._letter and details.pack:
            unread = next((line for line in details.pack if not line.is_read), details.pack[0])
            self._pack.mark(unread.paper_id)

    def shown(self) -> str:
        """Return the id of the paper that is shown, nothing for a letter."""
        return self._shown

    # From paper to paper.

    def go_on(self, by: int) -> None:
        """Show the next paper (1) or the one before (-1); one that was seen whole is read."""
        if by > 0:
            self._note_end()
        self._pack.step(by)

    def go_to_page(self, number: int) -> None:
        """Show a page by its number in the whole pack."""
        line = self._pack.line_of_page(number)
        if line is None:
            return
        if line.paper_id == self._shown:
            self.reader.go_to_page(number)
        else:
            self._goal = number
            self._pack.mark(line.paper_id)

    def _pass(self, by: int) -> None:
        if by > 0:
            self._note_end()
        else:
            self._goal = -1
        if self._pack.step(by) is None:
            self._goal = 0

    def _note_end(self) -> None:
        line = self._pack.line(self._shown)
        if line is not None and not line.is_read and self.reader.is_at_end():
            self.read.emit(line.paper_id)

    # What is shown.

    def _show(self, paper_id: str) -> None:
        details = self._details
        if details is None or paper_id == self._shown:
            return
        self._shown, self._letter = paper_id, ""
        desk, case_id = self._desk, details.case_id
        desk.read(
            desk.page,
            lambda: desk.workspace.decision_pages.paper_content(desk.actor, case_id, paper_id),
            then=lambda found: self._show_paper(paper_id, found),
            replaces="paper",
        )

    def _show_paper(self, paper_id: str, found: PaperContent) -> None:
        line, details = self._pack.line(paper_id), self._details
        if line is None or details is None or paper_id != self._shown:
            return
        goal, self._goal = self._goal, 0
        if not self._show_content(line, found, details.pack_pages):
            return
        if goal < 0:
            self.reader.pages().go_to_end()
        elif goal:
            self.reader.go_to_page(goal)

    def _show_content(self, line: PackLine, found: PaperContent, of: int) -> bool:
        content = found.content
        if found.line.media_type.startswith("image/"):
            from ui.widgets.picture_sheet import as_sheet  # pictures in a pack are rare

            content = as_sheet(content)
        elif found.line.media_type != PDF:
            self._file = found
            self.reader.show_nothing(WORD_FILE, NOT_HERE, "Save a copy")
            return False
        self._document_id = line.paper_id if found.line.source == MADE else ""
        return self._show_pdf(content, line.title, line.first_page, max(of, line.pages))

    def _show_pdf(self, content: bytes, name: str, first_page: int = 1, of: int = 0) -> bool:
        self._content, self._name = content, name
        sound = self.reader.show_pdf(content, name=name, first_page=first_page, of=of)
        may = self._details is not None and _may_write(self._details)
        self.copy_button.setVisible(sound and may and bool(self._shown))
        self.print_button.setVisible(sound and bool(self._document_id))
        return sound

    def show_document(self, kind: str) -> None:
        """Show a letter or another document of the decision in place of the pack."""
        details = self._details
        if details is None:
            return
        desk, case_id, item_id = self._desk, details.case_id, details.item_id
        self._shown, self._letter = "", kind
        self._pack.unmark()
        desk.read(
            desk.page,
            lambda: desk.workspace.documents.make(
                desk.actor, kind, case_id=case_id, item_id=item_id
            ),
            then=self._show_made,
            replaces="paper",
        )

    def _show_made(self, made: Made) -> None:
        if made.kind == self._letter:
            self._document_id = made.document_id
            self._show_pdf(made.pdf, made.title)

    def print_paper(self) -> None:
        """Show how the paper prints; that it was taken out to be printed is audited."""
        desk, document_id, name = self._desk, self._document_id, self._name
        if not document_id or not self.reader.is_showing():
            return
        desk.read(
            desk.page,
            lambda: desk.workspace.documents.document(
                desk.actor, document_id, "pdf", purpose="print"
            ),
            then=lambda content: print_pdf(desk.page, name, content),
        )

    def save_copy(self) -> None:
        """Ask where a copy of the Word file is to lie; that it was opened is audited already."""
        found, page = self._file, self._desk.page
        if found is not None and not self.reader.is_showing():
            ask_where(
                page,
                found.line.file_name,
                lambda save: self._desk.read(
                    self._desk.page, lambda: save(found.content), self._say_saved
                ),
            )

    def _say_saved(self, path: Path) -> None:
        self._desk.page.message.show_message("success", f"{path.name} saved.", UNPROTECTED)

    def open_apart(self) -> None:
        """Show the same paper in a window of its own, for a second screen."""
        if self.reader.is_showing() and self._details is not None:
            apart = PdfReader(name=self._name)
            apart.setParent(self._desk.page, Qt.WindowType.Window)
            apart.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            apart.setWindowTitle(f"{self._name}, {self._details.reference}")
            apart.resize(760, 900)
            apart.show_pdf(self._content, name=self._name)
            apart.show()

    # What goes into the record.

    def copy(self) -> None:
        """Copy the marked words into the record."""
        if self._details is None or not _may_write(self._details):
            return
        words = self.reader.marked_words()
        if words:
            self.copied.emit(words)
        else:
            self.nothing_marked.emit()


def _may_write(details: DecisionDetails) -> bool:
    return details.state == "draft" and "write_decision" in details.may
