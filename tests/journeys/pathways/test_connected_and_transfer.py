"""What only connected persons and carers from another provider have."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cfs_panels.domain.vocabulary import DecisionOutcome, PanelOutcome
from cfs_panels.domain.vocabulary import EventType as E
from cfs_panels.services.freshening import freshen
from tests.journeys.pathways.paths import Path, Shelf, refused

CONNECTED, TRANSFER = "fostering_connected", "fostering_transfer"
WORDS: dict[str, Any] = {"words": "Robin is settled there."}


def placed(shelf: Shelf, point: str = "visited") -> Path:
    """Return a walk whose connected person is temporarily approved today."""
    path = shelf.at(CONNECTED, point)
    path.step(path.head, E.TEMPORARILY_APPROVED, child="Robin", days=0)
    return path


def clock_end(path: Path, rule: str) -> Any:
    """Return the last day of a clock of the case."""
    return next(c.due_on for c in path.sample().clocks if c.rule_id == rule)


def with_views(path: Path) -> None:
    """Seek an extension, have panel's views and tell the reviewing officer."""
    path.step(path.staff.worker, E.EXTENSION_SOUGHT, reason="The assessment is not finished.")
    path.book(gaps="The assessment goes on.")
    path.sit(PanelOutcome.VIEWS_GIVEN)
    path.step(path.staff.worker, E.REVIEWING_OFFICER_INFORMED)


def test_viability_comes_before_a_temporary_approval_and_an_application(shelf: Shelf) -> None:
    """Care Planning Regulations 2010, regulation 24(2): the matters of Schedule 4 come first."""
    fresh = shelf.at(CONNECTED, "asked")
    assert fresh.refusal(fresh.head, E.TEMPORARILY_APPROVED, child="Robin").startswith(
        "Suitability is assessed on the matters of Schedule 4 before a child is placed"
    )
    assert fresh.refusal(fresh.staff.worker, E.APPLICATION_RECEIVED) == (
        "Record the viability assessment before the application."
    )
    assert fresh.refusal(fresh.staff.worker, E.VIABILITY_RECORDED, outcome="positive") == (
        "Choose the child, or enter who the child is."
    )
    assert "This is no part of" in fresh.refusal(fresh.staff.worker, E.INITIAL_VISIT_OFFERED)


def test_a_temporary_approval_runs_sixteen_weeks_and_one_extension_eight(shelf: Shelf) -> None:
    """Care Planning Regulations 2010, regulations 24(1) and 25."""
    path = placed(shelf)
    start = path.today
    assert clock_end(path, "F-CP-TEMP") == start + timedelta(weeks=16)
    path.moment.forward(days=60)
    sentence = path.refusal(path.head, E.TEMPORARY_APPROVAL_EXTENDED, **WORDS)
    assert sentence.startswith("An extension needs panel's views, and the reviewing officer")
    path.step(path.staff.worker, E.EXTENSION_SOUGHT, reason="The assessment is not finished.")
    assert path.sample().next_step_key == "book_extension"
    path.book(gaps="The assessment goes on.")
    assert refused(lambda: path.sit(PanelOutcome.SUITABLE), "outcome").startswith(
        "The extension of the temporary approval: panel may only choose between"
    )


def test_an_extension_needs_panel_the_reviewing_officer_and_a_nominated_officer(
    shelf: Shelf,
) -> None:
    path = placed(shelf)
    start = path.today
    path.moment.forward(days=40)
    with_views(path)
    assert path.status == "open"
    assert path.sample().next_step_key == "extend"
    sentence = path.refusal(path.staff.manager, E.TEMPORARY_APPROVAL_EXTENDED, **WORDS)
    assert sentence.startswith("Your role does not let you record this")
    assert path.refusal(path.head, E.TEMPORARY_APPROVAL_EXTENDED).startswith("Say why it is still")
    path.step(path.head, E.TEMPORARY_APPROVAL_EXTENDED, **WORDS)
    assert clock_end(path, "F-CP-EXT") == start + timedelta(weeks=24)
    sentence = path.refusal(path.staff.worker, E.EXTENSION_SOUGHT, reason="Once more")
    assert sentence == "A temporary approval is extended once only, and while it lasts."
    assert "already recorded" in path.refusal(path.head, E.TEMPORARY_APPROVAL_EXTENDED, **WORDS)
    path.check_rebuilt()


