"""The tabs of a meeting: what each pane is, and how it is made when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from cfs_panels.domain.meetings import MeetingDetails
    from ui.meetings.meeting_desk import MeetingDesk

AGENDA: Final = "agenda"
PAPERS: Final = "papers"
MEMBERS: Final = "members"
MINUTES: Final = "minutes"
OPENING: Final = "opening"
AFTER: Final = "after"


class MeetingPane(QWidget):
    """A tab of a meeting."""

    def show_details(self, details: MeetingDetails) -> None:
        """Show a meeting."""

    def set_compact(self, compact: bool) -> None:
        """Show the form for narrow windows, or the usual one."""

    def primary_focus(self) -> QWidget | None:
        """Return what gets the keyboard when the tab is chosen."""
        return None

    def begin(self) -> None:
        """Ask for what a tab begins with, where it waits for something."""

    def save_now(self) -> None:
        """Save what is typed."""


def make_pane(key: str, desk: MeetingDesk) -> MeetingPane:
    """Return the pane of a tab; its module is loaded only then."""
    if key == PAPERS:
        from ui.meetings.papers_pane import PapersPane

        return PapersPane(desk)
    if key == MEMBERS:
        from ui.meetings.members_pane import MembersPane

        return MembersPane(desk)
    if key == MINUTES:
        from ui.meetings.minutes_pane import MinutesPane

        return MinutesPane(desk)
    if key == OPENING:
        from ui.meetings.opening_pane import OpeningPane

        return OpeningPane(desk)
    if key == AFTER:
        from ui.meetings.after_pane import AfterPane

        return AfterPane(desk)
    from ui.meetings.agenda_pane import AgendaPane

    return AgendaPane(desk)
