"""Panel's questions with their answers, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cfs_panels.domain.meetings import QuestionAsked
from ui.meetings.free_box import FreeBox
from ui.widgets.buttons import icon_button, link
from ui.widgets.layouts import empty, row, stretch
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Sequence


class _QuestionRow(QWidget):
    """A question, its answer, and who asked."""

    edited = Signal()
    left = Signal()
    removed = Signal()

    def __init__(self, asked: QuestionAsked, names: Sequence[str], number: int) -> None:
        super().__init__()
        self.question = TextArea("Question", lines=1)
        self.answer = TextArea("Answer", lines=1)
        self.asked_by = FreeBox(placeholder="Asked by", width=150, name=f"Question {number} by")
        self.asked_by.offer(tuple(names))
        self.question.setAccessibleName(f"Question {number}")
        self.answer.setAccessibleName(f"Answer to question {number}")
        self.remove = icon_button(
            "close", f"Take out question {number}", framed=False, clicked=self.removed.emit
        )
        self.question.set_value(asked.question)
        self.answer.set_value(asked.answer)
        self.asked_by.set_value(asked.asked_by)
        for editor in (self.question, self.answer, self.asked_by):
            editor.edited.connect(self.edited)
        self.question.left.connect(self.left)
        self.answer.left.connect(self.left)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(self.question, 3, top)
        line.addWidget(self.answer, 4, top)
        line.addWidget(self.asked_by, 0, top)
        line.addWidget(self.remove, 0, top)

    def value(self) -> QuestionAsked:
        """Return what is typed."""
        return QuestionAsked(self.question.value(), self.answer.value(), self.asked_by.value())

    def set_read_only(self, read_only: bool) -> None:
        """Let it be changed or not."""
        for editor in (self.question, self.answer, self.asked_by):
            editor.set_read_only(read_only)
        self.remove.setVisible(not read_only)


class QuestionsEditor(QWidget):
    """The questions of an item.

    Signals:
        edited: Something was changed.
        left: A field was left, a moment to save.
    """

    edited = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_QuestionRow] = []
        self._names: tuple[str, ...] = ()
        self._read_only = False
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(6)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        stack.addLayout(self._list)
        self.more = link("Add a question", clicked=self._add)
        stack.addLayout(row(self.more, stretch()))

    def set_names(self, names: Sequence[str]) -> None:
        """Offer other names of who asked."""
        self._names = tuple(names)

    def value(self) -> tuple[QuestionAsked, ...]:
        """Return the questions that hold words."""
        typed = (line.value() for line in self._rows)
        return tuple(asked for asked in typed if asked.question or asked.answer)

    def set_value(self, questions: Sequence[QuestionAsked]) -> None:
        """Show other questions, with an empty one to begin with where there are none."""
        empty(self._list)
        self._rows = []
        for asked in questions or (QuestionAsked("", ""),):
            self._put(asked)

    def _put(self, asked: QuestionAsked) -> _QuestionRow:
        line = _QuestionRow(asked, self._names, len(self._rows) + 1)
        line.edited.connect(self.edited)
        line.left.connect(self.left)
        line.removed.connect(lambda: self._remove(line))
        line.set_read_only(self._read_only)
        self._rows.append(line)
        self._list.addWidget(line)
        self.setFocusProxy(self._rows[0].question)
        return line

    def _add(self) -> None:
        self._put(QuestionAsked("", "")).question.setFocus()

    def _remove(self, line: _QuestionRow) -> None:
        kept = [other.value() for other in self._rows if other is not line]
        self.set_value(kept)
        self.edited.emit()

    def set_read_only(self, read_only: bool) -> None:
        """Let them be changed or not."""
        self._read_only = read_only
        for line in self._rows:
            line.set_read_only(read_only)
        self.more.setVisible(not read_only)
