"""What follows an approval: reviews, other terms, allegations, and each end that it may have."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cfs_panels.domain.decisions import OpenDecision
from cfs_panels.domain.vocabulary import CaseStatus, DecisionOutcome, PanelOutcome
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.freshening import freshen
from tests.journeys.pathways.paths import (
    ADOPTION,
    CARERS,
    FOSTERING,
    LODGINGS,
    Path,
    Shelf,
    refused,
)

D, P = DecisionOutcome, PanelOutcome
REVIEWED_ONCE_A_YEAR = (LODGINGS, *ADOPTION)
"""The kinds of case whose first review is no other than later ones."""


def first_annual(pathway: str) -> tuple[str, E]:
    """Return the point and the event from which an annual review may begin."""
    return ("reviewed" if pathway in CARERS else "approved"), E.ANNUAL_REVIEW_STARTED


@pytest.mark.parametrize("pathway", CARERS)
def test_the_first_review_goes_to_panel_and_the_approval_continues(
    shelf: Shelf, pathway: str
) -> None:
    """Fostering Services (England) Regulations 2011, regulation 28(2) and (5)."""
    path = shelf.at(pathway, "approved")
    for event in (E.ANNUAL_REVIEW_STARTED, E.CONCERNS_REVIEW_STARTED):
        sentence = path.refusal(path.staff.manager, event, reason="A worry")
        assert sentence.startswith("The first review has not been done.")
    path.days(200)
    path.begin_review(E.FIRST_REVIEW_STARTED)
    held_on = path.today - timedelta(days=1)
    assert path.sample().status is CaseStatus.IN_REVIEW
    assert refused(path.send_on).startswith(
        "The first review of an approval goes to panel before it is decided."
    )
    path.panel(P.CONTINUE)
    path.decide(D.CONTINUE)
    assert path.has(E.FIRST_REVIEW_DONE)
    path.tell()
    assert path.status == "approved"
    (due,) = {approval.review_due_on for approval in path.approvals()}
    clock = next(c for c in path.sample().clocks if c.rule_id == "F-REVN")
    assert (clock.started_on, clock.due_on) == (held_on, due)
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", CARERS)
def test_a_first_review_without_the_carers_consent_changes_terms_after_a_determination(
    shelf: Shelf, pathway: str
) -> None:
    path = shelf.at(pathway, "approved")
    path.begin_review(E.FIRST_REVIEW_STARTED)
    path.panel(P.VARY)
    assert refused(lambda: path.decide(D.VARY), "outcome").startswith(
        "Terms change against the carers' will only after a qualifying determination."
    )
    path.decide(D.PROPOSE_TO_VARY)
    path.tell()
    assert path.status == "challenged"
    path.days(30)
    path.step(path.staff.adviser, E.DETERMINATION_WINDOW_ENDED)
    path.decide(D.VARY)
    path.tell()
    assert path.status == "approved"
    assert [len(a.terms) for a in path.approvals()] == [2, 2]
    path.check_rebuilt()


def test_with_the_carers_written_agreement_a_review_changes_terms_at_once(shelf: Shelf) -> None:
    path = shelf.at(CARERS[0], "approved")
    path.begin_review(E.FIRST_REVIEW_STARTED)
    support: dict[str, Any] = {"support": "None is needed."}
    sentence = path.refusal(path.staff.worker, E.VARIATION_AGREED, **support)
    assert sentence.startswith("Enter the terms that the carers agree to")
    agreed: dict[str, Any] = {"terms": [path.kind.terms[0].key], "places": 2, "ages": "5 to 12"}
    path.step(path.staff.worker, E.VARIATION_AGREED, **support, **agreed)
    path.panel(P.VARY)
    path.decide(D.VARY)
    assert path.status == "approved"
    assert not path.has(E.QUALIFYING_DETERMINATION_SENT)
    assert [len(a.terms) for a in path.approvals()] == [2, 2]


def test_terms_change_without_a_determination_to_those_the_carers_agreed_to_only(
    shelf: Shelf,
) -> None:
    """Fostering Services (England) Regulations 2011, regulation 28(9A)."""
    path = shelf.at(CARERS[0], "approved")
    path.begin_review(E.FIRST_REVIEW_STARTED)
    agreed: dict[str, Any] = {"terms": ["respite"], "places": 1, "ages": "5 to 12"}
    path.step(path.staff.worker, E.VARIATION_AGREED, support="None is needed.", **agreed)
    path.panel(P.VARY)
    maker = path.staff.decision_maker
    record_id = path.do(maker, OpenDecision(path.case_id)).made
    begun = path.workspace.decision_pages.decision(maker, path.case_id)
    assert begun.id == record_id
    assert (begun.answers.terms, begun.answers.places) == (("respite",), 1)
    assert D.VARY in begun.with_terms
    sentence = refused(lambda: path.decide(D.VARY), "terms")
    assert sentence.startswith("The carers agreed in writing to this: One child, 5 to 12, respite.")
    path.decide(D.PROPOSE_TO_VARY)
    path.tell()
    path.days(30)
    path.step(path.staff.adviser, E.DETERMINATION_WINDOW_ENDED)
    path.decide(D.VARY)
    assert [len(a.terms) for a in path.approvals()] == [2, 2]


@pytest.mark.parametrize("pathway", CARERS)
def test_a_first_review_ends_an_approval_by_a_determination(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "approved")
    path.begin_review(E.FIRST_REVIEW_STARTED)
    path.panel(P.TERMINATE)
    assert refused(lambda: path.decide(D.TERMINATE), "outcome").startswith(
        "An approval is ended only after the carers could respond"
    )
    path.decide(D.PROPOSE_TO_TERMINATE)
    path.tell()
    path.step(path.staff.adviser, E.REVIEW_MECHANISM_REQUESTED, days=60)
    path.step(path.staff.adviser, E.REVIEW_MECHANISM_RECOMMENDED, outcome="not_suitable")
    path.decide(D.TERMINATE)
    path.tell()
    assert path.status == "closed"
    assert all(a.ended_on is not None for a in path.approvals())
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", [*FOSTERING, *ADOPTION])
def test_an_annual_review_goes_through_its_five_hands(shelf: Shelf, pathway: str) -> None:
    """Worker, team manager, reviewing officer, support, decision maker: each in turn."""
    point, started = first_annual(pathway)
    path = shelf.at(pathway, point)
    staff = path.staff
    held: dict[str, Any] = {"recommends": "continue"}
    path.step(staff.worker, started)
    sentence = path.refusal(staff.manager, E.REVIEW_REPORT_AGREED)
    assert sentence == "The worker has not finished the review report."
    assert path.sample().next_step_key == "review_report"
    assert path.refusal(path.reviewer, E.REVIEW_HELD, **held) == (
        "The team manager has not agreed the review report."
    )
    path.attach("review_report", 9)
    path.moment.forward(days=1)
    assert path.sample().next_step_key == "agree_review"
    assert path.refusal(staff.worker, E.REVIEW_REPORT_AGREED).startswith("Your role does not")
    path.step(staff.manager, E.REVIEW_REPORT_AGREED)
    assert path.sample().next_step_key == "hold_review"
    assert path.refusal(staff.manager, E.REVIEW_HELD, **held).startswith("Your role does not")
    assert refused(path.send_on).startswith("The decision maker gets a case that is ready")
    assert path.refusal(path.reviewer, E.REVIEW_HELD, **held) == (
        "Say whose views were heard and give your reasons."
    )
    path.step(path.reviewer, E.REVIEW_HELD, words="Both carers and Robin.", **held)
    assert path.sample().next_step_key == "send_to_decision_maker"
    path.send_on()
    assert path.sample().next_step_key == "decide"
    path.decide(D.CONTINUE)
    assert path.has(E.ANNUAL_REVIEW_DONE)
    assert path.sample().next_step_key == "tell"
    path.tell()
    assert path.status == "approved"
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", CARERS)
def test_a_later_review_may_go_to_panel(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "reviewed")
    path.begin_review(E.ANNUAL_REVIEW_STARTED)
    path.panel(P.CONTINUE)
    path.decide(D.CONTINUE)
    assert path.has(E.ANNUAL_REVIEW_DONE)
    assert path.status == "approved"


@pytest.mark.parametrize("pathway", CARERS)
def test_concerns_call_for_a_review_that_ends_an_approval(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "reviewed")
    manager = path.staff.manager
    alleged: dict[str, Any] = {"words": "A child said that she was hit."}
    assert path.refusal(manager, E.ALLEGATION_RECEIVED, **alleged) == (
        "Say whether the designated officer (LADO) was told."
    )
    path.step(manager, E.ALLEGATION_RECEIVED, told=True, days=20, **alleged)
    assert path.sample().next_step_key == "follow_allegation"
    assert path.refusal(manager, E.COMPLAINT_CONCLUDED, outcome="upheld") == (
        "No complaint has been recorded."
    )
    path.step(manager, E.ALLEGATION_CONCLUDED, outcome="substantiated", words="It was so.")
    again = path.refusal(manager, E.ALLEGATION_CONCLUDED, outcome="false")
    assert "already recorded" in again
    assert path.sample().next_step_key == "review_allegation"
    assert "F-LOCAL-ALLEG" in {clock.rule_id for clock in path.sample().clocks}
    path.begin_review(E.CONCERNS_REVIEW_STARTED, reason="The allegation")
    path.send_on()
    path.decide(D.PROPOSE_TO_TERMINATE)
    path.tell()
    path.step(path.staff.adviser, E.REPRESENTATIONS_RECEIVED)
    path.step(path.staff.adviser, E.RETURNED_TO_PANEL)
    path.panel(P.TERMINATE)
    path.decide(D.TERMINATE)
    path.tell()
    assert path.status == "closed"
    assert path.has(E.CONCERNS_REVIEW_DONE)
    path.check_rebuilt()


def test_only_one_matter_is_in_hand(shelf: Shelf) -> None:
    path = shelf.at(CARERS[0], "reviewed")
    path.step(path.staff.worker, E.ANNUAL_REVIEW_STARTED)
    for event in (E.CONCERNS_REVIEW_STARTED, E.TERMINATION_PROPOSED):
        sentence = path.refusal(path.staff.manager, event, reason="A worry")
        assert sentence.startswith("The annual review is in hand since")


@pytest.mark.parametrize("pathway", CARERS)
def test_terms_change_at_once_where_the_carers_agree_in_writing(shelf: Shelf, pathway: str) -> None:
    """Fostering Services (England) Regulations 2011, regulation 28(9A)."""
    path = shelf.at(pathway, "approved")
    worker = path.staff.worker
    key = path.kind.terms[-1].key
    new: dict[str, Any] = {"terms": [key], "places": 3, "ages": "0 to 17", "words": "A sibling."}
    sentence = path.refusal(worker, E.VARIATION_AGREED, support="None")
    assert sentence == "Propose the new terms before the carers agree to them."
    assert "Say why" in path.refusal(worker, E.VARIATION_PROPOSED, **{**new, "words": ""})
    path.step(worker, E.VARIATION_PROPOSED, **new)
    assert "extra support" in path.refusal(worker, E.VARIATION_AGREED)
    path.step(worker, E.VARIATION_AGREED, support="None is needed.", days=0)
    assert path.status == "approved"
    for approval in path.approvals():
        before, now = approval.terms
        assert (before.to_on, now.from_on, now.to_on) == (path.today, path.today, None)
        assert (now.terms, now.places, now.ages) == ([key], 3, "0 to 17")
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", CARERS)
def test_terms_change_against_the_carers_will_after_representations(
    shelf: Shelf, pathway: str
) -> None:
    path = shelf.at(pathway, "approved")
    path.step(path.staff.worker, E.VARIATION_PROPOSED, places=1, words="Two were too many.")
    path.send_on()
    path.decide(D.PROPOSE_TO_VARY)
    path.tell()
    path.step(path.staff.adviser, E.REPRESENTATIONS_RECEIVED)
    assert refused(path.send_on).startswith("Representations go back to panel")
    path.step(path.staff.adviser, E.RETURNED_TO_PANEL)
    path.panel(P.VARY)
    path.decide(D.VARY)
    path.tell()
    assert path.status == "approved"
    assert [len(a.terms) for a in path.approvals()] == [2, 2]
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", CARERS)
def test_a_proposal_is_dropped_and_the_approval_stays_as_it_was(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "approved")
    path.step(path.staff.manager, E.TERMINATION_PROPOSED, reason="No contact for months")
    assert path.status == "in_review"
    path.step(path.staff.manager, E.PROPOSAL_DROPPED, reason="They came back.")
    assert path.status == "approved"
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", CARERS)
@pytest.mark.parametrize("outcome", [D.TERMINATE, D.CONTINUE])
def test_the_agency_proposes_to_end_an_approval(
    shelf: Shelf, pathway: str, outcome: DecisionOutcome
) -> None:
    path = shelf.at(pathway, "approved")
    path.step(path.staff.manager, E.TERMINATION_PROPOSED, reason="The standard of care")
    path.panel(P.TERMINATE)
    path.decide(D.PROPOSE_TO_TERMINATE)
    path.tell()
    path.days(40)
    path.step(path.staff.adviser, E.DETERMINATION_WINDOW_ENDED)
    path.decide(outcome)
    path.tell()
    ends = outcome is D.TERMINATE
    assert path.status == ("closed" if ends else "approved")
    assert all((a.ended_on is not None) is ends for a in path.approvals())
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", CARERS)
def test_a_resignation_ends_an_approval_by_itself_on_the_28th_day(
    shelf: Shelf, pathway: str
) -> None:
    """Regulation 28(13): no decision, whatever the dates of panels."""
    path = shelf.at(pathway, "approved")
    worker = path.staff.worker
    assert path.refusal(worker, E.RESIGNATION_RECEIVED) == "Choose the reason."
    received = path.today
    path.step(worker, E.RESIGNATION_RECEIVED, reason="retirement", days=0)
    sentence = path.refusal(path.staff.administrator, E.RESIGNATION_EFFECTIVE)
    assert sentence.startswith("An approval ends by itself 28 days after")
    assert "already recorded" in path.refusal(worker, E.RESIGNATION_RECEIVED, reason="other")
    path.days(27)
    assert path.status == "approved"
    assert all(a.ended_on is None for a in path.approvals())
    path.days(5)
    assert path.status == "closed"
    ended = received + timedelta(days=28)
    assert {(a.ended_on, a.end_reason) for a in path.approvals()} == {(ended, "retirement")}
    clock = next(c for c in path.sample().clocks if c.rule_id == "F-RESIGN")
    assert (clock.started_on, clock.due_on, clock.stopped_on) == (received, ended, ended)
    assert freshen(path.workspace.office) == 0
    path.check_rebuilt()


def test_panel_may_note_a_resignation_and_nobody_decides_it(shelf: Shelf) -> None:
    path = shelf.at(CARERS[0], "approved")
    path.step(path.staff.worker, E.RESIGNATION_RECEIVED, reason="moving_to_ifa")
    assert refused(path.send_on)
    path.book(ahead=21)
    path.sit(P.NOTED)
    assert path.has(E.PANEL_NOTED)
    assert path.status == "approved"
    path.minute()
    assert path.status == "approved"
    path.days(28)
    assert path.status == "closed"
    path.check_rebuilt()


def test_a_resignation_in_the_middle_of_a_review_ends_it_all(shelf: Shelf) -> None:
    path = shelf.at(CARERS[0], "approved")
    path.begin_review(E.FIRST_REVIEW_STARTED)
    path.step(path.staff.worker, E.RESIGNATION_RECEIVED, reason="dissatisfaction")
    path.days(28)
    assert path.status == "closed"
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", CARERS)
def test_carers_separate_and_the_approval_of_one_ends(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "approved")
    worker = path.staff.worker
    imran, sophie = (p.id for p in path.sample().people if p.role == "applicant")
    sentence = path.refusal(worker, E.APPLICANT_LEFT, person_id=imran, leaves=True, reason="Apart")
    assert sentence.startswith("The decision is made, so nobody withdraws")
    path.step(worker, E.CARERS_SEPARATED, words="Sophie stays with the children.")
    assert path.sample().next_step_key == "review_separation"
    assert path.refusal(worker, E.CARER_NOTICE_RECEIVED) == "Choose who resigns."
    path.step(worker, E.CARER_NOTICE_RECEIVED, person_id=imran)
    path.days(28)
    first, second = path.approvals()
    assert (first.person_id, first.ended_on is None) == (imran, False)
    assert (second.person_id, second.ended_on) == (sophie, None)
    assert path.status == "approved"
    path.begin_review(E.FIRST_REVIEW_STARTED)
    path.panel(P.CONTINUE)
    path.decide(D.CONTINUE)
    assert path.status == "approved"
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", CARERS)
def test_care_is_followed_while_they_are_approved(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "approved")
    worker, manager = path.staff.worker, path.staff.manager
    path.step(worker, E.UNANNOUNCED_VISIT_DONE)
    path.step(worker, E.UNANNOUNCED_VISIT_DONE)
    path.step(worker, E.TRAINING_STANDARDS_MET)
    path.step(manager, E.COMPLAINT_RECEIVED, words="Meals")
    path.step(manager, E.COMPLAINT_CONCLUDED, outcome="not_upheld")
    granted: dict[str, Any] = {"children": "Ada, Ben, Cleo and Dan", "conditions": "To May"}
    assert path.refusal(manager, E.EXEMPTION_GRANTED, **granted).startswith("Your role does not")
    assert path.refusal(path.head, E.EXEMPTION_GRANTED).startswith("Enter the children by name")
    assert path.refusal(path.head, E.EXEMPTION_ENDED, reason="Over") == (
        "No exemption has been granted."
    )
    path.step(path.head, E.EXEMPTION_GRANTED, **granted)
    path.step(path.head, E.EXEMPTION_ENDED, reason="Dan went home.")
    assert "already recorded" in path.refusal(path.head, E.EXEMPTION_ENDED, reason="Again")
    clocks = {clock.rule_id: clock for clock in path.sample().clocks}
    assert clocks["F-TSD"].stopped_on is not None
    assert clocks["F-UNANN"].stopped_on is None
    path.check_rebuilt()


def test_training_standards_take_family_and_friends_eighteen_months(shelf: Shelf) -> None:
    due = {}
    for pathway in ("fostering_mainstream", "fostering_connected"):
        path = shelf.at(pathway, "approved")
        clock = next(c for c in path.sample().clocks if c.rule_id == "F-TSD")
        due[pathway] = (clock.due_on - clock.started_on).days
    assert due["fostering_mainstream"] in range(360, 370)
    assert due["fostering_connected"] in range(540, 556)


@pytest.mark.parametrize("pathway", CARERS)
def test_an_emergency_placement_outside_the_terms_lasts_six_working_days(
    shelf: Shelf, pathway: str
) -> None:
    path = shelf.at(pathway, "approved")
    worker = path.staff.worker
    placed: dict[str, Any] = {"child": "Ada", "reason": "Nobody else had room."}
    sentence = path.refusal(worker, E.PLACEMENT_OUTSIDE_TERMS_ENDED)
    assert sentence == "There is no placement outside the terms."
    path.step(worker, E.PLACED_OUTSIDE_TERMS, **placed)
    assert path.refusal(worker, E.PLACED_OUTSIDE_TERMS, **placed).startswith(
        "This child is placed outside the terms already."
    )
    calendar = path.workspace.office.calendar
    clock = next(c for c in path.sample().clocks if c.rule_id == "F-OUTTERMS")
    assert clock.due_on == calendar.add(clock.started_on, 6)
    path.days(12)
    clock = next(c for c in path.sample().clocks if c.rule_id == "F-OUTTERMS")
    assert clock.state == "overdue"
    path.step(worker, E.PLACEMENT_OUTSIDE_TERMS_ENDED)
    path.step(worker, E.PLACED_OUTSIDE_TERMS, **placed)
    path.check_rebuilt()


def test_each_child_outside_the_terms_has_six_days_of_its_own(shelf: Shelf) -> None:
    path = shelf.at(CARERS[0], "approved")
    worker = path.staff.worker
    path.step(worker, E.PLACED_OUTSIDE_TERMS, child="Ada", reason="Nobody else had room.", days=3)
    path.step(worker, E.PLACED_OUTSIDE_TERMS, child="Ben", reason="Her brother came too.")
    first, second = (c for c in path.sample().clocks if c.rule_id == "F-OUTTERMS")
    assert [first.name, second.name] == [
        "Placement outside terms, Ada",
        "Placement outside terms, Ben",
    ]
    assert first.due_on < second.due_on
    offered = path.workspace.case_pages.glance(worker, path.case_id).actions
    ending = next(a for a in offered if a.event is E.PLACEMENT_OUTSIDE_TERMS_ENDED)
    assert [choice.value for choice in ending.asks[0].choices] == ["Ada", "Ben"]
    assert path.refusal(worker, E.PLACEMENT_OUTSIDE_TERMS_ENDED) == "Choose the child."
    path.step(worker, E.PLACEMENT_OUTSIDE_TERMS_ENDED, child="Ada")
    clocks = {c.name: c.stopped_on for c in path.sample().clocks if c.rule_id == "F-OUTTERMS"}
    assert clocks["Placement outside terms, Ada"] is not None
    assert clocks["Placement outside terms, Ben"] is None
    path.step(worker, E.PLACEMENT_OUTSIDE_TERMS_ENDED)
    assert path.refusal(worker, E.PLACEMENT_OUTSIDE_TERMS_ENDED, child="Ben") == (
        "There is no placement outside the terms."
    )
    path.check_rebuilt()


def test_of_two_carers_one_gives_notice_and_the_last_resigns_from_the_approval(
    shelf: Shelf,
) -> None:
    """Regulation 28(13): each notice ends what it is about on its own 28th day."""
    path = shelf.at(CARERS[0], "approved")
    worker = path.staff.worker
    imran, sophie = (p.id for p in path.sample().people if p.role == "applicant")
    first = path.today
    path.step(worker, E.CARER_NOTICE_RECEIVED, person_id=imran, days=10)
    assert "already recorded" in path.refusal(worker, E.CARER_NOTICE_RECEIVED, person_id=imran)
    assert path.refusal(worker, E.CARER_NOTICE_RECEIVED, person_id=sophie) == (
        "Nobody would stay approved. Record the resignation of the approval instead."
    )
    second = path.today
    path.step(worker, E.RESIGNATION_RECEIVED, reason="retirement")
    due = {c.name: c.due_on for c in path.sample().clocks if c.rule_id == "F-RESIGN"}
    assert due == {
        "Resignation takes effect, Imran Delacourt": first + timedelta(days=28),
        "Resignation takes effect": second + timedelta(days=28),
    }
    path.days(40)
    assert path.status == "closed"
    ends = {a.person_id: a.ended_on for a in path.approvals()}
    assert ends == {imran: first + timedelta(days=28), sophie: second + timedelta(days=28)}
    path.check_rebuilt()


def test_hosts_of_supported_lodgings_are_reviewed_and_taken_off_their_register(
    shelf: Shelf,
) -> None:
    path = shelf.at(LODGINGS, "approved")
    path.begin_review(E.ANNUAL_REVIEW_STARTED)
    path.panel(P.TERMINATE)
    path.decide(D.TERMINATE)
    path.tell()
    assert path.status == "closed"
    assert path.has(E.DEREGISTERED)
    path.check_rebuilt()
    path = shelf.at(LODGINGS, "approved")
    path.step(path.staff.manager, E.DEREGISTERED, reason="own_wish")
    assert path.status == "closed"
    assert {a.end_reason for a in path.approvals()} == {"own_wish"}
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", ADOPTION)
def test_an_adopter_found_unsuitable_goes_to_panel_and_off_the_register(
    shelf: Shelf, pathway: str
) -> None:
    """Adoption Agencies Regulations 2005, regulation 30D."""
    path = shelf.at(pathway, "approved")
    path.begin_review(E.CONCERNS_REVIEW_STARTED, reason="A separation")
    path.send_on()
    assert refused(lambda: path.decide(D.PROPOSE_TO_TERMINATE), "outcome").startswith(
        "Whether an adopter is no longer suitable goes to panel before it is decided."
    )
    path = shelf.at(pathway, "approved")
    path.begin_review(E.CONCERNS_REVIEW_STARTED, reason="A separation")
    path.panel(P.TERMINATE)
    path.decide(D.PROPOSE_TO_TERMINATE)
    path.tell()
    path.days(70)
    path.step(path.staff.adviser, E.DETERMINATION_WINDOW_ENDED)
    path.decide(D.TERMINATE)
    path.tell()
    assert path.status == "closed"
    assert path.has(E.DEREGISTERED)
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", ADOPTION)
def test_adopters_are_not_taken_off_the_register_for_another_reason(
    shelf: Shelf, pathway: str
) -> None:
    """Adoption Agencies Regulations 2005, regulation 30D: panel, determination, decision."""
    path = shelf.at(pathway, "approved")
    for reason in ("not_suitable", "no_contact"):
        sentence = path.refusal(path.staff.manager, E.DEREGISTERED, reason=reason)
        assert sentence == "Choose from the answers to “Reason”."
    assert path.status == "approved"


@pytest.mark.parametrize("pathway", ADOPTION)
def test_adopters_leave_the_register_at_their_own_wish(shelf: Shelf, pathway: str) -> None:
    path = shelf.at(pathway, "approved")
    path.step(path.staff.manager, E.DEREGISTERED, reason="own_wish")
    assert path.status == "closed"
    assert all(a.ended_on is not None for a in path.approvals())
    path.check_rebuilt()


@pytest.mark.parametrize("pathway", ADOPTION)
def test_once_a_child_is_placed_the_approval_is_reviewed_no_more(
    shelf: Shelf, pathway: str
) -> None:
    path = shelf.at(pathway, "approved")
    worker = path.staff.worker
    assert path.refusal(worker, E.ADOPTION_ORDER_MADE) == "No child was placed with them."
    path.step(worker, E.PLACED)
    sentence = path.refusal(worker, E.ANNUAL_REVIEW_STARTED)
    assert sentence.startswith("A child is placed with them")
    clock = next(c for c in path.sample().clocks if c.rule_id == "A-REV")
    assert clock.stopped_on is not None
    path.step(worker, E.ADOPTION_ORDER_MADE)
    assert path.status == "closed"
    path.check_rebuilt()


def test_the_register_shows_who_stands_on_it_and_since_when_not(shelf: Shelf) -> None:
    path: Path = shelf.at(CARERS[0], "approved")
    register, adviser = path.workspace.register, path.staff.adviser
    assert len(register.approvals(adviser)) == 1
    path.step(path.staff.worker, E.RESIGNATION_RECEIVED, reason="other")
    assert len(register.approvals(adviser)) == 1
    path.days(28)
    assert register.approvals(adviser) == ()
    (line,) = register.approvals(adviser, with_ended=True)
    assert line.ended_on is not None
