"""What follows a signed decision: told, written to, and the window of a determination."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import selectinload

from cfs_panels.domain.decisions import GiveOralNotice, SendWrittenNotice, SignAgreement
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import DecisionOutcome, EventType
from cfs_panels.domain.words import long_date
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.document_store import keep_decision_record, send_document
from db.models import AgencyDecisionRow, Notice, QualifyingDeterminationRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, time

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.services.office import Office
    from db.models import MadeDocument


class Notices:
    """Notices of decisions (minimum standard 14.10: orally in two working days, then in five)."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {
            GiveOralNotice: self.give_oral_notice,
            SendWrittenNotice: self.send_written_notice,
            SignAgreement: self.sign_agreement,
        }

    def give_oral_notice(self, actor: Actor, command: GiveOralNotice) -> Changes:
        """Record that the applicants were told, when, by whom and who was told."""
        if not command.told.strip():
            raise RuleBroken("Enter who was told.", field="told")
        with self._office.writing(actor) as session:
            record, file = self._signed(session, actor, command.decision_id)
            _check_date(record, command.given_on, "given_on")
            _record(
                file,
                EventType.ORAL_NOTICE_GIVEN,
                command.given_on,
                "given_on",
                at=command.given_at,
                facts={"told": command.told.strip()},
            )
            record.notices.append(
                Notice(
                    kind="oral",
                    given_on=command.given_on,
                    given_at=command.given_at,
                    given_by=command.by.strip() or actor.name,
                    given_to=command.told.strip(),
                )
            )
            session.flush()
            keep_decision_record(file)
            return file.changes(
                ("agency_decision", record.id), message="Recorded that they were told"
            )

    def send_written_notice(self, actor: Actor, command: SendWrittenNotice) -> Changes:
        """Send the decision letter: the final is made and kept, and never changes.

        An approval goes on the register; a proposal not to approve opens its window, counted from
        this day by the rule in force.

        Raises:
            RuleBroken: where something the letter must hold is missing, or the date is not right.
        """
        if not command.to.strip():
            raise RuleBroken("Enter whom the letter went to.", field="to")
        with self._office.writing(actor) as session:
            record, file = self._signed(session, actor, command.decision_id)
            _check_date(record, command.sent_on, "sent_on")
            facts = {"decision": record.id}
            choice = file.pathway.decision_choice(record.outcome) if record.outcome else None
            if choice is not None and choice.opens_window:
                self._open_window(session, file, record, command.sent_on)
            _record(file, EventType.WRITTEN_NOTICE_SENT, command.sent_on, "sent_on", facts=facts)
            letter = choice.letter if choice else ""
            document = self._letter(session, actor, file, letter, command) if letter else None
            record.notices.append(
                Notice(
                    kind="written",
                    given_on=command.sent_on,
                    given_by=actor.name,
                    given_to=command.to.strip(),
                    document_id=document.id if document else None,
                )
            )
            if record.outcome is DecisionOutcome.APPROVE:
                _record(file, EventType.REGISTERED, command.sent_on, "sent_on", facts=facts)
            session.flush()
            keep_decision_record(file)
            touched = [("document", document.id)] if document else []
            return file.changes(
                ("agency_decision", record.id),
                *touched,
                made=document.id if document else "",
                message="Letter kept as sent" if document else "Recorded that the letter was sent",
            )

    def _letter(
        self,
        session: Session,
        actor: Actor,
        file: CaseFile,
        kind: str,
        command: SendWrittenNotice,
    ) -> MadeDocument:
        """Return the decision letter as it is sent."""
        return send_document(
            session,
            self._office,
            actor,
            kind=kind,
            case_id=file.case.id,
            sent_on=command.sent_on,
            sent_to=command.to.strip(),
        )

    def sign_agreement(self, actor: Actor, command: SignAgreement) -> Changes:
        """Record that carers and agency signed the foster care agreement."""
        with self._office.writing(actor) as session:
            file = CaseFile.open(session, self._office, actor, command.case_id, "give_notice")
            _record(file, EventType.AGREEMENT_SIGNED, command.signed_on, "signed_on")
            return file.changes(message="Agreement recorded")

    def _open_window(
        self, session: Session, file: CaseFile, record: AgencyDecisionRow, sent_on: date
    ) -> None:
        """Open the time for representations or the IRM (28 calendar, 40 working days)."""
        rule = self._office.rules.rule(file.pathway.determination_clock, sent_on)
        last_day = rule.due(sent_on, self._office.rules.agency_facts, self._office.calendar)
        session.add(
            QualifyingDeterminationRow(
                decision_id=record.id, case_id=file.case.id, sent_on=sent_on, last_day=last_day
            )
        )
        _record(
            file,
            EventType.QUALIFYING_DETERMINATION_SENT,
            sent_on,
            "sent_on",
            facts={"decision": record.id, "last_day": last_day.isoformat()},
        )

    def _signed(
        self, session: Session, actor: Actor, decision_id: str
    ) -> tuple[AgencyDecisionRow, CaseFile]:
        record = session.get(
            AgencyDecisionRow, decision_id, options=[selectinload(AgencyDecisionRow.notices)]
        )
        if record is None:
            raise RuleBroken("There is no such decision.")
        file = CaseFile.open(session, self._office, actor, record.case_id, "give_notice")
        if record.signed_at is None:
            raise RuleBroken("The decision is not signed yet, so there is nothing to tell anyone.")
        return record, file


def _check_date(record: AgencyDecisionRow, on: date, field: str) -> None:
    if record.decided_on and on < record.decided_on:
        raise RuleBroken(
            f"The decision was made on {long_date(record.decided_on)}. Notice of it cannot be "
            "earlier.",
            field=field,
        )


def _record(
    file: CaseFile,
    event: EventType,
    on: date,
    field: str,
    *,
    at: time | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Record an event; a date that cannot be is told beside the field it was typed in."""
    try:
        file.record(event, on, at=at, facts=facts)
    except RuleBroken as refusal:
        named = field if refusal.field == "on" else refusal.field
        raise RuleBroken(refusal.message, field=named) from refusal
