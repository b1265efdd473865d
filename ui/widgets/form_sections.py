"""The sections of a form with their marks, at its left; a choice above it where it is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from cfs_panels.domain.form_problems import SectionState
from ui import theme
from ui.icons import paint_icon

_MARKS = {
    SectionState.DONE: ("onTrack", True, "state.onTrack.solid", "done"),
    SectionState.PROBLEMS: ("overdue", True, "state.overdue.solid", "something to put right"),
    SectionState.STARTED: ("ph.circle-half", False, "accent", "begun"),
    SectionState.EMPTY: ("expected", False, "borderStrong", "not begun"),
}


class _Section(QRadioButton):
    """One section: its mark and title."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.state = SectionState.EMPTY
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_state(self, state: SectionState) -> None:
        """Show another mark."""
        self.state = state
        self.setAccessibleName(f"{self.text()}, {_MARKS[state][3]}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, theme.px(34))

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            token = "surfaceSelected" if self.isChecked() else "surfaceHover"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(token))
            painter.drawRoundedRect(self.rect(), 4, 4)
            if self.isChecked() and theme.is_high_contrast():
                painter.setPen(QPen(theme.color("border"), 1))
                painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        meaning, fill, token, _ = _MARKS[self.state]
        side = theme.px(17)
        place = QRect(10, (self.height() - side) // 2, side, side)
        paint_icon(painter, place, meaning, theme.color(token), fill=fill)
        painter.setFont(theme.font("body", "semibold" if self.isChecked() else "medium"))
        painter.setPen(theme.color("text"))
        words = self.rect().adjusted(20 + side, 0, -6, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, flags, shown)
        painter.end()


class SectionList(QWidget):
    """The sections one under another; the arrow keys move between them.

    Signals: chosen (the key).
    """

    chosen = Signal(str)

    def __init__(self, sections: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName("Sections")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(3)
        self._group = QButtonGroup(self)
        self._sections: dict[str, _Section] = {}
        for key, title in sections:
            section = self._sections[key] = _Section(title)
            self._group.addButton(section)
            stack.addWidget(section)
        self._group.buttonClicked.connect(self._tell)

    def _tell(self) -> None:
        self.chosen.emit(self.key())

    def key(self) -> str:
        """Return which section is shown."""
        return next((key for key, part in self._sections.items() if part.isChecked()), "")

    def mark(self, key: str) -> None:
        """Mark the section that is shown."""
        self._sections[key].setChecked(True)

    def set_state(self, key: str, state: SectionState) -> None:
        """Show another mark beside a section."""
        self._sections[key].set_state(state)

    def state(self, key: str) -> SectionState:
        """Return the mark beside a section."""
        return self._sections[key].state
