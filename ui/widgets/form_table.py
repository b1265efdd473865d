"""Several of a kind in one question: people of the household, references, visits."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cfs_panels.domain.forms import JSON, FieldDefinition
from ui.widgets.buttons import icon_button, secondary
from ui.widgets.dress import dress
from ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.widgets.form_editors import FormEditor

ACROSS = 2


class _Row(QFrame):
    """One of them, with a field for each column.

    Signals:
        edited: Something was typed.
        removed: It is to go.
    """

    edited = Signal()
    removed = Signal()

    def __init__(
        self, columns: tuple[FieldDefinition, ...], make: "Callable[[FieldDefinition], FormEditor]"
    ) -> None:
        super().__init__()
        dress(self, "inset")
        self._editors: dict[str, FormEditor] = {}
        self.fields: dict[str, Field] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 10, 8, 12)
        line.setSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for place, column in enumerate(columns):
            editor = self._editors[column.key] = make(column)
            field = Field(column.label, editor.widget, hint=column.hint, stretch=editor.stretch)
            field.edited.connect(self.edited)
            self.fields[column.key] = field
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(field, place // ACROSS, place % ACROSS, top)
        for across in range(ACROSS):
            grid.setColumnStretch(across, 1)
        line.addLayout(grid, 1)
        self.remove = icon_button("close", "Remove", framed=False, clicked=self.removed.emit)
        line.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

    def answer(self) -> dict[str, JSON]:
        """Return the cells that say something."""
        said = {key: editor.answer() for key, editor in self._editors.items()}
        return {key: cell for key, cell in said.items() if cell not in (None, "")}

    def show_answer(self, stored: dict[str, JSON]) -> None:
        """Show stored cells."""
        for key, editor in self._editors.items():
            editor.show(stored.get(key))

    def set_read_only(self, read_only: bool) -> None:
        """Let it be changed or not."""
        for editor in self._editors.values():
            editor.widget.set_read_only(read_only)
        self.remove.setVisible(not read_only)


class TableEditor(QWidget):
    """Rows with a button for one more.

    Signals: edited.
    """

    edited = Signal()

    def __init__(
        self, field: FieldDefinition, make: "Callable[[FieldDefinition], FormEditor]"
    ) -> None:
        super().__init__()
        self._field, self._make = field, make
        self._rows: list[_Row] = []
        self._read_only = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        layout.addLayout(self._list)
        self._name = field.row_name or "row"
        self.add_button = secondary(self._add_words(), "add", small=True, clicked=self.add_row)
        line = QHBoxLayout()
        line.addWidget(self.add_button)
        line.addStretch(1)
        layout.addLayout(line)
        self.setFocusProxy(self.add_button)

    def _add_words(self) -> str:
        return f"Add another {self._name}" if self._rows else f"Add a {self._name}"

    def rows(self) -> list[_Row]:
        """Return the rows shown."""
        return list(self._rows)

    def add_row(self) -> None:
        """Put an empty row at the end and go to it."""
        row = self._append()
        self.edited.emit()
        next(iter(row.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self) -> _Row:
        row = _Row(self._field.columns, self._make)
        row.setAccessibleName(f"{self._name} {len(self._rows) + 1}")
        row.edited.connect(self.edited)
        row.removed.connect(lambda: self._remove(row))
        row.set_read_only(self._read_only)
        self._rows.append(row)
        self._list.addWidget(row)
        self.add_button.setText(self._add_words())
        return row

    def _remove(self, row: _Row) -> None:
        self._drop(row)
        self.add_button.setFocus()
        self.edited.emit()

    def _drop(self, row: _Row) -> None:
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.add_button.setText(self._add_words())

    def answer(self) -> JSON:
        """Return the rows that say something, nothing without any."""
        said: list[JSON] = [dict(row.answer()) for row in self._rows if row.answer()]
        return said or None

    def show_answer(self, stored: JSON) -> None:
        """Show stored rows."""
        rows = [row for row in stored if isinstance(row, dict)] if isinstance(stored, list) else []
        while len(self._rows) > len(rows):
            self._drop(self._rows[-1])
        while len(self._rows) < len(rows):
            self._append()
        for row, cells in zip(self._rows, rows, strict=True):
            row.show_answer(cells)

    def show_problem(self, row: int, column: str, message: str) -> None:
        """Say what is wrong in one cell."""
        if row < len(self._rows) and column in self._rows[row].fields:
            self._rows[row].fields[column].show_error(message)

    def is_wrong(self) -> bool:
        """Return whether something wrong is said of a cell."""
        return any(field.is_wrong() for row in self._rows for field in row.fields.values())

    def clear_problems(self) -> None:
        """Take all sentences away."""
        for row in self._rows:
            for field in row.fields.values():
                field.clear_error()

    def set_read_only(self, read_only: bool) -> None:
        """Let it be changed or not."""
        self._read_only = read_only
        self.add_button.setVisible(not read_only)
        for row in self._rows:
            row.set_read_only(read_only)
