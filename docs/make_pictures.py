"""Makes the pictures of the window: ``python docs/make_pictures.py AGENCY FOLDER [--as-of DATE]``.

The agency is the sample that ``python3 start.py demo --no-window --as-of 2025-10-24`` makes.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEventLoop, QTimer

from cfs_panels.opening import Start
from cfs_panels.services.entrance import Entry, Opened, open_agency
from cfs_panels.services.first_page import page_of
from cfs_panels.window_parts import build_window
from ui import desktop as ui_desktop
from ui import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from ui.desktop import Desktop
    from ui.main_window import MainWindow

SIZES = {"": (1440, 900), "-compact": (1093, 534)}
THEMES = {"": "light", "-dark": "dark", "-high-contrast": "highContrast"}
QUIET_MS = 400


@dataclass(frozen=True)
class Shot:
    """One page as one person sees it."""

    name: str
    user: str
    page: str
    find: Callable[[Opened], tuple[str, ...]] = lambda _opened: ()


def case_id(reference: str, *tab: str) -> Callable[[Opened], tuple[str, ...]]:
    """Return how to find a case by its reference."""
    return lambda opened: (
        opened.workspace.case_pages.case_id(opened.actor, reference),
        *tab,
    )


def meeting_id(held_on: date, *tab: str) -> Callable[[Opened], tuple[str, ...]]:
    """Return how to find the meeting of a day."""

    def find(opened: Opened) -> tuple[str, ...]:
        meetings = opened.workspace.meeting_pages.meetings(opened.actor)
        return (next(m.id for m in meetings if m.held_on == held_on), *tab)

    return find


def visit_form(reference: str) -> Callable[[Opened], tuple[str, ...]]:
    """Return how to find the draft of a visit record."""

    def find(opened: Opened) -> tuple[str, ...]:
        drafts = opened.workspace.visits.drafts(opened.actor)
        return (next(d.id for d in drafts if d.reference == reference),)

    return find


SHOTS = (
    Shot("home", "ruth.ellingham", "home"),
    Shot("cases", "ruth.ellingham", "cases"),
    Shot("case", "ruth.ellingham", "case", case_id("F-2025-0087")),
    Shot("checks", "hannah.whitlock", "case", case_id("F-2025-0087", "checks")),
    Shot("form-initial-visit", "hannah.whitlock", "form", visit_form("F-2025-0127")),
    Shot("panels", "ruth.ellingham", "meetings"),
    Shot("panel-agenda", "ruth.ellingham", "meeting", meeting_id(date(2025, 11, 4))),
    Shot("panel-minutes", "dilys.corrigan", "meeting", meeting_id(date(2025, 10, 21), "minutes")),
    Shot("clocks", "ruth.ellingham", "clocks", lambda _opened: ("clocks",)),
    Shot("delay", "ruth.ellingham", "clocks", lambda _opened: ("delay",)),
    Shot("calendar", "ruth.ellingham", "clocks", lambda _opened: ("calendar",)),
    Shot("children", "ruth.ellingham", "children"),
    Shot("decisions", "margaret.osei", "decisions"),
    Shot("decision", "margaret.osei", "decision", case_id("F-2025-0041")),
    Shot("register", "ruth.ellingham", "register"),
    Shot("central-list", "ruth.ellingham", "members"),
    Shot("settings", "ruth.ellingham", "settings"),
)


def settle(desktop: Desktop) -> None:
    """Let the window work until nothing was read, and nothing came of it, for a while."""
    loop = QEventLoop()
    quiet = QTimer()
    quiet.setSingleShot(True)
    quiet.timeout.connect(loop.quit)
    desktop.runner.busy.connect(lambda busy: quiet.stop() if busy else quiet.start(QUIET_MS))
    quiet.start(QUIET_MS)
    loop.exec()


def take(desktop: Desktop, widget: QWidget, folder: Path, name: str, *, every: bool) -> None:
    """Grab a window in the light theme at full size, or in every theme and size."""
    for theme_end, theme_name in THEMES.items():
        for size_end, (width, height) in SIZES.items():
            if not every and (theme_end or size_end):
                continue
            theme.apply(desktop.app, theme_name, "standard")
            widget.resize(width, height)
            settle(desktop)
            widget.grab().save(str(folder / f"{name}{theme_end}{size_end}.png"))
    theme.apply(desktop.app, "light", "standard")


def windows(
    desktop: Desktop, agency: str, password: str, as_of: date | None, names: set[str]
) -> Iterator[tuple[Shot, MainWindow]]:
    """Give each wanted page in the window of its person."""
    opened: dict[str, tuple[Opened, MainWindow]] = {}
    for shot in SHOTS:
        if names and shot.name not in names:
            continue
        if shot.user not in opened:
            entry = Entry(now=Start(as_of=as_of).now())
            found = open_agency(agency, shot.user, password, entry=entry)
            first = page_of(found)
            built = build_window(desktop, first, found.workspace, sign_out=lambda: None)
            built.read_alerts()
            window = built.window
            window.resize(1440, 900)
            window.show()
            opened[shot.user] = (found, window)
        found, window = opened[shot.user]
        window.open(shot.page, *shot.find(found))
        settle(desktop)
        yield shot, window
    for found, window in opened.values():
        window.close()
        found.workspace.close()


def main() -> None:
    """Make the pictures that were asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("agency")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--password", default="harrowmere bridge 7")
    parser.add_argument("--as-of", type=date.fromisoformat, default=None)
    parser.add_argument("--every", action="store_true", help="every theme and both sizes")
    parser.add_argument("--only", nargs="*", default=[])
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as own:
        desktop = ui_desktop.start(Path(own))
        names = set(given.only)
        for shot, window in windows(desktop, given.agency, given.password, given.as_of, names):
            take(desktop, window, given.folder, shot.name, every=given.every)
            sys.stdout.write(f"{shot.name}\n")
        desktop.runner.close()


if __name__ == "__main__":
    main()
