"""How often a case was before panel with one matter, and which cases wait to come back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cfs_panels.domain.delay_causes import deferral_of
from cfs_panels.domain.histories import History
from cfs_panels.domain.matters import in_hand
from cfs_panels.domain.vocabulary import OUTCOME_EVENTS, EventType, PanelOutcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfs_panels.domain.delay_causes import DelayCauses, FoundCause
    from cfs_panels.domain.histories import CaseEvent
    from cfs_panels.domain.pathways import Pathway

_GONE_ON = (
    EventType.SENT_TO_DECISION_MAKER,
    EventType.DECISION_MADE,
    EventType.FINAL_DECISION_MADE,
)
_USUAL = {
    EventType.ITEM_DEFERRED: PanelOutcome.DEFERRED.value,
    EventType.FULL_REPORT_ASKED: PanelOutcome.FULL_REPORT_ASKED.value,
    EventType.PANEL_VIEWS_GIVEN: PanelOutcome.VIEWS_GIVEN.value,
    EventType.PANEL_NOTED: PanelOutcome.NOTED.value,
}
"""What came of an item that a workbook told without its outcome."""


@dataclass(frozen=True, slots=True)
class Presentation:
    """Once that an item of a case was before panel, with what came of it."""

    on: date
    event: EventType
    outcome: str
    words: str
    meeting_id: str
    cause: FoundCause
    known_as: str = ""  # what a cause that is recorded of it names

    @property
    def is_deferral(self) -> bool:
        """Return whether panel sent it away without an answer."""
        return self.event is EventType.ITEM_DEFERRED


@dataclass(frozen=True, slots=True)
class MatterPresentations:
    """A matter with every time that it was before panel, oldest first.

    ``opened_by`` is the id of the event that opened it, empty for the first of a case.
    """

    matter: str
    words: str
    opened_by: str
    times: tuple[Presentation, ...]

    @property
    def count(self) -> int:
        """Return how often it was before panel."""
        return len(self.times)


def presentations_of(
    pathway: Pathway, history: History, causes: DelayCauses
) -> tuple[MatterPresentations, ...]:
    """Return every matter that was before panel, in the order in which they came there.

    An item counts once, with the newest that was recorded of it.
    """
    events = history.own.events
    found: dict[tuple[str, str], MatterPresentations] = {}
    for number, event in enumerate(events):
        if event.type not in OUTCOME_EVENTS:
            continue
        matter, opening = in_hand(pathway, History(events[:number]))
        key = (matter.key, opening.id if opening else "")
        known = found.get(key) or MatterPresentations(matter.key, matter.words, key[1], ())
        kept = [t for t in known.times if not _is_same(t, event)]
        found[key] = replace(known, times=(*kept, _presentation(pathway, event, events, causes)))
    return tuple(found.values())


def awaiting_return(history: History) -> CaseEvent | None:
    """Return the deferral after which a case has not been before panel again, nor decided."""
    if not history.has(EventType.ITEM_DEFERRED):
        return None
    events = history.own
    deferred = events.latest(EventType.ITEM_DEFERRED)
    if deferred is None:
        return None
    gone_on = events.latest(*(OUTCOME_EVENTS - {EventType.ITEM_DEFERRED}), *_GONE_ON)
    if gone_on is not None and events.is_newer(gone_on, deferred):
        return None
    return deferred


def rebooked_for(history: History) -> date | None:
    """Return the day of the meeting that a deferred case is booked for again, if it is."""
    deferred = history.own.latest(EventType.ITEM_DEFERRED)
    booked = history.own.latest(EventType.PANEL_BOOKED, EventType.PANEL_BOOKING_CANCELLED)
    if deferred is None or booked is None or booked.type is not EventType.PANEL_BOOKED:
        return None
    if not history.own.is_newer(booked, deferred):
        return None
    told = booked.facts.get("meeting_on")
    return date.fromisoformat(told) if isinstance(told, str) else booked.on


def _is_same(time: Presentation, event: CaseEvent) -> bool:
    meeting = str(event.facts.get("meeting_id") or "")
    return bool(meeting) and time.meeting_id == meeting


def _presentation(
    pathway: Pathway, event: CaseEvent, events: Sequence[CaseEvent], causes: DelayCauses
) -> Presentation:
    outcome = str(event.facts.get("outcome") or "")
    known = outcome if outcome in set(PanelOutcome) else _USUAL.get(event.type, "")
    recommends = bool(known) and PanelOutcome(known).is_recommendation
    choice = pathway.panel_choice(PanelOutcome(known)) if recommends else None
    return Presentation(
        on=event.on,
        event=event.type,
        outcome=outcome,
        words=choice.words if choice else known.replace("_", " ").capitalize(),
        meeting_id=str(event.facts.get("meeting_id") or ""),
        cause=causes.of_event(event, events),
        known_as=deferral_of(event),
    )
