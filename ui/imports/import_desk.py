"""What every part of the import works with: its desk, and files to write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QFileDialog

from ui.widgets.desk import PageDesk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cfs_panels.domain.tracking.records import RejectedRow

WORKBOOK = "Excel workbook (*.xlsx)"
UNPROTECTED = "It is not encrypted: keep it where only those who need it can open it."


class ImportDesk(PageDesk):
    """Asks where files are to be written, writes them, and says so on the page."""

    def ask_for_refused(self, rows: Sequence[RejectedRow], source: str) -> None:
        """Ask where the rows that were refused are to be written."""
        self._ask(
            "Save the refused rows",
            f"{Path(source).stem}-refused.xlsx",
            lambda path: self.save_refused(rows, path),
        )

    def save_refused(self, rows: Sequence[RejectedRow], path: Path) -> None:
        """Write the rows that were refused, to be mended and imported."""
        self._write(
            lambda: self.workspace.import_files.save_refused(self.actor, rows, path),
            "Mend the rows, save it, and import it as you did this one.",
        )

    def ask_for_empty(self) -> None:
        """Ask where an empty workbook is to be written."""
        self._ask("Save an empty workbook", "tracking-workbook.xlsx", self.save_empty)

    def save_empty(self, path: Path) -> None:
        """Write a workbook that has every sheet and header, and no row."""
        self._write(
            lambda: self.workspace.import_files.save_empty(self.actor, path),
            "It has every sheet and column. Leave out what you do not keep.",
        )

    def _ask(self, title: str, name: str, write: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self.page, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(WORKBOOK)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: write(Path(chosen)))
        dialog.open()

    def _write(self, call: Callable[[], Path], advice: str) -> None:
        self.runner.run(self.page, call, then=lambda path: self._say_saved(path, advice))

    def _say_saved(self, path: Path, advice: str) -> None:
        self.page.message.show_message(
            "success",
            f"{path.name} saved.",
            f"{advice} {UNPROTECTED}",
            action="Open",
            on_action=lambda: open_file(path),
        )


def open_file(path: Path) -> None:
    """Open a file in the computer's own program for it."""
    from PySide6.QtGui import QDesktopServices  # not before it is wanted

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
