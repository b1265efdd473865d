"""How the window starts where a password is given: rows at once, services after them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from cfs_panels.domain.vocabulary import EventType
from cfs_panels.first_reading import FirstReading
from cfs_panels.opening import Door, Start
from db.cipher_file import connect
from db.database import Database
from db.location import FileLocation, location_of
from db.models import User
from db.refused_sign_ins import RefusedSignIns
from tests.factories import PASSWORD, make_case, make_office
from tests.journeys.hands import Hands
from ui.desktop import Desktop
from ui.home.home_page import HomePage
from ui.main_window import MainWindow
from ui.sign_in import SignIn
from ui.window_settings import WindowSettings

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from db.key_wrapping import PasswordCost
    from tests.journeys.conftest import LocalAgency

pytestmark = pytest.mark.journey


def windows() -> set[MainWindow]:
    return {w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)}


class Starter:
    """Starts the program as the command line does, without leaving when its window closes."""

    def __init__(self, desktop: Desktop, hands: Hands, agency: LocalAgency) -> None:
        self.desktop, self.hands, self.agency = desktop, hands, agency
        self.location = location_of(agency.place)
        assert isinstance(self.location, FileLocation)

    def read(self, user: str, password: str = PASSWORD, place: str = "") -> FirstReading:
        """Begin to read the first page, and wait for it."""
        reading = FirstReading(place or self.agency.place, user, password, self.agency.moment)
        reading.page_within(20)
        return reading

    def start(self, reading: FirstReading) -> MainWindow | SignIn | None:
        """Show what the program shows, and return it as it is before any service was asked."""
        door = Door(self.desktop, Start(reading.place, reading.user, clock=self.agency.moment))
        door.show(reading)
        return self.hands.window()

    def refused(self, reading: FirstReading, sentence: str) -> None:
        """Expect the page to sign in with a sentence, and no rows before it."""
        before = windows()
        assert isinstance(self.start(reading), SignIn)
        self.hands.settle()
        self.hands.reads(sentence)
        assert windows() <= before


@pytest.fixture
def starter(
    kit: QApplication, qtbot: QtBot, agency: LocalAgency, tmp_path: Path
) -> Generator[Starter]:
    """Return the program, about to be started."""
    hook = sys.excepthook
    desktop = Desktop(kit, WindowSettings(tmp_path / "own"))
    hands = Hands(qtbot, desktop.runner)
    yield Starter(desktop, hands, agency)
    hands.leave()
    desktop.runner.close()
    for window in QApplication.topLevelWidgets():
        window.deleteLater()
    QApplication.processEvents()
    sys.excepthook = hook


@pytest.fixture
def case_waiting(
    agency: LocalAgency, sqlite_agency: FileLocation, data_key: bytes, cheap_cost: PasswordCost
) -> str:
    """Return a household that waits for its worker."""
    with Database.open(sqlite_agency, data_key) as database:
        office = make_office(database, agency.moment, data_key, cheap_cost)
        make_case(office, agency.staff, upto=EventType.REPORT_FINISHED)
    return "Marcus Thwaite and Leanne Thwaite"


def rows_of(window: object) -> list[str]:
    assert isinstance(window, MainWindow)
    page = window.page()
    assert isinstance(page, HomePage)
    records = page.table.records()
    return [records.cell(place, 0).text for place in range(records.rowCount())]


def test_the_rows_are_there_before_any_service_and_stay_after(
    starter: Starter, case_waiting: str
) -> None:
    window = starter.start(starter.read(starter.agency.staff.worker.user_name))
    before = rows_of(window)
    assert any(case_waiting in row for row in before)
    assert starter.desktop.runner.is_busy()
    starter.hands.settle()
    after = rows_of(starter.hands.window())
    assert [row for row in after if row in before] == before[1:]
    assert starter.hands.window() is window
    starter.hands.reads("Nothing needs you in the next five working days.")
    starter.hands.press("Cases")
    starter.hands.reads(case_waiting)


def test_a_sign_out_and_another_sign_in_follow(starter: Starter, case_waiting: str) -> None:
    starter.start(starter.read(starter.agency.staff.worker.user_name))
    starter.hands.settle()
    starter.hands.sign_out(starter.agency.staff.worker.name)
    starter.hands.sign_in(starter.agency.staff.adviser.user_name, PASSWORD)
    starter.hands.reads("Ruth Ellingham")


def test_a_wrong_password_is_refused_and_noted_once(starter: Starter, case_waiting: str) -> None:
    reading = starter.read(starter.agency.staff.worker.user_name, "not the right words")
    starter.refused(reading, "The user name or the password is not right.")
    assert isinstance(starter.location, FileLocation)
    assert len(RefusedSignIns(starter.location.refusals).take()) == 1


def test_a_file_that_is_not_there_is_told(starter: Starter, tmp_path: Path) -> None:
    reading = starter.read("hannah.whitlock", place=str(tmp_path / "other.cfs"))
    starter.refused(reading, "There is no agency file other.cfs.")


def test_a_damaged_key_file_is_told(starter: Starter) -> None:
    assert isinstance(starter.location, FileLocation)
    starter.location.key_file.write_text("{", encoding="utf-8")
    reading = starter.read("hannah.whitlock")
    starter.refused(
        reading,
        "The key file wealdshire.cfs-keys is damaged. Put it back from a backup, or open the "
        "agency with the recovery key.",
    )


def test_tables_of_a_newer_program_are_told(starter: Starter, data_key: bytes) -> None:
    assert isinstance(starter.location, FileLocation)
    connection = connect(starter.location.path, data_key)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    starter.refused(
        starter.read(starter.agency.staff.worker.user_name),
        "wealdshire.cfs was last opened by a newer CFS Panels. Install the newer version on this "
        "computer to open it; nothing was changed.",
    )


def test_an_account_that_is_not_in_use_is_refused(
    starter: Starter, data_key: bytes, cheap_cost: PasswordCost
) -> None:
    assert isinstance(starter.location, FileLocation)
    staff = starter.agency.staff
    with (
        Database.open(starter.location, data_key) as database,
        database.transaction(staff.system_administrator) as session,
    ):
        user = session.get_one(User, staff.worker.user_id)
        user.is_active = False
    reading = starter.read(staff.worker.user_name)
    starter.refused(reading, "The user name or the password is not right.")


def test_a_file_that_goes_away_after_the_rows_leads_back_to_the_door(
    starter: Starter, case_waiting: str
) -> None:
    reading = starter.read(starter.agency.staff.worker.user_name)
    assert isinstance(starter.location, FileLocation)
    starter.location.path.rename(starter.location.path.with_suffix(".away"))
    assert isinstance(starter.start(reading), MainWindow)
    starter.hands.settle()
    assert isinstance(starter.hands.window(), SignIn)
    starter.hands.reads(f"There is no agency at {starter.location.path}.")
