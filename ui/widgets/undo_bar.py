"""What was just done, with a way back, at the foot until the next change."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.widgets.announcing import announce
from ui.widgets.buttons import link
from ui.widgets.dress import dress
from ui.widgets.labels import ElideLabel, Label
from ui.widgets.mark import Mark


class UndoBar(QFrame):
    """A dark bar with the sentence of a change and *Undo*.

    Signals: undone.
    """

    undone = Signal()

    def __init__(self) -> None:
        super().__init__()
        dress(self, "undo")
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 8, 14, 8)
        line.setSpacing(10)
        line.addWidget(Mark("done", color="surface", side=16))
        self._words = ElideLabel("", medium=True, tone="surface")
        line.addWidget(self._words, 1)
        self._button = link("Undo", clicked=self.undone.emit)
        dress(self._button, "undo")
        line.addWidget(self._button)
        line.addSpacing(8)
        self._key = Label("Ctrl+Z", "caption", tone="surface")
        line.addWidget(self._key)
        self.setAccessibleName("Undo")
        self.hide()

    def show_change(self, words: str, *, can_undo: bool = True) -> None:
        """Show the sentence of a change, with *Undo* where there is a way back."""
        self._words.setText(words)
        self._button.setVisible(can_undo)
        self._key.setVisible(can_undo)
        self.setAccessibleName(words)
        self.show()
        announce(self, words)

    def words(self) -> str:
        """Return the sentence shown."""
        return self._words.text() if self.isVisible() else ""
