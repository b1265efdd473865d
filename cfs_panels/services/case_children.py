"""The child of a case, as its page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.cases import ChildLine, age_on
from cfs_panels.services.visibility import case_filter
from db.models import Case

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.services.case_files import CaseFile
    from db.models import Child


def child_line(file: CaseFile, day: date) -> ChildLine | None:
    """Return what is known of the child a case is about, with its age on a day, if there is one."""
    child = file.case.child
    return told_child(child, day, _own_case(file, child.id)) if child is not None else None


def told_child(child: Child, day: date, case_id: str = "") -> ChildLine:
    """Return what is known of a child, with its age on a day; its own case where that is given."""
    group = child.sibling_group
    return ChildLine(
        id=child.id,
        reference=child.reference,
        first_name=child.first_name,
        born_on=child.born_on,
        age=age_on(child.born_on, day),
        sex=child.sex,
        ethnicity=child.ethnicity,
        sibling_group=group.label if group else "",
        plan=child.plan,
        disability=child.disability,
        relinquished=child.relinquished,
        early_permanence=child.early_permanence,
        match_source=child.match_source,
        case_id=case_id,
    )


def _own_case(file: CaseFile, child_id: str) -> str:
    """Return the case of a child where the person may see it besides the household's."""
    found = file.session.scalar(
        select(Case.id).where(
            Case.child_id == child_id,
            Case.household_id.is_(None),
            case_filter(file.office.matrix, file.actor, "view_case"),
        )
    )
    return found or ""
