"""The child whom a case of a household is about: one of the children here, or one in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.forms import Choice
from cfs_panels.domain.vocabulary import EventType, Service
from cfs_panels.services.visibility import case_filter
from db.models import Case, Child

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cfs_panels.domain.pathways import Move
    from cfs_panels.services.case_files import CaseFile
    from db.models import CaseEventRow

CHILD_ID, CHILD = "child_id", "child"
CHILDREN = "children"
"""What choices of children are taken from."""

MOST = 200
NOT_SAID = "Choose the child, or enter who the child is"


def child_choices(file: CaseFile) -> Iterator[Choice]:
    """Yield the children here whose case the person may open and which has not ended."""
    rows = file.session.execute(
        select(Child.id, Child.first_name, Case.reference, Case.status)
        .join(Case, Case.child_id == Child.id)
        .where(
            Case.household_id.is_(None),
            case_filter(file.office.matrix, file.actor, "view_case"),
        )
        .order_by(Case.reference.desc())
        .limit(MOST)
    )
    for row in rows:
        if not row.status.is_over:
            yield Choice(row.id, f"{row.first_name}, {row.reference}")


def with_child(file: CaseFile, move: Move | None, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a step with the name of the child that was chosen.

    Raises:
        RuleBroken: where the step asks for a child and neither a choice nor words tell who it is.
    """
    keys = {asked.key for asked in (move.asks if move is not None else ())}
    found = dict(facts)
    if CHILD_ID not in keys:
        return found
    chosen = next((c for c in child_choices(file) if c.value == facts.get(CHILD_ID)), None)
    if chosen is not None:
        found[CHILD] = chosen.label
    elif facts.get(CHILD_ID):
        raise RuleBroken("Choose the child from the list.", field=CHILD_ID)
    elif not str(facts.get(CHILD) or "").strip():
        raise RuleBroken(f"{NOT_SAID}.", field=CHILD)
    return found


def link_child(file: CaseFile, row: CaseEventRow) -> None:
    """Let a case of a household be about the child whom a step of it names.

    Adopters who foster a child first remain adopters of any child until they are matched.
    """
    child_id = row.facts.get(CHILD_ID)
    early = row.type is EventType.TEMPORARILY_APPROVED and file.case.service is Service.ADOPTION
    if child_id and file.case.household_id is not None and not early:
        file.case.child_id = str(child_id)
