"""All that happened in a case: steps, documents, edits and views, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cfs_panels.domain.words import long_date, short_date
from ui.cases import event_dialog
from ui.cases.action_menu import ActionMenu, MenuEntry
from ui.cases.case_pane import CasePane
from ui.cases.timeline_pane import HEADS, Timeline
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable
from ui.widgets.saved_views import SavedViews, View
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QLineEdit, QWidget

    from cfs_panels.domain.case_lines import CaseDetails, EventLine
    from ui.cases.case_desk import CaseDesk

KINDS = {
    "event": ("calendar", "Step"),
    "document": ("document", "Document"),
    "edit": ("edit", "Edit"),
    "view": ("ph.eye", "View"),
}
VIEWS = (
    ("all", "Everything"),
    ("event", "Steps"),
    ("document", "Documents"),
    ("seen", "Views and edits"),
    ("timeline", "Timeline"),
)
TIMELINE = "timeline"


class HistoryPane(CasePane):
    """The history with its filters; Enter on a step lets it be corrected or taken back.

    Signals:
        explain_asked: The cause of a late clock is to be recorded; holds its `LateRun`.
    """

    explain_asked = Signal(object)

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__(desk)
        self.lines: dict[str, EventLine] = {}
        self.views = SavedViews([View(key, words) for key, words in VIEWS])
        self.filter = FilterBar("Find in the history")
        self.table = RecordTable(
            [
                Column("on", "Date", _when, width=150, sort=lambda e: (e.on, e.at)),
                Column("words", "What", _what, stretch=10, least=220),
                Column("who", "Who", lambda e: Cell(e.who, muted=True), stretch=4),
                Column("kind", "Kind", _kind, width=124, hide_compact=True),
            ],
            key=line_key,
            rows="two_line",
            name="History",
        )
        self.table.set_empty(
            EmptyState("history", "Nothing here fits", "Choose Everything, or other words.")
        )
        self.timeline = Timeline()
        self.timeline.explain_asked.connect(self.explain_asked)
        self.timeline.hide()
        self.views.chosen.connect(self.choose)
        self.filter.changed.connect(self._show)
        self.table.opened.connect(self.open_menu)
        self.table.menu_asked.connect(self.open_menu)
        self.body.addWidget(self.views)
        self.body.addWidget(self.filter)
        self._card = TableCard(self.table, footer="", keys=[("Enter", "correct or take back")])
        self.body.addWidget(self._card, 1)
        self.body.addWidget(self.timeline)
        self.table.setMinimumHeight(260)

    def first(self) -> QWidget:
        """Return the table that is shown."""
        return self.timeline.stages if self.shows_timeline() else self.table

    def set_compact(self, compact: bool) -> None:
        """Show the form for narrow windows, or the usual one."""
        super().set_compact(compact)
        self.timeline.set_compact(compact)

    def shows_timeline(self) -> bool:
        """Return whether the time of the case is shown rather than what happened."""
        return self.views.key() == TIMELINE

    def choose(self, key: str) -> None:
        """Show one part of the history, or the timeline."""
        self.views.choose(key)
        is_time = self.shows_timeline()
        self.filter.setVisible(not is_time)
        self._card.setVisible(not is_time)
        self.timeline.setVisible(is_time)
        if is_time and self.case is not None:
            self._read_times(self.case)
        else:
            self._show()

    def search_box(self) -> QLineEdit:
        """Return where words to find are typed."""
        return self.filter.search

    def fill(self, case: CaseDetails) -> None:
        """Read and show the history of a case."""
        workspace, actor = self.desk.workspace, self.desk.actor
        if self.shows_timeline():
            self._read_times(case)
        self.desk.read(
            self,
            lambda: workspace.case_pages.history(actor, case.id, case.as_of),
            self.show_lines,
            replaces="all",
        )

    def _read_times(self, case: CaseDetails) -> None:
        workspace, actor = self.desk.workspace, self.desk.actor
        self.desk.read(
            self,
            lambda: workspace.times.case_times(actor, case.id, case.as_of),
            lambda times: self.timeline.show_times(
                times, may_explain="record_event" in case.allowed
            ),
            replaces="times",
        )

    def print_timeline(self, case: CaseDetails) -> None:
        """Show how the timeline prints."""
        from ui.widgets.printing import print_rows  # not before it is wanted

        then = f", as it stood on {long_date(case.as_of)}" if case.as_of else ""
        title = f"Time of each stage: {case.household}, {case.reference}{then}"
        rows = self.timeline.printed_rows()
        print_rows(self, title, HEADS, rows, by=self.desk.actor.name)

    def show_lines(self, lines: tuple[EventLine, ...]) -> None:
        """Show the history."""
        self.lines = {line_key(line): line for line in lines}
        self.table.show_rows(lines)
        self._show()

    def _show(self) -> None:
        view = self.views.key()

        def keep(line: EventLine) -> bool:
            if view == "seen":
                return line.kind in {"view", "edit"}
            return view in {"all", ""} or line.kind == view

        self.table.set_filter(self.filter.text(), keep)
        shown = self.table.records().count()
        self._card.set_footer(f"{shown} of {len(self.lines)}, newest first")

    def open_menu(self, key: str, at: QPoint | None = None) -> None:
        """Open the menu of what can be done with a step."""
        line = self.lines[key]
        may = self.case is not None and "correct_event" in self.case.allowed
        if line.kind != "event" or line.superseded or not may:
            return
        menu = ActionMenu(
            self,
            line.words,
            [
                MenuEntry("correct", "Correct the date", "edit"),
                MenuEntry("withdraw", "Take it back", "undo"),
            ],
        )
        menu.chosen.connect(lambda deed: self._do(line, deed))
        menu.open_at(self.table, at)

    def _do(self, line: EventLine, deed: str) -> None:
        dialogs = {
            "correct": event_dialog.correct_event,
            "withdraw": event_dialog.withdraw_event,
        }
        dialogs[deed](self.desk, line)


def line_key(line: EventLine) -> str:
    """Return what tells a line from all others: views and edits have ids of their own kind."""
    return f"{line.kind} {line.id}"


def _when(line: EventLine) -> Cell:
    return Cell(short_date(line.on), line.at, spoken=f"{long_date(line.on)} {line.at}".strip())


def _what(line: EventLine) -> Cell:
    gone = "No longer counts. " if line.superseded else ""
    return Cell(line.words, f"{gone}{line.detail}".strip(), muted=line.superseded)


def _kind(line: EventLine) -> Cell:
    icon, words = KINDS.get(line.kind, ("info", line.kind))
    return Cell(words, icon=icon, muted=True)
