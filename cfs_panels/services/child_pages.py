"""What the page of a child shows besides what every case's page does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.children import (
    ChildDetails,
    MatchLine,
    SiblingLine,
    StandingLine,
    age_words,
)
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.matters import matter_of, within_matter
from cfs_panels.domain.standings import since
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.domain.words import plural
from cfs_panels.services.panel_needs import panel_rule
from cfs_panels.services.pathway_library import newest_pathways, pathway
from cfs_panels.services.visibility import case_filter
from db.models import Case, Child

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cfs_panels.domain.histories import CaseEvent, History
    from cfs_panels.domain.pathways import Pathway
    from cfs_panels.services.case_files import CaseFile

E = EventType
MATCHED = (E.MATCHED, E.PLACED, E.PLACEMENT_DISRUPTED, E.PROPOSAL_DROPPED, E.PLAN_RESCINDED)
ORDER_EVENTS = (
    *(E.CARE_ENTERED, E.DECISION_MADE, E.PLAN_CHANGED, E.CASE_CLOSED, E.ADOPTION_ORDER_MADE),
    *(E.PLACEMENT_ORDER_APPLIED, E.PLACEMENT_ORDER_MADE, E.PLACEMENT_ORDER_REFUSED),
    *(E.PLACEMENT_ORDER_REVOKED, E.CONSENT_GIVEN, E.CONSENT_WITHDRAWN),
)
"""The events that tell how long a child waits, and by what authority it may be placed."""

_ENDS = (E.ADOPTION_ORDER_MADE, E.PLAN_CHANGED, E.CASE_CLOSED)
_ORDERS = ("placement_order", "consent", "order_sought")
ROUTE_WORDS = {True: "Parents consent", False: "Placement order needed", None: ""}


def waiting_days(history: History, day: date) -> int | None:
    """Return the days of a child's time since care entry: to the placement, or to the end."""
    entered = history.first(E.CARE_ENTERED)
    if entered is None:
        return None
    placed = _since("placed", history)
    ended = history.first(*_ENDS)
    until = placed.on if placed is not None else ended.on if ended is not None else day
    return max((until - entered.on).days, 0)


def order_words(history: History) -> str:
    """Return by what a child may be placed, or what is applied for."""
    kind = _kind()
    return next((kind.standing(k).words for k in _ORDERS if _since(k, history)), "")


def match_of(history: History) -> Mapping[str, Any]:
    """Return what the match that stands says of the adopters, nothing where there is none.

    Adopters with a case here are named by ``adopters_case``, in an imported match by the
    ``household_ref`` of their row, others in words as ``household``.
    """
    event = _since("matched", history)
    if event is None:
        return {}
    return named_adopters(event.facts)


def match_standing(history: History) -> tuple[CaseEvent, str] | None:
    """Return the event that names the adopters of the match that stands, with how far it is."""
    named = _since("matched", history) or _since("match_proposed", history)
    if named is None:
        return None
    if history.has(E.ADOPTION_ORDER_MADE):
        return named, "Adopted"
    keys = ("placed", "matched", "match_proposed")
    return named, next(_kind().standing(k).words for k in keys if _since(k, history))


def named_adopters(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return how an event of a match names the adopters; only an import tells no source."""
    if "adopters_case" in facts or "source" in facts:
        return facts
    return {"household_ref": str(facts.get("household") or "")}


def child_details(file: CaseFile) -> ChildDetails:
    """Return a child as its page shows it to the person whose file this is.

    Raises:
        RuleBroken: for the case of a household.
    """
    case, child, today = file.case, file.case.child, file.day
    if child is None or case.household_id is not None:
        raise RuleBroken("This case is about a household, not about a child.")
    entered, days = file.history.first(E.CARE_ENTERED), waiting_days(file.history, today)
    assessed = file.history.latest(E.SIBLINGS_ASSESSED)
    group = child.sibling_group
    return ChildDetails(
        case_id=case.id,
        child_id=child.id,
        reference=case.reference,
        first_name=child.first_name,
        last_name=child.last_name,
        born_on=child.born_on,
        age_words=age_words(child.born_on, today),
        sex=child.sex,
        ethnicity=child.ethnicity,
        plan=child.plan,
        disability=child.disability,
        relinquished=child.relinquished,
        early_permanence=child.early_permanence,
        sibling_group=group.label if group else "",
        together=child.placed_with_siblings,
        together_reason=str(assessed.facts.get("reason", "")) if assessed else "",
        siblings=tuple(_siblings(file, child)),
        care_entered_on=entered.on if entered else None,
        days_waiting=days,
        waiting_words=plural(days, "day") if days is not None else "",
        standings=tuple(_standings(file)),
        match=_match(file),
        route_words=ROUTE_WORDS[child.relinquished],
        panel_words=_panel_words(file),
        version=child.version,
    )


def _siblings(file: CaseFile, child: Child) -> Iterator[SiblingLine]:
    """Yield the brothers and sisters of a child whose cases the person may see."""
    if child.sibling_group_id is None:
        return
    rows = file.session.execute(
        select(
            Case.id,
            Case.reference,
            Case.pathway,
            Case.pathway_version,
            Case.stage,
            Child.first_name,
            Child.born_on,
        )
        .join(Child, Child.id == Case.child_id)
        .where(
            Child.sibling_group_id == child.sibling_group_id,
            Child.id != child.id,
            Case.household_id.is_(None),
            case_filter(file.office.matrix, file.actor, "view_case"),
        )
        .order_by(Child.born_on, Case.reference)
    )
    for row in rows:
        yield SiblingLine(
            case_id=row.id,
            reference=row.reference,
            first_name=row.first_name,
            age_words=age_words(row.born_on, file.day),
            stage_name=pathway(row.pathway, row.pathway_version).stage(row.stage).name,
        )


def _standings(file: CaseFile) -> Iterator[StandingLine]:
    for standing in file.pathway.standings:
        event = since(standing, file.history)
        if event is not None:
            yield StandingLine(standing.key, standing.words, event.on, event.id)


def _match(file: CaseFile) -> MatchLine | None:
    """Return the match proposed or made; of adopters whom the person may not see, no name."""
    matched, proposed = _since("matched", file.history), _since("match_proposed", file.history)
    event = matched or proposed
    if event is None:
        return None
    facts = named_adopters(event.facts)
    known = [str(facts.get(key) or "") for key in ("adopters_case", "household_ref")]
    named = [key for key in known if key]
    row = file.session.execute(
        select(Case.id, Case.household_name).where(
            Case.household_id.is_not(None),
            Case.id.in_(named) | Case.reference.in_(named),
            case_filter(file.office.matrix, file.actor, "view_case"),
        )
    ).first()
    words = "" if named else str(facts.get("household") or "")
    return MatchLine(
        household=row.household_name if row else words,
        case_id=row.id if row else "",
        source=str(facts.get("source") or ""),
        is_proposed=matched is None,
        since=event.on,
    )


def _panel_words(file: CaseFile) -> str:
    """Return the rule on whether the matter in hand goes to panel, until it is decided on."""
    within = within_matter(file.pathway, file.history)
    if not matter_of(file.pathway, file.history).panel_rule or within.has(E.DECISION_MADE):
        return ""
    return panel_rule(file).words


def _kind() -> Pathway:
    return next(kind for kind in newest_pathways() if kind.of_child)


def _since(key: str, history: History) -> CaseEvent | None:
    return since(_kind().standing(key), history)
