"""A child's match, placement and adoption, or the end of a placement; what adopters are told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from cfs_panels.domain.cases import (
    CorrectEvent,
    RecordEvent,
    RecordObservations,
    WithdrawEvent,
)
from cfs_panels.domain.children import ChildQuery, ChildView, ProposeMatch, RecordForChildren
from cfs_panels.domain.vocabulary import DecisionOutcome, PanelOutcome
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.event_words import event_words
from cfs_panels.services.freshening import freshen
from db.models import Child
from tests.documents.writer_documents import docx_words, pdf_pages
from tests.journeys.pathways.child_paths import ChildPath
from tests.journeys.pathways.paths import Path, Shelf, refused

if TYPE_CHECKING:
    from datetime import date

D, P = DecisionOutcome, PanelOutcome
ADOPTERS = "adoption_prospective"


def at(shelf: Shelf, point: str = "approved") -> ChildPath:
    """Return a walk with adopters at a point of their own way, and no child yet."""
    path = shelf.walk(ChildPath, ADOPTERS, point)
    path.adopters_id = path.case_id
    return path


def may_be_placed(path: ChildPath, **known: Any) -> str:
    """Bring a child to the placement order and return its case."""
    case_id = path.record(**known)
    path.plan()
    path.decide_plan()
    path.order()
    return case_id


def matched(shelf: Shelf) -> ChildPath:
    """Return a walk with a child who is matched with the adopters."""
    path = at(shelf)
    may_be_placed(path)
    path.match()
    return path


def views(path: ChildPath) -> set[str]:
    """Return the views of the list of children that hold the child."""
    return {
        view.value
        for view in ChildView
        for row in path.workspace.children.children(path.staff.adviser, ChildQuery(view)).rows
        if row.id == path.case_id
    }


def running(path: Path) -> set[str]:
    """Return the clocks that somebody still has to act on."""
    return {c.rule_id for c in path.sample().clocks if c.state != "done"}


def test_a_child_is_matched_placed_and_adopted_and_the_adopters_case_tells_it(
    shelf: Shelf,
) -> None:
    """Adoption Agencies Regulations 2005, regulations 31 to 36."""
    path = at(shelf)
    may_be_placed(path)
    assert views(path) >= {"all", "order_not_matched"}
    path.propose()
    assert "A-APR" not in {line.rule_id for line in path.sample().clocks}
    path.step(path.social_worker, E.PLACEMENT_REPORT_GIVEN)
    assert "A-APR" in {line.rule_id for line in path.sample().clocks}
    assert path.refusal(path.social_worker, E.OBSERVATIONS_EXPIRED).startswith("The time runs")
    path.do(path.social_worker, RecordObservations(path.case_id, path.today, "Yes."), days=1)
    path.panel(P.MATCH)
    path.decide(D.MATCH)
    path.tell()
    assert views(path) >= {"all", "matched_not_placed"}
    adopters = path.of_adopters()
    assert adopters.has(E.MATCHED)
    path.step(path.social_worker, E.PLACED)
    assert adopters.has(E.PLACED)
    assert adopters.refusal(path.staff.manager, E.ANNUAL_REVIEW_STARTED).startswith(
        "A child is placed with them"
    )
    path.step(path.social_worker, E.PLACEMENT_VISITED, words="Well")
    early = path.refusal(path.social_worker, E.ADOPTION_ORDER_APPLIED)
    assert early.startswith("An adoption order may be applied for when the child has lived")
    path.step(path.social_worker, E.PLACEMENT_REVIEWED)
    path.days(75)
    path.step(path.social_worker, E.ADOPTION_ORDER_APPLIED)
    path.step(path.social_worker, E.ADOPTION_ORDER_MADE)
    assert path.status == "closed"
    assert path.stage() == "adopted"
    assert views(path) == {"closed"}
    assert adopters.status == "closed"
    assert all(approval.ended_on is not None for approval in adopters.approvals())
    path.check_rebuilt()
    adopters.check_rebuilt()


def test_an_application_ten_weeks_to_the_day_after_the_placement_is_in_time(shelf: Shelf) -> None:
    """Adoption and Children Act 2002, section 42."""
    path = matched(shelf)
    path.step(path.social_worker, E.PLACED, days=69)
    assert path.refusal(path.social_worker, E.ADOPTION_ORDER_APPLIED)
    path.moment.forward(days=1)
    path.step(path.social_worker, E.ADOPTION_ORDER_APPLIED)


def test_a_childs_steps_are_dated_after_what_they_need(shelf: Shelf) -> None:
    """Adoption and Children Act 2002, sections 18, 21 and 42."""
    path = matched(shelf)
    days = {line.words: line.on for line in path.workspace.case_pages.history(
        path.staff.adviser, path.case_id
    )}  # fmt: skip
    ordered = days[event_words().line(E.PLACEMENT_ORDER_MADE, {})]
    step = RecordEvent(path.case_id, E.PLACED, ordered - timedelta(days=1))
    assert "the match comes before it" in refused(lambda: path.do(path.social_worker, step), "on")
    placed = path.step(path.social_worker, E.PLACED, days=5)
    early = CorrectEvent(placed.made, ordered, "It was earlier")
    assert "the match comes before it" in refused(lambda: path.do(path.staff.adviser, early), "on")
    path.check_rebuilt()


def test_an_order_that_came_after_the_match_is_no_authority_for_the_days_before_it(
    shelf: Shelf,
) -> None:
    path = at(shelf)
    path.record()
    path.plan()
    path.decide_plan()
    path.match()
    before = path.today
    path.days(3)
    path.order()
    early = RecordEvent(path.case_id, E.PLACED, before)
    sentence = refused(lambda: path.do(path.social_worker, early), "on")
    assert "the placement order comes before it" in sentence
    path.step(path.social_worker, E.PLACED)
    order = next(
        line for line in path.workspace.case_pages.history(path.staff.adviser, path.case_id)
        if line.words == event_words().line(E.PLACEMENT_ORDER_MADE, {})
    )  # fmt: skip
    taken_back = WithdrawEvent(order.id, "A mistake")
    assert "rests on it" in refused(lambda: path.do(path.staff.adviser, taken_back))


def test_a_placement_that_breaks_down_lets_child_and_adopters_wait_again(shelf: Shelf) -> None:
    path = matched(shelf)
    path.step(path.social_worker, E.PLACED, days=30)
    path.step(path.social_worker, E.PLACEMENT_REVIEWED, days=10)
    path.step(path.social_worker, E.PLACEMENT_DISRUPTED, reason="It was too much")
    adopters = path.of_adopters()
    assert adopters.has(E.PLACEMENT_DISRUPTED)
    assert path.stage() == "matching"
    assert path.sample().next_step_key == "disruption_meeting"
    assert {"A-REV-NP"} <= {line.rule_id for line in path.sample().clocks}
    path.step(path.social_worker, E.DISRUPTION_MEETING_HELD, words="More support at the start")
    assert path.sample().next_step_key == "find_match"
    assert adopters.status == "approved"
    adopters.step(path.staff.worker, E.ANNUAL_REVIEW_STARTED)
    path.match()
    path.step(path.social_worker, E.PLACED)
    assert path.stage() == "placed"
    running = {line.rule_id for line in path.sample().clocks}
    assert {"A-VISIT", "A-REV-P1"} <= running
    path.check_rebuilt()


def test_an_adoption_order_rests_on_an_application_in_this_placement(shelf: Shelf) -> None:
    """Adoption and Children Act 2002, section 42."""
    path = matched(shelf)
    path.step(path.social_worker, E.PLACED, days=75)
    path.step(path.social_worker, E.ADOPTION_ORDER_APPLIED)
    path.step(path.social_worker, E.PLACEMENT_DISRUPTED, reason="It was too much")
    path.match()
    path.step(path.social_worker, E.PLACED)
    assert path.refusal(path.social_worker, E.ADOPTION_ORDER_MADE) == (
        "The adopters have not applied for an adoption order since the child was placed with them."
    )
    path.days(75)
    path.step(path.social_worker, E.ADOPTION_ORDER_APPLIED)
    path.step(path.social_worker, E.ADOPTION_ORDER_MADE)
    assert path.status == "closed"


def test_a_child_is_not_placed_with_adopters_who_left_the_register(shelf: Shelf) -> None:
    path = matched(shelf)
    gone = path.of_adopters().step(path.staff.manager, E.DEREGISTERED, reason="own_wish")
    assert gone.message.endswith("with Robin still matched: record that the match does not go on")
    sentence = path.refusal(path.social_worker, E.PLACED)
    assert sentence.startswith("Imran and Sophie Delacourt were not approved to adopt on")
    path.step(path.social_worker, E.PROPOSAL_DROPPED, reason="They withdrew")
    assert path.sample().next_step_key == "find_again"


def test_panel_recommends_no_match_with_adopters_who_left_the_register(shelf: Shelf) -> None:
    """Adoption Agencies Regulations 2005, regulation 32."""
    path = at(shelf)
    may_be_placed(path)
    path.propose()
    path.observe()
    path.book()
    path.of_adopters().step(path.staff.manager, E.DEREGISTERED, reason="own_wish")
    sentence = refused(lambda: path.sit(P.MATCH), "outcome")
    assert sentence.startswith("Imran and Sophie Delacourt are not approved to adopt")


def test_while_one_of_two_children_is_left_with_them_adopters_have_a_child_placed(
    shelf: Shelf,
) -> None:
    path = at(shelf)
    first = may_be_placed(path, sibling_group="Ashby children")
    second = may_be_placed(path, first_name="Wren", sibling_group="Ashby children")
    for case_id in (first, second):
        path.case_id = case_id
        path.match()
    path.do(path.social_worker, RecordForChildren((first, second), E.PLACED, path.today), days=30)
    adopters = path.of_adopters()
    placed = "A child is placed with them, so the placement is reviewed and no longer the approval."
    path.case_id = first
    path.step(path.social_worker, E.PLACEMENT_DISRUPTED, reason="It was too much")
    assert adopters.refusal(path.staff.worker, E.ANNUAL_REVIEW_STARTED) == placed
    assert "A-REV" not in running(adopters)
    path.case_id = second
    path.step(path.social_worker, E.PLACEMENT_DISRUPTED, reason="It was too much")
    assert "A-REV" in running(adopters)
    adopters.step(path.staff.worker, E.ANNUAL_REVIEW_STARTED)
    adopters.check_rebuilt()


def test_what_is_taken_back_or_corrected_of_a_child_is_so_in_the_adopters_case(
    shelf: Shelf,
) -> None:
    path = matched(shelf)
    adopters = path.of_adopters()
    placed = path.step(path.social_worker, E.PLACED, days=0)
    day_before = path.today - timedelta(days=1)
    corrected = path.do(
        path.social_worker, CorrectEvent(placed.made, day_before, "It was the day before")
    )
    assert placed_on(path) == [day_before]
    path.do(path.staff.adviser, WithdrawEvent(corrected.made, "Not yet"))
    assert placed_on(path) == []
    assert not adopters.has(E.PLACED)
    assert path.stage() == "matched"
    path.check_rebuilt()


def placed_on(path: ChildPath) -> list[date]:
    """Return the days on which the adopters' case tells that the child was placed."""
    lines = path.workspace.case_pages.history(path.staff.adviser, path.adopters_id)
    told = event_words().line(E.PLACED, {})
    return [line.on for line in lines if line.words == told and not line.superseded]


