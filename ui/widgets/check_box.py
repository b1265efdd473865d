"""Ticks: one, or a list of them."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.painting import paint_tick_box

_SIDE = 18
_GAP = 8


class CheckBox(QCheckBox):
    """A tick with its words; long words wrap.

    Signals: edited.
    """

    edited = Signal()

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._high = 0
        self.clicked.connect(lambda: self.edited.emit())

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Tick it or not, without saying that somebody did."""
        self.setChecked(value)

    def set_read_only(self, read_only: bool) -> None:
        """Let it be changed or not."""
        self.setEnabled(not read_only)

    def _left(self) -> int:
        return theme.px(_SIDE) + _GAP

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font("body")).horizontalAdvance(self._shown_text())
        return QSize(self._left() + words + 4, max(theme.px(24), self._high))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 120), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        high = self.heightForWidth(event.size().width())
        if high != self._high:
            self._high = high
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        flags = int(Qt.TextFlag.TextWordWrap)
        room = max(1, width - self._left())
        measure = QFontMetrics(theme.font("body"))
        high = measure.boundingRect(0, 0, room, 10_000, flags, self._shown_text()).height()
        return max(theme.px(24), high + 4)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def _shown_text(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(_SIDE)
        place = QRectF(0, (theme.px(24) - side) / 2, side, side)
        paint_tick_box(painter, place, checked=self.isChecked(), enabled=self.isEnabled())
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text" if self.isEnabled() else "textDisabled"))
        lines = self.height() > theme.px(26)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        flags |= Qt.AlignmentFlag.AlignTop if lines else Qt.AlignmentFlag.AlignVCenter
        top = 2 if lines else 0
        words = self.rect().adjusted(self._left(), top, 0, 0)
        painter.drawText(words, flags, self._shown_text())
        painter.end()


class CheckList(QWidget):
    """Several answers to tick, side by side or one under another.

    Signals: edited.
    """

    edited = Signal()

    def __init__(
        self, choices: Sequence[tuple[str, str]], *, across: bool = False, name: str = ""
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        layout = QHBoxLayout(self) if across else QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(18 if across else 4)
        self._boxes: dict[str, CheckBox] = {}
        for key, words in choices:
            box = self._boxes[key] = CheckBox(words)
            box.edited.connect(self.edited)
            layout.addWidget(box)
        if across:
            layout.addStretch(1)
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def box(self, key: str) -> CheckBox:
        """Return one of the ticks."""
        return self._boxes[key]

    def value(self) -> tuple[str, ...]:
        """Return the keys that are ticked, in their order."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: Iterable[str]) -> None:
        """Tick these and no others."""
        ticked = set(value)
        for key, box in self._boxes.items():
            box.setChecked(key in ticked)

    def set_read_only(self, read_only: bool) -> None:
        """Let them be changed or not."""
        for box in self._boxes.values():
            box.setEnabled(not read_only)
