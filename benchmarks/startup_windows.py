"""The two windows that `benchmarks.startup` compares; each leaves at its first painted row."""

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.widgets.record_table import Column

HEAVY = ("sqlalchemy", "alembic", "reportlab", "docx", "pydantic", "typer", "holidays")


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


def ours() -> None:
    gc.disable()  # as the program does before it imports anything of Qt
    from pathlib import Path

    from ui import desktop

    joined = desktop.start(Path(sys.argv[2]))
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent

    from ui.main_window import MainWindow, PageEntry, SignedIn
    from ui.widgets import buttons
    from ui.widgets.filter_bar import FilterBar
    from ui.widgets.header import PageHeader
    from ui.widgets.page import Crumb, Navigator, Page
    from ui.widgets.record_table import RecordTable
    from ui.widgets.saved_views import SavedViews, View
    from ui.widgets.table_card import TableCard

    class Painted(RecordTable):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, lambda: leave(heavy_loaded()))

    class Cases(Page):
        def __init__(self, navigator: Navigator) -> None:
            super().__init__(navigator, joined.runner)
            body = self.lay_out()
            header = PageHeader("Cases")
            header.add_action(buttons.primary("New enquiry", "add"))
            body.addWidget(header)
            body.addWidget(SavedViews([View("all", "All open", 50), View("mine", "Mine", 6)]))
            bar = FilterBar()
            bar.add_choice("service", "Service", [("", "all"), ("fostering", "Fostering")])
            body.addWidget(bar)
            table = Painted(columns(), key=lambda r: str(r[0]), rows="two_line")
            table.show_rows(sample_rows())
            body.addWidget(TableCard(table, footer="50 cases", keys=[("Enter", "open")]), 1)

        def crumbs(self) -> list[Crumb]:
            return [Crumb("Cases")]

    labels = ("Home", "Cases", "Panels", "Decisions")
    entries = [PageEntry(label.lower(), label, label.lower(), Cases) for label in labels]
    who = SignedIn("Wealdshire County Council", "Ruth Ellingham", "Panel adviser")
    joined.show_window(MainWindow(who, entries, joined.runner), "cases")
    joined.app.exec()


def columns() -> list["Column"]:
    from ui.widgets.record_table import Cell, Column

    return [
        Column("names", "Household", lambda r: Cell(r[1], r[2], stripe="fostering")),
        Column("stage", "Stage", lambda r: Cell(r[3], steps=(3, 8)), width=146),
        Column("next", "Next step", lambda r: Cell(r[4], r[5]), width=180),
        Column(
            "clock",
            "Clock that ends first",
            lambda r: Cell(r[6], r[7], icon="dueSoon", tone="dueSoon", bar=0.6),
            width=214,
        ),
    ]


def sample_rows() -> list[tuple[int | str, ...]]:
    return [
        (
            n,
            f"Household {n}",
            f"F-2025-{n:04}",
            "Stage 2",
            "Adviser's note",
            "R. E.",
            f"{n} days left",
            "Panel, 14 December",
        )
        for n in range(50)
    ]


def heavy_loaded() -> int:
    loaded = [name for name in HEAVY if name in sys.modules]
    if loaded:
        print("loaded before the first paint:", ", ".join(loaded), file=sys.stderr)
    return 3 if loaded else 0


def leave(code: int) -> None:
    sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    {"bare": bare, "ours": ours}[sys.argv[1]]()
