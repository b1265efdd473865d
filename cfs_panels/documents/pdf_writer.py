"""Writes a document's blocks to PDF, with embedded fonts, bookmarks, title and language."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from cfs_panels.documents import page_look as look
from cfs_panels.documents.page_furniture import foot_words, head_words
from cfs_panels.documents.pdf_fonts import font, font_name, font_runs
from cfs_panels.documents.pdf_story import story
from cfs_panels.documents.pdf_styles import colour
from cfs_panels.documents.typed_text import one_line

if TYPE_CHECKING:
    from cfs_panels.documents.blocks import Document
    from cfs_panels.documents.page_look import ParagraphLook

_PAGE_COUNT = "page-count"
_PROGRAM = "CFS Panels"
_RULE_SPACE = 4.0
_WATERMARK_SIZE = 172


def write_pdf(document: Document) -> bytes:
    """Return a document as a PDF."""
    return _Pages(document).written()


class _CountedCanvas(Canvas):  # type: ignore[misc]  # reportlab is untyped
    """A canvas that writes the number of pages where pages asked for it, once it is known."""

    def save(self) -> None:
        """Finish the file."""
        self.beginForm(_PAGE_COUNT)
        _set_text(self, look.FOOTER)
        self.drawString(0, 0, str(self.getPageNumber() - 1))
        self.endForm()
        super().save()


class _Pages(BaseDocTemplate):  # type: ignore[misc]  # reportlab is untyped
    """The pages of a document, with their heads and feet."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._file = BytesIO()
        super().__init__(
            self._file,
            pagesize=(look.PAGE_WIDTH, look.PAGE_HEIGHT),
            title=one_line(document.title),
            author=one_line(document.author),
            subject=one_line(document.subject),
            creator=_PROGRAM,
            lang=look.LANGUAGE,
            displayDocTitle=True,
            initialFontName=font_name(bold=False),
            invariant=1,
            pageTemplates=[
                PageTemplate("first", [_frame()], onPage=self._first, autoNextPageTemplate="later"),
                PageTemplate("later", [_frame()], onPage=self._later),
            ],
        )

    def written(self) -> bytes:
        """Return the file."""
        self.build(story(self._document), canvasmaker=self._canvas)
        return self._file.getvalue()

    def _canvas(self, *args: object, **options: object) -> Canvas:
        """Return a canvas that dates the file by the document, never by the clock."""
        canvas = _CountedCanvas(*args, **options)
        made = self._document.made_on
        canvas.setDateFormatter(lambda *_: f"D:{made:%Y%m%d}000000Z")
        return canvas

    def _first(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        """Draw what stands around the first page."""
        canvas.saveState()
        if self._document.draft:
            _watermark(canvas)
        self._foot(canvas)
        canvas.restoreState()

    def _later(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        """Draw what stands around each later page."""
        canvas.saveState()
        if self._document.draft:
            _watermark(canvas)
        top = look.PAGE_HEIGHT - look.EDGE_TO_HEADER
        base = top - look.HEADER.size
        _line(canvas, head_words(self._document), base, look.HEADER)
        _rule(canvas, top - look.HEADER.leading - _RULE_SPACE)
        self._foot(canvas)
        canvas.restoreState()

    def _foot(self, canvas: Canvas) -> None:
        """Draw the foot of a page."""
        bottom = look.EDGE_TO_FOOTER
        base = bottom + look.FOOTER.leading - look.FOOTER.size
        words = f"{foot_words(self._document)}page {canvas.getPageNumber()} of "
        end = _line(canvas, words, base, look.FOOTER)
        canvas.translate(end, base)
        canvas.doForm(_PAGE_COUNT)
        canvas.translate(-end, -base)
        _rule(canvas, bottom + look.FOOTER.leading + _RULE_SPACE)


def _frame() -> Frame:
    """Return where the text of a page stands."""
    return Frame(
        look.SIDE_MARGIN,
        look.BOTTOM_MARGIN,
        look.TEXT_WIDTH,
        look.TEXT_HEIGHT,
        leftPadding=0,
        bottomPadding=0,
        rightPadding=0,
        topPadding=0,
    )


def _set_text(canvas: Canvas, each: ParagraphLook) -> None:
    canvas.setFont(font_name(bold=each.bold), each.size)
    canvas.setFillColor(colour(each.colour))


def _line(canvas: Canvas, words: str, base: float, each: ParagraphLook) -> float:
    """Draw one line from the left margin and return where it ends."""
    canvas.setFillColor(colour(each.colour))
    x: float = look.SIDE_MARGIN
    for run in font_runs(words, bold=each.bold):
        canvas.setFont(run.font, each.size)
        canvas.drawString(x, base, run.text)
        x += font(run.font).stringWidth(run.text, each.size)
    return x


def _rule(canvas: Canvas, y: float) -> None:
    """Draw the light rule that parts head and foot from the text."""
    canvas.setStrokeColor(colour(look.RULE))
    canvas.setLineWidth(0.5)
    canvas.line(look.SIDE_MARGIN, y, look.PAGE_WIDTH - look.SIDE_MARGIN, y)


def _watermark(canvas: Canvas) -> None:
    """Draw the draft watermark across the page, under the text."""
    canvas.saveState()
    canvas.translate(look.PAGE_WIDTH / 2, look.PAGE_HEIGHT / 2)
    canvas.rotate(45)
    canvas.setFont(font_name(bold=True), _WATERMARK_SIZE)
    canvas.setFillColor(colour(look.WATERMARK))
    canvas.drawCentredString(0, -_WATERMARK_SIZE * 0.34, look.DRAFT_WORD)
    canvas.restoreState()
