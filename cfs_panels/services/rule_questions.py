"""What the command line asks of the rules: due dates, quorum of many panels, all the rules."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from cfs_panels.domain.periods import Unit
from cfs_panels.domain.quorum import SittingMember, SittingRole, quorum
from cfs_panels.domain.vocabulary import Service
from cfs_panels.domain.words import joined, long_date
from cfs_panels.services.rule_library import RuleLibrary, rule_library

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from cfs_panels.domain.age_rules import AgeRule
    from cfs_panels.domain.clock_rules import ClockRule
    from cfs_panels.domain.panel_rules import PanelRule, Relaxation
    from cfs_panels.domain.quorum import QuorumRule
    from cfs_panels.domain.rule_changes import AnyRule

_MOST_BYTES = 20_000_000


def due(
    rule_id: str,
    start: date,
    facts: Mapping[str, bool] | None = None,
    rules: RuleLibrary | None = None,
) -> date:
    """Return the date that a rule gives for a start, by the version in force then.

    Raises:
        RuleBroken: for a rule that is not there, gives no date or knows no such fact.
    """
    library = rules or rule_library()
    versions = library.versions_of(rule_id).versions
    known = {variant.fact for version in versions for variant in version.variants}
    for fact in facts or {}:
        if fact not in known:
            raise RuleBroken(f"{rule_id} {_known_words(known)}, not {fact}.")
    span = library.holidays
    if not span.first_on <= start <= span.last_on:
        raise RuleBroken(
            f"Dates are counted from {long_date(span.first_on)} to {long_date(span.last_on)}."
        )
    return library.rule(rule_id, start).due(start, facts or {}, library.calendar())


def parse_facts(given: Iterable[str]) -> dict[str, bool]:
    """Return facts typed as ``clear_days=true``."""
    facts = {}
    for text in given:
        name, _, value = text.partition("=")
        if value.strip().lower() not in {"true", "false"}:
            raise RuleBroken(f"Write a fact as {name.strip() or 'name'}=true or =false.")
        facts[name.strip()] = value.strip().lower() == "true"
    return facts


def due_file(path: Path, rules: RuleLibrary | None = None) -> list[dict[str, str]]:
    """Return the due date of each row of a CSV file with the columns rule, start and facts.

    Raises:
        RuleBroken: with the row of the first mistake.
        OutsideTrouble: where the file cannot be read.
    """
    library = rules or rule_library()
    return [
        {
            "rule": rule_id,
            "start": start.isoformat(),
            "due": _due_of_row(row, library, rule_id, start, facts),
        }
        for row, rule_id, start, facts in _due_rows(path)
    ]


def quorum_file(path: Path, rules: RuleLibrary | None = None) -> list[dict[str, Any]]:
    """Return for each panel of a JSON file whether it is quorate, and what is missing.

    Raises:
        RuleBroken: with the panel of the first mistake.
        OutsideTrouble: where the file cannot be read.
    """
    library = rules or rule_library()
    try:
        panels = json.loads(_text(path))
    except (ValueError, RecursionError):
        raise RuleBroken(f"{path.name} is not JSON.") from None
    if not isinstance(panels, list):
        raise RuleBroken(f"{path.name} must hold a list of panels.")
    return [_quorum_of(number, panel, library) for number, panel in enumerate(panels, 1)]


def rules_table(on: date, rules: RuleLibrary | None = None) -> list[dict[str, Any]]:
    """Return every rule in force on a date, with its source, its status and whose it is."""
    library = rules or rule_library()
    return [
        *({**_clock_row(rule), **_entered(library, rule)} for rule in library.rules(on)),
        *({**_quorum_row(rule), **_entered(library, rule)} for rule in library.quorum_rules(on)),
        *({**_panel_row(rule), **_entered(library, rule)} for rule in library.panel_rules(on)),
        *({**_age_row(rule), **_entered(library, rule)} for rule in library.age_rules(on)),
        *(_relaxation_row(period) for period in library.relaxations(on)),
    ]


def _due_rows(path: Path) -> Iterator[tuple[int, str, date, dict[str, bool]]]:
    reader = csv.DictReader(io.StringIO(_text(path), newline=""))
    try:
        columns = [name.strip() for name in reader.fieldnames or []]
        if not {"rule", "start"} <= set(columns):
            raise RuleBroken(f"{path.name} needs the columns rule and start, and facts if any.")
        reader.fieldnames = columns
        for record in reader:
            row = reader.line_num
            rule_id, start = (record.get("rule") or "").strip(), (record.get("start") or "").strip()
            yield row, rule_id, _date(start, f"Row {row}: start"), _facts(row, record.get("facts"))
    except csv.Error:
        raise RuleBroken(f"{path.name} is not a CSV file.") from None


def _due_of_row(
    row: int, library: RuleLibrary, rule_id: str, start: date, facts: dict[str, bool]
) -> str:
    try:
        return due(rule_id, start, facts, library).isoformat()
    except RuleBroken as error:
        raise RuleBroken(f"Row {row}: {error.message}") from None


def _facts(row: int, text: str | None) -> dict[str, bool]:
    if not text or not text.strip():
        return {}
    try:
        facts = json.loads(text)
    except (ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict) or not all(isinstance(v, bool) for v in facts.values()):
        raise RuleBroken(f'Row {row}: write facts as {{"name": true}}.')
    return facts


def _date(value: object, what: str) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise RuleBroken(f"{what} is {value!r}. Write a real date as 2025-10-24.") from None


def _quorum_of(number: int, panel: object, library: RuleLibrary) -> dict[str, Any]:
    where = f"Panel {number}"
    if not isinstance(panel, dict) or not isinstance(panel.get("members"), list):
        raise RuleBroken(f"{where} must have service, date, joint and members.")
    if panel.get("service") not in list(Service):
        raise RuleBroken(f"{where}: service is fostering or adoption.")
    on = _date(panel.get("date"), f"{where}: date")
    try:
        rule = library.quorum_rule(Service(panel["service"]), on)
    except RuleBroken as error:
        raise RuleBroken(f"{where}: {error.message}") from None
    members = [_member(where, n, given) for n, given in enumerate(panel["members"], 1)]
    found = quorum(members, rule, joint=_flag(where, panel, "joint", default=False))
    return {
        "id": panel.get("id", number),
        "quorate": found.quorate,
        "missing": [limb.value for limb in found.missing],
    }


def _member(panel: str, number: int, given: object) -> SittingMember:
    where = f"{panel}, member {number}"
    if not isinstance(given, dict):
        raise RuleBroken(f"{where} must have name, role and what else counts.")
    role = str(given.get("role", "")).replace(" ", "_")
    if role not in set(SittingRole):
        raise RuleBroken(f"{where}: role is chair, vice chair or member.")
    years = given.get("social_work_years")
    if years is not None and not (type(years) in {int, float} and 0 <= years < 100):
        raise RuleBroken(f"{where}: social_work_years is a number of years, or null.")
    return SittingMember(
        id=str(number),
        name=str(given.get("name", "")),
        role=SittingRole(role),
        social_work_years=None if years is None else int(years),
        independent=_flag(where, given, "independent", default=False),
        present=_flag(where, given, "present", default=True),
        conflicted=_flag(where, given, "conflicted", default=False),
    )


def _flag(where: str, given: Mapping[str, Any], name: str, *, default: bool) -> bool:
    value = given.get(name, default)
    if not isinstance(value, bool):
        raise RuleBroken(f"{where}: {name} is true or false.")
    return value


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise RuleBroken(f"{path.name} is too large to read.")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise RuleBroken(f"{path.name} is not a text file.") from None
    except OSError as error:
        raise OutsideTrouble(f"{path.name} cannot be read: {error.strerror}.") from error


def _known_words(known: set[str]) -> str:
    return f"knows the facts {joined(sorted(known))}" if known else "knows no facts"


def _entered(library: RuleLibrary, rule: AnyRule) -> dict[str, Any]:
    """Return who of the agency entered a version of a rule, and why, where it is its own."""
    own = library.own_version(rule)
    if own is None:
        return {}
    told = {"act": own.act.value, "by": own.made_by_name, "at": own.made_at.isoformat()}
    return {"entered": {**told, "reason": own.reason}}


def _clock_row(rule: ClockRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "kind": "clock",
        "name": rule.name,
        "words": rule.words,
        "service": rule.service.value if rule.service else "both",
        "limit": None if rule.unit is Unit.OPEN else rule.limit,
        "unit": rule.unit.value,
        "counting": rule.counting.value,
        "variants": {variant.fact: variant.limit for variant in rule.variants},
        "start_events": sorted(rule.start_events),
        "stop_events": sorted(rule.stop_events),
        "pausable": rule.pausable,
        **_standing(rule),
    }


def _quorum_row(rule: QuorumRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "kind": "quorum",
        "name": f"Quorum, {rule.service.value}",
        "words": rule.words,
        "service": rule.service.value,
        "limit": rule.total,
        "unit": "member",
        **_standing(rule),
    }


def _panel_row(rule: PanelRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "kind": "panel",
        "name": "Whether it goes to panel",
        "words": rule.words,
        "service": rule.service.value,
        "required": rule.required,
        "barred": rule.barred,
        "variants": [asdict(variant) for variant in rule.variants],
        **_standing(rule),
    }


def _age_row(rule: AgeRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "kind": "age",
        "name": rule.name,
        "words": rule.words,
        "service": rule.service.value,
        "limit": rule.under,
        "unit": rule.unit.value,
        **_standing(rule),
    }


def _relaxation_row(period: Relaxation) -> dict[str, Any]:
    return {
        "id": period.id,
        "kind": "relaxation",
        "name": "A period in which limits did not bind",
        "words": period.words,
        "service": "both",
        "clocks": list(period.clocks),
        "source": period.source,
        "status": period.status.value,
        "note": period.note,
        "effective_from": period.effective_from.isoformat(),
        "effective_to": period.effective_to.isoformat(),
    }


def _standing(rule: AnyRule) -> dict[str, Any]:
    """Return what a rule weighs, where it stands and when it is in force."""
    return {
        "weight": rule.weight.value,
        "source": rule.source,
        "status": rule.status.value,
        "note": rule.note,
        "effective_from": rule.effective_from.isoformat(),
        "effective_to": rule.effective_to.isoformat() if rule.effective_to else None,
    }
