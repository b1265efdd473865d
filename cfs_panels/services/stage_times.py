"""How long the stages of a case took and why, and the delay across all cases a person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.clock_runs import pauses_of
from cfs_panels.domain.delay_causes import deferral_of
from cfs_panels.domain.delays import (
    DelayPage,
    DelayQuery,
    LateStage,
    NotReturned,
    PresentedAgain,
    causes_of_line,
)
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.histories import History
from cfs_panels.domain.matters import in_hand
from cfs_panels.domain.periods import holds_between
from cfs_panels.domain.presentations import awaiting_return, presentations_of, rebooked_for
from cfs_panels.domain.projections import project
from cfs_panels.domain.stage_times import (
    CaseTimes,
    ClockTime,
    TimeMark,
    beside_stages,
    child_days,
    clock_time,
    stage_times,
    working_days,
)
from cfs_panels.domain.vocabulary import OUTCOME_EVENTS, EventType
from cfs_panels.services.case_children import told_child
from cfs_panels.services.case_clocks import every_clock_on
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.delay_causes import delay_causes
from cfs_panels.services.delayed_cases import KnownCase, known_cases
from cfs_panels.services.event_words import event_words
from cfs_panels.services.past_cases import as_it_stood
from cfs_panels.services.progress import untold
from cfs_panels.services.uncollected import uncollected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.delays import DelayLine
    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.domain.pathways import Pathway
    from cfs_panels.services.office import Office
    from cfs_panels.services.progress import Progress

_MARKS = {
    EventType.ITEM_DEFERRED: "deferred",
    EventType.DECISION_MADE: "decided",
    EventType.FINAL_DECISION_MADE: "decided",
    EventType.DELAY_RECORDED: "delay",
    **dict.fromkeys(OUTCOME_EVENTS - {EventType.ITEM_DEFERRED}, "heard"),
}


class StageTimes:
    """Time and delay, of one case and across cases; nobody counts what they may not see."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def case_times(self, actor: Actor, case_id: str, as_of: date | None = None) -> CaseTimes:
        """Return how long each stage of a case took, today or as known on a day.

        Raises:
            RuleBroken: where there is no such case for this person, or the day has not come.
        """
        with self._office.reading() as session:
            file = as_it_stood(CaseFile.open_page(session, self._office, actor, case_id), as_of)
            case, day, causes = file.case, file.day, delay_causes()
            child = told_child(case.child, day) if case.child else None
            clocks = _timed(self._office, file.pathway, file.history, day, case.history_until)
            stages = stage_times(
                file.pathway, file.history, day, self._office.calendar, clocks, child
            )
            events = file.history.own.events
            first_on = events[0].on if events else day
            return CaseTimes(
                on=day,
                stages=stages,
                beside=beside_stages(stages, clocks),
                presentations=presentations_of(file.pathway, file.history, causes),
                marks=tuple(_mark(e, file.pathway) for e in events if e.type in _MARKS),
                holds=tuple(holds_between(first_on, day, pauses_of(events))),
                child=child,
            )

    def delays(
        self, actor: Actor, query: DelayQuery | None = None, progress: Progress = untold
    ) -> DelayPage:
        """Return what is late now, or was in a period; what was deferred; what came again.

        Raises:
            RuleBroken: where the role sees no list of cases, or the period ends before it begins.
        """
        query = query or DelayQuery()
        self._office.require(actor, "list_cases")
        if query.from_on and query.to_on and query.to_on < query.from_on:
            raise RuleBroken("The period ends before it begins.", field="to_on")
        day = min(query.to_on or self._office.today, self._office.today)
        with uncollected(), self._office.reading() as session:
            cases = known_cases(session, self._office, actor, query, day, progress)
            lines = [line for known in cases for line in self._lines(known, query, day)]
        found = [one for one in lines if not query.cause or query.cause in causes_of_line(one)]
        late = [line for line in found if isinstance(line, LateStage)]
        again = [line for line in found if isinstance(line, PresentedAgain)]
        waiting = [line for line in found if isinstance(line, NotReturned)]
        return DelayPage(
            on=day,
            late=tuple(sorted(late, key=_most_over)),
            again=tuple(sorted(again, key=lambda a: (-len(a.times), a.case.reference))),
            not_returned=tuple(sorted(waiting, key=lambda w: (-w.days, w.case.reference))),
            teams=tuple(sorted({line.case.team for line in lines if line.case.team})),
            causes=delay_causes().causes,
        )

    def _lines(self, known: KnownCase, query: DelayQuery, day: date) -> Iterator[DelayLine]:
        yield from self._late(known, query, day)
        yield from _again(known, query)
        if (waiting := self._not_returned(known, day)) is not None:
            yield waiting

    def _late(self, known: KnownCase, query: DelayQuery, day: date) -> Iterator[LateStage]:
        kind = known.kind
        names = {rule: stage.name for stage in kind.stages for rule in stage.clocks}
        times = _timed(self._office, kind, known.history, day, known.history_until)
        for time in times:
            if not time.is_late or not _is_asked(time, query):
                continue
            clock = time.clock
            stage = names.get(clock.rule.id) or _stage_on(known, clock.due_on or day)
            over_from, over_to = clock.due_on or day, clock.stopped_on or day
            days = child_days(known.child, over_from, over_to)
            yield LateStage(known.case, stage, time, days)

    def _not_returned(self, known: KnownCase, day: date) -> NotReturned | None:
        deferred = awaiting_return(known.history)
        if deferred is None:
            return None
        state = project(known.kind, known.history)
        if state.status.is_over:
            return None
        step = state.next_step
        return NotReturned(
            case=known.case,
            matter=in_hand(known.kind, known.history.own)[0].words,
            deferred_on=deferred.on,
            days=(day - deferred.on).days,
            working_days=working_days(self._office.calendar, deferred.on, day),
            cause=delay_causes().of_event(deferred, known.history.own.events),
            deferral=deferral_of(deferred),
            booked_for=rebooked_for(known.history),
            next_step=known.next_words or (step.words if step else ""),
            who=known.next_owner or known.case.worker,
            child_days=child_days(known.child, deferred.on, day),
        )


