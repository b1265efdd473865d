"""The short papers of a pack: checks summary, adviser's note, declaration, observations."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from cfs_panels.documents.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Note,
    Paragraph,
    SignatureBlock,
    Table,
    Title,
)
from cfs_panels.documents.filling import paragraphs_of, sentence, stop_final
from cfs_panels.documents.lines import sealed_words
from cfs_panels.domain.words import joined, long_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cfs_panels.documents.blocks import Letterhead
    from cfs_panels.documents.lines import Seal


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What every short paper says of itself.

    Attributes:
        subject: Whom it is about, ``Marcus and Leanne Thwaite``.
        kind: ``Approval, mainstream``.
        panel: The panel it goes to, with its day and item; empty until one is booked.
    """

    subject: str
    reference: str
    kind: str
    made_on: date
    worker: str = ""
    panel: str = ""
    draft: bool = True


@dataclass(frozen=True, slots=True)
class CheckSummaryLine:
    """A check of a person or of the household: when it was asked for and came in, what it said.

    ``person`` is empty for the household. No certificate's number stands here.
    """

    person: str
    name: str
    asked_on: date | None = None
    received_on: date | None = None
    expires_on: date | None = None
    result: str = ""
    is_out: bool = False


@dataclass(frozen=True, slots=True)
class ChecksSummaryDetails:
    """The checks and references of a case as they stood on a day."""

    head: PaperHead
    on: date
    lines: tuple[CheckSummaryLine, ...] = ()


@dataclass(frozen=True, slots=True)
class AdviserNoteDetails:
    """What the panel adviser tells panel of an item.

    Attributes:
        words: The note itself.
        author: Who wrote it.
        finished_on: When it was finished; None for a draft.
        missing: What is not in, a line each.
        compliance: Who declared compliance and when; empty until then.
        earlier: When panel considered the case before, and what came of it, a line each.
    """

    head: PaperHead
    words: str = ""
    author: str = ""
    finished_on: date | None = None
    missing: tuple[str, ...] = ()
    compliance: str = ""
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeclarationDetails:
    """A manager's declaration that report and checks meet the regulations."""

    head: PaperHead
    statement: str
    declared_on: date
    signature: Seal
    report: str = ""
    observations: str = ""
    out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ObservationsDetails:
    """What those who were given a report said to it, or that they said nothing.

    Attributes:
        who: Who they are within a sentence, ``the applicants``.
        words: Their words; empty where there are none.
        given_on: When they were given the report.
        received_on: When their observations, or the word that there are none, came.
        ended_on: The last day for sending any, where none came.
    """

    head: PaperHead
    title: str
    words: str = ""
    given_on: date | None = None
    received_on: date | None = None
    ended_on: date | None = None
    who: str = "the applicants"


@dataclass(frozen=True, slots=True)
class RepresentationsDetails:
    """What was written against a qualifying determination.

    Attributes:
        words: Their words; empty where nobody entered them.
        received_on: When they came.
        determined_on: When the qualifying determination was sent.
    """

    head: PaperHead
    title: str
    received_on: date
    determined_on: date | None = None
    words: str = ""


def build_checks_summary(details: ChecksSummaryDetails, letterhead: Letterhead) -> Document:
    """Return the summary of checks and references, those of each person together."""
    return _paper(details.head, letterhead, "Checks and references", "", tuple(_checks(details)))


def build_adviser_note(details: AdviserNoteDetails, letterhead: Letterhead) -> Document:
    """Return the panel adviser's note (Adoption Agencies Regulations, regulation 8, and alike).

    It tells what is missing, whether compliance was declared and when panel saw the case before.
    """
    if not details.head.draft:
        missing = [] if details.words.strip() else [("words", "the note")]
        stop_final("The panel adviser's note", missing)
    return _paper(
        details.head,
        letterhead,
        "Panel adviser's note",
        details.author,
        tuple(_note(details)),
    )


def build_declaration(details: DeclarationDetails, letterhead: Letterhead) -> Document:
    """Return the declaration of compliance, signed by its manager."""
    return _paper(
        details.head,
        letterhead,
        "Declaration of compliance",
        details.signature.name,
        tuple(_declaration(details)),
    )


def build_observations(details: ObservationsDetails, letterhead: Letterhead) -> Document:
    """Return the applicants' observations in their own words, or that there are none."""
    return _paper(details.head, letterhead, details.title, "", tuple(_observations(details)))


def build_representations(details: RepresentationsDetails, letterhead: Letterhead) -> Document:
    """Return representations in the words of those who made them (regulation 27(9), 30B(6))."""
    return _paper(details.head, letterhead, details.title, "", tuple(_representations(details)))


