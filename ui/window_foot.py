"""The foot of the window: long work under way, and what was done last with a way back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.task_runner import LongWork, TaskRunner

if TYPE_CHECKING:
    from ui.widgets.long_work_bar import LongWorkBar
    from ui.widgets.undo_bar import UndoBar


class WindowFoot(QWidget):
    """Takes no room until there is something to say; its parts are made when first needed.

    Signals: undone.
    """

    undone = Signal()

    def __init__(self, runner: TaskRunner) -> None:
        super().__init__()
        self._runner = runner
        self._side = 0
        self.undo_bar: UndoBar | None = None
        self.long_bar: LongWorkBar | None = None
        self._stack = QVBoxLayout(self)
        self._stack.setSpacing(8)
        runner.long_started.connect(self._begin_long_work)
        runner.long_ended.connect(self._fit)
        self._fit()

    def set_margin(self, side: int) -> None:
        """Stand below the page's content."""
        self._side = side
        self._fit()

    def words(self) -> str:
        """Return the sentence of the change that can be taken back, nothing without one."""
        return self.undo_bar.words() if self.undo_bar is not None else ""

    def show_change(self, words: str, *, can_undo: bool) -> None:
        """Say what was done."""
        if self.undo_bar is None:
            from ui.widgets.undo_bar import UndoBar

            self.undo_bar = UndoBar()
            self.undo_bar.undone.connect(self.undone)
            self._stack.addWidget(self.undo_bar)
        self.undo_bar.show_change(words, can_undo=can_undo)
        self._fit()

    def forget_change(self) -> None:
        """Say nothing of it any more."""
        if self.undo_bar is not None:
            self.undo_bar.hide()
        self._fit()

    def _begin_long_work(self, work: LongWork) -> None:
        if work.on_page:
            return
        if self.long_bar is None:
            from ui.widgets.long_work_bar import LongWorkBar

            self.long_bar = LongWorkBar(self._runner)
            self._stack.insertWidget(0, self.long_bar)
        self.long_bar.begin(work)
        self._fit()

    def _fit(self) -> None:
        bars = (self.undo_bar, self.long_bar)
        shown = any(bar is not None and not bar.isHidden() for bar in bars)
        self.setVisible(shown)
        self._stack.setContentsMargins(self._side, 6, self._side, 12)
