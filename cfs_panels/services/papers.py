"""Papers of a case: kept sealed, in versions, and removed for good where they were misfiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.papers import AttachPaper, PaperContent, PaperLine, RemovePaper
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import long_date
from cfs_panels.services.case_files import CaseFile, date_field
from cfs_panels.services.paper_checks import paper_facts, safe_name
from cfs_panels.services.past_cases import was_there
from db.audit import record_view
from db.models import MadeDocument, StoredFile, User
from db.sealed_files import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.changes import Changes
    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.services.office import Office

REPORT = "report"
OTHER = "other"
NOT_HERE = "There is no such paper, or you may not open it."
LONGEST_TITLE = 200


class Papers:
    """Reports, comments and letters of a case."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def commands(self) -> Mapping[type[Any], Callable[[Actor, Any], Changes]]:
        """Return the commands this service carries out."""
        return {AttachPaper: self.attach_paper, RemovePaper: self.remove_paper}

    def papers(
        self, actor: Actor, case_id: str, as_of: date | None = None
    ) -> tuple[PaperLine, ...]:
        """Return the papers of a case that the actor may open, newest first, removed ones last.

        With ``as_of`` those that were there on that day; the content of one removed since is gone.
        """
        with self._office.reading() as session:
            file = CaseFile.open(session, self._office, actor, case_id, "view_case")
            rows = session.execute(
                select(StoredFile, User.name)
                .outerjoin(User, User.id == StoredFile.author_id)
                .where(StoredFile.case_id == case_id)
                .order_by(StoredFile.removed_at.is_not(None), StoredFile.id.desc())
            )
            whole = file.is_read_whole()
            return tuple(
                _line(row, author or "")
                for row, author in rows
                if (whole or not (row.restricted or row.removed_at))
                and (as_of is None or was_there(row, as_of))
            )

    def paper(self, actor: Actor, paper_id: str) -> PaperContent:
        """Return a paper's content; that it was opened is kept in the audit trail.

        Raises:
            RuleBroken: where there is no such paper for this person, or it was removed.
        """
        with self._office.writing(actor) as session:
            row, _ = self._open(session, actor, paper_id, "view_case")
            _check_there(row)
            content = self._office.database.papers(session).get(row.digest)
            record_view(session, "stored_file", row.id, case_id=row.case_id)
            author = session.get(User, row.author_id) if row.author_id else None
            return PaperContent(_line(row, author.name if author else ""), content)

    def attach_paper(self, actor: Actor, command: AttachPaper) -> Changes:
        """Add a file to a case, as the next version of its kind; a report counts as finished.

        Raises:
            RuleBroken: for a file that cannot be kept, a kind that this case has not, or a date
                that cannot be.
        """
        facts = paper_facts(command.content)
        with self._office.writing(actor) as session:
            file = CaseFile.open(session, self._office, actor, command.case_id, "attach_paper")
            title = _title(file, command)
            author = self._author(session, file, actor, command)
            self._check_date(file, command)
            digest = digest_of(command.content)
            earlier = _versions(session, file, command.kind, title)
            for row in earlier:
                if row.digest == digest and row.removed_at is None:
                    raise RuleBroken(
                        f"This very file is here already: {row.title}, version "
                        f"{row.version_number}.",
                        field="content",
                    )
            paper = StoredFile(
                case_id=command.case_id,
                kind=command.kind,
                title=title,
                file_name=safe_name(command.file_name, facts.media_type),
                media_type=facts.media_type,
                size=len(command.content),
                pages=facts.pages,
                digest=digest,
                version_number=len(earlier) + 1,
                author_id=author.id if author else None,
                finished_on=command.finished_on,
                added_at=self._office.now(),
                added_by=actor.user_id,
                restricted=command.restricted,
            )
            session.add(paper)
            session.flush()
            self._record(file, command, paper, author)
            self._office.database.papers(session).put(command.content)
            return file.changes(
                ("stored_file", paper.id),
                made=paper.id,
                message=f"{title} added",
                undo=RemovePaper(paper.id, "Undone at once"),
            )

    def remove_paper(self, actor: Actor, command: RemovePaper) -> Changes:
        """Remove a misfiled paper: the content goes, the entry and who decided stay.

        Whoever added it today may remove it with the right to add papers.

        Raises:
            RuleBroken: without a reason, or where it was removed already.
        """
        with self._office.writing(actor) as session:
            row = session.get(StoredFile, command.paper_id)
            if row is None:
                raise RuleBroken(NOT_HERE)
            day = row.added_at.astimezone().date()
            is_fresh = row.added_by == actor.user_id and day == self._office.today
            action = "attach_paper" if is_fresh else "remove_paper"
            row, file = self._open(session, actor, command.paper_id, action)
            reason = command.reason.strip()
            if not reason:
                raise RuleBroken("Enter why it is removed.", field="reason")
            _check_there(row)
            row.removed_at, row.removed_by = self._office.now(), actor.name
            row.removed_reason = reason
            session.flush()
            if not _is_needed(session, row):
                self._office.database.papers(session).remove(row.digest)
            _take_back(file, row, reason)
            return file.changes(("stored_file", row.id), message=f"{row.title} removed")

    def _open(
        self, session: Session, actor: Actor, paper_id: str, action: str
    ) -> tuple[StoredFile, CaseFile]:
        row = session.get(StoredFile, paper_id)
        if row is None or row.case_id is None:
            raise RuleBroken(NOT_HERE)
        try:
            file = CaseFile.open(session, self._office, actor, row.case_id, "view_case")
        except RuleBroken as refusal:
            raise RuleBroken(NOT_HERE) from refusal
        if row.restricted and not file.is_read_whole():
            raise RuleBroken(NOT_HERE)
        if action != "view_case":
            file = CaseFile.open(session, self._office, actor, row.case_id, action)
        return row, file

    def _author(
        self, session: Session, file: CaseFile, actor: Actor, command: AttachPaper
    ) -> User | None:
        """Return who wrote a paper: as told, and of a report else whoever adds it."""
        is_report = report_event(file, command.kind) is not None
        wanted = command.author_id or (actor.user_id if is_report else "")
        author = session.get(User, wanted) if wanted else None
        if wanted and author is None:
            raise RuleBroken("Choose who wrote it.", field="author_id")
        return author

    def _check_date(self, file: CaseFile, command: AttachPaper) -> None:
        if command.finished_on > self._office.today:
            raise RuleBroken(
                f"{long_date(command.finished_on)} is in the future. Enter the day it was "
                "finished.",
                field="finished_on",
            )
        finished = report_event(file, command.kind)
        if finished is not None:
            with date_field("finished_on"):
                file.judge(finished, command.finished_on)

    def _record(
        self, file: CaseFile, command: AttachPaper, paper: StoredFile, author: User | None
    ) -> None:
        facts: dict[str, Any] = {
            "paper": paper.id,
            "kind": paper.kind,
            "title": paper.title,
            "version": paper.version_number,
        }
        finished = report_event(file, command.kind)
        if finished is None:
            file.record(EventType.PAPER_ADDED, self._office.today, facts=facts)
            return
        if command.kind == REPORT:
            facts["report"] = file.pathway.report_short
        facts |= {
            "author": author.id if author else "",
            "author_name": author.name if author else "",
        }
        file.record(finished, command.finished_on, facts=facts)


