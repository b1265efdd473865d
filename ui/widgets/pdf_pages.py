"""The pages of a PDF with words that can be marked, by mouse, by keys and by a search.

Imported when the first document is shown: QtPdf is not needed to paint the window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QTransform

from ui import theme
from ui.widgets.pdf_marking import Marking
from ui.widgets.pdf_sheets import PdfSheets

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_STEPS = {
    Qt.Key.Key_Right: (1, False),
    Qt.Key.Key_Left: (-1, False),
    Qt.Key.Key_Down: (1, True),
    Qt.Key.Key_Up: (-1, True),
}


class PdfPages(PdfSheets):
    """The sheets, and what is marked on them.

    Space and Shift+Space turn; Shift and the arrows mark a word or a line more or less, Ctrl+A
    the page.

    Signals: marked (other words are marked, or none).
    """

    marked = Signal()

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.marking = Marking(self.pdf())
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    def load(self, content: bytes) -> bool:
        """Show a document from its bytes; return whether it could be read."""
        self.marking.clear()
        sound = super().load(content)
        self.marked.emit()
        return sound

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.is_loaded():
            self.marking.begin(*self.spot(event.position().toPoint()))
            self._show_marking()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self.is_loaded():
            self.marking.reach(*self.spot(event.position().toPoint()))
            self._show_marking()
        super().mouseMoveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.is_loaded():
            self.marking.mark_word(*self.spot(event.position().toPoint()))
            self._show_marking()

    def show_found(self, number: int) -> None:
        """Show and mark what a search found, counted from 0."""
        found = self.search.resultAtIndex(number)
        shapes = found.rectangles()
        if shapes:
            self.setCurrentSearchResultIndex(number)
            self.marking.mark_shapes(found.page(), shapes)
            top = self.frames()[found.page()].top() + shapes[0].top() * self.scale_of(found.page())
            self.verticalScrollBar().setValue(round(top - self.viewport().height() / 3))
            self._show_marking()

    def _show_marking(self) -> None:
        self.viewport().update()
        self.marked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.marking.has_words():
            return
        painter = QPainter(self.viewport())
        tint = theme.color("focus")
        tint.setAlphaF(0.3)
        for page, frame in enumerate(self.frames()):
            place = frame.translated(-self.shift())
            if place.intersects(event.rect()):
                scale = self.scale_of(page)
                turn = QTransform.fromTranslate(place.x(), place.y()).scale(scale, scale)
                for shape in self.marking.outlines(page):
                    painter.fillRect(turn.mapRect(shape.boundingRect()), tint)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.is_loaded() or not (self._turned(event) or self._grown(event)):
            super().keyPressEvent(event)

    def _turned(self, event: QKeyEvent) -> bool:
        key, shift = event.key(), event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_Space:
            self.turn(-1 if shift else 1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and not event.modifiers():
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Home:
            self.go_to_page(0)
        elif key == Qt.Key.Key_End:
            self.go_to_end()
        else:
            return False
        return True

    def _grown(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.marking.mark_page(self.page())
            self._show_marking()
            return True
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() != Qt.KeyboardModifier.ShiftModifier:
            return False
        self.marking.grow(self.page(), step[0], lines=step[1])
        self._show_marking()
        return True
