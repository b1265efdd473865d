"""The minutes of a meeting: drafted, approved by whoever chaired, sent to the decision maker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meeting_rules import BEFORE, NOT_OPENED, check_in_order
from cfs_panels.domain.meetings import (
    ApproveMinutes,
    DraftMinutes,
    ItemState,
    MeetingState,
    SendBackMinutes,
    SendMinutes,
)
from cfs_panels.domain.recommendations import finish_words
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import long_date
from cfs_panels.services.document_store import keep_minutes
from cfs_panels.services.meeting_access import meeting_for
from cfs_panels.services.meeting_events import case_files, changes_of, facts_of, newest_of
from cfs_panels.services.minutes_approval import check_approves
from cfs_panels.services.minutes_content import minutes_digest
from cfs_panels.services.recommendations import needed_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.case_files import CaseFile
    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office
    from db.models import AgendaItem

_NOT_DRAFTED = "The minutes are not with the chair: the minute taker has not finished the draft."


class Minutes:
    """Minutes from draft to the decision maker."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {
            DraftMinutes: self.draft_minutes,
            ApproveMinutes: self.approve_minutes,
            SendBackMinutes: self.send_back_minutes,
            SendMinutes: self.send_minutes,
        }

    def draft_minutes(self, actor: Actor, command: DraftMinutes) -> Changes:
        """Pass the finished draft to whoever chaired.

        Raises:
            RuleBroken: while the panel sits, for items that are not finished, and for a day before
                the meeting.
        """
        with self._office.writing(actor) as session:
            rows = meeting_for(session, self._office, actor, command.meeting_id, "take_minutes")
            meeting = rows.meeting
            _check_closed(meeting.state)
            if meeting.state is not MeetingState.HELD:
                raise RuleBroken("The minutes of this meeting have been drafted already.")
            self._check_day("The draft", command.drafted_on, rows, "drafted_on")
            _check_finished(rows)
            meeting.state = MeetingState.DRAFTED
            meeting.minutes_drafted_on = command.drafted_on
            meeting.minutes_sent_back = ""
            files = self._record(
                session, actor, rows.case_items, EventType.MINUTES_DRAFTED, command.drafted_on
            )
            session.flush()
            return changes_of(rows, files, message="Draft minutes passed to the chair")

    def approve_minutes(self, actor: Actor, command: ApproveMinutes) -> Changes:
        """Approve the minutes as accurate; from then on they no longer change.

        National Minimum Standard (fostering) 14.7: the chair ensures that they are accurate.

        Raises:
            RuleBroken: for anybody but the person who chaired, or who approves where a conflict
                kept them out of an item; for the minute taker, before the draft is finished, and
                where the text is not the one that was read.
        """
        with self._office.writing(actor) as session:
            rows = meeting_for(session, self._office, actor, command.meeting_id, "approve_minutes")
            meeting = rows.meeting
            check_approves(rows, actor)
            _check_with_chair(rows)
            check_in_order(
                "The approval",
                command.approved_on,
                meeting.minutes_drafted_on,
                "the minutes were drafted on",
                self._office.today,
                "approved_on",
            )
            _check_finished(rows)
            digest = minutes_digest(rows)
            if command.digest and command.digest != digest:
                raise RuleBroken(
                    "The minutes were changed since you opened them. Read them again before you "
                    "approve them."
                )
            meeting.state = MeetingState.APPROVED
            meeting.minutes_approved_on = command.approved_on
            meeting.minutes_approved_by = actor.user_id
            meeting.minutes_digest = digest
            files = self._record(
                session, actor, rows.case_items, EventType.MINUTES_APPROVED, command.approved_on
            )
            session.flush()
            return changes_of(rows, files, message="Minutes approved")

    def send_back_minutes(self, actor: Actor, command: SendBackMinutes) -> Changes:
        """Ask the minute taker for a change before approving.

        Raises:
            RuleBroken: without words, for anybody but the one who approves, and once approved.
        """
        if not command.words.strip():
            raise RuleBroken("Say what should be changed.", field="words")
        with self._office.writing(actor) as session:
            rows = meeting_for(session, self._office, actor, command.meeting_id, "approve_minutes")
            check_approves(rows, actor)
            _check_with_chair(rows)
            rows.meeting.state = MeetingState.HELD
            rows.meeting.minutes_sent_back = command.words.strip()
            session.flush()
            return changes_of(rows, message="Minutes sent back to the minute taker")

    def send_minutes(self, actor: Actor, command: SendMinutes) -> Changes:
        """Send the final minutes to the decision maker, whose seven working days start.

        National Minimum Standard (fostering) 14.9; Adoption Agencies Regulations 2005, 30B.

        Raises:
            RuleBroken: before they are approved, for a day before that, and where what was
                approved is no longer what they hold.
        """
        with self._office.writing(actor) as session:
            rows = meeting_for(session, self._office, actor, command.meeting_id, "send_minutes")
            meeting = rows.meeting
            if meeting.state is MeetingState.SENT and meeting.minutes_sent_on is not None:
                raise RuleBroken(
                    f"The minutes went to the decision maker on "
                    f"{long_date(meeting.minutes_sent_on)} already."
                )
            if meeting.state is not MeetingState.APPROVED:
                raise RuleBroken(
                    "These minutes have not been approved yet, so they cannot be sent."
                )
            check_in_order(
                "Sending the minutes",
                command.sent_on,
                meeting.minutes_approved_on,
                "they were approved on",
                self._office.today,
                "sent_on",
            )
            self._check_unchanged(rows)
            meeting.state, meeting.minutes_sent_on = MeetingState.SENT, command.sent_on
            files = self._record(
                session,
                actor,
                [item for item in rows.case_items if _is_recommended(item)],
                EventType.FINAL_MINUTES_SENT,
                command.sent_on,
            )
            self._give_feedback(session, actor, rows, command.sent_on)
            session.flush()
            keep_minutes(session, self._office, actor, meeting.id)
            return changes_of(rows, files, message="Final minutes sent to the decision maker")

    def _check_unchanged(self, rows: MeetingRows) -> None:
        if minutes_digest(rows) != rows.meeting.minutes_digest:
            raise RuleBroken(
                "What these minutes hold is not what was approved. They cannot be sent. Ask the "
                "system administrator to check the agency's records."
            )

    def _check_day(self, what: str, on: date, rows: MeetingRows, field: str) -> None:
        held_on = rows.meeting.held_on
        check_in_order(what, on, held_on, "the panel met on", self._office.today, field)

    def _record(
        self,
        session: Session,
        actor: Actor,
        items: Iterable[AgendaItem],
        event: EventType,
        on: date,
    ) -> list[CaseFile]:
        files = []
        for item, file in case_files(session, self._office, actor, items):
            file.record(event, on, facts=facts_of(item))
            files.append(file)
        return files

    def _give_feedback(
        self, session: Session, actor: Actor, rows: MeetingRows, sent_on: date
    ) -> None:
        """Record panel's feedback on each report it heard; only its grade is kept in the case."""
        graded = [item for item in rows.case_items if item.report_quality]
        for item, file in case_files(session, self._office, actor, graded):
            if newest_of(file, item, EventType.ITEM_HEARD) is not None:
                facts = facts_of(item, grade=item.report_quality)
                file.record(EventType.QUALITY_FEEDBACK_GIVEN, sent_on, facts=facts)


def _is_recommended(item: AgendaItem) -> bool:
    found = item.recommendation
    return found is not None and found.outcome.is_recommendation


def _check_closed(state: MeetingState) -> None:
    if state in BEFORE or state is MeetingState.CANCELLED:
        raise RuleBroken(NOT_OPENED)
    if state is MeetingState.IN_SESSION:
        raise RuleBroken("Close the meeting before its minutes are drafted.")


def _check_with_chair(rows: MeetingRows) -> None:
    meeting = rows.meeting
    if meeting.minutes_approved_on is not None:
        raise RuleBroken(
            f"The minutes were approved on {long_date(meeting.minutes_approved_on)} already."
        )
    if meeting.state is not MeetingState.DRAFTED:
        raise RuleBroken(_NOT_DRAFTED)


def _check_finished(rows: MeetingRows) -> None:
    for item in rows.case_items:
        needed = needed_of(item)
        if needed:
            raise RuleBroken(finish_words(rows.numbers[item.id], needed))
        if item.state is ItemState.OPEN:
            raise RuleBroken(f"Finish item {rows.numbers[item.id]} first.")
