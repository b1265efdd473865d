"""The whole window of a person: what stands around its pages follows what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent

from cfs_panels.domain.agency import EditAgency
from cfs_panels.domain.cases import RecordEvent
from cfs_panels.domain.vocabulary import EventType
from cfs_panels.services.entrance import Opened
from cfs_panels.services.first_page import page_of
from cfs_panels.window_parts import build_window
from tests.factories import TODAY, make_case
from tests.ui.panel_window import said
from ui.command_palette import CommandPalette
from ui.day_watch import DayWatch
from ui.desktop import Desktop
from ui.window_settings import WindowSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from cfs_panels.services.office import Office
    from cfs_panels.services.workspace import Workspace
    from tests.factories import Moment, Staff
    from ui.main_window import MainWindow


@pytest.fixture
def desktop(kit: QApplication, tmp_path: Path) -> Generator[Desktop]:
    """Return what every window of the program shares."""
    desktop = Desktop(kit, WindowSettings(tmp_path / "own"))
    yield desktop
    desktop.runner.close()


@pytest.fixture
def window(
    desktop: Desktop, workspace: Workspace, staff: Staff, shown: Callable[..., None]
) -> MainWindow:
    """Return the adviser's window as the program builds it."""
    first = page_of(Opened(workspace, staff.adviser))
    built = build_window(desktop, first, workspace, sign_out=lambda: None)
    shown(built.window)
    built.window.open(built.page)
    return built.window


def test_another_name_of_the_agency_stands_in_the_navigation_at_once(
    window: MainWindow, desktop: Desktop, workspace: Workspace, staff: Staff, qtbot: QtBot
) -> None:
    agency = workspace.agency.agency(staff.adviser)
    command = EditAgency(
        "Wealdshire Fostering Trust", agency.kind, agency.address, agency.contact, None,
        agency.version,
    )  # fmt: skip

    desktop.runner.run(window, lambda: workspace.do(staff.adviser, command))
    qtbot.waitUntil(lambda: "Wealdshire Fostering Trust" in said(window.nav), timeout=20_000)


def test_the_number_of_open_cases_follows_what_becomes_of_them(
    window: MainWindow,
    desktop: Desktop,
    workspace: Workspace,
    office: Office,
    staff: Staff,
    qtbot: QtBot,
) -> None:
    made = make_case(office, staff)
    facts = {"reason": "They move away.", "code": "AW0"}
    gone = RecordEvent(made.id, EventType.WITHDRAWN_BY_APPLICANT, TODAY, facts=facts)
    make_case(office, staff, names=(("Gwen", "Abernethy"),))

    desktop.runner.run(window, lambda: workspace.do(staff.worker, gone))
    qtbot.waitUntil(lambda: window.nav.buttons["cases"].count() == 1, timeout=20_000)


def test_a_window_left_open_overnight_begins_the_new_day(
    window: MainWindow, moment: Moment, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: window.findChild(DayWatch) is not None, timeout=20_000)
    watch = window.findChild(DayWatch)
    assert isinstance(watch, DayWatch)
    qtbot.waitUntil(lambda: "Friday 24 October 2025" in said(window), timeout=20_000)
    moment.forward(days=3)

    watch.look()
    qtbot.waitUntil(lambda: "Monday 27 October 2025" in said(window), timeout=20_000)


def test_an_answer_for_a_palette_that_is_gone_finds_nobody(
    window: MainWindow, desktop: Desktop, qtbot: QtBot
) -> None:
    window.open_palette()
    palette = window.findChild(CommandPalette)
    assert palette is not None
    qtbot.keyClicks(palette.palette_frame.line, "thwaite")
    palette.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(palette)
    qtbot.waitUntil(lambda: not desktop.runner.is_busy())
