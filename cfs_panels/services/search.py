"""Finding a case, a person, a meeting or a document by a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy import case as when

from cfs_panels.domain.caseload import SearchHit
from cfs_panels.domain.words import long_date, weekday_date
from cfs_panels.services.caseload import escaped
from cfs_panels.services.document_access import document_filter
from cfs_panels.services.pathway_library import pathway
from cfs_panels.services.visibility import case_filter, meeting_filter
from db.models import Case, HouseholdMember, MadeDocument, Panel, PanelMeeting, Person, StoredFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import InstrumentedAttribute, Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office

MOST_OF_A_KIND = 6
_BEFORE_A_WORD = (" ", "-", "(", "'", "’")


class Search:
    """What is typed into the search box; what a person may not open is not found."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def find(self, actor: Actor, text: str) -> tuple[SearchHit, ...]:
        """Return what fits every word typed: cases first, then documents and meetings."""
        words = text.split()
        if not words:
            return ()
        with self._office.reading() as session:
            return (
                *self._cases(session, actor, words),
                *self._papers(session, actor, words),
                *self._meetings(session, actor, words),
            )

    def _cases(self, session: Session, actor: Actor, words: list[str]) -> list[SearchHit]:
        statement = (
            select(
                Case.id,
                Case.reference,
                Case.household_name,
                Case.stage,
                Case.pathway,
                Case.pathway_version,
                Case.household_id,
            )
            .where(case_filter(self._office.matrix, actor, "view_case"))
            .where(*(_fits_case(word) for word in words))
            .order_by(_further(words, _begins_case), Case.opened_on.desc(), Case.reference)
            .limit(MOST_OF_A_KIND)
        )
        return [
            SearchHit(
                "case" if row.household_id else "child",
                row.id,
                row.household_name,
                f"{row.reference}, {_stage_name(row.pathway, row.pathway_version, row.stage)}",
                "case",
                (row.id,),
            )
            for row in session.execute(statement)
        ]

    def _papers(self, session: Session, actor: Actor, words: list[str]) -> list[SearchHit]:
        """Return papers and made documents of the cases that the person may open."""
        seen = case_filter(self._office.matrix, actor, "view_case")
        attached = (
            select(
                StoredFile.id,
                StoredFile.title,
                StoredFile.version_number,
                StoredFile.finished_on,
                Case.household_name,
                Case.id.label("case_id"),
            )
            .join(Case, Case.id == StoredFile.case_id)
            .where(seen, StoredFile.removed_at.is_(None), StoredFile.restricted.is_(False))
            .where(*(_in_either(word, StoredFile.title) for word in words))
            .order_by(_further(words, _begins_title(StoredFile.title)), StoredFile.id.desc())
            .limit(MOST_OF_A_KIND)
        )
        made = (
            select(
                MadeDocument.id,
                MadeDocument.title,
                MadeDocument.made_at,
                Case.household_name,
                Case.id.label("case_id"),
            )
            .join(Case, Case.id == MadeDocument.case_id)
            .where(seen, document_filter(self._office.matrix, actor))
            .where(*(_in_either(word, MadeDocument.title) for word in words))
            .order_by(_further(words, _begins_title(MadeDocument.title)), MadeDocument.id.desc())
            .limit(MOST_OF_A_KIND)
        )
        hits = []
        for file_id, title, version, finished, household, case_id in session.execute(attached):
            on = f", {long_date(finished)}" if finished else ""
            hits.append(_document_hit(file_id, title, household, case_id, f"Version {version}{on}"))
        for document_id, title, made_at, household, case_id in session.execute(made):
            day = long_date(made_at.astimezone().date())
            hits.append(_document_hit(document_id, title, household, case_id, day))
        return hits[:MOST_OF_A_KIND]

    def _meetings(self, session: Session, actor: Actor, words: list[str]) -> list[SearchHit]:
        rows = session.execute(
            select(PanelMeeting.id, PanelMeeting.held_on, PanelMeeting.place, Panel.service)
            .join(Panel)
            .where(meeting_filter(self._office.matrix, actor))
            .order_by(PanelMeeting.held_on.desc())
        )
        hits = []
        for row in rows:
            title = f"{row.service.capitalize()} panel, {weekday_date(row.held_on)}"
            if all(word.casefold() in title.casefold() for word in words):
                hits.append(SearchHit("meeting", row.id, title, row.place, "meeting", (row.id,)))
        return hits[:MOST_OF_A_KIND]


def _stage_name(key: str, version: int, stage: str) -> str:
    return pathway(key, version).stage(stage).name


def _document_hit(
    document_id: str, title: str, household: str, case_id: str, below: str
) -> SearchHit:
    words = f"{title}, {household}"
    return SearchHit("document", document_id, words, below, "case", (case_id, "documents"))


def _in_either(word: str, title: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return _is_like([_pattern(word)], title, Case.household_name)


def _pattern(word: str) -> str:
    return f"%{escaped(word)}%"


def _fits_case(word: str) -> ColumnElement[bool]:
    return _case_is_like([_pattern(word)])


def _begins_case(word: str) -> ColumnElement[bool]:
    return _case_is_like(_beginnings(word))


def _begins_title(title: InstrumentedAttribute[str]) -> Callable[[str], ColumnElement[bool]]:
    return lambda word: _is_like(_beginnings(word), title, Case.household_name)


def _further(words: list[str], begins: Callable[[str], ColumnElement[bool]]) -> ColumnElement[int]:
    """Return how many of the words begin none of a record's: what is meant stands in front."""
    first, *others = (when((begins(word), 0), else_=1) for word in words)
    return sum(others, start=first)


def _beginnings(word: str) -> list[str]:
    """Return the patterns of a word at the beginning of a text, or after a space, hyphen..."""
    found = escaped(word)
    return [f"{found}%", *(f"%{before}{found}%" for before in _BEFORE_A_WORD)]


def _is_like(patterns: list[str], *columns: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return or_(*(c.ilike(p, escape="\\") for c in columns for p in patterns))


def _case_is_like(patterns: list[str]) -> ColumnElement[bool]:
    person = (
        select(HouseholdMember.id)
        .join(Person, Person.id == HouseholdMember.person_id)
        .where(
            HouseholdMember.household_id == Case.household_id,
            _is_like(patterns, Person.first_name, Person.last_name),
        )
        .exists()
    )
    return or_(_is_like(patterns, Case.household_name, Case.reference), person)
