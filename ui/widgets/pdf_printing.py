"""Printing a paper: its pages as they stand, each as large as the sheet; from bytes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt
from PySide6.QtGui import QPainter

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

MOST_DOTS: Final = 300  # an inch: enough for words, and a sheet stays small in memory


def print_pdf(parent: QWidget, title: str, content: bytes) -> None:
    """Show how a paper prints, for the person to print or to go back."""
    from PySide6.QtPdf import QPdfDocument  # neither is wanted before
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    preview = QPrintPreviewDialog(printer, parent)
    preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    preview.setWindowTitle(f"Print: {title}")
    preview.resize(900, 700)
    pdf = QPdfDocument(preview)
    held = QBuffer(pdf)
    held.setData(QByteArray(content))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    pdf.load(held)
    preview.paintRequested.connect(lambda to: paint_pages(pdf, to))
    preview.finished.connect(lambda _how: printer.isValid())  # the preview does not keep it alive
    preview.open()


def paint_pages(pdf: QPdfDocument, printer: QPrinter) -> None:
    """Paint the pages of a paper that the person asked for on a printer."""
    first = max(1, printer.fromPage())
    last = min(printer.toPage() or pdf.pageCount(), pdf.pageCount())
    painter = QPainter(printer)
    layout, dots = printer.pageLayout(), printer.resolution()
    sheet = layout.fullRectPixels(dots).size()
    corner = -layout.paintRectPixels(dots).topLeft()
    sharpness = min(1.0, MOST_DOTS / dots)
    for page in range(first - 1, last):
        if page >= first:
            printer.newPage()
        room = pdf.pagePointSize(page).scaled(sheet, Qt.AspectRatioMode.KeepAspectRatio)
        image = pdf.render(page, (room * sharpness).toSize())
        painter.drawImage(QRect(corner, room.toSize()), image)
    painter.end()
