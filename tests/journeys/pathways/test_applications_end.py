"""Every kind of case from its enquiry to each end that an application may have."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from cfs_panels.domain.cases import DecideStageOne, WithdrawEvent
from cfs_panels.domain.vocabulary import CaseStatus, DecisionOutcome, PanelOutcome
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.pathway_library import newest_pathway
from tests.journeys.pathways.paths import (
    ADOPTION,
    CARERS,
    CHALLENGED,
    EVERY,
    FOSTERING,
    LODGINGS,
    Path,
    Shelf,
    refused,
)

STAGED = tuple(k for k in EVERY if (p := newest_pathway(k)) and p.move(E.STAGE_ONE_REFUSED))
GAP = tuple(k for k in ADOPTION if (p := newest_pathway(k)) and p.move(E.CASE_CLOSED))


@pytest.mark.parametrize("pathway", EVERY)
def test_a_household_is_approved_and_stands_on_its_register(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "approved")
    page = path.sample()
    assert (page.status, page.stage) == (CaseStatus.APPROVED, "after_approval")
    assert [a.person.first_name for a in path.approvals()] == ["Imran", "Sophie"]
    assert all(a.review_due_on is not None for a in path.approvals())
    path.check_rebuilt()


def test_hosts_of_supported_lodgings_stand_on_a_register_of_their_own(shelf: Shelf) -> None:
    path = shelf.at(LODGINGS, "approved")
    register = path.workspace.register
    assert [line.register for line in register.approvals(path.staff.adviser)] == [
        "supported_lodgings"
    ]
    assert register.approvals(path.staff.adviser, register="foster_carers") == ()


@pytest.mark.parametrize("pathway", EVERY)
def test_applicants_withdraw_with_the_national_code(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "applied")
    worker = path.staff.worker
    assert path.refusal(worker, E.WITHDRAWN_BY_APPLICANT, reason="A baby") == (
        "Choose the main reason."
    )
    path.step(worker, E.WITHDRAWN_BY_APPLICANT, reason="A baby", code="AW3")
    assert path.status == "withdrawn"
    assert "This case ended on" in path.refusal(worker, E.CASE_HELD)
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", EVERY)
def test_the_agency_closes_a_case_with_the_national_code(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "applied")
    gone: dict[str, Any] = {"reason": "They cannot be reached.", "code": "AW0"}
    assert path.refusal(path.staff.worker, E.WITHDRAWN_BY_AGENCY, **gone) == (
        "Your role does not let you record this: closing the case by the agency."
    )
    path.step(path.staff.manager, E.WITHDRAWN_BY_AGENCY, **gone)
    assert path.status == "withdrawn"
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", EVERY)
def test_nobody_withdraws_from_what_is_decided(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "approved")
    gone: dict[str, Any] = {"reason": "They moved.", "code": "AW3"}
    assert "can no longer be recorded: the decision is dated" in path.refusal(
        path.staff.worker, E.WITHDRAWN_BY_APPLICANT, **gone
    )


@pytest.mark.parametrize("pathway", EVERY)
def test_an_application_is_declined(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "visited")
    applied = path.kind.application_event
    declined = E.APPLICATION_DECLINED if path.is_fostering else E.REGISTRATION_DECLINED
    manager = path.staff.manager
    assert "to decline yet" in path.refusal(manager, declined, reason="Too soon")
    move = path.kind.move(applied)
    asks = move.asks if move else ()
    facts: dict[str, Any] = {a.key: "Robin" for a in asks if not a.choices_from}
    path.step(path.staff.worker, applied, **facts)
    path.step(manager, declined, reason="There is no room for a child.")
    assert path.status == "closed"
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", STAGED)
def test_stage_one_refuses_with_full_reasons_and_opens_no_window(
    shelf: Shelf, pathway: str
) -> None:
    path = shelf.at(pathway, "applied")
    decide = DecideStageOne(path.case_id, path.today, passed=False)
    assert "full reasons" in refused(lambda: path.do(path.staff.manager, decide))
    path.do(path.staff.manager, DecideStageOne(path.case_id, path.today, False, "Not suitable."))
    assert path.status == "not_approved"
    path.step(path.staff.worker, E.STAGE_ONE_NOTICE_SENT)
    assert path.refusal(path.staff.adviser, E.REPRESENTATIONS_RECEIVED)
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", GAP)
def test_six_months_without_a_notice_to_proceed_close_the_case(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "applied")
    path.check()
    passed_on = path.today
    path.do(path.staff.manager, DecideStageOne(path.case_id, path.today, passed=True), days=170)
    assert "The time runs until the end of" in path.refusal(path.staff.worker, E.CASE_CLOSED)
    path.moment.on(passed_on + timedelta(days=190))
    assert "The time for this ended on" in path.refusal(
        path.staff.worker, E.NOTICE_TO_PROCEED_RECEIVED
    )
    path.step(path.staff.worker, E.CASE_CLOSED)
    assert path.status == "closed"
    path.check_rebuilt()


def test_the_fast_track_has_no_stage_one_and_four_months(shelf: Shelf) -> None:
    """Adoption Agencies Regulations 2005, regulation 30F."""
    for pathway in ("adoption_second_time", "adoption_foster_carer"):
        path = shelf.at(pathway, "declared")
        clocks = {clock.rule_id for clock in path.sample().clocks}
        assert "A-S2" in clocks
        assert not {"A-S1", "A-GAP"} & clocks
        decide = DecideStageOne(path.case_id, path.today, passed=True)
        assert "This is no part of" in refused(partial(path.do, path.staff.manager, decide))


@pytest.mark.parametrize("pathway", CHALLENGED)
def test_no_answer_to_a_determination_ends_in_a_refusal(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "proposed")
    assert path.status == "challenged"
    administrator = path.staff.administrator
    assert "The time runs until the end of" in path.refusal(
        administrator, E.DETERMINATION_WINDOW_ENDED
    )
    assert path.sample().next_step_key == "await_response"
    before = path.today
    path.days(70)
    now, then = (
        path.workspace.case_pages.case(path.staff.adviser, path.case_id, as_of=day)
        for day in (None, before)
    )
    assert (now.next_step, now.next_step_key) == ("Record that they did not respond", "window_over")
    assert now.next_sentence.startswith("The time to respond has ended.")
    assert then.next_step == "Await their response"
    path.check_rebuilt()
    for event in (E.REPRESENTATIONS_RECEIVED, E.REVIEW_MECHANISM_REQUESTED):
        assert "The time for this ended on" in path.refusal(path.staff.adviser, event)
    path.step(administrator, E.DETERMINATION_WINDOW_ENDED)
    assert path.status == "with_decision_maker"
    path.decide(DecisionOutcome.REFUSE)
    assert path.has(E.FINAL_DECISION_MADE, E.REFUSED)
    path.tell()
    assert path.status == "not_approved"
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", CHALLENGED)
@pytest.mark.parametrize("outcome", [DecisionOutcome.APPROVE, DecisionOutcome.REFUSE])
def test_representations_go_back_to_panel_and_are_decided(
    shelf: Shelf, pathway: str, outcome: DecisionOutcome
) -> None:
    """Fostering Services (England) Regulations 2011, regulation 27(9)."""
    path = shelf.at(pathway, "proposed")
    path.step(path.staff.adviser, E.REPRESENTATIONS_RECEIVED, words="We disagree.")
    assert "never both" in path.refusal(path.staff.adviser, E.REVIEW_MECHANISM_REQUESTED)
    if path.is_fostering:
        assert refused(path.send_on).startswith(
            "Representations go back to panel before the final decision."
        )
    path.step(path.staff.adviser, E.RETURNED_TO_PANEL)
    path.panel(PanelOutcome.SUITABLE)
    path.decide(outcome)
    path.tell()
    approves = outcome is DecisionOutcome.APPROVE
    assert path.status == ("approved" if approves else "not_approved")
    assert len(path.approvals()) == (2 if approves else 0)
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", ADOPTION)
def test_in_adoption_representations_need_no_second_panel(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "proposed")
    path.step(path.staff.adviser, E.REPRESENTATIONS_RECEIVED)
    path.send_on()
    path.decide(DecisionOutcome.REFUSE)
    assert path.status == "not_approved"


@pytest.mark.parametrize("pathway", CHALLENGED)
@pytest.mark.parametrize("outcome", [DecisionOutcome.APPROVE, DecisionOutcome.REFUSE])
def test_the_review_mechanism_recommends_and_the_agency_decides(
    shelf: Shelf, pathway: str, outcome: DecisionOutcome
) -> None:
    path = shelf.at(pathway, "proposed")
    adviser = path.staff.adviser
    assert path.refusal(adviser, E.REVIEW_MECHANISM_RECOMMENDED, outcome="suitable")
    path.step(adviser, E.REVIEW_MECHANISM_REQUESTED)
    assert "never both" in path.refusal(adviser, E.REPRESENTATIONS_RECEIVED)
    clock = next(c for c in path.sample().clocks if c.rule_id == "X-IRM")
    assert clock.source
    path.step(adviser, E.REVIEW_MECHANISM_PAPERS_SENT, papers=offered_papers(path))
    path.moment.forward(days=100)
    path.step(adviser, E.REVIEW_MECHANISM_RECOMMENDED, outcome="suitable")
    path.decide(outcome)
    path.tell()
    assert path.status == ("approved" if outcome is DecisionOutcome.APPROVE else "not_approved")
    path.check_rebuilt()


def offered_papers(path: Path) -> list[str]:
    """Return the papers that may go to the review mechanism, as the page offers them."""
    page = path.workspace.case_pages.glance(path.staff.adviser, path.case_id)
    action = next(a for a in page.actions if a.event is E.REVIEW_MECHANISM_PAPERS_SENT)
    return [choice.value for choice in action.asks[0].choices]


def test_minutes_never_go_to_the_review_mechanism_and_the_letter_and_report_do(
    shelf: Shelf,
) -> None:
    """The mechanism's own guidance; Fostering Regulations, regulation 29."""
    path = shelf.at(CARERS[0], "proposed")
    adviser = path.staff.adviser
    path.step(adviser, E.REVIEW_MECHANISM_REQUESTED)
    offered = offered_papers(path)
    documents = path.workspace.documents.documents(adviser, case_id=path.case_id)
    minutes = next(d.id for d in documents if d.kind == "minutes_extract")
    assert minutes not in offered
    sent = E.REVIEW_MECHANISM_PAPERS_SENT
    assert path.refusal(adviser, sent, papers=[*offered, minutes]).startswith(
        "Panel minutes do not go to the Independent Review Mechanism (IRM)."
    )
    assert "needs this as well" in path.refusal(adviser, sent, papers=offered[:1])
    path.moment.forward(days=20)
    path.step(adviser, sent, papers=offered)
    clock = next(c for c in path.sample().clocks if c.rule_id == "X-IRM")
    assert clock.stopped_on is not None
    assert clock.stopped_on > clock.due_on


