"""The day at a glance above the agenda: its minutes, papers in, reading, quorum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from cfs_panels.domain.agenda_times import items_words
from cfs_panels.domain.meetings import ItemDetails, ItemKind, MeetingDetails
from cfs_panels.domain.words import joined, minutes_words, plural, uncapitalised
from ui.widgets.capacity_bar import CapacityBar, Segment
from ui.widgets.dress import dress
from ui.widgets.labels import Label
from ui.widgets.layouts import column, held, row, stretch
from ui.widgets.pill import Pill

if TYPE_CHECKING:
    from collections.abc import Sequence

NEARLY_FULL = 0.9


def segments(details: MeetingDetails) -> list[Segment]:
    """Return the day as the capacity bar draws it, the opening in front."""
    found = []
    if details.opening is not None and details.opening.minutes:
        found.append(Segment("", details.opening.minutes, "opening", details.opening.title))
    for item in details.items:
        if item.kind is ItemKind.BREAK:
            found.append(Segment(item.title, item.minutes, "break", item.title))
            continue
        lost = item.quorum is not None and not item.quorum.quorate
        words = f"item {item.number}, {item.title or 'hidden'}"
        found.append(
            Segment(str(item.number), item.minutes, "lost" if lost else "item",
                    f"{words}, not quorate" if lost else words)
        )  # fmt: skip
    return found


def lost_items(items: Sequence[ItemDetails]) -> list[ItemDetails]:
    """Return the items that are not quorate, or would not be."""
    return [i for i in items if i.quorum is not None and not i.quorum.quorate]


def room_left(details: MeetingDetails) -> tuple[str, str]:
    """Return the state of the day's limit and its words."""
    left = details.limit_minutes - details.used_minutes
    if left < 0:
        return "overdue", f"{plural(-left, 'minute')} over"
    share = details.used_minutes / max(details.limit_minutes, 1)
    words = f"{plural(left, 'minute')} left" if left < 60 else f"{minutes_words(left)} left"
    return ("dueSoon" if share >= NEARLY_FULL else "onTrack"), words


class _Figure(QWidget):
    """A name, a large figure and a smaller line."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._value = Label("", "title", medium=True)
        self._below = Label("", "caption", muted=True)
        stack = column(
            Label(name, "meta", strong=True), self._value, self._below, stretch(), spacing=1
        )
        self.setLayout(stack)

    def show_figure(self, value: str, below: str, tone: str = "") -> None:
        """Show another figure."""
        self._value.setText(value)
        self._value.set_tone(tone)
        self._below.setText(below)
        self.setAccessibleName(f"{self._name}: {value}, {below}")


class AgendaBand(QFrame):
    """Time, papers, reading and quorum of a meeting in one line."""

    def __init__(self) -> None:
        super().__init__()
        dress(self, "card")
        self._words = Label("", "meta", muted=True)
        self._left = Pill("onTrack", " ")
        self._bar = CapacityBar()
        self._papers, self._reading = _Figure("Papers in"), _Figure("Reading")
        self._quorum = _Figure("Quorum")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 9, 16, 9)
        line.setSpacing(18)
        time = column(
            row(Label("Time", "meta", strong=True), self._words, stretch(), self._left),
            self._bar,
            spacing=4,
        )
        line.addLayout(time, 1)
        self._parts: list[QWidget] = []
        for figure in (self._papers, self._reading, self._quorum):
            part = held(row(_upright(), figure, spacing=18))
            self._parts.append(part)
            line.addWidget(part)
        self.setAccessibleName("The day")

    def show_details(self, details: MeetingDetails) -> None:
        """Show a meeting's figures."""
        used, limit = minutes_words(details.used_minutes), minutes_words(details.limit_minutes)
        self._words.setText(f"{used} of items, limit {limit.removesuffix(' 0 min')}")
        kind, words = room_left(details)
        self._left.set_state(kind, words)
        self._bar.set_segments(segments(details), start=details.starts_at)
        self._show_papers(details)
        self._parts[1].setVisible(details.reading_minutes > 0)
        self._reading.show_figure(
            minutes_words(details.reading_minutes),
            f"for each member, {plural(details.reading_pages, 'page')}",
        )
        self._show_quorum(details)

    def _show_papers(self, details: MeetingDetails) -> None:
        self._parts[0].setVisible(details.papers_needed > 0)
        open_ones = sum(
            any(mark.state not in {"in", "not_needed"} for mark in item.papers)
            for item in details.items
        )
        complete = open_ones == 0
        below = "every item is complete"
        if not complete:
            below = f"{plural(open_ones, 'item')} not complete"
        value = f"{details.papers_in} of {details.papers_needed}"
        self._papers.show_figure(value, below, "" if complete else "dueSoon")

    def _show_quorum(self, details: MeetingDetails) -> None:
        judged = [item for item in details.items if item.quorum is not None]
        lost = lost_items(judged)
        self._parts[2].setVisible(bool(judged))
        below = "every item is quorate"
        if lost:
            numbers = [item.number for item in lost]
            is_are = "is" if len(lost) == 1 else "are"
            below = uncapitalised(f"{items_words(numbers)} {is_are} short")
            if len(lost) > 3:
                below = f"items {joined([str(n) for n in numbers[:2]])} and more are short"
        self._quorum.show_figure(
            f"{len(judged) - len(lost)} of {len(judged)}", below, "overdue" if lost else ""
        )


def _upright() -> QFrame:
    line = QFrame()
    dress(line, "lineDown")
    return line