def test_after_sixteen_weeks_there_is_nothing_to_extend(shelf: Shelf) -> None:
    path = placed(shelf)
    path.moment.forward(days=120)
    sentence = path.refusal(path.staff.worker, E.EXTENSION_SOUGHT, reason="Late")
    assert sentence.startswith("The time for this ended on")
    assert path.sample().worst_clock == "overdue"
    path.step(path.staff.manager, E.TEMPORARY_APPROVAL_ENDED, reason="Robin moved on.")
    assert path.sample().worst_clock == ""
    path.check_rebuilt()


def test_a_full_approval_takes_the_place_of_the_temporary_one(shelf: Shelf) -> None:
    path = placed(shelf, "declared")
    path.panel(PanelOutcome.SUITABLE)
    path.decide(DecisionOutcome.APPROVE)
    clock = next(c for c in path.sample().clocks if c.rule_id == "F-CP-TEMP")
    assert clock.stopped_on is not None
    assert path.refusal(path.head, E.TEMPORARY_APPROVAL_ENDED, reason="No") != ""
    path.tell()
    assert path.status == "approved"
    path.check_rebuilt()


def test_the_end_of_the_time_to_respond_shows_in_lists_whichever_clock_ends_first(
    shelf: Shelf,
) -> None:
    path = placed(shelf, "declared")
    path.refuse_to_propose()
    path.days(20)
    assert path.sample().next_step == "Await their response"
    path.days(120)
    page = path.sample()
    assert (page.next_step, page.next_owner) == (
        "Record that they did not respond",
        "Ruth Ellingham",
    )
    assert freshen(path.workspace.office) == 0


def test_a_temporary_approval_goes_on_until_the_reviews_outcome_is_known(shelf: Shelf) -> None:
    """Care Planning Regulations 2010, regulation 25(1)(b) and (3)."""
    path = placed(shelf, "declared")
    path.refuse_to_propose()
    sentence = path.refusal(path.head, E.TEMPORARY_APPROVAL_CONTINUED, **WORDS)
    assert sentence.startswith("It is continued where they ask for a review")
    path.step(path.staff.adviser, E.REVIEW_MECHANISM_REQUESTED)
    assert "F-CP-IRM" not in {clock.rule_id for clock in path.sample().clocks}
    assert path.sample().next_step_key == "seek_views"
    with_views(path)
    path.step(path.head, E.TEMPORARY_APPROVAL_CONTINUED, **WORDS)
    assert "F-CP-IRM" in {clock.rule_id for clock in path.sample().clocks}
    temporary = next(c for c in path.sample().clocks if c.rule_id == "F-CP-TEMP")
    assert temporary.stopped_on is not None
    path.moment.forward(days=90)
    path.step(path.staff.adviser, E.REVIEW_MECHANISM_RECOMMENDED, outcome="not_suitable")
    path.decide(DecisionOutcome.REFUSE)
    path.tell()
    assert path.status == "not_approved"
    assert path.sample().next_step_key == "end_temporary"
    path.step(path.staff.manager, E.TEMPORARY_APPROVAL_ENDED, reason="Refused")
    assert path.sample().next_step_key == ""
    path.check_rebuilt()


def extended(shelf: Shelf) -> Path:
    """Return a walk whose temporary approval is extended and whose refusal is proposed."""
    path = placed(shelf)
    with_views(path)
    path.step(path.head, E.TEMPORARY_APPROVAL_EXTENDED, **WORDS)
    path.pass_application()
    path.refuse_to_propose()
    return path


def test_an_extended_approval_is_continued_on_views_and_notice_of_its_own(shelf: Shelf) -> None:
    """Regulation 25(4): those of the earlier extension were given before they were refused."""
    path = extended(shelf)
    sentence = path.refusal(path.staff.worker, E.EXTENSION_SOUGHT, reason="Once more")
    assert sentence == "A temporary approval is extended once only, and while it lasts."
    path.step(path.staff.adviser, E.REVIEW_MECHANISM_REQUESTED)
    assert path.refusal(path.head, E.TEMPORARY_APPROVAL_CONTINUED, **WORDS).startswith(
        "Panel gave its views before this was asked for."
    )
    path.step(path.staff.worker, E.EXTENSION_SOUGHT, reason="Until the outcome")
    path.book(gaps="The case is at the review mechanism.")
    path.sit(PanelOutcome.VIEWS_GIVEN)
    assert path.refusal(path.head, E.TEMPORARY_APPROVAL_CONTINUED, **WORDS).startswith(
        "The reviewing officer (IRO) was told before this was asked for."
    )
    path.step(path.staff.worker, E.REVIEWING_OFFICER_INFORMED)
    path.step(path.head, E.TEMPORARY_APPROVAL_CONTINUED, **WORDS)
    path.check_rebuilt()


