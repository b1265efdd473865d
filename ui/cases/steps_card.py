"""What happens next, in numbered steps, beside a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.widgets.card import Card
from ui.widgets.labels import Label
from ui.widgets.layouts import row
from ui.widgets.mark import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBERS = ("ph.number-circle-one", "ph.number-circle-two", "ph.number-circle-three")


class StepsCard(Card):
    """Up to three steps, and a note below them."""

    def __init__(self, steps: Sequence[str], note: str = "") -> None:
        super().__init__("What happens next")
        for number, words in zip(_NUMBERS, steps, strict=False):
            mark = Mark(number, color="textMuted")
            line = row(mark, Label(words, wrap=True), spacing=8)
            line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(line)
        if note:
            self.body.addWidget(Label(note, "meta", muted=True, wrap=True))
