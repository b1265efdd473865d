"""The terms that carers agree to in writing: to those an approval changes at once, to no others.

Fostering Services (England) Regulations 2011, regulation 28(9A).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.matters import within_matter
from cfs_panels.domain.terms import terms_words
from cfs_panels.domain.vocabulary import EventType

if TYPE_CHECKING:
    from cfs_panels.domain.decisions import DecisionAnswers
    from cfs_panels.domain.pathways import DecisionChoice
    from cfs_panels.services.case_files import CaseFile

TERMS = ("terms", "places", "ages")


def agreed_terms(file: CaseFile) -> dict[str, Any] | None:
    """Return the terms that the carers agreed to in the matter in hand, None where they did not.

    An agreement that names none is to the terms that were proposed.
    """
    within = within_matter(file.pathway, file.history)
    agreed = within.latest(EventType.VARIATION_AGREED)
    if agreed is None:
        return None
    proposed = within.latest(EventType.VARIATION_PROPOSED)
    told = [e for e in (agreed, proposed) if e is not None and any(map(e.facts.get, TERMS))]
    facts = told[0].facts if told else {}
    return {
        "terms": tuple(facts.get("terms") or ()),
        "places": facts.get("places"),
        "ages": str(facts.get("ages") or ""),
    }


def with_agreed_terms(file: CaseFile, answers: DecisionAnswers) -> DecisionAnswers:
    """Return the answers that a record begins with: the terms that the carers agreed to."""
    return replace(answers, **(agreed_terms(file) or {}))


def check_agreed_terms(file: CaseFile, choice: DecisionChoice, answers: DecisionAnswers) -> None:
    """Refuse to change terms, without a qualifying determination, to others than those agreed to.

    Raises:
        RuleBroken: with the field ``terms``.
    """
    within = within_matter(file.pathway, file.history)
    if EventType.TERMS_VARIED not in choice.follows:
        return
    agreed = agreed_terms(file)
    if agreed is None or within.has(EventType.QUALIFYING_DETERMINATION_SENT):
        return
    decided = {"terms": answers.terms, "places": answers.places, "ages": answers.ages}
    if _alike(decided) == _alike(agreed):
        return
    words = terms_words(file.pathway, **_keyed(agreed)) or "no terms that are named"
    raise RuleBroken(
        f"The carers agreed in writing to this: {words}. Decide exactly that, or propose other "
        "terms, which they may contest.",
        field="terms",
    )


def _keyed(terms: dict[str, Any]) -> dict[str, Any]:
    return {"keys": terms["terms"], "places": terms["places"], "ages": terms["ages"]}


def _alike(terms: dict[str, Any]) -> tuple[frozenset[str], int | None, str]:
    return frozenset(terms["terms"]), terms["places"], " ".join(terms["ages"].casefold().split())
