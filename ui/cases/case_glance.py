"""A look at one case, beside the list of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.cases.next_steps import next_deed
from ui.widgets.buttons import primary, secondary
from ui.widgets.glance import CaseLook
from ui.widgets.labels import Label
from ui.widgets.layouts import add, row, stretch
from ui.widgets.pill import ServiceChip

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cfs_panels.domain.cases import CaseDetails

_NEED_ICONS = {
    "asked": "missing",
    "ends_today": "dueSoon",
    "late": "overdue",
    "blocked": "blocked",
    "missing": "missing",
    "todo": "info",
}


class CaseGlance(CaseLook):
    """What a case still needs, its deadlines and its people.

    Signals:
        place_asked: The page, and the record on it, where the next step is taken.
    """

    place_asked = Signal(tuple)

    def __init__(self) -> None:
        super().__init__("The case marked in the list", "Mark a case to look at it here.")

    def show_details(
        self, details: CaseDetails, today: date, can_go: Callable[[str], bool]
    ) -> None:
        """Show a case as it stands today."""
        self.begin()
        self.marks.addWidget(ServiceChip(details.service.value))
        self.marks.addWidget(Label(details.kind, "meta", muted=True))
        self.add_title(details.household, details.reference)
        self.add_stages(details, details.stage_words)
        self._add_step(details, can_go)
        self.add_needs(details, _NEED_ICONS)
        self.add_deadlines(details, today)
        self.add_people(
            [
                ("Worker", details.worker),
                ("Manager", details.manager),
                ("Phone", details.home.phone),
            ]
        )
        self.body.addStretch(1)

    def _add_step(self, details: CaseDetails, can_go: Callable[[str], bool]) -> None:
        """Offer the next step where this person may take it, and the case itself."""
        buttons = []
        deed = next_deed(details, can_go)
        if deed is not None:
            place = deed.place if deed.kind == "page" else ("case", details.id)
            if deed.kind == "tab":
                place = ("case", details.id, *deed.place)
            buttons.append(primary(deed.words, clicked=lambda: self.place_asked.emit(place)))
        buttons.append(secondary("Open case", clicked=self.opened.emit))
        add(self.body, row(*buttons, stretch()))
