"""What a list says while it is empty: why, what fills it, one thing to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.buttons import secondary
from ui.widgets.labels import Label
from ui.widgets.mark import Mark


class EmptyState(QWidget):
    """An icon, why nothing is here, what fills it, and one action.

    Signals: acted.
    """

    acted = Signal()

    def __init__(self, icon: str, why: str, fills: str = "", action: str = "") -> None:
        super().__init__()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(16, 16, 16, 16)
        stack.setSpacing(4)
        centre = Qt.AlignmentFlag.AlignHCenter
        stack.addStretch(1)
        stack.addWidget(Mark(icon, color="accent", side=36), 0, centre)
        self._why = Label(why, medium=True, wrap=True)
        self._fills = Label(fills, "meta", muted=True, wrap=True)
        for words in (self._why, self._fills):
            words.setAlignment(centre)
            stack.addWidget(words)
        self._fills.setVisible(bool(fills))
        self._action = secondary(action, clicked=self.acted.emit)
        if not action:
            self._action.hide()
        stack.addSpacing(2)
        stack.addWidget(self._action, 0, centre)
        stack.addStretch(1)
        self.setAccessibleName(f"{why}. {fills}".strip())

    def set_words(self, why: str, fills: str = "", action: str = "") -> None:
        """Say something else, and offer another action or none."""
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._why.setText(why)
        self._fills.setText(fills)
        self._fills.setVisible(bool(fills))
        self.setAccessibleName(f"{why}. {fills}".strip())
