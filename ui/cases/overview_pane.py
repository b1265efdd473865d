"""The overview of a case: clocks, what panel needs, the next step, the household, the latest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.domain.words import uncapitalised
from ui import theme
from ui.cases.case_header import SafetyBanners
from ui.cases.case_pane import CasePane
from ui.cases.child_cards import ChildCards, MatchedCard, StandingCard, awaits_decision
from ui.cases.clock_strip import ClockStrip
from ui.cases.needs_table import NeedsTable
from ui.cases.next_steps import Deed, awaited_deed, awaited_words, next_deed
from ui.cases.side_cards import HouseholdCard, LatestCard, NextStepCard, next_words
from ui.cases.workbook_cards import WorkbookCards, is_on_record
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary, secondary
from ui.widgets.layouts import empty
from ui.widgets.side_pane import SidePane

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cfs_panels.domain.case_lines import CaseDetails
    from ui.cases.case_desk import CaseDesk

SIDE, SIDE_NARROW = 340, 304
NARROW = 1130  # below this width of the page the table needs what the cards can spare
_ANY_WIDTH = 16_777_215  # what Qt takes for no limit


class OverviewPane(CasePane):
    """Beside each other where there is room; under 1200 px in one column, the rest in a drawer.

    Signals:
        need_opened: A line of what panel needs was opened; holds its `NeedLine`.
        reason_asked: The cause of a late clock is to be recorded; holds its rule.
        list_asked: The list of missing documents is wanted.
        household_asked, history_asked: The household is to be edited, the history shown.
        child_edit_asked: What is known of the child is to be edited.
    """

    need_opened = Signal(object)
    reason_asked = Signal(str)
    list_asked = Signal()
    household_asked = Signal()
    history_asked = Signal()
    child_edit_asked = Signal()

    def __init__(self, desk: CaseDesk) -> None:
        super().__init__(desk)
        self.banners = SafetyBanners()
        self.clocks = ClockStrip()
        self.needs = NeedsTable()
        self.record = WorkbookCards(desk)
        self.next_step = NextStepCard(desk)
        self.household = HouseholdCard(desk)
        self.standing, self.matched = StandingCard(), MatchedCard(desk)
        self.of_child = ChildCards(desk)
        self.latest = LatestCard(desk)
        self.side = QFrame()
        cards = self._cards = QVBoxLayout(self.side)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(10)
        own = (self.next_step, self.standing, self.household, self.matched, self.latest)
        for card in own:
            cards.addWidget(card)
        cards.addStretch(0)
        self._banners = QVBoxLayout()
        self._banners.setSpacing(10)
        self._lay_out()
        self._join()

    def _lay_out(self) -> None:
        self.body.setSpacing(10)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(12)
        self._main = QVBoxLayout()
        self._main.setSpacing(12)
        self._main.addWidget(self.needs, 1)
        self._main.addWidget(self.of_child)
        self._main.addStretch(0)
        self._columns.addLayout(self._main, 1)
        self._columns.addWidget(self.record, 1)
        self._columns.addWidget(self.side)
        self.body.addWidget(self.banners)
        self.body.addLayout(self._banners)
        self.body.addWidget(self.clocks)
        self.body.addLayout(self._columns, 1)
        self.drawer = SidePane(name="Next step, household and latest")
        self.drawer.setParent(self)
        self.drawer.open_button.hide()
        self.drawer.closed.connect(self.hide_drawer)
        self.drawer.hide()
        self.area.viewport().installEventFilter(self)

    def _join(self) -> None:
        self.clocks.reason_asked.connect(self.reason_asked)
        self.needs.opened.connect(self.need_opened)
        self.needs.list_asked.connect(self.list_asked)
        self.needs.turned.connect(self._fit)
        self.next_step.chosen.connect(self.deed_chosen)
        self.household.linked.connect(self.household_asked)
        self.of_child.edit_asked.connect(self.child_edit_asked)
        self.of_child.match_asked.connect(
            lambda: self.deed_chosen.emit(Deed("action", "", ("propose_match",)))
        )
        self.latest.linked.connect(self.history_asked)
        theme.watcher().changed.connect(self._fit)

    def fill(self, case: CaseDetails) -> None:
        """Show a case."""
        self.banners.show_case(case)
        self.clocks.show_clocks(case)
        kept = is_on_record(case)
        self.needs.setVisible(
            not kept and (self.child is None or awaits_decision(case, self.child))
        )
        self.record.setVisible(kept)
        self.needs.show_needs(case.needs, of_child=self.child is not None)
        settled = case.status is CaseStatus.APPROVED and not case.next_step_key
        self.needs.fold(may=settled and all(need.is_in for need in case.needs))
        if kept:
            self.record.show_case(case)
        self.next_step.show_case(case)
        self.household.setVisible(self.child is None)
        if self.child is None:
            self.household.show_case(case)
        self.standing.show_child(case, self.child)
        self.of_child.show_child(case, self.child)
        self.matched.show_case(case)
        self.latest.show_case(case)
        self._show_banners(case)
        self._fit()

    def _show_banners(self, case: CaseDetails) -> None:
        empty(self._banners)
        if self.compact:
            self._banners.addWidget(self._next_banner(case))

    def _next_banner(self, case: CaseDetails) -> Banner:
        words = f"{uncapitalised(next_words(case))} {awaited_words(case)}".strip()
        banner = Banner("info", "Next:", words, icon="next")
        drawer = secondary("Side panel", "sidePanel", small=True, clicked=self.show_drawer)
        banner.add_button(drawer)
        deed = next_deed(case, self.desk.can_go) or awaited_deed(case)
        if deed is not None:
            banner.add_button(
                primary(deed.words, small=True, clicked=lambda: self.deed_chosen.emit(deed))
            )
        return banner

    def set_compact(self, compact: bool) -> None:
        """Show one column with the next step as a line, or two columns."""
        super().set_compact(compact)
        self.clocks.set_compact(compact)
        (self.drawer.body if compact else self._columns).addWidget(self.side)
        self.drawer.hide()
        if self.case is not None:
            self._show_banners(self.case)
        self._fit()

    def show_drawer(self) -> None:
        """Show the cards over the page and give them the keyboard."""
        self._place_drawer()
        self.drawer.show()
        self.drawer.raise_()
        self.drawer.close_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def hide_drawer(self) -> None:
        """Hide the cards and give the keyboard back."""
        self.drawer.hide()
        self.needs.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _place_drawer(self) -> None:
        width = min(self.width(), theme.size("sidePanel") + 24)
        self.drawer.setGeometry(self.width() - width, 0, width, self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_drawer()

    def _fit(self) -> None:
        """Let the table scroll where the cards beside it have room, else the whole page."""
        if not self.compact:
            narrow = self.area.viewport().width() < theme.px(NARROW)
            self.side.setFixedWidth(theme.px(SIDE_NARROW if narrow else SIDE))
        else:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(_ANY_WIDTH)
        room = self.area.viewport().height() - self.body.contentsMargins().top()
        room -= self.clocks.sizeHint().height() + theme.space("l") + 20
        low = self.side.sizeHint().height() > room
        is_childs = self.child is not None
        self.needs.take_all_room(self.compact or low or is_childs, no_more=is_childs)
        own_height = is_childs or self.needs.is_folded()
        self._main.setStretch(0, 0 if own_height else 1)
        self._main.setStretch(2, 1 if own_height else 0)
        last = self._cards.count() - 1
        self._cards.setStretch(last - 1, 0 if low else 1)
        self._cards.setStretch(last, 1 if low else 0)
