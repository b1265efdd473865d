"""The clocks of a case from its events: what started and stopped each, and by which version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.clock_rules import NO_FACTS, ClockRule, RuleVersions, VersionDate
from cfs_panels.domain.clocks import StatutoryClock, clock_on
from cfs_panels.domain.periods import Pause
from cfs_panels.domain.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cfs_panels.domain.cases import CaseEvent
    from cfs_panels.domain.working_days import WorkingCalendar

APPLICATIONS = frozenset({EventType.APPLICATION_RECEIVED, EventType.REGISTRATION_RECEIVED})
DECISIONS = frozenset({EventType.DECISION_MADE, EventType.FINAL_DECISION_MADE})


@dataclass(frozen=True, slots=True)
class ClockRun:
    """Once that a clock ran: from the event that started it to the one that stopped it.

    ``number`` is 1 for the first time, and again once its series has begun anew. ``voided_on``
    is set where its subject ended first.
    """

    number: int
    started_on: date
    started_by: EventType
    stopped_on: date | None = None
    stopped_by: EventType | None = None
    voided_on: date | None = None
    of: str = ""
    of_name: str = ""


def runs_of(rule: ClockRule, events: Sequence[CaseEvent]) -> list[ClockRun]:
    """Return every time that a rule's clock ran, oldest first, from events in their order.

    A rule that runs for each person apart is started and stopped by the events about that person.
    """
    if not rule.of_each:
        return _runs(rule, events)
    own = rule.start_events | rule.stop_events
    names = {
        str(event.facts.get(rule.of_each) or ""): str(event.facts.get("person") or "")
        for event in events
        if event.type in rule.start_events
    }
    return [
        replace(run, of=of, of_name=name)
        for of, name in names.items()
        for run in _runs(
            rule,
            [e for e in events if e.type not in own or str(e.facts.get(rule.of_each) or "") == of],
        )
    ]


def _runs(rule: ClockRule, events: Sequence[CaseEvent]) -> list[ClockRun]:
    ending = rule.void_events | rule.end_events
    closing = rule.stop_events | ending | rule.begins_again_by
    relevant = [e for e in events if e.type in rule.start_events or e.type in closing]
    starting = _starting(rule, relevant if rule.counted_since is None else events)
    if rule.start_events.isdisjoint(rule.stop_events | ending):
        relevant.sort(key=lambda e: (e.on, e.type not in rule.start_events))
    runs: list[ClockRun] = []
    is_open, is_over, number = False, False, 0
    for event in relevant:
        if is_open and (closed := _closed(rule, runs[-1], event, ending)) is not None:
            runs[-1], is_open = closed, False
        if event.type in rule.end_events and runs:
            is_over = True
        if event.type in rule.begins_again_by and is_over:
            is_over, number = False, 0
        if event.type in rule.start_events and event.id in starting and not is_over:
            started = _start_date(rule, event)
            if started is None or (is_open and not rule.restarts):
                continue
            if is_open:
                runs.pop()
                number -= 1
            number += 1
            runs.append(ClockRun(number, started, event.type))
            is_open = True
    return runs


def _starting(rule: ClockRule, events: Sequence[CaseEvent]) -> set[str]:
    """Return which events start the clock: by their facts, and by how many came before."""
    count, found = 0, set()
    for event in events:
        if event.type is rule.counted_since:
            count = 0
        if event.type in rule.start_events and _holds(event, rule.start_where):
            count += 1
            last = rule.last_occurrence
            if rule.first_occurrence <= count and (last is None or count <= last):
                found.add(event.id)
    return found


def _closed(
    rule: ClockRule, run: ClockRun, event: CaseEvent, ending: frozenset[EventType]
) -> ClockRun | None:
    """Return the run as the event closes it, or None where it does not."""
    if event.type in rule.stop_events and _holds(event, rule.stop_where):
        return ClockRun(run.number, run.started_on, run.started_by, event.on, event.type)
    if event.type in ending:
        return ClockRun(run.number, run.started_on, run.started_by, voided_on=event.on)
    return None


def _start_date(rule: ClockRule, event: CaseEvent) -> date | None:
    if not rule.start_fact:
        return event.on
    value = event.facts.get(rule.start_fact)
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value if isinstance(value, date) else None


def _holds(event: CaseEvent, where: Mapping[str, Any]) -> bool:
    return all(event.facts.get(fact) == value for fact, value in where.items())


def pauses_of(events: Iterable[CaseEvent]) -> tuple[Pause, ...]:
    """Return the holds of a case, from the events that held and resumed it."""
    pauses: list[Pause] = []
    for event in events:
        last = pauses[-1] if pauses and pauses[-1].until_on is None else None
        if event.type is EventType.CASE_HELD and last is None:
            reason, cause = (str(event.facts.get(key) or "") for key in ("reason", "cause"))
            pauses.append(Pause(event.on, reason=reason, cause=cause))
        elif event.type is EventType.CASE_RESUMED and last is not None:
            pauses[-1] = replace(last, until_on=event.on)
    return tuple(pauses)


def clocks_of(
    rules: Iterable[RuleVersions],
    events: Sequence[CaseEvent],
    today: date,
    calendar: WorkingCalendar,
    facts: Mapping[str, Any] = NO_FACTS,
) -> list[StatutoryClock]:
    """Return every clock that these events started, each time it ran, as it stands on a day.

    The events are those that count as of that day, in their order. ``facts`` are those of the case
    and of its agency that give a rule another limit, such as ``clear_days``.
    """
    seen = {e.type for e in events}
    context = _Context(events, today, calendar, facts, pauses_of(events), _version_dates(events))
    found: dict[str, list[StatutoryClock]] = {}
    for rule in sorted(rules, key=lambda r: bool(r.versions[0].follows)):
        for version in rule.versions:
            if not version.start_events.isdisjoint(seen):
                clocks = _clocks_by(version, context, found.get(version.follows, []))
                found.setdefault(rule.id, []).extend(clocks)
    return [clock for clocks in found.values() for clock in clocks]


@dataclass(frozen=True, slots=True)
class _Context:
    """What is known of a case on a day."""

    events: Sequence[CaseEvent]
    today: date
    calendar: WorkingCalendar
    facts: Mapping[str, Any]
    pauses: tuple[Pause, ...]
    version_dates: Mapping[VersionDate, date]


def _clocks_by(
    rule: ClockRule, context: _Context, followed: Sequence[StatutoryClock]
) -> Iterator[StatutoryClock]:
    """Yield the clocks of one version of a rule, where that version is the one in force.

    A rule that follows another starts on the day the other's clock ends. Of days so far back
    that their working days are not known, as an import may bring, no clock is told.
    """
    for run in runs_of(rule, context.events):
        if not rule.in_force(context.version_dates.get(rule.version_date, run.started_on)):
            continue
        started_on: date | None = run.started_on
        if rule.follows:
            started_on = followed[-1].due_on if followed else None
        if started_on is None or not context.calendar.knows(started_on):
            continue
        clock = clock_on(
            rule,
            started_on,
            context.today,
            context.calendar,
            stopped_on=run.stopped_on,
            voided_on=run.voided_on,
            facts={**context.facts, "again": True} if run.number > 1 else context.facts,
            pauses=[p for p in context.pauses if rule.waits_for(p)],
        )
        yield replace(clock, of=run.of, of_name=run.of_name) if run.of else clock


def current(clocks: Iterable[StatutoryClock]) -> list[StatutoryClock]:
    """Return only the newest run of each rule, and of each person where it runs for each."""
    return list({(clock.rule.id, clock.of): clock for clock in clocks}.values())


def _version_dates(events: Sequence[CaseEvent]) -> dict[VersionDate, date]:
    """Return the dates of the case that pick versions, but for the start of a clock itself."""
    dates: dict[VersionDate, date] = {}
    for event in events:
        if event.type in APPLICATIONS:
            dates.setdefault(VersionDate.APPLICATION, event.on)
        elif event.type in DECISIONS:
            dates[VersionDate.DECISION] = event.on
    return dates
