"""What every part of the Panels pages works with: its desk, for several steps in a row."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from cfs_panels.domain.changes import Changes
from ui.widgets.desk import PageDesk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, time

    from PySide6.QtCore import QObject

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import OnError
    from ui.widgets.page import Page


class MeetingDesk(PageDesk):
    """Carries out several things in a row, knows the hour, and leads from tab to tab."""

    def __init__(self, page: Page, workspace: Workspace, actor: Actor) -> None:
        super().__init__(page, workspace, actor)
        self.tab_asked: Callable[[str], object] = _nowhere

    @property
    def time_now(self) -> time:
        """Return the time of day, to the minute."""
        now = self.workspace.office.now().astimezone()
        return now.time().replace(second=0, microsecond=0)

    def stamp(self, held_on: date, otherwise: time) -> time:
        """Return when something happens: now, or as planned where minutes are written later."""
        return self.time_now if self.today == held_on else otherwise

    def may(self, action: str) -> bool:
        """Return whether the person's role lets them take an action on every record."""
        return self.workspace.office.matrix.allows(self.actor, action, frozenset())

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

        self.runner.run(owner or self.page, call, then=then)

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


def _nowhere(_tab: str) -> None:
    """Stand for the way to another tab while there is none."""
