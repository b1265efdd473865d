"""The last step: what was taken in, the rows that were refused, and where to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.imports.preview_rows import many, number
from ui.widgets.banner import Banner
from ui.widgets.buttons import plain, primary, secondary
from ui.widgets.card import Card, FactList
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.layouts import scroll_body

if TYPE_CHECKING:
    from cfs_panels.domain.tracking.outcomes import ImportOutcome
    from ui.imports.import_desk import ImportDesk
    from ui.widgets.card import Fact

WIDTH = 860
MEND = (
    "The rows that were refused are not stored. Save them: each stands there as it was typed, "
    "with what is wrong with it. Mend them in a spreadsheet program and import that workbook."
)
HISTORY = "Each case says in its history what this import brought or changed."


class ResultPane(QWidget):
    """Says what an import did.

    Signals:
        cases_asked: The list of cases is to be shown.
        other_asked: Another workbook is to be imported.
    """

    cases_asked = Signal()
    other_asked = Signal()

    def __init__(self, desk: ImportDesk) -> None:
        super().__init__()
        self._desk = desk
        self._outcome: ImportOutcome | None = None
        self._file_name = ""
        area, body = scroll_body(spacing=14)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(area)
        self.banner = Banner("success", "")
        self.card = Card("What came of it")
        self.facts = FactList((), label_width=150)
        self.card.body.addWidget(self.facts)
        self.card.body.addWidget(Label(HISTORY, "meta", muted=True, wrap=True))
        self.mend = Card("Rows to mend")
        self.save_button = primary("Save the refused rows", "download", clicked=self._save)
        self.mend.body.addWidget(Label(MEND, wrap=True))
        self.mend.body.addLayout(FlowLayout(self.save_button, spacing=9))
        self.cases_button = secondary("See the cases", "cases", clicked=self.cases_asked.emit)
        self.other_button = plain("Import another workbook", clicked=self.other_asked.emit)
        for widget in (self.banner, self.card, self.mend):
            widget.setMaximumWidth(theme.px(WIDTH))
            body.addWidget(widget)
        body.addLayout(FlowLayout(self.cases_button, self.other_button, spacing=9))
        body.addStretch(1)

    def show_outcome(self, outcome: ImportOutcome, file_name: str) -> None:
        """Show what an import did."""
        self._outcome, self._file_name = outcome, file_name
        new = sum(outcome.new.values())
        refused, kept = len(outcome.rejected), sum(len(row.kept) for row in outcome.rows)
        self.banner.set_words(f"{file_name} is taken in.", _taken_words(new, outcome.updated))
        counted = (
            ("New records", new),
            ("Changed records", outcome.updated),
            ("Rows stored already", outcome.unchanged),
            ("The same row again", sum(outcome.repeated.values())),
        )
        facts: list[Fact] = [(label, number(count)) for label, count in counted if count]
        if kept:
            facts.append(
                (
                    "Left as it is",
                    many(kept, "value stays as it is here", "values stay as they are here"),
                )
            )
        facts.append(
            ("Refused rows", number(refused), "overdue") if refused else ("Refused rows", "None")
        )
        self.facts.set_facts(facts)
        self.save_button.setText(f"Save the {many(refused, 'refused row')}")
        self.mend.setVisible(bool(refused))

    def first(self) -> QWidget:
        """Return what gets the keyboard."""
        return self.save_button if self._outcome and self._outcome.rejected else self.cases_button

    def words(self) -> str:
        """Return what the result says in short."""
        return self.banner.words()

    def _save(self) -> None:
        if self._outcome is not None:
            self._desk.ask_for_refused(self._outcome.rejected, self._file_name)


def _taken_words(new: int, updated: int) -> str:
    parts = [many(new, "record is new", "records are new")] if new else []
    if updated:
        parts.append(f"{many(updated, 'record')} changed")
    return f"{' and '.join(parts)}." if parts else "Nothing in it was new."
