"""The clocks of a case from its events: what started and stopped each, and by which version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from cfs_panels.domain.clock_rules import NO_FACTS, ClockRule, RuleVersions, VersionDate
from cfs_panels.domain.clocks import StatutoryClock, clock_on
from cfs_panels.domain.periods import Pause
from cfs_panels.domain.standings import each_left
from cfs_panels.domain.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cfs_panels.domain.clock_rules import NoneLeft
    from cfs_panels.domain.histories import Happened
    from cfs_panels.domain.working_days import WorkingCalendar

APPLICATIONS = frozenset({EventType.APPLICATION_RECEIVED, EventType.REGISTRATION_RECEIVED})
DECISIONS = frozenset({EventType.DECISION_MADE, EventType.FINAL_DECISION_MADE})


class ClockRun(NamedTuple):
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

    @property
    def is_open(self) -> bool:
        """Return whether nothing has ended it."""
        return self.stopped_on is None and self.voided_on is None


class _Version:
    """One version of a rule, with what is asked of every history sorted out once."""

    __slots__ = (
        "ending",
        "is_plain",
        "own",
        "reopening",
        "rule",
        "starts",
        "starts_first",
        "turning",
        "watched",
    )

    def __init__(self, rule: ClockRule) -> None:
        self.rule = rule
        self.starts = rule.start_events
        self.own = rule.start_events | rule.stop_events
        self.ending = rule.void_events | rule.end_events
        self.reopening = {reopened.event for reopened in rule.reopened_by}
        self.watched = (
            self.own | self.ending | rule.begins_again_by | rule.counted_from | self.reopening
        )
        self.turning = rule.end_events | rule.begins_again_by | self.reopening
        self.starts_first = self.starts.isdisjoint(rule.stop_events | self.ending)
        self.is_plain = not (
            rule.start_where
            or rule.counted_since
            or rule.first_occurrence > 1
            or rule.last_occurrence is not None
            or rule.none_left is not None
        )


def runs_of(rule: ClockRule, events: Sequence[Happened]) -> list[ClockRun]:
    """Return every time that a rule's clock ran, oldest first, from events in their order.

    A rule that runs for each person apart is started and stopped by the events about that person,
    and stopped by those that tell of nobody.
    """
    return _runs_of(_Version(rule), events)


def _runs_of(version: _Version, events: Sequence[Happened]) -> list[ClockRun]:
    rule = version.rule
    if not rule.of_each:
        return _runs(version, events)
    name_fact = rule.of_each.removesuffix("_id")
    names = {
        str(event.facts.get(rule.of_each) or ""): str(event.facts.get(name_fact) or "")
        for event in events
        if event.type in version.starts
    }
    return [
        run._replace(of=of, of_name=name)
        for of, name in names.items()
        for run in _runs(version, [e for e in events if _is_of(version, e, of)])
    ]


def _is_of(version: _Version, event: Happened, of: str) -> bool:
    """Return whether an event counts for one run of a rule that runs for each apart."""
    if event.type not in version.own:
        return True
    told = str(event.facts.get(version.rule.of_each) or "")
    return told == of or (event.type not in version.starts and not (told and of))


def _runs(version: _Version, events: Sequence[Happened]) -> list[ClockRun]:
    rule = version.rule
    relevant = [e for e in events if e.type in version.watched]
    starting = _starting(version, relevant if rule.counted_since is None else events)
    if version.starts_first and len({e.on for e in relevant}) < len(relevant):
        _put_starts_first(version, relevant, starting)
    runs: list[ClockRun] = []
    begun: ClockRun | None = None
    number, is_over = 0, False
    for event in relevant:
        if begun is not None and (closed := _closed(version, begun, event)) is not None:
            runs.append(closed)
            begun = None
        if event.type in version.turning:
            if event.type in rule.end_events and (runs or begun):
                is_over = True
            if event.type in rule.begins_again_by and is_over:
                number, is_over = 0, False
            if begun is None and _reopens(version, runs, event):
                begun = runs.pop()._replace(stopped_on=None, stopped_by=None)
        if is_over or (begun is not None and not rule.restarts):
            continue
        if (started := _started_on(version, event, starting)) is not None:
            number = begun.number if begun is not None else number + 1
            begun = ClockRun(number, started, event.type)
    found = runs if begun is None else [*runs, begun]
    return _counted_from(version, relevant, found) if rule.counted_from else found


def _put_starts_first(version: _Version, events: list[Happened], starting: set[str] | None) -> None:
    """Let what starts a clock on a day come before the rest of that day."""
    if starting is None:
        events.sort(key=lambda e: (e.on, e.type not in version.starts))
    else:
        events.sort(key=lambda e: (e.on, e.id not in starting))


def _counted_from(
    version: _Version, events: Sequence[Happened], runs: Sequence[ClockRun]
) -> list[ClockRun]:
    """Return the runs, each from what its rule counts from, if that came since the one before."""
    since: Happened | None = None
    waiting, found = list(runs), []
    for event in events:
        if event.type in version.rule.counted_from:
            since = event
        elif event.type in version.ending:
            since = None
        if waiting and (event.type, event.on) == (waiting[0].started_by, waiting[0].started_on):
            run, since_then, since = waiting.pop(0), since, None
            if since_then is not None:
                run = run._replace(started_on=since_then.on, started_by=since_then.type)
            found.append(run)
    return [*found, *waiting]


def _reopens(version: _Version, runs: Sequence[ClockRun], event: Happened) -> bool:
    """Return whether an event lets the last run, if it was stopped, count on."""
    if event.type not in version.reopening or not runs or runs[-1].stopped_on is None:
        return False
    return any(event.type is r.event and _holds(event, r.where) for r in version.rule.reopened_by)


def _started_on(version: _Version, event: Happened, starting: set[str] | None) -> date | None:
    """Return the day from which the clock counts if this event starts it, or None."""
    if event.type not in version.starts or not (starting is None or event.id in starting):
        return None
    fact = version.rule.start_fact
    return event.on if not fact else _day_told(event, fact)


def _starting(version: _Version, events: Sequence[Happened]) -> set[str] | None:
    """Return which events start the clock, by facts and by how many came before; None: all do."""
    if version.is_plain:
        return None
    rule = version.rule
    count, found = 0, set()
    for event in events if rule.none_left is None else _none_left(rule.none_left, events):
        if event.type is rule.counted_since:
            count = 0
        if event.type in rule.start_events and _holds(event, rule.start_where):
            count += 1
            last = rule.last_occurrence
            if rule.first_occurrence <= count and (last is None or count <= last):
                found.add(event.id)
    return found


def _none_left(of: NoneLeft, events: Sequence[Happened]) -> Iterator[Happened]:
    """Yield the events without those that end one of several while others are left."""
    for number, event in enumerate(events, start=1):
        if event.type is not of.ended_by:
            yield event
            continue
        left = each_left(events[:number], of.fact, lambda e: e.type is of.begun_by, {of.ended_by})
        if not left:
            yield event


def _closed(version: _Version, run: ClockRun, event: Happened) -> ClockRun | None:
    """Return the run as the event closes it, or None where it does not."""
    rule, kind = version.rule, event.type
    if kind in rule.stop_events and (not rule.stop_where or _holds(event, rule.stop_where)):
        return ClockRun(run.number, run.started_on, run.started_by, event.on, kind)
    if kind in version.ending:
        return ClockRun(run.number, run.started_on, run.started_by, None, None, event.on)
    return None


def _day_told(event: Happened, fact: str) -> date | None:
    value = event.facts.get(fact)
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value if isinstance(value, date) else None


def _holds(event: Happened, where: Mapping[str, Any]) -> bool:
    return all(event.facts.get(fact) == value for fact, value in where.items())


def pauses_of(events: Iterable[Happened]) -> tuple[Pause, ...]:
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


class ClockPlan:
    """The clocks that a kind of case has, sorted out once to be worked out for many cases."""

    def __init__(self, rules: Iterable[RuleVersions]) -> None:
        in_turn = sorted(rules, key=lambda r: bool(r.versions[0].follows))
        self._rules = [(rule.id, [_Version(v) for v in rule.versions]) for rule in in_turn]
        self._followed = frozenset(rule.versions[-1].follows for rule in in_turn)
        self._begun_by: dict[EventType, set[int]] = {}
        for place, (_, versions) in enumerate(self._rules):
            for event in frozenset[EventType]().union(*(v.starts for v in versions)):
                self._begun_by.setdefault(event, set()).add(place)

    def clocks(
        self,
        events: Sequence[Happened],
        today: date,
        calendar: WorkingCalendar,
        facts: Mapping[str, Any] = NO_FACTS,
        *,
        only_open: bool = False,
    ) -> list[StatutoryClock]:
        """Return every clock that these events started, each time it ran, as it stands on a day.

        The events are those that count as of that day, in their order. ``facts`` are those of the
        case and of its agency that give a rule another limit, such as ``clear_days``. Asked for
        ``only_open`` clocks, it returns the newest run of each that nothing has stopped.
        """
        seen = {e.type for e in events}
        holds = pauses_of(events) if EventType.CASE_HELD in seen else ()
        context = _Context(events, today, calendar, facts, holds, _dates_of(events, seen))
        found: dict[str, list[StatutoryClock]] = {}
        begun = set[int]().union(*(self._begun_by[e] for e in seen if e in self._begun_by))
        for rule_id, versions in (self._rules[place] for place in sorted(begun)):
            runs = [
                (version.rule, run)
                for version in versions
                if not version.starts.isdisjoint(seen)
                for run in _in_force(version, context)
            ]
            if not runs:
                continue
            if only_open and rule_id not in self._followed:
                newest = {run.of: (rule, run) for rule, run in runs}
                runs = [pair for pair in newest.values() if pair[1].is_open]
            followed = found.get(runs[0][0].follows, []) if runs else []
            clocks = [_clock_of(rule, run, context, followed) for rule, run in runs]
            found[rule_id] = [clock for clock in clocks if clock is not None]
        every = [clock for clocks in found.values() for clock in clocks]
        return [c for c in current(every) if c.stopped_on is None] if only_open else every


def clocks_of(
    rules: Iterable[RuleVersions],
    events: Sequence[Happened],
    today: date,
    calendar: WorkingCalendar,
    facts: Mapping[str, Any] = NO_FACTS,
) -> list[StatutoryClock]:
    """Return every clock of these rules that these events started, as `ClockPlan.clocks` does."""
    return ClockPlan(rules).clocks(events, today, calendar, facts)


class _Context(NamedTuple):
    """What is known of a case on a day."""

    events: Sequence[Happened]
    today: date
    calendar: WorkingCalendar
    facts: Mapping[str, Any]
    pauses: tuple[Pause, ...]
    version_dates: Mapping[VersionDate, date]


def _in_force(version: _Version, context: _Context) -> list[ClockRun]:
    """Return the runs of a rule that one of its versions is in force for."""
    rule, dates = version.rule, context.version_dates
    runs = _runs_of(version, context.events)
    return [r for r in runs if rule.in_force(dates.get(rule.version_date, r.started_on))]


def _clock_of(
    rule: ClockRule, run: ClockRun, context: _Context, followed: Sequence[StatutoryClock]
) -> StatutoryClock | None:
    """Return the clock of one run as it stands on the day.

    A rule that follows another starts on the day on which the other's clock ends that ran then,
    of the same one where it runs for each. Of days so far back that their working days are not
    known, as an import may bring, no clock is told.
    """
    started_on: date | None = run.started_on
    if rule.follows:
        before = [
            clock.due_on
            for clock in followed
            if clock.started_on is not None
            and clock.started_on <= run.started_on
            and not (clock.of and run.of and clock.of != run.of)
        ]
        started_on = before[-1] if before else None
    if started_on is None or not context.calendar.knows(started_on):
        return None
    facts = context.facts
    return clock_on(
        rule,
        started_on,
        context.today,
        context.calendar,
        stopped_on=run.stopped_on,
        voided_on=run.voided_on,
        facts={**facts, "again": True} if run.number > 1 else facts,
        pauses=[p for p in context.pauses if rule.waits_for(p)] if context.pauses else (),
        started_by=run.started_by,
        of=(run.of, run.of_name),
    )


def current(clocks: Iterable[StatutoryClock]) -> list[StatutoryClock]:
    """Return only the newest run of each rule, and of each person where it runs for each."""
    return list({(clock.rule.id, clock.of): clock for clock in clocks}.values())


def _dates_of(events: Sequence[Happened], seen: set[EventType]) -> dict[VersionDate, date]:
    """Return the dates of the case that pick versions, but for the start of a clock itself."""
    dates: dict[VersionDate, date] = {}
    if seen.isdisjoint(APPLICATIONS) and seen.isdisjoint(DECISIONS):
        return dates
    for event in events:
        if event.type in APPLICATIONS:
            dates.setdefault(VersionDate.APPLICATION, event.on)
        elif event.type in DECISIONS:
            dates[VersionDate.DECISION] = event.on
    return dates
