"""The decision record out of what the decision maker answered, signed and gave notice of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.documents.decision_record import (
    DecisionRecordDetails,
    ReasonLine,
    build_decision_record,
)
from cfs_panels.documents.form_report import form_sections
from cfs_panels.documents.lines import NoticeLine, RequirementLine, Seal
from cfs_panels.domain.children import adopters_named
from cfs_panels.domain.decision_rules import adopted, differs_from_panel
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.matters import matter_of, within_matter
from cfs_panels.domain.terms import NO_TERMS, Terms
from cfs_panels.domain.vocabulary import DecisionOutcome, EventType, PanelOutcome
from cfs_panels.domain.words import clock_time, joined, long_date, weekday_date
from cfs_panels.services.decision_forms import form_of
from cfs_panels.services.decision_packs import HEARINGS
from cfs_panels.services.decision_rows import (
    NO_MINUTES,
    clock_between,
    decision_of,
    decision_sentence,
    late_dates,
    late_grounds,
)
from cfs_panels.services.document_details.minutes import DIGEST_SHOWN, recommendation_sentence
from cfs_panels.services.document_details.papers import pack_line
from cfs_panels.services.document_details.sources import Built, CaseSource, moment_words
from cfs_panels.services.document_details.wording import told
from db.models import (
    Approval,
    ApprovalTerm,
    CentralListMember,
    QualifyingDeterminationRow,
    RecommendationRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cfs_panels.documents.form_report import FormSection
    from cfs_panels.domain.decisions import DecisionAnswers
    from cfs_panels.services.decision_rows import DecisionFile
    from db.models import AgencyDecisionRow, Notice

_CHALLENGE = (
    EventType.QUALIFYING_DETERMINATION_SENT,
    EventType.REPRESENTATIONS_RECEIVED,
    EventType.REVIEW_MECHANISM_RECOMMENDED,
)
_STANDS = (DecisionOutcome.CONTINUE, DecisionOutcome.VARY)
DECISION_MAKER = "Agency Decision Maker (ADM)"
MATCH = "match"
NO_RECORD = "No decision record has been begun in this case."


def decision_record(source: CaseSource) -> Built:
    """Return the record of a case's decision, a draft until it is signed.

    Raises:
        RuleBroken: where the final minutes have not come, or no record was begun.
    """
    found = decision_of(source.file)
    if found is None:
        raise RuleBroken(_not_before_her(source))
    if found.record is None:
        raise RuleBroken(NO_RECORD)
    whole = CaseSource(source.file, found.item)
    details = _details(whole, found, found.record)
    return Built(build_decision_record(details, source.letterhead), item_id=found.item_id)


def _not_before_her(source: CaseSource) -> str:
    """Return why a case is not with the decision maker: it was deferred, or minutes are awaited."""
    heard = source.within.latest(*HEARINGS)
    if heard is None or heard.type is not EventType.ITEM_DEFERRED:
        return NO_MINUTES
    return told("record", "was_deferred", date=long_date(heard.on))


def _details(
    source: CaseSource, found: DecisionFile, record: AgencyDecisionRow
) -> DecisionRecordDetails:
    answers, panel = found.answers, found.recommendation
    is_signed = record.signed_at is not None
    decides = answers.outcome is not None and (
        answers.outcome is not DecisionOutcome.MORE_INFORMATION
    )
    applicants = source.applicants(record.decided_on)
    differs = differs_here(found, answers)
    return DecisionRecordDetails(
        subject=source.case.household_name,
        reference=source.reference,
        kind=found.item_name,
        panel=_panel(source) if panel else "",
        made_on=record.decided_on or source.office.today,
        signature=_seal(source, record),
        panel_on=source.panel_on if panel else None,
        panel_item=source.number if panel else None,
        adopters=_adopters(source),
        panel_recommendation=recommendation_sentence(
            source.case, applicants, panel, adopters_named(source.file.history)
        )
        if panel
        else "",
        panel_terms=source.terms_lines(found.recommended_terms),
        panel_dissent=tuple(dissent_lines(source, found)),
        earlier=tuple(earlier_lines(source, found)),
        material=tuple(pack_line(e) for e in found.pack() if record.read.get(e.id)),
        arguments_for=answers.arguments_for,
        arguments_against=answers.arguments_against,
        panel_process=process_words("record", answers.process_fair, answers.process_comment),
        new_information=news_words("record", answers, heard=panel is not None),
        panel_reasons=tuple(ReasonLine(r, yes) for r, yes in adopted(found.reasons, answers)),
        own_reasons=answers.own_reasons,
        decision=decision_sentence(source.file, answers.outcome) if decides else "",
        terms=source.terms_lines(_terms_decided(source, record, answers)),
        decided_on=record.decided_on,
        effective_on=answers.effective_on,
        review_by=review_due_on(source, record) or next_review_on(source, record),
        is_first_review=bool(review_due_on(source, record)),
        differs_from_panel=differs,
        discussed_with=answers.discussed_with if differs else "",
        discussion_outcome=answers.discussed_outcome if differs else "",
        requirements=tuple(_requirements(record)),
        notices=tuple(_notices(source, record)) if is_signed else (),
        right_of_review=_right_of_review(source, record),
        minutes_received_on=found.received_on,
        due_on=found.due_on,
        received_words=told("called", found.called.type.value),
        clock_rule=_clock_rule(found),
        late_reason=_late_reason(found, record.decided_on or source.office.today),
        form=_form(found),
        heard=panel is not None,
        draft=not is_signed,
    )


def _clock_rule(found: DecisionFile) -> str:
    """Return how long the decision maker has, from what, by which rule."""
    rule, called = found.clock.rule, found.called.type.value
    return told("called", f"rule_{called}", limit=rule.limit_words(), source=rule.source)


def _late_reason(found: DecisionFile, day: date) -> str:
    """Return why a decision is late, with the ground on which a time was passed; else nothing."""
    if day <= found.due_on and not late_dates(found, day):
        return ""
    ground = dict(late_grounds(found.file)).get(found.answers.late_ground, "")
    return ". ".join(part for part in (ground, found.answers.late_reason) if part)


def _form(found: DecisionFile) -> tuple[FormSection, ...]:
    definition = form_of(found)
    return form_sections(definition, found.answers.form_answers) if definition else ()


def _adopters(source: CaseSource) -> str:
    """Return the adopters whom a decision on a match is about, those of another agency in words."""
    history = source.file.history
    return adopters_named(history) if matter_of(source.pathway, history).key == MATCH else ""


def _panel(source: CaseSource) -> str:
    return f"{source.pathway.service.value.capitalize()} panel"


def _seal(source: CaseSource, record: AgencyDecisionRow) -> Seal:
    if record.signed_at is None:
        user = source.user(record.decision_maker_id)
        return Seal(user.name if user else "", DECISION_MAKER)
    return Seal(
        record.signed_name,
        record.signed_role,
        moment_words(record.signed_at),
        digest=record.digest[:DIGEST_SHOWN],
    )


def differs_here(found: DecisionFile, answers: DecisionAnswers) -> bool:
    """Return whether a decision is not what panel recommended, or is so on other terms."""
    pathway, terms = found.file.pathway, found.recommended_terms
    return differs_from_panel(pathway, answers, found.recommended, terms)


def earlier_lines(source: CaseSource, found: DecisionFile) -> Iterator[str]:
    """Yield what went before in the matter: earlier hearings, the challenge and what came of it."""
    until = source.file.history.until(found.called)
    for event in within_matter(source.pathway, until).events:
        if event.facts.get("item_id") == found.item_id:
            continue
        words = _heard_words(source, str(event.facts.get("item_id", "")), event.type)
        if not words and event.type in _CHALLENGE:
            outcome = str(event.facts.get("outcome", ""))
            words = told("before", f"{event.type.value}{'_' if outcome else ''}{outcome}")
        if words:
            yield told("before", "line", date=long_date(event.on), words=words)


def _heard_words(source: CaseSource, item_id: str, event: EventType) -> str:
    """Return what panel made of the case at an earlier meeting."""
    if event not in HEARINGS:
        return ""
    row = source.session.scalars(
        select(RecommendationRow).where(RecommendationRow.item_id == item_id)
    ).first()
    if row is None:
        return ""
    if row.outcome is PanelOutcome.DEFERRED:
        return told("before", "deferred", reason=row.deferral_reason.rstrip("."))
    return recommendation_sentence(source.case, source.applicants(source.panel_on), row)


def dissent_lines(source: CaseSource, found: DecisionFile) -> Iterator[str]:
    """Yield what each member thought who did not agree."""
    views = found.recommendation.views if found.recommendation else []
    against = [view for view in views if not view.agrees]
    ids = [view.member_id for view in against]
    rows = source.session.execute(
        select(CentralListMember.id, CentralListMember.name).where(CentralListMember.id.in_(ids))
    )
    names = {row.id: row.name for row in rows}
    for view in sorted(against, key=lambda view: view.id):
        name, words = names.get(view.member_id, ""), view.reason.strip()
        yield dissent_words(name, words)


def dissent_words(name: str, words: str) -> str:
    """Return a dissent as a sentence: ``Geoff Marland wanted one more visit.``."""
    if not words:
        return f"{name}."
    said = f"{name} {words}" if words[0].islower() else f"{name}: {words}"
    return said if said[-1] in ".!?" else f"{said}."


def process_words(place: str, fair: str, comment: str) -> str:
    """Return what was found of panel's process, for the record or for a letter."""
    if not fair:
        return ""
    return f"{told(place, f'process_{fair}')} {comment.strip()}".strip()


