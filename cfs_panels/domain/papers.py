"""Papers of a case: reports, comments and letters, in versions; their content is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class AttachPaper:
    """A file is added to a case; ``kind`` is a paper of the pathway, or ``other``."""

    case_id: str
    kind: str
    title: str
    file_name: str
    content: bytes
    finished_on: date
    author_id: str = ""
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class RemovePaper:
    """A misfiled paper is removed: its content goes, its entry and who decided stay."""

    paper_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper as listed."""

    id: str
    case_id: str
    kind: str
    title: str
    file_name: str
    media_type: str
    version_number: int
    pages: int
    size: int
    author: str
    author_id: str
    finished_on: date | None
    added_at: datetime
    restricted: bool
    removed: str
    source: str  # attached, made


@dataclass(frozen=True, slots=True)
class PaperContent:
    """A paper's bytes, for someone who may read it."""

    line: PaperLine
    content: bytes
