"""Rows of Panels and Items become meetings and what they recommended."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from cfs_panels.domain.meetings import ItemKind, ItemState, MeetingState
from cfs_panels.domain.tracking.events import known
from cfs_panels.domain.tracking.items import item_events, item_outcome
from cfs_panels.domain.vocabulary import Service
from cfs_panels.services.tracking.intake import fitted
from db.models import AgendaItem, Panel, PanelMeeting, RecommendationRow

if TYPE_CHECKING:
    from datetime import date

    from cfs_panels.domain.tracking.events import PlannedEvent
    from cfs_panels.domain.tracking.records import ItemRecord, PanelRecord
    from cfs_panels.services.tracking.intake import Intake, KnownCase

IMPORT, IMPLIED = "import", "items"
NOT_KNOWN = time(0, 0)
"""When a meeting began of which a workbook tells the day alone."""


class KnownMeeting(NamedTuple):
    """A meeting that items may name, stored or about to be."""

    id: str
    origin: str
    papers_sent: date | None
    minutes_final: date | None


class Sittings:
    """The meetings of an import, by panel and day, and the next place on each agenda."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._known: dict[tuple[str, date], KnownMeeting] = {}
        self._places: dict[str, int] = {}
        self._panels: dict[Service, str] = {}
        for line in intake.stored.meetings.values():
            if line.state == MeetingState.CANCELLED:
                continue
            key = (line.service, line.held_on)
            if key not in self._known or self._known[key].origin == IMPLIED:
                self._known[key] = KnownMeeting(
                    line.id, line.origin, line.papers_sent_on, line.minutes_sent_on
                )
        for item in intake.stored.items:
            self._places[item.meeting_id] = self._places.get(item.meeting_id, 0) + 1

    def meeting(self, panel: str, held_on: date | None) -> KnownMeeting | None:
        """Return the meeting that a panel and a day name, made where only an item names it."""
        if not panel or held_on is None:
            return None
        key = (self._intake.kinds.key("services", panel), held_on)
        if key not in self._known:
            self._add(key, {}, IMPLIED)
        return self._known[key]

    def stored(self, record: PanelRecord) -> KnownMeeting | None:
        """Return a meeting that stands where a row names one, or None where there is none."""
        if not record.panel or record.held_on is None:
            return None
        return self._known.get((self._intake.kinds.key("services", record.panel), record.held_on))

    def add(self, record: PanelRecord) -> str:
        """Add the meeting of a row and return its id; one without panel or day has none.

        One that only items named until now is named by the row from now on.
        """
        if not record.panel or record.held_on is None:
            return ""
        key = (self._intake.kinds.key("services", record.panel), record.held_on)
        known_one = self._known.get(key)
        if known_one is None:
            return self._add(key, meeting_values(self._intake, record), IMPORT)
        row = self._intake.session.get_one(PanelMeeting, known_one.id)
        row.origin = IMPORT
        for name, value in meeting_values(self._intake, record).items():
            setattr(row, name, value)
        self._known[key] = known_one._replace(
            origin=IMPORT, papers_sent=record.papers_sent, minutes_final=record.minutes_final
        )
        return known_one.id

    def renew(self, record: PanelRecord) -> None:
        """Take up what a row now says of a meeting that is stored."""
        known_one = self.stored(record)
        if known_one is not None and record.held_on is not None:
            key = (self._intake.kinds.key("services", record.panel), record.held_on)
            self._known[key] = known_one._replace(
                papers_sent=record.papers_sent, minutes_final=record.minutes_final
            )

    def _add(self, key: tuple[str, date], values: dict[str, Any], origin: str) -> str:
        service, held_on = Service(key[0]), key[1]
        is_past = held_on <= self._intake.today
        told = {**_NO_VALUES, **values}
        meeting_id = self._intake.add(
            PanelMeeting,
            panel_id=self._panel(service),
            held_on=held_on,
            starts_at=NOT_KNOWN,
            state=MeetingState.RECORDED if is_past else MeetingState.PLANNED,
            origin=origin,
            **told,
        )
        self._known[key] = KnownMeeting(
            meeting_id, origin, told["papers_sent_on"], told["minutes_sent_on"]
        )
        return meeting_id

    def _panel(self, service: Service) -> str:
        """Return the agency's panel of a service, made when it first meets."""
        if service not in self._panels:
            intake = self._intake
            found = intake.session.scalars(
                select(Panel.id).where(
                    Panel.agency_id == intake.agency_id,
                    Panel.service == service,
                    Panel.is_joint.is_(False),
                )
            ).first()
            if found is None:
                name = f"{service.value.capitalize()} panel"
                panel = Panel(agency_id=intake.agency_id, service=service, name=name)
                intake.session.add(panel)
                intake.session.flush()
                found = panel.id
            self._panels[service] = found
        return self._panels[service]

    def place(self, meeting_id: str) -> int:
        """Return the next place on an agenda."""
        place = self._places.get(meeting_id, 0)
        self._places[meeting_id] = place + 1
        return place


