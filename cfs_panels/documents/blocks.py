"""What a document says, before it is a file: two writers turn the same blocks into Word and PDF."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Tone(StrEnum):
    """How a note stands out: by its word and its rule at the side, never by colour alone."""

    PLAIN = "plain"
    IMPORTANT = "important"


@dataclass(frozen=True, slots=True)
class Text:
    """A run of words inside a paragraph."""

    words: str
    bold: bool = False


Words = str | tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """The document's title, once, with the line below it."""

    text: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1, 2 or 3; levels never skip."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of words."""

    words: Words


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list whose order counts."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names of facts with what they are, as a two-column table with its first column as headers."""

    pairs: tuple[tuple[str, str], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one marked header row, no merged cells; ``widths`` are shares of the page."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph that stands out."""

    words: Words
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class AddressBlock:
    """Who a letter goes to, a line each."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Who signs: signed in the program (``signed``), or with space for a pen (``signed`` empty).

    ``ruled`` gives the pen a line to sign on and one for the date, as an agreement has them; a
    letter leaves the space free.
    """

    name: str
    role: str
    signed: str = ""
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = (
    Title
    | Heading
    | Paragraph
    | Bullets
    | Numbered
    | Facts
    | Table
    | Note
    | AddressBlock
    | SignatureBlock
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The agency as it stands at the head of its papers; ``logo`` is a PNG or JPEG or empty."""

    agency: str
    address: tuple[str, ...] = ()
    contact: str = ""
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: its blocks with what stands around them.

    ``header`` runs at the head of each page after the first, ``confidential`` at the foot of
    each. ``draft`` puts the watermark on every page. ``made_on`` is the only date in the file's
    properties, so that the same input gives the same bytes.
    """

    title: str
    reference: str
    letterhead: Letterhead
    made_on: date
    blocks: tuple[Block, ...]
    author: str = ""
    header: str = ""
    confidential: str = "Confidential"
    draft: bool = False
    subject: str = field(default="")
