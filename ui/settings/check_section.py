"""Check records: whether the agency's file, audit chain and cases are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cfs_panels.domain.words import clock_time, long_date, plural
from ui import theme
from ui.settings.section import Section
from ui.widgets.buttons import primary
from ui.widgets.card import ActionRow, Card, FactList
from ui.widgets.labels import Label
from ui.widgets.layouts import column, empty, row, scroll_body, stretch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.rule_lines import AgencyPlace
    from ui.task_runner import LongWork
    from ui.widgets.desk import PageDesk

MOST_SHOWN = 200


class CheckSection(Section):
    """Looks for damage and tampering, and says what it found; it changes nothing."""

    key = "check"
    title = "Check records"
    icon = "verified"
    action = "check_agency"

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._work: LongWork | None = None
        desk.page.runner.long_ended.connect(self._note_end)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        area, body = scroll_body(spacing=14)
        stack.addWidget(area)
        for card in (self._check(), self._place()):
            card.setMaximumWidth(theme.size("formColumn") + 80)
            body.addWidget(card)
        body.addStretch(1)

    def _check(self) -> Card:
        card = Card("Are the records whole?")
        card.body.addWidget(
            Label(
                "Reads the whole file, follows the chain of the audit trail from its first entry "
                "to the last, and works out each case again from its events. Nothing is changed.",
                wrap=True,
            )
        )
        self.button = primary("Check now", "verified", clicked=self.check)
        card.body.addLayout(row(self.button, stretch()))
        self._found = QVBoxLayout()
        self._found.setSpacing(4)
        card.body.addLayout(self._found)
        return card

    def _place(self) -> Card:
        card = Card("Where the records are")
        self.facts = FactList((), label_width=170)
        card.body.addWidget(self.facts)
        return card

    def first(self) -> QWidget:
        return self.button

    def show_section(self, record: str = "") -> None:
        """Read where the records are."""
        workspace, actor = self.desk.workspace, self.desk.actor
        self.desk.read(self, lambda: workspace.rules.place(actor), self.show_place)

    def show_place(self, place: AgencyPlace) -> None:
        """Show where the records are."""
        where = (("Folder", place.folder) if place.is_file else ("Database", place.name),)
        self.facts.set_facts([*where, *place.parts])

    def check(self) -> None:
        """Check, while everything else stays usable."""
        workspace, actor = self.desk.workspace, self.desk.actor
        self.button.setEnabled(False)
        self._say([Label("Checking. You can keep working.", "meta", muted=True)])
        self._work = self.desk.page.runner.run_long(
            self,
            lambda progress: workspace.agency_check.problems(actor, progress),
            then=self.show_problems,
            on_error=self._stop,
            words="Checking the records",
        )

    def _note_end(self, work: LongWork) -> None:
        """Make the button ready again, and say so where the person cancelled."""
        if work is self._work:
            self._work = None
            self.button.setEnabled(True)
            if work.cancelled:
                self._say([Label("Cancelled. Nothing was changed.", "meta", muted=True)])

    def _stop(self, error: Exception) -> bool:
        self._say([])
        return self.desk.page.show_trouble(error, self.check)

    def show_problems(self, problems: Sequence[str]) -> None:
        """Show what the check found."""
        now = self.desk.workspace.office.now().astimezone()
        when = f"Checked on {long_date(now.date())} at {clock_time(now.time())}."
        if not problems:
            self._say([ActionRow("onTrack", "Everything is whole.", when, fill=True)])
            return
        head = ActionRow("overdue", f"{plural(len(problems), 'thing')} found", when, fill=True)
        lines = [Label(words, wrap=True) for words in problems[:MOST_SHOWN]]
        help_words = "Keep a copy of the file as it is, and go back to the last good backup."
        self._say([head, *lines, Label(help_words, "meta", muted=True, wrap=True)])

    def _say(self, parts: Sequence[QWidget]) -> None:
        empty(self._found)
        if parts:
            self._found.addLayout(column(*parts, spacing=6))
