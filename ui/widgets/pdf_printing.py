"""Printing a paper: its pages as they stand, each as large as the sheet; from bytes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QPainter

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget


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
    preview.open()


def paint_pages(pdf: QPdfDocument, printer: QPrinter) -> None:
    """Paint the pages of a paper that the person asked for on a printer."""
    first = max(1, printer.fromPage())
    last = printer.toPage() or pdf.pageCount()
    painter = QPainter(printer)
    layout, dots = printer.pageLayout(), printer.resolution()
    sheet = layout.fullRectPixels(dots)
    frame = QRect(-layout.paintRectPixels(dots).topLeft(), sheet.size())
    for page in range(first - 1, min(last, pdf.pageCount())):
        if page > first - 1:
            printer.newPage()
        size = pdf.pagePointSize(page).scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
        image = pdf.render(page, QSize(round(size.width()), round(size.height())))
        painter.drawImage(frame.topLeft(), image)
    painter.end()
