"""What the window remembers on this computer: its size, the theme, the text size, last files.

One small file in a folder of the person's own; nothing of an agency is kept in it. A file that
cannot be read or written is as good as none: the window then starts as it first did.
"""

import json
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from ui import theme

_FILES_KEPT = 6
_SEEN = 120  # so many pixels of a window are on a screen, or it opens where windows usually do


class WindowSettings:
    """Reads the file once, and writes it on every change."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "window.json"
        self._kept = _read(self._file)

    def _keep(self, key: str, value: object) -> None:
        if self._kept.get(key) == value:
            return
        self._kept[key] = value
        beside = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(self._kept, indent=1), encoding="utf-8")
            beside.replace(self._file)
        except OSError:
            return

    def _one_of(self, key: str, known: tuple[str, ...], usual: str) -> str:
        kept = self._kept.get(key)
        return kept if isinstance(kept, str) and kept in known else usual

    def theme(self) -> str:
        """Return the chosen theme, ``system`` where none was chosen."""
        return self._one_of("theme", theme.THEMES, theme.SYSTEM)

    def set_theme(self, name: str) -> None:
        """Remember the theme."""
        self._keep("theme", name)

    def text_size(self) -> str:
        """Return the chosen text size."""
        return self._one_of("text_size", ("standard", "larger", "largest"), "standard")

    def set_text_size(self, size: str) -> None:
        """Remember the text size."""
        self._keep("text_size", size)

    def recent_agencies(self) -> list[str]:
        """Return the agencies opened last, newest first."""
        kept = self._kept.get("agencies")
        return [name for name in kept if isinstance(name, str)] if isinstance(kept, list) else []

    def remember_agency(self, location: str) -> None:
        """Put an agency first among those opened last."""
        others = [name for name in self.recent_agencies() if name != location]
        self._keep("agencies", [location, *others][:_FILES_KEPT])

    def last_user(self) -> str:
        """Return the user name that was typed last."""
        return str(self._kept.get("user", ""))

    def remember_user(self, user: str) -> None:
        """Remember the user name, never the password."""
        self._keep("user", user)

    def restore(self, window: QMainWindow) -> None:
        """Give a window the size and place it had, if that can still be seen."""
        width, height = theme.tokens()["size"]["windowDefault"]
        place = self._kept.get("place")
        if not (isinstance(place, list) and len(place) == 4 and all(_is_length(n) for n in place)):
            window.resize(width, height)
            return
        left, top, width, height = place
        window.resize(width, height)
        for screen in QGuiApplication.screens():
            area = screen.availableGeometry()
            seen_across = area.left() - width + _SEEN <= left <= area.right() - _SEEN
            if seen_across and area.top() <= top <= area.bottom() - _SEEN:
                window.move(left, top)
        if self._kept.get("maximized") is True:
            window.showMaximized()

    def keep(self, window: QMainWindow) -> None:
        """Remember the size and place of a window."""
        place = window.normalGeometry() if window.isMaximized() else window.geometry()
        self._keep("maximized", window.isMaximized())
        self._keep("place", [place.x(), place.y(), place.width(), place.height()])


def _read(file: Path) -> dict[str, Any]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _is_length(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and abs(number) < 20_000
