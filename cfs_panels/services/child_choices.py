"""What a child's record is made of, and the children matched with the adopters of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cfs_panels.domain.children import ChildChoices, MatchedChild, age_words
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.child_pages import match_standing
from cfs_panels.services.child_steps import ADOPTERS_CASE
from cfs_panels.services.colleagues import MANAGERS, WORKERS, holders, teams
from cfs_panels.services.meeting_papers import histories_of
from cfs_panels.services.tracking_library import tracking_definition
from cfs_panels.services.visibility import case_filter
from db.models import Case, CaseEventRow, Child, SiblingGroup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.case_files import CaseFile
    from cfs_panels.services.office import Office

SHEET = "Children"
NAMES_ADOPTERS = (EventType.MATCH_PROPOSED, EventType.MATCHED)
TELLS_MATCH = (
    *NAMES_ADOPTERS,
    EventType.DECISION_MADE,
    EventType.PROPOSAL_DROPPED,
    EventType.PLACED,
    EventType.PLACEMENT_DISRUPTED,
    EventType.ADOPTION_ORDER_MADE,
    EventType.PLAN_RESCINDED,
)


def choices_for(session: Session, office: Office, actor: Actor) -> ChildChoices:
    """Return what a child's record is made of, with the groups of children the person may see."""
    return ChildChoices(
        sexes=_usual("sex"),
        ethnicities=_usual("ethnicity"),
        sibling_groups=tuple(_groups(session, office, actor)),
        workers=tuple(holders(session, office, WORKERS)),
        managers=tuple(holders(session, office, MANAGERS)),
        teams=tuple(teams(session)),
    )


def _usual(field: str) -> tuple[str, ...]:
    sheet = next(s for s in tracking_definition().sheets if s.name == SHEET)
    return next(tuple(c.usual) for c in sheet.columns if c.field == field)


def _groups(session: Session, office: Office, actor: Actor) -> Iterator[str]:
    yield from session.scalars(
        select(SiblingGroup.label)
        .join(Child, Child.sibling_group_id == SiblingGroup.id)
        .join(Case, Case.child_id == Child.id)
        .where(Case.household_id.is_(None), case_filter(office.matrix, actor, "view_case"))
        .distinct()
        .order_by(SiblingGroup.label)
    )


def matched_children(file: CaseFile) -> tuple[MatchedChild, ...]:
    """Return the children whose match with the people of a case is proposed or stands."""
    rows = file.session.execute(
        select(Case.id, Case.reference, Child.first_name, Child.born_on, CaseEventRow.facts)
        .join(Child, Child.id == Case.child_id)
        .join(CaseEventRow, CaseEventRow.case_id == Case.id)
        .where(
            Case.household_id.is_(None),
            CaseEventRow.type.in_(NAMES_ADOPTERS),
            case_filter(file.office.matrix, file.actor, "view_case"),
        )
        .order_by(Case.reference)
    )
    named = {row.id: row for row in rows if row.facts.get(ADOPTERS_CASE) == file.case.id}
    histories = histories_of(file.session, list(named), set(TELLS_MATCH))
    found = []
    for case_id, row in named.items():
        standing = match_standing(histories[case_id])
        if standing is None or standing[0].facts.get(ADOPTERS_CASE) != file.case.id:
            continue
        found.append(
            MatchedChild(
                case_id,
                row.reference,
                row.first_name,
                age_words(row.born_on, file.office.today),
                standing[1],
            )
        )
    return tuple(found)
