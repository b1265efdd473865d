"""A table in its frame, with the line at the foot that says what is shown."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.dress import dress
from ui.widgets.key_hints import KeyHints
from ui.widgets.labels import ElideLabel


class TableCard(QFrame):
    """Frame, table, and a foot with count, order and keys."""

    def __init__(
        self, table: QWidget, *, footer: str = "", keys: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__()
        dress(self, "card")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(1, 1, 1, 1)
        stack.setSpacing(0)
        stack.addWidget(table, 1)
        self._foot = QFrame()
        dress(self._foot, "footInCard")
        line = QHBoxLayout(self._foot)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(12)
        self._words = ElideLabel(footer, "meta", muted=True)
        line.addWidget(self._words, 1)
        if keys:
            line.addWidget(KeyHints(keys))
        stack.addWidget(self._foot)
        self._foot.setVisible(bool(footer or keys))

    def set_footer(self, words: str) -> None:
        """Say something else at the foot."""
        self._words.setText(words)
        self._foot.show()
