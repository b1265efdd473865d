"""Our own mistakes: written to the log and shown to copy from, without what was typed or read."""

import logging
import platform
import traceback
from pathlib import Path

import PySide6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from cfs_panels import __version__
from ui.widgets.buttons import secondary
from ui.widgets.dialogs import KitDialog


def described(error: BaseException) -> str:
    """Return where an error came from, without what it says: that may name a person."""
    lines = [
        f"CFS Panels {__version__}, Python {platform.python_version()}, "
        f"Qt {PySide6.__version__}, {platform.system()} {platform.release()}",
        type(error).__name__,
    ]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}")
    if error.__cause__ is not None:
        lines.append(f"caused by {type(error.__cause__).__name__}")
    return "\n".join(lines)


def write_to_log(error: BaseException) -> None:
    """Write an error to the log, without what it says."""
    logging.getLogger("cfs_panels").error("%s", described(error))


class TroubleDialog(KitDialog):
    """Says that something went wrong in the program, with words to copy for those who mend it."""

    def __init__(self, parent: QWidget | None, details: str) -> None:
        super().__init__(
            parent,
            "Something went wrong in the program",
            icon="overdue",
            words="Your work is kept. Close this and go on; if it happens again, copy these lines "
            "and give them to whoever looks after the program. They name nobody.",
        )
        text = QPlainTextEdit(details)
        text.setReadOnly(True)
        text.setAccessibleName("What went wrong")
        text.setMinimumHeight(160)
        self.body.addWidget(text)
        self.add_button(
            secondary("Copy", clicked=lambda: QGuiApplication.clipboard().setText(details))
        )
        self.add_go_back("Close")
