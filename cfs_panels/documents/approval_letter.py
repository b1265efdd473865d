"""The letter that tells a household of its approval, to foster or to adopt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.documents.filling import sentence
from cfs_panels.documents.letter_wording import LetterFields, fits
from cfs_panels.documents.letters import (
    FRAME_FIELDS,
    build_letter,
    carer_words,
    date_words,
    requirement_words,
)
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import Service

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.documents.blocks import Document, Letterhead
    from cfs_panels.documents.letter_wording import FieldValue, LetterWording
    from cfs_panels.documents.letters import LetterDetails
    from cfs_panels.documents.lines import RequirementLine


@dataclass(frozen=True, slots=True)
class ApprovalLetterDetails:
    """What an approval letter holds.

    Attributes:
        decided_on: The date of the decision.
        effective_on: When the approval begins.
        panel_on: When panel made its recommendation.
        review_by: The last day for the first review.
        terms: Terms of approval, a line each (fostering only).
        advice: What panel advised about number, age and needs (adoption), or other advice.
        requirements: What is to be done beside the approval, for this household to know.
        supervising_worker: Who supports them from now on; empty until known.
        agreement_return_by: When the signed agreement is wanted back (fostering); may be None.
        child_name: The one child whom they may adopt (adoption); empty where it is any child.
        child_is_placed: Whether the child lives with them already (fostering).
    """

    letter: LetterDetails
    service: Service
    decided_on: date | None = None
    effective_on: date | None = None
    panel_on: date | None = None
    review_by: date | None = None
    terms: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    requirements: tuple[RequirementLine, ...] = ()
    supervising_worker: str = ""
    agreement_return_by: date | None = None
    child_name: str = ""
    child_is_placed: bool = False


_COMMON = frozenset({"decision_date", "effective_date", "panel_date", "review_by"})
APPROVAL_FIELDS = {
    Service.FOSTERING: LetterFields(
        words=FRAME_FIELDS | _COMMON | {"carer_words", "supervising_worker", "agreement_return_by"},
        rows=frozenset({"terms", "requirements", "advice"}),
        flags=frozenset({"child_is_placed"}),
        required=frozenset({"decision_date", "review_by", "terms", "requirements", "contact"}),
    ),
    Service.ADOPTION: LetterFields(
        words=FRAME_FIELDS | _COMMON | {"supervising_worker", "child_name"},
        rows=frozenset({"requirements", "advice"}),
        required=frozenset({"decision_date", "review_by", "requirements", "contact"}),
    ),
}
APPROVAL_KEYS = {
    Service.FOSTERING: "approval_fostering",
    Service.ADOPTION: "approval_adoption",
}


def build_approval_letter(
    details: ApprovalLetterDetails, letterhead: Letterhead, wording: LetterWording
) -> Document:
    """Return the letter that tells of an approval, in the words of its service.

    FSR 2011 regulation 27(5): notice in writing with any terms. AAR 2005 regulation 30B(4):
    notice in writing; an adoption approval has no terms.
    """
    if details.terms and details.service is Service.ADOPTION:
        raise RuleBroken(sentence("letter", "no_terms_in_adoption"), field="terms")
    fits(wording, APPROVAL_KEYS[details.service])
    fields = APPROVAL_FIELDS[details.service]
    held = {name: value for name, value in _values(details).items() if fields.holds(name)}
    return build_letter(details.letter, letterhead, wording, held)


def _values(details: ApprovalLetterDetails) -> dict[str, FieldValue]:
    return {
        "carer_words": carer_words(details.letter.recipients),
        "decision_date": date_words(details.decided_on),
        "effective_date": date_words(details.effective_on or details.decided_on),
        "panel_date": date_words(details.panel_on),
        "review_by": date_words(details.review_by, deadline=True),
        "supervising_worker": details.supervising_worker,
        "agreement_return_by": date_words(details.agreement_return_by, deadline=True),
        "child_name": details.child_name,
        "child_is_placed": details.child_is_placed,
        "terms": details.terms,
        "advice": details.advice,
        "requirements": tuple(requirement_words(line) for line in details.requirements),
    }
