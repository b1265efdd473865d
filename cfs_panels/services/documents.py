"""Documents of cases and meetings: made as Word and PDF, found again, taken out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.documents import DocumentLine, Made
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import Service
from cfs_panels.domain.words import long_date
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.document_details.sources import CaseSource, MeetingSource
from cfs_panels.services.document_kinds import KINDS, OF_CASE, DocumentKind
from cfs_panels.services.document_store import (
    case_place,
    content_of,
    kept_document,
    meeting_place,
    store,
)
from cfs_panels.services.meeting_access import NO_MEETING, relations_to_meeting, visible_cases
from cfs_panels.services.meeting_readers import Sight, reader_of
from cfs_panels.services.meeting_rows import load_meetings
from cfs_panels.services.past_cases import on_day
from cfs_panels.services.visibility import NOT_HERE, case_filter, meeting_filter, relations_to
from db.audit import record_action, record_view
from db.models import AgendaItem, Case, MadeDocument, Panel, PanelMeeting, User

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cfs_panels.domain.access import Relation
    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.meeting_readers import MeetingReader
    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office

NO_DOCUMENT = "There is no such document, or you may not open it."
NOT_FINAL = "The minutes are not final yet."
NOT_SIGNED = "The decision record is not signed yet."
MAKE_OF_CASE, MAKE_OF_MEETING = "make_case_documents", "make_meeting_documents"
FORMATS = ("docx", "pdf")
PURPOSES = ("export", "print", "view")
_DRAFT_WORDS = {"decision_record": NOT_SIGNED}


def document_kinds() -> list[tuple[str, str, str]]:
    """Return each kind of document with its words and of what it is: a case or a meeting."""
    return [(kind.key, kind.words, kind.of) for kind in KINDS.values()]


class Documents:
    """Documents made by the program; each is stored, and a kept one never changes."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def make(
        self,
        actor: Actor,
        kind: str,
        *,
        case_id: str = "",
        meeting_id: str = "",
        item_id: str = "",
    ) -> Made:
        """Make a document as the records stand, or return the one that is kept for good.

        What is not final yet carries the draft watermark. ``item_id`` may stand for its case.

        Raises:
            RuleBroken: for an unknown kind, a case or meeting that this person may not open, and
                where there is nothing yet to make the document of.
        """
        found = _kind(kind)
        with self._office.writing(actor) as session:
            if found.of == OF_CASE:
                case_id = case_id or self._case_of(session, item_id)
                row = self._make_of_case(session, actor, found, case_id, item_id)
            else:
                row = self._make_of_meeting(session, actor, found, meeting_id)
            docx, pdf = content_of(session, self._office, row)
            return Made(
                document_id=row.id,
                kind=kind,
                file_name=row.file_name,
                title=row.title,
                docx=docx,
                pdf=pdf,
                pages=row.pages,
                is_draft=row.is_draft,
                is_kept=row.is_kept,
            )

    def make_for_reference(self, actor: Actor, kind: str, reference: str) -> Made:
        """Make a document of a case, ``F-2025-0087``, or of a meeting, ``fostering:2025-11-04``.

        Raises:
            RuleBroken: as ``make``, and where nothing has this reference.
        """
        if _kind(kind).of == OF_CASE:
            return self.make(actor, kind, case_id=self._case_by(actor, reference))
        return self.make(actor, kind, meeting_id=self._meeting_by(actor, reference))

    def documents(
        self,
        actor: Actor,
        *,
        case_id: str = "",
        meeting_id: str = "",
        as_of: date | None = None,
    ) -> tuple[DocumentLine, ...]:
        """Return what this person may read of a case or a meeting, newest first, or as of a day."""
        with self._office.reading() as session:
            statement = (
                select(MadeDocument, User.name)
                .join(User, User.id == MadeDocument.made_by)
                .order_by(MadeDocument.id.desc())
            )
            if case_id:
                statement = statement.where(MadeDocument.case_id == case_id)
            else:
                statement = statement.where(MadeDocument.meeting_id == meeting_id)
            rows = session.execute(statement).all()
            reader = self._reader(session, actor, case_id=case_id, meeting_id=meeting_id)
            seen = [(row, name) for row, name in rows if reader.may_read(row)]
        return tuple(_line(*pair) for pair in seen if _was_made(pair[0], as_of))

    def document(
        self, actor: Actor, document_id: str, format: str, *, purpose: str = "export"
    ) -> bytes:
        """Return a stored document as ``docx`` or ``pdf``; that it was taken out is audited.

        ``purpose`` is ``export``, ``print`` or ``view``.

        Raises:
            RuleBroken: where there is no such document for this person.
        """
        if format not in FORMATS or purpose not in PURPOSES:
            raise ValueError(f"a document is not taken out as {format} for {purpose}")
        with self._office.writing(actor) as session:
            row = self._open(session, actor, document_id)
            if purpose == "view":
                record_view(session, "document", row.id, case_id=row.case_id)
            else:
                details = {"format": format}
                record_action(
                    session, purpose, "document", row.id, case_id=row.case_id, details=details
                )
            papers = self._office.database.papers(session)
            return papers.get(row.docx_digest if format == "docx" else row.pdf_digest)

    def line(self, actor: Actor, document_id: str) -> DocumentLine:
        """Return a stored document as listed.

        Raises:
            RuleBroken: where there is no such document for this person.
        """
        with self._office.reading() as session:
            row = self._open(session, actor, document_id)
            return _line(row, session.get_one(User, row.made_by).name)

    def _open(self, session: Session, actor: Actor, document_id: str) -> MadeDocument:
        row = session.get(MadeDocument, document_id)
        if row is None:
            raise RuleBroken(NO_DOCUMENT)
        try:
            reader = self._reader(
                session, actor, case_id=row.case_id or "", meeting_id=row.meeting_id or ""
            )
        except RuleBroken as refusal:
            raise RuleBroken(NO_DOCUMENT) from refusal
        if not reader.may_read(row):
            raise RuleBroken(NO_DOCUMENT)
        return row

    def _reader(self, session: Session, actor: Actor, *, case_id: str, meeting_id: str) -> _Reader:
        """Return a person before the documents of a case or a meeting."""
        if case_id:
            file = CaseFile.open(session, self._office, actor, case_id, "view_case")
            relations = relations_to(session, actor, file.case)
            return _Reader(self._office, actor, relations, whole=file.is_read_whole())
        person = self._meeting_reader(session, actor, meeting_id)
        left_out = self._meeting_source(session, person).left_out
        return _Reader(
            self._office,
            actor,
            person.relations,
            whole=True,
            left_out=left_out,
            sees_drafts=person.sees_minutes,
        )

    def _make_of_case(
        self, session: Session, actor: Actor, kind: DocumentKind, case_id: str, item_id: str
    ) -> MadeDocument:
        file = CaseFile.open(session, self._office, actor, case_id, MAKE_OF_CASE)
        relations = relations_to(session, actor, file.case)
        if kind.read_by:
            self._office.require(actor, kind.read_by, relations)
        item = session.get(AgendaItem, item_id) if item_id else None
        source = CaseSource(file, item if item and item.case_id == case_id else None)
        built = kind.of_case(source) if kind.of_case else None
        if built is None:
            raise RuleBroken(NO_DOCUMENT)
        kept = kept_document(session, kind.key, case_id=case_id, item_id=built.item_id)
        if kept is not None:
            return kept
        if built.document.draft:
            _check_draft(self._office, actor, kind, relations)
        return store(session, self._office, actor, kind.key, case_place(file.case), built)

    def _make_of_meeting(
        self, session: Session, actor: Actor, kind: DocumentKind, meeting_id: str
    ) -> MadeDocument:
        person = self._meeting_reader(session, actor, meeting_id)
        source = self._meeting_source(session, person)
        if not source.left_out:
            kept = kept_document(session, kind.key, meeting_id=meeting_id)
            if kept is not None:
                return kept
        built = kind.of_meeting(source, actor.name) if kind.of_meeting else None
        if built is None:
            raise RuleBroken(NO_DOCUMENT)
        if built.document.draft and kind.draft_read_by and not person.sees_minutes:
            raise RuleBroken(NOT_FINAL)
        return store(session, self._office, actor, kind.key, meeting_place(source.rows), built)

    def _meeting_reader(self, session: Session, actor: Actor, meeting_id: str) -> MeetingReader:
        """Return a person who may make documents of a meeting, before its items."""
        rows = self._meeting_rows(session, actor, meeting_id)
        self._office.require(actor, MAKE_OF_MEETING, relations_to_meeting(rows, actor))
        ids = sorted({item.case_id for item in rows.case_items if item.case_id})
        visible = visible_cases(session, self._office, actor, ids)
        return reader_of(self._office, actor, rows, visible)

    def _meeting_source(self, session: Session, person: MeetingReader) -> MeetingSource:
        """Return a meeting for its documents, with what this person may not know of left out."""
        closed = frozenset(
            item.id
            for item in person.rows.items
            if person.sight(item) in {Sight.CLOSED, Sight.LEFT_OUT}
        )
        return MeetingSource(session, self._office, person.rows, person.declared, closed)

    def _meeting_rows(self, session: Session, actor: Actor, meeting_id: str) -> MeetingRows:
        seen = session.scalar(
            select(PanelMeeting.id).where(
                PanelMeeting.id == meeting_id, meeting_filter(self._office.matrix, actor)
            )
        )
        if seen is None:
            raise RuleBroken(NO_MEETING)
        return load_meetings(session, [meeting_id])[meeting_id]

    def _case_of(self, session: Session, item_id: str) -> str:
        item = session.get(AgendaItem, item_id) if item_id else None
        if item is None or item.case_id is None:
            raise RuleBroken(NOT_HERE)
        return item.case_id

    def _case_by(self, actor: Actor, reference: str) -> str:
        with self._office.reading() as session:
            found = session.scalar(
                select(Case.id).where(
                    Case.reference == reference.strip().upper(),
                    case_filter(self._office.matrix, actor, "view_case"),
                )
            )
        if found is None:
            raise RuleBroken(NOT_HERE)
        return found

    def _meeting_by(self, actor: Actor, reference: str) -> str:
        service, _, day = reference.strip().lower().partition(":")
        try:
            held_on = date.fromisoformat(day)
            panel = Service(service)
        except ValueError as error:
            raise RuleBroken(
                "A meeting is named by service and date, such as fostering:2025-11-04."
            ) from error
        with self._office.reading() as session:
            found = session.scalars(
                select(PanelMeeting.id)
                .join(Panel, Panel.id == PanelMeeting.panel_id)
                .where(
                    Panel.service == panel,
                    PanelMeeting.held_on == held_on,
                    meeting_filter(self._office.matrix, actor),
                )
                .order_by(PanelMeeting.starts_at, PanelMeeting.id)
                .limit(1)
            ).first()
        if found is None:
            raise RuleBroken(f"There is no {service} panel on {long_date(held_on)}.")
        return found


