"""The checks of a case as its page lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.checks import CheckFacts, CheckLine
from cfs_panels.domain.households import birthday_words
from cfs_panels.domain.pathways import PaperColumn
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.case_checks import missing_checks
from cfs_panels.services.case_people import checks_of, people_of
from db.models import Check

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.domain.households import HouseholdPerson
    from cfs_panels.domain.pathways import CheckDefinition
    from cfs_panels.services.case_files import CaseFile

HOUSEHOLD = "Household"


def check_lines(file: CaseFile) -> tuple[CheckLine, ...]:
    """Return the checks that count, in order, and after them those that others replaced.

    Of a case as it stood on a day it is what was known then.

    A check of the pathway that somebody must have and nobody has begun stands among the first,
    without an id: ``AddCheck`` begins it.
    """
    day = file.day
    rows = {
        row.id: row
        for row in file.session.scalars(select(Check).where(Check.case_id == file.case.id))
    }
    people = {p.id: p for p in people_of(file.session, [file.case])[file.case.id]}
    counting = checks_of(file.session, file.case, file.as_of)
    placed = [(c.position, _line(file, rows[c.id], c, people, day)) for c in counting]
    if not file.history.has(file.pathway.application_event):
        placed = [line for line in placed if file.as_of is None or line[1].state != "missing"]
    else:
        placed += [
            (position, _not_begun(definition, person, day))
            for definition, person, position in missing_checks(
                file, counting, tuple(people.values())
            )
        ]
    placed.sort(key=lambda line: line[0])
    kept = {c.id for c in counting}
    replaced = [
        _old(file, row, people, day)
        for key, row in sorted(rows.items())
        if key not in kept and (file.as_of is None or _facts(row).as_it_stood(day).is_begun)
    ]
    return (*(line for _, line in placed), *replaced)


def _old(file: CaseFile, row: Check, people: Mapping[str, HouseholdPerson], day: date) -> CheckLine:
    facts = _facts(row) if file.as_of is None else _facts(row).as_it_stood(day)
    return _line(file, row, facts, people, day, is_needed=False)


def _facts(row: Check) -> CheckFacts:
    return CheckFacts(
        id=row.id,
        key=row.key,
        person_id=row.person_id or "",
        position=row.position,
        requested_on=row.requested_on,
        due_on=row.due_on,
        received_on=row.received_on,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        outcome=row.outcome,
    )


def _line(
    file: CaseFile,
    row: Check,
    facts: CheckFacts,
    people: Mapping[str, HouseholdPerson],
    day: date,
    *,
    is_needed: bool = True,
) -> CheckLine:
    definition = file.pathway.check(row.key)
    person = people.get(row.person_id or "")
    chased = _chased(file, facts)
    told = file.as_of is None or facts.received_on is not None
    return CheckLine(
        id=row.id,
        key=row.key,
        name=row.name,
        person_id=row.person_id or "",
        person=person.short_name(day) if person else HOUSEHOLD,
        requested_on=facts.requested_on,
        received_on=facts.received_on,
        issued_on=facts.issued_on,
        expires_on=facts.expires_on,
        outcome=facts.outcome,
        number=row.number if told else "",
        note=row.note if told else "",
        asked_of=row.asked_of,
        state=facts.state(day),
        words=facts.words(day),
        weight=definition.weight.value if definition else "",
        source=definition.source if definition else "Added to this case",
        has_number=definition.has_number if definition else False,
        column=definition.column.value if definition else PaperColumn.CHECKS.value,
        version=row.version,
        due_on=facts.due_on,
        chased_on=chased.on if chased else None,
        chased_how=str(chased.facts.get("how") or "") if chased else "",
        is_needed=is_needed,
    )


def _chased(file: CaseFile, check: CheckFacts) -> CaseEvent | None:
    """Return when somebody was reminded last of a check that is still out."""
    if check.requested_on is None or check.received_on is not None:
        return None
    told = file.history.all(EventType.CHECK_CHASED)
    own = [e for e in told if e.facts.get("check_id") == check.id and e.on >= check.requested_on]
    return own[-1] if own else None


def _not_begun(definition: CheckDefinition, person: HouseholdPerson | None, day: date) -> CheckLine:
    because = birthday_words(person, day) if person else ""
    return CheckLine(
        id="",
        key=definition.key,
        name=definition.name,
        person_id=person.id if person else "",
        person=person.short_name(day) if person else HOUSEHOLD,
        requested_on=None,
        received_on=None,
        issued_on=None,
        expires_on=None,
        outcome=None,
        number="",
        note="",
        asked_of=definition.asked_of,
        state="missing",
        words=f"Not asked for yet. {because}".rstrip(" .") if because else "Not asked for yet",
        weight=definition.weight.value,
        source=definition.source,
        has_number=definition.has_number,
        column=definition.column.value,
        version=0,
    )
