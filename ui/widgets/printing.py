"""Printing what a page means: a heading, when and by whom, and a table; never the window itself."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

from cfs_panels.domain.words import long_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

_LOOK = """
body { font-family: sans-serif; font-size: 12pt; color: #000000; }
h1 { font-size: 17pt; } p { margin: 0 0 10pt 0; }
th { text-align: left; font-weight: 600; padding: 3pt 10pt 3pt 0; }
td { padding: 3pt 10pt 3pt 0; vertical-align: top; }
"""


def rows_as_html(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table with its title and the day it was printed."""
    now = datetime.now()
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>" for line in rows
    )
    return (
        f"<style>{_LOOK}</style><h1>{escape(title)}</h1>"
        f"<p>Printed on {long_date(now.date())} at {now:%H:%M}. {len(rows)} in all.</p>"
        f'<table width="100%"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def print_rows(
    parent: QWidget,
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    printed: Callable[[], object] | None = None,
) -> None:
    """Show how a table prints; ``printed`` is called once the person has printed it."""
    print_html(parent, title, rows_as_html(title, columns, rows), printed=printed)


def print_html(
    parent: QWidget, title: str, html: str, *, printed: Callable[[], object] | None = None
) -> None:
    """Show how a text prints; ``printed`` is called once the person has printed it."""
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    preview = QPrintPreviewDialog(printer, parent)
    preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    preview.setWindowTitle(f"Print: {title}")
    preview.resize(900, 700)
    document = QTextDocument(preview)
    document.setHtml(html)

    def paint(to: QPrinter) -> None:
        document.print_(to)

    preview.paintRequested.connect(paint)
    preview.finished.connect(lambda _how: printer.isValid())  # the preview does not keep it alive
    if printed is not None:
        told = printed
        preview.accepted.connect(lambda: told())
    preview.open()
