"""What narrows a list: words to find, and choices."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.widgets.buttons import link
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.text_field import SearchField


class FilterBar(QWidget):
    """A search field, choices beside it, *Clear*, and tools at the right.

    Signals: changed (something else is asked for).
    """

    changed = Signal()

    def __init__(self, placeholder: str = "Filter this list") -> None:
        super().__init__()
        self._choices: dict[str, ChoiceBox] = {}
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(7)
        self.search = SearchField(placeholder, small=True)
        self.search.setMinimumWidth(110)
        self.search.setMaximumWidth(219)
        self.search.edited.connect(self._tell)
        self._line.addWidget(self.search, 1)
        self._clear = link("Clear", clicked=self.clear)
        self._clear.hide()
        self._line.addWidget(self._clear)
        self._line.addStretch(1)

    def add_choice(self, key: str, label: str, choices: Sequence[tuple[str, str]]) -> ChoiceBox:
        """Offer a choice; the first one given is *all* and has an empty key."""
        box = ChoiceBox(
            [(value, f"{label}: {words}" if not value else words) for value, words in choices],
            typing=False,
            small=True,
            name=label,
        )
        box.setCurrentIndex(0)
        box.edited.connect(self._tell)
        self._choices[key] = box
        self._line.insertWidget(self._line.indexOf(self._clear), box)
        return box

    def add_tool(self, button: QPushButton) -> QPushButton:
        """Put a button at the right end."""
        self._line.addWidget(button)
        return button

    def text(self) -> str:
        """Return the words to find."""
        return self.search.value()

    def value(self, key: str) -> str:
        """Return what is chosen, nothing for all."""
        return self._choices[key].value()

    def set_choices(self, key: str, label: str, choices: Sequence[tuple[str, str]]) -> None:
        """Offer others; what was chosen stays chosen where it still exists."""
        box = self._choices[key]
        kept = box.value()
        box.set_choices(
            [(value, f"{label}: {words}" if not value else words) for value, words in choices]
        )
        box.set_value(kept if kept in {value for value, _ in choices} else "")

    def show_values(self, text: str, values: Mapping[str, str]) -> None:
        """Show what is asked for without saying that somebody asked; what is not offered is all."""
        self.search.set_value(text)
        for key, box in self._choices.items():
            box.set_value(values.get(key, ""))
            if not box.value():
                box.set_value("")
        self._weigh()

    def is_narrowed(self) -> bool:
        """Return whether less than everything is asked for."""
        return bool(self.text()) or any(box.value() for box in self._choices.values())

    def clear(self) -> None:
        """Ask for everything again."""
        self.search.clear()
        for box in self._choices.values():
            box.set_value("")
        self._tell()

    def _weigh(self) -> None:
        self._clear.setVisible(self.is_narrowed())

    def _tell(self) -> None:
        self._weigh()
        self.changed.emit()
