"""Help: what it tells is short, there, and true."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from cfs_panels import __version__
from tests.ui.list_window import said
from ui.settings.help_page import HelpPage, key_places, told

if TYPE_CHECKING:
    from cfs_panels.services.workspace import Workspace
    from tests.factories import Staff
    from tests.ui.list_window import Lists

ROOT = Path(__file__).resolve().parent.parent.parent


def test_a_case_is_told_from_enquiry_to_notices(lists: Lists, staff: Staff) -> None:
    page = lists.open(staff.worker, HelpPage, "help")
    assert (told("steps")[0].title, told("steps")[-1].title) == ("Enquiry", "Notices")
    assert all(step.words in said(page) for step in told("steps"))


def test_the_records_are_said_to_be_where_they_are(
    lists: Lists, staff: Staff, workspace: Workspace
) -> None:
    page = lists.open(staff.member, HelpPage, "help")
    location = workspace.office.database.location
    assert str(location).rpartition(location.name)[0].rstrip("/\\") in said(page)
    assert f"{location.name}-keys" in said(page)
    assert f"CFS Panels {__version__}" in said(page)


def test_every_key_said_to_work_everywhere_does(lists: Lists, staff: Staff) -> None:
    lists.open(staff.adviser, HelpPage, "help")
    bound = {s.key().toString() for s in lists.window.findChildren(QShortcut)}
    everywhere = next(place for place in key_places() if place.name == "Everywhere")
    chords = [part for keys, _ in everywhere.keys for part in keys.split(", ")]
    named = [c.replace("1 to 8", "1") for c in chords if c not in {"Esc", "Alt and a letter"}]
    assert {QKeySequence(chord).toString() for chord in named} <= bound


def test_every_chord_said_to_work_in_a_place_is_bound_in_the_code() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "ui").rglob("*.py"))
    chords = [part for place in key_places() for keys, _ in place.keys for part in keys.split(", ")]
    of_places = [chord for chord in chords if chord.startswith(("Ctrl+", "Alt+A"))]
    short = {"Page Up": "PgUp", "Page Down": "PgDown", "↑": "Up", "↓": "Down", "1 to 8": "{number}"}
    for long, brief in short.items():
        of_places = [chord.replace(long, brief) for chord in of_places]
    assert [chord for chord in of_places if f'"{chord}"' not in code] == []


def test_f1_opens_help_from_anywhere(lists: Lists, staff: Staff) -> None:
    from ui.settings.settings_page import SettingsPage

    lists.open(staff.worker, SettingsPage, "settings")
    shortcuts = lists.window.findChildren(QShortcut)
    next(s for s in shortcuts if s.key().toString() == "F1").activated.emit()
    lists.rest()
    assert lists.page(HelpPage).isVisible()


def test_nothing_is_cut_in_a_narrow_window(lists: Lists, staff: Staff) -> None:
    lists.open(staff.worker, HelpPage, "help", size=(1093, 534))
    least = lists.window.minimumSizeHint()
    assert least.width() <= 1093
    assert least.height() <= 534
