"""Bank holidays: the program's list of England and Wales, put right by the agency."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cfs_panels.domain.rule_changes import ChangeHoliday, TakeBackRule
from cfs_panels.domain.words import plural, weekday_date
from ui.settings.rule_dialogs import NEEDS_REASON, RuleDialog
from ui.settings.section import Section
from ui.widgets.buttons import primary, secondary
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable
from ui.widgets.table_card import TableCard
from ui.widgets.text_area import TextArea
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.rule_lines import HolidayLine
    from ui.widgets.desk import PageDesk

YEARS_BACK, YEARS_ON = 3, 4
CHANGED = "changed"
SHOWN = (("", "all"), (CHANGED, "entered by the agency"))
KEYS = [("↑ ↓", "move")]


def day_cell(line: HolidayLine) -> Cell:
    """Return the day, in grey where it is worked."""
    return Cell(weekday_date(line.day), medium=line.is_holiday, muted=not line.is_holiday)


def state_cell(line: HolidayLine) -> Cell:
    """Return whether the day counts as a working day."""
    if line.is_holiday:
        return Cell("Bank holiday")
    return Cell(pill="Working day", pill_kind="paused", icon="paused")


COLUMNS = (
    Column("day", "Day", day_cell, width=230, sort=lambda h: h.day),
    Column("name", "Name", lambda h: Cell(h.name), stretch=2, least=150),
    Column("state", "Counts as", state_cell, width=140, sort=lambda h: h.is_holiday),
    Column("origin", "Entered", lambda h: Cell(h.origin, muted=True, small=True), stretch=2,
           least=120),
)  # fmt: skip


class HolidaysSection(Section):
    """The days that no working day is counted on; a system administrator puts them right."""

    key = "holidays"
    title = "Bank holidays"
    icon = "calendar"
    action = "view_rules"

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._lines: dict[str, HolidayLine] = {}
        self._may = desk.may("change_rules")
        self.dialog: RuleDialog | None = None
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        self.filters = FilterBar("Filter bank holidays")
        self.search = self.filters.search
        self.filters.add_choice("shown", "Days", SHOWN)
        self.filters.changed.connect(self._filter)
        self.turn_button = secondary("Take out", small=True, clicked=self.turn)
        if self._may:
            self.filters.add_tool(self.turn_button)
            self.filters.add_tool(
                primary("Add bank holiday", "add", small=True, clicked=self.new_record)
            )
        stack.addWidget(self.filters)
        stack.addWidget(self._table(), 1)

    def _table(self) -> QWidget:
        self.table = RecordTable(
            COLUMNS, key=lambda line: line.day.isoformat(), name="Bank holidays", rounded=True
        )
        self.table.set_empty(EmptyState("calendar", "No day fits", "Other words may find it."))
        self.table.current_changed.connect(lambda _key: self._weigh())
        own = [("Enter", "take out or put back")] if self._may else []
        self.table.opened.connect(lambda _key: self.turn())
        self.card = TableCard(self.table, footer=" ", keys=[*own, *KEYS])
        return self.card

    def first(self) -> QWidget:
        return self.table

    def show_section(self, record: str = "") -> None:
        """Read the bank holidays of the years around this one."""
        today = self.desk.today
        first = date(today.year - YEARS_BACK, 1, 1)
        last = date(today.year + YEARS_ON, 12, 31)

        def then(lines: tuple[HolidayLine, ...]) -> None:
            self.show_lines(lines)
            if record:
                self.table.mark(record)

        workspace, actor = self.desk.workspace, self.desk.actor
        self.desk.read(
            self, lambda: workspace.rules.holidays(actor, first, last), then, replaces="holidays"
        )

    def show_lines(self, lines: tuple[HolidayLine, ...]) -> None:
        """Show the days, and mark the next to come where none is marked."""
        self._lines = {line.day.isoformat(): line for line in lines}
        self.table.show_rows(lines)
        self._filter()
        if not self.table.current_key():
            coming = (line.day.isoformat() for line in lines if line.day >= self.desk.today)
            if (following := next(coming, "")) and following in self._lines:
                self.table.mark(following)
        self._weigh()

    def changed(self, changes: Changes) -> None:
        if changes.touches("rule_version"):
            self.show_section(self.table.current_key())

    def new_record(self) -> None:
        """Ask for a day that was proclaimed."""
        if not self._may:
            return

        def make() -> ChangeHoliday:
            return ChangeHoliday(
                dialog.value("day"),
                is_holiday=True,
                name=dialog.value("name"),
                reason=dialog.value("reason"),
            )

        dialog = RuleDialog(
            self.desk,
            "Add a bank holiday",
            verb="Add bank holiday",
            icon="calendar",
            words="A day proclaimed for England and Wales. No working day is counted on it, and "
            "open cases are counted anew.",
            make=make,
            kept="holiday",
        )
        dialog.ask_day("day", "Day", needed="Enter the day.")
        dialog.ask("name", "Name", TextField(), needed="Enter what the bank holiday is called.")
        dialog.ask(
            "reason",
            "Reason",
            TextArea(lines=2),
            hint="Such as: royal proclamation of 3 March 2026.",
            needed=NEEDS_REASON,
        )
        self.dialog = dialog.begin()

    def turn(self) -> None:
        """Ask why the day that is marked is a working day, or why it is one no more."""
        line = self._lines.get(self.table.current_key())
        if line is None or not self._may:
            return

        def make() -> object:
            if line.version_id:
                return TakeBackRule(line.version_id, dialog.value("reason"))
            return ChangeHoliday(
                line.day, is_holiday=False, name=line.name, reason=dialog.value("reason")
            )

        verb = self._verb(line)
        dialog = RuleDialog(
            self.desk,
            f"{verb} a bank holiday",
            verb=verb,
            icon="calendar",
            lead=f"{weekday_date(line.day)}, {line.name}",
            words="Open cases are counted anew. What was sent with a date keeps it.",
            make=make,
        )
        dialog.ask("reason", "Reason", TextArea(lines=2), needed=NEEDS_REASON)
        self.dialog = dialog.begin()

    def _verb(self, line: HolidayLine) -> str:
        return "Take out" if line.is_holiday else "Put back"

    def _weigh(self) -> None:
        line = self._lines.get(self.table.current_key())
        self.turn_button.setEnabled(line is not None)
        self.turn_button.setText("Take out" if line is None else self._verb(line))

    def _filter(self) -> None:
        wanted = self.filters.value("shown")

        def keep(line: HolidayLine) -> bool:
            return wanted != CHANGED or bool(line.version_id)

        self.table.set_filter(self.filters.text(), keep=keep)
        self.card.set_footer(plural(self.table.records().count(), "day"))
