"""The head of the decision page: whose case, by when to decide, and the way to the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cfs_panels.domain.words import long_date, weekday_date
from ui.widgets.buttons import icon_button
from ui.widgets.header import PageHeader
from ui.widgets.labels import Label
from ui.widgets.pill import Pill, ServiceChip
from ui.widgets.saved_views import SavedViews, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.decisions import DecisionDetails, DecisionRow

PACK, RECORD = "pack", "record"
_PILLS = {"onTrack": "onTrack", "dueSoon": "dueSoon", "overdue": "overdue", "done": "done"}


class DecisionHeader(QWidget):
    """Household, facts, day pill, *Decide by*, the case before and the next.

    Signals:
        stepped: The next case is wanted (1) or the one before (-1).
        view_chosen: In narrow windows: ``pack`` or ``record``.
    """

    stepped = Signal(int)
    view_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 7)
        line.setSpacing(20)
        self.header = PageHeader("Decision")
        line.addWidget(self.header, 1)
        self.views = SavedViews([View(PACK, "Pack"), View(RECORD, "Record")])
        self.views.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.views.setAccessibleName("Pack or record")
        self.views.chosen.connect(self.view_chosen)
        self.views.hide()
        line.addWidget(self.views)
        line.addLayout(self._due())
        line.addWidget(self._steps())

    def _due(self) -> QVBoxLayout:
        stack = QVBoxLayout()
        stack.setSpacing(5)
        right = Qt.AlignmentFlag.AlignRight
        self.pill = Pill("info", "Day")
        self.due_words = Label("", "meta", strong=True)
        stack.addStretch(1)
        stack.addWidget(self.pill, 0, right)
        stack.addWidget(self.due_words, 0, right)
        stack.addStretch(1)
        return stack

    def _steps(self) -> QWidget:
        steps = QWidget()
        line = QHBoxLayout(steps)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.before = icon_button(
            "ph.caret-left", "Case before, Ctrl+Page Up", clicked=lambda: self.stepped.emit(-1)
        )
        self.place = Label("", "meta", muted=True)
        self.after = icon_button(
            "ph.caret-right", "Next case, Ctrl+Page Down", clicked=lambda: self.stepped.emit(1)
        )
        for part in (self.before, self.place, self.after):
            line.addWidget(part)
        self._stepper = steps
        steps.hide()
        return steps

    def show_details(self, details: DecisionDetails) -> None:
        """Show whose decision it is and how its time stands."""
        header = self.header
        header.set_title(details.household)
        header.clear_marks()
        header.add_mark(ServiceChip(details.service.value))
        header.add_mark(Label(details.item_name, muted=True))
        item = f", item {details.item_number}" if details.item_number else ""
        header.set_facts(
            [
                details.reference,
                f"Panel {long_date(details.panel_on)}{item}"
                if details.panel_on
                else "Without panel",
                f"{'Final minutes received' if details.panel_on else 'Received'} "
                f"{long_date(details.minutes_received_on)}",
            ]
        )
        kind = details.clock.state if details.clock is not None else "info"
        self.pill.set_state(_PILLS.get(kind, "info"), details.day_words)
        if details.state == "signed" and details.decided_on is not None:
            self.due_words.setText(f"Decided on {weekday_date(details.decided_on)}")
        else:
            self.due_words.setText(f"Decide by {weekday_date(details.due_on)}")

    def show_place(self, rows: Sequence[DecisionRow], case_id: str) -> None:
        """Show which of the cases that wait for a decision this is."""
        ids = [row.case_id for row in rows]
        self._stepper.setVisible(case_id in ids and len(ids) > 1)
        if case_id in ids:
            place = ids.index(case_id)
            self.place.setText(f"{place + 1} of {len(ids)}")
            self.before.setEnabled(place > 0)
            self.after.setEnabled(place < len(ids) - 1)

    def set_compact(self, compact: bool) -> None:
        """Offer pack or record where there is no room for both."""
        self.views.setVisible(compact)
        self._line.setContentsMargins(0, 0, 0, 6 if compact else 7)
