"""Asks why a meeting is not held, and says what becomes of its cases and members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.meetings import CancelMeeting, ItemKind, MeetingDetails
from cfs_panels.domain.words import plural
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from ui.meetings.meeting_desk import MeetingDesk


class CancelDialog(AskingDialog):
    """Cancels a meeting that was not opened yet; the default is to go back."""

    def __init__(self, desk: MeetingDesk, details: MeetingDetails) -> None:
        cases = sum(1 for item in details.items if item.kind is ItemKind.CASE)
        waits = plural(cases, "case waits", "cases wait")
        super().__init__(
            desk,
            "Cancel the meeting",
            verb="Cancel the meeting",
            icon="blocked",
            lead=details.title,
            words=f"{waits} for another slot then. " * bool(cases)
            + "This cannot be undone: a new meeting is planned instead.",
            note="Members see the reason on their home page and on the page of the meeting. "
            "Nobody is written to by this.",
            kept=f"{details.id} cancel",
            grave=True,
        )
        self._meeting_id = details.id
        self.reason = self.ask(
            "reason",
            "Reason",
            TextArea(lines=2),
            hint="Everybody who was due reads it.",
            needed="Enter why the meeting is cancelled.",
        )

    def command(self) -> CancelMeeting:
        """Return what is cancelled, and why."""
        return CancelMeeting(self._meeting_id, self.reason.value())
