"""The rules in force, and where the records are, for people to read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cfs_panels.domain.rule_lines import AgencyPlace, RuleLine
from cfs_panels.domain.vocabulary import Weight
from cfs_panels.domain.words import plural
from db.location import FileLocation

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.clock_rules import ClockRule
    from cfs_panels.domain.panel_rules import PanelRule
    from cfs_panels.domain.quorum import QuorumRule
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
PANEL_FORCE = {
    "required": "Without panel it cannot go to the decision maker.",
    "open": "It may go to panel, and need not.",
    "barred": "It cannot be booked on a panel.",
}
PANEL_LIMIT = {"required": "Panel", "open": "No panel needed", "barred": "No panel"}
STATUS_WORDS = {"verified": "Confirmed", "unconfirmed": "Unconfirmed", "local": "Own choice"}


class Rules:
    """Every rule with its words, source, weight and status; read-only."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def rules(self, actor: Actor, on: date | None = None) -> tuple[RuleLine, ...]:
        """Return the rules in force on a day, today where none is given, by service and name.

        Raises:
            RuleBroken: where the role may not see them.
        """
        self._office.require(actor, "view_rules")
        day, library = on or self._office.today, self._office.rules
        lines = [_clock_line(rule) for rule in library.rules(day)]
        lines += [_quorum_line(rule) for rule in library.quorum_rules(day)]
        lines += [_panel_line(rule) for rule in library.panel_rules(day)]
        return tuple(sorted(lines, key=lambda line: (_ORDER[line.service], line.name)))

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
            ),
        )


_ORDER = {"fostering": 0, "adoption": 1, "both": 2}


def _clock_line(rule: ClockRule) -> RuleLine:
    return _line(rule, "clock", rule.service.value if rule.service else "both", rule.limit_words())


def _quorum_line(rule: QuorumRule) -> RuleLine:
    return _line(rule, "quorum", rule.service.value, plural(rule.total, "member"))


def _panel_line(rule: PanelRule) -> RuleLine:
    way = "barred" if rule.barred else "required" if rule.required else "open"
    line = _line(rule, "panel", rule.service.value, PANEL_LIMIT[way])
    words = " ".join((rule.words, *(variant.words for variant in rule.variants)))
    return replace(line, name="Whether it goes to panel", words=words, force=PANEL_FORCE[way])


def _line(
    rule: ClockRule | QuorumRule | PanelRule, kind: str, service: str, limit: str
) -> RuleLine:
    return RuleLine(
        id=rule.id,
        kind=kind,
        service=service,
        name=getattr(rule, "name", "Quorum"),
        words=rule.words,
        limit=limit,
        weight=rule.weight.value,
        weight_words=WEIGHT_WORDS[rule.weight],
        force=FORCE[rule.weight] if kind == "clock" else QUORUM_FORCE,
        source=rule.source,
        status=rule.status.value,
        status_words=STATUS_WORDS[rule.status.value],
        note=rule.note,
        effective_from=rule.effective_from,
        effective_to=rule.effective_to,
    )
