"""Clocks as rows of a list, made quickly: what many rows share is worked out once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cfs_panels.domain.clock_pages import ClockRow, ClockView
from cfs_panels.domain.clock_rules import ClockKind, RuleStatus
from cfs_panels.domain.clock_words import list_words, theme_state
from cfs_panels.domain.clocks import ClockState
from cfs_panels.domain.pathways import Owner
from cfs_panels.services.clock_starts import start_event
from cfs_panels.services.pathway_library import pathway
from db.models import Case, User

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row

    from cfs_panels.domain.clocks import StatutoryClock
    from cfs_panels.domain.pathways import Pathway
    from cfs_panels.domain.vocabulary import EventType
    from cfs_panels.services.rule_library import RuleLibrary

CASE_COLUMNS = (
    Case.id,
    Case.reference,
    Case.household_name,
    Case.service,
    Case.pathway,
    Case.pathway_version,
    Case.team,
    Case.manager_id,
    Case.history_until,
    User.name.label("worker"),
)
NOBODY = "Not allocated"
_VIEWS = {
    ClockState.RUNNING: ClockView.ON_TRACK,
    ClockState.DUE_SOON: ClockView.DUE_SOON,
    ClockState.OVERDUE: ClockView.LATE,
    ClockState.PAUSED: ClockView.PAUSED,
}


class _Told(NamedTuple):
    """How a clock reads on a day, the same for every case it runs on alike."""

    view: ClockView
    state: str
    words: str
    start_words: str


class ClockRows:
    """Makes the rows of one list of clocks, as they stand on one day."""

    def __init__(self, rules: RuleLibrary, managers: Mapping[str, str]) -> None:
        self._rules, self._managers = rules, managers
        self._owners: dict[tuple[str, int], Mapping[str, Owner]] = {}
        self._told: dict[tuple[object, ...], _Told] = {}

    def row(self, case: Row[Any], clock: StatutoryClock, causes: Mapping[str, str]) -> ClockRow:
        """Return a clock that someone must act on as it is listed."""
        rule, told = clock.rule, self._as_told(clock)
        return ClockRow(
            f"{case.id}|{rule.id}|{clock.of}",
            case.id,
            case.reference,
            case.household_name,
            case.service,
            pathway(case.pathway, case.pathway_version).name,
            case.worker or "",
            case.team,
            rule.id,
            clock.name,
            told.view,
            told.state,
            told.words,
            clock.due_on,
            clock.days_left,
            clock.fraction,
            clock.started_on or clock.on,
            told.start_words,
            self.owner(case, rule.id),
            causes.get(rule.id, ""),
            rule.short_source,
            rule.status is not RuleStatus.UNCONFIRMED,
        )

    def _as_told(self, clock: StatutoryClock) -> _Told:
        rule = clock.rule
        key = (rule.id, rule.effective_from, clock.state, clock.days_left, clock.due_on,
               clock.started_by, clock.limit, clock.paused_on)  # fmt: skip
        known = self._told.get(key)
        if known is None:
            passed = clock.state is ClockState.OVERDUE and rule.kind is ClockKind.TARGET
            view = ClockView.PASSED if passed else _VIEWS[clock.state]
            known = _Told(view, theme_state(clock.state), list_words(clock), start_event(clock))
            self._told[key] = known
        return known

    def owner(self, case: Row[Any], rule_id: str) -> str:
        """Return who must act on a clock of a case, by name where it is one of the case's own."""
        owner = self._owners_of(case.pathway, case.pathway_version).get(rule_id, Owner.WORKER)
        if owner is Owner.WORKER:
            return case.worker or NOBODY
        if owner is Owner.MANAGER:
            return self._managers.get(case.manager_id or "", NOBODY)
        if owner is Owner.APPLICANTS:
            return "The applicants"
        return owner.value.replace("_", " ").capitalize()

    def _owners_of(self, kind: str, version: int) -> Mapping[str, Owner]:
        """Return who takes the step that stops each clock of a kind of case."""
        known = self._owners.get((kind, version))
        if known is None:
            known = self._owners[kind, version] = stopping_owners(
                self._rules, pathway(kind, version)
            )
        return known


def stopping_owners(rules: RuleLibrary, kind: Pathway) -> dict[str, Owner]:
    """Return who takes the step that stops each clock of a kind of case, where a step does."""
    found = {}
    for versions in rules.versions(kind.clocks):
        stops = versions.versions[-1].stop_events
        steps = [step for step in kind.next_steps if stops & set(step.until)]
        if steps:
            found[versions.id] = max(steps, key=lambda s: _nearness(stops, s.until)).owner
    return found


def _nearness(stops: frozenset[EventType], until: tuple[EventType, ...]) -> float:
    """Return how much of what ends a step is what stops the clock: 1 where all of it is."""
    return len(stops & set(until)) / len(set(until))