def test_no_match_without_a_decision_on_the_plan_or_with_adopters_who_are_not_approved(
    shelf: Shelf,
) -> None:
    """Adoption Agencies Regulations 2005, regulation 32."""
    path = at(shelf, "declared")
    path.record()
    assert refused(path.propose) == (
        "There is no decision that the child should be placed for adoption."
    )
    path.plan()
    path.decide_plan()
    path.propose()
    path.observe()
    path.book()
    sentence = refused(lambda: path.sit(P.MATCH), "outcome")
    assert sentence.startswith("Imran and Sophie Delacourt are not approved to adopt")


def test_a_match_that_is_refused_or_dropped_leaves_the_child_to_be_matched(shelf: Shelf) -> None:
    path = at(shelf)
    may_be_placed(path)
    path.propose()
    assert refused(path.propose) == "A match is proposed already."
    path.step(path.social_worker, E.PROPOSAL_DROPPED, reason="They felt unsure")
    assert path.sample().next_step_key == "find_again"
    path.propose()
    path.observe()
    path.panel(P.NO_MATCH)
    path.decide(D.NO_MATCH)
    path.tell()
    assert path.stage() == "matching"
    assert not path.of_adopters().has(E.MATCHED)
    assert path.sample().next_step_key == "find_after_refusal"
    path.propose()
    path.observe()
    assert refused(path.send_on).startswith("A match goes to panel before it is decided.")
    path.check_rebuilt()


