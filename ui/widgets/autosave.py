"""Saves what is typed by itself: soon after the first unsaved keystroke, and on leaving a field."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from cfs_panels.domain.words import clock_time

WAIT_MS = 1500  # saved at the latest two seconds after the first unsaved keystroke
RETRY_MS = 5000


class Autosave(QObject):
    """Calls ``save`` when it is time; the caller answers with `saved` or `failed`.

    Signals: state (words for the top bar; connect it to the page's ``saved_state``).
    """

    state = Signal(str)

    def __init__(
        self,
        owner: QObject,
        save: Callable[[], object],
        *,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__(owner)
        self._save, self._now = save, now
        self._dirty = self._saving = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    def touched(self) -> None:
        """Take note of an edit; the first unsaved one starts the wait."""
        self._dirty = True
        if not self._timer.isActive() and not self._saving:
            self._timer.start(WAIT_MS)

    def flush(self) -> None:
        """Save now what is not saved yet, as on leaving a field or the page."""
        if self._dirty and not self._saving:
            self._timer.stop()
            self._dirty, self._saving = False, True
            self.state.emit("Saving…")
            self._save()

    def saved(self) -> None:
        """Take note that it is saved; what was typed meanwhile is saved next."""
        self._saving = False
        self.state.emit(f"Saved {clock_time(self._now().time())}")
        if self._dirty:
            self._timer.start(WAIT_MS)

    def failed(self, why: str) -> None:
        """Say why it is not saved, and try again after a while."""
        self._saving, self._dirty = False, True
        self.state.emit(f"Not saved: {why}")
        self._timer.start(RETRY_MS)

    def has_unsaved(self) -> bool:
        """Return whether something typed is not saved yet."""
        return self._dirty or self._saving

    def forget(self) -> None:
        """Drop what is unsaved, as when another record is shown."""
        self._timer.stop()
        self._dirty = self._saving = False
