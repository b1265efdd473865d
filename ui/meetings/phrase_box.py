"""The list of phrases that opens below what is typed; the keyboard stays in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame

from ui import theme
from ui.widgets.dress import dress
from ui.widgets.key_hints import paint_key_cap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from ui.meetings.phrases import Phrase

ROW, EDGE, KEYS_WIDTH = 28, 6, 112
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class PhraseBox(QFrame):
    """Draws phrases one under another, the present one marked.

    Signals:
        taken: The `Phrase` that was clicked.
    """

    taken = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        dress(self, "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._phrases: tuple[Phrase, ...] = ()
        self._place = 0
        self.hide()

    def offer(self, phrases: Sequence[Phrase], below: QRect, width: int) -> None:
        """Show phrases below a place of the parent, or above it where there is no room."""
        self._phrases, self._place = tuple(phrases), 0
        high = theme.px(ROW) * len(self._phrases) + 2 * EDGE
        parent = self._ground
        top = below.bottom() + 5
        if top + high > parent.height():
            top = below.top() - high - 5
        left = max(4, min(below.left() - 12, parent.width() - width - 4))
        self.setGeometry(left, top, width, high)
        self._describe()
        self.raise_()
        self.show()
        self.update()

    def step(self, by: int) -> None:
        """Mark the next phrase or the one before, round the end."""
        self._place = (self._place + by) % len(self._phrases)
        self._describe()
        self.update()

    def current(self) -> Phrase:
        """Return the phrase that is marked."""
        return self._phrases[self._place]

    def _describe(self) -> None:
        self.setAccessibleName(f"Phrase {self.current().key}: {self.current().words}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = (round(event.position().y()) - EDGE) // theme.px(ROW)
        if 0 <= place < len(self._phrases):
            self.taken.emit(self._phrases[place])

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = theme.px(ROW)
        for number, phrase in enumerate(self._phrases):
            place = QRectF(EDGE, EDGE + number * row, self.width() - 2 * EDGE, row)
            self._paint_row(painter, place, phrase, marked=number == self._place)
        painter.end()

    def _paint_row(self, painter: QPainter, place: QRectF, phrase: Phrase, *, marked: bool) -> None:
        right = place.right() - 8
        if marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("surfaceSelected"))
            painter.drawRoundedRect(place, 4, 4)
            cap = QFontMetrics(theme.font("caption")).horizontalAdvance("Tab") + theme.px(16)
            high = theme.px(20)
            frame = QRectF(right - cap, place.center().y() - high / 2, cap, high)
            paint_key_cap(painter, frame, "Tab")
            right -= cap + 8
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("meta", "semibold"))
        keys = theme.px(KEYS_WIDTH)
        painter.drawText(place.adjusted(8, 0, 0, 0), _LEFT, f"/{phrase.key}")
        font = theme.font("meta")
        painter.setFont(font)
        painter.setPen(theme.color("text" if marked else "textMuted"))
        room = QRectF(place)
        room.setLeft(place.left() + 8 + keys)
        room.setRight(right)
        words = QFontMetrics(font).elidedText(
            phrase.words, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, _LEFT, words)
