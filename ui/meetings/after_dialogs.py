"""The steps of the minutes after panel: passed to the chair, approved or sent back, sent on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.meetings import (
    ApproveMinutes,
    DraftMinutes,
    MeetingDetails,
    SendBackMinutes,
    SendMinutes,
)
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.date_field import DateField
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from datetime import date

    from ui.meetings.meeting_desk import MeetingDesk


class DatedDialog(AskingDialog):
    """Asks for the day of a step; its default is to go back."""

    field = "on"
    title = verb = icon = words = ""

    def __init__(self, desk: MeetingDesk, details: MeetingDetails) -> None:
        super().__init__(
            desk,
            self.title,
            verb=self.verb,
            icon=self.icon,
            lead=details.title,
            words=self.words,
            note=self.note(details),
            grave=True,
        )
        self.details = details
        self.day = self.ask(
            self.field, "Day", DateField(today=desk.today), needed="Enter the day.", stretch=False
        )
        self.day.set_value(desk.today)

    def note(self, details: MeetingDetails) -> str:
        """Return what else is to be known of the step."""
        return ""

    def on(self) -> date:
        """Return the day."""
        return self.day.value() or self.desk.today


class DraftDialog(DatedDialog):
    """Passes the finished draft to whoever chaired."""

    field = "drafted_on"
    title, verb, icon = "Pass the draft to the chair", "Pass to the chair", "send"
    words = "The chair reads the minutes and approves them, or sends them back."

    def note(self, details: MeetingDetails) -> str:
        """Return who approves, where it is not the chair."""
        return details.approver_words

    def command(self) -> DraftMinutes:
        """Return the step."""
        return DraftMinutes(self.details.id, self.on())


class ApproveDialog(DatedDialog):
    """Approves the minutes that were read as accurate."""

    field = "approved_on"
    title, verb, icon = "Approve the minutes", "Approve as accurate", "sign"
    words = (
        "You approve the text as you have read it here. Approved minutes no longer change. They "
        "go to the decision maker next."
    )

    def command(self) -> ApproveMinutes:
        """Return the step."""
        return ApproveMinutes(self.details.id, self.on(), self.details.minutes_digest)


class SendMinutesDialog(DatedDialog):
    """Sends the final minutes: the decision maker's days start."""

    field = "sent_on"
    title, verb, icon = "Send the final minutes", "Send to the decision maker", "send"
    words = (
        "The decision maker has seven working days from this day for each case that panel "
        "recommended on."
    )

    def command(self) -> SendMinutes:
        """Return the step."""
        return SendMinutes(self.details.id, self.on())


class SendBackDialog(AskingDialog):
    """Asks the minute taker for a change."""

    def __init__(self, desk: MeetingDesk, details: MeetingDetails) -> None:
        super().__init__(
            desk,
            "Send the minutes back",
            verb="Send back",
            icon="undo",
            lead=details.title,
            words="They are with the minute taker again and come back to you afterwards.",
        )
        self._meeting_id = details.id
        self.words = self.ask(
            "words", "What is to be changed", TextArea(lines=4),
            needed="Say what should be changed.",
        )  # fmt: skip

    def command(self) -> SendBackMinutes:
        """Return the step."""
        return SendBackMinutes(self._meeting_id, self.words.value())