def test_a_match_that_the_decision_maker_refuses_after_panel_is_still_to_be_found(
    shelf: Shelf,
) -> None:
    """Adoption: National Minimum Standards 2014: within 6 months of the decision on the plan."""
    path = at(shelf)
    may_be_placed(path)
    path.propose()
    path.observe()
    path.panel(P.MATCH)
    assert "A-MATCH" not in running(path)
    path.decide(D.NO_MATCH)
    path.tell()
    assert "A-MATCH" in running(path)
    assert path.sample().next_step_key == "find_after_refusal"
    path.match()
    assert "A-MATCH" not in running(path)
    assert path.sample().next_step_key == "place"
    path.check_rebuilt()


def test_a_match_with_adopters_of_another_agency_is_told_in_words(shelf: Shelf) -> None:
    path = at(shelf)
    may_be_placed(path)
    told: dict[str, Any] = {"source": "Inter-agency", "adopters_case_id": ""}
    assert refused(lambda: path.propose(**told), "adopters_words") == (
        "Choose the adopters, or enter who they are."
    )
    told["adopters_words"] = "A couple of Northmoor Adoption"
    assert refused(lambda: path.propose(**told), "approved_elsewhere_on").startswith(
        "Enter when their agency approved them"
    )
    path.propose(approved_elsewhere_on=path.today - timedelta(days=90), **told)
    path.observe()
    path.panel(P.MATCH)
    path.decide(D.MATCH)
    match = path.details().match
    assert match is not None
    assert (match.household, match.case_id) == ("A couple of Northmoor Adoption", "")
    row = path.workspace.children.children(path.staff.adviser).rows[0]
    assert row.match == "A couple of Northmoor Adoption"


