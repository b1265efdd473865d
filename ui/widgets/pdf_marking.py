"""Which words of a document are marked: by drag, by a double click, by keys or by a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPolygonF
    from PySide6.QtPdf import QPdfDocument, QPdfSelection

_ACROSS = 0.005  # a line at the same height is nearer than one above, however far along


@dataclass(frozen=True, slots=True)
class _Span:
    """Characters of one page, the last one left out."""

    page: int
    start: int
    end: int


class Marking:
    """The marked words, as characters of pages; a page counts from 0."""

    def __init__(self, pdf: QPdfDocument) -> None:
        self._pdf = pdf
        self._spans: list[_Span] = []
        self._from: tuple[int, QPointF] | None = None
        self._lines: dict[int, list[QRectF]] = {}

    def clear(self) -> None:
        """Forget what is marked, and the document."""
        self._spans, self._from = [], None
        self._lines.clear()

    def unmark(self) -> None:
        """Mark nothing."""
        self._spans = []

    def has_words(self) -> bool:
        """Return whether anything is marked."""
        return bool(self._spans)

    def words(self) -> str:
        """Return the marked words in one line, as they are to be quoted."""
        parts = [self._selection(span).text() for span in self._spans]
        return " ".join(" ".join(parts).split())

    def outlines(self, page: int) -> list[QPolygonF]:
        """Return the shapes to tint on a page, in points."""
        return [
            shape
            for span in self._spans
            if span.page == page
            for shape in self._selection(span).bounds()
        ]

    def begin(self, page: int, at: QPointF) -> None:
        """Note where a drag begins; nothing is marked yet."""
        self.unmark()
        self._from = (page, at)

    def reach(self, page: int, at: QPointF) -> None:
        """Mark from where the drag began to here, also over pages."""
        if self._from is None:
            return
        ends = sorted((self._from, (page, at)), key=lambda end: end[0])
        (first, start), (last, stop) = ends
        spans = []
        for number in range(first, last + 1):
            lines = self._lines_of(number)
            if lines:
                a = start if number == first else lines[0].topLeft()
                b = stop if number == last else lines[-1].bottomRight()
                spans.append(self._between(number, a, b))
        self._spans = [span for span in spans if span.end > span.start]

    def mark_word(self, page: int, at: QPointF) -> None:
        """Mark the word at a place."""
        if not self._lines_of(page):
            return
        start, end = _word_around(self._text(page), self._character_at(page, at))
        self._spans = [_Span(page, start, end)]

    def mark_shapes(self, page: int, shapes: Sequence[QRectF]) -> None:
        """Mark what lies under these shapes, as a search found it."""
        if shapes:
            self.begin(page, QPointF(shapes[0].left() + 1, shapes[0].center().y()))
            self.reach(page, QPointF(shapes[-1].right(), shapes[-1].center().y()))

    def mark_page(self, page: int) -> None:
        """Mark all words of a page."""
        text = self._text(page)
        self._spans = [_Span(page, 0, len(text))] if text else []

    def grow(self, page: int, by: int, *, lines: bool = False) -> None:
        """Mark a word or a line more (1) or less (-1); begins with the first word of a page."""
        if not self._spans:
            self._spans = [_Span(page, 0, 0)]
        span = self._spans[-1]
        text = self._text(span.page)
        stops = _line_ends(text) if lines else _word_ends(text)
        if by > 0:
            end = next((stop for stop in stops if stop > span.end), len(text))
        else:
            end = next((stop for stop in reversed(stops) if stop < span.end), span.start)
        self._spans[-1] = _Span(span.page, span.start, max(end, span.start))

    def _selection(self, span: _Span) -> QPdfSelection:
        return self._pdf.getSelectionAtIndex(span.page, span.start, span.end - span.start)

    def _text(self, page: int) -> str:
        return self._pdf.getAllText(page).text()

    def _lines_of(self, page: int) -> list[QRectF]:
        if page not in self._lines:
            shapes = self._pdf.getAllText(page).bounds()
            self._lines[page] = [shape.boundingRect() for shape in shapes]
        return self._lines[page]

    def _between(self, page: int, start: QPointF, stop: QPointF) -> _Span:
        """Return the characters between two places; beside a line means its beginning or end."""
        first, last = self._nearest(page, start), self._nearest(page, stop)
        found = self._pdf.getSelection(page, _within(first, start), _within(last, stop))
        if found.endIndex() <= found.startIndex():
            return _Span(page, 0, 0)
        begin, end = found.startIndex(), found.endIndex()
        backwards = (last.center().y(), stop.x()) < (first.center().y(), start.x())
        if backwards:
            (first, start), (last, stop) = (last, stop), (first, start)
        text = self._text(page)
        if start.x() <= first.left():
            begin = text.rfind("\n", 0, begin) + 1
        if stop.x() >= last.right():
            rest = text.find("\r", end - 1)
            end = rest if rest >= 0 else len(text)
        return _Span(page, begin, end)

    def _character_at(self, page: int, at: QPointF) -> int:
        line = self._nearest(page, at)
        place = _within(line, at)
        after = self._pdf.getSelection(page, place, _within(line, line.bottomRight()))
        if after.endIndex() > after.startIndex():
            return after.startIndex()
        before = self._pdf.getSelection(page, _within(line, line.topLeft()), place)
        return max(0, before.endIndex() - 1)

    def _nearest(self, page: int, at: QPointF) -> QRectF:
        """Return the line of text that is nearest to a place: QtPdf finds nothing beside one."""

        def away(line: QRectF) -> float:
            down = max(line.top() - at.y(), at.y() - line.bottom(), 0.0)
            across = max(line.left() - at.x(), at.x() - line.right(), 0.0)
            return down + across * _ACROSS

        return min(self._lines_of(page), key=away)


def _within(line: QRectF, at: QPointF) -> QPointF:
    across = min(max(at.x(), line.left() + 0.5), line.right() - 0.5)
    return QPointF(across, line.center().y())


def _word_around(text: str, place: int) -> tuple[int, int]:
    start = end = max(0, min(place, len(text) - 1))
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _word_ends(text: str) -> list[int]:
    return [
        place + 1
        for place, letter in enumerate(text)
        if not letter.isspace() and (place + 1 == len(text) or text[place + 1].isspace())
    ]


def _line_ends(text: str) -> list[int]:
    ends = [place for place, letter in enumerate(text) if letter == "\r"]
    return [*(ends or [p for p, letter in enumerate(text) if letter == "\n"]), len(text)]
