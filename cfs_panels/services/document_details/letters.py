"""Letters and the foster care agreement out of a signed decision."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cfs_panels.documents.approval_letter import (
    APPROVAL_KEYS,
    ApprovalLetterDetails,
    build_approval_letter,
)
from cfs_panels.documents.determination_letters import (
    DETERMINATION_KEYS,
    DeterminationLetterDetails,
    build_determination_letter,
)
from cfs_panels.documents.filling import opened
from cfs_panels.documents.foster_care_agreement import (
    AGREEMENT_KEY,
    AgreementDetails,
    build_foster_care_agreement,
)
from cfs_panels.documents.letters import LetterDetails
from cfs_panels.documents.lines import RequirementLine, paper_words
from cfs_panels.domain.decision_rules import adopted
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.terms import Terms
from cfs_panels.domain.vocabulary import DecisionOutcome, Service
from cfs_panels.domain.words import joined
from cfs_panels.services.agency_settings import out_of_hours
from cfs_panels.services.decision_rows import decision_of
from cfs_panels.services.document_details.decisions import (
    DECISION_MAKER,
    determination_of,
    differs_here,
    news_words,
    process_words,
    review_due_on,
)
from cfs_panels.services.document_details.minutes import recommendation_sentence
from cfs_panels.services.document_details.papers import pack_line
from cfs_panels.services.document_details.sources import (
    Built,
    CaseSource,
    lines_of,
    role_words,
)
from cfs_panels.services.document_details.wording import told
from cfs_panels.services.letter_library import LetterLibrary
from db.models import AgencyDecisionRow, Approval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cfs_panels.domain.pathways import DecisionChoice
    from cfs_panels.services.decision_rows import DecisionFile

NOT_SIGNED = "There is no signed decision to write about."
APPROVAL, DETERMINATION = "approval_letter", "determination_letter"
NO_AGREEMENT = "There is no foster care agreement in this kind of case."
AGREEMENT_WAITS = "The foster care agreement follows an approval. There is none yet."


@cache
def letter_library() -> LetterLibrary:
    """Return the wording of the letters that ships with the program, loaded once."""
    return LetterLibrary()


def approval_letter(source: CaseSource, sent_on: date | None = None) -> Built:
    """Return the letter that tells of an approval: final once it is sent, else a draft.

    Raises:
        RuleBroken: where the kind of case has no such letter or there is no signed approval, and
            where a final one lacks something.
    """
    found, record = _signed(source, APPROVAL)
    case = CaseSource(source.file, found.item)
    answers, service = found.answers, case.pathway.service
    wording = letter_library().wording(APPROVAL_KEYS[service])
    worker = case.contact().name
    requirements = tuple(_requirements(case, record))
    details = ApprovalLetterDetails(
        letter=_frame(case, record, sent_on),
        service=service,
        decided_on=record.decided_on,
        effective_on=answers.effective_on,
        panel_on=case.panel_on if found.item else None,
        review_by=review_due_on(case, record),
        terms=case.terms_lines(Terms(answers.terms, answers.places, answers.ages)),
        advice=tuple(_advice(found.item.advice, requirements)) if found.item else (),
        requirements=requirements,
        supervising_worker=worker if service is Service.ADOPTION else "",
        child_name=case.child_name,
        child_is_placed=case.child_is_placed,
    )
    document = build_approval_letter(details, case.letterhead, wording)
    return Built(document, template_version=wording.label, item_id=found.item_id)


def determination_letter(source: CaseSource, sent_on: date | None = None) -> Built:
    """Return the letter that proposes not to approve: final once it is sent, else a draft.

    Raises:
        RuleBroken: where no such decision is signed, or a final letter lacks something.
    """
    found, record = _signed(source, DETERMINATION)
    case = CaseSource(source.file, found.item)
    answers, panel = found.answers, found.recommendation
    reasons = adopted(found.reasons, answers)
    rule = case.office.rules.rule(case.pathway.determination_clock, sent_on or case.office.today)
    wording = letter_library().wording(DETERMINATION_KEYS[case.pathway.service])
    details = DeterminationLetterDetails(
        letter=_frame(case, record, sent_on),
        service=case.pathway.service,
        response_days=rule.limit_for(case.office.rules.agency_facts),
        decided_on=record.decided_on,
        panel_on=case.panel_on if panel else None,
        panel_recommendation=recommendation_sentence(
            case.case, case.applicants(record.decided_on), panel
        )
        if panel
        else "",
        panel_reasons=found.reasons,
        panel_differs=differs_here(found, answers),
        material=tuple(_material(found)),
        arguments_for=answers.arguments_for,
        arguments_against=answers.arguments_against,
        panel_process=process_words("letter", answers.process_fair, answers.process_comment),
        new_information=news_words("letter", answers, heard=panel is not None),
        reasons_adopted=tuple(reason for reason, is_adopted in reasons if is_adopted),
        reasons_not_adopted=tuple(reason for reason, is_adopted in reasons if not is_adopted),
        own_reasons=lines_of(answers.own_reasons),
        respond_by=_respond_by(case, record, sent_on),
        representations_to=tuple(_representations_to(case, record)),
    )
    document = build_determination_letter(details, case.letterhead, wording)
    return Built(document, template_version=wording.label, item_id=found.item_id)


def foster_care_agreement(source: CaseSource) -> Built:
    """Return the agreement for the carers to sign, ready once the approval is signed.

    Raises:
        RuleBroken: in adoption, and before there is a signed approval.
    """
    if not source.pathway.agreement:
        raise RuleBroken(NO_AGREEMENT)
    record = signed_record(source, DecisionOutcome.APPROVE)
    if record is None:
        raise RuleBroken(AGREEMENT_WAITS)
    approval = source.session.scalars(
        select(Approval)
        .where(Approval.decision_id == record.id)
        .options(selectinload(Approval.terms))
        .limit(1)
    ).one()
    terms = approval.terms[-1]
    wording = letter_library().wording(AGREEMENT_KEY)
    manager = source.user(source.case.manager_id)
    details = AgreementDetails(
        carers=source.applicants(record.decided_on),
        address=source.address or (told("agreement", "address_kept"),),
        reference=source.reference,
        signatory=manager.name if manager else record.signed_name,
        signatory_role=role_words(manager) if manager else DECISION_MAKER,
        made_on=record.decided_on or source.office.today,
        approved_on=approval.approved_on,
        review_by=approval.review_due_on,
        terms=source.terms_lines(Terms(tuple(terms.terms), terms.places, terms.ages)),
        contact_phone=source.contact().phone,
        out_of_hours_phone=out_of_hours(source.session, source.case.agency_id),
        draft=False,
    )
    document = build_foster_care_agreement(details, source.letterhead, wording)
    return Built(document, template_version=wording.label, item_id=record.item_id or "")


def signed_record(
    source: CaseSource, outcome: DecisionOutcome | None = None
) -> AgencyDecisionRow | None:
    """Return the newest signed decision of a case, of one outcome where that is asked for."""
    wanted = [] if outcome is None else [AgencyDecisionRow.outcome == outcome]
    return source.session.scalars(
        select(AgencyDecisionRow)
        .where(
            AgencyDecisionRow.case_id == source.case.id,
            AgencyDecisionRow.signed_at.is_not(None),
            *wanted,
        )
        .options(selectinload(AgencyDecisionRow.requirements))
        .order_by(AgencyDecisionRow.id.desc())
        .limit(1)
    ).first()


def _signed(source: CaseSource, letter: str) -> tuple[DecisionFile, AgencyDecisionRow]:
    """Return the signed decision that a letter follows, as the pathway says."""
    if not any(choice.letter == letter for choice in source.pathway.decision_choices):
        raise RuleBroken(told("no_letter", letter))
    found = decision_of(source.file)
    if found is None or found.record is None or found.record.signed_at is None:
        raise RuleBroken(NOT_SIGNED)
    outcome = found.record.outcome
    choice = source.pathway.decision_choice(outcome) if outcome else None
    if choice is None or choice.letter != letter:
        raise RuleBroken(_no_letter(letter, choice))
    return found, found.record


def _no_letter(letter: str, choice: DecisionChoice | None) -> str:
    """Return why a letter does not follow a decision."""
    if letter == APPROVAL or choice is None:
        return told("no_letter", "not_approved")
    if choice.outcome is DecisionOutcome.APPROVE:
        return told("no_letter", "approved")
    if choice.opens_window:
        return told("no_letter", "own_wording", decision=choice.words)
    return told("no_letter", "not_proposed", decision=choice.words)


def _frame(source: CaseSource, record: AgencyDecisionRow, sent_on: date | None) -> LetterDetails:
    """Return who the letter goes to and who signs it.

    A household whose address is secret gets it by hand, so that no copy holds the address.
    """
    decided_on = record.decided_on or source.office.today
    home = source.case.household
    is_secret = home is not None and home.address_is_secret
    return LetterDetails(
        recipients=source.applicants(decided_on),
        address=(told("letter", "by_hand"),) if is_secret else source.address,
        greeting=joined(source.greeting(decided_on)),
        reference=source.reference,
        signatory=record.signed_name,
        signatory_role=record.signed_role,
        contact=source.contact(),
        made_on=sent_on or source.office.today,
        letter_on=sent_on,
        draft=sent_on is None,
    )


def _requirements(source: CaseSource, record: AgencyDecisionRow) -> Iterator[RequirementLine]:
    """Yield what the household is told of: what names another recipient is not in its letter."""
    own = {"", source.case.household_name, *source.applicants(record.decided_on)}
    for row in sorted(record.requirements, key=lambda row: (row.due_on, row.id)):
        if not row.dropped and row.recipient in own:
            yield RequirementLine(row.text, row.owner, row.due_on)


def _advice(words: str, requirements: Sequence[RequirementLine]) -> Iterator[str]:
    """Yield panel's advice, without what is required in the very same words."""
    required = {opened(line.text).casefold() for line in requirements}
    for line in lines_of(words):
        if opened(line).casefold() not in required:
            yield line


