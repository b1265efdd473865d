"""Lists keep the clock that ends first of each case; a day that has gone by may change which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.clock_rules import ClockKind
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.happenings import let_happen
from db.audit import PROGRAM
from db.models import Case

if TYPE_CHECKING:
    from cfs_panels.services.office import Office

PASSING = frozenset({ClockKind.WINDOW, ClockKind.TARGET, ClockKind.EARLIEST})


def freshen(office: Office) -> int:
    """Work out anew what lists keep of cases whose window or target has ended, and say how many.

    Deadlines that have passed stay: they are overdue, and say so. What happens by itself when a
    clock ends is recorded first.
    """
    happened = let_happen(office)
    rules = [r for r in office.rules.rule_ids if _passes(office, r)]
    stale = select(Case).where(Case.clock_due_on < office.today, Case.clock_rule.in_(rules))
    with office.reading() as session:
        if session.scalars(stale.limit(1)).first() is None:
            return happened
    with office.writing(PROGRAM) as session:
        cases = session.scalars(stale).all()
        for case in cases:
            CaseFile(session, office, PROGRAM, case).refresh()
        return happened + len(cases)


def _passes(office: Office, rule_id: str) -> bool:
    return office.rules.versions_of(rule_id).versions[-1].kind in PASSING
