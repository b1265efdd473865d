"""How the cells of one column are read, and how what they say is written out again."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from cfs_panels.domain.tracking.cells import (
    SERIAL_START,
    Cell,
    Unread,
    folded,
    is_empty,
    quoted,
    read_date,
    read_ref,
    read_texts,
    read_whole_number,
    read_yes_no,
    written,
)
from cfs_panels.domain.tracking.sheets import CellKind, Column, Fault
from cfs_panels.domain.tracking.slips import meant

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

Value = str | tuple[str, ...] | date | int | bool | None
"""What a cell says once it is read."""

_EMPTY: dict[CellKind, Value] = {
    CellKind.REF: "",
    CellKind.TEXT: "",
    CellKind.CHOICE: "",
    CellKind.TEXTS: (),
    CellKind.CHOICES: (),
}
_YES_NO = ("Yes", "No")
_CODED = re.compile(r"(?P<words>.*?)[\s(\[]*\b(?P<code>[A-Z]+)[\s-]*(?P<number>\d{1,2})\s*[)\]]?")


def empty_value(column: Column) -> Value:
    """Return what an empty cell of a column says: not known."""
    return _EMPTY.get(column.kind)


def cell_of(column: Column, value: Value) -> Cell:
    """Return the cell in which a value is written out; reading it gives the value again."""
    if value is None or value in ("", ()):
        return None
    if isinstance(value, tuple):
        return ";".join(value)
    if column.kind is CellKind.YES_NO:
        return "Yes" if value else "No"
    return value


class ColumnReader:
    """Reads the cells of one column; keeps how slips were understood."""

    def __init__(
        self,
        column: Column,
        not_values: Collection[str] = (),
        serial_start: date = SERIAL_START,
    ) -> None:
        self.column = column
        self.slips: dict[str, str] = {}
        self._not_values = not_values
        self._serial_start = serial_start
        self._met: dict[str, Value | Unread] = {}
        readers: dict[CellKind, Callable[[Cell], Value | Unread]] = {
            CellKind.REF: read_ref,
            CellKind.TEXT: self._text if column.usual else written,
            CellKind.TEXTS: read_texts,
            CellKind.DATE: self._date,
            CellKind.CHOICE: self._choice,
            CellKind.CHOICES: self._choices,
            CellKind.WHOLE_NUMBER: read_whole_number,
            CellKind.YES_NO: self._yes_no,
        }
        self._read = readers[column.kind]

    def read(self, cell: Cell) -> Value | Unread:
        """Return what a cell says, or why it cannot be taken."""
        if not isinstance(cell, str):
            return empty_value(self.column) if cell is None else self._read(cell)
        found = self._met.get(cell, self)
        if isinstance(found, ColumnReader):
            found = empty_value(self.column) if is_empty(cell) else self._read(cell)
            self._met[cell] = found
        return found

    def _date(self, cell: Cell) -> date | Unread:
        return read_date(cell, self._serial_start)

    def _yes_no(self, cell: Cell) -> bool | Unread:
        found = read_yes_no(cell)
        if isinstance(found, Unread) and isinstance(cell, str):
            word = meant(cell, _YES_NO, self._not_values)
            if word is not None:
                self.slips[written(cell)] = word
                return word == _YES_NO[0]
        return found

    def _text(self, cell: Cell) -> str:
        """Return a text in the writing that is usual for it, whatever its cases and spaces."""
        text = written(cell)
        return next((word for word in self.column.usual if folded(word) == folded(text)), text)

    def _choice(self, cell: Cell) -> str | Unread:
        text = written(cell)
        found = self._meant(text)
        if found is None:
            others = ", ".join(self.column.values)
            return Unread(Fault.UNKNOWN_VALUE, f" is {quoted(cell)}. It can be one of: {others}.")
        return found

    def _choices(self, cell: Cell) -> tuple[str, ...] | Unread:
        parts = read_texts(cell)
        found = [self._meant(part) for part in parts]
        unknown = next((part for part, word in zip(parts, found, strict=True) if not word), None)
        if unknown is not None:
            others = ", ".join(self.column.values)
            return Unread(
                Fault.UNKNOWN_VALUE,
                f" has {quoted(unknown)} in it. It can hold: {others}, with a semicolon "
                "between each.",
            )
        return tuple(dict.fromkeys(word for word in found if word))

    def _meant(self, text: str) -> str | None:
        words, code = self._without_code(text)
        found = meant(words, self.column.values, self._not_values)
        if found is None:
            return None
        if folded(found) != folded(words):
            self.slips[text] = found + code
        return found + code

    def _without_code(self, text: str) -> tuple[str, str]:
        """Return a text without the code that may follow it, and the code as it is written."""
        if not self.column.code:
            return text, ""
        parts = _CODED.fullmatch(text.upper())
        if parts is None or parts["code"] != self.column.code or not parts["words"]:
            return text, ""
        return text[: parts.end("words")], f" ({self.column.code}{int(parts['number'])})"
