"""The register as the events of a case leave it: terms, reviews due, approvals that have ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cfs_panels.domain.vocabulary import EventType
from db.models import Approval, ApprovalTerm, QualifyingDeterminationRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.services.case_files import CaseFile

ENDINGS = (
    EventType.RESIGNATION_EFFECTIVE,
    EventType.APPROVAL_TERMINATED,
    EventType.DEREGISTERED,
    EventType.ADOPTION_ORDER_MADE,
)
ROUTES = {
    EventType.REPRESENTATIONS_RECEIVED: "representations",
    EventType.REVIEW_MECHANISM_REQUESTED: "review_mechanism",
    EventType.DETERMINATION_WINDOW_ENDED: "none",
}
"""What may follow a qualifying determination, as its row has it."""

PERSON = "person_id"
"""The fact of an event that is about one person of the case."""


def project_register(file: CaseFile) -> None:
    """Bring approvals and determinations of a case up to date with its events.

    What an event said stands as long as that event counts; an approval of which no event ever
    told the terms or the end keeps what was entered with it.
    """
    _project_routes(file)
    if not file.history.has(EventType.APPROVED):
        return
    approvals = file.session.scalars(
        select(Approval)
        .where(Approval.case_id == file.case.id)
        .options(selectinload(Approval.terms))
    ).all()
    for approval in approvals:
        _project_end(file, approval)
        _project_terms(file, approval)
        _project_review(file, approval)


def _project_end(file: CaseFile, approval: Approval) -> None:
    endings = [e for e in file.every_event if e.on >= approval.approved_on and _ends(e, approval)]
    if not endings:
        return
    counting = {e.id for e in file.history.events}
    counted = [e for e in endings if e.id in counting]
    ended = min(counted, key=lambda event: event.on, default=None)
    if ended is not None and ended.imported and ended.on == approval.ended_on:
        return  # the import entered it with the reason that the workbook gives
    approval.ended_on = ended.on if ended else None
    approval.end_reason = str(ended.facts.get("reason") or ended.type.value) if ended else ""


def _ends(event: CaseEvent, approval: Approval) -> bool:
    if event.type is EventType.CARER_LEFT:
        return event.facts.get(PERSON) == approval.person_id
    return event.type in ENDINGS


def _project_terms(file: CaseFile, approval: Approval) -> None:
    """Put the terms of each change after those of the approval itself, each until the next."""
    told = [e for e in file.every_event if e.type is EventType.TERMS_VARIED and "terms" in e.facts]
    if not told or not approval.terms:
        return
    counting = {e.id for e in file.history.events}
    varied = [e for e in file.history.all(EventType.TERMS_VARIED) if e.id in counting and e in told]
    first, *later = sorted(approval.terms, key=lambda term: (term.from_on, term.id))
    if _as_told(later) != [_terms_of(e) for e in varied]:
        for gone in later:
            approval.terms.remove(gone)
            file.session.delete(gone)
        later = [ApprovalTerm(**_fields(e)) for e in varied]
        approval.terms.extend(later)
    for term, following in zip([first, *later], [*later, None], strict=True):
        term.to_on = following.from_on if following else None


def _as_told(terms: Sequence[ApprovalTerm]) -> list[tuple[object, ...]]:
    return [(t.from_on, list(t.terms), t.places, t.ages) for t in terms]


def _terms_of(event: CaseEvent) -> tuple[object, ...]:
    fields = _fields(event)
    return fields["from_on"], fields["terms"], fields["places"], fields["ages"]


def _fields(event: CaseEvent) -> dict[str, object]:
    return {
        "from_on": event.on,
        "terms": list(event.facts.get("terms") or ()),
        "places": event.facts.get("places"),
        "ages": str(event.facts.get("ages") or ""),
    }


def _project_review(file: CaseFile, approval: Approval) -> None:
    rules = {file.pathway.review_clock, file.pathway.later_review_clock}
    due = [c.due_on for c in file.clocks() if c.rule.id in rules and c.state.is_active]
    if due and approval.ended_on is None:
        approval.review_due_on = max(day for day in due if day is not None)


def _project_routes(file: CaseFile) -> None:
    """Note of each qualifying determination which way they took, if they took one."""
    sent = file.history.all(EventType.QUALIFYING_DETERMINATION_SENT)
    if not sent:
        return
    rows = file.session.scalars(
        select(QualifyingDeterminationRow).where(QualifyingDeterminationRow.case_id == file.case.id)
    )
    by_decision = {row.decision_id: row for row in rows}
    for event, following in zip(sent, [*sent[1:], None], strict=True):
        row = by_decision.get(str(event.facts.get("decision", "")))
        taken = file.history.since(event).first(*ROUTES)
        if taken is not None and following is not None and file.history.is_newer(taken, following):
            taken = None
        if row is not None:
            row.route = ROUTES[taken.type] if taken else ""
            row.route_on = taken.on if taken else None
