"""The initial visit report out of the form record and what its manager decided."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.documents.form_report import form_sections
from cfs_panels.documents.initial_visit_report import (
    InitialVisitDetails,
    build_initial_visit_report,
)
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.form_words import answer_words
from cfs_panels.domain.visits import FormState
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.document_details.sources import Built
from cfs_panels.services.form_library import form_library
from db.models import FormRecord

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from cfs_panels.domain.forms import FormDefinition
    from cfs_panels.services.document_details.sources import CaseSource

_BESIDE = ("before_next_contact", "when_to_ask_again", "to_put_right")


def initial_visit_report(source: CaseSource) -> Built:
    """Return the report of the newest visit record, a draft until a manager has agreed it.

    Raises:
        RuleBroken: where no visit has been written up.
    """
    record = source.session.scalars(
        select(FormRecord)
        .where(
            FormRecord.case_id == source.case.id,
            FormRecord.form_key == source.pathway.visit_form,
            FormRecord.deleted.is_(False),
        )
        .order_by(FormRecord.id.desc())
        .limit(1)
    ).first()
    if record is None:
        raise RuleBroken("No initial visit has been written up in this case.")
    definition = form_library().form(record.form_key, record.form_version, source.pathway.service)
    details = _details(source, record, definition)
    return Built(
        build_initial_visit_report(details, source.letterhead),
        template_version=str(record.form_version),
    )


def _details(
    source: CaseSource, record: FormRecord, definition: FormDefinition
) -> InitialVisitDetails:
    answers = record.answers
    author, manager = source.user(record.author_id), source.user(record.decided_by)
    manager = manager or source.user(record.manager_id)
    is_agreed = record.state is FormState.AGREED
    decided = _decision(source, record) if is_agreed else ("", ())
    return InitialVisitDetails(
        household=source.case.household_name,
        reference=source.reference,
        service=source.pathway.service.value.capitalize(),
        sections=form_sections(definition, answers),
        made_on=record.decided_on if is_agreed and record.decided_on else source.office.today,
        version=f"{definition.title}, version {record.form_version}",
        enquiry_on=source.file.history.on(EventType.ENQUIRY_RECEIVED),
        visited_on=_day(answers, "visited_on"),
        how_long=_said(definition, answers, "how_long"),
        mode=_said(definition, answers, "where"),
        people_seen=_people_seen(answers),
        visited_by=author.name if author else "",
        recommendation=_said(definition, answers, "recommendation"),
        passed_on=record.passed_at.astimezone().date() if record.passed_at else None,
        manager=manager.name if manager else "",
        manager_decision=decided[0],
        manager_reasons=record.decision_reasons if is_agreed else "",
        decided_on=record.decided_on if is_agreed else None,
        decision_facts=decided[1],
        draft=not is_agreed,
    )


def _said(definition: FormDefinition, answers: Mapping[str, Any], key: str) -> str:
    field = next((f for f in definition.fields() if f.key == key), None)
    return answer_words(field, answers.get(key)) if field else ""


def _day(answers: Mapping[str, Any], key: str) -> date | None:

    typed = answers.get(key)
    try:
        return date.fromisoformat(typed) if isinstance(typed, str) else None
    except ValueError:
        return None


def _people_seen(answers: Mapping[str, Any]) -> tuple[str, ...]:
    rows = answers.get("household")
    seen = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return tuple(str(row.get("name", "")) for row in seen if row.get("seen") is True)


def _decision(source: CaseSource, record: FormRecord) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the manager's decision in words, and what else was decided with it."""
    event = source.file.history.latest(EventType.INITIAL_VISIT_DECIDED)
    facts = event.facts if event else {}
    definition = form_library().newest(f"{record.form_key}_decision", source.pathway.service)
    choice = definition.field("decision").choice(record.decision)
    beside = tuple(
        (field.label, str(facts[field.key]))
        for field in definition.fields()
        if field.key in _BESIDE and facts.get(field.key)
    )
    return choice.label if choice else record.decision, beside
