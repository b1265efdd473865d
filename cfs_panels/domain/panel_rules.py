"""Rules on panels: whether a matter goes to panel, and periods in which a limit did not bind.

They are data, ``resources/rules/panels.toml`` and ``relaxations.toml``: a panel that the law
abolishes is gone by an entry with later dates, and old cases keep theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cfs_panels.domain.clock_rules import RuleStatus, VersionDate
    from cfs_panels.domain.vocabulary import Service, Weight


@dataclass(frozen=True, slots=True)
class PanelVariant:
    """What a rule says instead where a fact of the case holds."""

    fact: str
    words: str
    required: bool
    barred: bool = False


@dataclass(frozen=True, slots=True)
class PanelRule:
    """One version of a rule on whether a matter goes to panel before it is decided.

    It is ``required`` there, or ``barred`` from it, or neither: then it may go. A fact of the case
    may give another answer, by a variant.
    """

    id: str
    service: Service
    words: str
    required: bool
    weight: Weight
    source: str
    short_source: str
    status: RuleStatus
    note: str
    effective_from: date
    effective_to: date | None
    version_date: VersionDate
    barred: bool = False
    variants: tuple[PanelVariant, ...] = ()

    def for_facts(self, facts: Mapping[str, Any]) -> PanelRule:
        """Return the rule as it is for a case with these facts."""
        for variant in self.variants:
            if facts.get(variant.fact):
                return replace(
                    self, words=variant.words, required=variant.required, barred=variant.barred
                )
        return self

    def in_force(self, on: date) -> bool:
        """Return whether this version is the one in force on a date."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A period in which the limits of some clocks did not bind."""

    id: str
    words: str
    clocks: tuple[str, ...]
    source: str
    short_source: str
    status: RuleStatus
    note: str
    effective_from: date
    effective_to: date

    def covers(self, day: date) -> bool:
        """Return whether a day falls in the period."""
        return self.effective_from <= day <= self.effective_to
