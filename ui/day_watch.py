"""A window left open overnight: once the day is another, what it shows is counted from that day."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 60_000


class DayWatch(QObject):
    """Asks what day it is, as a computer may sleep past midnight, and says when it is another."""

    def __init__(
        self, owner: QObject, today: Callable[[], date], begin_day: Callable[[], object]
    ) -> None:
        super().__init__(owner)
        self._today, self._begin_day = today, begin_day
        self._day = today()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_EVERY_MS)

    def look(self) -> None:
        """Begin the new day, if there is one."""
        if (today := self._today()) != self._day:
            self._day = today
            self._begin_day()
