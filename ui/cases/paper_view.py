"""Reading a paper in the window, from memory: nothing of it is written anywhere by that."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.buttons import primary, secondary
from ui.widgets.dress import dress
from ui.widgets.empty_state import EmptyState
from ui.widgets.layouts import row, stretch
from ui.widgets.pdf_reader import PdfReader
from ui.widgets.saved_copies import SAVE_IT, WORD_FILE, ask_where

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QFileDialog

    from cfs_panels.domain.papers import PaperContent
    from ui.cases.case_desk import CaseDesk

PDF = "application/pdf"


class PaperWindow(QDialog):
    """Shows a PDF or a picture; of a Word file it says how to open it. Esc closes it."""

    def __init__(self, desk: CaseDesk, title: str, content: bytes, media_type: str = PDF) -> None:
        super().__init__(desk.window())
        dress(self, "dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._desk = desk
        room = QGuiApplication.primaryScreen().availableSize()
        self.resize(min(980, room.width() - 40), min(820, room.height() - 40))
        stack = QVBoxLayout(self)
        stack.setContentsMargins(12, 12, 12, 12)
        stack.setSpacing(10)
        self.shown = self._reader(title, content, media_type)
        stack.addWidget(self.shown, 1)
        self._buttons = row(stretch(), secondary("Close", clicked=self.close))
        self._saves = 0
        stack.addLayout(self._buttons)

    def _reader(self, title: str, content: bytes, media_type: str) -> QWidget:
        if media_type == PDF:
            reader = PdfReader(name=title)
            reader.show_pdf(content, name=title)
            return reader
        if media_type.startswith("image/"):
            return _picture(title, content, self.width() - 60)
        return EmptyState(
            "word",
            WORD_FILE,
            SAVE_IT,
        )

    def add_save(self, words: str, file_name: str, content: Callable[[], bytes]) -> None:
        """Offer to save a copy; its content is fetched when it is asked for."""
        make = secondary if self._saves else primary
        button = make(
            words, "download", clicked=lambda: save_copy(self._desk, self, file_name, content)
        )
        self._buttons.insertWidget(self._saves, button)
        self._saves += 1


def open_paper(desk: CaseDesk, paper: PaperContent) -> PaperWindow:
    """Show a paper of a case."""
    line, content = paper.line, paper.content
    window = PaperWindow(desk, line.title, content, line.media_type)
    window.add_save("Save a copy", line.file_name, lambda: content)
    window.open()
    return window


def open_document(
    desk: CaseDesk, document_id: str, title: str, file_name: str, pdf: bytes
) -> PaperWindow:
    """Show a document that the program made; it can be saved as Word and as PDF."""
    documents, actor = desk.workspace.documents, desk.actor
    window = PaperWindow(desk, title, pdf)
    for words, ending in (("Save as Word", "docx"), ("Save as PDF", "pdf")):
        fetch = partial(documents.document, actor, document_id, ending)
        window.add_save(words, f"{file_name}.{ending}", fetch)
    window.open()
    return window


def save_copy(
    desk: CaseDesk, parent: QWidget, file_name: str, content: Callable[[], bytes]
) -> QFileDialog:
    """Ask where a copy is to be written, and write it off the UI thread."""
    return ask_where(
        parent,
        file_name,
        lambda save: desk.read(desk.page, lambda: save(content()), desk.say_saved),
    )


def _picture(title: str, content: bytes, width: int) -> QScrollArea:
    picture = QPixmap()
    picture.loadFromData(content)
    label = QLabel()
    label.setAccessibleName(title)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    if picture.width() > width:
        picture = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    label.setPixmap(picture)
    area = QScrollArea()
    area.setWidget(label)
    area.setWidgetResizable(True)
    return area
