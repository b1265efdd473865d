"""Documents written, sealed and kept: what is sent, signed or final never changes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.decision_packs import PACK_DOCUMENTS
from cfs_panels.services.document_details import decisions, letters, minutes
from cfs_panels.services.document_details.sources import CaseSource, MeetingSource
from cfs_panels.services.document_kinds import KINDS
from cfs_panels.services.meeting_rows import load_meetings
from db.models import Case, MadeDocument

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.documents.blocks import Document
    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.document_details.sources import Built
    from cfs_panels.services.meeting_rows import MeetingRows
    from cfs_panels.services.office import Office
    from db.models import AgendaItem

APPROVAL_LETTER, DETERMINATION_LETTER = "approval_letter", "determination_letter"
AGREEMENT = "foster_care_agreement"
DECISION_RECORD = "decision_record"
EXTRACT, MINUTES = "minutes_extract", "minutes"
_LETTERS = {
    APPROVAL_LETTER: letters.approval_letter,
    DETERMINATION_LETTER: letters.determination_letter,
}


@dataclass(frozen=True, slots=True)
class Place:
    """What a document is of: a case or a meeting, with the name its files begin with."""

    reference: str
    file_stem: str
    case_id: str | None = None
    meeting_id: str | None = None


@dataclass(frozen=True, slots=True)
class Keeping:
    """How a document is put away: kept for good, and sent when and to whom."""

    is_kept: bool = False
    sent_on: date | None = None
    sent_to: str = ""


def case_place(case: Case) -> Place:
    """Return the place of a case's documents."""
    return Place(case.reference, case.reference, case_id=case.id)


def meeting_place(rows: MeetingRows) -> Place:
    """Return the place of a meeting's documents: ``fostering-panel-2025-11-04``."""
    meeting = rows.meeting
    day = meeting.held_on.isoformat()
    return Place(
        f"{rows.service.value}:{day}",
        f"{rows.service.value}-panel-{day}",
        meeting_id=meeting.id,
    )


def store(
    session: Session,
    office: Office,
    actor: Actor,
    kind: str,
    place: Place,
    built: Built,
    keeping: Keeping | None = None,
) -> MadeDocument:
    """Write a document and keep it sealed; what says the same as one before is that one."""
    keeping = keeping or Keeping()
    digest = inputs_digest(built.document)
    same = _same(session, kind, place, built, digest, keeping)
    if same is not None:
        return same
    docx, pdf = written(built.document)
    papers = office.database.papers(session)
    row = MadeDocument(
        kind=kind,
        case_id=place.case_id,
        meeting_id=place.meeting_id,
        item_id=built.item_id or None,
        reference=place.reference,
        title=_title(kind, place, built),
        file_name=f"{place.file_stem}-{KINDS[kind].file_words}",
        template_version=built.template_version,
        docx_digest=papers.put(docx),
        pdf_digest=papers.put(pdf),
        pages=page_count(pdf),
        inputs_digest=digest,
        left_out=list(built.left_out),
        is_draft=built.document.draft,
        is_kept=keeping.is_kept,
        made_at=office.now(),
        made_by=actor.user_id,
        sent_on=keeping.sent_on,
        sent_to=keeping.sent_to,
    )
    session.add(row)
    session.flush()
    return row


def _title(kind: str, place: Place, built: Built) -> str:
    """Return what lists call a document: a case's stands there beside its reference."""
    words = KINDS[kind].words if place.case_id else built.document.title
    return (built.title or words)[:300]


def _same(
    session: Session, kind: str, place: Place, built: Built, digest: str, keeping: Keeping
) -> MadeDocument | None:
    """Return the document that says the very same, if it is kept as this one is to be."""
    found = session.scalars(
        select(MadeDocument)
        .where(
            MadeDocument.kind == kind,
            MadeDocument.case_id == place.case_id,
            MadeDocument.meeting_id == place.meeting_id,
            MadeDocument.inputs_digest == digest,
            MadeDocument.is_kept.is_(keeping.is_kept),
        )
        .order_by(MadeDocument.id.desc())
    )
    return next((row for row in found if row.left_out == list(built.left_out)), None)


def inputs_digest(document: Document) -> str:
    """Return the digest of everything a document says and shows."""
    return hashlib.sha256(repr(document).encode("utf-8", "surrogatepass")).hexdigest()


