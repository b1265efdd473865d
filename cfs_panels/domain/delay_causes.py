"""What held a thing up: one list of causes for every delay, and where each was recorded.

The list and what counts for what are ``resources/words/delay_causes.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cfs_panels.domain.periods import Pause
from cfs_panels.domain.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cfs_panels.domain.clocks import StatutoryClock
    from cfs_panels.domain.histories import CaseEvent

RULE, STARTED, CODE, REASON = "rule", "started_on", "cause", "reason"
"""The facts of a recorded delay: its clock, when that run of it began, the cause and the words."""
DEFERRAL = "deferral"
"""The fact of one that explains a deferral instead: the meeting that deferred."""


@dataclass(frozen=True, slots=True)
class DelayCause:
    """A cause that a delay can have."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class CauseSource:
    """An event that tells by itself why clocks ran late, where nobody recorded it of them.

    It explains the clocks of these ``rules``, any clock where none is named. Its cause is told by
    the fact ``code``, put into the words of the list by ``codes``, else it is the ``default``. It
    tells nothing where it has neither a code nor words in its fact ``reason``. Of a hold
    (``is_hold``) a clock that waited for it has lost no days.
    """

    event: EventType
    reason: str
    default: str = ""
    code: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()
    is_hold: bool = False


@dataclass(frozen=True, slots=True)
class FoundCause:
    """Why something is late, as far as it was recorded; without a ``key`` it was not."""

    key: str = ""
    words: str = ""
    detail: str = ""
    by: str = ""
    on: date | None = None

    @property
    def is_recorded(self) -> bool:
        """Return whether the cause is one of the list."""
        return bool(self.key)


@dataclass(frozen=True, slots=True)
class DelayCauses:
    """The causes in their order, and the events that tell one."""

    causes: tuple[DelayCause, ...]
    sources: tuple[CauseSource, ...]
    not_recorded: str

    @property
    def none(self) -> FoundCause:
        """Return what is shown where no cause was recorded."""
        return FoundCause(words=self.not_recorded)

    def words(self, key: str) -> str:
        """Return a cause in words; what is on no list was not recorded."""
        return next((c.words for c in self.causes if c.key == key), self.not_recorded)

    def of_clock(self, clock: StatutoryClock, events: Sequence[CaseEvent]) -> FoundCause:
        """Return why a clock ran late: what was recorded of it, else what its events tell."""
        recorded = [e for e in events if _explains(e, clock)]
        if recorded:
            event = recorded[-1]
            return self._found(event, str(event.facts.get(CODE) or ""), _said(event, REASON))
        told = list(self._told(clock, events))
        return told[-1] if told else self.none

    def of_event(self, event: CaseEvent, events: Sequence[CaseEvent] = ()) -> FoundCause:
        """Return the cause of a deferral, say: what was recorded of it, else what it tells."""
        told_since = [e for e in events if e.facts.get(DEFERRAL) == deferral_of(event)]
        if told_since:
            newest = told_since[-1]
            return self._found(newest, str(newest.facts.get(CODE) or ""), _said(newest, REASON))
        source = next((s for s in self.sources if s.event is event.type), None)
        detail = _said(event, source.reason if source else REASON)
        return self._found(event, _code(source, event) if source else "", detail)

    def _told(self, clock: StatutoryClock, events: Sequence[CaseEvent]) -> Iterator[FoundCause]:
        first, last = clock.started_on, clock.stopped_on or clock.on
        for source in self.sources:
            if source.rules and clock.rule.id not in source.rules:
                continue
            for event in events:
                if event.type is not source.event or event.on > last:
                    continue
                if (first is not None and event.on < first) or _waited(source, clock, event):
                    continue
                found = self.of_event(event, events)
                if found.key and (found.detail or event.facts.get(source.code)):
                    yield found

    def _found(self, event: CaseEvent, key: str, detail: str) -> FoundCause:
        known = key if any(c.key == key for c in self.causes) else ""
        return FoundCause(known, self.words(known), detail, event.recorded_by, event.on)


def deferral_of(event: CaseEvent) -> str:
    """Return by what a deferral is known, also where it is recorded again: its meeting."""
    return str(event.facts.get("meeting_id") or event.id)


def _explains(event: CaseEvent, clock: StatutoryClock) -> bool:
    """Return whether an event is the record of why this run of a clock is late."""
    if event.type is not EventType.DELAY_RECORDED or event.facts.get(RULE) != clock.rule.id:
        return False
    if str(event.facts.get("of") or clock.of) != clock.of or clock.started_on is None:
        return False
    started = event.facts.get(STARTED)
    return started == clock.started_on.isoformat() if started else event.on >= clock.started_on


def _waited(source: CauseSource, clock: StatutoryClock, event: CaseEvent) -> bool:
    if not source.is_hold or not clock.rule.pausable:
        return False
    return clock.rule.waits_for(Pause(event.on, cause=str(event.facts.get(source.code) or "")))


def _code(source: CauseSource, event: CaseEvent) -> str:
    own = str(event.facts.get(source.code) or "") if source.code else ""
    return dict(source.codes).get(own, own) or source.default


def _said(event: CaseEvent, fact: str) -> str:
    return str(event.facts.get(fact) or "").strip()
