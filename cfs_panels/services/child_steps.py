"""Steps of a child's case: what else each waits for, and what follows from it in other cases."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cfs_panels.domain.age_rules import BABY, PLACED
from cfs_panels.domain.children import PLANS
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.event_days import comes_before, misdated
from cfs_panels.domain.histories import FOLLOWS
from cfs_panels.domain.matters import matter_of
from cfs_panels.domain.standings import each_since, standing_since
from cfs_panels.domain.vocabulary import DecisionOutcome, EventType, PanelOutcome
from cfs_panels.domain.words import joined, long_date
from cfs_panels.services.child_projections import CONSENT, WAS, as_was, project_child
from cfs_panels.services.early_permanence import end_early_permanence
from cfs_panels.services.ended_bookings import Unbooked, take_off
from cfs_panels.services.panel_needs import UNHEARD, is_booked, is_plan_heard, panel_rule
from cfs_panels.services.visibility import reads_whole
from db.models import Approval, Case

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.services.case_files import CaseFile
    from db.models import CaseEventRow

E = EventType
ADOPTERS_CASE = "adopters_case"
OF_CHILD = "child_case"
AUTHORITIES = ("placement_order", "consent")
DECIDED = (E.DECISION_MADE, E.FINAL_DECISION_MADE)
TOLD_TO_ADOPTERS = (E.MATCHED, E.PLACED, E.PLACEMENT_DISRUPTED, E.ADOPTION_ORDER_MADE)
"""What happens to a child that the case of the adopters tells by itself."""

ROUTES = {CONSENT: "by the parents' consent", "placement_order": "by a placement order"}


def child_facts(file: CaseFile, event: EventType, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a step of a child's case, with what the history tells in words."""
    if not file.pathway.of_child:
        return dict(facts)
    found = {**facts, **as_was(file, event)}
    if event is E.ROUTE_CHANGED:
        found["route_words"] = ROUTES[str(facts["route"])]
        if facts["route"] == CONSENT and not is_plan_heard(file, file.history):
            found[UNHEARD] = True
    elif event is E.PLAN_CHANGED:
        found["plan_words"] = PLANS[str(facts["plan"])].lower()
        found["plan_words"] = found["plan_words"].replace("sgo", "special guardianship (SGO)")
    elif event is E.SIBLINGS_ASSESSED:
        found["together_words"] = f"to be placed {facts['together']}"
    return found


def corrected_facts(
    file: CaseFile, event: CaseEvent, facts: Mapping[str, Any], on: date
) -> dict[str, Any]:
    """Return the facts of a corrected step, judged anew; what the record said before it stays.

    Raises:
        RuleBroken: as ``check_child_step``.
    """
    if not file.pathway.of_child:
        return dict(facts)
    if event.type in {E.PLACED, E.CONSENT_GIVEN} and not event.imported:
        check_child_step(file, event.type, on, facts)
    kept = {WAS: event.facts[WAS]} if WAS in event.facts else {}
    return {**child_facts(file, event.type, facts), **kept}


def check_child_step(file: CaseFile, event: EventType, on: date, facts: Mapping[str, Any]) -> None:
    """Refuse a step of a child's case that facts beyond its own history rule out.

    Raises:
        RuleBroken: for a placement without authority, and a route that the child has already.
    """
    if not file.pathway.of_child:
        return
    if event is E.PLACED:
        _check_authority(file, on, agreed=bool(facts.get("agreed")))
        _check_adopters(file, on)
    elif event is E.CONSENT_GIVEN:
        _check_consent(file, on)
    elif event is E.ROUTE_CHANGED:
        child = file.case.child
        is_consent = child is not None and bool(child.relinquished)
        if is_consent is (facts.get("route") == CONSENT):
            raise RuleBroken(
                f"The child's route is {ROUTES[str(facts['route'])]} already.", field="route"
            )


def _check_authority(file: CaseFile, on: date, *, agreed: bool) -> None:
    """Refuse to place a child without a placement order, the parents' consent or agreement.

    Adoption and Children Act 2002, sections 18 and 19; Adoption Agencies Regulations 2005,
    regulation 35: under an age, six weeks, the parents agree in writing.
    """
    held = partial(standing_since, file.pathway, file.history_on(on))
    if held("placement_order") is not None:
        return
    rules, move = file.office.rules, file.pathway.move(E.PLACED)
    child, rule = file.case.child, rules.age_rule(PLACED, on)
    born_on = child.born_on if child is not None else None
    if rule is not None and rule.is_under(born_on, on):
        if not agreed:
            raise RuleBroken(rule.sentence, field="agreed")
        _check_consent(file, on)
        return
    if held("consent") is not None:
        return
    later = [standing_since(file.pathway, file.history, key) for key in AUTHORITIES]
    if move is not None and (given := next((e for e in later if e is not None), None)):
        raise misdated(move, on, comes_before(file.pathway, given))
    raise RuleBroken(file.pathway.standing("placement_order").missing)


