"""A line to type in that offers what is often typed."""

from __future__ import annotations

from ui.widgets.choice_box import ChoiceBox


class FreeBox(ChoiceBox):
    """Any words, or one of those offered."""

    def __init__(self, *, placeholder: str = "", width: int = 0, name: str = "") -> None:
        super().__init__((), placeholder=placeholder, width=width, name=name)
        line = self.lineEdit()
        if line is not None:
            line.textEdited.connect(lambda _words: self.edited.emit())

    def offer(self, words: tuple[str, ...]) -> None:
        """Offer other words; what is typed stays."""
        kept = self.currentText()
        self.set_choices([(word, word) for word in words])
        self.setEditText(kept)

    def value(self) -> str:
        """Return what is typed."""
        return self.currentText().strip()

    def set_value(self, value: str) -> None:
        """Show words without saying that somebody typed them."""
        self.blockSignals(True)
        self.setEditText(value)
        self.blockSignals(False)
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def _settle(self) -> None:
        """Keep what is typed, whatever it is."""
