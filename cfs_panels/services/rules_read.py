"""The rules in force, and where the records are, for people to read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.clock_rules import RuleStatus
from cfs_panels.domain.rule_changes import (
    KINDS,
    RuleKind,
    VersionAct,
    applied,
    base_on,
    standing,
    values_of,
)
from cfs_panels.domain.rule_judging import limit_of, may_confirm, may_correct, name_of
from cfs_panels.domain.rule_lines import AgencyPlace, HolidayLine, RuleLine, RuleVersionLine
from cfs_panels.domain.vocabulary import Weight
from cfs_panels.domain.words import long_date
from cfs_panels.services.rule_questions import rules_table
from cfs_panels.services.rules_in_force import agency_versions
from db.location import FileLocation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.age_rules import AgeRule
    from cfs_panels.domain.clock_rules import ClockRule
    from cfs_panels.domain.panel_rules import PanelRule
    from cfs_panels.domain.quorum import QuorumRule
    from cfs_panels.domain.rule_changes import AgencyVersion, AnyRule, Laid
    from cfs_panels.services.office import Office

WEIGHT_WORDS = {
    Weight.REG: "Regulation",
    Weight.STATG: "Statutory guidance",
    Weight.NMS: "Minimum standard",
    Weight.LOCAL: "Local standard",
    Weight.GOOD: "Good practice",
}
FORCE = {
    Weight.REG: "A date that has passed is a breach, and its reason is recorded.",
    Weight.STATG: "It warns. Going on needs a recorded reason.",
    Weight.NMS: "It warns. Going on needs a recorded reason.",
    Weight.LOCAL: "It informs, and stops nobody.",
    Weight.GOOD: "It informs, and stops nobody.",
}
QUORUM_FORCE = "Without it an item can only be deferred."
AGE_FORCE = "The age of the child on the day of the step decides."
PANEL_FORCE = {
    "required": "Without panel it cannot go to the decision maker.",
    "open": "It may go to panel, and need not.",
    "barred": "It cannot be booked on a panel.",
}
STATUS_WORDS = {"verified": "Confirmed", "unconfirmed": "Unconfirmed", "local": "Own choice"}
ACT_WORDS = {
    VersionAct.CONFIRMED: "Confirmed by",
    VersionAct.CHANGED: "Entered by",
    VersionAct.TAKEN_BACK: "Taken back by",
}
BY_AGENCY = {
    VersionAct.CONFIRMED: "Confirmed by the agency",
    VersionAct.CHANGED: "Changed by the agency",
}
SHIPPED = "Came with the program"


class Rules:
    """Every rule with its words, source, weight, status and versions; read-only."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def rules(self, actor: Actor, on: date | None = None) -> tuple[RuleLine, ...]:
        """Return the rules in force on a day, today where none is given, by service and name.

        Raises:
            RuleBroken: where the role may not see them.
        """
        self._office.require(actor, "view_rules")
        with self._office.reading():
            day, library = on or self._office.today, self._office.rules
            lines = [_clock_line(rule) for rule in library.rules(day)]
            lines += [_quorum_line(rule) for rule in library.quorum_rules(day)]
            lines += [_panel_line(rule) for rule in library.panel_rules(day)]
            lines += [_age_line(rule) for rule in library.age_rules(day)]
            told = [_told(line, library.laid(line.id), day) for line in lines]
            return tuple(sorted(told, key=lambda line: (_ORDER[line.service], line.name)))

    def table(self, actor: Actor, on: date | None = None) -> list[dict[str, Any]]:
        """Return the rules in force on a day as the command line prints them, with whose they are.

        Raises:
            RuleBroken: where the role may not see them.
        """
        self._office.require(actor, "view_rules")
        with self._office.reading():
            return rules_table(on or self._office.today, self._office.rules)

    def versions(self, actor: Actor, rule_id: str) -> tuple[RuleVersionLine, ...]:
        """Return all versions of a rule, the newest first, with those that were taken back.

        Raises:
            RuleBroken: where there is no such rule, or the role may not see it.
        """
        self._office.require(actor, "view_rules")
        with self._office.reading() as session:
            laid = self._office.rules.laid(rule_id)
            today = self._office.today
            entered = [v for v in agency_versions(session) if v.rule_id == rule_id]
            lines = [_version_line(v, today) for v in laid]
            lines += _gone_lines(laid, entered)
            return tuple(sorted(lines, key=lambda v: (v.effective_from, v.id), reverse=True))

    def holidays(self, actor: Actor, first: date, last: date) -> tuple[HolidayLine, ...]:
        """Return the bank holidays of a span of days, and those that the agency has taken out.

        Raises:
            RuleBroken: where the role may not see them.
        """
        self._office.require(actor, "view_rules")
        with self._office.reading() as session:
            entered = standing(agency_versions(session))
            own = {v.effective_from: v for v in entered if v.kind is RuleKind.HOLIDAY}
            names = {**self._office.shipped.holidays.names, **self._office.rules.holidays.names}
            known = self._office.rules.holidays.names
            return tuple(
                _holiday_line(day, names[day], own.get(day), is_holiday=day in known)
                for day in sorted(names)
                if first <= day <= last
            )

    def place(self, actor: Actor) -> AgencyPlace:
        """Return where the agency's records are; everyone signed in may know it."""
        location = self._office.database.location
        if not isinstance(location, FileLocation):
            return AgencyPlace(is_file=False, name=location.name, folder="", parts=())
        return AgencyPlace(
            is_file=True,
            name=location.name,
            folder=str(location.path.parent),
            parts=(
                (location.path.name, "all records, encrypted"),
                (location.key_file.name, "the key, locked by each person's password"),
                (location.papers.name, "the papers, each encrypted"),
                (location.anchors.name, "what shows whether somebody tampered with the records"),
            ),
        )


