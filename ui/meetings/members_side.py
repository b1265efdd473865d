"""Beside the minutes: who is there for the item, the conflicts of the day, the running note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cfs_panels.domain.meetings import ItemDetails, ItemMember, MeetingDetails, Presence
from cfs_panels.domain.words import clock_time
from ui.widgets.avatar import Avatar
from ui.widgets.buttons import link, secondary
from ui.widgets.card import Card
from ui.widgets.key_hints import KeyCap
from ui.widgets.labels import ElideLabel, Label
from ui.widgets.layouts import column, empty, held, row, stretch
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

    from PySide6.QtGui import QKeyEvent

    from cfs_panels.domain.meetings import ConflictLine

NOTES_SHOWN = 6
_PRESENCE = {Presence.HERE: "Here", Presence.VIDEO: "By video", Presence.ABSENT: "Not there"}


class MembersCard(Card):
    """The members as they stand to the item.

    Signals:
        presence_asked: Somebody left or joined; holds a member's id, or nothing.
        conflict_asked: A conflict is to be declared.
    """

    presence_asked = Signal(str)
    conflict_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Members", meta=" ")
        self._list = QVBoxLayout()
        self._list.setSpacing(3)
        self.body.addLayout(self._list)
        self.presence = secondary(
            "Left or joined", "leave", small=True, clicked=lambda: self.presence_asked.emit("")
        )
        self.conflict = secondary(
            "Declare a conflict", "conflict", small=True, clicked=self.conflict_asked.emit
        )
        self._deeds = held(
            column(
                row(self.presence, KeyCap("Ctrl+L"), stretch()),
                row(self.conflict, KeyCap("Ctrl+D"), stretch()),
                spacing=8,
            )
        )
        self.body.addWidget(self._deeds)

    def show_item(self, item: ItemDetails, details: MeetingDetails) -> None:
        """Show who is there for an item."""
        takes = "take_minutes" in details.may
        name = f"Members for item {item.number}" if item.number else "Members"
        self.header.set_title(name)
        members = item.members or _all_members(details)
        there = sum(1 for m in members if m.presence is not Presence.ABSENT and not m.conflicted)
        self.header.set_meta(f"{there} of {len(members)}" if members else "")
        empty(self._list)
        for member in members:
            line = _MemberRow(member, clickable=takes)
            line.clicked.connect(lambda key=member.member_id: self.presence_asked.emit(key))
            self._list.addWidget(line)
        self._deeds.setVisible(takes)


def _all_members(details: MeetingDetails) -> tuple[ItemMember, ...]:
    """Return the members of the meeting where a line is about no item."""
    return tuple(
        ItemMember(
            member_id=member.member_id,
            name=member.name,
            initials=member.initials,
            words=member.words,
            presence=member.presence,
            conflicted=False,
            note="",
        )
        for member in details.members
    )


class _MemberRow(QWidget):
    """A member: circle, name, what they are, whether they are there."""

    clicked = Signal()

    def __init__(self, member: ItemMember, *, clickable: bool) -> None:
        super().__init__()
        away = member.conflicted or member.presence is Presence.ABSENT
        where = "Conflict" if member.conflicted else _PRESENCE[member.presence]
        line = row(
            Avatar(member.name, side=30),
            column(
                ElideLabel(member.name, medium=not away, muted=away),
                ElideLabel(member.words, "meta", muted=True),
                spacing=0,
            ),
            Label(where, "meta", muted=not away, tone="overdue" if away else ""),
            spacing=9,
        )
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setAccessibleName(f"{member.name}, {member.words}: {member.note or where}")
        self.setToolTip(member.note if away else "")
        self._clickable = clickable
        if clickable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and self._clickable:
            self.clicked.emit()
            return True
        return super().event(event)


class ConflictsCard(Card):
    """The conflicts of the day, by item."""

    def __init__(self) -> None:
        super().__init__("Conflicts today")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)

    def show_conflicts(self, conflicts: Sequence[ConflictLine]) -> None:
        """Show conflicts; the card is away where there are none."""
        empty(self._grid)
        self.setVisible(bool(conflicts))
        top = Qt.AlignmentFlag.AlignTop
        ordered = sorted(conflicts, key=lambda c: (c.item_number, c.member))
        for line, conflict in enumerate(ordered):
            item = Label(f"Item {conflict.item_number}", "meta", strong=True)
            self._grid.addWidget(item, line, 0, top)
            words = column(
                ElideLabel(conflict.member), ElideLabel(conflict.words, "meta", muted=True),
                spacing=0,
            )  # fmt: skip
            self._grid.addLayout(words, line, 1)


def notes_of(item: ItemDetails, details: MeetingDetails) -> list[tuple[time, str]]:
    """Return what was noted while an item was heard; before it begins, the last that was."""
    begun, ended = item.started_at, item.finished_at
    if begun is None:
        return list(details.running_note[-NOTES_SHOWN:])
    return [
        (moment, words)
        for moment, words in details.running_note
        if moment >= begun and (ended is None or moment <= ended)
    ]


class RunningNote(Card):
    """What happened when, for the minute taker alone.

    Signals:
        noted: The words of a line to add.
    """

    noted = Signal(str)

    def __init__(self) -> None:
        super().__init__("Running note", meta="Only for the minute taker")
        self._list = QGridLayout()
        self._list.setHorizontalSpacing(14)
        self._list.setVerticalSpacing(3)
        self._list.setColumnStretch(1, 1)
        self.body.addLayout(self._list)
        self.line = TextField("Note what happened now")
        self.line.setAccessibleName("Add to the running note")
        self.line.returnPressed.connect(self._add)
        self.line.hide()
        self.more = link("Add a line", clicked=self.begin)
        self.body.addWidget(self.line)
        self.body.addLayout(row(self.more, stretch()))

    def show_note(self, item: ItemDetails, details: MeetingDetails) -> None:
        """Show what was noted during an item; only who takes the minutes sees it."""
        self.setVisible("take_minutes" in details.may)
        self.more.setVisible("close_meeting" in details.may)
        empty(self._list)
        for place, (moment, words) in enumerate(notes_of(item, details)):
            self._list.addWidget(
                Label(clock_time(moment), "meta", muted=True), place, 0, Qt.AlignmentFlag.AlignTop
            )
            self._list.addWidget(Label(words, wrap=True), place, 1)

    def begin(self) -> None:
        """Show the line to type in, with the keyboard in it."""
        self.line.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.line.isHidden():
            self.line.hide()
        else:
            super().keyPressEvent(event)

    def _add(self) -> None:
        if self.line.value():
            self.noted.emit(self.line.value())
            self.line.set_value("")
            self.line.hide()


class MembersSide(QWidget):
    """The cards at the right of the minutes."""

    def __init__(self) -> None:
        super().__init__()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        self.members, self.conflicts = MembersCard(), ConflictsCard()
        self.note = RunningNote()
        stack.addWidget(self.members)
        stack.addWidget(self.conflicts)
        stack.addWidget(self.note, 1)

    def show_item(self, item: ItemDetails, details: MeetingDetails) -> None:
        """Show an item of a meeting."""
        self.members.show_item(item, details)
        self.conflicts.show_conflicts(details.conflicts)
        self.note.show_note(item, details)
