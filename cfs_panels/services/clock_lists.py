"""Every clock of every case that a person may see, as it stands on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.cases import CaseEvent, History
from cfs_panels.domain.clocks import ClockState
from cfs_panels.services.case_files import clocks_on, event_from
from cfs_panels.services.caseload import open_cases
from cfs_panels.services.pathway_library import pathway
from cfs_panels.services.visibility import case_filter
from db.models import Case, CaseEventRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.clocks import StatutoryClock
    from cfs_panels.services.office import Office

STATES = {
    "overdue": {ClockState.OVERDUE},
    "due": {ClockState.DUE_SOON},
    "running": {ClockState.RUNNING, ClockState.DUE_SOON, ClockState.OVERDUE, ClockState.PAUSED},
}


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
        with self._office.reading() as session:
            found = [
                CaseClock(case.id, case.reference, case.household_name, clock)
                for case, events in self._cases(session, actor, reference)
                for clock in clocks_on(
                    self._office,
                    pathway(case.pathway, case.pathway_version),
                    History(events, as_of=day),
                    day,
                    case.history_until,
                )
                if wanted is None or clock.state in wanted
            ]
        return tuple(
            sorted(found, key=lambda c: (c.clock.due_on is None, c.clock.due_on, c.reference))
        )

    def _cases(
        self, session: Session, actor: Actor, reference: str
    ) -> list[tuple[Case, list[CaseEvent]]]:
        condition = Case.reference == reference if reference else open_cases()
        seen = case_filter(self._office.matrix, actor, "view_case")
        cases = session.scalars(select(Case).where(seen, condition)).all()
        events: dict[str, list[CaseEvent]] = defaultdict(list)
        rows = session.scalars(
            select(CaseEventRow).join(Case, Case.id == CaseEventRow.case_id).where(seen, condition)
        )
        for row in rows:
            events[row.case_id].append(event_from(row))
        return [(case, events[case.id]) for case in cases]
