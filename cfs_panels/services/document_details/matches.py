"""Whom an item about a child is about: the child in full, and the adopters of a proposed match."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.documents.lines import PaperLine
from cfs_panels.domain.histories import History
from cfs_panels.domain.matters import matter_of, within_matter
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import joined, long_date
from cfs_panels.services.case_files import events_of
from cfs_panels.services.case_people import people_of
from cfs_panels.services.child_steps import ADOPTERS_CASE
from cfs_panels.services.document_details.wording import told
from cfs_panels.services.pathway_library import pathway
from db.models import Case, Child, StoredFile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from cfs_panels.domain.histories import CaseEvent


@dataclass(frozen=True, slots=True)
class ChildItem:
    """What the papers of a meeting say of an item about a child.

    Attributes:
        child: The child's full name and date of birth.
        adopters: The adopters of a proposed match, with their reference; empty without a match.
        names: The adopters' names, those who may come.
        own: How the adopters' own case is called, which is no other case than this item's.
        papers: The adopters' report, which panel reads with the child's.
    """

    child: str
    adopters: str = ""
    names: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    papers: tuple[PaperLine, ...] = ()

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return what stands in the facts of the item."""
        pairs = ((told("child", "child"), self.child), (told("child", "adopters"), self.adopters))
        return tuple((label, words) for label, words in pairs if words)


def child_items(
    session: Session, cases: Collection[Case], upto: date, hidden: Collection[str] = ()
) -> dict[str, ChildItem]:
    """Return what is said of each case of a child, as it stood on a day, by case.

    Of adopters whose case is restricted, or ``hidden`` from this reader, no name is told.
    """
    found = {}
    for case in cases:
        child = session.get(Child, case.child_id) if case.child_id else None
        kind = pathway(case.pathway, case.pathway_version)
        if child is None or not kind.of_child:
            continue
        name = f"{child.first_name} {child.last_name}".strip()
        born = told("child", "born", date=long_date(child.born_on)) if child.born_on else ""
        words = ", ".join(part for part in (name, born) if part)
        history = History(events_of(session, case.id), as_of=upto)
        proposed = within_matter(kind, history).latest(EventType.MATCH_PROPOSED)
        is_match = EventType.MATCH_PROPOSED in matter_of(kind, history).opened_by
        if proposed is None or not is_match:
            found[case.id] = ChildItem(words)
        else:
            found[case.id] = _matched(session, words, proposed, upto, hidden)
    return found


def _matched(
    session: Session, child: str, proposed: CaseEvent, upto: date, hidden: Collection[str]
) -> ChildItem:
    facts = proposed.facts
    case = session.get(Case, str(facts.get(ADOPTERS_CASE) or ""))
    if case is None:
        words = str(facts.get("household") or "").strip()
        return ChildItem(child, words, (words,) if words else ())
    if case.is_restricted or case.id in hidden:
        return ChildItem(child, told("child", "adopters_kept"))
    people = people_of(session, [case])[case.id]
    names = tuple(p.name for p in people if p.is_applicant and p.belongs(upto))
    adopters = ", ".join((joined(names) or case.household_name, case.reference))
    own = (case.household_name, case.reference)
    return ChildItem(child, adopters, names, own, tuple(_report(session, case, upto)))


def _report(session: Session, case: Case, upto: date) -> Iterator[PaperLine]:
    """Yield the newest report on the adopters that was there on the day."""
    rows = session.scalars(
        select(StoredFile)
        .where(
            StoredFile.case_id == case.id,
            StoredFile.kind == "report",
            StoredFile.removed_at.is_(None),
            StoredFile.restricted.is_(False),
        )
        .order_by(StoredFile.id.desc())
    )
    for row in rows:
        if row.added_at.astimezone().date() <= upto:
            number = told("paper", "version", number=str(row.version_number))
            of_case = told("paper", "of_case", reference=case.reference)
            yield PaperLine(f"{row.title} {of_case}", number, row.pages)
            return
