"""The clocks of a case that end first, each with its rule, dates and reasons a click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import secondary
from ui.widgets.card import FactList, divider
from ui.widgets.clock_card import ClockCard, ClockFacts
from ui.widgets.dress import dress
from ui.widgets.labels import Label
from ui.widgets.layouts import empty, row, stretch
from ui.widgets.mark import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from cfs_panels.domain.case_lines import CaseDetails, ClockLine

SHOWN = 4
NOT_CONFIRMED = "Unconfirmed"


class ClockStrip(QWidget):
    """Up to four clocks side by side.

    Signals:
        reason_asked: The rule of a clock whose delay is to be explained.
    """

    reason_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(12)
        self._compact = False
        self._now_with = ""
        self._may_explain = False
        self.cards: list[ClockCard] = []

    def show_clocks(self, case: CaseDetails) -> None:
        """Show the clocks of a case."""
        self._now_with = now_with(case)
        self._may_explain = "record_event" in case.allowed
        self._show(case.clocks[:SHOWN])
        self.setVisible(bool(case.clocks))

    def _show(self, clocks: Sequence[ClockLine]) -> None:
        empty(self._line)
        self.cards = []
        for clock in clocks:
            card = ClockCard(clock_facts(clock), compact=self._compact)
            card.setToolTip("Why: rule, dates and reasons")
            card.opened.connect(lambda clock=clock, card=card: self._open_why(clock, card))
            self._line.addWidget(card, 1)
            self.cards.append(card)
        for _ in range(SHOWN - len(clocks)):
            self._line.addStretch(1)

    def set_compact(self, compact: bool) -> None:
        """Show only figures and bars, or everything."""
        self._compact = compact
        self._line.setSpacing(12)
        for card in self.cards:
            card.set_compact(compact)

    def _open_why(self, clock: ClockLine, card: ClockCard) -> None:
        why = WhyPopover(self, clock, self._now_with, may_explain=self._may_explain)
        why.reason_asked.connect(self.reason_asked)
        why.open_below(card)


def clock_facts(clock: ClockLine) -> ClockFacts:
    """Return a clock as its card shows it."""
    return ClockFacts(
        title=clock.name,
        kind=clock.state,
        figure=clock.figure,
        unit=clock.unit,
        share=clock.fraction,
        line=clock.line,
        source=clock.source if clock.confirmed else f"{NOT_CONFIRMED}. {clock.source}",
        pill=clock.pill,
    )


class WhyPopover(QFrame):
    """What stands behind a clock: the rule, its days, the cause of a delay, who has it now.

    Signals:
        reason_asked: The cause of the delay is to be recorded; holds the clock's rule.
    """

    reason_asked = Signal(str)

    def __init__(
        self, parent: QWidget, clock: ClockLine, now_with: str, *, may_explain: bool
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        dress(self, "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme.px(400))
        late = clock.state == "overdue"
        title = "Why is this late?" if late else "Why this date?"
        self.setAccessibleName(f"{title} {clock.name}")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(16, 14, 16, 14)
        stack.setSpacing(8)
        stack.addWidget(Label(title, "section"))
        stack.addLayout(self._head(clock))
        stack.addWidget(divider())
        stack.addWidget(FactList(why_facts(clock, now_with), label_width=theme.px(74)))
        words = "Add to the reason" if clock.cause else "Record the reason"
        self._reason = secondary(words, small=True, clicked=lambda: self._explain(clock.rule_id))
        self._reason.setVisible(late and may_explain)
        self._close = secondary("Close", small=True, clicked=self.close)
        stack.addLayout(row(self._reason, self._close, stretch(), spacing=8))

    @staticmethod
    def _head(clock: ClockLine) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(f"{clock.name}: {clock.figure} {clock.unit}", medium=True, wrap=True))
        if clock.span:
            words.addWidget(Label(clock.span, "meta", muted=True))
        line = QHBoxLayout()
        line.setSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(Mark(clock.state, fill=True, side=20), 0, top)
        line.addLayout(words, 1)
        return line

    def open_below(self, card: QWidget) -> None:
        """Show it below a clock's card, inside the screen."""
        self.adjustSize()
        place = card.mapToGlobal(QPoint(0, card.height() + 4))
        room = card.screen().availableGeometry()
        left = min(place.x(), room.right() - self.width())
        top = min(place.y(), room.bottom() - self.height())
        self.move(max(room.left(), left), max(room.top(), top))
        self.show()
        first = self._close if self._reason.isHidden() else self._reason
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _explain(self, rule_id: str) -> None:
        self.close()
        self.reason_asked.emit(rule_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def why_facts(clock: ClockLine, now_with: str) -> list[tuple[str, str]]:
    """Return what a clock rests on, label and words each."""
    rule = clock.why or clock.source
    told = (clock.cause_words, clock.cause, clock.cause_by)
    cause = ". ".join(part.rstrip(".") for part in told if part)
    confirmed = "Confirmed" if clock.confirmed else f"{NOT_CONFIRMED}: ask before you rely on it"
    found = (
        ("Rule", rule),
        ("Started", clock.start),
        ("Source", clock.source if clock.why else ""),
        ("Standing", confirmed),
        ("Cause", f"{cause}." if cause else "None recorded." if clock.state == "overdue" else ""),
        ("Now with", now_with),
    )
    return [(label, words) for label, words in found if words]


def now_with(case: CaseDetails) -> str:
    """Return who has the case now, and whether panel is booked."""
    booked = case.stage_words.partition(". ")[2]
    return ". ".join(part.rstrip(".") for part in (case.next_owner, booked) if part)
