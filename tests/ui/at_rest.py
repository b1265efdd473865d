"""Waiting until a window has done and shown what was asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.task_runner import TaskRunner

PATIENCE_MS = 20_000


def come_to_rest(qtbot: QtBot, runner: TaskRunner) -> None:
    """Wait until nothing is worked on and what came of it is shown, which may ask for more."""
    while True:
        qtbot.waitUntil(lambda: not runner.is_busy(), timeout=PATIENCE_MS)
        QApplication.processEvents()
        if not runner.is_busy():
            return
