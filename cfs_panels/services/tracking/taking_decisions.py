"""Rows of Decisions, Reviews and Endings become events of their cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.clock_rules import NO_FACTS
from cfs_panels.domain.figures.legal_limits import version_for
from cfs_panels.domain.tracking.decisions import (
    decision_events,
    ending_events,
    is_approval,
    review_events,
)
from cfs_panels.domain.tracking.records import DecisionRecord, EndingRecord, ReviewRecord
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.tracking.taking_panels import cases_of

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.tracking.events import PlannedEvent
    from cfs_panels.services.tracking.intake import Intake, KnownCase

Happening = DecisionRecord | ReviewRecord | EndingRecord


def happened_in(intake: Intake, record: Happening) -> list[KnownCase]:
    """Return the cases that a row is about: the household's, then the child's."""
    return cases_of(intake, record.ref, getattr(record, "child_ref", ""))


def planned(intake: Intake, record: Happening, case: KnownCase) -> tuple[PlannedEvent, ...]:
    """Return the events that a row brings to a case; none where it has no day."""
    if isinstance(record, DecisionRecord):
        of_baby = record.decided is not None and intake.is_of_baby(case.id, record.decided)
        return decision_events(record, intake.kinds, case.kind, of_baby=of_baby)
    if isinstance(record, ReviewRecord):
        return review_events(record, intake.kinds)
    return ending_events(record, intake.kinds, _effective_on(intake, record, case))


def _effective_on(intake: Intake, record: EndingRecord, case: KnownCase) -> date | None:
    """Return the day a resignation took effect, where it has come."""
    if record.received is None:
        return None
    ends_on = resignation_ends(intake, case.service, record.received)
    return ends_on if ends_on <= intake.today else None


def resignation_ends(intake: Intake, service: str, received: date) -> date:
    """Return when a resignation ends an approval (Fostering Regulations 28(13)), else at once."""
    rule_id = intake.kinds.resignation_clocks.get(Service(service))
    if not rule_id:
        return received
    rule = version_for(intake.office.rules.versions_of(rule_id), received)
    return rule.due(received, NO_FACTS, intake.office.calendar)


def add_happening(intake: Intake, record: Happening, row_id: str) -> tuple[str, list[KnownCase]]:
    """Add the events of a row; return what they are known by, nothing where there are none."""
    cases = happened_in(intake, record)
    has_events = False
    for case in cases:
        events = planned(intake, record, case)
        has_events = has_events or bool(events)
        intake.events(case.id, events, row_id)
        if case.household_id and events:
            intake.registers.add(case.id)
    return (row_id if has_events else ""), cases


__all__ = [
    "Happening",
    "add_happening",
    "happened_in",
    "is_approval",
    "planned",
    "resignation_ends",
]