def _timed(
    office: Office, kind: Pathway, history: History, day: date, history_until: date | None
) -> list[ClockTime]:
    """Return every run of every clock of a case with its time over."""
    events, causes = history.own.events, delay_causes()
    clocks = every_clock_on(office, kind, history, day, history_until)
    return [clock_time(clock, events, office.calendar, causes) for clock in clocks]


def _again(known: KnownCase, query: DelayQuery) -> Iterator[PresentedAgain]:
    """Yield the matters that were before panel more than once, the last time in the period."""
    for matter in presentations_of(known.kind, known.history, delay_causes()):
        last = matter.times[-1]
        in_period = query.from_on is None or last.on >= query.from_on
        if matter.count > 1 and in_period and (known.is_open or not query.is_now):
            yield PresentedAgain(known.case, matter.words, matter.times)


def _is_asked(time: ClockTime, query: DelayQuery) -> bool:
    """Return whether a late clock is late now, or was on a day of the period."""
    stopped = time.clock.stopped_on
    if query.is_now:
        return stopped is None
    return stopped is None or query.from_on is None or stopped >= query.from_on


def _stage_on(known: KnownCase, day: date) -> str:
    """Return the stage in which a case stood on a day."""
    stage = project(known.kind, History(known.history.events, as_of=day)).stage
    return known.kind.stage(stage).name


def _mark(event: CaseEvent, kind: Pathway) -> TimeMark:
    facts = {"report": kind.report_short, **event.facts}
    return TimeMark(event.on, _MARKS[event.type], event_words().line(event.type, facts))


def _most_over(line: LateStage) -> tuple[int, str, str]:
    return -line.time.days_over, line.case.reference, line.time.clock.rule.id
