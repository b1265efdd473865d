"""What leaves a list: a workbook, a CSV file, a print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from cfs_panels.domain.words import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.task_runner import Progress
    from ui.widgets.desk import Desk
    from ui.widgets.page import Page
    from ui.widgets.record_cells import Column, Row

KINDS = ("Excel workbook (*.xlsx)", "CSV (*.csv)")
KEEP_SAFE = "The file is not encrypted: keep it where only those who need it can open it."


class ListNames(NamedTuple):
    """What a list is called where it leaves the window.

    Attributes:
        file: What the name of its file begins with.
        kind: What its print is noted as.
        one: One of what it lists.
        many: Several of them, where they are not called as one with an ``s``.
    """

    file: str
    kind: str
    one: str
    many: str = ""


class ListShown(NamedTuple):
    """What is printed of a list: its title, its columns, its rows in their order."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]


class ListOutput(QObject):
    """Exports and prints what a list shows, in the order in which it stands.

    ``save`` takes a file and returns the call that writes to it what is shown at that moment,
    and how many it wrote; ``say`` tells the person that it is written.
    """

    def __init__(
        self,
        desk: Desk,
        names: ListNames,
        *,
        shown: Callable[[], ListShown],
        save: Callable[[Path], Callable[[Progress], int]],
        say: Callable[[str], object],
    ) -> None:
        super().__init__(desk.window())
        self._desk, self._names = desk, names
        self._shown, self._save, self._say = shown, save, say

    def ask_for_file(self) -> None:
        """Ask where the list is to be exported to."""
        dialog = QFileDialog(self._desk.window(), "Export this list")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(KINDS)
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(
            lambda kind: dialog.setDefaultSuffix("csv" if kind == KINDS[1] else "xlsx")
        )
        dialog.selectFile(f"{self._names.file}-{self._desk.today.isoformat()}")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.open()

    def export_to(self, target: Path) -> None:
        """Write the list to a workbook or a CSV file."""
        self._desk.runner.run_long(
            self._desk.window(),
            self._save(target),
            then=lambda count: self._say(f"Exported {self._counted(count)} to {target.name}."),
            words="Exporting the list",
        )

    def print_list(self) -> None:
        """Show how the list prints."""
        from ui.widgets.printing import print_rows  # not before it is wanted

        title, columns, rows = self._shown()
        print_rows(
            self._desk.window(),
            title,
            [column.title for column in columns],
            [[column.cell_of(row).printed() for column in columns] for row in rows],
            by=self._desk.actor.name,
            printed=lambda: self._note_print(len(rows)),
        )

    def _note_print(self, count: int) -> None:
        workspace, actor = self._desk.workspace, self._desk.actor
        self._desk.runner.run(
            self, lambda: workspace.exports.printed(actor, self._names.kind, count)
        )

    def _counted(self, count: int) -> str:
        return plural(count, self._names.one, self._names.many)


def say_on(page: Page) -> Callable[[str], None]:
    """Return what says above a page that a file was written, and how to keep it."""
    return lambda words: page.message.show_message("success", words, KEEP_SAFE)
