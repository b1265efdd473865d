"""The lists of delay as they leave the program: a workbook or CSV, noted in the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.delays import DelaySegment, LateStage, NotReturned, PresentedAgain
from cfs_panels.domain.words import long_date
from cfs_panels.services.list_files import ListFile, in_order, require_kind, save_list
from cfs_panels.services.progress import untold
from cfs_panels.services.stage_times import StageTimes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.delays import DelayedCase, DelayLine, DelayQuery
    from cfs_panels.services.list_files import Line
    from cfs_panels.services.office import Office
    from cfs_panels.services.progress import Progress

_CASE = (
    ("Reference", 14),
    ("Household", 34),
    ("Service", 12),
    ("Kind", 24),
    ("Worker", 24),
    ("Team", 24),
    ("Child", 24),
)
HEADS = {
    DelaySegment.LATE: (
        *_CASE,
        ("Stage", 18),
        ("Clock", 32),
        ("Started", 14),
        ("Due", 14),
        ("Stopped", 14),
        ("Days over", 12),
        ("Working days over", 18),
        ("Days of the child", 18),
        ("Cause", 28),
        ("Reason", 50),
    ),
    DelaySegment.AGAIN: (
        *_CASE,
        ("Matter", 28),
        ("Times before panel", 18),
        ("When, and what came of it", 60),
        ("Why deferred", 60),
    ),
    DelaySegment.NOT_RETURNED: (
        *_CASE,
        ("Matter", 28),
        ("Deferred", 14),
        ("Days", 10),
        ("Working days", 14),
        ("Days of the child", 18),
        ("Cause", 28),
        ("Reason", 50),
        ("Booked for", 14),
        ("Next step", 28),
        ("With", 24),
    ),
}
TITLES = {
    DelaySegment.LATE: "Late stages",
    DelaySegment.AGAIN: "Presented again",
    DelaySegment.NOT_RETURNED: "Deferred and not returned",
}


class DelayExports:
    """Writes out what a list of delay shows; what the person may not see is never in it."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def save(
        self,
        actor: Actor,
        query: DelayQuery,
        segment: DelaySegment,
        keys: Sequence[str],
        target: Path,
        progress: Progress = untold,
    ) -> int:
        """Write the lines of these keys to a workbook or CSV file, in order; return how many.

        Raises:
            RuleBroken: where the role sees no list of cases, or for another kind of file.
            OutsideTrouble: where the file cannot be written.
        """
        require_kind(target)
        page = StageTimes(self._office).delays(actor, query, progress)
        found: list[DelayLine] = list(page.of(segment))
        lines = in_order(found, keys, lambda line: line.key)
        file = ListFile("delay", TITLES[segment], HEADS[segment])
        return save_list(self._office, actor, file, lines, _told, target)


def _told(line: DelayLine) -> Line:
    if isinstance(line, LateStage):
        return _late(line)
    return _again(line) if isinstance(line, PresentedAgain) else _waiting(line)


def _case(case: DelayedCase) -> Line:
    service = case.service.value.capitalize()
    return (
        case.reference,
        case.household,
        service,
        case.kind,
        case.worker,
        case.team,
        case.child,
    )


def _late(line: LateStage) -> Line:
    time, clock = line.time, line.time.clock
    return (
        *_case(line.case),
        line.stage,
        clock.name,
        clock.started_on,
        clock.due_on,
        clock.stopped_on,
        str(time.days_over),
        str(time.working_days_over),
        _number(line.child_days),
        time.cause.words,
        time.cause.detail,
    )


def _again(line: PresentedAgain) -> Line:
    away = [time.cause for time in line.times if time.is_deferral]
    return (
        *_case(line.case),
        line.matter,
        str(len(line.times)),
        "; ".join(f"{long_date(time.on)}: {time.words}" for time in line.times),
        "; ".join(": ".join(part for part in (c.words, c.detail) if part) for c in away),
    )


def _waiting(line: NotReturned) -> Line:
    return (
        *_case(line.case),
        line.matter,
        line.deferred_on,
        str(line.days),
        _number(line.working_days),
        _number(line.child_days),
        line.cause.words,
        line.cause.detail,
        line.booked_for,
        line.next_step,
        line.who,
    )


def _number(days: int | None) -> str:
    return "" if days is None else str(days)
