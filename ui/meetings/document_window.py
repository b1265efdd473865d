"""Documents of a meeting read in the window, from memory; saved only where the person says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout

from cfs_panels.domain.errors import OutsideTrouble
from ui.widgets.buttons import secondary
from ui.widgets.dress import dress
from ui.widgets.labels import Label
from ui.widgets.layouts import row, stretch
from ui.widgets.message_bar import MessageBar
from ui.widgets.pdf_reader import PdfReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.documents import Made
    from ui.meetings.meeting_desk import MeetingDesk

AGENDA_KIND: Final = "agenda"
MINUTES_KIND: Final = "minutes"
UNPROTECTED: Final = "A saved copy lies on your computer unprotected. Delete it when you are done."


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
    dialog = QFileDialog(parent, "Save a copy")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.selectFile(file_name)

    def write(name: str) -> Path:
        documents = desk.workspace.documents
        return write_file(name, documents.document(desk.actor, document_id, ending))

    def chosen(name: str) -> None:
        desk.read(desk.page, lambda: write(name), lambda path: _say_saved(desk, path))

    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def _say_saved(desk: MeetingDesk, path: Path) -> None:
    desk.page.message.show_message("success", f"Saved as {path.name}.", UNPROTECTED)


def write_file(name: str, content: bytes) -> Path:
    """Write a file and return where it lies.

    Raises:
        OutsideTrouble: where it cannot be written.
    """
    path = Path(name)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise OutsideTrouble(
            f"{path.name} cannot be written there. Choose another folder, or close the file in "
            "other programs."
        ) from error
    return path


def print_pdf(parent: QWidget, title: str, content: bytes) -> None:
    """Show how a PDF prints, for the person to print or to go back."""
    from PySide6.QtPdf import QPdfDocument  # neither is wanted before
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    preview = QPrintPreviewDialog(printer, parent)
    preview.setWindowTitle(f"Print: {title}")
    preview.resize(900, 700)
    held = QBuffer(preview)
    held.setData(QByteArray(content))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    pdf = QPdfDocument(preview)
    pdf.load(held)
    preview.paintRequested.connect(lambda to: paint_pages(pdf, to))
    preview.finished.connect(lambda _how: printer.isValid())  # the preview does not keep it alive
    preview.finished.connect(preview.deleteLater)
    preview.open()


def paint_pages(pdf: QPdfDocument, printer: QPrinter) -> None:
    """Paint the pages of a PDF on a printer, each as large as its sheet."""
    painter = QPainter(printer)
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    offset = printer.pageLayout().paintRectPixels(printer.resolution()).topLeft()
    frame = QRect(-offset, sheet.size())
    for page in range(pdf.pageCount()):
        if page:
            printer.newPage()
        size = pdf.pagePointSize(page).scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
        image = pdf.render(page, QSize(round(size.width()), round(size.height())))
        painter.drawImage(frame.topLeft(), image)
    painter.end()
