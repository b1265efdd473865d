"""Whether the matter in hand of a case goes to panel, by the rule in force on the day it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.matters import matter_of, within_matter
from cfs_panels.domain.vocabulary import EventType

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.panel_rules import PanelRule
    from cfs_panels.services.case_files import CaseFile


def panel_rule(file: CaseFile, on: date | None = None) -> PanelRule:
    """Return the rule on whether the matter in hand goes to panel, if decided on a day."""
    matter = matter_of(file.pathway, file.history)
    within = within_matter(file.pathway, file.history)
    rule_id = matter.panel_rule
    if matter.representations_rule and within.has(EventType.REPRESENTATIONS_RECEIVED):
        rule_id = matter.representations_rule
    return rule_for(file, rule_id, on)


def rule_for(file: CaseFile, rule_id: str, on: date | None = None) -> PanelRule:
    """Return the version of a rule on panels that applies to a case on a day."""
    applied_on = file.history.on(file.pathway.application_event)
    return file.office.rules.panel_rule(rule_id, on or file.day, applied_on)


def is_panel_needed(file: CaseFile) -> bool:
    """Return whether the matter in hand goes to panel: a rule says so, or it is booked.

    A kind of case that is only kept on record has no rule, and no step that waits for one.
    """
    if not matter_of(file.pathway, file.history).panel_rule:
        return True
    within = within_matter(file.pathway, file.history)
    booked = within.latest(EventType.PANEL_BOOKED, EventType.PANEL_BOOKING_CANCELLED)
    is_booked = booked is not None and booked.type is EventType.PANEL_BOOKED
    return is_booked or panel_rule(file).required


def require_no_panel(file: CaseFile, on: date) -> None:
    """Refuse to go on without panel where a rule in force sends the matter there.

    Raises:
        RuleBroken: with the words of the rule.
    """
    rule = panel_rule(file, on)
    if rule.required:
        raise RuleBroken(f"{rule.words} ({rule.short_source}.)")
