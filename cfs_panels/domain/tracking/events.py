"""Events as rows of the workbook bring them, and as they are told back from a case's history."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from cfs_panels.domain.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

ROW = "row"
"""The fact of an imported event: the id of the imported row that brought it."""


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    """An event that a record stands for; ``slot`` is its place among those of the record."""

    slot: str
    type: EventType
    on: date
    facts: Mapping[str, Any] = field(default_factory=dict)


class Dated:
    """An event that counts: what happened, when, and its facts.

    The facts of an event that nobody asks for are never read: ``read`` turns what is stored into
    facts when they are.
    """

    __slots__ = ("_facts", "_read", "id", "on", "type")

    def __init__(
        self,
        event_id: str,
        kind: str,
        on: date,
        facts: Any,  # noqa: ANN401 (as stored)
        read: Callable[[Any], Mapping[str, Any]] | None = None,
    ) -> None:
        self.id = event_id
        self.type = kind
        self.on = on
        self._facts = facts
        self._read = read

    @property
    def facts(self) -> Mapping[str, Any]:
        """Return the facts of the event."""
        if self._read is not None:
            self._facts = self._read(self._facts)
            self._read = None
        found: Mapping[str, Any] = self._facts
        return found

    @property
    def row(self) -> str:
        """Return the imported row that brought it, or nothing."""
        return str(self.facts.get(ROW, ""))


class Told:
    """The events of one case that count, by type, the oldest of each first."""

    __slots__ = ("_by_type",)

    def __init__(self, by_type: dict[str, list[Dated]] | None = None) -> None:
        self._by_type: dict[str, list[Dated]] = {} if by_type is None else by_type

    def all(self, *types: EventType) -> list[Dated]:
        """Return the events of these types, the oldest of each first."""
        if len(types) == 1:
            return self._by_type.get(types[0], [])
        return [event for kind in types if kind in self._by_type for event in self._by_type[kind]]

    def first(self, kind: EventType) -> Dated | None:
        """Return the oldest event of a type."""
        found = self._by_type.get(kind)
        return found[0] if found else None

    def latest(self, *types: EventType, until: date | None = None) -> Dated | None:
        """Return the newest event of these types, or the newest by a day."""
        newest: Dated | None = None
        for kind in types:
            found = self._by_type.get(kind, ())
            last = next((e for e in reversed(found) if until is None or e.on <= until), None)
            if last is not None and (newest is None or last.on > newest.on):
                newest = last
        return newest

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