@pytest.mark.parametrize("named", ["Imran and Sophie Delacourt", "A couple of Northmoor Adoption"])
def test_the_papers_of_a_match_name_the_adopters(shelf: Shelf, named: str) -> None:
    path = at(shelf)
    may_be_placed(path)
    elsewhere: dict[str, Any] = {
        "source": "Inter-agency",
        "adopters_case_id": "",
        "adopters_words": named,
        "approved_elsewhere_on": path.today - timedelta(days=90),
    }
    path.propose(**(elsewhere if named.startswith("A couple") else {}))
    path.observe()
    path.panel(P.MATCH)
    path.decide(D.MATCH)
    path.tell()
    documents, adviser = path.workspace.documents, path.staff.adviser
    record = documents.make(adviser, "decision_record", case_id=path.case_id)
    minutes = documents.make(adviser, "minutes_extract", case_id=path.case_id)
    recommended = f"Panel recommends the match of Robin with {named}."
    for made, said in (
        (record, [f"Adopters {named}", recommended, f"Robin is matched with {named}."]),
        (minutes, [recommended]),
    ):
        for words in (docx_words(made.docx), " ".join(pdf_pages(made.pdf)).split()):
            assert all(sentence in " ".join(words) for sentence in said)
    page = path.workspace.decision_pages.decision(path.staff.decision_maker, path.case_id)
    assert page.decision_words == f"Robin is matched with {named}."


