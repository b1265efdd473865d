"""The agency's own versions of rules: what an administrator enters, laid over what ships."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cfs_panels.domain.age_rules import AgeRule
from cfs_panels.domain.clock_rules import ClockRule, RuleStatus, Variant
from cfs_panels.domain.panel_rules import PanelRule
from cfs_panels.domain.periods import Counting, Unit
from cfs_panels.domain.quorum import QuorumRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

V = TypeVar("V", ClockRule, PanelRule, QuorumRule, AgeRule)
AnyRule = ClockRule | PanelRule | QuorumRule | AgeRule

HOLIDAYS = "BANK-HOLIDAYS"
DAY = timedelta(days=1)
DAYS_IN = {Unit.WORKING_DAY: 1, Unit.CALENDAR_DAY: 1, Unit.WEEK: 7, Unit.MONTH: 28}
_WORDS = ("words", "source", "short_source", "note")


class RuleKind(StrEnum):
    """What an agency may have a version of its own of."""

    CLOCK = "clock"
    PANEL = "panel"
    QUORUM = "quorum"
    AGE = "age"
    HOLIDAY = "holiday"


KINDS: Mapping[type[AnyRule], RuleKind] = {
    ClockRule: RuleKind.CLOCK,
    PanelRule: RuleKind.PANEL,
    QuorumRule: RuleKind.QUORUM,
    AgeRule: RuleKind.AGE,
}


class VersionAct(StrEnum):
    """What an administrator did to a rule."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class ConfirmRule:
    """An administrator has read a rule at its source: limit and dates stay, it is confirmed.

    ``on`` is a day on which the version that was read is in force.
    """

    rule_id: str
    on: date
    source: str
    read_on: date
    reason: str
    short_source: str = ""


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """A rule is another from a day on, or always was, where the day is its version's first.

    ``values`` are those of its kind: limit, unit, counting and variants of a clock; required of a
    rule on panels; total, joint_total, social_work_years and independent_without_chair of quorum;
    under and unit of an age.
    """

    rule_id: str
    from_on: date
    values: Mapping[str, Any]
    words: str
    source: str
    reason: str
    short_source: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class TakeBackRule:
    """A version of the agency's own is taken back; that it was there stays known."""

    version_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeHoliday:
    """A day is a bank holiday, or a bank holiday of the program's list is none."""

    day: date
    is_holiday: bool
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class AgencyVersion:
    """What an administrator entered about a rule, as it is stored."""

    id: str
    rule_id: str
    kind: RuleKind
    act: VersionAct
    change: Mapping[str, Any]
    status: str
    effective_from: date
    effective_to: date | None
    reason: str
    made_at: datetime
    made_by_name: str
    replaces: str | None


@dataclass(frozen=True, slots=True)
class Laid(Generic[V]):
    """A version of a rule in its place, and who of the agency entered it, if anybody did."""

    rule: V
    own: AgencyVersion | None = None


def standing(versions: Iterable[AgencyVersion]) -> list[AgencyVersion]:
    """Return the versions that count, oldest first: neither taken back nor a taking back."""
    every = sorted(versions, key=lambda v: v.id)
    gone = {v.replaces for v in every if v.act is VersionAct.TAKEN_BACK}
    return [v for v in every if v.act is not VersionAct.TAKEN_BACK and v.id not in gone]


def values_of(rule: AnyRule) -> dict[str, Any]:
    """Return what an agency may change of a rule, as JSON holds it."""
    if isinstance(rule, ClockRule):
        return {
            "limit": rule.limit,
            "unit": rule.unit.value,
            "counting": rule.counting.value,
            "variants": [
                {"fact": v.fact, "limit": v.limit, "words": v.words} for v in rule.variants
            ],
        }
    if isinstance(rule, PanelRule):
        return {"required": rule.required, **({"barred": True} if rule.barred else {})}
    if isinstance(rule, AgeRule):
        return {"under": rule.under, "unit": rule.unit.value}
    keys = ("total", "joint_total", "social_work_years", "independent_without_chair")
    return {key: getattr(rule, key) for key in keys}


def applied(base: V, change: Mapping[str, Any], status: RuleStatus) -> V:
    """Return a version of a rule that says what an agency entered."""
    known = values_of(base).keys() | set(_WORDS)
    values: dict[str, Any] = {key: change[key] for key in known if key in change}
    if isinstance(base, ClockRule):
        values = _clock_values(base, values)
    elif "unit" in values:
        values["unit"] = Unit(values["unit"])
    return replace(base, **values, status=status)


def _clock_values(base: ClockRule, values: dict[str, Any]) -> dict[str, Any]:
    """Return what changes of a clock; where its limit shrinks, it is due soon for less long."""
    unit = Unit(values.get("unit", base.unit))
    limit = values.get("limit", base.limit)
    if "counting" in values:
        values["counting"] = Counting(values["counting"])
    if "variants" in values:
        values["variants"] = tuple(Variant(**dict(v)) for v in values["variants"])
    longest = limit * DAYS_IN.get(unit, 0) if isinstance(limit, int) else base.due_soon
    return {**values, "unit": unit, "due_soon": min(base.due_soon, max(longest, 0))}


def laid_over(versions: Sequence[Laid[V]], own: AgencyVersion) -> list[Laid[V]]:
    """Return the versions of a rule with one of the agency's own put over them.

    Without an end of its own it runs as long as the version that it changes. What it covers goes,
    what it covers in part keeps the rest, so that no two are ever in force on one day.
    """
    base = base_on(versions, own.effective_from)
    last = own.effective_to or _end(versions, own.effective_from)
    rule = replace(
        applied(base.rule, own.change, RuleStatus(own.status)),
        effective_from=own.effective_from,
        effective_to=last,
    )
    found = [Laid(rule, own)]
    for version in versions:
        found.extend(_outside(version, own.effective_from, last))
    return sorted(found, key=lambda v: v.rule.effective_from)


def base_on(versions: Sequence[Laid[V]], day: date) -> Laid[V]:
    """Return the version in force on a day, or the nearest before it, or else the first."""
    before = [v for v in versions if v.rule.effective_from <= day]
    return before[-1] if before else versions[0]


def _end(versions: Sequence[Laid[V]], day: date) -> date | None:
    """Return the last day of the version in force on a day, or of the gap that the day is in."""
    for version in versions:
        if version.rule.in_force(day):
            return version.rule.effective_to
    after = [v.rule.effective_from for v in versions if v.rule.effective_from > day]
    return min(after) - DAY if after else None


def _outside(version: Laid[V], first: date, last: date | None) -> list[Laid[V]]:
    """Return what of a version lies before the first of these days, and after the last."""
    rule, found = version.rule, []
    if rule.effective_from < first:
        ended = min(rule.effective_to or date.max, first - DAY)
        found.append(replace(version, rule=replace(rule, effective_to=ended)))
    if last is not None and (rule.effective_to is None or rule.effective_to > last):
        begun = max(rule.effective_from, last + DAY)
        found.append(replace(version, rule=replace(rule, effective_from=begun)))
    return found
