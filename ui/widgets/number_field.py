"""A line for a whole number."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.typed_values import read_number
from ui.widgets.text_field import LineEditor


class NumberField(LineEditor):
    """A number between two others; the arrow keys count up and down."""

    def __init__(
        self, least: int | None = None, most: int | None = None, *, width: int = 80
    ) -> None:
        super().__init__("", width=width)
        self._least, self._most = least, most

    def value(self) -> int | None:
        """Return the number, nothing while there is none."""
        try:
            return int(read_number(self.text())) if self.text().strip() else None
        except RuleBroken:
            return None

    def set_value(self, value: int | None) -> None:
        """Show a number, or none."""
        self.setText("" if value is None else str(value))

    def problem(self) -> str:
        """Return what is wrong with the words, nothing for a number within bounds or none."""
        if not self.text().strip():
            return ""
        try:
            number = read_number(self.text())
        except RuleBroken as refusal:
            return refusal.message
        if self._least is not None and number < self._least:
            return f"Enter {self._least} or more"
        if self._most is not None and number > self._most:
            return f"Enter {self._most} or less"
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None or self.isReadOnly():
            super().keyPressEvent(event)
            return
        number = (self.value() or 0) + step
        if self._least is not None:
            number = max(self._least, number)
        if self._most is not None:
            number = min(self._most, number)
        self.set_value(number)
        self.edited.emit()