def test_supported_lodgings_are_refused_without_a_determination(shelf: Shelf) -> None:
    path = shelf.at(LODGINGS, "declared")
    path.panel(PanelOutcome.NOT_SUITABLE)
    path.decide(DecisionOutcome.REFUSE)
    path.tell()
    assert path.status == "not_approved"
    assert not path.has(E.QUALIFYING_DETERMINATION_SENT)
    assert "This is no part of" in path.refusal(path.staff.adviser, E.REVIEW_MECHANISM_REQUESTED)
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", CHALLENGED)
def test_nobody_is_refused_before_they_could_respond(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "declared")
    path.panel(PanelOutcome.NOT_SUITABLE)
    assert refused(lambda: path.decide(DecisionOutcome.REFUSE), "outcome").startswith(
        "Nobody is refused before they could respond"
    )


@pytest.mark.parametrize("pathway", CHALLENGED)
def test_of_a_brief_report_panel_asks_for_the_full_one_or_finds_them_unsuitable(
    shelf: Shelf, pathway: str
) -> None:
    """Fostering Regulations 25 and 26(3); Adoption Agencies Regulations, regulation 30A."""
    path = shelf.at(pathway, "applied")
    path.check()
    path.assess("brief_report")
    path.book()
    assert refused(lambda: path.sit(PanelOutcome.SUITABLE), "outcome") == (
        "The brief report: panel may only choose between not suitable, ask for the full report or "
        "defer."
    )


