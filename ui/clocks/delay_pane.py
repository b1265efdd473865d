"""Delay and time across cases: late stages, matters presented again, deferred and not returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from cfs_panels.domain.delays import (
    NO_CAUSE,
    DelayPage,
    DelayQuery,
    DelaySegment,
    LateStage,
    NotReturned,
    causes_of_line,
)
from cfs_panels.domain.words import plural
from ui.clocks.clocks_pane import ClocksPane
from ui.clocks.delay_columns import COLUMNS, TITLES
from ui.clocks.delay_output import delay_output
from ui.clocks.delay_periods import BETWEEN, NOW, PERIODS, period_of
from ui.widgets.buttons import icon_button
from ui.widgets.date_field import DateField
from ui.widgets.desk import Desk
from ui.widgets.empty_state import EmptyState
from ui.widgets.explain_delay import LateRun, explain_delay
from ui.widgets.filter_bar import FilterBar
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.record_table import RecordTable
from ui.widgets.saved_views import SavedViews, View
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.delays import DelayLine
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import LongWork, TaskRunner
    from ui.widgets.page import Navigator

NOTHING = {
    DelaySegment.LATE: ("onTrack", "No stage is over its clock", "Nothing to explain here."),
    DelaySegment.AGAIN: (
        "panels",
        "Nothing was before panel more than once",
        "A matter that panel deferred stands here once panel has it again.",
    ),
    DelaySegment.NOT_RETURNED: (
        "panels",
        "Nothing waits to come back to panel",
        "A case stands here from the day panel defers it until panel has it again.",
    ),
}
NOUNS = {
    DelaySegment.LATE: ("late clock", "most days over first"),
    DelaySegment.AGAIN: ("matter", "most often first"),
    DelaySegment.NOT_RETURNED: ("case", "longest wait first"),
}
SERVICES = (("", "all"), ("fostering", "Fostering"), ("adoption", "Adoption"))


class DelayPane(ClocksPane):
    """Three lists with one set of filters; Enter opens the case, a link asks for a missing cause.

    The page that holds it calls ``show_pane`` when it comes into sight, and hands on
    ``set_compact``, ``changed`` and what it is asked for keyboard, search and print.
    """

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner, workspace, actor)
        self.desk = Desk(self, runner, workspace, actor)
        self._page: DelayPage | None = None
        self._work: LongWork | None = None
        self.output = delay_output(self)
        self.message = MessageBar()
        self.segments = SavedViews([View(key.value, words) for key, words in TITLES.items()])
        self.filters = self._make_filters()
        self.from_field = DateField(today=self.desk.today, width=150)
        self.to_field = DateField(today=self.desk.today, width=150)
        self._causes = Label("", "meta", muted=True, wrap=True)
        self._stack = QStackedWidget()
        self.tables = {segment: self._make_table(segment) for segment in DelaySegment}
        self.cards = {
            segment: TableCard(table, footer="", keys=[("Enter", "open the case")])
            for segment, table in self.tables.items()
        }
        self._lay_out()

    def _make_filters(self) -> FilterBar:
        filters = FilterBar("Filter this list")
        filters.add_choice("service", "Service", SERVICES)
        filters.add_choice("team", "Team", [("", "all")])
        filters.add_choice("cause", "Cause", [("", "all")])
        filters.add_choice("period", "Late", PERIODS)
        filters.changed.connect(self._ask_or_filter)
        self._asked_period = NOW
        export = icon_button("export", "Export this list")
        export.clicked.connect(lambda: self.output.ask_for_file())
        printing = icon_button("print", "Print this list")
        printing.clicked.connect(lambda: self.output.print_list())
        filters.add_tool(export)
        filters.add_tool(printing)
        return filters

    def _make_table(self, segment: DelaySegment) -> RecordTable:
        table = RecordTable(
            COLUMNS[segment],
            key=lambda line: line.key,
            rows="two_line",
            name=TITLES[segment],
            rounded=True,
        )
        table.set_empty(EmptyState(*NOTHING[segment]))
        table.opened.connect(lambda key: self._open(segment, key))
        table.link_clicked.connect(lambda key, _column: self.explain(key))
        return table

    def _lay_out(self) -> None:
        stack = self.body
        self._days = QWidget()
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        for words, field in (("From", self.from_field), ("to", self.to_field)):
            label = Label(words, "meta")
            label.setBuddy(field)
            field.setAccessibleName(f"Late {words.lower()}")
            field.chosen.connect(self._ask_for_days)
            days.addWidget(label)
            days.addWidget(field)
        days.addStretch(1)
        self._days.hide()
        for card in self.cards.values():
            self._stack.addWidget(card)
        for part in (self.message, self.segments, self.filters, self._days, self._causes):
            stack.addWidget(part)
        stack.addWidget(self._stack, 1)
        self.segments.chosen.connect(self._choose)

    # What the page that holds it asks.

    def show_pane(self) -> None:
        """Read delay anew and show it."""
        if self._work is not None:
            self.runner.cancel(self._work)
        query, workspace, actor = self.query(), self.workspace, self.actor
        self._work = self.runner.run_long(
            self,
            lambda progress: workspace.times.delays(actor, query, progress),
            then=self.show_page,
            words="Counting delay",
        )

    def changed(self, changes: Changes) -> None:
        """Read again what a write to any case may have changed."""
        if changes.touches("case"):
            self.show_pane()

    def set_compact(self, compact: bool) -> None:
        """Show the form for narrow windows, or the usual one."""
        self.compact = compact
        self._show_causes()

    def search_box(self) -> QLineEdit:
        """Return where words to find are typed."""
        return self.filters.search

    def first(self) -> RecordTable:
        """Return the list that takes the keyboard: the one that is shown."""
        return self.tables[self.segment()]

    def print_pane(self) -> None:
        """Show how the list that is shown prints."""
        self.output.print_list()

    def segment(self) -> DelaySegment:
        """Return which list is shown."""
        return DelaySegment(self.segments.key() or DelaySegment.LATE)

    def query(self) -> DelayQuery:
        """Return what is asked of the services: the period; the rest is sifted here."""
        first, last = period_of(self._asked_period, self.desk.today)
        if self._asked_period == BETWEEN:
            first, last = self.from_field.value(), self.to_field.value()
        return DelayQuery(from_on=first, to_on=last)

    # Showing.

    def show_page(self, page: DelayPage) -> None:
        """Show what was found."""
        self._page, self._work = page, None
        self.filters.set_choices("team", "Team", [("", "all"), *((t, t) for t in page.teams)])
        causes = [(c.key, c.words) for c in page.causes]
        self.filters.set_choices(
            "cause", "Cause", [("", "all"), *causes, (NO_CAUSE, "Cause not recorded")]
        )
        for segment, table in self.tables.items():
            table.show_rows(page.of(segment))
        self._sift()
        table = self.first()
        if not table.current_key():
            table.mark_first()

    def _choose(self, key: str) -> None:
        self._stack.setCurrentWidget(self.cards[DelaySegment(key)])
        self._show_causes()

    def _sift(self) -> None:
        for segment, table in self.tables.items():
            table.set_filter(self.filters.text(), keep=self._keeps)
            count = table.records().count()
            noun, order = NOUNS[segment]
            self.cards[segment].set_footer(f"{plural(count, noun)}, {order}")
        self.segments.set_counts(
            {segment.value: table.records().count() for segment, table in self.tables.items()}
        )
        self._show_causes()

    def _keeps(self, line: DelayLine) -> bool:
        service, team = self.filters.value("service"), self.filters.value("team")
        cause = self.filters.value("cause")
        return (
            service in {"", line.case.service.value}
            and team in {"", line.case.team}
            and (not cause or cause in causes_of_line(line))
        )

    def shown(self, segment: DelaySegment | None = None) -> list[DelayLine]:
        """Return the lines that a list shows, in their order."""
        return self.tables[segment or self.segment()].records().shown()

    def _show_causes(self) -> None:
        late = [line for line in self.shown(DelaySegment.LATE) if isinstance(line, LateStage)]
        page = self._page
        words = ""
        if page is not None and late and self.segment() is DelaySegment.LATE:
            found = DelayPage(page.on, tuple(late), (), (), (), ()).by_cause()
            told = [f"{cause} {days} ({plural(count, 'clock')})" for cause, count, days in found]
            words = f"Days over by cause: {' · '.join(told)}"
        self._causes.setText(words)
        self._causes.setVisible(bool(words) and not self.compact)

    def _ask_or_filter(self) -> None:
        period = self.filters.value("period")
        if period == self._asked_period:
            self._sift()
            return
        self._asked_period = period
        self._days.setVisible(period == BETWEEN)
        if period == BETWEEN:
            self.from_field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.show_pane()

    def _ask_for_days(self) -> None:
        first, last = self.from_field.value(), self.to_field.value()
        if self._asked_period == BETWEEN and (first or last):
            if first and last and last < first:
                self.message.show_message("danger", "The period ends before it begins.")
                return
            self.message.clear()
            self.show_pane()

    # Doing.

    def _open(self, segment: DelaySegment, key: str) -> None:
        line = next((line for line in self.shown(segment) if line.key == key), None)
        if line is not None:
            self.navigator.open("case", line.case.id, "history")

    def explain(self, key: str) -> None:
        """Ask why a clock ran late, or why panel deferred."""
        line = next((line for line in self.shown() if line.key == key), None)
        if self._page is None or line is None or not line.case.may_explain:
            return
        if isinstance(line, LateStage):
            run = LateRun.of_time(line.time)
        elif isinstance(line, NotReturned):
            run = LateRun.of_deferral(line.deferral, line.deferred_on, line.cause)
        else:
            return
        explain_delay(self.desk, line.case.id, run, self._page.causes)
