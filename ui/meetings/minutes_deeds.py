"""What is done while minutes are taken: items begun and finished, comings, breaks, the close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from cfs_panels.domain.meetings import (
    FinishItem,
    ItemDetails,
    ItemKind,
    ItemState,
    MeetingDetails,
    NoteMoment,
    OpenItem,
)
from cfs_panels.domain.words import clock_time
from ui.meetings.member_dialogs import DeclareDialog
from ui.meetings.minutes_order import around, break_to_begin, ends_at, quorum_words
from ui.meetings.noted_text import NotedText
from ui.meetings.presence_dialog import CloseDialog, PresenceDialog

if TYPE_CHECKING:
    from datetime import time

    from ui.meetings.meeting_desk import MeetingDesk
    from ui.meetings.members_side import RunningNote
    from ui.meetings.minutes_item import ItemCard
    from ui.meetings.minutes_saving import MinutesSaver


class MinutesDeeds(QObject):
    """Carries out what buttons and keys of the minutes ask for, once what is typed is saved.

    Signals:
        went: Another item is to be shown; holds its id.
        stepped: The item before (-1) or the next (1) is to be shown.
    """

    went = Signal(str)
    stepped = Signal(int)

    def __init__(
        self, desk: MeetingDesk, card: ItemCard, saver: MinutesSaver, note: RunningNote
    ) -> None:
        super().__init__(card)
        self._desk, self._card, self._saver, self._running_note = desk, card, saver, note
        self._details: MeetingDetails | None = None
        self._item: ItemDetails | None = None

    def show_item(self, item: ItemDetails | None, details: MeetingDetails) -> None:
        """Take note of what is shown now."""
        self._item, self._details = item, details

    def _now(self, planned: time) -> time:
        details = self._details
        return self._desk.stamp(details.held_on, planned) if details else planned

    def _takes(self) -> bool:
        return self._details is not None and "take_minutes" in self._details.may

    def _sits(self) -> bool:
        return self._details is not None and "close_meeting" in self._details.may

    def start(self) -> None:
        """Begin the item that is shown."""
        item = self._item
        if item is not None and self._sits():
            at = self._now(item.starts_at)
            self._saver.when_saved(lambda: self._desk.do(OpenItem(item.id, at)))

    def finish(self) -> None:
        """Record the recommendation, finish the item, and begin the next."""
        item = self._item
        if item is None or not self._takes() or item.hidden:
            return
        if item.state is ItemState.BOOKED:
            self.start()
        elif item.state is ItemState.OPEN and item.number:
            self._saver.when_saved(lambda: self._finish(item))
        else:
            self.stepped.emit(1)

    def _finish(self, item: ItemDetails) -> None:
        commands = [*self._recording(item), FinishItem(item.id, self._now(ends_at(item)))]
        after = around(self._details, item)[1]
        onward = after is not None and after.state is ItemState.BOOKED and self._sits()
        if onward and after is not None:
            commands.append(OpenItem(after.id, self._now(after.starts_at)))
        self._desk.page.message.clear()
        self._desk.do_each(
            commands,
            then=lambda: self.went.emit(after.id) if after is not None else None,
            on_error=self._refuse,
        )

    def _recording(self, item: ItemDetails) -> list[object]:
        """Return the recommendation that is to be recorded, if there is anything new in it."""
        form = self._card.form.recommendation
        form.clear_errors()
        command = form.command()
        if item.kind is not ItemKind.CASE or command is None or form.is_recorded():
            return []
        return [command]

    def record_again(self) -> None:
        """Record a recommendation that was changed after its item was finished."""
        item = self._item
        if item is not None and self._takes():
            self._saver.when_saved(
                lambda: self._desk.do_each(self._recording(item), on_error=self._refuse)
            )

    def _refuse(self, error: Exception) -> bool:
        fields = self._card.form.fields()
        field = fields.get(getattr(error, "field", None) or "")
        if isinstance(field, QWidget):
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._card.area.ensureWidgetVisible(field, 0, 40)
        return self._desk.page.show_trouble(error, fields=fields)

    def ask_presence(self, member_id: str = "") -> None:
        """Ask who left or joined."""
        if self._details is not None and self._takes():
            PresenceDialog(self._desk, self._details, member_id).begin()

    def ask_conflict(self) -> None:
        """Ask for a conflict of interest in the item that is shown."""
        if self._details is not None and "declare_conflict" in self._details.may:
            own = "" if self._takes() else self._desk.actor.member_id or ""
            item_id = self._item.id if self._item is not None else ""
            DeclareDialog(self._desk, self._details, member_id=own, item_id=item_id).begin()

    def note(self, words: str) -> None:
        """Add a line to the running note."""
        details = self._details
        if details is not None and self._sits():
            item = self._item
            item_id = item.id if item is not None and item.state is ItemState.OPEN else ""
            at = self._now(details.starts_at)
            self._desk.do(NoteMoment(details.id, words, at, item_id))

    def stamp(self) -> None:
        """Put the time at the cursor of a text; elsewhere begin a line of the running note."""
        focus = QApplication.focusWidget()
        if isinstance(focus, NotedText) and not focus.isReadOnly():
            focus.add_time(clock_time(self._now(self._desk.time_now)))
        elif self._sits():
            self._running_note.begin()

    def take_break(self) -> None:
        """Begin the break that is next on the agenda; in the middle of an item only note it."""
        if self._details is None:
            return
        following = break_to_begin(self._details)
        if following is None:
            self.note("Break")
        else:
            self._desk.do(OpenItem(following.id, self._now(following.starts_at)))

    def check_quorum(self) -> None:
        """Say how the quorum stands now, for this item and for those to come."""
        if self._details is not None:
            kind, words = quorum_words(self._details, self._item)
            self._desk.page.message.show_message(kind, "Quorum.", words)

    def close_meeting(self) -> None:
        """Ask when the meeting closed."""
        details = self._details
        if details is not None:
            self._saver.when_saved(lambda: CloseDialog(self._desk, details).begin())
