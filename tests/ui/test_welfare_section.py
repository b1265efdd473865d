"""The welfare checklist in a decision record: shown for a child's plan, saved, waited for."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from cfs_panels.domain.vocabulary import DecisionOutcome
from cfs_panels.services.workspace import Workspace
from tests.journeys.pathways.child_paths import CHILD, FORM, ChildPath
from tests.ui.decision_window import DecisionWindow, make_heard

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from cfs_panels.services.office import Office
    from tests.factories import Moment, Staff
    from ui.decisions.decision_page import DecisionPage
    from ui.task_runner import TaskRunner

    Open = Callable[[str], DecisionPage]


@pytest.fixture
def child(office: Office, staff: Staff, moment: Moment) -> ChildPath:
    """Return a child whose plan is with the decision maker."""
    path = ChildPath(Workspace(office), staff, moment, CHILD)
    path.head = staff.manager
    path.record()
    path.plan()
    path.send_on()
    return path


@pytest.fixture
def opened(
    qtbot: QtBot,
    runner: TaskRunner,
    office: Office,
    staff: Staff,
    shown: Callable[..., None],
) -> Open:
    """Return a way to open a case's decision as the decision maker."""

    def open_page(case_id: str) -> DecisionPage:
        window = DecisionWindow(runner, office, staff.decision_maker)
        shown(window, 1440, 900)
        window.open("decision", case_id)
        qtbot.waitUntil(lambda: not runner.is_busy())
        return window.decision_page()

    return open_page


def test_a_childs_plan_asks_for_the_checklist_and_keeps_what_is_typed(
    opened: Open, child: ChildPath, qtbot: QtBot, runner: TaskRunner
) -> None:
    page = opened(child.case_id)
    section = page.record.welfare
    assert section.isVisible()
    assert set(FORM) <= set(section.fields)
    assert section.change.accessibleName().startswith("Answer: Welfare checklist and plan")
    section.toggle()
    editor = section.fields["harm"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "Neglect in the first year.")
    page.writing.save_now()
    qtbot.waitUntil(lambda: not runner.is_busy())
    details = child.workspace.decision_pages.decision(child.staff.decision_maker, child.case_id)
    assert details.answers.form_answers == {"harm": "Neglect in the first year."}
    assert details.answers.form_version == 1
    assert "welfare checklist: the child" in page.record.foot.words.text()


def test_an_approval_asks_for_no_checklist(opened: Open, office: Office, staff: Staff) -> None:
    page = opened(make_heard(office, staff).case_id)
    assert page.record.welfare.isHidden()
    assert page.record.answers().form_version == 0


def test_the_notices_of_a_childs_plan_ask_who_was_told(
    opened: Open, child: ChildPath, qtbot: QtBot, runner: TaskRunner
) -> None:
    child.decide(DecisionOutcome.SHOULD_BE_PLACED)
    page = opened(child.case_id)
    told = page.record.notices.told_form
    assert told is not None
    assert told.told.value() == ""
    told.given_at.set_value(time(15, 0))
    qtbot.mouseClick(told.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not runner.is_busy())
    assert told.fields["told"].error() == "Enter who was told."
