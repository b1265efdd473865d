"""The agenda of a meeting: built by moving, adding and taking off lines, with all that it needs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from cfs_panels.domain.meeting_rules import BEFORE
from cfs_panels.domain.meetings import (
    AddAgendaItem,
    ItemDetails,
    ItemKind,
    MeetingDetails,
    MeetingState,
    MoveAgendaItem,
    RemoveAgendaItem,
)
from ui import theme
from ui.meetings.agenda_band import AgendaBand
from ui.meetings.agenda_foot import AgendaFoot
from ui.meetings.agenda_menu import AgendaDeed, deeds_of
from ui.meetings.agenda_news import AgendaNews
from ui.meetings.agenda_side import AgendaSide, QuorumBanner
from ui.meetings.agenda_table import AgendaTable
from ui.meetings.gap_chasing import chase_gap
from ui.meetings.item_dialogs import AddItemDialog, EditItemDialog, FillDialog, NoteDialog
from ui.meetings.meeting_panes import MeetingPane
from ui.meetings.member_dialogs import InviteDialog
from ui.meetings.row_menu import pop_up
from ui.meetings.send_papers_dialog import SendPapersDialog
from ui.widgets.dress import dress
from ui.widgets.empty_state import EmptyState
from ui.widgets.layouts import scroll_body

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint

    from cfs_panels.domain.meetings import GapLine, QuorumCure
    from ui.meetings.meeting_desk import MeetingDesk

SIDE_WIDTH = 306


class AgendaPane(MeetingPane):
    """The first tab of a meeting."""

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__()
        self._desk = desk
        self._details: MeetingDetails | None = None
        self._compact = False
        self._sees_all = desk.may("build_agenda") or desk.may("read_panel_advice")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        area, body = scroll_body(spacing=10)
        whole.addWidget(area)
        self.band = AgendaBand()
        self.banner = QuorumBanner()
        self.banner.cured.connect(self._cure)
        self.banner.member_asked.connect(self._find_member)
        self.news = AgendaNews()
        self.table = self._make_table()
        self.side = AgendaSide()
        self.side.gaps.acted.connect(self._fill_gap)
        self.side.waiting.asked.connect(self._add_case)
        self.side.waiting.all_asked.connect(lambda: desk.go("meetings"))
        self.side.fill_asked.connect(self._ask_to_fill)
        body.addWidget(self.news)
        body.addWidget(self.band)
        body.addWidget(self.banner)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(12)
        self._columns.addWidget(self._framed(), 1)
        self._side_area, stack = scroll_body(spacing=10)
        stack.addWidget(self.side)
        self._columns.addWidget(self._side_area)
        body.addLayout(self._columns, 1)
        self._body, self._side_stack = body, stack
        theme.watcher().changed.connect(self._arrange)
        self.set_compact(False)

    def _make_table(self) -> AgendaTable:
        builds = self._desk.may("build_agenda")
        self._with_papers = builds or self._desk.may("view_meeting")
        table = AgendaTable(with_papers=self._with_papers, movable=builds)
        table.move_asked.connect(self._move)
        table.line_dropped.connect(self._drop)
        table.removed.connect(self._remove)
        table.insert_asked.connect(self._ask_to_add)
        table.opened.connect(self._open)
        table.menu_asked.connect(self._show_menu)
        return table

    def _framed(self) -> QFrame:
        frame = QFrame()
        dress(frame, "card")
        stack = QVBoxLayout(frame)
        stack.setContentsMargins(1, 1, 1, 1)
        stack.setSpacing(0)
        stack.addWidget(self.table, 1)
        self._foot = AgendaFoot()
        self._foot.add_asked.connect(self._ask_to_add)
        stack.addWidget(self._foot)
        self._foot.setVisible(self._with_papers)
        return frame

    # What is shown.

    def show_details(self, details: MeetingDetails) -> None:
        """Show the agenda of a meeting."""
        self._details = details
        builds = self._builds()
        cancelled = details.state is MeetingState.CANCELLED
        self.news.show_details(details)
        self.band.setVisible(self._sees_all and not cancelled)
        self.band.show_details(details)
        self.banner.show_details(details)
        self.table.show_details(details, every_break=self._sees_all)
        self.side.show_details(details, self._desk.today)
        self._foot.show_keys(builds)
        self._foot.setVisible(self._with_papers and not cancelled)
        self._show_empty(details)
        self._arrange()

    def _show_empty(self, details: MeetingDetails) -> None:
        can_fill = self._builds() and bool(details.waiting)
        words = ("Nothing is on the agenda yet",
                 "Cases appear here once they are booked on this panel.")  # fmt: skip
        if details.state is MeetingState.CANCELLED:
            words = ("This meeting is not held", "Its cases wait for another slot.")
        elif can_fill:
            words = (words[0], "Fill it from the cases that wait, or add one line after another.")
        empty = EmptyState("agenda", *words, "Fill agenda" if can_fill else "")
        empty.acted.connect(self._ask_to_fill)
        self.table.set_empty(empty)

    def set_compact(self, compact: bool) -> None:
        """Stack the columns where the window is narrow, or stand them side by side."""
        self._compact = compact
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.TopToBottom if compact else directions.LeftToRight)
        if compact:
            self._body.insertWidget(2, self.banner)
        else:
            self._side_stack.insertWidget(0, self.banner)
        self._arrange()

    def _arrange(self) -> None:
        area = self._side_area
        anything = self.side.holds_anything() or not self.banner.isHidden()
        area.setVisible(anything if not self._compact else self.side.holds_anything())
        if self._compact:
            self.table.setFixedHeight(max(self.table.content_height(), theme.px(200)))
            area.setFixedHeight(self.side.sizeHint().height())
            area.setMinimumWidth(0)
            area.setMaximumWidth(16_777_215)
        else:
            self.table.setMinimumHeight(theme.px(160))
            self.table.setMaximumHeight(16_777_215)
            area.setMinimumHeight(0)
            area.setMaximumHeight(16_777_215)
            area.setFixedWidth(theme.px(SIDE_WIDTH))

    def primary_focus(self) -> QWidget:
        return self.table

    def _builds(self) -> bool:
        details = self._details
        return details is not None and details.state in BEFORE and "build_agenda" in details.may

    def _place(self, item_id: str) -> int:
        lines = self._details.items if self._details else ()
        return next((n for n, line in enumerate(lines) if line.id == item_id), -1)

    def _item(self, item_id: str) -> ItemDetails | None:
        place = self._place(item_id)
        return self._details.items[place] if self._details and place >= 0 else None

    # What is done.

    def _move(self, item_id: str, step: int) -> None:
        place = self._place(item_id) + step
        if self._builds() and self._details and 0 <= place < len(self._details.items):
            self._desk.do(MoveAgendaItem(item_id, place))

    def _drop(self, item_id: str, place: int) -> None:
        if self._builds():
            self._desk.do(MoveAgendaItem(item_id, place))

    def _remove(self, item_id: str) -> None:
        if self._builds():
            self._desk.do(RemoveAgendaItem(item_id))

    def _ask_to_add(self, kind: str = "", *, after: bool = True) -> None:
        if not self._builds() or self._details is None:
            return
        place = self._place(self.table.current_key())
        position = None if place < 0 else place + after
        last = place == len(self._details.items) - 1 and after
        AddItemDialog(
            self._desk, self._details, position=None if last else position, kind=kind
        ).begin()

    def _add_case(self, case_id: str, _button: object) -> None:
        if self._details is not None:
            self._desk.do(AddAgendaItem(self._details.id, ItemKind.CASE, case_id=case_id))

    def _ask_to_fill(self) -> None:
        details, desk = self._details, self._desk
        if details is not None and self._builds():
            desk.read(
                self,
                lambda: desk.workspace.agendas.fill_agenda(desk.actor, details.id),
                self._offer_filling,
            )

    def _offer_filling(self, commands: Sequence[AddAgendaItem]) -> None:
        if self._details is not None:
            dialog = FillDialog(self._desk, self._details, commands)
            dialog.used.connect(self._use)
            dialog.begin()

    def _use(self, commands: Sequence[AddAgendaItem]) -> None:
        self._desk.do_all(commands, message=f"{len(commands)} lines added to the agenda")

    def _cure(self, cure: QuorumCure) -> None:
        self._desk.do_all(cure.commands)

    def _find_member(self) -> None:
        if self._details is not None:
            InviteDialog(self._desk, self._details).load()

    def _fill_gap(self, gap: GapLine) -> None:
        item = self._item(gap.item_id)
        if gap.action == "Send" and self._details is not None:
            SendPapersDialog(self._desk, self._details).begin()
        elif gap.action == "Write" and item is not None:
            NoteDialog(self._desk, item).begin()
        elif gap.action == "Chase" and self._details is not None:
            chase_gap(self._desk, self._details, gap, lambda: self._go_to_case(gap.case_id))
        else:
            self._go_to_case(gap.case_id)

    def _go_to_case(self, case_id: str) -> None:
        if case_id and self._desk.can_go("case"):
            self._desk.go("case", case_id)

    def _open(self, item_id: str) -> None:
        item = self._item(item_id)
        if item is None:
            return
        if self._builds():
            EditItemDialog(self._desk, item).begin()
        elif item.case_id and not item.hidden and self._desk.can_go("case"):
            self._desk.go("case", item.case_id)

    def _show_menu(self, item_id: str, at: QPoint) -> None:
        item, details = self._item(item_id), self._details
        if item is None or details is None:
            return
        if item.number:
            self.table.mark(item_id)
        found = deeds_of(
            details, item, builds=self._builds(), opens_cases=self._desk.can_go("case")
        )
        if found:
            pop_up(self, [(deed.words, partial(self._take, deed)) for deed in found], at)

    def _take(self, deed: AgendaDeed) -> None:
        """Do what a line of the menu says."""
        line = deed.item
        deeds: dict[str, Callable[[], object]] = {
            "change": lambda: EditItemDialog(self._desk, line).begin(),
            "break": lambda: self._ask_to_add("break", after=False),
            "up": lambda: self._move(line.id, -1),
            "down": lambda: self._move(line.id, 1),
            "remove": lambda: self._remove(line.id),
            "note": lambda: NoteDialog(self._desk, line).begin(),
            "case": lambda: self._go_to_case(line.case_id),
        }
        deeds[deed.deed]()
