"""Papers print page by page, as large as the sheet."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QWidget

from tests.ui.sample_papers import make_report
from ui.widgets.pdf_printing import paint_pages, print_pdf
from ui.widgets.printed_table import PrintedTable
from ui.widgets.printing import print_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def _loaded(content: bytes) -> QPdfDocument:
    pdf = QPdfDocument()
    held = QBuffer(pdf)
    held.setData(QByteArray(content))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    pdf.load(held)
    return pdf


def _printer(target: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
    )
    printer.setPageLayout(layout)
    return printer


def _printed_pages(target: Path) -> int:
    return _loaded(target.read_bytes()).pageCount()


def test_every_page_is_printed(kit: QApplication, tmp_path: Path) -> None:
    target = tmp_path / "printed.pdf"
    paint_pages(_loaded(make_report(3)), _printer(target))
    assert _printed_pages(target) == 3


def test_a_range_of_pages_is_printed(kit: QApplication, tmp_path: Path) -> None:
    target = tmp_path / "printed.pdf"
    printer = _printer(target)
    printer.setFromTo(2, 3)
    paint_pages(_loaded(make_report(5)), printer)
    assert _printed_pages(target) == 2


def test_what_is_printed_is_shown_first(qtbot: QtBot, shown: Callable[..., None]) -> None:
    parent = QWidget()
    shown(parent, 400, 300)
    print_pdf(parent, "Panel minutes", make_report(2))
    preview = parent.findChild(QPrintPreviewDialog)
    assert preview is not None
    assert preview.windowTitle() == "Print: Panel minutes"
    gc.collect()
    qtbot.waitUntil(lambda: _pages_shown(preview) == 2)
    preview.grab()
    preview.reject()


def test_a_printed_list_is_shown_first_too(qtbot: QtBot, shown: Callable[..., None]) -> None:
    parent = QWidget()
    shown(parent, 400, 300)
    print_rows(parent, "Decisions", ("Reference",), [("F-2025-0041",)])
    preview = parent.findChild(QPrintPreviewDialog)
    assert preview is not None
    gc.collect()
    qtbot.waitUntil(lambda: _pages_shown(preview) == 1)
    preview.grab()
    preview.reject()


def _pages_shown(preview: QPrintPreviewDialog) -> int:
    shown = preview.findChild(QPrintPreviewWidget)
    return shown.pageCount() if shown is not None else 0


def _words_of(target: Path, page: int) -> str:
    """Return the words of a page without the gaps, which a printer leaves as it likes."""
    return "".join(_loaded(target.read_bytes()).getAllText(page).text().split())


def test_a_printed_list_has_its_heads_and_its_foot_on_every_page(
    kit: QApplication, tmp_path: Path
) -> None:
    target = tmp_path / "list.pdf"
    rows = [(f"Household {number}\nF-2025-{number:04}", "Stage 2") for number in range(60)]
    foot = "Cases. Printed by Ruth Ellingham on 24 October 2025 at 09:30."
    PrintedTable("Cases", ("Household", "Stage"), rows, foot).paint(_printer(target))
    pages = _printed_pages(target)
    assert pages > 1
    for page in range(pages):
        words = _words_of(target, page)
        assert "Household" in words
        assert foot.replace(" ", "") in words
        assert f"Page{page + 1}of{pages}" in words
    said = " ".join(_words_of(target, page) for page in range(pages))
    assert all(f"F-2025-{number:04}" in said for number in range(60))


def test_one_page_of_a_long_list_is_printed_where_one_is_asked_for(
    kit: QApplication, tmp_path: Path
) -> None:
    target = tmp_path / "list.pdf"
    printer = _printer(target)
    printer.setFromTo(2, 2)
    PrintedTable("Cases", ("Household",), [("Thwaite",)] * 90, "Cases").paint(printer)
    assert _printed_pages(target) == 1
    assert "Page2of" in _words_of(target, 0)


def test_an_empty_list_prints_its_heads(kit: QApplication, tmp_path: Path) -> None:
    target = tmp_path / "list.pdf"
    PrintedTable("Cases", ("Household",), [], "Cases").paint(_printer(target))
    assert "Household" in _words_of(target, 0)


def test_who_has_printed_is_told_of(qtbot: QtBot, shown: Callable[..., None]) -> None:
    parent = QWidget()
    shown(parent, 400, 300)
    told: list[bool] = []
    print_rows(parent, "Cases", ("Household",), [("Thwaite",)], printed=lambda: told.append(True))
    preview = parent.findChild(QPrintPreviewDialog)
    assert preview is not None
    qtbot.waitUntil(lambda: _pages_shown(preview) == 1)
    assert not told
    preview.accept()
    assert told == [True]
