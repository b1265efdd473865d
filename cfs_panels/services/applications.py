"""The journey of a case from enquiry to panel: its plain steps, its decisions, its mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.cases import (
    CorrectEvent,
    DecideStageOne,
    DeclareCompliance,
    RecordEnquiry,
    RecordEvent,
    RecordObservations,
    WithdrawEvent,
)
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import EventType, Weight
from cfs_panels.domain.words import joined
from cfs_panels.services.case_checks import complete_stage_one, make_checks, outstanding, worrying
from cfs_panels.services.case_files import CaseFile, date_field
from cfs_panels.services.child_steps import corrected_facts, take_back_elsewhere
from cfs_panels.services.ended_bookings import end_bookings, restore_bookings
from cfs_panels.services.enquiries import new_case
from cfs_panels.services.event_words import event_words
from cfs_panels.services.plain_steps import record_step, told_with
from db.models import CaseEventRow, FormRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.services.office import Office

NOT_HERE = "There is no such entry, or you may not open it."
SHOWN_MISSING = 3


class Applications:
    """What happens to an application, recorded step by step."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {
            RecordEnquiry: self.record_enquiry,
            RecordEvent: self.record_event,
            CorrectEvent: self.correct_event,
            WithdrawEvent: self.withdraw_event,
            DecideStageOne: self.decide_stage_one,
            RecordObservations: self.record_observations,
            DeclareCompliance: self.declare_compliance,
        }

    def record_enquiry(self, actor: Actor, command: RecordEnquiry) -> Changes:
        """Open a case with its household, its people and its enquiry.

        Raises:
            RuleBroken: where a name is missing, a date lies ahead or the reference is taken.
        """
        self._office.require(actor, "record_enquiry")
        with self._office.writing(actor) as session:
            case = new_case(session, self._office, actor, command)
            file = CaseFile(session, self._office, actor, case)
            facts = {
                "channel": event_words().channel(case.channel),
                "heard_of_us": case.heard_of_us,
                "reason": command.reason.strip(),
                "note": command.note.strip(),
            }
            known = {key: words for key, words in facts.items() if words}
            with date_field("received_on"):
                file.record(EventType.ENQUIRY_RECEIVED, command.received_on, facts=known)
            return file.changes(
                ("household", file.household_id),
                made=case.id,
                message=f"Enquiry recorded as {case.reference}",
            )

    def record_event(self, actor: Actor, command: RecordEvent) -> Changes:
        """Record a plain step of the pathway.

        Raises:
            RuleBroken: where another command records this, where the pathway does not allow it
                now, or where a reason or a fact it asks for is missing.
        """
        with self._office.writing(actor) as session:
            return record_step(session, self._office, actor, command)

    def correct_event(self, actor: Actor, command: CorrectEvent) -> Changes:
        """Put a corrected date or facts in the place of those recorded; both are kept.

        Raises:
            RuleBroken: where other records hang on the event, or dates would be out of order.
        """
        with self._office.writing(actor) as session:
            file, event = self._recorded(session, actor, command.event_id)
            if not command.reason.strip():
                raise RuleBroken("Enter what was wrong.", field="reason")
            self._check_loose(file, event)
            facts = corrected_facts(file, event, {**event.facts, **command.facts}, command.on)
            row = file.correct(event, command.on, facts, command.reason.strip())
            take_back_elsewhere(file, event, command.reason.strip(), row)
            make_checks(file)
            complete_stage_one(file, row.id)
            return file.changes(
                ("case_event", row.id),
                made=row.id,
                message=f"{event_words().line(event.type, facts)}: corrected",
                undo=CorrectEvent(row.id, event.on, "Undone at once", event.facts),
            )

    def withdraw_event(self, actor: Actor, command: WithdrawEvent) -> Changes:
        """Take back an event recorded by mistake; it stays in the history.

        Raises:
            RuleBroken: where another event rests on it, or other records hang on it.
        """
        with self._office.writing(actor) as session:
            file, event = self._recorded(session, actor, command.event_id)
            if not command.reason.strip():
                raise RuleBroken("Enter why it is taken back.", field="reason")
            self._check_loose(file, event)
            take_back_elsewhere(file, event, command.reason.strip())
            file.withdraw(event, command.reason.strip())
            complete_stage_one(file, event.id)
            back = restore_bookings(file, event)
            words = f"{event_words().line(event.type, event.facts)}: taken back"
            return file.changes(
                ("case_event", event.id), *back.touched, message=told_with(words, back.words)
            )

    def decide_stage_one(self, actor: Actor, command: DecideStageOne) -> Changes:
        """Pass stage 1, or refuse at it with full reasons.

        Where the agency itself starts stage 2, passing starts it the same day. Fostering
        Services (England) Regulations 2011, regulation 26(1B); Adoption Agencies Regulations
        2005, regulation 27.

        Raises:
            RuleBroken: for someone who worked on the application, while checks are out, or
                without the reasons that are needed.
        """
        with self._office.writing(actor) as session:
            file = CaseFile.open(session, self._office, actor, command.case_id, "decide_stage_one")
            _check_not_own_work(session, file, actor)
            reasons = command.reasons.strip()
            if command.passed:
                _check_stage_one_in(file)
            if not reasons:
                _check_reasons_not_needed(file, passed=command.passed)
            event = EventType.STAGE_ONE_PASSED if command.passed else EventType.STAGE_ONE_REFUSED
            with date_field("decided_on"):
                row = file.record(event, command.decided_on, facts={"reasons": reasons})
            starts = file.pathway.stage_two_event is EventType.STAGE_TWO_STARTED
            if command.passed and starts and not file.history.has(EventType.STAGE_TWO_STARTED):
                file.follow(EventType.STAGE_TWO_STARTED, command.decided_on, row.id)
            unbooked = end_bookings(file, row)
            return file.changes(
                ("case_event", row.id),
                *unbooked.touched,
                made=row.id,
                message=told_with(event_words().line(event, {}), unbooked.words),
                undo=WithdrawEvent(row.id, "Undone at once"),
            )

    def record_observations(self, actor: Actor, command: RecordObservations) -> Changes:
        """Record the applicants' observations on their report, or that they have none."""
        with self._office.writing(actor) as session:
            file = CaseFile.open(
                session, self._office, actor, command.case_id, "record_observations"
            )
            words = command.words.strip()
            facts: dict[str, Any] = {"words": words} if words else {"none": True}
            with date_field("received_on"):
                row = file.record(EventType.OBSERVATIONS_RECEIVED, command.received_on, facts=facts)
            return file.changes(
                ("case_event", row.id),
                made=row.id,
                message="Observations recorded",
                undo=WithdrawEvent(row.id, "Undone at once"),
            )

    def declare_compliance(self, actor: Actor, command: DeclareCompliance) -> Changes:
        """Declare that report and checks meet the regulations.

        Raises:
            RuleBroken: for the author of the report or the worker of the case, without a
                statement, or while a check that a regulation asks for is not in.
        """
        with self._office.writing(actor) as session:
            file = CaseFile.open(
                session, self._office, actor, command.case_id, "declare_compliance"
            )
            report = file.history.latest(EventType.REPORT_FINISHED, EventType.BRIEF_REPORT_FINISHED)
            if report is not None and report.facts.get("author") == actor.user_id:
                raise RuleBroken("You wrote this report, so someone else declares its compliance.")
            if file.case.worker_id == actor.user_id:
                raise RuleBroken(
                    "You are the worker of this case, so someone else declares its compliance."
                )
            statement = command.statement.strip()
            if not statement:
                raise RuleBroken("Write the statement you declare.", field="statement")
            with date_field("declared_on"):
                file.judge(EventType.COMPLIANCE_DECLARED, command.declared_on)
            out = outstanding(file, lambda check: check.weight is Weight.REG)
            if out:
                raise RuleBroken(f"Compliance cannot be declared yet: {_out_words(out)}.")
            row = file.record(
                EventType.COMPLIANCE_DECLARED,
                command.declared_on,
                facts={"statement": statement, "by": actor.name},
            )
            return file.changes(
                ("case_event", row.id),
                made=row.id,
                message="Compliance declared",
                undo=WithdrawEvent(row.id, "Undone at once"),
            )

    def _recorded(
        self, session: Session, actor: Actor, event_id: str
    ) -> tuple[CaseFile, CaseEvent]:
        """Return an event that counts, for someone who may correct it.

        Whoever recorded something today may take it back with the rights they recorded it by.
        """
        row = session.get(CaseEventRow, event_id)
        if row is None:
            raise RuleBroken(NOT_HERE)
        day = row.recorded_at.astimezone().date()
        is_fresh = row.recorded_by == actor.user_id and day == self._office.today
        action = "view_case" if is_fresh else "correct_event"
        file = CaseFile.open(session, self._office, actor, row.case_id, action)
        event = file.history.event(event_id)
        if event is None:
            raise RuleBroken("This was corrected or taken back already.")
        return file, event

    @staticmethod
    def _check_loose(file: CaseFile, event: CaseEvent) -> None:
        """Refuse to touch by itself what other records hang on."""
        move = file.pathway.move(event.type)
        if move is not None and move.settled:
            raise RuleBroken(move.settled)


