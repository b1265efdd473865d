"""Beside the agenda: lost quorum with what cures it, what stops the papers, who waits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cfs_panels.domain.agenda_times import items_words
from cfs_panels.domain.meeting_rules import BEFORE
from ui.meetings.agenda_band import lost_items
from ui.meetings.waiting_card import WaitingCard
from ui.widgets.banner import Banner
from ui.widgets.buttons import secondary
from ui.widgets.card import ActionRow, Card
from ui.widgets.labels import Label
from ui.widgets.layouts import empty

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.meetings import GapLine, ItemDetails, MeetingDetails

MARKS = {"late": "overdue", "blocked": "blocked", "asked": "dueSoon", "todo": "expected"}
SHOWN_WAITING = 4


def banner_words(lost: list[ItemDetails], *, forecast: bool) -> tuple[str, str]:
    """Return what the banner says of items that are short of their quorum."""
    numbers = [item.number for item in lost]
    if forecast:
        lead = f"{items_words(numbers)} would not be quorate"
    else:
        lead = f"{items_words(numbers)} {'is' if len(lost) == 1 else 'are'} not quorate"
    if len(lost) == 1:
        return lead, lost[0].forecast_words
    return lead, " ".join(f"Item {i.number}: {i.forecast_words}" for i in lost)


class QuorumBanner(QWidget):
    """Says which item would lose its quorum, and offers the smallest change that cures it.

    Signals:
        cured: The `QuorumCure` that was chosen.
        member_asked: Somebody else is to be found.
    """

    cured = Signal(object)
    member_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_details(self, details: MeetingDetails) -> None:
        """Show a meeting's lost items, or nothing while every item is quorate."""
        empty(self._stack)
        lost = lost_items(details.items)
        self.setVisible(bool(lost))
        if not lost:
            return
        forecast = details.state in BEFORE
        lead, words = banner_words(lost, forecast=forecast)
        banner = Banner("danger", lead, words, icon="quorumLost", fill=True, stacked=True)
        if forecast and "build_agenda" in details.may:
            for cure in details.cures[:1]:
                deed = partial(self.cured.emit, cure)
                banner.add_button(secondary(cure.words, small=True, clicked=deed))
        if forecast and "invite_member" in details.may:
            banner.add_button(
                secondary("Find a member", small=True, clicked=self.member_asked.emit)
            )
        self._stack.addWidget(banner)


class GapsCard(Card):
    """What stands between the meeting and its papers going out.

    Signals:
        acted: The `GapLine` whose action was clicked.
    """

    acted = Signal(object)

    def __init__(self) -> None:
        super().__init__("Before papers go out", meta="0 left")

    def show_details(self, details: MeetingDetails) -> None:
        """Show a meeting's gaps to whoever builds it; the card is away once all papers went."""
        self.clear()
        builds = "build_agenda" in details.may
        self.setVisible(builds and (bool(details.gaps) or details.papers_sent_on is None))
        self.header.set_meta(f"{len(details.gaps)} left" if details.gaps else "")
        for gap in details.gaps:
            self.body.addWidget(self._row(gap))
        if not details.gaps:
            self.body.addWidget(
                Label("Every paper is in. The papers can go.", "meta", muted=True, wrap=True)
            )

    def _row(self, gap: GapLine) -> ActionRow:
        line = ActionRow(MARKS[gap.state], gap.words, gap.below, action=gap.action)
        line.acted.connect(lambda: self.acted.emit(gap))
        return line


class AgendaSide(QWidget):
    """The cards beside the agenda, one under another.

    Signals:
        fill_asked: The time that is left is to be filled from the cases that wait.
    """

    fill_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.stack = QVBoxLayout(self)
        self.stack.setContentsMargins(0, 0, 0, 0)
        self.stack.setSpacing(10)
        self.gaps = GapsCard()
        self.waiting = WaitingCard(action="Add", most=SHOWN_WAITING)
        self.stack.addWidget(self.gaps)
        self.fill = secondary("Fill the time left", "agenda", clicked=self.fill_asked.emit)
        self.stack.addWidget(self.waiting, 1)
        self.stack.addWidget(self.fill)

    def show_details(self, details: MeetingDetails, today: date) -> None:
        """Show what a meeting still needs."""
        self.gaps.show_details(details)
        can_add = "build_agenda" in details.may and details.state in BEFORE
        self.waiting.setVisible(can_add)
        self.waiting.show_lines(details.waiting, today, can_act=can_add)
        left = details.limit_minutes - details.used_minutes
        fits = any(line.minutes <= left for line in details.waiting)
        self.fill.setVisible(can_add and fits and bool(details.items))

    def holds_anything(self) -> bool:
        """Return whether there is anything to show."""
        return not (self.gaps.isHidden() and self.waiting.isHidden())