def test_brothers_and_sisters_are_matched_and_placed_in_one_step(shelf: Shelf) -> None:
    path = at(shelf)
    other = path.record(first_name="Kit")
    first = may_be_placed(path, sibling_group="Ashby children")
    second = may_be_placed(path, first_name="Wren", sibling_group="Ashby children")
    assert refused(lambda: path.propose(other), "case_ids").startswith("Only brothers and sisters")
    path.propose(first)
    for case_id in (first, second):
        path.case_id = case_id
        path.observe()
        path.panel(P.MATCH)
        path.decide(D.MATCH)
        path.tell()
    step = RecordForChildren((first, second), E.PLACED, path.today)
    changes = path.do(path.social_worker, step)
    assert changes.message.endswith("Robin and Wren")
    adopters = path.of_adopters()
    assert adopters.has(E.PLACED)
    path.moment.forward(days=1)
    again = RecordForChildren((first, other), E.PLACEMENT_VISITED, path.today)
    assert refused(lambda: path.do(path.social_worker, again)).startswith("Kit: ")
    path.case_id = first
    assert not path.has(E.PLACEMENT_VISITED)


@pytest.mark.parametrize(("age", "agreed"), [(20, False), (20, True), (41, False)])
def test_a_child_under_six_weeks_is_placed_without_an_order_only_by_agreement(
    shelf: Shelf, age: int, agreed: bool
) -> None:
    """Adoption Agencies Regulations 2005, regulation 35."""
    path = at(shelf)
    path.record(born_on=path.today - timedelta(days=2), relinquished=True)
    path.plan()
    path.panel(P.SHOULD_BE_PLACED)
    path.decide(D.SHOULD_BE_PLACED)
    path.tell()
    path.match()
    with path.workspace.office.writing(path.staff.worker) as session:
        child = session.get_one(Child, path.details().child_id)
        child.born_on = path.today - timedelta(days=age)
    step = RecordEvent(path.case_id, E.PLACED, path.today, facts={"agreed": agreed})
    if agreed:
        path.do(path.social_worker, step)
        assert path.stage() == "placed"
    else:
        assert refused(lambda: path.do(path.social_worker, step), "agreed").startswith(
            "A child under 6 weeks old is placed for adoption without a placement order only"
        )


def test_an_older_child_is_placed_only_by_order_or_consent(shelf: Shelf) -> None:
    path = at(shelf)
    path.record(relinquished=True)
    path.plan()
    path.panel(P.SHOULD_BE_PLACED)
    path.decide(D.SHOULD_BE_PLACED)
    path.tell()
    path.match()
    assert path.refusal(path.social_worker, E.PLACED, agreed=True).startswith(
        "There is no placement order and no consent of the parents"
    )
    path.step(path.social_worker, E.CONSENT_GIVEN, words="Both, witnessed by Cafcass")
    path.step(path.social_worker, E.PLACED)
    assert path.stage() == "placed"


# Early permanence: regulation 25A


def fostering_first(shelf: Shelf, **facts: Any) -> ChildPath:
    """Return adopters who are approved temporarily as foster carers of a named child."""
    path = at(shelf)
    path.record(early_permanence=True)
    child_id = path.details().child_id
    path.case_id = path.adopters_id
    told = {"child_id": child_id, "words": "They know the child's needs.", **facts}
    path.step(path.head, E.TEMPORARILY_APPROVED, **told)
    return path


