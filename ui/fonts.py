"""The application's typeface: the computer's own, or Inter where a computer may have none."""

import sys

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from resources import path

_FACES = ("Regular", "Medium", "SemiBold")


def uses_own_typeface(platform: str = sys.platform) -> bool:
    """Return whether the program brings its typeface; Windows and macOS have a good one."""
    return platform not in ("win32", "darwin")


def install_typeface(app: QApplication, *, own: bool | None = None) -> None:
    """Make the application speak in Inter where the computer's typeface cannot be trusted."""
    if not (uses_own_typeface() if own is None else own):
        return
    added = [
        QFontDatabase.addApplicationFont(str(path(f"fonts/inter/Inter-{face}.ttf")))
        for face in _FACES
    ]
    if all(number >= 0 for number in added):
        font = QFont(app.font())
        font.setFamilies(["Inter", *app.font().families()])
        app.setFont(font)
