"""The head of the minutes: the meeting, the time of day against the plan, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cfs_panels.domain.meetings import ItemDetails, ItemState, MeetingDetails, MeetingState
from cfs_panels.domain.words import clock_time, plural, weekday_date
from ui.meetings.after_dialogs import ApproveDialog, DraftDialog, SendBackDialog
from ui.meetings.minutes_agenda import line_words, lines_of
from ui.widgets.buttons import icon_button, primary, secondary
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import ElideLabel, Label
from ui.widgets.layouts import column, empty
from ui.widgets.pill import Pill, ServiceChip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from ui.meetings.meeting_desk import MeetingDesk

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _choice_words(item: ItemDetails) -> str:
    """Return an item as the narrow list has it, with a word where it is done or heard now."""
    said = {ItemState.FINISHED: ", done", ItemState.OPEN: ", now"}
    return f"{line_words(item)}{said.get(item.state, '')}"


class MinutesHeader(QWidget):
    """Title, state, time and actions; where the window is narrow, the agenda as a list to choose.

    Signals:
        break_asked, quorum_asked, close_asked: A button was pressed.
        chosen: The id of an item that was chosen from the list.
    """

    break_asked = Signal()
    quorum_asked = Signal()
    close_asked = Signal()
    chosen = Signal(str)

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__()
        self._desk = desk
        self._details: MeetingDetails | None = None
        self._compact = False
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        self.title = ElideLabel("Minutes", "title")
        self._chip = ServiceChip("fostering")
        self._state = Pill("info", " ", mark=False)
        self.items = ChoiceBox(placeholder="Item", typing=False, width=300, name="Item")
        self.items.edited.connect(lambda: self.chosen.emit(self.items.value()))
        self._time = Label("", strong=True)
        self._behind = Label("", "meta", muted=True)
        for label in (self._time, self._behind):
            label.setAlignment(_RIGHT)
        self._clock = QWidget()
        self._clock.setLayout(column(self._time, self._behind, spacing=0))
        self._actions = QHBoxLayout()
        self._actions.setSpacing(9)
        line.addWidget(self.title)
        line.addWidget(self._chip)
        line.addWidget(self._state)
        line.addWidget(self.items)
        line.addStretch(1)
        line.addWidget(self._clock)
        line.addSpacing(4)
        line.addLayout(self._actions)

    def show_details(self, details: MeetingDetails, current: str) -> None:
        """Show a meeting."""
        self._details = details
        self._chip.set_service(details.service.value)
        kind = "done" if details.state is MeetingState.SENT else "info"
        self._state.set_state(kind, details.state_words, mark=kind == "done")
        self.items.set_choices([(line.id, _choice_words(line)) for line in lines_of(details)])
        self.items.set_value(current)
        self.show_time()
        self._show_actions(details)
        self._arrange()

    def set_compact(self, compact: bool) -> None:
        """Show the form for narrow windows, or the usual one."""
        self._compact = compact
        self._arrange()
        if self._details is not None:
            self._show_actions(self._details)

    def _arrange(self) -> None:
        details, compact = self._details, self._compact
        day = weekday_date(details.held_on) if details else ""
        self.title.setText("Minutes" if compact else f"Minutes, {day}")
        self.items.setVisible(compact)
        self._chip.setVisible(not compact)

    def show_time(self) -> None:
        """Show the time of day and how far behind the panel is."""
        details = self._details
        if details is None:
            return
        sits = details.state is MeetingState.IN_SESSION and self._desk.today == details.held_on
        self._clock.setVisible(sits)
        self._time.setText(clock_time(self._desk.time_now))
        behind = details.behind_minutes
        self._behind.setText(f"{plural(behind, 'minute')} behind" if behind else "On time")

    def _show_actions(self, details: MeetingDetails) -> None:
        empty(self._actions)
        may = details.may
        if "close_meeting" in may:
            self._add("Break", "ph.coffee", self.break_asked.emit)
            self._add("Check quorum", "quorumMet", self.quorum_asked.emit)
            self._actions.addWidget(secondary("Close meeting", clicked=self.close_asked.emit))
        if "draft_minutes" in may:
            self._actions.addWidget(
                primary("Pass to the chair", "send",
                        clicked=lambda: DraftDialog(self._desk, details).begin())
            )  # fmt: skip
        if "send_back_minutes" in may:
            self._actions.addWidget(
                secondary("Send back", "undo",
                          clicked=lambda: SendBackDialog(self._desk, details).begin())
            )  # fmt: skip
        if "approve_minutes" in may:
            self._actions.addWidget(
                primary("Approve as accurate", "sign",
                        clicked=lambda: ApproveDialog(self._desk, details).begin())
            )  # fmt: skip

    def _add(self, words: str, icon: str, deed: Callable[[], object]) -> QPushButton:
        """Put in an action, as an icon where there is little room."""
        button = (
            icon_button(icon, words, clicked=deed)
            if self._compact
            else secondary(words, icon, clicked=deed)
        )
        self._actions.addWidget(button)
        return button
