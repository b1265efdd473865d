"""What leaves the list of cases: a workbook, a CSV file, a print; and the tracking workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMenu

from cfs_panels.domain.words import plural
from ui.cases.case_columns import COLUMNS
from ui.commands import EXPORT_CSV, EXPORT_EXCEL
from ui.widgets.workbook_export import WorkbookExport

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.workspace import Workspace
    from ui.cases.case_list import CaseListPage

KINDS = ("Excel workbook (*.xlsx)", "CSV (*.csv)")


class CaseListOutput(QObject):
    """Exports and prints the cases that the list shows, in the order in which they stand."""

    def __init__(self, page: CaseListPage, workspace: Workspace, actor: Actor) -> None:
        super().__init__(page)
        self._page, self._workspace, self._actor = page, workspace, actor
        self.workbook = WorkbookExport(page, workspace, actor)

    def attach(self, button: QPushButton) -> None:
        """Let a button export the list; who may export the records chooses which it is to be."""
        if not self._workspace.office.matrix.relations(self._actor, "export_workbook"):
            button.clicked.connect(self.ask_for_file)
            return
        menu = QMenu(button)
        menu.addAction("Export this list", self.ask_for_file)
        menu.addSeparator()
        menu.addAction(EXPORT_EXCEL, self.workbook.ask_for_file)
        menu.addAction(EXPORT_CSV, self.workbook.ask_for_folder)
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))

    def shown_ids(self) -> tuple[str, ...]:
        """Return the cases that are shown."""
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
        dialog.selectFile(f"cases-{self._workspace.office.today.isoformat()}")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.open()

    def export_to(self, target: Path) -> None:
        """Write the list to a workbook or a CSV file."""
        view, case_ids = self._page.query().view, self.shown_ids()
        self._page.runner.run_long(
            self._page,
            lambda progress: self._workspace.exports.cases(
                self._actor, view, case_ids, target, progress
            ),
            then=lambda count: self._page.message.show_message(
                "success",
                f"Exported {plural(count, 'case')} to {target.name}.",
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
            "Cases",
            heads,
            rows,
            by=self._actor.name,
            printed=lambda: self._note_print(len(rows)),
        )

    def _note_print(self, count: int) -> None:
        self._page.runner.run(
            self, lambda: self._workspace.exports.printed(self._actor, "case", count)
        )
