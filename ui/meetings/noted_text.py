"""Text of the minutes: each line a point with its bullet, phrases after a slash, times put in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QTextCursor
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.meetings.phrase_box import PhraseBox
from ui.meetings.phrases import Phrase, matching
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent

BULLET_ROOM = 14
BOX_WIDTH = 640
_SLASH = re.compile(r"(?:^|\s)/([a-z-]*)$", re.IGNORECASE)


class _Bullets(QWidget):
    """Draws a bullet beside each line that holds words."""

    def __init__(self, text: NotedText) -> None:
        super().__init__(text)
        self._text = text

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("text"))
        radius = theme.px(5) / 2
        for middle in self._text.line_middles():
            painter.drawEllipse(QPointF(self.width() - radius - 3, middle), radius, radius)
        painter.end()


class NotedText(TextArea):
    """A field of the minutes; a slash offers phrases."""

    def __init__(self, placeholder: str = "", *, lines: int = 3) -> None:
        super().__init__(placeholder, lines=lines)
        self._bullets = _Bullets(self)
        self._box: PhraseBox | None = None
        self.setViewportMargins(theme.px(BULLET_ROOM), 0, 0, 0)
        self.updateRequest.connect(lambda _rect, _dy: self._bullets.update())
        self.cursorPositionChanged.connect(self._look_for_slash)

    def line_middles(self) -> list[float]:
        """Return the middle of the first line of each point that is in sight."""
        block, found = self.firstVisibleBlock(), []
        half = self.fontMetrics().lineSpacing() / 2
        while block.isValid():
            frame = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if frame.top() > self.viewport().height():
                break
            if block.text().strip():
                found.append(frame.top() + half + 1)
            block = block.next()
        return found

    def add_time(self, words: str) -> None:
        """Put a time at the cursor, with a space after it."""
        self.insertPlainText(f"{words} ")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().geometry()
        left = room.left() - theme.px(BULLET_ROOM)
        self._bullets.setGeometry(QRect(left, room.top(), theme.px(BULLET_ROOM), room.height()))

    # Phrases.

    def is_offering(self) -> bool:
        """Return whether phrases are offered."""
        return self._box is not None and self._box.isVisible()

    def _look_for_slash(self) -> None:
        found = self._slash()
        offered = matching(found.group(1)) if found and self.hasFocus() else ()
        if offered and not self.isReadOnly():
            self._offer(offered)
        else:
            self._close_box()

    def _slash(self) -> re.Match[str] | None:
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        return _SLASH.search(before)

    def _offer(self, offered: tuple[Phrase, ...]) -> None:
        if self._box is None:
            self._box = PhraseBox(self.window())
            self._box.taken.connect(self._take)
            self.destroyed.connect(self._box.deleteLater)
        spot = self.cursorRect()
        corner = self.viewport().mapTo(self.window(), spot.topLeft())
        left = self.mapTo(self.window(), QPoint(12, 0)).x()
        place = QRect(QPoint(left + 12, corner.y()), spot.size())
        self._box.offer(offered, place, min(theme.px(BOX_WIDTH), self.width() - 24))

    def _close_box(self) -> None:
        if self._box is not None:
            self._box.hide()

    def _take(self, phrase: Phrase) -> None:
        found = self._slash()
        self._close_box()
        if found is None:
            return
        cursor = self.textCursor()
        typed = len(found.group(1)) + 1
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, typed)
        cursor.insertText(phrase.words)
        self.setTextCursor(cursor)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        box, key = self._box, event.key()
        if box is None or not self.is_offering():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            box.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            box.hide()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Take the offered phrase by Tab; else go on to the next field."""
        if next and self._box is not None and self.is_offering():
            self._take(self._box.current())
            return True
        return super().focusNextPrevChild(next)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._close_box()