def news_words(place: str, answers: DecisionAnswers, *, heard: bool) -> str:
    """Return what is new since panel, or since the report, for the record or for a letter."""
    if answers.new_information == "none":
        return told(place, "new_none" if heard else "new_none_without_panel")
    return answers.new_information_words.strip()


def review_due_on(source: CaseSource, record: AgencyDecisionRow) -> date | None:
    """Return the last day for the first review of what a decision approved."""
    return source.session.scalar(
        select(Approval.review_due_on).where(Approval.decision_id == record.id).limit(1)
    )


def next_review_on(source: CaseSource, record: AgencyDecisionRow) -> date | None:
    """Return the last day for the next review of an approval that a signed decision lets stand."""
    if record.signed_at is None or record.outcome not in _STANDS:
        return None
    return source.session.scalar(
        select(Approval.review_due_on)
        .where(Approval.case_id == source.case.id, Approval.ended_on.is_(None))
        .order_by(Approval.review_due_on)
        .limit(1)
    )


def _terms_decided(
    source: CaseSource, record: AgencyDecisionRow, answers: DecisionAnswers
) -> Terms:
    """Return the terms of a decision: those it sets, or those of the approval that continues."""
    if answers.outcome is not DecisionOutcome.CONTINUE:
        return Terms(answers.terms, answers.places, answers.ages)
    day = record.decided_on or source.office.today
    row = source.session.scalars(
        select(ApprovalTerm)
        .join(Approval, Approval.id == ApprovalTerm.approval_id)
        .where(Approval.case_id == source.case.id, ApprovalTerm.from_on <= day)
        .order_by(ApprovalTerm.from_on.desc(), ApprovalTerm.id.desc())
        .limit(1)
    ).first()
    return Terms(tuple(row.terms), row.places, row.ages) if row else NO_TERMS