_ORDER = {"fostering": 0, "adoption": 1, "both": 2}


def _told(line: RuleLine, laid: Sequence[Laid[Any]], day: date) -> RuleLine:
    """Return a line with who of the agency entered it, and what else there is of the rule."""
    current = next((v for v in laid if v.rule.in_force(day)), None)
    later = [v.rule.effective_from for v in laid if v.rule.effective_from > day]
    return replace(
        line,
        by_agency=BY_AGENCY[current.own.act] if current and current.own else "",
        next_on=min(later, default=None),
        versions=len(laid),
    )


def _force(rule: AnyRule, today: date) -> tuple[str, str]:
    """Return whether a version is in force on a day, as a state and in words."""
    if rule.in_force(today):
        return "current", "In force"
    if rule.effective_from > today:
        return "planned", "Not yet in force"
    return "past", "No longer in force"


def _version_line(laid: Laid[Any], today: date) -> RuleVersionLine:
    rule, own = laid.rule, laid.own
    state, words = _force(rule, today)
    return RuleVersionLine(
        id=own.id if own else "",
        rule_id=rule.id,
        state=state,
        state_words=words,
        limit=limit_of(rule),
        words=rule.words,
        source=rule.source,
        short_source=rule.short_source,
        status_words=STATUS_WORDS[rule.status.value],
        effective_from=rule.effective_from,
        effective_to=rule.effective_to,
        origin=_origin(own),
        reason=own.reason if own else rule.note,
        can_confirm=may_confirm(laid),
        can_correct=may_correct(laid),
        values=values_of(rule),
    )


def _gone_lines(
    laid: Sequence[Laid[Any]], entered: Sequence[AgencyVersion]
) -> Iterator[RuleVersionLine]:
    """Yield what the agency entered and counts no more: taken back, or covered by a later entry."""
    there = {v.own.id for v in laid if v.own is not None}
    back = {v.replaces: v for v in entered if v.act is VersionAct.TAKEN_BACK}
    for version in entered:
        if version.act is VersionAct.TAKEN_BACK or version.id in there:
            continue
        taken = back.get(version.id)
        base = base_on(laid, version.effective_from).rule
        rule = applied(base, version.change, RuleStatus(version.status))
        end = f"{_origin(taken)}: {taken.reason}" if taken else "A later entry took its place."
        yield RuleVersionLine(
            id="",
            rule_id=version.rule_id,
            state="taken_back" if taken else "replaced",
            state_words="Taken back" if taken else "Replaced",
            limit=limit_of(rule),
            words=rule.words,
            source=rule.source,
            short_source=rule.short_source,
            status_words=STATUS_WORDS[version.status],
            effective_from=version.effective_from,
            effective_to=version.effective_to,
            origin=_origin(version),
            reason=f"{version.reason} {end}",
            can_confirm=False,
            can_correct=False,
            values=values_of(rule),
        )


def _origin(own: AgencyVersion | None) -> str:
    if own is None:
        return SHIPPED
    day = long_date(own.made_at.astimezone().date())
    return f"{ACT_WORDS[own.act]} {own.made_by_name} on {day}"


def _holiday_line(
    day: date, name: str, own: AgencyVersion | None, *, is_holiday: bool
) -> HolidayLine:
    origin = f"{_origin(own)}: {own.reason}" if own else SHIPPED
    return HolidayLine(day, name, is_holiday, own.id if own else "", origin)


def _clock_line(rule: ClockRule) -> RuleLine:
    service = rule.service.value if rule.service else "both"
    return _line(rule, service, FORCE[rule.weight])


def _quorum_line(rule: QuorumRule) -> RuleLine:
    return _line(rule, rule.service.value, QUORUM_FORCE)


def _panel_line(rule: PanelRule) -> RuleLine:
    way = "barred" if rule.barred else "required" if rule.required else "open"
    line = _line(rule, rule.service.value, PANEL_FORCE[way])
    return replace(line, words=" ".join((rule.words, *(v.words for v in rule.variants))))


def _age_line(rule: AgeRule) -> RuleLine:
    return _line(rule, rule.service.value, AGE_FORCE)


def _line(rule: AnyRule, service: str, force: str) -> RuleLine:
    return RuleLine(
        id=rule.id,
        kind=KINDS[type(rule)].value,
        service=service,
        name=name_of(rule),
        words=rule.words,
        limit=limit_of(rule),
        weight=rule.weight.value,
        weight_words=WEIGHT_WORDS[rule.weight],
        force=force,
        source=rule.source,
        status=rule.status.value,
        status_words=STATUS_WORDS[rule.status.value],
        note=rule.note,
        effective_from=rule.effective_from,
        effective_to=rule.effective_to,
        short_source=rule.short_source,
    )
