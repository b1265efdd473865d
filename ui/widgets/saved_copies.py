"""A copy of a paper or document, written where the person says and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from cfs_panels.domain.errors import OutsideTrouble

UNPROTECTED = "A saved copy lies on your computer unprotected. Delete it when you are done."
WORD_FILE = "This paper is a Word file, which cannot be shown here"
SAVE_IT = f"Save a copy to open it in Word. {UNPROTECTED}"

Save = Callable[[bytes], Path]


def ask_where(parent: QWidget, file_name: str, write: Callable[[Save], object]) -> QFileDialog:
    """Ask where a copy is to lie; ``write`` gets what writes it there, for off the UI thread."""
    dialog = QFileDialog(parent, "Save a copy")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.selectFile(file_name)
    dialog.fileSelected.connect(lambda name: write(partial(write_file, Path(name))))
    dialog.open()
    return dialog


def write_file(path: Path, content: bytes) -> Path:
    """Write a file and return where it lies.

    Raises:
        OutsideTrouble: where it cannot be written.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise OutsideTrouble(
            f"{path.name} cannot be written there. Choose another folder, or close the file in "
            "other programs."
        ) from error
    return path
