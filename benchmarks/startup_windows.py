"""The two windows that `benchmarks.startup` compares; each leaves once it is painted."""

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cfs_panels.domain.home import FirstPage
    from cfs_panels.first_reading import FirstReading
    from ui.main_window import MainWindow
    from ui.sign_in import SignIn

HEAVY = ("sqlalchemy", "alembic", "reportlab", "docx", "pydantic", "typer", "holidays")
NO_ROWS, HEAVY_LOADED, NOT_LET_IN = 2, 3, 4


def bare() -> None:
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Bare(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, lambda: leave(0))

    app = QApplication(sys.argv[:1])
    window = Bare()
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.resize(1280, 720)
    window.show()
    app.exec()


def ours(settings: str, agency: str, user: str, password: str) -> None:
    """Open the program as somebody does, and leave at the first paint of the window."""
    from pathlib import Path

    from cfs_panels import opening

    class Leaving(opening.Door):
        def _let_in(self, reading: "FirstReading", first: "FirstPage") -> None:
            show = self._desktop.show_window

            def show_and_leave(window: "MainWindow", page: str, painted: object = None) -> None:
                show(window, page, painted=lambda: leave(verdict(window)))

            self._desktop.show_window = show_and_leave  # type: ignore[method-assign]  # to look on
            super()._let_in(reading, first)

        def _show_page(self) -> "SignIn":
            leave(NOT_LET_IN)
            return super()._show_page()

    opening.Door = Leaving  # type: ignore[misc]  # to look on
    opening.run_window(opening.Start(agency, user, password, Path(settings)))


def verdict(window: "MainWindow") -> int:
    """Return whether rows are painted, and nothing that is loaded after them."""
    from ui.home.home_page import HomePage

    page = window.page()
    rows = page.table.records().count() if isinstance(page, HomePage) else 0
    loaded = [name for name in HEAVY if name in sys.modules]
    print(f"{rows} rows; loaded before the first paint: {', '.join(loaded) or 'nothing heavy'}")
    return HEAVY_LOADED if loaded else 0 if rows else NO_ROWS


def leave(code: int) -> None:
    sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        ours(*sys.argv[2:])
