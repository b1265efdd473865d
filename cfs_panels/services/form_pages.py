"""Form records as their pages show them, with what was known before and every saved copy."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.households import HouseholdPerson, known_facts
from cfs_panels.domain.visits import FormDetails, FormLine, FormState
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import clock_time, long_date, near_date
from cfs_panels.services.case_people import people_of
from cfs_panels.services.colleagues import managers_for
from cfs_panels.services.form_library import form_library
from cfs_panels.services.visibility import case_filter, relations_to
from db.models import AuditEntry, Case, FormRecord, Household, User

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.forms import JSON, FormDefinition
    from cfs_panels.services.case_files import CaseFile
    from cfs_panels.services.office import Office

BETWEEN_COPIES = timedelta(minutes=10)
OWN_VISIT = "You cannot agree your own visit."
EDITABLE = frozenset({FormState.DRAFT, FormState.SENT_BACK})
SEND_BACK = "send_back"


def form_of(file: CaseFile, row: FormRecord) -> FormDefinition:
    """Return the questions of a form record, in the version it was begun with."""
    return form_library().form(row.form_key, row.form_version, file.pathway.service)


def decision_form_of(file: CaseFile, row: FormRecord) -> FormDefinition:
    """Return what a manager is asked when deciding on a form."""
    return form_library().newest(f"{row.form_key}_decision", file.pathway.service)


def drafts_of(
    session: Session, case_ids: Collection[str], authors: Collection[str | None]
) -> Sequence[FormRecord]:
    """Return what these people have begun on these cases and not passed on."""
    return session.scalars(
        select(FormRecord).where(
            FormRecord.case_id.in_(case_ids),
            FormRecord.author_id.in_(authors),
            FormRecord.state.in_(EDITABLE),
            FormRecord.deleted.is_(False),
        )
    ).all()


def form_details(file: CaseFile, row: FormRecord) -> FormDetails:
    """Return a form record as its page shows it to the person whose file this is."""
    session, actor = file.session, file.actor
    author = session.get_one(User, row.author_id)
    manager = session.get(User, row.manager_id) if row.manager_id else None
    decider = session.get(User, row.decided_by) if row.decided_by else None
    decision = decision_form_of(file, row)
    is_author = row.author_id == actor.user_id
    decides = file.office.matrix.allows(
        actor, "decide_form", relations_to(session, actor, file.case)
    )
    waits = row.state is FormState.PASSED
    blocked = OWN_VISIT if waits and is_author else ""
    people = people_of(session, [file.case])[file.case.id]
    home = session.get_one(Household, file.household_id)
    sent_back = row.state is FormState.SENT_BACK
    return FormDetails(
        id=row.id,
        case_id=file.case.id,
        reference=file.case.reference,
        household=file.case.household_name,
        form_key=row.form_key,
        form_version=row.form_version,
        answers=row.answers,
        state=row.state,
        author=author.name,
        author_id=author.id,
        manager=manager.name if manager else "",
        manager_id=row.manager_id or "",
        sent_back_words=row.decision_reasons if sent_back else "",
        decision=row.decision,
        decision_words=choice_words(decision, row.decision),
        known_facts=known_facts(people, _address(home), file.case.heard_of_us, file.office.today),
        saved_at=row.saved_at,
        saved_copies=_saved_copies(row, file),
        version=row.version,
        definition=form_of(file, row),
        decision_definition=decision,
        about=_about(file),
        may_edit=is_author and row.state in EDITABLE,
        may_take_over=may_take_over(file, row),
        may_decide=waits and decides and not is_author,
        blocked=blocked,
        started_at=row.started_at,
        passed_on=row.passed_at.astimezone().date() if row.passed_at else None,
        decided_on=row.decided_on,
        decided_by=decider.name if decider else "",
        decision_facts=_decision_facts(file, row, decision),
    )


def may_take_over(file: CaseFile, row: FormRecord) -> bool:
    """Return whether somebody whose case it is may go on with what another began to write."""
    writers = {file.case.worker_id, file.case.manager_id}
    reader = file.actor.user_id
    return row.state in EDITABLE and reader in writers and reader != row.author_id


def form_lines(
    session: Session, office: Office, actor: Actor, which: ColumnElement[bool]
) -> tuple[FormLine, ...]:
    """Return form records of cases that a person may open, last saved first."""
    rows = session.execute(
        select(FormRecord, Case)
        .join(Case, Case.id == FormRecord.case_id)
        .where(
            which,
            FormRecord.deleted.is_(False),
            case_filter(office.matrix, actor, "view_case"),
        )
        .order_by(FormRecord.saved_at.desc())
    ).all()
    wanted = {row.manager_id for row, _ in rows if row.manager_id}
    found = session.execute(select(User.id, User.name).where(User.id.in_(wanted)))
    names = {user.id: user.name for user in found}
    return tuple(_form_line(row, case, names, office.today) for row, case in rows)


def _form_line(row: FormRecord, case: Case, names: Mapping[str, str], today: date) -> FormLine:
    form = form_library().form(row.form_key, row.form_version, case.service)
    manager = names.get(row.manager_id or "", "the manager")
    passed = row.passed_at.astimezone().date() if row.passed_at else today
    words = {
        FormState.DRAFT: f"Draft, saved {moment_words(row.saved_at, today)}",
        FormState.PASSED: f"With {manager} since {near_date(passed, today)}",
        FormState.SENT_BACK: f"Sent back by {manager}",
        FormState.AGREED: f"Decided {near_date(row.decided_on or today, today)}",
    }
    return FormLine(
        id=row.id,
        case_id=case.id,
        title=form.title,
        household=case.household_name,
        reference=case.reference,
        state=row.state,
        words=words[row.state],
        saved_at=row.saved_at,
    )


def moment_words(moment: datetime, today: date) -> str:
    """Return when something was saved: the time of today, else the day."""
    local = moment.astimezone()
    if local.date() == today:
        return f"at {clock_time(local.time())}"
    if local.date() == today - timedelta(days=1):
        return "yesterday"
    return f"on {near_date(local.date(), today)}"


def known_answers(file: CaseFile) -> dict[str, JSON]:
    """Return what is known of a case before its form is begun, by the names that forms use."""
    people = people_of(file.session, [file.case])[file.case.id]
    home = file.session.get_one(Household, file.household_id)
    enquiry = file.history.first(EventType.ENQUIRY_RECEIVED)
    offered = file.history.latest(EventType.INITIAL_VISIT_OFFERED)
    told = enquiry.facts if enquiry else {}
    booked = offered.facts if offered else {}
    work = [f"{p.first_name}: {p.facts['work']}" for p in people if p.facts.get("work")]
    if len(people) == 1 or len(work) == 1:
        work = [line.partition(": ")[2] for line in work]
    return {
        "case.manager": _manager(file),
        "enquiry.employment": "\n".join(work),
        "enquiry.reason": str(told.get("reason", "")),
        "household.access_needs": home.access_needs,
        "household.address": ", ".join(_address(home)),
        "household.people": [_person_row(p) for p in people if p.to_on is None],
        "today": file.office.today.isoformat(),
        "visit.booked_on": str(booked.get("booked_on", "")),
        "visit.where": str(booked.get("where", "")),
    }


def choice_words(definition: FormDefinition, value: str) -> str:
    """Return the words of a decision."""
    found = definition.field("decision").choice(value)
    return found.label if found else ""


def _manager(file: CaseFile) -> JSON:
    able = managers_for(file.session, file.office, file.case, file.actor.user_id)
    found = next((c for c in able if c.id == file.case.manager_id), None)
    return {"id": found.id, "name": found.name} if found else None


def _person_row(person: HouseholdPerson) -> dict[str, JSON]:
    row: dict[str, JSON] = {
        "name": person.name,
        "relationship": "Applicant" if person.is_applicant else person.relationship,
        "lives_here": "yes" if person.at_home else "no",
    }
    if person.born_on:
        row["born_on"] = person.born_on.isoformat()
    return row


def _address(home: Household) -> list[str]:
    lines = [str(line) for line in home.address]
    if lines and home.postcode:
        return [*lines[:-1], f"{lines[-1]} {home.postcode}"]
    return lines or ([home.postcode] if home.postcode else [])


def _about(file: CaseFile) -> tuple[str, ...]:
    """Return when they asked, how, and by when a visit is due."""
    found = []
    enquiry = file.history.first(EventType.ENQUIRY_RECEIVED)
    if enquiry is not None:
        how = str(enquiry.facts.get("channel", ""))
        found.append(", ".join(p for p in (f"Enquiry {long_date(enquiry.on)}", how) if p))
    for clock in file.clocks():
        if EventType.INITIAL_VISIT_DONE in clock.rule.stop_events and clock.state.is_active:
            by = f": visit by {long_date(clock.due_on)}" if clock.due_on else ""
            found.append(clock.rule.short_source + by)
    return tuple(found)


def _saved_copies(row: FormRecord, file: CaseFile) -> tuple[tuple[datetime, str], ...]:
    """Return when the form was saved, newest first; saves close together count as one."""
    entries = file.session.execute(
        select(AuditEntry.at, AuditEntry.action)
        .where(
            AuditEntry.kind == FormRecord.__tablename__,
            AuditEntry.record_id == row.id,
            AuditEntry.action.in_(("insert", "update")),
        )
        .order_by(AuditEntry.sequence.desc())
    ).all()
    copies: list[tuple[datetime, str]] = []
    for at, action in entries:
        if action == "insert":
            copies.append((at, "Started"))
        elif not copies or copies[-1][0] - at >= BETWEEN_COPIES:
            copies.append((at, "Saved"))
    return tuple(copies)


def _decision_facts(
    file: CaseFile, row: FormRecord, decision: FormDefinition
) -> tuple[tuple[str, str], ...]:
    """Return what else the manager decided, label and words each."""
    events = file.history.all(EventType.INITIAL_VISIT_DECIDED)
    told: dict[str, Any] = next(
        (dict(e.facts) for e in events if e.facts.get("form") == row.id), {}
    )
    wanted = ("reasons", "before_next_contact", "when_to_ask_again")
    return tuple(
        (field.label, str(told[field.key]))
        for field in decision.fields()
        if field.key in wanted and told.get(field.key)
    )
