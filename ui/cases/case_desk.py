"""What every part of a case's page works with: its desk, which says when and where it saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.words import clock_time
from ui.widgets.desk import PageDesk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QObject

    from cfs_panels.domain.changes import Changes
    from ui.task_runner import OnError


class CaseDesk(PageDesk):
    """Says in the top bar when something was saved, and on the page where a copy lies."""

    def do(
        self,
        command: object,
        then: Callable[[Changes], object] | None = None,
        on_error: OnError | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Carry out a command, as any desk does, and say when it was saved."""

        def done(changes: Changes) -> None:
            now = self.workspace.office.now().astimezone().time()
            self.page.saved_state.emit(f"Saved {clock_time(now)}")
            if then is not None:
                then(changes)

        super().do(command, done, on_error, owner=owner)

    def say_saved(self, path: Path) -> None:
        """Say that a copy was written, and where."""
        self.page.message.show_message(
            "success", f"{path.name} saved.", "It lies there unprotected: delete it when done."
        )
