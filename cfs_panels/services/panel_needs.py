"""Whether the matter in hand of a case goes to panel, by the rule in force on the day it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.matters import matter_of, within_matter
from cfs_panels.domain.vocabulary import EventType

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.panel_rules import PanelRule
    from cfs_panels.services.case_files import CaseFile

RELINQUISHED = "relinquished"
"""The fact of a child whose parents consent, so that no placement order is needed."""


def panel_rule(file: CaseFile, on: date | None = None) -> PanelRule:
    """Return the rule on whether the matter in hand goes to panel, if decided on a day."""
    matter = matter_of(file.pathway, file.history)
    within = within_matter(file.pathway, file.history)
    rule_id = matter.panel_rule
    if matter.representations_rule and within.has(EventType.REPRESENTATIONS_RECEIVED):
        rule_id = matter.representations_rule
    return rule_for(file, rule_id, on)


def rule_for(file: CaseFile, rule_id: str, on: date | None = None) -> PanelRule:
    """Return the version of a rule on panels that applies to a case on a day, by its facts."""
    applied_on = file.history.on(file.pathway.application_event)
    rule = file.office.rules.panel_rule(rule_id, on or file.day, applied_on)
    return rule.for_facts(_facts_of(file))


def _facts_of(file: CaseFile) -> dict[str, Any]:
    child = file.case.child if file.pathway.of_child else None
    return {RELINQUISHED: child.relinquished} if child is not None else {}


def is_panel_needed(file: CaseFile) -> bool:
    """Return whether the matter in hand goes to panel: a rule says so, or it is booked.

    A kind of case that is only kept on record has no rule, and no step that waits for one.
    """
    if not matter_of(file.pathway, file.history).panel_rule:
        return True
    return is_booked(file) or panel_rule(file).required


def is_booked(file: CaseFile) -> bool:
    """Return whether the matter in hand is booked on a panel."""
    within = within_matter(file.pathway, file.history)
    booked = within.latest(EventType.PANEL_BOOKED, EventType.PANEL_BOOKING_CANCELLED)
    return booked is not None and booked.type is EventType.PANEL_BOOKED


def require_no_panel(file: CaseFile, on: date) -> None:
    """Refuse to go on without panel where a rule in force sends the matter there.

    Raises:
        RuleBroken: with the words of the rule.
    """
    rule = panel_rule(file, on)
    if rule.required:
        raise RuleBroken(_sentence(rule))


def is_barred(file: CaseFile) -> bool:
    """Return whether panel may not be used for the matter in hand, and it is not booked."""
    if not matter_of(file.pathway, file.history).panel_rule or is_booked(file):
        return False
    return panel_rule(file).barred


def require_panel_open(file: CaseFile, on: date) -> None:
    """Refuse to book a matter on a panel that may not be used for it.

    Adoption Agencies Regulations 2005, regulation 17(2): the plan of a child for whom a placement
    order is needed is not referred to panel.

    Raises:
        RuleBroken: with the words of the rule.
    """
    if not matter_of(file.pathway, file.history).panel_rule:
        return
    rule = panel_rule(file, on)
    if rule.barred:
        raise RuleBroken(_sentence(rule), field="case_id")


def _sentence(rule: PanelRule) -> str:
    return f"{rule.words} ({rule.short_source}.)"
