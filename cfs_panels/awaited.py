"""The services of an agency whose window is shown already: loaded by whoever asks them first."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from cfs_panels.services.permissions import permission_matrix
from ui.task_runner import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from cfs_panels.domain.access import PermissionMatrix
    from cfs_panels.services.entrance import Opened


class AwaitedWorkspace:
    """Stands for a `Workspace`; pages ask its services in the worker thread alone.

    What they ask on the UI thread, the moment and who may do what, is known without services.
    """

    def __init__(self, load: Callable[[], Opened], now: Callable[[], datetime]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._opened: Opened | None = None
        self._failed = False
        self.office = AwaitedOffice(self, now)

    def opened(self) -> Opened:
        """Return the agency, opened; this may take a second.

        Raises:
            Cancelled: where that failed before, which was told then.
        """
        with self._lock:
            if self._failed:
                raise Cancelled
            if self._opened is None:
                self._failed = True
                self._opened = self._load()
                self._failed = False
            return self._opened

    def close(self) -> None:
        """Close the agency, if it was opened."""
        with self._lock:
            if self._opened is not None:
                self._opened.workspace.close()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (a service, whichever is asked for)
        return getattr(self.opened().workspace, name)


class AwaitedOffice:
    """Stands for an `Office`."""

    def __init__(self, workspace: AwaitedWorkspace, now: Callable[[], datetime]) -> None:
        self._workspace = workspace
        self.now = now

    @property
    def today(self) -> date:
        """Return the day it is here."""
        return self.now().astimezone().date()

    @property
    def matrix(self) -> PermissionMatrix:
        """Return who may do what."""
        return permission_matrix()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (a part of the office)
        return getattr(self._workspace.opened().workspace.office, name)
