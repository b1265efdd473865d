"""The time of a case as bars on one line of days: stages, waits, holds, and what ran over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cfs_panels.domain.periods import add_months
from cfs_panels.domain.words import MONTHS
from ui import theme
from ui.widgets.painting import paint_ground, paint_hatching

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
"""The months between two dates of the axis: the least of these that leaves room for the words."""
_DUE = {"heard": "chart1", "decided": "chart1", "deferred": "dueSoon", "delay": "paused"}


@dataclass(frozen=True, slots=True)
class StageBar:
    """A row: from a day to a day, the days at its end, and the days that its clock ran over."""

    name: str
    from_on: date
    until: date
    figure: str
    spoken: str
    is_wait: bool = False
    over_from: date | None = None
    over_to: date | None = None


@dataclass(frozen=True, slots=True)
class DayMark:
    """Something that happened on a day."""

    on: date
    kind: str  # heard, deferred, decided, delay
    words: str


class StageBars(QWidget):
    """Draws the rows; a table beside it says the same in words.

    Signals: chosen (a row was clicked; holds its place).
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[StageBar, ...] = ()
        self._marks: tuple[DayMark, ...] = ()
        self._holds: tuple[tuple[date, date], ...] = ()
        self._compact = False
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_time(
        self,
        rows: Sequence[StageBar],
        marks: Sequence[DayMark] = (),
        holds: Sequence[tuple[date, date]] = (),
    ) -> None:
        """Show the time of a case."""
        self._rows, self._marks, self._holds = tuple(rows), tuple(marks), tuple(holds)
        said = [row.spoken for row in self._rows] + [mark.words for mark in self._marks]
        self.setAccessibleName("The time of each stage: " + ". ".join(said))
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Draw lower rows, or the usual ones."""
        self._compact = compact
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(620), self._top() + self._row() * len(self._rows) + self._axis())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(360), self.sizeHint().height())

    # Where things stand.

    def _row(self) -> int:
        return theme.px(20 if self._compact else 25)

    def _top(self) -> int:
        return theme.px(18) if self._marks else theme.px(4)

    def _axis(self) -> int:
        return theme.px(22)

    def _names(self) -> int:
        return theme.px(116 if self._compact else 150)

    def _first(self) -> date:
        return self._rows[0].from_on

    def _last(self) -> date:
        ends = [row.until for row in self._rows]
        ends += [row.over_to for row in self._rows if row.over_to is not None]
        ends += [mark.on for mark in self._marks]
        return max([*ends, self._first() + timedelta(days=1)])

    def _x(self, day: date) -> float:
        left, right = self._names(), self.width() - theme.px(70)
        whole = (self._last() - self._first()).days
        return left + (right - left) * (day - self._first()).days / whole

    def place_of(self, number: int) -> QRectF:
        """Return where the bar of a row stands."""
        row = self._rows[number]
        left, right = self._x(row.from_on), self._x(row.until)
        top = self._top() + number * self._row()
        high = theme.px(10 if self._compact else 13)
        return QRectF(left, top + (self._row() - high) / 2, max(right - left, 2.0), high)

    def row_at(self, y: float) -> int:
        """Return the place of the row at a height, or -1."""
        number = int((y - self._top()) // self._row())
        return number if y >= self._top() and number < len(self._rows) else -1

    # What is drawn.

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axis(painter)
        self._paint_holds(painter)
        for number, row in enumerate(self._rows):
            self._paint_row(painter, number, row)
        self._paint_marks(painter)
        painter.end()

    def _bottom(self) -> int:
        return self._top() + self._row() * len(self._rows)

    def _paint_axis(self, painter: QPainter) -> None:
        font = theme.font("caption", tabular=True)
        painter.setFont(font)
        free_from = 0.0
        for day, words in self._ticks(QFontMetrics(font)):
            x = self._x(day)
            painter.setPen(QPen(theme.color("border"), 1))
            painter.drawLine(QPointF(x, self._top()), QPointF(x, self._bottom()))
            wide = QFontMetrics(font).horizontalAdvance(words)
            if x >= free_from and x + wide <= self.width():
                painter.setPen(theme.color("textMuted"))
                place = QRectF(x + 2, self._bottom() + 2, wide + 4, self._axis())
                painter.drawText(place, words)
                free_from = x + wide + 10

    def _ticks(self, measure: QFontMetrics) -> Iterator[tuple[date, str]]:
        """Yield the days that the axis names: the first of months, as many as there is room for."""
        first, last = self._first(), self._last()
        wide = measure.horizontalAdvance("Sep 2025") + theme.px(14)
        room = max(1, int((self.width() - self._names() - theme.px(70)) // wide))
        months = (last.year - first.year) * 12 + last.month - first.month
        step = next((s for s in _STEPS if months / s <= room), _STEPS[-1])
        begin = add_months(first.replace(day=1), 1)
        if step >= 12:
            begin = date(first.year + 1, 1, 1)
        elif step > 1:
            begin = add_months(begin, -(begin.month - 1) % step)
        while begin <= last:
            yield begin, f"{MONTHS[begin.month - 1][:3]} {begin.year}"
            begin = add_months(begin, step)

    def _paint_holds(self, painter: QPainter) -> None:
        for first, last in self._holds:
            left, right = self._x(first), self._x(min(last, self._last()))
            place = QRectF(left, self._top(), max(right - left, 3.0), self._bottom() - self._top())
            paint_ground(painter, place, theme.state("paused").background)
            paint_hatching(painter, place, theme.color("borderMid"))

    def _paint_row(self, painter: QPainter, number: int, row: StageBar) -> None:
        place = self.place_of(number)
        if row.is_wait:
            painter.setPen(QPen(theme.color("borderStrong"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(theme.color("surface"))
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("chart1"))
            painter.drawRoundedRect(place, 2, 2)
        end = place.right()
        if row.over_from is not None and row.over_to is not None:
            left, right = self._x(row.over_from), self._x(row.over_to)
            strip = QRectF(left, place.bottom() + 1, max(right - left, 3.0), theme.px(4))
            paint_ground(painter, strip, theme.state("overdue").solid)
            end = max(end, strip.right())
        self._paint_words(painter, number, row, end)

    def _paint_words(self, painter: QPainter, number: int, row: StageBar, end: float) -> None:
        top, high = self._top() + number * self._row(), self._row()
        font = theme.font("meta", "regular" if row.is_wait else "medium")
        painter.setFont(font)
        painter.setPen(theme.color("textMuted" if row.is_wait else "text"))
        name = QRectF(0, top, self._names() - theme.px(10), high)
        elided = QFontMetrics(font).elidedText(
            row.name, Qt.TextElideMode.ElideRight, int(name.width())
        )
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
        painter.setFont(theme.font("caption", "semibold", tabular=True))
        figure = QRectF(end + theme.px(6), top, theme.px(64), high)
        painter.drawText(
            figure, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row.figure
        )

    def _paint_marks(self, painter: QPainter) -> None:
        middle, half = theme.px(9), theme.px(5)
        for mark in self._marks:
            x = self._x(mark.on)
            name = _DUE.get(mark.kind, "chart1")
            color = theme.color(name) if name == "chart1" else theme.state(name).solid
            painter.setPen(QPen(color, 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, middle + half), QPointF(x, self._bottom()))
            painter.setPen(QPen(theme.color("surface"), 1))
            painter.setBrush(color)
            corners = [(0, -half), (half, 0), (0, half), (-half, 0)]
            painter.drawPolygon(QPolygonF([QPointF(x + a, middle + b) for a, b in corners]))

    # What is pointed at.

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._told(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _told(self, where: QPointF) -> str:
        near = [m.words for m in self._marks if abs(self._x(m.on) - where.x()) <= theme.px(6)]
        if where.y() < self._top() and near:
            return "\n".join(near)
        number = self.row_at(where.y())
        return self._rows[number].spoken if number >= 0 else ""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self.row_at(event.position().y())
        if number >= 0:
            self.chosen.emit(number)
        super().mouseReleaseEvent(event)
