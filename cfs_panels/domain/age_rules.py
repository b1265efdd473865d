"""Rules on the ages of children: how old a child is changes what may be done or what counts.

They are data, ``resources/rules/children.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from cfs_panels.domain.periods import Unit, add_months

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.clock_rules import RuleStatus
    from cfs_panels.domain.vocabulary import Service, Weight

PLACED, BABY = "AGE-PLACED", "AGE-BABY"
"""The rules that steps of a child's case ask for by name."""

BABY_FACT = "relinquished_under_six_months"
"""The fact of a decision by which the shorter clock of a match starts, whatever the age is now."""


@dataclass(frozen=True, slots=True)
class AgeRule:
    """One version of a rule on children under an age of so many weeks or months."""

    id: str
    name: str
    service: Service
    words: str
    under: int
    unit: Unit
    weight: Weight
    source: str
    short_source: str
    status: RuleStatus
    note: str
    effective_from: date
    effective_to: date | None

    def in_force(self, on: date) -> bool:
        """Return whether this version is the one in force on a date."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def is_under(self, born_on: date | None, on: date) -> bool:
        """Return whether a child is younger on a day than the rule says; unknown births are not."""
        if born_on is None:
            return False
        if self.unit is Unit.MONTH:
            return on < add_months(born_on, self.under)
        return on < born_on + timedelta(weeks=self.under)

    @property
    def sentence(self) -> str:
        """Return the rule with its source, as a refusal tells it."""
        return f"{self.words} ({self.short_source}.)"
