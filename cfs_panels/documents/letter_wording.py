"""The wording of letters as data: parts with named fields, and the blocks they make when filled."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from cfs_panels.documents.blocks import (
    Block,
    Bullets,
    Facts,
    Heading,
    Note,
    Numbered,
    Paragraph,
    Tone,
)
from cfs_panels.documents.filling import field_called, field_names, filled, paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


class PartKind(StrEnum):
    """What a part of a letter is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    NUMBERED = "numbered"
    FACTS = "facts"
    NOTE = "note"
    IMPORTANT = "important"


@dataclass(frozen=True, slots=True)
class WordingPart:
    """A part of a letter in the agency's words.

    Attributes:
        words: A heading's, paragraph's or note's words.
        items: A list's words, an item each.
        rows: The list field whose lines stand here instead, a paragraph or list item each.
        pairs: A table of facts, label and words each.
        level: A heading's level.
        when: The field that must hold something for the part to be printed.
        unless: The field that must hold nothing for the part to be printed.
    """

    kind: PartKind
    words: str = ""
    items: tuple[str, ...] = ()
    rows: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    level: int = 2
    when: str = ""
    unless: str = ""

    def texts(self) -> Iterator[str]:
        """Yield everything in the part that may hold fields."""
        yield self.words
        yield from self.items
        for label, words in self.pairs:
            yield label
            yield words


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Something enclosed with a letter, always or when a field holds something."""

    words: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class LetterWording:
    """One version of a letter's wording, shipped or an agency's own.

    Attributes:
        key: Which letter it is, ``approval_fostering``.
        version: The shipped version, or the shipped version that the agency's own began from.
        revision: The agency's own revision of it, 0 for the shipped one.
        name: What it is called in lists.
        subject: The letter's subject line.
        parts: What it says, up to the signature.
        annex: What follows the signature on a page of its own.
        facts: Facts that belong to the wording, such as where a body can be reached.
    """

    key: str
    version: int
    name: str
    subject: str
    parts: tuple[WordingPart, ...]
    revision: int = 0
    enclosed: tuple[Enclosure, ...] = ()
    annex: tuple[WordingPart, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def called(self) -> str:
        """Return the letter as a sentence begins with it, ``The fostering approval letter``."""
        return f"The {self.name[0].lower()}{self.name[1:]}"

    @property
    def label(self) -> str:
        """Return the version as documents record it, ``1`` or ``1.2`` for an agency's own."""
        return f"{self.version}.{self.revision}" if self.revision else str(self.version)


@dataclass(frozen=True, slots=True)
class LetterFields:
    """The fields a letter's wording may name.

    Attributes:
        words: Fields that hold words.
        rows: Fields that hold a list of lines.
        flags: Fields that only decide whether a part is printed.
        required: Fields without which the letter would not be lawful; wording must use them.
    """

    words: frozenset[str]
    rows: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()

    def holds(self, name: str) -> bool:
        """Return whether a field of this name belongs to the letter."""
        return name in self.words or name in self.rows or name in self.flags


FieldValue: TypeAlias = str | tuple[str, ...] | bool
FieldValues: TypeAlias = "Mapping[str, FieldValue]"


@dataclass(frozen=True, slots=True)
class Filler:
    """Wording with the values that fill it, and the fields found missing on the way.

    Attributes:
        values: What each field holds.
        missing: The names of fields that were to be printed and held nothing, in order.
    """

    values: FieldValues
    missing: dict[str, None] = field(default_factory=dict)

    def shows(self, when: str, unless: str = "") -> bool:
        """Return whether a part is printed."""
        return (not when or bool(self.values.get(when))) and not (
            unless and bool(self.values.get(unless))
        )

    def text(self, words: str) -> str:
        """Return words filled; a field with nothing prints as its gap and is noted as missing."""
        known = {name: v for name, v in self.values.items() if isinstance(v, str) and v.strip()}
        self.missing.update(dict.fromkeys(n for n in field_names(words) if n not in known))
        return filled(words, known)

    def lines(self, part: WordingPart) -> tuple[str, ...]:
        """Return the lines of a part, its own or those of its list field."""
        if not part.rows:
            return tuple(self.text(words) for words in part.items or (part.words,))
        rows = self.values.get(part.rows)
        if isinstance(rows, tuple) and rows:
            return rows
        return (self.text(f"{{{part.rows}}}"),)

    def blocks(self, parts: Iterable[WordingPart]) -> Iterator[Block]:
        """Yield the blocks of the parts that are printed."""
        for part in parts:
            if self.shows(part.when, part.unless):
                yield from _BLOCKS[part.kind](self, part)


def _heading(filler: Filler, part: WordingPart) -> Iterator[Block]:
    yield Heading(filler.text(part.words), part.level)


def _paragraphs(filler: Filler, part: WordingPart) -> Iterator[Block]:
    for line in filler.lines(part):
        yield from (Paragraph(text) for text in paragraphs_of(line))


def _facts(filler: Filler, part: WordingPart) -> Iterator[Block]:
    yield Facts(tuple((filler.text(label), filler.text(words)) for label, words in part.pairs))


_BLOCKS: dict[PartKind, Callable[[Filler, WordingPart], Iterator[Block]]] = {
    PartKind.HEADING: _heading,
    PartKind.PARAGRAPH: _paragraphs,
    PartKind.BULLETS: lambda filler, part: iter((Bullets(filler.lines(part)),)),
    PartKind.NUMBERED: lambda filler, part: iter((Numbered(filler.lines(part)),)),
    PartKind.FACTS: _facts,
    PartKind.NOTE: lambda filler, part: iter((Note(filler.text(part.words)),)),
    PartKind.IMPORTANT: lambda filler, part: iter((Note(filler.text(part.words), Tone.IMPORTANT),)),
}


def missing_fields(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return fields with how people call them, as a refusal lists them."""
    return [(name, field_called(name)) for name in dict.fromkeys(names)]


def fits(wording: LetterWording, key: str) -> None:
    """Stop a letter from being built with another letter's wording."""
    if wording.key != key:
        raise ValueError(f"The wording of {wording.key} cannot make {key}")
