"""What every part of the page of clocks is: it reads when it is shown, and prints itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.widgets.list_output import KEEP_SAFE
from ui.widgets.page import Page

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.workspace import Workspace
    from ui.task_runner import TaskRunner
    from ui.widgets.page import Navigator


class ClocksPane(QWidget):
    """A part of the page; ``body`` is the layout of what it holds."""

    def __init__(
        self, navigator: Navigator, runner: TaskRunner, workspace: Workspace, actor: Actor
    ) -> None:
        super().__init__()
        self.navigator, self.runner = navigator, runner
        self.workspace, self.actor = workspace, actor
        self.compact = False
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(10)

    def show_pane(self) -> None:
        """Read what is shown, and show it."""

    def changed(self, changes: Changes) -> None:
        """Take note of a write anywhere; called while the pane is shown."""

    def first(self) -> QWidget | None:
        """Return what takes the keyboard when the pane is shown."""
        return None

    def search_box(self) -> QLineEdit | None:
        """Return what Ctrl+F goes to."""
        return None

    def set_compact(self, compact: bool) -> None:
        """Show the form for narrow windows, or the usual one."""
        self.compact = compact

    def say(self, words: str, below: str = KEEP_SAFE) -> None:
        """Say above the page that a file was written."""
        place: QObject | None = self
        while place is not None and not isinstance(place, Page):
            place = place.parent()
        if place is not None:
            place.message.show_message("success", words, below)

    def print_pane(self) -> None:
        """Print what is shown."""
