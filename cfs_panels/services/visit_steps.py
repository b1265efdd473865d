"""The steps of a visit record: what each asks for, and the events it writes."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.errors import Clash, FormProblems, RuleBroken
from cfs_panels.domain.form_problems import problems
from cfs_panels.domain.visits import FormState
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import long_date
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.colleagues import managers_for
from cfs_panels.services.form_pages import EDITABLE, SEND_BACK
from cfs_panels.services.last_writers import last_writer
from db.base import canonical_json
from db.models import FormRecord, User

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.cases import Colleague
    from cfs_panels.domain.forms import FormDefinition
    from cfs_panels.domain.visits import DecideForm
    from cfs_panels.services.office import Office

INVITE, DO_NOT_PROCEED, WITHDREW = "invite", "do_not_proceed", "withdrew"
NOT_HERE = "There is no such form, or you may not open it."
THIS_RECORD = "this visit record"
NO_CODE = "AW0"
"""The national code of a withdrawal whose reason is another, or not known."""


def open_form(
    session: Session, office: Office, actor: Actor, form_id: str
) -> tuple[FormRecord, CaseFile]:
    """Return a form record with the file of its case, for somebody who may open that.

    Raises:
        RuleBroken: where there is none, it may not be opened, or it was deleted.
    """
    row = session.get(FormRecord, form_id)
    if row is None:
        raise RuleBroken(NOT_HERE)
    file = CaseFile.open_page(session, office, actor, row.case_id)
    if row.deleted:
        raise RuleBroken("This draft was deleted.")
    return row, file


def check_writer(file: CaseFile, actor: Actor) -> None:
    """Refuse a visit record by anyone but those whose case it is.

    Raises:
        RuleBroken: naming the worker.
    """
    if actor.user_id in {file.case.worker_id, file.case.manager_id}:
        return
    if file.case.worker_id is None:
        raise RuleBroken("Nobody is the worker of this case yet. Allocate it first.")
    worker = file.session.get_one(User, file.case.worker_id)
    raise RuleBroken(f"{worker.name} is the worker of this case and writes its visit record.")


def check_going_on(session: Session, row: FormRecord, actor: Actor) -> None:
    """Refuse to go on with a record that someone else writes, or that is with a manager.

    Raises:
        RuleBroken: naming who has it.
    """
    if row.state is FormState.PASSED:
        raise RuleBroken(f"The visit record is with {manager_name(session, row)}.")
    if row.author_id != actor.user_id:
        author = session.get_one(User, row.author_id)
        raise RuleBroken(
            f"{author.name} began this record on {long_date(row.started_at.astimezone().date())} "
            "and has not finished it."
        )


def check_editable(session: Session, row: FormRecord, actor: Actor) -> None:
    """Refuse to change someone else's record, or one that is with a manager or decided.

    Raises:
        RuleBroken: with whose it is, where it is or when it was decided.
    """
    if row.author_id != actor.user_id:
        author = session.get_one(User, row.author_id)
        raise RuleBroken(f"This is the record of {author.name}. You can read it.")
    check_open(session, row)


def check_open(session: Session, row: FormRecord) -> None:
    """Refuse to change a record that is with a manager or decided.

    Raises:
        RuleBroken: with where it is, or when it was decided.
    """
    if row.state is FormState.PASSED:
        raise RuleBroken(
            f"This record is with {manager_name(session, row)}. Ask for it back before you "
            "change it."
        )
    if row.state is FormState.AGREED:
        day = f" on {long_date(row.decided_on)}" if row.decided_on else ""
        raise RuleBroken(f"This visit was decided{day}, so its record is not changed.")


def check_version(
    session: Session, actor: Actor, row: FormRecord, version: int, mine: object
) -> None:
    """Refuse to save over what was saved elsewhere meanwhile.

    Raises:
        Clash: with both texts.
    """
    if row.version == version:
        return
    who = last_writer(session, (FormRecord.__tablename__, row.id))
    if who == actor.name:
        who = "You, in another window,"
    raise Clash(THIS_RECORD, row.answers, mine, who=who)


def check_complete(definition: FormDefinition, answers: Mapping[str, Any], today: date) -> None:
    """Refuse answers that leave something to put right.

    Raises:
        FormProblems: with every field and its sentence, in the order of the form.
    """
    found = problems(definition, answers, today=today)
    if found:
        raise FormProblems(tuple((problem.field, problem.message) for problem in found))


def open_record(session: Session, case_id: str, form_key: str) -> FormRecord | None:
    """Return the record of a form that is being written or waits for its manager."""
    return session.scalars(
        select(FormRecord)
        .where(
            FormRecord.case_id == case_id,
            FormRecord.form_key == form_key,
            FormRecord.deleted.is_(False),
            FormRecord.state.in_((*EDITABLE, FormState.PASSED)),
        )
        .order_by(FormRecord.id.desc())
        .limit(1)
    ).first()


def chosen_manager(
    file: CaseFile, row: FormRecord, wanted: str
) -> tuple[dict[str, Any], Colleague | None]:
    """Return the answers with the manager chosen, and that manager where they may decide."""
    chosen = row.answers.get("manager") or {}
    wanted = wanted or str(chosen.get("id", ""))
    able = managers_for(file.session, file.office, file.case, row.author_id)
    manager = next((c for c in able if c.id == wanted), None)
    answers = dict(row.answers)
    if wanted:
        user = file.session.get(User, wanted)
        answers["manager"] = {"id": wanted, "name": user.name if user else ""}
    return answers, manager


def manager_refusal(row: FormRecord, answers: Mapping[str, Any]) -> str:
    """Return why the person chosen cannot check a visit."""
    chosen = answers.get("manager") or {}
    if chosen.get("id") == row.author_id:
        return "You cannot agree your own visit. Choose another manager."
    name = chosen.get("name") or "This person"
    return f"{name} is no manager of this team. Choose a manager who can open the case."


def record_visit(file: CaseFile, row: FormRecord) -> None:
    """Write that the visit was done on its day; a day corrected since replaces the first.

    Raises:
        FormProblems: where the day cannot be.
    """
    on = date.fromisoformat(str(row.answers["visited_on"]))
    facts = {"form": row.id, "where": str(row.answers.get("where", ""))}
    known = [
        e for e in file.history.all(EventType.INITIAL_VISIT_DONE) if e.facts.get("form") == row.id
    ]
    if known and (known[-1].on, dict(known[-1].facts)) == (on, facts):
        return
    try:
        file.record(
            EventType.INITIAL_VISIT_DONE,
            on,
            facts=facts,
            supersedes=known[-1].id if known else None,
        )
    except RuleBroken as refusal:
        if refusal.field == "on":
            raise FormProblems((("visited_on", refusal.message),)) from refusal
        raise


def decision_answers(command: DecideForm) -> dict[str, Any]:
    """Return a manager's decision as answers to its form."""
    words = "to_put_right" if command.decision == SEND_BACK else "reasons"
    answers = {
        **command.more,
        "decided_on": command.decided_on.isoformat(),
        "decision": command.decision,
        words: command.reasons.strip(),
    }
    return {key: value for key, value in answers.items() if value}


