"""The calendar: a month as a grid with the marked day beside it, or as a list of its days."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from cfs_panels.domain.calendars import (
    CalendarEntry,
    CalendarKind,
    CalendarQuery,
    by_day,
    next_month,
    weeks_of,
)
from cfs_panels.domain.vocabulary import Service
from cfs_panels.domain.words import MONTHS, plural, weekday_date
from ui import theme
from ui.clocks.calendar_rows import DAY_COLUMNS, KIND_WORDS, LIST_COLUMNS, listed
from ui.clocks.clocks_pane import ClocksPane
from ui.clocks.month_grid import MonthGrid
from ui.widgets.buttons import icon_button, plain, secondary
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row, stretch
from ui.widgets.layouts import held as held_in
from ui.widgets.record_table import RecordTable
from ui.widgets.segmented import Segmented
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import TaskRunner
    from ui.widgets.page import Navigator

SERVICES = (("", "all"), ("fostering", "Fostering"), ("adoption", "Adoption"))
TOUCHED = ("case", "meeting", "panel_meeting", "requirement", "member", "central_list_member")
FILE_KIND = "Calendar file (*.ics)"
STAYS_HERE = (
    "Cases are named by their reference alone. Nothing leaves this machine by itself: open the "
    "file in your own calendar."
)
DAY_WIDTH = 292


class CalendarPane(ClocksPane):
    """Meetings, deadlines, reviews, requirements and members' duties by their days."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner, workspace, actor)
        self._entries: tuple[CalendarEntry, ...] = ()
        self.grid = MonthGrid(workspace.office.today, self._is_working)
        self.body.addLayout(self._head())
        self.filters = self._filter_bar()
        self.body.addWidget(self.filters)
        self.views = QStackedWidget()
        self.views.addWidget(self._month())
        self.views.addWidget(self._list())
        self.body.addWidget(self.views, 1)
        self.grid.day_chosen.connect(self._show_day)
        self.grid.month_wanted.connect(lambda _day: self.show_pane())
        self.grid.day_entered.connect(self._enter_day)
        export = QShortcut(QKeySequence("Ctrl+E"), self)
        export.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        export.activated.connect(self.ask_for_file)

    def _is_working(self, day: date) -> bool:
        calendar = self.workspace.office.calendar
        return calendar.is_working_day(day) if calendar.knows(day) else day.weekday() < 5

    def _head(self) -> QHBoxLayout:
        self.month_label = Label("", "section")
        self.month_label.setMinimumWidth(theme.px(136))
        self.form = Segmented([("month", "Month"), ("list", "List")], name="Form of the calendar")
        self.form.set_value("month")
        self.form.edited.connect(self._show_form)
        return row(
            icon_button("back", "The month before", clicked=lambda: self.grid.step(-1)),
            icon_button("next", "The next month", clicked=lambda: self.grid.step(1)),
            secondary("Today", small=True, clicked=lambda: self.grid.mark(self.grid.today)),
            self.month_label,
            stretch(),
            self.form,
            spacing=8,
        )

    def _filter_bar(self) -> FilterBar:
        bar = FilterBar("Filter the calendar")
        kinds = [(kind.value, words) for kind, words in KIND_WORDS.items()]
        bar.add_choice("kind", "Show", [("", "everything"), *kinds])
        bar.add_choice("service", "Service", SERVICES)
        bar.changed.connect(self._show_entries)
        self.export_button = bar.add_tool(plain("Export", "export", small=True))
        self.export_button.setToolTip("Save this month as a calendar file (.ics)")
        self.export_button.clicked.connect(self.ask_for_file)
        return bar

    def _month(self) -> QWidget:
        held = QWidget()
        line = QHBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        self.day_table = RecordTable(
            DAY_COLUMNS, key=lambda e: e.key, rows="two_line", name="The marked day", rounded=True
        )
        self.day_table.horizontalHeader().hide()
        self.day_table.opened.connect(lambda _key: self._open(self.day_table))
        self.day_label = Label("", "body", strong=True)
        self.day_card = TableCard(self.day_table, footer=" ", keys=[("Enter", "open")])
        side = column(self.day_label, self.day_card, spacing=6)
        beside = held_in(side)
        beside.setFixedWidth(theme.px(DAY_WIDTH))
        line.addWidget(self.grid, 1)
        line.addWidget(beside)
        return held

    def _list(self) -> QWidget:
        self.list_table = RecordTable(
            LIST_COLUMNS, key=lambda e: e.key, rows="two_line", name="The month", rounded=True
        )
        self.list_table.opened.connect(lambda _key: self._open(self.list_table))
        keys = [("↑ ↓", "move"), ("Enter", "open")]
        self.list_card = TableCard(self.list_table, footer=" ", keys=keys)
        return self.list_card

    def first(self) -> QWidget:
        return self.list_table if self.form.value() == "list" else self.grid

    def changed(self, changes: Changes) -> None:
        if any(changes.touches(what) for what in TOUCHED):
            self.show_pane()

    # What is shown

    def span(self) -> tuple[date, date]:
        """Return the first and the last day that are shown."""
        if self.form.value() == "list":
            first = self.grid.day.replace(day=1)
            return first, next_month(first) - timedelta(days=1)
        weeks = weeks_of(self.grid.day)
        return weeks[0][0], weeks[-1][-1]

    def show_pane(self) -> None:
        """Read the month and show it."""
        self.grid.today = self.workspace.office.today
        day = self.grid.day
        self.month_label.setText(f"{MONTHS[day.month - 1]} {day.year}")
        weeks = weeks_of(day)
        first, last = weeks[0][0], weeks[-1][-1]
        self.runner.run(
            self,
            lambda: self.workspace.calendars.entries(self.actor, first, last),
            then=self.show_entries,
            replaces="calendar",
        )

    def show_entries(self, entries: Sequence[CalendarEntry]) -> None:
        """Show what stands in the month."""
        self._entries = tuple(entries)
        self._show_entries()

    def shown(self) -> list[CalendarEntry]:
        """Return the entries that fit the filters."""
        kind, service = self.filters.value("kind"), self.filters.value("service")
        words = self.filters.text().casefold().split()
        return [
            entry
            for entry in self._entries
            if (not kind or entry.kind == kind)
            and (not service or entry.service in {None, service})
            and all(word in f"{entry.words} {entry.name}".casefold() for word in words)
        ]

    def _show_entries(self) -> None:
        shown = self.shown()
        self.grid.show_entries(by_day(shown))
        self._show_day(self.grid.day)
        first, last = self.grid.day.replace(day=1), next_month(self.grid.day)
        of_month = [entry for entry in shown if first <= entry.on < last]
        self.list_table.show_rows(listed(of_month, self.grid.today))
        self.list_card.set_footer(plural(len(of_month), "entry", "entries"))
        empty = EmptyState("calendar", "Nothing stands in this month", "Another month may have it.")
        self.list_table.set_empty(empty)

    def _show_day(self, day: date) -> None:
        found = by_day(self.shown()).get(day, [])
        self.day_table.show_rows(found)
        words = weekday_date(day) + (", today" if day == self.grid.today else "")
        self.day_label.setText(words)
        working = "" if self._is_working(day) else "Not a working day. "
        self.day_table.setAccessibleName(f"{words}. {working}")
        self.day_card.set_footer(working + plural(len(found), "entry", "entries"))
        if found:
            self.day_table.mark_first()
        self.day_table.set_empty(EmptyState("calendar", "Nothing on this day", ""))

    def _show_form(self) -> None:
        self.views.setCurrentIndex(1 if self.form.value() == "list" else 0)
        self.first().setFocus()

    def _enter_day(self) -> None:
        """Go on to what stands on the day; where there is one thing alone, open it."""
        if self.day_table.records().count():
            self.day_table.setFocus()

    def _open(self, table: RecordTable) -> None:
        if table.current_key():
            entry: CalendarEntry = table.current_row()
            if self.navigator.can_open(entry.page[0]):
                self.navigator.open(*entry.page)

    # What leaves the calendar

    def query(self) -> CalendarQuery:
        """Return what the calendar shows now."""
        kind, service = self.filters.value("kind"), self.filters.value("service")
        kinds = frozenset({CalendarKind(kind)}) if kind else frozenset(CalendarKind)
        return CalendarQuery(kinds, Service(service) if service else None)

    def ask_for_file(self) -> None:
        """Ask where the month is to be exported to."""
        dialog = QFileDialog(self, "Export this month to a calendar file")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(FILE_KIND)
        dialog.setDefaultSuffix("ics")
        dialog.selectFile(f"calendar-{self.grid.day:%Y-%m}")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.open()

    def export_to(self, target: Path) -> None:
        """Write the month to a calendar file."""
        first = self.grid.day.replace(day=1)
        last, query = next_month(first) - timedelta(days=1), self.query()
        self.runner.run_long(
            self,
            lambda _progress: self.workspace.calendars.save(self.actor, first, last, target, query),
            then=lambda count: self.say(
                f"Exported {plural(count, 'entry', 'entries')} to {target.name}.", STAYS_HERE
            ),
            words="Exporting the calendar",
        )

    def print_pane(self) -> None:
        from ui.widgets.printing import print_rows

        shown = sorted(self.shown(), key=lambda entry: entry.on)
        rows = [
            (weekday_date(e.on), *(column.cell_of(e).printed() for column in LIST_COLUMNS))
            for e in shown
        ]
        heads = ("Day", *(column.title for column in LIST_COLUMNS))
        print_rows(
            self,
            f"Calendar, {self.month_label.text()}",
            heads,
            rows,
            by=self.actor.name,
            printed=lambda: self._note_print(len(rows)),
        )

    def _note_print(self, count: int) -> None:
        self.runner.run(self, lambda: self.workspace.exports.printed(self.actor, "calendar", count))
