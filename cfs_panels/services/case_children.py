"""The child of a case, as its page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.cases import ChildLine, age_on

if TYPE_CHECKING:
    from datetime import date

    from db.models import Child


def child_line(child: Child, day: date) -> ChildLine:
    """Return what is known of a child, with its age on a day."""
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
    )
