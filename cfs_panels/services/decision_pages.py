"""Decisions as they are read: the decision maker's list, and one decision with its pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.papers import PaperContent, PaperLine
from cfs_panels.domain.vocabulary import CaseStatus
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.decision_details import decision_details
from cfs_panels.services.decision_lists import decision_rows
from cfs_panels.services.decision_packs import PDF
from cfs_panels.services.decision_rows import NO_MINUTES, decision_of
from cfs_panels.services.viewing import note_view
from cfs_panels.services.visibility import case_filter
from db.models import Case, MadeDocument, StoredFile, User

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.decisions import DecisionDetails, DecisionRow
    from cfs_panels.services.decision_packs import PackEntry
    from cfs_panels.services.decision_rows import DecisionFile
    from cfs_panels.services.office import Office

NO_PAPER = "There is no such paper in this pack, or you may not open it."


class DecisionPages:
    """What people see of decisions; a draft is its decision maker's until it is signed."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def decisions(self, actor: Actor) -> tuple[DecisionRow, ...]:
        """Return the cases with the decision maker, the decision due first in front.

        After them those that are signed: with notices to give first, then those signed lately.
        """
        with self._office.reading() as session:
            return decision_rows(session, self._office, actor)

    def counts(self, actor: Actor) -> int:
        """Return how many cases wait for a decision, of those the person may see."""
        if not self._office.matrix.relations(actor, "view_decision"):
            return 0
        seen = case_filter(self._office.matrix, actor, "view_decision")
        statement = select(func.count()).where(Case.status == CaseStatus.WITH_DECISION_MAKER, seen)
        with self._office.reading() as session:
            return session.scalar(statement) or 0

    def decision(self, actor: Actor, case_id: str) -> DecisionDetails:
        """Return a decision with everything on its page; that it was opened is audited.

        Raises:
            RuleBroken: where the final minutes have not come, or the person may not open it.
        """
        with self._office.reading() as session:
            found = self._found(session, actor, case_id)
            record_id = found.record.id if found.record else ""
        if record_id:
            note_view(self._office, actor, "agency_decision", record_id, case_id)
        with self._office.reading() as session:
            return decision_details(self._found(session, actor, case_id))

    def paper_content(self, actor: Actor, case_id: str, paper_id: str) -> PaperContent:
        """Return a paper of the pack for the viewer; that it was opened is audited.

        What the program made comes as PDF; ``media_type`` tells what an attached file is.

        Raises:
            RuleBroken: where the paper is not in the pack, or the person may not open it.
        """
        with self._office.reading() as session:
            found = self._found(session, actor, case_id)
            entry = next((e for e in found.pack() if e.id == paper_id), None)
            if entry is None:
                raise RuleBroken(NO_PAPER)
            content = self._content(session, entry)
        kind = "document" if entry.is_made else "stored_file"
        note_view(self._office, actor, kind, entry.id, case_id)
        return content

    def _content(self, session: Session, entry: PackEntry) -> PaperContent:
        papers = self._office.database.papers(session)
        if entry.is_made:
            made = session.get_one(MadeDocument, entry.id)
            return PaperContent(_made_line(made), papers.get(made.pdf_digest))
        row = session.get_one(StoredFile, entry.id)
        if row.removed_at is not None:
            raise RuleBroken(f"This paper was removed by {row.removed_by}.")
        author = session.get(User, row.author_id) if row.author_id else None
        return PaperContent(_file_line(row, author.name if author else ""), papers.get(row.digest))

    def _found(self, session: Session, actor: Actor, case_id: str) -> DecisionFile:
        file = CaseFile.open(session, self._office, actor, case_id, "view_decision")
        found = decision_of(file)
        if found is None:
            raise RuleBroken(NO_MINUTES)
        return found


def _made_line(row: MadeDocument) -> PaperLine:
    return PaperLine(
        id=row.id,
        case_id=row.case_id or "",
        kind=row.kind,
        title=row.title,
        file_name=f"{row.file_name}.pdf",
        media_type=PDF,
        version_number=1,
        pages=row.pages,
        size=0,
        author="",
        author_id="",
        finished_on=row.sent_on,
        added_at=row.made_at,
        restricted=False,
        removed="",
        source="made",
    )


def _file_line(row: StoredFile, author: str) -> PaperLine:
    return PaperLine(
        id=row.id,
        case_id=row.case_id or "",
        kind=row.kind,
        title=row.title,
        file_name=row.file_name,
        media_type=row.media_type,
        version_number=row.version_number,
        pages=row.pages,
        size=row.size,
        author=author,
        author_id=row.author_id or "",
        finished_on=row.finished_on,
        added_at=row.added_at,
        restricted=row.restricted,
        removed="",
        source=row.source,
    )