def _paper(
    head: PaperHead, letterhead: Letterhead, title: str, author: str, body: tuple[Block, ...]
) -> Document:
    facts = (
        ("About", head.subject),
        ("Reference", head.reference),
        ("Type", head.kind),
        ("Social worker", head.worker),
        ("Panel", head.panel),
    )
    return Document(
        title=f"{title}, {head.reference}",
        reference=head.reference,
        letterhead=letterhead,
        made_on=head.made_on,
        blocks=(
            Title(title, head.subject),
            Facts(tuple((label, words) for label, words in facts if words)),
            *body,
        ),
        author=author,
        header=f"{title}, {head.reference}",
        draft=head.draft,
        subject=head.subject,
    )


def _checks(details: ChecksSummaryDetails) -> Iterator[Block]:
    if details.head.draft:
        yield Note(sentence("papers", "checks_draft"))
    yield Paragraph(sentence("papers", "checks_intro", date=long_date(details.on)))
    out = [_named(line) for line in details.lines if line.is_out]
    if not details.lines:
        yield Paragraph(sentence("papers", "checks_none"))
        return
    if out:
        yield Note(sentence("papers", "checks_out", names=joined(out)))
    else:
        yield Paragraph(sentence("papers", "checks_all_in"))
    for person, lines in groupby(details.lines, key=lambda line: line.person):
        yield Heading(person or "The household", 1)
        yield Table(
            ("Check", "Asked for", "Came in", "Valid until", "Result"),
            tuple(
                (
                    line.name,
                    _day(line.asked_on),
                    _day(line.received_on),
                    _day(line.expires_on),
                    line.result,
                )
                for line in lines
            ),
            (0.28, 0.18, 0.18, 0.18, 0.18),
        )


def _named(line: CheckSummaryLine) -> str:
    return f"{line.name} ({line.person})" if line.person else line.name


def _note(details: AdviserNoteDetails) -> Iterator[Block]:
    if details.head.draft:
        yield Note(sentence("papers", "note_draft"))
    yield Heading("Advice to panel", 1)
    for text in paragraphs_of(details.words) or (sentence("papers", "not_recorded"),):
        yield Paragraph(text)
    yield Heading("Checks and papers", 1)
    if details.missing:
        day = long_date(details.head.made_on)
        yield Paragraph(sentence("papers", "note_missing", date=day))
        yield Bullets(details.missing)
    else:
        yield Paragraph(sentence("papers", "note_all_in"))
    if details.compliance:
        yield Paragraph(details.compliance)
    yield Heading("Considered by panel before", 1)
    if details.earlier:
        yield Bullets(details.earlier)
    else:
        yield Paragraph(sentence("papers", "note_first"))
    written = ", ".join(part for part in (details.author, _day(details.finished_on)) if part)
    yield Facts((("Written by", written),))


def _declaration(details: DeclarationDetails) -> Iterator[Block]:
    yield Paragraph(sentence("papers", "declared"))
    facts = (("Report", details.report), ("Observations", details.observations))
    if any(words for _, words in facts):
        yield Facts(tuple((label, words) for label, words in facts if words))
    yield Heading("Checks", 1)
    if details.out:
        yield Bullets(details.out)
    else:
        yield Paragraph(sentence("papers", "declared_checks"))
    yield Heading("Statement", 1)
    yield from (Paragraph(text) for text in paragraphs_of(details.statement))
    seal = details.signature
    yield Heading("Declared by", 1)
    yield Facts((("Date of the declaration", long_date(details.declared_on)),))
    yield SignatureBlock(seal.name, seal.role, sealed_words(seal))


def _observations(details: ObservationsDetails) -> Iterator[Block]:
    given = (
        sentence(
            "papers",
            "observations_report_given",
            who=details.who,
            date=long_date(details.given_on),
        )
        if details.given_on
        else ""
    )
    yield Paragraph(" ".join(part for part in (given, _answer(details)) if part))
    if details.words:
        if details.received_on:
            yield Facts((("Received on", long_date(details.received_on)),))
        yield Heading("In their words", 1)
        yield from (Paragraph(text) for text in paragraphs_of(details.words))


def _answer(details: ObservationsDetails) -> str:
    """Return what came of the report that was given."""
    if details.words:
        return sentence("papers", "observations_given", who=details.who)
    if details.ended_on:
        ended = long_date(details.ended_on)
        return sentence("papers", "observations_expired", ended=ended)
    if details.given_on:
        return sentence("papers", "observations_none")
    return sentence("papers", "observations_none_undated", who=details.who)


def _representations(details: RepresentationsDetails) -> Iterator[Block]:
    received = long_date(details.received_on)
    if details.determined_on:
        determined = long_date(details.determined_on)
        words = sentence("papers", "representations", received=received, date=determined)
    else:
        words = sentence("papers", "representations_undated", received=received)
    yield Paragraph(words)
    yield Heading("In their words", 1)
    written = paragraphs_of(details.words)
    for text in written or (sentence("papers", "representations_unwritten"),):
        yield Paragraph(text)


def _day(day: date | None) -> str:
    return long_date(day) if day else ""