def report_event(file: CaseFile, kind: str) -> EventType | None:
    """Return the event that adding a kind of paper records, None where it is no report."""
    paper = file.pathway.paper(kind)
    return paper.in_by[0] if paper is not None and paper.has_file else None


def kinds_of(file: CaseFile) -> dict[str, str]:
    """Return the kinds of paper that may be added to a case, with their names.

    Of what is kept by number and date alone, as a DBS certificate is, no file is taken.
    """
    kinds = {paper.key: paper.name for paper in file.pathway.papers}
    kinds |= {check.key: check.name for check in file.pathway.checks if not check.has_number}
    return {**kinds, OTHER: "Another paper"}


def _title(file: CaseFile, command: AttachPaper) -> str:
    check = file.pathway.check(command.kind)
    if check is not None and check.has_number:
        raise RuleBroken(
            f"{check.name}: no copy is kept. Record number, date and outcome under checks and "
            "references.",
            field="kind",
        )
    kinds = kinds_of(file)
    if command.kind not in kinds:
        raise RuleBroken("Choose what kind of paper this is.", field="kind")
    title = " ".join(command.title.split())
    if command.kind == OTHER and not title:
        raise RuleBroken("Enter what the paper is.", field="title")
    return (title or kinds[command.kind])[:LONGEST_TITLE]


def _versions(session: Session, file: CaseFile, kind: str, title: str) -> list[StoredFile]:
    """Return the papers of a kind in a case; of other papers, those with the same title."""
    statement = select(StoredFile).where(
        StoredFile.case_id == file.case.id, StoredFile.kind == kind
    )
    if kind == OTHER:
        statement = statement.where(StoredFile.title == title)
    return list(session.scalars(statement))


def _check_there(row: StoredFile) -> None:
    if row.removed_at is not None:
        raise RuleBroken(
            f"This paper was removed by {row.removed_by} on "
            f"{long_date(row.removed_at.astimezone().date())}: {row.removed_reason.rstrip('.')}."
        )


def _is_needed(session: Session, row: StoredFile) -> bool:
    """Return whether another entry holds the very same content."""
    paper = session.scalar(
        select(StoredFile.id)
        .where(StoredFile.digest == row.digest, StoredFile.removed_at.is_(None))
        .limit(1)
    )
    made = session.scalar(
        select(MadeDocument.id)
        .where((MadeDocument.docx_digest == row.digest) | (MadeDocument.pdf_digest == row.digest))
        .limit(1)
    )
    return paper is not None or made is not None


def _take_back(file: CaseFile, row: StoredFile, reason: str) -> None:
    """Take back the event of a removed paper, unless others rest on it by now."""
    for event in _events(file, row):
        try:
            file.withdraw(event, reason)
        except RuleBroken:
            continue  # the report went to the applicants: that stays true, and panel needs another


def _events(file: CaseFile, row: StoredFile) -> list[CaseEvent]:
    reports = [paper.in_by[0] for paper in file.pathway.papers if paper.has_file]
    found = file.history.all(*reports, EventType.PAPER_ADDED)
    return [e for e in found if e.facts.get("paper") == row.id]


def _line(row: StoredFile, author: str) -> PaperLine:
    removed = f"Removed by {row.removed_by}: {row.removed_reason}" if row.removed_at else ""
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
        removed=removed,
        source=row.source,
    )
