"""The frame of every letter: where it goes, its date, who signs, what is enclosed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.documents.blocks import (
    AddressBlock,
    Block,
    Bullets,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    SignatureBlock,
)
from cfs_panels.documents.filling import closed, sentence, stop_final
from cfs_panels.documents.letter_wording import Filler, missing_fields
from cfs_panels.documents.lines import Seal, sealed_words
from cfs_panels.domain.words import joined, long_date, weekday_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cfs_panels.documents.blocks import Letterhead
    from cfs_panels.documents.letter_wording import FieldValue, FieldValues, LetterWording
    from cfs_panels.documents.lines import RequirementLine


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask, and how to reach them."""

    name: str
    role: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class LetterDetails:
    """What every letter holds.

    Attributes:
        recipients: Who it goes to, a full name each, in order.
        address: Where it goes, a line each; a restricted address is for the services to refuse.
        greeting: How they are addressed, ``Marcus and Leanne``.
        letter_on: The date of the letter; a draft may have none.
        signatory: Who signs it; the shipped wording speaks as the decision maker.
        signed: When it was signed in the program, as words; empty for a signature by pen.
        contact: Whom the reader may ask.
    """

    recipients: tuple[str, ...]
    address: tuple[str, ...]
    greeting: str
    reference: str
    signatory: str
    signatory_role: str
    contact: Contact
    made_on: date
    letter_on: date | None = None
    signed: str = ""
    draft: bool = True


FRAME_FIELDS = frozenset(
    {
        "agency",
        "recipients",
        "letter_date",
        "reference",
        "signatory",
        "signatory_role",
        "contact",
    }
)


def frame_values(details: LetterDetails, letterhead: Letterhead) -> dict[str, FieldValue]:
    """Return the fields that every letter has."""
    return {
        "agency": letterhead.agency,
        "recipients": joined(details.recipients),
        "letter_date": date_words(details.letter_on),
        "reference": details.reference,
        "signatory": details.signatory,
        "signatory_role": details.signatory_role,
        "contact": contact_words(details.contact),
    }


def date_words(day: date | None, *, deadline: bool = False) -> str:
    """Return a date as letters write it, with its weekday for a deadline; nothing for none."""
    if day is None:
        return ""
    return weekday_date(day) if deadline else long_date(day)


def contact_words(contact: Contact) -> str:
    """Return a contact as ``Nadia Farouk, social worker, on 01632 960417 or at name@place``."""
    ways = [f"on {contact.phone}"] if contact.phone else []
    ways += [f"at {contact.email}"] if contact.email else []
    who = ", ".join(part for part in (contact.name, contact.role) if part)
    return ", ".join(part for part in (who, " or ".join(ways)) if part)


def carer_words(names: Sequence[str]) -> str:
    """Return what one or several people are approved as."""
    return sentence("letter", "foster_carer" if len(names) == 1 else "foster_carers")


def requirement_words(line: RequirementLine) -> str:
    """Return a requirement as a line of a letter: what, who, by when."""
    text = closed(line.text)
    due = date_words(line.due_on, deadline=True)
    if line.owner and due:
        return sentence("letter", "requirement_owner_due", text=text, owner=line.owner, due=due)
    if line.owner:
        return sentence("letter", "requirement_owner", text=text, owner=line.owner)
    return sentence("letter", "requirement_due", text=text, due=due) if due else text


def build_letter(
    details: LetterDetails,
    letterhead: Letterhead,
    wording: LetterWording,
    values: FieldValues,
    *,
    also_missing: tuple[str, ...] = (),
) -> Document:
    """Return a letter: its frame, the wording filled, signature, enclosures and annex.

    A draft prints what is missing as ``<decision date>``; a final one is refused, as it is when
    something is ``also_missing`` that no single field shows.
    """
    filler = Filler({**wording.facts, **frame_values(details, letterhead), **values})
    subject = filler.text(wording.subject)
    body = tuple(filler.blocks(wording.parts))
    enclosed = tuple(filler.text(e.words) for e in wording.enclosed if filler.shows(e.when))
    annex = tuple(filler.blocks(wording.annex))
    blocks = (
        *_opening(details, filler),
        Heading(subject, 1),
        *body,
        *_closing(details, enclosed),
        *((PageBreak(), *annex) if annex else ()),
    )
    if not details.draft:
        gaps = (*_frame_gaps(details), *filler.missing, *also_missing)
        stop_final(wording.called, missing_fields(gaps))
    return _document(details, letterhead, subject, blocks)


def _document(
    details: LetterDetails, letterhead: Letterhead, subject: str, blocks: tuple[Block, ...]
) -> Document:
    """Return the letter as a document, under its subject."""
    return Document(
        title=subject,
        reference=details.reference,
        letterhead=letterhead,
        made_on=details.made_on,
        blocks=blocks,
        author=details.signatory,
        header=f"{details.reference}: {subject}",
        confidential="Private and confidential",
        draft=details.draft,
        subject=joined(details.recipients),
    )


def _frame_gaps(details: LetterDetails) -> list[str]:
    held = {
        "letter_date": details.letter_on,
        "recipients": details.recipients,
        "address": details.address,
        "greeting": details.greeting,
        "signatory": details.signatory,
    }
    return [name for name, value in held.items() if not value]


def _opening(details: LetterDetails, filler: Filler) -> tuple[Block, ...]:
    names = joined(details.recipients) or filler.text("{recipients}")
    date_line = sentence("letter", "date", date=filler.text("{letter_date}"))
    reference = sentence("letter", "reference", reference=details.reference)
    return (
        AddressBlock((names, *(details.address or (filler.text("{address}"),)))),
        Paragraph(date_line),
        Paragraph(reference),
        Paragraph(sentence("letter", "dear", greeting=details.greeting)),
    )


def _closing(details: LetterDetails, enclosed: tuple[str, ...]) -> Iterator[Block]:
    yield Paragraph(sentence("letter", "closing"))
    seal = Seal(details.signatory, details.signatory_role, details.signed)
    yield SignatureBlock(seal.name, seal.role, sealed_words(seal))
    if enclosed:
        yield Heading(sentence("letter", "enclosed"), 2)
        yield Bullets(enclosed)
