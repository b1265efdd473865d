"""What the page of children works with: the person, the services, the page's runner."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ui.widgets.kept_answers import KeptAnswers

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import OnError
    from ui.widgets.page import Page

Result = TypeVar("Result")


class ChildDesk:
    """Reads and writes through the page's runner, and keeps what was typed in closed dialogs."""

    def __init__(self, page: Page, workspace: Workspace, actor: Actor) -> None:
        self.page, self.workspace, self.actor = page, workspace, actor
        self.typed = KeptAnswers()

    @property
    def today(self) -> date:
        """Return the day it is in the agency."""
        return self.workspace.office.today

    def window(self) -> QWidget:
        """Return what dialogs stand over."""
        return self.page

    def may(self, action: str) -> bool:
        """Return whether the person's role lets them take an action."""
        return bool(self.workspace.office.matrix.relations(self.actor, action))

    def read(
        self,
        owner: QObject,
        call: Callable[[], Result],
        then: Callable[[Result], object],
        *,
        replaces: str = "",
    ) -> None:
        """Read something off the UI thread."""
        self.page.runner.run(owner, call, then=then, replaces=replaces)

    def do(
        self,
        command: object,
        then: Callable[[Changes], object] | None = None,
        on_error: OnError | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Carry out a command; every open page hears what it changed."""
        self.page.runner.run(
            owner or self.page,
            lambda: self.workspace.do(self.actor, command),
            then=then,
            on_error=on_error,
        )
