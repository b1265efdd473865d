"""What people typed, made fit for a page: paragraphs, lines and runs, without losing a word."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cfs_panels.documents.blocks import Text
from cfs_panels.domain.words import MONTHS

if TYPE_CHECKING:
    from cfs_panels.documents.blocks import Words

Line = tuple[Text, ...]
TypedParagraph = tuple[Line, ...]

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Marks nobody sees or types: control characters, soft hyphens, zero-width spaces, noncharacters.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b")
_PLAIN = re.compile(r"[ -~]*")


def clean(text: str) -> str:
    """Return text with one kind of line end and nothing that no reader could see.

    Half characters become the replacement mark, so that a reader sees that something stood there.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", _LONE_SURROGATES.sub("\ufffd", text))


def whole_dates(text: str) -> str:
    """Return text in which no line ends between a day and its month."""
    return _DAY.sub("\\1\u00a0\\2", text)


def one_line(text: str) -> str:
    """Return text as a heading holds it, on one line with single spaces."""
    return " ".join(clean(text).split())


def paragraphs(words: Words) -> tuple[TypedParagraph, ...]:
    """Return words as paragraphs of lines of runs: blank lines part paragraphs, others lines."""
    runs = (Text(words),) if isinstance(words, str) else words
    cleaned = tuple(Text(clean(run.words), run.bold) for run in runs)
    if all("\n" not in run.words for run in cleaned):
        line = tuple(run for run in cleaned if run.words)
        return ((line,),) if any(run.words.strip() for run in line) else ()
    return tuple(_lines(part) for part in _parted(cleaned))


def filled(items: tuple[Words, ...]) -> tuple[tuple[TypedParagraph, ...], ...]:
    """Return the items of a list that hold any words, each as paragraphs."""
    return tuple(item for words in items if (item := paragraphs(words)))


def text_of(words: Words) -> str:
    """Return words without their weight."""
    return words if isinstance(words, str) else "".join(run.words for run in words)


def _parted(runs: tuple[Text, ...]) -> list[list[Text]]:
    """Return the runs of each paragraph, parted where a blank line stands, even across runs."""
    whole = "".join(run.words for run in runs)
    start = len(whole) - len(whole.lstrip())
    spans: list[tuple[int, int]] = []
    for gap in _BLANK_LINES.finditer(whole.rstrip(), start):
        spans.append((start, gap.start()))
        start = gap.end()
    spans.append((start, len(whole.rstrip())))
    return [cut for first, last in spans if first < last and (cut := _cut(runs, first, last))]


def _cut(runs: tuple[Text, ...], first: int, last: int) -> list[Text]:
    """Return the runs between two places of the text they make together."""
    found, at = [], 0
    for run in runs:
        words = run.words[max(first - at, 0) : max(last - at, 0)]
        if words:
            found.append(Text(words, run.bold))
        at += len(run.words)
    return found


def _lines(runs: list[Text]) -> TypedParagraph:
    """Return the lines of one paragraph."""
    lines: list[list[Text]] = [[]]
    for run in runs:
        first, *rest = run.words.split("\n")
        lines[-1].append(Text(first, run.bold))
        lines.extend([Text(words, run.bold)] for words in rest)
    return tuple(tuple(run for run in line if run.words) for line in lines)
