"""The decision maker's record: read, answered, signed; and what a signature sets in motion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.changes import Changes
from cfs_panels.domain.decision_rules import check_answers, check_signable
from cfs_panels.domain.decisions import (
    AskForInformation,
    DropRequirement,
    KeepRequirement,
    MarkRead,
    MeetRequirement,
    OpenDecision,
    SaveDecision,
    SetRequirement,
    SignDecision,
)
from cfs_panels.domain.errors import Clash, RuleBroken
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import long_date
from cfs_panels.services.agreed_terms import with_agreed_terms
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.decision_forms import form_of, with_form
from cfs_panels.services.decision_rows import (
    DecisionFile,
    decision_file,
    record_state,
    stored_answers,
)
from cfs_panels.services.decision_signing import check_outcome, earlier_record, sign
from cfs_panels.services.document_store import keep_pack
from cfs_panels.services.who_decides import check_may_decide
from db.audit import record_view
from db.models import AgencyDecisionRow, RequirementRow, User

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office

SIGNED = "This decision is signed and cannot be changed."
NO_REQUIREMENT = "There is no such requirement, or the decision that sets it is not signed yet."


class Decisions:
    """Decision records; only the agency decision maker writes and signs them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {
            OpenDecision: self.open_decision,
            SaveDecision: self.save_decision,
            MarkRead: self.mark_read,
            SetRequirement: self.set_requirement,
            DropRequirement: self.drop_requirement,
            KeepRequirement: self.keep_requirement,
            MeetRequirement: self.meet_requirement,
            AskForInformation: self.ask_for_information,
            SignDecision: self.sign_decision,
        }

    def open_decision(self, actor: Actor, command: OpenDecision) -> Changes:
        """Begin the record of a case, or go on with the one that is begun; its pack is made ready.

        Raises:
            RuleBroken: before the final minutes are in, or where this person sat on the panel.
        """
        with self._office.writing(actor) as session:
            found = decision_file(session, self._office, actor, command.case_id, "write_decision")
            record = found.record
            if record is None or record.signed_at is None:
                check_may_decide(session, actor, found)
                if found.item is not None:
                    keep_pack(found.file, found.item)
            if record is None:
                record = AgencyDecisionRow(
                    case_id=command.case_id,
                    item_id=found.item_id or None,
                    supersedes_id=earlier_record(found),
                    decision_maker_id=actor.user_id,
                    answers=stored_answers(with_agreed_terms(found.file, found.answers)),
                )
                session.add(record)
                session.flush()
            record_view(session, "agency_decision", record.id, case_id=command.case_id)
            return Changes(
                frozenset({("agency_decision", record.id)}),
                made=record.id,
                version=record.answers_version,
            )

    def save_decision(self, actor: Actor, command: SaveDecision) -> Changes:
        """Keep the answers as they stand.

        Raises:
            RuleBroken: where the record is signed, or terms are given where none may be.
            Clash: where the record was saved elsewhere meanwhile.
        """
        with self._office.writing(actor) as session:
            found = self._draft(session, actor, command.decision_id)
            record = _record(found)
            _check_version(found, command.version, command.answers)
            check_answers(found.file.pathway, command.answers, len(found.reasons))
            answers = with_form(found, command.answers)
            record.answers = stored_answers(answers)
            record.answers_version += 1
            record.outcome = answers.outcome
            session.flush()
            return _saved(record)

    def mark_read(self, actor: Actor, command: MarkRead) -> Changes:
        """Note that a paper of the pack was read, or is to be read again."""
        with self._office.writing(actor) as session:
            found = self._draft(session, actor, command.decision_id)
            record = _record(found)
            entry = next((e for e in found.pack() if e.id == command.paper_id), None)
            if entry is None:
                raise RuleBroken("This paper is not in the pack.", field="paper_id")
            moment = self._office.now().isoformat(timespec="seconds")
            record.read = {**record.read, command.paper_id: moment if command.read else ""}
            kind = "document" if entry.is_made else "stored_file"
            record_view(session, kind, entry.id, case_id=record.case_id)
            return _saved(record)

    def set_requirement(self, actor: Actor, command: SetRequirement) -> Changes:
        """Add a requirement, with its owner and the day it is due."""
        if not command.text.strip():
            raise RuleBroken("Enter what is required.", field="text")
        if not command.owner.strip():
            raise RuleBroken(
                "Choose who does it. A requirement without an owner is not met.", field="owner"
            )
        if command.due_on <= self._office.today:
            raise RuleBroken("Choose a day to come.", field="due_on")
        with self._office.writing(actor) as session:
            found = self._draft(session, actor, command.decision_id)
            row = RequirementRow(
                case_id=found.file.case.id,
                decision_id=command.decision_id,
                text=command.text.strip(),
                owner=command.owner.strip(),
                due_on=command.due_on,
                recipient=command.recipient.strip(),
            )
            session.add(row)
            session.flush()
            return _touched(row, "Requirement added", DropRequirement(row.id))

    def drop_requirement(self, actor: Actor, command: DropRequirement) -> Changes:
        """Take a requirement out of an unsigned record."""
        with self._office.writing(actor) as session:
            row = self._requirement(session, actor, command.requirement_id)
            row.dropped = True
            return _touched(row, "Requirement taken out", KeepRequirement(row.id))

    def keep_requirement(self, actor: Actor, command: KeepRequirement) -> Changes:
        """Put a requirement that was taken out back in."""
        with self._office.writing(actor) as session:
            row = self._requirement(session, actor, command.requirement_id)
            row.dropped = False
            return _touched(row, "Requirement put back", DropRequirement(row.id))

    def meet_requirement(self, actor: Actor, command: MeetRequirement) -> Changes:
        """Close a requirement with what shows that it is met.

        Raises:
            RuleBroken: without evidence, before the decision or with a date to come.
        """
        if not command.evidence.strip():
            raise RuleBroken("Enter what shows that it is met.", field="evidence")
        with self._office.writing(actor) as session:
            row = session.get(RequirementRow, command.requirement_id)
            if row is None or row.dropped:
                raise RuleBroken(NO_REQUIREMENT)
            file = CaseFile.open(session, self._office, actor, row.case_id, "meet_requirement")
            if row.decision is not None and row.decision.signed_at is None:
                raise RuleBroken(NO_REQUIREMENT)
            if row.met_on is not None:
                raise RuleBroken(f"This requirement was met on {long_date(row.met_on)}.")
            facts = {"requirement": row.id}
            file.record(EventType.REQUIREMENT_MET, command.met_on, facts=facts)
            row.met_on, row.met_by = command.met_on, actor.name
            row.evidence = command.evidence.strip()
            return file.changes(("requirement", row.id), message="Requirement closed")

    def ask_for_information(self, actor: Actor, command: AskForInformation) -> Changes:
        """Ask for something more; no rule stops the seven working days, so they go on."""
        if not command.words.strip():
            raise RuleBroken("Enter what you need to know.", field="words")
        with self._office.writing(actor) as session:
            found = self._draft(session, actor, command.decision_id)
            facts = {
                "words": command.words.strip(),
                "decision": command.decision_id,
                "matter": found.matter.key,
            }
            found.file.record(EventType.FURTHER_INFORMATION_ASKED, command.asked_on, facts=facts)
            return found.file.changes(
                ("agency_decision", command.decision_id),
                message="Asked for more information. The 7 working days keep running.",
            )

    def sign_decision(self, actor: Actor, command: SignDecision) -> Changes:
        """Sign the record with the decision maker's password; from then on it never changes.

        An approval enters the people on the register, with terms and review date. The record is
        kept as a document.

        Raises:
            RuleBroken: where the record is not ready, the pack is not read, the password is not
                right, a medical is missing, or the person may not decide this case.
        """
        with self._office.writing(actor) as session:
            found = self._draft(session, actor, command.decision_id)
            record = _record(found)
            _check_version(found, command.version, found.answers)
            decided_on = command.decided_on or self._office.today
            if decided_on > self._office.today:
                raise RuleBroken(
                    f"{long_date(decided_on)} is in the future. A decision is dated the day it is "
                    "made.",
                    field="decided_on",
                )
            check_outcome(found, decided_on)
            state = record_state(found, decided_on, form_of(found))
            check_signable(found.file.pathway, found.answers, state)
            if not command.has_read:
                raise RuleBroken("Tick that you have read the whole pack.", field="has_read")
            user = session.get_one(User, actor.user_id)
            if not self._office.keyring.matches(user, command.password):
                raise RuleBroken("This is not your password.", field="password")
            sign(found, user, decided_on)
            return found.file.changes(
                ("agency_decision", record.id), made=record.id, message="Decision signed"
            )

    def _draft(self, session: Session, actor: Actor, decision_id: str) -> DecisionFile:
        """Return an unsigned record that this person may write in; nobody else does meanwhile."""
        record = session.get(AgencyDecisionRow, decision_id, with_for_update=True)
        if record is None:
            raise RuleBroken("There is no such decision record.")
        found = decision_file(session, self._office, actor, record.case_id, "write_decision")
        if record.signed_at is not None:
            raise RuleBroken(SIGNED)
        check_may_decide(session, actor, found)
        return replace(found, record=record)

    def _requirement(self, session: Session, actor: Actor, requirement_id: str) -> RequirementRow:
        row = session.get(RequirementRow, requirement_id)
        if row is None or row.decision_id is None:
            raise RuleBroken(NO_REQUIREMENT)
        self._draft(session, actor, row.decision_id)
        return row


def _record(found: DecisionFile) -> AgencyDecisionRow:
    if found.record is None:
        raise RuleBroken("Open the decision record first.")
    return found.record


def _check_version(found: DecisionFile, version: int, mine: object) -> None:
    record = _record(found)
    if record.answers_version != version:
        raise Clash("this record", found.answers, mine)


def _saved(record: AgencyDecisionRow) -> Changes:
    touched = frozenset({("agency_decision", record.id)})
    return Changes(touched, version=record.answers_version)


def _touched(row: RequirementRow, message: str, undo: object) -> Changes:
    touched = {("requirement", row.id), ("agency_decision", row.decision_id or "")}
    return Changes(frozenset(touched), made=row.id, message=message, undo=undo)
