"""Ctrl+K: cases, people, documents, meetings and commands in one list."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.commands import Command, Found, Search, matching
from ui.icons import paint_icon
from ui.widgets.dress import dress
from ui.widgets.key_hints import paint_key_cap
from ui.widgets.labels import Label
from ui.widgets.text_field import SearchField

Index = QModelIndex | QPersistentModelIndex
_FOUND: Final = int(Qt.ItemDataRole.UserRole)
_NOWHERE: Final = QModelIndex()
_GAP: Final = 11
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _Lines(QAbstractListModel):
    """Found lines with their sections between."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Found | str] = []

    def show_lines(self, found: Sequence[Found]) -> None:
        """Show other lines, in the order of their sections."""
        self.beginResetModel()
        self._lines = []
        for section in dict.fromkeys(line.section for line in found):
            self._lines.append(section)
            self._lines += [line for line in found if line.section == section]
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == _FOUND:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(line, str):
                return line
            return ", ".join(part for part in (line.text, line.sub, line.keys) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._lines[index.row()], Found):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def found_at(self, place: int) -> Found | None:
        """Return the line at a place, nothing for the name of a section."""
        line = self._lines[place] if 0 <= place < len(self._lines) else None
        return line if isinstance(line, Found) else None


def room_for_text(room: int, reserved: int) -> int:
    """Return how wide the words may be beside smaller ones that keep their width."""
    return max(room - reserved - _GAP, room // 3) if reserved else room


class _LineDelegate(QStyledItemDelegate):
    """Draws a line: icon, words, smaller words, keys."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        is_line = isinstance(index.data(_FOUND), Found)
        return QSize(200, theme.px(34 if is_line else 20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(_FOUND)
        place = QRectF(option.rect)
        if isinstance(line, str):
            painter.setFont(theme.font("meta"))
            painter.setPen(theme.color("textMuted"))
            painter.drawText(place, _LEFT, line)
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("surfaceSelected"))
            painter.drawRoundedRect(place.adjusted(0, 1, 0, -1), 4, 4)
            painter.restore()
        self._paint_line(painter, place.adjusted(10, 0, -10, 0), line, chosen)

    def _paint_line(self, painter: QPainter, place: QRectF, line: Found, chosen: bool) -> None:
        side = theme.px(18)
        icon = QRectF(place.left(), place.center().y() - side / 2, side, side)
        paint_icon(painter, icon, line.icon, theme.color("accent" if chosen else "textMuted"))
        keys = line.keys or ("Enter" if chosen else "")
        if keys:
            width = QFontMetrics(theme.font("caption")).horizontalAdvance(keys) + 18
            cap = QRectF(place.right() - width, place.center().y() - 10, width, 20)
            paint_key_cap(painter, cap, keys)
            place = place.adjusted(0, 0, -width - 8, 0)
        font = theme.font("body", "medium")
        words = place.adjusted(theme.px(28), 0, 0, 0)
        measure = QFontMetrics(font)
        small = theme.font("meta")
        reserved = QFontMetrics(small).horizontalAdvance(line.sub) if line.keeps_sub else 0
        text_room = room_for_text(int(words.width()), reserved)
        shown = measure.elidedText(line.text, Qt.TextElideMode.ElideRight, text_room)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        painter.drawText(words, _LEFT, shown)
        rest = words.adjusted(measure.horizontalAdvance(shown) + _GAP, 0, 0, 0)
        painter.setFont(small)
        painter.setPen(theme.color("textMuted"))
        room = max(0, int(rest.width()))
        sub = QFontMetrics(small).elidedText(line.sub, Qt.TextElideMode.ElideRight, room)
        painter.drawText(rest, _LEFT, sub)


class _Palette(QFrame):
    """The search field and the list below it.

    Signals:
        asked: Other words were typed.
        chosen: A line was chosen.
    """

    asked = Signal(str)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        dress(self, "popup")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(12, 12, 12, 12)
        stack.setSpacing(6)
        self.line = SearchField("Search or type a command")
        dress(self.line, "search", kitSize="large")
        self.line.edited.connect(lambda: self.asked.emit(self.line.value()))
        self.line.installEventFilter(self)
        self.lines = _Lines()
        self.list = QListView()
        self.list.setAccessibleName("What was found")
        self.list.setModel(self.lines)
        self._delegate = _LineDelegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.clicked.connect(lambda _place: self.choose())
        self.nothing = Label("", "meta", muted=True, wrap=True)
        self.nothing.hide()
        stack.addWidget(self.line)
        stack.addWidget(self.list)
        stack.addWidget(self.nothing)

    def show_lines(self, found: Sequence[Found]) -> None:
        """Show what was found, the first line marked."""
        self.lines.show_lines(found)
        sections = len({line.section for line in found})
        high = theme.px(34) * len(found) + theme.px(20) * sections + 4
        self.list.setFixedHeight(min(high, theme.px(34) * 11))
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.nothing.setText(f"Nothing found for “{self.line.value()}”.")
        self.step(0)

    def step(self, by: int) -> None:
        """Mark the next line or the one before; by 0 the first."""
        count = self.lines.rowCount()
        place = self.list.currentIndex().row() if by else -1
        step = by or 1
        place += step
        while 0 <= place < count and self.lines.found_at(place) is None:
            place += step
        if 0 <= place < count:
            self.list.setCurrentIndex(self.lines.index(place, 0))

    def choose(self) -> None:
        """Choose the marked line."""
        found = self.lines.found_at(self.list.currentIndex().row())
        if found is not None:
            self.chosen.emit(found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps:
                self.step(steps[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.choose()
                return True
        return super().eventFilter(watched, event)


class CommandPalette(QDialog):
    """The palette over its window; Esc closes it.

    ``search`` is called with the palette, the words and something to give the answer to, now or
    later; an answer to earlier words is not shown.
    """

    def __init__(
        self, parent: QWidget, commands: Sequence[Command], search: Search | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle("Search or type a command")
        self._commands, self._search = tuple(commands), search
        self._asked = ""
        self.palette_frame = _Palette()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.palette_frame)
        stack.addStretch(1)
        self.palette_frame.asked.connect(self.ask)
        self.palette_frame.chosen.connect(self._choose)
        width = min(theme.px(620), max(320, parent.width() - 40))
        self.resize(width, min(theme.px(460), max(200, parent.height() - 80)))
        corner = parent.mapToGlobal(QPoint((parent.width() - width) // 2, theme.px(60)))
        self.move(corner)
        self.ask("")
        self.palette_frame.line.setFocus()

    @staticmethod
    def as_widget(found: Sequence[Found], text: str) -> QWidget:
        """Return the palette's frame alone, as on the sheet of patterns."""
        frame = _Palette()
        frame.line.set_value(text)
        frame.show_lines(found)
        return frame

    def ask(self, text: str) -> None:
        """Look for words: commands at once, records when the search has answered."""
        self._asked = text
        commands = matching(self._commands, text)
        self.palette_frame.show_lines(commands)
        if self._search is not None and len(text) >= 2:
            self._search(self, text, lambda found: self._show(text, [*found, *commands]))

    def _show(self, text: str, found: Sequence[Found]) -> None:
        if text == self._asked:
            self.palette_frame.show_lines(found)

    def _choose(self, found: Found) -> None:
        self.close()
        if found.choose is not None:
            found.choose()
