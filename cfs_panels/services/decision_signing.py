"""What a signature does: it seals the record, stands in the case and enters the register."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cfs_panels.domain.age_rules import BABY_FACT
from cfs_panels.domain.decision_rules import decided_answers
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.matters import check_decision_outcome, matter_of
from cfs_panels.domain.vocabulary import DecisionOutcome, EventType
from cfs_panels.domain.words import uncapitalised
from cfs_panels.services.agreed_terms import check_agreed_terms
from cfs_panels.services.child_steps import (
    check_match,
    is_by_consent,
    is_relinquished_baby,
    match_facts,
)
from cfs_panels.services.decision_rows import applicants_of, stored_answers
from cfs_panels.services.document_store import keep_decision_record
from cfs_panels.services.event_effects import follow_up
from cfs_panels.services.panel_needs import UNHEARD, has_panel_heard, rule_for
from db.audit import record_action
from db.base import canonical_json
from db.models import Approval, ApprovalTerm

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.pathways import DecisionChoice
    from cfs_panels.services.case_files import CaseFile
    from cfs_panels.services.decision_rows import DecisionFile
    from db.models import AgencyDecisionRow, User

DECISION_MAKER = "Agency Decision Maker (ADM)"


def sign(found: DecisionFile, user: User, decided_on: date) -> None:
    """Seal a record that may be signed, record the decision and keep the record as a document."""
    record, file, outcome = _signable(found)
    choice = file.pathway.decision_choice(outcome)
    if choice is not None:
        record.answers = stored_answers(decided_answers(choice, found.answers))
    record.read = {entry.id: record.read[entry.id] for entry in found.pack()}
    record.decision_maker_id, record.outcome = user.id, outcome
    record.decided_on, record.signed_at = decided_on, file.office.now()
    record.signed_name, record.signed_role = user.name, DECISION_MAKER
    record.digest = digest_of(found)
    _record_decision(found, record, choice, decided_on)
    record_action(file.session, "sign", "agency_decision", record.id, case_id=file.case.id)
    file.refresh()
    keep_decision_record(file)


def check_outcome(found: DecisionFile, decided_on: date) -> None:
    """Refuse an outcome that the matter in hand, its panel or what came before do not allow.

    Raises:
        RuleBroken: with the field ``outcome``.
    """
    file, outcome = found.file, found.answers.outcome
    choice = file.pathway.decision_choice(outcome) if outcome else None
    if outcome is None or choice is None:
        return
    check_decision_outcome(file.pathway, file.history, outcome)
    if choice.panel_rule and found.recommended is None:
        rule = rule_for(file, choice.panel_rule)
        if rule.required:
            raise RuleBroken(f"{rule.words} ({rule.short_source}.)", field="outcome")
    check_agreed_terms(file, choice, found.answers)
    check_match(file, outcome, decided_on)


def earlier_record(found: DecisionFile) -> str | None:
    """Return the record that this one comes after, if there is one.

    A final decision comes after the one that proposed it, a decision on the review of a plan after
    the last one on that plan.
    """
    history = found.file.history
    matters = matter_of(found.file.pathway, history).decides_again
    if found.follows_determination:
        earlier = history.latest(EventType.DECISION_MADE)
    else:
        made = history.all(EventType.DECISION_MADE)
        earlier = next((e for e in reversed(made) if e.facts.get("matter") in matters), None)
    return str(earlier.facts.get("decision") or "") or None if earlier else None


def _signable(found: DecisionFile) -> tuple[AgencyDecisionRow, CaseFile, DecisionOutcome]:
    if found.record is None or found.answers.outcome is None:
        raise RuleBroken("There is no decision to sign.")
    return found.record, found.file, found.answers.outcome


def _record_decision(
    found: DecisionFile, record: AgencyDecisionRow, choice: DecisionChoice | None, decided_on: date
) -> None:
    """Record the decision, the requirements it sets, and what follows from it by its pathway."""
    file = found.file
    is_final = found.follows_determination
    matter = matter_of(file.pathway, file.history)
    facts = {
        "outcome": record.outcome.value if record.outcome else "",
        "decision": record.id,
        "matter": matter.key,
        "late_reason": found.answers.late_reason.strip(),
        "late_ground": found.answers.late_ground,
        **_plan_facts(file, record, choice, decided_on),
    }
    event = EventType.FINAL_DECISION_MADE if is_final else EventType.DECISION_MADE
    file.record(event, decided_on, facts={key: value for key, value in facts.items() if value})
    for requirement in record.requirements:
        if not requirement.dropped:
            facts = {"requirement": requirement.id, "owner": requirement.owner}
            file.record(EventType.REQUIREMENT_SET, decided_on, facts=facts)
    if matter.done_by is not None and not is_final:
        file.record(matter.done_by, decided_on, facts={"decision": record.id})
    for follows in choice.follows if choice else ():
        if follows is EventType.APPROVED:
            _approve(found, record, decided_on)
        else:
            row = file.record(follows, decided_on, facts=_facts_of(follows, found, record))
            follow_up(file, row)


def _plan_facts(
    file: CaseFile, record: AgencyDecisionRow, choice: DecisionChoice | None, decided_on: date
) -> dict[str, object]:
    """Return what a decision on a child says besides: its words, and what its clocks go by."""
    if not file.pathway.of_child or choice is None:
        return {}
    placed = record.outcome is DecisionOutcome.SHOULD_BE_PLACED
    by_consent = placed and is_by_consent(file, decided_on)
    return {
        UNHEARD: by_consent and not has_panel_heard(file, file.history, decided_on),
        "outcome_words": uncapitalised(choice.words),
        BABY_FACT: placed and is_relinquished_baby(file, decided_on),
    }


def _facts_of(
    event: EventType, found: DecisionFile, record: AgencyDecisionRow
) -> dict[str, object]:
    """Return the facts of an event that follows from a decision."""
    facts: dict[str, object] = {"decision": record.id}
    if event is EventType.TERMS_VARIED:
        answers = found.answers
        facts |= {"terms": list(answers.terms), "places": answers.places, "ages": answers.ages}
    if event is EventType.MATCHED:
        facts |= match_facts(found.file)
    return facts


def _approve(found: DecisionFile, record: AgencyDecisionRow, decided_on: date) -> None:
    """Enter each applicant on the register (Fostering Regulations 31), with the review date.

    The review is counted from the day of the decision, as its clock is: where the approval takes
    effect later it is due sooner than it must be, never later.
    """
    file, answers = found.file, found.answers
    approved_on = answers.effective_on or decided_on
    rules = file.office.rules
    rule = rules.rule(file.pathway.review_clock, decided_on)
    review_due_on = rule.due(decided_on, rules.agency_facts, file.office.calendar)
    file.record(
        EventType.APPROVED,
        decided_on,
        facts={"effective_on": approved_on.isoformat(), "terms": list(answers.terms)},
    )
    for person in applicants_of(file, decided_on):
        approval = Approval(
            case_id=file.case.id,
            household_id=file.household_id,
            person_id=person.id,
            decision_id=record.id,
            service=file.case.service,
            approved_on=approved_on,
            review_due_on=review_due_on,
        )
        approval.terms = [
            ApprovalTerm(
                terms=list(answers.terms),
                places=answers.places,
                ages=answers.ages,
                from_on=approved_on,
            )
        ]
        file.session.add(approval)


def digest_of(found: DecisionFile) -> str:
    """Return the digest of what is signed: answers, requirements, recommendation, papers read."""
    record = found.record
    if record is None:
        raise RuleBroken("There is no decision to sign.")
    content = {
        "case": record.case_id,
        "answers": record.answers,
        "read": record.read,
        "decided_on": record.decided_on.isoformat() if record.decided_on else "",
        "signed_name": record.signed_name,
        "requirements": [
            [r.text, r.owner, r.due_on.isoformat(), r.recipient]
            for r in sorted(record.requirements, key=lambda r: (r.due_on, r.id))
            if not r.dropped
        ],
        "recommendation": [
            found.recommendation.outcome.value,
            found.recommendation.reasons,
            found.recommendation.terms,
        ]
        if found.recommendation is not None
        else [],
    }
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()
