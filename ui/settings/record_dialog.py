"""The dialog for a record of the settings: many questions, in one column or two, that scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui import theme
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.layouts import scroll_body

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.widgets.desk import PageDesk
    from ui.widgets.field import Field

LEAST = 160  # some questions are always in sight
SPARE = 48  # what dialogs grow by once their words are laid out
AROUND = 180  # the height of title, buttons and margins of a dialog, and of the window's frame


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
        self._area, inner = scroll_body((0, 0, 6, 0), spacing=0)
        self.body.addWidget(self._area)
        line = QHBoxLayout()
        line.setSpacing(24)
        self.columns: list[QVBoxLayout] = []
        for _ in range(columns):
            stack = QVBoxLayout()
            stack.setSpacing(12)
            line.addLayout(stack, 1)
            self.columns.append(stack)
        inner.addLayout(line)
        inner.addStretch(1)
        self.questions = self.columns[0]
        self.setMinimumWidth(theme.px(480 if columns == 1 else 720))

    def begin(self) -> Self:
        """Show the dialog, with what was typed in it before, and return it."""
        for stack in self.columns:
            stack.addStretch(1)
        return super().begin()

    def fit(self) -> None:
        """Make room for all questions, as far as the window has it; the rest scrolls."""
        inside = self._area.widget()
        wanted = 0
        if inside is not None:
            wanted = max(inside.sizeHint().height(), inside.minimumSizeHint().height())
        room = max(240, self.desk.window().window().height() - AROUND)
        self._area.setMinimumHeight(min(wanted, room))
        whole = self._height_for(self.minimumWidth()) + SPARE
        over = whole - self.desk.window().window().height()
        if over > 0:
            self._area.setMinimumHeight(max(LEAST, self._area.minimumHeight() - over))

    def go_to(self, field: Field) -> None:
        """Give the keyboard to a question, and bring it into sight."""
        super().go_to(field)
        self._area.ensureWidgetVisible(field)
