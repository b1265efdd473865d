"""The few clock rules and working days that the first rows need, read without pydantic.

The files are those of the rule library, which checks them; here each is taken as it stands.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from typing import Any

import resources
from cfs_panels.domain.clock_rules import (
    ClockKind,
    ClockRule,
    NoneLeft,
    Reopening,
    RuleStatus,
    Subject,
    Variant,
    VersionDate,
)
from cfs_panels.domain.periods import Counting, Unit
from cfs_panels.domain.vocabulary import EventType, Service, Weight
from cfs_panels.domain.working_days import WorkingCalendar

FOLDER = "rules"
BEYOND = timedelta(days=30)
_TABLE = "\n[[clocks]]\n"
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_KINDS: dict[str, Any] = {
    "unit": Unit,
    "counting": Counting,
    "kind": ClockKind,
    "about": Subject,
    "weight": Weight,
    "status": RuleStatus,
    "version_date": VersionDate,
    "counted_since": EventType,
}
_EVENTS = (
    *("start_events", "stop_events", "void_events", "end_events", "begins_again_by"),
    "counted_from",
)
_USUAL: dict[str, Any] = {
    "limit": 0,
    "counting": Counting.AFTER,
    "variants": (),
    "kind": ClockKind.DEADLINE,
    "about": Subject.CASE,
    "start_fact": "",
    "start_where": {},
    "restarts": False,
    "follows": "",
    "counted_since": None,
    "first_occurrence": 1,
    "last_occurrence": None,
    "stop_where": {},
    "void_events": frozenset(),
    "end_events": frozenset(),
    "begins_again_by": frozenset(),
    "counted_from": frozenset(),
    "reopened_by": (),
    "note": "",
    "effective_to": None,
    "version_date": VersionDate.START,
    "pausable": False,
    "pause_words": "",
    "pause_causes": frozenset(),
    "due_soon": 0,
    "bar_days": 0,
    "waiting_words": "",
}


@cache
def newest_plain_rule(rule_id: str) -> ClockRule:
    """Return the newest version of a rule, but for what clocks as stored do not need.

    That is the events that end all clocks of its subject, and periods in which it did not bind.
    Only the tables of this one rule are parsed: all of them take as long as a whole page.
    """
    found = [
        _rule(tomllib.loads(table))
        for name in resources.names(FOLDER, ".toml")
        if name.startswith(f"{FOLDER}/clocks")
        for table in resources.read_text(name).split(_TABLE)[1:]
        if table.startswith(f'id = "{rule_id}"\n')
    ]
    return max(found, key=lambda rule: rule.effective_from)


def plain_calendar(first_on: date, last_on: date) -> WorkingCalendar:
    """Return the working days from one day to another, and some days beyond."""
    known_from, known_to, holidays = _holidays()
    first, last = max(first_on - BEYOND, known_from), min(last_on + BEYOND, known_to)
    return WorkingCalendar(holidays, first, last)


@cache
def _holidays() -> tuple[date, date, frozenset[date]]:
    """Return the first and the last day for which holidays are known, and the holidays."""
    text = resources.read_text(f"{FOLDER}/bank_holidays.toml")
    head, _, lists = text.partition("[[holidays]]")
    span, found = tomllib.loads(head), map(date.fromisoformat, _DATE.findall(lists))
    return span["first_on"], span["last_on"], frozenset(found)


def _rule(facts: dict[str, Any]) -> ClockRule:
    values = _USUAL | facts
    values.pop("outlives", None)
    for name, kind in _KINDS.items():
        if name in facts:
            values[name] = kind(facts[name])
    values["pause_causes"] = frozenset(values["pause_causes"])
    for name in _EVENTS:
        values[name] = frozenset(map(EventType, values[name]))
    values["service"] = None if values["service"] == "both" else Service(values["service"])
    values["variants"] = tuple(Variant(**variant) for variant in values["variants"])
    values["reopened_by"] = tuple(
        Reopening(EventType(one["event"]), one.get("where", {})) for one in values["reopened_by"]
    )
    if left := facts.get("none_left"):
        events = EventType(left["begun_by"]), EventType(left["ended_by"])
        values["none_left"] = NoneLeft(*events, left["fact"])
    return ClockRule(**values)