@pytest.mark.parametrize("pathway", CHALLENGED)
def test_a_brief_report_leads_to_the_full_one_and_to_an_approval(
    shelf: Shelf, pathway: str
) -> None:
    path = shelf.at(pathway, "applied")
    path.check()
    path.assess("brief_report")
    path.book()
    path.sit(PanelOutcome.FULL_REPORT_ASKED)
    assert path.sample().next_step_key == "full_report"
    assert "full report is there" not in path.sample().next_sentence
    path.moment.forward(days=20)
    path.report("report", pages=5)
    path.panel(PanelOutcome.SUITABLE)
    path.decide(DecisionOutcome.APPROVE)
    path.tell()
    assert path.status == "approved"
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", CHALLENGED)
def test_a_brief_report_leads_to_a_refusal(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "applied")
    path.check()
    path.assess("brief_report")
    path.refuse_to_propose()
    path.days(70)
    path.step(path.staff.adviser, E.DETERMINATION_WINDOW_ENDED)
    path.decide(DecisionOutcome.REFUSE)
    assert path.status == "not_approved"
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", EVERY)
def test_a_deferred_case_returns_and_its_clock_went_on(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "declared")
    path.book()
    path.sit(PanelOutcome.DEFERRED)
    assert path.sample().next_step_key == "rebook_panel"
    running = {clock.rule_id for clock in path.sample().clocks if clock.stopped_on is None}
    if pathway in CARERS:
        assert "F-APP-PANEL" in running
    path.panel(PanelOutcome.SUITABLE)
    path.decide(DecisionOutcome.APPROVE)
    path.tell()
    assert path.status == "approved"
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", EVERY)
def test_a_case_is_held_and_resumed_with_reason(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "applied")
    worker = path.staff.worker
    assert path.refusal(worker, E.CASE_RESUMED) == "The case is not on hold."
    assert path.refusal(worker, E.CASE_HELD, cause="applicant")
    path.step(worker, E.CASE_HELD, cause="applicant", reason="A bereavement", days=30)
    assert path.status == "paused"
    assert "already recorded" in path.refusal(
        worker, E.CASE_HELD, cause="applicant", reason="Again"
    )
    path.step(worker, E.CASE_RESUMED)
    assert path.status == "open"
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", EVERY)
def test_one_of_two_applicants_withdraws_and_the_other_goes_on(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "applied")
    worker = path.staff.worker
    imran, sophie = (p.id for p in path.sample().people if p.role == "applicant")
    left: dict[str, Any] = {"reason": "They separated.", "leaves": True}
    path.step(worker, E.APPLICANT_LEFT, person_id=imran, **left)
    assert path.sample().household == "Sophie Delacourt"
    assert "only applicant" in path.refusal(worker, E.APPLICANT_LEFT, person_id=sophie, **left)
    path.check()
    path.assess()
    path.panel(PanelOutcome.SUITABLE)
    path.decide(DecisionOutcome.APPROVE)
    path.tell()
    assert [a.person.first_name for a in path.approvals()] == ["Sophie"]


