"""The pack that a decision maker reads: kept documents and the newest of each paper of the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import case as either
from sqlalchemy import func, select

from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import long_date, plural
from db.models import AgendaItem, MadeDocument, PanelMeeting, StoredFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from cfs_panels.domain.histories import CaseEvent

PDF = "application/pdf"
EXTRACT = "minutes_extract"
PACK_DOCUMENTS = (EXTRACT, "adviser_note", "declaration", "observations", "representations")
HEARINGS = (EventType.RECOMMENDATION_RECORDED, EventType.ITEM_DEFERRED)
"""What panel made of a case each time it was before it."""

_ORDER = (
    "minutes_extract", "report", "adviser_note", "declaration", "medical", "reference",
    "observations", "representations",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PackEntry:
    """A paper of the pack."""

    id: str
    kind: str
    title: str
    version: str  # "version 4", "final", or nothing
    pages: int
    media_type: str
    is_made: bool
    restricted: bool = False

    @property
    def below(self) -> str:
        """Return the line below its title: ``64 pages, version 4``."""
        size = plural(self.pages, "page") if self.pages else _media_words(self.media_type)
        return ", ".join(part for part in (size, self.version) if part)


def pack_of(
    session: Session,
    case_id: str,
    item_id: str,
    signed: Mapping[str, Any] | None = None,
    within: Sequence[CaseEvent] = (),
) -> tuple[PackEntry, ...]:
    """Return the pack of a case for its item, in the order in which it is read.

    With the marks of a signed record it is what was read then, whatever came in since. What panel
    minuted earlier ``within`` the matter goes along: after representations a decision takes both
    recommendations into account (Fostering Services Regulations 2011, regulation 27(9)).
    """
    heard = {str(e.facts.get("item_id", "")) for e in within if e.type in HEARINGS}
    entries = [
        *_made(session, case_id, item_id, signed),
        *_earlier(session, case_id, heard - {item_id, ""}, signed),
        *_files(session, case_id, signed),
    ]
    return tuple(sorted(entries, key=lambda entry: (_rank(entry.kind), entry.title, entry.id)))


def _rank(kind: str) -> int:
    return next((n for n, known in enumerate(_ORDER) if kind.startswith(known)), len(_ORDER))


def _made(
    session: Session, case_id: str, item_id: str, signed: Mapping[str, Any] | None
) -> list[PackEntry]:
    rows = session.execute(
        select(MadeDocument.id, MadeDocument.kind, MadeDocument.title, MadeDocument.pages).where(
            MadeDocument.case_id == case_id,
            MadeDocument.item_id == item_id,
            MadeDocument.kind.in_(PACK_DOCUMENTS),
            MadeDocument.is_kept,
        )
    )
    return [
        PackEntry(
            row.id,
            row.kind,
            row.title,
            "final" if row.kind == EXTRACT else "",
            row.pages,
            PDF,
            is_made=True,
        )
        for row in rows
        if signed is None or signed.get(row.id)
    ]


def _earlier(
    session: Session, case_id: str, item_ids: set[str], signed: Mapping[str, Any] | None
) -> list[PackEntry]:
    """Return the minutes of the case at earlier meetings."""
    if not item_ids:
        return []
    rows = session.execute(
        select(MadeDocument.id, MadeDocument.title, MadeDocument.pages, PanelMeeting.held_on)
        .join(AgendaItem, AgendaItem.id == MadeDocument.item_id)
        .join(PanelMeeting, PanelMeeting.id == AgendaItem.meeting_id)
        .where(
            MadeDocument.case_id == case_id,
            MadeDocument.item_id.in_(item_ids),
            MadeDocument.kind == EXTRACT,
            MadeDocument.is_kept,
        )
    )
    return [
        PackEntry(
            row.id,
            EXTRACT,
            row.title,
            f"panel of {long_date(row.held_on)}",
            row.pages,
            PDF,
            is_made=True,
        )
        for row in rows
        if signed is None or signed.get(row.id)
    ]


def _files(session: Session, case_id: str, signed: Mapping[str, Any] | None) -> list[PackEntry]:
    statement = select(
        StoredFile.id,
        StoredFile.kind,
        StoredFile.title,
        StoredFile.version_number,
        StoredFile.pages,
        StoredFile.media_type,
        StoredFile.restricted,
    ).where(StoredFile.case_id == case_id)
    if signed is None:
        statement = statement.where(StoredFile.id.in_(newest_versions(case_id)))
    return [
        PackEntry(
            row.id,
            row.kind,
            row.title,
            _version_words(row.kind, row.version_number),
            row.pages,
            row.media_type,
            is_made=False,
            restricted=row.restricted,
        )
        for row in session.execute(statement)
        if signed is None or signed.get(row.id)
    ]


def newest_versions(case_id: str) -> Select[str]:
    """Return the statement for the newest version of each paper of a case.

    A report is one paper, whatever each version of it was called.
    """
    paper = either((StoredFile.kind == "report", ""), else_=StoredFile.title)
    return (
        select(func.max(StoredFile.id))
        .where(StoredFile.case_id == case_id, StoredFile.removed_at.is_(None))
        .group_by(StoredFile.kind, paper)
    )


def _version_words(kind: str, number: int) -> str:
    return f"version {number}" if kind == "report" or number > 1 else ""


def _media_words(media_type: str) -> str:
    if "word" in media_type:
        return "Word file"
    return "Picture" if media_type.startswith("image/") else "File"
