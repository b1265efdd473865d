"""Every clock of every case that a person may see, as it stands on a day."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import or_, select

from cfs_panels.domain.clock_pages import (
    ClockDetails,
    ClockPage,
    ClockQuery,
    ClockRow,
    ClockView,
    fits,
    row_order,
)
from cfs_panels.domain.clock_runs import pauses_of
from cfs_panels.domain.clocks import ClockState
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import CaseStatus, EventType
from cfs_panels.services.case_clocks import clocks_after
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.caseload import open_cases
from cfs_panels.services.clock_lines import causes_of, clock_line
from cfs_panels.services.clock_rows import CASE_COLUMNS, ClockRows
from cfs_panels.services.clock_starts import (
    STATUS_WORDS,
    counted_words,
    hold_lines,
    start_sentence,
)
from cfs_panels.services.delay_causes import delay_causes
from cfs_panels.services.many_histories import events_by_case, many_made
from cfs_panels.services.meeting_papers import clock_events
from cfs_panels.services.past_cases import as_it_stood
from cfs_panels.services.pathway_library import pathway
from cfs_panels.services.visibility import case_filter
from db.models import Case, User

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Row, Select
    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.clocks import StatutoryClock
    from cfs_panels.domain.histories import CountedEvent, History
    from cfs_panels.services.office import Office

STATES = {
    "overdue": {ClockState.OVERDUE},
    "due": {ClockState.DUE_SOON},
    "running": {ClockState.RUNNING, ClockState.DUE_SOON, ClockState.OVERDUE, ClockState.PAUSED},
}
NO_CLOCK = "This clock no longer runs. Read the list again."


class CaseClock(NamedTuple):
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
        condition = Case.reference == reference if reference else open_cases()
        with many_made(), self._office.reading() as session:
            worked_out = self._worked_out(
                session, actor, condition, day, only_open=wanted is not None
            )
            in_turn = sorted(worked_out, key=lambda found: str(found[0].reference))
            found = [
                CaseClock(case.id, case.reference, case.household_name, clock)
                for case, clocks, _ in in_turn
                for clock in clocks
                if wanted is None or clock.state in wanted
            ]
            found.sort(key=lambda line: line.clock.due_on or date.max)
        return tuple(found)

    def clock_page(self, actor: Actor, query: ClockQuery | None = None) -> ClockPage:
        """Return the clocks that someone must act on, late first, with the number in each view.

        What had run out before the agency kept its records here is nobody's work and not among
        them. What a person may not open is neither listed nor counted.

        Raises:
            RuleBroken: where the role sees no list of cases.
        """
        query = query or ClockQuery()
        self._office.require(actor, "list_cases")
        with many_made(), self._office.reading() as session:
            every = sorted(self._rows(session, actor, query), key=row_order)
        fitting = [row for row in every if fits(row, query)]
        counts = Counter(row.view for row in fitting)
        counts[ClockView.ALL] = len(fitting)
        return ClockPage(
            rows=tuple(r for r in fitting if query.view in {ClockView.ALL, r.view}),
            counts=tuple((view, counts[view]) for view in ClockView),
            rules=_rules_of(self._office, every),
            teams=tuple(sorted({row.team for row in every if row.team})),
            workers=tuple(sorted({row.worker for row in every if row.worker})),
            is_whole=not query.first_cases,
        )

    def clock(
        self, actor: Actor, case_id: str, rule_id: str, of: str = "", as_of: date | None = None
    ) -> ClockDetails:
        """Return one clock of a case explained.

        Raises:
            RuleBroken: where there is no such case for this person, or no such clock on it.
        """
        with self._office.reading() as session:
            file = as_it_stood(CaseFile.open_page(session, self._office, actor, case_id), as_of)
            clock = next((c for c in file.clocks() if (c.rule.id, c.of) == (rule_id, of)), None)
            if clock is None or clock.started_on is None:
                raise RuleBroken(NO_CLOCK)
            row = session.execute(_cases().where(Case.id == case_id)).one()
            return self._details(file, clock, file.history, self._row_maker(session), row)

    def _details(
        self,
        file: CaseFile,
        clock: StatutoryClock,
        history: History,
        rows: ClockRows,
        row: Row[Any],
    ) -> ClockDetails:
        rule, case = clock.rule, file.case
        may = self._office.matrix.relations(file.actor, "record_event")
        return ClockDetails(
            case_id=case.id,
            reference=case.reference,
            household=case.household_name,
            service=case.service,
            line=clock_line(clock, causes_of(history).get(rule.id)),
            rule_words=rule.words,
            source=rule.source,
            status_words=STATUS_WORDS[rule.status],
            note=rule.note,
            counted=counted_words(clock),
            started=start_sentence(clock),
            holds=hold_lines(clock, pauses_of(history.own.events)),
            owner=rows.owner(row, rule.id),
            may_explain=clock.state is ClockState.OVERDUE and bool(may),
            causes=delay_causes().causes,
        )

    def _rows(self, session: Session, actor: Actor, query: ClockQuery) -> Iterator[ClockRow]:
        day = query.as_of or self._office.today
        rows = self._row_maker(session)
        condition = _with_clocks()
        if query.first_cases:
            condition &= Case.id.in_(self._first_ids(session, actor, query.first_cases))
        for case, clocks, events in self._worked_out(
            session, actor, condition, day, only_open=True
        ):
            causes = {
                str(e.facts.get("rule", "")): str(e.facts.get("reason") or "")
                for e in events
                if e.type is EventType.DELAY_RECORDED
            }
            for clock in clocks:
                if clock.state.is_active:
                    yield rows.row(case, clock, causes)

    def _first_ids(self, session: Session, actor: Actor, count: int) -> list[str]:
        """Return the cases whose kept clock ends first."""
        seen = case_filter(self._office.matrix, actor, "view_case")
        statement = select(Case.id).where(seen, _with_clocks(), Case.clock_due_on.is_not(None))
        return list(session.scalars(statement.order_by(Case.clock_due_on, Case.id).limit(count)))

    def _row_maker(self, session: Session) -> ClockRows:
        users = session.execute(select(User.id, User.name))
        return ClockRows(self._office.rules, {user.id: user.name for user in users})

    def _worked_out(
        self,
        session: Session,
        actor: Actor,
        condition: ColumnElement[bool],
        day: date,
        *,
        only_open: bool,
    ) -> Iterator[tuple[Row[Any], list[StatutoryClock], Sequence[CountedEvent]]]:
        """Yield each case that the person may see with its clocks and what they rest on."""
        seen = case_filter(self._office.matrix, actor, "view_case") & condition
        cases = {row.id: row for row in session.execute(_cases().where(seen))}
        kinds = {(case.pathway, case.pathway_version) for case in cases.values()}
        asked = {EventType.DELAY_RECORDED}
        for kind in kinds:
            asked |= clock_events(self._office, pathway(*kind).clocks)
        for case_id, events in events_by_case(session, seen, asked, day):
            case = cases[case_id]
            kept = pathway(case.pathway, case.pathway_version)
            until = case.history_until
            clocks = clocks_after(self._office, kept, events, day, until, only_open=only_open)
            yield case, clocks, events


def _cases() -> Select[*tuple[Any, ...]]:
    return select(*CASE_COLUMNS).outerjoin(User, User.id == Case.worker_id)


def _with_clocks() -> ColumnElement[bool]:
    """Return the cases whose clocks are somebody's work: approvals have reviews and visits due."""
    return or_(open_cases(), Case.status == CaseStatus.APPROVED)


def _rules_of(office: Office, rows: Iterable[ClockRow]) -> tuple[tuple[str, str], ...]:
    """Return the rules whose clocks are listed, by name; the id tells two of one name apart."""
    ids = {row.rule_id for row in rows}
    names = {rule_id: office.newest_rule(rule_id).name for rule_id in ids}
    alike = Counter(names.values())
    told = ((i, f"{n} ({i})" if alike[n] > 1 else n) for i, n in names.items())
    return tuple(sorted(told, key=lambda pair: pair[1].casefold()))
