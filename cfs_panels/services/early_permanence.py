"""Adopters who foster a named child first: their temporary approval, and what ends it by itself.

Care Planning, Placement and Case Review (England) Regulations 2010, regulation 25A.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfs_panels.domain.standings import standing_since
from cfs_panels.domain.vocabulary import EventType

if TYPE_CHECKING:
    from cfs_panels.services.case_files import CaseFile
    from db.models import CaseEventRow

EARLY_PERMANENCE = "early_permanence"
ENDED_BY = {
    EventType.PLACED: "placed_for_adoption",
    EventType.DEREGISTERED: "approval_ended",
    EventType.APPROVAL_TERMINATED: "approval_ended",
    EventType.ADOPTION_ORDER_MADE: "approval_ended",
}
"""What ends the temporary approval of adopters as foster carers of a child by itself, and why."""


def end_early_permanence(file: CaseFile, row: CaseEventRow) -> None:
    """End a temporary approval with the placement for adoption, or with the adopters' approval."""
    known = {standing.key for standing in file.pathway.standings}
    if row.type not in ENDED_BY or EARLY_PERMANENCE not in known:
        return
    if standing_since(file.pathway, file.history, EARLY_PERMANENCE) is None:
        return
    facts = {"reason": ENDED_BY[row.type]}
    file.follow(EventType.TEMPORARY_APPROVAL_ENDED, row.on, row.id, facts=facts, judged=False)
