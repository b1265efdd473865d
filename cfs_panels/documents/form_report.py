"""Any form as a document: its facts, sections, questions, answers and signatures."""

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
from cfs_panels.documents.filling import paragraphs_of, sentence
from cfs_panels.documents.lines import sealed_words
from cfs_panels.domain.form_words import answer_words, table_words
from cfs_panels.domain.forms import FieldKind, shown_fields

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cfs_panels.documents.blocks import Letterhead
    from cfs_panels.documents.lines import Seal
    from cfs_panels.domain.forms import JSON, Answers, FieldDefinition, FormDefinition

SHORT_ANSWER = 90  # characters: up to this an answer stands beside its question, longer ones below


@dataclass(frozen=True, slots=True)
class FormTable:
    """An answer that is a list of rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """A question with its answer: words, a list or rows; an empty one prints as not answered."""

    question: str
    answer: str | tuple[str, ...] | FormTable = ""


@dataclass(frozen=True, slots=True)
class FormSection:
    """A section of a form with the questions that were asked."""

    title: str
    answers: tuple[FormAnswer, ...]


@dataclass(frozen=True, slots=True)
class FormReportDetails:
    """What a printed form holds.

    Attributes:
        title: The form's title, ``Declaration of compliance``.
        subject: Whom it is about, ``Marcus and Leanne Thwaite``.
        reference: The case's reference.
        version: The form's version as people say it, ``version 1``.
        facts: Facts above the sections, in order.
        signatures: Who signed it, in order; unsigned ones leave space for a pen.
    """

    title: str
    subject: str
    reference: str
    sections: tuple[FormSection, ...]
    made_on: date
    version: str = ""
    author: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    signatures: tuple[Seal, ...] = ()
    draft: bool = True


def form_sections(definition: FormDefinition, answers: Answers) -> tuple[FormSection, ...]:
    """Return the sections of a form with the questions that were asked and their answers."""
    return tuple(
        FormSection(
            section.title,
            tuple(
                FormAnswer(field.label, _answer(field, answers.get(field.key)))
                for field in shown_fields(definition, section, answers)
            ),
        )
        for section in definition.sections
    )


def _answer(field: FieldDefinition, answer: JSON) -> str | tuple[str, ...] | FormTable:
    if field.kind is FieldKind.TABLE:
        rows = table_words(field, answer)
        return FormTable(tuple(c.label for c in field.columns), rows) if rows else ""
    words = answer_words(field, answer)
    if field.kind is FieldKind.CHOICES:
        return tuple(words.splitlines())
    return words


def build_form_report(details: FormReportDetails, letterhead: Letterhead) -> Document:
    """Return a form as a document: what was asked, what was answered, who signed."""
    facts = (
        ("About", details.subject),
        ("Reference", details.reference),
        *details.facts,
        *((("Form", details.version),) if details.version else ()),
    )
    return Document(
        title=f"{details.title}, {details.reference}",
        reference=details.reference,
        letterhead=letterhead,
        made_on=details.made_on,
        blocks=(
            Title(details.title, details.subject),
            *((Note(sentence("form", "draft")),) if details.draft else ()),
            Facts(facts),
            *section_blocks(details.sections),
            *_signatures(details.signatures),
        ),
        author=details.author,
        header=f"{details.title}, {details.reference}",
        draft=details.draft,
        subject=details.subject,
    )


def section_blocks(sections: tuple[FormSection, ...]) -> Iterator[Block]:
    """Yield the blocks of sections: short answers as tables of facts, long ones below a heading.

    A short answer alone between long ones stands below a heading as they do.
    """
    for section in sections:
        yield Heading(section.title, 1)
        if not section.answers:
            yield Paragraph(sentence("form", "nothing_asked"))
        runs = groupby(section.answers, key=_is_short)
        for at, (is_short, answers) in enumerate((key, tuple(run)) for key, run in runs):
            if is_short and (at == 0 or len(answers) > 1):
                yield Facts(tuple((a.question, _short_words(a)) for a in answers))
            else:
                for answer in answers:
                    yield from _long_blocks(answer)


def _is_short(answer: FormAnswer) -> bool:
    if isinstance(answer.answer, FormTable):
        return False
    words = _short_words(answer)
    return len(words) <= SHORT_ANSWER and "\n" not in words


def _short_words(answer: FormAnswer) -> str:
    words = answer.answer
    if isinstance(words, tuple):
        words = "; ".join(words)
    said = words.strip() if isinstance(words, str) else ""
    return said or sentence("form", "not_answered")


def _long_blocks(answer: FormAnswer) -> Iterator[Block]:
    yield Heading(answer.question, 2)
    if isinstance(answer.answer, FormTable):
        yield Table(answer.answer.columns, answer.answer.rows)
    elif isinstance(answer.answer, tuple) and answer.answer:
        yield Bullets(answer.answer)
    else:
        yield from (Paragraph(text) for text in paragraphs_of(_short_words(answer)))


def _signatures(signatures: tuple[Seal, ...]) -> Iterator[Block]:
    if signatures:
        yield Heading("Signatures", 1)
    for seal in signatures:
        yield SignatureBlock(seal.name, seal.role, sealed_words(seal), ruled=True)
