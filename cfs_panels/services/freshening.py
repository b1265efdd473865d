"""Lists keep the clock that ends first of each case; a day that has gone by may change which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.case_projections import state_of
from cfs_panels.services.happenings import let_happen
from cfs_panels.services.pathway_library import newest_pathway, newest_pathways, waiting_steps
from cfs_panels.services.rule_days import follow_days
from cfs_panels.services.tracking_kinds import NO_VERSION
from db.audit import PROGRAM
from db.models import Case

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cfs_panels.services.office import Office


def freshen(office: Office) -> int:
    """Work out anew what lists keep of cases whose window or target has ended, and say how many.

    Deadlines that have passed stay: they are overdue, and say so. What happens by itself when a
    clock ends is recorded first. A case that an import brought before there was a pathway for its
    kind takes that up once there is one, and one that waited for an answer its next step once the
    time to answer is over.
    """
    happened = let_happen(office) + follow_days(office)
    rules = [r for r in office.rules.rule_ids if _passes(office, r)]
    stale = select(Case).where(Case.clock_due_on < office.today, Case.clock_rule.in_(rules))
    waiting = select(Case).where(
        Case.pathway_version == NO_VERSION, Case.pathway.in_([p.key for p in newest_pathways()])
    )
    with office.reading() as session:
        found = [session.scalars(query.limit(1)).first() for query in (stale, waiting)]
        unanswered = _unanswered(session, office)
        if not unanswered and all(case is None for case in found):
            return happened
    with office.writing(PROGRAM) as session:
        taken_up = session.scalars(waiting).all()
        for case in taken_up:
            newest = newest_pathway(case.pathway)
            case.pathway_version = newest.version if newest else NO_VERSION
        ended = session.scalars(select(Case).where(Case.id.in_(unanswered)))
        cases = {case.id: case for case in (*taken_up, *session.scalars(stale), *ended)}
        for case in cases.values():
            CaseFile(session, office, PROGRAM, case).refresh()
        return happened + len(cases)


def _unanswered(session: Session, office: Office) -> list[str]:
    """Return the cases whose next step, as it is kept, waits for a clock that has run out."""
    waiting = session.scalars(select(Case).where(Case.next_step.in_(waiting_steps())))
    files = (CaseFile(session, office, PROGRAM, case) for case in waiting)
    return [f.case.id for f in files if (s := state_of(f).next_step) and s.key != f.case.next_step]


def _passes(office: Office, rule_id: str) -> bool:
    return office.newest_rule(rule_id).kind.passes
