"""The dated events of a case, and which of them count as of a date."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cfs_panels.domain.vocabulary import EventType

FOLLOWS = "follows"
"""The fact of an event that came about by itself: the id of the event it follows from."""

ASIDE = "aside"
"""The fact of an event that is no step of its case's own pathway: a review of an approval, say."""


class Happened(Protocol):
    """What clocks rest on: an event by its kind, its day and its facts."""

    @property
    def id(self) -> str:
        """Return the id of the event."""
        ...

    @property
    def type(self) -> EventType:
        """Return what happened."""
        ...

    @property
    def on(self) -> date:
        """Return the day it happened on."""
        ...

    @property
    def facts(self) -> Mapping[str, Any]:
        """Return what is known of it."""
        ...


class CountedEvent(NamedTuple):
    """An event that counts, with no more than clocks ask of it: lists read many of them."""

    id: str
    type: EventType
    on: date
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """Something that happened in a case on a date, as it was recorded.

    ``at`` is the time of day where a clock of two or five working days counts from it. A
    correction names the event it ``supersedes``; both are kept. One that takes an event back
    supersedes it as well and is itself ``withdrawn``. One that was ``imported`` was taken from a
    workbook, past the rules for recording it.
    """

    id: str
    type: EventType
    on: date
    at: time | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    recorded_at: datetime | None = None
    recorded_by: str = ""
    supersedes: str | None = None
    withdrawn: bool = False
    imported: bool = False


class History:
    """The events of a case that count as of a date, in the order they happened."""

    def __init__(self, events: Iterable[CaseEvent], as_of: date | None = None) -> None:
        known = list(events)
        replaced = {e.supersedes for e in known if e.supersedes}
        counting = [
            e
            for e in known
            if e.id not in replaced and not e.withdrawn and (as_of is None or e.on <= as_of)
        ]
        self.events: tuple[CaseEvent, ...] = tuple(
            sorted(counting, key=lambda e: (e.on, e.at or time.min, _recorded(e), e.id))
        )

    @property
    def own(self) -> History:
        """Return the history without what stands aside from the case's own pathway."""
        if not any(e.facts.get(ASIDE) for e in self.events):
            return self
        return History(e for e in self.events if not e.facts.get(ASIDE))

    def all(self, *types: EventType) -> list[CaseEvent]:
        """Return the events of these types, oldest first."""
        return [e for e in self.events if e.type in types]

    def first(self, *types: EventType) -> CaseEvent | None:
        """Return the oldest event of these types."""
        return next((e for e in self.events if e.type in types), None)

    def latest(self, *types: EventType) -> CaseEvent | None:
        """Return the newest event of these types."""
        return next((e for e in reversed(self.events) if e.type in types), None)

    def has(self, *types: EventType) -> bool:
        """Return whether any of these has happened."""
        return self.first(*types) is not None

    def on(self, *types: EventType) -> date | None:
        """Return the date of the newest event of these types."""
        event = self.latest(*types)
        return event.on if event else None

    def event(self, event_id: str) -> CaseEvent | None:
        """Return an event that counts, by its id."""
        return next((e for e in self.events if e.id == event_id), None)

    def without(self, event_id: str | None) -> History:
        """Return the history as it would be had one event not been recorded."""
        return History(e for e in self.events if e.id != event_id)

    def about(self, fact: str, one: str) -> History:
        """Return the history without the events that tell of another by this fact."""
        return History(e for e in self.events if (e.facts.get(fact) or one) == one)

    def by(self, day: date) -> History:
        """Return the history as it stood at the end of a day."""
        return History(e for e in self.events if e.on <= day)

    def since(self, event: CaseEvent) -> History:
        """Return the history from an event of it on, that event with it."""
        return History(self.events[self.events.index(event) :])

    def until(self, event: CaseEvent) -> History:
        """Return the history up to an event of it, that event with it."""
        return History(self.events[: self.events.index(event) + 1])

    def is_newer(self, event: CaseEvent, than: CaseEvent) -> bool:
        """Return whether one event of this history comes after another of it."""
        return self.events.index(event) > self.events.index(than)


def _recorded(event: CaseEvent) -> float:
    return event.recorded_at.timestamp() if event.recorded_at else 0.0
