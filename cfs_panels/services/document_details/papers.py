"""The papers of cases as agendas, minutes and records list them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.documents.lines import PaperLine
from cfs_panels.domain.histories import History
from cfs_panels.domain.matters import in_hand, is_in, papers_of, within_matter
from cfs_panels.domain.pathways import PaperColumn
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import long_date, uncapitalised
from cfs_panels.services.case_files import event_from
from cfs_panels.services.case_people import people_of
from cfs_panels.services.document_details.wording import told
from cfs_panels.services.pathway_library import pathway
from db.models import CaseEventRow, StoredFile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.domain.pathways import PaperDefinition, Pathway
    from cfs_panels.services.decision_packs import PackEntry
    from db.models import Case

REPORT = "report"
_AGAIN = (EventType.ITEM_DEFERRED, EventType.RETURNED_TO_PANEL)
_OBSERVED = (EventType.OBSERVATIONS_RECEIVED, EventType.OBSERVATIONS_EXPIRED)


@dataclass(frozen=True, slots=True)
class PanelPapers:
    """The papers of a case for panel: those that are in, and the names of those that are not."""

    lines: tuple[PaperLine, ...] = ()
    awaited: tuple[str, ...] = ()


def papers_by_case(session: Session, cases: Collection[Case], upto: date) -> dict[str, PanelPapers]:
    """Return the papers of cases that were there on a day, the newest version of each.

    What the program itself wrote for an earlier matter is no paper of the one in hand; a file from
    before it stands with its date. Restricted papers are left out: their very title may tell what
    they hold.
    """
    ids = [case.id for case in cases]
    files = _files(session, ids, upto)
    histories = _histories(session, ids, upto)
    people = people_of(session, list(cases)) if cases else {}
    found = {}
    for case in cases:
        applicants = sum(p.is_applicant and p.belongs(upto) for p in people[case.id])
        kind = pathway(case.pathway, case.pathway_version)
        matter = _Matter(kind, histories[case.id], upto, applicants)
        lines = (*matter.file_lines(files[case.id]), *matter.short_lines())
        found[case.id] = PanelPapers(lines, tuple(matter.awaited()))
    return found


def observations_paper(kind: Pathway, history: History) -> PaperDefinition | None:
    """Return the observations that the matter in hand asks for, if it asks for any."""
    return next(
        (p for p in papers_of(kind, history) if EventType.OBSERVATIONS_RECEIVED in p.in_by), None
    )


def observations_title(kind: Pathway, paper: PaperDefinition, applicants: int) -> str:
    """Return whose observations they are: an applicant's, the applicants', the adopters'."""
    if kind.of_child:
        return paper.name
    return told("paper", "observations_one" if applicants == 1 else "observations_many")


def _files(
    session: Session, case_ids: Collection[str], upto: date
) -> dict[str, Collection[StoredFile]]:
    newest: dict[str, dict[tuple[str, str], StoredFile]] = {case_id: {} for case_id in case_ids}
    rows = session.scalars(
        select(StoredFile)
        .where(
            StoredFile.case_id.in_(case_ids),
            StoredFile.removed_at.is_(None),
            StoredFile.restricted.is_(False),
        )
        .order_by(StoredFile.id)
    )
    for row in rows:
        if row.case_id and _added_on(row) <= upto:
            key = (row.kind, "" if row.kind == REPORT else row.title)
            newest[row.case_id][key] = row
    return {case_id: found.values() for case_id, found in newest.items()}


def _added_on(row: StoredFile) -> date:
    return row.added_at.astimezone().date()


def _histories(session: Session, case_ids: Collection[str], upto: date) -> dict[str, History]:
    events: dict[str, list[CaseEvent]] = {case_id: [] for case_id in case_ids}
    for row in session.scalars(select(CaseEventRow).where(CaseEventRow.case_id.in_(case_ids))):
        events[row.case_id].append(event_from(row))
    return {case_id: History(found, as_of=upto) for case_id, found in events.items()}


