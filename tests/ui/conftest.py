"""What all tests of the window share: the kit in its clothes, a runner that ends, a way to show."""

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cfs_panels.services.office import Office
from cfs_panels.services.workspace import Workspace
from db.database import Database
from db.key_wrapping import PasswordCost
from tests.factories import Moment, Staff, make_office, make_staff
from ui import theme
from ui.fonts import install_typeface
from ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from tests.ui.case_window import Hand
    from tests.ui.list_window import Lists
    from tests.ui.panel_window import PanelHand


@pytest.fixture(scope="session")
def dressed_app(qapp: QApplication) -> QApplication:
    """Return the application as `ui.desktop` sets it up."""
    qapp.setStyle("Fusion")
    install_typeface(qapp, own=True)
    theme.apply(qapp, theme.LIGHT)
    return qapp


@pytest.fixture
def kit(dressed_app: QApplication) -> Generator[QApplication]:
    """Return the dressed application; a theme that a test chose is taken off again.

    What is still open is closed and deleted: a dialog that a test left would be in front of the
    next one's window.
    """
    yield dressed_app
    for left in dressed_app.topLevelWidgets():
        left.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if (theme.name(), theme.text_size()) != (theme.LIGHT, "standard"):
        theme.apply(dressed_app, theme.LIGHT)


@pytest.fixture
def moment() -> Moment:
    """Return the moment of the test: Friday 24 October 2025, half past nine."""
    return Moment()


@pytest.fixture
def office(
    local_database: Database, moment: Moment, data_key: bytes, cheap_cost: PasswordCost
) -> Office:
    """Return the office of an open agency on a file."""
    return make_office(local_database, moment, data_key, cheap_cost)


@pytest.fixture
def staff(office: Office, data_key: bytes, cheap_cost: PasswordCost) -> Staff:
    """Return the people of the agency, each with a password."""
    return make_staff(office, data_key, cheap_cost)


@pytest.fixture
def workspace(office: Office) -> Workspace:
    """Return the services of the agency."""
    return Workspace(office)


@pytest.fixture
def runner(kit: QApplication) -> Generator[TaskRunner]:
    """Return a task runner whose worker ends with the test."""
    runner = TaskRunner()
    yield runner
    runner.close()


@pytest.fixture
def shown(kit: QApplication, qtbot: QtBot) -> Callable[..., None]:
    """Return a way to show a widget in a size and wait until it is painted; it stays shown."""
    kept: list[QWidget] = []

    def show(widget: QWidget, width: int = 1440, height: int = 900) -> None:
        kept.append(widget)
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)

    return show


@pytest.fixture
def hand(
    qtbot: QtBot,
    shown: Callable[..., None],
    runner: TaskRunner,
    workspace: Workspace,
    staff: Staff,
    moment: Moment,
) -> "Hand":
    """Return hands that open windows with the pages of cases for the people of the agency."""
    from tests.ui.case_window import Hand

    return Hand(qtbot, shown, runner, workspace, staff, moment)


@pytest.fixture
def lists(
    qtbot: QtBot, shown: Callable[..., None], runner: TaskRunner, workspace: Workspace, staff: Staff
) -> "Lists":
    """Return hands that open windows with home, lists, settings and help."""
    from tests.ui.list_window import Lists

    return Lists(qtbot, shown, runner, workspace)


@pytest.fixture
def panels(
    qtbot: QtBot,
    shown: Callable[..., None],
    runner: TaskRunner,
    workspace: Workspace,
    staff: Staff,
    moment: Moment,
) -> "PanelHand":
    """Return hands that open windows with the pages of panels for the people of the agency."""
    from tests.ui.panel_window import PanelHand

    return PanelHand(qtbot, shown, runner, workspace, staff, moment)
