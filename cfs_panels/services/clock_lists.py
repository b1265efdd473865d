"""Every clock of every case that a person may see, as it stands on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.clocks import ClockState
from cfs_panels.services.case_files import clocks_on
from cfs_panels.services.caseload import open_cases
from cfs_panels.services.many_histories import histories_by_case, many_made
from cfs_panels.services.meeting_papers import clock_events
from cfs_panels.services.pathway_library import pathway
from cfs_panels.services.visibility import case_filter
from db.models import Case

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.clocks import StatutoryClock
    from cfs_panels.services.office import Office

STATES = {
    "overdue": {ClockState.OVERDUE},
    "due": {ClockState.DUE_SOON},
    "running": {ClockState.RUNNING, ClockState.DUE_SOON, ClockState.OVERDUE, ClockState.PAUSED},
}


_COLUMNS = (
    Case.id,
    Case.reference,
    Case.household_name,
    Case.pathway,
    Case.pathway_version,
    Case.history_until,
)


@dataclass(frozen=True, slots=True)
class CaseClock:
    """A clock with the case it runs on."""

    case_id: str
    reference: str
    household: str
    clock: StatutoryClock


class ClockLists:
    """Clocks across cases."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def clocks(
        self, actor: Actor, *, as_of: date | None = None, state: str = "", reference: str = ""
    ) -> tuple[CaseClock, ...]:
        """Return the clocks of the open cases (or of one case), the one that ends first in front.

        ``state`` is ``overdue``, ``due`` (soon) or ``running`` (all that someone must act on);
        empty for every clock, stopped ones as well.
        """
        day = as_of or self._office.today
        wanted = STATES.get(state)
        found: list[CaseClock] = []
        condition = Case.reference == reference if reference else open_cases()
        seen = case_filter(self._office.matrix, actor, "view_case") & condition
        with many_made(), self._office.reading() as session:
            cases = {row.id: row for row in session.execute(select(*_COLUMNS).where(seen))}
            kinds = {(c.pathway, c.pathway_version) for c in cases.values()}
            events = {e for kind in kinds for e in clock_events(self._office, pathway(*kind).clocks)}
            for case_id, history in histories_by_case(session, seen, events, day):
                case = cases[case_id]
                clocks = clocks_on(
                    self._office,
                    pathway(case.pathway, case.pathway_version),
                    history,
                    day,
                    case.history_until,
                )
                found += [
                    CaseClock(case_id, case.reference, case.household_name, clock)
                    for clock in clocks
                    if wanted is None or clock.state in wanted
                ]
        return tuple(
            sorted(found, key=lambda c: (c.clock.due_on is None, c.clock.due_on, c.reference))
        )
