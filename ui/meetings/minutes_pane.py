"""The minutes as they are taken: the agenda, the item in the middle, members at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cfs_panels.domain.meetings import (
    FinishItem,
    ItemDetails,
    ItemKind,
    ItemState,
    MeetingDetails,
    NoteMoment,
    OpenItem,
)
from cfs_panels.domain.quorum import sentence
from cfs_panels.domain.words import clock_time
from ui import theme
from ui.meetings.agenda_band import lost_items
from ui.meetings.agenda_side import banner_words
from ui.meetings.meeting_panes import MeetingPane
from ui.meetings.member_dialogs import DeclareDialog
from ui.meetings.members_side import MembersSide
from ui.meetings.minutes_agenda import MinutesAgenda, lines_of
from ui.meetings.minutes_header import MinutesHeader
from ui.meetings.minutes_item import ItemCard
from ui.meetings.minutes_saving import MinutesSaver
from ui.meetings.noted_text import NotedText
from ui.meetings.presence_dialog import CloseDialog, PresenceDialog
from ui.widgets.dress import dress
from ui.widgets.key_hints import KeyHints
from ui.widgets.layouts import scroll_body

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import time

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
        self._listen()
        self._give_keys()
        self._tick = QTimer(self)
        self._tick.timeout.connect(self.header.show_time)
        self._tick.timeout.connect(self.item.show_time)
        self._tick.start(TICK_MS)
        self.set_compact(False)

    def _listen(self) -> None:
        self.header.break_asked.connect(self._take_break)
        self.header.quorum_asked.connect(self._check_quorum)
        self.header.close_asked.connect(self._close_meeting)
        self.header.chosen.connect(self.choose)
        self.agenda.chosen.connect(self.choose)
        self.item.stepped.connect(self.step)
        self.item.started.connect(self._start)
        self.item.finished.connect(self.finish)
        self.item.recorded.connect(self._record_again)
        self.side.members.presence_asked.connect(self._ask_presence)
        self.side.members.conflict_asked.connect(self._ask_conflict)
        self.side.note.noted.connect(self._note)

    def _give_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+T": self._stamp,
            "Ctrl+L": lambda: self._ask_presence(""),
            "Ctrl+D": self._ask_conflict,
            "Ctrl+Return": self.finish,
            "Ctrl+Enter": self.finish,
            "Ctrl+PgUp": lambda: self.step(-1),
            "Ctrl+PgDown": lambda: self.step(1),
        }
        for chord, deed in keys.items():
            QShortcut(QKeySequence(chord), self).activated.connect(deed)

    def show_details(self, details: MeetingDetails) -> None:
        """Show the minutes of a meeting; what is typed and not saved yet stays."""
        self._details = details
        if not any(line.id == self._current for line in lines_of(details)):
            self._current = _first_to_show(details)
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

    # What is done with the item.

    def _now(self, planned: time) -> time:
        details = self._details
        return self._desk.stamp(details.held_on, planned) if details else planned

    def _takes(self) -> bool:
        return self._details is not None and "take_minutes" in self._details.may

    def _sits(self) -> bool:
        return self._details is not None and "close_meeting" in self._details.may

    def _start(self) -> None:
        item = self.current()
        if item is not None and self._sits():
            at = self._now(item.starts_at)
            self.saver.when_saved(lambda: self._desk.do(OpenItem(item.id, at)))

    def finish(self) -> None:
        """Record the recommendation, finish the item, and begin the next."""
        item = self.current()
        if item is None or not self._takes() or item.hidden:
            return
        if item.state is ItemState.BOOKED:
            self._start()
        elif item.state is ItemState.OPEN and item.number:
            self.saver.when_saved(lambda: self._finish(item))
        else:
            self.step(1)

    def _finish(self, item: ItemDetails) -> None:
        commands = [*self._recording(item), FinishItem(item.id, self._now(_ends_at(item)))]
        after = around(self._details, item)[1]
        onward = after is not None and after.state is ItemState.BOOKED and self._sits()
        if onward and after is not None:
            commands.append(OpenItem(after.id, self._now(after.starts_at)))
        self._desk.page.message.clear()
        self._desk.do_each(
            commands,
            then=lambda: self._go_to(after.id) if after is not None else None,
            on_error=self._refuse,
        )

    def _recording(self, item: ItemDetails) -> list[object]:
        """Return the recommendation that is to be recorded, if there is anything new in it."""
        form = self.item.form.recommendation
        form.clear_errors()
        command = form.command()
        if item.kind is not ItemKind.CASE or command is None or form.is_recorded():
            return []
        return [command]

    def _record_again(self) -> None:
        item = self.current()
        if item is not None and self._takes():
            self.saver.when_saved(
                lambda: self._desk.do_each(self._recording(item), on_error=self._refuse)
            )

    def _refuse(self, error: Exception) -> bool:
        fields = self.item.form.fields()
        field = fields.get(getattr(error, "field", None) or "")
        if isinstance(field, QWidget):
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.item.area.ensureWidgetVisible(field, 0, 40)
        return self._desk.page.show_trouble(error, fields=fields)

    def _ask_presence(self, member_id: str) -> None:
        if self._details is not None and self._takes():
            PresenceDialog(self._desk, self._details, member_id).begin()

    def _ask_conflict(self) -> None:
        if self._details is not None and "declare_conflict" in self._details.may:
            own = "" if self._takes() else self._desk.actor.member_id or ""
            DeclareDialog(self._desk, self._details, member_id=own, item_id=self._current).begin()

    def _note(self, words: str) -> None:
        details = self._details
        if details is not None and self._sits():
            item = self.current()
            item_id = item.id if item is not None and item.state is ItemState.OPEN else ""
            at = self._now(details.starts_at)
            self._desk.do(NoteMoment(details.id, words, at, item_id))

    def _stamp(self) -> None:
        """Put the time at the cursor of a text; elsewhere begin a line of the running note."""
        focus = QApplication.focusWidget()
        if isinstance(focus, NotedText) and not focus.isReadOnly():
            focus.add_time(clock_time(self._now(self._desk.time_now)))
        elif self._sits():
            self.side.note.begin()

    def _take_break(self) -> None:
        """Begin the break that is next on the agenda; in the middle of an item only note it."""
        if self._details is None:
            return
        following = break_to_begin(self._details)
        if following is None:
            self._note("Break")
        else:
            self._desk.do(OpenItem(following.id, self._now(following.starts_at)))

    def _check_quorum(self) -> None:
        """Say how the quorum stands now, for this item and for those to come."""
        if self._details is not None:
            kind, words = quorum_words(self._details, self.current())
            self._desk.page.message.show_message(kind, "Quorum.", words)

    def _close_meeting(self) -> None:
        details = self._details
        if details is not None:
            self.saver.when_saved(lambda: CloseDialog(self._desk, details).begin())


def around(
    details: MeetingDetails | None, item: ItemDetails
) -> tuple[ItemDetails | None, ItemDetails | None]:
    """Return the lines of the agenda before and after an item."""
    lines = lines_of(details) if details else []
    place = next((n for n, line in enumerate(lines) if line.id == item.id), 0)
    before = lines[place - 1] if place else None
    after = lines[place + 1] if place + 1 < len(lines) else None
    return before, after


def break_to_begin(details: MeetingDetails) -> ItemDetails | None:
    """Return the break that is next on the agenda, unless an item is being heard."""
    lines = details.items
    if any(line.state is ItemState.OPEN and line.kind is ItemKind.CASE for line in lines):
        return None
    first = next((line for line in lines if line.state is ItemState.BOOKED), None)
    return first if first is not None and first.kind is ItemKind.BREAK else None


def quorum_words(details: MeetingDetails, item: ItemDetails | None) -> tuple[str, str]:
    """Return how the quorum stands, for an item and for those to come: a message's kind, words."""
    said = []
    if item is not None and item.quorum is not None:
        said.append(f"Item {item.number}: {sentence(item.quorum)}")
    ahead = [line for line in details.items if line.state is ItemState.BOOKED and line != item]
    lost = lost_items(ahead)
    if lost:
        lead, why = banner_words(lost, forecast=True)
        said.append(f"{lead}. {why}")
    elif any(line.quorum for line in ahead):
        other = "other " if item is not None and item.state is ItemState.BOOKED else ""
        said.append(f"Every {other}item to come would be quorate.")
    is_short = bool(lost) or (item is not None and bool(lost_items([item])))
    words = " ".join(said) or "No item needs a quorum."
    return ("danger" if is_short else "success"), words


def _first_to_show(details: MeetingDetails) -> str:
    """Return the item that is heard now, else the first that is not finished, else the first."""
    numbered = [item for item in details.items if item.number]
    for state in (ItemState.OPEN, ItemState.BOOKED):
        for item in numbered:
            if item.state is state:
                return item.id
    return numbered[0].id if numbered else ""


def _ends_at(item: ItemDetails) -> time:
    return item.ends_at or item.starts_at