class _Reader:
    """A person before the documents of a case or a meeting."""

    def __init__(
        self,
        office: Office,
        actor: Actor,
        relations: frozenset[Relation],
        *,
        whole: bool,
        left_out: tuple[str, ...] = (),
        sees_drafts: bool = True,
    ) -> None:
        self._sees_drafts = sees_drafts
        self._matrix, self._actor, self._relations = office.matrix, actor, relations
        self._whole = whole
        self._left_out = list(left_out)

    def may_read(self, row: MadeDocument) -> bool:
        """Return whether the person may read a document, or learn that there is one."""
        kind = KINDS.get(row.kind)
        if kind is None or row.left_out != self._left_out:
            return False
        if not (self._whole or kind.in_pack):
            return False
        if row.is_draft and kind.draft_read_by and not self._sees_drafts:
            return False
        needed = [kind.read_by, kind.draft_read_by if row.is_draft else ""]
        return all(
            self._matrix.allows(self._actor, action, self._relations) for action in needed if action
        )


def _was_made(row: MadeDocument, as_of: date | None) -> bool:
    return as_of is None or on_day(row.made_at) <= as_of


def _kind(key: str) -> DocumentKind:
    kind = KINDS.get(key)
    if kind is None:
        known = ", ".join(KINDS)
        raise RuleBroken(f"There is no document “{key}”. Documents: {known}.", field="kind")
    return kind


def _check_draft(
    office: Office, actor: Actor, kind: DocumentKind, relations: frozenset[Relation]
) -> None:
    """Refuse the draft of what somebody reads only once it is final."""
    action = kind.draft_read_by
    if action and not office.matrix.allows(actor, action, relations):
        raise RuleBroken(_DRAFT_WORDS.get(kind.key, NOT_FINAL))


def _line(row: MadeDocument, made_by: str) -> DocumentLine:
    kind = KINDS.get(row.kind)
    return DocumentLine(
        id=row.id,
        kind=row.kind,
        words=kind.words if kind else row.kind,
        title=row.title,
        reference=row.reference,
        file_name=row.file_name,
        pages=row.pages,
        is_draft=row.is_draft,
        is_kept=row.is_kept,
        made_at=row.made_at,
        made_by=made_by,
        sent_on=row.sent_on,
        sent_to=row.sent_to,
        case_id=row.case_id or "",
        meeting_id=row.meeting_id or "",
        item_id=row.item_id or "",
    )