def _check_consent(file: CaseFile, on: date) -> None:
    """Refuse to go on by the parents' consent where the plan did not go to panel by that route.

    Adoption Agencies Regulations 2005, regulation 17(2).
    """
    if not is_by_consent(file, on):
        raise RuleBroken(
            "The child's route is not the parents' consent. Change the route first; a plan that "
            "panel has not heard then goes to panel."
        )
    if not is_plan_heard(file, file.history_on(on)):
        raise RuleBroken(file.pathway.standing(UNHEARD).closed)


def is_by_consent(file: CaseFile, on: date) -> bool:
    """Return whether a child's route was the parents' consent on a day."""
    changed = file.history_on(on).latest(E.ROUTE_CHANGED)
    if changed is not None:
        return changed.facts.get("route") == CONSENT
    later = file.history.first(E.ROUTE_CHANGED)
    child = file.case.child
    return bool(later.facts.get(WAS)) if later else bool(child and child.relinquished)


def _check_adopters(file: CaseFile, on: date) -> None:
    """Refuse to place a child with adopters of this agency whose approval has ended.

    Adoption Agencies Regulations 2005, regulations 30D and 35.
    """
    adopters = adopters_of(file, standing_since(file.pathway, file.history_on(on), "matched"))
    if adopters is None or is_approved(adopters, on) or not _approvals(adopters):
        return
    raise RuleBroken(
        f"{adopters.case.household_name} were not approved to adopt on {long_date(on)}, so no "
        "child is placed with them. Record that the match does not go on.",
        field="on",
    )


def is_relinquished_baby(file: CaseFile, on: date) -> bool:
    """Return whether a decision of a day is on a relinquished child young enough for the rule."""
    child = file.case.child
    if child is None or not child.relinquished:
        return False
    return file.office.rules.is_under(BABY, child.born_on, on)


# The adopters


def check_match(file: CaseFile, outcome: object, on: date) -> None:
    """Refuse a match with adopters who are not approved.

    Adoption Agencies Regulations 2005, regulations 32 and 33. Panel may recommend it where it
    recommended the adopters at the same meeting or before, and nobody has decided on them yet.

    Raises:
        RuleBroken: with the field ``outcome``.
    """
    if outcome not in {PanelOutcome.MATCH, DecisionOutcome.MATCH} or not file.pathway.of_child:
        return
    proposed = file.history.latest(E.MATCH_PROPOSED)
    adopters = adopters_of(file, proposed)
    if adopters is None or is_approved(adopters, on):
        return
    suitable = {PanelOutcome.SUITABLE.value, PanelOutcome.SUITABLE_WITH_TERMS.value}
    heard = adopters.history_on(on).latest(E.RECOMMENDATION_RECORDED, *DECIDED)
    if (
        outcome is PanelOutcome.MATCH
        and not _approvals(adopters)
        and heard is not None
        and heard.facts.get("outcome") in suitable
    ):
        return
    raise RuleBroken(
        f"{adopters.case.household_name} are not approved to adopt, so no match with them can be "
        "recommended or made. It may be on the day they are approved.",
        field="outcome",
    )


def is_approved(adopters: CaseFile, on: date) -> bool:
    """Return whether the people of a case are approved as adopters on a day."""
    return any(
        approved_on <= on and (ended_on is None or ended_on > on)
        for approved_on, ended_on in _approvals(adopters)
    )


def _approvals(adopters: CaseFile) -> list[tuple[date, date | None]]:
    """Return from when until when each approval of the people of a case runs."""
    rows = adopters.session.execute(
        select(Approval.approved_on, Approval.ended_on).where(Approval.case_id == adopters.case.id)
    )
    return [(row.approved_on, row.ended_on) for row in rows]


def adopters_of(file: CaseFile, event: CaseEvent | None) -> CaseFile | None:
    """Return the file of the adopters' case that an event of a child's case names."""
    case_id = str(event.facts.get(ADOPTERS_CASE) or "") if event is not None else ""
    for other in file.others:
        if other.case.id == case_id:
            return other
    case = file.session.get(Case, case_id) if case_id else None
    return type(file)(file.session, file.office, file.actor, case) if case is not None else None


def match_facts(file: CaseFile) -> dict[str, Any]:
    """Return what the proposed match says of the adopters, for the decision that makes it."""
    proposed = file.history.latest(E.MATCH_PROPOSED)
    facts = proposed.facts if proposed is not None else {}
    told = (ADOPTERS_CASE, "household_id", "household", "source")
    return {
        "outcome": DecisionOutcome.MATCH.value,
        **{key: facts[key] for key in told if facts.get(key)},
    }


