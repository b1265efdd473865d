"""The terms that go with a recommendation: ticks, places and ages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.meetings.free_box import FreeBox
from ui.meetings.phrases import offered_ages
from ui.widgets.buttons import link
from ui.widgets.check_box import CheckBox
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.message_bar import announce

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cfs_panels.domain.pathways import TermChoice

FIRST_SHOWN = 3
MOST_PLACES = 10


class TermsRow(QWidget):
    """Terms to tick, the first few at once, with the number of children and their ages.

    Signals:
        edited: Something was changed.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._terms: tuple[TermChoice, ...] = ()
        self._boxes: dict[str, CheckBox] = {}
        self._read_only = False
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(6)
        self._line = QHBoxLayout()
        self._line.setSpacing(14)
        self._ticks = QHBoxLayout()
        self._ticks.setSpacing(14)
        self._rest_line = QHBoxLayout()
        self._rest_line.setSpacing(14)
        self.more = link("More terms", clicked=self._show_rest)
        self._line.addLayout(self._ticks)
        self._line.addWidget(self.more)
        self._line.addSpacing(6)
        self.places = ChoiceBox(
            [(str(n), str(n)) for n in range(1, MOST_PLACES + 1)],
            placeholder="No.", typing=False, small=True, width=68, name="Places",
        )  # fmt: skip
        self.ages = FreeBox(placeholder="such as 5 to 12", width=118, name="Ages")
        self.ages.offer(offered_ages())
        for words, box in (("Places", self.places), ("Ages", self.ages)):
            self._line.addWidget(Label(words, "meta", strong=True))
            self._line.addWidget(box)
            box.edited.connect(self.edited)
        self._line.addStretch(1)
        stack.addLayout(self._line)
        self._rest = QWidget()
        self._rest.setLayout(self._rest_line)
        self._rest_line.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self._rest)

    def set_terms(self, terms: Sequence[TermChoice]) -> None:
        """Offer other terms."""
        if tuple(terms) == self._terms:
            return
        self._terms = tuple(terms)
        self._boxes.clear()
        empty(self._ticks)
        empty(self._rest_line)
        for number, term in enumerate(self._terms):
            box = self._boxes[term.key] = CheckBox(term.words)
            box.edited.connect(self.edited)
            (self._ticks if number < FIRST_SHOWN else self._rest_line).addWidget(box)
        self._rest_line.addStretch(1)
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def box(self, key: str) -> CheckBox:
        """Return the tick of a term."""
        return self._boxes[key]

    def value(self) -> tuple[str, ...]:
        """Return the terms that are ticked."""
        return tuple(key for key, box in self._boxes.items() if box.value())

    def set_value(self, ticked: Collection[str], places: int | None, ages: str) -> None:
        """Show terms, places and ages."""
        for key, box in self._boxes.items():
            box.set_value(key in ticked)
        self.places.set_value(str(places) if places else "")
        self.ages.set_value(ages)
        self._show_rest(shown=any(term.key in ticked for term in self._terms[FIRST_SHOWN:]))

    def places_value(self) -> int | None:
        """Return the number of children, if it is chosen."""
        words = self.places.value()
        return int(words) if words else None

    def set_read_only(self, read_only: bool) -> None:
        """Let them be changed or not."""
        for editor in (*self._boxes.values(), self.places, self.ages):
            editor.set_read_only(read_only)

    def _show_rest(self, *, shown: bool = True) -> None:
        has_more = len(self._terms) > FIRST_SHOWN
        self._rest.setVisible(has_more and shown)
        self.more.setVisible(has_more and not shown)
        if shown and has_more and self.isVisible():
            announce(self, "More terms are shown")
