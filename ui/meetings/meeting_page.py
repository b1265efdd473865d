"""A meeting: its agenda, papers, members, minutes, and what follows after panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from cfs_panels.domain.meeting_rules import BEFORE
from cfs_panels.domain.meetings import MeetingDetails, MeetingState
from cfs_panels.domain.words import long_date
from ui import theme
from ui.meetings.meeting_desk import MeetingDesk
from ui.meetings.meeting_header import MeetingHeader
from ui.meetings.meeting_panes import (
    AFTER,
    AGENDA,
    MEMBERS,
    MINUTES,
    OPENING,
    PAPERS,
    MeetingPane,
    make_pane,
)
from ui.widgets.layouts import column
from ui.widgets.page import Crumb, Navigator, Page
from ui.widgets.tab_rows import TabRow

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import TaskRunner

USUAL_WIDTH, MINUTES_WIDTH = 1050, 1090
"""How wide a page is, at 100% text, that has room for its columns side by side."""


class MeetingPage(Page):
    """A meeting with its tabs; the minutes take the whole page while they are written."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner)
        self.desk = MeetingDesk(self, workspace, actor)
        self._meeting_id, self._tab = "", AGENDA
        self._details: MeetingDetails | None = None
        self._takes_keyboard = False
        self._panes: dict[str, MeetingPane] = {}
        band = self.band()
        self.header = MeetingHeader(self.desk)
        self.header.minutes_asked.connect(self._go_to_minutes)
        self.tabs = TabRow()
        self.tabs.chosen.connect(self._choose)
        band.addLayout(column(self.header, self.tabs, spacing=5))
        body = self.lay_out(margins=False)
        self.stack = QStackedWidget()
        body.addWidget(self.stack, 1)
        self.desk.tab_asked = self._choose
        theme.watcher().changed.connect(self._fit_all)

    # Where one is.

    def crumbs(self) -> list[Crumb]:
        here = long_date(self._details.held_on) if self._details else "Meeting"
        panels = Crumb("Panels", "meetings")
        if self.is_minuting():
            return [panels, Crumb(here, "meeting", (self._meeting_id,)), Crumb("Minutes")]
        return [panels, Crumb(here)]

    def open(self, *reference: str) -> None:
        meeting_id, *rest = reference
        tab = rest[0] if rest else AGENDA
        is_new = meeting_id != self._meeting_id
        if is_new:
            self._meeting_id, self._details = meeting_id, None
            self._drop_panes()
        self._tab, self._takes_keyboard = tab, True
        if self._details is not None:
            self._show()
        self._read(opened=is_new)

    def reload(self) -> None:
        self._read(opened=False)

    def changed(self, changes: Changes) -> None:
        if changes.touches("panel_meeting", self._meeting_id) or changes.touches("case"):
            self._read(opened=False)

    def _read(self, *, opened: bool) -> None:
        desk, meeting_id = self.desk, self._meeting_id
        desk.read(
            self,
            lambda: desk.workspace.meeting_pages.meeting(desk.actor, meeting_id, opened=opened),
            self.show_details,
            replaces="" if opened else "meeting",
        )

    def show_details(self, details: MeetingDetails) -> None:
        """Show a meeting; one that was asked for before another is not shown."""
        if self._meeting_id not in ("", details.id):
            return
        self._meeting_id, self._details = details.id, details
        self._show()

    def is_minuting(self) -> bool:
        """Return whether the minutes have the whole page."""
        details = self._details
        return self._tab == MINUTES and details is not None and details.state not in BEFORE

    def pane(self) -> QWidget | None:
        """Return the pane of the tab that is shown."""
        return self.stack.currentWidget()

    # What is shown.

    def _show(self) -> None:
        details = self._details
        if details is None:
            return
        self.header.show_details(details, compact=self.is_tight())
        known = tabs_of(details, self.desk)
        if self._tab not in dict(known):
            self._tab = known[0][0]
        self.tabs.blockSignals(True)
        self.tabs.set_tabs(known)
        self.tabs.choose(self._tab)
        self.tabs.blockSignals(False)
        minuting = self.is_minuting()
        self.wants_narrow_nav = minuting
        band = self.header.parentWidget()
        if band is not None:
            band.setVisible(not minuting)
        pane = self._pane(OPENING if self._tab == MINUTES and not minuting else self._tab)
        self.stack.setCurrentWidget(pane)
        pane.show_details(details)
        self.crumbs_changed.emit()
        if self._takes_keyboard:
            self._takes_keyboard = False
            self._give_keyboard()

    def _give_keyboard(self) -> None:
        focus = self.primary_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pane(self, key: str) -> MeetingPane:
        pane = self._panes.get(key)
        if pane is None:
            pane = self._panes[key] = make_pane(key, self.desk)
            self.stack.addWidget(pane)
            self._fit(key, pane)
        return pane

    def _drop_panes(self) -> None:
        for pane in self._panes.values():
            self.stack.removeWidget(pane)
            pane.deleteLater()
        self._panes.clear()

    def _fit(self, key: str, pane: MeetingPane) -> None:
        side = self.margin()
        if key != MINUTES:
            pane.setContentsMargins(side, 11, side, 12)
        pane.set_compact(self.is_tight(MINUTES_WIDTH if key == MINUTES else USUAL_WIDTH))

    def is_tight(self, wanted: int = USUAL_WIDTH) -> bool:
        """Return whether there is little room, for a narrow window or for large text."""
        return self.compact or self.width() < theme.px(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_all()

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self._fit_all()

    def _fit_all(self) -> None:
        for key, pane in self._panes.items():
            self._fit(key, pane)
        if self._details is not None:
            self.header.show_details(self._details, compact=self.is_tight())

    def _choose(self, tab: str) -> None:
        if tab == self._tab or not self.may_leave():
            return
        if tab == MINUTES:
            self.navigator.open("meeting", self._meeting_id, MINUTES)
            return
        self._tab = tab
        self._show()
        if not self.tabs.hasFocus():
            self._give_keyboard()

    def _go_to_minutes(self) -> None:
        """Show the minutes; before the meeting ask when it was opened, which begins them."""
        self._choose(MINUTES)
        pane = self._panes.get(OPENING)
        if pane is not None and pane is self.stack.currentWidget():
            pane.begin()

    # What keys ask for.

    def primary_focus(self) -> QWidget | None:
        shown = self.stack.currentWidget()
        return shown.primary_focus() if isinstance(shown, MeetingPane) else None

    def save_now(self) -> None:
        for pane in self._panes.values():
            pane.save_now()

    def may_leave(self) -> bool:
        self.save_now()
        return True

    def print_page(self) -> None:
        self.header.print_document()


def tabs_of(details: MeetingDetails, desk: MeetingDesk) -> list[tuple[str, str]]:
    """Return the tabs that a person has of a meeting."""
    numbered = sum(1 for item in details.items if item.number)
    agenda = (AGENDA, f"Agenda {numbered}" if numbered else "Agenda")
    if details.state is MeetingState.CANCELLED:
        return [agenda]
    sits = any(member.member_id == desk.actor.member_id for member in details.members)
    if not (sits or desk.may("read_draft_minutes") or desk.may("read_panel_advice")):
        minutes = [(MINUTES, "Minutes")] if details.state is MeetingState.SENT else []
        return [agenda, *minutes]
    if details.state is MeetingState.RECORDED:
        return [(AFTER, "After panel")]
    papers = "Papers"
    if details.papers_needed:
        papers = f"Papers {details.papers_in} of {details.papers_needed}"
    return [
        agenda,
        (PAPERS, papers),
        (MEMBERS, f"Members {len(details.members)}"),
        (MINUTES, "Minutes"),
        (AFTER, "After panel"),
    ]
