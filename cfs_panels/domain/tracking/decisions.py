"""Rows of Decisions, Reviews and Endings as events of a case, and those events as rows again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.age_rules import BABY_FACT
from cfs_panels.domain.histories import ASIDE
from cfs_panels.domain.tracking.events import PlannedEvent, day_of, known
from cfs_panels.domain.tracking.records import DecisionRecord, EndingRecord, ReviewRecord
from cfs_panels.domain.vocabulary import DecisionOutcome, EventType

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cfs_panels.domain.tracking.events import Dated
    from cfs_panels.domain.tracking.kinds import CaseKind, TrackingKinds

MAIN, ORAL, WRITTEN, APPROVED, REGISTERED = "decision", "oral", "written", "approved", "registered"
SHOULD_BE_PLACED = DecisionOutcome.SHOULD_BE_PLACED.value
REVIEW, ENDING, EFFECTIVE = "review", "ending", "effective"
MAIN_TYPES = (
    EventType.DECISION_MADE,
    EventType.FURTHER_INFORMATION_ASKED,
    EventType.FINAL_DECISION_MADE,
)
NOTICE_TYPES = {ORAL: EventType.ORAL_NOTICE_GIVEN, WRITTEN: EventType.WRITTEN_NOTICE_SENT}
FROM_PLAN = "from_plan"
"""The fact of a decision that the child's own row tells, and no row of Decisions."""

_APPROVE = DecisionOutcome.APPROVE.value
_ASKED = DecisionOutcome.MORE_INFORMATION.value


def is_approval(record: DecisionRecord, kinds: TrackingKinds) -> bool:
    """Return whether a decision approves the people of a household."""
    is_about_them = kinds.key("decision_kinds", record.kind) == "approval"
    return (
        bool(record.ref) and is_about_them and kinds.key("decisions", record.decision) == _APPROVE
    )


def decision_events(
    record: DecisionRecord, kinds: TrackingKinds, kind: CaseKind, *, of_baby: bool
) -> tuple[PlannedEvent, ...]:
    """Return what a decision's row says happened in a case of a kind; nothing without its day.

    ``of_baby`` tells whether it was made on a child whose match is due sooner.
    """
    on = record.decided
    if on is None:
        return ()
    is_step = record.kind in kind.decisions and bool(record.decision)
    aside = known(**{ASIDE: not is_step or None})
    outcome = kinds.key("decisions", record.decision)
    facts = known(
        kind=kinds.key("decision_kinds", record.kind),
        outcome=outcome,
        outcome_words=record.decision.lower(),
        panel_date=record.panel_date,
        received=record.received,
        terms=tuple(kinds.key("terms", term) for term in record.terms),
        places=record.places,
        requirements=record.requirements,
    )
    if kind.of_child and outcome == SHOULD_BE_PLACED:
        facts = {**facts, BABY_FACT: of_baby}
    main = EventType.FURTHER_INFORMATION_ASKED if outcome == _ASKED else EventType.DECISION_MADE
    found = [PlannedEvent(MAIN, main, on, {**facts, **aside})]
    if is_approval(record, kinds) and not kind.of_child:
        found.append(PlannedEvent(APPROVED, EventType.APPROVED, on, aside))
        found.append(PlannedEvent(REGISTERED, EventType.REGISTERED, on, aside))
    for slot, given_on in ((ORAL, record.oral_notice), (WRITTEN, record.written_notice)):
        if given_on:
            found.append(PlannedEvent(slot, NOTICE_TYPES[slot], given_on, aside))
    found += [
        PlannedEvent(
            f"requirement {number}", EventType.REQUIREMENT_SET, on, {"text": text, **aside}
        )
        for number, text in enumerate(record.requirements, 1)
    ]
    return tuple(found)


def decision_record(
    event: Dated,
    notices: Iterable[Dated],
    kinds: TrackingKinds,
    *,
    ref: str,
    child_ref: str,
) -> DecisionRecord:
    """Return a decision's row from its event and the notices that belong to it."""
    facts = event.facts
    given: dict[str, date] = {notice.type: notice.on for notice in notices}
    return DecisionRecord(
        ref=ref,
        child_ref=child_ref,
        panel_date=day_of(facts.get("panel_date")),
        kind=kinds.word("decision_kinds", str(facts.get("kind", ""))),
        received=day_of(facts.get("received")),
        decided=event.on,
        decision=kinds.word("decisions", str(facts.get("outcome", ""))),
        terms=kinds.terms(tuple(facts.get("terms", ()))),
        places=facts.get("places"),
        oral_notice=given.get(EventType.ORAL_NOTICE_GIVEN),
        written_notice=given.get(EventType.WRITTEN_NOTICE_SENT),
        requirements=tuple(facts.get("requirements", ())),
    )


def review_events(record: ReviewRecord, kinds: TrackingKinds) -> tuple[PlannedEvent, ...]:
    """Return what a review's row says happened; nothing without its day."""
    if record.reviewed_on is None:
        return ()
    event = kinds.events["reviews"].get(record.kind, EventType.ANNUAL_REVIEW_DONE)
    facts = known(kind=record.kind, to_panel=record.to_panel, outcome=record.outcome)
    return (PlannedEvent(REVIEW, event, record.reviewed_on, facts),)


def review_record(event: Dated, kinds: TrackingKinds, *, ref: str) -> ReviewRecord:
    """Return a review's row from its event."""
    words = kinds.events["reviews"].items()
    kind = event.facts.get("kind", "")
    if not event.row and kind not in kinds.events["reviews"]:
        kind = next((word for word, known_as in words if known_as == event.type), "")
    return ReviewRecord(
        ref=ref,
        reviewed_on=event.on,
        kind=kind,
        to_panel=event.facts.get("to_panel"),
        outcome=str(event.facts.get("outcome", "")),
    )


def ending_events(
    record: EndingRecord, kinds: TrackingKinds, effective_on: date | None
) -> tuple[PlannedEvent, ...]:
    """Return what an ending's row says happened; nothing without its day or its kind.

    ``effective_on`` is the day a resignation takes effect, once it has come.
    """
    event = kinds.events["endings"].get(record.kind)
    if record.received is None or event is None:
        return ()
    facts = known(reason=record.reason)
    found = [PlannedEvent(ENDING, event, record.received, facts)]
    if event is EventType.RESIGNATION_RECEIVED and effective_on is not None:
        found.append(PlannedEvent(EFFECTIVE, EventType.RESIGNATION_EFFECTIVE, effective_on))
    return tuple(found)


def ending_record(event: Dated, kinds: TrackingKinds, *, ref: str) -> EndingRecord:
    """Return an ending's row from its event."""
    kind = kinds.ending_events()[EventType(event.type)]
    reason = kinds.ending_reason(str(event.facts.get("reason", "")))
    return EndingRecord(ref, event.on, kind, reason)


def row_facts(event: PlannedEvent, row_id: str) -> dict[str, Any]:
    """Return the facts of an event with the imported row that brought it and its slot there."""
    return {**event.facts, "row": row_id, "slot": event.slot}
