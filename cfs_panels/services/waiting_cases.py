"""The cases that wait for a slot on a panel, the one that must be heard first in front."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from cfs_panels.domain.children import listed_name
from cfs_panels.domain.clock_runs import clocks_of, current
from cfs_panels.domain.matters import matter_events, matter_of
from cfs_panels.domain.meetings import WaitingLine
from cfs_panels.domain.vocabulary import CaseStatus, EventType
from cfs_panels.services.bookings import is_undecided
from cfs_panels.services.meeting_papers import clock_events, histories_of
from cfs_panels.services.pathway_library import booking_steps, pathway
from cfs_panels.services.visibility import case_filter
from db.models import AgendaItem, Case

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.histories import History
    from cfs_panels.domain.pathways import Pathway
    from cfs_panels.domain.vocabulary import Service
    from cfs_panels.services.office import Office

MOST = 200
BOOKABLE = (CaseStatus.OPEN, CaseStatus.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """A case that waits, with who would present it."""

    line: WaitingLine
    worker_id: str


def waiting_cases(
    session: Session, office: Office, actor: Actor, service: Service
) -> tuple[WaitingCase, ...]:
    """Return the cases of a service whose next step is a slot, that a person may open."""
    rows = session.execute(
        select(
            Case.id,
            Case.household_name,
            Case.reference,
            Case.pathway,
            Case.pathway_version,
            Case.worker_id,
            Case.household_id,
        )
        .where(
            Case.service == service,
            Case.status.in_(BOOKABLE),
            Case.next_step.in_(booking_steps()),
            ~exists().where(AgendaItem.case_id == Case.id, is_undecided()),
            case_filter(office.matrix, actor, "view_case"),
        )
        .order_by(Case.reference)
        .limit(MOST)
    ).all()
    if not rows:
        return ()
    kinds = {row.id: pathway(row.pathway, row.pathway_version) for row in rows}
    rules = {rule_id for kind in kinds.values() for rule_id in _panel_clocks(office, kind)}
    events = clock_events(office, rules) | {
        e for kind in kinds.values() for e in matter_events(kind)
    }
    histories = histories_of(session, [row.id for row in rows], events)
    matters = {row.id: matter_of(kinds[row.id], histories[row.id]) for row in rows}
    found = [
        WaitingCase(
            WaitingLine(
                case_id=row.id,
                household=row.household_name
                if row.household_id
                else listed_name(row.household_name, row.reference),
                reference=row.reference,
                service=service,
                item_name=matters[row.id].item_name,
                minutes=matters[row.id].minutes or kinds[row.id].item_minutes,
                panel_by=_panel_by(office, kinds[row.id], histories[row.id]),
            ),
            row.worker_id or "",
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda c: c.line.panel_by or date.max))


def _panel_clocks(office: Office, kind: Pathway) -> list[str]:
    """Return the clocks that panel or decision stops, of more weight than a local standard.

    Where panel itself has a clock, that one leads; else the decision's does.
    """
    for event in (EventType.RECOMMENDATION_RECORDED, EventType.DECISION_MADE):
        found = [
            versions.id
            for versions in office.rules.versions(kind.clocks)
            if any(
                event in rule.stop_events
                and (rule.weight.blocks or rule.weight.warns)
                and EventType.FINAL_MINUTES_SENT not in rule.start_events
                for rule in versions.versions
            )
        ]
        if found:
            return found
    return []


def _panel_by(office: Office, kind: Pathway, history: History) -> date | None:
    clocks = current(
        clocks_of(
            office.rules.versions(_panel_clocks(office, kind)),
            history.events,
            office.today,
            office.calendar,
            office.rules.agency_facts,
        )
    )
    return _first(c.due_on for c in clocks if c.stopped_on is None)


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)
