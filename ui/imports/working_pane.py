"""A workbook being read or taken in: what, how far, how long still, and a way to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.labels import Label
from ui.widgets.long_work_bar import LongWorkBar

if TYPE_CHECKING:
    from ui.task_runner import LongWork, TaskRunner

WIDTH = 640


class WorkingPane(QWidget):
    """Shows the work under way."""

    def __init__(self, runner: TaskRunner) -> None:
        super().__init__()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        self._words = Label("", "lead", medium=True, wrap=True)
        self._below = Label("", muted=True, wrap=True)
        self.bar = LongWorkBar(runner, meanwhile="")
        for widget in (self._words, self._below, self.bar):
            widget.setMaximumWidth(theme.px(WIDTH))
            stack.addWidget(widget)
        stack.addStretch(1)

    def begin(self, work: LongWork, words: str, below: str) -> None:
        """Show work that has begun."""
        self._words.setText(words)
        self._below.setText(below)
        self.bar.begin(work)

    def first(self) -> QWidget:
        """Return what gets the keyboard."""
        return self.bar.cancel_button
