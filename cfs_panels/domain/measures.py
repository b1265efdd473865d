"""Every named figure of a report, defined once, with the list of cases behind it.

Figures are counted from the records of ``cfs_panels.domain.tracking.records`` as they were known
on the last day of the period, so that a figure, an export and an import mean the same. The words
of the measures are data: ``resources/measures``, by ``cfs_panels.services.measure_library``.
"""

from collections.abc import Iterable

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.figures.adoption import ADOPTION_COUNTS, ADOPTION_MEANS
from cfs_panels.domain.figures.as_known import as_known
from cfs_panels.domain.figures.children import CHILDREN_COUNTS, CHILDREN_MEANS
from cfs_panels.domain.figures.fostering import FOSTERING_COUNTS, FOSTERING_MEANS
from cfs_panels.domain.figures.legal_limits import LegalLimits
from cfs_panels.domain.figures.listed import Sheet
from cfs_panels.domain.figures.results import (
    CountedCase,
    Figure,
    Measure,
    MeasureKind,
    ReportingPeriod,
    averaged,
    counted,
)
from cfs_panels.domain.tracking.records import TrackingRecords

__all__ = [
    "MEANS",
    "MEASURE_IDS",
    "CountedCase",
    "Figure",
    "LegalLimits",
    "Measure",
    "MeasureKind",
    "ReportingPeriod",
    "Sheet",
    "figures",
]

_COUNTS = {**FOSTERING_COUNTS, **ADOPTION_COUNTS, **CHILDREN_COUNTS}
_MEANS = {**FOSTERING_MEANS, **ADOPTION_MEANS, **CHILDREN_MEANS}

MEASURE_IDS = frozenset({*_COUNTS, *_MEANS})
MEANS = frozenset(_MEANS)


def figures(
    records: TrackingRecords,
    period: ReportingPeriod,
    limits: LegalLimits,
    ids: Iterable[str] = MEASURE_IDS,
) -> dict[str, Figure]:
    """Return the figures of a period by the ids of their measures, in the order of the ids.

    Raises:
        RuleBroken: where there is no such measure.
    """
    known = as_known(records, period, limits)
    found = {}
    for measure_id in ids:
        if measure_id in _COUNTS:
            found[measure_id] = counted(measure_id, _COUNTS[measure_id](known))
        elif measure_id in _MEANS:
            found[measure_id] = averaged(measure_id, _MEANS[measure_id](known))
        else:
            raise RuleBroken(f"There is no measure {measure_id}.")
    return found
