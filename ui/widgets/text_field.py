"""Editors of one line: words, and words that are searched for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from ui import theme
from ui.icons import paint_icon
from ui.widgets.dress import dress, redress


class LineEditor(QLineEdit):
    """What every editor of one line is, whatever it takes.

    Signals: edited (something was typed).
    """

    edited = Signal()

    def __init__(self, placeholder: str = "", *, width: int = 0) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        if width:
            self.setFixedWidth(theme.px(width))
        self.textEdited.connect(lambda: self.edited.emit())

    def set_read_only(self, read_only: bool) -> None:
        """Let it be changed or not."""
        self.setReadOnly(read_only)

    def set_wrong(self, wrong: bool) -> None:
        """Show a red frame or the usual one."""
        redress(self, wrong="true" if wrong else "")


class TextField(LineEditor):
    """A line to type words into."""

    def value(self) -> str:
        """Return what is typed, without spaces around it."""
        return self.text().strip()

    def set_value(self, value: str) -> None:
        """Show words without saying that somebody typed them."""
        if self.text() != value:
            self.setText(value)


class SearchField(TextField):
    """A line to search with; Esc empties it."""

    def __init__(self, placeholder: str, *, width: int = 0, small: bool = False) -> None:
        super().__init__(placeholder, width=width)
        dress(self, "search", kitSize="small" if small else "")
        self.setAccessibleName(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(16)
        place = self.rect()
        place.setRect(10, (self.height() - side) // 2, side, side)
        paint_icon(painter, place, "search", theme.color("textMuted"))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.edited.emit()
        else:
            super().keyPressEvent(event)
