"""The dialog for a record of the settings: many questions, in one column or two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui import theme
from ui.widgets.asking_dialog import AskingDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.widgets.desk import PageDesk


class RecordDialog(AskingDialog):
    """Asks in columns; ``columns[1]`` is the ``line`` of a question of the second."""

    def __init__(
        self,
        desk: PageDesk,
        title: str,
        *,
        verb: str,
        make: Callable[[], object],
        kept: str = "",
        icon: str = "",
        lead: str = "",
        words: str = "",
        note: str = "",
        columns: int = 1,
    ) -> None:
        super().__init__(
            desk, title, verb=verb, make=make, kept=kept, icon=icon, lead=lead, words=words,
            note=note,
        )  # fmt: skip
        line = QHBoxLayout()
        line.setSpacing(24)
        self.columns: list[QVBoxLayout] = []
        for _ in range(columns):
            stack = QVBoxLayout()
            stack.setSpacing(12)
            line.addLayout(stack, 1)
            self.columns.append(stack)
        self.body.addLayout(line)
        self.questions = self.columns[0]
        self.setMinimumWidth(theme.px(480 if columns == 1 else 720))

    def begin(self) -> Self:
        """Show the dialog, with what was typed in it before, and return it."""
        for stack in self.columns:
            stack.addStretch(1)
        return super().begin()
