"""One row of a sheet while it is being read and judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cfs_panels.domain.tracking.cells import folded
from cfs_panels.domain.tracking.sheets import FAULT_ORDER, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfs_panels.domain.tracking.cells import Cell
    from cfs_panels.domain.tracking.columns import Value
    from cfs_panels.domain.tracking.sheets import Named, Sheet

Reference = tuple["Named", str]
"""A household's or child's reference as it is compared."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row is refused: the class, the column at fault, and the sentence."""

    fault: Fault
    column: str
    reason: str


@dataclass(slots=True)
class Line:
    """A row once its cells are read; ``own_fault`` is what is wrong with it by itself."""

    sheet: Sheet
    number: int
    values: dict[str, Value]
    typed: tuple[Cell, ...]
    own_fault: RowFault | None = None
    fault: RowFault | None = None
    fingerprint: str = ""
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def about(self) -> str:
        """Return the reference or name that the row is known by."""
        found = (self.text(column.field) for column in self.sheet.about)
        return next((text for text in found if text), "")

    def text(self, name: str) -> str:
        """Return what a field of words says."""
        value = self.values[name]
        return value if isinstance(value, str) else ""

    def names(self) -> Iterator[tuple[str, Reference]]:
        """Yield the references that the row needs to be known, with the header of each."""
        for column in self.sheet.columns:
            if column.names and (ref := self.text(column.field)):
                yield column.header, (column.names, folded(ref))

    def defines(self) -> Reference | None:
        """Return the reference that is at home on this row."""
        column = self.sheet.defines
        if column is None or column.defines is None:
            return None
        ref = self.text(column.field)
        return (column.defines, folded(ref)) if ref else None


def first_of(faults: list[RowFault]) -> RowFault | None:
    """Return the fault for which a row is refused: the first class that is true of it."""
    return min(faults, key=lambda found: FAULT_ORDER[found.fault], default=None)
