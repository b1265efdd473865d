"""Checks and references of a case, by person: asked for, in, running out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.words import short_date
from ui.cases import check_dialogs
from ui.cases.action_menu import ActionMenu, MenuEntry
from ui.cases.case_pane import CasePane
from ui.widgets.buttons import secondary
from ui.widgets.chase_dialog import chased_words
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.layouts import row, stretch
from ui.widgets.record_cells import Cell, Column, Heading
from ui.widgets.record_table import RecordTable
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.case_lines import CaseDetails, NeedLine
    from cfs_panels.domain.checks import CheckLine
    from ui.cases.case_desk import CaseDesk

STATES = {
    "missing": ("missing", "Not asked"),
    "asked": ("info", "Asked for"),
    "late": ("overdue", "Late"),
    "in": ("onTrack", "In"),
    "expired": ("overdue", "Expired"),
    "concerns": ("dueSoon", "Concerns"),
    "not_needed": ("done", "Not needed"),
}
KEPT = "Kept for the record"
GOOD = "GOOD"

CHASE = MenuEntry("chase", "Record that it was chased", "phone")
OUT = frozenset({"asked", "late"})


class ChecksPane(CasePane):
    """The checks of everybody in the household; Enter on one says what can be done with it."""

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__(desk)
        self.checks: dict[str, CheckLine] = {}
        self._wanted = ""
        self._count = Label("", muted=True)
        self._add = secondary("Add a check", "add", clicked=self.add)
        self.table = RecordTable(
            [
                Column("check", "Check or reference", _name, stretch=10, least=170),
                Column("asked", "Asked for", lambda c: _day(c.requested_on), width=112),
                Column("came", "Came in", lambda c: _day(c.received_on), width=112),
                Column(
                    "issued",
                    "Date on it",
                    lambda c: _day(c.issued_on),
                    width=112,
                    hide_compact=True,
                ),
                Column("expires", "Expires", lambda c: _day(c.expires_on), width=112),
                Column("state", "State", _state, width=124, sortable=False),
                Column("deed", "", self._deed, width=110, sortable=False),
            ],
            key=check_key,
            rows="two_line",
            name="Checks and references",
        )
        self.table.opened.connect(self.open_menu)
        self.table.link_clicked.connect(lambda key, _column: self.take_next(key))
        self.table.menu_asked.connect(self.open_menu)
        self.table.set_empty(
            EmptyState(
                "checks",
                "No check has been begun",
                "Checks are listed here, person by person, once the application is in.",
            )
        )
        self.body.addLayout(
            row(Label("Checks and references", "section"), self._count, stretch(), self._add)
        )
        self._card = TableCard(self.table, keys=[("Enter", "what can be done")])
        self.body.addWidget(self._card, 1)

    def first(self) -> QWidget:
        """Return the table."""
        return self.table

    def fill(self, case: CaseDetails) -> None:
        """Read and show the checks of a case."""
        self._add.setVisible("work_checks" in case.allowed)
        workspace, actor = self.desk.workspace, self.desk.actor
        self.desk.read(
            self,
            lambda: workspace.checks.checks(actor, case.id, case.as_of),
            self.show_checks,
            replaces="all",
        )

    def show_checks(self, checks: tuple[CheckLine, ...]) -> None:
        """Show checks, those of each person together."""
        self.checks = {check_key(check): check for check in checks}
        needed = [check for check in checks if check.is_needed]
        done = sum(1 for check in needed if check.state in {"in", "concerns", "not_needed"})
        self._count.setText(f"{done} of {len(needed)} in" if needed else "")
        rows: list[CheckLine | Heading] = []
        for person in dict.fromkeys(check.person for check in needed):
            of_them = [check for check in needed if check.person == person]
            rows += [Heading(person, str(len(of_them))), *of_them]
        kept = [check for check in checks if not check.is_needed]
        if kept:
            rows += [Heading(KEPT, str(len(kept))), *kept]
        self.table.show_rows(rows)
        self.table.setMinimumHeight(max(260, self.table.content_height()))
        self._mark_wanted()

    def mark_need(self, need: NeedLine) -> None:
        """Mark the check that a line of what panel needs is about, once it is read."""
        self._wanted = need.check_id or f"{need.key} {need.person_id}"
        self._mark_wanted()

    def _mark_wanted(self) -> None:
        if self._wanted in self.checks:
            self.table.mark(self._wanted)
            self.table.setFocus()
            self._wanted = ""

    def add(self) -> None:
        """Add a check beyond those that everybody has."""
        if self.case is not None:
            check_dialogs.add_check(self.desk, self.case)

    def take_next(self, key: str) -> None:
        """Do what comes next with a check: ask for it, or take it in."""
        entries = self._entries(self.checks[key])
        if entries:
            self._do(key, entries[0].key)

    def open_menu(self, key: str, at: QPoint | None = None) -> None:
        """Open the menu of what can be done with a check."""
        entries = self._entries(self.checks[key])
        if not entries:
            return
        menu = ActionMenu(self, self.checks[key].name, entries)
        menu.chosen.connect(lambda deed: self._do(key, deed))
        menu.open_at(self.table, at)

    def _may(self) -> bool:
        return self.case is not None and "work_checks" in self.case.allowed

    def _entries(self, check: CheckLine) -> list[MenuEntry]:
        if not check.is_needed or self.case is None:
            return []
        if self._may():
            return deeds_of(check)
        may_chase = "record_event" in self.case.allowed and check.state in OUT
        return [CHASE] if may_chase else []

    def _deed(self, check: CheckLine) -> Cell:
        entries = self._entries(check)
        short = {"ask": "Ask for", "take_in": "Came in", "chase": "Chase"}
        first = entries[0].key if entries else ""
        return Cell(link=short.get(first, ""))

    def _do(self, key: str, deed: str) -> None:
        check = self.checks[key]
        if deed in {"ask", "ask_again"} and self.case is not None:
            check_dialogs.ask_for(self.desk, self.case, check)
            return
        dialogs = {
            "take_in": check_dialogs.take_in,
            "correct": check_dialogs.take_in,
            "chase": check_dialogs.chase,
            "leave_out": check_dialogs.leave_out,
            "take_back": check_dialogs.take_back,
        }
        dialogs[deed](self.desk, check)


def check_key(check: CheckLine) -> str:
    """Return what tells a check from all others; one that nobody began has no id."""
    return check.id or f"{check.key} {check.person_id}"


def deeds_of(check: CheckLine) -> list[MenuEntry]:
    """Return what can be done with a check as it stands, the next step first."""
    ask = MenuEntry("ask", "Record that it was asked for", "send")
    leave_out = MenuEntry("leave_out", "Leave it out, with a reason", "notNeeded")
    back = MenuEntry("take_back", "Take back what was recorded last", "undo")
    if check.state == "missing":
        return [ask, leave_out] if check.weight == GOOD and check.id else [ask]
    if check.state in OUT:
        found = [
            MenuEntry("take_in", "Record that it came in", "checks"),
            CHASE,
            MenuEntry("ask_again", "Correct when it was asked for", "edit"),
        ]
        return [*found, leave_out, back] if check.weight == GOOD else [*found, back]
    again = MenuEntry("ask_again", "Ask for a new one", "send")
    if check.state == "not_needed":
        return [back]
    correct = MenuEntry("correct", "Correct what was recorded", "edit")
    return [again, correct, back] if check.state == "expired" else [correct, again, back]


def _name(check: CheckLine) -> Cell:
    below = chased_words(check) or check.asked_of or check.source
    return Cell(check.name, below, medium=True)


def _day(day: date | None) -> Cell:
    return Cell(short_date(day) if day else "", muted=True)


def _issued(check: CheckLine) -> Cell:
    return _day(check.issued_on)


def _state(check: CheckLine) -> Cell:
    kind, word = STATES[check.state]
    return Cell(pill=word, pill_kind=kind, icon=kind, spoken=check.words)
