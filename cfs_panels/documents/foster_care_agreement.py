"""The foster care agreement: what the agency and the foster carers promise each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.documents.blocks import Block, Document, Heading, Note, SignatureBlock, Title
from cfs_panels.documents.filling import sentence, stop_final
from cfs_panels.documents.letter_wording import Filler, LetterFields, fits, missing_fields
from cfs_panels.documents.letters import carer_words, date_words
from cfs_panels.domain.words import joined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cfs_panels.documents.blocks import Letterhead
    from cfs_panels.documents.letter_wording import FieldValue, LetterWording


@dataclass(frozen=True, slots=True)
class AgreementDetails:
    """What a foster care agreement holds.

    Attributes:
        carers: The foster carers, a full name each.
        address: Where they live, a line each.
        approved_on: The date of the approval.
        review_by: The last day for the first review.
        terms: The terms of approval, a line each; none where the approval has none.
        supervising_worker: Who supervises and supports them; empty until known.
        support: What support these carers get beyond the standard wording, a line each.
        training: What training these carers take beyond the standard wording, a line each.
        signatory: Who signs for the agency.
        signatory_role: In which role.
        contact_phone: Whom to ring in office hours when something serious happens.
        out_of_hours_phone: Whom to ring at other times.
    """

    carers: tuple[str, ...]
    address: tuple[str, ...]
    reference: str
    signatory: str
    signatory_role: str
    made_on: date
    approved_on: date | None = None
    review_by: date | None = None
    terms: tuple[str, ...] = ()
    supervising_worker: str = ""
    support: tuple[str, ...] = ()
    training: tuple[str, ...] = ()
    contact_phone: str = ""
    out_of_hours_phone: str = ""
    draft: bool = True


AGREEMENT_KEY = "foster_care_agreement"
AGREEMENT_FIELDS = LetterFields(
    words=frozenset(
        {
            "agency",
            "carers",
            "carer_words",
            "carers_title",
            "address",
            "reference",
            "approval_date",
            "review_by",
            "supervising_worker",
            "contact_phone",
            "out_of_hours_phone",
        }
    ),
    rows=frozenset({"terms", "support", "training"}),
    required=frozenset({"agency", "carers", "terms", "support", "training", "review_by"}),
)


def build_foster_care_agreement(
    details: AgreementDetails, letterhead: Letterhead, wording: LetterWording
) -> Document:
    """Return the agreement with space for each signature.

    FSR 2011 regulation 27(5)(b) and Schedule 5: the matters it must cover stand in the wording.
    """
    fits(wording, AGREEMENT_KEY)
    filler = Filler({**wording.facts, **_values(details, letterhead)})
    title = filler.text(wording.subject)
    body = tuple(filler.blocks(wording.parts))
    if not details.draft:
        stop_final(wording.called, missing_fields(filler.missing))
    return Document(
        title=title,
        reference=details.reference,
        letterhead=letterhead,
        made_on=details.made_on,
        blocks=(
            Title(title, joined(details.carers)),
            *((Note(sentence("agreement", "draft")),) if details.draft else ()),
            *body,
            *_signatures(details, letterhead),
        ),
        author=details.signatory,
        header=f"{details.reference}: {title}",
        confidential="Private and confidential",
        draft=details.draft,
        subject=joined(details.carers),
    )


def _signatures(details: AgreementDetails, letterhead: Letterhead) -> Iterator[Block]:
    yield Heading("Signatures", 1)
    for carer in details.carers:
        yield SignatureBlock(carer, sentence("agreement", "carer"), ruled=True)
    yield SignatureBlock(
        details.signatory, f"{details.signatory_role}, for {letterhead.agency}", ruled=True
    )


def _values(details: AgreementDetails, letterhead: Letterhead) -> dict[str, FieldValue]:
    return {
        "agency": letterhead.agency,
        "carers": joined(details.carers),
        "carer_words": carer_words(details.carers),
        "carers_title": sentence("agreement", "carer" if len(details.carers) == 1 else "carers"),
        "address": ", ".join(details.address),
        "reference": details.reference,
        "approval_date": date_words(details.approved_on),
        "review_by": date_words(details.review_by, deadline=True),
        "supervising_worker": details.supervising_worker,
        "contact_phone": details.contact_phone,
        "out_of_hours_phone": details.out_of_hours_phone,
        "terms": details.terms,
        "support": details.support,
        "training": details.training,
    }
