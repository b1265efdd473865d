"""Every kind of case from its enquiry to each end that an application may have."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from cfs_panels.domain.actors import Role
from cfs_panels.domain.cases import (
    DecideStageOne,
    DeclareCompliance,
    RecordEvent,
    RecordObservations,
    WithdrawEvent,
)
from cfs_panels.domain.checks import CheckOutcome, ReceiveCheck
from cfs_panels.domain.decisions import DecisionAnswers, OpenDecision
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


@dataclass
class Saying(Path):
    """A walk whose decision maker answers otherwise than usual."""

    said: dict[str, Any] = field(default_factory=dict)

    def answers(self, outcome: DecisionOutcome, *, heard: bool = True) -> DecisionAnswers:
        """Return a whole record but for what is said otherwise."""
        return replace(super().answers(outcome, heard=heard), **self.said)


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
def test_once_stage_two_has_begun_the_agency_closes_no_case_past_panel(
    shelf: Shelf, pathway: str
) -> None:
    """Nobody is refused without a qualifying determination and the review that it opens."""
    path = shelf.at(pathway, "declared")
    gone: dict[str, Any] = {"reason": "They are not suitable.", "code": "AW0"}
    path.panel(PanelOutcome.NOT_SUITABLE)
    assert "Take its report to panel" in path.refusal(
        path.staff.manager, E.WITHDRAWN_BY_AGENCY, **gone
    )
    assert path.status == "with_decision_maker"


def test_beside_stage_one_the_agency_refuses_and_closes_no_case(shelf: Shelf) -> None:
    path = beside_stage_one(shelf)
    gone: dict[str, Any] = {"reason": "They are not suitable.", "code": "AW0"}
    assert "Take its report to panel" in path.refusal(
        path.staff.manager, E.WITHDRAWN_BY_AGENCY, **gone
    )


@pytest.mark.parametrize("pathway", EVERY)
def test_nobody_withdraws_from_what_is_decided(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "approved")
    gone: dict[str, Any] = {"reason": "They moved.", "code": "AW3"}
    assert "can no longer be recorded: the entry on the register is dated" in path.refusal(
        path.staff.worker, E.WITHDRAWN_BY_APPLICANT, **gone
    )


@pytest.mark.parametrize("pathway", CHALLENGED)
@pytest.mark.parametrize("event", [None, E.REVIEW_MECHANISM_REQUESTED, E.REPRESENTATIONS_RECEIVED])
def test_applicants_withdraw_until_the_final_decision(
    shelf: Shelf, pathway: str, event: E | None
) -> None:
    path = shelf.at(pathway, "proposed")
    if event is not None:
        path.step(path.staff.adviser, event)
    gone: dict[str, Any] = {"reason": "They do not want to go on.", "code": "AW0"}
    path.step(path.staff.worker, E.WITHDRAWN_BY_APPLICANT, **gone)
    assert path.status == "withdrawn"
    assert not {c.state for c in path.sample().clocks} & {"overdue", "running", "due_soon"}
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", CHALLENGED)
@pytest.mark.parametrize("cause", ["withdrawn", "not_accepted"])
def test_an_application_to_the_review_mechanism_may_end_without_a_recommendation(
    shelf: Shelf, pathway: str, cause: str
) -> None:
    path = shelf.at(pathway, "proposed")
    adviser = path.staff.adviser
    assert "Nobody has asked" in path.refusal(adviser, E.REVIEW_MECHANISM_ENDED, cause=cause)
    path.step(adviser, E.REVIEW_MECHANISM_REQUESTED, days=30)
    assert path.refusal(adviser, E.REVIEW_MECHANISM_ENDED) == "Choose why it ended."
    path.step(adviser, E.REVIEW_MECHANISM_ENDED, cause=cause)
    assert (path.status, path.sample().next_step_key) == ("with_decision_maker", "decide")
    assert path.refusal(adviser, E.REVIEW_MECHANISM_RECOMMENDED, outcome="suitable")
    assert clock_of(path, "X-IRM").state == "done"
    path.decide(DecisionOutcome.REFUSE)
    path.tell()
    assert path.status == "not_approved"
    path.check_rebuilt()


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
@pytest.mark.parametrize("outcome", [None, PanelOutcome.DEFERRED])
def test_a_new_version_of_the_report_is_given_before_it_goes_to_panel(
    shelf: Shelf, pathway: str, outcome: PanelOutcome | None
) -> None:
    """Fostering Regulations 26(4) and (5); Adoption Agencies Regulations, regulation 30."""
    path = shelf.at(pathway, "declared")
    if outcome is not None:
        path.book()
        path.sit(outcome)
    path.moment.forward(days=1)
    path.attach("report", 9)
    path.moment.forward(days=1)
    assert path.sample().next_step_key == "give_report"
    assert "has no declaration of compliance" in refused(path.book)
    declare = DeclareCompliance(path.case_id, path.today, "It meets the regulations.")
    for act in (
        lambda: path.do(path.staff.manager, declare),
        lambda: path.do(path.staff.worker, RecordObservations(path.case_id, path.today, "Fine.")),
    ):
        assert "applicants" in refused(act)
    page = path.workspace.case_pages.case(path.staff.adviser, path.case_id)
    needs = {line.key: line for line in page.needs}
    assert needs["observations"].evidence == "Waits for the report to be given to them"
    assert not needs["declaration"].is_in


@pytest.mark.parametrize("pathway", [CARERS[0], LODGINGS, ADOPTION[0]])
def test_a_new_version_that_was_given_and_declared_goes_to_panel(
    shelf: Shelf, pathway: str
) -> None:
    path = shelf.at(pathway, "declared")
    path.moment.forward(days=1)
    path.report(pages=9)
    path.panel(PanelOutcome.SUITABLE)
    path.decide(DecisionOutcome.APPROVE)
    path.tell()
    assert path.status == "approved"


@pytest.mark.parametrize("pathway", EVERY)
def test_a_case_is_held_and_resumed_with_reason(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "applied")
    worker = path.staff.worker
    assert path.refusal(worker, E.CASE_RESUMED) == "The case is not on hold."
    assert path.refusal(worker, E.CASE_HELD, cause="applicant")
    path.step(worker, E.CASE_HELD, cause="applicant", reason="A bereavement", days=30)
    assert path.status == "paused"
    assert path.refusal(worker, E.CASE_HELD, cause="applicant", reason="Again") == (
        "The case is on hold. Resume it first."
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


@pytest.mark.parametrize("pathway", EVERY)
def test_the_papers_of_a_case_on_hold_wait(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "declared")
    path.step(path.staff.worker, E.CASE_HELD, cause="applicant", reason="Ill", days=30)
    assert refused(path.book).endswith("the case is on hold. Resume it first.")
    assert path.status == "paused"


@pytest.mark.parametrize("pathway", [FOSTERING[0], ADOPTION[0]])
@pytest.mark.parametrize("heard", [False, True])
def test_a_hold_ends_once_panel_goes_on_with_the_case(
    shelf: Shelf, pathway: str, heard: bool
) -> None:
    path = shelf.at(pathway, "declared")
    held: dict[str, Any] = {"cause": "applicant", "reason": "Ill"}
    path.book()
    if not heard:
        path.step(path.staff.worker, E.CASE_HELD, days=0, **held)
    path.sit(PanelOutcome.SUITABLE)
    if heard:
        path.step(path.staff.worker, E.CASE_HELD, days=0, **held)
        assert path.status == "paused"
    path.minute()
    assert path.has(E.CASE_RESUMED)
    assert path.status == "with_decision_maker"
    path.moment.forward(days=300)
    path.decide(DecisionOutcome.APPROVE)
    path.tell()
    if pathway in ADOPTION:
        clock = clock_of(path, "A-S2")
        assert clock.stopped_on > clock.due_on
    page = path.workspace.case_pages.glance(path.staff.worker, path.case_id)
    assert E.CASE_RESUMED not in {action.event for action in page.actions}
    path.check_rebuilt()


def one_leaves(path: Path) -> None:
    """Record that one of the two applicants withdraws."""
    imran = next(p.id for p in path.sample().people if p.role == "applicant")
    left: dict[str, Any] = {"person_id": imran, "leaves": True, "reason": "They separated."}
    path.step(path.staff.worker, E.APPLICANT_LEFT, **left)


def go_on_alone(path: Path) -> None:
    """Take the application of the one who stays through report, panel and decision."""
    assert path.sample().next_step_key == "report_anew"
    path.report(pages=9)
    assert path.sample().next_step_key == "rebook_lapsed"
    path.panel(PanelOutcome.SUITABLE)
    path.decide(DecisionOutcome.APPROVE)
    path.tell()
    assert [a.person.first_name for a in path.approvals()] == ["Sophie"]
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", EVERY)
def test_what_panel_recommended_on_two_is_no_recommendation_on_one(
    shelf: Shelf, pathway: str
) -> None:
    """Fostering Regulations 26(2) and 27; Adoption Agencies Regulations, regulations 30 and 30B."""
    path = shelf.at(pathway, "declared")
    path.panel(PanelOutcome.SUITABLE)
    assert path.status == "with_decision_maker"
    one_leaves(path)
    assert path.has(E.RECOMMENDATION_LAPSED)
    assert path.status == "open"
    assert refused(lambda: path.decide(DecisionOutcome.APPROVE))
    go_on_alone(path)


@pytest.mark.parametrize("pathway", [FOSTERING[0], ADOPTION[0]])
def test_the_minutes_of_a_meeting_go_on_where_a_recommendation_counts_no_longer(
    shelf: Shelf, pathway: str
) -> None:
    path = shelf.at(pathway, "declared")
    path.book()
    path.sit(PanelOutcome.SUITABLE)
    one_leaves(path)
    path.minute()
    assert not path.has(E.FINAL_MINUTES_SENT)
    go_on_alone(path)


@pytest.mark.parametrize("pathway", [FOSTERING[0], ADOPTION[0]])
def test_one_who_withdraws_before_panel_has_the_report_brought_up_to_date(
    shelf: Shelf, pathway: str
) -> None:
    path = shelf.at(pathway, "declared")
    one_leaves(path)
    assert not path.has(E.RECOMMENDATION_LAPSED)
    assert path.sample().next_step_key == "report_anew"
    declare = DeclareCompliance(path.case_id, path.today, "It meets the regulations.")
    assert refused(lambda: path.do(path.staff.manager, declare))
    path.report(pages=9)
    path.panel(PanelOutcome.SUITABLE)
    path.decide(DecisionOutcome.APPROVE)
    assert [a.person.first_name for a in path.approvals()] == ["Sophie"]


def test_of_one_who_withdraws_after_the_papers_went_panel_only_defers(shelf: Shelf) -> None:
    path = shelf.at(FOSTERING[0], "declared")
    path.book()
    one_leaves(path)
    assert "Panel can only defer it" in refused(lambda: path.sit(PanelOutcome.SUITABLE))


@pytest.mark.parametrize("pathway", [FOSTERING[0], ADOPTION[0]])
def test_after_a_determination_one_may_withdraw_and_the_other_goes_on(
    shelf: Shelf, pathway: str
) -> None:
    path = shelf.at(pathway, "proposed")
    one_leaves(path)
    assert path.refusal(path.staff.adviser, E.REPRESENTATIONS_RECEIVED)
    assert clock_of(path, path.kind.determination_clock).stopped_on is not None
    go_on_alone(path)


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


# Refused at stage 1, or only by way of panel


def beside_stage_one(shelf: Shelf) -> Path:
    """Return a fostering case whose stage 2 began beside stage 1, which is not decided."""
    path = shelf.at(FOSTERING[0], "applied")
    path.step(path.staff.worker, E.STAGE_TWO_STARTED)
    path.check()
    return path


def refused_at_stage_one(path: Path) -> str:
    """Return the sentence with which a refusal at stage 1 is refused today."""
    decide = DecideStageOne(path.case_id, path.today, passed=False, reasons="Not suitable.")
    return refused(lambda: path.do(path.staff.manager, decide))


def clock_of(path: Path, rule: str) -> Any:
    """Return a clock of the case as its page shows it."""
    return next(c for c in path.sample().clocks if c.rule_id == rule)


def test_ten_working_days_after_the_last_of_stage_one_nobody_is_refused_at_it(
    shelf: Shelf,
) -> None:
    """Fostering Services (England) Regulations 2011, regulation 26(1B) and (3)."""
    path = beside_stage_one(shelf)
    path.moment.forward(days=60)
    sentence = refused_at_stage_one(path)
    assert sentence.startswith("The time for this ended on ")
    assert "take a report to panel" in sentence
    clock = clock_of(path, "F-S1-DEC")
    assert (clock.state, clock.stopped_on) == ("done", None)


def test_a_refusal_at_stage_one_may_be_dated_within_its_time(shelf: Shelf) -> None:
    path = beside_stage_one(shelf)
    in_time = path.today
    path.moment.forward(days=60)
    path.do(path.staff.manager, DecideStageOne(path.case_id, in_time, False, "Not suitable."))
    assert path.status == "not_approved"


@pytest.mark.parametrize("point", ["given", "recommended", "proposed", "approved"])
def test_from_the_report_given_on_nobody_is_refused_at_stage_one(shelf: Shelf, point: str) -> None:
    path = beside_stage_one(shelf)
    path.report()
    if point != "given":
        outcome = PanelOutcome.SUITABLE if point == "approved" else PanelOutcome.NOT_SUITABLE
        path.panel(outcome)
    if point in {"proposed", "approved"}:
        approves = point == "approved"
        propose = DecisionOutcome.PROPOSE_NOT_TO_APPROVE
        path.decide(DecisionOutcome.APPROVE if approves else propose)
        path.tell()
    status = path.status
    assert "nobody is refused at stage 1 any more" in refused_at_stage_one(path)
    assert path.status == status
    assert path.sample().next_step_key != "decide_stage_one"
    path.check_rebuilt()


def test_a_brief_report_ends_the_way_out_at_stage_one(shelf: Shelf) -> None:
    path = beside_stage_one(shelf)
    path.attach("brief_report")
    assert "nobody is refused at stage 1 any more" in refused_at_stage_one(path)


def test_people_approved_beside_stage_one_leave_no_stage_one_clock_behind(shelf: Shelf) -> None:
    path = beside_stage_one(shelf)
    path.report()
    path.panel(PanelOutcome.SUITABLE)
    path.decide(DecisionOutcome.APPROVE)
    path.tell()
    assert clock_of(path, "F-S1-DEC").state == "done"
    assert path.sample().next_step_key == "agreement"


@pytest.mark.parametrize("pathway", STAGED)
def test_a_refusal_at_stage_one_waits_for_its_letter(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "applied")
    path.check()
    path.do(path.staff.manager, DecideStageOne(path.case_id, path.today, False, "Not suitable."))
    path.moment.forward(days=60)
    assert path.sample().next_step_key == "stage_one_letter"
    sent_on = path.today
    path.step(path.staff.worker, E.STAGE_ONE_NOTICE_SENT)
    assert path.sample().next_step_key == ""
    if pathway in CARERS:
        clock = clock_of(path, "F-S1-DEC")
        assert clock.stopped_on == sent_on > clock.due_on
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", STAGED)
def test_a_refusal_at_stage_one_leaves_no_other_clock_running(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "applied")
    path.check()
    path.do(path.staff.manager, DecideStageOne(path.case_id, path.today, False, "Not suitable."))
    path.step(path.staff.worker, E.STAGE_ONE_NOTICE_SENT)
    path.moment.forward(days=300)
    assert {c.state for c in path.sample().clocks} == {"done"}


def test_an_information_pack_is_recorded_later_with_its_own_day(shelf: Shelf) -> None:
    path = shelf.at(ADOPTION[0], "asked")
    sent_on = path.today
    path = shelf.at(ADOPTION[0], "applied")
    assert clock_of(path, "A-INFO").state == "overdue"
    pack = RecordEvent(path.case_id, E.INFORMATION_PACK_SENT, sent_on)
    path.do(path.staff.worker, pack)
    assert clock_of(path, "A-INFO").stopped_on == sent_on


def test_nobody_looks_for_an_information_pack_once_they_are_approved(shelf: Shelf) -> None:
    path = shelf.at(ADOPTION[0], "approved")
    assert clock_of(path, "A-INFO").state == "done"
    assert path.sample().worst_clock != "overdue"


@pytest.mark.parametrize("pathway", [FOSTERING[0], ADOPTION[0]])
def test_who_sat_on_the_first_panel_writes_no_final_decision(shelf: Shelf, pathway: str) -> None:
    """Fostering Regulations 27; Adoption Agencies Regulations, regulation 30B(3)."""
    path = shelf.at(pathway, "proposed")
    adviser, member = path.staff.adviser, path.staff.member
    sitting = replace(member, roles=member.roles | {Role.DECISION_MAKER})
    path.step(adviser, E.REPRESENTATIONS_RECEIVED)
    path.step(adviser, E.RETURNED_TO_PANEL)
    path.book()
    lines = path.workspace.central_list.members(adviser)
    path.members = [line.id for line in lines if line.name != member.name]
    path.sit(PanelOutcome.SUITABLE)
    path.minute()
    assert refused(lambda: path.do(sitting, OpenDecision(path.case_id))).startswith(
        "You sat on the panel that heard this case"
    )


def unsuitable(path: Path, *keys: str) -> None:
    """Take every check in, those of these keys as not suitable."""
    path.check(leaving_out=keys)
    for line in path.workspace.case_pages.checks(path.staff.worker, path.case_id):
        if line.key in keys:
            number = "001234567890" if line.has_number else ""
            issued = path.today - timedelta(days=1)
            came = ReceiveCheck(
                line.id, path.today, CheckOutcome.UNSUITABLE, issued_on=issued, number=number
            )
            path.do(path.staff.worker, came)


def pass_with_reasons(path: Path) -> None:
    """Pass stage 1 in spite of worries, and go on to what panel recommends."""
    path.do(path.staff.manager, DecideStageOne(path.case_id, path.today, True, "Explained."))
    if path.pathway in ADOPTION:
        path.step(path.staff.worker, E.NOTICE_TO_PROCEED_RECEIVED)
    path.report()
    path.panel(PanelOutcome.SUITABLE)


@pytest.mark.parametrize("pathway", [FOSTERING[0], ADOPTION[0]])
def test_a_certificate_that_rules_them_out_rules_out_an_approval(
    shelf: Shelf, pathway: str
) -> None:
    """Fostering Regulations 26; Adoption Agencies Regulations, regulation 25."""
    path = shelf.at(pathway, "applied")
    unsuitable(path, "dbs")
    pass_with_reasons(path)
    sentence = refused(lambda: path.decide(DecisionOutcome.APPROVE), "outcome")
    assert "came in as not suitable. A specified offence in the household rules out" in sentence


def test_a_medical_that_worries_is_weighed_by_the_decision_maker(shelf: Shelf) -> None:
    path = shelf.at(FOSTERING[0], "applied")
    unsuitable(path, "medical")
    pass_with_reasons(path)
    path.decide(DecisionOutcome.APPROVE)
    path.tell()
    assert path.status == "approved"


def test_a_decision_past_the_four_months_says_on_which_ground(shelf: Shelf) -> None:
    """Adoption Agencies Regulations 2005, regulation 30B(2)."""
    path = shelf.walk(Saying, ADOPTION[0], "declared")
    path.moment.forward(days=120)
    path.panel(PanelOutcome.SUITABLE)
    path.said = {"late_ground": ""}
    sentence = refused(lambda: path.decide(DecisionOutcome.APPROVE), "late_ground")
    assert sentence.startswith("Stage 2 to decision was due by ")
    page = path.workspace.decision_pages.decision(path.staff.decision_maker, path.case_id)
    assert [value for value, _ in page.late_grounds] == ["applicant", "exceptional", "agency"]
    assert page.late
    path.said = {"late_ground": "applicant", "late_reason": ""}
    assert refused(lambda: path.decide(DecisionOutcome.APPROVE), "late_reason").endswith(
        "Say why it is late."
    )
    path.said = {"late_ground": "applicant"}
    path.decide(DecisionOutcome.APPROVE)
    path.tell()
    assert path.status == "approved"


def test_a_recommendation_past_the_eight_months_is_explained_with_the_decision(
    shelf: Shelf,
) -> None:
    """National Minimum Standards (fostering) 14.4."""
    path = shelf.walk(Saying, CARERS[0], "declared")
    path.moment.forward(days=250)
    path.panel(PanelOutcome.SUITABLE)
    path.said = {"late_reason": ""}
    sentence = refused(lambda: path.decide(DecisionOutcome.APPROVE), "late_reason")
    assert sentence.startswith("Application to panel was due by ")


@pytest.mark.parametrize("pathway", ADOPTION)
def test_adopters_are_invited_before_panel_finds_them_not_suitable(
    shelf: Shelf, pathway: str
) -> None:
    """Adoption Agencies Regulations 2005, regulation 30A."""
    path = shelf.at(pathway, "declared")
    path.heard = "not_attending"
    path.book()
    assert "Adopters are invited to meet panel" in refused(
        lambda: path.sit(PanelOutcome.NOT_SUITABLE), "heard"
    )


def test_adopters_who_chose_not_to_attend_were_invited(shelf: Shelf) -> None:
    path = shelf.at(ADOPTION[0], "declared")
    path.heard = "chose_not_to_attend"
    path.panel(PanelOutcome.NOT_SUITABLE)
    assert path.status == "with_decision_maker"
