"""The register of approved people: terms, places, reviews due, ends."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cfs_panels.domain.decisions import ApprovalLine, RequirementLine
from cfs_panels.domain.terms import terms_words
from cfs_panels.services.open_requirements import (
    RequirementCount,
    is_set,
    requirement_counts,
    set_by,
)
from cfs_panels.services.pathway_library import pathway, pathways
from cfs_panels.services.visibility import case_filter, whole_case_filter
from db.models import Approval, Case, RequirementRow

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.actors import Actor
    from cfs_panels.domain.pathways import Pathway
    from cfs_panels.domain.vocabulary import Service
    from cfs_panels.services.office import Office
    from db.models import ApprovalTerm


class Register:
    """Approvals, each a person's, grouped by household; and requirements still open."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def approvals(
        self,
        actor: Actor,
        service: Service | None = None,
        *,
        with_ended: bool = False,
        register: str = "",
    ) -> tuple[ApprovalLine, ...]:
        """Return the households on the registers or on one of them, the review due first in front.

        Foster carers, adopters and hosts of supported lodgings stand on registers of their own.
        A review that was due before an import brought the case is history: it comes last.
        """
        self._office.require(actor, "view_register")
        seen = case_filter(self._office.matrix, actor, "view_case")
        statement = (
            select(Approval, Case)
            .join(Case, Case.id == Approval.case_id)
            .where(seen)
            .options(selectinload(Approval.person), selectinload(Approval.terms))
            .order_by(Approval.review_due_on, Case.reference, Approval.id)
        )
        if service is not None:
            statement = statement.where(Approval.service == service)
        if not with_ended:
            statement = statement.where(Approval.ended_on.is_(None))
        if register:
            kinds = {kind.key for kind in pathways().values() if kind.register == register}
            statement = statement.where(Case.pathway.in_(kinds))
        with self._office.reading() as session:
            households: dict[str, list[tuple[Approval, Case]]] = defaultdict(list)
            for approval, case in session.execute(statement):
                households[case.id].append((approval, case))
            counts = requirement_counts(session, self._office.today)
            lines = (
                _approval_line(rows, counts.get(case_id, RequirementCount()))
                for case_id, rows in households.items()
            )
            return tuple(sorted(lines, key=lambda line: line.was_due_before))

    def requirements(
        self,
        actor: Actor,
        case_id: str = "",
        *,
        with_met: bool = False,
        as_of: date | None = None,
    ) -> tuple[RequirementLine, ...]:
        """Return requirements of signed decisions, of a case or of all, the first due in front.

        With ``as_of`` it is what was known on that day: those set by then, met by then or not.
        """
        self._office.require(actor, "view_register")
        seen = whole_case_filter(self._office.matrix, actor)
        statement = (
            select(RequirementRow, Case.reference, Case.household_name)
            .join(Case, Case.id == RequirementRow.case_id)
            .where(seen, *is_set())
            .order_by(RequirementRow.due_on, RequirementRow.id)
        )
        if case_id:
            statement = statement.where(RequirementRow.case_id == case_id)
        if as_of is not None:
            statement = statement.where(set_by(as_of))
        elif not with_met:
            statement = statement.where(RequirementRow.met_on.is_(None))
        day = as_of or self._office.today
        with self._office.reading() as session:
            lines = [
                requirement_line(row, reference, household, day)
                for row, reference, household in session.execute(statement)
            ]
        return tuple(line for line in lines if with_met or line.met_on is None)


def requirement_line(
    row: RequirementRow, reference: str, household: str, day: date
) -> RequirementLine:
    """Return a requirement as shown, met or not as it was known on a day."""
    met_on = row.met_on if row.met_on is not None and row.met_on <= day else None
    state = "done" if met_on else "overdue" if row.due_on < day else "onTrack"
    return RequirementLine(
        id=row.id,
        case_id=row.case_id,
        reference=reference,
        household=household,
        text=row.text,
        owner=row.owner,
        due_on=row.due_on,
        recipient=row.recipient,
        met_on=met_on,
        evidence=row.evidence if met_on or row.met_on is None else "",
        state=state,
    )


def _approval_line(rows: list[tuple[Approval, Case]], required: RequirementCount) -> ApprovalLine:
    approval, case = rows[0]
    terms = approval.terms[-1] if approval.terms else None
    due, since = approval.review_due_on, case.history_until
    kind = pathway(case.pathway, case.pathway_version)
    return ApprovalLine(
        id=approval.id,
        case_id=case.id,
        reference=case.reference,
        household=case.household_name,
        service=approval.service,
        people=tuple(f"{a.person.first_name} {a.person.last_name}" for a, _ in rows),
        approved_on=approval.approved_on,
        terms=terms_of(terms, kind) if terms else "",
        review_due_on=approval.review_due_on,
        ended_on=approval.ended_on,
        open_requirements=required.open,
        late_requirements=required.late,
        register=kind.register,
        was_due_before=due is not None and since is not None and due < since,
    )


def terms_of(terms: ApprovalTerm, kind: Pathway) -> str:
    """Return the terms of an approval in a line: ``One child, 5 to 12, short-term``."""
    return terms_words(kind, terms.terms, terms.places, terms.ages)
