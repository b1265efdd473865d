"""The papers of cases as agendas, minutes and records list them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.documents.lines import PaperLine
from cfs_panels.domain.histories import History
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.case_files import event_from
from cfs_panels.services.document_details.wording import told
from db.models import CaseEventRow, StoredFile

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.services.decision_packs import PackEntry

_SHORT = {
    EventType.PANEL_ADVISED: "adviser_note",
    EventType.COMPLIANCE_DECLARED: "declaration",
    EventType.OBSERVATIONS_RECEIVED: "observations_many",
}


def papers_by_case(
    session: Session, case_ids: Collection[str], upto: date
) -> dict[str, tuple[PaperLine, ...]]:
    """Return the papers of cases that were there on a day, the newest version of each.

    Restricted papers are left out: their very title may tell what they hold.
    """
    newest: dict[str, dict[tuple[str, str], StoredFile]] = {case_id: {} for case_id in case_ids}
    files = session.scalars(
        select(StoredFile)
        .where(
            StoredFile.case_id.in_(case_ids),
            StoredFile.removed_at.is_(None),
            StoredFile.restricted.is_(False),
        )
        .order_by(StoredFile.id)
    )
    for row in files:
        if row.case_id and row.added_at.astimezone().date() <= upto:
            key = (row.kind, "" if row.kind == "report" else row.title)
            newest[row.case_id][key] = row
    short = _short_papers(session, case_ids, upto)
    return {
        case_id: (*(_line(row) for row in _ordered(found.values())), *short.get(case_id, ()))
        for case_id, found in newest.items()
    }


def _ordered(rows: Collection[StoredFile]) -> list[StoredFile]:
    return sorted(rows, key=lambda row: (row.kind != "report", row.id))


def _line(row: StoredFile) -> PaperLine:
    shows = row.kind == "report" or row.version_number > 1
    version = told("paper", "version", number=str(row.version_number)) if shows else ""
    return PaperLine(row.title, version, row.pages)


def _short_papers(
    session: Session, case_ids: Collection[str], upto: date
) -> dict[str, tuple[PaperLine, ...]]:
    """Return the papers that the program itself writes, of the cases in which they are in."""
    events: dict[str, list[CaseEvent]] = {}
    for row in session.scalars(select(CaseEventRow).where(CaseEventRow.case_id.in_(case_ids))):
        events.setdefault(row.case_id, []).append(event_from(row))
    histories = {case_id: History(found, as_of=upto) for case_id, found in events.items()}
    return {
        case_id: tuple(
            PaperLine(told("paper", name)) for event, name in _SHORT.items() if history.has(event)
        )
        for case_id, history in histories.items()
    }


def pack_line(entry: PackEntry) -> PaperLine:
    """Return a paper of the decision maker's pack as a record lists it."""
    return PaperLine(entry.title, entry.version, entry.pages)
