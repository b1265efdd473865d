"""The minutes as they are taken: the agenda, the item in the middle, members at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.meetings.meeting_panes import MeetingPane
from ui.meetings.members_side import MembersSide
from ui.meetings.minutes_agenda import MinutesAgenda, lines_of
from ui.meetings.minutes_deeds import MinutesDeeds
from ui.meetings.minutes_header import MinutesHeader
from ui.meetings.minutes_item import ItemCard
from ui.meetings.minutes_order import around, first_to_show
from ui.meetings.minutes_saving import MinutesSaver
from ui.widgets.dress import dress
from ui.widgets.key_hints import KeyHints
from ui.widgets.layouts import scroll_body

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.meetings import ItemDetails, MeetingDetails
    from ui.meetings.meeting_desk import MeetingDesk

AGENDA_WIDTH, SIDE_WIDTH, SIDE_NARROW = 276, 304, 268
TICK_MS = 15_000
HINTS = (
    ("/", "phrase"),
    ("Ctrl+T", "time stamp"),
    ("Ctrl+L", "left or joined"),
    ("Ctrl+D", "conflict"),
    ("Alt+R", "recommendation"),
    ("Ctrl+Page Down", "next item"),
    ("Ctrl+Enter", "finish item"),
)
FEW_HINTS = (HINTS[0], HINTS[1], HINTS[2], HINTS[5], HINTS[6])


class MinutesPane(MeetingPane):
    """The minutes of a meeting that has been opened."""

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__()
        self._desk = desk
        self._details: MeetingDetails | None = None
        self._current = ""
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        self._body = QVBoxLayout()
        self._body.setSpacing(12)
        self.header = MinutesHeader(desk)
        self._body.addWidget(self.header)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        self.agenda, self.item, self.side = MinutesAgenda(), ItemCard(desk), MembersSide()
        self._side_area, side = scroll_body()
        side.addWidget(self.side)
        columns.addWidget(self.agenda)
        columns.addWidget(self.item, 1)
        columns.addWidget(self._side_area)
        self._body.addLayout(columns, 1)
        stack.addLayout(self._body, 1)
        self._hints = QFrame()
        dress(self._hints, "foot")
        self._hint_line = QHBoxLayout(self._hints)
        stack.addWidget(self._hints)
        self._many, self._few = KeyHints(HINTS), KeyHints(FEW_HINTS)
        for hints in (self._many, self._few):
            self._hint_line.addWidget(hints)
        self._hint_line.addStretch(1)
        self.saver = MinutesSaver(desk, self.item.form)
        self.saver.taken_over.connect(desk.page.reload)
        self.deeds = MinutesDeeds(desk, self.item, self.saver, self.side.note)
        self._listen()
        self._give_keys()
        self._tick = QTimer(self)
        self._tick.timeout.connect(self.header.show_time)
        self._tick.timeout.connect(self.item.show_time)
        self._tick.start(TICK_MS)
        self.set_compact(False)

    def _listen(self) -> None:
        deeds = self.deeds
        self.header.break_asked.connect(deeds.take_break)
        self.header.quorum_asked.connect(deeds.check_quorum)
        self.header.close_asked.connect(deeds.close_meeting)
        self.header.chosen.connect(self.choose)
        self.agenda.chosen.connect(self.choose)
        self.item.stepped.connect(self.step)
        self.item.started.connect(deeds.start)
        self.item.finished.connect(deeds.finish)
        self.item.recorded.connect(deeds.record_again)
        self.side.members.presence_asked.connect(deeds.ask_presence)
        self.side.members.conflict_asked.connect(deeds.ask_conflict)
        self.side.note.noted.connect(deeds.note)
        deeds.went.connect(self._go_to)
        deeds.stepped.connect(self.step)

    def _give_keys(self) -> None:
        deeds = self.deeds
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+T": deeds.stamp,
            "Ctrl+L": deeds.ask_presence,
            "Ctrl+D": deeds.ask_conflict,
            "Ctrl+Return": deeds.finish,
            "Ctrl+Enter": deeds.finish,
            "Ctrl+PgUp": lambda: self.step(-1),
            "Ctrl+PgDown": lambda: self.step(1),
        }
        for chord, deed in keys.items():
            QShortcut(QKeySequence(chord), self).activated.connect(deed)

    def show_details(self, details: MeetingDetails) -> None:
        """Show the minutes of a meeting; what is typed and not saved yet stays."""
        self._details = details
        if not any(line.id == self._current for line in lines_of(details)):
            self._current = first_to_show(details)
        self.agenda.show_details(details, self._current)
        self.header.show_details(details, self._current)
        self._show_current()

    def current(self) -> ItemDetails | None:
        """Return the item that is shown."""
        lines = lines_of(self._details) if self._details else []
        return next((line for line in lines if line.id == self._current), None)

    def _show_current(self) -> None:
        item, details = self.current(), self._details
        if item is None or details is None:
            return
        fresh = self.saver.must_reload(item)
        self.item.show_item(item, details, around(self._details, item), keep_typed=not fresh)
        if fresh:
            self.saver.take_up(item)
        self.side.show_item(item, details)
        self.deeds.show_item(item, details)

    def set_compact(self, compact: bool) -> None:
        """Turn the agenda into a list to choose from where the window is narrow."""
        side = 16 if compact else 18
        self._body.setContentsMargins(side, 8 if compact else 12, side, 8 if compact else 12)
        self._body.setSpacing(8 if compact else 10)
        self._hint_line.setContentsMargins(side, 4 if compact else 8, side, 4 if compact else 8)
        self.agenda.setVisible(not compact)
        self.agenda.setFixedWidth(theme.px(AGENDA_WIDTH))
        self._side_area.setFixedWidth(theme.px(SIDE_NARROW if compact else SIDE_WIDTH))
        self._many.setVisible(not compact)
        self._few.setVisible(compact)
        self.header.set_compact(compact)
        self.item.set_compact(compact)

    def primary_focus(self) -> QWidget:
        return self.item.form.heard if self.agenda.isHidden() else self.agenda.table

    def save_now(self) -> None:
        self.saver.flush()

    # Going from item to item.

    def choose(self, item_id: str) -> None:
        """Show another item, once what is typed of this one is saved."""
        if item_id and item_id != self._current:
            self.saver.when_saved(lambda: self._go_to(item_id))
            if self._current != item_id:
                self.agenda.mark(self._current)

    def _go_to(self, item_id: str) -> None:
        self._current = item_id
        self.agenda.mark(item_id)
        self.header.items.set_value(item_id)
        self._desk.page.message.clear()
        self._show_current()
        self.item.area.verticalScrollBar().setValue(0)

    def step(self, by: int) -> None:
        """Show the next item or the one before."""
        item = self.current()
        goal = around(self._details, item)[by > 0] if item is not None else None
        if goal is not None:
            self.choose(goal.id)
