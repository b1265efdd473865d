"""Matches: whom a child may be matched with, and the proposal, for one child or for several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.changes import Changes
from cfs_panels.domain.children import AdopterChoice, MatchSource, ProposeMatch
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.vocabulary import EventType, Service
from cfs_panels.domain.words import joined, long_date
from cfs_panels.services.case_files import CaseFile, date_field
from cfs_panels.services.child_steps import ADOPTERS_CASE
from cfs_panels.services.visibility import case_filter
from db.models import Case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office

MOST = 500


def adopter_choices(file: CaseFile) -> tuple[AdopterChoice, ...]:
    """Return the adopters here with whom a child may be matched, whom the person may see."""
    rows = file.session.execute(
        select(Case.id, Case.household_name, Case.reference, Case.status)
        .where(
            Case.service == Service.ADOPTION,
            Case.household_id.is_not(None),
            case_filter(file.office.matrix, file.actor, "view_case"),
        )
        .order_by(Case.household_name, Case.reference)
        .limit(MOST)
    )
    return tuple(
        AdopterChoice(row.id, f"{row.household_name}, {row.reference}")
        for row in rows
        if not row.status.is_over
    )


def propose_match(session: Session, office: Office, actor: Actor, command: ProposeMatch) -> Changes:
    """Propose a match in the case of each child named.

    Adoption Agencies Regulations 2005, regulation 31; panel and decision maker judge each match.

    Raises:
        RuleBroken: with the field at fault.
    """
    files = [
        CaseFile.open(session, office, actor, case_id, "record_event")
        for case_id in dict.fromkeys(command.case_ids)
    ]
    _check_children(files)
    facts = _adopters(session, office, actor, command)
    together = [file.case.reference for file in files]
    if len(together) > 1:
        facts["together"] = together
    touched: set[tuple[str, str]] = set()
    for file in files:
        with date_field("proposed_on"):
            file.record(EventType.MATCH_PROPOSED, command.proposed_on, facts=facts)
        touched |= file.changes().touched
    names = joined([file.case.household_name for file in files])
    return Changes(frozenset(touched), message=f"Match proposed for {names}")


def _check_children(files: Sequence[CaseFile]) -> None:
    if not files:
        raise RuleBroken("Choose the child.", field="case_ids")
    groups = {file.case.child.sibling_group_id if file.case.child else None for file in files}
    if len(files) > 1 and (len(groups) > 1 or None in groups):
        raise RuleBroken(
            "Only brothers and sisters of one group are matched in one step. Propose the others "
            "by themselves.",
            field="case_ids",
        )


def _adopters(
    session: Session, office: Office, actor: Actor, command: ProposeMatch
) -> dict[str, Any]:
    """Return what is told of the adopters: their case here, or who they are in words."""
    if command.source not in set(MatchSource):
        raise RuleBroken("Choose whose the adopters are.", field="source")
    if command.adopters_case_id:
        case = session.scalar(
            select(Case).where(
                Case.id == command.adopters_case_id,
                case_filter(office.matrix, actor, "view_case"),
            )
        )
        if case is None or case.service is not Service.ADOPTION or case.household_id is None:
            raise RuleBroken("Choose the adopters from the list.", field="adopters_case_id")
        if case.status.is_over:
            raise RuleBroken(
                f"The case of {case.household_name} has ended.", field="adopters_case_id"
            )
        return {
            ADOPTERS_CASE: case.id,
            "household_id": case.household_id,
            "household": case.household_name,
            "source": command.source,
        }
    words, approved = command.adopters_words.strip(), command.approved_elsewhere_on
    if not words:
        raise RuleBroken("Choose the adopters, or enter who they are.", field="adopters_words")
    if approved is None:
        raise RuleBroken(
            "Enter when their agency approved them: a child is matched with approved adopters.",
            field="approved_elsewhere_on",
        )
    if approved > command.proposed_on:
        raise RuleBroken(
            f"Their approval of {long_date(approved)} comes after the proposal.",
            field="approved_elsewhere_on",
        )
    return {
        "household": words,
        "source": command.source,
        "approved_elsewhere_on": approved.isoformat(),
    }
