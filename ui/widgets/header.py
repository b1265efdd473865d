"""The head of a page: title, marks beside it, facts below, actions at the right."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.labels import ElideLabel, FactLine, Label
from ui.widgets.layouts import empty
from ui.widgets.tab_rows import TabRow

__all__ = ["PageHeader", "TabRow"]

_W = TypeVar("_W", bound=QWidget)


class PageHeader(QWidget):
    """Title, chips and pills, actions; below it a line of facts or one muted sentence."""

    def __init__(self, title: str = "", *, sentence: str = "") -> None:
        super().__init__()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(2)
        self._line = QHBoxLayout()
        self._line.setSpacing(10)
        self._marks = QHBoxLayout()
        self._marks.setSpacing(10)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(9)
        self.title = ElideLabel(title, "title")
        self._line.addWidget(self.title)
        self._line.addLayout(self._marks)
        self._line.addStretch(1)
        self._line.addLayout(self._actions)
        stack.addLayout(self._line)
        self._facts = FactLine()
        self._facts.hide()
        self._sentence = Label(sentence, muted=True, wrap=True)
        if not sentence:
            self._sentence.hide()
        stack.addWidget(self._facts)
        stack.addWidget(self._sentence)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self.title.setText(title)

    def set_sentence(self, words: str) -> None:
        """Show one muted sentence below the title."""
        self._sentence.setText(words)
        self._sentence.setVisible(bool(words))

    def set_facts(self, facts: Sequence[str], *, strong: Sequence[str] = ()) -> None:
        """Show facts in a line below the title, the first and those of ``strong`` in bold."""
        self._facts.set_facts(facts, strong=strong)
        self._facts.setVisible(any(facts))

    def add_mark(self, widget: _W) -> _W:
        """Put a chip, pill or words after the title."""
        self._marks.addWidget(widget)
        return widget

    def add_action(self, widget: _W) -> _W:
        """Put a button at the right."""
        self._actions.addWidget(widget)
        return widget

    def clear_marks(self) -> None:
        """Take the marks away."""
        empty(self._marks)
