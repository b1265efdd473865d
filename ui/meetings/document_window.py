"""Documents of a meeting read in the window, from memory; saved only where the person says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout

from ui.widgets.buttons import secondary
from ui.widgets.dress import dress
from ui.widgets.labels import Label
from ui.widgets.layouts import row, stretch
from ui.widgets.message_bar import MessageBar
from ui.widgets.pdf_printing import print_pdf
from ui.widgets.pdf_reader import PdfReader
from ui.widgets.saved_copies import UNPROTECTED, ask_where

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QFileDialog, QWidget

    from cfs_panels.domain.documents import Made
    from ui.meetings.meeting_desk import MeetingDesk
    from ui.widgets.saved_copies import Save

AGENDA_KIND: Final = "agenda"
MINUTES_KIND: Final = "minutes"


def show_made(desk: MeetingDesk, kind: str, meeting_id: str) -> None:
    """Make a document of a meeting and show it."""
    _make(desk, kind, meeting_id, lambda made: DocumentWindow(desk, made).show())


def print_made(desk: MeetingDesk, kind: str, meeting_id: str) -> None:
    """Make a document of a meeting and show how it prints."""
    _make(desk, kind, meeting_id, lambda made: print_pdf(desk.window(), made.title, made.pdf))


def _make(desk: MeetingDesk, kind: str, meeting_id: str, then: Callable[[Made], object]) -> None:
    desk.read(
        desk.page,
        lambda: desk.workspace.documents.make(desk.actor, kind, meeting_id=meeting_id),
        then,
        replaces="document",
    )


class DocumentWindow(QDialog):
    """Shows a document; Esc closes it."""

    def __init__(self, desk: MeetingDesk, made: Made) -> None:
        super().__init__(desk.window())
        dress(self, "dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(made.title)
        self._desk, self._made = desk, made
        room = QGuiApplication.primaryScreen().availableSize()
        self.resize(min(980, room.width() - 40), min(840, room.height() - 40))
        stack = QVBoxLayout(self)
        stack.setContentsMargins(12, 12, 12, 12)
        stack.setSpacing(10)
        self.message = MessageBar()
        stack.addWidget(self.message)
        self.reader = PdfReader(name=made.title)
        self.reader.show_pdf(made.pdf, name=made.title)
        stack.addWidget(self.reader, 1)
        stack.addWidget(Label(UNPROTECTED, "caption", muted=True))
        stack.addLayout(
            row(
                secondary("Save as Word", "word", clicked=lambda: self.save("docx")),
                secondary("Save as PDF", "pdf", clicked=lambda: self.save("pdf")),
                secondary("Print", "print", clicked=self.print_it),
                stretch(),
                secondary("Close", clicked=self.close),
            )
        )

    def save(self, ending: str) -> None:
        """Ask where a copy is to be written; that it was taken out is audited."""
        made = self._made
        save_copy(self._desk, self, made.document_id, f"{made.file_name}.{ending}", ending)

    def print_it(self) -> None:
        """Show how it prints."""
        print_pdf(self, self._made.title, self._made.pdf)


def save_copy(
    desk: MeetingDesk, parent: QWidget, document_id: str, file_name: str, ending: str
) -> QFileDialog:
    """Ask where a copy of a document is to be written, and write it off the UI thread."""
    documents, actor = desk.workspace.documents, desk.actor

    def write(save: Save) -> None:
        desk.read(
            desk.page,
            lambda: save(documents.document(actor, document_id, ending)),
            lambda path: _say_saved(desk, path),
        )

    return ask_where(parent, file_name, write)


def _say_saved(desk: MeetingDesk, path: Path) -> None:
    desk.page.message.show_message("success", f"Saved as {path.name}.", UNPROTECTED)
