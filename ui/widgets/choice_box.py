"""A list to choose one from, where typing finds."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QStyle, QStyleOptionFrame

from ui import theme
from ui.icons import paint_icon
from ui.widgets.dress import dress, redress

_SIDES = 4  # what a field leaves free beside its words, left and right together


class ChoiceLine(QLineEdit):
    """The words of a choice; while nobody types, too long ones end in an ellipsis."""

    def shown_words(self) -> str:
        """Return the words as they stand in the field."""
        room = self.width() - _SIDES
        if self.hasFocus() or self.fontMetrics().horizontalAdvance(self.text()) <= room:
            return self.text()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        words = self.shown_words()
        if words == self.text():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        style = self.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        place = style.subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        painter.setPen(self.palette().text().color())
        upright = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(place.adjusted(_SIDES // 2, 0, 0, 0), upright, words)
        painter.end()


class ChoiceBox(QComboBox):
    """One of many; with ``typing`` any part of the words finds them.

    Signals: edited.
    """

    edited = Signal()

    def __init__(
        self,
        choices: Sequence[tuple[str, str]] = (),
        *,
        placeholder: str = "",
        typing: bool = True,
        small: bool = False,
        width: int = 0,
        name: str = "",
    ) -> None:
        super().__init__()
        dress(self, "choice", kitSize="small" if small else "")
        self._typing = typing
        self._placeholder = placeholder
        self.setAccessibleName(name or placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(12)
        if width:
            self.setFixedWidth(theme.px(width))
        if typing:
            self._make_typable()
        else:
            self.setPlaceholderText(placeholder)
        self.set_choices(choices)
        self.activated.connect(self._tell_chosen)

    def _make_typable(self) -> None:
        from PySide6.QtWidgets import QCompleter  # slow, not before use

        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = ChoiceLine()
        line.setPlaceholderText(self._placeholder)
        self.setLineEdit(line)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        line.editingFinished.connect(self._settle)

    def _tell_chosen(self) -> None:
        self._show_beginning()
        self.edited.emit()

    def _settle(self) -> None:
        """Take the words that were typed where they mean one choice, else go back to what was."""
        typed = self.currentText().strip().casefold()
        whole = [n for n in range(self.count()) if self.itemText(n).casefold() == typed]
        part = [n for n in range(self.count()) if typed and typed in self.itemText(n).casefold()]
        found = whole or (part if len(part) == 1 else [])
        if not typed:
            self._take(-1)
        elif found:
            self._take(found[0])
        elif self.currentText() != self.itemText(self.currentIndex()):
            self.setEditText(self.itemText(self.currentIndex()))

    def _take(self, place: int) -> None:
        changed = place != self.currentIndex()
        self.setCurrentIndex(place)
        if self._typing:
            self.setEditText(self.itemText(place))
        self._show_beginning()
        if changed:
            self.edited.emit()

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices, given as key and words; the chosen one stays chosen."""
        kept = self.value()
        self.blockSignals(True)
        self.clear()
        for key, words in choices:
            self.addItem(words, key)
        self.blockSignals(False)
        self.set_value(kept)

    def value(self) -> str:
        """Return the key of what is chosen, nothing if nothing is."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Show a choice without saying that somebody made it."""
        place = next((n for n in range(self.count()) if self.itemData(n) == value), -1)
        self.blockSignals(True)
        self.setCurrentIndex(place)
        line = self.lineEdit()
        if line is not None and place < 0:
            self.setEditText("")
        self._show_beginning()
        self.blockSignals(False)
        self.update()

    def _show_beginning(self) -> None:
        """Show how long words begin, and all of them when the mouse rests on them."""
        line = self.lineEdit()
        if line is not None:
            line.home(False)
            line.setToolTip(line.text())

    def set_read_only(self, read_only: bool) -> None:
        """Let it be changed or not."""
        self.setEnabled(not read_only)

    def set_wrong(self, wrong: bool) -> None:
        """Show a red frame or the usual one."""
        redress(self, wrong="true" if wrong else "")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: a choice is not to change while scrolling past."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(12)
        place = QRect(self.width() - side - 10, (self.height() - side) // 2, side, side)
        token = "textMuted" if self.isEnabled() else "textDisabled"
        paint_icon(painter, place, "expand", theme.color(token))
        painter.end()
