"""A child's plan: proposed, decided with the welfare checklist, reviewed, changed or rescinded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from cfs_panels.domain.actors import Role
from cfs_panels.domain.age_rules import BABY
from cfs_panels.domain.cases import RecordEvent
from cfs_panels.domain.decisions import OpenDecision
from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.meetings import AddAgendaItem, PlanMeeting
from cfs_panels.domain.rule_changes import ChangeRule
from cfs_panels.domain.vocabulary import CaseStatus, DecisionOutcome, PanelOutcome, Service
from cfs_panels.domain.vocabulary import EventType as E
from db.models import AgencyDecisionRow, AgendaItem, Child
from tests.journeys.pathways.child_paths import FORM, ChildPath
from tests.journeys.pathways.paths import Shelf, refused

if TYPE_CHECKING:
    from cfs_panels.domain.cases import NeedLine

D = DecisionOutcome
ADOPTERS = "adoption_prospective"


@pytest.fixture
def path(shelf: Shelf) -> ChildPath:
    """Return a walk in an agency where somebody has asked about adopting."""
    return shelf.walk(ChildPath, ADOPTERS, "asked")


def needs(path: ChildPath) -> dict[str, NeedLine]:
    """Return what the case page says is needed, by key."""
    return {line.key: line for line in path.sample().needs}


def booking(path: ChildPath) -> AddAgendaItem:
    """Plan an adoption panel and return the command that would book the child on it."""
    held_on = path.today + timedelta(days=21)
    plan = PlanMeeting(Service.ADOPTION, held_on, time(9, 30), "County Hall", ())
    return AddAgendaItem(path.do(path.staff.adviser, plan).made, case_id=path.case_id)


def test_a_plan_by_placement_order_goes_straight_to_the_decision_maker(path: ChildPath) -> None:
    """Adoption Agencies Regulations 2005, regulations 17(2) and 19."""
    path.record()
    assert path.stage() == "care"
    path.plan()
    assert refused(lambda: path.do(path.staff.adviser, booking(path)), "case_id") == (
        "A plan for which a placement order is needed goes straight to the decision maker: panel "
        "may not be used. (Adoption Regulations, regulation 17.)"
    )
    assert "advice" not in needs(path)
    path.decide_plan()
    assert path.stage() == "authority"
    assert path.sample().next_step_key == "apply_for_order"
    clocks = {line.rule_id: line for line in path.sample().clocks}
    assert clocks["A-SHOBPA"].started_on is not None
    assert {"A-MATCH", "A-FIND"} <= clocks.keys()
    assert "A-MATCH-BABY" not in clocks
    path.check_rebuilt()


def test_what_the_agency_asks_for_informs_and_what_a_regulation_asks_for_blocks(
    path: ChildPath,
) -> None:
    path.record()
    path.plan(complete=False)
    found = needs(path)
    assert {key: found[key].weight for key in ("assessments", "key_decision", "endorsement")} == {
        "assessments": "LOCAL",
        "key_decision": "LOCAL",
        "endorsement": "LOCAL",
    }
    assert found["medical_report"].weight == "REG"
    assert found["medical_report"].source.endswith("(unconfirmed)")
    assert refused(path.send_on).startswith("Child's permanence report (CPR): not in yet.")
    path.attach("report")
    assert refused(path.send_on).startswith("Medical adviser's report: not in yet.")
    path.step(path.social_worker, E.MEDICAL_ADVISER_REPORTED)
    path.send_on()
    assert path.status == "with_decision_maker"


def test_a_decision_on_a_plan_is_not_signed_without_the_welfare_checklist(
    path: ChildPath,
) -> None:
    """Adoption and Children Act 2002, section 1."""
    path.record()
    path.plan()
    path.send_on()
    maker = path.staff.decision_maker
    path.form = {key: FORM[key] for key in FORM if key not in {"harm", "contingency"}}
    sign = path.draft(D.SHOULD_BE_PLACED)
    page = path.workspace.decision_pages.decision(maker, path.case_id)
    assert {"welfare checklist: the child", "the plan"} <= set(page.not_ready)
    assert not page.form_done
    sentence = refused(lambda: path.do(maker, sign), "form.harm")
    assert sentence.endswith("enter what harm the child has suffered or risks.")
    path.form = dict(FORM)
    path.do(maker, path.draft(D.SHOULD_BE_PLACED))
    page = path.workspace.decision_pages.decision(maker, path.case_id)
    assert page.answers.form_version == 1
    assert page.answers.form_answers["harm"] == FORM["harm"]


def test_whoever_proposed_a_plan_does_not_decide_on_it(path: ChildPath) -> None:
    path.record()
    maker = path.staff.decision_maker
    both = replace(maker, roles=maker.roles | {Role.TEAM_MANAGER}, team=path.staff.worker.team)
    path.plan(complete=False)
    path.attach("report")
    path.step(path.social_worker, E.MEDICAL_ADVISER_REPORTED)
    path.step(both, E.PLAN_ENDORSED)
    path.send_on()
    assert refused(lambda: path.do(maker, OpenDecision(path.case_id))).startswith(
        "This case is your own work, so you do not decide it."
    )


def test_whoever_sat_on_the_panel_does_not_decide_on_the_plan(path: ChildPath) -> None:
    path.record(relinquished=True)
    path.plan()
    path.panel(PanelOutcome.SHOULD_BE_PLACED)
    member = path.staff.member
    sitting = replace(member, roles=member.roles | {Role.DECISION_MAKER})
    assert refused(lambda: path.do(sitting, OpenDecision(path.case_id))).startswith(
        "You sat on the panel that heard this case"
    )


@pytest.mark.parametrize("month", [2, 8])
def test_the_plan_of_a_child_whose_parents_consent_goes_to_panel_first(
    path: ChildPath, month: int
) -> None:
    path.record(born_on=path.today - timedelta(days=30 * month), relinquished=True)
    path.plan()
    assert refused(path.send_on).startswith(
        "The plan of a child whose parents consent goes to panel before it is decided."
    )
    assert "advice" in needs(path)
    path.panel(PanelOutcome.SHOULD_BE_PLACED)
    path.decide(D.SHOULD_BE_PLACED)
    path.tell()
    clocks = {line.rule_id for line in path.sample().clocks}
    assert ("A-MATCH-BABY" in clocks) is (month < 6)
    path.step(path.social_worker, E.CONSENT_GIVEN, words="Both parents, witnessed by Cafcass")
    assert path.stage() == "matching"
    assert "A-REV-NP" in {line.rule_id for line in path.sample().clocks}
    path.check_rebuilt()


def test_the_agencys_own_age_decides_whether_the_shorter_clock_of_a_match_begins(
    path: ChildPath,
) -> None:
    path.record(born_on=path.today - timedelta(days=90), relinquished=True)
    path.plan()
    path.panel(PanelOutcome.SHOULD_BE_PLACED)
    words = "Of a relinquished child under 2 months old a match is proposed sooner."
    begins = path.today - timedelta(days=10)
    values, source, reason = {"under": 2}, "Adoption standards 2025", "New standards."
    command = ChangeRule(BABY, begins, values, words=words, source=source, reason=reason)
    path.do(path.staff.system_administrator, command)
    path.decide(D.SHOULD_BE_PLACED)
    clocks = {line.rule_id for line in path.sample().clocks}
    assert "A-MATCH" in clocks
    assert "A-MATCH-BABY" not in clocks
    path.check_rebuilt()


def test_consent_that_is_withdrawn_changes_the_route(path: ChildPath) -> None:
    path.record(relinquished=True)
    path.plan()
    path.panel(PanelOutcome.SHOULD_BE_PLACED)
    path.decide(D.SHOULD_BE_PLACED)
    path.tell()
    path.step(path.social_worker, E.CONSENT_GIVEN, words="The mother")
    path.step(path.social_worker, E.CONSENT_WITHDRAWN, reason="She has changed her mind")
    assert path.details().relinquished is False
    assert path.details().route_words == "Placement order needed"


def test_a_plan_that_panel_has_not_heard_is_not_carried_out_by_consent(path: ChildPath) -> None:
    """Adoption Agencies Regulations 2005, regulation 17(2)."""
    path.record()
    path.plan()
    path.decide_plan()
    worker = path.social_worker
    assert path.refusal(worker, E.CONSENT_GIVEN, words="Both") == (
        "The child's route is not the parents' consent. Change the route first; a plan that panel "
        "has not heard then goes to panel."
    )
    path.step(worker, E.ROUTE_CHANGED, route="consent", reason="They now agree")
    assert path.sample().next_step_key == "review_for_consent"
    assert path.refusal(worker, E.CONSENT_GIVEN, words="Both") == (
        "The plan was decided without panel. Have it reviewed first: the review goes to panel."
    )
    path.step(worker, E.PLAN_REVIEW_STARTED, reason="The parents now agree")
    path.attach("review_report", pages=5)
    assert refused(path.send_on).startswith("The plan was decided without panel")
    path.panel(PanelOutcome.SHOULD_BE_PLACED)
    path.decide(D.SHOULD_BE_PLACED)
    path.tell()
    assert path.sample().next_step_key == "apply_for_order"
    path.step(worker, E.CONSENT_GIVEN, words="Both parents, witnessed by Cafcass")
    assert path.stage() == "matching"
    path.check_rebuilt()


def test_a_route_changed_before_the_plan_takes_the_plan_off_the_agenda(
    path: ChildPath,
) -> None:
    path.record(relinquished=True)
    path.plan()
    item_id = path.do(path.staff.adviser, booking(path), days=1).made
    assert path.refusal(path.social_worker, E.CONSENT_GIVEN, words="The mother") == (
        "There is no decision that the child should be placed for adoption."
    )
    against: dict[str, Any] = {"route": "placement_order", "reason": "She has changed her mind"}
    changes = path.step(path.social_worker, E.ROUTE_CHANGED, **against)
    assert "taken off the agenda" in changes.message
    assert path.details().relinquished is False
    assert path.details().route_words == "Placement order needed"
    with path.workspace.office.reading() as session:
        assert session.get_one(AgendaItem, item_id).removed
    path.decide_plan()
    assert path.stage() == "authority"
    path.check_rebuilt()


def test_a_change_of_route_that_is_taken_back_leaves_the_record_as_it_was(path: ChildPath) -> None:
    path.record(relinquished=None)
    worker = path.social_worker
    changed = path.step(worker, E.ROUTE_CHANGED, days=0, route="consent", reason="They agree")
    assert path.details().relinquished is True
    assert refused(
        lambda: path.step(worker, E.ROUTE_CHANGED, route="consent", reason="Again"), "route"
    ) == ("The child's route is by the parents' consent already.")
    path.do(worker, changed.undo)
    assert path.details().relinquished is None


def test_a_plan_that_is_refused_is_made_anew_or_changed(path: ChildPath) -> None:
    path.record()
    path.plan()
    path.decide_plan(D.SHOULD_NOT_BE_PLACED)
    assert path.sample().next_step_key == "plan_anew"
    assert path.refusal(path.social_worker, E.PLACEMENT_ORDER_APPLIED) == (
        "There is no decision that the child should be placed for adoption."
    )
    path.step(path.social_worker, E.ADOPTION_PLANNED)
    assert needs(path)["report"].is_in is False
    facts: dict[str, Any] = {"plan": "special_guardianship", "reason": "An aunt came forward"}
    path.step(path.staff.manager, E.PLAN_CHANGED, **facts)
    assert path.status == "closed"
    assert path.details().plan == "SGO"
    path.check_rebuilt()


def test_a_plan_is_reviewed_and_goes_on_or_is_rescinded_and_every_record_is_kept(
    path: ChildPath,
) -> None:
    path.record()
    path.plan()
    path.decide_plan()
    path.order()
    assert path.refusal(
        path.staff.manager, E.PLAN_CHANGED, plan="other", reason="New assessments"
    ).startswith("The decision maker has decided that the child should be placed for adoption.")
    path.step(path.staff.manager, E.PLAN_REVIEW_STARTED, reason="New assessments")
    assert path.sample().status is CaseStatus.IN_REVIEW
    assert path.stage() == "matching"
    path.attach("review_report")
    path.decide_plan()
    path.step(path.staff.manager, E.PLAN_REVIEW_STARTED, reason="The aunt was assessed")
    path.attach("review_report", pages=5)
    path.decide_plan(D.PLAN_RESCINDED)
    assert path.has(E.PLAN_RESCINDED)
    assert path.stage() == "plan"
    assert path.sample().next_step_key == "revoke_order"
    assert "A-REV-NP" in {line.rule_id for line in path.sample().clocks if line.state != "done"}
    changed: dict[str, Any] = {"plan": "connected_person", "reason": "The aunt"}
    in_force = "There is a placement order in force."
    assert path.refusal(path.staff.manager, E.PLAN_CHANGED, **changed).startswith(in_force)
    assert path.refusal(path.staff.manager, E.CASE_CLOSED, reason="Over").startswith(in_force)
    path.step(path.social_worker, E.PLACEMENT_ORDER_REVOKED)
    assert "A-REV-NP" not in {line.rule_id for line in path.sample().clocks if line.state != "done"}
    assert path.sample().next_step_key == "plan_after_rescission"
    path.step(path.staff.manager, E.PLAN_CHANGED, **changed)
    assert path.status == "closed"
    with path.workspace.office.reading() as session:
        rows = session.scalars(
            select(AgencyDecisionRow)
            .where(AgencyDecisionRow.case_id == path.case_id)
            .order_by(AgencyDecisionRow.id)
        ).all()
        assert [row.supersedes_id for row in rows] == [None, rows[0].id, rows[1].id]
    path.check_rebuilt()


def test_brothers_and_sisters_are_placed_together_or_apart_with_a_reason(path: ChildPath) -> None:
    path.record(sibling_group="Ashby children")
    path.record(first_name="Wren", sibling_group="Ashby children")
    assert [line.first_name for line in path.details().siblings] == ["Robin"]
    with pytest.raises(RuleBroken, match="Enter the reason"):
        path.step(path.social_worker, E.SIBLINGS_ASSESSED, together="together")
    path.step(path.social_worker, E.SIBLINGS_ASSESSED, together="apart", reason="Their needs")
    assert path.details().together is False
    assert path.details().together_reason == "Their needs"
    with path.workspace.office.reading() as session:
        groups = session.scalars(select(Child.sibling_group_id)).all()
    assert len(set(groups)) == 1


@pytest.mark.parametrize(
    ("event", "facts", "sentence"),
    [
        (E.PERMANENCE_REPORT_STARTED, {}, "The child's permanence report (CPR) follows"),
        (E.PLAN_PROPOSED, {}, "A plan is proposed after the review"),
        (E.SENT_TO_DECISION_MAKER, {}, "Your role does not let you"),
        (E.PLACEMENT_ORDER_MADE, {}, "No placement order has been applied for."),
        (E.PLACEMENT_ORDER_REVOKED, {}, "There is no placement order"),
        (E.CONSENT_WITHDRAWN, {"reason": "x"}, "The parents have not given their consent."),
        (E.WIDER_FAMILY_FINDING_STARTED, {}, "There is no decision that the child should"),
        (E.UNPLACED_REVIEWED, {}, "There is no placement order and no consent"),
        (E.PLACEMENT_REPORT_GIVEN, {}, "No match is proposed."),
        (E.PLACED, {}, "There is no decision that matches the child"),
        (E.PLACEMENT_VISITED, {}, "The child is not placed for adoption."),
        (E.ADOPTION_ORDER_APPLIED, {}, "The child is not placed for adoption."),
        (E.DISRUPTION_MEETING_HELD, {"words": "x"}, "No placement has broken down."),
        (E.MATCHED, {}, "A match is made by the decision on it."),
        (E.CARE_ENTERED, {}, "A child's case is opened with the child."),
    ],
)
def test_each_step_before_its_time_is_refused_with_its_sentence(
    path: ChildPath, event: E, facts: dict[str, str], sentence: str
) -> None:
    path.record()
    step = RecordEvent(path.case_id, event, path.today, facts=facts)
    assert refused(lambda: path.do(path.social_worker, step)).startswith(sentence)


def test_a_plan_decided_before_september_2012_went_to_panel(path: ChildPath) -> None:
    rules = path.workspace.office.rules
    old = rules.panel_rule("P-A-PLAN", date(2012, 8, 31))
    new = rules.panel_rule("P-A-PLAN", date(2012, 9, 1))
    assert (old.required, old.barred) == (True, False)
    assert (new.required, new.barred) == (False, True)
    consent = new.for_facts({"relinquished": True})
    assert (consent.required, consent.barred) == (True, False)


def test_an_order_that_is_refused_or_revoked_is_sought_again_or_the_plan_is_reviewed(
    path: ChildPath,
) -> None:
    path.record()
    path.plan()
    path.decide_plan()
    worker = path.social_worker
    path.step(worker, E.PLACEMENT_ORDER_APPLIED)
    path.step(worker, E.COURT_DATE_SET, hearing_on=(path.today + timedelta(days=30)).isoformat())
    assert path.refusal(worker, E.PLACEMENT_ORDER_APPLIED) == (
        "A placement order is applied for already."
    )
    path.step(worker, E.PLACEMENT_ORDER_REFUSED, words="Not proportionate")
    assert path.sample().next_step_key == "apply_again"
    path.order()
    assert path.stage() == "matching"
    path.step(worker, E.PLACEMENT_ORDER_REVOKED)
    assert path.stage() == "authority"
    assert path.sample().next_step_key == "apply_again"
    path.check_rebuilt()
