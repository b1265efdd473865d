"""What every part of the Panels pages works with: the person, the services, the other pages."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, TypeVar

from cfs_panels.domain.changes import Changes
from ui.widgets.kept_answers import KeptAnswers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, time

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import OnError
    from ui.widgets.page import Page

Result = TypeVar("Result")


class MeetingDesk:
    """Reads and writes through the page's runner, as the person signed in."""

    def __init__(self, page: Page, workspace: Workspace, actor: Actor) -> None:
        self.page = page
        self.workspace = workspace
        self.actor = actor
        self.typed = KeptAnswers()
        self.tab_asked: Callable[[str], object] = _nowhere

    @property
    def today(self) -> date:
        """Return the day it is in the agency."""
        return self.workspace.office.today

    @property
    def time_now(self) -> time:
        """Return the time of day, to the minute."""
        now = self.workspace.office.now().astimezone()
        return now.time().replace(second=0, microsecond=0)

    def stamp(self, held_on: date, otherwise: time) -> time:
        """Return when something happens: now, or as planned where minutes are written later."""
        return self.time_now if self.today == held_on else otherwise

    def may(self, action: str) -> bool:
        """Return whether the person's role lets them take an action on any record."""
        return self.workspace.office.matrix.allows(self.actor, action, frozenset())

    def window(self) -> QWidget:
        """Return what dialogs stand over."""
        return self.page

    def read(
        self,
        owner: QObject,
        call: Callable[[], Result],
        then: Callable[[Result], object],
        *,
        on_error: OnError | None = None,
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
        """Carry out a command; every open page hears what it changed."""
        workspace, actor = self.workspace, self.actor
        self.page.runner.run(
            owner or self.page,
            lambda: workspace.do(actor, command),
            then=then,
            on_error=on_error,
        )

    def do_all(
        self,
        commands: Sequence[object],
        then: Callable[[Changes], object] | None = None,
        *,
        message: str = "",
        owner: QObject | None = None,
    ) -> None:
        """Carry out several commands one after another, told as one change."""
        if len(commands) == 1:
            self.do(commands[0], then, owner=owner)
            return
        workspace, actor = self.workspace, self.actor

        def call() -> Changes:
            done = [workspace.do(actor, command) for command in commands]
            whole = reduce(Changes.and_, done)
            return Changes(whole.touched, whole.made, message or whole.message)

        self.page.runner.run(owner or self.page, call, then=then)

    def do_each(
        self,
        commands: Sequence[object],
        then: Callable[[], object] | None = None,
        on_error: OnError | None = None,
    ) -> None:
        """Carry out commands one after another, each told by itself; a refusal ends the row."""
        if not commands:
            if then is not None:
                then()
            return
        first, *rest = commands
        self.do(first, lambda _changes: self.do_each(rest, then, on_error), on_error)

    def go(self, page: str, *reference: str) -> None:
        """Show another page."""
        self.page.navigator.open(page, *reference)

    def can_go(self, page: str) -> bool:
        """Return whether the person has such a page."""
        return self.page.navigator.can_open(page)


def _nowhere(_tab: str) -> None:
    """Stand for the way to another tab while there is none."""
