"""The menu of a row: what can be done with it, opened by mouse or Shift+F10."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

Deed = tuple[str, "Callable[[], object]"]


def pop_up(parent: QWidget, deeds: Sequence[Deed], at: QPoint) -> QMenu:
    """Open a menu of deeds at a place of the screen and return it."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for words, deed in deeds:
        menu.addAction(words).triggered.connect(partial(_do, deed))
    menu.popup(at)
    return menu


def _do(deed: Callable[[], object], _checked: bool = False) -> None:
    deed()
