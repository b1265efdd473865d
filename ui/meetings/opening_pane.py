"""The minutes before the meeting has been opened: who comes, and the button that opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from cfs_panels.domain.meetings import MeetingDetails, OpenMeeting, Reply
from cfs_panels.domain.words import plural, weekday_date
from ui.meetings.meeting_panes import MeetingPane
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.buttons import primary
from ui.widgets.card import Card
from ui.widgets.date_field import TimeField
from ui.widgets.empty_state import EmptyState
from ui.widgets.layouts import row, stretch

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.meetings.meeting_desk import MeetingDesk


class OpenMeetingDialog(AskingDialog):
    """Opens the meeting at a time; whoever said that they come is taken to be there."""

    def __init__(self, desk: MeetingDesk, details: MeetingDetails) -> None:
        coming = sum(1 for member in details.members if member.reply is Reply.COMING)
        super().__init__(
            desk,
            "Open the meeting",
            verb="Open meeting",
            icon="minutes",
            lead=details.title,
            words=f"{plural(coming, 'member')} said that they come and are taken to be there. "
            "Put right who is not.",
        )
        self._details = details
        self.at = self.ask(
            "at", "Opened at", TimeField(), needed="Enter when it was opened.", stretch=False
        )
        self.at.set_value(desk.stamp(details.held_on, details.starts_at))

    def command(self) -> OpenMeeting:
        """Return the opening."""
        return OpenMeeting(self._details.id, self.at.value() or self._details.starts_at)


class OpeningPane(MeetingPane):
    """Says when the minutes begin, and opens the meeting on its day."""

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__()
        self._desk = desk
        self._details: MeetingDetails | None = None
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        self._card = Card()
        self._empty = EmptyState("minutes", "The meeting has not been opened yet")
        self._button = primary("Open meeting", "minutes", clicked=self.begin)
        self._card.body.addWidget(self._empty)
        self._card.body.addLayout(row(stretch(), self._button, stretch()))
        self._card.body.addSpacing(24)
        stack.addWidget(self._card)
        stack.addStretch(1)

    def show_details(self, details: MeetingDetails) -> None:
        """Show when the minutes of a meeting begin."""
        self._details = details
        can_open = "open_meeting" in details.may
        day = weekday_date(details.held_on)
        why = "Minutes are taken once the meeting is open. Nothing typed there is lost."
        if not can_open:
            why = f"It can be opened on {day}, by whoever takes the minutes."
        self._empty.set_words("The meeting has not been opened yet", why)
        self._button.setVisible(can_open)

    def primary_focus(self) -> QWidget | None:
        return self._button if self._button.isVisible() else None

    def begin(self) -> None:
        """Ask when the meeting was opened."""
        if self._details is not None:
            OpenMeetingDialog(self._desk, self._details).begin()
