"""What the parts of a page work with: the person, the services, the page's runner."""

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
    from ui.task_runner import OnError, TaskRunner
    from ui.widgets.page import Page

Result = TypeVar("Result")


class Desk:
    """Reads and writes through a runner, and keeps what was typed in closed dialogs."""

    def __init__(
        self, over: QWidget, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        self._over = over
        self.runner, self.workspace, self.actor = runner, workspace, actor
        self.typed = KeptAnswers()

    @property
    def today(self) -> date:
        """Return the day it is in the agency."""
        return self.workspace.office.today

    def window(self) -> QWidget:
        """Return what dialogs stand over."""
        return self._over

    def may(self, action: str) -> bool:
        """Return whether the person's role lets them take an action on some record."""
        return bool(self.workspace.office.matrix.relations(self.actor, action))

    def read(
        self,
        owner: QObject,
        call: Callable[[], Result],
        then: Callable[[Result], object],
        on_error: OnError | None = None,
        *,
        replaces: str = "",
    ) -> None:
        """Read something off the UI thread."""
        self.runner.run(owner, call, then=then, on_error=on_error, replaces=replaces)

    def do(
        self,
        command: object,
        then: Callable[[Changes], object] | None = None,
        on_error: OnError | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Carry out a command; every open page hears what it changed.

        One that reads a file first is given as the call that makes it, which is made off the UI
        thread.
        """
        workspace, actor = self.workspace, self.actor

        def carry_out() -> Changes:
            return workspace.do(actor, command() if callable(command) else command)

        self.runner.run(owner or self._over, carry_out, then=then, on_error=on_error)


class PageDesk(Desk):
    """The desk of a whole page, which knows the way to the other pages."""

    def __init__(self, page: Page, workspace: Workspace, actor: Actor) -> None:
        super().__init__(page, page.runner, workspace, actor)
        self.page = page

    def go(self, page: str, *reference: str) -> None:
        """Show another page."""
        self.page.navigator.open(page, *reference)

    def can_go(self, page: str) -> bool:
        """Return whether the person has such a page."""
        return self.page.navigator.can_open(page)
