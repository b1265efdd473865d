"""What a decision required, on the case's page: how much is open, and that it is late."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cfs_panels.domain.cases import RecordEvent
from cfs_panels.domain.decisions import SetRequirement, SignAgreement
from cfs_panels.domain.vocabulary import EventType
from tests.decision_cases import Desk, good_answers, make_hearing
from tests.factories import TODAY
from tests.ui.case_window import said
from ui.widgets.pill import Pill

if TYPE_CHECKING:
    from tests.ui.case_window import Hand
    from ui.cases.case_page import CasePage

LATE = date(2025, 12, 2)


@pytest.fixture
def case_id(hand: Hand) -> str:
    """Return the case of carers approved with a requirement for 30 November 2025."""
    office = hand.workspace.office
    desk = Desk(office, hand.staff)
    found = make_hearing(office, hand.staff).case_id
    wanted = SetRequirement(desk.open(found), "A second visit", "Nadia Farouk", date(2025, 11, 30))
    desk.decisions.set_requirement(desk.actor, wanted)
    desk.sign(found, good_answers(no_requirements=False))
    return found


def sign_off(hand: Hand, case_id: str) -> None:
    """Tell the carers, write to them, and have the agreement signed."""
    desk = Desk(hand.workspace.office, hand.staff)
    decision_id = hand.workspace.decision_pages.decision(desk.actor, case_id).id
    desk.tell(decision_id)
    desk.write(decision_id)
    hand.workspace.do(hand.staff.administrator, SignAgreement(case_id, TODAY))


def pills(page: CasePage) -> list[str]:
    return [pill.text() for pill in page.header.head.findChildren(Pill)]


def tab(page: CasePage) -> str:
    bar = page.header.tabs
    titles = [bar.tabText(place) for place in range(bar.count())]
    return next(title for title in titles if title.startswith("Requirements"))


def test_the_tab_counts_what_is_open_and_the_head_says_what_is_late(
    hand: Hand, case_id: str
) -> None:
    page = hand.case(case_id)
    assert tab(page) == "Requirements 1"
    assert "Requirement late" not in pills(page)
    hand.moment.on(LATE)
    assert "Requirement late" in pills(hand.case(case_id))


def test_a_requirement_that_is_met_is_neither_counted_nor_late(hand: Hand, case_id: str) -> None:
    hand.moment.on(LATE)
    page = hand.case(case_id, tab="requirements")
    page.requirements.meet(next(iter(page.requirements.lines)))
    hand.answer("evidence", "The record of the visit.")
    hand.send()
    hand.rest()
    assert tab(page) == "Requirements"
    assert "Requirement late" not in pills(page)
    assert "0 requirements open" in said(page.requirements)


def test_the_terms_that_panel_recommended_are_in_words(hand: Hand, case_id: str) -> None:
    page = hand.case(case_id, tab="panel")
    assert page.case is not None
    meetings = hand.workspace.meeting_pages
    page.panel.show_meeting(meetings.meeting(hand.staff.adviser, page.case.meeting_id))
    hand.rest()
    words = said(page.panel.recommendation_card)
    assert "Short-term and respite" in words
    assert "short_term" not in words


def test_what_comes_next_for_approved_carers_is_their_review_not_the_panel(
    hand: Hand, case_id: str
) -> None:
    sign_off(hand, case_id)
    page = hand.case(case_id)
    assert page.case is not None
    assert page.case.next_step_key == ""
    words = said(page.overview.next_step)
    assert "First review by 24 October 2026." in words
    assert "Open agenda" not in words
    hand.moment.on(LATE)
    hand.case(case_id)
    page = hand.case(case_id)
    assert "1 requirement is late." in said(page.overview.next_step)
    hand.press_named("Open requirements", page.overview.next_step)
    assert page.requirements.isVisible()


def test_what_panel_had_is_folded_away_once_all_is_done(hand: Hand, case_id: str) -> None:
    page = hand.case(case_id)
    assert page.overview.needs.table.isVisible()
    sign_off(hand, case_id)
    page = hand.case(case_id)
    assert not page.overview.needs.table.isVisible()
    hand.press(page.overview.needs.fold_button)
    assert page.overview.needs.table.isVisible()
    hand.press(page.overview.needs.fold_button)
    assert not page.overview.needs.table.isVisible()


def test_the_review_after_a_separation_is_begun_by_a_button_of_its_own(
    hand: Hand, case_id: str
) -> None:
    sign_off(hand, case_id)
    facts = {"words": "Leanne stays with the children."}
    separated = RecordEvent(case_id, EventType.CARERS_SEPARATED, TODAY, facts=facts)
    hand.workspace.do(hand.staff.worker, separated)
    page = hand.case(case_id, hand.staff.manager)
    words = said(page.overview.next_step)
    assert "Begin the review after the separation" in words
    assert "Begin the first review" not in words
    hand.press_named("Begin the review after the separation", page.overview.next_step)
    hand.send()
    assert page.case is not None
    assert page.case.next_step_key != "review_separation"