class _Matter:
    """The matter that a case is before panel with, on a day, and the papers of it."""

    def __init__(self, kind: Pathway, history: History, day: date, applicants: int) -> None:
        self._kind, self._history, self._day = kind, history, day
        self._applicants = applicants
        self._within = within_matter(kind, history)
        self._papers = papers_of(kind, history)

    @cached_property
    def _began_on(self) -> date | None:
        """Return the day from which a file is one of this matter; of the first any is."""
        matter, opening = in_hand(self._kind, self._history)
        return opening.on if opening and matter is not self._kind.matters[0] else None

    def file_lines(self, rows: Iterable[StoredFile]) -> Iterator[PaperLine]:
        """Yield the files, reports in front and what is older than the matter at the end."""
        for row in sorted(rows, key=lambda r: (self._is_older(r), r.kind != REPORT, r.id)):
            shows = row.kind == REPORT or row.version_number > 1
            version = told("paper", "version", number=str(row.version_number)) if shows else ""
            dated = long_date(row.finished_on or _added_on(row)) if self._is_older(row) else ""
            told_of = ", ".join(part for part in (version, dated) if part)
            yield PaperLine(row.title, told_of, row.pages)

    def _is_older(self, row: StoredFile) -> bool:
        began_on = self._began_on
        return began_on is not None and (row.finished_on or _added_on(row)) < began_on

    def short_lines(self) -> Iterator[PaperLine]:
        """Yield the papers that the program writes, and the report that was given to somebody."""
        for paper in self._papers:
            if paper.column is PaperColumn.REPORT and not paper.has_file and self._is_in(paper):
                yield PaperLine(paper.name, self._in_words(paper))
        for event, name in (
            (EventType.PANEL_ADVISED, "adviser_note"),
            (EventType.COMPLIANCE_DECLARED, "declaration"),
        ):
            asked = next((p for p in self._papers if event in p.in_by), None)
            if self._within.has(event) and (asked is None or self._is_in(asked)):
                yield PaperLine(told("paper", name))
        yield from self._said()

    def _said(self) -> Iterator[PaperLine]:
        observed = observations_paper(self._kind, self._history)
        if observed is not None and self._is_in(observed):
            event = self._within.latest(*_OBSERVED)
            expired = event is not None and event.type is EventType.OBSERVATIONS_EXPIRED
            title = observations_title(self._kind, observed, self._applicants)
            yield PaperLine(title, told("paper", "none_came") if expired else "")
        came = self._within.latest(EventType.REPRESENTATIONS_RECEIVED)
        if came is not None:
            name = told("paper", "representations")
            yield PaperLine(name, told("paper", "received", date=long_date(came.on)))

    def awaited(self) -> Iterator[str]:
        """Yield the names of the papers that the matter needs and that are not in."""
        for paper in self._papers:
            if not self._is_in(paper):
                observed = EventType.OBSERVATIONS_RECEIVED in paper.in_by
                yield (
                    observations_title(self._kind, paper, self._applicants)
                    if observed
                    else paper.name
                )

    def _is_in(self, paper: PaperDefinition) -> bool:
        """Return whether a paper is in; a note on an earlier hearing is none on the next one."""
        if not is_in(paper, self._history):
            return False
        if EventType.PANEL_ADVISED not in paper.in_by:
            return True
        again = [e for e in self._within.all(*_AGAIN) if e.on < self._day]
        note = self._history.latest(EventType.PANEL_ADVISED)
        return note is not None and not any(self._history.is_newer(e, note) for e in again)

    def _in_words(self, paper: PaperDefinition) -> str:
        on = self._history.on(*paper.in_by)
        words = uncapitalised(paper.in_words)
        return f"{words} {long_date(on)}" if on else words


def pack_line(entry: PackEntry) -> PaperLine:
    """Return a paper of the decision maker's pack as a record lists it."""
    return PaperLine(entry.title, entry.version, entry.pages)
