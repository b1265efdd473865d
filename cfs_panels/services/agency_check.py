"""Whether the records of an agency are whole: file, audit chain, projections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cfs_panels.domain.cases import project
from cfs_panels.services.case_files import CaseFile
from cfs_panels.services.progress import untold
from db.models import Case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office
    from cfs_panels.services.progress import Progress


class AgencyCheck:
    """Looks for damage and tampering; changes nothing."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def problems(self, actor: Actor, progress: Progress = untold) -> list[str]:
        """Return a sentence for everything that is wrong, none where all is well."""
        self._office.require(actor, "check_agency")
        progress(0, 1, "the file and the audit trail")
        found = self._office.database.problems()
        with self._office.reading() as session:
            return [*found, *self._projections(session, actor, progress)]

    def _projections(self, session: Session, actor: Actor, progress: Progress) -> Iterator[str]:
        total = session.scalar(select(func.count(Case.id))) or 0
        cases = session.scalars(select(Case).order_by(Case.reference))
        for number, case in enumerate(cases, 1):
            progress(number, total, f"{number} of {total} cases")
            file = CaseFile(session, self._office, actor, case)
            state = project(file.pathway, file.history)
            if (case.stage, case.status) != (state.stage, state.status):
                yield (
                    f"{case.reference} is stored as {case.stage}, {case.status}; its events say "
                    f"{state.stage}, {state.status}."
                )
