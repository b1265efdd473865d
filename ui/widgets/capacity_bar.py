"""A meeting's day as a bar: items by their minutes, breaks hatched, lost quorum red."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import theme
from ui.widgets.painting import paint_hatching

_SPOKEN = {"item": "item", "opening": "opening", "break": "break", "lost": "item without quorum"}


@dataclass(frozen=True, slots=True)
class Segment:
    """Some minutes of the day; ``kind`` is item, opening, break or lost."""

    label: str
    minutes: int
    kind: str = "item"
    words: str = ""


class CapacityBar(QWidget):
    """Draws the segments in proportion, with the time under each new run of items."""

    def __init__(self, segments: Sequence[Segment] = (), *, start: time = time(9, 30)) -> None:
        super().__init__()
        self._segments: tuple[Segment, ...] = ()
        self._start = start
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_segments(segments, start=start)

    def set_segments(self, segments: Sequence[Segment], *, start: time | None = None) -> None:
        """Show another day."""
        self._segments = tuple(segments)
        self._start = start or self._start
        said = [
            f"{self._clock(begin)} {segment.words or _SPOKEN[segment.kind] + ' ' + segment.label}"
            f", {segment.minutes} minutes"
            for begin, segment in self._timed()
        ]
        self.setAccessibleName("The day: " + "; ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, theme.px(41))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, theme.px(41))

    def total(self) -> int:
        """Return all the minutes from the first segment to the last."""
        return sum(segment.minutes for segment in self._segments)

    def _timed(self) -> list[tuple[int, Segment]]:
        timed, begin = [], 0
        for segment in self._segments:
            timed.append((begin, segment))
            begin += segment.minutes
        return timed

    def _clock(self, minute: int) -> str:
        moment = self._start.hour * 60 + self._start.minute + minute
        return f"{moment // 60 % 24:02}:{moment % 60:02}"

    def _x(self, minute: int) -> float:
        return self.width() * minute / max(1, self.total())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            for begin, segment in self._timed():
                if self._x(begin) <= event.pos().x() < self._x(begin + segment.minutes):
                    words = segment.words or f"{_SPOKEN[segment.kind]} {segment.label}".strip()
                    said = f"{self._clock(begin)} {words}, {segment.minutes} minutes"
                    QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = theme.px(22)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(0, 0, self.width(), height), 3, 3)
        painter.save()
        painter.setClipPath(outline)
        for begin, segment in self._timed():
            left, right = self._x(begin), self._x(begin + segment.minutes)
            self._paint_segment(painter, QRectF(left, 0, right - left, height), segment)
        painter.restore()
        self._paint_times(painter, height)
        painter.end()

    def _paint_segment(self, painter: QPainter, place: QRectF, segment: Segment) -> None:
        if segment.kind == "break":
            painter.fillRect(place, theme.color("surface"))
            paint_hatching(painter, place, theme.color("borderMid"))
            return
        fill, words = theme.color("chart1"), theme.color("onChart")
        if segment.kind == "opening":
            fill, words = theme.color("chart2"), theme.color("onChart2")
        elif segment.kind == "lost":
            fill = theme.state("overdue").solid
        painter.fillRect(place, fill)
        painter.setPen(QPen(theme.color("surface"), 1.5))
        painter.drawLine(place.topRight(), place.bottomRight())
        font = theme.font("caption", "semibold")
        if QFontMetrics(font).horizontalAdvance(segment.label) + 4 <= place.width():
            painter.setFont(font)
            painter.setPen(words)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, segment.label)

    def _paint_times(self, painter: QPainter, top: int) -> None:
        font = theme.font("caption", tabular=True)
        measure = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(theme.color("textMuted"))
        end = self._clock(self.total())
        last = self.width() - measure.horizontalAdvance(end)
        free_from = 0.0
        after_break = True
        for begin, segment in self._timed():
            words = self._clock(begin)
            left, right = self._x(begin), self._x(begin) + measure.horizontalAdvance(words)
            if after_break and segment.kind != "break" and left >= free_from and right + 8 < last:
                painter.drawText(QRectF(left, top + 2, right - left + 2, theme.px(17)), words)
                free_from = right + 8
            after_break = segment.kind == "break"
        if self._segments:
            painter.drawText(QRectF(last - 1, top + 2, self.width() - last + 2, theme.px(17)), end)
