"""What can wait until a window has been seen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


def after_first_paint(window: QWidget, deed: Callable[[], object]) -> None:
    """Do something once a window and all in it have been painted for the first time."""
    _FirstPaint(window, deed)


class _FirstPaint(QObject):
    """Watches a window until it is painted."""

    def __init__(self, window: QWidget, deed: Callable[[], object]) -> None:
        super().__init__(window)
        self._deed = deed
        window.installEventFilter(self)

    def eventFilter(self, window: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            window.removeEventFilter(self)
            QTimer.singleShot(0, window, self._deed)
        return False
