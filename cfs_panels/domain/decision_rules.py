"""Judging a decision record: what is still open, and what may not be signed.

The nine answers are those of the rulebook's section 5 (Hofstetter v London Borough of Barnet and
IRM [2009] EWHC 3282 (Admin), with what notices and clock add).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import DecisionOutcome
from cfs_panels.domain.words import joined, long_date, plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cfs_panels.domain.decisions import DecisionAnswers
    from cfs_panels.domain.pathways import DecisionChoice, Pathway
    from cfs_panels.domain.vocabulary import PanelOutcome

ANSWERS = (
    "Material read",
    "Key arguments",
    "Panel's process",
    "New information",
    "Panel's reasons you adopt",
    "Your own reasons",
    "Decision",
    "Requirements",
    "Notices",
)


@dataclass(frozen=True, slots=True)
class RecordState:
    """What a decision record is judged by, besides its answers.

    ``missing_checks`` are sentences on checks without which no approval may be given.
    """

    unread: int
    requirements: int
    notices: int
    recommended: PanelOutcome
    minutes_received_on: date
    due_on: date
    decided_on: date
    missing_checks: tuple[str, ...] = ()


def answered(answers: DecisionAnswers, state: RecordState) -> tuple[bool, ...]:
    """Return which of the nine answers are given."""
    return (
        state.unread == 0,
        bool(answers.arguments_for or answers.arguments_against),
        bool(answers.process_fair),
        answers.new_information == "none"
        or (answers.new_information == "some" and bool(answers.new_information_words.strip())),
        bool(answers.adopted_reasons) or answers.reasons_considered,
        bool(answers.own_reasons.strip()),
        answers.outcome is not None and answers.effective_on is not None,
        bool(state.requirements) or answers.no_requirements,
        state.notices >= 2,  # noqa: PLR2004 (told, and written to)
    )


def not_ready(pathway: Pathway, answers: DecisionAnswers, state: RecordState) -> tuple[str, ...]:
    """Return what a signature still waits for, in short words."""
    open_answers = [
        _OPEN_WORDS[number]
        for number, done in enumerate(answered(answers, state)[:8])
        if not done and number in _OPEN_WORDS
    ]
    if state.unread:
        open_answers.insert(0, f"{plural(state.unread, 'document')} unread")
    if _differs(pathway, answers, state) and not answers.discussed_with.strip():
        open_answers.append("whom you discussed it with")
    if state.decided_on > state.due_on and not answers.late_reason.strip():
        open_answers.append("why it is late")
    return tuple(open_answers)


_OPEN_WORDS = {
    1: "no key arguments",
    2: "panel's process",
    3: "new information",
    4: "panel's reasons",
    5: "no reasons of your own",
    6: "no decision",
    7: "requirements, or that there are none",
}


def check_signable(pathway: Pathway, answers: DecisionAnswers, state: RecordState) -> None:
    """Refuse a record that may not be signed.

    Raises:
        RuleBroken: with the first thing that stands in the way.
    """
    choice = _choice(pathway, answers)
    waiting = not_ready(pathway, answers, state)
    if waiting:
        raise RuleBroken(f"The record is not ready to sign: {joined(list(waiting))}.")
    _check_dates(answers, state)
    check_terms(pathway, answers)
    if choice.outcome is DecisionOutcome.APPROVE and state.missing_checks:
        raise RuleBroken(" ".join((*state.missing_checks, "An approval waits for it.")))


def check_terms(pathway: Pathway, answers: DecisionAnswers) -> None:
    """Refuse terms where a decision is definite, and terms that no pathway knows."""
    if not pathway.uses_terms and (answers.terms or answers.places or answers.ages):
        raise RuleBroken(
            f"A decision on {pathway.long_name} is definite: it has no terms or conditions. "
            "Record requirements beside it.",
            field="terms",
        )


def _choice(pathway: Pathway, answers: DecisionAnswers) -> DecisionChoice:
    if answers.outcome is None:
        raise RuleBroken("The record is not ready to sign: no decision.", field="outcome")
    choice = pathway.decision_choice(answers.outcome)
    if choice is None or answers.outcome is DecisionOutcome.MORE_INFORMATION:
        raise RuleBroken("This is not a decision that can be signed.", field="outcome")
    return choice


def _check_dates(answers: DecisionAnswers, state: RecordState) -> None:
    if state.decided_on < state.minutes_received_on:
        raise RuleBroken(
            "The decision cannot be dated before the final minutes came, on "
            f"{long_date(state.minutes_received_on)}.",
            field="decided_on",
        )
    if answers.effective_on and answers.effective_on < state.decided_on:
        raise RuleBroken(
            f"A decision of {long_date(state.decided_on)} cannot take effect before that day.",
            field="effective_on",
        )


def differs_from_panel(
    pathway: Pathway, outcome: DecisionOutcome | None, recommended: PanelOutcome
) -> bool:
    """Return whether a decision is not what panel recommended."""
    choice = pathway.decision_choice(outcome) if outcome else None
    return (
        choice is not None
        and outcome is not DecisionOutcome.MORE_INFORMATION
        and recommended not in choice.agrees_with
    )


def _differs(pathway: Pathway, answers: DecisionAnswers, state: RecordState) -> bool:
    return differs_from_panel(pathway, answers.outcome, state.recommended)


def household_sentence(sentence: str, household: str, people: Sequence[object]) -> str:
    """Return a sentence of a pathway about a household: ``Jo Sandhu is`` or ``... are``."""
    return sentence.format(household=household, is_are="is" if len(people) == 1 else "are")
