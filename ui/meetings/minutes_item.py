"""The item in the middle of the minutes: its head, its quorum, its fields, what is to finish it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cfs_panels.domain.agenda_times import as_minutes
from cfs_panels.domain.meetings import ItemDetails, ItemKind, ItemState, MeetingDetails
from cfs_panels.domain.quorum import sentence
from cfs_panels.domain.recommendations import still_needed
from cfs_panels.domain.vocabulary import PanelOutcome
from cfs_panels.domain.words import clock_time, joined
from ui import theme
from ui.meetings.minutes_form import MinutesForm
from ui.meetings.pack_view import HiddenItem
from ui.widgets.announcing import announce
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary, secondary
from ui.widgets.dress import dress
from ui.widgets.labels import ElideLabel, Label
from ui.widgets.layouts import column, empty, held, row, scroll_body, stretch
from ui.widgets.mark import Mark

if TYPE_CHECKING:
    from datetime import time

    from ui.meetings.meeting_desk import MeetingDesk


def about(item: ItemDetails) -> str:
    """Return what an item is: kind, reference and who presents it."""
    parts = [item.item_name, item.reference]
    if item.presenters:
        parts.append(f"Presented by {item.presenters}")
    return ". ".join(part for part in parts if part)


def timing(item: ItemDetails, now: time, *, live: bool) -> tuple[str, str]:
    """Return how long an item has been heard, and when it began against its plan."""
    if item.started_at is None:
        return f"{item.minutes} min", f"Planned for {clock_time(item.starts_at)}"
    end = item.finished_at or (now if live else None)
    spent = as_minutes(end) - as_minutes(item.started_at) if end else 0
    words = f"{max(spent, 0)} of {item.minutes} min" if end else f"{item.minutes} min"
    late = as_minutes(item.started_at) - as_minutes(item.planned_at or item.started_at)
    below = f"Started {clock_time(item.started_at)}"
    if late > 0:
        below += f", {late} min late"
    elif late < 0:
        below += f", {-late} min early"
    return words, below


class ItemCard(QFrame):
    """One item as it is minuted.

    Signals:
        stepped: To the item before (-1) or the next (1).
        started: The item begins.
        finished: The item is done, and the next begins.
        recorded: A changed recommendation is to be recorded again.
    """

    stepped = Signal(int)
    started = Signal()
    finished = Signal()
    recorded = Signal()

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__()
        dress(self, "card")
        self._desk = desk
        self._details: MeetingDetails | None = None
        self._item: ItemDetails | None = None
        self._next: ItemDetails | None = None
        self.form = MinutesForm(desk)
        self.form.edited.connect(self.weigh)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(1, 12, 1, 1)
        stack.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(18, 0, 18, 0)
        top.setSpacing(8)
        top.addLayout(self._head())
        self._banner = QVBoxLayout()
        top.addLayout(self._banner)
        stack.addLayout(top)
        self.area, body = scroll_body((18, 8, 18, 12))
        body.addWidget(self.form)
        self._hidden, self._hidden_stack = scroll_body((18, 8, 18, 12))
        self._opening, self._opening_stack = scroll_body((18, 8, 18, 12))
        self._shown = QStackedWidget()
        for part in (self.area, self._hidden, self._opening):
            self._shown.addWidget(part)
        stack.addWidget(self._shown, 1)
        stack.addWidget(self._foot())

    def _head(self) -> QHBoxLayout:
        self._title = ElideLabel("", "section")
        self._about = ElideLabel("", "meta", muted=True)
        self._time = Label("", strong=True)
        self._began = Label("", "meta", muted=True)
        self._clock = held(
            column(
                row(Mark("timer", color="textMuted", side=17), self._time, stretch(), spacing=7),
                self._began,
                spacing=0,
            )
        )
        words = column(self._title, self._about, spacing=0)
        line = row(words, self._clock, spacing=12)
        line.setStretch(0, 1)
        return line

    def _foot(self) -> QWidget:
        foot = QFrame()
        dress(foot, "footInCard")
        line = QHBoxLayout(foot)
        line.setContentsMargins(18, 9, 18, 9)
        line.setSpacing(8)
        self._mark = Mark("dueSoon", side=17)
        self._needs = Label("", "meta", wrap=True)
        self._needs.setTextFormat(Qt.TextFormat.RichText)
        self.previous = secondary("Previous", clicked=lambda: self.stepped.emit(-1))
        self.next = secondary("Next", clicked=lambda: self.stepped.emit(1))
        self.start = primary("Start item", clicked=self.started.emit)
        self.again = primary("Record the change", clicked=self.recorded.emit)
        self.finish = primary("Finish item", clicked=self.finished.emit)
        line.addWidget(self._mark)
        line.addWidget(self._needs, 1)
        for button in (self.previous, self.next, self.start, self.again, self.finish):
            line.addWidget(button)
        return foot

    # What is shown.

    def show_item(
        self,
        item: ItemDetails,
        details: MeetingDetails,
        around: tuple[ItemDetails | None, ItemDetails | None],
        *,
        keep_typed: bool,
    ) -> None:
        """Show an item; ``keep_typed`` leaves the fields as they are typed."""
        self._item, self._details, self._next = item, details, around[1]
        number = f"{item.number}. " if item.number else ""
        self._title.setText(f"Item {item.number}" if item.hidden else f"{number}{item.title}")
        self._about.setText("" if item.hidden else about(item))
        self.show_time()
        self._show_quorum(item)
        if item.hidden:
            self._show_hidden(item)
        elif not item.number:
            self._show_opening(details)
        else:
            self._shown.setCurrentWidget(self.area)
            if keep_typed:
                self.form.recommendation.show_members(item)
            else:
                names = tuple(member.name for member in item.members)
                self.form.show_item(item, names)
                self.form.set_read_only("take_minutes" not in details.may)
        self.previous.setEnabled(around[0] is not None)
        self.next.setEnabled(around[1] is not None)
        self.weigh()

    def show_time(self) -> None:
        """Show how long the item has been heard by now."""
        item, details = self._item, self._details
        if item is None or details is None:
            return
        live = self._desk.today == details.held_on
        words, below = timing(item, self._desk.time_now, live=live)
        self._time.setText(words)
        self._began.setText(below)
        self._clock.setVisible(not item.hidden)

    def _show_quorum(self, item: ItemDetails) -> None:
        empty(self._banner)
        if item.quorum is None or item.hidden:
            return
        words = sentence(item.quorum)
        lead, _, rest = words.partition(". ")
        if item.quorum.quorate:
            banner = Banner("success", f"{lead}.", rest, icon="quorumMet", fill=True)
        else:
            rest = f"{rest} {item.forecast_words.partition('needed.')[2]}".strip()
            banner = Banner("danger", f"{lead}.", rest, icon="quorumLost", fill=True)
        self._banner.addWidget(banner)

    def _show_hidden(self, item: ItemDetails) -> None:
        empty(self._hidden_stack)
        self._hidden_stack.addWidget(HiddenItem(item))
        self._hidden_stack.addStretch(1)
        self._shown.setCurrentWidget(self._hidden)

    def _show_opening(self, details: MeetingDetails) -> None:
        """Say what the opening holds: who is there, and the interests declared."""
        empty(self._opening_stack)
        opened = f" at {clock_time(details.opened_at)}" if details.opened_at else ""
        self._opening_stack.addWidget(Label(f"The meeting was opened{opened}.", wrap=True))
        count = len(details.conflicts)
        interests = "No conflict of interest is declared."
        if count:
            interests = "Conflicts of interest: " + joined(
                [f"{c.member}, item {c.item_number}" for c in details.conflicts]
            )
        self._opening_stack.addWidget(Label(f"{interests.rstrip('.')}.", wrap=True))
        words = "Put right at the right who is there, and record what else is declared."
        self._opening_stack.addWidget(Label(words, muted=True, wrap=True))
        self._opening_stack.addStretch(1)
        self._shown.setCurrentWidget(self._opening)

    # What is still to do.

    def weigh(self) -> None:
        """Say what the item still needs, and offer what can be done with it now."""
        item, details = self._item, self._details
        if item is None or details is None:
            return
        takes = "take_minutes" in details.may and not item.hidden and bool(item.number)
        sits = "close_meeting" in details.may
        booked, is_open = item.state is ItemState.BOOKED, item.state is ItemState.OPEN
        changed = not self.form.recommendation.is_recorded() and item.kind is ItemKind.CASE
        self.start.setVisible(takes and sits and booked)
        self.start.setText(f"Start item {item.number}")
        self.finish.setVisible(takes and is_open)
        follows = sits and self._next is not None and self._next.state is ItemState.BOOKED
        onward = f" and go to {self._next.number}" if follows and self._next else ""
        self.finish.setText(f"Finish item{onward}")
        self.again.setVisible(takes and item.state is ItemState.FINISHED and changed)
        self.next.setVisible(not self.finish.isVisibleTo(self))
        self._say_needs(self._words(item, takes=takes, changed=changed))

    def needs(self) -> tuple[str, ...]:
        """Return what finishing the item waits for, by what is typed."""
        item = self._item
        if item is None or item.kind is not ItemKind.CASE:
            return ()
        typed = self.form.command(item.id, 0)
        draft = self.form.recommendation.draft()
        if draft.outcome == PanelOutcome.DEFERRED:
            return () if draft.deferral_reason else ("the reason for deferring",)
        return still_needed(
            PanelOutcome(draft.outcome) if draft.outcome else None,
            heard=typed.heard,
            key_issues=typed.key_issues,
            reasons=bool(draft.reasons),
            report_quality=typed.report_quality,
        )

    def _words(self, item: ItemDetails, *, takes: bool, changed: bool) -> tuple[str, str]:
        if not takes:
            return "", ""
        if item.state is ItemState.BOOKED:
            return "expected", "This item has not begun. What you type is kept."
        needs = self.needs()
        if needs:
            bold = joined([f"<span style='font-weight:600'>{words}</span>" for words in needs])
            return "dueSoon", f"To finish item {item.number}: add {bold}."
        if item.state is ItemState.FINISHED:
            words = "The recommendation was changed." if changed else "This item is finished."
            return ("dueSoon" if changed else "onTrack"), words
        if item.quorum is not None and not item.quorum.quorate and not self._is_deferred():
            only = ", so panel can only defer it" if item.kind is ItemKind.CASE else ""
            return "blocked", f"Item {item.number} is not quorate{only}."
        return "onTrack", f"Item {item.number} has all that it needs."

    def _is_deferred(self) -> bool:
        return self.form.recommendation.outcome.value() == PanelOutcome.DEFERRED

    def _say_needs(self, said: tuple[str, str]) -> None:
        mark, words = said
        self._mark.setVisible(bool(words))
        if words:
            self._mark.set_mark(mark)
        if words != self._needs.text():
            self._needs.setText(words)
            announce(self._needs, " ".join(self.needs()))

    def set_compact(self, compact: bool) -> None:
        """Take less room where there is less."""
        self.setMinimumWidth(0 if compact else theme.px(420))