def record_decision(file: CaseFile, row: FormRecord, facts: Mapping[str, Any]) -> None:
    """Write the decision on a visit; one not to go on ends the case with its reason.

    Raises:
        FormProblems: where the day of the decision cannot be.
    """
    on = row.decided_on or file.office.today
    recommendation = str(row.answers.get("recommendation", ""))
    event = _dated(
        file, EventType.INITIAL_VISIT_DECIDED, on, {**facts, "recommendation": recommendation}
    )
    if row.decision != DO_NOT_PROCEED:
        return
    withdrew = recommendation == WITHDREW
    ending = EventType.WITHDRAWN_BY_APPLICANT if withdrew else EventType.WITHDRAWN_BY_AGENCY
    file.follow(ending, on, event, facts={"reason": row.decision_reasons, "code": NO_CODE})


def record_sent_back(file: CaseFile, row: FormRecord) -> None:
    """Write that a record went back to its author.

    Raises:
        FormProblems: where the day cannot be.
    """
    on = row.decided_on or file.office.today
    facts = {"form": row.id, "words": row.decision_reasons}
    _dated(file, EventType.INITIAL_VISIT_SENT_BACK, on, facts)


def digest_of_record(row: FormRecord, decision: Mapping[str, Any]) -> str:
    """Return what a decided record is known by: a digest of its answers and the decision."""
    signed = {"answers": row.answers, "decision": dict(decision)}
    return hashlib.sha256(canonical_json(signed).encode()).hexdigest()


def manager_name(session: Session, row: FormRecord) -> str:
    """Return the manager who has a record."""
    manager = session.get(User, row.manager_id) if row.manager_id else None
    return manager.name if manager else "a manager"


def _dated(file: CaseFile, event: EventType, on: date, facts: Mapping[str, Any]) -> str:
    try:
        return file.record(event, on, facts=facts).id
    except RuleBroken as refusal:
        if refusal.field == "on":
            raise FormProblems((("decided_on", refusal.message),)) from refusal
        raise
