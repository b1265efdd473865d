"""What the tracking workbook told of a case, row by row, as it was last taken in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, or_, select

from cfs_panels.domain.tracking.cells import written
from cfs_panels.domain.tracking.columns import cell_of
from cfs_panels.domain.tracking.kept import EMPTY, value_of
from cfs_panels.domain.tracking.outcomes import ToldRow
from cfs_panels.domain.tracking.sheets import CellKind
from cfs_panels.domain.words import long_date
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.tracking_library import tracking_definition
from cfs_panels.services.visibility import case_filter
from db.models import Case, ImportedRow, ImportRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.tracking.sheets import Column
    from cfs_panels.services.office import Office

TAKEN = "taken"
_PLACE = frozenset({"address", "postcode"})


class CaseImports:
    """Reads the rows of imports that are about a case; nothing that they brought is dropped."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def rows(self, actor: Actor, case_id: str) -> tuple[ToldRow, ...]:
        """Return what the workbook told of a case: who it is about, then what happened.

        References to another case are left out for who may not open it.

        Raises:
            RuleBroken: where there is no such case for this person.
        """
        with self._office.reading() as session:
            file = CaseFile.open_page(session, self._office, actor, case_id)
            home = file.case.household
            hidden = _PLACE if home is not None and home.address_is_secret else frozenset()
            found = session.execute(
                select(ImportedRow, ImportRun)
                .join(ImportRun, ImportRun.id == ImportedRow.run_id)
                .where(about(case_id))
                .order_by(ImportedRow.row)
            ).all()
            refs = set(_refs(row for row, _ in found))
            seen = self._seen(session, actor, refs)
            told = [_told(row, run, hidden, seen) for row, run in found]
        return tuple(sorted(told, key=_place))

    def _seen(self, session: Session, actor: Actor, refs: set[str]) -> set[str]:
        may = case_filter(self._office.matrix, actor, "view_case")
        return set(session.scalars(select(Case.reference).where(Case.reference.in_(refs), may)))


def cell_words(column: Column, value: Any) -> str:  # noqa: ANN401 (of any field)
    """Return what a cell says, as people read it: 9 February 2024, Yes."""
    return long_date(value) if isinstance(value, date) else written(cell_of(column, value))


def _place(told: ToldRow) -> tuple[bool, date, str]:
    """Return where a row stands: who the case is about first, then what happened, day by day."""
    defines = tracking_definition().sheet(told.sheet).defines is not None
    return not defines, told.on or date.min, told.sheet


def about(case_id: str) -> ColumnElement[bool]:
    """Return the condition on imported rows that they were taken and are about a case."""
    is_theirs = or_(ImportedRow.case_id == case_id, ImportedRow.other_case_id == case_id)
    return (ImportedRow.state == TAKEN) & is_theirs


def is_from_workbook(session: Session, case_id: str) -> bool:
    """Return whether a workbook told anything of a case."""
    return bool(session.scalar(select(exists().where(about(case_id)))))


def _refs(rows: Iterable[ImportedRow]) -> Iterator[str]:
    for row in rows:
        for column in tracking_definition().sheet(row.sheet).columns:
            if (column.names or column.defines) and (ref := row.content.get(column.field)):
                yield str(ref)


def _told(row: ImportedRow, run: ImportRun, hidden: frozenset[str], seen: set[str]) -> ToldRow:
    sheet = tracking_definition().sheet(row.sheet)
    facts = []
    for column in sheet.columns:
        value = _value(row, column)
        other = bool(column.names or column.defines) and value not in seen
        if value not in EMPTY and column.field not in hidden and not other:
            facts.append((column.header, cell_words(column, value)))
    days = (_value(row, c) for c in (*sheet.key, *sheet.columns) if c.kind is CellKind.DATE)
    return ToldRow(
        sheet=row.sheet,
        row=row.row,
        on=next((day for day in days if day is not None), None),
        facts=tuple(facts),
        notes=tuple((header, str(words)) for header, words in row.notes.items() if words),
        file_name=run.file_name,
        taken_on=run.made_at.astimezone().date(),
    )


def _value(row: ImportedRow, column: Column) -> Any:  # noqa: ANN401 (of any field)
    kind = tracking_definition().sheet(row.sheet).record_type
    return value_of(kind, column.field, row.content.get(column.field))
