"""The cards beside what needs a person: the next panel, those ahead, decisions, drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from cfs_panels.domain.meeting_details import hours_words
from cfs_panels.domain.words import (
    WEEKDAYS,
    day_month,
    minutes_words,
    plural,
    weekday_date,
)
from ui import theme
from ui.widgets.buttons import primary, secondary
from ui.widgets.card import Card, divider
from ui.widgets.labels import ElideLabel, Label
from ui.widgets.layouts import column, empty, row, stretch
from ui.widgets.mark import Mark
from ui.widgets.pill import Pill, ServiceChip
from ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.home import DeskLine, HomeDetails
    from cfs_panels.domain.meetings import MeetingSummary

FULL = 0.9
NONE_SEEN = "No item that you can see"
HEAD = (15, 8, 15, 8)  # around the title of a card that holds a list
ROW = (15, 4, 15, 4)
Target = tuple[str, ...]


class NextPanelCard(Card):
    """The next meeting: its time, its papers and its quorum.

    Signals: asked (a page and reference to open).
    """

    asked = Signal(tuple)

    def __init__(self, meeting: MeetingSummary, papers_words: str) -> None:
        super().__init__("Next panel")
        self.add_at_right(ServiceChip(meeting.service.value))
        hours = hours_words(meeting.starts_at, meeting.ends_at)
        place = ", ".join(part for part in (hours, meeting.place) if part)
        self.body.addLayout(
            column(
                Label(weekday_date(meeting.held_on), strong=True),
                ElideLabel(place, "meta", muted=True),
                spacing=1,
            )
        )
        meters = _meters(meeting, papers_words)
        self.body.addSpacing(4)
        self.body.addLayout(column(*meters, spacing=11))
        self.body.addSpacing(8)
        self.body.addLayout(
            row(
                primary("Open agenda", clicked=lambda: self._ask(meeting, "agenda")),
                secondary("Papers", clicked=lambda: self._ask(meeting, "papers")),
                secondary("Members", clicked=lambda: self._ask(meeting, "members")),
                stretch(),
            )
        )

    def _ask(self, meeting: MeetingSummary, tab: str) -> None:
        self.asked.emit(("meeting", meeting.id, tab))


def _meters(meeting: MeetingSummary, papers_words: str) -> list[QWidget]:
    """Return how a meeting stands; to whom may not open all of it, nothing of the whole."""
    if meeting.is_whole:
        return [_time(meeting), _papers(meeting, papers_words), _quorum(meeting)]
    if not meeting.items:
        return [Label(f"{NONE_SEEN}. {papers_words}", "meta", muted=True, wrap=True)]
    if not meeting.papers_needed:
        return [_quorum(meeting)]
    return [_papers(meeting, papers_words), _quorum(meeting)]


def _time(meeting: MeetingSummary) -> QWidget:
    left = meeting.limit_minutes - meeting.used_minutes
    share = meeting.used_minutes / max(meeting.limit_minutes, 1)
    if left < 0:
        words = f"{plural(meeting.items, 'item')}. {_long(-left)} over the limit."
    else:
        near = "Nearly full: " if share >= FULL else ""
        words = f"{plural(meeting.items, 'item')}. {near}{_long(left)} left."
    meta = f"{minutes_words(meeting.used_minutes)} of {minutes_words(meeting.limit_minutes)}"
    kind = "overdue" if left < 0 else "dueSoon" if share >= FULL else "onTrack"
    return _meter("capacity", ("Time", meta, words), share, kind)


def _long(minutes: int) -> str:
    return plural(minutes, "minute") if minutes < 60 else minutes_words(minutes)


def _papers(meeting: MeetingSummary, words: str) -> QWidget:
    open_ones = meeting.papers_sent_on is None and meeting.papers_in < meeting.papers_needed
    share = meeting.papers_in / max(meeting.papers_needed, 1)
    meta = f"{meeting.papers_in} of {meeting.papers_needed} in"
    return _meter("pack", ("Papers", meta, words), share, "dueSoon" if open_ones else "onTrack")


def _quorum(meeting: MeetingSummary) -> QWidget:
    is_lost = meeting.quorate_items < meeting.items_to_hear
    share = meeting.quorate_items / max(meeting.items_to_hear, 1)
    meta = f"{meeting.quorate_items} of {plural(meeting.items_to_hear, 'item')}"
    every = "Every item" if meeting.is_whole else "Every item you can see"
    words = meeting.lost_words if is_lost else f"{every} is quorate."
    if not meeting.items_to_hear:
        words = "No case is on the agenda yet."
    kind = "overdue" if is_lost else "onTrack"
    return _meter("quorumMet", ("Quorum", meta, words), share, kind, tone=kind if is_lost else "")


def _meter(
    icon: str, said: tuple[str, str, str], share: float, kind: str, tone: str = ""
) -> QWidget:
    """Return a share with its name before it, its figures at the right and a sentence below."""
    name, meta, words = said
    below = Label(words, "meta", muted=not tone, tone=tone, wrap=True)
    policy = below.sizePolicy()  # as high as its words are at this width, and no higher
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    below.setSizePolicy(policy)
    held = QWidget()
    line = QHBoxLayout(held)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(9)
    line.addWidget(Mark(icon, side=18, color="textMuted"), 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(
        column(
            row(Label(name), stretch(), Label(meta, "meta", muted=True)),
            3,
            ProgressLine(min(share, 1.0), kind, name=f"{name}: {meta}"),
            6,
            below,
            spacing=0,
        ),
        1,
    )
    return held


class PanelsAheadCard(Card):
    """The meetings after the next, with their load.

    Signals: asked (a page and reference to open).
    """

    asked = Signal(tuple)

    def __init__(
        self, meetings: Sequence[MeetingSummary], waiting: int, *, after_one: bool = True
    ) -> None:
        words = f"{plural(waiting, 'case waits', 'cases wait')} for a slot" if waiting else ""
        super().__init__("Panels ahead", link=words, flush=True)
        self.header.line.setContentsMargins(*HEAD)
        self.linked.connect(lambda: self.asked.emit(("cases", "waiting_for_panel")))
        if not meetings:
            words = f"No {'other ' if after_one else ''}panel is planned."
            self.body.addLayout(row(Label(words, "meta", muted=True), margins=(15, 9, 15, 11)))
        for number, meeting in enumerate(meetings):
            if number:
                self.body.addWidget(divider())
            line = _AheadRow(meeting)
            line.clicked.connect(lambda m=meeting: self.asked.emit(("meeting", m.id)))
            self.body.addWidget(line)


class _ClickableRow(QFrame):
    """A row that opens something by a click or by Enter."""

    clicked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class _AheadRow(_ClickableRow):
    def __init__(self, meeting: MeetingSummary) -> None:
        day = f"{WEEKDAYS[meeting.held_on.weekday()][:3]} {day_month(meeting.held_on)}"
        super().__init__(f"{meeting.service.capitalize()} panel, {day}")
        share = meeting.used_minutes / max(meeting.limit_minutes, 1)
        extra = "" if meeting.kind == "Main panel" else f", {meeting.kind.lower()}"
        line = QHBoxLayout(self)
        line.setContentsMargins(13, 3, 15, 4)
        line.setSpacing(9)
        line.addWidget(_Stripe(meeting.service.value))
        line.addLayout(
            column(
                ElideLabel(day, medium=True),
                ElideLabel(meeting.service.capitalize() + extra, "meta", muted=True),
                spacing=0,
            ),
            5,
        )
        if not meeting.is_whole:
            seen = f"{plural(meeting.items, 'item')} you can see" if meeting.items else NONE_SEEN
            line.addWidget(Label(seen, "meta", muted=True), 7)
            return
        line.addLayout(
            column(
                row(
                    Label(plural(meeting.items, "item"), "meta", medium=True),
                    stretch(),
                    Label(f"{round(share * 100)}% full", "meta", muted=True),
                ),
                ProgressLine(min(share, 1.0), name="Full:"),
                spacing=4,
            ),
            7,
        )


class _Stripe(QWidget):
    """The upright stripe that tells fostering from adoption."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service
        self.setFixedSize(4, 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.service(self._service).solid)
        painter.drawRoundedRect(self.rect(), 2, 2)


