"""The papers of a meeting's items: what is in, what is awaited, by when they go."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from cfs_panels.domain.clock_runs import APPLICATIONS, DECISIONS, clocks_of, current
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.histories import CaseEvent, History
from cfs_panels.domain.matters import matter_events
from cfs_panels.domain.meetings import ItemKind
from cfs_panels.domain.paper_gaps import ItemPapers
from cfs_panels.domain.paper_marks import (
    CasePapers,
    PaperDays,
    marks_of,
    no_marks,
    stopping_columns,
)
from cfs_panels.domain.periods import Counting
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import long_date
from cfs_panels.services.case_people import checks_of_cases
from cfs_panels.services.pathway_library import pathway
from db.models import Case, CaseEventRow, PanelAdvice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.clock_rules import ClockRule
    from cfs_panels.domain.pathways import Pathway
    from cfs_panels.domain.vocabulary import Service
    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office
    from db.models import AgendaItem

_HOLDS = frozenset({EventType.CASE_HELD, EventType.CASE_RESUMED})


@dataclass(frozen=True, slots=True)
class AgendaPapers:
    """The cases of agendas with what their papers are judged by, and the adviser's notes."""

    cases: Mapping[str, Case]
    papers: Mapping[str, CasePapers]  # by item
    notes: Mapping[str, PanelAdvice]  # by item

    def of(self, rows: MeetingRows, item: AgendaItem, days: PaperDays) -> ItemPapers:
        """Return how the papers of an item stand."""
        found = self.papers.get(item.id)
        return ItemPapers(
            item_id=item.id,
            case_id=item.case_id or "",
            number=rows.numbers.get(item.id, 0),
            marks=marks_of(found, days) if found else no_marks(),
            stopped_by=stopping_columns(found) if found else frozenset(),
        )


def papers_rule(office: Office, service: Service, held_on: date) -> ClockRule:
    """Return the rule by which papers go to the members of a panel on a day.

    A panel held before the first version of the rule, as an import may bring, goes by the first.
    """
    first = (office.rules.versions_of(key).versions[0] for key in office.rules.rule_ids)
    for rule in (*office.rules.rules(held_on), *first):
        is_for_papers = EventType.PAPERS_SENT in rule.stop_events
        if rule.service is service and is_for_papers and rule.counting is Counting.BACK:
            return rule
    raise RuleBroken(f"No rule says when papers go for a panel on {long_date(held_on)}.")


def papers_due(office: Office, service: Service, held_on: date) -> date:
    """Return the last day on which the papers of a meeting go in time.

    Of a day so far back that its working days are not known it is the day itself.
    """
    if not office.calendar.knows(held_on):
        return held_on
    rule = papers_rule(office, service, held_on)
    return rule.due(held_on, office.rules.agency_facts, office.calendar)


def paper_days(office: Office, rows: MeetingRows) -> PaperDays:
    """Return the days by which the papers of a meeting are judged."""
    held_on = rows.meeting.held_on
    return PaperDays(office.today, held_on, papers_due(office, rows.service, held_on))


def load_papers(session: Session, office: Office, meetings: Iterable[MeetingRows]) -> AgendaPapers:
    """Return the papers of all items of these meetings, in a few queries."""
    items = [i for rows in meetings for i in rows.items if i.kind is ItemKind.CASE]
    ids = {item.case_id for item in items if item.case_id}
    cases = {c.id: c for c in session.scalars(select(Case).where(Case.id.in_(ids)))} if ids else {}
    if not cases:
        return AgendaPapers({}, {}, {})
    kinds = {c.id: pathway(c.pathway, c.pathway_version) for c in cases.values()}
    histories = histories_of(session, list(cases), paper_events(office, list(kinds.values())))
    checks = checks_of_cases(session, list(cases.values()))
    notes = {
        note.item_id: note
        for note in session.scalars(
            select(PanelAdvice).where(PanelAdvice.item_id.in_([item.id for item in items]))
        )
    }
    papers = {}
    for item in items:
        case_id = item.case_id or ""
        note = notes.get(item.id)
        papers[item.id] = CasePapers(
            pathway=kinds[case_id],
            history=histories[case_id],
            checks=checks[case_id],
            ends=_ends(office, kinds[case_id], histories[case_id]),
            note_finished=note is not None and note.finished_on is not None,
        )
    return AgendaPapers(cases, papers, notes)


def histories_of(
    session: Session, case_ids: Sequence[str], types: Collection[EventType]
) -> dict[str, History]:
    """Return the events of these types of each case; what replaces an event is always read."""
    rows = session.execute(
        select(
            CaseEventRow.case_id,
            CaseEventRow.id,
            CaseEventRow.type,
            CaseEventRow.on,
            CaseEventRow.at,
            CaseEventRow.facts,
            CaseEventRow.recorded_at,
            CaseEventRow.supersedes,
            CaseEventRow.withdrawn,
        ).where(
            CaseEventRow.case_id.in_(case_ids),
            or_(CaseEventRow.type.in_(types), CaseEventRow.supersedes.is_not(None)),
        )
    )
    found: dict[str, list[CaseEvent]] = defaultdict(list)
    for case_id, event_id, kind, on, at, facts, recorded_at, supersedes, withdrawn in rows:
        found[case_id].append(
            CaseEvent(
                id=event_id,
                type=kind,
                on=on,
                at=at,
                facts=facts,
                recorded_at=recorded_at,
                supersedes=supersedes,
                withdrawn=withdrawn,
            )
        )
    return {case_id: History(found[case_id]) for case_id in case_ids}


def clock_events(office: Office, rule_ids: Iterable[str]) -> set[EventType]:
    """Return the events by which these clocks start, stop and pause."""
    found: set[EventType] = set()
    for versions in office.rules.versions(rule_ids):
        for rule in versions.versions:
            found |= rule.start_events | rule.stop_events | rule.void_events | rule.end_events
            found |= {rule.counted_since} if rule.counted_since else set()
            found |= rule.begins_again_by | {reopened.event for reopened in rule.reopened_by}
            found |= {rule.none_left.begun_by} if rule.none_left else set()
    return found | _HOLDS | APPLICATIONS | DECISIONS


def paper_events(office: Office, kinds: Iterable[Pathway]) -> set[EventType]:
    """Return the events by which the papers of these kinds of case are judged."""
    found = {EventType.STAGE_ONE_COMPLETED, EventType.STAGE_ONE_PASSED}
    for kind in {(kind.key, kind.version): kind for kind in kinds}.values():
        move = kind.move(EventType.PAPERS_SENT)
        groups = [*(move.after if move else ())]
        found |= matter_events(kind)
        for paper in kind.papers:
            groups += [paper.in_by, paper.renewed_by, *paper.waits_for]
        found |= {event for group in groups for event in group}
        found |= clock_events(office, [p.clock for p in kind.papers if p.clock])
    return found


def _ends(office: Office, kind: Pathway, history: History) -> dict[str, date]:
    """Return the last day of each paper that a clock runs for."""
    by_clock = {paper.clock: paper.key for paper in kind.papers if paper.clock}
    clocks = current(
        clocks_of(
            office.rules.versions(by_clock),
            history.events,
            office.today,
            office.calendar,
            office.rules.agency_facts,
        )
    )
    return {by_clock[c.rule.id]: c.due_on for c in clocks if c.due_on is not None}
