"""A decision record that no panel went before, and one after another: each says only its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.decision_cases import Desk, Heard, good_answers
from tests.journeys.pathways.child_paths import CHILD, ChildPath
from tests.ui.decision_window import DecisionWindow, make_heard

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from cfs_panels.services.office import Office
    from cfs_panels.services.workspace import Workspace
    from tests.factories import Moment, Staff
    from ui.decisions.record_pane import RecordPane
    from ui.decisions.record_section import RecordSection
    from ui.task_runner import TaskRunner

    OpenRecord = Callable[[str], RecordPane]

OTHERS = (("Amrit", "Sandhu-Cole"),)


@pytest.fixture
def open_record(
    qtbot: QtBot, runner: TaskRunner, office: Office, staff: Staff, shown: Callable[..., None]
) -> OpenRecord:
    """Return a way to open case after case in one window of the decision maker."""
    window = DecisionWindow(runner, office, staff.decision_maker)

    def open_case(case_id: str) -> RecordPane:
        if not window.isVisible():
            shown(window)
        window.open("decision", case_id)
        qtbot.waitUntil(lambda: not runner.is_busy())
        return window.decision_page().record

    return open_case


@pytest.fixture
def heard_id(office: Office, staff: Staff) -> str:
    """Return a case that panel heard."""
    return make_heard(office, staff).case_id


@pytest.fixture
def child_id(workspace: Workspace, staff: Staff, moment: Moment) -> str:
    """Return a child's case whose plan went to the decision maker without panel."""
    path = ChildPath(workspace, staff, moment, CHILD, head=staff.manager)
    path.record()
    path.plan()
    path.send_on()
    return path.case_id


def summaries(record: RecordPane) -> dict[int, str]:
    return {section.number: section.summary() for section in record.sections}


def said(section: RecordSection) -> str:
    return section.accessibleName()


def test_a_record_without_panel_says_nothing_of_the_record_shown_before(
    open_record: OpenRecord, heard_id: str, child_id: str, office: Office, staff: Staff
) -> None:
    fresh = summaries(open_record(child_id))
    Desk(office, staff).answer(heard_id, good_answers())
    assert summaries(open_record(heard_id))[5] == "2 of 3 adopted"
    record = open_record(child_id)
    assert summaries(record) == fresh
    assert fresh[5] == "Not needed: no panel"
    assert fresh[3] == "Not needed: no panel"


def test_what_is_asked_about_panel_is_neither_asked_nor_counted_without_one(
    open_record: OpenRecord, child_id: str
) -> None:
    record = open_record(child_id)
    assert record.answered_words.text() == "0 of 7 answered"
    assert said(record.process) == "3. Panel’s process, not needed"
    assert said(record.reasons) == "5. Panel’s reasons you adopt, not needed"
    for section in (record.process, record.reasons):
        assert not section.change.isVisible()
    assert not record.reasons.none_box.isVisible()
    assert record.first_open() is record.material
    assert record.information.choice.segment("none").text() == "None since the report"


def test_after_a_record_without_panel_the_next_asks_about_panel_again(
    open_record: OpenRecord, heard_id: str, child_id: str
) -> None:
    open_record(child_id)
    record = open_record(heard_id)
    assert record.answered_words.text() == "0 of 9 answered"
    assert record.process.change.isVisible()
    assert record.reasons.none_box.isVisible()
    assert summaries(record)[5] == "0 of 3 adopted"
    assert said(record.process) == "3. Panel’s process, open"
    assert record.information.choice.segment("none").text() == "None since panel"


def test_a_date_that_was_mistyped_is_not_held_against_the_next_case(
    qtbot: QtBot, open_record: OpenRecord, office: Office, staff: Staff
) -> None:
    first, second = make_heard(office, staff, Heard(), Heard(names=OTHERS)).cases
    record = open_record(first.id)
    qtbot.mouseClick(record.outcome.choice.segment("approve"), Qt.MouseButton.LeftButton)
    record.outcome.effective.setText("31 November")
    qtbot.keyClick(record.outcome.effective, Qt.Key.Key_Return)
    assert record.outcome.effective_field.error()
    assert not open_record(second.id).outcome.effective_field.error()


def test_the_notices_of_a_signed_case_are_said_again_after_an_unsigned_one(
    open_record: OpenRecord, office: Office, staff: Staff
) -> None:
    signed, unsigned = make_heard(office, staff, Heard(), Heard(names=OTHERS)).cases
    Desk(office, staff).sign(signed.id, good_answers())
    before = summaries(open_record(signed.id))[9]
    open_record(unsigned.id)
    assert summaries(open_record(signed.id))[9] == before
