"""The register on a real agency: who is approved, for what, and when the review is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from cfs_panels.domain.decisions import SetRequirement
from cfs_panels.domain.vocabulary import Service
from tests.decision_cases import Desk, good_answers
from tests.ui.decision_window import DecisionWindow, make_heard
from tests.ui.sample_decisions import sample_approvals
from ui.decisions.register_page import OPEN, REVIEW, RegisterPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from cfs_panels.services.office import Office
    from tests.factories import Staff
    from ui.task_runner import TaskRunner

    OpenRegister = Callable[..., RegisterPage]


@pytest.fixture
def opened(
    qtbot: QtBot, runner: TaskRunner, office: Office, staff: Staff, shown: Callable[..., None]
) -> OpenRegister:
    def open_register(width: int = 1440, height: int = 900) -> RegisterPage:
        window = DecisionWindow(runner, office, staff.adviser)
        shown(window, width, height)
        window.open("register")
        qtbot.waitUntil(lambda: not runner.is_busy())
        page = window.page()
        assert isinstance(page, RegisterPage)
        return page

    return open_register


def words(page: RegisterPage) -> list[list[str]]:
    records = page.table.records()
    columns = len(records.columns)
    return [
        [records.cell(place, column).words() for column in range(columns)]
        for place in range(records.rowCount())
    ]


def test_a_signed_approval_stands_on_the_register_with_its_review(
    opened: OpenRegister, office: Office, staff: Staff
) -> None:
    """Fostering Services (England) Regulations 2011, regulation 31; first review within a year."""
    heard = make_heard(office, staff)
    desk = Desk(office, staff)
    decision_id = desk.open(heard.case_id)
    due = date(2025, 11, 30)
    desk.decisions.set_requirement(
        staff.decision_maker, SetRequirement(decision_id, "Second visit", "Nadia Farouk", due)
    )
    desk.sign(heard.case_id, good_answers(no_requirements=False))
    page = opened()
    household, terms, approved, review, requirements = words(page)[0]
    assert household.endswith("F-2025-0001 · 2 people approved")
    assert terms == "One child, 5 to 12, short-term and respite"
    assert approved == "24 October 2025"
    assert review == "24 October 2026"
    assert requirements == "1"
    page.views.choose(OPEN)
    assert page.table.records().count() == 1
    page.views.choose(REVIEW)
    assert page.table.records().count() == 0


def test_an_approval_to_adopt_has_no_terms(
    opened: OpenRegister, office: Office, staff: Staff
) -> None:
    heard = make_heard(office, staff, service=Service.ADOPTION)
    Desk(office, staff).sign(heard.case_id, good_answers(Service.ADOPTION))
    assert words(opened())[0][1] == "No terms"


def test_a_review_that_is_late_or_near_says_so(opened: OpenRegister, kit: object) -> None:
    page = opened()
    page.show_list(sample_approvals())
    assert [line[3] for line in words(page)] == [
        "20 October 2025, 4 days late",
        "1 December 2025, In 38 days",
        "None is due",
    ]
    today = replace(sample_approvals()[0], review_due_on=date(2025, 10, 24))
    page.show_list((today,))
    assert words(page)[0][3] == "24 October 2025, Today"


def test_words_find_a_household(qtbot: QtBot, opened: OpenRegister) -> None:
    page = opened()
    page.show_list(sample_approvals())
    qtbot.keyClicks(page.filters.search, "rahmani")
    assert page.table.records().count() == 1
    qtbot.keyClick(page.filters.search, Qt.Key.Key_Escape)
    assert page.table.records().count() == 3


def test_nothing_is_cut_in_a_narrow_window(opened: OpenRegister) -> None:
    page = opened(1093, 534)
    assert page.window().minimumSizeHint().width() <= 1093
    assert page.table.isColumnHidden(2)


def test_a_late_requirement_says_so_in_wide_and_narrow_windows(opened: OpenRegister) -> None:
    lines = (replace(sample_approvals()[2], late_requirements=1), sample_approvals()[0])
    for size in ((1440, 900), (1093, 534)):
        page = opened(*size)
        page.show_list(lines)
        assert [line[4] for line in words(page)] == ["2, 1 late", "1"]
        assert not page.table.isColumnHidden(4)