def test_what_ran_out_is_not_continued(shelf: Shelf) -> None:
    path = extended(shelf)
    path.step(path.staff.adviser, E.REVIEW_MECHANISM_REQUESTED)
    with_views(path)
    path.moment.on(clock_end(path, "F-CP-EXT") + timedelta(days=1))
    sentence = path.refusal(path.head, E.TEMPORARY_APPROVAL_CONTINUED, **WORDS)
    assert sentence.startswith("The time for this ended on")
    assert path.sample().worst_clock == "overdue"


def test_who_was_never_temporarily_approved_has_nothing_to_continue(shelf: Shelf) -> None:
    path = shelf.at(CONNECTED, "proposed")
    path.step(path.staff.adviser, E.REVIEW_MECHANISM_REQUESTED)
    assert "F-CP-IRM" not in {clock.rule_id for clock in path.sample().clocks}
    assert path.sample().next_step_key == "review_papers"
    keys = {a.key for a in path.workspace.case_pages.glance(path.head, path.case_id).actions}
    assert not any(key.startswith("temporary") for key in keys)
    sentence = path.refusal(path.staff.worker, E.REVIEWING_OFFICER_INFORMED)
    assert sentence == "There is no temporary approval."


def test_a_viability_assessment_that_says_no_rules_out_a_placement_and_no_application(
    shelf: Shelf,
) -> None:
    """Care Planning Regulations 2010, regulation 24(2); whoever applies to foster is assessed."""
    path = shelf.at(CONNECTED, "asked")
    found: dict[str, Any] = {"child": "Robin", "outcome": "negative", "words": "Too little room."}
    path.step(path.staff.worker, E.VIABILITY_RECORDED, **found)
    sentence = path.refusal(path.head, E.TEMPORARILY_APPROVED, child="Robin", words="Close by")
    assert sentence.startswith("The viability assessment says not to go on")
    assert path.sample().next_step_key == "close_unviable"
    path.step(path.staff.worker, E.VIABILITY_RECORDED, **{**found, "outcome": "positive"})
    assert path.sample().next_step_key == "await_application"
    assert path.refusal(path.staff.manager, E.CASE_CLOSED, reason="No").startswith(
        "The viability assessment says to go on."
    )
    path.step(path.staff.worker, E.VIABILITY_RECORDED, **found)
    path.step(path.staff.manager, E.CASE_CLOSED, reason="There is too little room.")
    assert path.status == "closed"
    path.check_rebuilt()
    path = shelf.at(CONNECTED, "asked")
    path.step(path.staff.worker, E.VIABILITY_RECORDED, **found)
    path.step(path.staff.worker, E.APPLICATION_RECEIVED)
    assert path.sample().next_step_key == "accept_application"


def test_who_withdraws_with_the_child_placed_still_has_the_end_to_come(shelf: Shelf) -> None:
    """Regulations 24(1) and 25(6): the end of the weeks is not removed by a withdrawal."""
    path = placed(shelf, "applied")
    last = clock_end(path, "F-CP-TEMP")
    path.step(path.staff.worker, E.WITHDRAWN_BY_APPLICANT, reason="Too much", code="AW1")
    assert path.status == "withdrawn"
    assert path.sample().next_step_key == "end_temporary"
    clock = next(c for c in path.sample().clocks if c.rule_id == "F-CP-TEMP")
    assert (clock.stopped_on, clock.due_on) == (None, last)
    path.moment.on(last + timedelta(days=1))
    assert path.sample().worst_clock == "overdue"
    path.step(path.staff.manager, E.TEMPORARY_APPROVAL_ENDED, reason="Robin moved on.")
    assert path.sample().next_step_key == ""
    path.check_rebuilt()