_NO_VALUES: dict[str, Any] = {
    "kind": "",
    "format": "",
    "chair_name": "",
    "papers_sent_on": None,
    "minutes_sent_on": None,
}


def meeting_values(intake: Intake, record: PanelRecord) -> dict[str, Any]:
    """Return what a row says of a meeting besides its panel and day."""
    return {
        "kind": intake.kinds.key("panel_kinds", record.kind),
        "format": record.format,
        "chair_name": fitted(record.chair, 200),
        "papers_sent_on": record.papers_sent,
        "minutes_sent_on": record.minutes_final,
    }


def cases_of(intake: Intake, ref: str, child_ref: str) -> list[KnownCase]:
    """Return the cases that a row is about: the household's, then the child's."""
    return [c for c in (intake.household(ref), intake.child(child_ref)) if c is not None]


def item_values(record: ItemRecord) -> dict[str, Any]:
    """Return what a row says of an item besides what panel recommended."""
    return {
        "item_name": fitted(record.item_type, 120),
        "facts": {
            "item_type": record.item_type,
            **known(papers_on_time=record.papers_on_time, unanimous=record.unanimous),
        },
    }


def recommendation_values(intake: Intake, record: ItemRecord) -> dict[str, Any] | None:
    """Return what panel did with an item, or None where its row does not say."""
    outcome = item_outcome(record, intake.kinds)
    if outcome is None:
        return None
    return {
        "outcome": outcome,
        "terms": [intake.kinds.key("terms", term) for term in record.terms],
        "places": record.places,
        "deferral_reason": record.deferral_reason,
    }


def planned_item(
    intake: Intake, record: ItemRecord, case: KnownCase, item_id: str, meeting: KnownMeeting
) -> tuple[PlannedEvent, ...]:
    """Return the events that an item brings to a case."""
    return item_events(
        record,
        intake.kinds,
        case.kind,
        place={"meeting_id": meeting.id, "item_id": item_id},
        minutes_final=meeting.minutes_final,
    )


def add_item(
    intake: Intake, sittings: Sittings, record: ItemRecord, row_id: str
) -> tuple[str, list[KnownCase]]:
    """Add the item of a row and return its id and cases; one without a meeting has no id."""
    cases = cases_of(intake, record.ref, record.child_ref)
    meeting = sittings.meeting(record.panel, record.held_on)
    if meeting is None or record.held_on is None:
        return "", cases
    is_past = record.held_on <= intake.today
    child = intake.child(record.child_ref)
    item_id = intake.add(
        AgendaItem,
        meeting_id=meeting.id,
        case_id=cases[0].id if cases else None,
        child_id=child.child_id if child else None,
        kind=ItemKind.CASE,
        position=sittings.place(meeting.id),
        title=fitted(cases[0].name, 300) if cases else "",
        minutes=0,
        papers_sent_on=meeting.papers_sent if is_past else None,
        state=ItemState.FINISHED if is_past else ItemState.BOOKED,
        is_history=is_past,
        **item_values(record),
    )
    values = recommendation_values(intake, record)
    if values is not None:
        intake.add(
            RecommendationRow,
            item_id=item_id,
            recorded_at=intake.now,
            recorded_by=intake.actor.user_id,
            **values,
        )
    for case in cases:
        intake.events(case.id, planned_item(intake, record, case, item_id, meeting), row_id)
    return item_id, cases
