"""What leaves the list of children: a workbook, a CSV file, a print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from cfs_panels.domain.words import plural
from ui.children.child_columns import COLUMNS

if TYPE_CHECKING:
    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.workspace import Workspace
    from ui.children.child_list import ChildListPage

KINDS = ("Excel workbook (*.xlsx)", "CSV (*.csv)")


class ChildListOutput(QObject):
    """Exports and prints the children that the list shows, in the order in which they stand."""

    def __init__(self, page: ChildListPage, workspace: Workspace, actor: Actor) -> None:
        super().__init__(page)
        self._page, self._workspace, self._actor = page, workspace, actor

    def shown_ids(self) -> tuple[str, ...]:
        """Return the cases of the children that are shown."""
        records = self._page.table.records()
        return tuple(records.key_at(place) for place in range(records.rowCount()))

    def ask_for_file(self) -> None:
        """Ask where the list is to be exported to."""
        dialog = QFileDialog(self._page, "Export this list")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(KINDS)
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(
            lambda kind: dialog.setDefaultSuffix("csv" if kind == KINDS[1] else "xlsx")
        )
        dialog.selectFile(f"children-{self._workspace.office.today.isoformat()}")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.open()

    def export_to(self, target: Path) -> None:
        """Write the list to a workbook or a CSV file."""
        view, case_ids = self._page.view, self.shown_ids()
        self._page.runner.run_long(
            self._page,
            lambda progress: self._workspace.exports.children(
                self._actor, view, case_ids, target, progress
            ),
            then=lambda count: self._page.message.show_message(
                "success",
                f"Exported {plural(count, 'child', 'children')} to {target.name}.",
                "The file is not encrypted: keep it where only those who need it can open it.",
            ),
            words="Exporting the list",
        )

    def print_list(self) -> None:
        """Show how the list prints."""
        from ui.widgets.printing import print_rows

        records = self._page.table.records()
        shown = [records.row_at(place) for place in range(records.rowCount())]
        rows = [[column.cell_of(row).printed() for column in COLUMNS] for row in shown]
        heads = [column.title for column in COLUMNS]
        print_rows(
            self._page,
            "Children",
            heads,
            rows,
            by=self._actor.name,
            printed=lambda: self._note_print(len(rows)),
        )

    def _note_print(self, count: int) -> None:
        self._page.runner.run(
            self, lambda: self._workspace.exports.printed(self._actor, "child", count)
        )
