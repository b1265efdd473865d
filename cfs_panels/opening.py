"""Opens the window: the page to sign in, then the pages that the person may have."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken
from cfs_panels.first_reading import FirstReading, load_services

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.home import FirstPage
    from cfs_panels.services.workspace import Workspace
    from ui.desktop import Desktop
    from ui.main_window import MainWindow
    from ui.sign_in import SignIn

PASSWORD_VARIABLE = "CFS_PANELS_PASSWORD"  # noqa: S105 (the name of a variable, not a password)
NO_DISPLAY, DONE = 3, 0
_NEXT = (
    "cfs_panels.window_parts",
    "cfs_panels.awaited",
    "ui.home.home_page",
    "cfs_panels.services.first_page",
)
"""What is loaded while the password is stretched, which needs no Python."""

PATIENCE = 2.0
"""Seconds that the window waits for its first rows before the page to sign in says that it is."""


@dataclass(frozen=True, slots=True)
class Start:
    """What the window is opened with."""

    agency: str = ""
    user: str = ""
    password: str = ""
    folder: Path | None = None
    as_of: date | None = None
    clock: Callable[[], datetime] | None = None

    def __repr__(self) -> str:
        """Return the start without its password."""
        return f"Start({self.agency!r}, {self.user!r})"

    def now(self) -> Callable[[], datetime]:
        """Return the moment: the clock's, the real one, or this time on the day asked for."""
        if self.clock is not None:
            return self.clock
        if self.as_of is None:
            return lambda: datetime.now(UTC)
        shift = self.as_of - date.today()
        return lambda: datetime.now(UTC) + shift


def open_window(arguments: list[str]) -> int:
    """Open the window for what was typed: ``[AGENCY] [--user NAME] [--data FOLDER]``."""
    return run_window(parse_start(arguments))


def parse_start(arguments: list[str]) -> Start:
    """Return what the window is to be opened with; wrong usage ends with exit code 2."""
    parser = argparse.ArgumentParser(prog="cfs-panels", add_help=False)
    parser.add_argument("agency", nargs="?", default="")
    parser.add_argument("--user", default="")
    parser.add_argument("--data", type=Path, default=None)
    parser.add_argument("--as-of", type=date.fromisoformat, default=None)
    given = parser.parse_args(arguments)
    return Start(
        agency=given.agency,
        user=given.user,
        password=os.environ.get(PASSWORD_VARIABLE, "") if given.user else "",
        folder=given.data,
        as_of=given.as_of,
    )


def has_display() -> bool:
    """Return whether there is a screen to show a window on."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_window(start: Start) -> int:
    """Show the window and stay until it is closed.

    Where a password was given, the first rows are read beside the imports of the window.
    """
    if not has_display():
        sys.stderr.write("There is no screen here, so the window cannot be opened.\n")
        return NO_DISPLAY
    gc.disable()  # nothing is freed while the window is made; the desktop turns it on again
    reading = None
    if start.agency and start.password:
        reading = FirstReading(start.agency, start.user, start.password, start.now())
    from ui import desktop as ui_desktop

    folder = start.folder or own_folder()
    desktop = ui_desktop.start(folder)
    door = Door(desktop, start)
    door.show(reading)
    return desktop.enter()


def own_folder() -> Path:
    """Return where this computer keeps what is the person's own: window size, theme."""
    from platformdirs import user_config_path

    return user_config_path("CFS Panels", appauthor=False)


class Door:
    """The way from the page to sign in to the window, and back when somebody signs out."""

    def __init__(self, desktop: Desktop, start: Start) -> None:
        self._desktop = desktop
        self._start = start
        self._page: SignIn | None = None
        self.window: MainWindow | None = None

    def show(self, reading: FirstReading | None = None) -> None:
        """Show the window where its first page is read already, else the page to sign in."""
        if reading is not None:
            for name in _NEXT:
                import_module(name)
        first = reading.page_within(PATIENCE) if reading is not None else None
        if reading is not None and first is not None:
            self._let_in(reading, first)
            return
        page = self._show_page()
        if reading is not None:
            self._await(page, reading)

    def _show_page(self) -> SignIn:
        from ui.sign_in import SignIn

        settings = self._desktop.settings
        known = [self._start.agency] if self._start.agency else []
        known += [a for a in settings.recent_agencies() if a not in known]
        page = SignIn(
            [(agency, agency_words(agency)) for agency in known],
            user=self._start.user or settings.last_user(),
            others=True,
        )
        page.signed_in.connect(lambda user, password: self._enter(page, user, password))
        page.other_asked.connect(lambda: self._choose_file(page))
        self._page = page
        self._desktop.show_sign_in(page, painted=load_services)
        return page

    def _choose_file(self, page: SignIn) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(page, "Open an agency", "", "Agencies (*.cfs)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: page.add_agency(path, agency_words(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _enter(self, page: SignIn, user: str, password: str) -> None:
        place = page.agency()
        if not place:
            page.show_outside_trouble("Choose an agency file first, with Open another.")
            return
        self._await(page, FirstReading(place, user, password, self._start.now()))

    def _await(self, page: SignIn, reading: FirstReading) -> None:
        page.set_busy(True)
        self._desktop.runner.run(
            page,
            reading.page,
            then=lambda first: self._let_in(reading, first),
            on_error=lambda error: _refused(page, error),
        )

    def _let_in(self, reading: FirstReading, first: FirstPage) -> None:
        """Show the window; its services are loaded once it is painted."""
        from cfs_panels.awaited import AwaitedWorkspace
        from cfs_panels.window_parts import build_window

        desktop, runner = self._desktop, self._desktop.runner
        workspace = AwaitedWorkspace(reading.opened, reading.now)
        built = build_window(desktop, first, cast("Workspace", workspace), sign_out=self._sign_out)
        self.window = window = built.window
        window.closing.connect(runner.release)
        window.closing.connect(lambda: runner.run(desktop.app, workspace.close))
        runner.hold()
        runner.run(
            window,
            workspace.opened,
            then=lambda _opened: self._remember(reading),
            on_error=lambda error: self._turn_back(window, error),
        )
        desktop.show_window(window, built.page, painted=runner.release)
        built.read_alerts()
        page, self._page = self._page, None
        if page is not None:
            page.close()

    def _remember(self, reading: FirstReading) -> None:
        self._desktop.settings.remember_agency(reading.place)
        self._desktop.settings.remember_user(reading.user)

    def _turn_back(self, window: MainWindow, error: Exception) -> None:
        """Show the page to sign in again where the services could not open the agency."""
        page = self._show_page()
        window.close()
        self.window = None
        if not _refused(page, error) and self._desktop.desk is not None:
            self._desktop.desk.tell_mistake(error)

    def _sign_out(self) -> None:
        window = self.window
        self._start = replace(self._start, user="", password="")
        self._show_page()
        if window is not None:
            window.close()
        self.window = None


def _refused(page: SignIn, error: Exception) -> bool:
    """Say why somebody cannot sign in; return whether it is something to be said."""
    if isinstance(error, RuleBroken):
        page.show_refusal(error.message)
    elif isinstance(error, OutsideTrouble):
        page.show_outside_trouble(error.message)
    else:
        page.set_busy(False)
        return False
    return True


def agency_words(agency: str) -> str:
    """Return what an agency is called in a list of places: the file's name, or the server's."""
    if "://" in agency:
        return agency.rsplit("@", 1)[-1]
    return Path(agency).stem.replace("-", " ").replace("_", " ").title() or agency
