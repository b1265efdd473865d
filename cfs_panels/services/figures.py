"""Every measure of a period, with the cases behind it, from the agency's own records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.domain.measures import Figure, Measure, ReportingPeriod, figures
from cfs_panels.services.measure_library import legal_limits, measure_library
from cfs_panels.services.tracking_records import figure_records, hidden_cases
from cfs_panels.services.uncollected import uncollected

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office

VIEW = "view_measures"


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """The figures of a period by the ids of their measures, and the measures in their order.

    ``case_ids`` are those of the cases by sheet (Households, Children) and reference, for opening
    one from a list.
    """

    period: ReportingPeriod
    measures: tuple[Measure, ...]
    figures: Mapping[str, Figure]
    case_ids: Mapping[str, Mapping[str, str]]


class Figures:
    """Figures as known on the last day of a period; cases the person may not see do not count."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def for_period(self, actor: Actor, first_on: date, last_on: date) -> PeriodFigures:
        """Return every measure of a period, the number of each being that of its cases.

        Raises:
            RuleBroken: for roles that see no figures, and for a period that ends before it begins.
        """
        self._office.require(actor, VIEW)
        period = ReportingPeriod(first_on, last_on)
        with uncollected():
            found, case_ids = self._counted(actor, period)
        return PeriodFigures(period, measure_library().measures(last_on), found, case_ids)

    def _counted(
        self, actor: Actor, period: ReportingPeriod
    ) -> tuple[Mapping[str, Figure], Mapping[str, Mapping[str, str]]]:
        limits = legal_limits(self._office.rules, self._office.calendar)
        with self._office.reading() as session:
            hidden = hidden_cases(session, self._office, actor)
            records, case_ids = figure_records(session, self._office, hidden)
        return figures(records, period, limits, measure_library().ids), case_ids