@pytest.mark.parametrize("pathway", [FOSTERING[0], ADOPTION[0]])
def test_more_information_stops_no_clock_and_the_overrun_has_its_reason(
    shelf: Shelf, pathway: str
) -> None:
    path = shelf.at(pathway, "declared")
    path.panel(PanelOutcome.SUITABLE)
    asked: dict[str, Any] = {
        "reason": "Two views of the home differ.",
        "of": "A manager of another team",
    }
    assert path.refusal(path.staff.worker, E.SECOND_OPINION_RECEIVED, words="Fine.")
    path.step(path.staff.decision_maker, E.SECOND_OPINION_ASKED, **asked)
    path.days(20)
    assert path.sample().worst_clock == "overdue"
    path.step(path.staff.manager, E.SECOND_OPINION_RECEIVED, words="She agrees with the report.")
    assert "already recorded" in path.refusal(
        path.staff.manager, E.SECOND_OPINION_RECEIVED, words="Again."
    )
    path.decide(DecisionOutcome.APPROVE)
    decided = next(
        line
        for line in path.workspace.case_pages.history(path.staff.adviser, path.case_id)
        if line.words.startswith("Decision")
    )
    assert not decided.superseded
    path.tell()
    assert path.status == "approved"


def test_what_was_recorded_by_mistake_is_taken_back_and_stands_as_before(shelf: Shelf) -> None:
    path = shelf.at(CARERS[0], "proposed")
    made = path.step(path.staff.adviser, E.REPRESENTATIONS_RECEIVED).made
    path.do(path.staff.adviser, WithdrawEvent(made, "It was another letter."))
    path.step(path.staff.adviser, E.REVIEW_MECHANISM_REQUESTED)
    assert path.status == "challenged"
    path.check_rebuilt()
