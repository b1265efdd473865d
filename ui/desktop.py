"""Sets the application up: style, typeface, theme, focus ring, and what to do with mistakes.

What needs services comes in as parameters; ``cfs_panels.__main__`` joins the two.
"""

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from cfs_panels import __version__
from ui import theme
from ui.fonts import install_typeface
from ui.logo import set_window_icon
from ui.task_runner import TaskRunner
from ui.trouble import TroubleDesk, watch_for_mistakes
from ui.widgets.first_paint import after_first_paint
from ui.window_settings import WindowSettings

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.sign_in import SignIn
    from ui.widgets.focus_ring import FocusRing

AFTER_PAINT_MS = 100


class Desktop:
    """What every window of the program shares."""

    def __init__(self, app: QApplication, settings: WindowSettings) -> None:
        self.app = app
        self.runner = TaskRunner(app)
        self.settings = settings
        self.ring: FocusRing | None = None
        self.desk: TroubleDesk | None = None
        theme.watcher().changed.connect(self._remember_looks)

    def _finish(self) -> None:
        """Do what can wait until the first window is painted."""
        from ui.widgets.focus_ring import FocusRing as Ring

        self.ring = self.ring or Ring(self.app)
        set_window_icon(self.app)
        gc.enable()

    def _remember_looks(self) -> None:
        """Keep the theme and the text size, wherever in the window they were chosen."""
        if theme.wished() != self.settings.theme():
            self.settings.set_theme(theme.wished())
        if theme.text_size() != self.settings.text_size():
            self.settings.set_text_size(theme.text_size())

    def set_theme(self, name: str) -> None:
        """Change the theme, and remember it."""
        self.settings.set_theme(name)
        theme.apply(self.app, name, theme.text_size())

    def set_text_size(self, size: str) -> None:
        """Change the text size, and remember it."""
        self.settings.set_text_size(size)
        theme.apply(self.app, theme.wished(), size)

    def show_sign_in(self, page: "SignIn", painted: Callable[[], object] | None = None) -> None:
        """Show the page to sign in, and do something once it is painted."""
        page.theme_asked.connect(self.set_theme)
        page.text_size_asked.connect(self.set_text_size)
        self._watch(page, painted)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        width, height = theme.tokens()["size"]["windowDefault"]
        page.resize(width, height)
        page.show()

    def show_window(
        self, window: "MainWindow", page: str, painted: Callable[[], object] | None = None
    ) -> None:
        """Show the window with a page, and do something once it is painted."""
        self._watch(window, painted)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.settings.restore(window)
        window.closing.connect(lambda: self.settings.keep(window))
        window.open(page)
        window.show()

    def _watch(self, window: QWidget, painted: Callable[[], object] | None) -> None:
        self.desk = TroubleDesk(window, self.runner)
        watch_for_mistakes(self.desk)

        def then() -> None:
            QTimer.singleShot(AFTER_PAINT_MS, self._finish)
            if painted is not None:
                painted()

        after_first_paint(window, then)

    def enter(self) -> int:
        """Run until the last window is closed; what was asked for is finished first."""
        try:
            return self.app.exec()
        finally:
            self.runner.close()


def start(settings_folder: Path, argv: Sequence[str] = ()) -> Desktop:
    """Return the application, dressed, with nothing shown yet.

    Rubbish is collected only once a window is painted: what is made until then stays.
    """
    gc.disable()
    QCoreApplication.setApplicationName("CFS Panels")
    QCoreApplication.setApplicationVersion(__version__)
    app = QApplication([*(argv or sys.argv[:1]), "-style", "fusion"])
    install_typeface(app)
    settings = WindowSettings(settings_folder)
    theme.apply(app, settings.theme(), settings.text_size())
    theme.follow_system(app)
    return Desktop(app, settings)
