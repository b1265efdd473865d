"""A row of Households as the events of its case, and those events as a row again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.histories import ASIDE
from cfs_panels.domain.tracking.events import PlannedEvent, day_of, known
from cfs_panels.domain.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cfs_panels.domain.pathways import Pathway
    from cfs_panels.domain.tracking.events import Dated, Told
    from cfs_panels.domain.tracking.kinds import CaseKind, TrackingKinds
    from cfs_panels.domain.tracking.records import HouseholdRecord

PLAIN_SLOTS = (
    *("enquiry", "registration", "application", "stage_1_start"),
    *("stage_2_start", "temporary_approval"),
)
FIRST_COUNTS = frozenset({"enquiry", "application"})
CLOSINGS = (
    EventType.WITHDRAWN_BY_APPLICANT,
    EventType.WITHDRAWN_BY_AGENCY,
    EventType.CASE_CLOSED,
)
REFUSALS = (
    EventType.STAGE_ONE_REFUSED,
    EventType.APPLICATION_DECLINED,
    EventType.REGISTRATION_DECLINED,
)


def household_events(
    record: HouseholdRecord, service: str, kinds: TrackingKinds
) -> tuple[PlannedEvent, ...]:
    """Return what a row says happened in the case, in the order of its columns."""
    events = kinds.events[service]
    found = []
    for slot in ("enquiry", "initial_visit", *PLAIN_SLOTS[1:4]):
        if slot == "initial_visit":
            found += _visit(record, events, kinds)
        elif on := getattr(record, slot):
            found.append(PlannedEvent(slot, events[slot], on))
    if record.stage_1_end:
        kind = kinds.events["stage_1_end"].get(
            record.stage_1_outcome, EventType.STAGE_ONE_COMPLETED
        )
        facts = {"outcome": record.stage_1_outcome}
        found.append(PlannedEvent("stage_1_end", kind, record.stage_1_end, facts))
    for slot in PLAIN_SLOTS[4:]:
        if on := getattr(record, slot):
            found.append(PlannedEvent(slot, events[slot], on))
    if record.closed:
        found.append(_closing(record, kinds))
    return tuple(found)


def _visit(
    record: HouseholdRecord, events: Mapping[str, EventType], kinds: TrackingKinds
) -> list[PlannedEvent]:
    on = record.initial_visit
    if on is None:
        return []
    where = kinds.key("visit_modes", record.initial_visit_mode)
    found = [PlannedEvent("initial_visit", events["initial_visit"], on, known(where=where))]
    outcome = record.initial_visit_outcome
    if outcome:
        facts = {"decision": kinds.key("visit_outcomes", outcome), "decision_words": outcome}
        found.append(PlannedEvent("visit_decision", events["visit_decision"], on, facts))
    return found


def _closing(record: HouseholdRecord, kinds: TrackingKinds) -> PlannedEvent:
    reason = record.closed_reason
    kind = kinds.events["closed"].get(reason.partition(" (")[0], EventType.CASE_CLOSED)
    on = record.closed
    if on is None:
        raise ValueError("a case that is not closed has no closing")
    facts = known(reason=reason, closed_reason=reason, stage=record.closed_stage)
    return PlannedEvent("closed", kind, on, facts)


def household_facts(record: HouseholdRecord) -> dict[str, Any]:
    """Return what a row says of the case without a day of its own."""
    return known(
        source=record.source, report_kind=record.report_kind, stage_2_end=record.stage_2_end
    )


def household_slots(told: Told, service: str, kinds: TrackingKinds) -> dict[str, Dated]:
    """Return the event that stands for each dated column, wherever it was recorded."""
    events = kinds.events[service]
    found: dict[str, Dated | None] = {}
    for slot in (*PLAIN_SLOTS, "initial_visit", "visit_decision"):
        first = slot in FIRST_COUNTS or slot == "initial_visit"
        found[slot] = told.first(events[slot]) if first else told.latest(events[slot])
    found["stage_1_end"] = _stage_1_end(told)
    found["closed"] = told.latest(*CLOSINGS) or _refusal(told)
    return {slot: event for slot, event in found.items() if event is not None}


def _stage_1_end(told: Told) -> Dated | None:
    """Return how stage 1 ended; that its last information came in is no end of it by itself."""
    ends = told.all(
        EventType.STAGE_ONE_COMPLETED, EventType.STAGE_ONE_PASSED, EventType.STAGE_ONE_REFUSED
    )
    ended = EventType.STAGE_ONE_COMPLETED
    counting = [e for e in ends if e.type != ended or "outcome" in e.facts]
    return max(counting, key=lambda event: event.on) if counting else None


def _refusal(told: Told) -> Dated | None:
    """Return a refusal recorded here; of an imported case the workbook says itself if it closed."""
    here = [event for event in told.all(*REFUSALS) if not event.row]
    return here[-1] if here else None


def household_cells(
    told: Told, service: str, facts: Mapping[str, Any], kinds: TrackingKinds, pathway: Pathway
) -> dict[str, Any]:
    """Return the cells of a row that the events and facts of its case say."""
    slots = household_slots(told, service, kinds)
    cells: dict[str, Any] = {slot: slots[slot].on for slot in PLAIN_SLOTS if slot in slots}
    if visit := slots.get("initial_visit"):
        cells["initial_visit"] = visit.on
        cells["initial_visit_mode"] = kinds.word("visit_modes", visit.facts.get("where", ""))
    if decided := slots.get("visit_decision"):
        decision = decided.facts.get("decision", "")
        cells["initial_visit_outcome"] = kinds.word("visit_outcomes", decision)
    if ended := slots.get("stage_1_end"):
        cells["stage_1_end"] = ended.on
        cells["stage_1_outcome"] = _outcome_of(ended, kinds)
    cells["source"] = facts.get("source", "")
    cells["report_kind"] = facts.get("report_kind") or _report_kind(told, kinds)
    if closing := slots.get("closed"):
        cells["closed"] = closing.on
        cells["closed_reason"] = _reason_of(closing, kinds)
        cells["closed_stage"] = closing.facts.get("stage") or _stage_of(pathway, told, closing)
    kind = kinds.of_pathway(pathway.key)
    about_it = [e for e in _decisions_here(told) if kind is None or _is_about_it(e, kind, kinds)]
    cells["stage_2_end"] = day_of(facts.get("stage_2_end")) or _assessment_end(
        about_it, slots.get("stage_2_start"), slots.get("closed")
    )
    return cells


def _decisions_here(told: Told) -> list[Dated]:
    """Return the decisions made here, the final ones last; of others the workbook itself tells."""
    found = told.all(EventType.DECISION_MADE, EventType.FINAL_DECISION_MADE)
    return [event for event in found if not event.row and not event.facts.get(ASIDE)]


def _is_about_it(event: Dated, kind: CaseKind, kinds: TrackingKinds) -> bool:
    """Return whether a decision is on the application, not on a review of the approval."""
    matter = str(event.facts.get("matter", ""))
    return not matter or kinds.is_own_step(kind, matter)


def _outcome_of(ended: Dated, kinds: TrackingKinds) -> str:
    if "outcome" in ended.facts:
        return str(ended.facts["outcome"])
    outcomes = kinds.events["stage_1_end"].items()
    return next((word for word, kind in outcomes if kind == ended.type), "")


def _report_kind(told: Told, kinds: TrackingKinds) -> str:
    finished = kinds.events["report_kinds"].items()
    return next((word for word, kind in finished if told.latest(kind)), "")


def _reason_of(closing: Dated, kinds: TrackingKinds) -> str:
    if closing.row:
        return str(closing.facts.get("closed_reason", ""))
    refused = closing.type in REFUSALS
    kind = EventType.CASE_CLOSED if refused else closing.type
    word = next((w for w, known_as in kinds.events["closed"].items() if known_as == kind), "")
    if kind == EventType.CASE_CLOSED and not refused:
        return ""
    code = str(closing.facts.get("code", ""))
    return f"{word} ({code})" if word and code else word


def _stage_of(pathway: Pathway, told: Told, closing: Dated) -> str:
    """Return the stage in which a case was closed here."""
    if closing.row:
        return ""
    entered = [
        stage.name
        for stage in pathway.stages
        if any(event.on <= closing.on for event in told.all(*stage.entered_by))
    ]
    return entered[-1] if entered else ""


def _assessment_end(
    decided: list[Dated], started: Dated | None, closing: Dated | None
) -> date | None:
    """Return the decision's day where the case was decided here, else the day it ended in stage 2.

    Of what the workbook told, it says the end of stage 2 itself.
    """
    if decided:
        return decided[-1].on
    if started is not None and closing is not None and not closing.row:
        return closing.on
    return None
