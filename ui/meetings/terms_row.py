"""The terms that go with a recommendation: ticks, places and ages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.meetings.free_box import FreeBox
from ui.meetings.phrases import offered_ages
from ui.widgets.buttons import link
from ui.widgets.check_box import CheckBox
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.layouts import empty, held, row

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
        self._ticks = FlowLayout(spacing=12)
        self._rest_line = FlowLayout(spacing=12)
        self.more = link("More terms", clicked=self._show_rest)
        self.places = ChoiceBox(
            [(str(n), str(n)) for n in range(1, MOST_PLACES + 1)],
            placeholder="No.", typing=False, small=True, width=70, name="Places",
        )  # fmt: skip
        self.ages = FreeBox(placeholder="such as 5 to 12", width=112, name="Ages")
        self.ages.offer(offered_ages())
        self._first = held(self._ticks)
        numbers = []
        for words, box in (("Places", self.places), ("Ages", self.ages)):
            numbers.append(held(row(Label(words, "meta", strong=True), box)))
            box.edited.connect(self.edited)
        stack.addLayout(FlowLayout(self._first, self.more, *numbers, spacing=10))
        self._rest = held(self._rest_line)
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
        for box in self._boxes.values():
            box.set_read_only(read_only)
        self.places.set_read_only(read_only)
        self.ages.set_read_only(read_only)

    def _show_rest(self, *, shown: bool = True) -> None:
        has_more = len(self._terms) > FIRST_SHOWN
        self._rest.setVisible(has_more and shown)
        self.more.setVisible(has_more and not shown)