def _material(found: DecisionFile) -> Iterator[str]:
    """Yield what was read; the very title of a restricted paper is kept from the applicants."""
    read = found.record.read if found.record else {}
    for entry in found.pack():
        if read.get(entry.id) and not entry.restricted:
            yield paper_words(pack_line(entry))


def _respond_by(source: CaseSource, record: AgencyDecisionRow, sent_on: date | None) -> date | None:
    """Return the last day to respond, as it was opened with the letter or as the rule counts it."""
    sent = determination_of(source, record)
    if sent is not None:
        return sent.last_day
    if sent_on is None:
        return None
    rules = source.office.rules
    rule = rules.rule(source.pathway.determination_clock, sent_on)
    return rule.due(sent_on, rules.agency_facts, source.office.calendar)


def _representations_to(source: CaseSource, record: AgencyDecisionRow) -> Iterator[str]:
    """Yield how representations reach the decision maker: by post, by email."""
    head = source.letterhead
    if head.address:
        place = ", ".join((head.agency, *head.address))
        yield told(
            "letter",
            "representations",
            name=record.signed_name,
            role=record.signed_role,
            address=place,
        )
    maker = source.user(record.decision_maker_id)
    if maker is not None and maker.email:
        yield maker.email
    else:
        yield from (word.strip(",;()") for word in head.contact.split() if "@" in word)
