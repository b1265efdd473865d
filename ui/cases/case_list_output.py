"""What leaves the list of cases: a workbook, a CSV file, a print; and the tracking workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from ui.cases.case_columns import COLUMNS
from ui.commands import EXPORT_CSV, EXPORT_EXCEL
from ui.widgets.list_output import ListNames, ListOutput, ListShown, say_on
from ui.widgets.workbook_export import WorkbookExport

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QPushButton

    from ui.cases.case_list import CaseListPage
    from ui.task_runner import Progress

NAMES = ListNames("cases", kind="case", one="case")


def case_list_output(page: CaseListPage) -> ListOutput:
    """Return what exports and prints the cases that a page shows."""
    workspace, actor = page.desk.workspace, page.desk.actor

    def save(target: Path) -> Callable[[Progress], int]:
        view, case_ids = page.query().view, page.table.records().keys()
        return lambda progress: workspace.exports.cases(actor, view, case_ids, target, progress)

    def shown() -> ListShown:
        return ListShown("Cases", COLUMNS, page.table.records().shown())

    return ListOutput(page.desk, NAMES, shown=shown, save=save, say=say_on(page))


def offer_exports(page: CaseListPage, button: QPushButton) -> None:
    """Let a button export the list; who may export the records chooses which it is to be."""
    if not page.desk.may("export_workbook"):
        button.clicked.connect(page.output.ask_for_file)
        return
    workbook = WorkbookExport(page, page.desk.workspace, page.desk.actor)
    menu = QMenu(button)
    menu.addAction("Export this list", page.output.ask_for_file)
    menu.addSeparator()
    menu.addAction(EXPORT_EXCEL, workbook.ask_for_file)
    menu.addAction(EXPORT_CSV, workbook.ask_for_folder)
    button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
