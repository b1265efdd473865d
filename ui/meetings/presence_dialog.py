"""A member left or joined: two letters of the name and Enter are enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cfs_panels.domain.meetings import (
    CloseMeeting,
    MeetingDetails,
    MemberLine,
    Presence,
    RecordPresence,
)
from ui import theme
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.date_field import TimeField
from ui.widgets.record_cells import Cell, Column
from ui.widgets.record_table import RecordTable
from ui.widgets.segmented import Segmented
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.meetings.meeting_desk import MeetingDesk

WORDS = {Presence.HERE: "Here", Presence.VIDEO: "By video", Presence.ABSENT: "Not there"}
CHOICES = (
    (Presence.ABSENT.value, "Left"),
    (Presence.HERE.value, "Joined in the room"),
    (Presence.VIDEO.value, "Joined by video"),
)


def named(member: MemberLine, typed: str) -> bool:
    """Return whether a part of a member's name begins with what is typed."""
    name = member.name.casefold()
    return name.startswith(typed) or any(part.startswith(typed) for part in name.split())


class _NameField(TextField):
    """A line to find a member by; the arrows move in the list below."""

    def __init__(self, table: RecordTable) -> None:
        super().__init__("Type the beginning of a name")
        self._table = table

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._table.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


class PresenceDialog(AskingDialog):
    """Stamps that a member left or joined; the running note tells it and quorum is tested anew."""

    def __init__(self, desk: MeetingDesk, details: MeetingDetails, member_id: str = "") -> None:
        super().__init__(desk, "Left or joined", verb="Record", icon="leave")
        self._details = details
        self.table = RecordTable(
            [
                Column("name", "Member", lambda m: Cell(m.name, m.words, medium=True), stretch=2,
                       sortable=False),
                Column("now", "Now", lambda m: Cell(WORDS[m.presence], muted=True), width=110,
                       sortable=False),
            ],
            key=lambda m: m.member_id,
            rows="two_line",
            name="Members",
        )  # fmt: skip
        self.table.horizontalHeader().hide()
        self.table.setMinimumSize(theme.px(440), theme.px(190))
        self.table.current_changed.connect(self._suggest)
        self.table.opened.connect(lambda _key: self.send())
        self.name = self.ask("member_id", "Who", _NameField(self.table))
        self.name.edited.connect(self._find)
        self.body.addWidget(self.table)
        line = self.line()
        self.what = self.ask("presence", "What", Segmented(CHOICES), line=line, stretch=False)
        self.at = self.ask(
            "at", "At", TimeField(), needed="Enter the time.", line=line, stretch=False
        )
        line.addStretch(1)
        self.at.set_value(desk.stamp(details.held_on, details.opened_at or details.starts_at))
        self.table.show_rows(details.members)
        if member_id:
            self.table.mark(member_id)
        else:
            self.table.mark_first()
        self._suggest(self.table.current_key())

    def _find(self) -> None:
        typed = self.name.value().casefold()
        self.table.set_filter(keep=lambda member: named(member, typed))
        if not self.table.current_key():
            self.table.mark_first()

    def _member(self) -> MemberLine | None:
        chosen = self.table.current_key()
        return next((m for m in self._details.members if m.member_id == chosen), None)

    def _suggest(self, _key: str) -> None:
        """Suggest the opposite of what is so now."""
        member = self._member()
        self.verb_button.setEnabled(member is not None)
        if member is not None:
            there = member.presence is not Presence.ABSENT
            self.what.set_value((Presence.ABSENT if there else Presence.HERE).value)

    def command(self) -> RecordPresence:
        """Return the coming or going."""
        return RecordPresence(
            self._details.id,
            self.table.current_key(),
            Presence(self.what.value()),
            self.at.value(),
        )


class CloseDialog(AskingDialog):
    """Closes the meeting at a time."""

    def __init__(self, desk: MeetingDesk, details: MeetingDetails) -> None:
        super().__init__(
            desk,
            "Close the meeting",
            verb="Close meeting",
            icon="minutes",
            lead=details.title,
            words="Every case needs a recommendation or a deferral. The minutes can still be "
            "finished afterwards.",
        )
        self._details = details
        self.at = self.ask(
            "at", "Closed at", TimeField(), needed="Enter when it was closed.", stretch=False
        )
        self.at.set_value(desk.stamp(details.held_on, details.ends_at))

    def command(self) -> CloseMeeting:
        """Return the closing."""
        return CloseMeeting(self._details.id, self.at.value() or self._details.ends_at)
