"""Below the agenda: what the marks mean, and the keys that build it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.widgets.buttons import link
from ui.widgets.dress import dress
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.key_hints import KeyCap, KeyHints
from ui.widgets.labels import Label
from ui.widgets.layouts import held, row
from ui.widgets.mark import Mark

# what a mark means: its icon, whether it is filled, its colour
LEGEND = (
    ("In", "done", False, "state.onTrack.solid"),
    ("Asked for", "dueSoon", True, "state.dueSoon.solid"),
    ("Late", "ph.x-circle", True, "state.overdue.solid"),
    ("Blocked", "blocked", False, "state.blocked.solid"),
    ("Not needed", "notNeeded", False, "textMuted"),
)


class AgendaFoot(QFrame):
    """The legend of the papers matrix, and how items are moved and added.

    Signals:
        add_asked: A line is to be added.
    """

    add_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        dress(self, "footInCard")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 5, 16, 5)
        line.setSpacing(5)
        legend = FlowLayout(spacing=12, line_spacing=2)
        for words, icon, fill, color in LEGEND:
            mark = Mark(icon, fill=fill, side=16, color=color)
            legend.addWidget(held(row(mark, Label(words, "caption", muted=True), spacing=5)))
        line.addWidget(held(legend), 1, Qt.AlignmentFlag.AlignVCenter)
        add = link("add item", clicked=self.add_asked.emit)
        move = KeyHints([("Alt+↑  Alt+↓", "move item")])
        self._keys = held(row(move, 6, KeyCap("Insert"), add, spacing=5))
        line.addWidget(self._keys)

    def show_keys(self, shown: bool) -> None:
        """Show how the agenda is built, or not."""
        self._keys.setVisible(shown)
