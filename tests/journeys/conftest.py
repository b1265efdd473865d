"""A whole agency for journeys: its people, its services, its moment; and a window on it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from cfs_panels.opening import Door, Start
from cfs_panels.services.workspace import Workspace
from db.database import Database
from tests.factories import Moment, Staff, make_office, make_staff
from tests.journeys.hands import Hands
from tests.services.conftest import moment, office, staff
from tests.ui.conftest import dressed_app, kit
from ui.desktop import Desktop
from ui.main_window import MainWindow
from ui.sign_in import SignIn
from ui.window_settings import WindowSettings

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from cfs_panels.services.office import Office
    from db.key_wrapping import PasswordCost
    from db.location import FileLocation

__all__ = ["dressed_app", "kit", "moment", "office", "staff", "workspace"]


@pytest.fixture
def workspace(office: Office) -> Workspace:
    """Return every service of the agency."""
    return Workspace(office)


@dataclass(frozen=True)
class LocalAgency:
    """An encrypted file with an agency's people in it, closed; and the moment it is opened at."""

    place: str
    staff: Staff
    moment: Moment


@pytest.fixture
def agency(
    sqlite_agency: FileLocation, moment: Moment, data_key: bytes, cheap_cost: PasswordCost
) -> LocalAgency:
    """Return an agency in its encrypted file, as somebody finds it who starts the program."""
    with Database.open(sqlite_agency, data_key) as database:
        people = make_staff(
            make_office(database, moment, data_key, cheap_cost), data_key, cheap_cost
        )
    moment.forward(days=-210)
    return LocalAgency(str(sqlite_agency.path), people, moment)


@pytest.fixture
def hands(kit: QApplication, qtbot: QtBot, agency: LocalAgency, tmp_path: Path) -> Generator[Hands]:
    """Return hands at the page to sign in, which is all that the program shows at first."""
    hook = sys.excepthook
    desktop = Desktop(kit, WindowSettings(tmp_path / "own"))
    door = Door(desktop, Start(agency.place, clock=agency.moment))
    door.show()
    hands = Hands(qtbot, desktop.runner)
    yield hands
    hands.leave()
    desktop.runner.close()
    sys.excepthook = hook
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [type(w).__name__ for w in kit.topLevelWidgets() if isinstance(w, MainWindow | SignIn)]
    assert not left, "a window that was closed is still there"
