"""What was said at sample meetings, in plain words."""

from __future__ import annotations

from typing import Any

from cfs_panels.domain.meetings import QuestionAsked
from cfs_panels.domain.vocabulary import PanelOutcome

_REASONS = (
    "They have a clear and realistic understanding of the needs of children who have been hurt.",
    "Their support network is in place and was tested.",
    "References and checks are complete and positive.",
    "They used the preparation course to change their plans about work.",
)
_REASONS_AGAINST = (
    "Two of three referees could not say how they would manage a child's distress.",
    "The plan for work does not leave time for a child in the first year.",
    "Panel was not satisfied that the wider family supports the plan.",
)


def reasons_for(facts: dict[str, Any], outcome: PanelOutcome) -> tuple[str, ...]:
    """Return the reasons of a recommendation."""
    given = facts.get("reasons")
    if given:
        return tuple(given)
    return _REASONS if outcome is PanelOutcome.SUITABLE else _REASONS_AGAINST


def item_minutes(facts: dict[str, Any], outcome: PanelOutcome) -> dict[str, Any]:
    """Return the minutes of an item as they are typed."""
    is_good = outcome is PanelOutcome.SUITABLE
    return {
        "heard": "heard",
        "supporter": facts.get("supporter", "A sister"),
        "key_issues": facts.get(
            "key_issues",
            "They attended and spoke openly about what they expect.\n"
            "Work: hours change to part time in January.\n"
            "The medical adviser had no concern.",
        ),
        "strengths": facts.get(
            "strengths_minuted", "Warm and realistic.\nA support network that has been tried."
        ),
        "vulnerabilities": facts.get(
            "vulnerabilities",
            "First months beside work."
            if is_good
            else "Little experience of children under stress.\nNo plan for the first year.",
        ),
        "questions": (
            QuestionAsked(
                "What would you do if a child refused to come home with you?",
                "They would wait, stay calm and keep near, and ask for help early.",
                "Sunita Rao",
            ),
        ),
        "views": facts.get(
            "views",
            "Members found the account thoughtful and the evidence sound."
            if is_good
            else "Members were not satisfied that a child would be safe with this plan.",
        ),
        "medical_advice": "No concern that bears on caring for a child.",
        "advice": "Training on attachment within six months." if is_good else "",
        "report_quality": "good",
        "quality_comment": "Clear analysis.",
    }
