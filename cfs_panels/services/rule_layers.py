"""The agency's own versions laid over the rules of the files, and checked as those are."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pydantic import ValidationError

from cfs_panels.domain.age_rules import AgeRule
from cfs_panels.domain.clock_rules import ClockRule
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.panel_rules import PanelRule
from cfs_panels.domain.periods import Unit
from cfs_panels.domain.rule_changes import AnyRule, Laid, RuleKind, V, laid_over
from cfs_panels.domain.words import long_date
from cfs_panels.services.rule_parts import (
    AgePart,
    ClockPart,
    PanelPart,
    QuorumPart,
    age_faults,
    clock_faults,
    fault_at,
    panel_faults,
    quorum_faults,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cfs_panels.domain.rule_changes import AgencyVersion
    from cfs_panels.services.rule_files import BankHolidays
    from cfs_panels.services.rule_parts import Fault


def lay_over(
    groups: Mapping[str, Sequence[V]], own: Iterable[AgencyVersion]
) -> dict[str, list[Laid[V]]]:
    """Return the versions of rules, by group, with the agency's own over them."""
    found = {key: [Laid(rule) for rule in rules] for key, rules in groups.items()}
    of_rule = {rule.id: key for key, rules in groups.items() for rule in rules}
    for version in own:
        key = of_rule.get(version.rule_id)
        if key is not None and version.kind is not RuleKind.HOLIDAY:
            found[key] = laid_over(found[key], version)
    return found


def with_own_holidays(holidays: BankHolidays, own: Iterable[AgencyVersion]) -> BankHolidays:
    """Return the bank holidays with the days that an agency has added and taken out."""
    names = dict(holidays.names)
    for version in own:
        if version.kind is RuleKind.HOLIDAY:
            if version.change.get("is_holiday"):
                names[version.effective_from] = str(version.change.get("name") or "")
            else:
                names.pop(version.effective_from, None)
    return replace(holidays, names=names)


def check_laid(versions: Sequence[Laid[V]]) -> None:
    """Refuse versions of a rule that a rule file with them would be refused for.

    Raises:
        RuleBroken: with a sentence, beside the field that it is about.
    """
    for laid in versions:
        _check(laid.rule)
    for before, after in pairwise(versions):
        ends_on = before.rule.effective_to
        if ends_on is None or ends_on >= after.rule.effective_from:
            raise RuleBroken(
                f"Two versions would be in force on {long_date(after.rule.effective_from)}.",
                field="from_on",
            )


def _check(rule: AnyRule) -> None:
    try:
        faults = list(_faults(rule))
    except ValidationError as error:
        first = error.errors()[0]
        place, words = fault_at(first["loc"], first["type"], first["msg"], first["input"])
        raise RuleBroken(_sentence(words), field=str(place[0]) if place else None) from None
    for key, words in faults:
        raise RuleBroken(_sentence(words), field=_FIELDS.get(key, key))


_FIELDS = {"effective_from": "from_on", "effective_to": "until"}


def _faults(rule: AnyRule) -> Iterator[Fault]:
    """Yield what a file with this version of a rule would be refused for."""
    values = {field.name: getattr(rule, field.name) for field in fields(rule)}
    if isinstance(rule, ClockRule):
        values.pop("relaxations")
        values["service"] = rule.service.value if rule.service else "both"
        values["limit"] = None if rule.unit is Unit.OPEN else rule.limit
        values["variants"] = [asdict(variant) for variant in rule.variants]
        yield from clock_faults(ClockPart.model_validate(values))
    elif isinstance(rule, PanelRule):
        values["variants"] = [asdict(variant) for variant in rule.variants]
        yield from panel_faults(PanelPart.model_validate(values))
    elif isinstance(rule, AgeRule):
        yield from age_faults(AgePart.model_validate(values))
    else:
        yield from quorum_faults(QuorumPart.model_validate(values))


def _sentence(words: str) -> str:
    plain = words.replace("_", " ")
    return f"{plain[:1].upper()}{plain[1:]}."
