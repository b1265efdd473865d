"""The list of decisions on a real agency: groups, counts, filters, and the way to a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from cfs_panels.domain.decisions import SignDecision
from cfs_panels.domain.vocabulary import DecisionOutcome
from tests.decision_cases import Desk, Heard, good_answers
from tests.factories import PASSWORD
from tests.ui.decision_window import DecisionWindow, make_heard
from tests.ui.sample_decisions import sample_rows
from ui.decisions.decision_list import NOTICES, SIGNED, WAITING, DecisionListPage, group_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.office import Office
    from tests.decision_cases import Hearing
    from tests.factories import Staff
    from ui.task_runner import TaskRunner

    OpenList = Callable[..., DecisionListPage]

NAMES = (
    (("Marcus", "Thwaite"),),
    (("Grace", "Adeyemi"),),
    (("Amrit", "Sandhu-Cole"),),
)


@pytest.fixture
def heard(office: Office, staff: Staff) -> Hearing:
    return make_heard(office, staff, *(Heard(names=names) for names in NAMES))


@pytest.fixture
def opened(
    qtbot: QtBot, runner: TaskRunner, office: Office, staff: Staff, shown: Callable[..., None]
) -> OpenList:
    def open_list(
        actor: Actor | None = None, width: int = 1440, height: int = 900
    ) -> DecisionListPage:
        window = DecisionWindow(runner, office, actor or staff.decision_maker)
        shown(window, width, height)
        window.open("decisions")
        qtbot.waitUntil(lambda: not runner.is_busy())
        page = window.page()
        assert isinstance(page, DecisionListPage)
        return page

    return open_list


def cells(page: DecisionListPage, column: int) -> list[str]:
    records = page.table.records()
    return [
        records.cell(place, column).words()
        for place in range(records.rowCount())
        if records.heading_at(place) is None
    ]


def headings(page: DecisionListPage) -> list[tuple[str, str]]:
    records = page.table.records()
    found = (records.heading_at(place) for place in range(records.rowCount()))
    return [(heading.title, heading.meta) for heading in found if heading is not None]


def test_what_waits_stands_before_what_was_signed(
    qtbot: QtBot, runner: TaskRunner, opened: OpenList, heard: Hearing, office: Office, staff: Staff
) -> None:
    desk = Desk(office, staff)
    desk.sign(heard.cases[0].id, good_answers())
    done = desk.sign(heard.cases[1].id, good_answers())
    desk.tell(done)
    desk.write(done)
    page = opened()
    assert headings(page) == [
        ("With the decision maker", "1"),
        ("Notices to give", "1"),
        ("Signed in the last 4 weeks", "1"),
    ]
    assert [words.split(",")[0] for words in cells(page, 0)] == [
        "Amrit Sandhu-Cole",
        "Marcus Thwaite",
        "Grace Adeyemi",
    ]
    assert cells(page, 2)[0].startswith("Decide by Monday 27 October 2025")
    assert cells(page, 3)[1] == "Tell them by Tuesday 28 October, Write by Friday 31 October"
    assert cells(page, 4)[0] == "Day 6 of 7"
    page.views.choose(NOTICES)
    assert [words.split(",")[0] for words in cells(page, 0)] == ["Marcus Thwaite"]


def test_enter_opens_the_decision(
    qtbot: QtBot, runner: TaskRunner, opened: OpenList, heard: Hearing
) -> None:
    page = opened()
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    chosen = page.table.current_key()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not runner.is_busy())
    window = page.window()
    assert isinstance(window, DecisionWindow)
    details = window.decision_page().details()
    assert details is not None
    assert details.case_id == chosen


def test_a_signature_elsewhere_moves_the_row(
    qtbot: QtBot, runner: TaskRunner, opened: OpenList, heard: Hearing, office: Office, staff: Staff
) -> None:
    page = opened()
    assert headings(page) == [("With the decision maker", "3")]
    desk = Desk(office, staff)
    decision_id, version = desk.answer(heard.cases[0].id, good_answers())
    command = SignDecision(decision_id, PASSWORD, has_read=True, version=version)
    runner.run(page, lambda: desk.decisions.sign_decision(staff.decision_maker, command))
    qtbot.waitUntil(lambda: not runner.is_busy())
    assert headings(page)[0] == ("With the decision maker", "2")


def test_words_and_service_narrow_the_list(opened: OpenList, heard: Hearing, qtbot: QtBot) -> None:
    page = opened()
    qtbot.keyClicks(page.filters.search, "adeyemi")
    assert len(cells(page, 0)) == 1
    page.filters.clear()
    page.show_list(sample_rows())
    box = page.filters.findChild(type(page.filters._choices["service"]))
    assert box is not None
    box.set_value("adoption")
    box.edited.emit()
    assert [words.split(",")[0] for words in cells(page, 0)] == ["Niamh Gallagher and Beth Okoro"]
    assert page.card._words.text() == "1 decision, the one due first on top"


def test_an_empty_list_says_what_fills_it(opened: OpenList) -> None:
    page = opened()
    assert "when its final minutes are sent" in page.empty.accessibleName()
    assert page.empty.isVisible()


def test_an_adviser_sees_the_list_and_a_system_administrator_nothing(
    opened: OpenList, heard: Hearing, office: Office, staff: Staff
) -> None:
    assert len(cells(opened(staff.adviser), 0)) == 3
    assert cells(opened(staff.system_administrator), 0) == []


def test_groups_follow_signature_and_notices() -> None:
    assert [group_of(row) for row in sample_rows()] == [
        WAITING,
        WAITING,
        WAITING,
        NOTICES,
        SIGNED,
    ]


def test_nothing_is_cut_in_a_narrow_window(opened: OpenList, heard: Hearing) -> None:
    page = opened(width=1093, height=534)
    assert page.window().minimumSizeHint().width() <= 1093
    assert page.window().minimumSizeHint().height() <= 534
    assert page.table.isColumnHidden(3)


def test_a_proposal_not_to_approve_is_told_in_its_row(
    opened: OpenList, heard: Hearing, office: Office, staff: Staff
) -> None:
    answers = good_answers(outcome=DecisionOutcome.PROPOSE_NOT_TO_APPROVE)
    Desk(office, staff).sign(heard.cases[0].id, answers)
    page = opened()
    page.views.choose(NOTICES)
    assert cells(page, 2) == ["Propose not to approve, Signed 24 October 2025"]
