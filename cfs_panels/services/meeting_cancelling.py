"""A meeting that is not held: its cases wait for another slot, its members are told why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meeting_rules import check_length, check_not_begun
from cfs_panels.domain.meetings import CancelMeeting, MeetingState
from cfs_panels.domain.words import weekday_date
from cfs_panels.services.attendance_rows import note_movement
from cfs_panels.services.meeting_access import meeting_for
from cfs_panels.services.meeting_events import case_files, changes_of, record_cancelling

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office

LONGEST_REASON = 200


class MeetingCancelling:
    """The end of a meeting before it begins."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {CancelMeeting: self.cancel_meeting}

    def cancel_meeting(self, actor: Actor, command: CancelMeeting) -> Changes:
        """Cancel a meeting; the cases on its agenda wait for another slot.

        Who cancelled it, when and why stands on the meeting for everybody who was due.

        Raises:
            RuleBroken: without a reason, and once the meeting has been opened.
        """
        reason = " ".join(command.reason.split())
        if not reason:
            raise RuleBroken("Enter why the meeting is cancelled.", field="reason")
        check_length(reason, LONGEST_REASON, "reason")
        with self._office.writing(actor) as session:
            rows = meeting_for(session, self._office, actor, command.meeting_id, "plan_meeting")
            check_not_begun(rows.meeting.state, rows.meeting.held_on)
            files = []
            for item, file in case_files(session, self._office, actor, rows.case_items):
                record_cancelling(file, item, f"the meeting was cancelled: {reason}")
                files.append(file)
            for item in rows.case_items:
                item.removed = True
            rows.meeting.state = MeetingState.CANCELLED
            day = weekday_date(self._office.today)
            now = self._office.now().astimezone().time().replace(second=0, microsecond=0)
            words = f"Cancelled on {day} by {actor.name}: {reason}"
            note_movement(session, rows, now, words)
            session.flush()
            return changes_of(
                rows,
                files,
                *(("agenda_item", item.id) for item in rows.case_items),
                message=f"Meeting of {weekday_date(rows.meeting.held_on)} cancelled",
            )


def cancelled_words(rows: MeetingRows) -> str:
    """Return when a meeting was cancelled, by whom and why; nothing of any other."""
    if rows.meeting.state is not MeetingState.CANCELLED or not rows.moves:
        return ""
    return f"{rows.moves[-1].words.rstrip('.')}."
