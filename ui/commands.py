"""What the search and command box offers: records found, and things that can be done."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject


class Found(NamedTuple):
    """One line of the palette and what choosing it does."""

    section: str
    icon: str
    text: str
    sub: str = ""
    keys: str = ""
    choose: Callable[[], object] | None = None
    keeps_sub: bool = False  # whether the smaller words tell it from others: these are never cut


class Command(NamedTuple):
    """Something that can be done from anywhere."""

    text: str
    icon: str
    run: Callable[[], object]
    keys: str = ""


HAND_OVER = "Hand over a caseload"
EXPORT_EXCEL = "Export the tracking workbook"
EXPORT_CSV = "Export the tracking workbook as CSV files"

Answer = Callable[[Sequence[Found]], None]
Search = Callable[[QObject, str, Answer], None]
"""Looks for words on behalf of somebody; who is gone when the answer comes gets none."""


def matching(commands: Sequence[Command], text: str) -> list[Found]:
    """Return the commands that say all of the words."""
    parts = text.casefold().split()
    return [
        Found("Commands", command.icon, command.text, keys=command.keys, choose=command.run)
        for command in commands
        if all(part in command.text.casefold() for part in parts)
    ]
