"""What follows from rows that were taken: where cases stand, the register, the rows themselves."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.clock_rules import NO_FACTS
from cfs_panels.domain.figures.legal_limits import version_for
from cfs_panels.domain.histories import History
from cfs_panels.domain.tracking.register import Spell, spells
from cfs_panels.domain.vocabulary import EventType, Service
from cfs_panels.services.case_files import EVENT_COLUMNS, CaseFile, event_from
from cfs_panels.services.case_projections import refresh_projection
from cfs_panels.services.tracking.taking_decisions import resignation_ends
from db.models import Approval, ApprovalTerm, Case, CaseEventRow, HouseholdMember

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from cfs_panels.domain.actors import Role
    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.services.tracking.intake import Intake
    from db.models import User

AT_ONCE = 400


def settle_cases(intake: Intake, told: Callable[[int, int], None]) -> None:
    """Work out anew where every case stands that the import touched, and the register.

    ``told`` is told how many of how many cases are done.
    """
    ids = list(intake.touched)
    stored = [case_id for case_id in ids if not intake.by_id[case_id].is_new]
    events = _events_of(intake, stored)
    holders: dict[Role, User | None] = {}
    for start in range(0, len(ids), AT_ONCE):
        batch = ids[start : start + AT_ONCE]
        cases = intake.session.scalars(select(Case).where(Case.id.in_(batch))).all()
        with intake.session.no_autoflush:
            for case in cases:
                known = [*events.get(case.id, ()), *intake.new_events.get(case.id, ())]
                file = CaseFile(intake.session, intake.office, intake.actor, case, known)
                refresh_projection(intake.session, intake.office, file, holders)
        intake.session.flush()
        _settle_register(intake, batch, events)
        for case in cases:
            intake.session.expunge(case)
        told(start + len(batch), len(ids))
    intake.add_all()


def _events_of(intake: Intake, case_ids: Sequence[str]) -> dict[str, list[CaseEvent]]:
    """Return every stored event of these cases; those the import added come beside."""
    found: dict[str, list[CaseEvent]] = defaultdict(list)
    for start in range(0, len(case_ids), AT_ONCE):
        batch = case_ids[start : start + AT_ONCE]
        rows = intake.session.execute(
            select(*EVENT_COLUMNS, CaseEventRow.case_id).where(CaseEventRow.case_id.in_(batch))
        )
        for row in rows:
            found[row.case_id].append(event_from(row))
    return found


# The register


def _settle_register(
    intake: Intake, case_ids: Iterable[str], stored: dict[str, list[CaseEvent]]
) -> None:
    """Enter on the register what the imported decisions, reviews and endings say."""
    wanted = [c for c in case_ids if c in intake.registers and intake.by_id[c].kind.on_register]
    if not wanted:
        return
    people = _applicants(intake, [intake.by_id[c].household_id or "" for c in wanted])
    known = [c for c in wanted if not intake.by_id[c].is_new]
    _take_off_imported(intake, known)
    for case_id in known:
        _end_own(intake, case_id, [*stored.get(case_id, ()), *intake.new_events.get(case_id, ())])
    for case_id in wanted:
        case = intake.by_id[case_id]
        events = [*stored.get(case_id, ()), *intake.new_events.get(case_id, ())]
        history = History(events)
        ends = _ends(intake, case.service)
        for spell in spells(history.events, ends):
            for person_id in people.get(case.household_id or "", ()):
                _enter(intake, case_id, person_id, spell)


def _ends(intake: Intake, service: str) -> Callable[[date], date]:
    def ends(received: date) -> date:
        return resignation_ends(intake, service, received)

    return ends


def _applicants(intake: Intake, household_ids: Sequence[str]) -> dict[str, list[str]]:
    rows = intake.session.execute(
        select(HouseholdMember.household_id, HouseholdMember.person_id)
        .where(HouseholdMember.household_id.in_(household_ids), HouseholdMember.role == "applicant")
        .order_by(HouseholdMember.position)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for household_id, person_id in rows:
        found[household_id].append(person_id)
    return found


def _take_off_imported(intake: Intake, case_ids: Sequence[str]) -> None:
    """Take off what an earlier import entered; it is entered anew."""
    for approval in intake.session.scalars(
        select(Approval).where(Approval.case_id.in_(case_ids), Approval.decision_id.is_(None))
    ).all():
        for terms in list(approval.terms):
            intake.session.delete(terms)
        intake.session.flush()
        intake.session.delete(approval)
    intake.session.flush()


def _end_own(intake: Intake, case_id: str, events: Sequence[CaseEvent]) -> None:
    """End an approval that was signed here where a workbook tells of its end."""
    own = intake.session.scalars(
        select(Approval).where(
            Approval.case_id == case_id,
            Approval.decision_id.is_not(None),
            Approval.ended_on.is_(None),
        )
    ).all()
    ends = _ends(intake, intake.by_id[case_id].service)
    for ending in History(events).all(EventType.RESIGNATION_RECEIVED, EventType.DEREGISTERED):
        resigned = ending.type is EventType.RESIGNATION_RECEIVED
        for approval in own:
            if ending.imported and approval.approved_on <= ending.on:
                approval.ended_on = ends(ending.on) if resigned else ending.on
                approval.end_reason = str(ending.facts.get("reason", ""))
    intake.session.flush()


def _enter(intake: Intake, case_id: str, person_id: str, spell: Spell) -> None:
    case = intake.by_id[case_id]
    approval_id = intake.add(
        Approval,
        case_id=case_id,
        household_id=case.household_id,
        person_id=person_id,
        decision_id=None,
        service=Service(case.service),
        approved_on=spell.approved_on,
        review_due_on=None if spell.ended_on else _review_due(intake, case.service, spell),
        ended_on=spell.ended_on,
        end_reason=spell.end_reason,
    )
    for number, terms in enumerate(spell.terms):
        later = spell.terms[number + 1 : number + 2]
        intake.add(
            ApprovalTerm,
            approval_id=approval_id,
            terms=list(terms.terms),
            places=terms.places,
            from_on=terms.from_on,
            to_on=later[0].from_on if later else None,
        )


def _review_due(intake: Intake, service: str, spell: Spell) -> date:
    """Return when the next review is due: a year after the last, or after the approval."""
    first, following = intake.kinds.review_clocks[Service(service)]
    start = spell.reviewed_on or spell.approved_on
    versions = intake.office.rules.versions_of(following if spell.reviewed_on else first)
    rule = version_for(versions, start)
    return rule.due(start, NO_FACTS, intake.office.calendar)
