"""The command about delay: late stages, matters presented again, deferred and not returned."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cfs_panels.cli.entry import Agency, AsJson, PasswordFromInput, User, opened, parse_day
from cfs_panels.cli.output import USAGE, print_json, print_table, say

if TYPE_CHECKING:
    from cfs_panels.domain.delays import (
        DelayedCase,
        DelayPage,
        LateStage,
        NotReturned,
        PresentedAgain,
    )


def delays(
    agency: Agency,
    user: User = "",
    first_on: Annotated[
        date | None,
        typer.Option(
            "--from",
            parser=parse_day,
            metavar="DATE",
            help="Tell what was late from this day on, not only now.",
        ),
    ] = None,
    last_on: Annotated[
        date | None,
        typer.Option(
            "--to", parser=parse_day, metavar="DATE", help="Tell what was late up to this day."
        ),
    ] = None,
    service: Annotated[str, typer.Option(help="fostering or adoption.")] = "",
    team: Annotated[str, typer.Option()] = "",
    cause: Annotated[str, typer.Option(help="The key of a cause, or not_recorded.")] = "",
    *,
    from_input: PasswordFromInput = False,
    as_json: AsJson = False,
) -> None:
    """Print what is late and why, what came to panel again, and what has not come back."""
    from cfs_panels.domain.delays import DelayQuery
    from cfs_panels.domain.vocabulary import Service

    if service and service not in set(Service):
        say("--service is fostering or adoption.")
        raise typer.Exit(USAGE)
    query = DelayQuery(first_on, last_on, Service(service) if service else None, team, cause)
    with opened(agency, user, from_input=from_input) as found:
        page = found.workspace.times.delays(found.actor, query)
    late = [_late(line) for line in page.late]
    again = [_again(line) for line in page.again]
    waiting = [_waiting(line) for line in page.not_returned]
    if as_json:
        whole = {"on": page.on, "late": late, "again": again, "not_returned": waiting}
        print_json({**whole, "by_cause": _by_cause(page)})
        return
    _print(("case", "stage", "clock", "due", "days_over", "working_days_over", "cause"), late)
    _print(("case", "matter", "times", "last_on"), again)
    _print(("case", "deferred_on", "days", "cause", "booked_for", "with"), waiting)


def _print(columns: tuple[str, ...], facts: list[dict[str, object]]) -> None:
    print_table(columns, [[fact[column] for column in columns] for fact in facts])


def _case(case: DelayedCase) -> dict[str, object]:
    return {
        "case": case.reference,
        "household": case.household,
        "service": case.service,
        "worker": case.worker,
        "team": case.team,
        "child": case.child,
    }


def _late(line: LateStage) -> dict[str, object]:
    clock, cause = line.time.clock, line.time.cause
    return {
        **_case(line.case),
        "stage": line.stage,
        "clock": clock.name,
        "rule": clock.rule.id,
        "started": clock.started_on,
        "due": clock.due_on,
        "stopped": clock.stopped_on,
        "days_over": line.time.days_over,
        "working_days_over": line.time.working_days_over,
        "child_days": line.child_days,
        "cause": cause.key,
        "reason": cause.detail,
    }


def _again(line: PresentedAgain) -> dict[str, object]:
    told = [
        {"on": t.on, "outcome": t.outcome, "cause": t.cause.key, "reason": t.cause.detail}
        for t in line.times
    ]
    return {
        **_case(line.case),
        "matter": line.matter,
        "times": len(line.times),
        "last_on": line.last_on,
        "panels": told,
    }


def _waiting(line: NotReturned) -> dict[str, object]:
    return {
        **_case(line.case),
        "matter": line.matter,
        "deferred_on": line.deferred_on,
        "days": line.days,
        "working_days": line.working_days,
        "child_days": line.child_days,
        "cause": line.cause.key,
        "reason": line.cause.detail,
        "booked_for": line.booked_for,
        "next_step": line.next_step,
        "with": line.who,
    }


def _by_cause(page: DelayPage) -> list[dict[str, object]]:
    return [
        {"cause": words, "clocks": count, "days_over": days}
        for words, count, days in page.by_cause()
    ]
