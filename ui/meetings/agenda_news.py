"""Above an agenda: that the meeting was cancelled, and which cases left it because they ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.banner import Banner
from ui.widgets.layouts import empty

if TYPE_CHECKING:
    from cfs_panels.domain.meetings import MeetingDetails, TakenOff


class AgendaNews(QWidget):
    """What became of a meeting or its agenda; away where there is nothing to tell."""

    def __init__(self) -> None:
        super().__init__()
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(8)
        self.hide()

    def show_details(self, details: MeetingDetails) -> None:
        """Show the news of a meeting."""
        empty(self._stack)
        cancelled = details.cancelled_words
        if cancelled:
            lead, _, reason = cancelled.partition(": ")
            self._stack.addWidget(Banner("danger", f"{lead}.", reason, icon="blocked"))
        else:
            for lost in details.taken_off:
                self._stack.addWidget(Banner("slate", lead_of(lost), lost.words, icon="leave"))
        self.setVisible(self._stack.count() > 0)


def lead_of(lost: TakenOff) -> str:
    """Return which case left: its household, or that it is one that may not be opened."""
    return f"{lost.title}." if lost.title else "An item."