def _requirements(record: AgencyDecisionRow) -> Iterator[RequirementLine]:
    for row in sorted(record.requirements, key=lambda row: (row.due_on, row.id)):
        if not row.dropped:
            yield RequirementLine(row.text, row.owner, row.due_on)


def _notices(source: CaseSource, record: AgencyDecisionRow) -> Iterator[NoticeLine]:
    """Yield both notices: given, or due by the standard counted from the decision."""
    given = {notice.kind: notice for notice in record.notices}
    clocks = source.file.clocks()
    household = joined(source.applicants(record.decided_on)) or _adopters(source)
    for kind, stop, words in (
        ("oral", EventType.ORAL_NOTICE_GIVEN, "told"),
        ("written", EventType.WRITTEN_NOTICE_SENT, "letter"),
    ):
        clock = clock_between(clocks, EventType.DECISION_MADE, stop)
        notice = given.get(kind)
        yield NoticeLine(
            kind=told("record", words),
            recipient=notice.given_to if notice else household,
            due_on=clock.due_on if clock else None,
            given=_given(notice) if notice else "",
            given_by=notice.given_by if notice else "",
        )


def _given(notice: Notice) -> str:
    if notice.given_at is None:
        return long_date(notice.given_on)
    return told(
        "record", "given", date=long_date(notice.given_on), time=clock_time(notice.given_at)
    )


def _right_of_review(source: CaseSource, record: AgencyDecisionRow) -> str:
    """Return how a proposal not to approve may be challenged, in the words of the rule."""
    choice = source.pathway.decision_choice(record.outcome) if record.outcome else None
    if choice is None or not choice.opens_window:
        return ""
    sent = determination_of(source, record)
    on = sent.sent_on if sent else record.decided_on or source.office.today
    rule = source.office.rules.rule(source.pathway.determination_clock, on)
    if sent is None:
        return rule.words
    return told("record", "last_day", rule=rule.words, date=weekday_date(sent.last_day))


def determination_of(
    source: CaseSource, record: AgencyDecisionRow
) -> QualifyingDeterminationRow | None:
    """Return the qualifying determination that a decision led to, once it is sent."""
    return source.session.scalars(
        select(QualifyingDeterminationRow).where(
            QualifyingDeterminationRow.decision_id == record.id
        )
    ).first()
