"""The pieces that a PDF's pages are filled with."""

from __future__ import annotations

from copy import copy
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Paragraph

from cfs_panels.documents import page_look as look
from cfs_panels.documents.letterhead_layout import (
    letterhead_lines,
    letterhead_spaces,
    letterhead_width,
    logo_of,
)
from cfs_panels.documents.pdf_fonts import font_name
from cfs_panels.documents.pdf_styles import colour, fragments, style
from cfs_panels.documents.typed_text import paragraphs

if TYPE_CHECKING:
    from cfs_panels.documents.blocks import Letterhead


class LaidText(Paragraph):  # type: ignore[misc]  # reportlab is untyped
    """A paragraph whose lines are broken once, however many pages it goes on over."""

    _laid_for: float | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return its size."""
        if self._laid_for != width:
            super().wrap(width, height)
            self._laid_for = width
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return its part on this page and the rest, or nothing where it must stay whole."""
        self.wrap(width, height)
        count, fitting = len(self.blPara.lines), int(height / self.style.leading)
        if fitting >= count:
            return [self]
        if not self.style.allowWidows and fitting == count - 1:
            fitting -= 1
        if fitting < (1 if self.style.allowOrphans else 2):
            return []
        return [self._with_lines(0, fitting), self._with_lines(fitting, count)]

    def _with_lines(self, first: int, last: int) -> LaidText:
        """Return the part of it that holds some of its lines."""
        part = copy(self)
        part.__dict__.pop("_postponed", None)  # reportlab's mark of a piece sent on to this page
        part.blPara = self.blPara.clone(lines=self.blPara.lines[first:last])
        part.height = (last - first) * self.style.leading
        if first:
            part.bulletText, part.spaceBefore = None, 0
        else:
            part.spaceAfter = 0
        return part


class Prose(LaidText):
    """A paragraph that goes to the next page unless so much room is left here.

    Attributes:
        room_needed: The height of what must stand on one page with it, itself included.
    """

    room_needed = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return its size, too tall for this page where it must go to the next."""
        size = super().wrap(width, height)
        return (size[0], height + 1) if height < self.room_needed else size

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return its part on this page and the rest, or nothing where it must stay whole."""
        return [] if height < self.room_needed else super().split(width, height)


class HeadingLine(Prose):
    """A heading, which is a bookmark as well."""

    bookmark = ""
    words = ""
    level = 0

    def _with_lines(self, first: int, last: int) -> LaidText:
        """Return the part of it that holds some of its lines; the first is the bookmark."""
        part = super()._with_lines(first, last)
        if first:
            part.bookmark = ""
        return part

    def draw(self) -> None:
        """Draw the heading and set its bookmark."""
        if self.bookmark:
            self.canv.bookmarkHorizontal(self.bookmark, 0, self.height + look.BODY.size)
            self.canv.addOutlineEntry(self.words, self.bookmark, self.level)
        super().draw()


class NoteLines(Prose):
    """A paragraph with a rule at its side, which its style colours."""

    def draw(self) -> None:
        """Draw the rule, down to the next paragraph of the same note, and the words."""
        self.canv.saveState()
        self.canv.setFillColor(self.style.ruleColour)
        below = self.getSpaceAfter() if self.style.ruleGoesOn else 0
        self.canv.rect(1, -below, look.NOTE_RULE_WIDTH, self.height + below, stroke=0, fill=1)
        self.canv.restoreState()
        super().draw()


class SigningLine(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A line for a pen to sign on, with one for the date."""

    room_needed = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return its size, too tall for this page where it must go to the next."""
        self.width, self.height = width, look.SIGNATURE.leading
        return (width, height + 1) if height < self.room_needed else (width, self.height)

    def draw(self) -> None:
        """Draw the two words, each with its line."""
        canvas = self.canv
        canvas.setFont(font_name(bold=False), look.SIGNATURE.size)
        canvas.setFillColor(colour(look.INK))
        canvas.setStrokeColor(colour(look.INK))
        canvas.setLineWidth(0.6)
        base = look.SIGNATURE.leading - look.SIGNATURE.size
        for start, end, word in (
            (0, look.SIGN_LINE_END, look.SIGN_WORD),
            (look.DATE_LINE_START, self.width, look.DATE_WORD),
        ):
            canvas.drawString(start, base, word)
            gap = canvas.stringWidth(f"{word} ")
            canvas.line(start + gap, base - 1.5, end, base - 1.5)


@lru_cache(maxsize=8)
def _picture(png: bytes) -> ImageReader:
    """Return a picture, read once."""
    return ImageReader(BytesIO(png))


class LetterheadLines(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """The agency's name, address and contact, its logo at the right and the rule below."""

    def __init__(self, letterhead: Letterhead) -> None:
        super().__init__()
        self._logo = logo_of(letterhead.logo)
        self._lines = [
            LaidText(None, style(each), frags=fragments(part, each))
            for at, line in enumerate(letterhead_lines(letterhead))
            for each in (look.LETTERHEAD if at else look.LETTERHEAD_NAME,)
            for part in paragraphs(line)
        ]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return its size."""
        room = letterhead_width(self._logo)
        self._heights = [line.wrap(room, height)[1] for line in self._lines]
        text = sum(self._heights)
        to_rule, self._below_rule = letterhead_spaces(text, self._logo)
        self.width, self.height = width, text + to_rule + self._below_rule
        return self.width, self.height

    def draw(self) -> None:
        """Draw the lines from the top, then logo and rule."""
        canvas, y = self.canv, self.height
        for line, height in zip(self._lines, self._heights, strict=True):
            y -= height
            line.drawOn(canvas, 0, y)
        if self._logo:
            canvas.drawImage(
                _picture(self._logo.png),
                self.width - self._logo.width,
                self.height - self._logo.height,
                self._logo.width,
                self._logo.height,
                mask="auto",
            )
        canvas.setStrokeColor(colour(look.BLUE))
        canvas.setLineWidth(1)
        canvas.line(0, self._below_rule, self.width, self._below_rule)
