"""A menu of things to do; what is not possible yet stands in it too, with its reason below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractButton, QFrame, QTableView, QVBoxLayout, QWidget

from ui import theme
from ui.icons import paint_icon
from ui.widgets.card import divider
from ui.widgets.dress import dress
from ui.widgets.labels import Label
from ui.widgets.layouts import scroll_body

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

WIDTH = 360


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One thing to do; with ``blocked`` it says why it cannot be done yet."""

    key: str
    words: str
    icon: str = ""
    blocked: str = ""
    below: str = ""


class ActionMenu(QFrame):
    """Opens below a button; the arrow keys move, Enter does, Esc closes.

    Signals:
        chosen: The key of what is to be done.
    """

    chosen = Signal(str)

    def __init__(
        self, parent: QWidget, name: str, entries: Sequence[MenuEntry], *, none: str = ""
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        dress(self, "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)
        self.setFixedWidth(theme.px(WIDTH))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        self._area, self._stack = scroll_body((6, 6, 6, 6), 1)
        outer.addWidget(self._area)
        self.rows = [MenuRow(entry) for entry in entries]
        if none and not entries:
            self._stack.addWidget(Label(none, "meta", muted=True, wrap=True))
        self._fill()

    def _fill(self) -> None:
        able = [row for row in self.rows if not row.entry.blocked]
        blocked = [row for row in self.rows if row.entry.blocked]
        for row in able:
            self._stack.addWidget(row)
        if able and blocked:
            self._stack.addWidget(divider())
        if blocked:
            later = Label("Not yet", "caption", muted=True)
            later.setContentsMargins(10, 5, 0, 1)
            self._stack.addWidget(later)
        for row in blocked:
            self._stack.addWidget(row)
        for row in self.rows:
            row.clicked.connect(lambda _on=False, row=row: self._choose(row))
        self._stack.addStretch(1)

    def open_below(self, button: QWidget) -> None:
        """Show it below a button, its right edge under the button's."""
        corner = button.mapToGlobal(QPoint(button.width(), button.height() + 4))
        self._open(button, QPoint(corner.x() - self.width(), corner.y()))

    def open_at(self, table: QTableView, at: QPoint | None) -> None:
        """Show it where the mouse asked for it, or below the marked row of a table."""
        row = table.visualRect(table.currentIndex())
        below = table.viewport().mapToGlobal(QPoint(24, row.bottom() + 2))
        self._open(table, at or below)

    def _open(self, near: QWidget, place: QPoint) -> None:
        content = self._stack.sizeHint().height() + 4
        room = near.screen().availableGeometry()
        high = min(content, max(theme.px(160), room.bottom() - place.y() - 8))
        self.setFixedHeight(high)
        left = min(place.x(), room.right() - self.width())
        self.move(max(room.left(), left), min(place.y(), room.bottom() - high))
        self.show()
        if self.rows:
            self._rows_in_order()[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _rows_in_order(self) -> list[MenuRow]:
        return sorted(self.rows, key=lambda row: bool(row.entry.blocked))

    def _choose(self, row: MenuRow) -> None:
        if not row.entry.blocked:
            self.close()
            self.chosen.emit(row.entry.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        rows = self._rows_in_order()
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in steps and rows:
            at = next((n for n, row in enumerate(rows) if row.hasFocus()), -1)
            goal = rows[(at + steps[Qt.Key(event.key())]) % len(rows)]
            goal.setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(goal)
        else:
            super().keyPressEvent(event)


class MenuRow(QAbstractButton):
    """One line of the menu, with a second one for why it waits."""

    def __init__(self, entry: MenuEntry) -> None:
        super().__init__()
        self.entry = entry
        self.setText(entry.words)
        self.setAccessibleName(entry.words)
        below = entry.blocked or entry.below
        self.setAccessibleDescription(f"Not yet: {below}" if entry.blocked else below)
        self.setToolTip(below)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(self._high())

    def _below(self) -> str:
        return self.entry.blocked or self.entry.below

    def _left(self) -> int:
        return theme.px(36) if self.entry.icon else 10

    def _room(self) -> int:
        return theme.px(WIDTH) - 14 - self._left() - 10

    def _high(self) -> int:
        if not self._below():
            return theme.px(34)
        return theme.px(34) + self._below_height() - theme.px(2)

    def _below_height(self) -> int:
        measure = QFontMetrics(theme.font("caption"))
        flags = int(Qt.TextFlag.TextWordWrap)
        return measure.boundingRect(0, 0, self._room(), 1000, flags, self._below()).height() + 5

    def sizeHint(self) -> QSize:
        return QSize(theme.px(WIDTH) - 14, self._high())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("surfaceSelected" if self.hasFocus() else "surfaceHover"))
            painter.drawRoundedRect(self.rect(), 4, 4)
        tone = "textDisabled" if self.entry.blocked else "text"
        line = theme.px(34)
        if self.entry.icon:
            side = theme.px(17)
            paint_icon(
                painter,
                QRect(10, (line - side) // 2, side, side),
                self.entry.icon,
                theme.color(tone),
            )
        painter.setFont(theme.font("body", "medium"))
        painter.setPen(theme.color(tone))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self._room()
        )
        painter.drawText(QRect(self._left(), 0, self._room(), line), flags, words)
        if self._below():
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("textMuted"))
            place = QRect(self._left(), line - theme.px(7), self._room(), self._below_height())
            painter.drawText(place, int(Qt.TextFlag.TextWordWrap), self._below())
        painter.end()
