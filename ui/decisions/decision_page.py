"""One decision: the pack, the paper that is read, and the record beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QSplitter

from cfs_panels.domain.decisions import OpenDecision
from cfs_panels.domain.errors import RuleBroken
from ui import theme
from ui.decisions.decision_header import PACK, RECORD, DecisionHeader
from ui.decisions.pack_pane import PackPane
from ui.decisions.pack_reading import PackReading
from ui.decisions.record_pane import RecordPane
from ui.decisions.record_writing import RecordWriting
from ui.widgets.desk import PageDesk
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Crumb, Navigator, Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLineEdit, QWidget

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.decisions import DecisionDetails, DecisionRow
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import TaskRunner

WIDTHS = (226, 586, 572)
TO_CASE = "Open the case"
NOTHING_MARKED = "Mark words in the paper first: with the mouse, or with Shift and the arrow keys."


class DecisionPage(Page):
    """Reads, decides and signs one case; others read what they may of it."""

    wants_narrow_nav = True

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner)
        self.desk = PageDesk(self, workspace, actor)
        self._case_id = ""
        self._details: DecisionDetails | None = None
        self._waiting: tuple[DecisionRow, ...] = ()
        self._view = PACK
        self.header = DecisionHeader()
        self.band().addWidget(self.header)
        action = TO_CASE if navigator.can_open("case") else ""
        self.absent = EmptyState("decisions", "There is no decision to show", action=action)
        self.absent.acted.connect(lambda: self.navigator.open("case", self._case_id))
        self.pack = PackPane()
        self.record = RecordPane(self.desk.today)
        self.reading = PackReading(self.desk, self.pack)
        self.writing = RecordWriting(self.desk, self.record)
        body = self.lay_out(margins=False, spacing=0)
        body.addWidget(self._splitter(), 1)
        body.addWidget(self.absent, 1)
        self._show_parts(record=False)
        self._connect()
        self._add_keys()

    def _splitter(self) -> QSplitter:
        splitter = self.splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for place, pane in enumerate(self._panes()):
            splitter.addWidget(pane)
            splitter.setStretchFactor(place, 0 if place == 0 else 1)
        self.pack.setMinimumWidth(190)
        self.reading.reader.setMinimumWidth(380)
        self.record.setMinimumWidth(430)
        splitter.setSizes(list(WIDTHS))
        return splitter

    def _panes(self) -> tuple[QWidget, QWidget, QWidget]:
        return self.pack, self.reading.reader, self.record

    def _connect(self) -> None:
        self.header.stepped.connect(self.step_case)
        self.header.view_chosen.connect(self.show_view)
        self.pack.read_changed.connect(self.writing.mark_read)
        self.reading.read.connect(self.writing.mark_read)
        self.reading.copied.connect(self._copy_to_record)
        self.reading.nothing_marked.connect(
            lambda: self.message.show_message("info", NOTHING_MARKED)
        )
        self.record.close_asked.connect(self.save_and_close)
        self.record.sign_asked.connect(self.writing.check_and_sign)
        self.record.notices.document_asked.connect(self._show_document)
        self.writing.state.connect(self.saved_state)
        self.writing.wants_fresh.connect(self.reload)
        self.writing.refused.connect(self.show_trouble)

    def _add_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+Up": lambda: self.reading.go_on(-1),
            "Ctrl+Down": lambda: self.reading.go_on(1),
            "Ctrl+Shift+C": self.reading.copy,
            "Ctrl+Return": self.writing.check_and_sign,
            "Ctrl+Enter": self.writing.check_and_sign,
            "Ctrl+PgDown": lambda: self.step_case(1),
            "Ctrl+PgUp": lambda: self.step_case(-1),
        }
        for chord, deed in keys.items():
            shortcut = QShortcut(QKeySequence(chord), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def margin(self) -> int:
        """Return less room at the sides than other pages: the panes go to the edges."""
        return theme.space("l") + 2

    # Coming and going.

    def crumbs(self) -> list[Crumb]:
        here = self._details.reference if self._details is not None else "Decision"
        return [Crumb("Decisions", "decisions"), Crumb(here)]

    def open(self, *reference: str) -> None:
        self.writing.save_now()
        if reference[:1] != (self._case_id,):
            self._details = None
            self._show_parts(record=False)
            self.show_view(PACK)
        self._case_id = reference[0] if reference else ""
        self.reload()

    def may_leave(self) -> bool:
        self.writing.save_now()
        return True

    def save_now(self) -> None:
        self.writing.save_now()

    def print_page(self) -> None:
        self.reading.print_paper()

    def primary_focus(self) -> QWidget:
        return self.record.own.reasons if self.pack.isHidden() else self.pack.table

    def search_box(self) -> QLineEdit | None:
        if not self.reading.reader.is_showing():
            return None
        self.show_view(PACK)
        return self.reading.reader.open_search()

    def changed(self, changes: Changes) -> None:
        details = self._details
        if details is None:
            return
        kinds = (("agency_decision", details.id), ("case", details.case_id))
        if any(changes.touches(kind, found) for kind, found in kinds):
            self.reload()

    def reload(self) -> None:
        desk, case_id = self.desk, self._case_id
        pages = desk.workspace.decision_pages
        desk.read(
            desk.page,
            lambda: (pages.decision(desk.actor, case_id), pages.decisions(desk.actor)),
            then=lambda found: self._take(*found),
            on_error=self._not_read,
            replaces="decision",
        )

    def _not_read(self, error: Exception) -> bool:
        """Say in place of a decision why there is none to show."""
        if not isinstance(error, RuleBroken) or self._details is not None:
            return self.show_trouble(error, self.reload)
        self.absent.set_words(error.message)
        self._show_parts(record=False, absent=True)
        return True

    def _show_parts(self, *, record: bool, absent: bool = False) -> None:
        self.header.setVisible(record)
        self.splitter.setVisible(record)
        self.absent.setVisible(absent)

    def _take(self, details: DecisionDetails, rows: tuple[DecisionRow, ...]) -> None:
        if details.case_id != self._case_id:
            return
        self._waiting = tuple(row for row in rows if row.signed_on is None)
        begins = not details.id and "write_decision" in details.may and self._details is None
        if begins:
            self.desk.do(
                OpenDecision(details.case_id),
                then=lambda _changes: self.reload(),
                on_error=lambda error: self._not_begun(error, details),
            )
        else:
            self.show_details(details)

    def _not_begun(self, error: Exception, details: DecisionDetails) -> bool:
        self.show_details(details)
        return self.show_trouble(error, self.reload)

    def show_details(self, details: DecisionDetails) -> None:
        """Show a decision."""
        is_first, self._details = self._details is None, details
        if is_first:
            self._show_parts(record=True)
        self.header.show_details(details)
        self.header.show_place(self._waiting, details.case_id)
        writable = details.state == "draft" and "write_decision" in details.may
        self.pack.show_pack(details.pack, details.pack_pages, may_mark=writable)
        self.reading.show_details(details)
        self.writing.show_details(details)
        self.crumbs_changed.emit()
        if is_first:
            self.primary_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def details(self) -> DecisionDetails | None:
        """Return the decision that is shown, once it was read."""
        return self._details

    def step_case(self, by: int) -> None:
        """Go to the next case that waits for a decision (1), or the one before (-1)."""
        ids = [row.case_id for row in self._waiting]
        if self._case_id in ids:
            place = ids.index(self._case_id) + by
            if 0 <= place < len(ids):
                self.navigator.open("decision", ids[place])

    def save_and_close(self) -> None:
        """Save what is typed and go back to the list."""
        self.writing.save_now()
        self.navigator.open("decisions")

    # Its panes.

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self.header.set_compact(compact)
        self.pack.set_compact(compact)
        self._arrange()

    def show_view(self, view: str) -> None:
        """Show pack or record, where there is no room for both."""
        self._view = view
        self.header.views.choose(view)
        self._arrange()

    def _arrange(self) -> None:
        self.pack.setVisible(not self.compact or self._view == PACK)
        self.reading.reader.setVisible(not self.compact or self._view == PACK)
        self.record.setVisible(not self.compact or self._view == RECORD)

    def step_pane(self, step: int) -> bool:
        """Move the keyboard from pack to paper to record; where only one fits, show the other."""
        panes, now = self._panes(), QApplication.focusWidget()
        inside = [n for n, pane in enumerate(panes) if now and pane.isAncestorOf(now)]
        goal = inside[0] + step if inside else (0 if step > 0 else 2)
        if not 0 <= goal < len(panes):
            return False
        if self.compact:
            self.show_view(RECORD if goal == 2 else PACK)
        if goal == 0:
            self.pack.table.setFocus(Qt.FocusReason.TabFocusReason)
        elif goal == 1:
            self.reading.reader.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.record.take_focus()
        return True

    def _copy_to_record(self, words: str) -> None:
        self.record.own.add_quotation(words)
        self.message.show_message("success", "Copied into your own reasons.", words)

    def _show_document(self, kind: str) -> None:
        self.show_view(PACK)
        self.reading.show_document(kind)
