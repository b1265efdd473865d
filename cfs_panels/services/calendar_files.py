"""A calendar file (.ics, RFC 5545) of what stands in the calendar: the same entries, same bytes."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cfs_panels.domain.calendars import CalendarEntry

LONDON = "Europe/London"
PRODUCT = "-//CFS Panels//Calendar//EN"
UID_ENDING = "@cfs-panels.invalid"  # a name that can be nobody's (RFC 6761)


def calendar_file(entries: Iterable[CalendarEntry], *, with_names: bool = False) -> bytes:
    """Return entries as a calendar file: meetings with their times in London, all else whole days.

    Nothing in it comes from the clock of the machine. ``with_names`` adds who it is about.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    found = list(entries)
    timed = [entry.on for entry in found if entry.starts_at is not None]
    if timed:
        calendar.add_component(_london(min(timed), max(timed)))
    for entry in found:
        calendar.add_component(_event(entry, with_names=with_names))
    return bytes(calendar.to_ical())


def _london(first: date, last: date) -> Timezone:
    """Return the time in London over the years that the entries lie in."""
    return Timezone.from_tzid(
        LONDON,
        first_date=first.replace(month=1, day=1),
        last_date=last.replace(year=last.year + 1, month=1, day=1),
    )


def _event(entry: CalendarEntry, *, with_names: bool) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}{UID_ENDING}")
    event.add("dtstamp", datetime.combine(entry.since or entry.on, time(), tzinfo=UTC))
    event.add("sequence", entry.sequence)
    named = with_names and entry.name
    event.add("summary", f"{entry.words} ({entry.name})" if named else entry.words)
    if entry.starts_at is not None:
        zone = ZoneInfo(LONDON)
        event.add("dtstart", datetime.combine(entry.on, entry.starts_at, tzinfo=zone))
        if entry.ends_at is not None and entry.ends_at > entry.starts_at:
            event.add("dtend", datetime.combine(entry.on, entry.ends_at, tzinfo=zone))
        event.add("location", entry.place)
    else:
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    event.add("categories", [entry.kind.value.capitalize()])
    event.add("class", "PRIVATE")
    return event
