"""A month as a grid of days; the arrow keys move from day to day, across months as well."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cfs_panels.domain.calendars import WEEK, next_month, weeks_of
from cfs_panels.domain.words import WEEKDAYS, plural, weekday_date
from ui import theme
from ui.icons import paint_icon
from ui.widgets.painting import paint_hatching

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cfs_panels.domain.calendars import CalendarEntry

HEAD = 24
MARK = 12
MEETING_MARK = "panels"
FILLED = ("onTrack", "dueSoon", "overdue", "paused")
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -WEEK,
    Qt.Key.Key_Down: WEEK,
}


class MonthGrid(QWidget):
    """The days of a month with what stands on them; one day is marked.

    Signals:
        day_chosen: The day that is marked now.
        month_wanted: The first day of a month that is to be shown, with the day to mark in it.
        day_entered: Enter was pressed on the marked day.
    """

    day_chosen = Signal(object)
    month_wanted = Signal(object)
    day_entered = Signal()

    def __init__(self, today: date, is_working: Callable[[date], bool]) -> None:
        super().__init__()
        self.today, self._is_working = today, is_working
        self._entries: Mapping[date, Sequence[CalendarEntry]] = {}
        self.day = today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.px(420), theme.px(230))
        self._say()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(760), theme.px(520))

    def show_entries(self, entries: Mapping[date, Sequence[CalendarEntry]]) -> None:
        """Show what stands on the days."""
        self._entries = entries
        self._say()
        self.update()

    def mark(self, day: date) -> None:
        """Mark a day; another month is asked for where it lies in one."""
        moves = (day.year, day.month) != (self.day.year, self.day.month)
        self.day = day
        self._say()
        self.update()
        if moves:
            self.month_wanted.emit(day)
        self.day_chosen.emit(day)

    def _say(self) -> None:
        """Tell screen readers of the marked day."""
        found = self._entries.get(self.day, ())
        words = weekday_date(self.day)
        if self.day == self.today:
            words += ", today"
        if not self._is_working(self.day):
            words += ", not a working day"
        listed = told(found).replace("\n", "; ")
        self.setAccessibleName(f"{words}: {plural(len(found), 'entry', 'entries')}. {listed}")

    # Where the days are

    def weeks(self) -> list[list[date]]:
        """Return the weeks that are shown."""
        return weeks_of(self.day)

    def place_of(self, day: date) -> QRectF:
        """Return where a day stands."""
        weeks = self.weeks()
        first = weeks[0][0]
        line, column = divmod((day - first).days, WEEK)
        head = theme.px(HEAD)
        width = (self.width() - 1) / WEEK
        height = (self.height() - head - 1) / len(weeks)
        return QRectF(column * width, head + line * height, width, height)

    def day_at(self, x: float, y: float) -> date | None:
        """Return the day at a place."""
        days = (day for week in self.weeks() for day in week)
        return next((day for day in days if self.place_of(day).contains(x, y)), None)

    # Keys and mouse

    def event(self, event: QEvent) -> bool:
        """Say whole what has no room on the day under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(event.pos().x(), event.pos().y())
            QToolTip.showText(
                event.globalPos(), told(self._entries.get(day, ())) if day else "", self
            )
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().x(), event.position().y())
        if day is not None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.mark(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.day_entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.mark(self.day + timedelta(days=_STEPS[key]))
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.step(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Home:
            self.mark(self.today)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.day_entered.emit()
        else:
            super().keyPressEvent(event)

    def step(self, months: int) -> None:
        """Mark the same day of another month, or its last one."""
        first = next_month(self.day, months)
        last = next_month(first) - timedelta(days=1)
        self.mark(first.replace(day=min(self.day.day, last.day)))

    # How it looks

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter)
        for week in self.weeks():
            for day in week:
                self._paint_day(painter, day, self.place_of(day))
        self._paint_mark(painter)
        painter.end()

    def _paint_head(self, painter: QPainter) -> None:
        painter.setFont(theme.font("meta", "medium"))
        painter.setPen(theme.color("textMuted"))
        width = (self.width() - 1) / WEEK
        for column, name in enumerate(WEEKDAYS):
            place = QRectF(column * width + 8, 0, width - 8, theme.px(HEAD))
            shown = name if width > theme.px(96) else name[:3]
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_day(self, painter: QPainter, day: date, place: QRectF) -> None:
        ours = day.month == self.day.month
        ground = "surface" if self._is_working(day) else "background"
        painter.setPen(QPen(theme.color("border"), 1))
        painter.setBrush(theme.color("surfaceSelected" if day == self.day else ground))
        painter.drawRect(place)
        if theme.is_high_contrast() and not self._is_working(day) and day != self.day:
            strip = QRectF(place.left(), place.top(), place.width(), 6)
            paint_hatching(painter, strip, theme.color("text"))
        self._paint_number(painter, day, place, ours=ours)
        found = self._entries.get(day, ())
        line = theme.metrics("caption").height() + 1
        top = place.top() + theme.px(26)
        fits = max(int((place.bottom() - top) / line), 0)
        shown = found if len(found) <= fits else found[: max(fits - 1, 0)]
        for entry in shown:
            self._paint_entry(painter, entry, QRectF(place.left(), top, place.width(), line))
            top += line
        if len(found) > len(shown):
            self._paint_more(painter, len(found) - len(shown), place, top, line, any_shown=fits > 0)

    def _paint_number(self, painter: QPainter, day: date, place: QRectF, *, ours: bool) -> None:
        side = theme.px(20)
        frame = QRectF(place.left() + 4, place.top() + 3, side, side)
        tone = "text" if ours else "textMuted"
        if day == self.today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accentFill"))
            painter.drawEllipse(frame)
            tone = "onAccent"
        painter.setFont(theme.font("meta", "semibold" if ours else "regular", tabular=True))
        painter.setPen(theme.color(tone))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def _paint_entry(self, painter: QPainter, entry: CalendarEntry, place: QRectF) -> None:
        tint = theme.state(entry.state)
        side = theme.px(MARK)
        mark = QRectF(place.left() + 5, place.center().y() - side / 2, side, side)
        paint_icon(painter, mark, mark_of(entry), tint.solid)
        font = theme.font("caption", "medium" if entry.starts_at else "regular")
        painter.setFont(font)
        late = entry.state == "overdue"
        painter.setPen(tint.text if late else theme.color("text"))
        room = place.right() - mark.right() - 6
        words = QFontMetrics(font).elidedText(
            short_words(entry), Qt.TextElideMode.ElideRight, int(room)
        )
        words_place = QRectF(mark.right() + 4, place.top(), room, place.height())
        painter.drawText(words_place, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_more(
        self,
        painter: QPainter,
        count: int,
        place: QRectF,
        top: float,
        line: float,
        *,
        any_shown: bool,
    ) -> None:
        """Say how many do not fit: below the others, or beside the number where none fits."""
        painter.setFont(theme.font("caption", "medium"))
        painter.setPen(theme.color("textMuted"))
        if any_shown:
            frame = QRectF(place.left() + 8, top, place.width() - 10, line)
            painter.drawText(frame, Qt.AlignmentFlag.AlignVCenter, f"{count} more")
        else:
            frame = QRectF(place.left(), place.top() + 3, place.width() - 6, theme.px(20))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(frame, flags, str(count))

    def _paint_mark(self, painter: QPainter) -> None:
        tone = "focus" if self.hasFocus() else "accent"
        painter.setPen(QPen(theme.color(tone), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.place_of(self.day).adjusted(1, 1, -1, -1))


def mark_of(entry: CalendarEntry) -> str:
    """Return the mark of an entry: how it stands, or what kind of gathering it is."""
    if entry.starts_at is not None:
        return MEETING_MARK
    return f"{entry.state}Fill" if entry.state in FILLED else entry.state


def told(entries: Sequence[CalendarEntry]) -> str:
    """Return what stands on a day whole, a line each, with how it stands."""
    states = theme.state_words()
    return "\n".join(
        entry.words + (f" ({states[entry.state]})" if entry.state in states else "")
        for entry in entries
    )


def short_words(entry: CalendarEntry) -> str:
    """Return an entry in as few words as the grid has room for."""
    if entry.starts_at is not None:
        return f"{entry.starts_at:%H:%M} {entry.title}"
    about = entry.name.split()[-1] if entry.name else entry.subject
    return f"{about}: {entry.title.removesuffix(' due')}"
