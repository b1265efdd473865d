"""Looking at a case as it stood on a day: asking for the day, and saying that it is not today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cfs_panels.domain.words import long_date
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.banner import Banner
from ui.widgets.buttons import secondary

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.case_lines import CaseDetails
    from ui.cases.case_desk import CaseDesk

WORDS = "As it stood on…"
STILL_NOW = (
    "Nothing can be changed here. The address, the safety note, what forms say and what a "
    "workbook told are as they are today."
)


class PastDialog(AskingDialog):
    """Asks for the day; *Show* closes it.

    Signals:
        day_chosen: The case is to be shown as of a day; holds it.
    """

    day_chosen = Signal(object)

    def __init__(self, desk: CaseDesk, opened_on: date | None, shown: date | None) -> None:
        super().__init__(
            desk,
            "The case as it stood on a day",
            verb="Show",
            icon="history",
            words="Stage, status, clocks, checks, papers and history as they were known that day, "
            "with what was corrected since.",
        )
        self._opened_on = opened_on
        self.day = self.ask_day(
            "as_of",
            "Day",
            shown,
            hint="For example 24/10/25 or 24 Oct",
            needed="Enter the day",
        )

    def send(self) -> None:
        """Show the case as of the day, if the case was there on it."""
        day = self.day.value()
        if not self.is_sound() or day is None:
            return
        field = self.fields["as_of"]
        if day > self.desk.today:
            field.show_error("Choose today or a day that has been.")
        elif self._opened_on is not None and day < self._opened_on:
            field.show_error(f"The case was opened on {long_date(self._opened_on)}.")
        else:
            self.day_chosen.emit(day)
            self.accept()
            return
        self.go_to(field)


class PastView(QObject):
    """Keeps the day as of which a page shows its case, asks for another, and says which it is.

    Signals:
        changed: Another day is to be shown; ``day`` is None for today.
    """

    changed = Signal()

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__(desk.page)
        self._desk = desk
        self._case: CaseDetails | None = None
        self.day: date | None = None
        self.banner = PastBanner()
        self.banner.left.connect(lambda: self.show_day(None))
        self.banner.day_asked.connect(self.ask)

    def begin(self) -> None:
        """Start with today: another case is opened."""
        self._case, self.day = None, None

    def show_case(self, case: CaseDetails) -> None:
        """Say which day is shown of a case."""
        self._case = case
        self.banner.show_day(case.as_of)

    def ask(self) -> None:
        """Ask for the day on which the case is to be shown as it stood."""
        if self._case is not None:
            dialog = PastDialog(self._desk, self._case.opened_on, self.day)
            dialog.day_chosen.connect(self.show_day)
            dialog.begin()

    def show_day(self, day: date | None) -> None:
        """Have the case shown as it stood on a day, or as it is today."""
        self.day = day if day != self._desk.today else None
        self.changed.emit()


class PastBanner(Banner):
    """Says over all tabs which day is shown, and leads back to today.

    Signals:
        left: Today is wanted again.
        day_asked: Another day is wanted.
    """

    left = Signal()
    day_asked = Signal()

    def __init__(self) -> None:
        super().__init__("slate", "", "", icon="history")
        self.another_button = secondary("Another day", small=True, clicked=self.day_asked.emit)
        self.back_button = secondary("Back to today", "undo", small=True, clicked=self.left.emit)
        self.add_button(self.another_button)
        self.add_button(self.back_button)
        self.hide()

    def show_day(self, day: date | None) -> None:
        """Say which day is shown; nothing where it is today."""
        if day is not None:
            self.set_words(f"As it stood on {long_date(day)}.", STILL_NOW)
        self.setVisible(day is not None)
