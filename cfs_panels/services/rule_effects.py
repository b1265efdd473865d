"""What a changed rule or bank holiday changes in the records: the open cases it is counted for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from cfs_panels.domain.age_rules import AgeRule
from cfs_panels.domain.periods import Unit
from cfs_panels.services.case_files import EVENT_COLUMNS, CaseFile, event_from
from cfs_panels.services.case_projections import refresh_projection
from cfs_panels.services.happenings import OVER
from cfs_panels.services.pathway_library import pathways
from cfs_panels.services.progress import untold
from cfs_panels.services.register_projections import project_register
from db.audit import PROGRAM
from db.models import Case, CaseEventRow, Check, Child

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Role
    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.domain.rule_changes import AnyRule
    from cfs_panels.services.office import Office
    from cfs_panels.services.progress import Progress
    from db.models import User

AT_ONCE = 400


def count_cases(session: Session, office: Office, old: AnyRule, new: AnyRule) -> int:
    """Return how many open cases have the clock of a rule, or a matter that it speaks of.

    Of an age those of children whom only one of its versions is about. It names nobody, so whoever
    may change a rule is told, though they open no case.
    """
    if isinstance(old, AgeRule) and isinstance(new, AgeRule):
        return _count_children(session, office, old, new)
    counted = select(func.count(Case.id)).where(_counted_by(office, {new.id}))
    return session.scalar(counted) or 0


def _count_children(session: Session, office: Office, old: AgeRule, new: AgeRule) -> int:
    """Return how many children are under one age and not the other when the new one counts."""
    day = max(office.today, new.effective_from)
    if not new.in_force(day):
        return 0
    of_child = {kind.key for kind in pathways().values() if kind.of_child}
    born = (
        select(Child.born_on)
        .join(Case, Case.child_id == Child.id)
        .where(Case.status.not_in(OVER), Case.pathway.in_(of_child))
    )
    return sum(old.is_under(on, day) is not new.is_under(on, day) for on in session.scalars(born))


def counted_in_working_days(office: Office) -> frozenset[str]:
    """Return the rules that a bank holiday moves."""
    library = office.rules
    return frozenset(
        rule_id
        for rule_id in library.rule_ids
        if any(v.unit is Unit.WORKING_DAY for v in library.versions_of(rule_id).versions)
    )


def bring_up_to_date(
    session: Session, office: Office, rule_ids: Collection[str], progress: Progress = untold
) -> list[str]:
    """Work out anew what is kept of the open cases that these rules count, and return which.

    What was sent with a date, a letter or a decision, keeps it.
    """
    office.in_force.follow(session, office.shipped)
    cases = session.scalars(select(Case).where(_counted_by(office, rule_ids)).order_by(Case.id))
    found, done = cases.all(), 0
    holders: dict[Role, User | None] = {}
    for some in _batches(found):
        events = _events(session, [case.id for case in some])
        for case in some:
            file = CaseFile(session, office, PROGRAM, case, events[case.id])
            _count_checks(file, rule_ids)
            refresh_projection(session, office, file, holders)
            project_register(file)
        session.flush()
        done += len(some)
        progress(done, len(found), f"{done} of {len(found)} cases")
    return [case.id for case in found]


def _counted_by(office: Office, rule_ids: Collection[str]) -> ColumnElement[bool]:
    """Return the condition on open cases whose clocks or whose way to panel these rules decide."""
    library, wanted = office.rules, frozenset(rule_ids)
    clocks = wanted & frozenset(library.rule_ids)
    starts = {
        e for key in clocks for v in library.versions_of(key).versions for e in v.start_events
    }
    timed = {kind.key for kind in pathways().values() if clocks.intersection(kind.clocks)}
    heard = {
        kind.key
        for kind in pathways().values()
        for matter in kind.matters
        if {matter.panel_rule, matter.representations_rule} & wanted
    }
    begun = select(CaseEventRow.case_id).where(CaseEventRow.type.in_(starts))
    return Case.status.not_in(OVER) & or_(
        Case.pathway.in_(heard), Case.pathway.in_(timed) & Case.id.in_(begun)
    )


def _count_checks(file: CaseFile, rule_ids: Collection[str]) -> None:
    """Count anew by when the checks that are still out should come."""
    timed = {c.key: c.clock for c in file.pathway.checks if c.clock in rule_ids}
    if not timed:
        return
    office = file.office
    awaited = select(Check).where(
        Check.case_id == file.case.id,
        Check.key.in_(timed),
        Check.requested_on.is_not(None),
        Check.received_on.is_(None),
    )
    for row in file.session.scalars(awaited):
        if row.requested_on is not None:
            rule = office.rules.rule(timed[row.key], row.requested_on)
            row.due_on = rule.due(row.requested_on, office.rules.agency_facts, office.calendar)


def _batches(cases: Sequence[Case]) -> Iterator[Sequence[Case]]:
    for start in range(0, len(cases), AT_ONCE):
        yield cases[start : start + AT_ONCE]


def _events(session: Session, ids: Sequence[str]) -> dict[str, list[CaseEvent]]:
    found: dict[str, list[CaseEvent]] = defaultdict(list)
    rows = session.execute(
        select(CaseEventRow.case_id.label("case"), *EVENT_COLUMNS).where(
            CaseEventRow.case_id.in_(ids)
        )
    )
    for row in rows:
        found[row.case].append(event_from(row))
    return found
