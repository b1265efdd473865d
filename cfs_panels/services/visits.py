"""Initial visits: the record drafted, passed to a manager, agreed or sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.changes import Changes
from cfs_panels.domain.errors import FormProblems, RuleBroken
from cfs_panels.domain.form_answers import cleaned
from cfs_panels.domain.forms import prefilled
from cfs_panels.domain.visits import (
    DecideForm,
    DeleteDraft,
    FormDetails,
    FormLine,
    FormState,
    PassForm,
    RestoreDraft,
    SaveForm,
    StartForm,
)
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.colleagues import managers_for
from cfs_panels.services.form_library import form_library
from cfs_panels.services.form_pages import (
    EDITABLE,
    OWN_VISIT,
    SEND_BACK,
    choice_words,
    decision_form_of,
    form_details,
    form_lines,
    form_of,
    known_answers,
)
from cfs_panels.services.past_cases import day_after
from cfs_panels.services.viewing import note_view
from cfs_panels.services.visit_steps import (
    NOT_HERE,
    check_complete,
    check_editable,
    check_going_on,
    check_version,
    check_writer,
    chosen_manager,
    decision_answers,
    digest_of_record,
    manager_refusal,
    open_form,
    open_record,
    record_decision,
    record_sent_back,
    record_visit,
)
from cfs_panels.services.visit_writers import VisitWriters
from db.models import FormRecord, User

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.cases import Colleague
    from cfs_panels.services.office import Office


class Visits:
    """Visit records, from the first word typed to the manager's decision."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {
            StartForm: self.start_form,
            SaveForm: self.save_form,
            PassForm: self.pass_form,
            DecideForm: self.decide_form,
            DeleteDraft: self.delete_draft,
            RestoreDraft: self.restore_draft,
            **VisitWriters(self._office).commands(),
        }

    def form(self, actor: Actor, form_id: str) -> FormDetails:
        """Return a form with its answers; that someone else opened it is kept in the audit."""
        with self._office.reading() as session:
            row, file = open_form(session, self._office, actor, form_id)
            details = form_details(file, row)
        if details.author_id != actor.user_id:
            kind = FormRecord.__tablename__
            note_view(self._office, actor, kind, form_id, details.case_id)
        return details

    def forms(self, actor: Actor, case_id: str, as_of: date | None = None) -> tuple[FormLine, ...]:
        """Return the forms of a case, newest first; with ``as_of`` those begun by that day."""
        with self._office.reading() as session:
            CaseFile.open_page(session, self._office, actor, case_id)
            which = FormRecord.case_id == case_id
            if as_of is not None:
                which &= FormRecord.started_at < day_after(as_of)
            return form_lines(session, self._office, actor, which)

    def drafts(self, actor: Actor) -> tuple[FormLine, ...]:
        """Return what the actor has begun and not passed on, last saved first."""
        with self._office.reading() as session:
            return form_lines(
                session,
                self._office,
                actor,
                (FormRecord.author_id == actor.user_id) & FormRecord.state.in_(EDITABLE),
            )

    def waiting(self, actor: Actor) -> tuple[FormLine, ...]:
        """Return the forms that wait for the actor's decision."""
        with self._office.reading() as session:
            return form_lines(
                session,
                self._office,
                actor,
                (FormRecord.manager_id == actor.user_id) & (FormRecord.state == FormState.PASSED),
            )

    def managers(self, actor: Actor, case_id: str) -> tuple[Colleague, ...]:
        """Return the managers to whom the actor may pass a form of a case."""
        with self._office.reading() as session:
            file = CaseFile.open_page(session, self._office, actor, case_id)
            return tuple(managers_for(session, self._office, file.case, actor.user_id))

    def start_form(self, actor: Actor, command: StartForm) -> Changes:
        """Begin the form of a case with what is known filled in; one begun before is gone on with.

        Raises:
            RuleBroken: for someone who is not its worker, or where the record is with a manager
                or the visit was decided.
        """
        with self._office.writing(actor) as session:
            file = CaseFile.open_page(session, self._office, actor, command.case_id)
            check_writer(file, actor)
            if command.form_key != file.pathway.visit_form:
                raise RuleBroken("This kind of case has no such form.")
            file.judge(EventType.INITIAL_VISIT_PASSED, self._office.today)
            begun = open_record(session, command.case_id, command.form_key)
            if begun is not None:
                check_going_on(session, begun, actor)
                return Changes(frozenset({("form_record", begun.id)}), made=begun.id)
            definition = form_library().newest(command.form_key, file.pathway.service)
            row = FormRecord(
                case_id=file.case.id,
                form_key=definition.key,
                form_version=definition.version,
                answers=cleaned(definition, prefilled(definition, known_answers(file))),
                author_id=actor.user_id,
                started_at=self._office.now(),
                saved_at=self._office.now(),
            )
            session.add(row)
            session.flush()
            touched = frozenset({("form_record", row.id), ("case", file.case.id)})
            return Changes(touched, made=row.id, undo=DeleteDraft(row.id), version=row.version)

    def save_form(self, actor: Actor, command: SaveForm) -> Changes:
        """Keep the answers as they stand; what is wrong in them is judged on passing on.

        Raises:
            RuleBroken: for someone else's form, or one that is with a manager.
            Clash: where it was saved elsewhere meanwhile; both texts are carried.
        """
        with self._office.writing(actor) as session:
            row, file = self._to_edit(session, actor, command.form_id)
            answers = cleaned(form_of(file, row), command.answers, today=self._office.today)
            check_version(session, actor, row, command.version, answers)
            touched = frozenset({("form_record", row.id)})
            if answers != row.answers:
                row.answers, row.saved_at = answers, self._office.now()
                session.flush()
            return Changes(touched, version=row.version)

    def pass_form(self, actor: Actor, command: PassForm) -> Changes:
        """Pass a finished form to the manager who will check it.

        Raises:
            FormProblems: with everything that is to be put right.
            RuleBroken: for someone else's form, or one that is with a manager already.
        """
        with self._office.writing(actor) as session:
            row, file = self._to_edit(session, actor, command.form_id)
            check_version(session, actor, row, command.version, row.answers)
            answers, manager = chosen_manager(file, row, command.manager_id)
            check_complete(form_of(file, row), answers, self._office.today)
            if manager is None:
                raise FormProblems((("manager", manager_refusal(row, answers)),))
            row.answers, row.state = answers, FormState.PASSED
            row.manager_id, row.passed_at = manager.id, self._office.now()
            row.decision = row.decision_reasons = ""
            row.decided_on = row.decided_by = None
            file.case.manager_id = file.case.manager_id or manager.id
            session.flush()
            record_visit(file, row)
            facts = {
                "form": row.id,
                "recommendation": str(answers.get("recommendation", "")),
                "manager": manager.name,
            }
            file.record(EventType.INITIAL_VISIT_PASSED, self._office.today, facts=facts)
            return file.changes(("form_record", row.id), message=f"Passed to {manager.name}")

    def decide_form(self, actor: Actor, command: DecideForm) -> Changes:
        """Agree a visit with a decision, or send its record back with what is missing.

        A decision not to go on ends the case: for the applicants where they withdrew, else for
        the agency.

        Raises:
            FormProblems: without a decision or its reasons.
            RuleBroken: for the author, or a record that waits for no decision.
        """
        with self._office.writing(actor) as session:
            row, file = open_form(session, self._office, actor, command.form_id)
            if row.author_id == actor.user_id:
                raise RuleBroken(OWN_VISIT)
            file = CaseFile.open(session, self._office, actor, row.case_id, "decide_form")
            if row.state is not FormState.PASSED:
                raise RuleBroken("This visit record is not waiting for a decision.")
            check_version(session, actor, row, command.version, {})
            answers = decision_answers(command)
            definition = decision_form_of(file, row)
            check_complete(definition, answers, self._office.today)
            row.decision, row.decision_reasons = command.decision, command.reasons.strip()
            row.decided_on, row.decided_by = command.decided_on, actor.user_id
            session.flush()
            if command.decision == SEND_BACK:
                row.state = FormState.SENT_BACK
                record_sent_back(file, row)
                author = session.get_one(User, row.author_id)
                return file.changes(("form_record", row.id), message=f"Sent back to {author.name}")
            row.state, row.digest = FormState.AGREED, digest_of_record(row, answers)
            words = choice_words(definition, command.decision)
            record_decision(file, row, {**answers, "form": row.id, "decision_words": words})
            return file.changes(("form_record", row.id), message=f"Initial visit: {words.lower()}")

    def delete_draft(self, actor: Actor, command: DeleteDraft) -> Changes:
        """Throw a draft away; it can be brought back, and the audit trail keeps it.

        Raises:
            RuleBroken: for someone else's draft, or one that was passed on before.
        """
        with self._office.writing(actor) as session:
            row, file = self._to_edit(session, actor, command.form_id)
            if row.passed_at is not None:
                raise RuleBroken("A record that was passed to a manager is kept.")
            row.deleted = True
            session.flush()
            touched = frozenset({("form_record", row.id), ("case", file.case.id)})
            return Changes(touched, message="Draft deleted", undo=RestoreDraft(row.id))

    def restore_draft(self, actor: Actor, command: RestoreDraft) -> Changes:
        """Bring a draft back that was thrown away.

        Raises:
            RuleBroken: where another was begun since.
        """
        with self._office.writing(actor) as session:
            row = session.get(FormRecord, command.form_id)
            if row is None or row.author_id != actor.user_id or not row.deleted:
                raise RuleBroken(NOT_HERE)
            file = CaseFile.open_page(session, self._office, actor, row.case_id)
            if open_record(session, row.case_id, row.form_key) is not None:
                raise RuleBroken("Another record of the visit was begun since.")
            row.deleted = False
            session.flush()
            touched = frozenset({("form_record", row.id), ("case", file.case.id)})
            return Changes(touched, made=row.id, message="Draft brought back")

    def _to_edit(self, session: Session, actor: Actor, form_id: str) -> tuple[FormRecord, CaseFile]:
        row, file = open_form(session, self._office, actor, form_id)
        check_editable(session, row, actor)
        return row, file
