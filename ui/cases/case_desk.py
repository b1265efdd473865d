"""What every part of a case's page works with: the person, the services, the other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cfs_panels.domain.words import clock_time
from ui.widgets.kept_answers import KeptAnswers

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import OnError
    from ui.widgets.page import Page

Result = TypeVar("Result")


class CaseDesk:
    """Reads and writes through the page's runner, and keeps what was typed in closed dialogs."""

    def __init__(self, page: Page, workspace: Workspace, actor: Actor) -> None:
        self.page = page
        self.workspace = workspace
        self.actor = actor
        self.typed = KeptAnswers()

    @property
    def today(self) -> date:
        """Return the day it is in the agency."""
        return self.workspace.office.today

    def window(self) -> QWidget:
        """Return what dialogs stand over."""
        return self.page

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
        self.page.runner.run(owner, call, then=then, on_error=on_error, replaces=replaces)

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

        def done(changes: Changes) -> None:
            now = workspace.office.now().astimezone().time()
            self.page.saved_state.emit(f"Saved {clock_time(now)}")
            if then is not None:
                then(changes)

        self.page.runner.run(owner or self.page, carry_out, then=done, on_error=on_error)

    def go(self, page: str, *reference: str) -> None:
        """Show another page."""
        self.page.navigator.open(page, *reference)

    def can_go(self, page: str) -> bool:
        """Return whether the person has such a page."""
        return self.page.navigator.can_open(page)

    def say_saved(self, path: Path) -> None:
        """Say that a copy was written, and where."""
        self.page.message.show_message(
            "success", f"{path.name} saved.", "It lies there unprotected: delete it when done."
        )
