"""Long work under way, at the foot of the window: what, how far, how long still, Cancel."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from cfs_panels.domain.words import plural
from ui.task_runner import LongWork, TaskRunner
from ui.widgets.buttons import secondary
from ui.widgets.dress import dress
from ui.widgets.labels import ElideLabel, Label
from ui.widgets.progress_line import ProgressLine

KEEP_WORKING = "You can keep working."


def time_left_words(seconds: int | None, meanwhile: str = KEEP_WORKING) -> str:
    """Return a guess at the time left as a sentence, and what can be done meanwhile."""
    if seconds is None:
        return meanwhile
    unit, count = ("second", seconds) if seconds < 60 else ("minute", round(seconds / 60))
    return f"About {plural(max(1, count), unit)} left. {meanwhile}"


class LongWorkBar(QFrame):
    """Shows the long work of a runner while there is some."""

    def __init__(self, runner: TaskRunner, meanwhile: str = KEEP_WORKING) -> None:
        super().__init__()
        dress(self, "card")
        self._meanwhile = meanwhile
        self._runner = runner
        self._work: LongWork | None = None
        stack = QVBoxLayout(self)
        stack.setContentsMargins(16, 10, 16, 10)
        stack.setSpacing(6)
        self._words = ElideLabel("", medium=True)
        self._detail = Label("", "meta", muted=True)
        self._bar = ProgressLine(name="Progress")
        self._left = ElideLabel("", "meta", muted=True)
        self.cancel_button = secondary("Cancel", small=True, clicked=self._cancel)
        top, low = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._words, 1)
        top.addWidget(self._detail)
        low.addWidget(self._left, 1)
        low.addWidget(self.cancel_button)
        stack.addLayout(top)
        stack.addWidget(self._bar)
        stack.addLayout(low)
        runner.long_progressed.connect(self._show)
        runner.long_ended.connect(self._end)
        self.hide()

    def begin(self, work: LongWork) -> None:
        """Show long work that has begun."""
        self._work = work
        self.cancel_button.setEnabled(True)
        self._show(work)
        self.show()

    def _show(self, work: LongWork) -> None:
        if work is not self._work:
            return
        self._words.setText(work.words)
        self._detail.setText(work.detail)
        self._bar.set_share(work.done / work.total if work.total else 0.0)
        stopping = "Stopping." if work.cancelled else self._left_words(work)
        self._left.setText(stopping)

    def _left_words(self, work: LongWork) -> str:
        return time_left_words(work.seconds_left(), self._meanwhile)

    def _end(self, work: LongWork) -> None:
        if work is self._work:
            self._work = None
            self.hide()

    def _cancel(self) -> None:
        if self._work is not None:
            self._runner.cancel(self._work)
            self.cancel_button.setEnabled(False)
            self._show(self._work)