def test_approved_adopters_foster_a_named_child_first(shelf: Shelf) -> None:
    """Care Planning, Placement and Case Review (England) Regulations 2010, regulation 25A."""
    path = at(shelf)
    path.case_id = path.adopters_id
    words: dict[str, Any] = {"words": "They know the child's needs."}
    sentence = refused(lambda: path.step(path.head, E.TEMPORARILY_APPROVED, **words), "child")
    assert sentence == "Choose the child, or enter who the child is."
    path.step(path.head, E.TEMPORARILY_APPROVED, child="Baby Alder", **words)
    assert path.refusal(path.head, E.TEMPORARILY_APPROVED, child="Another", **words) == (
        "They are approved temporarily as foster carers of a child already."
    )
    path.step(path.staff.manager, E.TEMPORARY_APPROVAL_ENDED, reason="placement_ended")
    assert path.refusal(path.staff.manager, E.TEMPORARY_APPROVAL_ENDED, reason="x") == (
        "They are not approved temporarily as foster carers of a child."
    )


def test_people_who_are_not_approved_are_no_foster_carers_of_a_named_child(shelf: Shelf) -> None:
    path = at(shelf, "declared")
    assert path.refusal(path.head, E.TEMPORARILY_APPROVED, child="Baby Alder", words="x") == (
        "Only approved adopters are approved temporarily as foster carers of a named child."
    )


def ending_of(path: ChildPath) -> str:
    """Return why the temporary approval ended, as the history tells it; nothing while it runs."""
    lines = path.workspace.case_pages.history(path.staff.adviser, path.adopters_id)
    ended = [line for line in lines if line.words == "Temporary approval ended"]
    return ended[0].detail if ended else ""


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("placement_ended", "The child left them"),
        ("foster_approval", "They are approved as foster carers in full"),
    ],
)
def test_a_temporary_approval_ends_with_its_reason(shelf: Shelf, reason: str, words: str) -> None:
    path = fostering_first(shelf)
    path.step(path.staff.manager, E.TEMPORARY_APPROVAL_ENDED, reason=reason)
    assert ending_of(path) == words


def test_a_temporary_approval_ends_with_the_approval_as_adopters(shelf: Shelf) -> None:
    path = fostering_first(shelf)
    path.step(path.staff.manager, E.DEREGISTERED, reason="own_wish")
    assert ending_of(path) == "Their approval as adopters ended"


def test_a_temporary_approval_ends_when_the_child_is_placed_for_adoption(shelf: Shelf) -> None:
    path = fostering_first(shelf)
    path.step(path.staff.manager, E.PLACED)
    assert ending_of(path) == "The child is placed with them for adoption"


def test_a_temporary_approval_ends_28_days_after_their_notice(shelf: Shelf) -> None:
    path = fostering_first(shelf)
    path.step(path.social_worker, E.EARLY_PERMANENCE_NOTICE_RECEIVED, days=27)
    freshen(path.workspace.office)
    assert ending_of(path) == ""
    path.days(1)
    assert ending_of(path) == "28 days after their notice"


def test_a_notice_ends_nothing_twice(shelf: Shelf) -> None:
    path = fostering_first(shelf)
    path.step(path.social_worker, E.EARLY_PERMANENCE_NOTICE_RECEIVED)
    path.step(path.staff.manager, E.TEMPORARY_APPROVAL_ENDED, reason="placement_ended")
    path.days(60)
    assert ending_of(path) == "The child left them"


def test_several_children_are_proposed_only_of_one_group(shelf: Shelf) -> None:
    path = at(shelf)
    path.record()
    command = ProposeMatch((), path.today, "Own", path.adopters_id)
    assert refused(lambda: path.do(path.social_worker, command), "case_ids") == "Choose the child."
    wrong = ProposeMatch((path.case_id,), path.today, "Somebody", path.adopters_id)
    assert refused(lambda: path.do(path.social_worker, wrong), "source") == (
        "Choose whose the adopters are."
    )
