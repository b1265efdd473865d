"""The limits of the law that figures depend on, by the rules in force when each clock started."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cfs_panels.domain.clock_rules import NO_FACTS, ClockRule, RuleVersions
from cfs_panels.domain.vocabulary import Service
from cfs_panels.domain.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class LegalLimits:
    """The rules that some measures go by, all versions of each, and the working days."""

    temporary_approval: RuleVersions
    extension: RuleVersions  # counted from the end of the temporary approval
    resignation: RuleVersions
    decision: Mapping[Service, RuleVersions]
    calendar: WorkingCalendar

    def temporary_approval_ends(self, approved_on: date, *, is_extended: bool) -> date:
        """Return the last day of a temporary approval."""
        ends = self._due(self.temporary_approval, approved_on, approved_on)
        return self._due(self.extension, ends, approved_on) if is_extended else ends

    def resignation_ends(self, received: date) -> date:
        """Return the day on which a resignation ends the approval."""
        return self._due(self.resignation, received, received)

    def decide_by(self, service: Service, received: date) -> date | None:
        """Return the last day for a decision, or None where working days are not known so far."""
        if not self.calendar.first_on <= received <= self.calendar.last_on:
            return None
        return self._due(self.decision[service], received, received)

    def _due(self, rule: RuleVersions, start: date, applies_on: date) -> date:
        return version_for(rule, applies_on).due(start, NO_FACTS, self.calendar)


def version_for(rule: RuleVersions, day: date) -> ClockRule:
    """Return the version in force on a day; what happened before the first goes by the first."""
    begun = [version for version in rule.versions if version.effective_from <= day]
    return begun[-1] if begun else rule.versions[0]
