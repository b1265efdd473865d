"""Dates and times typed the way people write them, with a calendar for those who look."""

from collections.abc import Callable
from datetime import date, time

from PySide6.QtCore import QDate, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.form_words import duration_words
from cfs_panels.domain.typed_values import read_date, read_minutes, read_time
from cfs_panels.domain.words import clock_time, long_date
from ui import theme
from ui.icons import icon, paint_icon
from ui.widgets.dress import dress
from ui.widgets.text_field import LineEditor


class DateField(LineEditor):
    """A line for a date: ``24/10/25``, ``24 Oct 2025``, ``24 October`` or ``today``.

    On leaving the field a sound date is written out. Down opens the calendar.

    Signals: chosen (the field was left or a day picked).
    """

    chosen = Signal()

    def __init__(self, *, today: date | None = None, width: int = 190) -> None:
        super().__init__("", width=width)
        self._today = today
        self._calendar: _Calendar | None = None
        self.setTextMargins(0, 0, 22, 0)

    def today(self) -> date:
        """Return the day that ``today`` means."""
        return self._today or date.today()

    def value(self) -> date | None:
        """Return the date, nothing while there is none or it is not a real one."""
        try:
            return read_date(self.text(), today=self.today()) if self.text().strip() else None
        except RuleBroken:
            return None

    def set_value(self, value: date | None) -> None:
        """Show a date, or none."""
        self.setText(long_date(value) if value else "")

    def problem(self) -> str:
        """Return what is wrong with the words, nothing for a real date or none at all."""
        if not self.text().strip():
            return ""
        try:
            read_date(self.text(), today=self.today())
        except RuleBroken as refusal:
            return refusal.message
        return ""

    def open_calendar(self) -> None:
        """Show the calendar below the field."""
        if self.isReadOnly():
            return
        self._calendar = _Calendar(self)
        day = self.value() or self.today()
        self._calendar.days.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.picked.connect(self._pick)
        self._calendar.adjustSize()
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._calendar.show()
        self._calendar.days.setFocus()

    def calendar(self) -> QCalendarWidget | None:
        """Return the calendar while it is open."""
        return self._calendar.days if self._calendar is not None else None

    def _pick(self, day: QDate) -> None:
        self.set_value(date(day.year(), day.month(), day.day()))
        self._calendar = None
        self.setFocus()
        self.edited.emit()
        self.chosen.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        day = self.value()
        if day is not None and not self.isReadOnly():
            self.set_value(day)
        super().focusOutEvent(event)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def _button(self) -> QRect:
        side = theme.px(16)
        return QRect(self.width() - side - 9, (self.height() - side) // 2, side, side)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._button().adjusted(-6, -8, 8, 8).contains(event.position().toPoint()):
            self.open_calendar()
        else:
            super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._button().contains(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)
        super().mouseMoveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        paint_icon(painter, self._button(), "calendar", theme.color("textMuted"))
        painter.end()


class _Calendar(QFrame):
    """A month to pick a day from; weeks begin on Monday, Esc closes.

    Signals: picked.
    """

    picked = Signal(QDate)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        dress(self, "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(4, 4, 4, 4)
        self.days = QCalendarWidget()
        self.days.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.days.setMinimumSize(theme.px(280), theme.px(220))
        self._dress_days()
        self.days.clicked.connect(self._pick)
        self.days.activated.connect(self._pick)
        stack.addWidget(self.days)

    def _dress_days(self) -> None:
        """Give weekends and arrows the theme's colours: Qt's red cannot be read on dark."""
        plain = QTextCharFormat()
        plain.setForeground(theme.color("text"))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.days.setWeekdayTextFormat(weekday, plain)
        heads = QTextCharFormat()
        heads.setForeground(theme.color("textMuted"))
        self.days.setHeaderTextFormat(heads)
        for name, meaning in (("prevmonth", "ph.caret-left"), ("nextmonth", "ph.caret-right")):
            button = self.days.findChild(QToolButton, f"qt_calendar_{name}")
            if button is not None:
                button.setIcon(icon(meaning))

    def _pick(self, day: QDate) -> None:
        self.picked.emit(day)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class TimeField(LineEditor):
    """A line for a time of day: ``9:45``, ``0945`` or ``9.45 am``."""

    def __init__(self, *, width: int = 90) -> None:
        super().__init__("", width=width)
        self.editingFinished.connect(self._write_out)

    def value(self) -> time | None:
        """Return the time, nothing while there is none."""
        try:
            return read_time(self.text()) if self.text().strip() else None
        except RuleBroken:
            return None

    def set_value(self, value: time | None) -> None:
        """Show a time, or none."""
        self.setText(clock_time(value) if value else "")

    def problem(self) -> str:
        """Return what is wrong with the words, nothing for a time or none at all."""
        return _problem(read_time, self.text())

    def _write_out(self) -> None:
        if self.value() is not None:
            self.set_value(self.value())


class DurationField(LineEditor):
    """A line for a length of time: ``90``, ``1 hour 30 min`` or ``1:30``."""

    def __init__(self, *, width: int = 140) -> None:
        super().__init__("", width=width)
        self.editingFinished.connect(self._write_out)

    def value(self) -> int | None:
        """Return the minutes, nothing while there are none."""
        try:
            return read_minutes(self.text()) if self.text().strip() else None
        except RuleBroken:
            return None

    def set_value(self, value: int | None) -> None:
        """Show a length of time, or none."""
        self.setText(duration_words(value) if value is not None else "")

    def problem(self) -> str:
        """Return what is wrong with the words, nothing for a length of time or none at all."""
        return _problem(read_minutes, self.text())

    def _write_out(self) -> None:
        if self.value() is not None:
            self.set_value(self.value())


def _problem(read: Callable[[str], object], text: str) -> str:
    try:
        if text.strip():
            read(text)
    except RuleBroken as refusal:
        return refusal.message
    return ""
