"""Both qualifying determination letters: a proposal not to approve, and how to challenge it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cfs_panels.documents.letter_wording import LetterFields, fits
from cfs_panels.documents.letters import FRAME_FIELDS, build_letter, carer_words, date_words
from cfs_panels.domain.vocabulary import Service

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.documents.blocks import Document, Letterhead
    from cfs_panels.documents.letter_wording import FieldValue, LetterWording
    from cfs_panels.documents.letters import LetterDetails


@dataclass(frozen=True, slots=True)
class DeterminationLetterDetails:
    """What a qualifying determination letter holds.

    Attributes:
        decided_on: The date of the determination.
        panel_on: When panel made its recommendation.
        panel_recommendation: Panel's recommendation as a sentence.
        panel_reasons: Panel's reasons, in order.
        panel_differs: Whether panel recommended something else than is proposed.
        material: What the decision maker read, a line each.
        arguments_for: What speaks for the applicants.
        arguments_against: What speaks against approval.
        panel_process: What the decision maker found of panel's process and approach.
        new_information: What has come to light since panel, or that nothing has.
        reasons_adopted: Panel's reasons that the decision maker adopts.
        reasons_not_adopted: Panel's reasons that the decision maker does not adopt, with why.
        own_reasons: The decision maker's own reasons, a paragraph each.
        response_days: How many days there are to respond, calendar (fostering) or working days.
        respond_by: The last day, counted by the rule in force.
        representations_to: How written representations reach the agency, a way each: a postal
            address on one line, an email address.
    """

    letter: LetterDetails
    service: Service
    response_days: int
    decided_on: date | None = None
    panel_on: date | None = None
    panel_recommendation: str = ""
    panel_reasons: tuple[str, ...] = ()
    panel_differs: bool = False
    material: tuple[str, ...] = ()
    arguments_for: tuple[str, ...] = ()
    arguments_against: tuple[str, ...] = ()
    panel_process: str = ""
    new_information: str = ""
    reasons_adopted: tuple[str, ...] = ()
    reasons_not_adopted: tuple[str, ...] = ()
    own_reasons: tuple[str, ...] = ()
    respond_by: date | None = None
    representations_to: tuple[str, ...] = ()


_FIELDS = LetterFields(
    words=FRAME_FIELDS
    | {
        "decision_date",
        "panel_date",
        "panel_recommendation",
        "panel_process",
        "new_information",
        "response_days",
        "respond_by",
    },
    rows=frozenset(
        {
            "material",
            "arguments_for",
            "arguments_against",
            "panel_reasons",
            "reasons_adopted",
            "reasons_not_adopted",
            "own_reasons",
            "representations_to",
        }
    ),
    flags=frozenset({"panel_differs"}),
    required=frozenset(
        {
            "decision_date",
            "panel_recommendation",
            "panel_reasons",
            "material",
            "arguments_for",
            "arguments_against",
            "panel_process",
            "new_information",
            "reasons_adopted",
            "reasons_not_adopted",
            "own_reasons",
            "response_days",
            "respond_by",
            "representations_to",
            "irm_email",
            "contact",
        }
    ),
)
DETERMINATION_FIELDS = {
    Service.FOSTERING: replace(_FIELDS, words=_FIELDS.words | {"carer_words"}),
    Service.ADOPTION: replace(_FIELDS, required=_FIELDS.required | {"letter_date"}),
}
DETERMINATION_KEYS = {
    Service.FOSTERING: "qualifying_determination_fostering",
    Service.ADOPTION: "qualifying_determination_adoption",
}


def build_determination_letter(
    details: DeterminationLetterDetails, letterhead: Letterhead, wording: LetterWording
) -> Document:
    """Return the letter that proposes not to approve, with full reasons and both ways to respond.

    FSR 2011 regulation 27(6): 28 days, with a copy of panel's recommendation. AAR 2005 regulation
    30B(5): 40 working days beginning with the date sent, with a copy if it differs.
    """
    fits(wording, DETERMINATION_KEYS[details.service])
    fields = DETERMINATION_FIELDS[details.service]
    held = {name: value for name, value in _values(details).items() if fields.holds(name)}
    has_reasons = details.reasons_adopted or details.own_reasons
    return build_letter(
        details.letter, letterhead, wording, held, also_missing=() if has_reasons else ("reasons",)
    )


def _values(details: DeterminationLetterDetails) -> dict[str, FieldValue]:
    return {
        "carer_words": carer_words(details.letter.recipients),
        "decision_date": date_words(details.decided_on),
        "panel_date": date_words(details.panel_on),
        "panel_recommendation": details.panel_recommendation,
        "panel_reasons": details.panel_reasons,
        "panel_differs": details.panel_differs,
        "panel_process": details.panel_process,
        "new_information": details.new_information,
        "material": details.material,
        "arguments_for": details.arguments_for,
        "arguments_against": details.arguments_against,
        "reasons_adopted": details.reasons_adopted,
        "reasons_not_adopted": details.reasons_not_adopted,
        "own_reasons": details.own_reasons,
        "response_days": str(details.response_days),
        "respond_by": date_words(details.respond_by, deadline=True),
        "representations_to": details.representations_to,
    }
