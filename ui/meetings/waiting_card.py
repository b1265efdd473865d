"""The cases that wait for a slot, the one that must be heard first on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from cfs_panels.domain.words import day_month, long_date
from ui.widgets.buttons import link
from ui.widgets.card import Card, divider
from ui.widgets.dress import dress
from ui.widgets.labels import ElideLabel, Label
from ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QPushButton

    from cfs_panels.domain.meetings import WaitingLine

NEAR_DAYS = 330
"""Within so many days the year of a date is plain."""


def deadline_words(line: WaitingLine, today: date) -> str:
    """Return by when a case must be heard, or what it is where no clock says."""
    if line.panel_by is None:
        return line.item_name
    near = (line.panel_by - today).days < NEAR_DAYS
    return f"Panel by {day_month(line.panel_by) if near else long_date(line.panel_by)}"


class WaitingCard(Card):
    """Cases with the minutes they need and one action each.

    Signals:
        all_asked: The whole queue is wanted.
        asked: The id of the case whose action was clicked, and the button.
    """

    all_asked = Signal()
    asked = Signal(str, object)

    def __init__(self, *, action: str, most: int = 0, linked: bool = True) -> None:
        super().__init__("Waiting for a slot", link="All" if linked else "", flush=True)
        self.lines: tuple[WaitingLine, ...] = ()
        self._action, self._most, self._linked = action, most, linked
        if linked:
            self.linked.connect(self.all_asked)

    def show_lines(
        self, lines: Sequence[WaitingLine], today: date, *, can_act: bool = True
    ) -> None:
        """Show other cases, those of each panel together where both are shown."""
        self.clear()
        self.lines = tuple(lines)
        shown = self.lines[: self._most] if self._most else self.lines
        services = list(dict.fromkeys(line.service for line in shown))
        for service in services:
            own = [line for line in shown if line.service is service]
            if len(services) > 1:
                self.body.addWidget(_heading(service.value.capitalize(), len(own)))
            for number, line in enumerate(own):
                if number:
                    self.body.addWidget(divider())
                self.body.addWidget(self._row(line, today, can_act=can_act))
        if not lines:
            nothing = Label("No case is waiting.", "meta", muted=True)
            nothing.setContentsMargins(16, 12, 16, 12)
            self.body.addWidget(nothing)
        self.body.addStretch(1)
        if self._linked:
            self.header.link.setText(f"All {len(lines)}")
            self.header.link.setVisible(len(lines) > len(shown))
        else:
            self.header.set_meta(str(len(lines)))

    def _row(self, line: WaitingLine, today: date, *, can_act: bool) -> QWidget:
        held = QWidget()
        held.setToolTip(f"{line.reference}, {line.item_name}")
        across = QHBoxLayout(held)
        across.setContentsMargins(16, 4, 16, 4)
        across.setSpacing(14)
        words = column(
            ElideLabel(line.household, medium=True),
            ElideLabel(deadline_words(line, today), "meta", muted=True),
            spacing=0,
        )
        across.addLayout(words, 1)
        across.addWidget(Label(f"{line.minutes} min", "meta", muted=True))
        if can_act:
            across.addWidget(self._button(line))
        return held

    def _button(self, line: WaitingLine) -> QPushButton:
        button = link(self._action)
        button.clicked.connect(lambda: self.asked.emit(line.case_id, button))
        button.setAccessibleName(f"{self._action}: {line.household}")
        return button


def _heading(words: str, count: int) -> QWidget:
    head = QFrame()
    dress(head, "groupHead")
    line = QHBoxLayout(head)
    line.setContentsMargins(16, 6, 16, 6)
    line.addWidget(Label(words, "meta", strong=True))
    line.addWidget(Label(str(count), "meta", muted=True))
    line.addStretch(1)
    return head
