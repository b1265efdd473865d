"""The three kinds of trouble, each in its own voice (style, rule 11).

A refusal stands beside its field or above the page. Trouble outside (a file, a disk, a server)
stands above the page with *Try again*. Anything else is our mistake: it is written to the log and
shown in a dialog to copy from. Neither holds anything that was typed or read.
"""

import sys
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from ui.task_runner import TaskRunner
from ui.widgets.page import Page


class TroubleDesk(QObject):
    """Shows what nobody else dealt with, where the person is looking."""

    def __init__(self, window: QWidget, runner: TaskRunner) -> None:
        super().__init__(window)
        self._window = window
        runner.troubled.connect(self.tell)

    def tell(
        self, owner: QObject, error: Exception, again: Callable[[], object] | None = None
    ) -> None:
        """Show trouble near its owner."""
        if isinstance(error, RuleBroken | OutsideTrouble) and self._said_near(owner, error, again):
            return
        self.tell_mistake(error)

    def tell_mistake(self, error: BaseException) -> None:
        """Log a mistake of ours and show the dialog to copy from."""
        from ui.trouble_dialog import TroubleDialog, described, write_to_log  # rarely needed

        write_to_log(error)
        TroubleDialog(self._window, described(error)).open()

    def _said_near(
        self, owner: QObject, error: Exception, again: Callable[[], object] | None
    ) -> bool:
        place: QObject | None = owner
        while place is not None and shiboken6.isValid(place):
            tell = getattr(place, "show_trouble", None)
            if tell is not None:
                return bool(tell(error, again))
            place = place.parent()
        return self._shown_page_says(error, again)

    def _shown_page_says(self, error: Exception, again: Callable[[], object] | None) -> bool:
        pages = [page for page in self._window.findChildren(Page) if page.isVisible()]
        return bool(pages) and pages[0].show_trouble(error, again)


def watch_for_mistakes(desk: TroubleDesk) -> None:
    """Show errors that nothing caught, as from a slot, instead of printing them."""
    earlier = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: object) -> None:
        if issubclass(kind, KeyboardInterrupt) or not shiboken6.isValid(desk):
            earlier(kind, error, trace)  # type: ignore[arg-type]  # passed on as it came
        else:
            desk.tell_mistake(error)

    sys.excepthook = hook
