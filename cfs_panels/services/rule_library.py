"""The rules in force on a date: clocks, quorum, ages and working days, from ``resources/rules``."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

import resources
from cfs_panels.domain.age_rules import AgeRule
from cfs_panels.domain.clock_rules import ClockRule, RuleVersions, VersionDate
from cfs_panels.domain.clock_runs import ClockPlan
from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from cfs_panels.domain.panel_rules import PanelRule, Relaxation
from cfs_panels.domain.quorum import QuorumRule
from cfs_panels.domain.rule_changes import Laid, standing
from cfs_panels.domain.words import long_date
from cfs_panels.domain.working_days import WorkingCalendar
from cfs_panels.services.rule_files import (
    BankHolidays,
    Located,
    parse_ages,
    parse_clocks,
    parse_facts,
    parse_holidays,
    parse_panels,
    parse_quorums,
    parse_relaxations,
    parse_subjects,
)
from cfs_panels.services.rule_layers import lay_over, with_own_holidays

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cfs_panels.domain.rule_changes import AgencyVersion, AnyRule
    from cfs_panels.domain.vocabulary import Service

    OwnKey = tuple[str, date]

V = TypeVar("V", ClockRule, PanelRule)
R = TypeVar("R", ClockRule, QuorumRule, PanelRule, AgeRule)


class RuleLibrary:
    """Every version of every rule; asked with the date that the rule applies to."""

    def __init__(
        self,
        clocks: Mapping[str, RuleVersions],
        quorums: Sequence[QuorumRule],
        panels: Mapping[str, Sequence[PanelRule]],
        ages: Mapping[str, Sequence[AgeRule]],
        relaxations: Sequence[Relaxation],
        holidays: BankHolidays,
        agency_facts: Mapping[str, bool],
        own: Mapping[OwnKey, AgencyVersion] | None = None,
    ) -> None:
        self._clocks = dict(clocks)
        self._quorums = tuple(quorums)
        self._panels = dict(panels)
        self._ages = dict(ages)
        self._relaxations = tuple(relaxations)
        self._own = dict(own or {})
        self._calendar: WorkingCalendar | None = None
        self._plans: dict[tuple[str, ...], ClockPlan] = {}
        self.holidays = holidays
        self.agency_facts = dict(agency_facts)

    def rule(self, rule_id: str, on: date) -> ClockRule:
        """Return the version of a rule in force on a date.

        Raises:
            RuleBroken: where there is no such rule, or none of its versions is in force then.
        """
        found = self.versions_of(rule_id).on(on)
        if found is None:
            raise RuleBroken(f"No version of {rule_id} is in force on {long_date(on)}.")
        return found

    def rules(self, on: date) -> tuple[ClockRule, ...]:
        """Return every rule that gives a date, in force on a date."""
        found = (versions.on(on) for versions in self._clocks.values())
        return tuple(rule for rule in found if rule is not None)

    def versions_of(self, rule_id: str) -> RuleVersions:
        """Return all versions of a rule."""
        found = self._clocks.get(rule_id)
        if found is None:
            raise RuleBroken(f"There is no rule {rule_id}.")
        return found

    def versions(self, rule_ids: Iterable[str]) -> tuple[RuleVersions, ...]:
        """Return all versions of these rules, in their order."""
        return tuple(self.versions_of(rule_id) for rule_id in rule_ids)

    def plan(self, rule_ids: tuple[str, ...]) -> ClockPlan:
        """Return the clocks of these rules, ready to be worked out for many cases."""
        found = self._plans.get(rule_ids)
        if found is None:
            found = self._plans[rule_ids] = ClockPlan(self.versions(rule_ids))
        return found

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """Return the id of every rule that gives a date."""
        return tuple(self._clocks)

    def quorum_rule(self, service: Service, on: date) -> QuorumRule:
        """Return who must sit on a panel of a service on a date."""
        for rule in self._quorums:
            if rule.service == service and rule.in_force(on):
                return rule
        raise RuleBroken(f"No rule on quorum in {service} is known for {long_date(on)}.")

    def quorum_rules(self, on: date) -> tuple[QuorumRule, ...]:
        """Return the rules on quorum in force on a date."""
        return tuple(rule for rule in self._quorums if rule.in_force(on))

    def panel_rule(
        self, rule_id: str, decided_on: date, applied_on: date | None = None
    ) -> PanelRule:
        """Return the rule on whether a matter that would be decided on a date goes to panel.

        Raises:
            RuleBroken: where there is no such rule, or none of its versions is in force then.
        """
        for rule in self._panels.get(rule_id, ()):
            by_application = rule.version_date is VersionDate.APPLICATION
            if rule.in_force((applied_on or decided_on) if by_application else decided_on):
                return rule
        raise RuleBroken(f"No version of {rule_id} is in force on {long_date(decided_on)}.")

    def panel_rules(self, on: date) -> tuple[PanelRule, ...]:
        """Return the rules on what goes to panel, in force on a date."""
        every = (rule for versions in self._panels.values() for rule in versions)
        return tuple(rule for rule in every if rule.in_force(on))

    def age_rule(self, rule_id: str, on: date) -> AgeRule | None:
        """Return the rule on an age in force on a date, or None: then no age changes anything."""
        return next((rule for rule in self._ages[rule_id] if rule.in_force(on)), None)

    def is_under(self, rule_id: str, born_on: date | None, on: date) -> bool:
        """Return whether a child is younger on a date than the rule in force then says."""
        rule = self.age_rule(rule_id, on)
        return rule is not None and rule.is_under(born_on, on)

    def age_rules(self, on: date) -> tuple[AgeRule, ...]:
        """Return the rules on ages of children, in force on a date."""
        found = (self.age_rule(rule_id, on) for rule_id in self._ages)
        return tuple(rule for rule in found if rule is not None)

    def relaxations(self, on: date) -> tuple[Relaxation, ...]:
        """Return the periods in which some limits do not bind, that a date falls in."""
        return tuple(r for r in self._relaxations if r.covers(on))

    @property
    def panel_rule_ids(self) -> tuple[str, ...]:
        """Return the id of every rule on what goes to panel."""
        return tuple(self._panels)

    def calendar(
        self, extra_holidays: Iterable[date] = (), worked_holidays: Iterable[date] = ()
    ) -> WorkingCalendar:
        """Return the working days, with the holidays an agency has added and taken out."""
        added, taken = frozenset(extra_holidays), frozenset(worked_holidays)
        if not added and not taken:
            if self._calendar is None:
                self._calendar = self._calendar_of(frozenset(self.holidays.names))
            return self._calendar
        return self._calendar_of((frozenset(self.holidays.names) | added) - taken)

    def with_agency_facts(self, facts: Mapping[str, bool]) -> RuleLibrary:
        """Return the same rules for an agency that has settled otherwise what they leave open."""
        merged = {**self.agency_facts, **facts}
        return RuleLibrary(
            self._clocks,
            self._quorums,
            self._panels,
            self._ages,
            self._relaxations,
            self.holidays,
            merged,
            self._own,
        )

    def with_agency_versions(self, versions: Iterable[AgencyVersion]) -> RuleLibrary:
        """Return the same rules with an agency's own versions and bank holidays laid over.

        The files stay as they are. A version of a rule that the program no longer has is left out.
        """
        own = standing(versions)
        clocks = lay_over({key: v.versions for key, v in self._clocks.items()}, own)
        panels = lay_over(self._panels, own)
        ages = lay_over(self._ages, own)
        quorums = lay_over(_by_service(self._quorums), own)
        return RuleLibrary(
            {key: RuleVersions(key, tuple(v.rule for v in laid)) for key, laid in clocks.items()},
            [v.rule for laid in quorums.values() for v in laid],
            {key: tuple(v.rule for v in laid) for key, laid in panels.items()},
            {key: tuple(v.rule for v in laid) for key, laid in ages.items()},
            self._relaxations,
            with_own_holidays(self.holidays, own),
            self.agency_facts,
            {**_own(clocks), **_own(panels), **_own(quorums), **_own(ages)},
        )

    def laid(self, rule_id: str) -> tuple[Laid[Any], ...]:
        """Return all versions of a rule of any kind, each with who of the agency entered it.

        Raises:
            RuleBroken: where there is no such rule.
        """
        found: Sequence[AnyRule]
        if rule_id in self._clocks:
            found = self._clocks[rule_id].versions
        elif rule_id in self._panels:
            found = self._panels[rule_id]
        elif rule_id in self._ages:
            found = self._ages[rule_id]
        else:
            groups = _by_service(self._quorums).values()
            found = next((g for g in groups if rule_id in {r.id for r in g}), ())
        if not found:
            raise RuleBroken(f"There is no rule {rule_id}.")
        return tuple(Laid(rule, self.own_version(rule)) for rule in found)

    def own_version(self, rule: AnyRule) -> AgencyVersion | None:
        """Return what the agency entered, where a version of a rule is its own."""
        return self._own.get((rule.id, rule.effective_from))

    def _calendar_of(self, holidays: frozenset[date]) -> WorkingCalendar:
        return WorkingCalendar(holidays, self.holidays.first_on, self.holidays.last_on)


def _own(groups: Mapping[str, Sequence[Laid[R]]]) -> dict[OwnKey, AgencyVersion]:
    """Return what the agency entered, by the version that it is now."""
    return {
        (v.rule.id, v.rule.effective_from): v.own
        for laid in groups.values()
        for v in laid
        if v.own is not None
    }


def _by_service(rules: Iterable[QuorumRule]) -> dict[str, list[QuorumRule]]:
    groups: dict[str, list[QuorumRule]] = {}
    for rule in rules:
        groups.setdefault(rule.service.value, []).append(rule)
    return groups


@cache
def rule_library() -> RuleLibrary:
    """Return the rules that ship with the program, loaded once."""
    return load_rules(resources.path("rules"))


def load_rules(folder: Path) -> RuleLibrary:
    """Return the rules of a folder, all of them checked.

    Raises:
        RuleFileError: with the file and line of each mistake.
        OutsideTrouble: where a file is not there or cannot be read.
    """
    endings = parse_subjects("subjects.toml", _text(folder / "subjects.toml"))
    clocks: list[Located[ClockRule]] = []
    for path in sorted(folder.glob("clocks*.toml")):
        clocks.extend(parse_clocks(path.name, _text(path), endings))
    if not clocks:
        raise OutsideTrouble(f"There is no file of clocks in {folder}.")
    quorums = parse_quorums("quorum.toml", _text(folder / "quorum.toml"))
    panels = parse_panels("panels.toml", _text(folder / "panels.toml"))
    versions = _in_order(clocks, lambda rule: rule.id)
    _check_one_way(versions)
    _check_follows(versions)
    relaxations = parse_relaxations(
        "relaxations.toml", _text(folder / "relaxations.toml"), versions
    )
    _in_order(quorums, lambda rule: rule.service)
    by_panel = _in_order(panels, lambda rule: rule.id)
    _check_one_way(by_panel)
    ages = parse_ages("children.toml", _text(folder / "children.toml"))
    return RuleLibrary(
        {
            key: RuleVersions(key, tuple(_relaxed(v.rule, relaxations) for v in found))
            for key, found in versions.items()
        },
        [found.rule for found in quorums],
        {key: tuple(v.rule for v in found) for key, found in by_panel.items()},
        {
            key: tuple(v.rule for v in found)
            for key, found in _in_order(ages, lambda rule: rule.id).items()
        },
        relaxations,
        parse_holidays("bank_holidays.toml", _text(folder / "bank_holidays.toml")),
        parse_facts("agency_facts.toml", _text(folder / "agency_facts.toml")),
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OutsideTrouble(f"The rule file {path.name} cannot be read.") from error


def _in_order(
    rules: Iterable[Located[R]], group: Callable[[R], str]
) -> dict[str, list[Located[R]]]:
    """Return rules by group, oldest first; in a group only one may be in force on a day."""
    groups: dict[str, list[Located[R]]] = {}
    for found in rules:
        groups.setdefault(group(found.rule), []).append(found)
    for versions in groups.values():
        versions.sort(key=lambda found: found.rule.effective_from)
        for before, after in pairwise(versions):
            ends_on = before.rule.effective_to
            if ends_on is None or ends_on >= after.rule.effective_from:
                raise after.fault(
                    f"{after.rule.id}: it is in force from {long_date(after.rule.effective_from)} "
                    f"and so is the version of line {before.line} of {before.file}"
                )
    return groups


def _relaxed(rule: ClockRule, relaxations: Iterable[Relaxation]) -> ClockRule:
    return replace(rule, relaxations=tuple(r for r in relaxations if rule.id in r.clocks))


def _check_one_way(versions: Mapping[str, list[Located[V]]]) -> None:
    """Refuse versions of one rule that different dates pick, since two could then hold."""
    for found in versions.values():
        for before, after in pairwise(found):
            if before.rule.version_date != after.rule.version_date:
                raise after.fault(f"{after.rule.id}: its versions are picked by different dates")


def _check_follows(versions: Mapping[str, list[Located[ClockRule]]]) -> None:
    """Refuse a rule that follows one that is not there, or in the end itself."""
    for found in (located for group in versions.values() for located in group):
        seen, follows = {found.rule.id}, found.rule.follows
        while follows:
            if follows not in versions:
                raise found.fault(f"{found.rule.id}: it follows {follows}, which is no rule")
            if follows in seen:
                raise found.fault(f"{found.rule.id}: it follows itself, by way of {follows}")
            seen.add(follows)
            follows = versions[follows][-1].rule.follows
