"""A reference that stands for one family here and for another in the workbook.

Two agencies, or an agency and its old spreadsheet, number alike. Where no name and no date of birth
of a row is that of anybody who has its reference here, the row is about others: it is refused, and
what it brings with it is refused too, so that nobody receives a stranger's facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfs_panels.domain.tracking.cells import folded
from cfs_panels.domain.tracking.lines import RowFault
from cfs_panels.domain.tracking.sheets import Fault, Named
from cfs_panels.domain.tracking.slips import MOST_WRONG, letters_wrong
from cfs_panels.domain.words import joined

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cfs_panels.domain.tracking.lines import Line
    from cfs_panels.domain.tracking.records import KnownRefs

FIELDS = {
    Named.HOUSEHOLD: (
        ("applicant_1", "applicant_1_born_on"),
        ("applicant_2", "applicant_2_born_on"),
    ),
    Named.CHILD: (("first_name", "born_on"),),
}
"""Where a row says who has its reference."""
SHORT_NAME = 8
SOMEBODY = "somebody else"


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Who has a reference, as far as is known."""

    name: str
    born_on: date | None = None

    @property
    def words(self) -> list[str]:
        """Return the parts of the name as they are compared."""
        return folded(self.name).split()


def people_named(whose: Named, value_of: Callable[[str], object]) -> tuple[NamedPerson, ...]:
    """Return who has the reference of a row or record, of which ``value_of`` gives each field."""
    found: list[NamedPerson] = []
    for name_field, born_field in FIELDS[whose]:
        name, born_on = value_of(name_field), value_of(born_field)
        if name or born_on:
            found.append(NamedPerson(str(name or ""), born_on))  # type: ignore[arg-type]  # a column of dates
    return tuple(found)


def stranger_fault(line: Line, known: KnownRefs) -> RowFault | None:
    """Return the fault of a row whose reference stands for other people here."""
    home, column = line.defines(), line.sheet.defines
    here = known.people.get(home, ()) if home else ()
    if home is None or column is None or not here:
        return None
    coming = people_named(home[0], line.values.get)
    pairs = [(one, other) for one in here for other in coming if _can_tell(one, other)]
    if not pairs or any(_is_same(one, other) for one, other in pairs):
        return None
    whose = SOMEBODY if home in known.untold else _names(here)
    reason = (
        f"{column.header} {line.text(column.field)} is {whose} here, and no name or date of birth "
        f"of {_names(coming)} is theirs. Give this row a {column.header} of its own or delete it."
    )
    return RowFault(Fault.CONFLICTING_DUPLICATE, column.header, reason)


def _names(people: tuple[NamedPerson, ...]) -> str:
    return joined([person.name for person in people if person.name]) or SOMEBODY


def _can_tell(one: NamedPerson, other: NamedPerson) -> bool:
    return bool((one.name and other.name) or (one.born_on and other.born_on))


def _is_same(one: NamedPerson, other: NamedPerson) -> bool:
    """Return whether two may be one person: by date of birth, by name, or by surname alone.

    The surname alone tells where one date of birth is not known.
    """
    if one.born_on and one.born_on == other.born_on:
        return True
    mine, theirs = one.words, other.words
    if not (mine and theirs):
        return False
    if sorted(mine) == sorted(theirs) or _is_slip(" ".join(mine), " ".join(theirs)):
        return True
    return mine[-1] == theirs[-1] and not (one.born_on and other.born_on)


def _is_slip(mine: str, theirs: str) -> bool:
    return len(mine) > SHORT_NAME and letters_wrong(mine, theirs) <= MOST_WRONG
