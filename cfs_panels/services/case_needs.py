"""What panel needs of a case, and how each of it stands: its papers and its checks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.actors import Role
from cfs_panels.domain.cases import NeedLine
from cfs_panels.domain.checks import CheckFacts, CheckOutcome
from cfs_panels.domain.clock_rules import RuleStatus
from cfs_panels.domain.clocks import ClockState, StatutoryClock
from cfs_panels.domain.households import birthday_words, people_asked
from cfs_panels.domain.matters import is_waiting, papers_of
from cfs_panels.domain.pathways import CheckDefinition, Owner, PaperColumn, PaperDefinition
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import day_month, long_date, near_date, plural, uncapitalised
from cfs_panels.services.case_clocks import clocks_on
from cfs_panels.services.case_files import CaseFile, event_from
from cfs_panels.services.case_people import checks_of_cases, people_of
from cfs_panels.services.case_projections import first_with_role
from cfs_panels.services.panel_needs import is_barred
from cfs_panels.services.past_cases import was_there
from cfs_panels.services.pathway_library import pathway
from db.audit import PROGRAM
from db.models import Case, CaseEventRow, StoredFile, User

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.domain.households import HouseholdPerson
    from cfs_panels.domain.pathways import Pathway
    from cfs_panels.services.office import Office

from cfs_panels.domain.histories import History

HOUSEHOLD = "Household"
UNCONFIRMED = RuleStatus.UNCONFIRMED
_ORDER = {"late": 0, "ends_today": 0, "blocked": 1, "asked": 2, "missing": 2, "todo": 3}
"""What someone must see first stands first."""


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """What is known of a case when its needs are worked out."""

    kind: Pathway
    history: History
    people: tuple[HouseholdPerson, ...]
    checks: tuple[CheckFacts, ...]
    clocks: Mapping[str, StatutoryClock]  # by rule
    owners: Mapping[Owner, str]
    reports: tuple[StoredFile, ...]
    day: date
    to_panel: bool = True  # whether the matter in hand may go to panel


def needs_of(
    session: Session, office: Office, cases: Sequence[Case], day: date
) -> dict[str, tuple[NeedLine, ...]]:
    """Return what panel needs of each case, by case: what is still needed first.

    Before the application is in nothing is needed.
    """
    return {
        facts_id: need_lines(facts)
        for facts_id, facts in _facts_of(session, office, cases, day).items()
    }


def need_lines(facts: NeedFacts) -> tuple[NeedLine, ...]:
    """Return what panel needs of a case: what is still needed first, then what is in."""
    kind, history = facts.kind, facts.history
    later = [event for matter in kind.matters[1:] for event in matter.opened_by]
    if not history.has(kind.application_event, *later):
        return ()
    papers = [
        _paper_line(paper, facts)
        for paper in papers_of(kind, history)
        if facts.to_panel or not paper.for_panel
    ]
    checks = _merged([*_check_lines(facts)], facts)
    out = [line for line in (*papers, *checks) if not line.is_in]
    out.sort(key=lambda line: _ORDER.get(line.state, 2))
    in_papers = [line for line in papers if line.is_in]
    reports = [line for line in in_papers if line.column == PaperColumn.REPORT]
    others = [line for line in in_papers if line.column != PaperColumn.REPORT]
    return (*out, *reports, *(line for line in checks if line.is_in), *others)


def _facts_of(
    session: Session, office: Office, cases: Sequence[Case], day: date
) -> dict[str, NeedFacts]:
    ids = [case.id for case in cases]
    events: dict[str, list[CaseEvent]] = {case_id: [] for case_id in ids}
    for row in session.scalars(select(CaseEventRow).where(CaseEventRow.case_id.in_(ids))):
        events[row.case_id].append(event_from(row))
    then = day if day != office.today else None
    people, checks = people_of(session, cases), checks_of_cases(session, cases, then)
    reports: dict[str, list[StoredFile]] = {case_id: [] for case_id in ids}
    for paper in session.scalars(
        select(StoredFile).where(StoredFile.case_id.in_(ids)).order_by(StoredFile.version_number)
    ):
        if paper.removed_at is None if then is None else was_there(paper, then):
            reports[paper.case_id or ""].append(paper)
    owners, accounts = _role_holders(session), _accounts(session, cases)
    found = {}
    for case in cases:
        kind = pathway(case.pathway, case.pathway_version)
        history = History(events[case.id], as_of=day)
        clocks = {c.rule.id: c for c in clocks_on(office, kind, history, day, case.history_until)}
        found[case.id] = NeedFacts(
            kind=kind,
            history=history,
            people=people[case.id],
            checks=tuple(checks[case.id]),
            clocks=clocks,
            owners={**owners, **_case_holders(accounts, case)},
            reports=tuple(reports[case.id]),
            day=day,
            to_panel=_to_panel(session, office, case, events[case.id]) if kind.of_child else True,
        )
    return found


def _to_panel(session: Session, office: Office, case: Case, events: list[CaseEvent]) -> bool:
    return not is_barred(CaseFile(session, office, PROGRAM, case, events))


def _role_holders(session: Session) -> dict[Owner, str]:
    found = {}
    for owner in (Owner.PANEL_ADVISER, Owner.PANEL_ADMINISTRATOR, Owner.REVIEWING_OFFICER):
        user = first_with_role(session, Role(owner.value))
        found[owner] = user.name if user else ""
    return found


def _accounts(session: Session, cases: Sequence[Case]) -> dict[str | None, str]:
    """Return the names of the workers and managers of these cases, by account."""
    wanted = {user_id for case in cases for user_id in (case.worker_id, case.manager_id) if user_id}
    found = session.execute(select(User.id, User.name).where(User.id.in_(wanted)))
    return {user.id: user.name for user in found}


def _case_holders(accounts: Mapping[str | None, str], case: Case) -> dict[Owner, str]:
    return {
        Owner.WORKER: accounts.get(case.worker_id, ""),
        Owner.MANAGER: accounts.get(case.manager_id, ""),
    }


# Papers


def _paper_line(paper: PaperDefinition, facts: NeedFacts) -> NeedLine:
    line = NeedLine(
        key=paper.key,
        name=paper.name,
        person=_paper_owner(paper, facts),
        evidence="",
        state="todo",
        words="To do",
        is_in=False,
        weight=paper.weight.value,
        column=paper.column.value,
        source=_source_of(paper),
    )
    done = _done_by(paper, facts)
    if done is not None:
        return _paper_in(line, paper, done, facts)
    if is_waiting(paper, facts.history):
        below = f"Blocked: {uncapitalised(paper.waits_words)}"
        return replace(
            line, state="blocked", words="Blocked", evidence=paper.waits_words, below=below
        )
    clock = facts.clocks.get(paper.clock) if paper.clock else None
    if clock is not None and clock.due_on is not None:
        return _paper_by_clock(line, paper, clock)
    by = _papers_due(facts)
    evidence = f"{paper.todo_words} by {long_date(by)}" if by else paper.todo_words
    return replace(line, evidence=evidence, below=evidence, due_on=by)


def _source_of(paper: PaperDefinition) -> str:
    """Return where the need of a paper stands, marked where nobody has checked it."""
    return f"{paper.source} ({UNCONFIRMED})" if paper.status is UNCONFIRMED else paper.source


def _done_by(paper: PaperDefinition, facts: NeedFacts) -> CaseEvent | None:
    """Return the event that shows a paper to be in, unless it is needed anew since."""
    history = facts.history
    done = history.latest(*paper.in_by)
    if done is None:
        return None
    renewed = history.latest(*paper.renewed_by) if paper.renewed_by else None
    if renewed is not None and history.is_newer(renewed, done):
        return None
    if paper.has_file and not any(f.kind == paper.key for f in facts.reports):
        known = str(done.facts.get("paper") or "")
        return None if known else done
    return done


def _paper_in(
    line: NeedLine, paper: PaperDefinition, done: CaseEvent, facts: NeedFacts
) -> NeedLine:
    name, author, paper_id = paper.name, line.person, ""
    evidence = f"{paper.in_words} {long_date(done.on)}"
    if done.type is EventType.OBSERVATIONS_EXPIRED:
        evidence = f"None came by {long_date(done.on)}"
    if paper.has_file:
        files = [f for f in facts.reports if f.kind == paper.key]
        paper_id = files[-1].id if files else ""
        version = done.facts.get("version")
        name = f"{paper.name}, version {version}" if version else paper.name
        author = str(done.facts.get("author_name") or author)
    return replace(
        line,
        name=name,
        person=author,
        evidence=evidence,
        state="in",
        words="Checked",
        is_in=True,
        paper_id=paper_id,
        below=evidence,
    )


def _paper_by_clock(line: NeedLine, paper: PaperDefinition, clock: StatutoryClock) -> NeedLine:
    due = clock.due_on
    if due is None:
        return line
    if clock.state is ClockState.ENDED or (clock.days_left is not None and clock.days_left < 0):
        evidence = f"The time ended on {long_date(due)}. Record that none came"
        below = f"Time ended on {near_date(due, clock.on)}"
        return replace(line, evidence=evidence, words="Time ended", below=below, due_on=due)
    if clock.days_left == 0:
        return replace(
            line,
            evidence=paper.none_words,
            state="ends_today",
            words="Ends today",
            below="Last day is today",
            due_on=due,
        )
    ends = day_month(due)
    return replace(
        line,
        evidence=paper.none_words,
        state="asked",
        words=f"Ends {ends}",
        below=f"Last day is {ends}",
        due_on=due,
    )


def _paper_owner(paper: PaperDefinition, facts: NeedFacts) -> str:
    if paper.owner is Owner.APPLICANTS:
        return _first_names(p for p in facts.people if p.is_applicant and p.belongs(facts.day))
    return facts.owners.get(paper.owner, "")


def _papers_due(facts: NeedFacts) -> date | None:
    """Return the day by which the papers of the panel booked must go."""
    due = [
        c.due_on
        for c in facts.clocks.values()
        if EventType.PAPERS_SENT in c.rule.stop_events and c.state.is_active
    ]
    return due[0] if due else None


# Checks


def _check_lines(facts: NeedFacts) -> list[tuple[int, NeedLine]]:
    people = {p.id: p for p in facts.people}
    found = [(c.position, _check_line(c, people.get(c.person_id), facts)) for c in facts.checks]
    begun = {(c.key, c.person_id) for c in facts.checks}
    for number, definition in enumerate(facts.kind.checks):
        for place, person in enumerate(people_asked(definition.scope, facts.people, facts.day)):
            if (definition.key, person.id if person else "") not in begun:
                found.append((number * 100 + place, _not_begun(definition, person, facts.day)))
    return sorted(found, key=lambda pair: pair[0])


def _check_line(check: CheckFacts, person: HouseholdPerson | None, facts: NeedFacts) -> NeedLine:
    definition = facts.kind.check(check.key)
    state = check.state(facts.day)
    line = NeedLine(
        key=check.key,
        name=check.name,
        person=person.short_name(facts.day) if person else HOUSEHOLD,
        evidence=check.words(facts.day),
        state="missing",
        words="Missing",
        is_in=False,
        check_id=check.id,
        weight=definition.weight.value if definition else "",
        source=definition.source if definition else "",
        column=(definition.column if definition else PaperColumn.CHECKS).value,
        due_on=check.due_on,
        person_id=check.person_id,
    )
    if state in {"in", "concerns", "not_needed"}:
        return _check_in(line, check, definition, state)
    if state == "expired" and check.expires_on:
        evidence = f"Ran out on {long_date(check.expires_on)}"
        return replace(line, state="late", words="Ran out", evidence=evidence, below=evidence)
    asked = check.requested_on if state in {"asked", "late"} else None
    evidence = f"Asked for on {long_date(asked)}" if asked else "Not asked for yet"
    told = f"asked for on {near_date(asked, facts.day)}" if asked else "not asked for yet"
    if state == "late" and check.due_on:
        words = f"{plural((facts.day - check.due_on).days, 'day')} late"
        return replace(line, state="late", words=words, evidence=evidence, below=f"Late: {told}")
    return replace(line, state=state, evidence=evidence, below=f"Missing: {told}")


def _check_in(
    line: NeedLine, check: CheckFacts, definition: CheckDefinition | None, state: str
) -> NeedLine:
    came = check.received_on
    words = {"in": "Checked", "concerns": "With concerns", "not_needed": "Not needed"}[state]
    if check.outcome is CheckOutcome.UNSUITABLE:
        words = "Not suitable"
    if definition and definition.has_number and check.issued_on:
        evidence = f"Issued {long_date(check.issued_on)}"
    else:
        said = definition.in_words if definition else "Received"
        evidence = f"{said} {long_date(came)}" if came else said
    if state == "not_needed":
        evidence = f"Decided {long_date(came)}" if came else ""
    return replace(
        line,
        state="not_needed" if state == "not_needed" else "in",
        words=words,
        is_in=True,
        evidence=evidence,
        below=evidence,
    )


def _not_begun(definition: CheckDefinition, person: HouseholdPerson | None, day: date) -> NeedLine:
    because = birthday_words(person, day) if person else ""
    return NeedLine(
        key=definition.key,
        name=definition.name,
        person=person.short_name(day) if person else HOUSEHOLD,
        evidence=because or "Not asked for yet",
        state="missing",
        words="Missing",
        is_in=False,
        weight=definition.weight.value,
        source=definition.source,
        column=definition.column.value,
        below="Missing: not asked for yet",
        person_id=person.id if person else "",
    )


def _merged(lines: Iterable[tuple[int, NeedLine]], facts: NeedFacts) -> list[NeedLine]:
    """Return the lines with those that applicants have together as one while they stand alike."""
    found: list[NeedLine] = []
    for key, group in groupby((line for _, line in lines), key=lambda line: line.key):
        definition = facts.kind.check(key)
        if definition is None or not definition.together:
            found.extend(group)
            continue
        for _, alike in groupby(group, key=lambda line: (line.state, line.words, line.evidence)):
            first, *others = alike
            person = ", ".join(line.person for line in (first, *others))
            found.append(replace(first, person=person))
    return found


def _first_names(people: Iterable[HouseholdPerson]) -> str:
    return ", ".join(p.first_name for p in people)
