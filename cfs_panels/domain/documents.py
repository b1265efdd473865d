"""Documents that the program makes: what there is of a case or a meeting, and one just made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.domain.changes import Changes

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A made document as listed."""

    id: str
    kind: str
    words: str  # what kind it is: "Approval letter"
    title: str
    reference: str
    file_name: str
    pages: int
    is_draft: bool
    is_kept: bool  # sent, signed or final: it never changes
    made_at: datetime
    made_by: str
    sent_on: date | None
    sent_to: str
    case_id: str
    meeting_id: str
    item_id: str


@dataclass(frozen=True, slots=True)
class Made:
    """A document as it was made, or as it was kept: Word, PDF and what they are called."""

    document_id: str
    kind: str
    file_name: str  # without its ending: "F-2025-0087-approval-letter"
    title: str
    docx: bytes
    pdf: bytes
    pages: int
    is_draft: bool
    is_kept: bool = False

    @property
    def changes(self) -> Changes:
        """Return what making it wrote, for pages that list documents."""
        return Changes(frozenset({("document", self.document_id)}), made=self.document_id)