def follow_child_step(file: CaseFile, row: CaseEventRow) -> Unbooked:
    """Bring about what follows from a step of a child's case; return what became of bookings."""
    if not file.pathway.of_child:
        return _left_matched(file) if row.type is E.DEREGISTERED else Unbooked()
    if row.type in TOLD_TO_ADOPTERS:
        _tell_adopters(file, row)
    if row.type is E.CONSENT_WITHDRAWN:
        _leave_consent(file, row)
    if row.type in {E.CONSENT_WITHDRAWN, E.ROUTE_CHANGED}:
        return _leave_panel(file, row)
    return Unbooked()


def _tell_adopters(file: CaseFile, row: CaseEventRow) -> None:
    matched = file.history.latest(E.MATCHED)
    adopters = adopters_of(file, matched)
    if adopters is None or adopters.pathway.move(row.type) is None:
        return
    by_hand = any(e.on == row.on and FOLLOWS not in e.facts for e in adopters.history.all(row.type))
    if by_hand and not _still_placed(file, adopters, row):
        return  # somebody recorded it there by hand
    facts = {OF_CHILD: file.case.id}
    if row.facts.get("reason"):
        facts["reason"] = row.facts["reason"]
    told = adopters.follow(row.type, row.on, row.id, facts=facts, judged=False)
    end_early_permanence(adopters, told)
    _join(file, adopters)


def _still_placed(file: CaseFile, adopters: CaseFile, row: CaseEventRow) -> bool:
    """Return whether the adopters' case has a child as placed whose placement has ended."""
    placed = each_since(adopters.pathway.standing("placed"), adopters.history)
    return row.type is E.PLACEMENT_DISRUPTED and file.case.id in placed


def _left_matched(file: CaseFile) -> Unbooked:
    """Return in words which children adopters leave matched with them who leave the register."""
    names = []
    for event in file.history.all(E.MATCHED):
        case = file.session.get(Case, str(event.facts.get(OF_CHILD) or ""))
        if case is None:
            continue
        child = type(file)(file.session, file.office, file.actor, case)
        held = standing_since(child.pathway, child.history, "matched")
        if held is not None and held.facts.get(ADOPTERS_CASE) == file.case.id:
            is_seen = reads_whole(file.session, file.office.matrix, file.actor, case)
            names.append(case.household_name if is_seen else "a child")
    if not names:
        return Unbooked()
    matched = joined(list(dict.fromkeys(names)))
    return Unbooked(words=f"with {matched} still matched: record that the match does not go on")


def _join(file: CaseFile, other: CaseFile) -> None:
    if other not in file.others:
        file.others.append(other)


def take_back_elsewhere(
    file: CaseFile, event: CaseEvent, reason: str, instead: CaseEventRow | None = None
) -> None:
    """Take back what the adopters' case tells of a step, or put its new date in its place."""
    if not file.pathway.of_child or event.type not in TOLD_TO_ADOPTERS:
        return
    for named in file.history.all(E.MATCHED) or ([event] if event.type is E.MATCHED else []):
        adopters = adopters_of(file, named)
        for told in adopters.history.all(event.type) if adopters is not None else ():
            if adopters is None or told.facts.get(FOLLOWS) != event.id:
                continue
            _join(file, adopters)
            if instead is None:
                adopters.withdraw(told, reason, judged=False)
            else:
                adopters.follow(
                    told.type,
                    instead.on,
                    instead.id,
                    facts=told.facts,
                    supersedes=told.id,
                    judged=False,
                )


def _leave_consent(file: CaseFile, row: CaseEventRow) -> None:
    """Go on by a placement order where the parents no longer consent."""
    child = file.case.child
    if child is None or not child.relinquished:
        return
    facts: dict[str, Any] = {
        "route": "placement_order",
        "route_words": ROUTES["placement_order"],
        "reason": row.facts.get("reason", ""),
        **as_was(file, E.ROUTE_CHANGED),
    }
    file.follow(E.ROUTE_CHANGED, row.on, row.id, facts=facts)


def _leave_panel(file: CaseFile, row: CaseEventRow) -> Unbooked:
    """Take a plan off the agenda that panel may not be used for any more."""
    project_child(file)
    matter = matter_of(file.pathway, file.history)
    if not matter.panel_rule or not is_booked(file) or not panel_rule(file).barred:
        return Unbooked()
    heard = file.history.latest(E.PANEL_BOOKED, E.RECOMMENDATION_RECORDED)
    if heard is None or heard.type is E.RECOMMENDATION_RECORDED:
        return Unbooked()
    return take_off(file, row)
