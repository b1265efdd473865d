"""How pages look: sizes, colours and paragraph styles that Word and PDF share.

Lengths are in points. The space between two blocks is the first one's ``after`` or the second
one's ``before``, whichever is more, as Word counts it.
"""

from __future__ import annotations

from dataclasses import dataclass

MILLIMETRE = 72 / 25.4

PAGE_WIDTH = 210 * MILLIMETRE
PAGE_HEIGHT = 297 * MILLIMETRE
SIDE_MARGIN = 25 * MILLIMETRE
TOP_MARGIN = 22 * MILLIMETRE
BOTTOM_MARGIN = 22 * MILLIMETRE
EDGE_TO_HEADER = 10.5 * MILLIMETRE
EDGE_TO_FOOTER = 10.5 * MILLIMETRE
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE_MARGIN
TEXT_HEIGHT = PAGE_HEIGHT - TOP_MARGIN - BOTTOM_MARGIN

LANGUAGE = "en-GB"
INK = "1F2933"
BLUE = "1B4F8A"
GREY = "4A5662"
RULE = "C3CDD8"
NOTE_RULE = "8296AB"
HEAD_FILL = "EDF2F7"
WATERMARK = "E6EAEF"

LETTERHEAD_END = 51 * MILLIMETRE - TOP_MARGIN
"""The first block begins 51 mm from the top, where a window envelope shows the address."""
LETTERHEAD_RULE_GAP = 7.0
LETTERHEAD_LEAST_AFTER = 14.0
LOGO_HEIGHT = 17 * MILLIMETRE
LOGO_WIDTH = 58 * MILLIMETRE
LOGO_GAP = 6 * MILLIMETRE

CELL_SIDE = 5.0
CELL_TOP = 4.0
AFTER_TABLE = 10.0
FACT_SHARE = 0.34
LIST_INDENT = 24.0
NOTE_INDENT = 14.0
NOTE_RULE_WIDTH = 2.25
LAST_ITEM_AFTER = 8.0
SIGNING_SPACE = 44.0
SIGNED_SPACE = 16.0
SIGNATURE_AFTER = 12.0
CELL_PARAGRAPH_GAP = 6.0
SIGN_LINE_END = 300.0
DATE_LINE_START = 318.0

DRAFT_WORD = "Draft"
IMPORTANT_WORD = "Important:"
SIGN_WORD = "Signed"
DATE_WORD = "Date"
BULLET = "•"

TALL_ROW = 0.4 * TEXT_HEIGHT
"""A row taller than this may go on over the page; lower rows stay whole."""
SMALL_TABLE = 0.17 * TEXT_HEIGHT
"""A table no taller than this stays on one page."""


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How one kind of paragraph looks, under the name it has among Word's styles."""

    name: str
    size: float = 12
    leading: float = 16
    before: float = 0
    after: float = 8
    bold: bool = False
    colour: str = INK
    indent: float = 0
    with_next: bool = False
    outline: int | None = None

    @property
    def style_id(self) -> str:
        """Return the style's identifier in a Word file."""
        return self.name.title().replace(" ", "")


BODY = ParagraphLook("Normal")
TITLE = ParagraphLook("Title", 22, 27, after=3, bold=True, colour=BLUE, with_next=True)
SUBTITLE = ParagraphLook("Subtitle", 13, 18, after=12, colour=GREY)
HEADINGS = (
    ParagraphLook("heading 1", 16, 21, 20, 6, True, BLUE, with_next=True, outline=0),
    ParagraphLook("heading 2", 13.5, 18, 15, 4, True, BLUE, with_next=True, outline=1),
    ParagraphLook("heading 3", 12, 16, 12, 3, True, INK, with_next=True, outline=2),
)
LIST_BULLET = ParagraphLook("List Bullet", after=4, indent=LIST_INDENT)
LIST_NUMBER = ParagraphLook("List Number", after=4, indent=LIST_INDENT)
LIST_CONTINUE = ParagraphLook("List Continue", after=4, indent=LIST_INDENT)
CAPTION = ParagraphLook("caption", leading=16, after=4, bold=True, with_next=True)
TABLE_TEXT = ParagraphLook("Table Text", leading=15, after=0)
TABLE_HEADING = ParagraphLook("Table Heading", leading=15, after=0, bold=True, with_next=True)
ROW_HEADING = ParagraphLook("Row Heading", leading=15, after=0, bold=True)
NOTE = ParagraphLook("Note", indent=NOTE_INDENT, after=10)
IMPORTANT_NOTE = ParagraphLook("Important Note", indent=NOTE_INDENT, after=10)
ADDRESS = ParagraphLook("Address", leading=15, after=18)
SIGNATURE = ParagraphLook("Signature", after=0)
LETTERHEAD_NAME = ParagraphLook("Letterhead Name", 15, 19, after=0, bold=True, colour=BLUE)
LETTERHEAD = ParagraphLook("Letterhead", 10.5, 14, after=0, colour=GREY)
HEADER = ParagraphLook("header", 10, 13, after=0, colour=GREY)
FOOTER = ParagraphLook("footer", 10, 13, after=0, colour=GREY)

ALL_LOOKS = (
    BODY, TITLE, SUBTITLE, *HEADINGS, LIST_BULLET, LIST_NUMBER, LIST_CONTINUE, CAPTION,
    TABLE_TEXT, TABLE_HEADING, ROW_HEADING, NOTE, IMPORTANT_NOTE, ADDRESS, SIGNATURE,
    LETTERHEAD_NAME, LETTERHEAD, HEADER, FOOTER,
)  # fmt: skip


def heading(level: int) -> ParagraphLook:
    """Return how a heading of a level looks."""
    return HEADINGS[min(max(level, 1), len(HEADINGS)) - 1]
