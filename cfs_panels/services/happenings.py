"""What happens in a case by itself when a clock ends: an approval that a resignation ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.histories import FOLLOWS
from cfs_panels.domain.projections import ending_of
from cfs_panels.domain.standings import why_not
from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.pathway_library import pathways
from db.audit import PROGRAM
from db.models import Case, CaseEventRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import Select

    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.domain.pathways import ByItself
    from cfs_panels.services.office import Office

OVER = tuple(status for status in CaseStatus if status.is_over)
TOLD = ("reason", "person_id", "person")
"""The facts that the ending takes from what began it."""


def let_happen(office: Office) -> int:
    """Record what has come about by itself up to today, and return of how many cases.

    A resignation ends an approval on its 28th day, whoever opens the program and whenever.
    """
    with office.reading() as session:
        cases = session.scalars(_candidates()).all()
        waiting = [c.id for c in cases if any(_due(CaseFile(session, office, PROGRAM, c)))]
    if not waiting:
        return 0
    with office.writing(PROGRAM) as session:
        for case in session.scalars(select(Case).where(Case.id.in_(waiting))):
            file = CaseFile(session, office, PROGRAM, case)
            for own, start, on in _in_turn(file):
                if ending_of(file.pathway, file.history) is not None:
                    break
                told = {key: start.facts[key] for key in TOLD if key in start.facts}
                facts = {**told, **own.facts}
                file.follow(own.event, on, start.id, facts=facts)
            file.refresh()
    return len(waiting)


def _in_turn(file: CaseFile) -> list[tuple[ByItself, CaseEvent, date]]:
    """Return what has come about by day, what ends the case last: after it nothing more does."""
    status = dict(file.pathway.status_after)
    ending = {event for event, left in status.items() if left.is_over}
    return sorted(_due(file), key=lambda due: (due[2], due[0].event in ending))


def _candidates() -> Select[Case]:
    starts = {own.started_by for kind in pathways().values() for own in kind.by_itself}
    begun = select(CaseEventRow.case_id).where(CaseEventRow.type.in_(starts))
    return select(Case).where(Case.id.in_(begun), Case.status.not_in(OVER))


def _is_end_of(start: CaseEvent, event: CaseEvent) -> bool:
    """Return whether an event is what came of a start; an imported one does not name its start."""
    if event.imported:
        return start.imported and start.on <= event.on
    return event.facts.get(FOLLOWS) == start.id


def _due(file: CaseFile) -> Iterator[tuple[ByItself, CaseEvent, date]]:
    """Yield what has come about and is not recorded: the event, its cause and its day."""
    office, history = file.office, file.history
    for own in file.pathway.by_itself:
        if why_not(file.pathway, history, [(key,) for key in own.needs]):
            continue
        known = history.all(own.event)
        for start in history.all(own.started_by):
            rule = office.rules.versions_of(own.clock).on(start.on)
            if rule is None or any(_is_end_of(start, event) for event in known):
                continue
            on = rule.due(start.on, office.rules.agency_facts, office.calendar)
            if on <= office.today:
                yield own, start, on
