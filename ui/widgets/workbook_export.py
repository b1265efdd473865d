"""The agency's records written out as the tracking workbook, asked for from any page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from ui.commands import EXPORT_CSV, EXPORT_EXCEL

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfs_panels.domain.actors import Actor
    from cfs_panels.services.workspace import Workspace
    from ui.widgets.page import Page

    Format = Literal["xlsx", "csv"]

UNPROTECTED = "It is not encrypted: keep it where only those who need it can open it."


class WorkbookExport(QObject):
    """Asks where the workbook is to be written, writes it, and says so on the page."""

    def __init__(self, page: Page, workspace: Workspace, actor: Actor) -> None:
        super().__init__(page)
        self._page, self._workspace, self._actor = page, workspace, actor

    def ask_for_file(self) -> None:
        """Ask where the Excel workbook is to be written."""
        dialog = QFileDialog(self._page, EXPORT_EXCEL)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Excel workbook (*.xlsx)")
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"{self._name()}.xlsx")
        self._open(dialog, lambda path: self.export_to(path, "xlsx"))

    def ask_for_folder(self) -> None:
        """Ask in which folder the folder of CSV files is to be made."""
        dialog = QFileDialog(self._page, EXPORT_CSV)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open(dialog, lambda path: self.export_to(path / self._name(), "csv"))

    def export_to(self, target: Path, file_format: Format) -> None:
        """Write the workbook to a file, or its CSV files to a folder."""
        self._page.runner.run_long(
            self._page,
            lambda progress: self._workspace.tracking_exports.save_as(
                self._actor, target, file_format, progress
            ),
            then=lambda path: self._page.message.show_message(
                "success", f"The tracking workbook is in {path.name}.", UNPROTECTED
            ),
            words="Exporting the tracking workbook",
        )

    def _name(self) -> str:
        return f"tracking-workbook-{self._workspace.office.today.isoformat()}"

    def _open(self, dialog: QFileDialog, write: Callable[[Path], None]) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: write(Path(chosen)))
        dialog.open()
