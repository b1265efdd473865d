"""The same row twice, and rows that contradict an earlier one.

Source: the classes of rows that cannot be taken. The same content is taken once; of rows that
share what is unique and say different things, the earlier stands.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cfs_panels.domain.tracking.contents import Content, comparable, content_fingerprint
from cfs_panels.domain.tracking.lines import RowFault
from cfs_panels.domain.tracking.sheets import Fault
from cfs_panels.domain.words import joined, long_date

if TYPE_CHECKING:
    from collections.abc import Collection

    from cfs_panels.domain.tracking.columns import Value
    from cfs_panels.domain.tracking.lines import Line
    from cfs_panels.domain.tracking.sheets import Sheet

_MOST_NAMED = 3


class SheetRows:
    """The rows of one sheet that are taken, in order."""

    def __init__(self, sheet: Sheet, conflicting: Collection[str] = ()) -> None:
        self.taken: list[Line] = []
        self.repeated = 0
        self._sheet = sheet
        self._conflicting = conflicting
        self._contents: dict[Content, Line] = {}
        self._unique: dict[Content, Line] = {}

    def add(self, line: Line) -> None:
        """Take a sound row, count it as repeated, or mark it as contradicting an earlier one."""
        content = tuple(
            comparable(column, line.values[column.field]) for column in self._sheet.columns
        )
        if earlier := self._contents.get(content):
            self.repeated += 1
            _keep_notes(earlier, line)
            return
        unique = self._unique_part(line)
        if unique is not None and (earlier := self._unique.get(unique)):
            line.fault = self._fault(self._against(earlier, line))
        elif self._conflicting and content_fingerprint(content, self._sheet) in self._conflicting:
            line.fault = self._fault(self._again(line))
        else:
            self._contents[content] = line
            if unique is not None:
                self._unique[unique] = line
            self.taken.append(line)
            return
        line.fingerprint = content_fingerprint(content, self._sheet)

    def _unique_part(self, line: Line) -> Content | None:
        parts = tuple(
            comparable(column, line.values[column.field]) for column in self._sheet.unique
        )
        return parts if parts and all(parts) else None

    def _fault(self, reason: str) -> RowFault:
        return RowFault(Fault.CONFLICTING_DUPLICATE, self._sheet.unique[-1].header, reason)

    def _again(self, line: Line) -> str:
        return (
            f"This row of {self._said(line)} was refused before, because it contradicts one that "
            "was taken. Mend it or delete it."
        )

    def _said(self, line: Line) -> str:
        return " ".join(_words(line.values[column.field]) for column in self._sheet.unique)

    def _against(self, earlier: Line, line: Line) -> str:
        names = joined([column.header for column in self._sheet.unique])
        others = [
            column.header
            for column in self._sheet.columns
            if comparable(column, earlier.values[column.field])
            != comparable(column, line.values[column.field])
        ]
        if len(others) > _MOST_NAMED:
            others = [*others[: _MOST_NAMED - 1], f"{len(others) - _MOST_NAMED + 1} more columns"]
        return (
            f"Row {earlier.number} has the same {names}, {self._said(line)}, and says something "
            f"else under {joined(others)}. Row {earlier.number} stands; mend this one or delete it."
        )


def _words(value: Value) -> str:
    return long_date(value) if isinstance(value, date) else str(value or "")


def _keep_notes(earlier: Line, line: Line) -> None:
    """Add what only the second row notes to the row that was taken, so that nothing is dropped."""
    for header, note in line.notes.items():
        held = earlier.notes.get(header)
        if held is None:
            earlier.notes[header] = note
        elif note not in held.split("; "):
            earlier.notes[header] = f"{held}; {note}"
