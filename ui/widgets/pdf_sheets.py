"""The sheets of a PDF one under another, read from memory: where they lie, paging, size.

Imported when the first document is shown: QtPdf is not needed to paint the window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMargins,
    QPoint,
    QPointF,
    QRect,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QGuiApplication,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView

from ui import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

LEAST_ZOOM: Final = 0.25
MOST_ZOOM: Final = 5.0
ZOOM_STEP: Final = 1.2
_POINTS_PER_INCH: Final = 72.0
_KEPT: Final = 48  # pixels that stay in sight when a screenful is turned


class PdfSheets(QPdfView):
    """The sheets, as wide as there is room or in a size of the person's own; they count from 0.

    Signals:
        page_changed: Another page is read.
        ended: Somebody went to the end of the last page.
        passed: Somebody turns on beyond the end (1) or back before the beginning (-1).
    """

    page_changed = Signal(int)
    ended = Signal()
    passed = Signal(int)

    def __init__(self, owner: QWidget) -> None:
        """Make it for an owner above it, who keeps the document too.

        A document that is a child of its view ends the program: as it closes it still tells the
        view, whose own part is gone by then.
        """
        super().__init__(owner)
        self.search = QPdfSearchModel(self)
        self._pdf = QPdfDocument(owner)
        self._held = QBuffer(self._pdf)
        self._page, self._settled = 0, False
        self.search.setDocument(self._pdf)
        self.setDocument(self._pdf)
        self.setSearchModel(self.search)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setPageSpacing(12)
        self.setDocumentMargins(QMargins(13, 13, 13, 13))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QPdfView.Shape.NoFrame)
        self.verticalScrollBar().valueChanged.connect(self._note_place)
        theme.watcher().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Dark, theme.color("paperWell"))
        self.setPalette(palette)

    # The document.

    def load(self, content: bytes) -> bool:
        """Show a document from its bytes; return whether it could be read."""
        self._settled, self._page = False, 0
        self.search.setSearchString("")
        self._pdf.close()
        self._held.close()
        self._held.setData(QByteArray(content))
        self._held.open(QIODevice.OpenModeFlag.ReadOnly)
        self._pdf.load(self._held)
        self.verticalScrollBar().setValue(0)
        self._settled = self._pdf.status() is QPdfDocument.Status.Ready
        self._describe()
        return self._settled

    def is_loaded(self) -> bool:
        """Return whether a document is shown."""
        return self._settled

    def page_count(self) -> int:
        """Return how many pages the document has."""
        return self._pdf.pageCount()

    def forget(self) -> None:
        """Let go of the document."""
        self._settled = False
        self._pdf.close()
        self._held.close()
        self._held.setData(QByteArray())

    def pdf(self) -> QPdfDocument:
        """Return the document, as to print it."""
        return self._pdf

    def page(self) -> int:
        """Return the page that is read."""
        return self._page

    def _describe(self) -> None:
        """Let screen readers read the page."""
        if QAccessible.isActive() and self._settled:
            self.setAccessibleDescription(self._pdf.getAllText(self._page).text())

    # Where the pages lie. QPdfView does not tell, so this follows how it lays them out.

    def frames(self) -> list[QRect]:
        """Return where each page lies within the whole document."""
        margins, room = self.documentMargins(), self.viewport().width()
        sizes = []
        for number in range(self._pdf.pageCount()):
            natural = QSizeF(self._pdf.pagePointSize(number) * self._resolution())
            if self.zoomMode() is QPdfView.ZoomMode.FitToWidth:
                whole = natural.toSize()
                sizes.append(whole * ((room - margins.left() - margins.right()) / whole.width()))
            else:
                sizes.append((natural * self.zoomFactor()).toSize())
        widest = max((size.width() for size in sizes), default=0)
        across = max(widest + margins.left() + margins.right(), room)
        top, frames = margins.top(), []
        for size in sizes:
            frames.append(QRect(QPoint((across - size.width()) // 2, top), size))
            top += size.height() + self.pageSpacing()
        return frames

    def scale_of(self, page: int) -> float:
        """Return how many pixels a point of a page takes."""
        return self.frames()[page].width() / self._pdf.pagePointSize(page).width()

    @staticmethod
    def _resolution() -> float:
        return QGuiApplication.primaryScreen().logicalDotsPerInch() / _POINTS_PER_INCH

    def shift(self) -> QPoint:
        """Return how far the document is scrolled."""
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def spot(self, at: QPoint) -> tuple[int, QPointF]:
        """Return the page under a place of the window, and the place on it in points."""
        where, frames = at + self.shift(), self.frames()
        page = next((n for n, f in enumerate(frames) if where.y() <= f.bottom()), len(frames) - 1)
        return page, QPointF(where - frames[page].topLeft()) / self.scale_of(page)

    # Going through it.

    def go_to_page(self, page: int) -> None:
        """Show a page from its top."""
        frames = self.frames()
        if frames:
            page = max(0, min(page, len(frames) - 1))
            self.verticalScrollBar().setValue(frames[page].top() - self.documentMargins().top())
            self._set_page(page)
            self._note_end()

    def go_to_end(self) -> None:
        """Show the end of the document, as when somebody turns back into it."""
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def turn(self, by: int) -> None:
        """Go a screenful on (1) or back (-1); beyond the document, say so."""
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + by * max(_KEPT, self.viewport().height() - _KEPT))
        if by > 0:
            self._note_end()
        if bar.value() == before:
            self.passed.emit(by)

    def is_at_end(self) -> bool:
        """Return whether the end of the last page is in sight."""
        bar = self.verticalScrollBar()
        return self._settled and bar.value() >= bar.maximum() - self.pageSpacing()

    def _note_place(self) -> None:
        if not self._settled:
            return
        frames = self.frames()
        line = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = next((n for n, f in enumerate(frames) if line <= f.bottom()), len(frames) - 1)
        self._set_page(len(frames) - 1 if self.is_at_end() else page)
        self._note_end()

    def _note_end(self) -> None:
        if self.is_at_end():
            self.ended.emit()

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self._describe()
            self.page_changed.emit(page)

    # Its size.

    def fit_width(self) -> None:
        """Make the pages as wide as there is room."""
        self._keeping_place(lambda: self.setZoomMode(QPdfView.ZoomMode.FitToWidth))

    def zoom(self, by: float) -> None:
        """Make the pages larger or smaller."""
        if not self._settled:
            return
        factor = max(
            LEAST_ZOOM, min(MOST_ZOOM, self.scale_of(self._page) / self._resolution() * by)
        )

        def enlarge() -> None:
            self.setZoomMode(QPdfView.ZoomMode.Custom)
            self.setZoomFactor(factor)

        self._keeping_place(enlarge)

    def zoom_step(self, step: int) -> None:
        """Make the pages one step larger (1) or smaller (-1)."""
        self.zoom(ZOOM_STEP**step)

    def _keeping_place(self, deed: Callable[[], object]) -> None:
        """Change the size of the pages while the same words stay at the top."""
        bar, frames, page = self.verticalScrollBar(), self.frames(), self._page
        if not frames:
            deed()
            return
        share = (bar.value() - frames[page].top()) / max(1, frames[page].height())
        settled, self._settled = self._settled, False
        deed()
        frame = self.frames()[page]
        bar.setValue(round(frame.top() + share * frame.height()))
        self._settled = settled

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._keeping_place(lambda: super(PdfSheets, self).resizeEvent(event))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_step(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)
