"""What an administrator may enter about a rule, and the sentence that says what it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.age_rules import AgeRule
from cfs_panels.domain.clock_rules import ClockRule, RuleStatus, VersionDate
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.panel_rules import PanelRule
from cfs_panels.domain.periods import Unit
from cfs_panels.domain.quorum import QuorumRule
from cfs_panels.domain.rule_changes import Laid, base_on, values_of
from cfs_panels.domain.vocabulary import Weight
from cfs_panels.domain.words import long_date, plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cfs_panels.domain.rule_changes import AnyRule, ChangeRule, ConfirmRule

NO_REASON = "Enter the reason. It is kept with the version."
NO_SOURCE = "Enter where the rule stands, so that others can read it there."
READ_AT_SOURCE = (
    "This rule comes with the program and was read at its source. If the law changes, enter the "
    "new version from the day on which it changes."
)
CONFIRMED = "This version is confirmed already."
OWN_CHOICE = "This is a standard of the agency's own. There is nothing to confirm: change it."
_KEEPS = {
    VersionDate.START: "where it began before then, it keeps the old rule",
    VersionDate.APPLICATION: "those applied for before then keep the old rule",
    VersionDate.DECISION: "what is decided before then goes by the old rule",
}


def may_confirm(laid: Laid[Any]) -> bool:
    """Return whether a version waits for somebody to read it at its source."""
    return laid.rule.status is RuleStatus.UNCONFIRMED


def may_correct(laid: Laid[Any]) -> bool:
    """Return whether a version may be said to have been another all along.

    One that ships confirmed was read at its source, so nobody makes it something else for the
    past: a change in the law has a day, and is entered from that day on. An agency's own entry,
    an unconfirmed rule and a local standard are the agency's to put right.
    """
    return laid.own is not None or laid.rule.status is not RuleStatus.VERIFIED


def judge_confirmation(versions: Sequence[Laid[Any]], command: ConfirmRule, today: date) -> AnyRule:
    """Return the version that is confirmed.

    Raises:
        RuleBroken: where it is confirmed already, or source, day or reason is missing.
    """
    laid = _in_force(versions, command.on, "on")
    if laid.rule.status is RuleStatus.LOCAL:
        raise RuleBroken(OWN_CHOICE)
    if not may_confirm(laid):
        raise RuleBroken(CONFIRMED)
    _require_words(command.source, command.reason)
    if command.read_on > today:
        raise RuleBroken("That day is still to come. Enter the day it was read.", field="read_on")
    rule: AnyRule = laid.rule
    return rule


def judge_change(versions: Sequence[Laid[Any]], command: ChangeRule) -> AnyRule:
    """Return the version that a change begins from.

    Raises:
        RuleBroken: where the rule may not be changed so, or something is missing.
    """
    laid = _in_force(versions, command.from_on, "from_on")
    rule: AnyRule = laid.rule
    if command.from_on == rule.effective_from and not may_correct(laid):
        raise RuleBroken(READ_AT_SOURCE, field="from_on")
    _require_words(command.source, command.reason)
    if not command.words.strip():
        raise RuleBroken("Enter the rule in words. People read it on every clock.", field="words")
    _check_limit(rule, command)
    _check_end(rule, command)
    if _is_same(rule, command):
        raise RuleBroken("Nothing is changed. Enter what the new version says.")
    return rule


def check_words(rule: AnyRule, command: ChangeRule) -> None:
    """Refuse words that still say the limit that is changed.

    Raises:
        RuleBroken: with the field ``words``.
    """
    if not isinstance(rule, ClockRule):
        return
    old = rule.limit_words()
    is_other = any(
        command.values.get(key, getattr(rule, key)) != getattr(rule, key)
        for key in ("limit", "unit")
    )
    if is_other and old in command.words:
        raise RuleBroken(
            f"The words still say {old}. Say in words what the rule is from then on.",
            field="words",
        )


def status_after(rule: AnyRule) -> RuleStatus:
    """Return the status of a version that an agency entered: confirmed, or its own choice."""
    return RuleStatus.LOCAL if rule.weight is Weight.LOCAL else RuleStatus.VERIFIED


def name_of(rule: AnyRule) -> str:
    """Return what a rule is called in a list."""
    if isinstance(rule, PanelRule):
        return "Whether it goes to panel"
    return "Quorum" if isinstance(rule, QuorumRule) else rule.name


def limit_of(rule: AnyRule) -> str:
    """Return what a rule asks in a few words: ``16 weeks``, ``5 members``, ``No panel needed``."""
    if isinstance(rule, ClockRule):
        return rule.limit_words()
    if isinstance(rule, PanelRule):
        if rule.barred:
            return "No panel"
        return "Panel" if rule.required else "No panel needed"
    if isinstance(rule, AgeRule):
        return f"under {plural(rule.under, rule.unit.value)}"
    return plural(rule.total, "member")


def preview_words(name: str, old: AnyRule, new: AnyRule, cases: int) -> str:
    """Return what a change would do, in sentences for whoever makes it."""
    begins = long_date(new.effective_from)
    is_correction = old.effective_from == new.effective_from
    since = f"Always since {begins}" if is_correction else f"From {begins}"
    until = f" until {long_date(new.effective_to)}" if new.effective_to is not None else ""
    before, after = limit_of(old), limit_of(new)
    limit = f"{after} as before" if before == after else f"{after} instead of {before}"
    if isinstance(new, AgeRule):
        counted = _children_words(cases, is_correction=is_correction)
    else:
        counted = _cases_words(new, cases, is_correction=is_correction)
    return f"{since}{until}: {name}, {limit}. {counted}."


def _cases_words(new: AnyRule, cases: int, *, is_correction: bool) -> str:
    """Return what becomes of the open cases that a rule counts, or is asked in."""
    what = "this clock" if isinstance(new, ClockRule) else "to do with it"
    if not cases:
        return f"No open case has {what}"
    counted = f"{plural(cases, 'open case')} {'has' if cases == 1 else 'have'} {what}"
    if is_correction:
        return f"{counted} and {'is' if cases == 1 else 'are'} counted anew"
    if isinstance(new, ClockRule | PanelRule):
        return f"{counted}; {_KEEPS[new.version_date]}"
    return f"{counted}; panels held before then keep the old rule"


def _children_words(cases: int, *, is_correction: bool) -> str:
    """Return what another age does: it is asked when a step is recorded, and never again."""
    counts = "is recorded from now on" if is_correction else "happens from that day on"
    children = f"{plural(cases, 'open case')} {'is' if cases == 1 else 'are'}"
    return (
        f"It counts for what {counts}; what is recorded already stays. "
        f"{children if cases else 'No open case is'} of a child between these ages "
        "when it begins to count"
    )


def _in_force(versions: Sequence[Laid[Any]], day: date, field: str) -> Laid[Any]:
    laid = base_on(versions, day)
    if not laid.rule.in_force(day):
        first = long_date(versions[0].rule.effective_from)
        raise RuleBroken(
            f"No version of this rule is in force on {long_date(day)}. "
            f"Its first begins on {first}.",
            field=field,
        )
    return laid


def _require_words(source: str, reason: str) -> None:
    if not source.strip():
        raise RuleBroken(NO_SOURCE, field="source")
    if not reason.strip():
        raise RuleBroken(NO_REASON, field="reason")


def _check_limit(rule: AnyRule, command: ChangeRule) -> None:
    """Refuse a limit that is no whole number of at least one; the files' checks know the rest."""
    for key, value in command.values.items():
        if key not in values_of(rule):
            raise RuleBroken(f"{key} is nothing that can be changed of this rule.")
        if key == "unit" and value not in set(Unit):
            raise RuleBroken("Choose what it is counted in.", field=key)
        if key in {"limit", "under", "total", "joint_total", "social_work_years"}:
            is_open = key == "limit" and command.values.get("unit") == Unit.OPEN
            if not is_open and (type(value) is not int or value < 1):
                raise RuleBroken("Enter a whole number of 1 or more.", field=key)


def _check_end(rule: AnyRule, command: ChangeRule) -> None:
    if command.until is None:
        return
    if command.until < command.from_on:
        raise RuleBroken("It would end before it begins.", field="until")
    if rule.effective_to is not None and command.until > rule.effective_to:
        raise RuleBroken(
            f"Another version follows after {long_date(rule.effective_to)}. End this one by then, "
            "or leave the end open.",
            field="until",
        )


def _is_same(rule: AnyRule, command: ChangeRule) -> bool:
    now = values_of(rule)
    values = all(now[key] == value for key, value in command.values.items())
    words = (command.words.strip(), command.source.strip()) == (rule.words, rule.source)
    return values and words
