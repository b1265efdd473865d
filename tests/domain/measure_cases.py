"""What the tests of figures share: a year, the law's limits, and records made of few words."""

from datetime import date
from typing import Any

from cfs_panels.domain.measures import Figure, ReportingPeriod, figures
from cfs_panels.domain.tracking.records import (
    ChildRecord,
    DecisionRecord,
    HouseholdRecord,
    ItemRecord,
    TrackingRecords,
)
from cfs_panels.services.measure_library import legal_limits
from cfs_panels.services.rule_library import rule_library

LIMITS = legal_limits(rule_library(), rule_library().calendar())
YEAR = ReportingPeriod(date(2023, 4, 1), date(2024, 3, 31))
LAST = YEAR.last_on
BEFORE = date(2023, 3, 31)
IN_JUNE = date(2023, 6, 15)
IN_MAY = date(2023, 5, 10)
AFTER = date(2024, 4, 1)


def fostering(ref: str = "F-1", type_: str = "Mainstream", **facts: Any) -> HouseholdRecord:
    return HouseholdRecord(ref, "Fostering", type_, **facts)


def adoption(ref: str = "A-1", type_: str = "Adoption", **facts: Any) -> HouseholdRecord:
    return HouseholdRecord(ref, "Adoption", type_, **facts)


def item(
    held_on: date,
    item_type: str = "Approval",
    recommendation: str = "Approve",
    *,
    ref: str = "F-1",
    panel: str = "Fostering",
    **facts: Any,
) -> ItemRecord:
    return ItemRecord(
        panel, held_on, ref, item_type=item_type, recommendation=recommendation, **facts
    )


def decision(
    decided: date, said: str = "Approve", *, ref: str = "F-1", kind: str = "Approval", **facts: Any
) -> DecisionRecord:
    return DecisionRecord(ref, kind=kind, decided=decided, decision=said, **facts)


def child(ref: str = "C-1", **facts: Any) -> ChildRecord:
    return ChildRecord(ref, **facts)


def figure_of(measure_id: str, **records: Any) -> Figure:
    return figures(TrackingRecords(**records), YEAR, LIMITS, [measure_id])[measure_id]


def number(measure_id: str, **records: Any) -> int:
    return figure_of(measure_id, **records).n


def refs_of(measure_id: str, **records: Any) -> list[str]:
    return [case.ref for case in figure_of(measure_id, **records).cases]
