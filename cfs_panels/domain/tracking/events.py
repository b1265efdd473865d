"""Events as rows of the workbook bring them, and as they are told back from a case's history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from cfs_panels.domain.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROW = "row"
"""The fact of an imported event: the id of the imported row that brought it."""


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    """An event that a record stands for; ``slot`` is its place among those of the record."""

    slot: str
    type: EventType
    on: date
    facts: Mapping[str, Any] = field(default_factory=dict)


class Dated(NamedTuple):
    """An event that counts: what happened, when, and its facts."""

    id: str
    type: str
    on: date
    facts: Mapping[str, Any]

    @property
    def row(self) -> str:
        """Return the imported row that brought it, or nothing."""
        return str(self.facts.get(ROW, ""))


class Told:
    """The events of one case that count, oldest first."""

    def __init__(self, events: Iterable[Dated] = ()) -> None:
        self._by_type: dict[str, list[Dated]] = defaultdict(list)
        for event in events:
            self._by_type[event.type].append(event)

    def all(self, *types: EventType) -> list[Dated]:
        """Return the events of these types, the oldest of each first."""
        return [event for kind in types for event in self._by_type.get(kind.value, ())]

    def first(self, kind: EventType) -> Dated | None:
        """Return the oldest event of a type."""
        found = self._by_type.get(kind.value)
        return found[0] if found else None

    def latest(self, *types: EventType) -> Dated | None:
        """Return the newest event of these types."""
        found = [events[-1] for kind in types if (events := self._by_type.get(kind.value))]
        return max(found, key=lambda event: event.on) if found else None

    def on(self, kind: EventType) -> date | None:
        """Return the day of the newest event of a type."""
        event = self.latest(kind)
        return event.on if event else None

    def of_rows(self) -> Iterator[Dated]:
        """Yield the events that imported rows brought."""
        for events in self._by_type.values():
            yield from (event for event in events if event.row)


def known(**facts: object) -> dict[str, Any]:
    """Return the facts that say something; dates and tuples as JSON holds them."""
    found: dict[str, Any] = {}
    for key, value in facts.items():
        if value is None or value in ("", ()):
            continue
        if isinstance(value, date):
            found[key] = value.isoformat()
        else:
            found[key] = list(value) if isinstance(value, tuple) else value
    return found


def day_of(kept: object) -> date | None:
    """Return a date that facts hold as text."""
    return date.fromisoformat(kept) if isinstance(kept, str) and kept else None


def changed_slots(
    before: Iterable[PlannedEvent], after: Iterable[PlannedEvent]
) -> Iterator[tuple[str, PlannedEvent | None]]:
    """Yield the slots whose event is another one now, with that; None where there is none."""
    old, new = {e.slot: e for e in before}, {e.slot: e for e in after}
    for slot, event in new.items():
        if old.get(slot) != event:
            yield slot, event
    for slot in old.keys() - new.keys():
        yield slot, None
