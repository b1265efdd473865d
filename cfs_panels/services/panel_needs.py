"""Whether the matter in hand of a case goes to panel, by the rule in force on the day it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.matters import matter_of, within_matter
from cfs_panels.domain.standings import standing_since
from cfs_panels.domain.vocabulary import EventType, PanelOutcome

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.histories import History
    from cfs_panels.domain.panel_rules import PanelRule
    from cfs_panels.services.case_files import CaseFile

RELINQUISHED = "relinquished"
"""The fact of a child whose parents consent, so that no placement order is needed."""

UNHEARD = "consent_unheard"
"""The fact of a child whose parents consent to a plan that was decided without panel."""

_ON_PLAN = {PanelOutcome.SHOULD_BE_PLACED.value, PanelOutcome.SHOULD_NOT_BE_PLACED.value}


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
    if child is None:
        return {}
    unheard = bool(child.relinquished) and not is_plan_heard(file, file.history)
    return {RELINQUISHED: child.relinquished, UNHEARD: unheard}


def is_plan_heard(file: CaseFile, history: History) -> bool:
    """Return whether a child's plan was decided after panel, as consent to it needs it to be.

    Adoption Agencies Regulations 2005, regulation 17(2). Where no decision stands it is not asked;
    of a decision that an import brought nobody knows.
    """
    decided = standing_since(file.pathway, history, "should_be_placed")
    if decided is None or decided.imported:
        return True
    return has_panel_heard(file, history.until(decided), decided.on)


def has_panel_heard(file: CaseFile, history: History, on: date) -> bool:
    """Return whether panel has heard a child's plan, or no rule of a day asks for it."""
    plan = file.pathway.matter("plan")
    rule = file.office.rules.panel_rule(plan.panel_rule, on).for_facts({RELINQUISHED: True})
    opened = history.latest(*plan.opened_by)
    within = history.since(opened) if opened is not None else history
    heard = within.all(EventType.RECOMMENDATION_RECORDED)
    return not rule.required or any(e.facts.get("outcome") in _ON_PLAN for e in heard)


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
