"""Judging a decision record: what is still open, and what may not be signed.

The nine answers are those of the rulebook's section 5 (Hofstetter v London Borough of Barnet and
IRM [2009] EWHC 3282 (Admin), with what notices and clock add).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.form_problems import section_problems
from cfs_panels.domain.terms import NO_TERMS, Terms
from cfs_panels.domain.vocabulary import DecisionOutcome
from cfs_panels.domain.words import long_date, plural, uncapitalised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cfs_panels.domain.decisions import DecisionAnswers
    from cfs_panels.domain.forms import FormDefinition
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
FORM_FIELD = "form."
"""What the name of a field of the record's form begins with, where a refusal names it."""

FAIR, NOT_FAIR = "fair", "not_fair"
NONE, SOME = "none", "some"


@dataclass(frozen=True, slots=True)
class LateDate:
    """A date of a regulation or standard that the decision comes too late for.

    One that ``is_grounded`` may be passed on some grounds alone, of which the record says which.
    """

    name: str
    due_on: date
    is_grounded: bool = False


@dataclass(frozen=True, slots=True)
class RecordState:
    """What a decision record is judged by, besides its answers.

    ``recommended`` is None for a case that went without panel; ``terms`` are those it recommended.
    ``reasons`` is how many reasons panel gave. ``notices`` are the kinds given so far.
    ``missing_checks`` are sentences on checks without which no approval may be given, ``barring``
    those on checks that rule one out. ``form`` is what the record holds besides the nine answers,
    ``late`` the dates missed besides that of the decision itself.
    """

    unread: int
    requirements: int
    notices: frozenset[str]
    recommended: PanelOutcome | None
    minutes_received_on: date
    due_on: date
    decided_on: date
    reasons: int = 0
    missing_checks: tuple[str, ...] = ()
    form: FormDefinition | None = None
    today: date | None = None
    terms: Terms = NO_TERMS
    barring: tuple[str, ...] = ()
    late: tuple[LateDate, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """What a signature waits for: the field, short words for the foot of the page, a sentence."""

    field: str
    short: str
    sentence: str


def answered(answers: DecisionAnswers, state: RecordState) -> tuple[bool, ...]:
    """Return which of the nine answers are given."""
    return (
        state.unread == 0,
        bool(answers.arguments_for or answers.arguments_against),
        state.recommended is None
        or answers.process_fair == FAIR
        or (answers.process_fair == NOT_FAIR and bool(answers.process_comment.strip())),
        answers.new_information == NONE
        or (answers.new_information == SOME and bool(answers.new_information_words.strip())),
        state.recommended is None or bool(answers.adopted_reasons) or answers.reasons_considered,
        bool(answers.own_reasons.strip()),
        _is_decided(answers),
        bool(state.requirements) or answers.no_requirements,
        {"oral", "written"} <= state.notices,
    )


def _is_decided(answers: DecisionAnswers) -> bool:
    if answers.outcome is DecisionOutcome.APPROVE:
        return answers.effective_on is not None
    return answers.outcome is not None and answers.outcome is not DecisionOutcome.MORE_INFORMATION


def not_ready(pathway: Pathway, answers: DecisionAnswers, state: RecordState) -> tuple[str, ...]:
    """Return what a signature still waits for, in short words."""
    return tuple(point.short for point in open_points(pathway, answers, state))


def open_points(
    pathway: Pathway, answers: DecisionAnswers, state: RecordState
) -> tuple[OpenPoint, ...]:
    """Return what a signature still waits for, in the order of the record."""
    given = answered(answers, state)
    points = [_unread(state.unread)] if state.unread else []
    points += [point for number, point in _POINTS.items() if not given[number]]
    if not given[6]:
        points.append(_undecided(answers))
    return (*points, *form_points(answers, state), *_consequences(pathway, answers, state))


def form_points(answers: DecisionAnswers, state: RecordState) -> Iterator[OpenPoint]:
    """Yield what is open in the form that the record holds, section by section.

    Adoption and Children Act 2002, section 1: a decision on a child's plan has regard to all of it.
    """
    form, today = state.form, state.today or state.decided_on
    if form is None:
        return
    for section in form.sections:
        found = section_problems(form, section, answers.form_answers, today=today)
        if found:
            yield OpenPoint(
                f"{FORM_FIELD}{found[0].field}",
                uncapitalised(section.title),
                f"{section.title}: {uncapitalised(found[0].message)}.",
            )


def _unread(unread: int) -> OpenPoint:
    documents = plural(unread, "document")
    is_are = "is" if unread == 1 else "are"
    return OpenPoint(
        "read",
        f"{documents} unread",
        f"Read the whole pack before you sign: {documents} {is_are} unread.",
    )


_POINTS = {
    1: OpenPoint("arguments_for", "no key arguments", "Enter the key arguments, for and against."),
    2: OpenPoint(
        "process_fair",
        "panel's process",
        "Say whether panel's process was fair, and where it was not, why.",
    ),
    3: OpenPoint(
        "new_information",
        "new information",
        "Say whether there is new information since panel, and what it is.",
    ),
    4: OpenPoint(
        "adopted_reasons",
        "panel's reasons",
        "Choose which of panel's reasons you adopt, or say that you adopt none.",
    ),
    5: OpenPoint("own_reasons", "no reasons of your own", "Enter your own reasons."),
    7: OpenPoint(
        "requirements",
        "requirements, or that there are none",
        "Add a requirement, or say that there are none.",
    ),
}


def _undecided(answers: DecisionAnswers) -> OpenPoint:
    if answers.outcome is DecisionOutcome.MORE_INFORMATION:
        return OpenPoint(
            "outcome",
            "no decision",
            "Asking for more information is no decision, so there is nothing to sign. The time "
            "for the decision keeps running.",
        )
    if answers.outcome is DecisionOutcome.APPROVE:
        return OpenPoint(
            "effective_on", "no date it takes effect", "Enter the day from which it takes effect."
        )
    return OpenPoint("outcome", "no decision", "Choose your decision.")


def _consequences(
    pathway: Pathway, answers: DecisionAnswers, state: RecordState
) -> Iterator[OpenPoint]:
    """Yield what this decision, made on this day, asks for besides the nine answers."""
    choice = pathway.decision_choice(answers.outcome) if answers.outcome else None
    proposes = choice is not None and choice.opens_window
    one_sided = bool(answers.arguments_for) != bool(answers.arguments_against)
    if proposes and one_sided:
        side = "against" if answers.arguments_for else "for"
        yield OpenPoint(
            f"arguments_{side}",
            f"no argument {side}",
            "The letter to the applicants gives the main arguments for and against. Enter an "
            f"argument {side}.",
        )
    if differs_from_panel(pathway, answers, state.recommended, state.terms) and not (
        answers.discussed_with.strip()
    ):
        yield OpenPoint(
            "discussed_with",
            "with whom you discussed it",
            "Your decision differs from panel's recommendation. Say with which senior person "
            "outside the panel you discussed it.",
        )
    yield from _late_points(answers, state)


def _late_points(answers: DecisionAnswers, state: RecordState) -> Iterator[OpenPoint]:
    """Yield what is to be said of the dates that were missed.

    Adoption Agencies Regulations 2005, regulation 30B(2): where the four months have passed, the
    record says on which ground.
    """
    grounded = [late for late in state.late if late.is_grounded]
    if grounded and not answers.late_ground:
        yield OpenPoint(
            "late_ground",
            "on what ground it is late",
            f"{late_words(grounded[0])} Choose on what ground it is late.",
        )
    if answers.late_reason.strip():
        return
    told = [late_words(late) for late in state.late]
    if state.decided_on > state.due_on:
        told.insert(0, f"The decision was due by {long_date(state.due_on)}.")
    if told:
        yield OpenPoint("late_reason", "why it is late", f"{told[0]} Say why it is late.")


def late_words(late: LateDate) -> str:
    """Return a date that was missed: "Stage 2 to decision was due by 26 May 2025"."""
    return f"{late.name} was due by {long_date(late.due_on)}."


def check_answers(pathway: Pathway, answers: DecisionAnswers, reasons: int) -> None:
    """Refuse answers that no record may hold, however unfinished.

    Raises:
        RuleBroken: for terms where a decision is definite, terms that the pathway does not know,
            or a reason that panel did not give.
    """
    if not pathway.uses_terms and (answers.terms or answers.places or answers.ages):
        raise RuleBroken(
            f"A decision on {pathway.long_name} is definite: it has no terms or conditions. "
            "Record requirements beside it.",
            field="terms",
        )
    known = {term.key for term in pathway.terms}
    if not known.issuperset(answers.terms):
        raise RuleBroken("Choose the terms from the list.", field="terms")
    if answers.places is not None and answers.places < 1:
        raise RuleBroken("Enter at least one place.", field="places")
    if any(number < 1 or number > reasons for number in answers.adopted_reasons):
        raise RuleBroken(
            f"Panel gave {plural(reasons, 'reason')}. Choose from those.", field="adopted_reasons"
        )


def check_signable(pathway: Pathway, answers: DecisionAnswers, state: RecordState) -> None:
    """Refuse a record that may not be signed.

    Raises:
        RuleBroken: with the first thing that stands in the way.
    """
    if answers.outcome is not None and pathway.decision_choice(answers.outcome) is None:
        raise RuleBroken(
            f"This is nothing that may be decided in {pathway.long_name}.", field="outcome"
        )
    check_answers(pathway, answers, state.reasons)
    if answers.outcome is DecisionOutcome.APPROVE and state.barring:
        raise RuleBroken(" ".join(state.barring), field="outcome")
    if answers.outcome is DecisionOutcome.APPROVE and state.missing_checks:
        raise RuleBroken(" ".join((*state.missing_checks, _waits(state))), field="outcome")
    first = next(iter(open_points(pathway, answers, state)), None)
    if first is not None:
        raise RuleBroken(first.sentence, field=first.field)
    _check_dates(answers, state)


def _waits(state: RecordState) -> str:
    return f"An approval waits for {'it' if len(state.missing_checks) == 1 else 'them'}."


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


def decided_answers(choice: DecisionChoice, answers: DecisionAnswers) -> DecisionAnswers:
    """Return the answers as they are signed: what belongs to another decision is left out."""
    if not choice.takes_terms:
        answers = replace(answers, terms=(), places=None, ages="")
    if choice.outcome is not DecisionOutcome.APPROVE:
        answers = replace(answers, effective_on=None)
    return answers


def differs_from_panel(
    pathway: Pathway,
    answers: DecisionAnswers,
    recommended: PanelOutcome | None,
    terms: Terms,
) -> bool:
    """Return whether a decision is not what panel recommended, where it did, or on other terms."""
    outcome = answers.outcome
    choice = pathway.decision_choice(outcome) if outcome else None
    if choice is None or recommended is None or outcome is DecisionOutcome.MORE_INFORMATION:
        return False
    if recommended not in choice.agrees_with:
        return True
    advised = pathway.panel_choice(recommended)
    if advised is None or not (choice.takes_terms and advised.takes_terms):
        return False
    return not Terms(answers.terms, answers.places, answers.ages).same_as(terms)


def adopted(reasons: Sequence[str], answers: DecisionAnswers) -> tuple[tuple[str, bool], ...]:
    """Return panel's reasons, each with whether the decision maker adopts it."""
    return tuple(
        (reason, number in answers.adopted_reasons) for number, reason in enumerate(reasons, 1)
    )


def household_sentence(
    sentence: str, household: str, people: Sequence[object], adopters: str = ""
) -> str:
    """Return a sentence of a pathway about a household: ``Jo Sandhu is`` or ``... are``.

    That of a match names the adopters, where they are known.
    """
    return sentence.format(
        household=household,
        is_are="is" if len(people) == 1 else "are",
        adopters=adopters or "the adopters proposed",
    )
