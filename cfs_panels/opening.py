"""Opens the window: the page to sign in, then the pages that the person may have."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cfs_panels.domain.errors import OutsideTrouble, RuleBroken

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.services.entrance import Opened
    from ui.desktop import Desktop
    from ui.sign_in import SignIn

PASSWORD_VARIABLE = "CFS_PANELS_PASSWORD"  # noqa: S105 (the name of a variable, not a password)
NO_DISPLAY, DONE = 3, 0


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
    """Show the window and stay until it is closed."""
    if not has_display():
        sys.stderr.write("There is no screen here, so the window cannot be opened.\n")
        return NO_DISPLAY
    gc.disable()  # nothing is freed while the window is made; the desktop turns it on again
    from ui import desktop as ui_desktop

    folder = start.folder or own_folder()
    desktop = ui_desktop.start(folder)
    door = Door(desktop, start)
    door.show()
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
        self._opened: Opened | None = None
        self.window: object = None

    def show(self) -> None:
        """Show the page to sign in; with a password given it goes on by itself."""
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
        self._desktop.show_sign_in(page)
        if self._start.password:
            page.set_busy(True)
            self._enter(page, self._start.user, self._start.password)

    def _choose_file(self, page: SignIn) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(page, "Open an agency", "", "Agencies (*.cfs)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: page.add_agency(path, agency_words(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _enter(self, page: SignIn, user: str, password: str) -> None:
        place, start = page.agency(), self._start
        if not place:
            page.show_outside_trouble("Choose an agency file first, with Open another.")
            return

        def call() -> Opened:
            from cfs_panels.services.entrance import Entry, open_agency

            return open_agency(place, user, password, entry=Entry(now=start.now()))

        def refused(error: Exception) -> bool:
            if isinstance(error, RuleBroken):
                page.show_refusal(error.message)
            elif isinstance(error, OutsideTrouble):
                page.show_outside_trouble(error.message)
            else:
                page.set_busy(False)
                return False
            return True

        self._desktop.runner.run(
            page,
            call,
            then=lambda opened: self._let_in(page, place, user, opened),
            on_error=refused,
        )

    def _let_in(self, page: SignIn, place: str, user: str, opened: Opened) -> None:
        from cfs_panels.window_parts import build_window

        self._opened = opened
        self._desktop.settings.remember_agency(place)
        self._desktop.settings.remember_user(user)
        window, first = build_window(self._desktop, opened, sign_out=self._sign_out)
        self.window = window
        window.closing.connect(self._close)
        self._desktop.show_window(window, first)
        page.close()
        self._page = None

    def _sign_out(self) -> None:
        window = self.window
        self._start = replace(self._start, user="", password="")
        self.show()
        if window is not None:
            window.close()  # type: ignore[attr-defined]  # a MainWindow, known only when shown
        self.window = None

    def _close(self) -> None:
        """Close the agency once the worker has finished what was asked for."""
        opened, self._opened = self._opened, None
        if opened is not None:
            self._desktop.runner.run(self._desktop.app, opened.workspace.close)


def agency_words(agency: str) -> str:
    """Return what an agency is called in a list of places: the file's name, or the server's."""
    if "://" in agency:
        return agency.rsplit("@", 1)[-1]
    return Path(agency).stem.replace("-", " ").replace("_", " ").title() or agency
