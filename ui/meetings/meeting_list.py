"""Panels: the meetings to come and past, how full they are, and the cases that wait for a slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QPushButton, QStackedWidget, QWidget

from cfs_panels.domain.meeting_details import hours_words
from cfs_panels.domain.meeting_rules import BEFORE
from cfs_panels.domain.meetings import AddAgendaItem, ItemKind, MeetingState, MeetingSummary
from cfs_panels.domain.vocabulary import Service
from cfs_panels.domain.words import (
    WEEKDAYS,
    clock_time,
    day_month,
    minutes_words,
    near_date,
    plural,
    short_date,
)
from ui import theme
from ui.meetings.meeting_desk import MeetingDesk
from ui.meetings.plan_dialog import PlanDialog, Planning, planning
from ui.meetings.row_menu import pop_up
from ui.meetings.waiting_card import NEAR_DAYS, WaitingCard
from ui.widgets.buttons import primary
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.header import PageHeader
from ui.widgets.layouts import scroll_body
from ui.widgets.page import Crumb, Navigator, Page
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable
from ui.widgets.saved_views import SavedViews, View
from ui.widgets.table_card import TableCard

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.meetings import WaitingLine
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import TaskRunner

COMING, PAST = "coming", "past"
SIDE_WIDTH = 300
NEARLY_FULL = 0.9
SERVICES = (("", "all"), ("fostering", "Fostering"), ("adoption", "Adoption"))
_STATES = {
    MeetingState.PLANNED: "info",
    MeetingState.PAPERS_SENT: "onTrack",
    MeetingState.IN_SESSION: "info",
    MeetingState.HELD: "dueSoon",
    MeetingState.DRAFTED: "dueSoon",
    MeetingState.APPROVED: "dueSoon",
    MeetingState.SENT: "done",
    MeetingState.CANCELLED: "blocked",
    MeetingState.RECORDED: "done",
}


def is_coming(meeting: MeetingSummary) -> bool:
    """Return whether a meeting is still to be held, or sits now."""
    return meeting.state in BEFORE or meeting.state is MeetingState.IN_SESSION


def is_listed_ahead(meeting: MeetingSummary, today: date) -> bool:
    """Return whether a meeting stands among those to come; one cancelled does until its day."""
    cancelled = meeting.state is MeetingState.CANCELLED
    return is_coming(meeting) or (cancelled and meeting.held_on >= today)


def day_cell(meeting: MeetingSummary, today: date) -> Cell:
    """Return the day of a meeting and which panel it is, with its service as a stripe."""
    near = abs((meeting.held_on - today).days) < NEAR_DAYS
    words = day_month(meeting.held_on) if near else short_date(meeting.held_on)
    day = f"{WEEKDAYS[meeting.held_on.weekday()][:3]} {words}"
    extra = "" if meeting.kind == "Main panel" else f", {meeting.kind.lower()}"
    if meeting.state is MeetingState.IN_SESSION:
        extra = ", in session now"
    elif meeting.state is MeetingState.CANCELLED:
        extra = ", cancelled"
    return Cell(
        day,
        f"{meeting.service.value.capitalize()}{extra}",
        stripe=meeting.service.value,
        medium=True,
    )


def load_cell(meeting: MeetingSummary) -> Cell:
    """Return how full a meeting is, as words and a bar; or that it was cancelled."""
    if meeting.state is MeetingState.CANCELLED:
        return state_cell(meeting)
    if not meeting.is_whole:
        return Cell(f"{plural(meeting.items, 'item')} you can see" if meeting.items else "")
    share = meeting.used_minutes / max(meeting.limit_minutes, 1)
    left = meeting.limit_minutes - meeting.used_minutes
    tone = "overdue" if left < 0 else "dueSoon" if share >= NEARLY_FULL else ""
    words = minutes_words(abs(left)).removesuffix(" 0 min")
    below = f"{words} {'over' if left < 0 else 'left'}"
    return Cell(
        f"{plural(meeting.items, 'item')}, {round(share * 100)}% full",
        below,
        bar=min(share, 1.0),
        tone=tone,
        spoken=f"{plural(meeting.items, 'item')}, {round(share * 100)} per cent full, {below}",
    )


def papers_cell(meeting: MeetingSummary) -> Cell:
    """Return whether the papers went, or how many are in and when they must go."""
    if meeting.papers_sent_on is not None:
        return Cell("Sent", short_date(meeting.papers_sent_on), icon="onTrack", fill=True)
    if not is_coming(meeting) or not meeting.papers_needed:
        return Cell("None", muted=True)
    words = f"{meeting.papers_in} of {meeting.papers_needed} in"
    return Cell(words, f"Send by {day_month(meeting.papers_due_on)}")


def quorum_cell(meeting: MeetingSummary) -> Cell:
    """Return how many items are quorate, red where one is not."""
    if not meeting.items_to_hear:
        return Cell()
    lost = meeting.quorate_items < meeting.items_to_hear
    kind = "overdue" if lost else "onTrack"
    words = f"{meeting.quorate_items} of {meeting.items_to_hear}"
    return Cell(pill=words, pill_kind=kind, icon=kind, spoken=meeting.lost_words or words)


def state_cell(meeting: MeetingSummary) -> Cell:
    """Return how far a meeting is."""
    kind = _STATES[meeting.state]
    return Cell(pill=meeting.state_words, pill_kind=kind, icon="" if kind == "info" else kind)


def columns_of(view: str, today: date) -> tuple[Column, ...]:
    """Return the columns of the meetings to come, or of the past ones."""
    day = Column(
        "day",
        "Day",
        lambda m: day_cell(m, today),
        stretch=3,
        least=170,
        sort=lambda m: (m.held_on, m.starts_at),
    )
    place = Column(
        "time",
        "Time and place",
        place_cell,
        stretch=4,
        least=150,
        sortable=False,
        hide_compact=True,
    )
    if view == PAST:
        return (
            day,
            place,
            Column("items", "Items", lambda m: Cell(str(m.items)), width=80, sort=_items),
            Column("papers", "Papers", papers_cell, width=156, sortable=False),
            Column("state", "Minutes", state_cell, width=190, sortable=False),
        )
    return (
        day,
        place,
        Column("load", "Load", load_cell, width=166, sort=lambda m: m.used_minutes),
        Column("papers", "Papers", papers_cell, width=156, sortable=False),
        Column("quorum", "Quorum", quorum_cell, width=116, sortable=False),
    )


def place_cell(meeting: MeetingSummary) -> Cell:
    """Return when and where a panel meets."""
    hours = hours_words(meeting.starts_at, meeting.ends_at)
    if meeting.state is MeetingState.CANCELLED:
        hours = clock_time(meeting.starts_at)
    return Cell(hours, meeting.place)


def _items(meeting: MeetingSummary) -> int:
    return meeting.items


class MeetingListPage(Page):
    """The meetings that the person may open."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner)
        self.desk = MeetingDesk(self, workspace, actor)
        self._meetings: tuple[MeetingSummary, ...] = ()
        body = self.lay_out(spacing=10)
        header = PageHeader("Panels")
        self._plans = self.desk.may("plan_meeting")
        if self._plans:
            self.plan_button = header.add_action(
                primary("Plan meeting", "add", clicked=self.new_record)
            )
        body.addWidget(header)
        self.views = SavedViews([View(COMING, "To come"), View(PAST, "Past")])
        self.views.choose(COMING)
        self.views.chosen.connect(lambda _key: self._show_rows())
        body.addWidget(self.views)
        self.filters = FilterBar("Filter this list")
        self.filters.add_choice("service", "Service", SERVICES)
        self.filters.changed.connect(self._filter)
        body.addWidget(self.filters)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(12)
        self._columns.addWidget(self._listed(), 1)
        self.queue = WaitingCard(action="Book", linked=False)
        self.queue.asked.connect(self._offer_meetings)
        self._area, side = scroll_body()
        side.addWidget(self.queue)
        self._area.setFixedWidth(theme.px(SIDE_WIDTH))
        self._columns.addWidget(self._area)
        self._builds = self.desk.may("build_agenda")
        self._area.setVisible(self._builds)
        theme.watcher().changed.connect(self._dress)
        body.addLayout(self._columns, 1)

    def _listed(self) -> QWidget:
        self.tables = {
            COMING: self._make_table(COMING, "Meetings to come"),
            PAST: self._make_table(PAST, "Past meetings"),
        }
        self._stack = QStackedWidget()
        for table in self.tables.values():
            self._stack.addWidget(table)
        self.card = TableCard(self._stack, footer=" ", keys=[("↑ ↓", "move"), ("Enter", "open")])
        return self.card

    def _make_table(self, view: str, name: str) -> RecordTable:
        columns = columns_of(view, self.desk.today)
        table = RecordTable(columns, key=lambda m: m.id, rows="two_line", name=name, rounded=True)
        table.opened.connect(lambda key: self.navigator.open("meeting", key))
        table.set_empty(
            EmptyState("panels", "No meeting is in this view", "Meetings appear here once planned.")
        )
        return table

    @property
    def table(self) -> RecordTable:
        """Return the table of the view that is shown."""
        return self.tables[self.views.key() or COMING]

    def crumbs(self) -> list[Crumb]:
        return [Crumb("Panels")]

    def primary_focus(self) -> QWidget:
        return self.table

    def search_box(self) -> QLineEdit:
        return self.filters.search

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self._area.setFixedWidth(theme.px(292 if compact else SIDE_WIDTH))

    def _dress(self) -> None:
        self.set_compact(self.compact)

    def changed(self, changes: Changes) -> None:
        if changes.touches("panel_meeting") or changes.touches("case"):
            self.reload()

    def reload(self) -> None:
        workspace, actor = self.desk.workspace, self.desk.actor
        self.desk.read(
            self,
            lambda: (workspace.meeting_pages.meetings(actor), workspace.agendas.waiting(actor)),
            lambda found: self.show_list(*found),
            replaces="list",
        )

    def show_list(
        self, meetings: tuple[MeetingSummary, ...], waiting: tuple[WaitingLine, ...]
    ) -> None:
        """Show meetings and the queue for a slot."""
        self._meetings = meetings
        coming = sum(1 for meeting in meetings if is_coming(meeting))
        ahead = sum(1 for meeting in meetings if is_listed_ahead(meeting, self.desk.today))
        self.views.set_counts({COMING: ahead, PAST: len(meetings) - ahead})
        self.queue.show_lines(waiting, self.desk.today, can_act=self._builds and coming > 0)
        self._show_rows()

    def _show_rows(self) -> None:
        coming = self.views.key() != PAST
        today = self.desk.today
        shown = [m for m in self._meetings if is_listed_ahead(m, today) is coming]
        if not coming:
            shown.reverse()
        self._stack.setCurrentWidget(self.table)
        self.table.show_rows(shown)
        self._filter()
        if not self.table.current_key():
            self.table.mark_first()

    def _filter(self) -> None:
        service = self.filters.value("service")
        self.table.set_filter(self.filters.text(), keep=lambda m: service in ("", m.service.value))
        shown = self.table.records().count()
        first = "soonest" if self.views.key() != PAST else "latest"
        self.card.set_footer(f"{plural(shown, 'meeting')}, {first} first")

    # What is done.

    def new_record(self) -> None:
        desk = self.desk
        if self._plans:
            desk.read(self, lambda: planning(desk.workspace, desk.actor), self._plan)

    def _plan(self, found: Planning) -> None:
        chosen = self.filters.value("service") or Service.FOSTERING.value
        dialog = PlanDialog(self.desk, found, Service(chosen))
        dialog.sent.connect(lambda changes: self.navigator.open("meeting", changes.made))
        dialog.begin()

    def _offer_meetings(self, case_id: str, button: QPushButton) -> None:
        """Offer the coming meetings of the case's panel, with how much room each has."""
        line = next((w for w in self.queue.lines if w.case_id == case_id), None)
        if line is None:
            return
        deeds = [
            (_slot_words(meeting, self.desk.today), self._booking(meeting.id, case_id))
            for meeting in self._meetings
            if meeting.state in BEFORE and meeting.service is line.service
        ]
        if not deeds:
            words = f"No {line.service.value} panel is planned yet. Plan one first."
            self.message.show_message("info", words)
            return
        pop_up(self, deeds, button.mapToGlobal(QPoint(0, button.height())))

    def _booking(self, meeting_id: str, case_id: str) -> Callable[[], None]:
        return lambda: self.desk.do(AddAgendaItem(meeting_id, ItemKind.CASE, case_id=case_id))


def _slot_words(meeting: MeetingSummary, today: date) -> str:
    left = meeting.limit_minutes - meeting.used_minutes
    room = "full" if left <= 0 else f"{minutes_words(left).removesuffix(' 0 min')} left"
    return f"{near_date(meeting.held_on, today)}, {room}"