def _check_not_own_work(session: Session, file: CaseFile, actor: Actor) -> None:
    if file.case.worker_id == actor.user_id:
        raise RuleBroken("You are the worker of this case, so someone else decides stage 1.")
    visit = file.history.latest(EventType.INITIAL_VISIT_DECIDED)
    form = session.get(FormRecord, str(visit.facts.get("form", ""))) if visit else None
    if form is not None and form.author_id == actor.user_id:
        raise RuleBroken(
            "You wrote the record of the initial visit, so someone else decides stage 1."
        )


def _check_stage_one_in(file: CaseFile) -> None:
    """Refuse to pass stage 1 while information that belongs to it is out."""
    move = file.pathway.move(EventType.STAGE_ONE_COMPLETED)
    has_started = move is not None and all(file.history.has(*group) for group in move.after)
    out = outstanding(file, lambda check: check.before_stage_two) if has_started else []
    if out:
        raise RuleBroken(f"Stage 1 cannot be passed yet: {_out_words(out)}.")


def _check_reasons_not_needed(file: CaseFile, *, passed: bool) -> None:
    if not passed:
        raise RuleBroken(
            "Enter the full reasons. The applicants are told them in writing.", field="reasons"
        )
    worries = worrying(file)
    if worries:
        raise RuleBroken(
            f"Enter your reasons: {joined(worries)} came in with concerns.", field="reasons"
        )


def _out_words(out: list[str]) -> str:
    """Return what is not in, the first few by name: ``Identity (Marcus) and 2 more are not in``."""
    if len(out) <= SHOWN_MISSING:
        return f"{joined(out)} {'is' if len(out) == 1 else 'are'} not in"
    shown = ", ".join(out[:SHOWN_MISSING])
    return f"{shown} and {len(out) - SHOWN_MISSING} more are not in"
