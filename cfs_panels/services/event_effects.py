"""What follows from a plain step besides its event: other terms, one applicant fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.cases import household_name
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.households import ADULT, APPLICANT
from cfs_panels.domain.matters import within_matter
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.agreed_terms import agreed_terms
from cfs_panels.services.case_people import people_of
from cfs_panels.services.child_links import link_child
from cfs_panels.services.child_steps import child_facts, follow_child_step
from cfs_panels.services.early_permanence import end_early_permanence
from cfs_panels.services.ended_bookings import Unbooked, take_off
from db.models import HouseholdMember

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cfs_panels.services.case_files import CaseFile
    from db.models import CaseEventRow

PERSON = "person_id"


def with_names(file: CaseFile, event: EventType, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a step, with what its line in the history tells in words."""
    facts = child_facts(file, event, facts)
    people = people_of(file.session, [file.case])[file.case.id] if PERSON in facts else ()
    person = next((p for p in people if p.id == facts.get(PERSON)), None)
    return {**facts, "person": person.name} if person else dict(facts)


def follow_up(file: CaseFile, row: CaseEventRow) -> Unbooked:
    """Bring about what follows from a step by itself, and return what became of its bookings.

    Raises:
        RuleBroken: where it cannot be, with the field of the step.
    """
    link_child(file, row)
    end_early_permanence(file, row)
    if row.type is EventType.VARIATION_AGREED:
        _vary(file, row)
    elif row.type is EventType.APPLICANT_LEFT:
        _leave(file, row)
        return _lapse(file, row)
    elif row.type is EventType.CARER_NOTICE_RECEIVED:
        _check_somebody_stays(file)
    return follow_child_step(file, row)


def _vary(file: CaseFile, row: CaseEventRow) -> None:
    """Change the terms at once where the carers agree in writing to what was proposed.

    Fostering Services (England) Regulations 2011, regulation 28(9A). Terms that a review is to
    change wait for its decision, which keeps to what they agreed to.

    Raises:
        RuleBroken: where nothing was proposed and the agreement names no terms.
    """
    agreed = agreed_terms(file) or {}
    if not within_matter(file.pathway, file.history).has(EventType.VARIATION_PROPOSED):
        if not any(agreed.values()):
            raise RuleBroken(
                "Enter the terms that the carers agree to: the decision may change the approval to "
                "those and to no others.",
                field="terms",
            )
        return
    facts = {**agreed, "terms": list(agreed["terms"]), "agreed": True}
    file.follow(EventType.TERMS_VARIED, row.on, row.id, facts=facts)


def _leave(file: CaseFile, row: CaseEventRow) -> None:
    """Go on with the applicant who stays; the other lives there still, or has left."""
    members = _applicants(file)
    leaving = next(m for m in members if m.person_id == row.facts[PERSON])
    if len(members) == 1:
        raise RuleBroken(
            "This is the only applicant. Record that the applicants withdraw instead.",
            field=PERSON,
        )
    if row.facts.get("leaves"):
        leaving.to_on = row.on
    else:
        leaving.role = ADULT
    file.session.flush()
    people = people_of(file.session, [file.case])[file.case.id]
    file.case.household_name = household_name(
        [(p.first_name, p.last_name) for p in people if p.is_applicant and p.belongs(row.on)]
    )


def _lapse(file: CaseFile, row: CaseEventRow) -> Unbooked:
    """Let what panel recommended on two applicants count no longer once one has withdrawn.

    Fostering Services (England) Regulations 2011, regulation 26(2); Adoption Agencies Regulations
    2005, regulation 30: report and recommendation are on those who apply.
    """
    within = within_matter(file.pathway, file.history)
    if not within.has(EventType.RECOMMENDATION_RECORDED):
        return Unbooked()
    on = max(row.on, within.events[-1].on)
    file.follow(EventType.RECOMMENDATION_LAPSED, on, row.id)
    return take_off(file, row)


def _check_somebody_stays(file: CaseFile) -> None:
    """Refuse the notice of one carer after which nobody stays: the whole approval ends then."""
    noticed = {e.facts.get(PERSON) for e in file.history.all(EventType.CARER_NOTICE_RECEIVED)}
    members = _applicants(file)
    if any(member.person_id not in noticed for member in members):
        return
    why = "This is the only carer." if len(members) == 1 else "Nobody would stay approved."
    raise RuleBroken(f"{why} Record the resignation of the approval instead.", field=PERSON)


def _applicants(file: CaseFile) -> list[HouseholdMember]:
    return list(
        file.session.scalars(
            select(HouseholdMember).where(
                HouseholdMember.household_id == file.case.household_id,
                HouseholdMember.role == APPLICANT,
                HouseholdMember.to_on.is_(None),
            )
        )
    )
