"""References that are on no row taken: what hangs on a refused row is refused with it.

A household may name a child and the child a household, on any sheet and in any order. So the
rows that stand are found together: all that are sound by themselves stand at first, and each that
names what is nowhere falls, and with it what hangs on it, until nothing more falls.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cfs_panels.domain.tracking.cells import folded
from cfs_panels.domain.tracking.lines import RowFault
from cfs_panels.domain.tracking.sheets import Fault, Named

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cfs_panels.domain.tracking.lines import Line, Reference
    from cfs_panels.domain.tracking.records import KnownRefs
    from cfs_panels.domain.tracking.sheets import TrackingDefinition


class References:
    """The references at home on rows that stand, and those that are stored already."""

    def __init__(
        self,
        lines: Sequence[Line],
        known: KnownRefs,
        definition: TrackingDefinition,
        strangers: Collection[Reference] = (),
    ) -> None:
        self._sheets = {
            sheet.defines.defines: sheet.name for sheet in definition.sheets if sheet.defines
        }
        self._known = {(Named.HOUSEHOLD, folded(ref)): ref for ref in sorted(known.households)}
        self._known |= {(Named.CHILD, folded(ref)): ref for ref in sorted(known.children)}
        for ref in strangers:  # it is at home here, but what the workbook means is not
            self._known.pop(ref, None)
        self._homes: dict[Reference, list[Line]] = defaultdict(list)
        for line in lines:
            if home := line.defines():
                self._homes[home].append(line)
        self._standing = {
            home: sum(line.own_fault is None for line in found)
            for home, found in self._homes.items()
        }
        self._let_fall(lines)
        self._spellings = self._known | {
            home: _spelling(found) for home, found in self._homes.items() if home not in self._known
        }

    def fault_of(self, line: Line) -> RowFault | None:
        """Return the fault of a row that names what is on no row taken."""
        for header, ref in line.names():
            if not self._is_taken(ref):
                return RowFault(Fault.UNKNOWN_REF, header, self._reason(line, header, ref))
        return None

    def spelled(self, ref: Reference, typed: str) -> str:
        """Return a reference in the spelling of the row where it is at home."""
        return self._spellings.get(ref, typed)

    def _is_taken(self, ref: Reference) -> bool:
        return ref in self._known or self._standing.get(ref, 0) > 0

    def _let_fall(self, lines: Sequence[Line]) -> None:
        """Let the rows fall that name what is nowhere, and what hangs on them."""
        hanging: dict[Reference, list[Line]] = defaultdict(list)
        for line in lines:
            if line.own_fault is None and line.defines():
                for _, ref in line.names():
                    hanging[ref].append(line)
        nowhere = [ref for ref in hanging if not self._is_taken(ref)]
        fallen: set[tuple[str, int]] = set()
        while nowhere:
            for line in hanging.pop(nowhere.pop(), ()):
                place, home = (line.sheet.name, line.number), line.defines()
                if place in fallen or home is None:
                    continue
                fallen.add(place)
                self._standing[home] -= 1
                if not self._is_taken(home):
                    nowhere.append(home)

    def _reason(self, line: Line, header: str, ref: Reference) -> str:
        typed = next(
            line.text(column.field) for column in line.sheet.columns if column.header == header
        )
        sheet = self._sheets[ref[0]]
        if homes := self._homes.get(ref):
            rows = f"row {homes[0].number} of {sheet}"
            return f"{header} {typed} is on {rows}, which is refused itself. Mend that row first."
        return f"{header} {typed} is on no row of {sheet}, and no earlier import brought it."


def _spelling(lines: Sequence[Line]) -> str:
    column = lines[0].sheet.defines
    return lines[0].text(column.field) if column else ""
