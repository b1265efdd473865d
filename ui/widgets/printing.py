"""Printing what a page means: a heading, when and by whom, and a table; never the window itself."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QTextDocument

from cfs_panels.domain.words import clock_time, long_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
    from PySide6.QtWidgets import QWidget

MARGINS = QMarginsF(16, 15, 16, 13)


def print_rows(
    parent: QWidget,
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    by: str = "",
    printed: Callable[[], object] | None = None,
) -> None:
    """Show how a table prints; what follows a line break in a cell stands below, smaller.

    ``by`` is who prints it; ``printed`` is called once they have.
    """
    from ui.widgets.printed_table import PrintedTable

    table = PrintedTable(title, columns, rows, foot_words(title, by, datetime.now()))

    def paint(to: QPrinter) -> None:
        to.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)
        table.paint(to)

    _show(parent, title, paint, printed)


def print_html(
    parent: QWidget, title: str, html: str, *, printed: Callable[[], object] | None = None
) -> None:
    """Show how a text prints; ``printed`` is called once the person has printed it."""
    document = QTextDocument(parent)
    document.setHtml(html)

    def paint(to: QPrinter) -> None:
        document.print_(to)

    preview = _show(parent, title, paint, printed)
    document.setParent(preview)


def foot_words(title: str, by: str, now: datetime) -> str:
    """Return the foot of a printed page: what it is, who printed it and when."""
    who = f"by {by} " if by else ""
    return f"{title}. Printed {who}on {long_date(now.date())} at {clock_time(now.time())}."


def _show(
    parent: QWidget,
    title: str,
    paint: Callable[[QPrinter], object],
    printed: Callable[[], object] | None,
) -> QPrintPreviewDialog:
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    preview = QPrintPreviewDialog(printer, parent)
    preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    preview.setWindowTitle(f"Print: {title}")
    preview.resize(900, 700)
    preview.paintRequested.connect(lambda to: paint(to))
    preview.finished.connect(lambda _how: printer.isValid())  # the preview does not keep it alive
    if printed is not None:
        told = printed
        preview.accepted.connect(lambda: told())
    preview.open()
    return preview
