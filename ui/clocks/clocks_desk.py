"""What the parts of the page of clocks work with: a window, the services, what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.widgets.kept_answers import KeptAnswers

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import OnError, TaskRunner


class ClocksDesk:
    """Carries out what dialogs over a part of the page ask for."""

    def __init__(
        self, pane: QWidget, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        self._pane, self._runner = pane, runner
        self.workspace, self.actor = workspace, actor
        self.typed = KeptAnswers()

    @property
    def today(self) -> date:
        """Return the day it is in the agency."""
        return self.workspace.office.today

    def window(self) -> QWidget:
        """Return what dialogs stand over."""
        return self._pane

    def do(
        self,
        command: object,
        then: Callable[[Changes], object] | None = None,
        on_error: OnError | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Carry out a command; every open page hears what it changed."""
        workspace, actor = self.workspace, self.actor
        self._runner.run(
            owner or self._pane,
            lambda: workspace.do(actor, command),
            then=then,
            on_error=on_error,
        )