def test_each_child_has_a_temporary_approval_of_its_own(shelf: Shelf) -> None:
    path = placed(shelf)
    start = path.today
    sentence = path.refusal(path.head, E.TEMPORARILY_APPROVED, child="Robin", words="Again")
    assert sentence.startswith("They are temporarily approved for this child already.")
    path.moment.forward(days=21)
    assert path.refusal(path.head, E.TEMPORARILY_APPROVED, child="Sam", words="Her too").startswith(
        "Suitability is assessed on the matters of Schedule 4"
    )
    path.step(path.staff.worker, E.VIABILITY_RECORDED, child="Sam", outcome="positive")
    placed_on = path.today
    path.step(path.head, E.TEMPORARILY_APPROVED, words="With her brother")
    ends = {c.name: c.due_on for c in path.sample().clocks if c.rule_id == "F-CP-TEMP"}
    assert ends == {
        "Temporary approval, Robin": start + timedelta(weeks=16),
        "Temporary approval, Sam": placed_on + timedelta(weeks=16),
    }
    sentence = path.refusal(path.staff.worker, E.EXTENSION_SOUGHT, reason="Not finished")
    assert sentence == "Choose the child."
    path.step(path.staff.worker, E.EXTENSION_SOUGHT, child="Robin", reason="Not finished")
    path.book(gaps="The assessment goes on.")
    path.sit(PanelOutcome.VIEWS_GIVEN)
    path.step(path.staff.worker, E.REVIEWING_OFFICER_INFORMED, child="Robin")
    path.step(path.head, E.TEMPORARY_APPROVAL_EXTENDED, **WORDS)
    path.moment.on(start + timedelta(weeks=16, days=1))
    with_views(path)
    path.step(path.staff.manager, E.TEMPORARY_APPROVAL_ENDED, child="Robin", reason="Home again")
    path.step(path.staff.worker, E.WITHDRAWN_BY_APPLICANT, reason="Too much", code="AW1")
    assert path.sample().next_step_key == "end_temporary"
    path.step(path.staff.manager, E.TEMPORARY_APPROVAL_ENDED, reason="With an aunt")
    assert path.sample().next_step_key == ""
    path.check_rebuilt()


def test_a_child_who_comes_back_is_assessed_for_again(shelf: Shelf) -> None:
    path = placed(shelf)
    path.step(path.staff.manager, E.TEMPORARY_APPROVAL_ENDED, reason="Went home")
    sentence = path.refusal(path.head, E.TEMPORARILY_APPROVED, child="Robin", words="Back")
    assert sentence.startswith("The child left them after suitability was assessed.")
    path.step(path.staff.worker, E.VIABILITY_RECORDED, child="Robin", outcome="positive")
    start = path.today
    path.step(path.head, E.TEMPORARILY_APPROVED, words="Back with them")
    assert clock_end(path, "F-CP-TEMP") == start + timedelta(weeks=16)
    with_views(path)
    path.step(path.head, E.TEMPORARY_APPROVAL_EXTENDED, **WORDS)
    assert clock_end(path, "F-CP-EXT") == start + timedelta(weeks=24)
    path.check_rebuilt()


def test_a_carer_of_another_provider_is_asked_for_that_providers_reference(shelf: Shelf) -> None:
    """Fostering Services (England) Regulations 2011, regulation 26(1A)(b)."""
    path = shelf.at(TRANSFER, "visited")
    assert path.refusal(path.staff.worker, E.APPLICATION_RECEIVED) == (
        "Enter the agency or council they foster for now."
    )
    path = shelf.at(TRANSFER, "applied")
    checks = {
        line.key for line in path.workspace.case_pages.checks(path.staff.worker, path.case_id)
    }
    assert {"provider_reference", "provider_records"} <= checks
    assert not {"reference_1", "reference_2"} & checks
    path.check(leaving_out=("provider_reference",))
    assert "Written reference of their present provider" in refused(path.pass_stage_one)


def test_one_provider_approves_a_carer_at_a_time(shelf: Shelf) -> None:
    path = shelf.at(TRANSFER, "applied")
    path.check(leaving_out=("provider_approval_ended",))
    path.assess()
    path.book(gaps="They leave their present provider once they are approved here.")
    path.sit(PanelOutcome.SUITABLE)
    path.minute()
    assert refused(lambda: path.decide(DecisionOutcome.APPROVE), "outcome") == (
        "The end of their approval by their present provider has not come in. An approval waits "
        "for it."
    )
