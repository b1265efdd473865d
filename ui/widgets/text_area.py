"""An editor of several lines that grows with what is typed."""

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from ui import theme
from ui.widgets.dress import redress


class TextArea(QPlainTextEdit):
    """Plain text in as many lines as it takes; Tab goes on to the next field.

    Signals:
        edited: Something was typed.
        left: The field was left, a moment to save.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, placeholder: str = "", *, lines: int = 3, most_lines: int = 14) -> None:
        super().__init__()
        self._lines, self._most = lines, most_lines
        self._showing = False
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(4)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self.textChanged.connect(self._tell)

    def value(self) -> str:
        """Return what is typed, without blank lines around it."""
        return self.toPlainText().strip()

    def set_value(self, value: str) -> None:
        """Show words without saying that somebody typed them; the same words change nothing."""
        if self.toPlainText() != value:
            self._showing = True
            self.setPlainText(value)
            self._showing = False

    def set_read_only(self, read_only: bool) -> None:
        """Let it be changed or not."""
        self.setReadOnly(read_only)
        redress(self)

    def set_wrong(self, wrong: bool) -> None:
        """Show a red frame or the usual one."""
        redress(self, wrong="true" if wrong else "")

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take pasted words without their looks."""
        if source.hasText():
            self.insertPlainText(source.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _line_height(self) -> int:
        return self.fontMetrics().lineSpacing()

    def _high(self, lines: float) -> int:
        return round(lines * self._line_height()) + 22

    def _grow(self) -> None:
        shown = max(self._lines, min(self._most, self.document().size().height()))
        more = self.document().size().height() > self._most
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if more else policy.ScrollBarAlwaysOff
        )
        high = self._high(shown)
        if high != self.minimumHeight():
            self.setFixedHeight(high)

    def sizeHint(self) -> QSize:
        return QSize(320, self._high(self._lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self._high(self._lines))

    def _tell(self) -> None:
        if not self._showing:
            self.edited.emit()
