"""Clocks: those that someone must act on, the calendar, delay and time; one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from ui.clocks.calendar_pane import CalendarPane
from ui.clocks.clock_list_pane import ClockListPane
from ui.clocks.delay_pane import DelayPane
from ui.widgets.header import PageHeader
from ui.widgets.page import Crumb, Navigator, Page
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.workspace import Workspace
    from ui.clocks.clocks_pane import ClocksPane
    from ui.task_runner import TaskRunner

    PaneMaker = Callable[[Navigator, TaskRunner, Workspace, Actor], ClocksPane]


class PaneKind(NamedTuple):
    """A part of the page: its key, its name, and what makes it when it is first shown."""

    key: str
    label: str
    make: PaneMaker


PANES: tuple[PaneKind, ...] = (
    PaneKind("clocks", "Clocks", ClockListPane),
    PaneKind("calendar", "Calendar", CalendarPane),
    PaneKind("delay", "Delay and time", DelayPane),
)
"""The parts of the page, in their order."""


class ClocksPage(Page):
    """Which date matters on which case."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__(navigator, runner)
        self._workspace, self._actor = workspace, actor
        self._panes: dict[str, ClocksPane] = {}
        body = self.lay_out(spacing=10)
        header = PageHeader("Clocks")
        self.parts = header.add_action(
            Segmented([(kind.key, kind.label) for kind in PANES], name="What to show")
        )
        self.parts.set_value(PANES[0].key)
        self.parts.edited.connect(self._show_part)
        body.addWidget(header)
        self._stack = QStackedWidget()
        body.addWidget(self._stack, 1)

    def pane(self) -> ClocksPane:
        """Return the part that is shown, made when it is first wanted."""
        key = self.parts.value() or PANES[0].key
        found = self._panes.get(key)
        if found is None:
            make = next(kind.make for kind in PANES if kind.key == key)
            found = make(self.navigator, self.runner, self._workspace, self._actor)
            found.set_compact(self.compact)
            self._panes[key] = found
            self._stack.addWidget(found)
        return found

    def _show_part(self) -> None:
        pane = self.pane()
        self._stack.setCurrentWidget(pane)
        pane.show_pane()
        self.crumbs_changed.emit()

    def crumbs(self) -> list[Crumb]:
        return [Crumb("Clocks")]

    def open(self, *reference: str) -> None:
        """Show a part, as ``open("calendar")``, or the page as it was left."""
        if reference and reference[0] in {kind.key for kind in PANES}:
            self.parts.set_value(reference[0])
        self._show_part()

    def reload(self) -> None:
        self.pane().show_pane()

    def changed(self, changes: Changes) -> None:
        self.pane().changed(changes)

    def primary_focus(self) -> QWidget | None:
        return self.pane().first()

    def search_box(self) -> QLineEdit | None:
        return self.pane().search_box()

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        for pane in self._panes.values():
            pane.set_compact(compact)

    def print_page(self) -> None:
        self.pane().print_pane()