class DecisionsCard(Card):
    """The cases with the decision maker, by the day the decision is due.

    Signals: asked (a page and reference to open).
    """

    asked = Signal(tuple)

    def __init__(self, lines: Sequence[DeskLine], total: int) -> None:
        super().__init__("With the decision maker", link=f"All {total}", flush=True)
        self.header.line.setContentsMargins(*HEAD)
        self.linked.connect(lambda: self.asked.emit(("decisions",)))
        for number, desk in enumerate(lines):
            if number:
                self.body.addWidget(divider())
            line = _DeskRow(desk)
            line.clicked.connect(lambda d=desk: self.asked.emit((d.page, *d.reference)))
            self.body.addWidget(line)


class _DeskRow(_ClickableRow):
    def __init__(self, desk: DeskLine) -> None:
        super().__init__(f"{desk.title}, {desk.words}")
        line = QHBoxLayout(self)
        line.setContentsMargins(*ROW)
        line.addLayout(
            column(
                ElideLabel(desk.title, medium=True),
                ElideLabel(desk.below, "meta", muted=True),
                spacing=0,
            ),
            1,
        )
        line.addWidget(Pill(desk.state, desk.words))


class DraftsCard(Card):
    """Where the person left off.

    Signals: chosen (a page and reference to open).
    """

    chosen = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Carry on where you left off")
        self.body.addWidget(Label("Carry on where you left off", "meta", strong=True))
        self._line = QHBoxLayout()
        self._line.setSpacing(16)
        self.body.addLayout(self._line)
        self.hide()

    def show_lines(self, lines: Sequence[DeskLine]) -> None:
        """Show drafts; the card is away where there are none."""
        empty(self._line)
        for desk in lines:
            draft = _DraftRow(desk)
            draft.clicked.connect(lambda d=desk: self.chosen.emit((d.page, *d.reference)))
            self._line.addWidget(draft, 1)
        for _ in range(3 - len(lines)):
            self._line.addStretch(1)
        self.setVisible(bool(lines))


class _DraftRow(_ClickableRow):
    def __init__(self, desk: DeskLine) -> None:
        super().__init__(f"{desk.title}, {desk.below}")
        words = column(
            ElideLabel(desk.title, medium=True),
            ElideLabel(desk.below, "meta", muted=True),
            spacing=0,
        )
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(Mark("note", side=18, color="textMuted"))
        line.addLayout(words, 1)


def cards_of(details: HomeDetails) -> list[NextPanelCard | PanelsAheadCard | DecisionsCard]:
    """Return the cards that a person has, in their order."""
    cards: list[NextPanelCard | PanelsAheadCard | DecisionsCard] = []
    if details.next_panel is not None:
        cards.append(NextPanelCard(details.next_panel, details.papers_words))
    if details.panels_ahead or details.waiting_for_slot:
        cards.append(
            PanelsAheadCard(
                details.panels_ahead,
                details.waiting_for_slot,
                after_one=details.next_panel is not None,
            )
        )
    if details.with_decision_maker:
        cards.append(DecisionsCard(details.with_decision_maker, details.decisions_total))
    return cards
