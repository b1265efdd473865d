"""The matter in hand: told from the events, and what may come of it."""

from __future__ import annotations

import pytest

from cfs_panels.domain.errors import RuleBroken
from cfs_panels.domain.histories import History
from cfs_panels.domain.matters import (
    blocked_by,
    check_decision_outcome,
    check_panel_outcome,
    decision_choices_of,
    matter_of,
    panel_choices_of,
    papers_of,
    within_matter,
)
from cfs_panels.domain.vocabulary import DecisionOutcome, PanelOutcome
from cfs_panels.domain.vocabulary import EventType as E
from tests.domain.case_histories import adoption, event, fostering, history

APPROVED = history(E.AGREEMENT_SIGNED)


def later(*kinds: E) -> History:
    """Return the history of an approved case with what came after, a day apart."""
    return History([*APPROVED.events, *(event(k, 60 + n) for n, k in enumerate(kinds))])


def key(found: History) -> str:
    return matter_of(fostering(), found).key


def test_a_case_without_events_has_its_application_in_hand() -> None:
    assert key(History([])) == "approval"
    assert within_matter(fostering(), History([])).events == ()


def test_the_application_is_in_hand_until_something_else_is() -> None:
    assert key(history(E.REPORT_GIVEN)) == "approval"
    assert key(APPROVED) == "approval"
    assert key(later(E.FIRST_REVIEW_STARTED)) == "first_review"
    assert key(later(E.FIRST_REVIEW_STARTED, E.APPROVAL_CONTINUED)) == "first_review"
    assert key(later(E.FIRST_REVIEW_STARTED, E.RESIGNATION_RECEIVED)) == "resignation"


def test_a_brief_report_stands_beside_the_application_and_counts_what_came_before() -> None:
    brief = History([*history(E.PANEL_BOOKED).events[:10], event(E.BRIEF_REPORT_FINISHED, 40)])
    assert key(brief) == "brief_report"
    assert within_matter(fostering(), brief).events == brief.events
    asked = History([*brief.events, event(E.FULL_REPORT_ASKED, 50)])
    assert key(asked) == "approval"
    assert [e.type for e in within_matter(fostering(), asked).events] == [E.FULL_REPORT_ASKED]


def test_only_what_happened_in_a_matter_counts_for_it() -> None:
    review = later(E.FIRST_REVIEW_STARTED, E.REVIEW_REPORT_FINISHED)
    found = [e.type for e in within_matter(fostering(), review).events]
    assert found == [E.FIRST_REVIEW_STARTED, E.REVIEW_REPORT_FINISHED]


def test_a_second_matter_waits_for_the_first_but_for_one_beside_it() -> None:
    review = later(E.FIRST_REVIEW_STARTED)
    assert blocked_by(fostering(), review, E.TERMINATION_PROPOSED) == (
        "The first review is in hand since 2 May 2025. Bring it to its end first."
    )
    assert blocked_by(fostering(), review, E.RESIGNATION_RECEIVED) == ""
    assert blocked_by(fostering(), review, E.UNANNOUNCED_VISIT_DONE) == ""
    assert blocked_by(fostering(), APPROVED, E.TERMINATION_PROPOSED) == ""


def test_a_matter_has_its_own_choices_and_papers() -> None:
    review = later(E.FIRST_REVIEW_STARTED)
    assert {c.outcome for c in panel_choices_of(fostering(), review)} == {
        PanelOutcome.CONTINUE,
        PanelOutcome.VARY,
        PanelOutcome.TERMINATE,
        PanelOutcome.DEFERRED,
    }
    assert {p.key for p in papers_of(fostering(), review)} == {
        "review_report",
        "review_held",
        "advice",
    }
    assert {p.key for p in papers_of(fostering(), history(E.REPORT_GIVEN))} == {
        "report",
        "observations",
        "declaration",
        "advice",
    }


def test_what_may_be_decided_follows_what_came_before() -> None:
    first = {c.outcome for c in decision_choices_of(adoption(), History([]))}
    assert DecisionOutcome.REFUSE not in first
    assert DecisionOutcome.PROPOSE_NOT_TO_APPROVE in first
    sent = History([event(E.ENQUIRY_RECEIVED), event(E.QUALIFYING_DETERMINATION_SENT, 90)])
    final = {c.outcome for c in decision_choices_of(adoption(), sent)}
    assert DecisionOutcome.REFUSE in final
    assert DecisionOutcome.PROPOSE_NOT_TO_APPROVE not in final


def test_a_decision_of_another_matter_or_another_time_is_refused() -> None:
    with pytest.raises(RuleBroken, match="this is nothing that may be decided on it") as found:
        check_decision_outcome(fostering(), History([]), DecisionOutcome.CONTINUE)
    assert found.value.field == "outcome"
    with pytest.raises(RuleBroken, match="Nobody is refused before they could respond"):
        check_decision_outcome(fostering(), History([]), DecisionOutcome.REFUSE)
    check_decision_outcome(fostering(), History([]), DecisionOutcome.MATCH)


def test_panel_may_choose_between_what_belongs_to_the_matter() -> None:
    with pytest.raises(RuleBroken, match=r"The application: panel may only choose between .* or "):
        check_panel_outcome(fostering(), History([]), PanelOutcome.CONTINUE)
    check_panel_outcome(fostering(), History([]), PanelOutcome.SUITABLE)