def written(document: Document) -> tuple[bytes, bytes]:
    """Return a document as Word and as PDF."""
    from cfs_panels.documents.docx_writer import write_docx
    from cfs_panels.documents.pdf_writer import write_pdf

    return write_docx(document), write_pdf(document)


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    from pikepdf import Pdf

    with Pdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def content_of(session: Session, office: Office, row: MadeDocument) -> tuple[bytes, bytes]:
    """Return a stored document as Word and PDF, as it was written."""
    papers = office.database.papers(session)
    return papers.get(row.docx_digest), papers.get(row.pdf_digest)


def kept_document(
    session: Session, kind: str, *, case_id: str = "", meeting_id: str = "", item_id: str = ""
) -> MadeDocument | None:
    """Return the newest document of a kind that is kept for good, whole."""
    statement = select(MadeDocument).where(MadeDocument.kind == kind, MadeDocument.is_kept)
    if case_id:
        statement = statement.where(MadeDocument.case_id == case_id)
    if meeting_id:
        statement = statement.where(MadeDocument.meeting_id == meeting_id)
    if item_id:
        statement = statement.where(MadeDocument.item_id == item_id)
    rows = session.scalars(statement.order_by(MadeDocument.id.desc()))
    return next((row for row in rows if not row.left_out), None)


def send_document(
    session: Session,
    office: Office,
    actor: Actor,
    *,
    kind: str,
    case_id: str,
    sent_on: date,
    sent_to: str,
) -> MadeDocument:
    """Make the final letter of a case as sent on a day, inside the caller's transaction.

    With an approval the foster care agreement goes along, where the kind of case has one.

    Raises:
        RuleBroken: where something the letter must hold is missing, naming it.
    """
    letter = _LETTERS.get(kind)
    case = session.get(Case, case_id)
    if letter is None or case is None:
        raise RuleBroken("No letter follows this decision.")
    source = CaseSource(CaseFile(session, office, actor, case))
    keeping = Keeping(is_kept=True, sent_on=sent_on, sent_to=sent_to)
    place = case_place(case)
    row = store(session, office, actor, kind, place, letter(source, sent_on), keeping)
    if kind == APPROVAL_LETTER and source.pathway.agreement:
        agreement = letters.foster_care_agreement(source)
        store(session, office, actor, AGREEMENT, place, agreement, keeping)
    return row


def keep_minutes(session: Session, office: Office, actor: Actor, meeting_id: str) -> MadeDocument:
    """Make and keep the final minutes of a meeting, and the extract of each case it heard.

    They are whole, whoever sends them. Whoever may not see an item gets a copy without it.

    Raises:
        RuleBroken: where the chair has not approved them, or an extract names another case.
    """
    rows = load_meetings(session, [meeting_id])[meeting_id]
    if rows.meeting.state not in minutes.FINAL:
        raise RuleBroken("The person who chaired has not approved the minutes.")
    source = MeetingSource(session, office, rows)
    sent_on = rows.meeting.minutes_sent_on
    keeping = Keeping(is_kept=True, sent_on=sent_on)
    whole = store(
        session, office, actor, MINUTES, meeting_place(rows), minutes.minutes(source), keeping
    )
    for item in rows.case_items:
        case = source.cases.get(item.case_id or "")
        if case is not None:
            extract = minutes.minutes_extract(source, item)
            store(session, office, actor, EXTRACT, case_place(case), extract, keeping)
    return whole


def keep_pack(file: CaseFile, item: AgendaItem) -> tuple[MadeDocument, ...]:
    """Keep the short papers of a case's item that the decision maker reads, where they are not yet.

    What there is not, such as a note that nobody wrote, is left out.
    """
    source = CaseSource(file, item)
    session, office, actor = file.session, file.office, file.actor
    made = []
    for kind in PACK_DOCUMENTS:
        if kept_document(session, kind, case_id=file.case.id, item_id=item.id) is not None:
            continue
        maker = KINDS[kind].of_case
        try:
            built = maker(source) if maker else None
        except RuleBroken:
            continue  # there is no such paper of this case
        if built is not None and not built.document.draft:
            built = replace(built, item_id=item.id)
            keeping = Keeping(is_kept=True)
            made.append(store(session, office, actor, kind, case_place(file.case), built, keeping))
    return tuple(made)


def keep_decision_record(file: CaseFile) -> MadeDocument:
    """Keep the record of a signed decision as it stands: as signed, then with each notice."""
    built = decisions.decision_record(CaseSource(file))
    place, keeping = case_place(file.case), Keeping(is_kept=True)
    return store(file.session, file.office, file.actor, DECISION_RECORD, place, built, keeping)
