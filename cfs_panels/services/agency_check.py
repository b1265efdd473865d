"""Whether the records of an agency are whole: file, audit chain, projections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.cases import project
from cfs_panels.services.case_files import CaseFile
from db.models import Case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office


class AgencyCheck:
    """Looks for damage and tampering; changes nothing."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def problems(self, actor: Actor) -> list[str]:
        """Return a sentence for everything that is wrong, none where all is well."""
        self._office.require(actor, "check_agency")
        found = self._office.database.problems()
        with self._office.reading() as session:
            return [*found, *self._projections(session, actor)]

    def _projections(self, session: Session, actor: Actor) -> Iterator[str]:
        for case in session.scalars(select(Case).order_by(Case.reference)):
            file = CaseFile(session, self._office, actor, case)
            state = project(file.pathway, file.history)
            if (case.stage, case.status) != (state.stage, state.status):
                yield (
                    f"{case.reference} is stored as {case.stage}, {case.status}; its events say "
                    f"{state.stage}, {state.status}."
                )
