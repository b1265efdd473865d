"""What is told with a plain step of a case: checked against what its move asks for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.clocks import ClockState
from cfs_panels.domain.delay_causes import DEFERRAL, RULE, STARTED, deferral_of
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.form_answers import clean_answer
from cfs_panels.domain.form_problems import field_problems
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import long_date
from cfs_panels.services.case_clocks import every_clock_on
from db.audit import plain_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cfs_panels.domain.clocks import StatutoryClock
    from cfs_panels.domain.forms import FieldDefinition
    from cfs_panels.services.case_files import CaseFile

LONGEST = 10_000


def checked_facts(
    asks: Iterable[FieldDefinition], facts: Mapping[str, Any], today: date
) -> dict[str, Any]:
    """Return the facts of a step as they are kept, with what it asks for.

    Raises:
        RuleBroken: for a fact that the step asks for and that is missing or no answer to it, with
            the fact as the field.
    """
    found: dict[str, Any] = {}
    for key, value in facts.items():
        plain = plain_value(value)
        if isinstance(plain, str):
            plain = plain.strip()
        if len(str(plain)) > LONGEST:
            raise RuleBroken("This is too long. Add it as a paper instead.", field=key)
        if plain not in (None, ""):
            found[key] = plain
    for asked in asks:
        problems = field_problems(asked, found.get(asked.key), today=today)
        if problems:
            raise RuleBroken(f"{problems[0].message}.", field=asked.key)
        if asked.key in found:
            found[asked.key] = clean_answer(asked, found[asked.key], today)
    return found


def check_order(file: CaseFile, asks: Iterable[FieldDefinition], facts: Mapping[str, Any]) -> None:
    """Refuse a date that lies before what must come first.

    Raises:
        RuleBroken: with the fact as the field.
    """
    for asked in asks:
        first = file.history.first(EventType(asked.not_before)) if asked.not_before else None
        told = facts.get(asked.key)
        if first is not None and told and date.fromisoformat(str(told)) < first.on:
            words = asked.too_early.format(date=long_date(first.on))
            raise RuleBroken(f"{words}.", field=asked.key)


def delay_facts(file: CaseFile, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a delay's cause, with the clock that it is about and that run of it.

    A clock that was met late can be explained once it is named, and so can a deferral.

    Raises:
        RuleBroken: where no clock of the case is late, or several are and none is named.
    """
    if DEFERRAL in facts:
        return _deferral_facts(file, facts)
    late = [c for c in _every_clock(file) if c.state in {ClockState.OVERDUE, ClockState.MET_LATE}]
    overdue = {c.rule.id for c in late if c.state is ClockState.OVERDUE}
    named, started, of = (str(facts.get(key) or "") for key in (RULE, STARTED, "of"))
    if not named and not overdue:
        raise RuleBroken("No date of this case has been missed.")
    if not named and len(overdue) > 1:
        raise RuleBroken("Choose which date was missed.", field=RULE)
    rule_id = named or next(iter(overdue))
    runs = [c for c in late if c.rule.id == rule_id and of in {"", c.of}]
    if started:
        runs = [c for c in runs if str(c.started_on) == started]
    if not runs:
        raise RuleBroken("This date has not been missed.", field=RULE)
    clock = runs[-1]
    about = {"of": clock.of} if clock.of else {}
    began = clock.started_on.isoformat() if clock.started_on else ""
    return {**facts, **about, RULE: rule_id, "rule_name": clock.rule.name, STARTED: began}


def _deferral_facts(file: CaseFile, facts: dict[str, Any]) -> dict[str, Any]:
    deferrals = file.history.own.all(EventType.ITEM_DEFERRED)
    found = next((e for e in deferrals if deferral_of(e) == facts[DEFERRAL]), None)
    if found is None:
        raise RuleBroken("Panel did not defer this case then.", field=DEFERRAL)
    return {**facts, "rule_name": f"deferral of {long_date(found.on)}"}


def _every_clock(file: CaseFile) -> list[StatutoryClock]:
    until = file.case.history_until
    return every_clock_on(file.office, file.pathway, file.history, file.day, until)
