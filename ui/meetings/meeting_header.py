"""The head of a meeting's page: when and where, who chairs, and what can be done now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cfs_panels.domain.meeting_details import hours_words
from cfs_panels.domain.meeting_rules import BEFORE
from cfs_panels.domain.meetings import ItemKind, MeetingDetails, MeetingState
from cfs_panels.domain.words import clock_time, short_date, weekday_date
from ui.meetings.cancel_dialog import CancelDialog
from ui.meetings.document_window import AGENDA_KIND, MINUTES_KIND, print_made, show_made
from ui.meetings.member_dialogs import DeclareDialog
from ui.meetings.plan_dialog import EditMeetingDialog
from ui.meetings.row_menu import pop_up
from ui.meetings.send_papers_dialog import SendPapersDialog
from ui.widgets.buttons import icon_button, primary, secondary
from ui.widgets.header import PageHeader
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.pill import Pill, ServiceChip

if TYPE_CHECKING:
    from ui.meetings.meeting_desk import MeetingDesk

USUAL = "Main panel"
_STATES = {
    MeetingState.PAPERS_SENT: "onTrack",
    MeetingState.IN_SESSION: "info",
    MeetingState.HELD: "dueSoon",
    MeetingState.DRAFTED: "dueSoon",
    MeetingState.APPROVED: "dueSoon",
    MeetingState.SENT: "done",
    MeetingState.CANCELLED: "blocked",
    MeetingState.RECORDED: "done",
}


def facts_of(details: MeetingDetails) -> tuple[list[str], str]:
    """Return the facts below the title, and the one of them that is bold as well."""
    if details.state is MeetingState.CANCELLED:
        return [f"Was planned for {clock_time(details.starts_at)}", details.place], ""
    facts = [hours_words(details.starts_at, details.ends_at), details.place]
    if details.chair or details.state is not MeetingState.RECORDED:
        facts.append(f"Chair: {details.chair}" if details.chair else "No chair yet")
    if details.minute_taker:
        facts.append(f"Minutes: {details.minute_taker}")
    papers = papers_words(details)
    if papers:
        facts.append(papers)
    return facts, papers if details.papers_sent_on is None else ""


def papers_words(details: MeetingDetails) -> str:
    """Return when the papers went, or by when they must go."""
    if details.papers_sent_on is not None:
        return f"Papers went on {short_date(details.papers_sent_on)}"
    if details.state not in BEFORE:
        return ""
    return f"Papers must go by {weekday_date(details.papers_due_on)}"


class MeetingHeader(PageHeader):
    """Title, marks, facts and the actions that the person may take.

    Signals:
        minutes_asked: The minutes are to be gone on with.
    """

    minutes_asked = Signal()

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__("Meeting")
        self._desk = desk
        self._details: MeetingDetails | None = None

    def show_details(self, details: MeetingDetails, *, compact: bool = False) -> None:
        """Show a meeting."""
        self._details = details
        self.set_title(details.title)
        facts, strong = facts_of(details)
        self.set_facts(facts, strong=(strong,))
        self._show_marks(details, compact=compact)
        self._show_actions(details, compact=compact)

    def _show_marks(self, details: MeetingDetails, *, compact: bool) -> None:
        self.clear_marks()
        self.add_mark(ServiceChip(details.service.value))
        in_course = details.state in _STATES
        if not compact and not (in_course and details.kind == USUAL and not details.is_joint):
            kind = f"{details.kind}, joint" if details.is_joint else details.kind
            self.add_mark(Label(kind, muted=True))
        if in_course:
            state = _STATES[details.state]
            self.add_mark(Pill(state, details.state_words, mark=state != "info"))

    def _show_actions(self, details: MeetingDetails, *, compact: bool) -> None:
        empty(self._actions)
        if "make_meeting_documents" in details.may and details.items:
            if compact:
                self.add_action(icon_button("ph.eye", "Preview agenda", clicked=self._preview))
                self.add_action(icon_button("print", "Print", clicked=self.print_document))
            else:
                self.add_action(secondary("Preview agenda", "ph.eye", clicked=self._preview))
                self.add_action(secondary("Print", "print", clicked=self.print_document))
        if "plan_meeting" in details.may:
            self._more = icon_button("more", "More", clicked=self._open_more)
            self.add_action(self._more)
        sits = any(m.member_id == self._desk.actor.member_id for m in details.members)
        if sits and "declare_conflict" in details.may:
            self.add_action(secondary("Declare a conflict", "conflict", clicked=self._declare))
        self._show_primary(details)

    def _show_primary(self, details: MeetingDetails) -> None:
        unsent = any(
            i.kind is ItemKind.CASE and i.papers_sent_on is None and not i.hidden
            for i in details.items
        )
        if "open_meeting" in details.may:
            self.add_action(primary("Open meeting", "minutes", clicked=self.minutes_asked.emit))
        elif "send_papers" in details.may and unsent:
            self.add_action(primary("Send papers", "send", clicked=self._send))
        elif details.state is MeetingState.IN_SESSION and "take_minutes" in details.may:
            self.add_action(primary("Take minutes", "minutes", clicked=self.minutes_asked.emit))

    # What is done.

    def _edit(self) -> None:
        if self._details is not None:
            EditMeetingDialog(self._desk, self._details).load()

    def _open_more(self) -> None:
        at = self._more.mapToGlobal(self._more.rect().bottomLeft())
        deeds = [
            ("Change day, time or place", self._edit),
            ("Cancel the meeting", self._cancel),
        ]
        pop_up(self, deeds, at)

    def _cancel(self) -> None:
        if self._details is not None:
            CancelDialog(self._desk, self._details).begin()

    def _preview(self) -> None:
        if self._details is not None:
            show_made(self._desk, AGENDA_KIND, self._details.id)

    def print_document(self) -> None:
        """Print what the page means: the agenda before panel, the minutes after it."""
        details = self._details
        if details is not None and "make_meeting_documents" in details.may:
            before = details.state in BEFORE or details.state is MeetingState.IN_SESSION
            print_made(self._desk, AGENDA_KIND if before else MINUTES_KIND, details.id)

    def _send(self) -> None:
        if self._details is not None:
            SendPapersDialog(self._desk, self._details).begin()

    def _declare(self) -> None:
        member_id = self._desk.actor.member_id
        if self._details is not None and member_id is not None:
            DeclareDialog(self._desk, self._details, member_id=member_id).begin()
